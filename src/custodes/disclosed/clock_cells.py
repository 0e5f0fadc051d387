"""Cells of a time column taken apart: year, month or day, seconds, offset; nothing decided yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.disclosed.cell_bytes import number_at, same_shape
from custodes.disclosed.clock_formats import ISO, ZONES, declared, month_of, proven

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    import pyarrow as pa
    from numpy.typing import NDArray

    Number = Callable[[str], NDArray[np.int64]]

NONE, CALENDAR, EITHER, COUNT, CLOCK = range(5)
"""What a cell was read as: nothing; a date; a date of which the order is not known; a count; a time without a date."""

_PIVOT: Final = 69
"""Years of two digits from here on are of the last century, as in POSIX."""

_MINUTE_S: Final = 60
_HOUR_S: Final = 3600
_NOON_H: Final = 12


@dataclass(frozen=True)
class Cells:
    """A time column taken apart.

    Attributes
    ----------
    form : ndarray of int8
        NONE, CALENDAR, EITHER, COUNT or CLOCK.
    year, one, two : ndarray of int32 and int8
        Year; month and day, or for EITHER the first and second number; for COUNT `one` is the number of its digits.
    seconds : ndarray of float64
        Seconds into the day, or the count.
    offset : ndarray of float32
        Stated offset from UTC [second], NaN where none is stated.
    short : ndarray of bool
        Whether the year has two digits.
    timed : ndarray of bool
        Whether a time of day stands there.
    """

    form: NDArray[np.int8]
    year: NDArray[np.int32]
    one: NDArray[np.int8]
    two: NDArray[np.int8]
    seconds: NDArray[np.float64]
    offset: NDArray[np.float32]
    short: NDArray[np.bool_]
    timed: NDArray[np.bool_]


def empty(length: int) -> Cells:
    """Make room for some cells.

    Parameters
    ----------
    length : int
        How many.

    Returns
    -------
    Cells
        Of which none is read.
    """
    return Cells(
        np.zeros(length, dtype=np.int8),
        np.zeros(length, dtype=np.int32),
        np.zeros(length, dtype=np.int8),
        np.zeros(length, dtype=np.int8),
        np.zeros(length, dtype=np.float64),
        np.full(length, np.nan, dtype=np.float32),
        np.zeros(length, dtype=np.bool_),
        np.zeros(length, dtype=np.bool_),
    )


def take_apart(batches: list[pa.Array], form: str) -> Cells:
    """Take the cells of a column apart.

    Parameters
    ----------
    batches : list of pyarrow string arrays
        The column.
    form : str
        Declared format; "" to go by forms that prove themselves.

    Returns
    -------
    Cells
        Each cell's parts; NONE for empty cells and for those in another form.
    """
    cells = empty(sum(len(batch) for batch in batches))
    start = 0
    for batch in batches:
        for rows, marks, shape in same_shape(batch):
            found = declared(form).fullmatch(shape) if form and form != ISO else proven(shape)
            if found is None or (form == ISO and not found.groupdict().get("Y")):
                continue
            _put(cells, rows + start, marks, found)
        start += len(batch)
    return cells


def _put(cells: Cells, rows: NDArray[np.intp], marks: NDArray[np.uint8], found: re.Match[str]) -> None:
    """Read cells of one shape into their rows."""
    parts = {name: text for name, text in found.groupdict().items() if text is not None}

    def number(name: str) -> NDArray[np.int64]:
        return number_at(marks, *found.span(name))

    if "e" in parts:
        cells.form[rows] = COUNT
        cells.one[rows] = len(parts["e"])
        cells.seconds[rows] = number("e") + (number("ef") / 10.0 ** len(parts["ef"]) if "ef" in parts else 0.0)
        return
    good = np.ones(len(rows), dtype=np.bool_)
    if "Y" in parts:
        good &= _date(cells, rows, parts, number)
    else:
        cells.form[rows] = CLOCK
    if "H" in parts:
        good &= _time(cells, rows, parts, number)
    if "z" in parts:
        good &= _offset(cells, rows, parts["z"], found.start("z"), marks)
    cells.form[rows[~good]] = NONE


def _date(cells: Cells, rows: NDArray[np.intp], parts: dict[str, str], number: Number) -> NDArray[np.bool_]:
    year = number("Y")
    if len(parts["Y"]) == 2:  # noqa: PLR2004
        year = np.where(year < _PIVOT, 2000 + year, 1900 + year)
        cells.short[rows] = True
    cells.year[rows] = year
    if "a" in parts:
        cells.form[rows] = EITHER
        cells.one[rows], cells.two[rows] = number("a"), number("b")
        return np.ones(len(rows), dtype=np.bool_)
    cells.form[rows] = CALENDAR
    month = np.full(len(rows), month_of(parts["B"])) if "B" in parts else number("m")
    cells.one[rows], cells.two[rows] = month, number("d")
    good: NDArray[np.bool_] = month > 0
    return good


def _time(cells: Cells, rows: NDArray[np.intp], parts: dict[str, str], number: Number) -> NDArray[np.bool_]:
    hour, minute = number("H"), number("M")
    good = (hour < 24) & (minute < _MINUTE_S)  # noqa: PLR2004
    if "p" in parts:
        good &= (hour >= 1) & (hour <= _NOON_H)
        hour = hour % _NOON_H + (_NOON_H if parts["p"] in "Pp" else 0)
    seconds = (hour * _HOUR_S + minute * _MINUTE_S).astype(np.float64)
    if "S" in parts:
        second = number("S")
        good &= second < _MINUTE_S
        seconds += second
    if "f" in parts:
        seconds += number("f") / 10.0 ** len(parts["f"])
    cells.seconds[rows] = seconds
    cells.timed[rows] = True
    return np.asarray(good, dtype=np.bool_)


def _offset(cells: Cells, rows: NDArray[np.intp], text: str, at: int, marks: NDArray[np.uint8]) -> NDArray[np.bool_]:
    if text.lower() in ZONES:
        cells.offset[rows] = ZONES[text.lower()]
        return np.ones(len(rows), dtype=np.bool_)
    hours = number_at(marks, at + 1, at + 3)
    minutes = number_at(marks, at + len(text) - 2, at + len(text)) if len(text) > 3 else np.zeros_like(hours)  # noqa: PLR2004
    cells.offset[rows] = (hours * _HOUR_S + minutes * _MINUTE_S) * (-1 if text[0] == "-" else 1)
    return np.asarray((hours <= 14) & (minutes < _MINUTE_S), dtype=np.bool_)  # noqa: PLR2004
