"""Tables of counts of people in which no small count can be read, or reckoned from what stands beside it.

Which further cells to hide is an exact optimum (`custodes.report.small_counts_solve`); whether that was enough is found
out anew from the published table alone (`custodes.report.small_counts_audit`), and what does not pass is not given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from custodes.errors import PrivacyRefused, Problem
from custodes.report import small_counts_audit as attack
from custodes.report.count_table import CountTable, Marks, SafeTable
from custodes.report.small_counts_cells import Cells, cells_of
from custodes.report.small_counts_solve import Wanted, farthest, hide

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

K: Final = 10
"""Counts of fewer people are withheld, unless said otherwise [person]."""

LEAST_K: Final = 5
"""Counts of fewer people are neither shown nor published, whatever the reason [person]."""

Zeros = Literal["structural", "disclosive"]
"""Whether a zero may be shown, and is known to anybody, or is a small count like others."""

_MOST_CELLS: Final = 5_000
_TRIES: Final = 30
_NEAR: Final = 1e-6


@dataclass(frozen=True)
class Rule:
    """What counts as small, and what a reader is taken to know.

    Attributes
    ----------
    k : int
        Counts of fewer people are small [person].
    zeros : str
        ``"structural"``: a zero is shown, and a reader knows that no hidden cell is one. ``"disclosive"``: a zero is
        small, too.
    """

    k: int = K
    zeros: Zeros = "structural"

    @property
    def least(self) -> int:
        """The smallest count that is small, and that a hidden cell can have."""
        return 1 if self.zeros == "structural" else 0


def protect(
    table: CountTable, k: int = K, *, zeros: Zeros = "structural", known: Collection[tuple[str, ...]] = ()
) -> SafeTable:
    """Hide small counts of a table, and as few others as keep them hidden.

    Parameters
    ----------
    table : CountTable
        Counts of people; its margins are published, too.
    k : int
        Counts of fewer people are small [person].
    zeros : {"structural", "disclosive"}
        Whether a zero may be shown.
    known : collection of tuple of str
        Cells that cannot be hidden because they stand elsewhere, a category or `ALL` for each dimension.

    Returns
    -------
    SafeTable
        What may be shown.

    Raises
    ------
    PrivacyRefused
        When no choice of hidden cells protects the small counts.
    """
    return protect_linked((table,), k, zeros=zeros, known=known)[0]


def protect_linked(
    tables: Sequence[CountTable],
    k: int = K,
    *,
    zeros: Zeros = "structural",
    known: Collection[tuple[str, ...]] = (),
) -> tuple[SafeTable, ...]:
    """Hide small counts of several tables about the same people, together.

    Cells of two tables are one when they name the same categories of the same dimensions: the total of every table, and
    the margins that they share.

    Parameters
    ----------
    tables : sequence of CountTable
        At least one.
    k : int
        Counts of fewer people are small [person].
    zeros : {"structural", "disclosive"}
        Whether a zero may be shown.
    known : collection of tuple of str
        Cells of the first table that cannot be hidden.

    Returns
    -------
    tuple of SafeTable
        In the order given.

    Raises
    ------
    PrivacyRefused
        When no choice of hidden cells protects the small counts.
    Refused
        When two tables disagree on a cell that they share, or are too large.
    """
    cells = cells_of(tables, _MOST_CELLS)
    fixed = cells.impossible.copy()
    fixed[[cells.at(0, each) for each in known]] = True
    return protected(cells, Rule(k, zeros), fixed)


def protected(cells: Cells, rule: Rule, fixed: NDArray[np.bool_]) -> tuple[SafeTable, ...]:
    """Hide small counts among cells that are linked by equations.

    Parameters
    ----------
    cells : Cells
        The cells and what ties them.
    rule : Rule
        What is small.
    fixed : ndarray of bool, shape (cells,)
        Cells that cannot be hidden.

    Returns
    -------
    tuple of SafeTable
        One a table.

    Raises
    ------
    PrivacyRefused
        When it cannot be done.
    """
    if rule.zeros == "structural":
        fixed = fixed | (cells.counts == 0)
    small = (cells.counts < rule.k) & (cells.counts >= rule.least) & ~cells.impossible
    if (small & fixed).any():
        raise unprotected(why="a small count stands where it cannot be hidden")
    wanted = _wanted(cells, rule, small, fixed)
    more: list[NDArray[np.bool_]] = []
    for _ in range(_TRIES):
        hidden, best = hide(cells, wanted, fixed, rule.least, more)
        safe = tuple(_shown(cells, number, hidden, rule, best=best) for number in range(len(cells.tables)))
        failed = narrowed(safe, cells, wanted, rule)
        if not failed:
            return safe
        # Whole numbers can tell more than the solver's fractions: at least one other cell has to go.
        more.append(~hidden & ~fixed)
        if not more[-1].any():
            break
    raise unprotected(why="what would stay visible narrows a small count further than the rule lets it")


def _wanted(cells: Cells, rule: Rule, small: NDArray[np.bool_], fixed: NDArray[np.bool_]) -> Wanted:
    """Say between what each small count must be able to lie; a margin is never below the cells that it adds up."""
    at = np.flatnonzero(small)
    low, high = np.full(len(at), float(rule.least)), np.full(len(at), float(rule.k))
    reached = farthest(cells, Wanted(at, low, high), ~fixed, rule.least)
    if (reached.high < high - _NEAR).any():
        raise unprotected(why="what is known elsewhere narrows a small count, whatever is hidden here")
    return Wanted(at, np.maximum(low, np.ceil(reached.low - _NEAR)), high)


def narrowed(safe: Sequence[SafeTable], cells: Cells, wanted: Wanted, rule: Rule) -> tuple[int, ...]:
    """Find the small counts of which a reader of the published tables learns too much.

    Parameters
    ----------
    safe : sequence of SafeTable
        What would be published.
    cells : Cells
        What it is of.
    wanted : Wanted
        Between what each small count must be able to lie.
    rule : Rule
        What a reader knows.

    Returns
    -------
    tuple of int
        Positions of cells; empty when the tables may be published.
    """
    keys = [cells.keys[at] for at in wanted.at]
    found = attack.intervals(safe, rule.least, keys)
    return tuple(
        int(at)
        for at, key, low, high in zip(wanted.at, keys, wanted.low, wanted.high, strict=True)
        if key not in found or found[key].low > low + _NEAR or found[key].high < high - _NEAR
    )


def unprotected(why: str) -> PrivacyRefused:
    """Make the refusal to publish what would tell a small count.

    Parameters
    ----------
    why : str
        In plain words, without a count.

    Returns
    -------
    PrivacyRefused
        To be raised by the caller.
    """
    hint = "leave the table out, join categories, or take a smaller k with a written reason"
    wrong = f"a count of few people could be worked out: {why}"
    return PrivacyRefused([Problem(file="", line=0, path="", wrong=wrong, seen="", hint=hint, code="small-count")])


def _shown(cells: Cells, number: int, hidden: NDArray[np.bool_], rule: Rule, *, best: bool) -> SafeTable:
    at = cells.places[number]
    table = cells.tables[number]
    values = np.where(hidden[at], np.nan, cells.counts[at].astype(np.float64))
    marks = np.full(at.shape, "", dtype=object)
    marks[cells.impossible[at]] = Marks.NOT_APPLICABLE
    marks[hidden[at]] = Marks.CONFIDENTIAL
    return SafeTable(
        name=table.name,
        dims=table.dims,
        categories=table.categories,
        people=table.people,
        values=values,
        marks=marks,
        k=rule.k,
        zeros=rule.zeros,
        fewest=best,
    )
