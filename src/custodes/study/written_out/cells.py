"""Columns of records as the text of cells, under names that stand for nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.kinds import Field

Columns = Mapping[str, "NDArray[Any]"]
"""One kind of record before it is text: numbers for ids and codes (-1 none), seconds since 1970 for times (NaN none),
1, 0 and -1 for yes, no and nothing, and text itself for labels and for what is only looked at for being there."""

LETTERS: Final[Mapping[str, str]] = {
    "person": "P",
    "device": "D",
    "alert": "A",
    "case": "C",
    "reviewer": "R",
    "item": "I",
    "violation": "V",
}
"""First letter of the names of each sort of thing."""

YES_NO: Final = {1: "yes", 0: "no", -1: ""}


def names_of(tables: Mapping[str, Columns], seed: int) -> dict[str, list[str]]:
    """Give everything in some tables a name, in an order that says nothing about it.

    Parameters
    ----------
    tables : mapping of str to Columns
        Records by kind.
    seed : int
        Seed of the world.

    Returns
    -------
    dict of str to list of str
        For each sort of thing, names such as ``P-0001`` by number.
    """
    counts = dict.fromkeys(LETTERS, 0)
    for kind, columns in tables.items():
        for name, column in columns.items():
            if (field := KINDS[kind][name]).type == "id":
                counts[field.of] = max(counts[field.of], int(column.max(initial=-1)) + 1)
    return {of: _shuffled(of, seed, count) for of, count in counts.items()}


def _shuffled(of: str, seed: int, count: int) -> list[str]:
    numbers = np.arange(count, dtype=np.int64) + (list(LETTERS).index(of) << 24)
    places = np.argsort(np.argsort(draw_people(seed, numbers, purposes.PSEUDONYM)[:, 0], kind="stable"), kind="stable")
    return [f"{LETTERS[of]}-{place + 1:04d}" for place in places]


def iso_times(times_s: NDArray[np.float64]) -> list[str]:
    """Write times as ISO 8601, to the whole second that has begun.

    Parameters
    ----------
    times_s : ndarray
        Seconds since 1970-01-01 00:00 UTC, NaN for none [second].

    Returns
    -------
    list of str
        Such as ``2025-09-01T06:00:00Z``; nothing for NaN.
    """
    there = ~np.isnan(times_s)
    whole = np.floor(np.where(there, times_s, 0.0)).astype(np.int64).astype("datetime64[s]")
    texts = np.datetime_as_string(whole, unit="s", timezone="UTC")
    return [str(text) if told else "" for text, told in zip(texts, there, strict=True)]


def plain(number: float) -> str:
    """Write a number without a needless point.

    Parameters
    ----------
    number : float
        Any number [`unit`].

    Returns
    -------
    str
        Nothing for NaN.
    """
    if np.isnan(number):
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def cells(field: Field, column: NDArray[Any], names: Mapping[str, list[str]]) -> list[str]:
    """Write one column as text.

    Parameters
    ----------
    field : Field
        What the column is.
    column : ndarray
        As `Columns` says.
    names : mapping of str to list of str
        From `names_of`.

    Returns
    -------
    list of str
        One a row.
    """
    match field.type:
        case "time":
            return iso_times(column)
        case "number":
            return [plain(number) for number in column]
        case "yes_no":
            return [YES_NO[int(said)] for said in column]
        case "code":
            return [field.codes[code] if code >= 0 else "" for code in column]
        case "id":
            return [names[field.of][number] if number >= 0 else "" for number in column]
        case _:
            return [str(text) for text in column]


def text_table(kind: str, columns: Columns, names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Write one kind of record as text.

    Parameters
    ----------
    kind : str
        A key of `KINDS`.
    columns : Columns
        Its columns, by their canonical names.
    names : mapping of str to list of str
        From `names_of`.

    Returns
    -------
    dict of str to list of str
        In the order of `KINDS`.
    """
    return {name: cells(field, columns[name], names) for name, field in KINDS[kind].items() if name in columns}


def csv_bytes(table: Mapping[str, list[str]]) -> bytes:
    """Write text as a CSV file.

    Parameters
    ----------
    table : mapping of str to list of str
        Columns.

    Returns
    -------
    bytes
        UTF-8, a header, lines that end in LF.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    return file.getvalue().encode("utf-8")
