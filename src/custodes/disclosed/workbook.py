"""Workbooks (.xlsx, .xlsm, .xls, .ods): scanned first, then read sheet by sheet, values only."""

from __future__ import annotations

import itertools
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final

import python_calamine as calamine

from custodes.disclosed import table_layout
from custodes.disclosed.format import COMPOUND
from custodes.disclosed.raw_table import Head, Rows, Tail
from custodes.disclosed.refusal import AGAIN, bad, empty_file
from custodes.disclosed.sheet_layout import layout_of
from custodes.disclosed.workbook_cells import cell_text, column_text
from custodes.disclosed.workbook_scan import SheetScan, WorkbookScan, scan
from custodes.disclosed.zip_members import encrypted
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs
    from custodes.disclosed.workbook_cells import Cell

BATCH_ROWS: Final = 16_384
HEADER_ROWS: Final = 200
"""So many rows of a sheet are looked at to find the header, or one more than the map declares."""

ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
DIRECTORY_BYTES: Final = 50_000_000
COMPOUND_HEADER: Final = struct.Struct("<30xHH6xII16xI4xI")
"""Of [MS-CFB] 2.2: powers of two of the sectors, numbers of sectors of directory, table, small table and long table."""

SECTOR_SHIFTS: Final = (9, 12)
SMALL_SHIFT: Final = 6
PANIC: Final = "PanicException"
"""What a fault within calamine comes out as; it is no Exception, and its class cannot be imported."""


def read(source: BinaryIO, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read a workbook.

    Parameters
    ----------
    source : binary file
        At its start.
    how : ReadAs
        What the map declares.
    budget : Budget
        Limits on bytes, members and cells.

    Yields
    ------
    Event
        A head, rows and a tail for each sheet that holds something; a row's place is its row on the sheet.

    Raises
    ------
    Refused
        When it is not as it must be.
    """
    start = source.read(COMPOUND_HEADER.size)
    if start.startswith(COMPOUND):
        if ENCRYPTED_STREAM in source.read(DIRECTORY_BYTES):
            raise encrypted()
        _hold_compound(start, source)
        looked = WorkbookScan({}, ())
    else:
        looked = scan(source, budget)
    source.seek(0)
    try:
        book = calamine.load_workbook(source)
        yield from _sheets(book, looked, how, budget)
    except calamine.PasswordError:
        raise encrypted() from None
    except calamine.CalamineError:  # its words may hold text of a cell
        raise bad(code="damaged-file", wrong="the workbook cannot be read", hint=AGAIN) from None
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise bad(code="damaged-file", wrong="the workbook cannot be read", hint=AGAIN) from None


def _hold_compound(start: bytes, source: BinaryIO) -> None:
    """Refuse an old workbook whose header asks for more than the file can hold, before a reader believes it."""
    size = source.seek(0, 2)
    if len(start) < COMPOUND_HEADER.size:
        raise bad(code="damaged-file", wrong="the workbook is cut off", hint=AGAIN)
    sector, small, *counts = COMPOUND_HEADER.unpack(start)
    if sector not in SECTOR_SHIFTS or small != SMALL_SHIFT or any(count << sector > size for count in counts):
        raise bad(code="damaged-file", wrong="the workbook asks for more than the file holds", hint=AGAIN)


def _sheets(book: calamine.CalamineWorkbook, looked: WorkbookScan, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read each sheet that holds something, or the one that the map declares."""
    notes = looked.notes
    found = False
    for number, about in enumerate(book.sheets_metadata, start=1):
        if how.sheet not in {None, about.name} or about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.start is None or sheet.end is None:
            continue
        if sheet.width * sheet.height > budget.cells * 10:
            wrong = f"sheet {number} spans more than {budget.cells * 10:,} cells"
            raise bad(code="file-too-much", wrong=wrong, hint="ask for the table as CSV")
        if about.visible != calamine.SheetVisibleEnum.Visible:
            notes += (Note("hidden-sheet", "The sheet is hidden; it was read like the others.", "finding"),)
        scanned = looked.sheets.get(about.name) or looked.sheets.get("", SheetScan())
        yield from _sheet(sheet, how, budget, notes + scanned.notes())
        notes, found = (), True
    if not found:
        if how.sheet:
            raise bad(code="no-sheet", wrong="the workbook has no such sheet", hint="mend `sheet` in the map")
        raise empty_file(wrong="the workbook holds nothing")


def _sheet(sheet: calamine.CalamineSheet, how: ReadAs, budget: Budget, notes: tuple[Note, ...]) -> Iterator[Event]:
    """Read one sheet."""
    start = list(itertools.islice(sheet.iter_rows(), max(HEADER_ROWS, (how.header_row or 0) + 1)))
    layout = layout_of(start, sheet, how, budget)
    yield Head(sheet.name, layout.header)
    left_out = table_layout.LeftOut()
    for row in layout.letterhead:
        left_out.add("letterhead", row)
    kept: list[list[Cell]] = []
    places: list[int] = []
    second = None
    gap = False
    for row, cells in enumerate(itertools.islice(sheet.iter_rows(), layout.first - 1, None), start=layout.first):
        picked = [cells[at] for at in layout.columns]
        if not any(cell != "" for cell in picked):
            gap = True
            continue
        text = [cell if isinstance(cell, str) else cell_text(cell, with_time=False) for cell in picked]
        why = table_layout.why_not(text, layout.as_written)
        if why:
            left_out.add(why, row)
        elif second is not None or (gap and kept and _starts_table(picked, kept[-1])):
            second = second or row
            left_out.add("second-table", row)
        else:
            kept.append(picked)
            places.append(row)
        gap = False
    if not kept:
        left_out.add("no-rows", layout.first)
    columns = [column_text(cells, places) for cells in zip(*kept, strict=True)]
    for at in range(0, len(kept), BATCH_ROWS):
        yield Rows([column.cells[at : at + BATCH_ROWS] for column in columns], places[at : at + BATCH_ROWS])
    named = zip(layout.header, columns, strict=True) if columns else ()
    noted = tuple(replace(note, column=name) for name, column in named for note in column.notes)
    yield Tail(len(kept) + left_out.refused, left_out.refused, notes + layout.notes + left_out.notes() + noted)


def _starts_table(row: list[Cell], before: list[Cell]) -> bool:
    """Whether a row behind a gap names the columns of another table: all words, unlike the rows before."""
    words = [cell for cell in row if cell != ""]
    if len(words) < 2 or not all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in words):  # noqa: PLR2004 - one word alone is a remark
        return False
    others = [cell for cell in before if cell != ""]
    return any(not isinstance(cell, str) or any(map(str.isdigit, cell)) for cell in others)
