"""The trail of some of the people, fix by fix: what the device records, exactly as the rules of zones saw it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.model.follow import start_person, way_of
from custodes.model.judge import Way, true_place
from custodes.model.position_error import draw_errors
from custodes.model.reception import first_fix, receive, start_leg
from custodes.model.signal import GNSS, NO_FIX
from custodes.model.tag_plan import Room, TagPlan, new_room
from custodes.model.trail_rules import rules_of, zones_of
from custodes.model.zones import keep_out
from custodes.people.itinerary import live_day
from custodes.people.kernel import kernel
from custodes.records.trail import MISSING, Trail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Tagged
    from custodes.model.tags import Tags
    from custodes.scheme.scheme import Scheme

DAY_H: Final = 24.0
DM_A_M = 10.0
PEOPLE: Final = 300
DAYS: Final = 28
"""People and days of the sample from which a run answers what the trail gives away."""
STAY_COLUMNS: Final = ("row", "start_h", "end_h", "x_m", "y_m", "kind", "place")


class Sheet(NamedTuple):
    """Room for the fixes of one person.

    Attributes
    ----------
    x_dm, y_dm : ndarray of int32, shape (fixes,)
        Recorded position [decimetre], `MISSING` where nothing was.
    source : ndarray of int8, shape (fixes,)
        Index into FIX_SOURCES.
    """

    x_dm: NDArray[np.int32]
    y_dm: NDArray[np.int32]
    source: NDArray[np.int8]


class Stays(NamedTuple):
    """Room for true stays, one element of each array a stay.

    Attributes
    ----------
    filled : ndarray of int64, shape (1,)
        How many there are; those without room are counted all the same [count].
    start_h, end_h, x_m, y_m : ndarray
        When [hour] and where [metre].
    kind : ndarray of int8
        Index into PLACE_KINDS.
    place : ndarray of int64
        Position among the person's places.
    """

    filled: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    kind: NDArray[np.int8]
    place: NDArray[np.int64]


def new_stays(room: int) -> Stays:
    """Make room for stays.

    Parameters
    ----------
    room : int
        How many fit [count].

    Returns
    -------
    Stays
        None so far.
    """
    start_h, end_h, x_m, y_m = (np.zeros(room) for _ in range(4))
    none = np.zeros(1, dtype=np.int64)
    return Stays(none, start_h, end_h, x_m, y_m, np.zeros(room, np.int8), np.zeros(room, np.int64))


@kernel()
def write_fixes(seed: int, person: int, plan: TagPlan, room: Room, way: Way, first_of_sheet: int, sheet: Sheet) -> None:
    """Write down the fixes of the pieces that a device received on a part of a leg.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    plan, room : TagPlan, Room
        With the pieces.
    way : Way
        The leg.
    first_of_sheet : int
        Number of the first fix that the sheet holds.
    sheet : Sheet
        Written to.
    """
    pieces, interval_h = room.pieces, plan.positioning.interval_h
    for piece in range(pieces.filled[0]):
        source = pieces.source[piece]
        if source == NO_FIX:
            continue
        sigma_m = way.sigma_m * (plan.positioning.bad_factor if pieces.bad[piece] else 1.0)
        start = max(first_fix(pieces.start_h[piece], interval_h), first_of_sheet)
        stop = min(first_fix(pieces.end_h[piece], interval_h), first_of_sheet + sheet.source.size)
        off_m = (way.bias_x_m, way.bias_y_m) if source == GNSS else (pieces.off_x_m[piece], pieces.off_y_m[piece])
        fix = start
        while fix < stop:
            place, count = 0, stop - fix
            if source == GNSS:
                place, count = draw_errors(seed, person, fix, stop - fix, room.error)
            x_m, y_m = true_place(way, fix * interval_h)
            next_x_m, next_y_m = true_place(way, (fix + 1) * interval_h)
            size_m = sigma_m if source == GNSS else 0.0
            at = fix - first_of_sheet
            _write_axis(sheet.x_dm, at, count, x_m + off_m[0], next_x_m - x_m, size_m, room.error.path.x, place)
            _write_axis(sheet.y_dm, at, count, y_m + off_m[1], next_y_m - y_m, size_m, room.error.path.y, place)
            sheet.source[at : at + count] = source
            fix += count


@kernel()
def _write_axis(
    axis_dm: NDArray[np.int32],
    at: int,
    count: int,
    from_m: float,
    step_m: float,
    size_m: float,
    error: NDArray[np.float64],
    place: int,
) -> None:
    if size_m == 0.0:
        for fix in range(count):
            axis_dm[at + fix] = np.int32(math.floor((from_m + step_m * fix) * DM_A_M + 0.5))
        return
    for fix in range(count):
        where_m = from_m + step_m * fix + size_m * error[place + fix]
        axis_dm[at + fix] = np.int32(math.floor(where_m * DM_A_M + 0.5))


@kernel()
def _write_stay(stays: Stays, room: Room, leg: int, start_h: float, end_h: float) -> None:
    last = stays.filled[0] - 1
    place = room.legs.place[leg]
    if 0 <= last < stays.start_h.size and stays.place[last] == place and stays.end_h[last] >= start_h - 1e-9:
        stays.end_h[last] = end_h
        return
    at = stays.filled[0]
    if at < stays.start_h.size:
        stays.start_h[at], stays.end_h[at] = start_h, end_h
        stays.x_m[at], stays.y_m[at] = room.legs.x0_m[leg], room.legs.y0_m[leg]
        stays.kind[at], stays.place[at] = room.places.kind[place], place
    stays.filled[0] = at + 1


@kernel()
def record_person(
    seed: int,
    tagged: Tagged,
    row: int,
    plan: TagPlan,
    room: Room,
    first_day: int,
    days: int,
    sheet: Sheet,
    stays: Stays,
) -> None:
    """Record the trail of one person who is there, from one day to another.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged, row : Tagged, int
        The person.
    plan : TagPlan
        How the device records.
    room : Room
        Room for following one person.
    first_day, days : int
        First day, and how many [day].
    sheet : Sheet
        Written to; holds the fixes of these days and starts with the first of them.
    stays : Stays
        True stays, written anew; those that began before the first day begin with it.
    """
    person = tagged.person[row]
    routine = start_person(seed, tagged, row, plan, room)
    circles = keep_out(plan.zones, room.own, room.circles)
    stays.filled[0] = 0
    sheet.x_dm[:], sheet.y_dm[:], sheet.source[:] = MISSING, MISSING, NO_FIX
    first_of_sheet = first_fix(first_day * DAY_H, plan.positioning.interval_h)
    until_h = min(tagged.left_h[row], tagged.absconds_h[row], (first_day + days) * DAY_H)
    last_place = -2
    for day in range(int(tagged.joined_h[row] // DAY_H), int(math.ceil(until_h / DAY_H))):  # noqa: RUF046 - compiled
        legs = live_day(seed, person, day, plan.movement, routine, room.circles[:circles], room.places, room.legs)
        for leg in range(legs):
            start_h, end_h = day * DAY_H + room.legs.start_h[leg], day * DAY_H + room.legs.end_h[leg]
            place = room.legs.place[leg]
            if place < 0 or place != last_place:
                start_leg(room.chains, day, leg, start_h)
            last_place = place
            from_h, to_h = max(start_h, tagged.joined_h[row]), min(end_h, until_h)
            if from_h >= to_h or day < first_day:
                continue
            if place >= 0:
                _write_stay(stays, room, leg, start_h, end_h)
            _record_leg(seed, person, plan, room, leg, day * DAY_H, from_h, to_h, first_of_sheet, sheet)


@kernel()
def _record_leg(
    seed: int,
    person: int,
    plan: TagPlan,
    room: Room,
    leg: int,
    midnight_h: float,
    from_h: float,
    to_h: float,
    first_of_sheet: int,
    sheet: Sheet,
) -> None:
    off, around = room.off, room.legs.surroundings[leg]
    way = way_of(seed, person, leg, midnight_h, plan, room.legs)
    at_h = from_h
    span = int(np.searchsorted(off.end_h[: off.filled[0]], from_h, side="right"))
    while at_h < to_h:
        on_until_h = to_h if span >= off.filled[0] else min(max(off.start_h[span], at_h), to_h)
        if on_until_h > at_h:
            step = plan.device.purpose_step
            receive(seed, person, step, room.chains, around, plan.positioning, at_h, on_until_h, True, room.pieces)
            write_fixes(seed, person, plan, room, way, first_of_sheet, sheet)
        at_h = on_until_h
        if span < off.filled[0] and at_h < to_h:
            at_h = min(off.end_h[span], to_h)
            span += 1


def sampled_rows(tagged: Tagged, first_day: int, days: int, people: int) -> NDArray[np.int64]:
    """Choose the people of a sample: the first who are there all the time.

    Parameters
    ----------
    tagged : Tagged
        The people.
    first_day, days : int
        First day, and how many [day].
    people : int
        How many at most [person].

    Returns
    -------
    ndarray of int64
        Their positions.
    """
    until_h = np.minimum(tagged.left_h, tagged.absconds_h)
    there = (tagged.joined_h <= first_day * DAY_H) & (until_h >= (first_day + days) * DAY_H)
    return np.flatnonzero(there)[:people].astype(np.int64)


def record_trail(
    tags: Tags,
    values: Mapping[str, float],
    seed: int,
    rows: NDArray[np.int64],
    first_day: int,
    days: int,
    keep_d: float,
) -> Trail:
    """Record the trail of some people.

    Parameters
    ----------
    tags : Tags
        The instrument and the people.
    values : mapping of str to float
        The draw.
    seed : int
        Seed of the world.
    rows : ndarray of int64
        Positions of these people.
    first_day, days : int
        First day, and how many [day].
    keep_d : float
        How long the scheme keeps the trail [day].

    Returns
    -------
    Trail
        With what was true.
    """
    plan, fixes = tags.plan, tags.plan.noise.fixes * days
    x_dm, y_dm = (np.empty((rows.size, fixes), dtype=np.int32) for _ in range(2))
    source = np.empty((rows.size, fixes), dtype=np.int8)
    room, stays = new_room(plan), new_stays(64 * days + 64)
    homes, found, zones = np.zeros((rows.size, 2)), [], []
    for position, row in enumerate(rows):
        sheet = Sheet(x_dm[position], y_dm[position], source[position])
        record_person(seed, tags.tagged, int(row), plan, room, first_day, days, sheet, stays)
        homes[position] = room.places.x_m[0], room.places.y_m[0]
        zones += zones_of(position, plan.zones, room.own)
        count = int(stays.filled[0])
        of = np.full(count, position, dtype=np.int64)
        found.append((of, *(getattr(stays, name)[:count].copy() for name in STAY_COLUMNS[1:])))
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return Trail(
        rows=rows,
        interval_min=plan.positioning.interval_h * 60.0,
        first_day=first_day,
        x_dm=x_dm,
        y_dm=y_dm,
        source=source,
        households_per_km2=values["movement.town.households"],
        venues_per_km2=values["movement.town.venues"],
        keep_d=keep_d,
        grid_m=0.0,
        truth_home_m=homes,
        truth_stays=dict(zip(STAY_COLUMNS, columns, strict=True)),
        rules=rules_of(tags, rows, zones, first_day, days) if plan.zones.share.size else None,
    )


def sample_trail(
    scheme: Scheme, tags: Mapping[str, Tags], values: Mapping[str, float], seed: int, days: int
) -> Trail | None:
    """Record the trail of a sample of the people over the first weeks of a run.

    Parameters
    ----------
    scheme : Scheme
        Says how long the trail is kept.
    tags : mapping of str to Tags
        By instrument; the first records the trail.
    values : mapping of str to float
        The draw.
    seed : int
        Seed of the world.
    days : int
        Length of the run [day].

    Returns
    -------
    Trail or None
        Of up to 300 people over up to 28 days; None when nothing records positions, or nobody is there all the time.
    """
    if not tags:
        return None
    first = next(iter(tags.values()))
    covered = min(days, DAYS)
    rows = sampled_rows(first.tagged, 0, covered, PEOPLE)
    if not rows.size:
        return None
    kept_h = [values[f"data_kept.{k}.keep"] for k, each in enumerate(scheme.data_kept) if each.item == "location_fix"]
    return record_trail(first, values, seed, rows, 0, covered, max(kept_h, default=0.0) / DAY_H)
