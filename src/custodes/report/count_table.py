"""A table of counts of people, as counted and as published."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ALL: Final = "(all)"
"""Stands for a whole dimension: the margin."""


class Marks:
    """Why a cell has no number, or not its own; in a column beside it, as government spreadsheets do."""

    CONFIDENTIAL: Final = "[c]"
    NOT_APPLICABLE: Final = "[z]"
    NOT_AVAILABLE: Final = "[x]"
    LOW: Final = "[low]"


@dataclass(frozen=True)
class CountTable:
    """Counts of people, each of whom is in one cell.

    Attributes
    ----------
    name : str
        A short fixed name.
    dims : tuple of str
        What the people are split by.
    categories : tuple of tuple of str
        The categories of each dimension, without a total.
    counts : ndarray of int64, shape (categories of the first dimension, ...)
        People in each cell [person].
    impossible : ndarray of bool, or None
        Cells that nobody can be in, of the same shape.
    people : str
        Who is counted; tables about the same people are protected together.
    """

    name: str
    dims: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    counts: NDArray[np.int64]
    impossible: NDArray[np.bool_] | None = None
    people: str = ""

    def __post_init__(self) -> None:
        """Hold to the shape: one count a combination of categories, none below 0, no name twice."""
        shape = tuple(len(names) for names in self.categories)
        counts = np.asarray(self.counts)
        if not self.dims or len(set(self.dims)) != len(shape) or len(self.dims) != len(shape) or counts.shape != shape:
            message = "a table of counts has one axis a dimension and one place a category"
            raise ValueError(message)
        if any(len(set(names)) != len(names) or ALL in names or not names for names in self.categories):
            message = "a category stands once, and is not called as the total is"
            raise ValueError(message)
        if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
            message = "counts are whole numbers from 0"
            raise ValueError(message)
        if self.impossible is not None and (self.impossible.shape != shape or counts[self.impossible].any()):
            message = "nobody is in a cell that nobody can be in"
            raise ValueError(message)


@dataclass(frozen=True, eq=False)
class SafeTable:
    """A table of counts as it may be published.

    Attributes
    ----------
    name, dims, categories, people
        As in `CountTable`.
    values : ndarray of float64, shape (categories of the first dimension + 1, ...)
        People in each cell, the margins last; NaN where withheld [person].
    marks : ndarray of str
        Beside each value: ``[c]`` withheld, ``[z]`` nobody can be there, ``[low]`` rounded to 0, "" otherwise. The mark
        does not tell a small count from one that is hidden for its sake.
    k : int
        Counts of fewer people are withheld [person].
    zeros : str
        Whether a zero may be shown: "structural" or "disclosive".
    fewest : bool
        Whether fewer cells could not have been hidden; not known to be so where the search was cut short.
    rounded_to : int
        Counts shown are rounded to multiples of this; 1 when they are not.
    """

    name: str
    dims: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    people: str
    values: NDArray[np.float64]
    marks: NDArray[np.object_]
    k: int
    zeros: str
    fewest: bool = True
    rounded_to: int = 1

    @property
    def hidden(self) -> int:
        """How many cells are withheld."""
        return int((self.marks == Marks.CONFIDENTIAL).sum())

    def rows(self) -> Iterator[tuple[str | int | None, ...]]:
        """List the cells.

        Yields
        ------
        tuple
            A category or `ALL` for each dimension, the count or None, and the mark.
        """
        names = [(*each, ALL) for each in self.categories]
        for labels, value, mark in zip(itertools.product(*names), self.values.ravel(), self.marks.ravel(), strict=True):
            yield (*labels, None if np.isnan(value) else int(value), str(mark))
