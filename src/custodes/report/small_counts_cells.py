"""The cells of one or several tables as one list, with every sum that ties them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from custodes.errors import refuse
from custodes.report.count_table import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custodes.report.count_table import CountTable

Key = tuple[str, frozenset[tuple[str, str]]]
"""What a cell is: who is counted, and which categories of which dimensions; nothing of a dimension that is added up."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells and sums of tables.

    Attributes
    ----------
    tables : tuple of CountTable
        What they are of.
    keys : tuple of Key
        What each cell is.
    counts : ndarray of int64, shape (cells,)
        People in each [person].
    impossible : ndarray of bool, shape (cells,)
        Cells that nobody can be in.
    places : tuple of ndarray of int64
        For each table, with its margins, which cell stands where.
    sums : sparse array, shape (equations, cells)
        Of +1 and -1; times the counts it is 0.
    """

    tables: tuple[CountTable, ...]
    keys: tuple[Key, ...]
    counts: NDArray[np.int64]
    impossible: NDArray[np.bool_]
    places: tuple[NDArray[np.int64], ...]
    sums: Any

    def at(self, number: int, labels: tuple[str, ...]) -> int:
        """Find a cell by its labels.

        Parameters
        ----------
        number : int
            Which table.
        labels : tuple of str
            A category or `ALL` for each dimension.

        Returns
        -------
        int
            Its position.
        """
        names = [(*each, ALL) for each in self.tables[number].categories]
        return int(self.places[number][tuple(each.index(label) for each, label in zip(names, labels, strict=True))])


def key_of(people: str, dims: Sequence[str], labels: Sequence[str]) -> Key:
    """Say what a cell is.

    Parameters
    ----------
    people : str
        Who is counted.
    dims, labels : sequence of str
        The dimensions, and a category or `ALL` for each.

    Returns
    -------
    Key
        The same for the same people in any table.
    """
    return people, frozenset((dim, label) for dim, label in zip(dims, labels, strict=True) if label != ALL)


def cells_of(tables: Sequence[CountTable], most: int) -> Cells:
    """List the cells of tables and the sums that tie them.

    Parameters
    ----------
    tables : sequence of CountTable
        At least one.
    most : int
        Cells above which they are refused [1].

    Returns
    -------
    Cells
        Each cell once, also where tables share it.

    Raises
    ------
    Refused
        When there are too many cells, or two tables disagree.
    """
    size = sum(int(np.prod([len(names) + 1 for names in table.categories])) for table in tables)
    if size > most:
        hint = "publish a coarser table"
        raise refuse(
            code="table-too-large", wrong=f"a table has more than {most} cells", seen=f"{size} cells", hint=hint
        )
    index: dict[Key, int] = {}
    counts: list[int] = []
    impossible: list[bool] = []
    places = []
    for table in tables:
        full, never = _with_margins(table)
        labels = itertools.product(*((*names, ALL) for names in table.categories))
        place = np.empty(full.size, dtype=np.int64)
        for number, (each, count, none) in enumerate(zip(labels, full.ravel(), never.ravel(), strict=True)):
            at = place[number] = index.setdefault(key_of(table.people, table.dims, each), len(counts))
            if at == len(counts):
                counts.append(int(count))
                impossible.append(bool(none))
            elif counts[at] != count:
                hint = "count both from the same records, or say that they are about other people"
                wrong = "two tables count the same people differently"
                raise refuse(code="tables-disagree", wrong=wrong, path=table.name, hint=hint)
        places.append(place.reshape(full.shape))
    return Cells(
        tuple(tables),
        tuple(index),
        np.array(counts, dtype=np.int64),
        np.array(impossible, dtype=np.bool_),
        tuple(places),
        _sums(places, len(counts)),
    )


def _with_margins(table: CountTable) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    full = np.asarray(table.counts, dtype=np.int64)
    never = np.zeros(full.shape, dtype=np.bool_) if table.impossible is None else table.impossible
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
        never = np.concatenate([never, never.all(axis=axis, keepdims=True)], axis=axis)
    return full, never


def _sums(places: Sequence[NDArray[np.int64]], cells: int) -> Any:  # noqa: ANN401 - scipy comes without types
    lines = {tuple(line) for place in places for axis in range(place.ndim) for line in _lines(place, axis)}
    ordered = sorted(lines)
    rows = np.repeat(np.arange(len(ordered)), [len(line) for line in ordered])
    columns = np.array([at for line in ordered for at in line], dtype=np.int64)
    signs = np.array([1.0 if at != line[-1] else -1.0 for line in ordered for at in line])
    return csr_array((signs, (rows, columns)), shape=(len(ordered), cells))


def _lines(place: NDArray[np.int64], axis: int) -> list[list[int]]:
    moved = np.moveaxis(place, axis, -1)
    lines: list[list[int]] = moved.reshape(-1, moved.shape[-1]).tolist()
    return lines
