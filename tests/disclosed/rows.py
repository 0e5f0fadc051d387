"""Tables of text as readers give them, to compare with what was written."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.child import events
from custodes.disclosed.raw_table import RawTable, ReadAs, Rows, Tail
from custodes.disclosed.table_file import read_table, write_tables


def table_of(kind: str, content: bytes, how: ReadAs | None = None, budget=BUDGET) -> tuple[RawTable, ...]:
    """Read a file in this process, through the same Arrow file as from the other."""
    with tempfile.TemporaryDirectory() as name:
        told = write_tables(events(kind, io.BytesIO(content), how or ReadAs(), budget), Path(name))
        if kind == "scores":
            return ()
        return tuple(read_table(Path(name), each, "x", "0" * 64) for each in told)


def cells(table: RawTable) -> list[tuple[str | None, ...]]:
    """Give the rows of a table."""
    return [tuple(row.values()) for batch in table.batches for row in batch.to_pylist()]


def places(content: bytes, kind: str) -> list[int]:
    """Give the places of all rows."""
    found = events(kind, io.BytesIO(content), ReadAs(), BUDGET)
    return [row for event in found if isinstance(event, Rows) for row in event.rows]


def tail(content: bytes, kind: str, how: ReadAs | None = None) -> Tail:
    """Give what a reader says at the end of its only table."""
    return next(each for each in events(kind, io.BytesIO(content), how or ReadAs(), BUDGET) if isinstance(each, Tail))
