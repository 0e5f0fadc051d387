"""The chain of one check: due, delivered, seen and answered, attempted, passed or failed.

`check` is the flow; `custodes.model.walk` runs it for everybody. Everything random comes from
`custodes.people.draws`, so that any check of any person can be run alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from numba import njit

from custodes.model.attempts import OWN_FACE, PASSED, make_attempts, plain_trial, urn
from custodes.model.check_arrays import CheckPlan, Habits, Outcome, Wearer, Wearers
from custodes.people import purposes
from custodes.people.draws import draw
from custodes.people.normal import normal_cdf, normal_quantile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_PROMPT, MISSED = 0, 1
PRESENT, ABSCONDED, HANDED_OVER, LAPSED = 0, 1, 2, 3
DAY_H = 24.0
WEEK_D = 7
WORKING_DAYS = 5
ROUNDING = 1e-9
"""More than rounding can amount to; a draw so near a threshold is left to the full chain."""


@njit(cache=True, nogil=True, inline="always")
def within_day_h(time_h: float) -> float:
    """Bring a time less than a day off back into one day, without a slow division.

    Parameters
    ----------
    time_h : float
        From -24 to 48 [hour].

    Returns
    -------
    float
        From 0 to 24 [hour].
    """
    if time_h < 0.0:
        return time_h + DAY_H
    if time_h >= DAY_H:
        return time_h - DAY_H
    return time_h


@njit(cache=True, nogil=True, inline="always")
def hours_to_wake(at_h: float, sleep_from_h: float, sleep_h: float) -> float:
    """Give the time until a sleeping wearer wakes.

    Parameters
    ----------
    at_h, sleep_from_h : float
        Time, and start of the night [hour after midnight].
    sleep_h : float
        Length of the night [hour].

    Returns
    -------
    float
        0 if awake [hour].
    """
    return max(sleep_h - within_day_h(at_h - sleep_from_h), 0.0)


@njit(cache=True, nogil=True, inline="always")
def rouse(to_wake_h: float, woken_share: float, uniform: float) -> tuple[bool, float, float]:
    """Say whether a prompt wakes the wearer.

    Parameters
    ----------
    to_wake_h : float
        Time until a sleeping wearer wakes, 0 if awake [hour].
    woken_share : float
        Share of prompts in sleep that wake [ratio].
    uniform : float
        One uniform number [ratio].

    Returns
    -------
    woken : bool
        False also when the wearer was awake.
    left : float
        What is left of the uniform number [ratio].
    to_wake_h : float
        Time until the wearer is awake now [hour].
    """
    if to_wake_h <= 0.0:
        return False, uniform, to_wake_h
    woken, left = plain_trial(woken_share, uniform)
    return woken, left, 0.0 if woken else to_wake_h


@njit(cache=True, nogil=True, inline="always")
def at_work(clock_h: float, day: int, habits: Habits) -> bool:
    """Say whether somebody who works is at work.

    Parameters
    ----------
    clock_h : float
        Time [hour after midnight].
    day : int
        Day of the run, of which the first is a Monday [day].
    habits : Habits
        Working hours.

    Returns
    -------
    bool
        On Monday to Friday, within the hours.
    """
    return day % WEEK_D < WORKING_DAYS and within_day_h(clock_h - habits.work_from_h) < habits.work_h


@njit(cache=True, nogil=True)
def share_in_time(median_h: float, spread: float, left_h: float) -> float:
    """Give the share of prompts answered within the time that is left.

    Parameters
    ----------
    median_h : float
        Median delay of an answer [hour].
    spread : float
        Standard deviation of its logarithm.
    left_h : float
        Time left [hour].

    Returns
    -------
    float
        Phi(ln(left / median) / spread), the lognormal distribution [ratio].
    """
    if left_h <= 0.0:
        return 0.0
    if median_h <= 0.0:
        return 1.0
    if spread <= 0.0:
        return 1.0 if median_h <= left_h else 0.0
    return normal_cdf(math.log(left_h / median_h) / spread)


@njit(cache=True, nogil=True)
def answer_time_h(plan: CheckPlan, slowness: float, uniform: float) -> float:
    """Give the time that an answer takes.

    Parameters
    ----------
    plan : CheckPlan
        Median and spread of the delay.
    slowness : float
        The person's own delay factor, longer at work [ratio].
    uniform : float
        Rank of this answer among the person's [ratio].

    Returns
    -------
    float
        Quantile of the lognormal distribution [hour].
    """
    if plan.delay_h <= 0.0:
        return 0.0
    return plan.delay_h * slowness * math.exp(plan.delay_spread * normal_quantile(uniform))


@njit(cache=True, nogil=True, inline="always")
def due_clock_h(plan: CheckPlan, slot: int, uniform: float) -> float:
    """Give the time of day of a check: one at random in each of the day's equal parts.

    Parameters
    ----------
    plan : CheckPlan
        When checks can fall.
    slot : int
        Which of the day's checks.
    uniform : float
        Where in its part [ratio].

    Returns
    -------
    float
        [hour after midnight], above 24 for a time after the next midnight.
    """
    return plan.from_h + (slot + uniform) * (plan.length_h / plan.per_day)


@njit(cache=True, nogil=True)
def check_phase_d(seed: int, person: int, plan: CheckPlan) -> int:
    """Give the day on which a person's checks start, when checks are days apart.

    Parameters
    ----------
    seed, person : int
        Address of the draw.
    plan : CheckPlan
        Days from one check to the next.

    Returns
    -------
    int
        0 to every_d - 1 [day].
    """
    if plan.every_d == 1:
        return 0
    return int(draw(seed, person, purposes.CHECK_PHASE + plan.purpose_step, 0, 0)[0] * plan.every_d)


@njit(cache=True, nogil=True)
def wearer_of(wearers: Wearers, row: int, plan: CheckPlan, habits: Habits) -> Wearer:
    """Take one wearer out of the arrays.

    Parameters
    ----------
    wearers : Wearers
        The people.
    row : int
        Position of the person.
    plan, habits : CheckPlan, Habits
        How they are checked and live, for the share of prompts answered in time.

    Returns
    -------
    Wearer
        Plain numbers.
    """
    slowness = wearers.delay_factor[row]
    in_time_awake = share_in_time(plan.delay_h * slowness, plan.delay_spread, plan.window_h)
    at_work_h = plan.delay_h * slowness * habits.work_delay_factor
    in_time_at_work = share_in_time(at_work_h, plan.delay_spread, plan.window_h)
    forgets = wearers.forgets[row]
    answers_awake = forgets + (1.0 - forgets) * in_time_awake - ROUNDING
    answers_at_work = forgets + (1.0 - forgets) * in_time_at_work - ROUNDING
    return Wearer(
        wearers.person[row],
        wearers.joined_h[row],
        wearers.left_h[row],
        wearers.absconds_h[row],
        wearers.sleep_from_h[row],
        wearers.works[row],
        slowness,
        in_time_awake,
        in_time_at_work,
        answers_awake,
        answers_at_work if wearers.works[row] else answers_awake,
        wearers.no_prompt[row],
        forgets,
        wearers.not_captured[row],
        wearers.not_live[row],
        wearers.no_match[row],
    )


@njit(cache=True, nogil=True)
def check(
    seed: int,
    wearer: Wearer,
    habits: Habits,
    plan: CheckPlan,
    day: int,
    slot: int,
    face: int,
    silence: int,
    words: tuple[float, float, float, float],
    urns: NDArray[np.float64],
) -> Outcome:
    """Carry one check from due to passed, failed or missed.

    Parameters
    ----------
    seed : int
        Seed of the world.
    wearer, habits, plan : Wearer, Habits, CheckPlan
        Who, how they live, how they are checked.
    day, slot : int
        Address of the check.
    face : int
        `OWN_FACE`, or `OTHER_FACE` or `PICTURE` while the device is handed over.
    silence : int
        State of a wearer who is there while nothing reaches the device, below 0 while it can be reached.
    words : tuple of float
        The draws of the check [ratio].
    urns : ndarray, shape (4, 4)
        For each stage failures and trials of the day, then of the check [count]; changed.

    Returns
    -------
    Outcome
        How it ended, and when.
    """
    # 1. The check is due.
    clock_h = due_clock_h(plan, slot, words[0])
    due_h = day * DAY_H + clock_h
    absconded = due_h >= wearer.absconds_h
    state = ABSCONDED if absconded else (PRESENT if face == OWN_FACE else HANDED_OVER)
    given_up_h = due_h + plan.window_h

    # 2. The prompt arrives, or not.
    undelivered = silence >= 0 or words[1] < urn(wearer.no_prompt, plan.delivery_rho, urns[3, 0], urns[3, 1])
    urns[3, 1] += 1.0
    if undelivered:
        urns[3, 0] += 1.0
        state = silence if silence >= 0 and state == PRESENT else state
        return Outcome(NO_PROMPT, state, False, 0, 0, False, given_up_h, 0.5)

    # 3. It is seen and answered in the window, or not.
    if absconded:
        return Outcome(MISSED, state, False, 0, 0, False, given_up_h, 0.5)
    to_wake_h = hours_to_wake(clock_h, wearer.sleep_from_h, habits.sleep_h)
    woken, first, to_wake_h = rouse(to_wake_h, habits.woken_share, words[3])
    if words[2] < wearer.forgets:
        # Nobody lets a prompt pass who sleeps through the whole window.
        lapses = state == PRESENT and to_wake_h < plan.window_h
        return Outcome(MISSED, LAPSED if lapses else state, woken, 0, 0, False, given_up_h, 0.5)
    uniform = (words[2] - wearer.forgets) / (1.0 - wearer.forgets)
    slowness, in_time = wearer.delay_factor, wearer.in_time_awake
    if to_wake_h > 0.0:
        in_time = share_in_time(plan.delay_h * slowness, plan.delay_spread, plan.window_h - to_wake_h)
    elif wearer.works and not woken and at_work(clock_h, day, habits):
        slowness, in_time = slowness * habits.work_delay_factor, wearer.in_time_at_work
    if uniform >= in_time:
        return Outcome(MISSED, state, woken, 0, 0, False, given_up_h, 0.5)
    if not plan.recognises:
        return Outcome(PASSED, state, woken, 1, 0, False, due_h, 0.5)

    # 4. Up to k attempts: captured, live, compared; passed, or failed with a cause.
    rates = (wearer.not_captured, wearer.not_live, wearer.no_match)
    result, attempts, captured, compared, likeness = make_attempts(
        seed, wearer.person, plan.purpose_step, day, slot, face, first, rates, plan.recognition, urns
    )
    ended_h = due_h
    if result != PASSED:
        ended_h += to_wake_h + answer_time_h(plan, slowness, uniform)
    return Outcome(result, state, woken, attempts, captured, compared, ended_h, likeness)
