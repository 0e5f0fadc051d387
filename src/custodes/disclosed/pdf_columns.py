"""The columns of a table in a PDF: where the map says, or where white space runs between the words that head them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.disclosed.pdf_page import words
from custodes.disclosed.refusal import bad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.disclosed.pdf_page import Letter
    from custodes.disclosed.raw_table import PdfColumn, PdfTable

LEAST_CHANNEL: Final = 0.3
"""White space narrower than this part of the height of the type may stand between two words of one column."""

Line = tuple["Letter", ...]
Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Edges:
    """Where the columns of a table stand.

    Attributes
    ----------
    spans : tuple of (float, float)
        Start and end of each column [point].
    heads : tuple of str
        The words above each, without space; "" where places were declared.
    """

    spans: Spans
    heads: tuple[str, ...]

    def cells(self, line: Line) -> tuple[list[str | None], int]:
        """Cut a line into cells.

        Parameters
        ----------
        line : tuple of Letter
            A line.

        Returns
        -------
        (list of (str or None), int)
            The text in each column, and how many letters stand in none.
        """
        found: list[list[Letter]] = [[] for _ in self.spans]
        outside = 0
        for letter in line:
            middle = (letter.left + letter.right) / 2
            at = next((at for at, (left, right) in enumerate(self.spans) if left <= middle < right), None)
            if at is None:
                outside += 1
            else:
                found[at].append(letter)
        return [words(letters) or None for letters in found], outside

    def is_header(self, line: Line) -> bool:
        """Tell whether a line names the columns.

        Parameters
        ----------
        line : tuple of Letter
            A line.

        Returns
        -------
        bool
            True when each cell holds the words of its column.
        """
        cells, _ = self.cells(line)
        return all(_bare(cell or "") == head for cell, head in zip(cells, self.heads, strict=True))


def edges_of(table: PdfTable, lines: Sequence[Line]) -> Edges:
    """Find the columns.

    Parameters
    ----------
    table : PdfTable
        What the map declares.
    lines : sequence of tuple of Letter
        Lines of the first pages of the table.

    Returns
    -------
    Edges
        Where they stand.

    Raises
    ------
    Refused
        When only some places are declared, the words are not found, or no white space parts two columns.
    """
    heads = tuple(_bare(column.words or column.name) for column in table.columns)
    placed = [_placed(column) for column in table.columns]
    if None not in placed:
        return Edges(tuple(span for span in placed if span is not None), heads)
    if any(span is not None for span in placed):
        hint = "declare `left` and `right` of every column, or of none"
        raise bad(code="columns-unclear", wrong="the map places only some of the columns", hint=hint)
    for at, line in enumerate(lines):
        found = _find(line, heads)
        if found is not None:
            return Edges(_between(found, lines[at:], table), heads)
    raise bad(
        code="columns-unclear",
        wrong="no line of the table's first pages holds the words that head its columns",
        hint="mend `words` in the map, or declare `left` and `right` of every column",
    )


def _placed(column: PdfColumn) -> tuple[float, float] | None:
    """Give the declared place of a column."""
    return None if column.left is None or column.right is None else (column.left, column.right)


def _bare(text: str) -> str:
    """Leave out space and case."""
    return "".join(text.split()).casefold()


def _find(line: Line, heads: Sequence[str]) -> list[tuple[float, float]] | None:
    """Find the words of the columns in a line, one behind the other."""
    text, owner = "", []
    for at, letter in enumerate(line):
        folded = letter.text.casefold()
        text += folded
        owner += [at] * len(folded)
    found, start = [], 0
    for head in heads:
        at = text.find(head, start)
        if at < 0 or not head:
            return None
        start = at + len(head)
        found.append((line[owner[at]].left, line[owner[start - 1]].right))
    return found


def _between(heads: Sequence[tuple[float, float]], lines: Sequence[Line], table: PdfTable) -> Spans:
    """Part columns by the widest white space between their heads in all lines that hold letters of several columns."""
    cuts = []
    rows = [line for line in lines if line[0].left < heads[1][0] and line[-1].right > heads[-2][1]] if heads[1:] else []
    for at, (one, two) in enumerate(itertools.pairwise(heads)):
        first, last = (one[0] + one[1]) / 2, (two[0] + two[1]) / 2
        taken = sorted(
            (max(letter.left, first), min(letter.right, last))
            for line in rows
            for letter in line
            if letter.right > first and letter.left < last
        )
        best, end = (0.0, 0.0), first
        for left, right in [*taken, (last, last)]:
            best = max(best, (left - end, (left + end) / 2))
            end = max(end, right)
        if best[0] < LEAST_CHANNEL * lines[0][0].height:
            raise bad(
                code="columns-unclear",
                wrong="no white space runs between two columns",
                seen=f"columns {at + 1} and {at + 2} of {len(table.columns)}",
                hint="declare `left` and `right` of every column, in points from the left edge",
            )
        cuts.append(best[1])
    starts, ends = [-1e9, *cuts], [*cuts, 1e9]
    return tuple(zip(starts, ends, strict=True))
