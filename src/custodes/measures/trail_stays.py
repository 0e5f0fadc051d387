"""Stays, as somebody who holds a trail would find them in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.measures.trail_home import SATELLITES, guessed_homes_dm
from custodes.measures.trail_visits import LEAST_H, Visits
from custodes.records.trail import DM_PER_M, MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.trail import Trail

STAY_REACH_M: Final = 200.0
"""How far positions of one stay may lie from its first, and how far from home a visit is at least [metre].

Twice what shows somebody at a place: both ends carry the error of a device that may be indoors.
"""

MINUTES_PER_HOUR: Final = 60.0

GAP_MIN: Final = 30.0
"""Longest time without a position that does not end a stay, where positions are not rarer than that [minute]."""

GAP_INTERVALS: Final = 1.5
"""The same in intervals of a trail whose positions are rarer [ratio]."""


class Rule(NamedTuple):
    """What a stay is.

    Attributes
    ----------
    reach_m : float
        A stay ends with the first position so far from its first one [metre].
    least_min : float
        Shortest stay, from its first position to the one that ends it [minute].
    gap_min : float
        A longer time without a position ends it too, with the last position before [minute].
    """

    reach_m: float
    least_min: float
    gap_min: float


class Stays(NamedTuple):
    """Stays found in positions.

    Attributes
    ----------
    first, last : ndarray of int64, shape (stays,)
        First and last position inside each stay.
    start_min, end_min : ndarray, shape (stays,)
        From its first position to the one that ended it [minute].
    x_m, y_m : ndarray, shape (stays,)
        Mean of the positions inside [metre].
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    start_min: NDArray[np.float64]
    end_min: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


@njit(cache=True, nogil=True)
def find_stays(
    x_m: NDArray[np.float64],
    y_m: NDArray[np.float64],
    time_min: NDArray[np.float64],
    begins: NDArray[np.bool_],
    rule: Rule,
) -> Stays:
    """Find the stays in positions of several people.

    The rule of Li et al. 2008 ("Mining user similarity based on location history", ACM SIGSPATIAL), as in trackintel's
    sliding method, but for two things: a stay that a gap or the end of the positions ends is kept.

    Parameters
    ----------
    x_m, y_m : ndarray, shape (positions,)
        East and north, person after person, each in order of time [metre].
    time_min : ndarray, shape (positions,)
        When [minute].
    begins : ndarray of bool, shape (positions,)
        Whether a position is the first of a person.
    rule : Rule
        What a stay is.

    Returns
    -------
    Stays
        In the order of the positions.
    """
    size = x_m.size
    first, last = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    end_min, middle_x, middle_y = np.empty(size), np.empty(size), np.empty(size)
    reach_2, count, start = rule.reach_m * rule.reach_m, 0, 0
    for at in range(1, size + 1):
        cut = at == size or begins[at] or time_min[at] - time_min[at - 1] > rule.gap_min
        if not cut:
            off_x, off_y = x_m[at] - x_m[start], y_m[at] - y_m[start]
            if off_x * off_x + off_y * off_y < reach_2:
                continue
        until_min = time_min[at - 1] if cut else time_min[at]
        if until_min - time_min[start] >= rule.least_min:
            first[count], last[count], end_min[count] = start, at - 1, until_min
            middle_x[count], middle_y[count] = x_m[start:at].mean(), y_m[start:at].mean()
            count += 1
        start = at
    return Stays(
        first[:count].copy(),
        last[:count].copy(),
        time_min[first[:count]],
        end_min[:count].copy(),
        middle_x[:count].copy(),
        middle_y[:count].copy(),
    )


def found_visits(trail: Trail) -> Visits:
    """List the visits that a trail itself shows, for records that do not say what was true.

    Parameters
    ----------
    trail : Trail
        As recorded.

    Returns
    -------
    Visits
        Stays of 20 minutes or more away from the guessed home, found from satellite fixes; no kinds are known.
    """
    person, fix = np.nonzero((trail.source == SATELLITES) & (trail.x_dm != MISSING))
    x_m, y_m = trail.x_dm[person, fix] / DM_PER_M, trail.y_dm[person, fix] / DM_PER_M
    begins = np.diff(person, prepend=-1) > 0
    gap_min = max(GAP_MIN, GAP_INTERVALS * trail.interval_min)
    rule = Rule(STAY_REACH_M, LEAST_H * MINUTES_PER_HOUR, gap_min)
    stays = find_stays(x_m, y_m, fix * trail.interval_min, begins, rule)
    row = person[stays.first]
    home_m = guessed_homes_dm(trail, 1)[row] / DM_PER_M
    away = np.flatnonzero(np.hypot(stays.x_m - home_m[:, 0], stays.y_m - home_m[:, 1]) > STAY_REACH_M)
    return Visits(
        row=row[away].astype(np.int64),
        first=fix[stays.first[away]].astype(np.int64),
        last=fix[stays.last[away]].astype(np.int64),
        start_h=trail.start_h + stays.start_min[away] / MINUTES_PER_HOUR,
        x_dm=stays.x_m[away] * DM_PER_M,
        y_dm=stays.y_m[away] * DM_PER_M,
        sensitive=np.zeros(len(away), dtype=np.bool_),
    )
