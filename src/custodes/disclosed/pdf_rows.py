"""Which lines of the pages of a PDF are rows of its table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from custodes.disclosed import table_layout
from custodes.disclosed.pdf_page import words
from custodes.disclosed.raw_table import Rows
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.disclosed.pdf_columns import Edges
    from custodes.disclosed.pdf_page import Page
    from custodes.disclosed.raw_table import PdfTable

RUNNING_PAGES: Final = 3
"""A line that stands at one place of this many pages, and of half of them, belongs to the pages, not to the table."""

RUNNING: Final = "Lines that stand at the same place of most pages were left out, such as the title of the report."


class Numbered(NamedTuple):
    """A page and its number.

    Attributes
    ----------
    number : int
        From 1.
    found : Page
        What stands on it.
    """

    number: int
    found: Page


@dataclass(frozen=True)
class CutLine:
    """A line cut into the columns of the table.

    Attributes
    ----------
    text : str
        The whole line.
    base : int
        Where it stands on the page [point].
    cells : list of (str or None)
        Its text in each column.
    outside : int
        Letters in none of them.
    is_header : bool
        Whether it names the columns.
    """

    text: str
    base: int
    cells: list[str | None]
    outside: int
    is_header: bool


@dataclass(frozen=True)
class CutPage:
    """A page cut into the columns of the table.

    Attributes
    ----------
    number : int
        From 1.
    lines : tuple of CutLine
        From top to bottom.
    covered, slanted, minus : int
        As in `Page`.
    """

    number: int
    lines: tuple[CutLine, ...]
    covered: int
    slanted: int
    minus: int


@dataclass(frozen=True)
class TableRows:
    """The rows of the table.

    Attributes
    ----------
    rows : list of Rows
        For each page.
    read, refused : int
        Rows of the table; lines under its header that are none.
    notes : tuple of Note
        What was noticed.
    """

    rows: list[Rows]
    read: int
    refused: int
    notes: tuple[Note, ...]


def cut_page(page: Numbered, edges: Edges) -> CutPage:
    """Cut the lines of a page.

    Parameters
    ----------
    page : Numbered
        The page.
    edges : Edges
        Where the columns stand.

    Returns
    -------
    CutPage
        Its lines as text.
    """
    lines = []
    for line in page.found.lines:
        cells, outside = edges.cells(line)
        lines.append(CutLine(words(line), round(line[0].base), cells, outside, edges.is_header(line)))
    return CutPage(page.number, tuple(lines), page.found.covered, page.found.slanted, page.found.minus)


@dataclass
class _Reader:
    """Goes through the lines of all pages."""

    table: PdfTable
    running: set[tuple[str, int]]
    left_out: table_layout.LeftOut = field(default_factory=table_layout.LeftOut)
    outside: int = 0
    continued: int = 0
    started: bool = False
    ended: bool = False

    def page(self, page: CutPage) -> Rows:
        """Take the rows of a page."""
        rows: list[list[str | None]] = []
        places: list[int] = []
        head = next((at for at, line in enumerate(page.lines) if line.is_header), -1)
        for at, line in enumerate(page.lines):
            if self._is_beyond(line):
                continue
            why = "letterhead" if at < head else self._why_not(line)
            if why:
                self.left_out.add(why, at + 1)
            elif line.cells[0] is None and rows and table_layout.filled(line.cells) * 2 <= len(line.cells):
                rows[-1] = [_join(one, two) for one, two in zip(rows[-1], line.cells, strict=True)]
                self.continued += 1
            else:
                rows.append(line.cells)
                places.append(at + 1)
                self.outside += line.outside
        return Rows(list(zip(*rows, strict=True)), places, page.number)

    def _is_beyond(self, line: CutLine) -> bool:
        """Whether a line stands before or after what the map declares."""
        if not self.started:
            self.started = self.table.after in line.text
            return bool(self.table.after)
        self.ended = self.ended or (bool(self.table.before) and self.table.before in line.text)
        return self.ended

    def _why_not(self, line: CutLine) -> str:
        """Say why a line is no row of the table, or nothing if it is one."""
        if line.is_header:
            return "header"
        if (line.text, line.base) in self.running:
            return "running-lines"
        first = next((cell for cell in line.cells if cell), None)
        remark = table_layout.REMARK.match(line.text) or (first and table_layout.REMARK.match(first))
        sparse = table_layout.filled(line.cells) * 2 <= len(line.cells) + 1
        return "not-records" if first is None or (remark and sparse) else ""

    def notes(self) -> tuple[Note, ...]:
        """Say what was left out, and what was joined."""
        found = list(self.left_out.notes())
        many = {
            "running-lines": (self.left_out.count["running-lines"], RUNNING),
            "outside-columns": (self.outside, "Letters of rows stand in none of the declared columns; left out."),
            "continued-rows": (self.continued, "Lines without a first cell were joined to the row above."),
        }
        found += [Note(code, text, "warning", count=count) for code, (count, text) in many.items() if count]
        return tuple(found)


def rows_of(pages: Sequence[CutPage], table: PdfTable) -> TableRows:
    """Take the rows of the table from all pages.

    Parameters
    ----------
    pages : sequence of CutPage
        The pages that the table stands on.
    table : PdfTable
        What the map declares.

    Returns
    -------
    TableRows
        Rows, counts and notes.
    """
    counts = Counter((line.text, line.base) for page in pages for line in page.lines if not line.is_header)
    least = max(RUNNING_PAGES, len(pages) // 2)
    reader = _Reader(table, {key for key, count in counts.items() if count >= least})
    rows = [found for page in pages if (found := reader.page(page)).rows]
    read = sum(len(each.rows) for each in rows)
    if not read:
        reader.left_out.add("no-rows", 0)
    return TableRows(rows, read, reader.left_out.refused, reader.notes())


def _join(one: str | None, two: str | None) -> str | None:
    """Join the two lines of a cell."""
    return f"{one} {two}" if one and two else one or two
