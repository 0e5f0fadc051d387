"""Rows of a published table beside the same rows of an earlier one, and what the two together would tell."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from custodes.records.text import safe_cell
from custodes.report.count_table import Marks
from custodes.report.published_further import protected_again
from custodes.report.published_table import COUNTS, MARK, PEOPLE, Table, is_number, rewritten
from custodes.report.small_answers import PEOPLE_UNITS, too_few

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Name = tuple[str | int, ...]
Row = dict[str, str]

_NAMED_BY: Final = {"finding": 1, "answer": 1}
_GROUP: Final = 3
_ABOUT_NOBODY: Final = ("does not apply", "not disclosed")
"""How a reason begins that is about the scheme or the columns, and not about what stands in them."""

COUNT_UNITS: Final = PEOPLE_UNITS | {"cases", "fixes", "photographs"}
"""Units of answers whose value is a number of people, or of rows about people."""

_VALUES: Final = frozenset(
    {"value", "low", "high", "bounds_low", "bounds_high"}
    | {f"{of}_{end}" for of in ("from_unknowns", "from_people") for end in ("low", "high")}
    | {"permuted_value", "permuted_low", "permuted_high"}
)
_MEASURED: Final = re.compile(r"share|_(s|min|h|d|m|gbp)$|^(level|threshold|fmr|fnmr)$")
"""Columns in which nothing is counted."""

_WORDS: Final = frozenset({"level", "unit"})
"""Columns that say how a number is to be read, also where it is withheld."""

_COVER: Final = "records-cover"
_FIRST_LAST: Final = ("first_s", "last_s")


def rows_of(table: Table) -> dict[Name, Row]:
    """Give the rows of a table by what they are about.

    Parameters
    ----------
    table : Table
        As published.

    Returns
    -------
    dict of tuple to dict
        Cells by column. What a row is about: the answer, the group of an answer, the finding; else its first cell and
        those in words, and the only row of a table is always about the same. Rows about the same are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[Name, Row] = {}
    for row in table.rows:
        name = _name(table, row)
        found[*name, seen[name]] = dict(zip(table.columns, row, strict=True))
        seen[name] += 1
    return found


def _name(table: Table, row: tuple[str, ...]) -> tuple[str, ...]:
    """Give the cells that say what a row is about."""
    width = _NAMED_BY.get(table.columns[0], 0)
    if width:
        return row[: _GROUP if "group" in table.columns else width]
    said = (cell for name, cell in zip(table.columns, row, strict=True) if name != MARK)
    words = tuple(cell for cell in said if cell and not is_number(cell))
    return words if len(table.rows) == 1 else (row[0], *words)


def few_between(now: Mapping[str, str], was: Mapping[str, str], k: int) -> bool:
    """Say whether numbers of people, of rows or of whatever is counted are apart by less than k.

    Parameters
    ----------
    now, was : mapping of str to str
        A row and the same row of an earlier table.
    k : int
        Differences of fewer are small [person].

    Returns
    -------
    bool
        Not for what is equal, nor for shares and other measures.
    """
    ends = ((_whole(now[name]), _whole(was.get(name, ""))) for name in counted(now))
    return any(0 < abs(a - b) < k for a, b in ends if a is not None and b is not None)


def counted(row: Mapping[str, str]) -> list[str]:
    """Name the columns in which something is counted.

    Parameters
    ----------
    row : mapping of str to str
        A row of a published table.

    Returns
    -------
    list of str
        Of an answer the people, and its values where the unit is one of things that are counted; else every column
        but shares, times and thresholds.
    """
    if {"answer", "unit"} <= set(row):
        counts = row["unit"].split(" ", 1)[0] in COUNT_UNITS
        return [name for name in row if name == PEOPLE or (counts and name in _VALUES)]
    return [name for name in row if not _MEASURED.search(name)]


def _whole(cell: str) -> float | None:
    number = float(cell) if is_number(cell) else None
    return number if number is None or number.is_integer() else None


def far_apart(now: Mapping[str, str], was: Mapping[str, str], k: int) -> bool:
    """Say whether k or more people came or went between.

    Parameters
    ----------
    now, was : mapping of str to str
        A row and the same row of an earlier table.
    k : int
        Differences of fewer are small [person].

    Returns
    -------
    bool
        Only where both say how many people they are about, and nothing in them is apart by less than k.
    """
    ends = _whole(now.get(PEOPLE, "")), _whole(was.get(PEOPLE, ""))
    return bool(ends[0] and ends[1] and abs(ends[0] - ends[1]) >= k) and not few_between(now, was, k)


def told_nothing(was: Mapping[str, str]) -> bool:
    """Say whether an earlier row of an answer said nothing of anybody, so that nothing can be taken from it.

    Parameters
    ----------
    was : mapping of str to str
        The row.

    Returns
    -------
    bool
        For one without a number whose reason is about the scheme or about what was disclosed at all.
    """
    numbers = (cell for name, cell in was.items() if name not in _WORDS and is_number(cell))
    return was.get("cannot_tell", "").startswith(_ABOUT_NOBODY) and not any(float(cell) for cell in numbers)


def nearly_the_same_people(now: Iterable[Table], then: Mapping[str, Table], k: int) -> bool:
    """Say whether a package and an earlier one are apart by few people, so that all their differences are about these.

    Parameters
    ----------
    now : iterable of Table
        To be published.
    then : mapping of str to Table
        Published earlier, by name.
    k : int
        Fewer people are few [person].

    Returns
    -------
    bool
        When the largest numbers of people of both are apart by less than k, and either some number of people is, too,
        without being equal, or both are of the same period, so that the records of some people were changed.
    """
    tables = tuple(now)
    change = abs(_most(tables) - _most(then.values()))
    if change >= k:
        return False
    both = ((table, then[table.name]) for table in tables if table.name in then)
    pairs = ((rows_of(a), rows_of(b)) for a, b in both if is_about_people(a) and is_about_people(b))
    people = (
        ({PEOPLE: row[PEOPLE]}, {PEOPLE: earlier[name][PEOPLE]})
        for rows, earlier in pairs
        for name, row in rows.items()
        if name in earlier
    )
    return (
        change > 0 or any(few_between(*ends, k) for ends in people) or _period(tables) == _period(then.values()) != ()
    )


def _most(tables: Iterable[Table]) -> float:
    """Give the largest number of people that is shown."""
    cells = chain.from_iterable(
        [row[table.columns.index(PEOPLE)] for row in table.rows] for table in tables if PEOPLE in table.columns
    )
    return max((number for cell in cells if (number := _whole(cell)) is not None), default=0.0)


def _period(tables: Iterable[Table]) -> tuple[str, ...]:
    """Give the first and the last day that records are about, or nothing where that is not shown."""
    for table in tables:
        if table.name == _COVER and set(_FIRST_LAST) <= set(table.columns):
            first, last = (table.columns.index(name) for name in _FIRST_LAST)
            days = [(row[first], row[last]) for row in table.rows if is_number(row[first]) and is_number(row[last])]
            if days:
                return min((each for each, _ in days), key=float), max((each for _, each in days), key=float)
    return ()


def further_against(table: Table, then: Table | None, k: int, *, same: bool, near: bool = False) -> Table:
    """Withhold rows that with those of an earlier table would tell of a few people who came or went between.

    Parameters
    ----------
    table : Table
        To be published, protected by itself.
    then : Table or None
        The table of that name that was published earlier.
    k : int
        Numbers of fewer people are withheld [person].
    same : bool
        Whether both are of the same records, so that what was withheld then is withheld now.
    near : bool
        Whether both are of nearly the same people, so that every row is withheld but those that many people joined or
        left, and the rows that there are do not tell either.

    Returns
    -------
    Table
        To be published beside the earlier one.
    """
    if then is None or not (is_about_people(table) and is_about_people(then)):
        return table
    earlier = rows_of(then)
    rows = rows_of(table)
    hidden = set()
    for name, row in rows.items():
        was = earlier.get(name)
        told = was is not None and (few_between(row, was, k) or (same and bool(was[MARK])))
        if (near and (was is None or not far_apart(row, was, k))) or (told and not row[MARK]):
            row[PEOPLE] = "1"  # as if it were about one person: then what follows from it is withheld, too
            hidden.add(name)
    if hidden:
        again = rewritten(table.name, table.columns, [list(row.values()) for row in rows.values()])
        table = protected_again(again, k)
    return with_the_rows_of(table, then, k) if near else table


def with_the_rows_of(table: Table, then: Table, k: int, fresh: Collection[str] = ()) -> Table:
    """Give a table the rows of an earlier one: that one of few people left or came must not follow from a row.

    Parameters
    ----------
    table : Table
        To be published; what may not be shown of it is withheld.
    then : Table
        The table of that name that was published earlier.
    k : int
        Numbers of fewer people are withheld [person].
    fresh : collection of str
        First cells of rows that stay although there was no such row.

    Returns
    -------
    Table
        The rows of the earlier one in its order, those that are no more without numbers, and then the fresh ones.
    """
    rows, earlier = rows_of(table), rows_of(then)
    found = []
    for name, was in earlier.items():
        row = rows.get(name, _bare(table, was, k))
        first = {table.columns[0]: _harmless(was.get(table.columns[0], ""))}
        found.append(row | first if row[MARK] == Marks.CONFIDENTIAL else row)
    found += [row for name, row in rows.items() if name not in earlier and name[0] in fresh]
    return rewritten(table.name, table.columns, [[row[name] for name in table.columns] for row in found])


def is_about_people(table: Table) -> bool:
    """Say whether a table says of its rows how many people they are about.

    Parameters
    ----------
    table : Table
        As published.

    Returns
    -------
    bool
        Where it has the columns of people and of marks, and is not one of counts alone.
    """
    return {PEOPLE, MARK} <= set(table.columns) and not table.name.startswith(COUNTS)


def emptied(then: Table, k: int) -> Table:
    """Withhold every number of an earlier table.

    Parameters
    ----------
    then : Table
        Published earlier.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    Table
        Its rows in words.
    """
    return with_the_rows_of(rewritten(then.name, then.columns, []), then, k)


def _bare(table: Table, was: Mapping[str, str], k: int) -> Row:
    """Write an earlier row as it would be written if it were withheld now."""
    first = table.columns[0]
    kept = {name: _harmless(was.get(name, "")) for name in table.columns}
    row = {name: cell if name in {first, *_WORDS} or not is_number(cell) else "" for name, cell in kept.items()}
    row |= {"cannot_tell": too_few(k)} if "cannot_tell" in row else {}
    row |= {"verdict": "cannot tell"} if row.get("verdict") else {}
    return row | {MARK: Marks.CONFIDENTIAL}


def _harmless(cell: str) -> str:
    """Write a cell of a package that may come from anybody."""
    return cell if is_number(cell) else safe_cell(cell)
