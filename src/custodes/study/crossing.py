"""Where an answer crosses a line: a grid over the range, then ever smaller brackets, each asked with the same luck.

On one seed an answer follows a varied number without any noise of its own, in small steps where single people change
sides. So a bracket whose ends lie on either side of the line holds a crossing, and halving it finds it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from custodes.study.threshold_axis import Axis

Side = Literal["below", "above"]

_SLOW: Final = 0.5
"""A guess that leaves more than this part of the bracket is slow, and followed by halving."""

_SLOW_GUESSES: Final = 2
"""After so many slow guesses the bracket is only halved."""

_EDGE: Final = 0.05
"""Guesses keep at least this far from either end [part of the bracket]."""

_HAIR: Final = 1e-9


class Point(NamedTuple):
    """An answer at one number.

    Attributes
    ----------
    x : float
        The number.
    value : float or None
        The answer; None when it cannot be told there.
    low, high : float or None
        What a finite number of people leaves open of it.
    why : str
        Why there is none, or "".
    """

    x: float
    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


class Told(NamedTuple):
    """A point whose answer can be told.

    Attributes
    ----------
    x, value, low, high : float
        As in `Point`; without an interval of its own, `low` and `high` are the value.
    """

    x: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Wanted:
    """What is looked for, and how closely.

    Attributes
    ----------
    line : float
        The line that the answer crosses.
    side : str
        On which side of it the answer is wanted; on the line itself counts as above.
    near : float
        A bracket is narrow enough when the answers at both its ends are so near to the line, as a part of the
        difference between the two values of the grid.
    narrow : float
        Part of the range at which a bracket is narrow enough, however far from the line the answers at its ends are.
    most : int
        Points asked, at most, to narrow one bracket; where there are steps, as many as bring its ends one step apart.
    digits : int
        Significant figures of the value found, rounded away from the line and asked again; 0 to leave it as it is.
    others : int
        Points asked, at most, to narrow each further bracket of the grid; 0 to read those crossings off the grid.
    """

    line: float
    side: Side
    near: float = 0.05
    narrow: float = 1e-3
    most: int = 14
    digits: int = 3
    others: int = 6

    def holds(self, value: float) -> bool:
        """Tell whether an answer is on the side wanted.

        Parameters
        ----------
        value : float
            The answer.

        Returns
        -------
        bool
            On the line itself it is above.
        """
        return (value < self.line) == (self.side == "below")


@dataclass(frozen=True)
class Found:
    """Where an answer crosses a line.

    Attributes
    ----------
    points : tuple of Point
        Every point asked, rising.
    inside : Told or None
        The end of the narrowed bracket that is on the side wanted; None when there is no crossing.
    outside : Told or None
        Its other end.
    at : float or None
        The crossing itself, between the two; the end inside where there are steps.
    low, high : float or None
        Where the ends of the answers' own intervals cross the line, or the ends of the narrowed bracket where these
        are further out; the ends of the range where they do not cross.
    open_low, open_high : bool
        Whether that is because they do not.
    near : float
        How near to the line the answers at both ends of the bracket were to come.
    all_at : tuple of float
        Every crossing of the grid, the first narrowed as closely as wanted, the others less so or not at all.
    """

    points: tuple[Point, ...]
    inside: Told | None = None
    outside: Told | None = None
    at: float | None = None
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    near: float = 0.0
    all_at: tuple[float, ...] = ()

    @property
    def told(self) -> tuple[Told, ...]:
        """The points whose answer can be told, rising."""
        return told(self.points)


def told(points: Sequence[Point]) -> tuple[Told, ...]:
    """Keep the points whose answer can be told.

    Parameters
    ----------
    points : sequence of Point
        Any points.

    Returns
    -------
    tuple of Told
        In their order.
    """
    return tuple(
        Told(
            each.x,
            each.value,
            each.value if each.low is None else each.low,
            each.value if each.high is None else each.high,
        )
        for each in points
        if each.value is not None and math.isfinite(each.value)
    )


def search(ask: Callable[[float], Point], axis: Axis, count: int, wanted: Wanted) -> Found:
    """Look where an answer crosses a line.

    Parameters
    ----------
    ask : callable
        Gives the answer at a number; the same number gives the same answer.
    axis : Axis
        What is varied.
    count : int
        Numbers of the first grid.
    wanted : Wanted
        What is looked for.

    Returns
    -------
    Found
        The first crossing from the low end of the range, and how many there are on the grid.
    """
    points = {x: ask(x) for x in axis.grid(count)}
    grid = told([points[x] for x in sorted(points)])
    brackets = [(a, b) for a, b in pairwise(grid) if wanted.holds(a.value) != wanted.holds(b.value)]
    if not brackets:
        return Found(_rising(points))
    near = wanted.near * abs(brackets[0][1].value - brackets[0][0].value)
    first, last = _narrowed(ask, axis, wanted, brackets[0], near, points)
    inside, outside = (first, last) if wanted.holds(first.value) else (last, first)
    inside = _short(ask, axis, wanted, inside, points, down=inside.x < outside.x)
    middle = _middle(axis, wanted.line, first, last)
    further = [_further(ask, axis, wanted, each, points) for each in brackets[1:]]
    at = inside.x if axis.step > 0.0 or wanted.digits else middle.x
    every = told(_rising(points))
    low, open_low = _reach(axis, wanted.line, [middle, *(each for each in reversed(every) if each.x <= first.x)])
    high, open_high = _reach(axis, wanted.line, [middle, *(each for each in every if each.x >= last.x)])
    return Found(
        points=_rising(points),
        inside=inside,
        outside=outside,
        at=at,
        # The line is crossed somewhere in the bracket, which a straight line through its ends cannot tell.
        low=min(outward(axis, low, down=True), at, first.x),
        high=max(outward(axis, high, down=False), at, last.x),
        open_low=open_low,
        open_high=open_high,
        near=near,
        all_at=(at, *further),
    )


def _further(
    ask: Callable[[float], Point], axis: Axis, wanted: Wanted, bracket: tuple[Told, Told], points: dict[float, Point]
) -> float:
    """Say where an answer crosses the line again."""
    first, last = bracket
    if wanted.others:
        near = wanted.near * abs(last.value - first.value)
        first, last = _narrowed(ask, axis, replace(wanted, most=wanted.others), bracket, near, points)
    if axis.step > 0.0:
        return (first if wanted.holds(first.value) else last).x
    return _middle(axis, wanted.line, first, last).x


def _rising(points: dict[float, Point]) -> tuple[Point, ...]:
    return tuple(points[x] for x in sorted(points))


def _narrowed(  # noqa: PLR0913, PLR0917 - what is asked, where, how closely, and what is known already
    ask: Callable[[float], Point],
    axis: Axis,
    wanted: Wanted,
    bracket: tuple[Told, Told],
    near: float,
    points: dict[float, Point],
) -> tuple[Told, Told]:
    """Narrow a bracket by guessing along a straight line, and by halving where that is slow."""
    first, last = bracket
    halve, slow, asked = False, 0, 0
    while not _narrow(axis, wanted, first, last, near) and (axis.step > 0.0 or asked < wanted.most):
        width = axis.place(last.x) - axis.place(first.x)
        x = _guess(axis, wanted, first, last, near, halve=halve)
        if x in points:
            break
        points[x] = ask(x)
        asked += 1
        found = told([points[x]])
        if not found:
            break
        if wanted.holds(found[0].value) == wanted.holds(first.value):
            first = found[0]
        else:
            last = found[0]
        was_slow = not halve and axis.place(last.x) - axis.place(first.x) > _SLOW * width
        slow += was_slow
        halve = was_slow or slow >= _SLOW_GUESSES
    return first, last


def _narrow(axis: Axis, wanted: Wanted, first: Told, last: Told, near: float) -> bool:
    """Tell whether a bracket is narrow enough: that one end is near the line says nothing of where the line is met."""
    if axis.step > 0.0:
        return last.x - first.x < axis.step * (2.0 - _HAIR)
    narrow = axis.place(last.x) - axis.place(first.x) <= wanted.narrow
    return narrow or max(abs(first.value - wanted.line), abs(last.value - wanted.line)) <= near


def _short(  # noqa: PLR0913 - what is asked, where, and what is known already
    ask: Callable[[float], Point], axis: Axis, wanted: Wanted, inside: Told, points: dict[float, Point], *, down: bool
) -> Told:
    """Round a value to few digits, away from the line, and keep that when the answer there is on the side wanted."""
    if axis.step > 0.0 or not wanted.digits or inside.x == 0.0:
        return inside
    unit = 10.0 ** (math.floor(math.log10(abs(inside.x))) + 1 - wanted.digits)
    steps = math.floor(inside.x / unit + _HAIR) if down else math.ceil(inside.x / unit - _HAIR)
    x = axis.stepped(float(f"{steps * unit:.{wanted.digits}g}"))
    points[x] = points.get(x) or ask(x)
    found = told([points[x]])
    return found[0] if found and wanted.holds(found[0].value) else inside


def _guess(axis: Axis, wanted: Wanted, first: Told, last: Told, near: float, *, halve: bool) -> float:  # noqa: PLR0913
    left, right = axis.place(first.x), axis.place(last.x)
    # Aimed a little to one side, so that a guess near the line lands there: first the side wanted, then the other.
    inside = first if wanted.holds(first.value) else last
    below = (wanted.side == "below") == (abs(inside.value - wanted.line) > near)
    aim = wanted.line + (-0.5 if below else 0.5) * near
    part = 0.5 if halve else min(max((aim - first.value) / (last.value - first.value), _EDGE), 1.0 - _EDGE)
    x = axis.at(left + part * (right - left))
    if axis.step > 0.0:
        return axis.stepped(min(max(x, first.x + axis.step), last.x - axis.step))
    return x


def _middle(axis: Axis, line: float, first: Told, last: Told) -> Told:
    """Read between two points where a straight line through them meets the line."""
    part = min(max((line - first.value) / (last.value - first.value), 0.0), 1.0)
    low = min(first.low + part * (last.low - first.low), line)
    high = max(first.high + part * (last.high - first.high), line)
    return Told(_part_way(axis, first.x, last.x, part), line, low, high)


def _part_way(axis: Axis, x: float, further: float, part: float) -> float:
    place = axis.place(x) + part * (axis.place(further) - axis.place(x))
    if axis.in_ratios:
        return float(axis.low * (axis.high / axis.low) ** place)
    return axis.low + place * (axis.high - axis.low)


def _reach(axis: Axis, line: float, along: Sequence[Told]) -> tuple[float, bool]:
    """Walk away from a crossing until the line is outside the answer's own interval.

    `along` begins at the crossing; returns where, and whether the range ended first.
    """
    nearer = along[0]
    for each in along[1:]:
        if each.low > line or each.high < line:
            there, here = (each.low, nearer.low) if each.low > line else (each.high, nearer.high)
            part = (line - here) / (there - here) if there != here else 0.0
            return _part_way(axis, nearer.x, each.x, min(max(part, 0.0), 1.0)), False
        nearer = each
    return nearer.x, True


def outward(axis: Axis, x: float, *, down: bool) -> float:
    """Move a number that need not be a step to the next one away from a crossing.

    Parameters
    ----------
    axis : Axis
        What is varied.
    x : float
        The number [unit of the axis].
    down : bool
        Whether away is down.

    Returns
    -------
    float
        In the range [unit of the axis].
    """
    if axis.step == 0.0:
        return x
    steps = x / axis.step
    whole = math.floor(steps + _HAIR) if down else math.ceil(steps - _HAIR)
    return min(max(whole * axis.step, axis.low), axis.high)
