"""Days for which monitoring was billed, beside the days on which somebody was monitored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.measures.desk import counted
from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_share
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.spells import spells_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

NONE: Final = "no day was billed in this period"
NO_AMOUNT: Final = "no bill of this period states an amount"
ASKED: Final[Mapping[str, Question]] = {
    "days_billed_not_monitored_share": Question("share", empty=NONE),
    "days_billed_twice_share": Question("share", empty=NONE),
    "amount_billed_gbp": Question("GBP", empty=NO_AMOUNT),
}
NOT_MONITORED: Final = Looked(
    "days-billed-not-monitored",
    "Days were billed on which the person was not monitored",
    "days billed",
    "days from the first to the last of a bill, in the period, no part of which lies between the beginning and end of "
    "monitoring of a person whose dates are listed",
    "public-money",
)
TWICE: Final = Looked(
    "days-billed-twice",
    "The same day of the same person was billed more than once",
    "days billed",
    "days from the first to the last of a bill, in the period, that an earlier row has for the same person",
    "public-money",
)
OTHER_THAN_STATED: Final = Looked(
    "bills-days-differ",
    "Bills state another number of days than lies between their first and last",
    "bills with a number of days",
    "the stated number of days differs from the days from the first to the last, both counted, by more than half a day",
    "public-money",
)


class _Days(NamedTuple):
    """Days billed, one after the other: the row that bills each, whose it is, and when it begins [second]."""

    row: NDArray[np.int64]
    person: NDArray[np.int64]
    start_s: NDArray[np.float64]


def billing(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer what share of billed days nobody was monitored on, or was billed before, and what was billed in all.

    A bill counts each day from its first to its last. A day counts as monitored when any part of it lies between
    beginning and end of monitoring. Only days in the period count, and of persons whose dates are listed.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to three findings.
    """
    bills = rows_of_kind(disclosed, "bills")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if bills is None:
        return Found(found)
    findings: list[Finding] = []
    days = _days_of(bills)
    every = np.bincount(days.person, minlength=bills.people)
    spells = spells_of(disclosed)
    if spells.known.any():
        known = spells.known[days.person]
        # A second more than the end, so that monitoring that ended at midnight still counts for the day that began.
        later = replace(spells, end_s=spells.end_s + 1.0)
        idle = known & (later.overlap_s(days.person, days.start_s, days.start_s + SECONDS_PER_DAY) <= 0)
        findings.append(_days_found(bills, NOT_MONITORED, days, idle, int(np.count_nonzero(known))))
        key = "days_billed_not_monitored_share"
        of_known = np.bincount(days.person[known], minlength=bills.people)
        found[key] = ask_share(np.bincount(days.person[idle], minlength=bills.people), of_known, ASKED[key], ask)
    again = _billed_before(days)
    findings.append(_days_found(bills, TWICE, days, again, len(again)))
    key = "days_billed_twice_share"
    found[key] = ask_share(np.bincount(days.person[again], minlength=bills.people), every, ASKED[key], ask)
    if bills.has("days"):
        stated = bills.of("days")
        said = ~np.isnan(stated)
        findings.append(bills.finding(OTHER_THAN_STATED, np.abs(stated - _length_d(bills)) > 0.5, said))  # noqa: PLR2004
    if bills.has("amount_gbp"):
        key = "amount_billed_gbp"
        here = (bills.of("from") <= disclosed.end_s) & (bills.of("until") >= disclosed.start_s)
        here &= ~np.isnan(bills.of("amount_gbp"))
        amount, people = float(bills.of("amount_gbp")[here].sum()), bills.concerned(here)
        found[key] = counted(amount, "GBP", (), people, ask) if here.any() else ASKED[key].untold(ASKED[key].empty, ask)
    return Found(found, tuple(findings))


def _length_d(bills: Rows) -> NDArray[np.float64]:
    """Count the days of each bill; a clock that changed in between does not add to them."""
    return np.asarray(np.round((bills.of("until") - bills.of("from")) / SECONDS_PER_DAY) + 1)


def _days_of(bills: Rows) -> _Days:
    """List the days of all bills that lie in the period."""
    disclosed = bills.disclosed
    from_s, length_d = bills.of("from"), _length_d(bills)
    first = np.maximum(np.floor((disclosed.start_s - from_s) / SECONDS_PER_DAY), 0)
    last = np.minimum(length_d, np.ceil((disclosed.end_s - from_s) / SECONDS_PER_DAY))
    usable = (bills.person() >= 0) & (last > first)  # false where a date is missing
    rows = np.flatnonzero(usable)
    counts = (last - first)[rows].astype(np.int64)
    row = np.repeat(rows, counts)
    number = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    start_s = from_s[row] + (first[row] + number) * SECONDS_PER_DAY
    return _Days(row, bills.person()[row], start_s)


def _billed_before(days: _Days) -> NDArray[np.bool_]:
    """Say which days an earlier row of the same person has; noon tells days apart whatever the clock did."""
    day = np.floor((days.start_s + SECONDS_PER_DAY / 2) / SECONDS_PER_DAY)
    order = np.lexsort((days.row, day, days.person))
    same = (np.diff(day[order]) == 0) & (np.diff(days.person[order]) == 0)
    again = np.zeros(len(day), dtype=np.bool_)
    again[order[1:]] = same
    return again


def _days_found(bills: Rows, looked: Looked, days: _Days, found: NDArray[np.bool_], of: int) -> Finding:
    """Say how many days were found, and point at the bills that have them."""
    rows = np.zeros(len(bills), dtype=np.bool_)
    rows[days.row[found]] = True
    return replace(bills.finding(looked, rows), count=int(np.count_nonzero(found)), of=of)
