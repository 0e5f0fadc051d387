"""Further tables of an audit as they are published: protected anew, for another k or for what was published earlier."""

from __future__ import annotations

import re
from typing import Any, Final

from custodes.report.published_table import MARK, PEOPLE, Table, is_number, rewritten
from custodes.report.small_answers import protect_tables

_WHOLE: Final = re.compile(r"-?\d{1,15}")


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
