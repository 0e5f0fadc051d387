"""The difference of two schemes in one world, person by person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from custodes.measures.intervals import none_seen_at_most, normal_quantile, student_quantile

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer

LEAST_CARRIED: Final = 2.0
"""Fewest people, in effect, on whom Student's quantile of a difference is taken: below it one degree of freedom."""

ROUNDING: Final = 1e-12
"""Part of an answer below which what a person adds is rounding [ratio]."""


class Pair(NamedTuple):
    """One answer of two schemes in one world.

    Attributes
    ----------
    value : float or None
        Second less first [`unit`]; None when one of them cannot tell.
    low, high : float or None
        What a finite number of people leaves open of the difference.
    variance : float
        Variance of the difference over people, taken in pairs.
    apart : float
        The same if the two had been run on different people.
    """

    value: float | None
    low: float | None
    high: float | None
    variance: float
    apart: float


UNTOLD: Final = Pair(None, None, None, 0.0, 0.0)


def pairs(
    first: Mapping[str, Answer], second: Mapping[str, Answer], *, alike: bool, same: Container[str] = ()
) -> dict[str, Pair]:
    """Subtract the answers of one scheme from those of another, on the same people in the same world.

    Where an answer is a sum over people, the difference is a sum over people of what each adds to the second less what
    each adds to the first, and so is its variance. Elsewhere, and where nobody adds anything to either because what is
    counted happened to nobody or to everybody, the two answers' own reaches are added as if they were of different
    people (the square-and-add of Newcombe, Statistics in Medicine 17, 873-890, 1998): too wide where the people are
    the same, and not too narrow.

    Parameters
    ----------
    first, second : mapping of str to Answer
        By id, with what people add kept.
    alike : bool
        Whether the two left the very same records; every difference is then nothing.
    same : container of str
        Ids of answers that come from the very same rows of both; their differences are nothing.

    Returns
    -------
    dict of str to Pair
        For every id of `first`.
    """
    return {key: _pair(answer, second.get(key), alike=alike or key in same) for key, answer in first.items()}


def _pair(a: Answer, b: Answer | None, *, alike: bool) -> Pair:
    if b is None or a.value is None or b.value is None:
        return UNTOLD
    difference = b.value - a.value
    if a.added is not None and b.added is not None and a.added.shape == b.added.shape and (_varies(a) or _varies(b)):
        people = len(a.added)
        squares = np.square(b.added - a.added)
        more = people / (people - 1) if people > 1 else 1.0
        variance = float(squares.sum()) * more
        apart = float((np.square(a.added) + np.square(b.added)).sum()) * more
        if alike:
            return Pair(0.0, 0.0, 0.0, 0.0, apart)
        reach = reach_of(squares, a.level) * math.sqrt(variance)
        if variance == 0.0:
            # Nobody differs, but with other people somebody might, by as much as anybody adds to either.
            most = people * float(max(np.abs(a.added).max(), np.abs(b.added).max()))
            reach = none_seen_at_most(people, a.level) * most
            variance = (reach / normal_quantile(a.level)) ** 2
        return Pair(difference, difference - reach, difference + reach, variance, apart)
    down, up = _reach(b.value, b.low, a.high, a.value), _reach(b.high, b.value, a.value, a.low)
    z = normal_quantile(a.level)
    apart = ((down + up) / 2 / z) ** 2
    if alike:
        return Pair(0.0, 0.0, 0.0, 0.0, apart)
    return Pair(difference, difference - down, difference + up, apart, apart)


def _varies(answer: Answer) -> bool:
    """Tell whether people add different things to an answer; if none does, rounding is all that is left."""
    if answer.added is None or answer.value is None or not answer.added.size:
        return False
    return float(np.abs(answer.added).max()) > ROUNDING * abs(answer.value)


def reach_of(squares: NDArray[Any], level: float) -> float:
    """Give Student's quantile on the people who in effect carry a difference.

    Parameters
    ----------
    squares : ndarray, shape (people,)
        Square of what each person adds to it.
    level : float
        Confidence level [ratio].

    Returns
    -------
    float
        Standard errors to either side.
    """
    every, fourth = float(squares.sum()), float(np.square(squares).sum())
    carried = every * every / fourth if fourth > 0 else math.inf
    return student_quantile(level, max(carried, LEAST_CARRIED)) if math.isfinite(carried) else normal_quantile(level)


def _reach(top: float | None, bottom: float | None, above: float | None, below: float | None) -> float:
    """Add two reaches by their squares; an answer without an interval reaches nowhere."""
    own = 0.0 if top is None or bottom is None else top - bottom
    other = 0.0 if above is None or below is None else above - below
    return math.hypot(own, other)
