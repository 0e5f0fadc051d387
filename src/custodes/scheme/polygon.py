"""What can be wrong with the outline of a zone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
HAIR: Final = 1e-9
"""Three points that bend by no more than this angle lie in a line [radian]."""


def repeated(corners: Sequence[Point]) -> int | None:
    """Find a corner that repeats the one before it.

    Parameters
    ----------
    corners : sequence of tuple of float
        Two coordinates of each corner; the last is joined to the first.

    Returns
    -------
    int or None
        Its position, from 0; the last one's when it repeats the first.
    """
    for i, corner in enumerate(corners):
        if i > 0 and corner == corners[i - 1]:
            return i
    return len(corners) - 1 if len(corners) > 1 and corners[-1] == corners[0] else None


def in_a_line(corners: Sequence[Point]) -> bool:
    """Tell whether all corners lie in a line, so that there is no area between them.

    Parameters
    ----------
    corners : sequence of tuple of float
        Two coordinates of each corner.

    Returns
    -------
    bool
        Whether no three of them make a triangle.
    """
    first = corners[0]
    second = next((corner for corner in corners if corner != first), first)
    return all(_turn(first, second, corner) == 0.0 for corner in corners)


def crossing(corners: Sequence[Point]) -> tuple[int, int] | None:
    """Find two sides of an outline that cross or touch.

    Parameters
    ----------
    corners : sequence of tuple of float
        Two coordinates of each corner; side i goes from corner i to the next, the last one back to the first.

    Returns
    -------
    tuple of int or None
        The two sides, from 0; sides that follow each other meet in their corner and are let be, unless the second goes
        back along the first.
    """
    many = len(corners)
    sides = [(corners[i], corners[(i + 1) % many]) for i in range(many)]
    for i in range(many):
        if _turns_back(*sides[i], sides[(i + 1) % many][1]):
            return i, (i + 1) % many
        for k in range(i + 2, many - (i == 0)):
            if _meet(*sides[i], *sides[k]):
                return i, k
    return None


def _turn(a: Point, b: Point, c: Point) -> float:
    """Twice the area of a triangle, above 0 when its corners go round to the left; 0 when they lie in a line."""
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return turn if abs(turn) > HAIR * math.dist(a, b) * math.dist(a, c) else 0.0


def _turns_back(a: Point, b: Point, c: Point) -> bool:
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return _turn(a, b, c) == 0.0 and ahead < 0.0


def _on(a: Point, b: Point, c: Point) -> bool:
    """Tell whether a point c of the line through a and b lies between them."""
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] * turns[1] < 0.0 and turns[2] * turns[3] < 0.0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(turn == 0.0 and _on(*end) for turn, end in zip(turns, ends, strict=True))
