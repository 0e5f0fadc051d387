"""The factors figure: what each unknown explains of an answer alone, and alone and with all others."""

from __future__ import annotations

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
    Dot,
    Drawing,
    Line,
    Mark,
    Text,
)
from custodes.report.figures.scale import Scale, axis
from custodes.report.figures.svg import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 12.0
_RIGHT: Final = WIDTH - 16.0
_LINE: Final = 14.0
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_GREY: Final = "#e4e4e4"

LOOKS: Final = {
    "assumption": ("A", "assumption", PALE_RUST, RUST, "//////"),
    "redacted": ("W", "withheld", PALE_RUST, RUST, "xxxxxx"),
    "source": ("P", "published range", PALE_BLUE, BLUE, ""),
    "luck": ("L", "luck", _GREY, QUIET, "......"),
}
"""Of each kind its letter, its words, and how its bars look: none hangs on colour alone."""


@dataclass(frozen=True)
class Row:
    """One factor.

    Attributes
    ----------
    label : str
        What it is.
    kind : str
        What it rests on, a key of `LOOKS`.
    written : str
        What it explains alone, in words.
    first, low, high : float
        The same, and its interval [ratio].
    total : float
        What it explains alone and with all others [ratio].
    """

    label: str
    kind: str
    written: str
    first: float
    low: float
    high: float
    total: float


def _within(x: float) -> float:
    return min(max(x, 0.0), 1.0)


def _row(row: Row, y: float, scale: Scale) -> tuple[list[Mark], float]:
    letter, _, fill, edge, hatch = LOOKS[row.kind]
    marks: list[Mark] = [Text(_RIGHT, y + _LINE, row.written, 11, bold=True, anchor="right")]
    room = _RIGHT - _LEFT - 19 - text_width(row.written, 11, bold=True) - 10
    for k, line in enumerate(wrapped(row.label, 11, room)):
        y += _LINE
        marks += [Text(_LEFT, y, letter, 11, QUIET, bold=True)] if k == 0 else []
        marks.append(Text(_LEFT + 19, y, line, 11))
    y += 12
    first, total = scale.place(_within(row.first)), scale.place(_within(row.total))
    low, high = scale.place(_within(row.low)), scale.place(_within(row.high))
    marks += [Line((scale.place(x), y - 7), (scale.place(x), y + 7), RULE, 0.8) for x in _TICKS]
    marks.append(Bar(scale.left, y - 5.5, max(first - scale.left, 0.8), 11, fill, edge, hatch))
    marks += [Line((low, y), (high, y), INK, 1.5), *(Line((x, y - 4), (x, y + 4), INK, 1.5) for x in (low, high))]
    marks.append(Dot(total, y, 3.8, PAPER, INK))
    return marks, y + 9


def _legend(rows: Sequence[Row], y: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    x = _LEFT
    for kind, (letter, words, fill, edge, hatch) in LOOKS.items():
        if any(row.kind == kind for row in rows):
            wide = 44 + text_width(words, 10.5)
            if x + wide > _RIGHT:
                x, y = _LEFT, y + 18
            marks += [
                Text(x, y, letter, 10.5, QUIET, bold=True),
                Bar(x + 15, y - 9, 20, 10, fill, edge, hatch),
                Text(x + 40, y, words, 10.5),
            ]
            x += wide + 8
    y += 19
    at = y - 4
    marks += [
        Line((_LEFT, at), (_LEFT + 24, at), INK, 1.5),
        *(Line((end, at - 4), (end, at + 4), INK, 1.5) for end in (_LEFT, _LEFT + 24)),
        Text(_LEFT + 30, y, "95% interval", 10.5),
        Dot(_LEFT + 124, at, 3.8, PAPER, INK),
        Text(_LEFT + 134, y, "alone and together with all others", 10.5),
    ]
    return marks, y


def draw(rows: Sequence[Row]) -> Drawing:
    """Draw a bar a factor on one scale from none to all.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.

    Returns
    -------
    Drawing
        The figure.
    """
    scale = Scale(0.0, 1.0, _LEFT, _RIGHT)
    body: list[Mark] = []
    y = 2.0
    for row in rows:
        marks, y = _row(row, y + 3, scale)
        body += marks
    bottom = y + 5
    ticks = axis(scale, bottom, {x: f"{x:.0%}" for x in _TICKS})
    words = "part of what is left open about the answer (of its variance)"
    unit = Text(WIDTH / 2, bottom + 29, words, 10.5, QUIET, "center")
    legend, y = _legend(rows, bottom + 52)
    return Drawing((*ticks, *body, unit, *legend), y + 9)
