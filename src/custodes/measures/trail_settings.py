"""The settings at which a trail is looked at: how often a position is recorded, and how coarsely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.records.trail import MINUTES_PER_DAY, grid_dm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.records.trail import Trail

INTERVALS: Final[Mapping[str, float]] = {"1min": 1, "5min": 5, "15min": 15, "1h": 60, "4h": 240, "12h": 720}
"""Time from one fix to the next, by name [minute]; each goes into the next."""

GRIDS: Final[Mapping[str, float]] = {"1m": 1, "100m": 100, "500m": 500, "1km": 1000, "5km": 5000}
"""Sides of squares, by name [metre]; each goes into the next."""

REACH_M: Final = 100.0
"""How near to a place a position shows somebody to be there, as near as a front, a yard and a car park go [metre]."""


class Fixes(NamedTuple):
    """Recorded positions, as compiled functions take them.

    Attributes
    ----------
    x_dm, y_dm : ndarray of int32, shape (people, fixes)
        East and north, `custodes.records.trail.MISSING` where nothing was recorded [decimetre].
    source : ndarray of int8, shape (people, fixes)
        Codes of `custodes.records.tables.FIX_SOURCES`.
    per_day : int
        Fixes a day [count].
    """

    x_dm: NDArray[np.int32]
    y_dm: NDArray[np.int32]
    source: NDArray[np.int8]
    per_day: int


@dataclass(frozen=True)
class Settings:
    """The settings that can be derived from a trail.

    Attributes
    ----------
    every : mapping of str to int
        Of each interval that is not finer than the recorded one: one fix in so many [count].
    side_dm : mapping of str to int
        Of each grid that is not finer than the recorded one: side of its squares [decimetre].
    """

    every: Mapping[str, int]
    side_dm: Mapping[str, int]

    @property
    def every_each(self) -> NDArray[np.int64]:
        """One fix in so many, of each interval [count]."""
        return np.array(list(self.every.values()), dtype=np.int64)

    @property
    def side_each(self) -> NDArray[np.int64]:
        """Side of the squares, of each grid [decimetre]."""
        return np.array(list(self.side_dm.values()), dtype=np.int64)


def fixes_of(trail: Trail) -> Fixes:
    """Hand the positions of a trail to compiled functions.

    Parameters
    ----------
    trail : Trail
        The trail.

    Returns
    -------
    Fixes
        The same arrays.
    """
    return Fixes(trail.x_dm, trail.y_dm, trail.source, trail.per_day)


def nearest_every(per_day: int, minutes: float) -> int:
    """Find which fixes of a day to leave so that they lie as far apart as is wanted, as nearly as can be.

    Parameters
    ----------
    per_day : int
        Fixes a day that are recorded [count].
    minutes : float
        How far apart they are wanted [minute].

    Returns
    -------
    int
        One fix in so many, which goes into the fixes of a day; the smaller of two that are as near [count].
    """
    apart_min = MINUTES_PER_DAY / per_day
    parts = (k for k in range(1, per_day + 1) if per_day % k == 0)
    return min((abs(k * apart_min - minutes), k) for k in parts)[1]


def settings_of(trail: Trail) -> Settings:
    """List the settings that can be derived from a trail.

    An interval that is no whole multiple of the recorded one, or does not go into a day with it, is taken as the
    nearest that is, the shorter of two.

    Parameters
    ----------
    trail : Trail
        As recorded.

    Returns
    -------
    Settings
        Those that are not finer than what was recorded.
    """
    every = {
        name: nearest_every(trail.per_day, minutes)
        for name, minutes in INTERVALS.items()
        if minutes >= MINUTES_PER_DAY / trail.per_day  # not the stated interval, which may be a rounding above
    }
    return Settings(every, {name: grid_dm(side) for name, side in GRIDS.items() if side >= trail.grid_m})


def thinned_to(trail: Trail, every: int, minutes: float) -> int:
    """Thin a fine trail further, for a question that needs no more positions.

    Parameters
    ----------
    trail : Trail
        As recorded.
    every : int
        One fix in so many is disclosed [count].
    minutes : float
        How far apart the positions may lie that are looked at [minute].

    Returns
    -------
    int
        One fix in so many is looked at; `every` itself where positions are no closer [count].
    """
    return every * max(round(minutes / trail.interval_min) // every, 1)


def too_fine(trail: Trail, interval: str, grid: str) -> str | None:
    """Say why a setting cannot be derived from a trail.

    Parameters
    ----------
    trail : Trail
        As recorded.
    interval, grid : str
        Keys of `INTERVALS` and `GRIDS`.

    Returns
    -------
    str or None
        The reason; None when it can be.
    """
    if INTERVALS[interval] < MINUTES_PER_DAY / trail.per_day:
        return f"does not apply: this scheme records no more than one position in {trail.interval_min:g} minutes"
    if GRIDS[grid] < trail.grid_m:
        return f"does not apply: this scheme records positions no finer than squares of {trail.grid_m:g} m"
    return None
