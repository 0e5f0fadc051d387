"""A quantile of cases, such as the wait that only one case in twenty exceeds, with people as the unit."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import LEAST_BEARING, student_quantile, wilson
from custodes.measures.sums import few_carry, would_do

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_PEOPLE: Final = 80
"""Fewest people with cases of whom a quantile is told."""

COMFORTABLE_PEOPLE: Final = 93
"""Mean number of people with cases of whom nine samples in ten hold `LEAST_PEOPLE` (as chance would have it)."""


def _at(ordered: NDArray[np.float64], part: float) -> float:
    """Read the smallest value that at least this part of the cases do not exceed."""
    position = math.ceil(part * len(ordered) - 1e-9) - 1
    return float(ordered[min(max(position, 0), len(ordered) - 1)])


def case_quantile(
    ordered: NDArray[np.float64],
    rows: NDArray[np.int64],
    part: float,
    level: float,
    on_scheme: float | None = None,
) -> GroupAnswer:
    """Estimate a quantile of cases.

    Woodruff's interval: Wilson's by-person interval of the share of cases ranked above the quantile, with Student's
    quantile as in `custodes.measures.mean.case_mean`, read back through the observed distribution. Cases that equal
    the quantile count in part, so that their order does not matter. Under 80 people, or with fewer than 3 who carry
    the cases above it, or where the upper end would lie beyond the longest case, it cannot be told.

    Parameters
    ----------
    ordered : ndarray, shape (cases,)
        Value of each case, ascending; at least one.
    rows : ndarray, shape (cases,)
        Position of each case's person.
    part : float
        Which quantile, above 0 and below 1 [ratio].
    level : float
        Confidence level [ratio].
    on_scheme : float, optional
        People on the scheme at any one time, to say how many would be needed; without it those looked at.

    Returns
    -------
    GroupAnswer
        The quantile in the unit of `ordered`, or why it cannot be told.
    """
    told = _estimate(ordered, rows, part, level, on_scheme)
    # The quantile is one of the cases that lie at or beyond it.
    return replace(told, touched=len(np.unique(rows[ordered >= _at(ordered, part)])))


def _estimate(
    ordered: NDArray[np.float64], rows: NDArray[np.int64], part: float, level: float, on_scheme: float | None
) -> GroupAnswer:
    cases = np.bincount(rows).astype(np.float64)
    number, people = float(len(ordered)), int(np.count_nonzero(cases))
    if people < LEAST_PEOPLE:
        would = would_do(people if on_scheme is None else on_scheme, COMFORTABLE_PEOPLE / people)
        why = f"only {people} people had a case, and {LEAST_PEOPLE} are needed for a wait that few exceed; {would}"
        return GroupAnswer(None, None, None, people, why)
    value = _at(ordered, part)
    if ordered[0] == ordered[-1]:
        return GroupAnswer(value, value, value, people)
    over = np.bincount(rows, weights=ordered > value, minlength=len(cases))
    ties = np.bincount(rows, weights=ordered == value, minlength=len(cases))
    above = over + ties * ((1 - part) * number - over.sum()) / ties.sum()
    beyond = float(above.sum()) / number
    off = (above - beyond * cases) ** 2
    carried = min(float(above.sum() ** 2 / np.square(above).sum()), float(off.sum() ** 2 / np.square(off).sum()))
    if carried < LEAST_BEARING:
        return GroupAnswer(None, None, None, people, few_carry(people, carried, on_scheme))
    spread = float(off.sum()) / number**2 * people / (people - 1)
    low, high = wilson(beyond, beyond * (1 - beyond) / spread, student_quantile(level, carried))
    if low * number < 1:
        return GroupAnswer(None, None, None, people, "its upper end lies beyond the longest case seen")
    return GroupAnswer(value, _at(ordered, 1 - high), _at(ordered, 1 - low), people)
