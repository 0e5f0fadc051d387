"""Tables of separated values, read strictly: one quote, row or character that is not as it must be refuses the file."""

from __future__ import annotations

import csv
import itertools
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from custodes.disclosed import encoding, table_layout
from custodes.disclosed.delimiter import delimiter_of
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import bad, empty_file
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BATCH_ROWS: Final = 2_048
SAMPLE_ROWS: Final = 200
SAMPLE_CHARS: Final = 1 << 16
IN_PARTS: Final = "ask for it in parts"

Batch = tuple["Sequence[int]", list[list[str]]]
"""Lines that rows start in, and the cells of the rows."""

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
    batches = _quoted(lines, delimiter) if looked.quotes else _bare(lines, delimiter)
    yield from _table(batches, how, budget, notes)
    lines.detach()


def _bare(lines: Iterable[str], delimiter: str) -> Iterator[Batch]:
    """Yield rows where no quote stands in the whole file, so that each is a line."""
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    done = 0
    try:
        while rows := list(itertools.islice(reader, BATCH_ROWS)):
            yield range(done + 1, reader.line_num + 1), rows
            done = reader.line_num
    except csv.Error as error:
        raise _wrong(error, reader.line_num, 1) from None


def _quoted(lines: Iterable[str], delimiter: str) -> Iterator[Batch]:
    """Yield rows with the number of the line that each starts in, and hold quotes to where they may stand."""
    field = rf'(?:"(?:[^"]|"")*+"|[^"{re.escape(delimiter)}\r\n]*+)'
    well_formed = re.compile(rf"{field}(?:{re.escape(delimiter)}{field})*+[\r\n]*").fullmatch
    kept: list[str] = []

    def keep() -> Iterator[str]:
        for line in lines:
            kept.append(line)
            yield line

    reader = csv.reader(keep(), delimiter=delimiter, strict=True)
    done, places, rows = 0, [], []
    try:
        for row in reader:
            raw = kept[0] if len(kept) == 1 else "".join(kept)
            kept.clear()
            if '"' in raw and not well_formed(raw):
                raise _stray_quote(done + 1)
            places.append(done + 1)
            rows.append(row)
            done = reader.line_num
            if len(rows) == BATCH_ROWS:
                yield places, rows
                places, rows = [], []
    except csv.Error as error:
        raise _wrong(error, done + 1, reader.line_num - done) from None
    if rows:
        yield places, rows


def _wrong(error: csv.Error, line: int, lines: int) -> Exception:
    """Turn an error of the reader, whose words hold nothing of the file, into a refusal."""
    words = str(error)
    if "unexpected end" in words or lines > 1:
        return bad(
            code="unclosed-quote",
            wrong="a quote is opened and not closed, so that the rows after it would be taken into one cell",
            line=line,
            hint="close it, or double it if it belongs to the text",
        )
    if "field larger" in words:
        return bad(
            code="huge-field",
            wrong="a cell is longer than any that a table of records holds",
            line=line,
            hint="check that the file is a table; ask for it again if it is",
        )
    return _stray_quote(line)


def _stray_quote(line: int) -> Exception:
    """Refuse a quote within a cell that is not quoted, or text behind a closing quote."""
    return bad(
        code="stray-quote",
        wrong="a quote stands where none may: within a cell that does not start with one, or before its end",
        line=line,
        hint="put the whole cell in quotes and double those inside",
    )


def _table(batches: Iterator[Batch], how: ReadAs, budget: Budget, notes: tuple[Note, ...]) -> Iterator[Event]:
    """Find the header, then pass on the rows under it."""
    left_out = table_layout.LeftOut()
    places, rows = next(batches, ((), []))
    at = _header(places, rows, how.header_row)
    for line, row in zip(places[:at], rows[:at], strict=True):
        if any(row):
            left_out.add("letterhead", line)
    line, as_written = places[at], rows[at]
    header = table_layout.names_of(as_written, line, budget, declared=how.header_row is not None)
    yield Head("", header)
    read = 0
    for batch in itertools.chain([(places[at + 1 :], rows[at + 1 :])], batches):
        found = _columns(*batch, as_written, left_out)
        read += len(found.rows)
        if read > budget.rows:
            raise bad(code="file-too-much", wrong=f"the table has more than {budget.rows:,} rows", hint=IN_PARTS)
        if found.rows:
            yield found
    if not read:
        left_out.add("no-rows", line)
    yield Tail(read + left_out.refused, left_out.refused, notes + left_out.notes())


def _header(places: Sequence[int], rows: list[list[str]], declared: int | None) -> int:
    """Find the row that names the columns."""
    if declared is not None:
        if declared not in places or not any(rows[places.index(declared)]):
            raise bad(
                code="no-header",
                wrong="nothing stands in the row that the map declares as `header_row`",
                line=declared,
                hint="count lines from 1, blank ones too",
            )
        return places.index(declared)
    if not any(map(any, rows)):
        raise empty_file(wrong="the file holds nothing but blank lines")
    return table_layout.header_at(rows[:SAMPLE_ROWS])


def _columns(
    places: Sequence[int], rows: list[list[str]], as_written: list[str], left_out: table_layout.LeftOut
) -> Rows:
    """Turn rows into columns; look at each row only where one may be no record."""
    width = len(as_written)
    if rows and set(map(len, rows)) == {width}:
        columns = list(zip(*rows, strict=True))
        gaps = sum("" in cells for cells in columns)
        plain = gaps * 2 < width and not (gaps and "total" in "\n".join(columns[0]).lower())
        if plain and as_written[0] not in columns[0]:
            return Rows(columns, places)
    kept: list[list[str]] = []
    lines: list[int] = []
    for line, row in zip(places, rows, strict=True):
        why = table_layout.why_not(row, as_written)
        if why:
            left_out.add(why, line)
        elif len(row) != width:
            raise table_layout.ragged(line, len(row), width)
        else:
            kept.append(row)
            lines.append(line)
    return Rows(list(zip(*kept, strict=True)), lines)
