"""The figure of what is possible: for each number from left to right, how far another can go up and down."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import (
    INK,
    PALE_BLUE,
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
from custodes.report.figures.scale import Scale, axis, from_zero
from custodes.report.figures.svg import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEFT: Final = 74.0
_RIGHT: Final = WIDTH - 30.0
_TALL: Final = 190.0
_LINE: Final = 14.0
_SMALL: Final = 10.5
_STRIPS: Final = 3
_BESIDE: Final = 10.0
"""How far letters of neighbouring lines stand apart [point]."""


@dataclass(frozen=True)
class Column:
    """What is possible at one number.

    Attributes
    ----------
    at : float
        The number.
    low, high : float
        How far the other one can go.
    """

    at: float
    low: float
    high: float


@dataclass(frozen=True)
class Level:
    """A number that was published elsewhere, to be set beside them.

    Attributes
    ----------
    words : str
        What it is.
    low, high : float
        Its ends.
    """

    words: str
    low: float
    high: float


def draw(
    columns: Sequence[Column],
    words: tuple[str, str],
    ticks: tuple[Callable[[float], str], Callable[[float], str]],
    levels: Sequence[Level] = (),
) -> Drawing:
    """Draw what is possible as an area between two lines.

    Parameters
    ----------
    columns : sequence of Column
        From left to right, two or more.
    words : tuple of str
        What is read upwards, and what from left to right.
    ticks : tuple of callable
        Write a number of either scale, upwards first.
    levels : sequence of Level
        Broken lines across.

    Returns
    -------
    Drawing
        The figure.
    """
    marks: list[Mark] = []
    y = 2.0
    for line in wrapped(words[0], 11.5, WIDTH - 20):
        y += _LINE + 1
        marks.append(Text(10, y, line, 11.5, bold=True))
    top, bottom = y + 14, y + 14 + _TALL
    highest = max([*(column.high for column in columns), *(level.high for level in levels)])
    up = from_zero(highest, bottom, top)
    across = Scale(columns[0].at, columns[-1].at, _LEFT, _RIGHT)
    for x in up.ticks():
        at = up.place(x)
        marks += [
            Line((_LEFT, at), (_RIGHT, at), RULE, 0.6),
            Text(_LEFT - 8, at + 3.5, ticks[0](x), 10, QUIET, "right"),
        ]
    marks += _area(columns, across, up)
    drawn, legend, y = _levels(levels, up, bottom + 42)
    marks += drawn
    marks += axis(across, bottom, {x: ticks[1](x) for x in _across_ticks(across)})
    marks.append(Text((_LEFT + _RIGHT) / 2, bottom + 30, words[1], _SMALL, QUIET, "center"))
    return Drawing((*marks, *legend), y + 12)


def _across_ticks(scale: Scale) -> tuple[float, ...]:
    """Mark both ends, and between them the round numbers that leave room."""
    apart = 0.13 * (scale.high - scale.low)
    inner = from_zero(scale.high, 0, 1).ticks()
    kept = [x for x in inner if scale.low + apart < x < scale.high - apart]
    return (scale.low, *kept, scale.high)


def _between(left: Column, right: Column) -> tuple[Column, ...]:
    """Cut the way from one column to the next into strips so narrow that they look like one area."""
    parts = [k / _STRIPS for k in range(_STRIPS + 1)]
    return tuple(
        Column(*(a + part * (b - a) for a, b in zip(vars(left).values(), vars(right).values(), strict=True)))
        for part in parts
    )


def _area(columns: Sequence[Column], across: Scale, up: Scale) -> list[Mark]:
    marks: list[Mark] = []
    for left, right in pairwise([each for pair in pairwise(columns) for each in _between(*pair)]):
        start, end = across.place(left.at), across.place(right.at)
        # Within both columns, so that no corner stands out over the line.
        high, low = up.place(min(left.high, right.high)), up.place(max(left.low, right.low))
        marks.append(Bar(start, high, end - start + 0.4, max(low - high, 1.0), PALE_BLUE, PALE_BLUE))
    for ends in ("high", "low"):
        for left, right in pairwise(columns):
            a = (across.place(left.at), up.place(getattr(left, ends)))
            b = (across.place(right.at), up.place(getattr(right, ends)))
            marks.append(Line(a, b, INK, 1.6))
    return marks


def _levels(levels: Sequence[Level], up: Scale, y: float) -> tuple[list[Mark], list[Mark], float]:
    """Draw published numbers across, each with a letter, and what the letters mean underneath."""
    drawn: list[Mark] = []
    legend: list[Mark] = []
    for k, level in enumerate(levels):
        letter = "ABCDEFGH"[k]
        heights = [up.place(x) for x in dict.fromkeys((level.low, level.high))]
        drawn += [Line((_LEFT, height), (_RIGHT, height), RUST, 1.4, dashed=True) for height in heights]
        at = _RIGHT + 4 + _BESIDE * (k % 2)
        drawn.append(Text(at, up.place((level.low + level.high) / 2) + 4, letter, _SMALL, RUST, bold=True))
        room = WIDTH - 34 - text_width(letter, _SMALL, bold=True)
        for n, line in enumerate(wrapped(level.words, _SMALL, room)):
            y += _LINE
            legend += [Text(10, y, letter, _SMALL, RUST, bold=True)] if n == 0 else []
            legend.append(Text(26, y, line, _SMALL))
    return drawn, legend, y
