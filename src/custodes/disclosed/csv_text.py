"""Tables of separated values, read strictly: a quote, a row or a character that is not as it must be refuses the file."""

from __future__ import annotations

import csv
import itertools
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from custodes.disclosed import encoding, table_layout
from custodes.disclosed.delimiter import delimiter_of
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import bad
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BATCH_ROWS: Final = 16_384
SAMPLE_ROWS: Final = 200
SAMPLE_CHARS: Final = 1 << 16
NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read(source: BinaryIO, how: ReadAs, budget: Budget, *, usual: str = ",") -> Iterator[Event]:
    """Read a table of separated values.

    Parameters
    ----------
    source : binary file
        At its start; must be able to go back there.
    how : ReadAs
        What the map declares.
    budget : Budget
        Limits on lines, cells, columns and rows.
    usual : str
        What separates cells in files of this name; another separator is noted.

    Yields
    ------
    Event
        A head, rows and a tail.

    Raises
    ------
    Refused
        When anything in the file is not as it must be.
    """
    looked = encoding.look(source, how.encoding, budget)
    text = encoding.open_text(source, looked.encoding)
    delimiter = delimiter_of(text.read(SAMPLE_CHARS), how.delimiter)
    text.detach()
    source.seek(0)
    notes = looked.notes
    if delimiter != usual:
        notes += (Note("delimiter", f"Cells are separated by {NAMES[delimiter]}.", "warning"),)
    lines = encoding.open_text(source, looked.encoding)
    csv.field_size_limit(budget.field_chars)
    records = _quoted(lines, delimiter) if looked.quotes else _bare(lines, delimiter)
    yield from _table(records, how, budget, notes)
    lines.detach()


def _bare(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line's number and cells where no quote stands in the whole file."""
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise _wrong(error, reader.line_num, 1) from None


def _quoted(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each record's first line and its cells, and hold quotes to where they may stand."""
    field = rf'(?:"(?:[^"]|"")*+"|[^"{re.escape(delimiter)}\r\n]*+)'
    well_formed = re.compile(rf"{field}(?:{re.escape(delimiter)}{field})*+[\r\n]*").fullmatch
    kept: list[str] = []

    def keep() -> Iterator[str]:
        for line in lines:
            kept.append(line)
            yield line

    reader = csv.reader(keep(), delimiter=delimiter, strict=True)
    done = 0
    try:
        for row in reader:
            raw = kept[0] if len(kept) == 1 else "".join(kept)
            kept.clear()
            if '"' in raw and not well_formed(raw):
                raise _stray_quote(done + 1)
            yield done + 1, row
            done = reader.line_num
    except csv.Error as error:
        raise _wrong(error, done + 1, reader.line_num - done) from None


def _wrong(error: csv.Error, line: int, lines: int) -> Exception:
    """Turn an error of the reader, whose words hold nothing of the file, into a refusal."""
    words = str(error)
    if "unexpected end" in words or lines > 1:
        return bad(
            "unclosed-quote",
            "a quote is opened and not closed, so that the rows after it would be taken into one cell",
            line=line,
            hint="close it, or double it if it belongs to the text",
        )
    if "field larger" in words:
        return bad(
            "huge-field",
            "a cell is longer than any that a table of records holds",
            line=line,
            hint="check that the file is a table; ask for it again if it is",
        )
    return _stray_quote(line)


def _stray_quote(line: int) -> Exception:
    """Refuse a quote within a cell that is not quoted, or text behind a closing quote."""
    return bad(
        "stray-quote",
        "a quote stands where none may: within a cell that does not start with one, or before its end",
        line=line,
        hint="put the whole cell in quotes and double those inside",
    )


def _table(
    records: Iterator[tuple[int, list[str]]], how: ReadAs, budget: Budget, notes: tuple[Note, ...]
) -> Iterator[Event]:
    """Find the header, then pass on the rows under it."""
    left_out = table_layout.LeftOut()
    start = list(itertools.islice(records, SAMPLE_ROWS if how.header_row is None else how.header_row))
    at = _header(start, how.header_row)
    for line, row in start[:at]:
        if any(row):
            left_out.add("letterhead", line)
    line, row = start[at]
    header = table_layout.names_of(row, line, budget, declared=how.header_row is not None)
    yield Head("", header)
    seen = 0
    for rows in _rows(itertools.chain(start[at + 1 :], records), header, row, left_out):
        seen += len(rows.rows)
        if seen > budget.rows:
            raise bad("too-many-rows", f"the table has more than {budget.rows:,} rows", hint="read it in parts")
        yield rows
    if not seen:
        left_out.add("no-rows", line)
    yield Tail(seen + left_out.refused, left_out.refused, notes + left_out.notes())


def _header(start: Sequence[tuple[int, list[str]]], declared: int | None) -> int:
    """Position of the row that names the columns."""
    if declared is not None:
        at = next((at for at, (line, row) in enumerate(start) if line == declared and any(row)), None)
        if at is None:
            raise bad("no-header", "nothing stands in the row that the map declares as `header_row`", line=declared)
        return at
    if not any(any(row) for _, row in start):
        raise bad("empty-file", "the file holds nothing but blank lines", hint="ask for the file again")
    return table_layout.header_at([row for _, row in start])


def _rows(
    records: Iterable[tuple[int, list[str]]],
    header: tuple[str, ...],
    as_written: list[str],
    left_out: table_layout.LeftOut,
) -> Iterator[Rows]:
    """Gather records into batches of columns."""
    width, first_name = len(header), as_written[0]
    half = (width + 1) // 2
    rows: list[list[str]] = []
    places: list[int] = []
    for line, row in records:
        if len(row) != width or row.count("") >= half or row[0] == first_name:
            why = _why_not(row, width, as_written)
            if why:
                left_out.add(why, line)
                continue
            if len(row) != width:
                raise table_layout.ragged(line, len(row), width)
        rows.append(row)
        places.append(line)
        if len(rows) == BATCH_ROWS:
            yield Rows(list(zip(*rows, strict=True)), places)
            rows, places = [], []
    if rows:
        yield Rows(list(zip(*rows, strict=True)), places)


def _why_not(row: list[str], width: int, as_written: list[str]) -> str:
    """Say why a row is no record, or nothing if it is one."""
    if not any(row):
        return "blank-rows" if len(row) <= width else ""
    if row == as_written:
        return "repeated-header"
    return "not-records" if table_layout.is_remark(row, width) else ""
