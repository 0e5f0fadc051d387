"""Answers as tables: for a figure's numbers, for groups, and all of them at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures.answer import Answer, GroupAnswer
from custodes.measures.trail_settings import GRIDS
from custodes.report.amounts import reason, short, span_to, to
from custodes.report.blocks import Cell, Table
from custodes.report.dials import GRID_WORDS, INTERVAL_WORDS, setting_of
from custodes.report.questions import plain, question
from custodes.report.tag_questions import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    absent = isinstance(answer, Answer) and answer.does_not_apply
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


def mixed_table(caption: str, answers: Mapping[str, Answer]) -> Table:
    """Make the table of answers that have different units.

    Parameters
    ----------
    caption : str
        What it shows.
    answers : mapping of str to Answer
        Answers by the words of their row.

    Returns
    -------
    Table
        One row an answer, its unit last.
    """
    rows = tuple((*layers(answer, words), Cell(answer.unit)) for words, answer in answers.items())
    return Table(caption, (*LAYERS, "Unit"), rows)


def matrix_table(
    caption: str, first: str, columns: Sequence[str], answers: Mapping[str, Sequence[Answer | None]]
) -> Table:
    """Make a table that crosses two lists of things.

    Parameters
    ----------
    caption : str
        What it shows.
    first : str
        What the rows are.
    columns : sequence of str
        What the columns are.
    answers : mapping of str to sequence of (Answer or None)
        One answer a column, by the words of their row.

    Returns
    -------
    Table
        Each cell with its interval in brackets; the first reason of a row that cannot be told stands in its first cell.
    """
    rows = []
    for words, found in answers.items():
        told = [answer for answer in found if answer is not None]
        whys = list(dict.fromkeys(reason(answer.cannot_tell) for answer in told if answer.cannot_tell))
        rows.append((Cell(words, more=tuple(whys[:1])), *(_in_matrix(answer) for answer in found)))
    note = "Where a row cannot be told for several reasons, the first stands here and each in the table of all answers."
    return Table(caption, (first, *columns), tuple(rows), note)


def _in_matrix(answer: Answer | None) -> Cell:
    if answer is None:
        return Cell("\u2013", "number")
    cell = value_cell(answer, answer.unit)
    if answer.value is None or answer.low is None or answer.high is None or answer.low == answer.high:
        return cell
    return Cell(f"{cell.text} ({to(answer.low, answer.high, answer.unit)})", "number")


def everything(answers: Mapping[str, Answer]) -> tuple[Table, ...]:
    """Make the tables of all answers.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers by id.

    Returns
    -------
    tuple of Table
        One row an answer; then, of those asked at every setting of a trail, one row an interval and one column a grid.
    """
    settings: dict[str, dict[str, dict[str, Answer]]] = {}
    single: dict[str, Answer] = {}
    for identifier, answer in answers.items():
        found = setting_of(identifier)
        if found is None:
            single[identifier] = answer
        else:
            family, interval, grid = found
            settings.setdefault(family, {}).setdefault(interval, {})[grid] = answer
    rows = [_row_of(identifier, question(identifier).words, answer) for identifier, answer in single.items()]
    crossed = []
    for family, by_interval in settings.items():
        told = [answer for by_grid in by_interval.values() for answer in by_grid.values()]
        words = SETTINGS[family].words if family in SETTINGS else question(family).words
        if all(answer.cannot_tell == told[-1].cannot_tell or answer.does_not_apply for answer in told) and (
            told[-1].value is None
        ):
            # One row for all settings; at the fine end the reason may be only that the scheme records nothing so fine.
            rows.append(_row_of(f"{family}.INTERVAL.GRID", words, told[-1]))
            continue
        for interval, by_grid in by_interval.items():
            about = f"{words}: a position every {INTERVAL_WORDS[interval].removeprefix('1 ')} ({told[0].unit})"
            crossed.append(_crossed_row(f"{family}.{interval}.GRID", about, [by_grid.get(grid) for grid in GRIDS]))
    head = ("What, and its id in answers.json", "Value", "Interval", "From unknowns", "From people", "Unit", "People")
    tables = [Table("All answers of this run", head, tuple(rows))]
    if crossed:
        of_grid = tuple(f"Squares of {words} (GRID: {grid})" for grid, words in GRID_WORDS.items())
        note = "Intervals stand in brackets; answers.json also holds both of their layers."
        caption = "Answers at every setting of a trail"
        tables.append(Table(caption, ("What, and its id in answers.json", *of_grid), tuple(crossed), note))
    return tuple(tables)


def _row_of(identifier: str, words: str, answer: Answer) -> tuple[Cell, ...]:
    _, *rest = layers(answer, "")
    what = Cell(words, code=identifier, more=(reason(answer.cannot_tell),))
    return (what, *rest, Cell(answer.unit), Cell(f"{answer.people:,}", "number"))


def _crossed_row(identifier: str, words: str, found: Sequence[Answer | None]) -> tuple[Cell, ...]:
    whys = dict.fromkeys(reason(answer.cannot_tell) for answer in found if answer is not None)
    return (Cell(words, code=identifier, more=tuple(whys)), *(_in_matrix(answer) for answer in found))
