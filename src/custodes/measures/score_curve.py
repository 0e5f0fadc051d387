"""Both errors of recognition over thresholds, from sorted scores: exact counts, no object a score.

A comparison is accepted when its score is at least the threshold t. ``FNMR(t)`` is the share of mated scores below t,
``FMR(t)`` the share of non-mated scores at or above it (ISO/IEC 19795-1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sorted = NDArray[np.float64]

POINTS: Final = 1000
"""Points of a DET table."""

ROUNDING: Final = 1e-9
"""So little less than a whole number of scores counts as that number."""


class Point(NamedTuple):
    """Both errors at one threshold.

    Attributes
    ----------
    threshold : float
        Scores from it on are accepted [1].
    fmr, fnmr : float
        The errors [ratio].
    """

    threshold: float
    fmr: float
    fnmr: float


def rates_at(mated: Sorted, other: Sorted, threshold: float) -> Point:
    """Count both errors at one threshold.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores, at least one of each [1].
    threshold : float
        Scores from it on are accepted [1].

    Returns
    -------
    Point
        FMR and FNMR there.
    """
    passed = len(other) - int(np.searchsorted(other, threshold, side="left"))
    return Point(threshold, passed / len(other), int(np.searchsorted(mated, threshold, side="left")) / len(mated))


def _first_crossing(mated: Sorted, other: Sorted, among: Sorted) -> int:
    """Find the first of these scores at which FNMR is no longer below FMR."""
    low, high = 0, len(among)
    while low < high:
        middle = (low + high) // 2
        point = rates_at(mated, other, float(among[middle]))
        low, high = (low, middle) if point.fnmr >= point.fmr else (middle + 1, high)
    return low


def equal_error(mated: Sorted, other: Sorted) -> Point:
    """Find where both errors are nearest to each other.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores, at least one of each [1].

    Returns
    -------
    Point
        At the threshold among the scores (or just above the greatest) that makes ``|FMR - FNMR|`` least; the lower one
        of two that are as good. The equal error rate is the mean of both errors there.
    """
    # FNMR - FMR never falls as the threshold rises, so its change of sign can be halved in on, in each file alone.
    cut = [(among, _first_crossing(mated, other, among)) for among in (mated, other)]
    above = [float(among[at]) for among, at in cut if at < len(among)]
    below = [float(among[at - 1]) for among, at in cut if at > 0]
    greatest = float(max(mated[-1], other[-1]))
    near = [max(below)] if below else []
    near.append(min(above) if above else float(np.nextafter(greatest, np.inf)))
    return min((rates_at(mated, other, each) for each in near), key=lambda point: abs(point.fmr - point.fnmr))


def threshold_for(other: Sorted, most: float) -> float:
    """Find the smallest threshold at which FMR is at most so much.

    Parameters
    ----------
    other : ndarray of float64, sorted
        Non-mated scores, at least one [1].
    most : float
        The largest FMR allowed [ratio].

    Returns
    -------
    float
        The number next above the greatest non-mated score that must not pass; minus infinity when all may [1].
    """
    allowed = int(np.floor(most * len(other) + ROUNDING))
    if allowed >= len(other):
        return -np.inf
    # With ties, all of them stay below.
    return float(np.nextafter(other[len(other) - allowed - 1], np.inf))


def det(mated: Sorted, other: Sorted, points: int = POINTS) -> tuple[Sorted, Sorted, Sorted]:
    """Lay out both errors over thresholds.

    A third of the thresholds are where FMR passes evenly spaced points of a logarithmic scale, a third the same for
    FNMR, so that both tails are seen; the rest are even between the least and the greatest score. The first threshold
    accepts everything, the last nothing.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores, at least one of each [1].
    points : int
        Number of thresholds, at least 6 [count].

    Returns
    -------
    tuple of ndarray, shape (points,)
        Thresholds, never falling [1], FMR and FNMR [ratio].
    """
    least, greatest = min(mated[0], other[0]), max(mated[-1], other[-1])
    part = (points - 1) // 3
    steps = [np.rint(np.geomspace(1, len(side), part)).astype(np.int64) for side in (other, mated)]
    even = np.linspace(least, greatest, points - 1 - 2 * part)
    thresholds = np.concatenate(
        [other[len(other) - steps[0]], mated[steps[1] - 1], even, [np.nextafter(greatest, np.inf)]]
    )
    thresholds.sort()
    fmr = (len(other) - np.searchsorted(other, thresholds, side="left")) / len(other)
    return thresholds, fmr, np.searchsorted(mated, thresholds, side="left") / len(mated)
