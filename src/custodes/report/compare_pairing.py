"""What it gains that all schemes of a comparison meet the same people, days and luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Cell, Paragraph, Table
from custodes.report.compare_words import DASH, asked, named
from custodes.report.numbers import number
from custodes.report.vocabulary import capital
from custodes.study.compare_questions import BY_KEY

if TYPE_CHECKING:
    from custodes.study.compare import Comparison
    from custodes.study.difference import Difference

_OPENING: Final = (
    "All schemes meet the same people, the same days and the same luck, and what is not known is drawn alike for all. "
    "What these do to both schemes drops out of a difference. The table says how many times as many people and worlds "
    "the same precision would have taken if each scheme had been run on people and draws of its own: 1 means that "
    "nothing was gained, 10 that ten times as many would have been needed. It is the variance of the difference of two "
    "runs apart, divided by that of this comparison."
)
_NOTE: Final = "A dash: the difference cannot be told, or is none in every world."


def pairing_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Say what pairing gains, question by question.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    tuple of Block
        What it is, and a table with a row a question.
    """
    names = named(comparison.plan)
    others = list(names)[1:]
    rows = tuple(
        (Cell(capital(asked(key))), *(_cell(comparison.differences[key].get(name)) for name in others))
        for key in BY_KEY
        if key in comparison.differences
    )
    head = ("Question", *(names[name].head for name in others))
    title = (
        f"Times as many people and worlds without pairing, for the difference to {names[comparison.plan.first].letter}"
    )
    return (Paragraph(_OPENING), Table(title, head, rows, _NOTE))


def _cell(less: Difference | None) -> Cell:
    if less is None or less.paired_gain is None:
        return Cell(DASH)
    return Cell(number(less.paired_gain), "number")
