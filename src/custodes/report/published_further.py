"""Further tables of an audit as they are published: protected for another k, and beside what was published earlier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from custodes.report.published_table import MARK, PEOPLE, Table, is_number, rewritten
from custodes.report.small_answers import protect_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE: Final = re.compile(r"-?\d{1,15}")
_COUNT: Final = "count"


def protected_again(table: Table, k: int) -> Table:
    """Protect a further table of an audit anew: it may have been made for a smaller k.

    Parameters
    ----------
    table : Table
        With the column ``people``, or about nobody.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    Table
        With a column ``mark`` where there is a column ``people``.
    """
    if PEOPLE not in table.columns or not table.rows:
        return table
    columns = tuple(dict.fromkeys((*table.columns, MARK)))
    rows = [{MARK: "", **dict(zip(table.columns, row, strict=True))} for row in table.rows]
    typed: list[dict[str, Any]] = [
        {name: int(cell) if _WHOLE.fullmatch(cell) else cell for name, cell in row.items() if name != MARK}
        for row in rows
    ]
    for row, each in zip(rows, typed, strict=True):
        each[PEOPLE] = each[PEOPLE] if isinstance(each[PEOPLE], int) else 0
        each.update({name: 0.0 for name, cell in row.items() if name not in (PEOPLE, MARK) and is_number(cell)})
    safe = protect_tables({table.name: typed}, k)[table.name]
    for row, now in zip(rows, safe, strict=True):
        if now[MARK]:
            row.update({name: "" for name in row if now[name] is None} | {MARK: now[MARK]})
    return rewritten(table.name, columns, [[row[name] for name in columns] for row in rows])


def further_against(table: Table, then: Table | None, k: int, *, same: bool) -> Table:
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

    Returns
    -------
    Table
        To be published beside the earlier one.
    """
    if then is None or not {PEOPLE, MARK} <= set(table.columns) & set(then.columns):
        return table
    earlier = {_name(then, row): dict(zip(then.columns, row, strict=True)) for row in then.rows}
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    near = False
    for row, cells in zip(rows, table.rows, strict=True):
        was = earlier.get(_name(table, cells))
        if was is not None and not row[MARK] and (_few_between(row, was, k) or (same and was[MARK])):
            row[PEOPLE] = "1"  # as if it were about one person: then what follows from it is withheld, too
            near = True
    if not near:
        return table
    return protected_again(rewritten(table.name, table.columns, [list(row.values()) for row in rows]), k)


def _name(table: Table, row: tuple[str, ...]) -> tuple[str, ...]:
    """Give the cells that say what a row is about: the first, and those in words."""
    if table.columns[0] == "finding":
        return row[:1]
    said = (cell for name, cell in zip(table.columns, row, strict=True) if name != MARK)
    return (row[0], *(cell for cell in said if cell and not is_number(cell)))


def _few_between(now: Mapping[str, str], was: Mapping[str, str], k: int) -> bool:
    """Say whether the numbers of people, or of rows of unnamed people, are apart by less than k."""
    for column in (PEOPLE, _COUNT):
        ends = now.get(column, ""), was.get(column, "")
        if all(each.isdecimal() and int(each) for each in ends):
            return 0 < abs(int(ends[0]) - int(ends[1])) < k
    return False
