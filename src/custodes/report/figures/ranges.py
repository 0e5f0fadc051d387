"""The range figure: one row a question, its value, and apart from each other what makes it uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.measures.answer import Span
from custodes.report.figures.marks import (
    BLUE,
    INK,
    PALE_BLUE,
    QUIET,
    RULE,
    RUST,
    WIDTH,
    Bar,
    Dot,
    Drawing,
    Line,
    Mark,
    Text,
)
from custodes.report.figures.scale import Scale, axis, from_zero
from custodes.report.figures.svg import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEFT: Final = 10.0
_RIGHT: Final = WIDTH - 16.0
_LINE: Final = 15.0


@dataclass(frozen=True)
class Row:
    """One row of a range figure.

    Attributes
    ----------
    label : str
        What the row is about.
    written : str
        Its value in words, or why there is none.
    value : float or None
        Its value; None when it cannot be told.
    unknown : Span or None
        Range from what is not known about the scheme.
    people : Span or None
        Range from a finite number of people.
    whole : Span or None
        Interval of both together, where the two are not told apart.
    equal : float or None
        What the value would be if all were equal.
    head : str
        A heading to set above the row, or "".
    """

    label: str
    written: str
    value: float | None
    unknown: Span | None = None
    people: Span | None = None
    whole: Span | None = None
    equal: float | None = None
    head: str = ""

    def highest(self) -> float:
        """Give the largest number of the row.

        Returns
        -------
        float
            Zero when it has none.
        """
        spans = [span.high for span in (self.unknown, self.people, self.whole) if span is not None]
        return max([self.value or 0.0, *spans])


def _title(row: Row, y: float) -> tuple[list[Mark], float]:
    """Set the label left and the value right, on one line if they fit and on more if not."""
    room = _RIGHT - _LEFT
    ink = INK if row.value is not None else QUIET
    bold = row.value is not None
    if text_width(row.label, 11.5) + text_width(row.written, 11.5, bold=bold) + 14 <= room:
        label, value = Text(_LEFT, y, row.label), Text(_RIGHT, y, row.written, 11.5, ink, "right", bold=bold)
        return [label, value], y
    marks: list[Mark] = []
    lines = [*((line, INK, False) for line in wrapped(row.label, 11.5, room))]
    lines += [(line, ink, bold) for line in wrapped(row.written, 11.5, room)]
    for k, (line, colour, heavy) in enumerate(lines):
        marks.append(Text(_LEFT, y + k * _LINE, line, 11.5, colour, bold=heavy))
    return marks, y + (len(lines) - 1) * _LINE


def _whisker(span: Span, y: float, scale: Scale) -> list[Mark]:
    low, high = scale.place(span.low), scale.place(span.high)
    return [
        Line((low, y), (high, y), INK, 1.6),
        Line((low, y - 4), (low, y + 4), INK, 1.6),
        Line((high, y - 4), (high, y + 4), INK, 1.6),
    ]


def _ranges(row: Row, y: float, scale: Scale) -> list[Mark]:
    marks: list[Mark] = []
    if row.unknown is not None:
        low, high = scale.place(row.unknown.low), scale.place(row.unknown.high)
        marks.append(Bar(low, y - 6, max(high - low, 1.0), 12, PALE_BLUE, BLUE, "////"))
    for span in (row.people, row.whole):
        if span is not None and span.low < span.high:
            marks += _whisker(span, y, scale)
    if row.equal is not None:
        at = scale.place(row.equal)
        marks.append(Line((at, y - 9), (at, y + 9), RUST, 1.8, dashed=True))
    if row.value is not None:
        marks.append(Dot(scale.place(row.value), y, 4.2))
    return marks


def _legend(rows: Sequence[Row], y: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = [Dot(_LEFT + 8, y - 4, 4.2), Text(_LEFT + 18, y, "value", 10.5)]
    x = _LEFT + 62
    if any(row.unknown is not None for row in rows):
        marks += [Bar(x, y - 9, 24, 10, PALE_BLUE, BLUE, "////"), Text(x + 30, y, "from unknowns", 10.5)]
        x += 132
    for words, used in (
        ("from people", any(row.people is not None and row.people.low < row.people.high for row in rows)),
        ("interval", any(row.whole is not None for row in rows)),
    ):
        if used:
            marks += [*_whisker(Span(0, 1), y - 4, Scale(0, 1, x, x + 24)), Text(x + 30, y, words, 10.5)]
            x += 102
    if any(row.equal is not None for row in rows):
        at, y = _LEFT + 8, y + 18
        marks += [
            Line((at, y - 13), (at, y + 3), RUST, 1.8, dashed=True),
            Text(at + 10, y, "if everybody had exactly the same number", 10.5),
        ]
    return marks, y


def draw(rows: Sequence[Row], tick: Callable[[float], str], *, unit: str = "") -> Drawing:
    """Draw rows of values with their two ranges on one scale from zero.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.
    tick : callable
        Writes a number of the scale.
    unit : str
        What the scale counts, written under it.

    Returns
    -------
    Drawing
        The figure.
    """
    highest = max((row.highest() for row in rows), default=0.0)
    scale = from_zero(highest, _LEFT, _RIGHT)
    ticks = {x: tick(x) for x in scale.ticks()}
    body: list[Mark] = []
    y = 0.0
    for row in rows:
        if row.head:
            y += 20
            body += [Text(_LEFT, y, row.head, 12, bold=True), Line((_LEFT, y + 5), (_RIGHT, y + 5), RULE, 0.8)]
            y += 6
        title, y = _title(row, y + 18)
        body += title
        if row.value is not None:
            y += 14
            body += [Line((scale.place(x), y - 8), (scale.place(x), y + 8), RULE, 0.8) for x in ticks]
            body += _ranges(row, y, scale)
        y += 9
    bottom = y + 6
    marks = [*axis(scale, bottom, ticks), *body]
    y = bottom + 13
    if unit:
        y += _LINE
        marks.append(Text(WIDTH / 2, y, unit, 10.5, QUIET, "center"))
    legend, y = _legend([row for row in rows if row.value is not None], y + 24)
    return Drawing((*marks, *legend), y + 8)
