"""The table of a comparison: a row a question, a column a scheme, differences to the first in small lines."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from custodes.measures.gone import ABSCONDED
from custodes.report.amounts import reason, short, to
from custodes.report.blocks import Block, Bullets, Cell, Paragraph, Table
from custodes.report.compare_words import DASH, SAME, asked, ends_of, in_words, named
from custodes.report.vocabulary import capital
from custodes.study.compare_going import going
from custodes.study.compare_questions import COST_EARLIER, EARLIER, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.measures.answer import Answer
    from custodes.report.compare_words import Named
    from custodes.study.compare import Comparison
    from custodes.study.compare_questions import Side
    from custodes.study.difference import Difference

SIDES: Final[Mapping[Side, str]] = {
    "takes": "What it takes of people",
    "gains": "What it is for",
    "costs": "What it costs",
}
"""The three parts of the table."""

EARLIER_UNIT: Final = "of a hundred true absences"
COST_UNIT: Final = "GBP"

_FURTHER: Final[Mapping[Side, tuple[str, ...]]] = {"takes": (), "gains": (EARLIER,), "costs": (COST_EARLIER,)}
_BETTER: Final = {
    ("takes", "less"): "less is better for the people",
    ("takes", "more"): "more is better for the people",
    ("gains", "less"): "less is better for the purpose",
    ("gains", "more"): "more is better for the purpose",
    ("costs", "less"): "less is cheaper",
    ("costs", "more"): "more is cheaper",
}
_FURTHER_BETTER: Final = {EARLIER: "more is better for the purpose", COST_EARLIER: "less is cheaper"}
_METRES: Final = {"metre": ", in metres"}
_NOTE: Final = (
    "Brackets hold the interval of each number. The line under it is the difference to {first}, on the same people and "
    "with the same luck, with its own interval."
)


def keys_of(side: Side) -> tuple[str, ...]:
    """Name the lines of one part of the table.

    Parameters
    ----------
    side : str
        "takes", "gains" or "costs".

    Returns
    -------
    tuple of str
        Ids, in order.
    """
    return (*(question.key for question in QUESTIONS if question.side == side), *_FURTHER[side])


def compare_table(comparison: Comparison, side: Side) -> Table:
    """Lay one part of the comparison out as a table.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.
    side : str
        "takes" for what the schemes take of people, "gains" for what they are for, "costs" for what they cost.

    Returns
    -------
    Table
        A row a question, a column a scheme; the note says what has no value, and why.
    """
    table, whys = _parts(comparison, side)
    return replace(table, note=" ".join((table.note, *whys)))


def table_blocks(comparison: Comparison, side: Side) -> tuple[Block, ...]:
    """Lay one part of the comparison out for a page: the table, and under it what has no value.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.
    side : str
        As in `compare_table`.

    Returns
    -------
    tuple of Block
        The reasons as a list, where there are any.
    """
    table, whys = _parts(comparison, side)
    return (table, Paragraph("What has no value, and why:", "note"), Bullets(whys)) if whys else (table,)


def _parts(comparison: Comparison, side: Side) -> tuple[Table, tuple[str, ...]]:
    names = named(comparison.plan)
    rows = []
    for key in keys_of(side):
        if key in _FURTHER_BETTER or any(key in found for found in comparison.answers.values()):
            cells = (_cell(comparison, key, name) for name in names)
            rows.append((Cell(_heading(comparison, key)), *cells))
    head = ("Question", *(each.head for each in names.values()))
    note = _NOTE.format(first=names[comparison.plan.first].letter)
    table = Table(f"{SIDES[side]}, scheme by scheme", head, tuple(rows), note)
    return table, tuple(_whys(comparison, side, names))


def _heading(comparison: Comparison, key: str) -> str:
    if key in _FURTHER_BETTER:
        return f"{capital(asked(key))} ({_FURTHER_BETTER[key]})"
    question = next(each for each in QUESTIONS if each.key == key)
    unit = next(found[key].unit for found in comparison.answers.values() if key in found)
    more = _METRES.get(unit, "")
    return f"{capital(question.words)}{more} ({_BETTER[question.side, question.better]})"


def _cell(comparison: Comparison, key: str, name: str) -> Cell:
    less = comparison.differences.get(key, {}).get(name)
    if key in _FURTHER_BETTER:
        if name == comparison.plan.first:
            return Cell(DASH)
        return Cell(_further(key, less), "number") if ends_of(less) is not None else Cell("cannot tell", "cannot")
    answer = comparison.answers[name].get(key)
    if answer is None or answer.value is None:
        return Cell("does not apply" if answer is not None and answer.does_not_apply else "cannot tell", "cannot")
    said = _less(less, answer.unit)
    if said == SAME and key == ABSCONDED and going(comparison.plan, comparison.plan.first, name) == "assumed":
        said = f"{SAME}, as assumed"
    return Cell(_value(answer), "number", more=(_interval(answer), said))


def _value(answer: Answer) -> str:
    value = answer.value or 0.0
    return short(value, answer.unit) if math.isfinite(value) else "no guess"


def _interval(answer: Answer) -> str:
    low, high = answer.low, answer.high
    if low is None or high is None or low == high or not math.isfinite(low):
        return ""
    return f"({to(low, high, answer.unit)})"


def _less(less: Difference | None, unit: str) -> str:
    ends = ends_of(less)
    return "" if ends is None else in_words(ends, unit).line


def _further(key: str, less: Difference | None) -> str:
    ends = ends_of(less)
    if ends is None:
        return DASH
    if key == EARLIER:
        said = in_words(ends, EARLIER_UNIT, ("fewer", "more")).line
        return "none more" if said == SAME else said
    value, low, high = ends
    return short(value, COST_UNIT) if low == high else f"{short(value, COST_UNIT)} ({to(low, high, COST_UNIT)})"


def _whys(comparison: Comparison, side: Side, names: Mapping[str, Named]) -> Iterator[str]:
    """Say why cells have no value: each reason once, with the letters and the lines that it is of."""
    by_line: dict[tuple[str, str], list[str]] = {}
    for key in keys_of(side):
        for name, who in names.items():
            why = _why(comparison, key, name)
            if why:
                by_line.setdefault((why, key), []).append(who.letter)
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (why, key), of in by_line.items():
        found.setdefault((why, tuple(of)), []).append(f"\u201c{asked(key)}\u201d")
    for (why, letters), lines in found.items():
        yield f"{', '.join(letters)}, {'; '.join(lines)}: {why}"


def _why(comparison: Comparison, key: str, name: str) -> str:
    answer = comparison.answers[name].get(key)
    if answer is not None and answer.cannot_tell is not None:
        verb = "does not apply" if answer.does_not_apply else "cannot tell"
        return f"{verb}. {reason(answer.cannot_tell)}"
    less = comparison.differences.get(key, {}).get(name)
    if less is None or less.cannot_tell is None or name == comparison.plan.first:
        return ""
    one = comparison.answers[comparison.plan.first].get(key)
    # Where the first scheme has no value, its own reason stands already.
    if one is not None and one.cannot_tell is not None:
        return ""
    what = "cannot tell" if key in _FURTHER_BETTER else "the difference cannot be told"
    return f"{what}. {reason(less.cannot_tell)}"
