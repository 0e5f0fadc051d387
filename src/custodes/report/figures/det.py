"""The trade-off figure of recognition (DET): both kinds of error at every threshold, on logarithmic scales."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import BLUE, INK, QUIET, RULE, RUST, WIDTH, Dot, Drawing, Line, Mark, Text
from custodes.report.figures.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 58.0
_RIGHT: Final = WIDTH - 16.0
_TOP: Final = 26.0
_BOTTOM: Final = 276.0
_SIZE: Final = 9.0


def draw(fmr: Sequence[float], fnmr: Sequence[float], at: tuple[float, float] | None = None) -> Drawing:
    """Draw false non-matches against false matches.

    Parameters
    ----------
    fmr, fnmr : sequence of float
        Both rates at each threshold, in its order; those that are 0 stand at the edge [ratio].
    at : tuple of float, optional
        Both rates at the scheme's own threshold.

    Returns
    -------
    Drawing
        The figure.
    """
    across = Scale(_floor(fmr), 1.0, _LEFT, _RIGHT, logarithmic=True)
    up = Scale(_floor(fnmr), 1.0, _BOTTOM, _TOP, logarithmic=True)
    marks: list[Mark] = [
        Text(0, 12, "Own face rejected (FNMR)", _SIZE + 1, QUIET),
        Text(_RIGHT, _BOTTOM + 34, "Somebody else's face accepted (FMR)", _SIZE + 1, QUIET, "right"),
    ]
    for tick in across.ticks():
        x = across.place(tick)
        marks.append(Line((x, _TOP), (x, _BOTTOM), RULE, 0.6))
        marks.append(Text(x, _BOTTOM + 14, _words(tick), _SIZE, QUIET, "center" if x < _RIGHT - 12 else "right"))
    for tick in up.ticks():
        y = up.place(tick)
        marks.append(Line((_LEFT, y), (_RIGHT, y), RULE, 0.6))
        marks.append(Text(_LEFT - 6, y + 3, _words(tick), _SIZE, QUIET, "right"))
    marks += [
        Line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM), INK),
        Line((_LEFT, _TOP), (_LEFT, _BOTTOM), INK),
    ]
    points = [(across.place(x), up.place(y)) for x, y in zip(fmr, fnmr, strict=True)]
    marks += [Line(one, other, BLUE, 1.8) for one, other in pairwise(points)]
    if at is not None:
        marks.append(Dot(across.place(at[0]), up.place(at[1]), 4.5, RUST))
    return Drawing(tuple(marks), _BOTTOM + 42)


def _floor(rates: Sequence[float]) -> float:
    """Give the power of ten below the smallest rate above zero."""
    smallest = min((rate for rate in rates if rate > 0), default=0.1)
    floor = 0.1
    while floor > 0.99 * smallest and floor > 1e-8:  # noqa: PLR2004 - rarer than any set of scores can show
        floor /= 10.0
    return floor


def _words(rate: float) -> str:
    return f"1 in {round(1 / rate):,}" if rate < 1 else "all"
