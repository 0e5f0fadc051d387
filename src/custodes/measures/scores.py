"""Recognition from scores: how often the right person is refused, how often another passes, and at which threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Answer, Span, cannot_tell
from custodes.measures.finding import Found
from custodes.measures.intervals import normal_quantile, wilson
from custodes.measures.proportion import share
from custodes.measures.sums import sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.score_sets import Scores

AT_FMR: Final = {"1e-3": 1e-3, "1e-4": 1e-4, "1e-5": 1e-5, "1e-6": 1e-6}
"""False match rates at which the false non-match rate is given, by name [ratio]."""

POINTS: Final = 1000
"""Points of a DET table."""

NO_THRESHOLD: Final = "no threshold is stated, or it changed: give the one in force"
NONE_MATED: Final = "there is no mated score"
NONE_OTHER: Final = "there is no non-mated score"


def ask_scores(
    scores: Scores, *, threshold: float | None = None, level: float = 0.95, resamples: int = 200, seed: int = 0
) -> Found:
    """Answer both sides of recognition, each on its own.

    A comparison is accepted when its score is at least the threshold t: ``FNMR(t)`` is the share of mated scores below
    t, ``FMR(t)`` the share of non-mated scores at or above it (ISO/IEC 19795-1).

    Parameters
    ----------
    scores : Scores
        The scores.
    threshold : float, optional
        The threshold in force; without it the one that the records state, if they state one only [1].
    level : float
        Confidence level of the intervals [ratio].
    resamples, seed : int
        Kept for intervals that are resampled; those given here have formulas.

    Returns
    -------
    Found
        ``eer``, ``fmr``, ``fnmr``, ``fta`` and ``fnmr_at_fmr.*`` [ratio], and the table ``det``.
    """
    del resamples, seed
    mated, other = np.sort(scores.mated), np.sort(scores.other)
    at = scores.stated_threshold if threshold is None else threshold
    found = {
        "eer": _eer(mated, other, level),
        "fnmr": _fnmr(scores, at, level),
        "fmr": _fmr(other, at, level),
        "fta": _fta(scores, level),
        **{f"fnmr_at_fmr.{name}": _at_fmr(mated, other, most, level) for name, most in AT_FMR.items()},
    }
    return Found(found, tables={"det": det(mated, other) if len(mated) and len(other) else []})


def _untold(why: str, level: float) -> Answer:
    return cannot_tell(why, unit="share", level=level)


def _eer(mated: NDArray[np.float64], other: NDArray[np.float64], level: float) -> Answer:
    if not len(mated) or not len(other):
        return _untold(NONE_OTHER if len(mated) else NONE_MATED, level)
    return Answer(equal_error_rate(mated, other), None, None, "share", 0, level)


def equal_error_rate(mated: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Find where both errors are nearest to each other.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores [1].

    Returns
    -------
    float
        ``(FMR + FNMR) / 2`` at the threshold among the scores that makes ``|FMR - FNMR|`` least [ratio].
    """
    low, high = 0, len(mated) + len(other)
    thresholds = np.concatenate([mated, other])
    thresholds.sort()
    # FNMR - FMR never falls as the threshold rises, so its change of sign can be halved in on.
    while low < high:
        middle = (low + high) // 2
        fmr, fnmr = rates_at(mated, other, float(thresholds[middle]))
        low, high = (low, middle) if fnmr >= fmr else (middle + 1, high)
    near = [float(thresholds[i]) for i in (low - 1, low) if 0 <= i < len(thresholds)]
    pairs = [rates_at(mated, other, each) for each in near]
    fmr, fnmr = min(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    return (fmr + fnmr) / 2


def rates_at(mated: NDArray[np.float64], other: NDArray[np.float64], threshold: float) -> tuple[float, float]:
    """Count both errors at one threshold.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores [1].
    threshold : float
        Scores from it on are accepted [1].

    Returns
    -------
    tuple of float
        FMR and FNMR [ratio].
    """
    passed = len(other) - int(np.searchsorted(other, threshold, side="left"))
    return passed / len(other), int(np.searchsorted(mated, threshold, side="left")) / len(mated)


def _fnmr(scores: Scores, at: float, level: float) -> Answer:
    if not len(scores.mated):
        return _untold(NONE_MATED, level)
    if np.isnan(at):
        return _untold(NO_THRESHOLD, level)
    refused = scores.mated < at
    if scores.person is None:
        return _at_best(int(refused.sum()), len(refused), level)
    return _by_person(np.bincount(scores.person, weights=refused), np.bincount(scores.person), level)


def _fta(scores: Scores, level: float) -> Answer:
    if scores.attempts is None or scores.not_acquired is None or not scores.attempts.sum():
        return _untold("the records do not say how often no usable picture was taken", level)
    if scores.person is None:
        return _at_best(int(scores.not_acquired.sum()), int(scores.attempts.sum()), level)
    return _by_person(scores.not_acquired, scores.attempts, level)


def _by_person(events: NDArray[Any], chances: NDArray[Any], level: float) -> Answer:
    (of,) = sums(events, chances, np.ones((len(events), 1)))
    told = share(of, level)
    return Answer(told.value, told.low, told.high, "share", told.people, level, cannot_tell=told.cannot_tell)


def _at_best(events: int, chances: int, level: float) -> Answer:
    """Give a share without an interval, and beside it the narrowest that there can be."""
    low, high = wilson(events / chances, chances, normal_quantile(level))
    return Answer(events / chances, None, None, "share", 0, level, at_best=Span(low, high))


def _fmr(other: NDArray[np.float64], at: float, level: float) -> Answer:
    if not len(other):
        return _untold(NONE_OTHER, level)
    if np.isnan(at):
        return _untold(NO_THRESHOLD, level)
    return _at_best(len(other) - int(np.searchsorted(other, at, side="left")), len(other), level)


def _at_fmr(mated: NDArray[np.float64], other: NDArray[np.float64], most: float, level: float) -> Answer:
    """Give FNMR at the smallest threshold among the non-mated scores, or just above them, with FMR at most `most`."""
    if not len(mated):
        return _untold(NONE_MATED, level)
    allowed = int(np.floor(most * len(other) * (1 + 1e-12)))
    if allowed < 1:
        why = f"{len(other):,} non-mated scores are too few: {round(1 / most):,} are needed to see one false match"
        return _untold(why, level)
    # One score more than may pass lies below the threshold; with ties, all of them do.
    below = other[len(other) - allowed - 1] if allowed < len(other) else -np.inf
    refused = int(np.searchsorted(mated, below, side="right"))
    return Answer(refused / len(mated), None, None, "share", 0, level)


def det(mated: NDArray[np.float64], other: NDArray[np.float64], points: int = POINTS) -> list[dict[str, Any]]:
    """Lay out both errors over thresholds.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores [1].
    points : int
        Number of thresholds [count].

    Returns
    -------
    list of dict
        ``threshold``, ``fmr`` and ``fnmr``, thresholds even between the least and the greatest score.
    """
    ends = min(mated[0], other[0]), max(mated[-1], other[-1])
    thresholds = np.linspace(*ends, points)
    fmr = 1 - np.searchsorted(other, thresholds, side="left") / len(other)
    fnmr = np.searchsorted(mated, thresholds, side="left") / len(mated)
    rows = zip(thresholds.tolist(), fmr.tolist(), fnmr.tolist(), strict=True)
    return [{"threshold": t, "fmr": a, "fnmr": b} for t, a, b in rows]
