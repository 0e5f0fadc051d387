"""What is counted of one person's checks, in one small array while the loop runs and in `Counts` afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numba import njit

from custodes.model.attempts import NO_MATCH, OWN_FACE, PASSED
from custodes.model.checks import MISSED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.check_arrays import CheckPlan, Counts, Outcome

DUE, ANSWERED, PASSED_CHECKS, ATTEMPTS, ASLEEP, HELD = 5, 6, 7, 8, 9, 10
OWN_COMPARED, OWN_NO_MATCH, OTHER_COMPARED, OTHER_PASSED, IN_A_ROW = 11, 12, 13, 14, 15
"""Places in the tally of a person; 0 to 4 are failed checks by cause."""
PLACES = 16
"""Length of a tally."""


@njit(cache=True, nogil=True, inline="always")
def count(tally: NDArray[np.int64], plan: CheckPlan, due_h: float, face: int, outcome: Outcome) -> None:
    """Count one check.

    Parameters
    ----------
    tally : ndarray of int64, shape (16,)
        The person's; added to.
    plan : CheckPlan
        From when pictures are still held.
    due_h : float
        When the check was due [hour].
    face : int
        Whose face was shown.
    outcome : Outcome
        How the check ended.
    """
    tally[DUE] += 1
    tally[ATTEMPTS] += outcome.attempts
    tally[ASLEEP] += outcome.woken
    tally[PASSED_CHECKS if outcome.result == PASSED else outcome.result] += 1
    if 0 <= outcome.result <= MISSED:
        tally[IN_A_ROW] += 1
    else:
        tally[ANSWERED] += 1
        tally[IN_A_ROW] = 0
        held_from_h = plan.held_passed_from_h if outcome.result == PASSED else plan.held_failed_from_h
        if due_h >= held_from_h:
            tally[HELD] += outcome.captured
        if face == OWN_FACE:
            tally[OWN_COMPARED] += outcome.compared
            tally[OWN_NO_MATCH] += outcome.result == NO_MATCH
        else:
            tally[OTHER_COMPARED] += outcome.compared
            tally[OTHER_PASSED] += outcome.compared and outcome.result == PASSED


@njit(cache=True, nogil=True, inline="always")
def count_quiet(tally: NDArray[np.int64], plan: CheckPlan, passes: int, held: int) -> None:
    """Count the checks of one person that passed quietly.

    Parameters
    ----------
    tally : ndarray of int64, shape (16,)
        The person's; added to.
    plan : CheckPlan
        Whether anything was compared.
    passes, held : int
        Checks, and those whose picture is still held at the end [count].
    """
    for place in (DUE, ANSWERED, PASSED_CHECKS, ATTEMPTS):
        tally[place] += passes
    if plan.recognises:
        tally[OWN_COMPARED] += passes
        tally[HELD] += held


@njit(cache=True, nogil=True, inline="always")
def is_worth_alert(tally: NDArray[np.int64], plan: CheckPlan, outcome: Outcome) -> bool:
    """Say whether a check failed in a way that may become an alert.

    Parameters
    ----------
    tally : ndarray of int64, shape (16,)
        With the present run of unanswered checks, which starts anew when it is worth an alert.
    plan : CheckPlan
        How many unanswered checks in a row are worth one.
    outcome : Outcome
        How the check ended.

    Returns
    -------
    bool
        False for a check that passed, and for an unanswered one too few.
    """
    unanswered = 0 <= outcome.result <= MISSED
    enough = tally[IN_A_ROW] >= plan.missed_in_a_row
    if unanswered and enough:
        tally[IN_A_ROW] = 0
    return outcome.result > MISSED or (unanswered and enough)


@njit(cache=True, nogil=True)
def write_tally(counts: Counts, row: int, tally: NDArray[np.int64]) -> None:
    """Add one person's tally to the counts of the shard.

    Parameters
    ----------
    counts : Counts
        Added to.
    row : int
        Position of the person.
    tally : ndarray of int64, shape (16,)
        The person's.
    """
    for cause in range(counts.failed.shape[1]):
        counts.failed[row, cause] += tally[cause]
    counts.checks_due[row] += tally[DUE]
    counts.checks_answered[row] += tally[ANSWERED]
    counts.checks_passed[row] += tally[PASSED_CHECKS]
    counts.attempts[row] += tally[ATTEMPTS]
    counts.prompts_asleep[row] += tally[ASLEEP]
    counts.photographs_held[row] += tally[HELD]
    counts.own_compared[row] += tally[OWN_COMPARED]
    counts.own_no_match[row] += tally[OWN_NO_MATCH]
    counts.other_compared[row] += tally[OTHER_COMPARED]
    counts.other_passed[row] += tally[OTHER_PASSED]
    counts.unanswered_in_a_row[row] = tally[IN_A_ROW]
