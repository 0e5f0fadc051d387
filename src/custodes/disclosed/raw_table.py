"""What a reader hands on: a table of text, each row with its place; and what a map may say of a file beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from custodes.records.disclosed import Note


@dataclass(frozen=True)
class PdfColumn:
    """One column of a table in a PDF, found by where it stands or by the words above it.

    Attributes
    ----------
    name : str
        Name that the column gets.
    left, right : float or None
        Where it starts and ends, from the left edge of the page [point]; None to find it by `words`.
    words : str
        What stands above it on the page; "" for its name.
    """

    name: str
    left: float | None = None
    right: float | None = None
    words: str = ""


@dataclass(frozen=True)
class PdfTable:
    """Where a table stands in a PDF.

    Attributes
    ----------
    columns : tuple of PdfColumn
        Its columns, from left to right.
    first_page, last_page : int or None
        Pages that it stands on, from 1; None for the last page of the file.
    after, before : str
        Rows count only after a line with the first text on it and before a line with the second; "" for all.
    """

    columns: tuple[PdfColumn, ...]
    first_page: int = 1
    last_page: int | None = None
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class ReadAs:
    """What a map declares of a file; what is None is found out, and where it cannot be, the file is refused.

    Attributes
    ----------
    encoding : str or None
        Encoding of a text file.
    delimiter : str or None
        What stands between the cells of a line.
    header_row : int or None
        Row that the names of the columns stand in, from 1.
    sheet : str or None
        The one sheet of a workbook to read.
    records : str or None
        Where the list of records stands in a JSON document, as names joined by dots.
    pdf : PdfTable or None
        Where the table stands in a PDF.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    records: str | None = None
    pdf: PdfTable | None = None


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in a file: exact text, nothing guessed.

    Attributes
    ----------
    file, sheet : str
        The file as shown; the sheet of a workbook, else "".
    header : tuple of str
        Names of the columns, each once.
    batches : tuple of pyarrow.RecordBatch
        The cells in string columns; an empty cell is null.
    rows : ndarray of int32
        For each record the line that it starts in, its row on the sheet or page, or its number, from 1.
    pages : ndarray of int32
        For each record its page in a PDF, else 0.
    seen : int
        Rows with something in them, header apart.
    refused : int
        Of these, rows that are no records, such as totals under a table.
    notes : tuple of Note
        What was noticed.
    sha256 : str
        SHA-256 of the file.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    batches: tuple[pa.RecordBatch, ...]
    rows: NDArray[np.int32]
    pages: NDArray[np.int32]
    seen: int
    refused: int
    notes: tuple[Note, ...]
    sha256: str


@dataclass(frozen=True)
class Head:
    """Says that a table starts.

    Attributes
    ----------
    sheet : str
        The sheet of a workbook, else "".
    header : tuple of str
        Names of the columns.
    """

    sheet: str
    header: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """Some records of the table that started last.

    Attributes
    ----------
    columns : sequence of sequence of (str or None)
        For each column its cells; a cell without text is None or "".
    rows : sequence of int
        Places of the records.
    page : int
        Page of a PDF that they stand on, else 0.
    """

    columns: Sequence[Sequence[str | None]]
    rows: Sequence[int]
    page: int = 0


@dataclass(frozen=True)
class Numbers:
    """Some numbers of a file of bare scores.

    Attributes
    ----------
    values : ndarray of float64
        One a line.
    """

    values: NDArray[np.float64]


@dataclass(frozen=True)
class Tail:
    """Says that the table ends.

    Attributes
    ----------
    seen, refused : int
        As in `RawTable`.
    notes : tuple of Note
        What was noticed in it.
    """

    seen: int
    refused: int = 0
    notes: tuple[Note, ...] = field(default=())


Event = Head | Rows | Numbers | Tail
"""What a reader yields: a head, rows, a tail, for each table in turn. It never knows what the file is called."""
