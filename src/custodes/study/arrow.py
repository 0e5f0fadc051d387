"""The tables of a finished run as Arrow tables, for whoever goes on in a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: Final = ((bool, pa.bool_()), (int, pa.int64()), (float, pa.float64()), (str, pa.string()))
"""What a column holds, narrowest first."""

TEXTS: Final = frozenset({"cannot_tell", "source", "reason", "title", "publisher", "date", "url", "note"})
"""Columns of text, also where a run has nothing to say in them."""


def arrow_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> pa.Table:
    """Lay out rows as an Arrow table.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns.
    rows : sequence of sequence
        One value a column: true or false, a number, text, or None.

    Returns
    -------
    pyarrow.Table
        Whole numbers as int64, other numbers as float64, dates as text; None is null.
    """
    cells = [[row[i] for row in rows] for i in range(len(columns))]
    return pa.table([_column(name, values) for name, values in zip(columns, cells, strict=True)], names=list(columns))


def _column(name: str, values: Sequence[object]) -> pa.Array:
    if name in TEXTS:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    there = [value for value in values if value is not None]
    for kind, arrow in KINDS:
        if there and all(isinstance(value, int | float if kind is float else kind) for value in there):
            return pa.array(values, arrow)
    return pa.array(values, pa.float64())
