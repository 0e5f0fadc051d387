"""The unknowns figure: how many times larger or smaller than its middle each unknown quantity may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import (
    BLUE,
    INK,
    PALE_BLUE,
    PALE_RUST,
    QUIET,
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
from custodes.report.figures.svg import wrapped
from custodes.report.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 16.0
_RIGHT: Final = WIDTH - 16.0
_LEAST: Final = 1e-3
_FAR: Final = 50.0
"""On a scale wider than this, numbers near the middle would touch each other."""


@dataclass(frozen=True)
class Width:
    """One unknown quantity.

    Attributes
    ----------
    label : str
        What it is.
    written : str
        Its range in words.
    low, high : float
        Ends of its range over its middle [ratio]; `low` may be 0.
    published : bool
        Whether a published source gives the range.
    """

    label: str
    written: str
    low: float
    high: float
    published: bool


def draw(widths: Sequence[Width]) -> Drawing:
    """Draw each range over its own middle, on a scale of ratios.

    Parameters
    ----------
    widths : sequence of Width
        From top to bottom.

    Returns
    -------
    Drawing
        The figure.
    """
    low = max(_LEAST, min([0.5, *(w.low for w in widths if w.low > 0)]))
    high = max([2.0, *(w.high for w in widths)])
    scale = Scale(low / 1.1, high * 1.1, _LEFT, _RIGHT, logarithmic=True)
    one = scale.place(1.0)
    body: list[Mark] = []
    y = 2.0
    for width in widths:
        for line in wrapped(width.label, 11, _RIGHT - _LEFT):
            y += 15
            body.append(Text(_LEFT, y, line, 11))
        y += 14
        body.append(Text(_LEFT, y, width.written, 10.5, QUIET))
        body.append(Line((one, y + 2), (one, y + 17), INK, 0.8, dashed=True))
        start, end = scale.place(max(width.low, scale.low)), scale.place(width.high)
        fill, edge, hatch = (PALE_BLUE, BLUE, "") if width.published else (PALE_RUST, RUST, "//////")
        body.append(Bar(start, y + 5, max(end - start, 1.0), 9, fill, edge, hatch))
        body.append(Dot(scale.place(1.0), y + 9.5, 3.4))
        y += 20
    marks = axis(scale, y + 4, {x: _times(x) for x in _ticks(scale)})
    y += 40
    legend: list[Mark] = [
        Bar(_LEFT, y - 9, 24, 10, PALE_RUST, RUST, "//////"),
        Text(_LEFT + 30, y, "assumed or withheld", 10.5),
        Bar(_LEFT + 180, y - 9, 24, 10, PALE_BLUE, BLUE),
        Text(_LEFT + 210, y, "from a published source", 10.5),
    ]
    return Drawing((*marks, *body, *legend), y + 8)


def _ticks(scale: Scale) -> tuple[float, ...]:
    wanted = (0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 100.0, 1000.0)
    near = (0.25, 0.5, 2.0, 4.0)
    far = scale.high / scale.low > _FAR
    return tuple(x for x in wanted if scale.low <= x <= scale.high and not (far and x in near))


def _times(x: float) -> str:
    return "middle" if x == 1 else f"\u00d7 {number(x)}"
