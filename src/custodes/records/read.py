"""Records back from the Parquet files of a run folder."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from custodes.errors import refuse
from custodes.records.schema import TABLES
from custodes.records.tables import Records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_NO_ROWS: Final[Mapping[str, Any]] = {name: {} for name in TABLES}


def _read(source: Path | pa.BufferReader) -> pa.Table:
    # On one thread: the reader's pool of threads now and then outlives the interpreter, which then ends in an abort.
    return pq.ParquetFile(source).read(use_threads=False)


def read_table(folder: Path, name: str) -> pa.Table:
    """Read one table of a run folder.

    Parameters
    ----------
    folder : Path
        The run folder.
    name : str
        A key of `custodes.records.schema.TABLES`.

    Returns
    -------
    pyarrow.Table
        With units and meanings in the metadata of its columns.

    Raises
    ------
    Refused
        When the file is not there, cannot be read or has other columns than the schema.
    """
    path = folder / "records" / f"{name}.parquet"
    try:
        table = _read(path)
    except (OSError, pa.ArrowException) as error:
        raise refuse(
            code="records-unreadable",
            wrong=f"the table {name} cannot be read",
            seen=type(error).__name__,
            hint="give the folder of a finished run",
        ) from error
    columns = TABLES[name]
    wrong = [column for column in table.column_names if column not in columns]
    wrong += [
        column
        for column in table.column_names
        if column in columns and table.schema.field(column).type != pa.from_numpy_dtype(columns[column].dtype)
    ]
    if wrong:
        raise refuse(
            code="records-strange",
            wrong=f"the table {name} has columns that do not fit its schema",
            seen=", ".join(wrong)[:80],
            hint="use a folder written by this version of Custodes",
        )
    return table


def read_bytes(content: bytes) -> pa.Table:
    """Read a table that was never written to a disk.

    Parameters
    ----------
    content : bytes
        A Parquet file as `custodes.records.write` makes it.

    Returns
    -------
    pyarrow.Table
        With units and meanings in the metadata of its columns.
    """
    return _read(pa.BufferReader(content))


def read_records(folder: Path) -> Records:
    """Read all tables of a run folder.

    Parameters
    ----------
    folder : Path
        The run folder.

    Returns
    -------
    Records
        As they were written.

    Raises
    ------
    Refused
        When a table is not there, cannot be read or does not fit its schema.
    """
    tables = {name: read_table(folder, name) for name in TABLES}
    about = _about(tables["people"])
    columns: dict[str, Any] = {
        name: {column: table[column].to_numpy() for column in table.column_names} for name, table in tables.items()
    }
    return replace(about, **columns)


def _about(people: pa.Table) -> Records:
    """Read what the tables do not say themselves, as records that hold no rows yet."""
    stored: dict[bytes, bytes] = people.schema.metadata or {}
    try:
        groups: dict[str, list[str]] = json.loads(stored[b"custodes.groups"])
        parts: list[str] = json.loads(stored[b"custodes.parts"])
        return Records(
            days=float(stored[b"custodes.days"]),
            groups={name: tuple(names) for name, names in groups.items()},
            parts=frozenset(parts),
            rows_one_in=int(stored[b"custodes.rows_one_in"]),
            **_NO_ROWS,
        )
    except (KeyError, ValueError) as error:
        raise refuse(
            code="records-strange",
            wrong="the table people does not say which period, groups and parts it is about",
            hint="use a folder written by this version of Custodes",
        ) from error
