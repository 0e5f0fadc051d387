"""Which cells to hide so that the small ones stay hidden: the fewest, found by exact optimisation.

The master chooses hidden cells (scipy's ``milp``, HiGHS). For every small count the farthest that a reader could
believe in is a linear programme; where that is not far enough, its dual gives an inequality that every good choice
satisfies and this one does not. It is added, and the master asked again. [1]_

References
----------
.. [1] M. Fischetti, J. J. Salazar-Gonzalez (2001), Solving the cell suppression problem on tabular data with linear
   constraints, Management Science 47(7), 1008-1027, sections 3 and 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from custodes.report.small_counts_cells import Cells

_ROUNDS: Final = 200
_NODES: Final = 20_000
_BLOCK_VARIABLES: Final = 100_000
_NEAR: Final = 1e-6
_NOTHING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Wanted:
    """Between what a reader must be able to believe each small count to lie.

    Attributes
    ----------
    at : ndarray of int64, shape (small,)
        Positions of the small counts.
    low, high : ndarray of float64, shape (small,)
        The interval that must be possible [person].
    """

    at: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Push:
    """One small count moved one way: `sign` times its change should reach `need`."""

    at: int
    sign: float
    need: float


@dataclass(frozen=True, eq=False)
class _Reach:
    """How far a push comes, and the prices of the cells that stop it."""

    push: _Push
    far: float
    prices: NDArray[np.float64]


def farthest(cells: Cells, wanted: Wanted, hidden: NDArray[np.bool_], least: int) -> Wanted:
    """Find what a reader could believe of small counts, as far as it matters.

    Parameters
    ----------
    cells : Cells
        Cells and sums.
    wanted : Wanted
        The small counts, and how far one looks.
    hidden : ndarray of bool, shape (cells,)
        What is not shown.
    least : int
        A hidden count is known to be at least this [person].

    Returns
    -------
    Wanted
        The intervals that are possible, cut at those that were wanted.
    """
    low, high = wanted.low.copy(), wanted.high.copy()
    place = {int(at): number for number, at in enumerate(wanted.at)}
    for reach in _reaches(cells, _pushes(cells, wanted), hidden, least):
        number, count = place[reach.push.at], float(cells.counts[reach.push.at])
        if reach.push.sign > 0:
            high[number] = count + reach.far
        else:
            low[number] = count - reach.far
    return Wanted(wanted.at, low, high)


def hide(
    cells: Cells, wanted: Wanted, fixed: NDArray[np.bool_], least: int, more: Sequence[NDArray[np.bool_]] = ()
) -> tuple[NDArray[np.bool_], bool]:
    """Choose the cells to hide.

    With y = 1 for a hidden cell and c the cost of one, it minimises ``sum c y`` under ``y = 1`` for small counts and,
    for each small count p that has to reach U upwards (and likewise downwards), with d the change from the true counts,
    ``max {d_p : M d = 0, d_i >= -(a_i - least) y_i, d_i = 0 where y_i = 0} >= U``.

    Parameters
    ----------
    cells : Cells
        Cells and sums.
    wanted : Wanted
        The small counts, all of which are hidden, and what must be possible.
    fixed : ndarray of bool, shape (cells,)
        Cells that are never hidden.
    least : int
        A hidden count is known to be at least this [person].
    more : sequence of ndarray of bool
        Sets of cells of each of which at least one must be hidden.

    Returns
    -------
    hidden : ndarray of bool, shape (cells,)
        What is not shown.
    fewest : bool
        Whether it is known that no cheaper choice exists.
    """
    must: NDArray[np.bool_] = np.zeros(len(cells.counts), dtype=np.bool_)
    must[wanted.at] = True
    if not must.any():
        return must, True
    pushes = _pushes(cells, wanted)
    rows = [each.astype(np.float64) for each in more]
    needs = [1.0] * len(rows)
    for line, need in _first_cuts(cells, must, fixed):
        rows.append(line)
        needs.append(need)
    best = True
    hidden: NDArray[np.bool_] = must
    for _ in range(_ROUNDS):
        hidden, proven = _master(cells, must, fixed, rows, needs)
        best &= proven
        short = _too_short(cells, pushes, hidden, least)
        if not short:
            return hidden, best
        for reach in short:
            rows.append(_cut(cells, reach, fixed, least))
            needs.append(reach.push.need)
            if rows[-1] @ hidden > reach.push.need - _NEAR:
                rows[-1], needs[-1] = (~hidden & ~fixed).astype(np.float64), 1.0
    return _greedy(cells, pushes, hidden, fixed, least), False


def _pushes(cells: Cells, wanted: Wanted) -> list[_Push]:
    found = []
    for at, low, high in zip(wanted.at, wanted.low, wanted.high, strict=True):
        count = float(cells.counts[at])
        found += [_Push(int(at), +1.0, high - count)] if high > count else []
        found += [_Push(int(at), -1.0, count - low)] if low < count else []
    return found


def _first_cuts(
    cells: Cells, must: NDArray[np.bool_], fixed: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.float64], float]]:
    """Give what is plain from the start: nobody is hidden alone in a sum."""
    sums = cells.sums
    for row in range(sums.shape[0]):
        line = sums.indices[sums.indptr[row] : sums.indptr[row + 1]]
        if must[line].sum() == 1:
            others = np.zeros(len(must))
            others[line[~must[line] & ~fixed[line]]] = 1.0
            yield others, 1.0


def _cost(cells: Cells) -> NDArray[np.float64]:
    """Count hidden cells; among equally many, those in which fewer people are."""
    counts = cells.counts.astype(np.float64)
    return 1.0 + counts / (max(float(counts.sum()), 1.0) * 2)


def _master(
    cells: Cells,
    must: NDArray[np.bool_],
    fixed: NDArray[np.bool_],
    rows: Sequence[NDArray[np.float64]],
    needs: Sequence[float],
) -> tuple[NDArray[np.bool_], bool]:
    held = [LinearConstraint(csr_array(np.array(rows)), lb=np.array(needs) - _NOTHING)] if rows else []
    found = milp(
        _cost(cells),
        constraints=held,
        integrality=np.ones(len(must)),
        bounds=Bounds(must.astype(np.float64), (~fixed).astype(np.float64)),
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return ~fixed, False
    return found.x > 0.5, found.status == 0  # noqa: PLR2004 - nearer to 1 than to 0


def _too_short(cells: Cells, pushes: Sequence[_Push], hidden: NDArray[np.bool_], least: int) -> list[_Reach]:
    return [each for each in _reaches(cells, pushes, hidden, least) if each.far < each.push.need - _NEAR]


def _reaches(cells: Cells, pushes: Sequence[_Push], hidden: NDArray[np.bool_], least: int) -> Iterator[_Reach]:
    """Push small counts as far as their needs; many at a time, for each alone would cost more than its solution."""
    open_ = np.flatnonzero(hidden)
    at_once = max(1, _BLOCK_VARIABLES // max(len(open_), 1))
    for start in range(0, len(pushes), at_once):
        yield from _reach_together(cells, pushes[start : start + at_once], open_, least)


def _reach_together(cells: Cells, pushes: Sequence[_Push], open_: NDArray[np.int64], least: int) -> Iterator[_Reach]:
    sums = cells.sums[:, open_]
    used = np.flatnonzero(np.diff(sums.indptr))
    part = sums[used]
    down = -(cells.counts[open_] - least).astype(np.float64)
    place = {int(at): number for number, at in enumerate(open_)}
    low, high = np.tile(down, len(pushes)), np.full(len(open_) * len(pushes), np.inf)
    gain = np.zeros(len(open_) * len(pushes))
    for number, push in enumerate(pushes):
        where = number * len(open_) + place[push.at]
        gain[where] = -push.sign
        # Enough is enough: without an end the programme could go on for ever.
        if push.sign > 0:
            high[where] = push.need
        else:
            low[where] = max(low[where], -push.need)
    found = linprog(
        gain,
        A_eq=block_diag([part] * len(pushes), format="csr") if len(used) else None,
        b_eq=np.zeros(len(used) * len(pushes)) if len(used) else None,
        bounds=np.column_stack([low, high]),
        method="highs",
    )
    for number, push in enumerate(pushes):
        far = push.sign * float(found.x[number * len(open_) + place[push.at]])
        dual = np.zeros(cells.sums.shape[0])
        if len(used):
            dual[used] = found.eqlin.marginals[number * len(used) : (number + 1) * len(used)]
        yield _Reach(push, far, _prices(cells, push, dual))


def _prices(cells: Cells, push: _Push, dual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Price what each cell's change would add: ``sign d_p = -sum r_i d_i`` for every d that keeps the sums."""
    prices = -np.asarray(cells.sums.T @ dual, dtype=np.float64)
    prices[push.at] -= push.sign
    prices[np.abs(prices) < _NOTHING] = 0.0
    return prices


def _cut(cells: Cells, reach: _Reach, fixed: NDArray[np.bool_], least: int) -> NDArray[np.float64]:
    """Turn prices into an inequality over y: what a cell could add, and never more than is needed."""
    need = reach.push.need
    room = (cells.counts - least).astype(np.float64)
    adds = np.where(reach.prices < 0, need, np.minimum(need, reach.prices * room))
    return np.where(fixed, 0.0, np.maximum(adds, 0.0))


def _greedy(
    cells: Cells, pushes: Sequence[_Push], hidden: NDArray[np.bool_], fixed: NDArray[np.bool_], least: int
) -> NDArray[np.bool_]:
    """Go on without proof of being the best: hide one cell more for each push that falls short."""
    cost = _cost(cells)
    now = hidden.copy()
    while short := _too_short(cells, pushes, now, least):
        for reach in short:
            helps = (_cut(cells, reach, fixed, least) > 0) & ~now & ~fixed
            candidates = np.flatnonzero(helps if helps.any() else ~now & ~fixed)
            if len(candidates):
                now[candidates[np.argmin(cost[candidates])]] = True
        if not (~now & ~fixed).any():
            break
    return now
