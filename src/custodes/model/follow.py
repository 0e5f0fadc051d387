"""The compiled loop over people and days that follows what their tags record and raise.

For each person: how the device lives (`custodes.model.device`), then day by day where they go
(`custodes.people.itinerary`), on each leg what the device receives (`custodes.model.reception`) and whether a zone's
rule is broken (`custodes.model.judge`); last, how long it was silent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from custodes.model.checks import ABSCONDED, PRESENT
from custodes.model.device import REMOVED, live
from custodes.model.judge import ALERTED, SEEN_H, STREAK, Error, Way, beyond_m, judge, new_error, note_violations
from custodes.model.notes import new_notices, new_spans, note, span
from custodes.model.reception import Chains, Pieces, first_fix, new_chains, new_pieces, receive, start_leg
from custodes.model.signal import NO_FIX
from custodes.model.zones import CURFEW, HAS, has_zone, keep_out, place_zones
from custodes.people import purposes
from custodes.people.draws import draw_apart
from custodes.people.itinerary import Legs, Routine, begin_life, live_day, new_legs
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.people.places import Places, new_places
from custodes.records.tables import CAUSES, REASONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.check_arrays import Habits
    from custodes.model.noise import Noise
    from custodes.model.tag_arrays import DevicePlan, Notices, Positioning, Spans, Tagged, ZonePlan
    from custodes.people.movement import Movement

DAY_H = 24.0
HOME = 0
"""Position of a person's home among their places."""
ON_THE_WAY, NOWHERE, AWAY = -1, -2, -3
"""In place of a place: on a trip, none so far, gone for good."""
FAR_AWAY_M = 100_000.0
"""Where somebody goes who absconds: out of every zone [metre]."""
FAR_REACH = 9.0
GAP, NO_SIGNAL = CAUSES.index("gap"), REASONS.index("no_signal")
ROOM_NOTICES, ROOM_SPANS, ROOM_PIECES = 4096, 8192, 4096
LIGHT_INDOOR = 3


class Conducts(NamedTuple):
    """How often wearers break a zone's rule, as plain numbers.

    Attributes
    ----------
    late_per_d, late_h : float
        Rate of coming home late [1/day], and by how much on average [hour].
    entry_per_d, entry_h : float
        Rate of entering an exclusion zone [1/day], and for how long on average [hour].
    """

    late_per_d: float
    late_h: float
    entry_per_d: float
    entry_h: float


class TagPlan(NamedTuple):
    """Everything that the loop needs apart from the people.

    Attributes
    ----------
    movement, habits, conducts : Movement, Habits, Conducts
        How people live and move.
    positioning, device, zones : Positioning, DevicePlan, ZonePlan
        What the device records, how it lives, and what is forbidden.
    noise : Noise
        The order in which errors are drawn.
    held_from_h : float
        Fixes recorded at or after this time are still held at the end [hour].
    """

    movement: Movement
    habits: Habits
    conducts: Conducts
    positioning: Positioning
    device: DevicePlan
    zones: ZonePlan
    noise: Noise
    held_from_h: float


class Desk(NamedTuple):
    """Room for following one person: everything in it is written anew for the next.

    Attributes
    ----------
    places, legs : Places, Legs
        Where the person has been, and the legs of a day.
    chains, pieces, error : Chains, Pieces, Error
        What the device receives.
    own, watch, circles : ndarray, shape (zones, 3)
        The person's zones, the state of the watch over them, and circles to keep out of.
    raised, sent : Notices
        Alerts at the time they arise, and at the time they reach the server.
    off, silent, violations : Spans
        When the device sends nothing; when nothing is received for whatever reason; when a zone's rule is really broken.
    charges : ndarray, shape (4, 2)
        Start and end of the last charges [hour].
    sums : ndarray, shape (10,)
        What is counted.
    """

    places: Places
    legs: Legs
    chains: Chains
    pieces: Pieces
    error: Error
    own: NDArray[np.float64]
    watch: NDArray[np.float64]
    circles: NDArray[np.float64]
    raised: Notices
    sent: Notices
    off: Spans
    silent: Spans
    violations: Spans
    charges: NDArray[np.float64]
    sums: NDArray[np.float64]


DUE, HELD, NIGHTS = 3, 4, 5
BY_SOURCE = 6
"""Places in the sums of a person, after those of the device; fixes by source follow."""
SUMS = 10


def new_desk(plan: TagPlan, enlarged: int = 1) -> Desk:
    """Make room for following people.

    Parameters
    ----------
    plan : TagPlan
        What is followed.
    enlarged : int
        How many times the usual room [ratio].

    Returns
    -------
    Desk
        Empty.
    """
    zones = max(plan.zones.share.size, 1)
    return Desk(
        new_places(),
        new_legs(),
        new_chains(),
        new_pieces(ROOM_PIECES),
        new_error(plan.noise),
        np.zeros((zones, 3)),
        np.zeros((zones, 3)),
        np.zeros((zones, 3)),
        new_notices(ROOM_NOTICES * enlarged),
        new_notices(ROOM_NOTICES * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        np.zeros((4, 2)),
        np.zeros(SUMS),
    )


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
def window_h(zones: ZonePlan, zone: int, day: int, part: int) -> tuple[float, float]:
    """Give the hours of a day in which a zone's rule holds.

    Parameters
    ----------
    zones, zone : ZonePlan, int
        The zone.
    day : int
        The day.
    part : int
        0 for the hours after midnight of a rule that runs past it, 1 for the others.

    Returns
    -------
    from_h, to_h : float
        [hour]; empty where the first is not before the second.
    """
    from_h, to_h = zones.from_h[zone], zones.to_h[zone]
    start_h = from_h + (zones.grace_h if zones.cause[zone] == CURFEW else 0.0)
    past_midnight = from_h >= to_h
    if past_midnight and start_h >= DAY_H:
        start_h, past_midnight = start_h - DAY_H, False
    midnight_h = day * DAY_H
    if part == 0:
        return (midnight_h, midnight_h + to_h) if past_midnight else (midnight_h, midnight_h)
    return midnight_h + start_h, midnight_h + (DAY_H if past_midnight else to_h)


@kernel()
def sent_h(at_h: float, phase: float, upload_h: float, pieces: Pieces, off: Spans) -> float:
    """Say when what a device has noted reaches the server.

    Parameters
    ----------
    at_h : float
        When it was noted [hour].
    phase : float
        When in the interval this device uploads [ratio].
    upload_h : float
        Time from one upload to the next [hour].
    pieces : Pieces
        What it receives on this leg; without any signal it waits.
    off : Spans
        When it is off.

    Returns
    -------
    float
        [hour].
    """
    up_h = (math.ceil(at_h / upload_h - phase) + phase) * upload_h
    for piece in range(pieces.count[0]):
        if pieces.source[piece] == NO_FIX and pieces.start_h[piece] <= up_h < pieces.end_h[piece]:
            up_h = pieces.end_h[piece]
    first = int(np.searchsorted(off.end_h[: off.count[0]], up_h, side="right"))
    if first < off.count[0] and off.start_h[first] <= up_h:
        up_h = off.end_h[first]
    return up_h


@kernel()
def _count_pieces(
    pieces: Pieces, interval_h: float, held_from_h: float, silent: Spans, sums: NDArray[np.float64]
) -> None:
    for piece in range(pieces.count[0]):
        start_h, end_h, source = pieces.start_h[piece], pieces.end_h[piece], pieces.source[piece]
        if source == NO_FIX:
            span(silent, start_h, end_h, PRESENT, NO_SIGNAL)
            continue
        last = first_fix(end_h, interval_h)
        sums[BY_SOURCE + source] += last - first_fix(start_h, interval_h)
        if end_h > held_from_h:
            sums[HELD] += last - first_fix(max(start_h, held_from_h), interval_h)


@kernel()
def _near_an_edge(plan: TagPlan, desk: Desk, way: Way, day: int, from_h: float, to_h: float) -> bool:
    zones = plan.zones
    reach_m = FAR_REACH * way.sigma_m * max(plan.positioning.bad_factor, 1.0)
    for zone in range(zones.share.size):
        if desk.own[zone, HAS] == 0.0:
            continue
        for part in range(2):
            start_h, end_h = window_h(zones, zone, day, part)
            if max(start_h, from_h) < min(end_h, to_h) and beyond_m(zones, desk.own, zone, way) > -reach_m:
                return True
    return False


@kernel()
def _watch_zones(
    seed: int, person: int, plan: TagPlan, desk: Desk, way: Way, day: int, from_h: float, to_h: float, phase: float
) -> None:
    zones = plan.zones
    for zone in range(zones.share.size):
        if desk.own[zone, HAS] == 0.0:
            continue
        for part in range(2):
            start_h, end_h = window_h(zones, zone, day, part)
            start_h, end_h = max(start_h, from_h), min(end_h, to_h)
            if start_h >= end_h:
                continue
            if start_h > desk.watch[zone, SEEN_H] + plan.positioning.interval_h and not _went_on(
                plan, desk, zone, start_h
            ):
                desk.watch[zone, STREAK], desk.watch[zone, ALERTED] = 0.0, 0.0
            desk.watch[zone, SEEN_H] = end_h
            before = desk.raised.count[0]
            judge(
                seed,
                person,
                zones,
                desk.own,
                zone,
                way,
                start_h,
                end_h,
                plan.positioning,
                desk.pieces,
                desk.error,
                desk.watch,
                desk.raised,
            )
            for place in range(before, min(desk.raised.count[0], desk.raised.time_h.size)):
                at_h = sent_h(desk.raised.time_h[place], phase, plan.positioning.upload_h, desk.pieces, desk.off)
                note(desk.sent, at_h, desk.raised.cause[place], desk.raised.state[place], desk.raised.reason[place])


@kernel()
def _went_on(plan: TagPlan, desk: Desk, zone: int, start_h: float) -> bool:
    # Between two watches the rule may have held all along while the device was off: then the row goes on.
    zones = plan.zones
    hours_h = (zones.to_h[zone] - zones.from_h[zone]) % DAY_H
    if hours_h == 0.0:
        return True
    since_start_h = (start_h - zones.from_h[zone]) % DAY_H
    return start_h - desk.watch[zone, SEEN_H] < since_start_h


@kernel(inline="always")
def follow_leg(
    seed: int,
    person: int,
    plan: TagPlan,
    desk: Desk,
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
    plan, desk : TagPlan, Desk
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
    zones, off = plan.zones, desk.off
    desk.sums[DUE] += first_fix(to_h, plan.positioning.interval_h) - first_fix(from_h, plan.positioning.interval_h)
    for zone in range(zones.share.size):
        if desk.own[zone, HAS] > 0.0 and way.state == PRESENT:
            for part in range(2):
                start_h, end_h = window_h(zones, zone, day, part)
                if max(start_h, from_h) < min(end_h, to_h):
                    note_violations(zones, desk.own, zone, way, max(start_h, from_h), min(end_h, to_h), desk.violations)
    near = zones.share.size > 0 and _near_an_edge(plan, desk, way, day, from_h, to_h)
    at_h = from_h
    place = int(np.searchsorted(off.end_h[: off.count[0]], from_h, side="right"))
    while at_h < to_h:
        on_until_h = to_h
        if place < off.count[0]:
            on_until_h = min(max(off.start_h[place], at_h), to_h)
        if on_until_h > at_h:
            step = plan.device.purpose_step
            receive(seed, person, step, desk.chains, around, plan.positioning, at_h, on_until_h, near, desk.pieces)
            _count_pieces(desk.pieces, plan.positioning.interval_h, plan.held_from_h, desk.silent, desk.sums)
            if zones.share.size > 0:
                _watch_zones(seed, person, plan, desk, way, day, at_h, on_until_h, phase)
        at_h = on_until_h
        if place < off.count[0] and at_h < to_h:
            end_h = min(off.end_h[place], to_h)
            span(desk.silent, at_h, end_h, off.state[place], off.reason[place])
            at_h = end_h
            place += 1


@kernel()
def start_person(seed: int, tagged: Tagged, row: int, plan: TagPlan, desk: Desk) -> Routine:
    """Begin with one person: their home, their zones, how their device lives.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        What is followed.
    desk : Desk
        Written anew.

    Returns
    -------
    Routine
        The hours by which they live.
    """
    person = tagged.person[row]
    desk.raised.count[0] = desk.sent.count[0] = 0
    desk.off.count[0] = desk.silent.count[0] = desk.violations.count[0] = 0
    desk.sums[:] = 0.0
    desk.watch[:] = 0.0
    desk.error.now[0] = -1
    routine = routine_of(seed, tagged, row, plan)
    begin_life(seed, person, plan.movement, routine, desk.places)
    place_zones(seed, person, desk.places.x_m[HOME], desk.places.y_m[HOME], plan.zones, desk.own)
    live(
        seed,
        person,
        tagged.joined_h[row],
        tagged.left_h[row],
        tagged.absconds_h[row],
        tagged.misses[row],
        plan.device,
        desk.sent,
        desk.off,
        desk.charges,
        desk.sums,
    )
    for place in range(min(desk.off.count[0], desk.off.start_h.size)):
        if desk.off.state[place] == REMOVED:
            span(desk.violations, desk.off.start_h[place], desk.off.end_h[place], REMOVED, desk.off.reason[place])
    return routine


@kernel()
def _legs_of_day(
    seed: int, person: int, day: int, absconds_h: float, plan: TagPlan, routine: Routine, desk: Desk, circles: int
) -> int:
    """Fill in where the person is on a day; from absconding on, far away until monitoring ends."""
    legs, places, midnight_h = desk.legs, desk.places, day * DAY_H
    count = 0
    if midnight_h < absconds_h:
        count = live_day(seed, person, day, plan.movement, routine, desk.circles[:circles], places, legs)
    if absconds_h < midnight_h + DAY_H:
        legs.start_h[count], legs.end_h[count] = max(absconds_h - midnight_h, 0.0), DAY_H
        legs.x0_m[count] = legs.x1_m[count] = places.x_m[HOME] + FAR_AWAY_M
        legs.y0_m[count] = legs.y1_m[count] = places.y_m[HOME]
        legs.place[count], legs.surroundings[count] = AWAY, LIGHT_INDOOR
        count += 1
    return count


@kernel(inline="always")
def _way(seed: int, person: int, leg: int, midnight_h: float, plan: TagPlan, legs: Legs) -> Way:
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
def follow_person(seed: int, tagged: Tagged, row: int, plan: TagPlan, desk: Desk) -> None:
    """Follow one person from joining to leaving.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        What is followed.
    desk : Desk
        Written anew.
    """
    person, joined_h, left_h = tagged.person[row], tagged.joined_h[row], tagged.left_h[row]
    absconds_h = tagged.absconds_h[row]
    here_until_h = min(absconds_h, left_h)
    routine = start_person(seed, tagged, row, plan, desk)
    circles = keep_out(plan.zones, desk.own, desk.circles)
    phase = draw_apart(seed, person, purposes.ZONE, 1, 0)[0]
    last_place = NOWHERE
    for day in range(int(joined_h // DAY_H), int(math.ceil(left_h / DAY_H))):  # noqa: RUF046 - compiled
        midnight_h = day * DAY_H
        if joined_h <= midnight_h + routine.curfew_from_h < here_until_h:
            desk.sums[NIGHTS] += 1.0
        for leg in range(_legs_of_day(seed, person, day, absconds_h, plan, routine, desk, circles)):
            place = desk.legs.place[leg]
            if place == ON_THE_WAY or place != last_place:
                start_leg(desk.chains, day, leg, midnight_h + desk.legs.start_h[leg])
            last_place = place
            way = _way(seed, person, leg, midnight_h, plan, desk.legs)
            from_h, to_h = max(way.start_h, joined_h), min(way.end_h, left_h if place == AWAY else here_until_h)
            if from_h < to_h:
                follow_leg(seed, person, plan, desk, way, desk.legs.surroundings[leg], day, from_h, to_h, phase)
    _note_gaps(desk.silent, plan.zones.gap_h, desk.sent)


@kernel()
def _note_gaps(silent: Spans, gap_h: float, sent: Notices) -> None:
    if gap_h == math.inf:
        return
    began_h, told, until_h = -math.inf, False, -math.inf
    for place in range(min(silent.count[0], silent.start_h.size)):
        if silent.start_h[place] > until_h + 1e-6:
            began_h, told = silent.start_h[place], False
        until_h = silent.end_h[place]
        if not told and until_h - began_h >= gap_h:
            told = True
            note(sent, began_h + gap_h, GAP, silent.state[place], silent.reason[place])
