"""The trail: positions recorded of some of the people, and, where records are simulated, where they really were.

Positions are whole decimetres east and north of the centre of the town. One trail at the finest interval is recorded;
what a coarser scheme would have recorded is derived from it, so that the same people and the same errors stand behind
every setting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.tables import Table

MISSING: Final = int(np.iinfo(np.int32).min)
"""Coordinate of a fix that was not recorded."""

MINUTES_PER_DAY: Final = 1440
HOURS_PER_DAY: Final = 24.0
DM_PER_M: Final = 10


@dataclass(frozen=True)
class ZoneRules:
    """The rules that positions of these people are held against, and when they were really broken.

    Attributes
    ----------
    zones : Table
        One row a zone of a person: ``row`` (position in `Trail.rows`), ``cause`` (code of
        `custodes.records.tables.CAUSES`), ``x_m``, ``y_m``, ``radius_m`` of a circle [metre], ``outline`` (position in
        `outlines`, -1 for a circle), ``from_h``, ``to_h`` [hour after midnight]; it holds past midnight when it ends
        before it begins.
    outlines : tuple of ndarray, shape (corners, 2)
        Polygons: corners east and north of the town's centre [metre].
    dwell : int
        Fixes in a row beyond an edge that make an alert [count].
    buffer_m : float
        Distance beyond an edge that is let pass [metre].
    uses_fallback : bool
        Whether positions by Wi-Fi and cell count.
    violations : Table
        One row a true violation in the time of the trail: ``row``, ``start_h``, ``end_h`` [hour of the run].
    """

    zones: Table
    outlines: tuple[NDArray[np.float64], ...]
    dwell: int
    buffer_m: float
    uses_fallback: bool
    violations: Table


@dataclass(frozen=True)
class Trail:
    """The positions recorded of a sample of people, over whole days.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Positions of these people in ``records.people``.
    interval_min : float
        Time from one fix to the next; a day holds a whole number of them, the first at 00:00 [minute].
    first_day : int
        Day of the run, from 0, on which the trail begins at 00:00 [day].
    x_dm, y_dm : ndarray of int32, shape (n, fixes)
        Recorded positions east and north of the town's centre, `MISSING` where nothing was recorded [decimetre].
    source : ndarray of int8, shape (n, fixes)
        Codes of `custodes.records.tables.FIX_SOURCES`; 0 where nothing was recorded.
    households_per_km2 : float
        Households where these people live, NaN when not known [household/km2].
    venues_per_km2 : float
        Places that somebody may visit, other than homes; NaN when not known [venue/km2].
    keep_d : float
        How long the scheme keeps the trail [day].
    grid_m : float
        Side of the squares to which the recorded positions are rounded; 0 for none [metre].
    truth_home_m : ndarray of float64, shape (n, 2), or None
        Where these people live (simulated records only) [metre].
    truth_stays : Table or None
        One row a true stay, in any order, of columns ``row`` (position in `rows`), ``start_h``, ``end_h`` [hour of the
        run], ``x_m``, ``y_m`` [metre], ``kind`` (code of `custodes.records.tables.PLACE_KINDS`) and ``place``
        (simulated records only).
    rules : ZoneRules or None
        The rules that use these positions; None where none does, or nobody knows when they were really broken.
    truth_x_dm, truth_y_dm : ndarray of int32, shape (n, fixes), or None
        Where these people were at each fix, if anybody wants it (simulated records only) [decimetre].
    """

    rows: NDArray[np.int64]
    interval_min: float
    first_day: int
    x_dm: NDArray[np.int32]
    y_dm: NDArray[np.int32]
    source: NDArray[np.int8]
    households_per_km2: float
    venues_per_km2: float
    keep_d: float
    grid_m: float
    truth_home_m: NDArray[np.float64] | None = None
    truth_stays: Table | None = None
    rules: ZoneRules | None = None
    truth_x_dm: NDArray[np.int32] | None = None
    truth_y_dm: NDArray[np.int32] | None = None

    def __post_init__(self) -> None:
        """Hold to whole days."""
        whole = MINUTES_PER_DAY / self.interval_min
        if abs(whole - round(whole)) > 1e-9 * whole or self.x_dm.shape[1] % round(whole):
            message = "a trail holds a whole number of fixes a day, and whole days"
            raise ValueError(message)

    @property
    def per_day(self) -> int:
        """Fixes a day [count]."""
        return round(MINUTES_PER_DAY / self.interval_min)

    @property
    def days(self) -> int:
        """Days that the trail covers [day]."""
        return self.x_dm.shape[1] // self.per_day

    @property
    def start_h(self) -> float:
        """Time of its first fix [hour of the run]."""
        return self.first_day * HOURS_PER_DAY


def grid_dm(grid_m: float) -> int:
    """Give the side of a square in the unit of the positions.

    Parameters
    ----------
    grid_m : float
        Side; 0 for no grid [metre].

    Returns
    -------
    int
        Side, at least 1: a grid of one decimetre is none [decimetre].
    """
    return max(round(grid_m * DM_PER_M), 1)


def snapped(position_dm: NDArray[np.int32], grid_m: float) -> NDArray[np.int32]:
    """Round positions along one axis to the centres of squares.

    Squares of 1, 100, 500, 1,000 and 5,000 m have a corner at the town's centre, so that each lies within one of the
    next: rounding to one after the other is the same as rounding to the last.

    Parameters
    ----------
    position_dm : ndarray of int32
        Positions, or `MISSING` [decimetre].
    grid_m : float
        Side of the squares; 0 for none [metre].

    Returns
    -------
    ndarray of int32
        ``floor(x / g) g + g / 2``, in whole decimetres; `MISSING` stays [decimetre].
    """
    side = grid_dm(grid_m)
    if side == 1:
        return position_dm
    centres = position_dm // np.int32(side) * np.int32(side) + np.int32(side // 2)
    return np.where(position_dm == MISSING, np.int32(MISSING), centres)


def kept(trail: Trail, every: int, days: int) -> NDArray[np.int64]:
    """List the fixes that remain of a trail.

    Parameters
    ----------
    trail : Trail
        As recorded.
    every : int
        One fix in so many remains, the first of each day among them [count].
    days : int
        The last so many days remain [day].

    Returns
    -------
    ndarray of int64
        Positions of the fixes, in order of time.
    """
    first = max(trail.days - days, 0)
    midnights = np.arange(first, trail.days)[:, None] * trail.per_day
    return np.asarray(midnights + np.arange(0, trail.per_day, every), dtype=np.int64).ravel()


def coarser(trail: Trail, *, every: int, grid_m: float, days: int) -> Trail:
    """Derive what would have been recorded less often, more coarsely, or for a shorter time.

    Parameters
    ----------
    trail : Trail
        As recorded.
    every : int
        One fix in so many remains, the first of each day among them; it must go into the fixes of a day [count].
    grid_m : float
        Side of the squares to which positions are rounded; 0 for none [metre].
    days : int
        The last so many days remain [day].

    Returns
    -------
    Trail
        Of the same people, days and errors.

    Raises
    ------
    ValueError
        When `every` does not go into the fixes of a day.
    """
    fixes = kept(trail, every, days)
    first_day = trail.first_day + max(trail.days - days, 0)
    stays = trail.truth_stays
    if stays is not None:
        inside = stays["end_h"] > first_day * HOURS_PER_DAY
        stays = {name: values[inside] for name, values in stays.items()}
    return replace(
        trail,
        interval_min=trail.interval_min * every,
        first_day=first_day,
        x_dm=snapped(trail.x_dm[:, fixes], grid_m),
        y_dm=snapped(trail.y_dm[:, fixes], grid_m),
        source=trail.source[:, fixes],
        keep_d=min(trail.keep_d, float(days)),
        grid_m=max(grid_m, trail.grid_m),
        truth_stays=stays,
        truth_x_dm=None if trail.truth_x_dm is None else trail.truth_x_dm[:, fixes],
        truth_y_dm=None if trail.truth_y_dm is None else trail.truth_y_dm[:, fixes],
    )
