"""The compiled loop over wearers, days and checks of one instrument.

Each check either passes quietly (`custodes.model.quiet`) or goes through the chain (`custodes.model.checks`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.model.attempts import NO_MATCH, OTHER_FACE, OWN_FACE, PICTURE
from custodes.model.checks import DAY_H, WEEK_D, WORKING_DAYS, check, check_phase_d, due_clock_h, wearer_of
from custodes.model.counting import IN_A_ROW, PLACES, count, count_quiet, is_worth_alert, write_tally
from custodes.model.quiet import passes_quietly, quiet_factors, start_urns
from custodes.people import purposes
from custodes.people.draws import draw

FAILED_CHECK = 0
"""Index into REASONS."""
REACHED = -1

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.check_arrays import CheckPlan, Counts, Failures, Habits, Outcome, Wearers


@njit(cache=True, nogil=True)
def face_shown(wearers: Wearers, row: int, at_h: float) -> int:
    """Say whose face a check sees at a time.

    Parameters
    ----------
    wearers : Wearers
        The people.
    row : int
        Position of the person.
    at_h : float
        Time [hour].

    Returns
    -------
    int
        `OWN_FACE`, or `OTHER_FACE` or `PICTURE` while the device is handed over.
    """
    for episode in range(wearers.episode_first[row], wearers.episode_first[row + 1]):
        if wearers.episode_start_h[episode] <= at_h < wearers.episode_end_h[episode]:
            return PICTURE if wearers.episode_picture[episode] else OTHER_FACE
    return OWN_FACE


@njit(cache=True, nogil=True)
def first_silence(wearers: Wearers, row: int, at_h: float) -> int:
    """Find the first of a person's silent spans that ends after a time.

    Parameters
    ----------
    wearers : Wearers
        The people.
    row : int
        Position of the person.
    at_h : float
        Time [hour].

    Returns
    -------
    int
        Its place, or that after the person's last.
    """
    first, last = wearers.silent_first[row], wearers.silent_first[row + 1]
    return first + int(np.searchsorted(wearers.silent_end_h[first:last], at_h, side="right"))


@njit(cache=True, nogil=True, inline="always")
def silence_at(wearers: Wearers, silence: int, last: int, at_h: float) -> int:
    """Go on to the first of a person's silent spans that ends after a time.

    Parameters
    ----------
    wearers : Wearers
        The people.
    silence, last : int
        Place from which to go on, and that after the person's last.
    at_h : float
        Time [hour].

    Returns
    -------
    int
        Its place.
    """
    while silence < last and wearers.silent_end_h[silence] <= at_h:
        silence += 1
    return silence


@njit(cache=True, nogil=True, inline="always")
def write_failure(
    failures: Failures, place: int, row: int, day: int, slot: int, face: int, outcome: Outcome, reason: int
) -> None:
    """Write down a failed check that may become an alert.

    Parameters
    ----------
    failures : Failures
        Written to.
    place : int
        Where.
    row : int
        Position of the person.
    day, slot : int
        Address of the check.
    face : int
        Whose face was shown.
    outcome : Outcome
        How the check ended.
    reason : int
        Index into REASONS.
    """
    failures.row[place] = row
    failures.time_h[place] = outcome.ended_h
    failures.cause[place] = outcome.result
    failures.state[place] = outcome.state
    failures.same_face[place] = face != OTHER_FACE
    failures.likeness[place] = outcome.likeness
    failures.day[place] = day
    failures.slot[place] = slot
    failures.reason[place] = reason


@njit(cache=True, nogil=True)
def walk_person(
    seed: int,
    wearers: Wearers,
    row: int,
    habits: Habits,
    plan: CheckPlan,
    day_from: int,
    day_to: int,
    factors: tuple[NDArray[np.float64], NDArray[np.float64]],
    urns: NDArray[np.float64],
    counts: Counts,
    failures: Failures,
    found: int,
) -> int:
    """Run the checks of one wearer with one instrument, from one day to another.

    Parameters
    ----------
    seed : int
        Seed of the world.
    wearers : Wearers
        The people.
    row : int
        Position of this one.
    habits, plan : Habits, CheckPlan
        How they live, how they are checked.
    day_from, day_to : int
        First day, and the day after the last [day].
    factors : tuple of ndarray
        `quiet_factors` for delivery and for the stages of recognition [ratio].
    urns : ndarray, shape (4, 4)
        Room for failures and trials of a day and of a check [count]; changed.
    counts : Counts
        Added to.
    failures : Failures
        Written to from `found`.
    found : int
        Failed checks written so far [count].

    Returns
    -------
    int
        Failed checks written by now [count].
    """
    wearer = wearer_of(wearers, row, plan, habits)
    phase = check_phase_d(seed, wearer.person, plan)
    hands_over = plan.recognises and wearers.episode_first[row] < wearers.episode_first[row + 1]
    quiet_until_h = -math.inf if hands_over else wearer.absconds_h
    tally = np.zeros(PLACES, dtype=np.int64)
    tally[IN_A_ROW] = counts.unanswered_in_a_row[row]
    first_nonmatch_d = counts.first_false_nonmatch_d[row]
    quiet_passes, quiet_held = 0, 0
    silence, last_silence = first_silence(wearers, row, day_from * DAY_H), wearers.silent_first[row + 1]
    for day in range(day_from, day_to):
        if plan.every_d > 1 and (day + phase) % plan.every_d != 0:
            continue
        no_failure, delivered, captured = True, 0, 0
        at_work = wearer.answers_at_work if day % WEEK_D < WORKING_DAYS else wearer.answers_awake
        for slot in range(plan.per_day):
            words = draw(seed, wearer.person, purposes.CHECK + plan.purpose_step, day, slot)
            clock_h = due_clock_h(plan, slot, words[0])
            due_h = day * DAY_H + clock_h
            if due_h < wearer.joined_h or due_h >= wearer.left_h:
                continue
            silence = silence_at(wearers, silence, last_silence, due_h)
            silent = silence < last_silence and wearers.silent_start_h[silence] <= due_h
            if no_failure and not silent:
                shrunk = (factors[0][delivered], factors[1][captured])
                if due_h < quiet_until_h and passes_quietly(wearer, habits, plan, clock_h, at_work, words, shrunk):
                    delivered += 1
                    captured += 1
                    quiet_passes += 1
                    quiet_held += due_h >= plan.held_passed_from_h
                    tally[IN_A_ROW] = 0
                    continue
            if no_failure:
                start_urns(urns, captured, delivered)
            face = face_shown(wearers, row, due_h) if hands_over else OWN_FACE
            silent_state = wearers.silent_state[silence] if silent else REACHED
            outcome = check(seed, wearer, habits, plan, day, slot, face, silent_state, words, urns)
            count(tally, plan, due_h, face, outcome)
            if outcome.result == NO_MATCH and face == OWN_FACE and math.isnan(first_nonmatch_d):
                first_nonmatch_d = (due_h - wearer.joined_h) / DAY_H
            no_failure = no_failure and face == OWN_FACE and urns[0, 0] + urns[1, 0] + urns[2, 0] + urns[3, 0] == 0.0
            delivered, captured = int(urns[3, 1]), int(urns[0, 1])
            if is_worth_alert(tally, plan, outcome):
                reason = wearers.silent_reason[silence] if silent else FAILED_CHECK
                write_failure(failures, found, row, day, slot, face, outcome, reason)
                found += 1
    count_quiet(tally, plan, quiet_passes, quiet_held)
    write_tally(counts, row, tally)
    counts.first_false_nonmatch_d[row] = first_nonmatch_d
    return found


@njit(cache=True, nogil=True)
def walk(
    seed: int,
    wearers: Wearers,
    habits: Habits,
    plan: CheckPlan,
    day_from: int,
    day_to: int,
    row_from: int,
    counts: Counts,
    failures: Failures,
) -> tuple[int, int]:
    """Run the checks of one instrument for the wearers of a shard, from one day to another.

    Stops before a wearer whose failed checks might not fit into the room that is left.

    Parameters
    ----------
    seed : int
        Seed of the world.
    wearers, habits, plan : Wearers, Habits, CheckPlan
        Who, how they live, how they are checked.
    day_from, day_to : int
        First day, and the day after the last [day].
    row_from : int
        Position of the first wearer.
    counts : Counts
        Added to.
    failures : Failures
        Room for failed checks, at least for one wearer's; filled from its start.

    Returns
    -------
    found : int
        Number of failed checks written.
    row : int
        Position of the next wearer, the number of wearers when all are done.
    """
    most = (day_to - day_from) * plan.per_day
    of_delivery = quiet_factors(plan.delivery_rho, plan.per_day)
    of_stages = quiet_factors(plan.recognition.day_rho, plan.per_day * plan.recognition.attempts)
    factors = (of_delivery, of_stages)
    urns = np.zeros((4, 4))
    found = 0
    for row in range(row_from, wearers.person.size):
        if found + most > failures.row.size:
            return found, row
        first_day = max(day_from, int(wearers.joined_h[row] // DAY_H))
        last_day = min(day_to, int(math.ceil(wearers.left_h[row] / DAY_H)))  # noqa: RUF046 - compiled, ceil gives a float
        if first_day < last_day:
            found = walk_person(
                seed, wearers, row, habits, plan, first_day, last_day, factors, urns, counts, failures, found
            )
    return found, wearers.person.size
