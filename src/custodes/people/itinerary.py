"""Where a synthetic person is on each day of their monitoring: at home, at work, at other places, and on the way.

A day is the legs between 0 and 24 h. It is a pure function of the seed, the person and their earlier days; people obey
a curfew and keep out of zones except at the stated rates.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.itinerary_tour import (
    COUNT,
    FIRST,
    HOME_SINCE,
    LEAST_STAY_H,
    MAX_LEGS,
    SLOT,
    STAYED,
    WAITS,
    Legs,
    add_stay,
    be_free,
    choose_place,
    go_out,
    new_legs,
    visit_h,
)
from custodes.people.itinerary_way import find_way, length_m, straight_m, travel_h
from custodes.people.normal import normal_quantile
from custodes.people.places import (
    FAR_FACTOR,
    FRIEND_KIND,
    HOME,
    HOME_KIND,
    NOWHERE,
    OUTINGS_FACTOR,
    TOTAL,
    WORK,
    WORK_KIND,
    Places,
    Site,
    add_place,
    far_away,
    find_new,
    forbidden,
    home_at,
    venue_at,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

__all__ = ["MAX_LEGS", "Legs", "Routine", "begin_life", "live_day", "new_legs"]

DAY_H: Final = 24.0
WEEK_D: Final = 7
WORKDAYS: Final = 5
LEAST_WORK_H: Final = 1.0
"""Who could work for less than an hour before a curfew does not go [hour]."""


class Routine(NamedTuple):
    """What one person does day by day, as plain numbers.

    Attributes
    ----------
    sleep_from_h, sleep_h : float
        Start of the night [hour after midnight] and its length [hour].
    works : bool
        Whether the person works on Monday to Friday.
    work_from_h, work_h : float
        Start of a working day [hour after midnight] and its length [hour].
    curfew_from_h, curfew_to_h : float
        The person has to be home from the first to the second, over midnight if the first is later; NaN for no curfew
        [hour after midnight].
    late_per_d, late_h : float
        Days on which the person comes home after the curfew began [1/day], and by how much on average [hour].
    entry_per_d, entry_stay_h : float
        Days on which the person enters an exclusion zone [1/day], and for how long on average [hour].
    """

    sleep_from_h: float
    sleep_h: float
    works: bool
    work_from_h: float
    work_h: float
    curfew_from_h: float
    curfew_to_h: float
    late_per_d: float
    late_h: float
    entry_per_d: float
    entry_stay_h: float


@njit(cache=True, nogil=True)
def _first_habit(routine: Routine) -> int:
    return WORK + 1 if routine.works else WORK


@njit(cache=True, nogil=True)
def begin_life(seed: int, person: int, movement: Movement, routine: Routine, places: Places) -> None:
    """Give a person a home, work, and the places that they know already.

    Of the places known, the k-th found has been visited (n / k)^(1 + gamma) times, as after n places of exploration and
    return.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    movement : Movement
        How people move.
    routine : Routine
        Whether the person works.
    places : Places
        Written anew.
    """
    places.known[0] = 0
    words = draw(seed, person, purposes.HOME, 0, 0)
    spread = movement.outings_spread
    places.own[FAR_FACTOR] = math.exp(movement.person_spread * normal_quantile(words[2]))
    places.own[OUTINGS_FACTOR] = math.exp(spread * normal_quantile(words[3]) - 0.5 * spread * spread)
    places.own[TOTAL] = 0.0
    x_m, y_m = movement.town_m * normal_quantile(words[0]), movement.town_m * normal_quantile(words[1])
    add_place(places, home_at(seed, x_m, y_m, movement, HOME_KIND), 0.0)
    x_m, y_m = places.x_m[HOME], places.y_m[HOME]
    if routine.works:
        words = draw(seed, person, purposes.WORKPLACE, 0, 0)
        far_m, angle = far_away(movement, places, words[0]), 2.0 * math.pi * words[1]
        site = venue_at(seed, x_m + far_m * math.cos(angle), y_m + far_m * math.sin(angle), movement, WORK_KIND)
        add_place(places, site, 0.0)
    nowhere = np.empty((0, 3))
    for k in range(movement.known):
        before = places.known[0]
        place = find_new(seed, person, purposes.EARLIER_PLACE, 0, k, movement, x_m, y_m, nowhere, places, 0.0)
        if place >= before:
            places.visits[place] = (movement.known / (k + 1.0)) ** (1.0 + movement.new_falls)
            places.own[TOTAL] += places.visits[place]


@njit(cache=True, nogil=True)
def _awake(routine: Routine) -> tuple[float, float]:
    # The longest stretch of the day between two nights; 24:00 is its end for who goes to bed after midnight.
    if routine.sleep_h <= 0.0 or routine.sleep_h >= DAY_H:
        return 0.0, DAY_H if routine.sleep_h <= 0.0 else 0.0
    wakes_h = (routine.sleep_from_h + routine.sleep_h) % DAY_H
    sleeps_h = routine.sleep_from_h % DAY_H
    if wakes_h < sleeps_h:
        return wakes_h, sleeps_h
    if DAY_H - wakes_h >= sleeps_h:
        return wakes_h, DAY_H
    return 0.0, sleeps_h


@njit(cache=True, nogil=True)
def _trips(
    movement: Movement, avoid: NDArray[np.float64], entered: int, places: Places, legs: Legs, place: int
) -> float:
    # Time from home to a place [hour]; infinity when there is no way.
    points = find_way(
        places.x_m[HOME], places.y_m[HOME], places.x_m[place], places.y_m[place], avoid, entered, legs.out
    )
    return travel_h(movement, length_m(legs.out, points)) if points > 0 else math.inf


@njit(cache=True, nogil=True)
def _enter_zone(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    routine: Routine,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    to_h: float,
) -> int:
    # Gives 1 while the zone is still to be entered.
    words = draw(seed, person, purposes.ZONE_ENTRY, day, 0)
    entered = int(words[1] * avoid.shape[0])
    circle = avoid[entered]
    far_m, angle = circle[2] * math.sqrt(words[2]), 2.0 * math.pi * words[3]
    x_m, y_m = circle[0] + far_m * math.cos(angle), circle[1] + far_m * math.sin(angle)
    site = home_at(seed, x_m, y_m, movement, FRIEND_KIND)
    if straight_m(circle[0], circle[1], site.x_m, site.y_m) > circle[2]:
        site = Site(site.square, x_m, y_m, site.kind, site.surroundings)
    place = add_place(places, site, 0.0)
    if place in (NOWHERE, HOME):
        return 1
    both_h = 2.0 * _trips(movement, avoid, entered, places, legs, place)
    if from_h + both_h + LEAST_STAY_H > to_h:
        return 1
    words = draw(seed, person, purposes.ZONE_ENTRY, day, 1)
    stay_h = min(-routine.entry_stay_h * math.log(words[0]), to_h - from_h - both_h)
    leaves_h = from_h + words[1] * (to_h - from_h - both_h - stay_h)
    be_free(seed, person, day, movement, avoid, places, legs, from_h, leaves_h)
    gone = go_out(seed, person, day, movement, avoid, entered, places, legs, leaves_h, to_h, place, stay_h)
    return 0 if gone else 1


@njit(cache=True, nogil=True)
def _round_the_corner(seed: int, movement: Movement, places: Places) -> int:
    return add_place(places, venue_at(seed, places.x_m[HOME], places.y_m[HOME], movement, -1), 0.0)


@njit(cache=True, nogil=True)
def _come_late(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    routine: Routine,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    late_by_h: float,
) -> None:
    home_h = min(routine.curfew_from_h + late_by_h, DAY_H)
    if legs.times[HOME_SINCE] > from_h:
        later_h = home_h - legs.times[HOME_SINCE]
        stay, last = legs.whole[STAYED], legs.whole[COUNT] - 1
        legs.end_h[stay] += later_h
        for leg in range(stay + 1, last + 1):
            legs.start_h[leg] = legs.end_h[leg - 1]
            legs.end_h[leg] += later_h
        legs.end_h[last] = home_h
        legs.times[HOME_SINCE] = home_h
        return
    words = draw(seed, person, purposes.LATE_HOME, day, 1)
    x_m, y_m = places.x_m[HOME], places.y_m[HOME]
    place = choose_place(seed, person, day, words[0], movement, x_m, y_m, avoid, places, legs)
    for attempt in range(2):
        if attempt > 0 or place in (NOWHERE, HOME):
            place = _round_the_corner(seed, movement, places)
        if place in (NOWHERE, HOME):
            return
        both_h = 2.0 * _trips(movement, avoid, NOWHERE, places, legs, place)
        leaves_h = max(min(home_h - both_h - visit_h(movement, words[1]), routine.curfew_from_h), from_h)
        if leaves_h + both_h + LEAST_STAY_H > home_h:
            leaves_h = from_h
        if attempt > 0:
            home_h = min(max(home_h, leaves_h + both_h + LEAST_STAY_H), DAY_H)
        if go_out(seed, person, day, movement, avoid, NOWHERE, places, legs, leaves_h, home_h, place, math.inf):
            return


@njit(cache=True, nogil=True)
def _live_piece(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    routine: Routine,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    to_h: float,
    enters: int,
) -> int:
    # The hours between two curfews: work if it falls there, free time around it. Tells whether a zone is still entered.
    wakes_h, sleeps_h = _awake(routine)
    begins_h, ends_h = max(from_h, wakes_h), min(to_h, sleeps_h)
    if routine.works and day % WEEK_D < WORKDAYS and not forbidden(avoid, places.x_m[WORK], places.y_m[WORK]):
        way_h = _trips(movement, avoid, NOWHERE, places, legs, WORK)
        leaves_h = max(from_h, routine.work_from_h - way_h)
        until_h = min(routine.work_from_h + routine.work_h, to_h - way_h)
        work_h = until_h - (leaves_h + way_h)
        if work_h > 0.0 and work_h >= min(LEAST_WORK_H, routine.work_h):
            free_h = min(leaves_h, ends_h)
            if enters and free_h - begins_h >= ends_h - until_h - way_h:
                enters = _enter_zone(seed, person, day, movement, routine, avoid, places, legs, begins_h, free_h)
                begins_h = max(begins_h, legs.times[HOME_SINCE])
            be_free(seed, person, day, movement, avoid, places, legs, begins_h, free_h)
            back_h = max(ends_h, until_h + way_h)
            go_out(seed, person, day, movement, avoid, NOWHERE, places, legs, leaves_h, back_h, WORK, work_h)
            begins_h = max(begins_h, legs.times[HOME_SINCE])
    if enters:
        enters = _enter_zone(seed, person, day, movement, routine, avoid, places, legs, begins_h, ends_h)
        begins_h = max(begins_h, legs.times[HOME_SINCE])
    be_free(seed, person, day, movement, avoid, places, legs, begins_h, ends_h)
    return enters


@njit(cache=True, nogil=True)
def live_day(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    routine: Routine,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
) -> int:
    """Live one day.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    day : int
        The day; day 0 is a Monday. Days come in rising order after `begin_life`.
    movement, routine : Movement, Routine
        How people move, and what this one does.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of: centre and radius; k may be 0 [metre].
    places : Places
        The person's places; grows, and visits are counted.
    legs : Legs
        Written anew: from 0 to 24 h without a gap, at home at both ends.

    Returns
    -------
    int
        How many legs [count].
    """
    legs.whole[COUNT], legs.whole[STAYED], legs.whole[SLOT], legs.whole[FIRST] = 0, 0, 0, _first_habit(routine)
    legs.times[HOME_SINCE] = 0.0
    legs.times[WAITS] = -math.log(draw(seed, person, purposes.OUTING, day, 0)[0])
    enters = 0
    if avoid.shape[0] > 0 and routine.entry_per_d > 0.0:
        enters = 1 if draw(seed, person, purposes.ZONE_ENTRY, day, 0)[0] < routine.entry_per_d else 0
    from_h, to_h = routine.curfew_from_h, routine.curfew_to_h
    if math.isnan(from_h):
        _live_piece(seed, person, day, movement, routine, avoid, places, legs, 0.0, DAY_H, enters)
    else:
        starts_h = to_h if to_h < from_h else 0.0
        enters = _live_piece(seed, person, day, movement, routine, avoid, places, legs, starts_h, from_h, enters)
        if routine.late_per_d > 0.0:
            words = draw(seed, person, purposes.LATE_HOME, day, 0)
            if words[0] < routine.late_per_d:
                late_by_h = -routine.late_h * math.log(words[1])
                _come_late(seed, person, day, movement, routine, avoid, places, legs, starts_h, late_by_h)
        if to_h > from_h:
            again_h = max(to_h, legs.times[HOME_SINCE])
            _live_piece(seed, person, day, movement, routine, avoid, places, legs, again_h, DAY_H, enters)
    add_stay(legs, places, HOME, legs.times[HOME_SINCE], DAY_H)
    return legs.whole[COUNT]
