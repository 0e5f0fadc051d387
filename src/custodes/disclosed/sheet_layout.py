"""Where the table stands on a sheet: its header, of one or two rows, and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.disclosed import table_layout
from custodes.disclosed.refusal import bad
from custodes.disclosed.workbook_cells import cell_text
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    import python_calamine as calamine

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import ReadAs
    from custodes.disclosed.workbook_cells import Cell

MERGED: Final = Note("merged-header", "Names of columns stand in merged cells; they were joined.", "warning")
SECOND: Final = Note("second-table", "Another table stands beside the first on the sheet; it was not read.", "warning")


@dataclass(frozen=True)
class Layout:
    """Where a table stands on a sheet.

    Attributes
    ----------
    header : tuple of str
        Names of the columns.
    as_written : list of (str or None)
        The last row of the header.
    columns : tuple of int
        Positions of the columns in a row of the sheet.
    first : int
        The first row under the header, from 1.
    letterhead : tuple of int
        Rows above the header with something in them.
    notes : tuple of Note
        What was noticed.
    """

    header: tuple[str, ...]
    as_written: list[str | None]
    columns: tuple[int, ...]
    first: int
    letterhead: tuple[int, ...]
    notes: tuple[Note, ...]


def layout_of(start: Sequence[Sequence[Cell]], sheet: calamine.CalamineSheet, how: ReadAs, budget: Budget) -> Layout:
    """Find the table on a sheet.

    Parameters
    ----------
    start : sequence of sequence
        The first rows of the sheet, from row 1.
    sheet : CalamineSheet
        The sheet, for its merged cells.
    how : ReadAs
        What the map declares.
    budget : Budget
        Limit on the number of columns.

    Returns
    -------
    Layout
        Where it stands.

    Raises
    ------
    Refused
        When a column has no name or two have one.
    """
    rows = [[cell_text(cell, with_time=False) for cell in row] for row in start]
    if how.header_row is not None:
        at = how.header_row - 1
        if at >= len(rows) or not any(rows[at]):
            wrong = "nothing stands in the row that the map declares as `header_row`"
            raise bad(code="no-header", wrong=wrong, line=how.header_row, hint="count rows of the sheet from 1")
    else:
        at = table_layout.header_at(rows)
    left = sheet.start[1] if sheet.start else 0
    names, last, merged = _join_merged(rows, at, left, sheet.merged_cell_ranges or [])
    columns, notes = _columns(names, rows[last + 1 :])
    picked = [names[each] for each in columns]
    header = table_layout.names_of(picked, last + 1, budget, declared=how.header_row is not None)
    return Layout(
        header=header,
        as_written=[rows[last][each] for each in columns],
        columns=columns,
        first=last + 2,
        letterhead=tuple(row + 1 for row in range(at) if any(rows[row])),
        notes=((MERGED,) if merged else ()) + notes,
    )


def _join_merged(
    rows: Sequence[Sequence[str | None]],
    at: int,
    left: int,
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> tuple[list[str | None], int, bool]:
    """Join names in merged cells: give the names, the last row of the header, whether any were merged."""
    names = list(rows[at])
    touching = [(one, two) for one, two in ranges if one[0] <= at <= two[0] and (one[1] < two[1] or one[0] < two[0])]
    if not touching:
        return names, at, False
    last = max([at, *(two[0] for _, two in touching)])
    wide = [(one[1] - left, two[1] - left) for one, two in touching if one[1] < two[1]]
    under = rows[at + 1] if at + 1 < len(rows) else []
    if last == at and wide and any(under[first + 1 : end + 1] for first, end in wide) and _names_under(under, wide):
        last = at + 1
    for first, end in wide:
        for column in range(first, min(end, len(names) - 1) + 1):
            names[column] = names[first]
    if last > at:
        for column, name in enumerate(rows[last]):
            if name and name != names[column]:
                names[column] = f"{names[column]} {name}" if names[column] else name
    else:
        for first, end in wide:
            for number, column in enumerate(range(first + 1, min(end, len(names) - 1) + 1), start=2):
                names[column] = f"{names[first]} {number}"
    return names, last, True


def _names_under(row: Sequence[str | None], wide: Sequence[tuple[int, int]]) -> bool:
    """Whether the row under merged names names their columns: words without digits in all of them."""
    cells = [row[column] for first, end in wide for column in range(first, min(end, len(row) - 1) + 1)]
    return all(cell and not any(map(str.isdigit, cell)) for cell in cells)


def _columns(
    names: Sequence[str | None], under: Sequence[Sequence[str | None]]
) -> tuple[tuple[int, ...], tuple[Note, ...]]:
    """Pick the columns of the table: to the first that is empty from top to bottom."""
    used = [bool(name) or any(row[at] for row in under) for at, name in enumerate(names)]
    first = used.index(True) if True in used else 0
    end = next((at for at in range(first, len(used)) if not used[at]), len(used))
    return tuple(range(first, end)), ((SECOND,) if any(used[end:]) else ())
