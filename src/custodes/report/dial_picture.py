"""What is gained against what is given away, along one dial of a trail, as a figure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind, reason
from custodes.report.blocks import Cell, Table
from custodes.report.figures import dials
from custodes.report.numbers import number, percent
from custodes.report.pictures import picture, written
from custodes.report.tables import LAYERS, layers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.report.blocks import Picture
    from custodes.report.dials import Dial

DASH: Final = "\u2013"
_KM: Final = 1000.0
_LESS: Final = 0.001
_MORE: Final = 0.999
_LONG_H: Final = 48.0


@dataclass(frozen=True)
class Shown:
    """One row of the figure.

    Attributes
    ----------
    family : str
        What the ids begin with.
    title : str
        What is counted.
    note : str
        How to read the height of a bar.
    gain : bool
        Whether it is about what is gained.
    """

    family: str
    title: str
    note: str
    gain: bool


SHOWN: Final = (
    Shown(
        "violations_seen_share",
        "True violations of a zone or a curfew that the positions show",
        "A taller bar: more of them are noticed.",
        gain=True,
    ),
    Shown(
        "violation_seen_delay_h",
        "Time until they show one",
        "A shorter bar: sooner noticed.",
        gain=True,
    ),
    Shown(
        "trail_home_error_m",
        "How far the guessed home is from the true one",
        "A shorter bar gives more away: the guess is nearer. Half of the people are nearer still.",
        gain=False,
    ),
    Shown(
        "trail_stays_seen_share",
        "Stays of 20 minutes or more away from home that can be seen",
        "A taller bar gives more away.",
        gain=False,
    ),
    Shown(
        "trail_sensitive_visits_seen_per_month",
        "Visits a month to a clinic, a place of worship, a lawyer or a union that can be seen",
        "A taller bar gives more away.",
        gain=False,
    ),
    Shown(
        "trail_unicity.p4",
        "People singled out by four of their visits",
        "A taller bar gives more away.",
        gain=False,
    ),
)
"""Rows of the figure, what is gained first."""

_READING: Final = (
    "Each row of bars is read from left to right, from the finest setting to the coarsest; the other dial stands at "
    "its finest. Plain bars are what is gained, hatched bars what is given away, and no bar is added to another. Two "
    "rows run the other way: a short time is a gain, and a short distance gives a home away. Lines with end marks are "
    "intervals. A dash: finer than the scheme records, or no number can be told; the table says which. Coarser "
    "settings are worked out from the same people and the same record."
)


def _brief(x: float, answer: Answer) -> str:
    """Write a value in a few characters, so that it fits over a bar."""
    if not math.isfinite(x):
        return "no guess"
    if kind(answer.unit) == "share":
        return "<0.1%" if 0 < x < _LESS else ">99.9%" if _MORE < x < 1 else percent(x)
    if answer.unit == "metre":
        return f"{number(x / _KM)} km" if x >= _KM else f"{number(x)} m"
    if answer.unit == "hour":
        if x < 1:
            return f"{number(x * 60)} min"
        return f"{number(x)} h" if x < _LONG_H else f"{number(x / 24)} d"
    return number(x)


def _column(answer: Answer | None) -> dials.Column:
    if answer is None or answer.value is None:
        return dials.Column(DASH)
    if not math.isfinite(answer.value):
        return dials.Column(_brief(answer.value, answer))
    return dials.Column(_brief(answer.value, answer), answer.value, answer.low, answer.high)


def _instead(answers: list[Answer | None]) -> str:
    """Say why no setting has a value; "" when one has."""
    told = [answer for answer in answers if answer is not None]
    if any(answer.value is not None for answer in told):
        return ""
    applies = not all(answer.does_not_apply for answer in told)
    # At the fine end the reason may be only that the scheme records nothing so fine.
    return f"{'Cannot tell' if applies else 'Does not apply'}. {reason(told[-1].cannot_tell)}"


def dial_picture(  # noqa: PLR0913 - what is drawn, and the words around it
    answers: Mapping[str, Answer],
    dial: Dial,
    title: str,
    across: str,
    scheme: str,
    *,
    every: tuple[Shown, ...] = SHOWN,
) -> Picture | None:
    """Draw what is gained and what is given away along a dial.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers.
    dial : Dial
        The settings.
    title : str
        What the figure shows.
    across : str
        What is read from left to right.
    scheme : str
        What to call the scheme's own setting.
    every : tuple of Shown
        Rows of the figure, what is gained first.

    Returns
    -------
    Picture or None
        None when the run asked for none of it.
    """
    rows, told, cells = [], [], []
    for shown in every:
        found = [answers.get(f"{shown.family}.{name}") for name in dial.names]
        if all(answer is None for answer in found):
            continue
        instead = _instead(found)
        columns = tuple(_column(answer) for answer in found)
        rows.append(dials.Row(shown.title, shown.note, columns, shown.gain, instead))
        values = [
            f"{words} {written(answer, answer.unit)}"
            for words, answer in zip(dial.words, found, strict=True)
            if answer is not None and not instead
        ]
        told.append(f"{shown.title}: {instead.rstrip('.') or '; '.join(values)}")
        for words, answer in zip(dial.words, found, strict=True):
            if answer is not None:
                cells.append((*layers(answer, f"{shown.title}: {words}"), Cell(answer.unit)))
    if not rows:
        return None
    drawing = dials.draw(rows, dial.short, across, own=dial.own, scheme=scheme)
    table = Table(title, (*LAYERS, "Unit"), tuple(cells))
    alt = f"{title}. {across} {scheme}. " + ". ".join(told) + "."
    return picture(drawing, title, alt, _READING, table)
