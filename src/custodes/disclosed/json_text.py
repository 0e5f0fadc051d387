"""A JSON document that holds one list of flat records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from custodes.disclosed import encoding, json_value
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import bad
from custodes.disclosed.table_layout import names_of
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BATCH_ROWS: Final = 16_384


def read(source: BinaryIO, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read a JSON document.

    Parameters
    ----------
    source : binary file
        At its start.
    how : ReadAs
        What the map declares.
    budget : Budget
        Limits on bytes, depth, digits, columns.

    Yields
    ------
    Event
        A head, rows and a tail; a row's place is the number of the record.

    Raises
    ------
    Refused
        When it is no JSON, or holds no list of flat records.
    """
    data = source.read(budget.json_bytes + 1)
    if len(data) > budget.json_bytes:
        limit = f"the JSON document is larger than {budget.json_bytes / 1e6:,.0f} MB"
        raise bad(code="file-too-much", wrong=limit, hint="ask for it as JSON Lines or CSV")
    text, notes = encoding.whole_text(data, how.encoding)
    json_value.check_depth(data, budget)
    document = json_value.parse(text, budget)
    del text, data
    records = _records(document, how.records)
    notes += _beside(document, how.records)
    header = tuple(dict.fromkeys(key for record in records for key in record))
    yield Head("", names_of(header, 0, budget, declared=True))
    for start in range(0, len(records), BATCH_ROWS):
        part = records[start : start + BATCH_ROWS]
        places = range(start + 1, start + len(part) + 1)
        yield Rows(json_value.columns_of(part, header, places), places)
    yield Tail(len(records), 0, notes)


def _records(document: Any, path: str | None) -> Sequence[dict[str, Any]]:  # noqa: ANN401 - whatever was parsed
    """Find the list of records."""
    found = _at(document, path) if path else document
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        if len(lists) != 1:
            raise bad(
                code="no-records",
                wrong="the document holds no list of records, or more than one",
                seen=f"{len(lists)} lists under {len(found)} keys",
                hint="declare `records` in the map: the keys on the way to the list, joined by dots",
            )
        found = lists[0]
    if not isinstance(found, list) or not found:
        seen = "an empty list" if isinstance(found, list) else "a single value"
        raise bad(code="no-records", wrong="a list of records is wanted", seen=seen, hint="ask for the file again")
    for number, record in enumerate(found, start=1):
        if not isinstance(record, dict):
            raise bad(
                code="no-records",
                wrong="the list holds something that is no object with named values",
                line=number,
                hint='records are wanted as {"name": value, ...}',
            )
    return found


def _at(document: Any, path: str) -> Any:  # noqa: ANN401 - whatever was parsed
    """Follow the keys of a path."""
    for key in path.split("."):
        if not isinstance(document, dict) or key not in document:
            wrong = "the document has nothing where the map declares `records`"
            raise bad(code="no-records", wrong=wrong, seen=f"no key {json_value.shown_key(key)}", hint="mend the map")
        document = document[key]
    return document


def _beside(document: object, path: str | None) -> tuple[Note, ...]:
    """Note what stands beside the list and was not read."""
    if not isinstance(document, dict) or (path is None and len(document) == 1):
        return ()
    return (Note("beside-records", "The document holds more than the records; it was not read.", "warning"),)
