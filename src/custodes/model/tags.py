"""Tags followed for everybody on a scheme: what they raise, when they are silent, what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.model.checks import ABSCONDED, PRESENT
from custodes.model.device import CHARGING_H, TETHERED_H
from custodes.model.follow import follow_person
from custodes.model.held import Held, cut, keep_notices, keep_spans, new_held
from custodes.model.signal import CELL, GNSS, WIFI
from custodes.model.stream import COLUMNS, Stream, in_order, join
from custodes.model.tag_arrays import TagCounts, Tagged
from custodes.model.tag_parameters import tag_plan
from custodes.model.tag_plan import BY_SOURCE, DUE, HELD, NIGHTS, Room, TagPlan, new_room
from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.people.kernel import kernel
from custodes.people.traits import beta_around
from custodes.records.tables import CAUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from custodes.model.check_arrays import Habits
    from custodes.model.tag_arrays import Spans
    from custodes.people.cohort import Cohort
    from custodes.scheme.scheme import Scheme

FIRST_SLOT: Final = 1 << 20
"""Slots of draws about alerts of tags begin here, beyond those of checks."""
BATTERY, STRAP, CURFEW = (CAUSES.index(name) for name in ("battery", "strap", "curfew"))


@dataclass(frozen=True)
class Silence:
    """Spans of time, by person and then by time.

    Attributes
    ----------
    first : ndarray of int64, shape (people + 1,)
        Where each person's spans begin.
    start_h, end_h : ndarray
        When each begins and ends [hour].
    state, reason : ndarray of int8
        Index into STATES and REASONS.
    """

    first: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    state: NDArray[np.int8]
    reason: NDArray[np.int8]


@dataclass(frozen=True)
class Tags:
    """What the tags of one instrument have to say of everybody.

    Attributes
    ----------
    name : str
        Name of the instrument.
    plan : TagPlan
        The instrument as plain numbers.
    tagged : Tagged
        The people.
    notices : Stream
        What may become alerts, in order of time.
    silent, violations : Silence
        When nothing came; when a zone's rule was really broken or the device taken off.
    counts : TagCounts
        What was counted of each person.
    """

    name: str
    plan: TagPlan
    tagged: Tagged
    notices: Stream
    silent: Silence
    violations: Silence
    counts: TagCounts


def new_counts(people: int) -> TagCounts:
    """Start counting.

    Parameters
    ----------
    people : int
        People [person].

    Returns
    -------
    TagCounts
        All zero; nobody has had a breach.
    """
    hours = {"charging_h", "tethered_h", "silent_h"}
    arrays: dict[str, NDArray[Any]] = {
        name: np.zeros(people, dtype=np.float64 if name in hours else np.int32) for name in TagCounts._fields
    }
    return TagCounts(**{**arrays, "first_breach_h": np.full(people, np.inf)})


@kernel()
def _count(row: int, room: Room, counts: TagCounts) -> None:
    sums = room.sums
    counts.fixes_due[row] = int(sums[DUE])
    counts.fixes_gnss[row] = int(sums[BY_SOURCE + GNSS])
    counts.fixes_wifi[row] = int(sums[BY_SOURCE + WIFI])
    counts.fixes_cell[row] = int(sums[BY_SOURCE + CELL])
    counts.fixes_held[row] = int(sums[HELD])
    counts.charging_h[row], counts.tethered_h[row] = sums[CHARGING_H], sums[TETHERED_H]
    counts.curfew_nights[row] = int(sums[NIGHTS])
    silent = room.silent
    for place in range(silent.filled[0]):
        counts.silent_h[row] += silent.end_h[place] - silent.start_h[place]
    sent = room.sent
    for place in range(sent.filled[0]):
        if sent.state[place] == ABSCONDED:
            continue
        cause = sent.cause[place]
        counts.battery_breaches[row] += cause == BATTERY
        counts.strap_breaches[row] += cause == STRAP
        counts.false_curfew[row] += cause == CURFEW and sent.state[place] == PRESENT
        if cause in (BATTERY, STRAP):
            counts.first_breach_h[row] = min(counts.first_breach_h[row], sent.time_h[place])


@kernel()
def _fits(spans: Spans, room: int) -> bool:
    return spans.filled[0] <= min(room, spans.start_h.size)


@kernel()
def follow(
    seed: int,
    tagged: Tagged,
    row_from: int,
    row_to: int,
    plan: TagPlan,
    with_silences: bool,  # noqa: FBT001 - compiled
    room: Room,
    held: Held,
    counts: TagCounts,
) -> int:
    """Follow people one after the other until there is no more room for what is found.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged : Tagged
        The people.
    row_from, row_to : int
        Positions of the first, and of the one after the last.
    plan : TagPlan
        What is followed.
    with_silences : bool
        Whether somebody wants to know when each device could not be reached.
    room : Room
        Room for one person.
    held : Held
        Filled from its start.
    counts : TagCounts
        Written to.

    Returns
    -------
    int
        Position of the next person; `row_from` again when one person alone needs more room.
    """
    held.rows[:] = 0
    for row in range(row_from, row_to):
        follow_person(seed, tagged, row, plan, room)
        place = held.notice_row.size
        fits = room.sent.filled[0] <= min(place - held.rows[0], room.sent.time_h.size)
        fits = fits and room.raised.filled[0] <= room.raised.time_h.size
        fits = fits and _fits(room.off, place)
        fits = fits and _fits(room.silent, place - held.rows[1] if with_silences else room.silent.start_h.size)
        fits = fits and _fits(room.violations, place - held.rows[2])
        if not fits:
            return row
        keep_notices(row, room.sent, held)
        if with_silences:
            keep_spans(row, room.silent, 1, held.rows, held.silent_row, held.silent)
        keep_spans(row, room.violations, 2, held.rows, held.violation_row, held.violations)
        _count(row, room, counts)
    return row_to


def follow_tags(
    scheme: Scheme,
    values: Mapping[str, float],
    name: str,
    habits: Habits,
    cohort: Cohort,
    seed: int,
    days: int,
    shards: int,
    run_each: Callable[..., Iterable[Any]],
) -> Tags:
    """Follow the tags of one instrument over a whole run.

    Parameters
    ----------
    scheme, values : Scheme, mapping
        The scheme and a draw of it.
    name : str
        Name of the instrument.
    habits : Habits
        How people sleep and work.
    cohort : Cohort
        The people.
    seed : int
        Seed of the world.
    days : int
        Length of the run [day].
    shards : int
        Parts into which the people are divided [count].
    run_each : callable
        A `map` that may run parts at the same time.

    Returns
    -------
    Tags
        The same however people are divided.
    """
    plan = tag_plan(scheme, values, name, habits, days)
    tagged = tagged_of(cohort, values, f"instruments.{name}.device.charging", plan, seed)
    counts = new_counts(len(cohort))
    edges = [len(cohort) * k // shards for k in range(shards + 1)]
    asks = scheme.instruments[name].checks is not None  # only a check asks whether a device can be reached

    def part(k: int) -> list[Held]:
        return follow_part(seed, tagged, edges[k], edges[k + 1], plan, counts, with_silences=asks)

    parts = [held for found in run_each(part, range(shards)) for held in found]
    return Tags(
        name,
        plan,
        tagged,
        in_order(join(*(_stream(held) for held in parts))),
        _silence(len(cohort), [(held.silent_row, held.silent) for held in parts]),
        _silence(len(cohort), [(held.violation_row, held.violations) for held in parts]),
        counts,
    )


def tagged_of(cohort: Cohort, values: Mapping[str, float], charging: str, plan: TagPlan, seed: int) -> Tagged:
    """Take what a tag needs to know of people.

    Parameters
    ----------
    cohort : Cohort
        The people.
    values : mapping of str to float
        A draw.
    charging : str
        Path of the habit of charging.
    plan : TagPlan
        Keeps the draws of this instrument apart.
    seed : int
        Seed of the world.

    Returns
    -------
    Tagged
        With each person's own share of days without a charge.
    """
    mean = np.full(len(cohort), values[f"{charging}.misses"])
    own = draw_people(seed, cohort.person, purposes.OWN_DEVICE + plan.device.purpose_step)[:, 1]
    return Tagged(
        cohort.person,
        cohort.joined_h,
        cohort.left_h,
        cohort.absconds_h,
        cohort.sleep_from_h,
        cohort.works,
        beta_around(mean, values[f"{charging}.correlation.person"], own),
    )


def follow_part(
    seed: int, tagged: Tagged, start: int, stop: int, plan: TagPlan, counts: TagCounts, *, with_silences: bool = True
) -> list[Held]:
    """Follow some of the people.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged : Tagged
        All people.
    start, stop : int
        Positions of the first, and of the one after the last.
    plan : TagPlan
        What is followed.
    counts : TagCounts
        Written to.
    with_silences : bool
        Whether to keep when each device could not be reached.

    Returns
    -------
    list of Held
        What was found, in the order of people; at least one.
    """
    room, found, row, enlarged = new_room(plan), [], start, 1
    while row < stop:
        held = new_held(enlarged)
        reached = follow(seed, tagged, row, stop, plan, with_silences, room, held, counts)
        if reached == row:
            enlarged *= 4
            room = new_room(plan, enlarged)
            continue
        found.append(cut(held))
        row = reached
    return found or [cut(new_held())]


def _stream(held: Held) -> Stream:
    time_h, cause, state, reason = held.notices
    count = time_h.size
    columns = {
        "row": held.notice_row,
        "time_h": time_h,
        "cause": cause,
        "state": state,
        "same_face": np.ones(count, dtype=np.bool_),
        "likeness": np.full(count, 0.5),
        "day": time_h // 24.0,
        "slot": held.notice_number + FIRST_SLOT,
        "reason": reason,
    }
    return {name: np.asarray(columns[name]).astype(dtype) for name, dtype in COLUMNS.items()}


def _silence(people: int, parts: list[tuple[NDArray[np.int64], tuple[NDArray[Any], ...]]]) -> Silence:
    row = np.concatenate([of for of, _ in parts])
    first = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=people))]).astype(np.int64)
    start_h, end_h, state, reason = (np.concatenate([columns[k] for _, columns in parts]) for k in range(4))
    return Silence(first, start_h, end_h, state, reason)
