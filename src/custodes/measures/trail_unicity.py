"""How many people a few known visits leave open, when the trails of all are disclosed without names.

Unicity is the share of people whom p points of their trail single out: Y.-A. de Montjoye, C. A. Hidalgo, M. Verleysen
and V. D. Blondel, "Unique in the crowd", Scientific Reports 3, 1376 (2013). There the points are records, and a sparser
record has other points: the attacker changes with the setting. Here the attacker is fixed in the world. They know p
real visits of the person, when and roughly where, whether or not anything was recorded; at every setting they are the
same visits, with the same mistakes, and the question is whom the disclosed positions leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit
from scipy.special import ndtri

from custodes.measures.trail_home import SATELLITES
from custodes.measures.trail_settings import fixes_of, thinned_to
from custodes.measures.trail_visits import off_square_2
from custodes.records.trail import DM_PER_M, MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_settings import Fixes, Settings
    from custodes.measures.trail_visits import Visits
    from custodes.records.trail import Trail

POINTS_KNOWN: Final = (1, 2, 3, 4)
"""How many visits are known [count]."""

LOOKED_AT_MIN: Final = 5.0
"""Time from one position that is looked at to the next, where more are disclosed: four in the shortest visit
[minute]."""

KNOWN_TO_M: Final = 20.0
"""Standard deviation, along each axis, of where a visit is known to have been [metre]."""

_MISSING: Final = np.int32(MISSING)
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_TO_UNIT: Final = 2.0**-53


class Known(NamedTuple):
    """What an attacker knows of each person.

    Attributes
    ----------
    visits : ndarray of int64, shape (people,)
        How many visits are known [count].
    first, last : ndarray of int64, shape (people, known)
        First and last fix inside each visit.
    x_dm, y_dm : ndarray of float64, shape (people, known)
        Where it is known to have been [decimetre].
    """

    visits: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    x_dm: NDArray[np.float64]
    y_dm: NDArray[np.float64]


class Dials(NamedTuple):
    """At which settings it is asked, and with what tolerance.

    Attributes
    ----------
    every_each : ndarray of int64, shape (intervals,)
        One fix in so many is disclosed [count].
    side_each : ndarray of int64, shape (grids,)
        Sides of the squares, ascending [decimetre].
    reach_dm : float
        How far from a place a square may lie and still be of somebody there [decimetre].
    """

    every_each: NDArray[np.int64]
    side_each: NDArray[np.int64]
    reach_dm: float


def mixed(*words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Stir words into one number each, so that what is drawn depends on a visit and not on its place in a table.

    Parameters
    ----------
    *words : ndarray of uint64
        Words of each visit.

    Returns
    -------
    ndarray of uint64
        Steele, Lea and Flood's SplitMix64 (OOPSLA 2014), chained.
    """
    state = np.zeros_like(words[0])
    for word in words:
        state = (state ^ word) + _GOLDEN
        state = (state ^ (state >> np.uint64(30))) * _MIX_1
        state = (state ^ (state >> np.uint64(27))) * _MIX_2
        state ^= state >> np.uint64(31)
    return state


def known_of(visits: Visits, people: int, seed: int) -> Known:
    """Draw what an attacker knows: up to four visits of each person, each as likely as any other.

    Parameters
    ----------
    visits : Visits
        The visits of the people.
    people : int
        Number of people [count].
    seed : int
        Seed of the choice and of the attacker's mistakes.

    Returns
    -------
    Known
        The visits in the order in which they become known, so that p known visits are the first p.
    """
    most = POINTS_KNOWN[-1]
    start, x, y = (np.ascontiguousarray(part).view(np.uint64) for part in (visits.start_h, visits.x_dm, visits.y_dm))
    luck = mixed(np.full_like(start, np.uint64(seed)), start, x, y)
    order = np.lexsort((luck, visits.row))
    row = visits.row[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    order, row, rank = order[rank < most], row[rank < most], rank[rank < most]
    known = Known(
        np.bincount(row, minlength=people).astype(np.int64),
        np.zeros((people, most), dtype=np.int64),
        np.full((people, most), -1, dtype=np.int64),
        np.zeros((people, most)),
        np.zeros((people, most)),
    )
    known.first[row, rank], known.last[row, rank] = visits.first[order], visits.last[order]
    for axis, (into, place) in enumerate(((known.x_dm, visits.x_dm), (known.y_dm, visits.y_dm))):
        again = mixed(luck[order], np.full_like(order, axis, dtype=np.uint64))
        uniform = ((again >> np.uint64(11)).astype(np.float64) + 0.5) * _TO_UNIT
        into[row, rank] = place[order] + ndtri(uniform) * KNOWN_TO_M * DM_PER_M
    return known


# Plain arrays all the way down: handing a tuple of arrays on counts references, which takes longer than all the rest.
@njit(cache=True, nogil=True)
def _finest(
    x: int, y: int, known_x: float, known_y: float, reach: float, side_each: NDArray[np.int64], least: int
) -> int:
    """Find the finest grid, not below `least`, at which a position fits a place; one beyond the last for none."""
    off_x, off_y, widest = abs(x - known_x), abs(y - known_y), reach + side_each[-1]
    if off_x > widest or off_y > widest:
        return side_each.size
    if off_x * off_x + off_y * off_y <= reach * reach:
        return least
    grid = side_each.size
    # From the coarsest on, for a square lies within one of the next: what does not fit there fits nowhere finer.
    while grid > least:
        side = side_each[grid - 1]
        if off_x > reach + side or off_y > reach + side:
            break
        if off_square_2(x, y, side, known_x, known_y) > reach * reach:
            break
        grid -= 1
    return grid


@njit(cache=True, nogil=True)
def _fitting(
    x: NDArray[np.int32],
    y: NDArray[np.int32],
    source: NDArray[np.int8],
    every: int,
    first: int,
    inside: int,
    known_x: float,
    known_y: float,
    reach: float,
    side_each: NDArray[np.int64],
    fits: NDArray[np.int64],
    least: int,
) -> int:
    """Find the finest grid, not below `least`, at which at least half of somebody's positions in a visit fit it."""
    grids, shown, near, far = side_each.size, 0, 0, 0
    for grid in range(least + 1, grids):
        fits[grid] = 0
    for nth in range(inside):
        fix = first + nth * every
        if source[fix] == SATELLITES and x[fix] != _MISSING:
            shown += 1
            grid = _finest(x[fix], y[fix], known_x, known_y, reach, side_each, least)
            if grid == grids:
                far += 1
                if 2 * far > inside:
                    return grids
            elif grid == least:
                near += 1
                if 2 * near >= inside:
                    return least
            else:
                fits[grid] += 1
    grid = least
    while 2 * near < shown and grid < grids:
        grid += 1
        near += fits[grid] if grid < grids else 0
    return grid


@njit(cache=True, nogil=True)
def _points(known: Known, every_each: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the first disclosed fix inside each visit, and how many there are, at each interval."""
    people, points = known.first.shape
    first = np.zeros((people, points, every_each.size), dtype=np.int64)
    fixes = np.zeros((people, points, every_each.size), dtype=np.int64)
    for person in range(people):
        for point in range(points):
            for i in range(every_each.size):
                every = every_each[i]
                begin = (known.first[person, point] + every - 1) // every * every
                first[person, point, i] = begin
                fixes[person, point, i] = max((known.last[person, point] - begin) // every + 1, 0)
    return first, fixes


@njit(cache=True, nogil=True)
def _count_one(
    x: NDArray[np.int32],
    y: NDArray[np.int32],
    source: NDArray[np.int8],
    first: NDArray[np.int64],
    inside: NDArray[np.int64],
    visits: NDArray[np.int64],
    known_x: NDArray[np.float64],
    known_y: NDArray[np.float64],
    every_each: NDArray[np.int64],
    side_each: NDArray[np.int64],
    reach: float,
    other: int,
    count: NDArray[np.int32],
) -> None:
    """Count one person wherever they are left open: by target, visits known, interval and finest grid."""
    intervals, grids = every_each.size, side_each.size
    finest, fits = np.zeros(intervals, dtype=np.int64), np.zeros(grids, dtype=np.int64)
    for target in range(visits.size):
        for i in range(intervals):
            finest[i] = 0
        some = other != target
        for point in range(known_x.shape[1]):
            if some and point < visits[target]:
                some = False
                at_x, at_y = known_x[target, point], known_y[target, point]
                for i in range(intervals):
                    if finest[i] < grids:
                        begin, most = first[target, point, i], inside[target, point, i]
                        finest[i] = _fitting(
                            x, y, source, every_each[i], begin, most, at_x, at_y, reach, side_each, fits, finest[i]
                        )
                        some = some or finest[i] < grids
            if not some:
                break
            for i in range(intervals):
                count[target, point, i, finest[i]] += 1


@njit(cache=True, nogil=True)
def others_left(fixes: Fixes, known: Known, dials: Dials) -> NDArray[np.int32]:
    """Count the other people whom the known visits leave open, at each setting.

    Somebody is ruled out by a visit when satellite fixes of theirs are disclosed during it, and fewer than half of them
    lie in squares that come within the attacker's tolerance of the place. A square that lies within another comes no
    nearer, so fewer people are ruled out, never more, when squares merge.

    Parameters
    ----------
    fixes : Fixes
        As recorded.
    known : Known
        What is known of each person.
    dials : Dials
        The settings and the tolerance.

    Returns
    -------
    ndarray of int32, shape (people, known, intervals, grids)
        Others left by the first 1, 2, ... visits; of visits beyond those known, as many as by all that are.
    """
    every_each, side_each, reach = dials.every_each, dials.side_each, dials.reach_dm
    people, grids = fixes.x_dm.shape[0], side_each.size
    first, inside = _points(known, every_each)
    visits, known_x, known_y = known.visits, known.x_dm, known.y_dm
    # By the finest grid that leaves somebody open; who is open at one grid is so at all coarser ones.
    count = np.zeros((people, known_x.shape[1], every_each.size, grids + 1), dtype=np.int32)
    for other in range(people):  # one trail after the other, for each is read at many places
        x, y, source = fixes.x_dm[other], fixes.y_dm[other], fixes.source[other]
        _count_one(x, y, source, first, inside, visits, known_x, known_y, every_each, side_each, reach, other, count)
    for grid in range(1, grids):
        count[..., grid] += count[..., grid - 1]
    return count[..., :grids]


def crowds(trail: Trail, known: Known, settings: Settings, reach_m: float) -> NDArray[np.int32]:
    """Count the people among whom each person stays hidden, at each setting that can be derived.

    The person themselves always counts: an attacker whose knowledge fits nobody widens it until it does.

    Parameters
    ----------
    trail : Trail
        As recorded.
    known : Known
        What is known of each person.
    settings : Settings
        What can be derived.
    reach_m : float
        The attacker's tolerance [metre].

    Returns
    -------
    ndarray of int32, shape (people, known, intervals, grids)
        Size of the crowd, at least 1 [person].
    """
    sides = settings.side_each
    thinned = [thinned_to(trail, every, LOOKED_AT_MIN) for every in settings.every.values()]
    every_each, back = np.unique(np.array(thinned, dtype=np.int64), return_inverse=True)
    dials = Dials(every_each, sides, reach_m * DM_PER_M)
    return np.asarray(others_left(fixes_of(trail), known, dials)[:, :, back] + np.int32(1))
