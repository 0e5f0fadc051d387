"""The dials of a trail: how the ids of its settings are made up, and where the scheme's own setting stands."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.measures.trail_settings import GRIDS, INTERVALS
from custodes.report.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.study.view import RunView

INTERVAL_WORDS: Final[Mapping[str, str]] = {
    "1min": "1 minute",
    "5min": "5 minutes",
    "15min": "15 minutes",
    "1h": "1 hour",
    "4h": "4 hours",
    "12h": "12 hours",
}
"""Time from one position to the next, in words."""

GRID_WORDS: Final[Mapping[str, str]] = {"1m": "1 m", "100m": "100 m", "500m": "500 m", "1km": "1 km", "5km": "5 km"}
"""Sides of the squares, in words."""

_SHORT: Final = {"1min": "1 min", "5min": "5 min", "15min": "15 min", "1h": "1 h", "4h": "4 h", "12h": "12 h"}
_MINUTES_AN_HOUR: Final = 60.0
_SAME: Final = 0.02
"""Intervals closer than this count as the same [ratio]."""


@dataclass(frozen=True)
class Dial:
    """One dial turned from fine to coarse while the other stands at its finest.

    Attributes
    ----------
    names : tuple of str
        Its settings as the last two parts of an id, from fine to coarse.
    words, short : tuple of str
        The settings in words, and so short that they fit under a bar.
    own : float or None
        Place of the scheme's own setting among them; between two of them where it is none of them.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    short: tuple[str, ...]
    own: float | None


def setting_of(identifier: str) -> tuple[str, str, str] | None:
    """Take the id of an answer about one setting of a trail apart.

    Parameters
    ----------
    identifier : str
        Key of `answers.json`.

    Returns
    -------
    tuple of str or None
        What it begins with, interval and grid; None when it is about no setting.
    """
    match identifier.rsplit(".", 2):
        case [family, interval, grid] if interval in INTERVALS and grid in GRIDS:
            return family, interval, grid
        case _:
            return None


def finest(answers: Mapping[str, Answer], family: str) -> tuple[str, str]:
    """Find the finest setting of a trail that the scheme records.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers.
    family : str
        What the ids begin with.

    Returns
    -------
    tuple of str
        Interval and grid; the finest of all where none applies.
    """
    for interval in INTERVALS:
        for grid in GRIDS:
            answer = answers.get(f"{family}.{interval}.{grid}")
            if answer is not None and not answer.does_not_apply:
                return interval, grid
    return next(iter(INTERVALS)), next(iter(GRIDS))


def own_interval_min(view: RunView) -> float | None:
    """Find how often the scheme records a position.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    float or None
        The middle of its range [minute]; None when it records none.
    """
    for row in view.quantities:
        if row.path.startswith("instruments.") and row.path.endswith(".location.fix_interval"):
            return row.mid * _MINUTES_AN_HOUR
    return None


def interval_dial(view: RunView, grid: str) -> Dial:
    """Turn the dial of how often a position is recorded.

    Parameters
    ----------
    view : RunView
        The run.
    grid : str
        The grid that the other dial stands at.

    Returns
    -------
    Dial
        With the scheme's own interval marked.
    """
    own_min = own_interval_min(view)
    names = tuple(INTERVALS)
    own = None if own_min is None else _place(own_min, tuple(INTERVALS.values()))
    return Dial(tuple(f"{name}.{grid}" for name in names), tuple(INTERVAL_WORDS.values()), tuple(_SHORT.values()), own)


def grid_dial(interval: str, grid: str) -> Dial:
    """Turn the dial of how coarsely a position is recorded.

    Parameters
    ----------
    interval : str
        The interval that the other dial stands at.
    grid : str
        The scheme's own grid.

    Returns
    -------
    Dial
        With the scheme's own grid marked.
    """
    words = tuple(GRID_WORDS.values())
    own = float(list(GRIDS).index(grid))
    return Dial(tuple(f"{interval}.{name}" for name in GRIDS), words, words, own)


def _place(own: float, settings: Sequence[float]) -> float:
    """Find the place of a number among rising ones: a whole number on one of them, else between two."""
    for place, setting in enumerate(settings):
        if abs(own / setting - 1.0) < _SAME:
            return float(place)
    return bisect.bisect(settings, own) - 0.5


def at_setting(interval: str, grid: str) -> str:
    """Write a setting as a phrase.

    Parameters
    ----------
    interval, grid : str
        As they stand in an id.

    Returns
    -------
    str
        Such as ``a position every 15 minutes, to squares of 500 m``.
    """
    return f"a position every {INTERVAL_WORDS[interval].removeprefix('1 ')}, {to_grid(grid)}"


def to_grid(grid: str) -> str:
    """Write how coarsely positions are recorded.

    Parameters
    ----------
    grid : str
        As it stands in an id.

    Returns
    -------
    str
        Such as ``to squares of 500 m``.
    """
    return "to the metre" if GRIDS[grid] <= 1 else f"to squares of {GRID_WORDS[grid]}"


def every(minutes: float) -> str:
    """Write how often something is done.

    Parameters
    ----------
    minutes : float
        Time from one to the next [minute].

    Returns
    -------
    str
        Such as ``every minute`` or ``every 15 minutes``.
    """
    for size, one, many in ((60.0, "hour", "hours"), (1.0, "minute", "minutes"), (1 / 60, "second", "seconds")):
        if minutes >= size * (1 - _SAME):
            count = minutes / size
            return f"every {one}" if math.isclose(count, 1.0, rel_tol=_SAME) else f"every {number(count)} {many}"
    return "many times a second"
