"""What a workbook holds beside the values of its cells, found before any reader of workbooks opens it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from custodes.disclosed.format import ZIP
from custodes.disclosed.refusal import bad
from custodes.disclosed.zip_members import Unpacker, encrypted, members_of
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from custodes.disclosed.budget import Budget

DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
ROW_END: Final = b"row>"
LONGEST_ROW_BYTES: Final = 1 << 25
SMALL_BYTES: Final = 4_000_000
GRID_CELLS: Final = 50_000_000
"""Most cells of the rectangle that the cells of a sheet span: readers keep the empty ones too."""

COLUMN: Final = re.compile(rb'[ ]r="([A-Z]{1,3})\d')
ROW: Final = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,12})"')
HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,12})"')
HIDDEN_ODS_ROW: Final = re.compile(rb'<table:table-row[^>]*table:visibility="(?:collapse|filter)"')
ODS_CELL: Final = re.compile(rb'<table:table-cell(?=[^>]*office:value)(?:[^>]*?number-columns-repeated="(\d{1,12})")?')
ODS_ROWS: Final = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="(\d{1,12})"[^>]*>(.*?)</table:table-row>', re.DOTALL
)
ERROR_CELL: Final = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*?\br="[A-Z]+(\d{1,12})"')
NO_VALUE: Final = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="[A-Z]+(\d{1,12})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass
class SheetScan:
    """What was found on a sheet.

    Attributes
    ----------
    cells, last_row, columns : int, int, set of bytes
        Cells, the last row, the letters of the columns.
    hidden, errors : list of int
        Rows that are hidden; rows of cells with an error in place of a value.
    filtered : bool
        Whether a filter is set.
    """

    cells: int = 0
    last_row: int = 0
    columns: set[bytes] = field(default_factory=set)
    hidden: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    filtered: bool = False

    def notes(self) -> tuple[Note, ...]:
        """Say what a reader of the table must know.

        Returns
        -------
        tuple of Note
            Hidden rows and filters are findings.
        """
        found = []
        if self.hidden:
            how = ", a filter is set" if self.filtered else ""
            text = f"Rows of the sheet are hidden{how}; they were read like the others."
            found.append(Note("hidden-rows", text, "finding", row=self.hidden[0], count=len(self.hidden)))
        if self.errors:
            text = "Cells hold a spreadsheet's error, such as a reference to nothing; they were read as empty."
            found.append(Note("error-cells", text, "warning", row=self.errors[0], count=len(self.errors)))
        return tuple(found)


@dataclass(frozen=True)
class WorkbookScan:
    """What was found in a workbook.

    Attributes
    ----------
    sheets : mapping of str to SheetScan
        By the name of the sheet; ODS has one for all, under "".
    notes : tuple of Note
        What holds for the whole workbook.
    """

    sheets: dict[str, SheetScan]
    notes: tuple[Note, ...]


def scan(source: BinaryIO, budget: Budget) -> WorkbookScan:
    """Go through all members of a workbook and count what really comes out.

    Parameters
    ----------
    source : binary file
        An .xlsx, .xlsm or .ods file; read anywhere, left anywhere.
    budget : Budget
        Limits on members, bytes, ratio and cells.

    Returns
    -------
    WorkbookScan
        What its reader must know.

    Raises
    ------
    Refused
        When it is a bomb, damaged, encrypted, declares entities, holds zip files or formulas without values.
    """
    members = members_of(source, budget)
    unpacker = Unpacker(source, budget)
    sheets: dict[str, SheetScan] = {}
    small: dict[str, bytes] = {}
    for info in members:
        blocks = _checked(info, unpacker.unpack(info))
        if re.fullmatch(r"xl/(?:work|macro|chart)sheets/[^/]+\.xml|content\.xml", info.filename):
            sheets[info.filename] = _sheet(blocks, budget)
        elif info.filename in {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "META-INF/manifest.xml"}:
            small[info.filename] = _small(blocks)
        else:
            for _ in blocks:
                pass
    if b"encryption-data" in small.get("META-INF/manifest.xml", b""):
        raise encrypted()
    if sum(sheet.cells for sheet in sheets.values()) > budget.cells:
        raise _too_many(budget.cells)
    names = _names(small.get("xl/workbook.xml", b""), small.get("xl/_rels/workbook.xml.rels", b""))
    named = {names.get(member, ""): sheet for member, sheet in sheets.items()}
    return WorkbookScan(named, _whole_notes([info.filename for info in members]))


def _too_many(cells: int) -> Exception:
    """Refuse a workbook of too many cells."""
    wrong = f"the workbook has more than {cells:,} cells"
    return bad(code="file-too-much", wrong=wrong, hint="ask for the table as CSV, or in parts")


def _checked(info: zipfile.ZipInfo, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a member on, and refuse what a workbook of values has no need of."""
    before = b""
    for block in blocks:
        if not before and block.startswith(ZIP) and not info.filename.startswith("xl/embeddings/"):
            hint = "unpack it yourself and read the files in it that are tables"
            raise bad(code="nested-zip", wrong="the workbook holds another zip file", hint=hint)
        joined = before[-32:] + block
        if any(sign in joined for sign in DECLARATIONS) and not info.filename.endswith((".bin", ".png", ".jpeg")):
            wrong = "a part of the workbook declares entities, which no spreadsheet writes"
            raise bad(code="xml-entities", wrong=wrong, hint="ask for the table as CSV, and who made this file")
        before = block
        yield block


def _small(blocks: Iterable[bytes]) -> bytes:
    """Keep a member that lists sheets."""
    kept = b""
    for block in blocks:
        kept += block
        if len(kept) > SMALL_BYTES:
            raise bad(code="damaged-file", wrong="the list of sheets is larger than any real one")
    return kept


def _sheet(blocks: Iterable[bytes], budget: Budget) -> SheetScan:
    """Scan a sheet by windows that end with a row."""
    found = SheetScan()
    kept = b""
    for block in blocks:
        kept += block
        at = kept.rfind(ROW_END) + len(ROW_END)
        if at >= len(ROW_END):
            _window(kept[:at], found, budget)
            kept = kept[at:]
        elif len(kept) > LONGEST_ROW_BYTES:
            raise _too_many(budget.cells)
    _window(kept, found, budget)
    width = max(map(_number, found.columns), default=1) - min(map(_number, found.columns), default=1) + 1
    if width * found.last_row > GRID_CELLS:
        raise _too_many(GRID_CELLS)
    return found


def _number(letters: bytes) -> int:
    """Give the number of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_cells(xml: bytes) -> int:
    """Count the cells of an OpenDocument sheet, each as often as it is to be repeated."""
    once = sum(int(many or 1) for many in ODS_CELL.findall(xml))
    return once + sum((int(many) - 1) * _ods_cells(row) for many, row in ODS_ROWS.findall(xml))


def _window(xml: bytes, found: SheetScan, budget: Budget) -> None:
    """Add what stands in some rows."""
    found.cells += xml.count(b"<c ") + xml.count(b":c ") + _ods_cells(xml)
    if found.cells > budget.cells:
        raise _too_many(budget.cells)
    found.columns.update(COLUMN.findall(xml))
    found.last_row = max([found.last_row, *(int(row) for row in ROW.findall(xml))])
    if b"hidden=" in xml:
        found.hidden += [int(row) for row in HIDDEN_ROW.findall(xml)]
    if b"table:visibility" in xml:
        found.hidden += [0] * len(HIDDEN_ODS_ROW.findall(xml))
        found.filtered = found.filtered or b'table:visibility="filter"' in xml
    if b't="e"' in xml:
        found.errors += [int(row) for row in ERROR_CELL.findall(xml)]
    found.filtered = found.filtered or b"autoFilter" in xml
    if (b"<f" in xml or b":f" in xml) and (missing := NO_VALUE.search(xml)):
        raise bad(
            code="formula-without-value",
            wrong="a cell has a formula and no value: the workbook was never calculated",
            line=int(missing.group(1)),
            hint="open it in a spreadsheet, save it, and read that; or ask for the table as CSV",
        )


def _names(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Give for each member that is a sheet the name of the sheet."""
    targets = {}
    for each in RELATION.findall(relations):
        words = dict(ATTRIBUTE.findall(each))
        target = words.get(b"Target", b"").decode("utf-8", "replace").removeprefix("/xl/").removeprefix("/")
        targets[words.get(b"Id", b"")] = f"xl/{target}"
    names = {}
    for each in SHEET.findall(workbook):
        words = dict(ATTRIBUTE.findall(each))
        place = next((value for key, value in words.items() if key.endswith(b":id")), b"")
        names[targets.get(place, "")] = html.unescape(words.get(b"name", b"").decode("utf-8", "replace"))
    return names


def _whole_notes(names: list[str]) -> tuple[Note, ...]:
    """Note what a workbook brings along that was not read."""
    found = []
    if any(name.startswith("xl/externalLinks/") for name in names):
        text = "The workbook has links to other files or programs; they were not followed."
        found.append(Note("external-links", text, "warning"))
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        found.append(Note("macros", "The workbook has macros; they were not run.", "warning"))
    return tuple(found)
