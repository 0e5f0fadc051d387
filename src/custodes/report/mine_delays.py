"""Checks failed, reviews late, what is held too long and to whom it went, in one person's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import KINDS
from custodes.report.audit_words import date_words, last_day_words, moment_words
from custodes.report.blocks import Block, Cell, Paragraph, Section, Table
from custodes.report.numbers import number
from custodes.report.sentences import counted
from custodes.report.vocabulary import CHECK_CAUSES, capital

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed
    from custodes.report.mine_view import OwnFile

_MOST: Final = 100
_HELD: Final = ("delete_by", "basis_ended")


def _column(disclosed: Disclosed, kind: str, name: str, nothing: float) -> NDArray[Any]:
    found = disclosed.column(kind, name)
    return np.full(disclosed.rows(kind), nothing) if found is None else found


def _code(kind: str, name: str, code: int) -> str:
    codes = KINDS[kind][name].codes
    return codes[code].replace("_", " ") if 0 <= code < len(codes) else "not said"


_DATA: Final = {
    "fix": "positions",
    "photograph": "photographs",
    "template": "templates of the face or finger",
    "name": "name and address",
    "alert": "alerts",
    "contact": "calls and letters",
}


def _data(kind: str, code: int) -> str:
    name = _code(kind, "data", code)
    return capital(_DATA.get(name, name))


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
    passed = int((outcome == 0).sum())
    causes = KINDS["checks"]["outcome"].codes
    rows = tuple(
        (Cell(capital(CHECK_CAUSES.get(name, name.replace("_", " ")))), Cell(f"{found:,}", "number"))
        for code, name in enumerate(causes)
        if code and (found := int((outcome == code).sum()))
    )
    blocks: list[Block] = [
        Paragraph(
            f"{counted(count, 'check', 'checks')} fell due; {passed:,} passed and {count - passed:,} did not. Failing "
            "is not a fault: a lost prompt, a dark picture, a mistaken match and sleep count, as well as absence."
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
        of_failed = tries[(outcome != 0) & np.isfinite(tries)]
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
    due, done = disclosed.tables["reviews"]["due"], _column(disclosed, "reviews", "done", np.nan)
    reasons = _column(disclosed, "reviews", "reasons", -1)
    until = np.where(np.isfinite(done), done, disclosed.end_s)
    late_d = np.maximum(until - due, 0.0) / SECONDS_PER_DAY
    order = np.argsort(due, kind="stable")
    rows = tuple(
        (
            Cell(date_words(float(due[i]))),
            Cell(date_words(float(done[i])) if np.isfinite(done[i]) else "not done"),
            Cell(number(float(late_d[i])) if late_d[i] >= 1 else "0", "number"),
            Cell({1: "written", 0: "none written"}.get(int(reasons[i]), "not disclosed")),
        )
        for i in order[:_MOST]
    )
    late = late_d >= 1
    opening = (
        f"{counted(count, 'review', 'reviews')} of the decision to monitor you fell due. {int(late.sum()):,} came a "
        f"day or more late or had not been done by {last_day_words(disclosed.end_s)}; together that is "
        f"{number(float(late_d[late].sum())) if late.any() else '0'} days after the day on which a review was due."
    )
    head = ("Due", "Done", "Days late", "Reasons")
    return Section("reviews", "Reviews", (Paragraph(opening), Table("Reviews", head, rows)))


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
            Cell(_data("holdings", int(data[i]))),
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
        note = f"The first {_MOST} of {len(late):,}." if len(late) > _MOST else ""
        blocks.append(Table("Held too long", head, rows, note))
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
            Cell(_data("disclosures", int(data[i]))),
            Cell(number(float(items[i])) if np.isfinite(items[i]) else "\u2013", "number"),
            Cell({1: "written", 0: "none written"}.get(int(reason[i]), "not disclosed")),
            Cell({1: "yes", 0: "no"}.get(int(signed[i]), "not disclosed")),
        )
        for i in order[:_MOST]
    )
    bare = int((reason == 0).sum())
    whom = len(np.unique(table["recipient"]))
    opening = (
        f"Your records were handed over {counted(count, 'time', 'times')}, to "
        f"{counted(whom, 'recipient', 'recipients')}; {bare:,} without a written reason."
    )
    head = ("When", "To whom", "What", "Items", "Reason", "Signed off")
    return Section("shared", "To whom it went", (Paragraph(opening), Table("Handed over", head, rows)))
