"""The places of one synthetic person: a home, perhaps work, and the places that they come to know.

Homes and venues stand on lattices that everybody shares, one to a square and somewhere within it, so that different
people meet at the same places. What a venue is depends on its square and the seed alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.records.tables import PLACE_KINDS, SURROUNDINGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

MAX_PLACES: Final = 1024
"""More than anybody comes to know in six years; who knows so many finds no more."""
HOME: Final = 0
WORK: Final = 1
"""Position of a person's home, and of the work of those who work, among their places."""
NOWHERE: Final = -1

HOME_KIND: Final = PLACE_KINDS.index("home")
WORK_KIND: Final = PLACE_KINDS.index("work")
SHOP_KIND: Final = PLACE_KINDS.index("shop")
SCHOOL_KIND: Final = PLACE_KINDS.index("school")
CLINIC_KIND: Final = PLACE_KINDS.index("clinic")
WORSHIP_KIND: Final = PLACE_KINDS.index("worship")
LAWYER_KIND: Final = PLACE_KINDS.index("lawyer")
UNION_KIND: Final = PLACE_KINDS.index("union")
FRIEND_KIND: Final = PLACE_KINDS.index("friend")
OPEN: Final = SURROUNDINGS.index("open")
LIGHT_INDOOR: Final = SURROUNDINGS.index("light_indoor")
DEEP_INDOOR: Final = SURROUNDINGS.index("deep_indoor")

FARTHEST_M: Final = 1e6
"""Nobody looks for a place farther away than this [metre]."""
LARGEST: Final = 300.0
"""Exponents end here, so that nothing overflows however wide a spread is."""
TRIES: Final = 4
"""So often is a place looked for outside of the zones that a person keeps out of."""
_MIDDLE: Final = 2**31
_ROW: Final = 2**32
FAR_FACTOR, OUTINGS_FACTOR, TOTAL = 0, 1, 2
"""Positions of a person's own factors, and of their visits so far, among the numbers of their own."""


class Places(NamedTuple):
    """The places that one person knows; room for one person, written anew for the next.

    Attributes
    ----------
    x_m, y_m : ndarray
        East and north of the town's centre [metre].
    kind, surroundings : ndarray of int8
        Indices into PLACE_KINDS and SURROUNDINGS.
    visits : ndarray
        Visits so far; 0 for places that nobody returns to by habit [count].
    known : ndarray of int64, shape (1,)
        How many there are: home first, then work if the person works [count].
    site : ndarray of int64
        Square of the lattice on which each stands.
    own : ndarray, shape (3,)
        The person's own factors for distance and outings [ratio], and the sum of `visits` [count].
    nowhere : ndarray, shape (0, 3)
        No circles to keep out of.
    """

    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    kind: NDArray[np.int8]
    surroundings: NDArray[np.int8]
    visits: NDArray[np.float64]
    known: NDArray[np.int64]
    site: NDArray[np.int64]
    own: NDArray[np.float64]
    nowhere: NDArray[np.float64]


class Site(NamedTuple):
    """One square of a lattice, and what stands there.

    Attributes
    ----------
    square : int
        Number of the square.
    x_m, y_m : float
        East and north of the town's centre [metre].
    kind, surroundings : int
        Indices into PLACE_KINDS and SURROUNDINGS.
    """

    square: int
    x_m: float
    y_m: float
    kind: int
    surroundings: int


@njit(cache=True, nogil=True)
def new_places() -> Places:
    """Make room for the places of one person.

    Returns
    -------
    Places
        Without any.
    """
    return Places(
        np.zeros(MAX_PLACES),
        np.zeros(MAX_PLACES),
        np.zeros(MAX_PLACES, dtype=np.int8),
        np.zeros(MAX_PLACES, dtype=np.int8),
        np.zeros(MAX_PLACES),
        np.zeros(1, dtype=np.int64),
        np.zeros(MAX_PLACES, dtype=np.int64),
        np.zeros(3),
        np.zeros((0, 3)),
    )


@kernel()
def _venue_kind(u: float, movement: Movement) -> int:
    if u < movement.shop:
        return SHOP_KIND
    if u < movement.school:
        return SCHOOL_KIND
    if u < movement.clinic:
        return CLINIC_KIND
    if u < movement.worship:
        return WORSHIP_KIND
    return LAWYER_KIND if u < movement.lawyer else UNION_KIND


@kernel()
def venue_at(seed: int, x_m: float, y_m: float, movement: Movement, kind: int) -> Site:
    """Find the venue of the square in which a point lies.

    Parameters
    ----------
    seed : int
        Seed of the world.
    x_m, y_m : float
        The point, east and north of the town's centre [metre].
    movement : Movement
        How close venues stand, and what they are.
    kind : int
        What it is to the person; -1 for what it is to everybody.

    Returns
    -------
    Site
        The venue, within the middle half of its square along each axis.
    """
    column, row = math.floor(x_m / movement.venue_m), math.floor(y_m / movement.venue_m)
    words = draw(seed, 0, purposes.VENUE, column + _MIDDLE, row + _MIDDLE)
    if kind < 0:
        kind = _venue_kind(words[2], movement)
    around = OPEN
    if not (kind in (SHOP_KIND, WORK_KIND) and words[3] < movement.outdoors):
        # What is left of the word is uniform again, whether or not the place could have been outdoors.
        indoors = words[3]
        if kind in (SHOP_KIND, WORK_KIND):
            indoors = (words[3] - movement.outdoors) / (1.0 - movement.outdoors)
        around = DEEP_INDOOR if indoors < movement.deep_indoors else LIGHT_INDOOR
    return Site(
        2 * (column * _ROW + row),
        (column + 0.25 + 0.5 * words[0]) * movement.venue_m,
        (row + 0.25 + 0.5 * words[1]) * movement.venue_m,
        kind,
        around,
    )


@kernel()
def home_at(seed: int, x_m: float, y_m: float, movement: Movement, kind: int) -> Site:
    """Find the home of the square in which a point lies.

    Parameters
    ----------
    seed : int
        Seed of the world.
    x_m, y_m : float
        The point, east and north of the town's centre [metre].
    movement : Movement
        How close homes stand.
    kind : int
        What it is to the person: their own home, or a friend's.

    Returns
    -------
    Site
        The home, within the middle half of its square along each axis.
    """
    column, row = math.floor(x_m / movement.household_m), math.floor(y_m / movement.household_m)
    words = draw(seed, 0, purposes.HOUSEHOLD, column + _MIDDLE, row + _MIDDLE)
    return Site(
        2 * (column * _ROW + row) + 1,
        (column + 0.25 + 0.5 * words[0]) * movement.household_m,
        (row + 0.25 + 0.5 * words[1]) * movement.household_m,
        kind,
        DEEP_INDOOR if words[2] < movement.deep_indoors else LIGHT_INDOOR,
    )


@kernel()
def add_place(places: Places, site: Site, visits: float) -> int:
    """Add a place to those that a person knows, or find it among them.

    Parameters
    ----------
    places : Places
        Written to.
    site : Site
        The place.
    visits : float
        Visits to it so far, if it is new [count].

    Returns
    -------
    int
        Its position; -1 when there is no room.
    """
    known = places.known[0]
    for place in range(known):
        if places.site[place] == site.square:
            return place
    if known == MAX_PLACES:
        return NOWHERE
    places.x_m[known] = site.x_m
    places.y_m[known] = site.y_m
    places.kind[known] = site.kind
    places.surroundings[known] = site.surroundings
    places.site[known] = site.square
    places.visits[known] = visits
    places.own[TOTAL] += visits
    places.known[0] = known + 1
    return known


@kernel()
def forget(places: Places, place: int) -> None:
    """Forget a place that was only just found and turns out to be too far away to go to.

    Parameters
    ----------
    places : Places
        Changed.
    place : int
        Position of the place; one that has been visited, a home and a place of work are kept.
    """
    if place == places.known[0] - 1 and places.kind[place] != WORK_KIND and places.visits[place] == 0.0:
        places.known[0] = place


@kernel()
def forbidden(avoid: NDArray[np.float64], x_m: float, y_m: float) -> bool:
    """Tell whether a point lies in a circle that the person keeps out of.

    Parameters
    ----------
    avoid : ndarray, shape (k, 3)
        Circles: centre and radius [metre].
    x_m, y_m : float
        The point [metre].

    Returns
    -------
    bool
        True on the edge too.
    """
    for circle in range(avoid.shape[0]):
        east_m, north_m = x_m - avoid[circle, 0], y_m - avoid[circle, 1]
        if east_m * east_m + north_m * north_m <= avoid[circle, 2] * avoid[circle, 2]:
            return True
    return False


@kernel()
def far_away(movement: Movement, places: Places, u_far: float) -> float:
    """Draw how far away a new place lies.

    Parameters
    ----------
    movement : Movement
        Median and spread of ways.
    places : Places
        Holds the person's own factor.
    u_far : float
        Uniform [ratio].

    Returns
    -------
    float
        Straight line: a lognormal way over the detour [metre].
    """
    longer = math.exp(min(movement.way_spread * normal_quantile(u_far), LARGEST))
    way_m = movement.way_m * places.own[FAR_FACTOR] * longer
    return min(way_m / movement.detour, FARTHEST_M)


@kernel()
def find_new(
    seed: int,
    person: int,
    purpose: int,
    day: int,
    slot: int,
    movement: Movement,
    from_x_m: float,
    from_y_m: float,
    avoid: NDArray[np.float64],
    places: Places,
    visits: float,
) -> int:
    """Find a place at a drawn distance in a drawn direction.

    Parameters
    ----------
    seed, person, purpose, day, slot : int
        Address of the draws.
    movement : Movement
        How far people go.
    from_x_m, from_y_m : float
        Where the person is [metre].
    avoid : ndarray, shape (k, 3)
        Circles in which nothing is looked for [metre].
    places : Places
        Written to.
    visits : float
        Visits to it so far, if it is new [count].

    Returns
    -------
    int
        Its position among the person's places; -1 for none.
    """
    for attempt in range(TRIES):
        words = draw(seed, person, purpose, day, slot * TRIES + attempt)
        far_m, angle = far_away(movement, places, words[0]), 2.0 * math.pi * words[1]
        x_m, y_m = from_x_m + far_m * math.cos(angle), from_y_m + far_m * math.sin(angle)
        if words[2] < movement.friend:
            site = home_at(seed, x_m, y_m, movement, FRIEND_KIND)
        else:
            site = venue_at(seed, x_m, y_m, movement, -1)
        if not forbidden(avoid, site.x_m, site.y_m):
            return add_place(places, site, visits)
    return NOWHERE


@kernel()
def find_known(u: float, first: int, avoid: NDArray[np.float64], places: Places) -> int:
    """Pick one of the places that a person knows, in proportion to the visits so far.

    Parameters
    ----------
    u : float
        Uniform [ratio].
    first : int
        Position of the first place that is visited by habit.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of [metre].
    places : Places
        The places.

    Returns
    -------
    int
        Position of the place; -1 when there is none, or when it lies in a circle.
    """
    left = u * places.own[TOTAL]
    for place in range(first, places.known[0]):
        left -= places.visits[place]
        if left < 0.0:
            return NOWHERE if forbidden(avoid, places.x_m[place], places.y_m[place]) else place
    return NOWHERE
