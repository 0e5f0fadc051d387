"""Answers as tables: for a figure's numbers, for groups, and all of them at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures.answer import Answer, GroupAnswer
from custodes.report.amounts import does_not_apply, reason, short, span_to, to
from custodes.report.blocks import Cell, Table
from custodes.report.questions import plain, question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LAYERS = ("What", "Value", "Interval", "Range from unknowns", "Range from people")


def value_cell(answer: Answer | GroupAnswer, unit: str) -> Cell:
    """Write a value, or that there is none.

    Parameters
    ----------
    answer : Answer or GroupAnswer
        The answer.
    unit : str
        Its unit.

    Returns
    -------
    Cell
        The value, "cannot tell" or "does not apply".
    """
    if answer.value is not None:
        return Cell(short(answer.value, unit), "number")
    absent = isinstance(answer, Answer) and does_not_apply(answer)
    return Cell("does not apply" if absent else "cannot tell", "cannot")


def interval_cell(answer: Answer | GroupAnswer, unit: str) -> Cell:
    """Write an interval, or a dash.

    Parameters
    ----------
    answer : Answer or GroupAnswer
        The answer.
    unit : str
        Its unit.

    Returns
    -------
    Cell
        Such as "4 to 61".
    """
    if answer.low is None or answer.high is None:
        return Cell("\u2013", "number")
    return Cell(to(answer.low, answer.high, unit), "number")


def layers(answer: Answer, words: str) -> tuple[Cell, ...]:
    """Write an answer as a row: value, interval and both layers apart.

    Parameters
    ----------
    answer : Answer
        The answer.
    words : str
        What it is.

    Returns
    -------
    tuple of Cell
        In the order of `LAYERS`.
    """
    return (
        Cell(words, more=(reason(answer.cannot_tell),)),
        value_cell(answer, answer.unit),
        interval_cell(answer, answer.unit),
        Cell(span_to(answer.from_unknowns, answer.unit), "number"),
        Cell(span_to(answer.from_people, answer.unit), "number"),
    )


def reasons(answers: Iterable[Answer | GroupAnswer]) -> str:
    """Gather why answers of a table have no value.

    Parameters
    ----------
    answers : iterable of Answer or GroupAnswer
        Answers of the table.

    Returns
    -------
    str
        Each reason once, or "".
    """
    return " ".join(dict.fromkeys(a.cannot_tell for a in answers if a.cannot_tell))


def answer_table(caption: str, answers: Mapping[str, Answer]) -> Table:
    """Make the table of some answers.

    Parameters
    ----------
    caption : str
        What it shows.
    answers : mapping of str to Answer
        Answers by the words of their row.

    Returns
    -------
    Table
        One row an answer.
    """
    units = ", ".join(dict.fromkeys(answer.unit for answer in answers.values()))
    rows = tuple(layers(answer, words) for words, answer in answers.items())
    return Table(f"{caption} ({units})", LAYERS, rows)


def group_table(caption: str, answer: Answer) -> Table:
    """Make the table of an answer by group.

    Parameters
    ----------
    caption : str
        What it shows.
    answer : Answer
        With `by_group`.

    Returns
    -------
    Table
        One row a group, under each attribute; the reason where it cannot be told.
    """
    rows = []
    for attribute, groups in answer.by_group.items():
        for group, said in groups.items():
            rows.append(
                (
                    Cell(f"{plain(attribute)}: {plain(group)}", more=(reason(said.cannot_tell),)),
                    Cell(f"{said.people:,}", "number"),
                    value_cell(said, answer.unit),
                    interval_cell(said, answer.unit),
                )
            )
    return Table(
        f"{caption} ({answer.unit})",
        ("Group", "People", "Value", "Interval"),
        tuple(rows),
    )


def everything(answers: Mapping[str, Answer]) -> Table:
    """Make the table of all answers.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers by id.

    Returns
    -------
    Table
        One row an answer.
    """
    rows = []
    for identifier, answer in answers.items():
        _, *rest = layers(answer, "")
        rows.append(
            (
                Cell(question(identifier).words, code=identifier, more=(reason(answer.cannot_tell),)),
                *rest,
                Cell(answer.unit),
                Cell(f"{answer.people:,}", "number"),
            )
        )
    head = ("What, and its id in answers.json", "Value", "Interval", "From unknowns", "From people", "Unit", "People")
    return Table("All answers of this run", head, tuple(rows))
