"""A scale from numbers to places on the page, with round numbers to mark it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from custodes.report.figures.marks import QUIET, Anchor, Line, Mark, Text

_EDGE = 12.0
"""Nearer than this to an end of the scale a number is set inwards [point]."""


@dataclass(frozen=True)
class Scale:
    """Where numbers stand on a figure.

    Attributes
    ----------
    low, high : float
        Numbers at its ends.
    left, right : float
        Places of its ends [point].
    logarithmic : bool
        Whether equal steps are equal ratios.
    """

    low: float
    high: float
    left: float
    right: float
    logarithmic: bool = False

    def place(self, x: float) -> float:
        """Give the place of a number, held to the ends of the scale.

        Parameters
        ----------
        x : float
            The number.

        Returns
        -------
        float
            Its place [point].
        """
        held = min(max(x, self.low), self.high)
        if self.logarithmic:
            part = math.log(held / self.low) / math.log(self.high / self.low)
        else:
            part = (held - self.low) / (self.high - self.low)
        return self.left + part * (self.right - self.left)

    def ticks(self) -> tuple[float, ...]:
        """Give round numbers to mark on the scale.

        Returns
        -------
        tuple of float
            Three to seven numbers within its ends.
        """
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            step = max(1, (last - first + 4) // 5)
            return tuple(10.0**k for k in range(first, last + 1, step))
        width = round_step((self.high - self.low) / 4)
        count = math.floor((self.high - self.low) / width + 1e-9)
        return tuple(self.low + k * width for k in range(count + 1))


def round_step(x: float) -> float:
    """Give the smallest of 1, 2, 2.5, 5, 10 times a power of ten that is at least a number.

    Parameters
    ----------
    x : float
        A number above zero.

    Returns
    -------
    float
        The round number.
    """
    power = 10.0 ** math.floor(math.log10(x))
    return next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= x * (1 - 1e-9))


def from_zero(highest: float, left: float, right: float) -> Scale:
    """Make a scale that starts at zero.

    Parameters
    ----------
    highest : float
        The largest number to show.
    left, right : float
        Places of its ends [point].

    Returns
    -------
    Scale
        Up to a little above `highest`.
    """
    return Scale(0.0, highest * 1.04 if highest > 0 else 1.0, left, right)


def axis(scale: Scale, y: float, words: dict[float, str]) -> tuple[Mark, ...]:
    """Draw the line of a scale with its numbers.

    Parameters
    ----------
    scale : Scale
        The scale.
    y : float
        Where the line stands [point].
    words : dict
        What to write at each number.

    Returns
    -------
    tuple of Mark
        The line, its marks and its numbers.
    """
    marks: list[Mark] = [Line((scale.left, y), (scale.right, y), QUIET, 0.8)]
    for x, word in words.items():
        at = scale.place(x)
        marks.append(Line((at, y - 3), (at, y + 3), QUIET, 0.8))
        anchor: Anchor = "left" if at - scale.left < _EDGE else "right" if scale.right - at < _EDGE else "center"
        nudge = {"left": -4.0, "right": 4.0, "center": 0.0}[anchor]
        marks.append(Text(at + nudge, y + 14, word, 10, QUIET, anchor))
    return tuple(marks)
