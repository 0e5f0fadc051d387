"""Tables in PDFs that hold text, by a template that the map declares; nothing is drawn, run or guessed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, BinaryIO, Final

import pypdfium2
import pypdfium2.raw as pdfium

from custodes.disclosed.pdf_columns import edges_of
from custodes.disclosed.pdf_page import read_page
from custodes.disclosed.pdf_rows import Numbered, cut_page, rows_of
from custodes.disclosed.raw_table import Head, Tail
from custodes.disclosed.refusal import bad
from custodes.disclosed.table_layout import names_of
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.pdf_rows import CutPage
    from custodes.disclosed.raw_table import Event, PdfTable, ReadAs

PAGES_FOR_COLUMNS: Final = 20
AGAIN: Final = "it may be damaged; ask for it again, or for the table as CSV"


def read(source: BinaryIO, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read a table of a PDF.

    Parameters
    ----------
    source : binary file
        At its start.
    how : ReadAs
        What the map declares; its `pdf` must say where the table stands.
    budget : Budget
        Limit on the number of pages.

    Yields
    ------
    Event
        A head, rows for each page, and a tail; a row's place is its line on the page, from 1.

    Raises
    ------
    Refused
        When it cannot be opened, has no text, or the table is not where the map says.
    """
    book = _open(source)
    try:
        if len(book) > budget.pages:
            wrong = f"the PDF has more than {budget.pages:,} pages"
            raise bad(code="too-many-pages", wrong=wrong, seen=f"{len(book):,} pages", hint="ask for it in parts")
        table = how.pdf
        if table is None or not table.columns:
            raise bad(
                code="pdf-template-wanted",
                wrong="a table in a PDF is read only where the map says where it stands",
                seen=f"{len(book)} pages",
                hint="declare `pdf` with the names of its columns in the map; or ask for the table as CSV",
            )
        header = names_of([column.name for column in table.columns], 0, budget, declared=True)
        yield Head("", header)
        pages = (Numbered(at + 1, read_page(book[at])) for at in _range(table, len(book)))
        first = list(itertools.islice(pages, PAGES_FOR_COLUMNS))
        if not any(page.found.lines for page in first):
            raise bad(
                code="no-text-layer",
                wrong="the pages hold no text: they are pictures, such as a scan",
                seen=f"{len(book)} pages; {sum(page.found.covered for page in first)} letters under pictures or boxes",
                hint="ask for the table as CSV or as the PDF that the system itself made",
            )
        edges = edges_of(table, [line for page in first for line in page.found.lines])
        cut = [cut_page(page, edges) for page in itertools.chain(first, pages)]
        found = rows_of(cut, table)
        yield from found.rows
        notes = _whole_notes(book, cut) + found.notes
        yield Tail(found.read + found.refused, found.refused, notes)
    except pypdfium2.PdfiumError:
        raise bad(code="damaged-file", wrong="a page of the PDF cannot be read", hint=AGAIN) from None
    finally:
        book.close()


def _open(source: BinaryIO) -> pypdfium2.PdfDocument:
    """Open a PDF."""
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            hint = "open it with the password, print it to a new PDF, and read that"
            raise bad(code="encrypted", wrong="the PDF is protected with a password", hint=hint) from None
        raise bad(code="damaged-file", wrong="the PDF cannot be opened", hint=AGAIN) from None


def _range(table: PdfTable, pages: int) -> range:
    """Give the pages that the table stands on."""
    last = pages if table.last_page is None else table.last_page
    if not 1 <= table.first_page <= last <= pages:
        wrong = "the map declares pages that the PDF does not have"
        raise bad(code="no-such-page", wrong=wrong, seen=f"{pages} pages", hint="mend `first_page` and `last_page`")
    return range(table.first_page - 1, last)


def _whole_notes(book: pypdfium2.PdfDocument, pages: Sequence[CutPage]) -> tuple[Note, ...]:
    """Note what holds for the whole file."""
    found = []
    files = book.count_attachments()
    if files:
        found.append(Note("embedded-files", "The PDF holds other files; they were not opened.", "warning", count=files))
    if pdfium.FPDFDoc_GetJavaScriptActionCount(book.raw) > 0:
        found.append(Note("macros", "The PDF holds a program; it was not run.", "warning"))
    covered = sum(page.covered for page in pages)
    if covered:
        first = next(page.number for page in pages if page.covered)
        text = (
            f"Boxes or pictures are drawn over text that is still in the file, first on page {first}. "
            "Custodes leaves out what lies under them; whoever disclosed the file should know."
        )
        found.append(Note("text-under-boxes", text, "finding", count=covered))
    slanted = sum(page.slanted for page in pages)
    if slanted:
        found.append(
            Note("slanted-text", "Text in another direction than most was left out.", "warning", count=slanted)
        )
    empty = sum(not page.lines for page in pages)
    if empty:
        found.append(Note("pages-without-text", "Pages hold no text; nothing was read there.", "warning", count=empty))
    minus = sum(page.minus for page in pages)
    if minus:
        text = "Signs for minus other than the hyphen were written as a hyphen."
        found.append(Note("minus-signs", text, "warning", count=minus))
    return tuple(found)
