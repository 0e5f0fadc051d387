"""Visits: where somebody truly stayed for a while, other than at home, and whether a trail shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.measures.trail_settings import REACH_M, fixes_of
from custodes.records.tables import PLACE_KINDS, SENSITIVE_KINDS
from custodes.records.trail import DM_PER_M, HOURS_PER_DAY, MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_settings import Fixes, Settings
    from custodes.records.trail import Trail

LEAST_H: Final = 20 / 60
"""Shortest stay that is a visit [hour]."""

HOME: Final = PLACE_KINDS.index("home")
_MISSING: Final = np.int32(MISSING)
REACH_DM: Final = REACH_M * DM_PER_M
M_PER_KM: Final = 1e3


class Visits(NamedTuple):
    """Stays of 20 minutes or more at a place that is not the person's home, wholly inside the time of a trail.

    Attributes
    ----------
    row : ndarray of int64, shape (visits,)
        Position of the person in the trail.
    first, last : ndarray of int64, shape (visits,)
        First and last fix inside the visit, `last` below `first` when there is none.
    start_h : ndarray, shape (visits,)
        When it began [hour of the run].
    x_dm, y_dm : ndarray of float64, shape (visits,)
        The place [decimetre].
    sensitive : ndarray of bool, shape (visits,)
        Whether its kind is one of `custodes.records.tables.SENSITIVE_KINDS`.
    """

    row: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    start_h: NDArray[np.float64]
    x_dm: NDArray[np.float64]
    y_dm: NDArray[np.float64]
    sensitive: NDArray[np.bool_]


def true_visits(trail: Trail) -> Visits | None:
    """List the true visits of the people of a trail.

    Parameters
    ----------
    trail : Trail
        As recorded.

    Returns
    -------
    Visits or None
        In the order of the stays; None when the records do not say.
    """
    stays = trail.truth_stays
    if stays is None:
        return None
    start_h, end_h = stays["start_h"], stays["end_h"]
    closed_h = trail.start_h + trail.days * HOURS_PER_DAY
    inside = (start_h >= trail.start_h) & (end_h <= closed_h) & (end_h - start_h >= LEAST_H - 1e-9)
    chosen = np.flatnonzero(inside & (stays["kind"] != HOME))
    per_h = trail.per_day / HOURS_PER_DAY
    codes = [PLACE_KINDS.index(kind) for kind in SENSITIVE_KINDS]
    return Visits(
        row=np.asarray(stays["row"][chosen], dtype=np.int64),
        first=np.ceil((start_h[chosen] - trail.start_h) * per_h).astype(np.int64),
        last=np.minimum(np.floor((end_h[chosen] - trail.start_h) * per_h), trail.x_dm.shape[1] - 1).astype(np.int64),
        start_h=np.asarray(start_h[chosen], dtype=np.float64),
        x_dm=stays["x_m"][chosen] * float(DM_PER_M),
        y_dm=stays["y_m"][chosen] * float(DM_PER_M),
        sensitive=np.isin(stays["kind"][chosen], codes),
    )


@njit(cache=True, nogil=True, inline="always")
def off_square_2(x: int, y: int, side: int, place_x: float, place_y: float) -> float:
    """Square the distance from a place to the square of a grid that a position lies in, 0 inside it.

    Parameters
    ----------
    x, y : int
        Position [decimetre].
    side : int
        Side of the squares [decimetre].
    place_x, place_y : float
        The place [decimetre].

    Returns
    -------
    float
        Squared distance, in square decimetres.
    """
    west, south = (x // side) * side, (y // side) * side
    off_x = max(west - place_x, place_x - (west + side), 0.0)
    off_y = max(south - place_y, place_y - (south + side), 0.0)
    return off_x * off_x + off_y * off_y


@njit(cache=True, nogil=True)
def seen_each(
    fixes: Fixes,
    visits: Visits,
    home_dm: NDArray[np.float64],
    every_each: NDArray[np.int64],
    side_each: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Find which visits a trail shows, at each setting.

    A visit is seen when at least one position disclosed during it shows the person at the place and not at home: the
    square of the position comes within `REACH_M` of the place, and nowhere within it of the home.

    Parameters
    ----------
    fixes : Fixes
        As recorded.
    visits : Visits
        True visits.
    home_dm : ndarray, shape (people, 2)
        True homes [decimetre].
    every_each : ndarray of int64, shape (intervals,)
        One fix in so many is disclosed [count].
    side_each : ndarray of int64, shape (grids,)
        Sides of the squares [decimetre].

    Returns
    -------
    ndarray of bool, shape (visits, intervals, grids)
        Whether it is seen.
    """
    reach_2 = REACH_DM * REACH_DM
    seen = np.zeros((visits.row.size, every_each.size, side_each.size), dtype=np.bool_)
    for visit in range(visits.row.size):
        person, place_x, place_y = visits.row[visit], visits.x_dm[visit], visits.y_dm[visit]
        home_x, home_y = home_dm[person, 0], home_dm[person, 1]
        for i in range(every_each.size):
            every, left = every_each[i], side_each.size
            first = (visits.first[visit] + every - 1) // every * every
            for fix in range(first, visits.last[visit] + 1, every):
                x, y = fixes.x_dm[person, fix], fixes.y_dm[person, fix]
                if x == _MISSING:
                    continue
                for g in range(side_each.size):
                    if (
                        not seen[visit, i, g]
                        and off_square_2(x, y, side_each[g], place_x, place_y) <= reach_2
                        and off_square_2(x, y, side_each[g], home_x, home_y) > reach_2
                    ):
                        seen[visit, i, g] = True
                        left -= 1
                if left == 0:
                    break
    return seen


def visits_seen(trail: Trail, visits: Visits, settings: Settings) -> NDArray[np.bool_]:
    """Find which visits a trail shows, at each setting that can be derived from it.

    Parameters
    ----------
    trail : Trail
        As recorded, with the true homes.
    visits : Visits
        True visits.
    settings : Settings
        What can be derived.

    Returns
    -------
    ndarray of bool, shape (visits, intervals, grids)
        Whether it is seen.
    """
    home_dm = np.asarray(trail.truth_home_m, dtype=np.float64) * DM_PER_M
    return np.asarray(seen_each(fixes_of(trail), visits, home_dm, settings.every_each, settings.side_each))


def told_apart(side_m: float, venues_per_km2: float) -> float:
    """Compute the chance of picking the right one of the places that a position leaves open.

    Parameters
    ----------
    side_m : float
        Side of the square that is disclosed [metre].
    venues_per_km2 : float
        Density of places that somebody may visit [venue/km2].

    Returns
    -------
    float
        ``min(1, 1 / (density area))``, the area that of the square and at least that of a circle of `REACH_M` [ratio].
    """
    area_km2 = max(side_m**2, np.pi * REACH_M**2) / M_PER_KM**2
    return min(1.0, 1.0 / (venues_per_km2 * area_km2))
