"""Published counts rounded on top of what is withheld, so that they tell no more than before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.report.count_table import Marks
from custodes.report.differencing_rows import counted
from custodes.report.published_table import MARK, Table, is_number, rewritten

if TYPE_CHECKING:
    from custodes.report.count_table import SafeTable
    from custodes.report.differencing_rows import Row

_PUBLISHED: Final = "published"
"""A column of figures that somebody else published: they stay as they are."""

_DIFFERENCE: Final = "difference"
"""How far such a figure is from what was counted again: worked out anew, or it would give the exact count away."""

_RECOUNTED: Final = ("recounted_low", "recounted_high")

_NAMES_PEOPLE: Final = re.compile(r"\d (of [\d,.]+ )?(people|person|wearers?)\b|in effect on \d|of [\d,]+ it rests")
_NO_GROUPS: Final = "fewer than two groups"
_FEW_CARRY: Final = "too few people carry this figure"


def rounded(table: SafeTable, base: int) -> SafeTable:
    """Round every count that is shown, each by itself, to the nearest multiple of a base.

    ``r(x) = base * floor((x + base // 2) / base)``. It is a function of what may be shown, so a reader can learn
    nothing from it that the table did not tell before. Rounded parts need not add up to their rounded sum.

    Parameters
    ----------
    table : SafeTable
        Small counts withheld already.
    base : int
        1 leaves everything as it is [person].

    Returns
    -------
    SafeTable
        With the mark ``[low]`` where somebody is and 0 stands.
    """
    if base == 1:
        return table
    values = base * np.floor((table.values + base // 2) / base)
    marks = table.marks.copy()
    marks[(values == 0) & (table.values > 0)] = Marks.LOW
    return replace(table, values=values, marks=marks, rounded_to=base)


def rounded_table(table: Table, base: int) -> Table:
    """Round every number of people, of rows or of whatever is counted in a published table.

    Parameters
    ----------
    table : Table
        Answers, groups, findings or a further table, small counts withheld already.
    base : int
        1 leaves everything as it is [person].

    Returns
    -------
    Table
        By the same rule. Shares, rates and times are not rounded, nor what somebody else published; a reason that
        names a number of people is given without it.
    """
    if base == 1:
        return table
    rows = [_rounded_row(dict(zip(table.columns, row, strict=True)), base) for row in table.rows]
    return rewritten(table.name, table.columns, [list(row.values()) for row in rows])


def _rounded_row(row: Row, base: int) -> Row:
    held = {*_RECOUNTED, _PUBLISHED, _DIFFERENCE} <= set(row)
    left = {MARK, _PUBLISHED, _DIFFERENCE} if held else {MARK}
    at = [name for name in counted(row) if name not in left and is_number(row[name])]
    found = row | {name: _rounded_cell(row[name], base) for name in at}
    if MARK in row and not row[MARK] and any(not float(found[name]) and float(row[name]) > 0 for name in at):
        found[MARK] = Marks.LOW
    if held and row[_DIFFERENCE]:
        low, high = (float(found[name]) for name in _RECOUNTED)
        published = float(row[_PUBLISHED])
        found[_DIFFERENCE] = repr(published - min(max(published, low), high))
    reason = row.get("cannot_tell", "")
    if _NAMES_PEOPLE.search(reason) and not reason.startswith((_NO_GROUPS, Marks.CONFIDENTIAL)):
        found["cannot_tell"] = _FEW_CARRY
    return found


def _rounded_cell(cell: str, base: int) -> str:
    number = base * float(np.floor((float(cell) + base // 2) / base))
    return str(int(number)) if re.fullmatch(r"-?\d+", cell) else repr(number)
