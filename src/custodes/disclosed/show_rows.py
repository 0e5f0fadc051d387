"""Rows as they were read, fit to be shown: ids as numbers, words that are written as the mere fact that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from custodes.disclosed.convert import Converted
    from custodes.records.kinds import Field

NONE: Final = "-"


def first_rows(table: Converted, count: int) -> list[dict[str, str]]:
    """Show the first rows of a table.

    Parameters
    ----------
    table : Converted
        The table.
    count : int
        How many rows.

    Returns
    -------
    list of dict
        For each row the place, and each column as a text that tells nothing of a person.
    """
    shown = []
    for at in range(min(count, len(table.rows))):
        row = {"row": str(table.rows[at])}
        for name, field in KINDS[table.source.kind].items():
            if name in table.ids:
                number = int(table.ids[name].which[at])
                row[name] = NONE if number < 0 else f"{field.of} {number}"
            elif name in table.columns:
                row[name] = _cell(field, float(table.columns[name][at]), len(table.labels.get(name, ())))
        shown.append(row)
    return shown


def _cell(field: Field, value: float, names: int) -> str:
    if field.type == "presence":
        return "something is written" if value > 0 else "nothing is written"
    if np.isnan(value) or (value < 0 and field.type not in {"number", "time"}):
        return NONE
    if field.type == "number":
        return f"{value:.6f}" if field.unit == "degree" else f"{value:g}"
    return _word(field, value, names)


def _word(field: Field, value: float, names: int) -> str:
    if field.type == "time":
        return f"{np.datetime64(int(value), 's')}Z"  # knows the year 10000, where a date for "never" may lie
    if field.type == "label":
        return f"name {int(value) + 1} of {names}"
    words = ("no", "yes") if field.type == "yes_no" else field.codes
    return words[int(value)]
