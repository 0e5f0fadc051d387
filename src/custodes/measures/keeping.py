"""What is kept: past its date, past the legal basis, without a date, and how much of it was ever opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.desk import counted
from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_rate, ask_share
from custodes.measures.rate import Kind
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import DATA_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

SLACK_S: Final = SECONDS_PER_DAY
"""Something counts as deleted in time for so long after its date, because many lists give the day alone [second]."""

NOT_USED: Final = "nothing of the kind is listed with how often it was opened"
ASKED: Final[Mapping[str, Question]] = {
    "held_past_date_share": Question("share", empty="nothing was to be deleted by the end of the period"),
    "deleted_late_share": Question("share", empty="nothing with a date was deleted in the period"),
    "deleted_late_days": Question("day", empty="nothing was deleted late"),
    "held_past_basis_share": Question("share", empty="no basis for keeping anything had ended"),
    "held_without_date_share": Question("share", empty="nothing is listed as kept"),
    "kept_days": Question("day", empty="nothing is listed as deleted"),
    "fixes_used_share": Question("share", empty=NOT_USED),
    "photographs_used_share": Question("share", empty=NOT_USED),
    "items_held_per_person": Question("items per person", empty="nothing is listed as kept"),
}
USED: Final = {"fixes_used_share": "fix", "photographs_used_share": "photograph"}

PAST_DATE: Final = Looked(
    "held-past-date",
    "Things are kept past the date on which they were to be deleted",
    "entries whose date had passed",
    "the date of deletion is more than a day before the end of the period, and it was not deleted by then",
    "storage-limitation",
)
DELETED_LATE: Final = Looked(
    "deleted-late",
    "Things were deleted after the date on which they were to be",
    "entries deleted by the end of the period",
    "deleted more than a day after the date of deletion",
    "storage-limitation",
)
PAST_BASIS: Final = Looked(
    "held-past-basis",
    "Things are kept although the legal basis for keeping them has ended",
    "entries whose basis had ended",
    "the basis of the entry, or for monitoring the person, whichever ended first, ended more than a day before the end "
    "of the period, and it was not deleted by then",
    "storage-limitation",
)
WITHOUT_DATE: Final = Looked(
    "held-without-date",
    "Things are kept and no date of deletion is written",
    "entries kept at the end",
    "not deleted by the end of the period, with nothing in the column of dates or without that column",
    "storage-limitation",
)
NEVER_USED: Final = Looked(
    "fixes-never-used",
    "Positions were collected that nobody ever opened for a decision",
    "entries of positions",
    "entries about positions that say how many were opened, and it says none",
    "minimisation",
)


def keeping(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer what is held past its date or past its basis, and what part of it was ever opened for a decision.

    Entries are counted, not the items in them, but for what was used: ``sum used / sum count``. A list without a column
    of deletions is one of what is kept. An entry's basis ends when the list says so or when the basis for monitoring
    the person does, whichever comes first.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to five findings; the table ``held-by-kind``.
    """
    held = rows_of_kind(disclosed, "holdings")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if held is None:
        return Found(found)
    findings: list[Finding] = []
    begun = held.of("since") <= disclosed.end_s
    kept = begun & ~(held.times("deleted") <= disclosed.end_s)
    _dates(held, kept, found, findings, ask)
    basis_s = _basis_s(held)
    if not np.isnan(basis_s).all():
        over = begun & (basis_s + SLACK_S < disclosed.end_s) & ~(held.times("deleted") <= disclosed.start_s)
        findings.append(held.finding(PAST_BASIS, kept, over))
        found["held_past_basis_share"] = held.share(kept, over, ASKED["held_past_basis_share"], ask)
    findings.append(held.finding(WITHOUT_DATE, np.isnan(held.times("delete_by")), kept))
    key = "held_without_date_share"
    found[key] = held.share(np.isnan(held.times("delete_by")), kept, ASKED[key], ask)
    _used(held, found, findings, ask)
    if held.has("person") and bool((held.person()[kept] >= 0).all()):
        amounts = held.count(kept, _counts(held))
        key = "items_held_per_person"
        found[key] = ask_rate(amounts, np.ones(held.people), ASKED[key], ask, Kind(chance=False))
    return Found(found, tuple(findings), {"held-by-kind": _by_kind(held, kept)})


def _dates(held: Rows, kept: NDArray[np.bool_], found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    deleted, end_s = held.times("deleted"), held.disclosed.end_s
    if held.has("delete_by"):
        date_s = held.of("delete_by")
        past = (held.of("since") <= end_s) & (date_s + SLACK_S < end_s)
        findings.append(held.finding(PAST_DATE, kept, past))
        found["held_past_date_share"] = held.share(kept, past, ASKED["held_past_date_share"], ask)
        if held.has("deleted"):
            late_d = (deleted - date_s) / SECONDS_PER_DAY
            late = late_d * SECONDS_PER_DAY > SLACK_S
            gone = held.in_period("deleted") & ~np.isnan(date_s)
            findings.append(held.finding(DELETED_LATE, late, gone))
            found["deleted_late_share"] = held.share(late, gone, ASKED["deleted_late_share"], ask)
            found["deleted_late_days"] = held.median(late_d, late & gone, ASKED["deleted_late_days"], ask)
    if held.has("deleted"):
        lasted_d = (deleted - held.of("since")) / SECONDS_PER_DAY
        found["kept_days"] = held.median(lasted_d, held.in_period("deleted") & (lasted_d >= 0), ASKED["kept_days"], ask)


def _basis_s(held: Rows) -> NDArray[np.float64]:
    """Give when the basis of each entry ended, NaN where it goes on or nobody says."""
    person = held.person()
    of_person = held.disclosed.people["basis_ended"] if held.people else np.zeros(0)
    monitored = np.where(person >= 0, of_person[np.maximum(person, 0)], np.nan) if held.people else np.nan
    return np.asarray(np.fmin(held.times("basis_ended"), monitored))


def _counts(held: Rows) -> NDArray[np.float64]:
    counts = held.times("count")
    return np.where(np.isnan(counts), 1.0, counts)


def _used(held: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    if not held.has("used"):
        return
    used, counts = held.of("used"), _counts(held)
    for key, data in USED.items():
        about = (held.of("data") == DATA_KINDS.index(data)) & (used >= 0)
        if not about.any():
            continue
        if data == "fix":
            findings.append(held.finding(NEVER_USED, used <= 0, about))
        most = np.maximum(counts, used)
        if bool((held.person()[about] >= 0).all()):
            found[key] = ask_share(held.count(about, used), held.count(about, most), ASKED[key], ask)
        else:
            found[key] = _plain(float(used[about].sum() / max(most[about].sum(), 1.0)), ASKED[key], ask)


def _plain(value: float, question: Question, ask: Asking) -> Answer:
    """Answer with what was counted of entries that do not say whose they are."""
    return counted(value, question.unit, question.rests_on, 0, ask)


def _by_kind(held: Rows, kept: NDArray[np.bool_]) -> list[dict[str, Any]]:
    rows, counts = [], _counts(held)
    for code, name in enumerate(DATA_KINDS):
        about = kept & (held.of("data") == code)
        if about.any():
            rows.append(
                {
                    "data": name,
                    "entries": int(np.count_nonzero(about)),
                    "items": float(counts[about].sum()),
                    "people": held.concerned(about),
                }
            )
    return rows
