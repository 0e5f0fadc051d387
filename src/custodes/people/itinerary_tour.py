"""Outings of one person on one day: when they leave home, where they stop, when they come back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.itinerary_way import Way, find_way, is_walked, length_m, new_way, travel_h
from custodes.people.kernel import kernel
from custodes.people.normal import normal_cdf, normal_quantile
from custodes.people.places import HOME, NOWHERE, OUTINGS_FACTOR, TOTAL, find_known, find_new, forget
from custodes.records.tables import SURROUNDINGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement
    from custodes.people.places import Places

MAX_LEGS: Final = 64
"""Legs of a day; an outing for which there is no room is not made."""
MAX_STOPS: Final = 6
"""Stops of an outing."""
LEAST_STAY_H: Final = 1.0 / 12.0
"""Nobody goes anywhere for less than five minutes because they have to be back [hour]."""
NEVER: Final = 1e-9
"""Where so small a share of visits is as short as it would have to be, the time there is is taken [ratio]."""
STREET: Final = SURROUNDINGS.index("street")
VEHICLE: Final = SURROUNDINGS.index("vehicle")
COUNT, STAYED, SLOT, FIRST = 0, 1, 2, 3
"""Positions among the whole numbers of a day: legs so far, the last stay away from home, the next address of a stop,
the first place that is visited by habit."""
HOME_SINCE, WAITS = 0, 1
"""Positions among the times of a day: when the person came home [hour], and how much of the curve of departures they
let pass until they leave again [count]."""


class Legs(NamedTuple):
    """The legs of one person on one day, one after the other from 0 to 24 h; room for one day.

    Attributes
    ----------
    start_h, end_h : ndarray, shape (64,)
        From when to when [hour].
    x0_m, y0_m, x1_m, y1_m : ndarray, shape (64,)
        Where the leg begins and ends, the same for a stay [metre].
    place : ndarray of int32, shape (64,)
        Position among the person's places; -1 on a trip.
    surroundings : ndarray of int8, shape (64,)
        Index into SURROUNDINGS.
    whole, times : ndarray
        What the day has come to so far.
    out, back : Way
        The way to the next stop, and home from there.
    """

    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    x0_m: NDArray[np.float64]
    y0_m: NDArray[np.float64]
    x1_m: NDArray[np.float64]
    y1_m: NDArray[np.float64]
    place: NDArray[np.int32]
    surroundings: NDArray[np.int8]
    whole: NDArray[np.int64]
    times: NDArray[np.float64]
    out: Way
    back: Way


class Outing(NamedTuple):
    """One outing as it is planned.

    Attributes
    ----------
    leaves_h, back_by_h : float
        When the person leaves home, infinity for an outing that is not made; when they have to be back [hour].
    place : int
        Position of the first stop among the person's places; -1 for a place to be chosen.
    stay_h : float
        Length of the first stop, infinity for as long as there is time; 0 for a length to be drawn [hour].
    stops : int
        Most stops [count].
    entered : int
        The circle that the person enters this once; -1 for none.
    """

    leaves_h: float
    back_by_h: float
    place: int
    stay_h: float
    stops: int
    entered: int


@njit(cache=True, nogil=True)
def new_legs() -> Legs:
    """Make room for the legs of a day.

    Returns
    -------
    Legs
        Without any.
    """
    return Legs(
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS),
        np.zeros(MAX_LEGS, dtype=np.int32),
        np.zeros(MAX_LEGS, dtype=np.int8),
        np.zeros(4, dtype=np.int64),
        np.zeros(2),
        new_way(),
        new_way(),
    )


@kernel()
def add_stay(legs: Legs, places: Places, place: int, start_h: float, end_h: float) -> None:
    """Add a stay.

    Parameters
    ----------
    legs : Legs
        Written to.
    places : Places
        The person's places.
    place : int
        Where they stay.
    start_h, end_h : float
        From when to when; nothing is added when no time passes [hour].
    """
    if end_h <= start_h:
        return
    leg = legs.whole[COUNT]
    legs.start_h[leg], legs.end_h[leg] = start_h, end_h
    legs.x0_m[leg], legs.y0_m[leg] = places.x_m[place], places.y_m[place]
    legs.x1_m[leg], legs.y1_m[leg] = places.x_m[place], places.y_m[place]
    legs.place[leg] = place
    legs.surroundings[leg] = places.surroundings[place]
    legs.whole[COUNT] = leg + 1


@kernel()
def _add_trip(legs: Legs, way: Way, points: int, crow_m: float, around: int, start_h: float, end_h: float) -> None:
    since_h, gone_m = start_h, 0.0
    for point in range(points - 1):
        leg = legs.whole[COUNT]
        east_m, north_m = way.x_m[point + 1] - way.x_m[point], way.y_m[point + 1] - way.y_m[point]
        gone_m += math.sqrt(east_m * east_m + north_m * north_m)
        until_h = end_h
        if point < points - 2:
            until_h = start_h + (end_h - start_h) * (gone_m / crow_m)
        if until_h <= since_h:
            continue
        legs.start_h[leg], legs.end_h[leg] = since_h, until_h
        legs.x0_m[leg], legs.y0_m[leg] = way.x_m[point], way.y_m[point]
        legs.x1_m[leg], legs.y1_m[leg] = way.x_m[point + 1], way.y_m[point + 1]
        legs.place[leg] = NOWHERE
        legs.surroundings[leg] = around
        legs.whole[COUNT] = leg + 1
        since_h = until_h


@kernel()
def visit_h(movement: Movement, u: float, most_h: float) -> float:
    """Draw how long a visit takes.

    Parameters
    ----------
    movement : Movement
        Median and spread.
    u : float
        Uniform [ratio].
    most_h : float
        The time that there is [hour].

    Returns
    -------
    float
        Lognormal, given that it is not longer than that: people go where they have time to go [hour].
    """
    below = 1.0
    if movement.stay_spread > 0.0:
        below = normal_cdf(math.log(most_h / movement.stay_h) / movement.stay_spread)
    length_h = most_h
    if below > NEVER:
        length_h = min(movement.stay_h * math.exp(movement.stay_spread * normal_quantile(u * below)), most_h)
    return length_h


@kernel()
def choose_place(
    seed: int,
    person: int,
    day: int,
    u: float,
    movement: Movement,
    at: int,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
) -> int:
    """Choose where to go next: to a new place, or back to a known one.

    A new place has the chance rho S^-gamma while S places are known; a known one is chosen in proportion to the visits
    so far: C. Song, T. Koren, P. Wang, A.-L. Barabasi, "Modelling the scaling properties of human mobility", Nature
    Physics 6 (2010) 818-823, doi 10.1038/nphys1760.

    Parameters
    ----------
    seed, person, day : int
        Address of the draws.
    u : float
        Uniform [ratio].
    movement : Movement
        How people move.
    at : int
        Where the person is: position among their places.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of [metre].
    places, legs : Places, Legs
        What the person knows, and the day so far.

    Returns
    -------
    int
        Position of the place; -1 when none was found.
    """
    first = legs.whole[FIRST]
    habits = places.known[0] - first
    new = 1.0
    if habits > 0 and places.own[TOTAL] > 0.0:
        new = min(movement.new_share * habits**-movement.new_falls, 1.0)
    if u < new:
        slot, x_m, y_m = legs.whole[SLOT], places.x_m[at], places.y_m[at]
        return find_new(seed, person, purposes.NEW_PLACE, day, slot, movement, x_m, y_m, avoid, places, 0.0)
    return find_known((u - new) / (1.0 - new), first, avoid, places)


@kernel()
def next_departure_h(movement: Movement, places: Places, legs: Legs, from_h: float, to_h: float) -> float:
    """Find when the person leaves home next.

    Departures are a Poisson process whose rate follows a logistic curve over the day, with the area of the person's own
    mean number of outings. What the person lets pass is kept for their next free time.

    Parameters
    ----------
    movement : Movement
        Centre, scale and area of the curve.
    places : Places
        Holds the person's own factor.
    legs : Legs
        Holds what is left to let pass; changed.
    from_h, to_h : float
        The person's free time [hour].

    Returns
    -------
    float
        [hour]; infinity when not in this time.
    """
    area = movement.outings_per_d * places.own[OUTINGS_FACTOR]
    if area <= 0.0 or to_h <= from_h:
        return math.inf
    before = 1.0 / (1.0 + math.exp((movement.around_h - from_h) / movement.curve_h))
    after = 1.0 / (1.0 + math.exp((movement.around_h - to_h) / movement.curve_h))
    share = before + legs.times[WAITS] / area
    if share >= after:
        legs.times[WAITS] = max(legs.times[WAITS] - area * (after - before), 0.0)
        return math.inf
    leaves_h = movement.around_h + movement.curve_h * math.log(share / (1.0 - share))
    return min(max(leaves_h, from_h), to_h)


@kernel(inline="always")
def go_out(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    outing: Outing,
) -> bool:
    """Make one outing from home to home, if there is time for it.

    Parameters
    ----------
    seed, person, day : int
        Address of the draws.
    movement : Movement
        How people move.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of [metre].
    places, legs : Places, Legs
        Changed.
    outing : Outing
        What is planned.

    Returns
    -------
    bool
        Whether it was made.
    """
    at, now_h, home_h, home_points, home_m = HOME, outing.leaves_h, 0.0, 0, 0.0
    for stop in range(outing.stops):
        words = draw(seed, person, purposes.STOP, day, legs.whole[SLOT])
        legs.times[WAITS] = -math.log(words[3])
        place, stay_h = outing.place, outing.stay_h
        if stop > 0 or place == NOWHERE:
            place = choose_place(seed, person, day, words[0], movement, at, avoid, places, legs)
            stay_h = outing.stay_h if stop == 0 else 0.0
        legs.whole[SLOT] += 1
        if place in (NOWHERE, HOME, at):
            break
        there, there_m = _find_way(avoid, outing.entered, places, at, place, legs.out)
        back, back_m = _find_way(avoid, outing.entered, places, place, HOME, legs.back)
        there_h, back_h = travel_h(movement, there_m), travel_h(movement, back_m)
        most_h = outing.back_by_h - back_h - there_h - now_h
        if stay_h == 0.0 and most_h > 0.0:
            stay_h = visit_h(movement, words[1], most_h)
        has_room = there > 0 and back > 0 and legs.whole[COUNT] + there + back + 2 <= MAX_LEGS
        if not has_room or most_h < min(stay_h, LEAST_STAY_H):
            forget(places, place)
            break
        if at == HOME:
            add_stay(legs, places, HOME, legs.times[HOME_SINCE], now_h)
        _add_trip(legs, legs.out, there, there_m, _around(movement, there_m), now_h, now_h + there_h)
        until_h = now_h + there_h + min(stay_h, most_h)
        add_stay(legs, places, place, now_h + there_h, until_h)
        legs.whole[STAYED] = legs.whole[COUNT] - 1
        if place >= legs.whole[FIRST] and outing.entered < 0:
            places.visits[place] += 1.0
            places.own[TOTAL] += 1.0
        at, now_h, home_h, home_points, home_m = place, until_h, back_h, back, back_m
        if words[2] >= movement.more:
            break
    if at != HOME:
        # The way home of a stop that was not made may stand in its place, so it is found again.
        _find_way(avoid, outing.entered, places, at, HOME, legs.back)
        # Never later than that by a rounding: the next outing, a curfew or midnight begins there.
        home_at_h = min(now_h + home_h, outing.back_by_h)
        _add_trip(legs, legs.back, home_points, home_m, _around(movement, home_m), now_h, home_at_h)
        legs.times[HOME_SINCE] = home_at_h
    return at != HOME


@kernel()
def _find_way(
    avoid: NDArray[np.float64], entered: int, places: Places, start: int, end: int, way: Way
) -> tuple[int, float]:
    points = find_way(places.x_m[start], places.y_m[start], places.x_m[end], places.y_m[end], avoid, entered, way)
    return points, length_m(way, points)


@kernel()
def _around(movement: Movement, crow_m: float) -> int:
    return STREET if is_walked(movement, crow_m) else VEHICLE
