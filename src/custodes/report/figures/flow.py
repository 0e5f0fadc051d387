"""The flow figure: from checks due to alerts acted on, with the number at every counting point."""

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
    RUST,
    WIDTH,
    Bar,
    Drawing,
    Line,
    Mark,
    Text,
)
from custodes.report.figures.svg import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 10.0
_RIGHT: Final = WIDTH - 10.0
_PAD: Final = 10.0
_INSIDE: Final = _RIGHT - _LEFT - 2 * _PAD


@dataclass(frozen=True)
class Part:
    """One part of a step.

    Attributes
    ----------
    label : str
        What it is.
    written : str
        Its number in words.
    value : float or None
        Its number, in the unit of the step; None when it cannot be told.
    hatched : bool
        Whether its bar is set in the pattern of false accusations.
    """

    label: str
    written: str
    value: float | None
    hatched: bool = False


@dataclass(frozen=True)
class Step:
    """One counting point on the way.

    Attributes
    ----------
    title : str
        What happens there.
    written : str
        The number, in words.
    note : str
        Its range, or why there is no number.
    value : float or None
        The number, where it is drawn as a bar of its own.
    parts : tuple of Part
        What it is made of, drawn as bars.
    largest : float
        The number that would fill a bar's whole width.
    leaving : str
        What leaves the way after this step, in words, or "".
    """

    title: str
    written: str
    note: str
    value: float | None = None
    parts: tuple[Part, ...] = ()
    largest: float = 0.0
    leaving: str = ""


def _part(part: Part, y: float, largest: float) -> list[Mark]:
    left = _LEFT + _PAD
    right = _RIGHT - _PAD
    marks: list[Mark] = [
        Text(left, y + 11, part.label, 10.5),
        Text(right, y + 11, part.written, 10.5, INK if part.value is not None else QUIET, "right"),
    ]
    if part.value is not None and largest > 0:
        size = max(1.0, _INSIDE * min(1.0, part.value / largest))
        fill, edge = (PALE_RUST, RUST) if part.hatched else (PALE_BLUE, BLUE)
        marks.append(Bar(left, y + 16, size, 7, fill, edge, "//////" if part.hatched else ""))
    return marks


def _box(step: Step, top: float) -> tuple[list[Mark], float]:
    left = _LEFT + _PAD
    y = top + 19
    inside: list[Mark] = [
        Text(left, y, step.title, 12, bold=True),
        Text(_RIGHT - _PAD, y, step.written, 12, INK, "right", bold=True),
    ]
    for line in wrapped(step.note, 10.5, _INSIDE):
        y += 14
        inside.append(Text(left, y, line, 10.5, QUIET))
    y += 6
    if step.value is not None and step.largest > 0:
        inside.append(Bar(left, y, max(1.0, _INSIDE * min(1.0, step.value / step.largest)), 7))
        y += 12
    for part in step.parts:
        inside += _part(part, y, step.largest)
        y += 28
    bottom = y + 6
    return [Bar(_LEFT, top, _RIGHT - _LEFT, bottom - top, PAPER, "#767676"), *inside], bottom


def draw(steps: Sequence[Step]) -> Drawing:
    """Draw the steps from top to bottom, an arrow from each to the next.

    Parameters
    ----------
    steps : sequence of Step
        In the order in which a check meets them.

    Returns
    -------
    Drawing
        The figure.
    """
    marks: list[Mark] = []
    y = 6.0
    for k, step in enumerate(steps):
        box, y = _box(step, y)
        marks += box
        if k == len(steps) - 1:
            break
        lines = wrapped(step.leaving, 10.5, _INSIDE - 40) if step.leaving else ()
        gap = max(24.0, 15.0 * len(lines) + 14)
        marks.append(Line((_LEFT + 26, y + 2), (_LEFT + 26, y + gap - 2), INK, 1.4, arrow=True))
        marks += [Text(_LEFT + 44, y + 19 + 15 * n, line, 10.5, INK) for n, line in enumerate(lines)]
        y += gap
    return Drawing(tuple(marks), y + 8)
