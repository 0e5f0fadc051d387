"""The strip figure: one row a group of settings, a dot for each, and bands for what was published."""

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

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 142.0
_RIGHT: Final = WIDTH - 12.0
_STEP: Final = 17.0
_TOP: Final = 12.0
_INKS: Final = ((PALE_BLUE, BLUE, ""), (PALE_RUST, RUST, "//////"))


@dataclass(frozen=True)
class Band:
    """A published count with its bounds.

    Attributes
    ----------
    words : str
        What it is.
    low, high : float
        Its bounds.
    """

    words: str
    low: float
    high: float


def draw(
    rows: Sequence[tuple[str, Sequence[float]]], bands: Sequence[Band], ends: tuple[float, float], unit: str
) -> Drawing:
    """Draw what came out at many settings on one logarithmic scale.

    Parameters
    ----------
    rows : sequence of (str, sequence of float)
        Label and numbers of each row, from top to bottom.
    bands : sequence of Band
        Up to two.
    ends : tuple of float
        Ends of the scale; a number beyond one is set at it.
    unit : str
        What the scale counts.

    Returns
    -------
    Drawing
        The figure.
    """
    scale = Scale(*ends, _LEFT, _RIGHT, logarithmic=True)
    bottom = _TOP + _STEP * len(rows)
    marks: list[Mark] = []
    for band, (fill, edge, hatch) in zip(bands, _INKS, strict=False):
        left, right = scale.place(band.low), scale.place(band.high)
        marks.append(Bar(left, _TOP - 6, right - left, bottom - _TOP + 6, fill, edge, hatch))
    for k, (label, numbers) in enumerate(rows):
        y = _TOP + _STEP * (k + 0.5)
        marks += [Text(6, y + 3.5, label, 10, QUIET), Line((_LEFT, y), (_RIGHT, y), RULE, 0.6)]
        marks += [Dot(scale.place(x), y, 3.0, INK, PAPER) for x in numbers]
    marks += axis(scale, bottom + 4, {x: f"{x:g}" for x in scale.ticks()})
    y = bottom + 32
    marks.append(Text((_LEFT + _RIGHT) / 2, y, unit, 10.5, QUIET, "center"))
    for band, (fill, edge, hatch) in zip(bands, _INKS, strict=False):
        y += 19
        marks += [Bar(8, y - 9, 24, 10, fill, edge, hatch), Text(38, y, band.words, 10.5)]
    return Drawing(tuple(marks), y + 10)
