"""Tables between two processes: written as Arrow files batch by batch, read back without a copy."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from custodes.disclosed.cell_signs import CellSigns
from custodes.disclosed.raw_table import Head, Numbers, RawTable, Tail
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from custodes.disclosed.raw_table import Event, Rows

OWN_COLUMNS: Final = 2
"""Columns behind those of the table: place and page."""


def text_array(cells: Sequence[str | None]) -> pa.Array:
    """Make a string column of cells.

    Parameters
    ----------
    cells : sequence of (str or None)
        "" counts as no text.

    Returns
    -------
    pyarrow.StringArray
        Null where there is no text.
    """
    return pa.array([cell or None for cell in cells] if "" in cells else cells, pa.string())


def write_tables(events: Iterable[Event], folder: Path) -> list[dict[str, Any]]:
    """Write what a reader yields.

    Parameters
    ----------
    events : iterable of Event
        A head, rows and a tail for each table.
    folder : Path
        Where an Arrow file for each table goes.

    Returns
    -------
    list of dict
        For each table its file, sheet, header, counts and notes, in JSON's types.
    """
    tables: list[dict[str, Any]] = []
    writer, head, signs = None, Head("", ()), CellSigns(())
    for event in events:
        path = folder / f"{len(tables)}.arrow"
        if isinstance(event, Head):
            head, signs = event, CellSigns(event.header)
        elif isinstance(event, Tail):
            (writer or _writer(path, _schema(len(head.header)))).close()
            tables.append(_told(head, event, signs, path.name))
            writer = None
        else:
            batch = _numbers(event) if isinstance(event, Numbers) else _text(event, signs)
            writer = writer or _writer(path, batch.schema)
            writer.write_batch(batch)
    return tables


def _numbers(event: Numbers) -> pa.RecordBatch:
    """Make a batch of numbers."""
    return pa.RecordBatch.from_arrays([pa.array(event.values)], names=["score"])


def _text(event: Rows, signs: CellSigns) -> pa.RecordBatch:
    """Make a batch of text and places, and look at its cells."""
    columns = [text_array(cells) for cells in event.columns]
    signs.look(columns, event.rows)
    rows = pa.array(np.asarray(event.rows, np.int32))
    pages = pa.array(np.full(len(event.rows), event.page, np.int32))
    return pa.RecordBatch.from_arrays([*columns, rows, pages], schema=_schema(len(columns)))


def _writer(path: Path, schema: pa.Schema) -> pa.RecordBatchFileWriter:
    """Open an Arrow file."""
    return pa.RecordBatchFileWriter(str(path), schema)


def _schema(columns: int) -> pa.Schema:
    """Columns by number: names of theirs might be anything."""
    fields = [pa.field(str(at), pa.string()) for at in range(columns)]
    return pa.schema([*fields, pa.field("row", pa.int32()), pa.field("page", pa.int32())])


def _told(head: Head, tail: Tail, signs: CellSigns, name: str) -> dict[str, Any]:
    """Say of a table what does not stand in its Arrow file."""
    return {
        "name": name,
        "sheet": head.sheet,
        "header": list(head.header),
        "seen": tail.seen,
        "refused": tail.refused,
        "notes": [asdict(note) for note in (*tail.notes, *signs.notes())],
    }


def read_table(folder: Path, told: Mapping[str, Any], shown: str, sha256: str) -> RawTable:
    """Read a table back.

    Parameters
    ----------
    folder : Path
        Where its Arrow file is; it may be removed afterwards.
    told : mapping
        As `write_tables` gave it.
    shown : str
        The file as shown.
    sha256 : str
        SHA-256 of the file.

    Returns
    -------
    RawTable
        Its cells stay in the mapped file, which the system keeps until the table is let go.
    """
    reader = pa.ipc.open_file(pa.memory_map(str(folder / told["name"])))
    found = [reader.get_batch(at) for at in range(reader.num_record_batches)]
    header = tuple(told["header"])
    batches = tuple(pa.RecordBatch.from_arrays(each.columns[:-OWN_COLUMNS], names=list(header)) for each in found)
    return RawTable(
        file=shown,
        sheet=told["sheet"],
        header=header,
        batches=batches,
        rows=_whole(found, -2),
        pages=_whole(found, -1),
        seen=told["seen"],
        refused=told["refused"],
        notes=tuple(Note(**{**note, "file": shown}) for note in told["notes"]),
        sha256=sha256,
    )


def read_column(folder: Path, told: Mapping[str, Any]) -> NDArray[np.float64]:
    """Read a table of numbers back.

    Parameters
    ----------
    folder : Path
        Where its Arrow file is.
    told : mapping
        As `write_tables` gave it.

    Returns
    -------
    ndarray of float64
        Its only column.
    """
    reader = pa.ipc.open_file(pa.memory_map(str(folder / told["name"])))
    parts = [reader.get_batch(at).column(0).to_numpy() for at in range(reader.num_record_batches)]
    found: NDArray[np.float64] = np.concatenate(parts)
    return found


def _whole(batches: Sequence[pa.RecordBatch], column: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Join a column of whole numbers."""
    parts = [batch.column(batch.num_columns + column).to_numpy() for batch in batches]
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)
