"""What a real scheme disclosed, read and re-keyed: one table a kind, each row with its place in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Table = Mapping[str, NDArray[Any]]

SECONDS_PER_MINUTE: Final = 60.0
SECONDS_PER_HOUR: Final = 3600.0
SECONDS_PER_DAY: Final = 86400.0

FILE: Final = "_file"
"""Column with the position in `Disclosed.files` of the file that a row stands in (int16)."""

ROW: Final = "_row"
"""Column with the number of the row: line of a text file, row of a sheet, record of JSON, from 1 (int32)."""

PAGE: Final = "_page"
"""Column with the page of a PDF, 0 in other files (int32)."""


@dataclass(frozen=True)
class Note:
    """Something noticed while reading that its reader must know.

    Attributes
    ----------
    code : str
        A short fixed code, listed in the docs, such as ``clock-change``.
    text : str
        What it is and what was done about it, in plain words; never the text of a record.
    level : str
        "finding" when it says something about how the records were kept, else "warning".
    file : str
        The file, as shown.
    row : int
        The first row concerned, 0 when the whole file is.
    count : int
        How many rows or cells are concerned.
    column : str
        The column that it is about, as the file calls it, or several with commas between; "" when it is about rows or
        the whole file.
    """

    code: str
    text: str
    level: Literal["finding", "warning"]
    file: str = ""
    row: int = 0
    count: int = 1
    column: str = ""


@dataclass(frozen=True)
class SourceFile:
    """A table of a file that was read.

    Attributes
    ----------
    name : str
        The file's path inside the folder.
    sheet : str
        The sheet of a workbook, or "".
    kind : str
        A key of `custodes.records.kinds.KINDS`, or "" when it was not used.
    seen, read, refused : int
        Rows with something in them; of these, those used, and those that could not be.
    sha256 : str
        SHA-256 of the whole file.
    columns : tuple of str
        Columns of the kind that the file holds.
    """

    name: str
    sheet: str
    kind: str
    seen: int
    read: int
    refused: int
    sha256: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a row stands, for anybody who wants to look.

    Attributes
    ----------
    file, sheet : str
        File and sheet.
    page, row : int
        Page of a PDF, else 0; number of the row.
    """

    file: str
    sheet: str
    page: int
    row: int


@dataclass(frozen=True)
class Disclosed:
    """Everything that was read from one folder.

    Attributes
    ----------
    tables : mapping of str to Table
        For each kind that was found, its columns as `custodes.records.kinds.KINDS` says, and `FILE`, `ROW`, `PAGE`.
        A column that no file holds is absent; where one file of several lacks it, its rows hold the mark for "none".
    labels : mapping of (str, str) to tuple of str
        For each kind and label column, the names in the order of their numbers.
    people : Table
        One row a person of any table, in the order of their number from 0: ``person``, ``started`` and ``ended``
        [second] (NaN where not disclosed), ``basis_ended``, and a code (int8, -1 not recorded) for each attribute of
        `groups`. Ids of people in every table are positions in this one.
    groups : mapping of str to tuple of str
        For each attribute of `people`, its names in the order of their codes.
    files : tuple of SourceFile
        What was read, in the order of names.
    notes : tuple of Note
        What was noticed on the way.
    start_s, end_s : float
        The period that the records are about: as the user said, else from the first to the last thing in them that
        happened [second]; both NaN where neither says it.
    fingerprint : str
        SHA-256 over the names and hashes of the files and the map.
    stated : mapping of str to float
        What the user's map says beside the files, by name, such as ``threshold``.
    """

    tables: Mapping[str, Table]
    labels: Mapping[tuple[str, str], tuple[str, ...]]
    people: Table
    groups: Mapping[str, tuple[str, ...]]
    files: tuple[SourceFile, ...]
    notes: tuple[Note, ...]
    start_s: float
    end_s: float
    fingerprint: str
    stated: Mapping[str, float] = field(default_factory=dict)

    @property
    def days(self) -> float:
        """Length of the period, 0 when it is not known [day]."""
        return max(0.0, self.end_s - self.start_s) / SECONDS_PER_DAY

    def has(self, kind: str, *columns: str) -> bool:
        """Whether a kind was disclosed with these columns.

        Parameters
        ----------
        kind : str
            A kind of record.
        *columns : str
            Columns of it.

        Returns
        -------
        bool
            True when all are there.
        """
        table = self.tables.get(kind)
        return table is not None and all(column in table for column in columns)

    def column(self, kind: str, name: str) -> NDArray[Any] | None:
        """Give a column, if it was disclosed.

        Parameters
        ----------
        kind, name : str
            The kind of record and the column.

        Returns
        -------
        ndarray or None
            The column.
        """
        return self.tables[kind].get(name) if kind in self.tables else None

    def rows(self, kind: str) -> int:
        """Count the rows of a kind.

        Parameters
        ----------
        kind : str
            A kind of record.

        Returns
        -------
        int
            0 when it was not disclosed.
        """
        return len(self.tables[kind][ROW]) if kind in self.tables else 0

    def places(self, kind: str, at: NDArray[np.integer[Any]]) -> Iterator[Place]:
        """Say where rows stand in the files.

        Parameters
        ----------
        kind : str
            A kind of record.
        at : ndarray of int
            Positions in its table.

        Yields
        ------
        Place
            One a row.
        """
        table = self.tables[kind]
        for i in np.asarray(at):
            file = self.files[int(table[FILE][i])]
            yield Place(file.name, file.sheet, int(table[PAGE][i]), int(table[ROW][i]))
