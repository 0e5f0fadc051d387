"""Checks that pass at once on a day without failure so far: most of them.

For these the draws are compared with thresholds worked out beforehand. That decides exactly as the full chain in
`custodes.model.checks` does (tested), only faster; whatever comes near a threshold is left to the chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.model.attempts import urn
from custodes.model.checks import ROUNDING, hours_to_wake, within_day_h

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.check_arrays import CheckPlan, Habits, Wearer

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
    at_work: float,
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
    at_work : float
        The wearer's limit of `answers_at_work` on a working day, of `answers_awake` on another [ratio].
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
    working_hours = within_day_h(clock_h - habits.work_from_h) < habits.work_h
    not_sure = (words[2] < wearer.forgets) | (words[2] > (at_work if working_hours else wearer.answers_awake))
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
