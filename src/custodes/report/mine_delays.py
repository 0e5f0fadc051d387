"""Checks failed, reviews late, what is held too long and to whom it went, in one person's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import CHECK_OUTCOMES, DATA_KINDS
from custodes.report.audit_found_words import DATA
from custodes.report.audit_words import date_words, last_day_words, moment_words
from custodes.report.blocks import Block, Cell, Paragraph, Section, Table
from custodes.report.numbers import number
from custodes.report.sentences import counted, cut_note
from custodes.report.vocabulary import CHECK_CAUSES, capital

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed
    from custodes.report.mine_view import OwnFile

_MOST: Final = 100
"""Rows of a table that are shown."""
_WRITTEN: Final = {1: "written", 0: "none written"}
_SIGNED: Final = {1: "yes", 0: "no"}
_NOT_DISCLOSED: Final = "not disclosed"
_HELD: Final = ("delete_by", "basis_ended")


def _column(disclosed: Disclosed, kind: str, name: str, nothing: float) -> NDArray[Any]:
    found = disclosed.column(kind, name)
    return np.full(disclosed.rows(kind), nothing) if found is None else found


def _data(code: int) -> str:
    return capital(DATA[DATA_KINDS[code]]) if 0 <= code < len(DATA_KINDS) else "Not said"


def checks(own: OwnFile) -> Section | None:
    """Say how often checks failed and what answering them took.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no check was disclosed.
    """
    count = own.disclosed.rows("checks")
    if not count:
        return None
    outcome = _column(own.disclosed, "checks", "outcome", -1).astype(np.int64)
    passed, failed, open_ = (int(found.sum()) for found in (outcome == 0, outcome > 0, outcome < 0))
    rows = tuple(
        (Cell(capital(CHECK_CAUSES[name])), Cell(f"{found:,}", "number"))
        for code, name in enumerate(CHECK_OUTCOMES)
        if code and (found := int((outcome == code).sum()))
    )
    blocks: list[Block] = [
        Paragraph(
            f"{counted(count, 'check', 'checks')} fell due; {passed:,} passed and {failed:,} did not"
            f"{f', and of {open_:,} the file does not say' if open_ else ''}. Failing is not a fault: a lost prompt, a "
            "dark picture, a mistaken match and sleep count, as well as absence."
        ),
        *_effort(own.disclosed, outcome),
    ]
    if rows:
        blocks.append(Table("Checks that were not passed, by what was recorded", ("What", "Checks"), rows))
    return Section("checks", "Checks", tuple(blocks))


def _effort(disclosed: Disclosed, outcome: NDArray[np.int64]) -> tuple[Block, ...]:
    said = []
    tries = disclosed.column("checks", "attempts")
    if tries is not None and np.isfinite(tries).any():
        of_failed = tries[(outcome > 0) & np.isfinite(tries)]
        said.append(
            f"They took {np.nansum(tries):,.0f} attempts, {of_failed.sum():,.0f} of them at checks that failed."
        )
    hours = _column(disclosed, "checks", "due", np.nan) % SECONDS_PER_DAY / 3600.0
    night = int(((hours < 6) | (hours >= 23)).sum())  # noqa: PLR2004 - 23:00 to 06:00
    said.append(f"{night:,} fell due between 23:00 and 06:00 (UTC).")
    return (Paragraph(" ".join(said)),)


def reviews(own: OwnFile) -> Section | None:
    """List the reviews of the decision to monitor.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no review was disclosed.
    """
    disclosed = own.disclosed
    count = disclosed.rows("reviews")
    if not count:
        return None
    due, done = disclosed.tables["reviews"]["due"], disclosed.column("reviews", "done")
    reasons = _column(disclosed, "reviews", "reasons", -1)
    opening = f"{counted(count, 'review', 'reviews')} of the decision to monitor you fell due."
    if done is None:
        ends = [(_NOT_DISCLOSED, _NOT_DISCLOSED)] * count
        opening += " The file does not say whether and when they were done."
    else:
        late_d = np.maximum(np.where(np.isfinite(done), done, disclosed.end_s) - due, 0.0) / SECONDS_PER_DAY
        late = late_d[late_d >= 1]
        ends = [
            (date_words(at) if np.isfinite(at) else "not done", number(days) if days >= 1 else "0")
            for at, days in zip(done.tolist(), late_d.tolist(), strict=True)
        ]
        together = number(float(late.sum())) if len(late) else "0"
        opening += (
            f" {len(late):,} came a day or more late or had not been done by {last_day_words(disclosed.end_s)}; "
            f"together that is {together} days after the day on which a review was due."
        )
    order = np.argsort(due, kind="stable")
    rows = tuple(
        (
            Cell(date_words(float(due[i]))),
            Cell(ends[i][0]),
            Cell(ends[i][1], "number"),
            Cell(_WRITTEN.get(int(reasons[i]), _NOT_DISCLOSED)),
        )
        for i in order[:_MOST]
    )
    table = Table("Reviews", ("Due", "Done", "Days late", "Reasons"), rows, cut_note(_MOST, count))
    return Section("reviews", "Reviews", (Paragraph(opening), table))


def held(own: OwnFile) -> Section | None:
    """List what is held past its date or past its legal basis.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where it was not disclosed what is held.
    """
    disclosed = own.disclosed
    count = disclosed.rows("holdings")
    if not count:
        return None
    limit = np.full(count, np.inf)
    for name in _HELD:
        found = _column(disclosed, "holdings", name, np.nan)
        limit = np.fmin(limit, found)
    gone = _column(disclosed, "holdings", "deleted", np.nan)
    until = np.where(np.isfinite(gone), gone, disclosed.end_s)
    over_d = np.where(np.isfinite(limit), (until - limit) / SECONDS_PER_DAY, 0.0)
    late = np.flatnonzero(over_d >= 1)
    data = disclosed.tables["holdings"]["data"]
    since = disclosed.tables["holdings"]["since"]
    order = late[np.argsort(-over_d[late], kind="stable")]
    rows = tuple(
        (
            Cell(_data(int(data[i]))),
            Cell(date_words(float(since[i]))),
            Cell(date_words(float(limit[i]))),
            Cell(date_words(float(gone[i])) if np.isfinite(gone[i]) else "not deleted"),
            Cell(number(float(over_d[i])), "number"),
        )
        for i in order[:_MOST]
    )
    opening = (
        f"{counted(count, 'thing', 'things')} about you are listed as held. {len(late):,} were or are held past the "
        "day on which they were to be deleted, or past the end of the legal basis, whichever came first."
    )
    blocks: list[Block] = [Paragraph(opening)]
    if rows:
        head = ("What", "Held since", "To be gone by", "Deleted", "Days too long")
        blocks.append(Table("Held too long", head, rows, cut_note(_MOST, len(late), "longest")))
    return Section("held", "What is held, and for how long", tuple(blocks))


def shared(own: OwnFile) -> Section | None:
    """List to whom records were handed.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no disclosure is in the file.
    """
    disclosed = own.disclosed
    count = disclosed.rows("disclosures")
    if not count:
        return None
    table = disclosed.tables["disclosures"]
    names = disclosed.labels.get(("disclosures", "recipient"), ())
    reason = _column(disclosed, "disclosures", "reason", -1)
    data = _column(disclosed, "disclosures", "data", -1)
    items = _column(disclosed, "disclosures", "count", np.nan)
    signed = _column(disclosed, "disclosures", "authorised", -1)
    order = np.argsort(table["time"], kind="stable")
    rows = tuple(
        (
            Cell(moment_words(float(table["time"][i]))),
            Cell(names[int(table["recipient"][i])] if 0 <= int(table["recipient"][i]) < len(names) else "not said"),
            Cell(_data(int(data[i]))),
            Cell(number(float(items[i])) if np.isfinite(items[i]) else "\u2013", "number"),
            Cell(_WRITTEN.get(int(reason[i]), _NOT_DISCLOSED)),
            Cell(_SIGNED.get(int(signed[i]), _NOT_DISCLOSED)),
        )
        for i in order[:_MOST]
    )
    recipients = table["recipient"]
    whom = len(np.unique(recipients[recipients >= 0]))
    bare = f"{int((reason == 0).sum()):,} without a written reason"
    opening = (
        f"Your records were handed over {counted(count, 'time', 'times')}, to "
        f"{counted(whom, 'recipient', 'recipients')}; "
        f"{bare if (reason >= 0).any() else 'whether a reason is written the file does not say'}."
    )
    head = ("When", "To whom", "What", "Items", "Reason", "Signed off")
    return Section(
        "shared", "To whom it went", (Paragraph(opening), Table("Handed over", head, rows, cut_note(_MOST, count)))
    )
