"""The set of bad PDFs."""

from __future__ import annotations

import io

import matplotlib as mpl
import pypdfium2
from fpdf import FPDF
from fpdf.enums import EncryptionMethod

from custodes.disclosed.raw_table import PdfColumn, PdfTable, ReadAs
from tests.disclosed.corpus.item import CANARY, Item

NAMES = ("Person", "Time", "Lat", "Note")
AT_MM = (10, 40, 90, 120)
TABLE = ReadAs(pdf=PdfTable(tuple(PdfColumn(name) for name in NAMES)))


def history(pages: int = 2, rows: int = 5, each=None, *, heads: bool = True) -> FPDF:
    """Make the print of a report, a table a page."""
    pdf = FPDF()
    pdf.set_font("helvetica", size=9)
    for page in range(pages):
        pdf.add_page()
        pdf.text(10, 10, f"History of {CANARY}")
        lines = [NAMES] if heads or not page else []
        lines += [
            (f"P{row}", f"2025-01-{row + 1:02d} 10:{page:02d}", f"-{51 + row / 8:.3f}", CANARY if row % 2 else "")
            for row in range(rows)
        ]
        for at, line in enumerate(lines):
            for x, cell in zip(AT_MM, line, strict=True):
                pdf.text(x, 20 + 6 * at, cell)
        if each:
            each(pdf, page)
        pdf.text(90, 290, f"Page {page + 1} of {pages}")
    return pdf


def _of(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def _scan() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_fill_color(10)
    pdf.rect(20, 20, 100, 100, "F")
    return _of(pdf)


def _boxed(pdf: FPDF, page: int) -> None:
    if not page:
        pdf.set_fill_color(0)
        pdf.rect(118, 28, 60, 6, "F")


def _turned() -> bytes:
    book = pypdfium2.PdfDocument(_of(history()))
    for at in range(len(book)):
        book[at].set_rotation(90)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _encrypted() -> bytes:
    pdf = history()
    pdf.set_encryption("a", "b", encryption_method=EncryptionMethod.RC4)
    return _of(pdf)


def _many() -> bytes:
    pdf = FPDF()
    for _ in range(5_001):
        pdf.add_page()
    return _of(pdf)


def _with_file() -> bytes:
    pdf = history()
    pdf.embed_file(bytes=CANARY.encode(), basename="a.txt")
    return _of(pdf)


def _typeset() -> bytes:
    """Write minus signs and hyphens as typesetters do."""
    pdf = FPDF()
    pdf.add_font("dejavu", fname=mpl.get_data_path() + "/fonts/ttf/DejaVuSans.ttf")
    pdf.set_font("dejavu", size=9)
    pdf.add_page()
    for at, line in enumerate(
        (NAMES, ("P1", "2025", "\u221251.5", "0161\u20104960000"), ("P2", "2025", "51.5", CANARY))
    ):
        for x, cell in zip(AT_MM, line, strict=True):
            pdf.text(x, 20 + 6 * at, cell)
    return _of(pdf)


def _no_table() -> bytes:
    content = _of(history())
    return content[: content.rindex(b"xref")] + b"xref\n0 0\ntrailer\n<<>>\nstartxref\n1\n%%EOF"


PDF_ITEMS = [
    Item(201, "no text layer", "a.pdf", _scan, refused="no-text-layer", words="a scan", how=TABLE),
    Item(202, "rotated pages", "a.pdf", _turned, rows=10, how=TABLE),
    Item(203, "header on every page", "a.pdf", lambda: _of(history(4)), rows=20, noted=("not-records",), how=TABLE),
    Item(204, "minus signs and hyphens", "a.pdf", _typeset, noted=("minus-signs",), rows=2, how=TABLE),
    Item(206, "table split over pages", "a.pdf", lambda: _of(history(4, heads=False)), rows=20, how=TABLE),
    Item(
        207,
        "box over live text",
        "a.pdf",
        lambda: _of(history(each=_boxed)),
        findings=("text-under-boxes",),
        rows=10,
        how=TABLE,
    ),
    Item(208, "password", "a.pdf", _encrypted, refused="encrypted", words="password", how=TABLE),
    Item(209, "5001 pages", "a.pdf", _many, refused="too-many-pages", words="5,001 pages", how=TABLE),
    Item(210, "embedded file", "a.pdf", _with_file, noted=("embedded-files",), rows=10, how=TABLE),
    Item(211, "broken table of places", "a.pdf", _no_table, rows=10, how=TABLE),
    Item(212, "cut off", "a.pdf", lambda: _of(history())[:400], refused="damaged-file", how=TABLE),
    Item(213, "no template", "a.pdf", lambda: _of(history()), refused="pdf-template-wanted"),
    Item(
        214,
        "words that are not there",
        "a.pdf",
        lambda: _of(history()),
        refused="columns-unclear",
        how=ReadAs(pdf=PdfTable((PdfColumn("Person"), PdfColumn("Longitude")))),
    ),
    Item(
        215,
        "pages that are not there",
        "a.pdf",
        lambda: _of(history()),
        refused="no-such-page",
        how=ReadAs(pdf=PdfTable(tuple(PdfColumn(name) for name in NAMES), first_page=3)),
    ),
]
