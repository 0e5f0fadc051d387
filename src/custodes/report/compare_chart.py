"""What a scheme takes of people against how long it needs to notice a true absence, as figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import reason
from custodes.report.blocks import Block, Bullets, Cell, Paragraph, Table
from custodes.report.compare_words import asked, named
from custodes.report.figures import places
from custodes.report.numbers import number
from custodes.report.pictures import picture, written
from custodes.report.tables import interval_cell, value_cell
from custodes.report.vocabulary import capital
from custodes.study.compare_order import DELAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.measures.answer import Answer
    from custodes.report.compare_words import Named
    from custodes.study.compare import Comparison

ACROSS: Final = ("burden_h_per_week", "false_accusations_per_person_year.acted_on")
"""What stands from left to right: a figure each."""

_READING: Final = (
    "Each dot is a scheme; its letter stands beside it and is explained below. Further to the left it takes less of "
    "people, further down a true absence is acted on sooner. The lines with end marks are the intervals of the two "
    "numbers. The delay is of true absences that were acted on; it does not say how many were. Lines of two schemes "
    "that overlap do not mean that the two cannot be told apart: both meet the same people and the same luck, and the "
    "table of differences uses that. {ratio}"
)
_RATIO: Final = "On a scale whose marks are 1, 3, 10 and so on, each step is about three times the one before."


def chart_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Draw what schemes take of people against their delay.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    tuple of Block
        A figure for the hours and one for false accusations; beneath each, the schemes that have no place on it.
    """
    return tuple(block for key in ACROSS for block in _chart(comparison, key))


def _chart(comparison: Comparison, key: str) -> Iterator[Block]:
    names = named(comparison.plan)
    found = {name: (answers.get(key), answers.get(DELAY)) for name, answers in comparison.answers.items()}
    shown = {name: (x, y) for name, (x, y) in found.items() if _has_place(x) and _has_place(y)}
    title = f"{capital(asked(key))}, against {asked(DELAY)}"
    if not shown:
        yield Paragraph(f"{title}: no scheme has both, so there is nothing to draw.")
    else:
        yield _drawn(shown, names, title, key)
    left_out = tuple(_left_out(names[name], key, two) for name, two in found.items() if name not in shown)
    if left_out:
        yield Paragraph("Not on this figure:", "note")
        yield Bullets(left_out)


def _has_place(answer: Answer | None) -> bool:
    return answer is not None and answer.value is not None and math.isfinite(answer.value)


def _left_out(who: Named, key: str, two: tuple[Answer | None, Answer | None]) -> str:
    whys = []
    for of, answer in zip((key, DELAY), two, strict=True):
        if not _has_place(answer):
            verb = "does not apply" if answer is not None and answer.does_not_apply else "cannot tell"
            why = "" if answer is None else f" {reason(answer.cannot_tell)}"
            whys.append(f"{capital(asked(of))}: {verb}.{why}")
    return f"{who.letter}, {who.title}. {' '.join(whys)}"


def _drawn(
    shown: Mapping[str, tuple[Answer | None, Answer | None]], names: Mapping[str, Named], title: str, key: str
) -> Block:
    drawn, cells, said = [], [], []
    for name, (x, y) in shown.items():
        if x is None or y is None:
            continue
        who = names[name]
        drawn.append(places.Place(who.letter, who.title[1:-1], _ends(x), _ends(y)))
        cells.append(
            (
                Cell(who.head),
                value_cell(x, x.unit),
                interval_cell(x, x.unit),
                value_cell(y, y.unit),
                interval_cell(y, y.unit),
            )
        )
        said.append(f"{who.letter}, {who.title}: {written(x, x.unit)}, {written(y, y.unit)}")
    head = ("Scheme", capital(asked(key)), "Interval", capital(asked(DELAY)), "Interval")
    alt = f"{title}. Of each scheme the first, then the second number. {'; '.join(said)}."
    drawing = places.draw(drawn, asked(key), asked(DELAY), number)
    reading = _READING.format(ratio=_RATIO if places.by_ratios(drawn) else "").strip()
    return picture(drawing, title, alt, reading, Table(title, head, tuple(cells)))


def _ends(answer: Answer) -> tuple[float, float, float]:
    value = answer.value or 0.0
    low = value if answer.low is None or not math.isfinite(answer.low) else answer.low
    high = value if answer.high is None or not math.isfinite(answer.high) else answer.high
    return value, low, high
