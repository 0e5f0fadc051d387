"""The calendar figure: a row a week, a square a day, darker for more, with a dot for a day with an alert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.figures.marks import BLUE, PALE_BLUE, PAPER, QUIET, RULE, RUST, Bar, Dot, Drawing, Mark, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT: Final = 84.0
_TOP: Final = 44.0
_WIDE: Final = 30.0
_HIGH: Final = 14.0
_SIZE: Final = 9.0
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHADES: Final = (PAPER, PALE_BLUE, "#8db6d4", BLUE)


@dataclass(frozen=True)
class Week:
    """One week.

    Attributes
    ----------
    label : str
        Its first day.
    counts : sequence of int
        What was collected on each of its seven days.
    alerts : sequence of int
        Alerts on each of them.
    """

    label: str
    counts: Sequence[int]
    alerts: Sequence[int]


def shade(count: int, most: int) -> int:
    """Give the step of a count: 0 nothing, 3 the most.

    Parameters
    ----------
    count, most : int
        The count of a day, and the highest of any day.

    Returns
    -------
    int
        0 to 3.
    """
    if count <= 0:
        return 0
    return 1 + min(2, 3 * (count - 1) // max(most, 1))


def draw(weeks: Sequence[Week], unit: str) -> Drawing:
    """Draw weeks from top to bottom.

    Parameters
    ----------
    weeks : sequence of Week
        In order.
    unit : str
        What is counted, in the plural.

    Returns
    -------
    Drawing
        The figure.
    """
    most = max((count for week in weeks for count in week.counts), default=0)
    marks: list[Mark] = [
        Text(0, 12, f"Darker: more {unit} on that day. Round mark: an alert.", size=_SIZE + 1, ink=QUIET),
        *(Text(_LEFT + (day + 0.5) * _WIDE, 36, name, _SIZE, QUIET, "center") for day, name in enumerate(_DAYS)),
        Text(_LEFT + 7 * _WIDE + 10, 36, "the week", _SIZE, QUIET),
    ]
    for row, week in enumerate(weeks):
        top = _TOP + row * _HIGH
        marks.append(Text(_LEFT - 8, top + _HIGH - 4, week.label, _SIZE, anchor="right"))
        for day, (count, alerts) in enumerate(zip(week.counts, week.alerts, strict=True)):
            left = _LEFT + day * _WIDE
            marks.append(Bar(left, top, _WIDE - 1.5, _HIGH - 1.5, _SHADES[shade(count, most)], RULE))
            if alerts:
                marks.append(Dot(left + _WIDE / 2, top + _HIGH / 2 - 0.75, 3.6, RUST))
        marks.append(Text(_LEFT + 7 * _WIDE + 10, top + _HIGH - 4, f"{sum(week.counts):,}", _SIZE))
    return Drawing(tuple(marks), _TOP + len(weeks) * _HIGH + 6)
