"""What a synthetic person has planned for a day: work, entering a zone, coming home late."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.itinerary_tour import COUNT, HOME_SINCE, LEAST_STAY_H, MAX_STOPS, STAYED, Outing, visit_h
from custodes.people.itinerary_way import find_way, length_m, straight_m, travel_h
from custodes.people.kernel import kernel
from custodes.people.places import FRIEND_KIND, HOME, NOWHERE, WORK, Site, add_place, forbidden, home_at, venue_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.people.itinerary import Routine
    from custodes.people.itinerary_tour import Legs
    from custodes.people.movement import Movement
    from custodes.people.places import Places

DAY_H: Final = 24.0
WEEK_D: Final = 7
WORKDAYS: Final = 5
LEAST_WORK_H: Final = 1.0
"""Who could work for less than an hour before a curfew does not go [hour]."""


@kernel()
def no_outing() -> Outing:
    """Plan nothing.

    Returns
    -------
    Outing
        One that is never made.
    """
    return Outing(math.inf, math.inf, NOWHERE, 0.0, 0, NOWHERE)


@kernel()
def awake(sleep_from_h: float, sleep_h: float) -> tuple[float, float]:
    """Find the longest stretch of the day between two nights.

    Parameters
    ----------
    sleep_from_h, sleep_h : float
        Start of the night [hour after midnight] and its length [hour].

    Returns
    -------
    tuple of float
        From when to when; whoever goes to bed after midnight is home by then [hour after midnight].
    """
    sleeps_h = sleep_from_h % DAY_H
    wakes_h = (sleep_from_h + sleep_h) % DAY_H
    if sleep_h <= 0.0:
        wakes_h, sleeps_h = 0.0, DAY_H
    elif sleep_h >= DAY_H:
        wakes_h, sleeps_h = 0.0, 0.0
    elif wakes_h >= sleeps_h:
        if DAY_H - wakes_h >= sleeps_h:
            sleeps_h = DAY_H
        else:
            wakes_h = 0.0
    return wakes_h, sleeps_h


@kernel()
def _from_home_h(
    movement: Movement, avoid: NDArray[np.float64], entered: int, places: Places, legs: Legs, place: int
) -> float:
    x_m, y_m = places.x_m[place], places.y_m[place]
    points = find_way(places.x_m[HOME], places.y_m[HOME], x_m, y_m, avoid, entered, legs.out)
    return travel_h(movement, length_m(legs.out, points)) if points > 0 else math.inf


@kernel()
def plan_work(
    day: int,
    movement: Movement,
    routine: Routine,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    to_h: float,
    ends_h: float,
) -> tuple[Outing, float]:
    """Plan the working hours between two curfews.

    Parameters
    ----------
    day : int
        The day; work is on the first five of seven.
    movement, routine : Movement, Routine
        How people move, and when this one works.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of [metre].
    places, legs : Places, Legs
        Where work is; room for the way there.
    from_h, to_h : float
        The hours between the curfews [hour].
    ends_h : float
        When the person has to be home again if they do anything after work [hour].

    Returns
    -------
    tuple of Outing and float
        Work, if at least an hour of it falls there, and when the person is home again [hour].
    """
    plan, home_h = no_outing(), 0.0
    if routine.works and day % WEEK_D < WORKDAYS and not forbidden(avoid, places.x_m[WORK], places.y_m[WORK]):
        way_h = _from_home_h(movement, avoid, NOWHERE, places, legs, WORK)
        leaves_h = max(from_h, routine.work_from_h - way_h)
        until_h = min(routine.work_from_h + routine.work_h, to_h - way_h)
        work_h = until_h - (leaves_h + way_h)
        if work_h > 0.0 and work_h >= min(LEAST_WORK_H, routine.work_h):
            home_h = until_h + way_h
            plan = Outing(leaves_h, max(ends_h, home_h), WORK, work_h, MAX_STOPS, NOWHERE)
    return plan, home_h


@kernel()
def plan_entry(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    entry_stay_h: float,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    to_h: float,
) -> Outing:
    """Plan a visit to a point of a zone that the person should keep out of.

    Parameters
    ----------
    seed, person, day : int
        Address of the draws.
    movement : Movement
        How people move.
    entry_stay_h : float
        Mean length of the visit, which is exponential [hour].
    avoid : ndarray, shape (k, 3)
        The zones; one of them is drawn, and a point in it [metre].
    places, legs : Places, Legs
        The point is added to the places; room for the way there.
    from_h, to_h : float
        Free time [hour].

    Returns
    -------
    Outing
        The visit at a random time; none when there is no time for the way.
    """
    words = draw(seed, person, purposes.ZONE_ENTRY, day, 0)
    entered = int(words[1] * avoid.shape[0])
    circle = avoid[entered]
    far_m, angle = circle[2] * math.sqrt(words[2]), 2.0 * math.pi * words[3]
    x_m, y_m = circle[0] + far_m * math.cos(angle), circle[1] + far_m * math.sin(angle)
    site = home_at(seed, x_m, y_m, movement, FRIEND_KIND)
    if straight_m(circle[0], circle[1], site.x_m, site.y_m) > circle[2]:
        site = Site(site.square, x_m, y_m, site.kind, site.surroundings)
    place = add_place(places, site, 0.0)
    plan = no_outing()
    if place > HOME:
        both_h = 2.0 * _from_home_h(movement, avoid, entered, places, legs, place)
        spare_h = to_h - from_h - both_h
        if spare_h >= LEAST_STAY_H:
            words = draw(seed, person, purposes.ZONE_ENTRY, day, 1)
            stay_h = min(-entry_stay_h * math.log(words[0]), spare_h)
            leaves_h = from_h + words[1] * (spare_h - stay_h)
            plan = Outing(leaves_h, to_h, place, stay_h, 1, entered)
    return plan


@kernel()
def plan_to_be_late(
    seed: int,
    person: int,
    day: int,
    movement: Movement,
    avoid: NDArray[np.float64],
    places: Places,
    legs: Legs,
    from_h: float,
    curfew_h: float,
    home_h: float,
    again: bool,  # noqa: FBT001
) -> Outing:
    """Plan an outing from which the person comes home late, for somebody who had none.

    Parameters
    ----------
    seed, person, day : int
        Address of the draws.
    movement : Movement
        How people move.
    avoid : ndarray, shape (k, 3)
        Circles that the person keeps out of [metre].
    places, legs : Places, Legs
        The person's places; room for a way.
    from_h, curfew_h, home_h : float
        When they may leave, when the curfew begins, when they come home [hour].
    again : bool
        Whether the place that was chosen first was too far away: then they go round the corner.

    Returns
    -------
    Outing
        The outing.
    """
    words = draw(seed, person, purposes.LATE_HOME, day, 1)
    leaves_h = max(from_h, curfew_h - visit_h(movement, words[0], DAY_H))
    plan = Outing(leaves_h, home_h, NOWHERE, math.inf, 1, NOWHERE)
    if again:
        place = add_place(places, venue_at(seed, places.x_m[HOME], places.y_m[HOME], movement, -1), 0.0)
        both_h = 2.0 * _from_home_h(movement, avoid, NOWHERE, places, legs, max(place, HOME))
        least_h = leaves_h + both_h + 2.0 * LEAST_STAY_H
        plan = Outing(leaves_h, min(max(home_h, least_h), DAY_H), place, math.inf, 1, NOWHERE)
    return plan


@kernel()
def stay_longer(legs: Legs, home_h: float) -> None:
    """Put off the way home from the last outing.

    Parameters
    ----------
    legs : Legs
        Changed from the last stay away from home on.
    home_h : float
        When the person comes home, later than they did [hour].
    """
    later_h = home_h - legs.times[HOME_SINCE]
    stay, last = legs.whole[STAYED], legs.whole[COUNT] - 1
    legs.end_h[stay] += later_h
    for leg in range(stay + 1, last + 1):
        legs.start_h[leg] = legs.end_h[leg - 1]
        legs.end_h[leg] += later_h
    legs.end_h[last] = home_h
    legs.times[HOME_SINCE] = home_h
