"""The compiled loop over people and days that follows what their tags record and raise.

For each person: how the device lives (`custodes.model.device`), then day by day where they go
(`custodes.people.itinerary`), on each leg what the device receives (`custodes.model.reception`) and whether a zone's
rule is broken (`custodes.model.judge`); last, how long it was silent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from custodes.model.checks import ABSCONDED, PRESENT
from custodes.model.device import REMOVED, live
from custodes.model.judge import Way
from custodes.model.notes import note, span
from custodes.model.reception import Pieces, first_fix, receive, start_leg
from custodes.model.signal import NO_FIX
from custodes.model.tag_plan import BY_SOURCE, DUE, HELD, NIGHTS, Room, TagPlan
from custodes.model.watch import near_an_edge, see_violations, send, watch_zones
from custodes.model.zones import CURFEW, has_zone, keep_out, place_zones
from custodes.people import purposes
from custodes.people.draws import draw_apart
from custodes.people.itinerary import Legs, Routine, begin_life, live_day
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.records.tables import CAUSES, REASONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Notices, Spans, Tagged
    from custodes.people.movement import Movement
    from custodes.people.places import Places

DAY_H = 24.0
HOME = 0
"""Position of a person's home among their places."""
ON_THE_WAY, NOWHERE, AWAY = -1, -2, -3
"""In place of a place: on a trip, none so far, gone for good."""
FAR_AWAY_M = 100_000.0
"""Where somebody goes who absconds: out of every zone [metre]."""
GAP, NO_SIGNAL = CAUSES.index("gap"), REASONS.index("no_signal")
LIGHT_INDOOR = 3


@kernel()
def routine_of(seed: int, tagged: Tagged, row: int, plan: TagPlan) -> Routine:
    """Say by what hours a person lives.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        The hours of a night, of work and of a curfew.

    Returns
    -------
    Routine
        Plain numbers; a curfew only for those who have one.
    """
    zones, habits, conducts = plan.zones, plan.habits, plan.conducts
    from_h, to_h = math.nan, math.nan
    if zones.share.size > 0 and zones.cause[0] == CURFEW and has_zone(seed, tagged.person[row], 0, zones):
        from_h, to_h = zones.from_h[0], zones.to_h[0]
    return Routine(
        tagged.sleep_from_h[row],
        habits.sleep_h,
        tagged.works[row],
        habits.work_from_h,
        habits.work_h,
        from_h,
        to_h,
        conducts.late_per_d,
        conducts.late_h,
        conducts.entry_per_d,
        conducts.entry_h,
    )


@kernel()
def building_m(seed: int, person: int, place: int, step: int, bias_m: float) -> tuple[float, float]:
    """Give the fixed offset of positions in one of a person's buildings.

    Parameters
    ----------
    seed, person, place, step : int
        Address of the draw; place among the person's places, and what keeps instruments apart.
    bias_m : float
        Its standard deviation on each axis [metre].

    Returns
    -------
    x_m, y_m : float
        East and north [metre].
    """
    if bias_m <= 0.0 or place < 0:
        return 0.0, 0.0
    words = draw_apart(seed, person, purposes.BUILDING + step, 0, place)
    return bias_m * normal_quantile(words[0]), bias_m * normal_quantile(words[1])


@kernel()
def _count_pieces(
    pieces: Pieces, state: int, interval_h: float, held_from_h: float, silent: Spans, sums: NDArray[np.float64]
) -> None:
    for piece in range(pieces.filled[0]):
        start_h, end_h, source = pieces.start_h[piece], pieces.end_h[piece], pieces.source[piece]
        if source == NO_FIX:
            span(silent, start_h, end_h, state, NO_SIGNAL)
            continue
        last = first_fix(end_h, interval_h)
        sums[BY_SOURCE + source] += last - first_fix(start_h, interval_h)
        if end_h > held_from_h:
            sums[HELD] += last - first_fix(max(start_h, held_from_h), interval_h)


@kernel(inline="always")
def follow_leg(
    seed: int,
    person: int,
    plan: TagPlan,
    room: Room,
    way: Way,
    around: int,
    day: int,
    from_h: float,
    to_h: float,
    phase: float,
) -> None:
    """Follow a device over the part of a leg that lies on one day.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    plan, room : TagPlan, Room
        What is followed; changed.
    way : Way
        The leg.
    around : int
        Index into SURROUNDINGS.
    day : int
        The day.
    from_h, to_h : float
        The part [hour].
    phase : float
        When in the interval this device uploads [ratio].
    """
    zones, off = plan.zones, room.off
    room.sums[DUE] += first_fix(to_h, plan.positioning.interval_h) - first_fix(from_h, plan.positioning.interval_h)
    if way.state == PRESENT:
        see_violations(zones, room.own, way, day, from_h, to_h, room.violations)
    near = near_an_edge(zones, room.own, way, plan.positioning.bad_factor, day, from_h, to_h)
    at_h = from_h
    place = int(np.searchsorted(off.end_h[: off.filled[0]], from_h, side="right"))
    while at_h < to_h:
        on_until_h = to_h
        if place < off.filled[0]:
            on_until_h = min(max(off.start_h[place], at_h), to_h)
        if on_until_h > at_h:
            step = plan.device.purpose_step
            receive(seed, person, step, room.chains, around, plan.positioning, at_h, on_until_h, near, room.pieces)
            _count_pieces(room.pieces, way.state, plan.positioning.interval_h, plan.held_from_h, room.silent, room.sums)
            if zones.share.size > 0:
                watch_zones(
                    seed,
                    person,
                    zones,
                    room.own,
                    way,
                    day,
                    at_h,
                    on_until_h,
                    plan.positioning,
                    room.pieces,
                    room.error,
                    room.watch,
                    room.raised,
                )
                send(room.raised, phase, plan.positioning.upload_h, room.pieces, off, room.sent)
        at_h = on_until_h
        if place < off.filled[0] and at_h < to_h:
            end_h = min(off.end_h[place], to_h)
            span(room.silent, at_h, end_h, off.state[place], off.reason[place])
            at_h = end_h
            place += 1


@kernel()
def start_person(seed: int, tagged: Tagged, row: int, plan: TagPlan, room: Room) -> Routine:
    """Begin with one person: their home, their zones, how their device lives.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        What is followed.
    room : Room
        Written anew.

    Returns
    -------
    Routine
        The hours by which they live.
    """
    person = tagged.person[row]
    room.raised.filled[0] = room.sent.filled[0] = 0
    room.off.filled[0] = room.silent.filled[0] = room.violations.filled[0] = 0
    room.sums[:] = 0.0
    room.watch[:] = 0.0
    room.error.now[0] = -1
    routine = routine_of(seed, tagged, row, plan)
    begin_life(seed, person, plan.movement, routine, room.places)
    place_zones(seed, person, room.places.x_m[HOME], room.places.y_m[HOME], plan.zones, room.own)
    live(
        seed,
        person,
        tagged.joined_h[row],
        tagged.left_h[row],
        tagged.absconds_h[row],
        tagged.misses[row],
        plan.device,
        room.sent,
        room.off,
        room.battery,
        room.charges,
        room.sums,
    )
    for place in range(min(room.off.filled[0], room.off.start_h.size)):
        if room.off.state[place] == REMOVED:
            span(room.violations, room.off.start_h[place], room.off.end_h[place], REMOVED, room.off.reason[place])
    return routine


@kernel()
def _legs_of_day(
    seed: int,
    person: int,
    day: int,
    absconds_h: float,
    movement: Movement,
    routine: Routine,
    circles: NDArray[np.float64],
    places: Places,
    legs: Legs,
) -> int:
    """Fill in where the person is on a day; from absconding on, far away until monitoring ends."""
    midnight_h = day * DAY_H
    count = 0
    if midnight_h < absconds_h:
        count = live_day(seed, person, day, movement, routine, circles, places, legs)
    if absconds_h < midnight_h + DAY_H:
        legs.start_h[count], legs.end_h[count] = max(absconds_h - midnight_h, 0.0), DAY_H
        legs.x0_m[count] = legs.x1_m[count] = places.x_m[HOME] + FAR_AWAY_M
        legs.y0_m[count] = legs.y1_m[count] = places.y_m[HOME]
        legs.place[count], legs.surroundings[count] = AWAY, LIGHT_INDOOR
        count += 1
    return count


@kernel(inline="always")
def way_of(seed: int, person: int, leg: int, midnight_h: float, plan: TagPlan, legs: Legs) -> Way:
    """Take a leg as plain numbers.

    Parameters
    ----------
    seed, person : int
        Address of the draw of the building's offset.
    leg : int
        Which leg of the day.
    midnight_h : float
        Start of the day [hour].
    plan : TagPlan
        How wrong positions are.
    legs : Legs
        Of the day.

    Returns
    -------
    Way
        With the wearer's state.
    """
    bias = building_m(seed, person, legs.place[leg], plan.device.purpose_step, plan.positioning.bias_m)
    return Way(
        midnight_h + legs.start_h[leg],
        midnight_h + legs.end_h[leg],
        legs.x0_m[leg],
        legs.y0_m[leg],
        legs.x1_m[leg],
        legs.y1_m[leg],
        bias[0],
        bias[1],
        plan.positioning.sigma_m[legs.surroundings[leg]],
        ABSCONDED if legs.place[leg] == AWAY else PRESENT,
    )


@kernel()
def follow_person(seed: int, tagged: Tagged, row: int, plan: TagPlan, room: Room) -> None:
    """Follow one person from joining to leaving.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        What is followed.
    room : Room
        Written anew.
    """
    person, joined_h, left_h = tagged.person[row], tagged.joined_h[row], tagged.left_h[row]
    absconds_h = tagged.absconds_h[row]
    here_until_h = min(absconds_h, left_h)
    routine = start_person(seed, tagged, row, plan, room)
    circles = room.circles[: keep_out(plan.zones, room.own, room.circles)]
    phase = draw_apart(seed, person, purposes.ZONE, 1, 0)[0]
    last_place = NOWHERE
    for day in range(int(joined_h // DAY_H), int(math.ceil(left_h / DAY_H))):  # noqa: RUF046 - compiled
        midnight_h = day * DAY_H
        if joined_h <= midnight_h + routine.curfew_from_h < here_until_h:
            room.sums[NIGHTS] += 1.0
        legs = _legs_of_day(seed, person, day, absconds_h, plan.movement, routine, circles, room.places, room.legs)
        for leg in range(legs):
            place = room.legs.place[leg]
            if place == ON_THE_WAY or place != last_place:
                start_leg(room.chains, day, leg, midnight_h + room.legs.start_h[leg])
            last_place = place
            way = way_of(seed, person, leg, midnight_h, plan, room.legs)
            from_h, to_h = max(way.start_h, joined_h), min(way.end_h, left_h if place == AWAY else here_until_h)
            if from_h < to_h:
                follow_leg(seed, person, plan, room, way, room.legs.surroundings[leg], day, from_h, to_h, phase)
    _note_gaps(room.silent, plan.zones.gap_h, room.sent)


@kernel()
def _note_gaps(silent: Spans, gap_h: float, sent: Notices) -> None:
    if gap_h == math.inf:
        return
    began_h, told, until_h = -math.inf, False, -math.inf
    for place in range(min(silent.filled[0], silent.start_h.size)):
        if silent.start_h[place] > until_h + 1e-6:
            began_h, told = silent.start_h[place], False
        until_h = silent.end_h[place]
        if not told and until_h - began_h >= gap_h:
            told = True
            note(sent, began_h + gap_h, GAP, silent.state[place], silent.reason[place])
