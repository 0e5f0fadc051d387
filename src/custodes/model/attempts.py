"""One answered face check: up to k attempts, each captured, found live and compared, depending on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numba import njit

from custodes.people import purposes
from custodes.people.draws import draw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PASSED = -1
NOT_CAPTURED = 2
NOT_LIVE = 3
NO_MATCH = 4
"""Outcomes; the failures are indices into `custodes.records.tables.CAUSES`."""

OWN_FACE = 0
OTHER_FACE = 1
PICTURE = 2
"""Whose face is shown: the wearer's own, somebody else's, or a picture of the wearer."""

SLOTS_A_CHECK = 64
"""More attempts than any check allows; keeps the draws of different checks apart."""


class Recognition(NamedTuple):
    """The recognition stages of one instrument, as plain numbers.

    Attributes
    ----------
    attempts : int
        Tries in one check [count].
    false_match : float
        Chance that somebody else's face is taken for the wearer's (FMR) [ratio].
    attack_accepted : float
        Chance that a picture is taken for a live face (APCER) [ratio].
    day_rho, attempt_rho : float
        Correlation of outcomes within a day, and between the attempts of a check [ratio].
    """

    attempts: int
    false_match: float
    attack_accepted: float
    day_rho: float
    attempt_rho: float


@njit(cache=True, nogil=True, inline="always")
def urn(rate: float, rho: float, failures: float, trials: float) -> float:
    """Give the chance that the next trial fails, after some trials of which some failed.

    Parameters
    ----------
    rate : float
        Chance of failure before any trial [ratio].
    rho : float
        Correlation of any two trials, 0 <= rho < 1 [ratio].
    failures, trials : float
        What happened so far [count].

    Returns
    -------
    float
        (rate (1 - rho) + rho failures) / ((1 - rho) + rho trials) [ratio].

    Notes
    -----
    Polya's urn: outcomes drawn this way have exactly the beta-binomial distribution with mean `rate` and correlation
    `rho`, without drawing a beta variate.
    """
    if trials == 0.0:
        return rate
    return (rate * (1.0 - rho) + rho * failures) / ((1.0 - rho) + rho * trials)


@njit(cache=True, nogil=True, inline="always")
def nested_trial(
    rate: float,
    uniform: float,
    day_rho: float,
    attempt_rho: float,
    stage: int,
    urns: NDArray[np.float64],
) -> tuple[bool, float]:
    """Try once, within a check within a day; count the trial in both urns.

    With chance (1 - rho_a) / (1 - rho_a + rho_a j) the j-th further attempt of a check is a new draw from the day's
    urn; else it repeats one of the check's earlier outcomes. So the mean stays `rate`, and two attempts of one check
    have correlation 1 - (1 - rho_day)(1 - rho_attempt) within a person.

    Parameters
    ----------
    rate : float
        The person's own chance of failure [ratio].
    uniform : float
        One uniform number [ratio].
    day_rho, attempt_rho : float
        Correlation within the day and within the check [ratio].
    stage : int
        Row of the stage in `urns`.
    urns : ndarray, shape (4, 4)
        For each stage failures and trials of the day, then of the check [count]; changed.

    Returns
    -------
    failed : bool
        Whether the trial failed.
    left : float
        What is left of the uniform number: its rank among the numbers with the same outcome [ratio].
    """
    of_day = urn(rate, day_rho, urns[stage, 0], urns[stage, 1])
    new = urn(1.0, attempt_rho, 0.0, urns[stage, 3])
    fails = urn(of_day, attempt_rho, urns[stage, 2], urns[stage, 3])
    failed = uniform < fails
    from_day = uniform < new * of_day if failed else uniform < fails + new * (1.0 - of_day)
    if from_day:
        urns[stage, 1] += 1.0
        if failed:
            urns[stage, 0] += 1.0
    urns[stage, 3] += 1.0
    if failed:
        urns[stage, 2] += 1.0
    return failed, uniform / fails if failed else (uniform - fails) / (1.0 - fails)


@njit(cache=True, nogil=True, inline="always")
def plain_trial(rate: float, uniform: float) -> tuple[bool, float]:
    """Try once, independently of anything else.

    Parameters
    ----------
    rate : float
        Chance of failure [ratio].
    uniform : float
        One uniform number [ratio].

    Returns
    -------
    failed : bool
        Whether the trial failed.
    left : float
        What is left of the uniform number [ratio].
    """
    if uniform < rate:
        return True, uniform / rate
    return False, (uniform - rate) / (1.0 - rate)


@njit(cache=True, nogil=True, inline="always")
def make_attempts(
    seed: int,
    person: int,
    purpose_step: int,
    day: int,
    slot: int,
    face: int,
    first: float,
    rates: tuple[float, float, float],
    recognition: Recognition,
    urns: NDArray[np.float64],
) -> tuple[int, int, int, bool, float]:
    """Try a check until it passes or its attempts are used up.

    Parameters
    ----------
    seed, person, purpose_step, day, slot : int
        Address of the draws.
    face : int
        `OWN_FACE`, `OTHER_FACE` or `PICTURE`.
    first : float
        One uniform number for all stages of the first attempt [ratio]; later attempts draw their own.
    rates : tuple of float
        The wearer's own FTA, BPCER and FNMR [ratio].
    recognition : Recognition
        The instrument's stages.
    urns : ndarray, shape (4, 4)
        For each stage failures and trials of the day, then of the check [count]; changed.

    Returns
    -------
    outcome : int
        `PASSED`, or the cause of the failure that got furthest: a picture that was compared counts as not matched even
        if a later attempt took none.
    attempts : int
        Attempts made [count].
    captured : int
        Attempts that took a picture [count].
    compared : bool
        Whether any attempt was compared.
    likeness : float
        How alike the last picture that got so far was found: the rank of its score among the wearer's [ratio].
    """
    for stage in range(3):
        urns[stage, 2] = 0.0
        urns[stage, 3] = 0.0
    outcome, captured, compared, likeness = NOT_CAPTURED, 0, False, 0.5
    day_rho, attempt_rho = recognition.day_rho, recognition.attempt_rho
    words = (first, first, first, first)
    for attempt in range(recognition.attempts):
        if attempt > 0:
            words = draw(seed, person, purposes.ATTEMPT + purpose_step, day, slot * SLOTS_A_CHECK + attempt)
        failed, left = nested_trial(rates[0], words[0], day_rho, attempt_rho, 0, urns)
        if failed:
            continue
        captured += 1
        uniform = words[1] if attempt > 0 else left
        if face == PICTURE:
            failed, left = plain_trial(1.0 - recognition.attack_accepted, uniform)
        else:
            failed, left = nested_trial(rates[1], uniform, day_rho, attempt_rho, 1, urns)
        uniform = words[2] if attempt > 0 else left
        if failed:
            if outcome <= NOT_LIVE:
                outcome, likeness = NOT_LIVE, uniform
            continue
        compared = True
        if face == OTHER_FACE:
            failed, _ = plain_trial(1.0 - recognition.false_match, uniform)
            likeness = uniform
        else:
            failed, left = nested_trial(rates[2], uniform, day_rho, attempt_rho, 2, urns)
            likeness = rates[2] * left if failed else left
        if not failed:
            return PASSED, attempt + 1, captured, compared, likeness
        outcome = NO_MATCH
    return outcome, recognition.attempts, captured, compared, likeness
