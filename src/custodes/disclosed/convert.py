"""A table of text to columns of numbers, as a map says: a pure function of the text, the map and the key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from custodes.disclosed import privacy_guard, row_checks
from custodes.disclosed.clock import ClockAs, read_times
from custodes.disclosed.codes_text import UNSTATED, YES_NO, read_codes, read_labels, read_presence, read_words
from custodes.disclosed.numbers_text import read_numbers
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.rekey import Ids, hash_ids
from custodes.records.disclosed import Note, SourceFile
from custodes.records.kinds import GROUPS, KINDS, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.disclosed.codes_text import Words
    from custodes.disclosed.column_map import ColumnMap, FileMap
    from custodes.disclosed.raw_table import RawTable

MOST_REFUSED: Final = 0.01
"""A file of which more rows cannot be read is refused [ratio]."""

MOST_GROUPS: Final = 50
"""A column of groups with more names than this holds something else."""

_NOT_A: Final = {"time": "not-a-time", "number": "not-a-number"}

AHEAD: Final = frozenset({"delete_by", "basis_ended", "due"})
"""Times that may lie after everything else."""


@dataclass(frozen=True)
class Reading:
    """What holds for all tables that are read together.

    Attributes
    ----------
    key : bytes
        Key of the hashes of ids.
    zone : str
        Zone of times without an offset, or "".
    until_s : float
        End of the period if one is stated, else infinite [second].
    own_file : bool
        Whether the files are one person's own, so that their name may stand in them.
    """

    key: bytes
    zone: str = ""
    until_s: float = np.inf
    own_file: bool = False


@dataclass(frozen=True)
class Converted:
    """A table that was read, with ids still as hashes.

    Attributes
    ----------
    source : SourceFile
        What it was read from.
    columns : mapping of str to ndarray
        Times, numbers, yes and no, codes, labels, presence.
    ids : mapping of str to Ids
        Ids.
    labels : mapping of str to tuple of str
        Names of label columns.
    rows, pages : ndarray of int32
        Place of each row.
    notes : tuple of Note
        What was noticed.
    """

    source: SourceFile
    columns: Mapping[str, NDArray[Any]]
    ids: Mapping[str, Ids]
    labels: Mapping[str, tuple[str, ...]]
    rows: NDArray[np.int32]
    pages: NDArray[np.int32]
    notes: tuple[Note, ...]


@dataclass
class _Work:
    """A table while it is read; its fields grow."""

    raw: RawTable
    how: FileMap
    reading: Reading
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    ids: dict[str, Ids] = field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    bad: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    unknown: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    unset: list[NDArray[np.bool_]] = field(default_factory=list)

    def cells(self, column: str) -> list[pa.Array]:
        at = self.raw.header.index(column)
        return [batch.column(at) for batch in self.raw.batches]

    def where(self, column: str = "") -> Where:
        return Where(shown(self.raw), self.raw.rows, column)


def shown(raw: RawTable) -> str:
    """Name a table for messages.

    Parameters
    ----------
    raw : RawTable
        The table.

    Returns
    -------
    str
        File, and sheet if there is one.
    """
    return f"{raw.file} ({raw.sheet})" if raw.sheet else raw.file


def convert(raw: RawTable, how: FileMap, reading: Reading) -> Converted:
    """Read a table as a map says.

    Parameters
    ----------
    raw : RawTable
        The table as text.
    how : FileMap
        What its columns mean.
    reading : Reading
        What holds for all tables.

    Returns
    -------
    Converted
        The table.

    Raises
    ------
    Refused
        When times, numbers or groups cannot be read as the map says; ``PrivacyRefused`` when it would tell who
        somebody is.
    """
    work = _Work(raw, how, reading)
    _guard(work)
    _leave_out(work)
    # Ids come first: whose row it is tells the two comings of an hour apart.
    for column in sorted(how.columns, key=lambda each: KINDS[how.kind][each.name].type != "id"):
        _read(work, column, KINDS[how.kind][column.name])
    _check_meanings(work)
    bad = _bad(work)
    unset = np.logical_or.reduce([np.zeros_like(bad), *work.unset]) & ~bad
    keep = ~(bad | unset)
    twice = _repeated(work, keep)
    keep &= ~twice
    _look(work, keep)
    return _finished(work, keep, refused=int(np.count_nonzero(bad | unset)))


def _guard(work: _Work) -> None:
    """Stop on pictures anywhere; name the columns that are not read."""
    needed = work.how.needs()
    for name in work.raw.header:
        cells = work.cells(name)
        privacy_guard.check_pictures(cells, work.where(name))
        if name in needed and not work.reading.own_file:
            if privacy_guard.telling_name(name) and any(batch.null_count < len(batch) for batch in cells):
                wrong = "the column is named after something that tells who somebody is, and holds something"
                raise work.where(name).private(wrong, privacy_guard.HINT, code="telling-column")
            privacy_guard.check_contacts(cells, work.where(name))
    left = [name for name in work.raw.header if name not in needed]
    telling = [name for name in left if privacy_guard.telling_name(name)]
    file = shown(work.raw)
    if left:
        text = "columns that were not read"
        work.notes.append(Note("columns-not-read", text, "warning", file, 0, len(left), ", ".join(left)))
    if telling:
        text = "columns named after what tells who somebody is; they were not read"
        named = ", ".join(telling)
        work.notes.append(Note("telling-column-not-read", text, "warning", file, 0, len(telling), named))


def _leave_out(work: _Work) -> None:
    """Take the rows away that the map says are of another kind."""
    skipped = np.zeros(len(work.raw.rows), dtype=np.bool_)
    for name, values in work.how.skip.items():
        skipped |= _has(work, name, values)
    for name, values in work.how.only.items():
        skipped |= ~_has(work, name, values)
    text = "rows of another kind, as the map or layout says; not read"
    work.notes += work.where().noted("rows-not-of-this-kind", text, skipped, "warning")
    if not skipped.any():
        return
    kept, start, batches = ~skipped, 0, []
    for batch in work.raw.batches:
        batches.append(batch.filter(pa.array(kept[start : start + len(batch)])))
        start += len(batch)
    work.raw = replace(work.raw, batches=tuple(batches), rows=work.raw.rows[kept], pages=work.raw.pages[kept])


def _has(work: _Work, name: str, values: tuple[str, ...]) -> NDArray[np.bool_]:
    words = read_words(work.cells(name))
    return np.array([*(text in values for text in words.texts), False])[words.which]


def _read(work: _Work, column: ColumnMap, field: Field) -> None:
    """Read one column."""
    cells, where = work.cells(column.columns[0]), work.where(column.columns[0])
    if field.type == "time":
        _read_time(work, column, field)
    elif field.type == "number":
        numbers = read_numbers(cells, where, column.numbers)
        work.columns[column.name], work.bad[column.name] = numbers.values, numbers.bad
        work.notes += numbers.notes
        if field.unit == "ratio":
            text = "numbers above 1 or below 0 where a ratio stands; per cent are declared by times: 0.01"
            strange = (numbers.values > 1) | (numbers.values < 0)
            work.notes += where.noted("not-a-ratio", text, strange, "finding")
    else:
        _read_word(work, column, field, cells)


def _read_time(work: _Work, column: ColumnMap, field: Field) -> None:
    until = np.inf if column.name in AHEAD else min(work.reading.until_s, 1e12)
    how = ClockAs(column.form, column.zone or work.how.zone or work.reading.zone, until)
    person = work.ids.get("person")
    times = read_times(
        tuple(work.cells(name) for name in column.columns),
        how,
        work.where(column.columns[0]),
        None if person is None else person.which,
    )
    work.columns[column.name], work.bad[column.name] = times.seconds, times.bad
    work.notes += times.notes
    if field.needed:
        work.unset.append(times.unset)


def _read_word(work: _Work, column: ColumnMap, field: Field, cells: list[pa.Array]) -> None:
    where = work.where(column.columns[0])
    words = read_words(cells)
    if not work.reading.own_file:
        privacy_guard.check_words(words, where, names=field.type == "id")
    if field.type == "id":
        work.ids[column.name], notes = hash_ids(words, field.of, work.reading.key, where)
        # The reader has looked at columns that are named like ids.
        told = {(note.code, note.column) for note in work.raw.notes}
        work.notes += [note for note in notes if (note.code, note.column) not in told]
    elif field.type == "label":
        texts = tuple(column.codes.get(text, text) for text in words.texts)
        if column.codes:
            places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
            which = np.array([*(places[text] for text in texts), -1], dtype=np.int32)[words.which]
            words = replace(words, which=which, texts=tuple(places))
        if column.name in {*GROUPS, "other_group"} and len(words.texts) > MOST_GROUPS:
            wrong = (
                f"{len(words.texts):,} different groups; a column with more than {MOST_GROUPS} may hold ids or names"
            )
            raise where.refused(wrong, "leave the column out of the map, or ask for bands", code="too-many-groups")
        work.columns[column.name], work.labels[column.name] = read_labels(words)
    elif field.type == "presence":
        work.columns[column.name] = read_presence(words, column.nothing)
    else:
        _read_code(work, column, field, words)


def _read_code(work: _Work, column: ColumnMap, field: Field, words: Words) -> None:
    known = dict(YES_NO) if field.type == "yes_no" else {word: at for at, word in enumerate(field.codes)}
    stated = {text: known.get(word, UNSTATED) for text, word in column.codes.items()}
    codes = read_codes(words, {**known, **stated}, work.where(column.columns[0]))
    work.notes += codes.notes
    first = work.columns.get(column.name)
    # A second column speaks only where the first is blank.
    values = codes.values if first is None else np.where(first < 0, codes.values, first)
    work.columns[column.name] = values
    if field.needed:
        work.unknown[column.name] = (codes.unknown | work.unknown.get(column.name, False)) & (values < 0)
    if column.blank is not None:
        _read_word(work, column.blank, field, work.cells(column.blank.columns[0]))


def _check_meanings(work: _Work) -> None:
    """Refuse a file when what the kind needs has no meaning in many rows: nothing could be counted of those."""
    for name, here in work.unknown.items():
        count = int(np.count_nonzero(here))
        if count > MOST_REFUSED * len(here):
            column = next(each for each in work.how.columns if each.name == name)
            wrong = f"{count:,} of {len(here):,} rows hold a value of which nothing says what it means"
            hint = f"state in the map what each value of {name} means (codes), null for nothing"
            raise work.where(column.columns[0]).refused(wrong, hint, here, code="values-without-meaning")


def _bad(work: _Work) -> NDArray[np.bool_]:
    """Find the rows with a cell that cannot be read; refuse the file when they are too many."""
    total = np.zeros(len(work.raw.rows), dtype=np.bool_)
    for name, here in work.bad.items():
        if not here.any():
            continue
        column = next(each for each in work.how.columns if each.name == name)
        where = work.where(column.columns[0])
        kind = KINDS[work.how.kind][name].type
        total |= here
        if np.count_nonzero(here) > MOST_REFUSED * len(total):
            wrong = f"{np.count_nonzero(here):,} of {len(total):,} rows hold no {kind} that can be read"
            hint = "declare how it is written in the map (format, decimal, thousands)"
            raise where.refused(wrong, hint, here, code=_NOT_A[kind])
        text = f"cells that are no {kind}; their rows are left out"
        work.notes += where.noted("cell-refused", text, here, "warning")
    if np.count_nonzero(total) > MOST_REFUSED * len(total):
        wrong = f"{np.count_nonzero(total):,} of {len(total):,} rows cannot be read"
        raise work.where().refused(wrong, "declare in the map how columns are written", total, code="too-many-refused")
    return total


def _repeated(work: _Work, keep: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Find rows that stand twice, in every column of the file."""
    table = {**{name: ids.which for name, ids in work.ids.items()}, **work.columns}
    candidates = row_checks.repeated(work.how.kind, table) & keep if table else ~keep
    unread = [name for name in work.raw.header if name not in work.how.needs()]
    if candidates.any() and unread:
        # Equal in what is read is not equal: a column that is not read may tell two rows apart.
        rest = {name: read_words(work.cells(name)).which for name in unread}
        candidates &= row_checks.repeated(work.how.kind, {**table, **rest})
    text = "rows that stand twice; one of each is kept"
    work.notes += work.where().noted("row-twice", text, candidates, "finding")
    return candidates


def _look(work: _Work, keep: NDArray[np.bool_]) -> None:
    """Look at order and places."""
    where, table = work.where(), work.columns
    main = table.get(row_checks.MAIN_TIME.get(work.how.kind, ""))
    person = work.ids.get("person")
    if main is not None and person is not None:
        found = row_checks.out_of_order(main, person.which) & keep
        work.notes += where.noted(
            "out-of-order", "rows that are earlier than the same person's row above", found, "warning"
        )
    if person is not None and {"time", "latitude", "longitude"} <= table.keys():
        whole = {"person": person.which, **table}
        found = row_checks.two_places(whole) & keep
        text = "rows that put a person at two places at the same instant"
        work.notes += where.noted("two-places", text, found, "finding")
    if work.how.kind == "positions" and "latitude" in table and "longitude" in table:
        work.notes += row_checks.place_notes(table["latitude"], table["longitude"], keep, where)
    for column in (each for each in work.how.columns if KINDS[work.how.kind][each.name].needed):
        name = column.name
        values = work.ids[name].which if name in work.ids else table[name]
        none = ~np.isfinite(values) if values.dtype.kind == "f" else values < 0
        if work.how.kind != "scores":
            text = "blank cells where the kind needs something; their rows are kept"
            work.notes += work.where(column.columns[0]).noted("blank-needed", text, none & keep, "warning")


def _finished(work: _Work, keep: NDArray[np.bool_], refused: int) -> Converted:
    raw = work.raw
    whole = bool(keep.all())

    def kept(values: NDArray[Any]) -> NDArray[Any]:
        return values if whole else values[keep]

    read = int(np.count_nonzero(keep))
    names = tuple(name for name in KINDS[work.how.kind] if name in work.columns or name in work.ids)
    source = SourceFile(raw.file, raw.sheet, work.how.kind, raw.seen, read, raw.refused + refused, raw.sha256, names)
    return Converted(
        source,
        {name: kept(values) for name, values in work.columns.items()},
        {name: replace(ids, which=kept(ids.which)) for name, ids in work.ids.items()},
        work.labels,
        kept(raw.rows),
        kept(raw.pages),
        (*raw.notes, *work.notes),
    )
