"""JSON Lines: one flat record a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from custodes.disclosed import encoding, json_value
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import bad
from custodes.disclosed.table_layout import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BATCH_ROWS: Final = 4_096


def read(source: BinaryIO, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read JSON Lines, twice: once for the keys, once for the records, so that they need not all be held.

    Parameters
    ----------
    source : binary file
        At its start; must be able to go back there.
    how : ReadAs
        What the map declares.
    budget : Budget
        Limits on lines, depth, digits, columns and rows.

    Yields
    ------
    Event
        A head, rows and a tail; a row's place is its line.

    Raises
    ------
    Refused
        When a line is no flat object.
    """
    looked = encoding.look(source, how.encoding, budget)
    keys: dict[str, None] = {}
    read_rows = 0
    for _, records in _batches(source, looked.encoding, budget):
        read_rows += len(records)
        for record in records:
            keys.update(dict.fromkeys(record))
        if read_rows > budget.rows or len(keys) > budget.columns:
            wrong = f"the table has more than {budget.rows:,} rows or {budget.columns:,} columns"
            raise bad(code="file-too-much", wrong=wrong, hint="ask for it in parts")
    if not keys:
        raise bad(code="no-records", wrong="the file holds no record", hint="ask for the file again")
    header = tuple(keys)
    yield Head("", names_of(header, 0, budget, declared=True))
    source.seek(0)
    for places, records in _batches(source, looked.encoding, budget):
        yield Rows(json_value.columns_of(records, header, places), places)
    yield Tail(read_rows, 0, looked.notes)


def _batches(source: BinaryIO, encoded: str, budget: Budget) -> Iterator[tuple[list[int], list[dict[str, Any]]]]:
    """Yield lines and what they hold."""
    text = encoding.open_text(source, encoded)
    places: list[int] = []
    records: list[dict[str, Any]] = []
    for number, line in enumerate(text, start=1):
        if line.isspace():
            continue
        json_value.check_depth(line.encode("utf-8"), budget, number)
        record = json_value.parse(line, budget, number)
        if not isinstance(record, dict):
            hint = 'records are wanted as {"name": value, ...}, one a line'
            raise bad(code="no-records", wrong="a line holds no object with named values", line=number, hint=hint)
        places.append(number)
        records.append(record)
        if len(records) == BATCH_ROWS:
            yield places, records
            places, records = [], []
    text.detach()
    if records:
        yield places, records
