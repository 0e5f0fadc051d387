"""The compiled loop over wearers, days and checks of one instrument, and what it counts.

Most checks pass on a day on which nothing has failed yet. For these `passes_quietly` compares the draws with thresholds
worked out beforehand; it decides exactly as the full chain in `custodes.model.checks` does (tested), only faster.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.model.attempts import NO_MATCH, OTHER_FACE, OWN_FACE, PASSED, PICTURE, urn
from custodes.model.checks import (
    DAY_H,
    MISSED,
    NO_PROMPT,
    ROUNDING,
    check,
    check_phase_d,
    due_clock_h,
    hours_to_wake,
    wearer_of,
)
from custodes.people import purposes
from custodes.people.draws import draw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.check_arrays import CheckPlan, Counts, Failures, Habits, Outcome, Wearer, Wearers

NO_PROMPT_STAGE = 3
"""Row of delivery in the urns, after capture, liveness and comparison."""


@njit(cache=True, nogil=True)
def quiet_factors(rho: float, trials: int) -> NDArray[np.float64]:
    """Give what a chance of failure shrinks to after so many trials of the day without a failure.

    Parameters
    ----------
    rho : float
        Correlation within a day [ratio].
    trials : int
        Most trials of a day [count].

    Returns
    -------
    ndarray, shape (trials + 1,)
        (1 - rho) / ((1 - rho) + rho j) for j = 0 ... trials [ratio].
    """
    factors = np.empty(trials + 1)
    for trial in range(trials + 1):
        factors[trial] = urn(1.0, rho, 0.0, float(trial))
    return factors


@njit(cache=True, nogil=True, inline="always")
def passes_quietly(
    wearer: Wearer,
    habits: Habits,
    plan: CheckPlan,
    clock_h: float,
    words: tuple[float, float, float, float],
    shrunk: tuple[float, float],
) -> bool:
    """Say whether a present wearer's check surely passes at once, on a day without failure so far.

    Parameters
    ----------
    wearer, habits, plan : Wearer, Habits, CheckPlan
        Who, how they live, how they are checked.
    clock_h : float
        Time of the check [hour after midnight].
    words : tuple of float
        The draws of the check [ratio].
    shrunk : tuple of float
        From `quiet_factors`, for delivery and for the stages of recognition [ratio].

    Returns
    -------
    bool
        False also when the full chain has to decide.
    """
    undelivered = words[1] < wearer.no_prompt * shrunk[0]
    asleep = hours_to_wake(clock_h, wearer.sleep_from_h, habits.sleep_h) > 0.0
    not_sure = (words[2] < wearer.forgets) | (words[2] > wearer.surely_answers)
    if undelivered | asleep | not_sure:
        return False
    if not plan.recognises:
        return True
    passes = (
        (1.0 - wearer.not_captured * shrunk[1])
        * (1.0 - wearer.not_live * shrunk[1])
        * (1.0 - wearer.no_match * shrunk[1])
    )
    return words[3] > 1.0 - passes + ROUNDING


@njit(cache=True, nogil=True)
def count(
    counts: Counts, row: int, plan: CheckPlan, joined_h: float, due_h: float, face: int, outcome: Outcome
) -> None:
    """Count one check.

    Parameters
    ----------
    counts : Counts
        Added to.
    row : int
        Position of the person.
    plan : CheckPlan
        From when pictures are still held.
    joined_h, due_h : float
        When the person joined and the check was due [hour].
    face : int
        Whose face was shown.
    outcome : Outcome
        How the check ended.
    """
    counts.checks_due[row] += 1
    counts.attempts[row] += outcome.attempts
    if outcome.woken:
        counts.prompts_asleep[row] += 1
    if NO_PROMPT <= outcome.result <= MISSED:
        counts.failed[row, outcome.result] += 1
        counts.unanswered_in_a_row[row] += 1
        return
    counts.checks_answered[row] += 1
    counts.unanswered_in_a_row[row] = 0
    if outcome.result == PASSED:
        counts.checks_passed[row] += 1
    else:
        counts.failed[row, outcome.result] += 1
    held_from_h = plan.held_passed_from_h if outcome.result == PASSED else plan.held_failed_from_h
    if due_h >= held_from_h:
        counts.photographs_held[row] += outcome.captured
    if face != OWN_FACE:
        counts.other_compared[row] += outcome.compared
        counts.other_passed[row] += outcome.compared and outcome.result == PASSED
        return
    counts.own_compared[row] += outcome.compared
    if outcome.result == NO_MATCH:
        counts.own_no_match[row] += 1
        if math.isnan(counts.first_false_nonmatch_d[row]):
            counts.first_false_nonmatch_d[row] = (due_h - joined_h) / DAY_H


@njit(cache=True, nogil=True, inline="always")
def start_urns(urns: NDArray[np.float64], captured: int, delivered: int) -> None:
    """Fill the urns of a day on which nothing has failed so far.

    Parameters
    ----------
    urns : ndarray, shape (4, 4)
        For each stage failures and trials of the day, then of the check [count]; changed.
    captured : int
        Attempts made so far, each of which passed every stage [count].
    delivered : int
        Prompts delivered so far [count].
    """
    for stage in range(4):
        urns[stage, 0] = 0.0
        urns[stage, 1] = captured if stage < NO_PROMPT_STAGE else delivered


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


@njit(cache=True, nogil=True, inline="always")
def write_failure(failures: Failures, place: int, row: int, day: int, slot: int, face: int, outcome: Outcome) -> None:
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
    """
    failures.row[place] = row
    failures.time_h[place] = outcome.ended_h
    failures.cause[place] = outcome.result
    failures.state[place] = outcome.state
    failures.same_face[place] = face != OTHER_FACE
    failures.likeness[place] = outcome.likeness
    failures.day[place] = day
    failures.slot[place] = slot


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
    quiet_passes, quiet_held = 0, 0
    for day in range(day_from, day_to):
        if plan.every_d > 1 and (day + phase) % plan.every_d != 0:
            continue
        no_failure, delivered, captured = True, 0, 0
        for slot in range(plan.per_day):
            words = draw(seed, wearer.person, purposes.CHECK + plan.purpose_step, day, slot)
            clock_h = due_clock_h(plan, slot, words[0])
            due_h = day * DAY_H + clock_h
            if due_h < wearer.joined_h or due_h >= wearer.left_h:
                continue
            if no_failure:
                shrunk = (factors[0][delivered], factors[1][captured])
                if due_h < quiet_until_h and passes_quietly(wearer, habits, plan, clock_h, words, shrunk):
                    delivered += 1
                    captured += 1
                    quiet_passes += 1
                    quiet_held += due_h >= plan.held_passed_from_h
                    counts.unanswered_in_a_row[row] = 0
                    continue
                start_urns(urns, captured, delivered)
            face = face_shown(wearers, row, due_h) if hands_over else OWN_FACE
            outcome = check(seed, wearer, habits, plan, day, slot, face, words, urns)
            count(counts, row, plan, wearer.joined_h, due_h, face, outcome)
            no_failure = no_failure and face == OWN_FACE and urns[0, 0] + urns[1, 0] + urns[2, 0] + urns[3, 0] == 0.0
            delivered, captured = int(urns[3, 1]), int(urns[0, 1])
            if is_worth_alert(counts, row, plan, outcome):
                write_failure(failures, found, row, day, slot, face, outcome)
                found += 1
    count_quiet(counts, row, plan, quiet_passes, quiet_held)
    return found


@njit(cache=True, nogil=True, inline="always")
def is_worth_alert(counts: Counts, row: int, plan: CheckPlan, outcome: Outcome) -> bool:
    """Say whether a check failed in a way that may become an alert.

    Parameters
    ----------
    counts : Counts
        With the wearer's present run of unanswered checks, which starts anew when it is worth an alert.
    row : int
        Position of the person.
    plan : CheckPlan
        How many unanswered checks in a row are worth one.
    outcome : Outcome
        How the check ended.

    Returns
    -------
    bool
        False for a check that passed, and for an unanswered one too few.
    """
    if outcome.result == PASSED:
        return False
    if outcome.result > MISSED:
        return True
    if counts.unanswered_in_a_row[row] < plan.missed_in_a_row:
        return False
    counts.unanswered_in_a_row[row] = 0
    return True


@njit(cache=True, nogil=True)
def count_quiet(counts: Counts, row: int, plan: CheckPlan, passes: int, held: int) -> None:
    """Count the checks of one wearer that passed quietly.

    Parameters
    ----------
    counts : Counts
        Added to.
    row : int
        Position of the person.
    plan : CheckPlan
        Whether anything was compared.
    passes, held : int
        Checks, and those whose picture is still held at the end [count].
    """
    counts.checks_due[row] += passes
    counts.checks_answered[row] += passes
    counts.checks_passed[row] += passes
    counts.attempts[row] += passes
    if plan.recognises:
        counts.own_compared[row] += passes
        counts.photographs_held[row] += held


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
