"""Figures at a threshold that the scores themselves set: the equal error rate, and FNMR where FMR is so much.

Such a threshold moves with the sample, and the error read there moves with it. To first order the error changes by that
of FNMR at a fixed threshold plus s times that of FMR, s being how steeply FNMR falls as FMR grows. Both are sums over
people, mated scores of one and non-mated scores of two, so one person's part in both is added up before it is squared.
How often the interval holds the truth stands in ``docs/methods/recognition.md``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import GroupAnswer, Span
from custodes.measures.intervals import (
    LEAST_BEARING,
    none_seen_at_most,
    normal_quantile,
    student_quantile,
    wilson,
)
from custodes.measures.score_curve import equal_error, rates_at, threshold_for
from custodes.measures.score_pairs import (
    COMPARED,
    dyadic_squares,
    independent_pairs,
    pair_bearing,
    pair_variance,
)
from custodes.measures.sums import carried_by, few_carry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.score_curve import Point
    from custodes.measures.score_pairs import Pairs
    from custodes.measures.score_sets import Scores

REACH: Final = 1.5
"""Standard errors of FMR to each side over which the slope is read: where the threshold may lie."""


ALL_ALIKE: Final = (
    "at this threshold one error is the same for everybody and the other does not move it, so nothing shows how far it "
    "would be another with other people"
)


@dataclass(frozen=True)
class Sides:
    """Both files of scores, sorted, and whose they are.

    Attributes
    ----------
    mated, other : ndarray of float64, sorted
        Scores [1].
    scores : Scores
        The same as they stand in the records.
    pairs : Pairs or None
        The pairs of people of the non-mated scores; None when the records do not say whose all scores are.
    """

    mated: NDArray[np.float64]
    other: NDArray[np.float64]
    scores: Scores
    pairs: Pairs | None

    @property
    def people(self) -> int:
        """People in any comparison [person]."""
        person, pairs = self.scores.person, self.pairs
        if person is None or pairs is None:
            return 0
        some = np.bincount(person, minlength=self.scores.people) + pairs.per_person(pairs.compared)
        return int(np.count_nonzero(some))


@dataclass(frozen=True)
class Crossing:
    """A figure at a threshold that the scores set.

    Attributes
    ----------
    value : float
        The figure [ratio].
    point : Point
        Threshold and both errors there.
    equal : bool
        Whether it is the equal error rate, the mean of both errors; else FNMR.
    """

    value: float
    point: Point
    equal: bool


def equal_error_rate(mated: NDArray[np.float64], other: NDArray[np.float64]) -> Crossing:
    """Find the equal error rate.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores, at least one of each [1].

    Returns
    -------
    Crossing
        ``(FMR + FNMR) / 2`` where they are nearest to each other.
    """
    point = equal_error(mated, other)
    return Crossing((point.fmr + point.fnmr) / 2, point, equal=True)


def fnmr_at_fmr(mated: NDArray[np.float64], other: NDArray[np.float64], most: float) -> Crossing:
    """Find FNMR at the smallest threshold with FMR at most so much.

    Parameters
    ----------
    mated, other : ndarray of float64, sorted
        Scores, at least one of each [1].
    most : float
        The largest FMR allowed [ratio].

    Returns
    -------
    Crossing
        FNMR there.
    """
    point = rates_at(mated, other, threshold_for(other, most))
    return Crossing(point.fnmr, point, equal=False)


def steepness(sides: Sides, point: Point, error: float) -> float:
    """Read how steeply FNMR falls as FMR grows, around a threshold.

    Parameters
    ----------
    sides : Sides
        The scores.
    point : Point
        The threshold.
    error : float
        Standard error of FMR [ratio].

    Returns
    -------
    float
        Slope of the chord over `REACH` standard errors to each side, at least one non-mated score.
    """
    other = sides.other
    passed, window = round(point.fmr * len(other)), max(1, round(REACH * error * len(other)))
    ends = []
    for count in (min(passed + window, len(other)), max(passed - window, 0)):
        at = float(other[len(other) - count]) if count else float(np.nextafter(other[-1], np.inf))
        ends.append(rates_at(sides.mated, other, at))
    loose, strict = ends
    return max(strict.fnmr - loose.fnmr, 0.0) / (loose.fmr - strict.fmr) if loose.fmr > strict.fmr else 0.0


def _independent(sides: Sides, point: Point, slope: float) -> float:
    """Give the variance of FNMR plus `slope` times FMR if every comparison were of other people."""
    of_mated = point.fnmr * (1 - point.fnmr) / len(sides.mated)
    return of_mated + slope**2 * point.fmr * (1 - point.fmr) / len(sides.other)


def _freedom(parts: tuple[float, float], carried: tuple[float, float]) -> float:
    """Join degrees of freedom by Satterthwaite's rule; where people do not differ, the fewer of both files."""
    if sum(parts) <= 0:
        return min(carried) - 1
    return sum(parts) ** 2 / sum(part**2 / (each - 1) for part, each in zip(parts, carried, strict=True))


def crossing_at_best(sides: Sides, found: Crossing, level: float) -> Span:
    """Give the interval if every comparison were of other people.

    Parameters
    ----------
    sides : Sides
        The scores.
    found : Crossing
        The figure.
    level : float
        Confidence level [ratio].

    Returns
    -------
    Span
        Wilson's on as many comparisons as both files are worth; one-sided from 0 where no error was seen [ratio].
    """
    point = found.point
    slope = steepness(sides, point, math.sqrt(point.fmr * (1 - point.fmr) / len(sides.other)))
    variance = _independent(sides, point, slope) / ((1 + slope) ** 2 if found.equal else 1.0)
    if found.value in {0.0, 1.0} or variance == 0:
        least = min(len(sides.mated), len(sides.other)) if found.equal else len(sides.mated)
        limit = none_seen_at_most(least, level)
        return Span(0.0, limit) if found.value < 1 else Span(1 - limit, 1.0)
    return Span(*wilson(found.value, found.value * (1 - found.value) / variance, normal_quantile(level)))


def crossing_interval(sides: Sides, found: Crossing, level: float) -> GroupAnswer:
    """Estimate a figure at a threshold that the scores set, with people as the unit.

    Wilson's interval on ``v (1 - v) / variance`` comparisons, the variance that of each person's part in FNMR plus s
    times that in FMR (over ``(1 + s)^2`` for the equal error rate), less what pairs count twice. Student's quantile has
    as many degrees of freedom as the two files carry, weighed by their part in the variance (Satterthwaite). With fewer
    than 3 people in effect who carry errors of either file it cannot be told.

    Parameters
    ----------
    sides : Sides
        The scores, with the people of all of them.
    found : Crossing
        The figure.
    level : float
        Confidence level [ratio].

    Returns
    -------
    GroupAnswer
        The figure [ratio], or why it cannot be told.
    """
    person, pairs, point = sides.scores.person, sides.pairs, found.point
    assert person is not None  # noqa: S101 - the caller asked
    assert pairs is not None  # noqa: S101
    number, people = sides.scores.people, sides.people
    compared = np.bincount(person, minlength=number).astype(np.float64)
    refused = np.bincount(person[sides.scores.mated < point.threshold], minlength=number).astype(np.float64)
    passed = pairs.counted(sides.scores.other >= point.threshold)
    if found.value in {0.0, 1.0}:
        with_mated = float(np.count_nonzero(compared))
        limit = none_seen_at_most(min(with_mated, independent_pairs(pairs)) if found.equal else with_mated, level)
        return GroupAnswer(found.value, *((0.0, limit) if found.value == 0.0 else (1 - limit, 1.0)), people)
    carried = carried_by(refused), pair_bearing(pairs, passed)
    if min(carried) < LEAST_BEARING:
        why = few_carry(people, max(min(carried), 1.0)).replace(*COMPARED)
        return GroupAnswer(None, None, None, people, why)
    slope = steepness(sides, point, math.sqrt(pair_variance(pairs, passed)))
    of_mated = (refused - point.fnmr * compared) / len(sides.mated)
    of_other = slope * (passed - point.fmr * pairs.compared) / len(sides.other)
    each = of_mated + pairs.per_person(of_other)
    squares = float(np.square(each).sum() - np.square(of_other).sum()) * people / (people - 1)
    variance = max(squares, _independent(sides, point, slope)) / ((1 + slope) ** 2 if found.equal else 1.0)
    if variance <= 0:
        return GroupAnswer(None, None, None, people, ALL_ALIKE)
    parts = float(np.square(of_mated).sum()), max(dyadic_squares(pairs, of_other), 0.0)
    reach = student_quantile(level, _freedom(parts, carried) + 1)
    low, high = wilson(found.value, found.value * (1 - found.value) / variance, reach)
    return GroupAnswer(found.value, low, high, people)
