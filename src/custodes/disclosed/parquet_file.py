"""Parquet files: flat columns rendered to text, counted from the file's own description before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from custodes.disclosed.json_value import shown_key
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import AGAIN, bad
from custodes.disclosed.table_layout import names_of, remark_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BATCH_ROWS: Final = 16_384


def read(source: BinaryIO, _how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read a Parquet file on one thread.

    Parameters
    ----------
    source : binary file
        At its start.
    budget : Budget
        Limits on rows, columns, cells and bytes.

    Yields
    ------
    Event
        A head, rows and a tail; a row's place is the number of the record.

    Raises
    ------
    Refused
        When it is damaged, too large, or has nested or binary columns.
    """
    try:
        file = pq.ParquetFile(source, memory_map=False, pre_buffer=False)
        schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError):
        raise bad(code="damaged-file", wrong="the file cannot be read as Parquet", hint=AGAIN) from None
    _hold_to(file.metadata, schema, budget)
    header = names_of(schema.names, 0, budget, declared=True)
    yield Head("", header)
    done = 0
    try:
        for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
            places = range(done + 1, done + batch.num_rows + 1)
            yield Rows([column_text(column) for column in batch.columns], places)
            done += batch.num_rows
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise bad(code="damaged-file", wrong="the file cannot be read to its end", line=done, hint=AGAIN) from None
    nothing = {} if done else {"no-rows": 0}
    yield Tail(done, 0, remark_notes(nothing, dict.fromkeys(nothing, 1)))


def _hold_to(about: pq.FileMetaData, schema: pa.Schema, budget: Budget) -> None:
    """Refuse by what the file says of itself."""
    unpacked = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if about.num_rows > budget.rows or unpacked > budget.file_bytes:
        wrong = f"the table has more than {budget.rows:,} rows or {budget.file_bytes / 1e6:,.0f} MB"
        raise bad(code="file-too-much", wrong=wrong, seen=f"{about.num_rows:,} rows, {unpacked / 1e6:,.0f} MB")
    for field in schema:
        if not is_flat(field.type):
            raise bad(
                code="nested-value",
                wrong="a column holds lists, records or bytes where one value is wanted",
                seen=f"column {shown_key(field.name)} of type {str(field.type)[:20]}",
                hint="flatten it, or leave the column out",
            )


def is_flat(kind: pa.DataType) -> bool:
    """Tell whether a column of this type can be written as text.

    Parameters
    ----------
    kind : pyarrow.DataType
        Type of the column.

    Returns
    -------
    bool
        False for lists, records, bytes.
    """
    if pa.types.is_dictionary(kind):
        return is_flat(kind.value_type)
    types = pa.types
    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_boolean(kind)
        or types.is_integer(kind)
        or types.is_floating(kind)
        or types.is_decimal(kind)
        or types.is_temporal(kind)
        or types.is_null(kind)
    )


def column_text(column: pa.Array) -> list[str | None]:
    """Write a column as text.

    Parameters
    ----------
    column : pyarrow.Array
        A flat column.

    Returns
    -------
    list of (str or None)
        Shortest exact digits for floating numbers, ISO 8601 for dates and times; null and NaN are null.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_floating(kind):  # numpy's numbers know the shortest digits of their own precision
        return [None if value != value else str(value) for value in column.to_numpy(zero_copy_only=False)]  # noqa: PLR0124 - NaN
    if pa.types.is_timestamp(kind):
        return [None if text is None else _iso(text) for text in pc.cast(column, pa.string()).to_pylist()]
    found: list[str | None] = pc.cast(column, pa.string()).to_pylist()
    return found


def _iso(text: str) -> str:
    """Put the T of ISO 8601 between date and time."""
    return text.replace(" ", "T", 1)
