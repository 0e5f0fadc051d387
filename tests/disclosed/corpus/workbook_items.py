"""Bad inputs 35 to 57: workbooks."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib

import openpyxl
import xlsxwriter
import xlwt

from custodes.disclosed.raw_table import ReadAs
from tests.disclosed.corpus.item import CANARY, Item

DAY = dt.datetime(2025, 1, 1)  # noqa: DTZ001 - cells of a spreadsheet have no zone


def book(fill, **options) -> bytes:
    """Make a workbook."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, **options}) as opened:
        opened.dates = opened.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        fill(opened)
    return held.getvalue()


def rows(*table):
    """Fill one sheet."""

    def fill(opened):
        sheet = opened.add_worksheet("Positions")
        for at, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(at, column, cell, opened.dates)
                elif cell is not None:
                    sheet.write(at, column, cell)
        return sheet

    return fill


def patched(content: bytes, change, more: dict[str, bytes] | None = None) -> bytes:
    """Rewrite the members of a zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return held.getvalue()


HEAD = ("person_id", "when", "note")
PLAIN = rows(HEAD, ("P1", DAY, CANARY), ("P2", DAY + dt.timedelta(hours=5), "x"))
SHEET = "xl/worksheets/sheet1.xml"


def _sheet(old: bytes, new: bytes, fill=PLAIN):
    return lambda: patched(book(fill), lambda name, data: data.replace(old, new) if name == SHEET else data)


def _and(more):
    return lambda: patched(book(PLAIN), lambda _, data: data, more)


def _bomb() -> bytes:
    line = b'<row r="9"><c r="A9"><v>1</v></c></row>' * 2_000_000
    return patched(
        book(PLAIN), lambda name, data: data.replace(b"</sheetData>", line + b"</sheetData>") if name == SHEET else data
    )


def _lying() -> bytes:
    """Declare the sheet to be smaller than it is, in both of its headers."""
    content = bytearray(book(PLAIN))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as opened:
        info = opened.getinfo(SHEET)
    directory = content.rfind(b"PK\x01\x02", 0, content.rfind(SHEET.encode()))
    for at in (info.header_offset + 22, directory + 24):
        content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


def _nested() -> bytes:
    inner = CANARY.encode()
    for level in range(10):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
            opened.writestr(f"{level}.zip", inner)
        inner = held.getvalue()
    return patched(book(PLAIN), lambda _, data: data, {"xl/media/a.zip": inner})


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def _xls() -> bytes:
    opened = xlwt.Workbook()
    sheet = opened.add_sheet("a")
    when = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    for at, row in enumerate((HEAD, ("P1", DAY, CANARY), ("P2", DAY + dt.timedelta(hours=5), "x"))):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell, *([when] if isinstance(cell, dt.datetime) else []))
    held = io.BytesIO()
    opened.save(held)
    return held.getvalue()


CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(lines, row: str = "", cell: str = "") -> bytes:
    """Make an OpenDocument sheet of text."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        text = "".join(
            f"<table:table-row{row}>" + "".join(CELL.format(cell, each) for each in line) + "</table:table-row>"
            for line in lines
        )
        opened.writestr("content.xml", ODS.format(text))
        opened.writestr("META-INF/manifest.xml", "<manifest/>")
    return held.getvalue()


def _hidden(opened) -> None:
    sheet = PLAIN(opened)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.autofilter(0, 0, 2, 2)
    opened.add_worksheet("cover")
    second = opened.add_worksheet("secret")
    second.write_row(0, 0, ("a", "b"))
    second.write_row(1, 0, ("x", CANARY))
    second.hide()


def _merged(opened) -> None:
    sheet = opened.add_worksheet()
    sheet.merge_range(0, 0, 1, 0, "person")
    sheet.merge_range(0, 1, 0, 2, "Position")
    sheet.write_row(1, 1, ("lat", "lon"))
    sheet.write_row(2, 0, (CANARY, 51.5, 0.1))


def _beside(opened) -> None:
    sheet = PLAIN(opened)
    sheet.write_row(0, 4, ("code", "meaning"))
    sheet.write_row(1, 4, ("1", "gps"))


def _formula() -> bytes:
    opened = openpyxl.Workbook()
    opened.active.append(HEAD)
    opened.active.append(["P1", "=1+1", CANARY])
    held = io.BytesIO()
    opened.save(held)
    return held.getvalue()


def _mixed(opened) -> None:
    rows(HEAD, ("P1", DAY, "x"), ("P2", "13/01/2025 10:00", CANARY), ("P3", DAY, "x"))(opened)


def _stored_twice() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr("a.xml", CANARY)
        opened.writestr("b.xml", CANARY)
    return held.getvalue().replace(b"b.xml", b"a.xml")


def _wrong_crc() -> bytes:
    content = bytearray(book(PLAIN))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as opened:
        at = opened.getinfo(SHEET).header_offset + 60
    content[at : at + 40] = bytes(reversed(zlib.compress(bytes(content[at : at + 40]))[:40]))
    return bytes(content)


def _error(opened) -> None:
    sheet = opened.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("P1", 5, CANARY))
    sheet.write_formula(1, 1, "=A9", None, "#REF!")


WORKBOOK_ITEMS = [
    Item(35, "bomb", "a.xlsx", _bomb, refused="zip-bomb", words="unpacks to more"),
    Item(36, "lying sizes", "a.xlsx", _lying, refused="lying-sizes", words="another size"),
    Item(37, "zip in zip", "a.xlsx", _nested, refused="nested-zip"),
    Item(
        38,
        "entities",
        "a.xlsx",
        _sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "' + CANARY.encode() + b'">]><worksheet'),
        refused="xml-entities",
    ),
    Item(
        39, "links", "a.xlsx", _and({"xl/externalLinks/externalLink1.xml": b"<x/>"}), noted=("external-links",), rows=2
    ),
    Item(40, "macros", "a.xlsm", _and({"xl/vbaProject.bin": b"x"}), noted=("macros",), rows=2),
    Item(41, "password", "a.xlsx", _encrypted, refused="encrypted", words="save a copy without one"),
    Item(42, "old .xls", "a.xls", _xls, rows=2),
    Item(43, ".ods", "a.ods", lambda: ods([HEAD, ("P1", "2025", CANARY)]), rows=1),
    Item(44, "dates from 1904", "a.xlsx", lambda: book(PLAIN, date_1904=True), rows=2),
    Item(
        45,
        "29 February 1900",
        "a.xlsx",
        lambda: book(rows(HEAD, ("P1", dt.datetime(1900, 2, 28), CANARY), ("P2", DAY, "x"))),  # noqa: DTZ001
        noted=("early-1900",),
        rows=2,
    ),
    Item(46, "dates as text in half the rows", "a.xlsx", lambda: book(_mixed), refused="mixed-dates", line=3),
    Item(47, "midnight", "a.xlsx", lambda: book(PLAIN), rows=2),
    Item(
        48, "hidden rows and sheets", "a.xlsx", lambda: book(_hidden), findings=("hidden-rows", "hidden-sheet"), rows=3
    ),
    Item(49, "merged header", "a.xlsx", lambda: book(_merged), noted=("merged-header",), rows=1),
    Item(
        50,
        "rounded ids",
        "a.xlsx",
        lambda: book(rows(HEAD, (123456789012345000, None, CANARY))),
        findings=("rounded-ids",),
        rows=1,
    ),
    Item(
        53,
        "errors in cells",
        "a.xlsx",
        lambda: book(_error),
        noted=("error-cells",),
        rows=1,
    ),
    Item(54, "formula without value", "a.xlsx", _formula, refused="formula-without-value", line=2),
    Item(
        55,
        "two tables, one under the other",
        "a.xlsx",
        lambda: book(rows(HEAD, ("P1", DAY, CANARY), (), ("code", "meaning"), ("1", "gps"))),
        noted=("second-table",),
        rows=1,
    ),
    Item(55, "two tables side by side", "a.xlsx", lambda: book(_beside), noted=("second-table",), rows=2),
    Item(56, "a huge sheet declared", "a.xlsx", _sheet(b'ref="A1:C3"', b'ref="A1:XFD1048576"'), rows=2),
    Item(
        56,
        "one cell far away",
        "a.xlsx",
        lambda: book(lambda b: PLAIN(b).write(1_048_575, 16_383, CANARY)),
        refused="file-too-much",
    ),
    Item(57, "cut off", "a.xlsx", lambda: book(PLAIN)[:3000], refused="damaged-file"),
    Item(140, "a name twice", "a.xlsx", _stored_twice, refused="damaged-file"),
    Item(141, "damaged sheet", "a.xlsx", _wrong_crc, refused="damaged-file"),
    Item(
        142,
        "repeated cells",
        "a.ods",
        lambda: ods([HEAD, ("x", "y", "z")], cell=' table:number-columns-repeated="9999999"'),
        refused="file-too-much",
    ),
    Item(
        143,
        "repeated rows",
        "a.ods",
        lambda: ods([HEAD, ("x", "y", CANARY)], row=' table:number-rows-repeated="900000000"'),
        refused="file-too-much",
    ),
    Item(144, "no such sheet", "a.xlsx", lambda: book(PLAIN), refused="no-sheet", how=ReadAs(sheet="other")),
    Item(145, "nothing on it", "a.xlsx", lambda: book(lambda b: b.add_worksheet()), refused="empty-file"),
    Item(
        146,
        "not in compound file",
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 5000,
        refused="damaged-file",
    ),
]
