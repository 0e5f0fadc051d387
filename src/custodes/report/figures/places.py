"""The figure of places: a lettered dot a thing, by two numbers, with the interval of each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import BLUE, INK, QUIET, RULE, WIDTH, Dot, Drawing, Line, Mark, Text
from custodes.report.figures.scale import Scale, axis
from custodes.report.figures.svg import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEFT: Final = 46.0
_RIGHT: Final = WIDTH - 18.0
_HIGH: Final = 230.0
_SIZE: Final = 10.0
_LETTER: Final = 12.5
_DOT: Final = 4.2
_END: Final = 3.0
_ROOM: Final = 1.06
_MANY_TIMES: Final = 30.0
"""From this ratio of the largest value to the smallest on a scale has equal steps for equal ratios."""
_AROUND: Final = ((10, -10), (-10, -10), (10, 10), (-10, 10), (14, 0), (-14, 0), (0, -14), (0, 14), (18, -8), (-18, -8))
"""Where the middle of a letter may stand beside its dot [point]."""
_CAP: Final = 9.1
"""Height of a capital letter [point]."""
_CLEAR: Final = 7.0
"""Nearer than this to the middle of a letter a line would run through it [point]."""
_APART: Final = 9.5
"""Nearer than this two letters, or a letter and a dot, would touch [point]."""


@dataclass(frozen=True)
class Place:
    """One thing with its two numbers.

    Attributes
    ----------
    letter : str
        What stands beside its dot.
    words : str
        What it is.
    x, y : tuple of (float, float, float)
        Value, low and high of what is read from left to right, and upwards.
    """

    letter: str
    words: str
    x: tuple[float, float, float]
    y: tuple[float, float, float]


def by_ratios(places: Sequence[Place]) -> bool:
    """Say whether either scale of the figure has equal steps for equal ratios.

    Parameters
    ----------
    places : sequence of Place
        What is drawn.

    Returns
    -------
    bool
        True where numbers are of very different size.
    """
    return any(_scale(numbers, 0.0, 1.0).logarithmic for numbers in ([p.x for p in places], [p.y for p in places]))


def draw(places: Sequence[Place], across: str, up: str, tick: Callable[[float], str]) -> Drawing:
    """Draw things by two numbers.

    Parameters
    ----------
    places : sequence of Place
        At least one; none below 0.
    across, up : str
        What is read from left to right, and upwards.
    tick : callable
        Writes a number of either scale.

    Returns
    -------
    Drawing
        The figure.
    """
    marks: list[Mark] = []
    y = 2.0
    for line in wrapped(f"\u2191 {up}", _SIZE + 0.5, WIDTH - 20):
        y += 14
        marks.append(Text(10, y, line, _SIZE + 0.5, QUIET))
    top, bottom = y + 14, y + 14 + _HIGH
    wide, tall = _scale([each.x for each in places], _LEFT, _RIGHT), _scale([each.y for each in places], bottom, top)
    marks += _frame(wide, tall, tick)
    marks += axis(wide, bottom, {x: tick(x) for x in _ticks(wide, tick)})
    dots = [(wide.place(each.x[0]), tall.place(each.y[0])) for each in places]
    for each, dot in zip(places, dots, strict=True):
        marks += _whiskers(each, dot, wide, tall)
    marks += [Dot(*dot, _DOT, BLUE) for dot in dots]
    marks += _letters(places, dots, wide, tall)
    y = bottom + 24
    for line in wrapped(f"\u2192 {across}", _SIZE + 0.5, WIDTH - 20):
        y += 14
        marks.append(Text(10, y, line, _SIZE + 0.5, QUIET))
    for each in places:
        y += 6
        marks.append(Text(14, y + 14, each.letter, _LETTER, INK, bold=True))
        for line in wrapped(each.words, _SIZE + 0.5, WIDTH - 50):
            y += 14
            marks.append(Text(34, y, line, _SIZE + 0.5))
    return Drawing(tuple(marks), y + 12)


def _scale(numbers: Sequence[tuple[float, float, float]], first: float, last: float) -> Scale:
    """Make a scale from 0, or by equal ratios where the numbers are of very different size."""
    lows, highs = [min(each) for each in numbers], [max(each) for each in numbers]
    middles = [each[0] for each in numbers]
    if min(lows) > 0 and max(middles) / min(middles) >= _MANY_TIMES:
        return Scale(min(lows) / _ROOM, max(highs) * _ROOM, first, last, logarithmic=True)
    highest = max(highs)
    return Scale(0.0, highest * _ROOM if highest > 0 else 1.0, first, last)


def _ticks(scale: Scale, written: Callable[[float], str]) -> tuple[float, ...]:
    """Give round numbers to mark, as many as stand apart."""
    if not scale.logarithmic:
        return scale.ticks()
    decades = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
    steps = [m * 10.0**k for m in (1.0, 3.0) for k in decades]
    kept: list[float] = []
    for x in steps:
        room = text_width(written(x), _SIZE) + 14
        if scale.low <= x <= scale.high and all(abs(scale.place(x) - scale.place(other)) > room for other in kept):
            kept.append(x)
    return tuple(sorted(kept))


def _frame(wide: Scale, tall: Scale, written: Callable[[float], str]) -> list[Mark]:
    marks: list[Mark] = [Line((wide.left, tall.left), (wide.left, tall.right), QUIET, 0.8)]
    for value in _ticks(tall, written):
        y = tall.place(value)
        marks.append(Line((wide.left, y), (wide.right, y), RULE, 0.6))
        marks.append(Text(wide.left - 5, y + 3.5, written(value), _SIZE, QUIET, "right"))
    return marks


def _whiskers(each: Place, dot: tuple[float, float], wide: Scale, tall: Scale) -> list[Mark]:
    x, y = dot
    left, right = (wide.place(end) for end in each.x[1:])
    low, high = (tall.place(end) for end in each.y[1:])
    marks: list[Mark] = []
    if left != right:
        marks.append(Line((left, y), (right, y), BLUE, 1.2))
        marks += [Line((at, y - _END), (at, y + _END), BLUE, 1.2) for at in (left, right)]
    if low != high:
        marks.append(Line((x, low), (x, high), BLUE, 1.2))
        marks += [Line((x - _END, at), (x + _END, at), BLUE, 1.2) for at in (low, high)]
    return marks


def _letters(places: Sequence[Place], dots: Sequence[tuple[float, float]], wide: Scale, tall: Scale) -> list[Mark]:
    """Set each letter beside its dot, where it covers no dot, no other letter and, if there is room, no line."""
    marks: list[Mark] = []
    taken = list(dots)
    lines = [_reach(each, dot, wide, tall) for each, dot in zip(places, dots, strict=True)]
    for each, (x, y) in zip(places, dots, strict=True):
        spots = [(x + dx * far, y + dy * far) for far in (1.0, 1.5, 2.0, 3.0) for dx, dy in _AROUND]
        inside = [(a, b) for a, b in spots if wide.left + 8 < a < WIDTH - 8 and tall.right - 10 < b < tall.left - 6]
        free = [spot for spot in inside if _is_clear(spot, taken)]
        best = next((spot for spot in free if not any(_crosses(spot, reach) for reach in lines)), None)
        spot = best or next(iter(free), None) or next(iter(inside), spots[0])
        taken.append(spot)
        marks.append(Text(spot[0], spot[1] + _CAP / 2, each.letter, _LETTER, INK, "center", bold=True))
    return marks


def _reach(each: Place, dot: tuple[float, float], wide: Scale, tall: Scale) -> tuple[float, ...]:
    """Give the dot of a thing and the ends of its lines: x, y, left, right, bottom, top."""
    ends = (*(wide.place(end) for end in each.x[1:]), *(tall.place(end) for end in each.y[1:]))
    return (*dot, *ends)


def _crosses(spot: tuple[float, float], reach: tuple[float, ...]) -> bool:
    x, y, left, right, bottom, top = reach
    across = abs(spot[1] - y) < _CLEAR and left - _CLEAR < spot[0] < right + _CLEAR
    return across or (abs(spot[0] - x) < _CLEAR and top - _CLEAR < spot[1] < bottom + _CLEAR)


def _is_clear(spot: tuple[float, float], taken: Sequence[tuple[float, float]]) -> bool:
    return all(abs(spot[0] - x) > _APART or abs(spot[1] - y) > _APART for x, y in taken)
