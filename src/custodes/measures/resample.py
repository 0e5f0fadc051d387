"""Drawing people again, and shuffling their labels: from sums per person, never from rows.

A group's rate depends on its people only through what is summed up of each, so a resample of a million checks is a
resample of a few thousand numbers. People are first put in an order that depends on their figures alone, so that
neither their numbers nor their order in the records can change an interval.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

BLOCK: Final = 1 << 19
"""Largest number of drawn people held in memory at once."""


def in_order(amounts: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.intp]:
    """Find an order of people that depends only on their figures and groups.

    Parameters
    ----------
    amounts : ndarray, shape (amounts, people)
        What is summed up of each person.
    matrix : ndarray, shape (people, groups)
        1 where the person belongs to the group, else 0.

    Returns
    -------
    ndarray, shape (people,)
        Row numbers.
    """
    weights = 2.0 ** np.arange(matrix.shape[1])
    return np.asarray(np.lexsort((*amounts, matrix @ weights)))


def _blocks(resamples: int, people: int) -> Iterator[tuple[int, int]]:
    """Cut the resamples into blocks that fit in memory."""
    size = max(1, BLOCK // max(people, 1))
    for first in range(0, resamples, size):
        yield first, min(first + size, resamples)


def drawn_again(
    amounts: NDArray[np.float64], rows: NDArray[np.intp], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Sum up the figures of people drawn again with replacement from one group.

    Parameters
    ----------
    amounts : ndarray, shape (amounts, people)
        What is summed up of each person.
    rows : ndarray, shape (members,)
        The members of the group.
    stream : numpy.random.Generator
        The source of random numbers.
    resamples : int
        Number of resamples.

    Returns
    -------
    ndarray, shape (amounts, resamples)
        Sums over the people of each resample.
    """
    inside = np.ascontiguousarray(amounts[:, rows])
    count = len(rows)
    result = np.empty((len(amounts), resamples))
    for first, last in _blocks(resamples, count):
        chosen = stream.integers(0, count, size=(last - first, count), dtype=np.int32)
        for i, amount in enumerate(inside):
            result[i, first:last] = amount.take(chosen).sum(axis=1)
    return result


def shuffled(
    amounts: NDArray[np.float64], sizes: Sequence[Sequence[int]], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Sum up the figures of the groups when labels are shuffled over people.

    Parameters
    ----------
    amounts : ndarray, shape (amounts, people)
        What is summed up of each person.
    sizes : sequence of sequence of int
        For each attribute, how many people each of its groups has, all of the people in all.
    stream : numpy.random.Generator
        The source of random numbers.
    resamples : int
        Number of shufflings.

    Returns
    -------
    ndarray, shape (amounts, resamples, groups of all attributes)
        Sums over the people who then bear each group's label.
    """
    people = amounts.shape[1]
    result = np.zeros((len(amounts), resamples, sum(map(len, sizes))))
    for first, last in _blocks(resamples, people):
        places = np.broadcast_to(np.arange(people, dtype=np.int32), (last - first, people))
        chosen = stream.permuted(places, axis=1)
        for i, amount in enumerate(amounts):
            taken, column = amount.take(chosen), 0
            for of in sizes:
                filled = column + np.flatnonzero(of)
                starts = np.cumsum([0, *of])[np.flatnonzero(of)]
                # Any people will do for a group's label: the first so many of a shuffled row, then the next.
                result[i, first:last, filled] = np.add.reduceat(taken, starts, axis=1).T
                column += len(of)
    return result


def resampled_ratios(
    amounts: NDArray[np.float64], groups: NDArray[Any], stream: np.random.Generator, resamples: int
) -> NDArray[np.float64]:
    """Compute each group's ratio of events to chances over people drawn again within it.

    The plain bootstrap of people, for figures without a formula and for holding the formulas against.

    Parameters
    ----------
    amounts : ndarray, shape (2, people)
        Events and chances of each person.
    groups : ndarray, shape (people,)
        Group of each person, from 0; each group has people with chances.
    stream : numpy.random.Generator
        The source of random numbers.
    resamples : int
        Number of resamples.

    Returns
    -------
    ndarray, shape (resamples, groups)
        Ratios.
    """
    order = np.lexsort((*amounts, groups))
    ends = np.searchsorted(groups[order], np.arange(int(groups.max()) + 2))
    drawn = [drawn_again(amounts, order[first:last], stream, resamples) for first, last in pairwise(ends)]
    return np.stack([events / chances for events, chances in drawn], axis=1)


def span(values: NDArray[Any], level: float) -> tuple[float, float]:
    """Find the range that holds the middle part of the values.

    Parameters
    ----------
    values : ndarray, shape (values,)
        Values.
    level : float
        How large a part [ratio].

    Returns
    -------
    tuple of float
        Its ends.
    """
    low, high = np.quantile(values, (0.5 - level / 2, 0.5 + level / 2))
    return float(low), float(high)
