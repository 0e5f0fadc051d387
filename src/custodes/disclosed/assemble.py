"""Tables of many files to one set of records: ids numbered, people listed, the period found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.disclosed.convert import MOST_GROUPS
from custodes.disclosed.rekey import number, renumbered
from custodes.errors import PrivacyRefused, Problem, Refused
from custodes.records.disclosed import FILE, PAGE, ROW, Disclosed, Note
from custodes.records.kinds import GROUPS, KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from custodes.disclosed.column_map import Map
    from custodes.disclosed.convert import Converted
    from custodes.disclosed.rekey import Ids
    from custodes.records.disclosed import SourceFile

_EMPTY: Final = {"id": -1, "time": np.nan, "number": np.nan, "yes_no": -1, "code": -1, "label": -1, "presence": -1}
_TYPES: Final = {
    "id": np.int32,
    "time": np.float64,
    "number": np.float64,
    "yes_no": np.int8,
    "code": np.int8,
    "label": np.int32,
    "presence": np.int8,
}

_EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "scores": ("time",),
    "checks": ("answered",),
    "alerts": ("raised", "recorded", "uploaded", "triaged", "handled", "acted_on", "cleared"),
    "reviews": ("done",),
    "desk": ("arrived", "started", "finished"),
    "positions": ("time",),
    "disclosures": ("time",),
    "contacts": ("time",),
    "violations": ("start", "end", "identified", "notified"),
    "bills": ("from", "until"),
}
"""Times of things that happened; what began long before does not make the period longer."""

_PLANNED: Final = ("checks", "reviews")
"""Kinds with a time `due`, which may lie ahead."""


def assemble(
    tables: Sequence[Converted], files: Sequence[SourceFile], notes: Sequence[Note], stated: Map, fingerprint: str
) -> Disclosed:
    """Put tables together.

    Parameters
    ----------
    tables : sequence of Converted
        What was read, in the order of files.
    files : sequence of SourceFile
        Every table of every file, read or not.
    notes : sequence of Note
        Notes beside those of the tables.
    stated : Map
        The map.
    fingerprint : str
        SHA-256 of files and map.

    Returns
    -------
    Disclosed
        The records.

    Raises
    ------
    Refused
        When the tables together name too many groups.
    """
    ranks, more = _ranks(tables)
    made: dict[str, dict[str, NDArray[Any]]] = {}
    labels: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind in KINDS:
        parts = [each for each in tables if each.source.kind == kind]
        if parts:
            made[kind], names = _joined(kind, parts, ranks, files)
            labels.update({(kind, column): words for column, words in names.items()})
    people, groups, said = _people(made, labels, len(ranks.get("person", {})))
    start, end = _period(made, stated)
    found = [note for each in tables for note in each.notes]
    return Disclosed(
        made,
        labels,
        people,
        groups,
        tuple(files),
        (*found, *notes, *more, *said),
        start,
        end,
        fingerprint,
        stated.stated,
    )


def check_one_person(disclosed: Disclosed) -> None:
    """Stop when files that should be one person's own hold rows of a second one.

    Parameters
    ----------
    disclosed : Disclosed
        What was read.

    Raises
    ------
    PrivacyRefused
        When they do.
    """
    seen = {kind: table["person"] for kind, table in disclosed.tables.items() if "person" in table}
    everybody = np.concatenate([*seen.values(), np.zeros(0, dtype=np.int32)])
    everybody = everybody[everybody >= 0]
    if not len(everybody) or (everybody == everybody[0]).all():
        return
    owner = np.bincount(everybody).argmax()
    for kind, person in seen.items():
        others = np.flatnonzero((person >= 0) & (person != owner))
        if len(others):
            place = next(disclosed.places(kind, others[:1]))
            wrong = f"the files hold rows of {len(np.unique(everybody))} people, where one person's own were expected"
            hint = "take the other files out of the folder; if they came with your own, tell whoever sent them"
            raise PrivacyRefused([Problem(place.file, place.row, "", wrong, "", hint, "second-person")])


def _ranks(tables: Sequence[Converted]) -> tuple[dict[str, dict[bytes, int]], list[Note]]:
    """Give the ids of each sort numbers over all tables."""
    columns: dict[str, list[Ids]] = {}
    for each in tables:
        for name, ids in each.ids.items():
            columns.setdefault(KINDS[each.source.kind][name].of, []).append(ids)
    ranks, notes = {}, []
    for of, those in columns.items():
        ranks[of], alike = number(those)
        if alike:
            text = (
                f"{alike:,} ids of a {of} differ from another only by capitals, zeros before them or marks that cannot "
                "be seen; they are counted as different"
            )
            notes.append(Note("ids-alike", text, "finding", count=alike))
    return ranks, notes


def _joined(
    kind: str, parts: Sequence[Converted], ranks: Mapping[str, dict[bytes, int]], files: Sequence[SourceFile]
) -> tuple[dict[str, NDArray[Any]], dict[str, tuple[str, ...]]]:
    """Put the tables of one kind under one another."""
    table: dict[str, NDArray[Any]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for name, field in KINDS[kind].items():
        if not any(name in part.columns or name in part.ids for part in parts):
            continue
        if field.type == "label":
            labels[name] = tuple(sorted({word for part in parts for word in part.labels.get(name, ())}))
        columns = []
        for part in parts:
            if name in part.ids:
                columns.append(renumbered(part.ids[name], ranks[field.of]))
            elif name not in part.columns:
                columns.append(np.full(len(part.rows), _EMPTY[field.type], dtype=_TYPES[field.type]))
            elif field.type == "label":
                at = {word: number for number, word in enumerate(labels[name])}
                numbers = np.array([*(at[word] for word in part.labels[name]), -1], dtype=np.int32)
                columns.append(numbers[part.columns[name]])
            else:
                columns.append(part.columns[name])
        table[name] = columns[0] if len(columns) == 1 else np.concatenate(columns)
    table[FILE] = np.repeat(
        np.array([files.index(part.source) for part in parts], dtype=np.int16), [len(part.rows) for part in parts]
    )
    table[ROW] = np.concatenate([part.rows for part in parts]).astype(np.int32)
    table[PAGE] = np.concatenate([part.pages for part in parts]).astype(np.int32)
    return table, labels


def _people(
    tables: Mapping[str, Mapping[str, NDArray[Any]]], labels: Mapping[tuple[str, str], tuple[str, ...]], count: int
) -> tuple[dict[str, NDArray[Any]], dict[str, tuple[str, ...]], list[Note]]:
    """List everybody of any table, with the time monitored and the groups that the tables say."""
    people: dict[str, NDArray[Any]] = {"person": np.arange(count, dtype=np.int32)}
    for name in ("started", "ended", "basis_ended"):
        people[name] = np.full(count, np.nan)
    if "people" in tables:
        _spells(people, tables["people"])
    groups: dict[str, tuple[str, ...]] = {}
    notes: list[Note] = []
    for attribute in GROUPS:
        sources = [kind for kind in tables if attribute in tables[kind] and "person" in tables[kind]]
        if sources:
            words = tuple(sorted({word for kind in sources for word in labels[kind, attribute]}))
            if len(words) > MOST_GROUPS:
                raise _too_many_groups(attribute, len(words))
            people[attribute], clashes = _group(tables, labels, sources, attribute, words, count)
            groups[attribute] = words
            if clashes:
                text = f"{clashes:,} people are recorded with more than one {attribute}; the first is kept"
                notes.append(Note("groups-differ", text, "finding", count=clashes))
    return people, groups, notes


def _too_many_groups(attribute: str, count: int) -> Refused:
    wrong = f"the files together name {count:,} different groups, where at most {MOST_GROUPS} are expected"
    hint = "state in the map what their words mean, so that one group has one name"
    return Refused([Problem("", 0, attribute, wrong, "", hint, "too-many-groups")])


def _spells(people: dict[str, NDArray[Any]], table: Mapping[str, NDArray[Any]]) -> None:
    """Take the first start and the last end; one spell without an end leaves the end open."""
    known = table["person"] >= 0
    who = table["person"][known]
    np.fmin.at(people["started"], who, table["started"][known])
    for name in ("ended", "basis_ended"):
        if name in table:
            ends = table[name][known]
            np.fmax.at(people[name], who, ends)
            open_end = who[np.isnan(ends)]
            people[name][open_end] = np.nan


def _group(  # noqa: PLR0913, PLR0917 - one attribute over all tables
    tables: Mapping[str, Mapping[str, NDArray[Any]]],
    labels: Mapping[tuple[str, str], tuple[str, ...]],
    sources: Sequence[str],
    attribute: str,
    words: tuple[str, ...],
    count: int,
) -> tuple[NDArray[np.int8], int]:
    result = np.full(count, -1, dtype=np.int8)
    clash = np.zeros(count, dtype=np.bool_)
    at = {word: number for number, word in enumerate(words)}
    for kind in sources:
        person, local = tables[kind]["person"], tables[kind][attribute]
        codes = np.array([*(at[word] for word in labels[kind, attribute]), -1], dtype=np.int8)[local]
        known = np.flatnonzero((person >= 0) & (codes >= 0))
        people, first = np.unique(person[known], return_index=True)
        new = result[people] < 0
        result[people[new]] = codes[known[first[new]]]
        clash[person[known][codes[known] != result[person[known]]]] = True
    return result, int(np.count_nonzero(clash))


def _period(tables: Mapping[str, Mapping[str, NDArray[Any]]], stated: Map) -> tuple[float, float]:
    """Find the period: as stated, else from the first to the last thing that happened; NaN where no time is known."""
    events = [
        tables[kind][name]
        for kind, names in _EVENTS.items()
        if kind in tables
        for name in names
        if name in tables[kind]
    ]
    planned = [tables[kind]["due"] for kind in _PLANNED if kind in tables]
    if "checks" in tables:
        # What came of a check is known when it has fallen due, answered or not.
        events.append(tables["checks"]["due"][tables["checks"]["outcome"] >= 0])
    last = _last(events)
    if np.isnan(last):
        events = [
            table[name]
            for kind, table in tables.items()
            for name, field in KINDS[kind].items()
            if field.type == "time" and name in table and name != "delete_by"
        ]
        last = _last(events)
    first = min((float(np.nanmin(each)) for each in _known([*events, *planned])), default=np.nan)
    # What fell due before the last thing that happened is part of the same records, done or not.
    start = first if stated.from_s is None else stated.from_s
    end = last if stated.until_s is None else stated.until_s
    return (np.nan, np.nan) if np.isnan([start, end]).any() else (start, max(start, end))


def _known(times: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    return [each for each in times if np.isfinite(each).any()]


def _last(times: Sequence[NDArray[np.float64]]) -> float:
    return max((float(np.nanmax(each)) for each in _known(times)), default=np.nan)
