"""What a map says: which file is of which kind, and how each of its columns is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from custodes.disclosed.numbers_text import NumbersAs
from custodes.disclosed.raw_table import ReadAs

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ColumnMap:
    """How one column of a kind is read from a file.

    Attributes
    ----------
    name : str
        The column of the kind.
    columns : tuple of str
        The column of the file; two for a date and a time of day that stand apart.
    form : str
        Declared format of times, "" when they prove themselves.
    zone : str
        Zone of times without an offset, "" for that of the file or map.
    codes : mapping of str to str
        What a value of the file means; empty when the values are the words of the kind.
    numbers : NumbersAs
        How numbers are written.
    nothing : tuple of str
        Values that mean that nothing is written.
    blank : ColumnMap or None
        For codes, what is read where this column is blank.
    """

    name: str
    columns: tuple[str, ...]
    form: str = ""
    zone: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: NumbersAs = field(default_factory=NumbersAs)
    nothing: tuple[str, ...] = ()
    blank: ColumnMap | None = None


@dataclass(frozen=True)
class FileMap:
    """How one table is read.

    Attributes
    ----------
    kind : str
        A key of `custodes.records.kinds.KINDS`.
    columns : tuple of ColumnMap
        Its columns.
    zone : str
        Zone of times without an offset, "" for that of the map.
    skip : mapping of str to tuple of str
        For columns of the file, values of rows that are of another kind and are left out.
    only : mapping of str to tuple of str
        For columns of the file, the values of rows that are of this kind; all others are left out.
    how : ReadAs
        How the file itself is read.
    layout : str
        The built-in layout that it comes from, or "".
    """

    kind: str
    columns: tuple[ColumnMap, ...]
    zone: str = ""
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    how: ReadAs = field(default_factory=ReadAs)
    layout: str = ""

    def needs(self) -> frozenset[str]:
        """Name the columns of the file that are read.

        Returns
        -------
        frozenset of str
            Names of the file's own columns.
        """
        own = {name for column in self.columns for name in column.columns}
        second = {name for column in self.columns if column.blank is not None for name in column.blank.columns}
        return frozenset({*own, *second, *self.skip, *self.only})

    def within(self, header: tuple[str, ...]) -> FileMap:
        """Leave out what a header does not have.

        Parameters
        ----------
        header : tuple of str
            Names of the columns of a file.

        Returns
        -------
        FileMap
            The map of what is there.
        """
        names = set(header)
        columns = tuple(
            column if column.blank is None or names.issuperset(column.blank.columns) else replace(column, blank=None)
            for column in self.columns
            if names.issuperset(column.columns)
        )
        skip = {name: values for name, values in self.skip.items() if name in names}
        only = {name: values for name, values in self.only.items() if name in names}
        return replace(self, columns=columns, skip=skip, only=only)


@dataclass(frozen=True)
class Entry:
    """One entry of a map.

    Attributes
    ----------
    pattern : str
        Names of files, with * and ?.
    line : int
        Its line in the map.
    read : bool
        Whether the files are read at all.
    how : ReadAs
        How the files are read.
    table : FileMap or None
        What they hold; None when the header is to say it.
    """

    pattern: str
    line: int
    read: bool = True
    how: ReadAs = field(default_factory=ReadAs)
    table: FileMap | None = None


@dataclass(frozen=True)
class Map:
    """A whole map.

    Attributes
    ----------
    file : str
        The map as the user named it, or "".
    sha256 : str
        SHA-256 of its text, or "".
    zone : str
        Zone of times that carry no offset, or "".
    stated : mapping of str to float
        What it says beside the files.
    from_s, until_s : float or None
        The period that the records are about [second since 1970 UTC].
    entries : tuple of Entry
        Its files, in the order of the map.
    """

    file: str = ""
    sha256: str = ""
    zone: str = ""
    stated: Mapping[str, float] = field(default_factory=dict)
    from_s: float | None = None
    until_s: float | None = None
    entries: tuple[Entry, ...] = ()


NO_MAP: Final = Map()
"""What holds when there is no map."""


@dataclass(frozen=True)
class Layout:
    """A built-in map of a public layout.

    Attributes
    ----------
    name : str
        Its name.
    about : str
        What it is, in one line.
    source : str
        Where its names were read.
    unverified : str
        What nobody could check.
    needed : frozenset of str
        Columns that a header must have to be of this layout.
    optional : frozenset of str
        Columns that it may lack.
    by_name_only : bool
        Whether it is taken only when a map names it.
    table : FileMap
        The map.
    """

    name: str
    about: str
    source: str
    unverified: str
    needed: frozenset[str]
    optional: frozenset[str]
    by_name_only: bool
    table: FileMap
