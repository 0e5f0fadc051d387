"""The median of one figure a person, with an interval that holds whatever the figures are spread like."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import bdtr

from custodes.measures.answer import GroupAnswer

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF: Final = 0.5


def median_rank(people: int, level: float) -> int:
    """Find how far from either end the ends of the interval of a median may lie.

    Parameters
    ----------
    people : int
        Number of people [count].
    level : float
        Confidence level, which is never fallen short of [ratio].

    Returns
    -------
    int
        Largest r for which the r-th smallest and r-th largest figure hold the median at this level: ``P(X < r) <= (1 -
        level) / 2`` for X binomial with chance one half (the sign test); 0 when there is none.
    """
    below = bdtr(np.arange(people // 2), people, HALF)
    return int(np.searchsorted(below, (1 - level) / 2, side="right"))


def least_people(level: float) -> int:
    """Compute the fewest people of whom a median has an interval.

    Parameters
    ----------
    level : float
        Confidence level [ratio].

    Returns
    -------
    int
        ``ceil(1 - log2(1 - level))``: 6 at 0.95 [person].
    """
    return math.ceil(1 - math.log2(1 - level))


def person_median(figures: NDArray[np.float64], level: float, beyond: str) -> GroupAnswer:
    """Estimate the median of one figure a person.

    Parameters
    ----------
    figures : ndarray, shape (people,)
        Figure of each; infinite where it is larger than can be said.
    level : float
        Confidence level [ratio].
    beyond : str
        What to say when the median, or the upper end, is infinite.

    Returns
    -------
    GroupAnswer
        The median in the unit of `figures`, or why it cannot be told.
    """
    people = len(figures)
    rank = median_rank(people, level)
    if rank < 1:
        why = f"only {people} people have a figure, and {least_people(level)} are needed for a median"
        return GroupAnswer(None, None, None, people, why, touched=people)
    ordered = np.sort(figures)
    high = float(ordered[people - rank])
    if not math.isfinite(high):
        return GroupAnswer(None, None, None, people, beyond, touched=people)
    middle = float(ordered[(people - 1) // 2] + ordered[people // 2]) / 2
    return GroupAnswer(middle, float(ordered[rank - 1]), high, people, touched=people)
