"""Where a synthetic person is on each day of their monitoring: at home, at work, at other places, and on the way.

A day is the legs between 0 and 24 h. It is a pure function of the seed, the person and their earlier days; people obey
a curfew and keep out of zones except at the stated rates.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.itinerary_plan import (
    DAY_H,
    awake,
    no_outing,
    plan_entry,
    plan_to_be_late,
    plan_work,
    stay_longer,
)
from custodes.people.itinerary_tour import (
    COUNT,
    FIRST,
    HOME_SINCE,
    LEAST_STAY_H,
    MAX_LEGS,
    MAX_STOPS,
    SLOT,
    STAYED,
    WAITS,
    Legs,
    Outing,
    add_stay,
    go_out,
    new_legs,
    next_departure_h,
)
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.people.places import (
    FAR_FACTOR,
    HOME,
    HOME_KIND,
    LARGEST,
    NOWHERE,
    OUTINGS_FACTOR,
    TOTAL,
    WORK,
    WORK_KIND,
    Places,
    add_place,
    far_away,
    find_new,
    home_at,
    venue_at,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

__all__ = ["MAX_LEGS", "Legs", "Routine", "begin_life", "live_day", "new_legs"]


LATE_TRIES: Final = 2
"""A place for coming home late from is chosen once; if it is too far away the person goes round the corner."""


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


@kernel()
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
    places.own[FAR_FACTOR] = math.exp(min(movement.person_spread * normal_quantile(words[2]), LARGEST))
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
    for k in range(movement.known):
        before = places.known[0]
        place = find_new(seed, person, purposes.EARLIER_PLACE, 0, k, movement, x_m, y_m, places.nowhere, places, 0.0)
        if place >= before:
            places.visits[place] = (movement.known / (k + 1.0)) ** (1.0 + movement.new_falls)
            places.own[TOTAL] += places.visits[place]


@kernel(inline="always")
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
    enters: bool,  # noqa: FBT001
    late_by_h: float,
) -> bool:
    # The hours between two curfews: what is planned, and outings as they come before, between and after.
    wakes_h, sleeps_h = awake(routine.sleep_from_h, routine.sleep_h)
    now_h, ends_h = max(from_h, wakes_h), min(to_h, sleeps_h)
    plan, free_h = plan_work(day, movement, routine, avoid, places, legs, from_h, to_h, ends_h)
    then = no_outing()
    if enters:
        start_h, end_h = max(now_h, free_h), ends_h
        if plan.leaves_h - now_h > ends_h - free_h:
            start_h, end_h = now_h, min(plan.leaves_h, ends_h)
        then = plan_entry(seed, person, day, movement, routine.entry_stay_h, avoid, places, legs, start_h, end_h)
        if then.leaves_h < plan.leaves_h:
            plan, then = then, plan
    entered = plan.entered >= 0 or then.entered >= 0
    tries = 0
    while True:
        back_by_h = min(plan.leaves_h, ends_h)
        leaves_h = next_departure_h(movement, places, legs, now_h, back_by_h)
        outing = Outing(leaves_h, back_by_h, NOWHERE, 0.0, MAX_STOPS, NOWHERE)
        if leaves_h == math.inf:
            if plan.leaves_h < math.inf:
                back_by_h = min(plan.back_by_h, then.leaves_h)
                outing = Outing(plan.leaves_h, back_by_h, plan.place, plan.stay_h, plan.stops, plan.entered)
                plan, then = then, no_outing()
            elif late_by_h >= 0.0 and legs.times[HOME_SINCE] <= from_h and tries < LATE_TRIES:
                home_h = min(to_h + late_by_h, DAY_H)
                outing = plan_to_be_late(
                    seed, person, day, movement, avoid, places, legs, from_h, to_h, home_h, tries > 0
                )
                tries += 1
            else:
                break
        made = go_out(seed, person, day, movement, avoid, places, legs, outing)
        now_h = legs.times[HOME_SINCE] if made else max(now_h, outing.leaves_h) + LEAST_STAY_H
    if late_by_h >= 0.0 and from_h < legs.times[HOME_SINCE] <= to_h:
        stay_longer(legs, min(to_h + late_by_h, DAY_H))
    return enters and not entered


@kernel()
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
    first = WORK + 1 if routine.works else WORK
    legs.whole[COUNT], legs.whole[STAYED], legs.whole[SLOT], legs.whole[FIRST] = 0, 0, 0, first
    legs.times[HOME_SINCE] = 0.0
    legs.times[WAITS] = -math.log(draw(seed, person, purposes.OUTING, day, 0)[0])
    enters, late_by_h = False, -1.0
    if avoid.shape[0] > 0 and routine.entry_per_d > 0.0:
        enters = draw(seed, person, purposes.ZONE_ENTRY, day, 0)[0] < routine.entry_per_d
    pieces, from_h, to_h = 1, 0.0, DAY_H
    if not math.isnan(routine.curfew_from_h):
        to_h = routine.curfew_from_h % DAY_H
        if routine.curfew_to_h < to_h:
            from_h = routine.curfew_to_h
        else:
            pieces = 2
        if routine.late_per_d > 0.0:
            words = draw(seed, person, purposes.LATE_HOME, day, 0)
            if words[0] < routine.late_per_d:
                late_by_h = -routine.late_h * math.log(words[1])
    for piece in range(pieces):
        if piece > 0:
            from_h, to_h, late_by_h = max(routine.curfew_to_h, legs.times[HOME_SINCE]), DAY_H, -1.0
        enters = _live_piece(seed, person, day, movement, routine, avoid, places, legs, from_h, to_h, enters, late_by_h)
    add_stay(legs, places, HOME, legs.times[HOME_SINCE], DAY_H)
    return legs.whole[COUNT]
