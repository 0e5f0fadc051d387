"""Small tables of text, as readers hand them on."""

from __future__ import annotations

import csv
import io

import numpy as np
import pyarrow as pa

from custodes.disclosed.convert import Converted, Reading, convert
from custodes.disclosed.layout import as_kind
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.raw_table import RawTable

KEY = b"a key of the test"


def raw(text: str, file: str = "x.csv", at_once: int = 2) -> RawTable:
    """Make a table of CSV text, cut into batches of a few rows."""
    header, *lines = list(csv.reader(io.StringIO(text)))
    batches = []
    for start in range(0, len(lines), at_once):
        part = lines[start : start + at_once]
        columns = [pa.array([line[at] or None for line in part], pa.string()) for at in range(len(header))]
        batches.append(pa.record_batch(columns, names=header))
    rows = np.arange(2, len(lines) + 2, dtype=np.int32)
    return RawTable(file, "", tuple(header), tuple(batches), rows, np.zeros_like(rows), len(lines), 0, (), "0" * 64)


def column(*cells: str | None, at_once: int = 3) -> list[pa.Array]:
    """Make a column in batches."""
    return [pa.array(cells[at : at + at_once], pa.string()) for at in range(0, len(cells), at_once)]


def where(count: int, name: str = "time") -> Where:
    """Name the place of a column of so many rows, the first on line 2."""
    return Where("x.csv", np.arange(2, count + 2, dtype=np.int32), name)


def converted(kind: str, text: str, **more) -> Converted:
    """Read a table whose columns have the names of a kind."""
    table = raw(text)
    return convert(table, as_kind(kind, table.header), Reading(KEY, **more))


def codes(table: Converted) -> dict[str, int]:
    """Count what was noticed, by code."""
    return {note.code: note.count for note in table.notes}
