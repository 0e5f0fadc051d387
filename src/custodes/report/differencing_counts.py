"""Tables of counts beside earlier ones: whatever a reader of both could work out, tried and taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from custodes.report.count_table import ALL, Marks, SafeTable
from custodes.report.small_counts import unprotected
from custodes.report.small_counts_audit import Cell, Interval, cell_of, equations, intervals, read_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_BEYOND: Final = 1e5
_NEAR: Final = 1e-6
_NODES: Final = 20_000


def counts_against(now: Sequence[SafeTable], then: Sequence[SafeTable], k: int, *, same: bool) -> tuple[SafeTable, ...]:
    """Hide more cells until an earlier publication adds nothing that tells a small count.

    With x what is counted now, y what was counted then and d = x - y, a reader knows the sums of both and, where no
    shown difference is below 0, takes it that people only came. It must stay possible that d is k or more wherever it
    may be small and is not 0; that every hidden cell is k or more; and no hidden cell that may be small gets a larger
    least value than its own publication gives it.

    Parameters
    ----------
    now : sequence of SafeTable
        To be published, protected by themselves.
    then : sequence of SafeTable
        Published already.
    k : int
        Counts of fewer people are small [person].
    same : bool
        Whether both are of the same records, so that d is 0.

    Returns
    -------
    tuple of SafeTable
        To be published beside the earlier ones.

    Raises
    ------
    PrivacyRefused
        When hiding everything would not do.
    """
    tables = tuple(now)
    if not now or not then:
        return tables
    while True:
        told = _told(tables, then, k, same=same)
        if not told:
            return tables
        tables = _hide_one(tables, told)


def _told(now: Sequence[SafeTable], then: Sequence[SafeTable], k: int, *, same: bool) -> set[Cell]:
    """Find the cells about which both together tell too much."""
    least = 1 if all(table.zeros == "structural" for table in (*now, *then)) else 0
    try:
        alone = [intervals(each, least) for each in (now, then)]
        if same:
            both = intervals([*now, *then], least)
            found = {cell: (each.low, each.high) for cell, each in both.items()}
            return _narrowed(found, alone[0] | alone[1], k)
        return _Joint(now, then, least).told(alone[0], alone[1], k)
    except ValueError as error:
        raise unprotected(why="the earlier publication contradicts this one") from error


def _narrowed(found: dict[Cell, tuple[float, float]], alone: Mapping[Cell, Interval], k: int) -> set[Cell]:
    return {
        cell
        for cell, (low, high) in found.items()
        if cell in alone and low < k and (high < k - _NEAR or low > alone[cell].low + _NEAR)
    }


@dataclass(frozen=True, eq=False)
class _Joint:
    """Two publications about people of different days, in one set of equations."""

    now: Sequence[SafeTable]
    then: Sequence[SafeTable]
    least: int

    def told(self, alone_now: Mapping[Cell, Interval], alone_then: Mapping[Cell, Interval], k: int) -> set[Cell]:
        """Find the cells about which both together tell too much."""
        shown_x, hidden_x = read_cells(self.now)
        shown_y, hidden_y = read_cells(self.then)
        common = [cell for cell in [*shown_x, *hidden_x] if cell in shown_y or cell in set(hidden_y)]
        change = {cell: shown_x[cell] - shown_y[cell] for cell in common if cell in shown_x and cell in shown_y}
        told = {cell for cell, each in change.items() if 0 < abs(each) < k}
        if told:
            return told
        x = {cell: at for at, cell in enumerate(hidden_x)}
        y = {cell: len(x) + at for at, cell in enumerate(hidden_y)}
        size = len(x) + len(y)
        only_came = all(each >= 0 for each in change.values())
        held = self._held(size, (shown_x, hidden_x), (shown_y, hidden_y))
        forms = {cell: self._form(cell, size, (x, shown_x), (y, shown_y)) for cell in common if cell not in change}
        if only_came:
            held += [LinearConstraint(form[None, :], -rest, np.inf) for form, rest in forms.values()]
        unit = np.eye(size)
        found_x = {cell: self._ends(unit[at], held) for cell, at in x.items()}
        found_y = {cell: self._ends(unit[at], held) for cell, at in y.items()}
        told = _narrowed(found_x, alone_now, k) | _narrowed(found_y, alone_then, k)
        for cell, (form, rest) in forms.items():
            low, high = self._ends(form, held)
            if _is_small_change(low + rest, high + rest, k, only_came=only_came):
                told.add(cell)
        return told

    def _held(
        self,
        size: int,
        x: tuple[dict[Cell, float], list[Cell]],
        y: tuple[dict[Cell, float], list[Cell]],
    ) -> list[LinearConstraint]:
        held = []
        for tables, (shown, hidden), start in ((self.now, x, 0), (self.then, y, len(x[1]))):
            matrix, rest = equations(tables, shown, hidden)
            wide = np.zeros((len(rest), size))
            wide[:, start : start + len(hidden)] = matrix
            if len(rest):
                held.append(LinearConstraint(wide, rest, rest))
        return held

    @staticmethod
    def _form(
        cell: Cell,
        size: int,
        x: tuple[dict[Cell, int], dict[Cell, float]],
        y: tuple[dict[Cell, int], dict[Cell, float]],
    ) -> tuple[NDArray[np.float64], float]:
        """Write x - y of a cell as a form over what is hidden, and a rest that is known."""
        form, rest = np.zeros(size), 0.0
        for (places, shown), sign in ((x, 1.0), (y, -1.0)):
            if cell in places:
                form[places[cell]] += sign
            else:
                rest += sign * shown[cell]
        return form, rest

    def _ends(self, form: NDArray[np.float64], held: list[LinearConstraint]) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            found = milp(
                sign * form,
                constraints=held,
                integrality=np.ones(len(form)),
                bounds=Bounds(self.least, _BEYOND),
                options={"node_limit": _NODES},
            )
            if found.x is None:
                message = "the two publications contradict each other"
                raise ValueError(message)
            ends.append(float(form @ found.x))
        return ends[0], ends[1]


def _is_small_change(low: float, high: float, k: int, *, only_came: bool) -> bool:
    if only_came:
        return _NEAR < high < k - _NEAR
    return max(abs(low), abs(high)) > _NEAR and high < k - _NEAR and low > _NEAR - k


def _hide_one(tables: Sequence[SafeTable], told: set[Cell]) -> tuple[SafeTable, ...]:
    """Hide one cell more: one that tells too much itself, else the smallest that shares categories with one."""
    choices = []
    for number, table in enumerate(tables):
        names = [(*each, ALL) for each in table.categories]
        for at in np.ndindex(*table.values.shape):
            if table.values[at] > 0:
                cell = cell_of(table, [each[place] for each, place in zip(names, at, strict=True)])
                near = max((len(cell[1] & other[1]) for other in told), default=0)
                choices.append((cell not in told, -near, table.values[at], number, at))
    if not choices:
        raise unprotected(why="the earlier publication tells it, whatever is hidden here")
    *_, number, at = min(choices)
    table = tables[number]
    names = [(*each, ALL) for each in table.categories]
    chosen = cell_of(table, [each[place] for each, place in zip(names, at, strict=True)])
    return tuple(_without(each, chosen) for each in tables)


def _without(table: SafeTable, chosen: Cell) -> SafeTable:
    """Hide a cell wherever a table shows it."""
    names = [(*each, ALL) for each in table.categories]
    values, marks = table.values.copy(), table.marks.copy()
    for at in np.ndindex(*values.shape):
        if cell_of(table, [each[place] for each, place in zip(names, at, strict=True)]) == chosen:
            values[at], marks[at] = np.nan, Marks.CONFIDENTIAL
    return replace(table, values=values, marks=marks, fewest=False)
