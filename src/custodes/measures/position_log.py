"""The log of positions: what is missing, how precise they are, where they come from, which contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_share
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from custodes.records.kinds import FIX_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

FASTEST_KMH: Final = 250.0
"""Two positions that would take a higher speed cannot both be right [kilometre per hour]. An assumption: above that of
any train in the country at most places."""

FARTHEST_M: Final = 1_000.0
"""Positions nearer to each other than this are not held against each other: both carry an error [metre]."""

EARTH_M: Final = 6_371_008.8
EARLY: Final = 0.5
"""A position that comes after less than this part of the usual interval is one more than was due [ratio]."""

NONE: Final = "no position was recorded in this period"
UNEVEN: Final = "positions lie at uneven times, so that nothing says how many were due"
ASKED: Final[Mapping[str, Question]] = {
    "positions_present_share": Question("share", empty=NONE),
    "positions_without_precision_share": Question("share", empty=NONE),
    "position_precision_m": Question("metre", empty="no position states a precision"),
    "position_precision_m.p90": Question("metre", empty="no position states a precision"),
    **{f"positions_by_source_share.{name}": Question("share", empty=NONE) for name in FIX_KINDS},
    "upload_delay_min": Question("minute", empty="no position has a time of upload"),
    "upload_delay_min.p95": Question("minute", empty="no position has a time of upload"),
}
TWICE: Final = Looked(
    "positions-twice",
    "The same position of the same person is in the log more than once",
    "positions",
    "an earlier row has the same person, time, latitude and longitude",
    "accuracy",
)
TWO_PLACES: Final = Looked(
    "positions-in-two-places",
    "The log has somebody in two places between which nobody could have gone in the time",
    "positions",
    "more than 1 km from the position of the person before it, and the way between them would take more than 250 km/h; "
    "both numbers are assumptions",
    "accuracy",
)


class Ordered(NamedTuple):
    """Positions in the period that say whose and when, by person and time.

    Attributes
    ----------
    at : ndarray of int64, shape (n,)
        Rows of the table.
    person : ndarray of int64, shape (n,)
        Whose each is.
    time_s : ndarray, shape (n,)
        When [second].
    next_is_same : ndarray of bool, shape (n - 1,)
        Whether a position and the next one are of one person.
    """

    at: NDArray[np.int64]
    person: NDArray[np.int64]
    time_s: NDArray[np.float64]
    next_is_same: NDArray[np.bool_]


def ordered(positions: Rows) -> Ordered:
    """Put positions in order; a log that is in order is not sorted again.

    Parameters
    ----------
    positions : Rows
        The log.

    Returns
    -------
    Ordered
        By person and time.
    """
    at = np.flatnonzero(positions.in_period("time") & (positions.person() >= 0))
    person, time_s = positions.person()[at], positions.of("time")[at]
    same = person[1:] == person[:-1]
    if np.any(person[1:] < person[:-1]) or np.any(same & (time_s[1:] < time_s[:-1])):
        order = np.lexsort((time_s, person))
        at, person, time_s = at[order], person[order], time_s[order]
        same = person[1:] == person[:-1]
    return Ordered(at, person, time_s, same)


def position_log(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer how many positions are missing, how precise they are, whence they come, how late they were uploaded.

    Present are positions recorded of those due, from the first to the last of each person at the usual interval (the
    median time between positions, where half of them lie within a tenth of it): ``sum recorded / sum due``. Precision
    and delay are the median over people of each one's median, and what one position in ten or twenty exceeds.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to two findings.
    """
    positions = rows_of_kind(disclosed, "positions")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if positions is None:
        return Found(found)
    log = ordered(positions)
    here = np.zeros(len(positions), dtype=np.bool_)
    here[log.at] = True
    found["positions_present_share"] = _present(log, positions.people, ask)
    _precision(positions, here, found, ask)
    if positions.has("source") and positions.said("source").any():
        among = here & (positions.of("source") >= 0)
        for code, name in enumerate(FIX_KINDS):
            key = f"positions_by_source_share.{name}"
            found[key] = positions.share(positions.of("source") == code, among, ASKED[key], ask)
    if positions.has("uploaded"):
        since = positions.times("recorded")
        since = np.where(np.isnan(since), positions.of("time"), since)
        took = (positions.of("uploaded") - since) / SECONDS_PER_MINUTE
        found["upload_delay_min"] = positions.median(took, here & (took >= 0), ASKED["upload_delay_min"], ask)
        key = "upload_delay_min.p95"
        found[key] = positions.quantile(took, here & (took >= 0), 0.95, ASKED[key], ask)
    return Found(found, tuple(_contradictions(positions, log, here)))


def _present(log: Ordered, people: int, ask: Asking) -> Answer:
    question = ASKED["positions_present_share"]
    gap = np.diff(log.time_s)
    between = gap[log.next_is_same & (gap > 0)]
    if not len(between):
        return question.untold(NONE, ask)
    interval_s = SECONDS_PER_DAY / max(round(SECONDS_PER_DAY / float(np.median(between))), 1)
    if 2 * np.count_nonzero(np.abs(between - interval_s) <= 0.1 * interval_s) < len(between):
        return question.untold(UNEVEN, ask)
    counted = np.concatenate([[True], ~log.next_is_same | (gap >= EARLY * interval_s)])[: len(log.person)]
    recorded = np.bincount(log.person[counted], minlength=people).astype(np.float64)
    first = np.flatnonzero(np.concatenate([[True], ~log.next_is_same]))
    last = np.append(first[1:], len(log.person)) - 1
    due = np.zeros(people)
    due[log.person[first]] = np.round((log.time_s[last] - log.time_s[first]) / interval_s) + 1
    return ask_share(np.minimum(recorded, due), due, question, ask)


def _precision(positions: Rows, here: NDArray[np.bool_], found: dict[str, Answer], ask: Asking) -> None:
    if not positions.has("precision_m"):
        return
    stated = positions.of("precision_m")
    among = here & positions.said("precision_m")
    key = "positions_without_precision_share"
    found[key] = positions.share(np.isnan(stated), among, ASKED[key], ask)
    found["position_precision_m"] = positions.median(stated, here, ASKED["position_precision_m"], ask)
    key = "position_precision_m.p90"
    found[key] = positions.quantile(stated, here, 0.9, ASKED[key], ask)


def _contradictions(positions: Rows, log: Ordered, here: NDArray[np.bool_]) -> list[Finding]:
    """Hold each position against the one before it."""
    latitude, longitude = positions.of("latitude")[log.at], positions.of("longitude")[log.at]
    gap_s = np.diff(log.time_s)
    north_m = np.deg2rad(np.diff(latitude)) * EARTH_M
    east_m = np.deg2rad(np.diff(longitude)) * EARTH_M * np.cos(np.deg2rad(latitude[1:]))
    apart_m = np.hypot(north_m, east_m)
    twice = log.next_is_same & (gap_s == 0) & (north_m == 0) & (east_m == 0)
    too_fast = apart_m * SECONDS_PER_HOUR / 1_000.0 > FASTEST_KMH * gap_s
    elsewhere = log.next_is_same & (apart_m > FARTHEST_M) & too_fast
    found = []
    for looked, which in ((TWICE, twice), (TWO_PLACES, elsewhere)):
        rows = np.zeros(len(positions), dtype=np.bool_)
        rows[log.at[1:][which]] = True
        found.append(positions.finding(looked, rows, here))
    return found
