"""The dial figure: rows of bars, one a setting from fine to coarse; what is gained above, what is given away below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import (
    BLUE,
    INK,
    PALE_BLUE,
    PALE_RUST,
    PAPER,
    QUIET,
    RULE,
    RUST,
    WIDTH,
    Bar,
    Drawing,
    Line,
    Mark,
    Text,
)
from custodes.report.figures.svg import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 10.0
_RIGHT: Final = WIDTH - 10.0
_INSIDE: Final = _RIGHT - _LEFT
_BOLD: Final = 0.87
"""How much wider bold type is, the other way round [ratio]."""
_TALL: Final = 40.0
"""Height of the tallest bar or line [point]."""
_NUMBER: Final = 15.0
"""Room for the number above it [point]."""
_UNDER: Final = 17.0
"""Room for the setting below it [point]."""


@dataclass(frozen=True)
class Column:
    """What one row says of one setting.

    Attributes
    ----------
    written : str
        The value in a few characters, or a dash.
    value : float or None
        The value; None where there is none.
    low, high : float or None
        Ends of its interval.
    """

    written: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    """One row of bars.

    Attributes
    ----------
    title : str
        What is counted.
    note : str
        How to read the height of a bar.
    columns : tuple of Column
        One a setting.
    gain : bool
        Whether it is about what is gained, else about what is given away.
    instead : str
        What to say instead of bars where no setting has a value, or "".
    """

    title: str
    note: str
    columns: tuple[Column, ...]
    gain: bool
    instead: str = ""


def _highest(row: Row) -> float:
    ends = [x for column in row.columns for x in (column.value, column.high) if x is not None and math.isfinite(x)]
    return max(ends, default=0.0)


def _bar(column: Column, middle: float, base: float, unit: float, *, gain: bool) -> list[Mark]:
    """Draw one bar with its number; `unit` is the height of 1 [point]."""
    if column.value is None:
        return [Text(middle, base - 5, column.written, 9.5, QUIET, "center")]

    def height(x: float) -> float:
        return min(x * unit, _TALL)

    size = max(height(column.value), 1.0)
    fill, edge = (PALE_BLUE, BLUE) if gain else (PALE_RUST, RUST)
    marks: list[Mark] = [Bar(middle - 12, base - size, 24, size, fill, edge, "" if gain else "//////")]
    top = size
    if column.low is not None and column.high is not None and column.low < column.high:
        low, top = base - height(column.low), max(size, height(column.high))
        high = base - height(column.high)
        marks += [
            Line((middle, low), (middle, high), INK, 1.2),
            *(Line((middle - 3, y), (middle + 3, y), INK, 1.2) for y in (low, high)),
        ]
    return [*marks, Text(middle, base - top - 4, column.written, 9.5, INK, "center", bold=True)]


def _mark(own: float, step: float, top: float, bottom: float) -> Mark:
    """Draw the scheme's own setting: a frame round its column, or a broken line between two."""
    if own == int(own):
        return Bar(_LEFT + own * step + 1, top, step - 2, bottom - top, PAPER, INK)
    at = min(max(_LEFT + (own + 0.5) * step, _LEFT), _RIGHT)
    return Line((at, top), (at, bottom), INK, 1.4, dashed=True)


def _row(row: Row, y: float, labels: Sequence[str], own: float | None) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for line in wrapped(row.title, 11.5, _INSIDE * _BOLD):
        y += 15
        marks.append(Text(_LEFT, y, line, 11.5, bold=True))
    for line in wrapped(row.instead or row.note, 10.5, _INSIDE):
        y += 14
        marks.append(Text(_LEFT, y, line, 10.5, QUIET))
    if row.instead:
        return marks, y + 8
    step = _INSIDE / len(labels)
    top, base = y + 6, y + 10 + _NUMBER + _TALL
    if own is not None:
        marks.append(_mark(own, step, top, base + _UNDER))
    marks.append(Line((_LEFT, base), (_RIGHT, base), RULE, 0.8))
    highest = _highest(row)
    unit = _TALL / highest if highest > 0 else 0.0
    for k, (column, label) in enumerate(zip(row.columns, labels, strict=True)):
        middle = _LEFT + (k + 0.5) * step
        marks += _bar(column, middle, base, unit, gain=row.gain)
        marks.append(Text(middle, base + 12, label, 9.5, QUIET, "center", bold=k == own))
    return marks, base + _UNDER + 4


def _legend(own: float | None, scheme: str, y: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = [
        Bar(_LEFT, y - 9, 24, 10),
        Text(_LEFT + 30, y, "gained", 10.5),
        Bar(_LEFT + 86, y - 9, 24, 10, PALE_RUST, RUST, "//////"),
        Text(_LEFT + 116, y, "given away", 10.5),
        Line((_LEFT + 205, y - 10), (_LEFT + 205, y + 1), INK, 1.2),
        *(Line((_LEFT + 202, at), (_LEFT + 208, at), INK, 1.2) for at in (y - 10, y + 1)),
        Text(_LEFT + 216, y, "interval", 10.5),
    ]
    if own is not None:
        y += 19
        shown = own == int(own)
        at = _LEFT + 12
        marks.append(
            Bar(_LEFT, y - 10, 24, 13, PAPER, INK) if shown else Line((at, y - 11), (at, y + 3), INK, 1.4, dashed=True)
        )
        marks.append(Text(_LEFT + 30, y, scheme, 10.5))
    return marks, y


def draw(
    rows: Sequence[Row], labels: Sequence[str], across: str, *, own: float | None = None, scheme: str = ""
) -> Drawing:
    """Draw rows of bars over the settings of a dial.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom, what is gained first.
    labels : sequence of str
        The settings from fine to coarse.
    across : str
        What is read from left to right.
    own : float or None
        Place of the scheme's own setting; between two of them where it is none of them.
    scheme : str
        What to call that setting.

    Returns
    -------
    Drawing
        The figure.
    """
    marks: list[Mark] = []
    y = 4.0
    for line in wrapped(across, 10.5, _INSIDE):
        y += 14
        marks.append(Text(_LEFT, y, line, 10.5, QUIET))
    heading = None
    for row in rows:
        if row.gain is not heading:
            heading = row.gain
            y += 24
            words = "What is gained" if row.gain else "What is given away"
            marks += [Text(_LEFT, y, words, 12.5, bold=True), Line((_LEFT, y + 5), (_RIGHT, y + 5), INK, 1.0)]
            y += 5
        drawn, y = _row(row, y + 4, labels, own)
        marks += drawn
    legend, y = _legend(own, scheme, y + 16)
    return Drawing((*marks, *legend), y + 10)
