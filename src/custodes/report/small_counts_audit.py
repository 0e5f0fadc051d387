"""What a reader can work out from published tables: a small reasoner that knows nothing of how cells were chosen.

It shares no code with the solver: it starts from what is published, writes down the sums anew, and asks for the
smallest and the largest that each hidden cell can be. Where fractions would flatter the answer (more than two
dimensions, or several tables) it asks for whole numbers.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from custodes.report.count_table import ALL, Marks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from custodes.report.count_table import SafeTable

Cell = tuple[str, frozenset[tuple[str, str]]]
"""Who is counted, and the categories that a cell is of."""

_FLAT: Final = 2
"""Up to so many dimensions one table's sums make a network, in which whole numbers tell no more than fractions."""

_NODES: Final = 100_000

_BEYOND: Final = 1_000
"""How far beyond every published number a cell is looked for before it counts as without end [person]."""


@dataclass(frozen=True)
class Interval:
    """What a reader can work out of a hidden cell.

    Attributes
    ----------
    low, high : float
        The smallest and the largest that it can be; infinity when there is no largest [person].
    """

    low: float
    high: float


def intervals(tables: Sequence[SafeTable], least: int, asked: Collection[Cell] | None = None) -> dict[Cell, Interval]:
    """Work out what each hidden cell can be.

    Parameters
    ----------
    tables : sequence of SafeTable
        What is published.
    least : int
        A hidden cell is known to be at least this [person].
    asked : collection of Cell, optional
        Only these; without it every hidden cell.

    Returns
    -------
    dict of Cell to Interval
        Hidden cells only.

    Raises
    ------
    ValueError
        When what is published contradicts itself.
    """
    shown, hidden = read_cells(tables)
    matrix, rest = equations(tables, shown, hidden)
    wanted = [each for each in (hidden if asked is None else asked) if each in hidden]
    whole = len(tables) > 1 or any(len(table.dims) > _FLAT for table in tables)
    places = {cell: number for number, cell in enumerate(hidden)}
    known = _Published(matrix, rest, least, whole)
    return {cell: _interval(known, places[cell]) for cell in wanted}


def cell_of(table: SafeTable, labels: Sequence[str]) -> Cell:
    """Say what a cell is.

    Parameters
    ----------
    table : SafeTable
        Where it stands.
    labels : sequence of str
        A category or `ALL` for each dimension.

    Returns
    -------
    Cell
        The same for the same people in any table.
    """
    return table.people, frozenset((dim, label) for dim, label in zip(table.dims, labels, strict=True) if label != ALL)


def read_cells(tables: Sequence[SafeTable]) -> tuple[dict[Cell, float], list[Cell]]:
    """Tell shown from hidden cells; what one table shows, no other can hide.

    Parameters
    ----------
    tables : sequence of SafeTable
        What is published.

    Returns
    -------
    shown : dict of Cell to float
        Counts that stand there [person].
    hidden : list of Cell
        The others.

    Raises
    ------
    ValueError
        When two tables contradict each other.
    """
    shown: dict[Cell, float] = {}
    hidden: dict[Cell, None] = {}
    for table in tables:
        for row in table.rows():
            labels, count, mark = [str(each) for each in row[:-2]], row[-2], row[-1]
            cell = cell_of(table, labels)
            if mark == Marks.CONFIDENTIAL:
                hidden[cell] = None
            elif count is not None and shown.setdefault(cell, float(count)) != float(count):
                message = "two published tables give one cell two values"
                raise ValueError(message)
    return shown, [cell for cell in hidden if cell not in shown]


def equations(
    tables: Sequence[SafeTable], shown: Mapping[Cell, float], hidden: Sequence[Cell]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Write the sums as ``matrix @ hidden = rest``, each once.

    Parameters
    ----------
    tables : sequence of SafeTable
        What is published.
    shown : mapping of Cell to float
        Counts that stand there [person].
    hidden : sequence of Cell
        The others, a column each.

    Returns
    -------
    matrix : ndarray, shape (equations, hidden)
        Of +1, 0 and -1.
    rest : ndarray, shape (equations,)
        What the shown cells leave [person].

    Raises
    ------
    ValueError
        When a sum of shown cells is wrong.
    """
    places = {cell: number for number, cell in enumerate(hidden)}
    rows: dict[tuple[tuple[int, float], ...], float] = {}
    for table in tables:
        names = [(*each, ALL) for each in table.categories]
        for axis in range(len(names)):
            others = names[:axis] + names[axis + 1 :]
            for fixed in itertools.product(*others):
                line = [cell_of(table, (*fixed[:axis], label, *fixed[axis:])) for label in names[axis]]
                signs = [1.0] * (len(line) - 1) + [-1.0]
                open_ = tuple((places[cell], sign) for cell, sign in zip(line, signs, strict=True) if cell in places)
                rest = -sum(sign * shown[cell] for cell, sign in zip(line, signs, strict=True) if cell not in places)
                if open_:
                    rows[open_] = rest
                elif rest:
                    message = "a published sum is not the sum of its parts"
                    raise ValueError(message)
    matrix = np.zeros((len(rows), len(hidden)))
    for number, row in enumerate(rows):
        for place, sign in row:
            matrix[number, place] = sign
    return matrix, np.array(list(rows.values()))


@dataclass(frozen=True, eq=False)
class _Published:
    """What is known of hidden cells: ``matrix @ hidden = rest``, and none below `least`."""

    matrix: NDArray[np.float64]
    rest: NDArray[np.float64]
    least: int
    whole: bool


def _interval(known: _Published, place: int) -> Interval:
    return Interval(_end(known, place, sign=1.0), _end(known, place, sign=-1.0))


def _end(known: _Published, place: int, *, sign: float) -> float:
    goal = np.zeros(known.matrix.shape[1])
    goal[place] = sign
    # With an end that no published sum comes near, "for ever" is told from "no answer".
    end = float(known.least + _BEYOND + np.abs(known.rest).sum())
    found = _solved(goal, known, np.where(goal, end, np.inf))
    if found.x is None:
        message = "what is published contradicts itself, or is too large to be reasoned through"
        raise ValueError(message)
    # Where a search for whole numbers is cut short, its point is still one that a reader must believe possible.
    reached = float(found.x[place])
    return np.inf if reached > end - 1 else reached


def _solved(goal: NDArray[np.float64], known: _Published, high: NDArray[np.float64]) -> Any:  # noqa: ANN401 - untyped
    low = np.full(len(goal), float(known.least))
    if not known.whole:
        ends = np.column_stack([low, high])
        return linprog(goal, A_eq=known.matrix, b_eq=known.rest, bounds=ends, method="highs")
    held = [LinearConstraint(known.matrix, known.rest, known.rest)] if len(known.rest) else []
    return milp(
        goal,
        constraints=held,
        integrality=np.ones(len(goal)),
        bounds=Bounds(low, high),
        options={"node_limit": _NODES},
    )
