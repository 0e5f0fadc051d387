"""Which row of a grid names the columns, and which rows under it are no records."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from custodes.disclosed.refusal import bad
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.disclosed.budget import Budget

LEAST_WIDTH: Final = 3
"""A table of fewer columns is too narrow to tell a heading above it from its own rows."""

PAIR: Final = 2

SUM: Final = re.compile(r"\s*(?:(?:grand|sub|overall)[ -]?)?totals?\b", re.IGNORECASE)
"""How a row starts that adds up those above it."""

REMARK: Final = re.compile(
    r"\s*(?:(?:(?:grand|sub|overall)[ -]?)?totals?\b|page\s+\d+|-+\s*\d+\s*-+$|end of (?:report|file|data|table)|"
    r"(?:generated|printed|exported|produced|run) (?:on|at|by)\b|\(?\d+ (?:rows?|records?)\b|source:|notes?:|\*|©)",
    re.IGNORECASE,
)
"""How a line starts that stands under a table alone: a total, the number of a page, who printed it."""

HALF_LETTER: Final = re.compile(r"[\ud800-\udfff]")
"""Half of a character that UTF-16 writes as two: no text on its own."""

NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
RECORD: Final = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ,].*)?|[^\s@]+@[^\s@.]+\.[^\s@]+")
"""A date or an e-mail address: a row with one is a record, whose cells must not be shown as names of columns."""


def filled(row: Sequence[str | None]) -> int:
    """Count the cells of a row that hold something.

    Parameters
    ----------
    row : sequence of (str or None)
        Its cells.

    Returns
    -------
    int
        Cells that are not empty.
    """
    return sum(1 for cell in row if cell)


def header_at(rows: Sequence[Sequence[str | None]]) -> int:
    """Find the row that names the columns: the first that is as wide as most, and no heading above the table.

    Parameters
    ----------
    rows : sequence of sequence of (str or None)
        The first rows of a grid; rows of a sheet all have one width, lines of text need not.

    Returns
    -------
    int
        Position of that row; 0 when nothing tells it from the others.
    """
    there = [at for at, row in enumerate(rows) if filled(row)]
    if not there:
        return 0
    width = usual_width([rows[at] for at in there])
    for at in there:
        row = rows[at]
        if len(row) > width or not _heads(row, width):
            return at
    return there[0]


def usual_width(rows: Sequence[Sequence[str | None]]) -> int:
    """Give the number of cells that most rows have, the first row's where it is as frequent as any.

    Parameters
    ----------
    rows : sequence of sequence of (str or None)
        At least one row.

    Returns
    -------
    int
        Cells of a row.
    """
    counts = Counter(len(row) for row in rows)
    most = max(counts.values())
    return next(len(row) for row in rows if counts[len(row)] == most)


def _heads(row: Sequence[str | None], width: int) -> bool:
    """Whether a row is a heading above a table of this width: much narrower than the table."""
    if width < LEAST_WIDTH:
        return len(row) == 1 < width
    return filled(row) <= max(1, width // 3)


def is_remark(row: Sequence[str | None], width: int) -> bool:
    """Tell whether a row under a table is no record of it, such as a total or the number of a page.

    Parameters
    ----------
    row : sequence of (str or None)
        Its cells.
    width : int
        Columns of the table.

    Returns
    -------
    bool
        True when it is a sum and has gaps, or holds one or two cells of which the first starts as such lines do.
    """
    if len(row) > width:
        return False
    cells = [cell for cell in row if cell]
    if row[0] and SUM.match(row[0]) and len(cells) < width:
        return True
    alone = len(cells) == 1 < max(width, len(row)) or (len(cells) == PAIR < width - 1)
    return alone and REMARK.match(cells[0] or "") is not None


def why_not(row: Sequence[str | None], as_written: Sequence[str | None]) -> str:
    """Say why a row under a table is left out.

    Parameters
    ----------
    row : sequence of (str or None)
        Its cells.
    as_written : sequence of (str or None)
        The row that names the columns.

    Returns
    -------
    str
        A key of `REMARKS`; "" for a record, or for a row that must be refused.
    """
    width = len(as_written)
    if not any(row):
        return "blank-rows" if len(row) <= width else ""
    if row == as_written:
        return "repeated-header"
    return "not-records" if is_remark(row, width) else ""


def names_of(row: Sequence[str | None], line: int, budget: Budget, *, declared: bool = False) -> tuple[str, ...]:
    """Take the names of the columns from their row.

    Parameters
    ----------
    row : sequence of (str or None)
        The row that names the columns.
    line : int
        Where it stands.
    budget : Budget
        Limit on the number of columns.
    declared : bool
        Whether the map says that this is the row.

    Returns
    -------
    tuple of str
        Names without space around them.

    Raises
    ------
    Refused
        When one is blank or stands twice, when there are too many, when all are numbers, or one is a date or an e-mail
        address.
    """
    if len(row) > budget.columns:
        raise bad(
            code="too-many-columns",
            wrong=f"the table has more than {budget.columns:,} columns",
            line=line,
            seen=f"{len(row):,} columns",
            hint="check that this is the table that was asked for",
        )
    names = tuple(" ".join((cell or "").split()) for cell in row)
    if any(HALF_LETTER.search(name) for name in names):
        wrong = "half of a character (a lone surrogate) stands in the name of a column"
        raise bad(code="lone-surrogate", wrong=wrong, line=line, hint="ask for the file to be written again")
    blank = [at for at, name in enumerate(names, start=1) if not name]
    if blank:
        raise bad(
            code="blank-header",
            wrong="a column has no name",
            line=line,
            seen=f"column {blank[0]} of {len(names)}",
            hint="name it in the file's first row, or declare `header_row` in the map",
        )
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise bad(
            code="duplicate-header",
            wrong=f"{len(twice)} names of columns stand twice"
            if len(twice) > 1
            else "the name of a column stands twice",
            line=line,
            seen=f"columns {[at for at, name in enumerate(names, start=1) if name == twice[0]]}",
            hint="give each column a name of its own, or declare `header_row` in the map",
        )
    numbers = all(NUMBER.fullmatch(name) for name in names)
    if not declared and (numbers or any(RECORD.fullmatch(name) for name in names)):
        raise bad(
            code="no-header",
            wrong=f"the first row holds {'numbers' if numbers else 'a date or an e-mail address'} "
            "where the names of the columns are wanted",
            line=line,
            hint="add a row of names, or declare `header_row` in the map if these are the names",
        )
    return names


def ragged(line: int, seen: int, wanted: int) -> Exception:
    """Refuse a row that has not as many cells as the table has columns.

    Parameters
    ----------
    line : int
        Where it stands.
    seen, wanted : int
        Cells of the row, columns of the table.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return bad(
        code="ragged-row",
        wrong=f"a row has {seen} cells where the table has {wanted} columns",
        line=line,
        hint="a cell may hold an unquoted separator or line end; ask for the file to be written again",
    )


REMARKS: Final = {
    "letterhead": "Lines above the names of the columns were left out.",
    "not-records": "Rows that are no records (totals, numbers of pages) were left out.",
    "repeated-header": "The names of the columns stand again among the rows; these rows were left out.",
    "blank-rows": "Rows without anything in them were left out.",
    "second-table": "Another table stands under the first on the sheet; it was not read.",
    "no-rows": "The table has names of columns and no rows.",
}


def remark_notes(first: Mapping[str, int], count: Mapping[str, int]) -> tuple[Note, ...]:
    """Make notes of the rows that were left out.

    Parameters
    ----------
    first : mapping of str to int
        For each code of `REMARKS` that applies, the first row concerned.
    count : mapping of str to int
        For each, how many rows.

    Returns
    -------
    tuple of Note
        In the order of `REMARKS`.
    """
    return tuple(
        Note(code, text, "warning", row=first[code], count=count[code])
        for code, text in REMARKS.items()
        if code in first
    )


class LeftOut:
    """Counts the rows that are no records, by why they were left out."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}
        self.count: Counter[str] = Counter()

    def add(self, code: str, row: int) -> None:
        """Count a row.

        Parameters
        ----------
        code : str
            A key of `REMARKS`.
        row : int
            Where it stands.
        """
        self.first.setdefault(code, row)
        self.count[code] += 1

    @property
    def refused(self) -> int:
        """Rows with something in them that are no records."""
        return self.count["not-records"] + self.count["repeated-header"] + self.count["second-table"]

    def notes(self) -> tuple[Note, ...]:
        """Say what was left out.

        Returns
        -------
        tuple of Note
            One a reason.
        """
        return remark_notes(self.first, self.count)
