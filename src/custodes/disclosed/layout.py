"""Which kind of record a header is of: by the names of the kind itself, or by a built-in layout of public systems."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from custodes.disclosed.codes_text import plain_word
from custodes.disclosed.column_map import ColumnMap, FileMap
from custodes.disclosed.raw_table import ReadAs
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.disclosed.column_map import Layout


def canonical_kinds(header: Iterable[str]) -> tuple[str, ...]:
    """Find the kinds of which a header has every needed column.

    Parameters
    ----------
    header : iterable of str
        Names of the columns of a file.

    Returns
    -------
    tuple of str
        The kinds, whatever other columns stand there.
    """
    names = set(header)
    return tuple(
        kind for kind, fields in KINDS.items() if all(name in names for name, field in fields.items() if field.needed)
    )


def ignorable(column: str) -> bool:
    """Tell whether a column is a file's own housekeeping, by the convention of a leading underscore.

    Parameters
    ----------
    column : str
        Its name.

    Returns
    -------
    bool
        Whether it is.
    """
    return column.startswith("_")


def canonical(file: str, header: tuple[str, ...], how: ReadAs | None = None) -> tuple[FileMap, ...]:
    """Read a header that has the column names of a kind, and no others.

    Parameters
    ----------
    file : str
        Name of the file; when two kinds fit, a file called after one of them is of that one.
    header : tuple of str
        Names of its columns.
    how : ReadAs, optional
        How the file is read.

    Returns
    -------
    tuple of FileMap
        One for each kind that fits; none when a column belongs to no kind that fits.
    """
    fitting = [
        kind for kind in canonical_kinds(header) if all(name in KINDS[kind] or ignorable(name) for name in header)
    ]
    called = [kind for kind in fitting if named_after(file, kind)]
    return tuple(as_kind(kind, header, how) for kind in (called if len(called) == 1 else fitting))


def as_kind(kind: str, header: tuple[str, ...], how: ReadAs | None = None) -> FileMap:
    """Map a header's columns to those of the same name.

    Parameters
    ----------
    kind : str
        The kind.
    header : tuple of str
        Names of the columns.
    how : ReadAs, optional
        How the file is read.

    Returns
    -------
    FileMap
        The map.
    """
    columns = tuple(ColumnMap(name, (name,)) for name in header if name in KINDS[kind])
    return FileMap(kind, columns, how=how or ReadAs())


def named_after(file: str, kind: str) -> bool:
    """Tell whether a file is called after a kind.

    Parameters
    ----------
    file : str
        Such as ``2025/reviews.csv`` or ``reviews_2.csv``.
    kind : str
        The kind.

    Returns
    -------
    bool
        Whether its name is that of the kind, or begins with it.
    """
    stem = plain_word(PurePosixPath(file).stem)
    return stem == kind or stem.startswith(f"{kind}_") or stem.endswith(f"_{kind}")


def builtin(header: Iterable[str], layouts: Mapping[str, Layout]) -> tuple[Layout, ...]:
    """Find the built-in layouts of which a header has every needed column.

    Parameters
    ----------
    header : iterable of str
        Names of the columns of a file.
    layouts : mapping of str to Layout
        As `custodes.disclosed.read_map.read_layouts` gives them.

    Returns
    -------
    tuple of Layout
        Those that match.
    """
    names = set(header)
    return tuple(layout for layout in layouts.values() if layout.needed <= names and not layout.by_name_only)


def layouts() -> Mapping[str, Layout]:
    """Give the built-in layouts, read when somebody first asks: most folders say by themselves what they hold.

    Returns
    -------
    mapping of str to Layout
        As `custodes.disclosed.read_map.read_layouts` gives them.
    """
    from custodes.disclosed.read_map import read_layouts  # noqa: PLC0415 - with it comes all that reads YAML, 24 MB

    return read_layouts()


def folder() -> Path:
    """Say where the built-in layouts are.

    Returns
    -------
    Path
        The folder of their files.
    """
    return Path(__file__).parent / "layouts"
