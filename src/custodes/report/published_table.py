"""A table as it is published: its cells, what each column holds, and how it is written and read."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.errors import refuse
from custodes.records.text import csv_bytes
from custodes.report.count_table import ALL, Marks, SafeTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.errors import Refused

COUNTS: Final = "counts-"
"""How the names of tables of counts begin."""

PEOPLE: Final = "people"
MARK: Final = "mark"

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_WHOLE: Final = re.compile(r"-?\d{1,15}")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_YES_NO: Final = {"yes", "no"}

MARKS_MEAN: Final = (
    "[c] withheld because few people are behind it, or because it would tell such a number; [z] does not apply; "
    "[x] cannot be told; [low] above 0 and rounded to 0"
)

_HOLDS: Final = {
    "answer": "id of the answer",
    "attribute": "what the people are split by",
    "group": "the group",
    "value": "the value, in the unit of the column unit",
    "low": "lower end of the interval, in the unit of the column unit",
    "high": "upper end of the interval, in the unit of the column unit",
    "level": "confidence level of the interval",
    "unit": "unit of value, low and high",
    "people": "number of people behind the number",
    "cannot_tell": "why there is no value, and what would be needed",
    "mark": MARKS_MEAN,
    "verdict": "of a limit: met, not met or cannot tell",
    "bounds_low": "the least that the value can be, whatever was true",
    "bounds_high": "the most that the value can be, whatever was true",
    "from_unknowns_low": "what is not known about the scheme: lower end",
    "from_unknowns_high": "what is not known about the scheme: upper end",
    "from_people_low": "what a finite number of people leaves open: lower end",
    "from_people_high": "what a finite number of people leaves open: upper end",
    "permuted_value": "of a gap between groups: its value when labels are shuffled over people",
    "permuted_low": "the same, lower end",
    "permuted_high": "the same, upper end",
    "finding": "id of the finding",
    "means": "what the finding means",
    "count": "how many were found",
    "of": "out of how many looked at",
    "rule": "the rule by which they were counted",
    "test": "the legal test that it informs; nothing here says that a rule was broken",
    "question": "a question that the records leave open",
    "missing": "what was not disclosed",
    "request": "a sentence that asks for it",
    "answers": "ids of answers that it concerns",
}


@dataclass(frozen=True)
class Table:
    """A table of text cells, as CSV holds them.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    columns : tuple of str
        Names of the columns.
    rows : tuple of tuple of str
        Cells; "" where nothing stands.
    content : bytes
        The file.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    content: bytes

    def fields(self) -> list[dict[str, Any]]:
        """Say what each column holds, as a Data Package does.

        Returns
        -------
        list of dict
            Name, type and description of each.
        """
        return [_field(name, {row[at] for row in self.rows}) for at, name in enumerate(self.columns)]


def _field(name: str, cells: set[str]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "string"}
    said = cells - {""}
    if said and said <= _YES_NO:
        field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    elif said and all(_WHOLE.fullmatch(cell) for cell in said):
        field["type"] = "integer"
    elif said and all(_NUMBER.fullmatch(cell) for cell in said):
        field["type"] = "number"
    unit = re.search(r"\[([^\]]+)\]$", name)
    holds = _HOLDS.get(name) or (f"in the unit {unit[1]}" if unit else "")
    return field | ({"description": holds} if holds else {})


def is_safe_name(name: str) -> bool:
    """Say whether a table may be a file of a package by this name.

    Parameters
    ----------
    name : str
        A name.

    Returns
    -------
    bool
        Lower-case letters, figures, dots, hyphens and underscores only.
    """
    return _NAME.fullmatch(name) is not None


def written(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Write a table.

    Parameters
    ----------
    name : str
        Its name.
    columns : sequence of str
        Names of the columns.
    rows : sequence of sequence
        Cells in the order of the columns.

    Returns
    -------
    Table
        Harmless in a spreadsheet.
    """
    return read(name, csv_bytes(columns, rows))


def rewritten(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Write cells that were read from a table of ours, as they are: they are harmless already.

    Parameters
    ----------
    name : str
        Its name.
    columns : sequence of str
        Names of the columns.
    rows : sequence of sequence of str
        Cells in the order of the columns.

    Returns
    -------
    Table
        The same cells.
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([columns, *rows])
    return read(name, out.getvalue().encode("utf-8"))


def is_number(cell: str) -> bool:
    """Say whether a cell holds a number.

    Parameters
    ----------
    cell : str
        As CSV holds it.

    Returns
    -------
    bool
        Also for whole numbers.
    """
    return _NUMBER.fullmatch(cell) is not None


def read(name: str, content: bytes) -> Table:
    """Read a table that Custodes wrote.

    Parameters
    ----------
    name : str
        Its name.
    content : bytes
        The file; it may come from anybody.

    Returns
    -------
    Table
        Its cells as they stand.

    Raises
    ------
    Refused
        When it is not a table.
    """
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _no_table(name) from error
    if not lines or len(set(lines[0])) != len(lines[0]) or any(len(line) != len(lines[0]) for line in lines):
        raise _no_table(name)
    return Table(name, tuple(lines[0]), tuple(tuple(line) for line in lines[1:]), content)


def _no_table(name: str) -> Refused:
    return refuse(code="table-unreadable", wrong="a table is not as Custodes writes it", path=name, hint="make it anew")


def counts_table(table: SafeTable) -> Table:
    """Write a table of counts, a row a cell, with the marks in a column of their own.

    Parameters
    ----------
    table : SafeTable
        What may be published.

    Returns
    -------
    Table
        Its name begins with ``counts-``.
    """
    return written(f"{COUNTS}{table.name}", (*table.dims, PEOPLE, MARK), list(table.rows()))


def read_counts(table: Table, k: int, zeros: str = "structural", rounded_to: int = 1) -> SafeTable:
    """Read a published table of counts.

    Parameters
    ----------
    table : Table
        With a column a dimension, then ``people`` and ``mark``.
    k : int
        At which it is protected [person].
    zeros : str
        Whether a zero may be shown.
    rounded_to : int
        To multiples of what its counts are rounded [person].

    Returns
    -------
    SafeTable
        The same table.

    Raises
    ------
    Refused
        When it is not a whole table of counts with its margins.
    """
    dims = table.columns[:-2]
    if table.columns[-2:] != (PEOPLE, MARK) or not dims or not table.rows:
        raise _no_table(table.name)
    categories = tuple(
        tuple(label for label in dict.fromkeys(row[at] for row in table.rows) if label != ALL)
        for at in range(len(dims))
    )
    shape = tuple(len(names) + 1 for names in categories)
    if len(table.rows) != int(np.prod(shape)):
        raise _no_table(table.name)
    places = [{label: at for at, label in enumerate((*names, ALL))} for names in categories]
    values, marks = np.full(shape, np.nan), np.full(shape, None, dtype=object)
    for row in table.rows:
        at = tuple(place[label] for place, label in zip(places, row, strict=False))
        count, mark = row[-2:]
        if marks[at] is not None or (count == "") != (mark == Marks.CONFIDENTIAL) or (count and not count.isdecimal()):
            raise _no_table(table.name)
        marks[at], values[at] = mark, float(count) if count else np.nan
    name = table.name.removeprefix(COUNTS)
    return SafeTable(name, tuple(dims), categories, "", values, marks, k, zeros, rounded_to=rounded_to)
