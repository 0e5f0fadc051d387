"""Values of a spreadsheet's cells as exact text: dates in one form for a column, numbers with all their digits."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from custodes.disclosed.refusal import bad
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = int | float | str | bool | dt.date | dt.time | dt.timedelta

EXACT_INTEGERS: Final = 1e15
"""From here a spreadsheet has lost digits: it keeps fifteen."""

LOOKS_LIKE_DATE: Final = re.compile(r"\s*\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{1,4}(?:\D|$)")
FIRST_SURE_DAY: Final = dt.date(1900, 3, 1)
"""Before it, spreadsheets count a 29 February 1900 that never was."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes
    ----------
    cells : list of (str or None)
        Its cells as text.
    notes : tuple of Note
        What was noticed.
    """

    cells: list[str | None]
    notes: tuple[Note, ...]


def column_text(cells: Sequence[Cell], rows: Sequence[int]) -> Column:
    """Write a column as text.

    Parameters
    ----------
    cells : sequence
        Values as calamine gives them.
    rows : sequence of int
        Rows of the sheet that they stand in.

    Returns
    -------
    Column
        Text and notes.

    Raises
    ------
    Refused
        When some dates of the column are dates and others are text.
    """
    kinds = set(map(type, cells))
    with_time = dt.datetime in kinds
    if str in kinds and kinds & {dt.date, dt.datetime}:
        _hold_to_dates(cells, rows)
    text = [cell_text(cell, with_time=with_time) for cell in cells]
    notes = []
    if kinds & {int, float}:
        notes += _noted("rounded-ids", ROUNDED, "finding", [_rounded(cell) for cell in cells], rows)
    if kinds & {dt.date, dt.datetime}:
        early = [isinstance(cell, dt.date) and _day(cell) < FIRST_SURE_DAY for cell in cells]
        notes += _noted("early-1900", EARLY, "warning", early, rows)
    return Column(text, tuple(notes))


ROUNDED: Final = (
    "Whole numbers of more than 15 digits stand as numbers: a spreadsheet has put zeros for the last digits."
)
EARLY: Final = (
    "Dates before 1 March 1900, where spreadsheets are a day wrong, or times that were taken for dates; "
    "they were read as they are."
)


def _noted(
    code: str, text: str, level: Literal["finding", "warning"], found: Sequence[bool], rows: Sequence[int]
) -> list[Note]:
    """Make a note of the cells that are so, if any."""
    if not any(found):
        return []
    return [Note(code, text, level, row=rows[found.index(True)], count=sum(found))]


def _rounded(cell: Cell) -> bool:
    """Whether a whole number is too long to have been kept."""
    return not isinstance(cell, bool) and isinstance(cell, int | float) and abs(cell) >= EXACT_INTEGERS


def _day(cell: dt.date) -> dt.date:
    """Give the day of a date or a time of a day."""
    return cell.date() if isinstance(cell, dt.datetime) else cell


def _hold_to_dates(cells: Sequence[Cell], rows: Sequence[int]) -> None:
    """Refuse a column in which some dates are dates and others are text that was not understood as one."""
    texts = [
        row for cell, row in zip(cells, rows, strict=True) if isinstance(cell, str) and LOOKS_LIKE_DATE.match(cell)
    ]
    if texts:
        raise bad(
            code="mixed-dates",
            wrong="some dates of a column are dates, others are text: days and months may have been swapped",
            line=texts[0],
            seen=f"{len(texts)} dates as text",
            hint="this happens when a file is opened in a spreadsheet of another country; ask for the file before that",
        )


def cell_text(cell: Cell, *, with_time: bool) -> str | None:
    """Write a value as text.

    Parameters
    ----------
    cell : int, float, str, bool, date, datetime, time or timedelta
        The value.
    with_time : bool
        Whether other dates of the column have a time of day: a reader of workbooks gives midnight as a bare date.

    Returns
    -------
    str or None
        ISO 8601 for dates and times, hours:minutes:seconds for lengths of time, shortest exact digits for numbers.
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, dt.timedelta):
        seconds, rest = divmod(cell, dt.timedelta(seconds=1))
        part = f".{rest.microseconds:06d}" if rest else ""
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}{part}"
    if isinstance(cell, dt.datetime | dt.time) or not with_time:
        return cell.isoformat()
    return f"{cell.isoformat()}T00:00:00"


def number_text(number: float) -> str:
    """Write a number with all its digits and no more.

    Parameters
    ----------
    number : float
        The number.

    Returns
    -------
    str
        Without a point when it is whole, without an exponent when that needs at most 22 digits.

    Examples
    --------
    >>> number_text(12345.0), number_text(0.1), number_text(1e-7)
    ('12345', '0.1', '1e-07')
    """
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e22):  # noqa: PLR2004 - whole doubles are exact so far
        return str(int(number))
    return repr(number)
