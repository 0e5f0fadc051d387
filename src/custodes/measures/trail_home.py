"""Where somebody lives, guessed from the nights of a trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from custodes.measures.trail_settings import fixes_of
from custodes.records.trail import DM_PER_M, MISSING, snapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_settings import Fixes
    from custodes.records.trail import Trail

NIGHT_SHARE: Final = 5 / 24
"""The part of a day, from 00:00, at which a reader supposes people to be at home: until 05:00 [ratio]."""

SATELLITES: Final = np.int8(1)
"""Code of a satellite fix in `custodes.records.tables.FIX_SOURCES`."""

M2_PER_KM2: Final = 1e6
_MISSING: Final = np.int32(MISSING)


@njit(cache=True, nogil=True)
def lower_median(values: NDArray[np.int32], count: int) -> int:
    """Find the smallest value that at least half of the values do not exceed (Hoare's selection).

    Rounding to a grid keeps the order of positions, so this median of rounded positions is the rounded median.

    Parameters
    ----------
    values : ndarray of int32
        Values; their order is changed.
    count : int
        How many of them count, at least 1.

    Returns
    -------
    int
        The value of rank ``(count - 1) // 2``.
    """
    wanted, low, high = (count - 1) // 2, 0, count - 1
    while low < high:
        pivot, left, right = values[(low + high) // 2], low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        if wanted <= right:
            high = right
        elif wanted >= left:
            low = left
        else:
            break
    return values[wanted]


@njit(cache=True, nogil=True)
def night_medians(fixes: Fixes, every: int, night: int) -> NDArray[np.int32]:
    """Find the middle of each person's positions at night, along each axis.

    Satellite fixes count; the others only of somebody who has no satellite fix at night.

    Parameters
    ----------
    fixes : Fixes
        As recorded.
    every : int
        One fix in so many is disclosed [count].
    night : int
        Fixes, from midnight, that are at night [count].

    Returns
    -------
    ndarray of int32, shape (people, 2)
        East and north, `MISSING` of somebody with no fix at night [decimetre].
    """
    people, every_fix = fixes.x_dm.shape
    found = np.full((people, 2), _MISSING, dtype=np.int32)
    room = (every_fix // fixes.per_day) * ((night + every - 1) // every)
    x, y = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    for person in range(people):
        for any_source in (False, True):
            count = 0
            for midnight in range(0, every_fix, fixes.per_day):
                for fix in range(midnight, midnight + night, every):
                    if fixes.x_dm[person, fix] != _MISSING and (any_source or fixes.source[person, fix] == SATELLITES):
                        x[count], y[count] = fixes.x_dm[person, fix], fixes.y_dm[person, fix]
                        count += 1
            if count > 0:
                found[person, 0], found[person, 1] = lower_median(x, count), lower_median(y, count)
                break
    return found


def guessed_homes_dm(trail: Trail, every: int) -> NDArray[np.int32]:
    """Guess where each person lives from one fix in so many.

    Parameters
    ----------
    trail : Trail
        As recorded.
    every : int
        One fix in so many is disclosed, the first of each day among them [count].

    Returns
    -------
    ndarray of int32, shape (people, 2)
        East and north, `MISSING` of somebody with no fix at night [decimetre].
    """
    return np.asarray(night_medians(fixes_of(trail), every, round(trail.per_day * NIGHT_SHARE) or 1))


def home_errors_m(guess_dm: NDArray[np.int32], home_m: NDArray[np.float64], side_dm: int) -> NDArray[np.float64]:
    """Compute how far the guessed homes lie from the true ones when positions are rounded to a grid.

    Parameters
    ----------
    guess_dm : ndarray of int32, shape (people, 2)
        From `guessed_homes_dm` [decimetre].
    home_m : ndarray, shape (people, 2)
        True homes [metre].
    side_dm : int
        Side of the squares [decimetre].

    Returns
    -------
    ndarray, shape (people,)
        Distances; infinite of somebody of whom no guess can be made [metre].
    """
    shown_m = snapped(guess_dm, side_dm / DM_PER_M) / DM_PER_M
    off = np.hypot(shown_m[:, 0] - home_m[:, 0], shown_m[:, 1] - home_m[:, 1])
    return np.where(guess_dm[:, 0] == MISSING, np.inf, off)


def households_within(error_m: NDArray[np.float64], households_per_km2: float) -> NDArray[np.float64]:
    """Count the households in the circle that a guess leaves open.

    Parameters
    ----------
    error_m : ndarray
        Radius: distance from the guess to the true home [metre].
    households_per_km2 : float
        Their density [household/km2].

    Returns
    -------
    ndarray
        ``max(1, density pi r^2)``: the person's own is always among them [count].
    """
    return np.maximum(1.0, households_per_km2 * np.pi * error_m**2 / M2_PER_KM2)
