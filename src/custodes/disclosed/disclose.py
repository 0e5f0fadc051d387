"""A folder of disclosed files to records: read, mapped, guarded, re-keyed, put together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.disclosed import privacy_guard
from custodes.disclosed.assemble import assemble, check_one_person
from custodes.disclosed.budget import BUDGET
from custodes.disclosed.column_map import NO_MAP, FileMap
from custodes.disclosed.convert import Reading, convert, shown
from custodes.disclosed.folder import MAP, files_of
from custodes.disclosed.layout import as_kind, builtin, canonical, canonical_kinds, ignorable, layouts, named_after
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.raw_table import ReadAs
from custodes.disclosed.read import read_file
from custodes.errors import Problem, Refused
from custodes.records.disclosed import Note, SourceFile
from custodes.records.kinds import KINDS
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.column_map import Entry, Layout, Map
    from custodes.disclosed.raw_table import RawTable
    from custodes.records.disclosed import Disclosed

MOST_NAMED: Final = 60
"""Of a longer header so many columns are named."""


@dataclass(frozen=True)
class Source:
    """A table of a file, and what the map says of it.

    Attributes
    ----------
    raw : RawTable
        The table.
    entry : Entry or None
        The map's entry for it.
    """

    raw: RawTable
    entry: Entry | None


def read_disclosed(
    folder: Path, map_file: Path | None = None, *, budget: Budget = BUDGET, own_file: bool = False
) -> Disclosed:
    """Read a folder of disclosed files.

    Parameters
    ----------
    folder : Path
        The folder.
    map_file : Path, optional
        What the columns mean; without it ``map.yaml`` in the folder, or what the files say by themselves.
    budget : Budget
        What reading one file may use.
    own_file : bool
        Whether the files are one person's own, so that their name may stand in them, and nobody else's rows.

    Returns
    -------
    Disclosed
        The records.

    Raises
    ------
    Refused
        When a file or the map is refused; ``PrivacyRefused`` when going on would tell who somebody is.
    """
    stated = map_of_folder(folder, map_file)
    sources, unread = sources_of(folder, stated, budget, map_file)
    if not sources:
        wrong, hint = "no file of the folder is read", "give a folder with tables"
        raise Refused([Problem("", 0, "", wrong, "", hint, "nothing-to-read")])
    tables = [chosen(source, own_file=own_file) for source in sources]
    fingerprint = _fingerprint(sources, stated)
    until = np.inf if stated.until_s is None else stated.until_s
    reading = Reading(bytes.fromhex(fingerprint), stated.zone, until, own_file)
    notes = [note for source, table in zip(sources, tables, strict=True) for note in _layout_notes(source.raw, table)]
    converted = []
    while sources:
        # The text of a table is let go as soon as it is read, so that memory holds one at a time.
        converted.append(convert(sources.pop(0).raw, tables.pop(0), reading))
    files = sorted([*unread, *(each.source for each in converted)], key=lambda each: (each.name, each.sheet))
    disclosed = assemble(converted, files, notes, stated, fingerprint)
    if own_file:
        check_one_person(disclosed)
    return disclosed


def read_one(path: Path, kind: str, map_file: Path | None = None, *, budget: Budget = BUDGET) -> Disclosed:
    """Read one file as records of one kind.

    Parameters
    ----------
    path : Path
        The file; of a workbook the sheets with every needed column of the kind.
    kind : str
        A key of `custodes.records.kinds.KINDS`.
    map_file : Path, optional
        What the columns mean; without it they are called as the kind's.
    budget : Budget
        What reading it may use.

    Returns
    -------
    Disclosed
        The records.

    Raises
    ------
    Refused
        When the file or the map is refused, or no table of the file is of this kind; ``PrivacyRefused`` when going on
        would tell who somebody is.
    """
    stated = NO_MAP if map_file is None else _map_at(map_file)
    entry = next((each for each in stated.entries if fnmatchcase(path.name, each.pattern)), None)
    raws = read_file(path, path.name, ReadAs() if entry is None else entry.how, budget)
    sources = [Source(raw, entry) for raw in raws]
    if entry is None or entry.table is None:
        fitting = [each for each in sources if kind in canonical_kinds(each.raw.header)]
        if not fitting:
            raise _not_of_kind(sources[0].raw, kind)
        tables = {at: as_kind(kind, each.raw.header) for at, each in enumerate(fitting)}
        sources = fitting
    else:
        tables = {at: _stated(each.raw, entry.table) for at, each in enumerate(sources)}
        if any(table.kind != kind for table in tables.values()):
            raise _not_of_kind(sources[0].raw, kind)
    fingerprint = _fingerprint(sources, stated)
    reading = Reading(bytes.fromhex(fingerprint), stated.zone, np.inf if stated.until_s is None else stated.until_s)
    converted = [convert(source.raw, tables[at], reading) for at, source in enumerate(sources)]
    files = [each.source for each in converted]
    return assemble(converted, files, [], stated, fingerprint)


def _not_of_kind(raw: RawTable, kind: str) -> Refused:
    needed = [name for name, field in KINDS[kind].items() if field.needed]
    missing = [name for name in needed if name not in raw.header]
    wrong = f"the file has no table with the columns {' and '.join(needed)}, which {kind} need"
    seen = f"columns {_named(raw.header)}" if len(raw.header) > 1 else "one column"
    hint = f"missing: {', '.join(missing)}" if missing else f"the map says that it is no file of {kind}"
    return Refused([Problem(shown(raw), 0, "", wrong, seen, hint, "not-of-kind")])


def map_of_folder(folder: Path, map_file: Path | None) -> Map:
    """Read the map of a folder, if there is one.

    Parameters
    ----------
    folder : Path
        The folder.
    map_file : Path or None
        The map that the user named.

    Returns
    -------
    Map
        The map, or one that says nothing.

    Raises
    ------
    Refused
        When it is faulty.
    """
    if map_file is not None:
        return _map_at(map_file)
    path = folder / MAP
    return _map_at(path) if path.is_file() and not path.is_symlink() else NO_MAP


def _map_at(path: Path) -> Map:
    from custodes.disclosed.read_map import read_map  # noqa: PLC0415 - with it comes all that reads YAML, 24 MB

    return read_map(path, path.name)


def sources_of(
    folder: Path, stated: Map, budget: Budget, map_file: Path | None = None
) -> tuple[list[Source], list[SourceFile]]:
    """Read the files of a folder as text.

    Parameters
    ----------
    folder : Path
        The folder.
    stated : Map
        The map.
    budget : Budget
        What reading one file may use.
    map_file : Path, optional
        The map that the user named; in the folder it is no file of records.

    Returns
    -------
    list of Source, list of SourceFile
        The tables; the files that the map leaves out.

    Raises
    ------
    Refused
        When a file is refused, or an entry of the map is of no file.
    """
    sources, unread = [], []
    used: set[int] = set()
    listed = files_of(folder, budget)
    for path, name in listed:
        entries = [(at, each) for at, each in enumerate(stated.entries) if fnmatchcase(name, each.pattern)]
        used |= {at for at, _ in entries}
        if map_file is not None and path.samefile(map_file):
            continue
        if len({entry.pattern for _, entry in entries}) > 1:
            wrong = f"{name} is in {len(entries)} entries of the map"
            raise Refused([Problem(stated.file, entries[1][1].line, "files", wrong, "", "keep one", "two-entries")])
        if entries and not any(entry.read for _, entry in entries):
            with path.open("rb") as file:
                unread.append(SourceFile(name, "", "", 0, 0, 0, hashlib.file_digest(file, "sha256").hexdigest()))
            continue
        wanted: list[Entry | None] = [entry for _, entry in entries if entry.read]
        for entry in wanted or [None]:
            how = ReadAs() if entry is None else entry.how
            sources += [Source(raw, entry) for raw in read_file(path, name, how, budget)]
    idle = [each for at, each in enumerate(stated.entries) if at not in used]
    if idle:
        names = [name for _, name in listed]
        wrong = "no file of the folder has this name"
        hints = [did_you_mean(each.pattern, names) for each in idle]
        pairs = zip(idle, hints, strict=True)
        raise Refused(
            [
                Problem(stated.file, each.line, "files", wrong, each.pattern, hint, "no-such-file")
                for each, hint in pairs
            ]
        )
    return sources, unread


def _fingerprint(sources: list[Source], stated: Map) -> str:
    """Hash the names and hashes of all files, and the map."""
    names = sorted({(source.raw.file, source.raw.sha256) for source in sources})
    lines = [f"{sha256}  {name}" for name, sha256 in names]
    return hashlib.sha256("\n".join([*lines, stated.sha256]).encode("utf-8")).hexdigest()


def chosen(source: Source, *, own_file: bool) -> FileMap:
    """Find what a table is: by the map, by its own names, or by a built-in layout.

    Parameters
    ----------
    source : Source
        The table.
    own_file : bool
        Whether the files are one person's own.

    Returns
    -------
    FileMap
        How it is read.

    Raises
    ------
    Refused
        When nothing says it, or two things do; ``PrivacyRefused`` when it tells who somebody is.
    """
    raw, entry = source.raw, source.entry
    if entry is not None and entry.table is not None:
        return _stated(raw, entry.table)
    own = canonical(raw.file, raw.header)
    if len(own) == 1:
        return own[0]
    if len(own) > 1:
        raise _two(raw, [each.kind for each in own])
    public = builtin(raw.header, layouts())
    if len(public) > 1:
        raise _two(raw, [each.name for each in public])
    if public:
        return public[0].table.within(raw.header)
    if not own_file:
        _guard_unknown(raw)
    raise _no_map(raw)


def _stated(raw: RawTable, table: FileMap) -> FileMap:
    """Fit what the map says to the header, which may lack columns that a layout leaves open."""
    if table.layout:
        layout = layouts()[table.layout]
        missing = sorted(layout.needed - set(raw.header) - _replaced(table, layout))
        if missing:
            raise _missing(raw, missing)
        names = set(raw.header)
        from_layout = layout.table.columns
        own = {name for each in table.columns if each not in from_layout for name in each.columns}
        own |= {*table.skip, *table.only} - {*layout.table.skip, *layout.table.only}
        if lost := sorted(own - names):
            raise _missing(raw, lost)
        return table.within(raw.header)
    if not table.columns:
        named = as_kind(table.kind, raw.header, table.how)
        needed = {name for name, field in KINDS[table.kind].items() if field.needed}
        if missing := sorted((needed | table.needs()) - set(raw.header)):
            raise _missing(raw, missing)
        return replace(table, columns=named.columns)
    if missing := sorted(table.needs() - set(raw.header)):
        raise _missing(raw, missing)
    return table


def _replaced(table: FileMap, layout: Layout) -> set[str]:
    """Name columns of a layout that the map reads from elsewhere."""
    changed = {each.name for each in table.columns if each not in layout.table.columns}
    return {name for each in layout.table.columns if each.name in changed for name in each.columns}


def _named(header: tuple[str, ...]) -> str:
    more = f" and {len(header) - MOST_NAMED} more" if len(header) > MOST_NAMED else ""
    return ", ".join(header[:MOST_NAMED]) + more


def _missing(raw: RawTable, missing: list[str]) -> Refused:
    wrong, all_names = "the map reads a column that the file does not have", f"it has: {_named(raw.header)}"
    hints = {name: did_you_mean(name, raw.header) or all_names for name in missing}
    return Refused([Problem(shown(raw), 0, name, wrong, "", hint, "no-such-column") for name, hint in hints.items()])


def _two(raw: RawTable, names: list[str]) -> Refused:
    wrong = f"the columns fit {' and '.join(names)} alike"
    hint = "say which in map.yaml: `custodes map FOLDER` writes one to begin with"
    return Refused([Problem(shown(raw), 0, "", wrong, _named(raw.header), hint, "two-kinds")])


def _no_map(raw: RawTable) -> Refused:
    wrong = "nothing says what the columns mean"
    hint = "`custodes map FOLDER` proposes a map.yaml and asks what it cannot know"
    near = [kind for kind in canonical_kinds(raw.header) if named_after(raw.file, kind)] or canonical_kinds(raw.header)
    if near:
        strange = [name for name in raw.header if name not in KINDS[near[0]] and not ignorable(name)]
        wrong = f"the columns are those of {near[0]}, but for {_named(tuple(strange))}"
        hint = f"{hint}; or take these columns out of the file"
    return Refused([Problem(shown(raw), 0, "", wrong, f"columns {_named(raw.header)}", hint, "no-map")])


def _guard_unknown(raw: RawTable) -> None:
    """Stop on a file with the columns of a kind that also tells who somebody is."""
    if not canonical_kinds(raw.header):
        return
    for at, name in enumerate(raw.header):
        if privacy_guard.telling_name(name) and any(batch.column(at).null_count < len(batch) for batch in raw.batches):
            wrong = "the column is named after something that tells who somebody is, and holds something"
            raise Where(shown(raw), raw.rows, name).private(wrong, privacy_guard.HINT, code="telling-column")


def _layout_notes(raw: RawTable, table: FileMap) -> list[Note]:
    """Say which built-in layout was taken, and what of it nobody could check."""
    if not table.layout:
        return []
    layout = layouts()[table.layout]
    text = f"read as the public layout {layout.name} ({layout.about}); not verified: {layout.unverified}"
    return [Note("layout", text, "warning", shown(raw))]
