"""Records to Parquet: equal records give equal bytes, for nothing here touches a disk or a clock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from custodes.records.schema import TABLES, Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.records.tables import Records, Table

ROW_GROUP: Final = 1 << 17
"""Rows in a row group of a Parquet file; fixed, so that equal tables give equal bytes."""

_ZSTD_LEVEL: Final = 3


def records_metadata(records: Records) -> dict[str, str]:
    """Return what the tables of a run do not say themselves.

    Parameters
    ----------
    records : Records
        Of one world.

    Returns
    -------
    dict of str to str
        Length of the period [day], names of the groups by code, parts of the scheme, how many people's rows are kept;
        stored in every table.
    """
    return {
        "custodes.days": repr(float(records.days)),
        "custodes.groups": json.dumps({name: list(groups) for name, groups in records.groups.items()}),
        "custodes.parts": json.dumps(sorted(records.parts)),
        "custodes.rows_one_in": str(int(records.rows_one_in)),
    }


def arrow_table(name: str, table: Table, metadata: Mapping[str, str]) -> pa.Table:
    """Make an Arrow table of one table of records.

    Parameters
    ----------
    name : str
        A key of `custodes.records.schema.TABLES`.
    table : Table
        Its columns; those that the schema has and the records lack are left out.
    metadata : mapping of str to str
        Kept with the table.

    Returns
    -------
    pyarrow.Table
        Columns in the order of the schema, each with its unit and meaning.

    Raises
    ------
    ValueError
        When a column is not in the schema.
    """
    columns = TABLES[name]
    strange = sorted(set(table) - set(columns))
    if strange:
        message = f"table {name} has columns that its schema lacks: {', '.join(strange)}"
        raise ValueError(message)
    present = {key: column for key, column in columns.items() if key in table}
    arrays = [pa.array(np.asarray(table[key], dtype=column.dtype)) for key, column in present.items()]
    fields = [_field(key, column, array.type) for (key, column), array in zip(present.items(), arrays, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=dict(metadata)))


def _field(name: str, column: Column, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False, metadata={"unit": column.unit, "about": column.about})


def parquet_bytes(table: pa.Table) -> bytes:
    """Write a table as Parquet.

    Parameters
    ----------
    table : pyarrow.Table
        Any table.

    Returns
    -------
    bytes
        The file; equal tables give equal bytes.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        row_group_size=ROW_GROUP,
        version="2.6",
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        use_dictionary=True,
        write_statistics=True,
        data_page_version="1.0",
    )
    return bytes(sink.getvalue())


def records_files(records: Records) -> dict[str, bytes]:
    """Write all tables of a world as Parquet.

    Parameters
    ----------
    records : Records
        Of one world.

    Returns
    -------
    dict of str to bytes
        File name, such as ``people.parquet``, to content.
    """
    metadata = records_metadata(records)
    return {f"{name}.parquet": parquet_bytes(arrow_table(name, getattr(records, name), metadata)) for name in TABLES}
