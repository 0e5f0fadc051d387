"""The crossing figure: an answer against the number that is varied, the line, and where the two meet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import (
    BLUE,
    INK,
    PALE_BLUE,
    PALE_RUST,
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
from custodes.report.figures.scale import Scale, axis, round_step
from custodes.report.figures.svg import text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

_LEFT: Final = 46.0
_RIGHT: Final = WIDTH - 14.0
_HIGH: Final = 190.0
_SIZE: Final = 10.0
_STRIP: Final = 11.0
_MANY_TIMES: Final = 8.0
_OF_CROSSING: Final = "\\\\\\\\"
_OF_FILE: Final = "////"
_BEYOND: Final = 1.5
"""How far the picture reaches beyond the central world for the sake of the others [part of what that spans]."""


@dataclass(frozen=True)
class At:
    """The answer at one value of what is varied.

    Attributes
    ----------
    x, value : float
        The value, and the answer.
    low, high : float
        Ends of the answer's interval.
    """

    x: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Crossing:
    """What is drawn.

    Attributes
    ----------
    points : tuple of At
        The central world, rising.
    others : tuple of tuple of (float, float)
        The other worlds: value and answer, rising.
    line : float
        The line.
    at : float or None
        Where the answer crosses it.
    interval : tuple of float or None
        Interval of that.
    own : tuple of float or None
        From where to where the scheme's file says that it lies; twice the same for a single value.
    across, up, line_words, own_words : str
        What is read from left to right, and upwards; the line, and the scheme's own range, in words.
    """

    points: tuple[At, ...]
    others: tuple[tuple[tuple[float, float], ...], ...]
    line: float
    at: float | None
    interval: tuple[float, float] | None
    own: tuple[float, float] | None
    across: str
    up: str
    line_words: str
    own_words: str


def draw(shown: Crossing, tick_x: Callable[[float], str], tick_y: Callable[[float], str]) -> Drawing:
    """Draw an answer against what is varied.

    Parameters
    ----------
    shown : Crossing
        What is drawn.
    tick_x, tick_y : callable
        Write a number of each scale.

    Returns
    -------
    Drawing
        The figure.
    """
    marks: list[Mark] = []
    y = 2.0
    for line in wrapped(shown.up, _SIZE + 0.5, WIDTH - 20):
        y += 14
        marks.append(Text(10, y, line, _SIZE + 0.5, QUIET))
    top, bottom = y + 12, y + 12 + _HIGH
    across = _across(shown)
    up = _up(shown, top, bottom)
    marks += _frame(up, across, tick_y)
    marks += _worlds(shown, across, up)
    marks += _line(shown, up)
    if shown.at is not None:
        marks += _found(shown, across, up, bottom)
    marks += _central(shown, across, up)
    marks += axis(across, bottom, {x: tick_x(x) for x in _ticks(across, tick_x)})
    y = bottom + 24
    for span, fill, edge, hatch in _strips(shown):
        marks += _strip(span, across, y, (fill, edge, hatch))
        y += _STRIP
    for words in wrapped(shown.across, _SIZE + 0.5, WIDTH - 20):
        y += 14
        marks.append(Text(WIDTH / 2, y, words, _SIZE + 0.5, QUIET, "center"))
    legend, y = _legend(shown, y + 22)
    return Drawing((*marks, *legend), y + 8)


def _across(shown: Crossing) -> Scale:
    xs = [each.x for each in shown.points]
    low, high = min(xs), max(xs)
    return Scale(low, high, _LEFT, _RIGHT, logarithmic=low > 0.0 and high / low >= _MANY_TIMES)


def _ticks(across: Scale, written: Callable[[float], str]) -> tuple[float, ...]:
    """Give numbers to mark, the ends of the range among them, as many as stand apart."""
    if across.logarithmic:
        steps = [m * 10.0**k for k in range(-9, 10) for m in (1.0, 2.0, 5.0)]
        inner = [x for x in steps if across.low < x < across.high]
    else:
        width = round_step((across.high - across.low) / 5)
        first = -(-across.low // width)
        inner = [(first + k) * width for k in range(8) if across.low < (first + k) * width < across.high]
    kept = [across.low, across.high]
    for x in inner:
        room = text_width(written(x), _SIZE) + 12
        if all(abs(across.place(x) - across.place(other)) > room for other in kept):
            kept.append(x)
    return tuple(sorted(kept))


def _up(shown: Crossing, top: float, bottom: float) -> Scale:
    """Scale upwards so that the central world can be read; other worlds may leave the picture."""
    own = [shown.line, *(y for each in shown.points for y in (each.low, each.high))]
    low, high = min(own), max(own)
    spans = (high - low) or abs(high) or 1.0
    others = [y for world in shown.others for _, y in world] or own
    least, most = max(min(others), low - _BEYOND * spans), min(max(others), high + _BEYOND * spans)
    low, high = min(low, least), max(high, most)
    room = 0.05 * (high - low) or 0.05 * spans
    # From zero on, where zero is near.
    floor = 0.0 if 0.0 <= low < high - low else low - room
    return Scale(floor, high + room, bottom, top)


def _frame(up: Scale, across: Scale, written: Callable[[float], str]) -> list[Mark]:
    width = round_step((up.high - up.low) / 5)
    first = -(-up.low // width)
    marks: list[Mark] = []
    for k in range(8):
        value = (first + k) * width
        if value <= up.high:
            y = up.place(value)
            marks.append(Line((across.left, y), (across.right, y), RULE, 0.6))
            marks.append(Text(across.left - 5, y + 3.5, written(value), _SIZE, QUIET, "right"))
    return marks


def _worlds(shown: Crossing, across: Scale, up: Scale) -> list[Mark]:
    marks: list[Mark] = []
    for world in shown.others:
        for one, other in pairwise((across.place(x), y) for x, y in world):
            cut = _cut(one, other, up.low, up.high)
            if cut is not None:
                (x, y), (further, to) = cut
                marks.append(Line((x, up.place(y)), (further, up.place(to)), QUIET, 0.6))
    return marks


def _cut(
    one: tuple[float, float], other: tuple[float, float], low: float, high: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Cut a line off where it leaves the picture; None when it never is in it."""
    (x, y), (further, to) = one, other
    if max(y, to) < low or min(y, to) > high:
        return None

    def inside(level: float) -> tuple[float, float]:
        held = min(max(level, low), high)
        return (x + (held - y) / (to - y) * (further - x), held) if to != y else (x, held)

    return (one if low <= y <= high else inside(y)), (other if low <= to <= high else inside(to))


def _line(shown: Crossing, up: Scale) -> list[Mark]:
    y = up.place(shown.line)
    return [Line((_LEFT, y), (_RIGHT, y), RUST, 2.0, dashed=True)]


def _found(shown: Crossing, across: Scale, up: Scale, bottom: float) -> list[Mark]:
    marks: list[Mark] = []
    if shown.at is None:
        return marks
    at = across.place(shown.at)
    marks.append(Line((at, up.place(shown.line)), (at, bottom), INK, 1.6))
    return marks


def _central(shown: Crossing, across: Scale, up: Scale) -> list[Mark]:
    marks: list[Mark] = []
    for a, b in pairwise(shown.points):
        marks.append(Line((across.place(a.x), up.place(a.value)), (across.place(b.x), up.place(b.value)), BLUE, 1.8))
    for each in shown.points:
        x, low, high = across.place(each.x), up.place(each.low), up.place(each.high)
        marks += [
            Line((x, low), (x, high), BLUE, 1.0),
            *(Line((x - 2.5, y), (x + 2.5, y), BLUE, 1.0) for y in (low, high) if low != high),
            Dot(x, up.place(each.value), 3.0, BLUE),
        ]
    if shown.at is not None:
        marks.append(Dot(across.place(shown.at), up.place(shown.line), 4.6, INK))
    return marks


def _strips(shown: Crossing) -> list[tuple[tuple[float, float], str, str, str]]:
    """Give the ranges to set under the scale: of the crossing, and of the scheme's file."""
    found = []
    if shown.interval is not None and shown.interval[0] < shown.interval[1]:
        found.append((shown.interval, PALE_RUST, RUST, _OF_CROSSING))
    if shown.own is not None:
        found.append((shown.own, PALE_BLUE, BLUE, _OF_FILE))
    return found


def _strip(span: tuple[float, float], across: Scale, y: float, look: tuple[str, str, str]) -> list[Mark]:
    low, high = (across.place(x) for x in span)
    if high - low < 1.0:
        return [Bar(low - 2.5, y, 5.0, _STRIP - 2, look[0], look[1])]
    return [Bar(low, y, high - low, _STRIP - 2, *look)]


def _legend(shown: Crossing, y: float) -> tuple[list[Mark], float]:
    left = 10.0
    rows: list[tuple[list[Mark], str]] = [
        (
            [Line((left, y - 4), (left + 24, y - 4), BLUE, 1.8), Dot(left + 12, y - 4, 3.0, BLUE)],
            "the answer with every other unknown at its middle, and its interval",
        )
    ]
    if shown.others:
        rows.append(([Line((left, -4), (left + 24, -4), QUIET, 0.6)], "the other worlds, drawn from what is not known"))
    rows.append(([Line((left, -4), (left + 24, -4), RUST, 2.0, dashed=True)], shown.line_words))
    if shown.at is not None:
        rows.append(([Dot(left + 12, -4, 4.6, INK)], "where the answer crosses it"))
        if shown.interval is not None and shown.interval[0] < shown.interval[1]:
            rows.append(([Bar(left, -9, 24, 9, PALE_RUST, RUST, _OF_CROSSING)], "and the interval of that"))
    if shown.own is not None:
        rows.append(([Bar(left, -9, 24, 9, PALE_BLUE, BLUE, _OF_FILE)], shown.own_words))
    marks: list[Mark] = []
    for k, (signs, words) in enumerate(rows):
        marks += signs if k == 0 else [_down(sign, y) for sign in signs]
        for line in wrapped(words, _SIZE, WIDTH - 60):
            marks.append(Text(left + 32, y, line, _SIZE))
            y += 14
        y += 3
    return marks, y - 14


def _down(sign: Mark, y: float) -> Mark:
    """Move a sign of the legend down to its row."""
    match sign:
        case Line():
            start, end = ((x, at + y) for x, at in (sign.start, sign.end))
            return Line(start, end, sign.ink, sign.width, sign.dashed)
        case Bar():
            return Bar(sign.x, sign.y + y, sign.width, sign.height, sign.fill, sign.edge, sign.hatch)
        case Dot():
            return Dot(sign.x, sign.y + y, sign.radius, sign.fill, sign.edge)
        case Text():
            return sign
