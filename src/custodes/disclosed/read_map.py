"""The file map.yaml: what the user says of the files of a folder; whatever is unknown in it is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from custodes.disclosed import layout
from custodes.disclosed.column_map import Entry, FileMap, Layout, Map
from custodes.disclosed.map_faults import MapFaults
from custodes.disclosed.raw_table import PdfColumn, PdfTable, ReadAs
from custodes.disclosed.read_column import read_column, read_zone
from custodes.errors import Refused
from custodes.records.kinds import KINDS
from custodes.scheme.fault import Mark, shown
from custodes.scheme.problems import in_order, mark_problems
from custodes.scheme.read_file import read_text
from custodes.scheme.read_yaml import parse
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from custodes.disclosed.column_map import ColumnMap
    from custodes.scheme.fault import Place

TOP: Final = ("time_zone", "threshold", "stated", "period", "files")
"""Keys of a map."""

READ_AS: Final = ("encoding", "delimiter", "header_row", "sheet", "records", "pdf")
"""Keys of how a file itself is read."""

ENTRY: Final = ("kind", "layout", "read", "time_zone", "skip_rows", "only_rows", "columns", *READ_AS)
"""Keys of an entry under `files`."""

PDF: Final = ("columns", "first_page", "last_page", "after", "before")
PDF_COLUMN: Final = ("name", "left", "right", "words")
LAYOUT: Final = (
    "about",
    "source",
    "unverified",
    "needed",
    "by_name_only",
    "kind",
    "time_zone",
    "skip_rows",
    "only_rows",
    "columns",
)
"""Keys of a built-in layout."""


def read_map(path: Path, shown_as: str) -> Map:
    """Read a map.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str
        What it is called in messages.

    Returns
    -------
    Map
        The map.

    Raises
    ------
    Refused
        With everything that is wrong with it.
    """
    text = read_text(path)
    if isinstance(text, Mark):
        raise Refused(mark_problems([text], shown_as))
    return map_of(text, shown_as)


def map_of(text: str, shown_as: str) -> Map:
    """Read a map from its text.

    Parameters
    ----------
    text : str
        YAML.
    shown_as : str
        What it is called in messages.

    Returns
    -------
    Map
        The map.

    Raises
    ------
    Refused
        With everything that is wrong with it.
    """
    document = parse(text)
    faults = MapFaults(shown_as, document.lines, mark_problems(document.marks, shown_as))
    if document.data is None:
        raise Refused(in_order(faults.problems))
    stated = faults.mapping(document.data, (), TOP)
    zone = read_zone(stated["time_zone"], ("time_zone",), faults) if "time_zone" in stated else ""
    numbers = {
        name: faults.number(value, ("stated", name))
        for name, value in (faults.mapping(stated["stated"], ("stated",)) if "stated" in stated else {}).items()
    }
    if "threshold" in stated:
        numbers["threshold"] = faults.number(stated["threshold"], ("threshold",))
    start, until = _period(stated["period"], zone, faults) if "period" in stated else (None, None)
    entries = []
    for pattern, given in (
        faults.mapping(stated["files"], ("files",)) if stated.get("files") is not None else {}
    ).items():
        at: Place = ("files", pattern)
        several = isinstance(given, list)
        for place, each in enumerate(given if several else [given]):
            entries.append(_entry(pattern, each, (*at, place) if several else at, faults))
    if faults.problems:
        raise Refused(in_order(faults.problems))
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Map(shown_as, sha256, zone, numbers, start, until, tuple(entries))


@cache
def read_layouts() -> Mapping[str, Layout]:
    """Read the built-in layouts.

    Returns
    -------
    mapping of str to Layout
        By name, in the order of names.

    Raises
    ------
    Refused
        When one of them is faulty, which a test would have told.
    """
    return {path.stem: _layout(path) for path in sorted(layout.folder().glob("*.yaml"))}


def _layout(path: Path) -> Layout:
    text = path.read_text(encoding="utf-8")
    document = parse(text)
    faults = MapFaults(path.name, document.lines, mark_problems(document.marks, path.name))
    stated = faults.mapping(document.data, (), LAYOUT)
    table = _table(stated, (), faults, ReadAs(), path.stem)
    needed = frozenset(faults.texts(stated.get("needed"), ("needed",)))
    if faults.problems or table is None:
        raise Refused(in_order(faults.problems))
    named = table.needs()
    if not needed <= named:
        faults.add(("needed",), "unknown-name", "names a column that is not read", ", ".join(sorted(needed - named)))
        raise Refused(faults.problems)
    about, source, unverified = (faults.text(stated.get(key), (key,)) for key in ("about", "source", "unverified"))
    by_name_only = bool(stated.get("by_name_only", False))
    return Layout(path.stem, about, source, unverified, needed, named - needed, by_name_only, table)


def _period(given: object, zone: str, faults: MapFaults) -> tuple[float | None, float | None]:
    """Read a period; a day that it ends with belongs to it."""
    at = ("period",)
    stated = faults.mapping(given, at, ("from", "until"))
    ends: list[float | None] = []
    for key in ("from", "until"):
        text = faults.text(stated[key], (*at, key)) if key in stated else ""
        try:
            moment = datetime.fromisoformat(text) if text else None
            if moment is not None and key == "until" and _is_day(text):
                moment += timedelta(days=1)  # by the clock: the day that it is changed has 23 hours or 25
        except (ValueError, OverflowError):
            faults.add((*at, key), "wrong-kind", "is not a date", text, "write YYYY-MM-DD, or a time with its offset")
            moment = None
        if moment is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
        ends.append(None if moment is None else moment.timestamp())
    if ends[0] is not None and ends[1] is not None and ends[0] >= ends[1]:
        faults.add(at, "disorder", "ends before it begins")
    return ends[0], ends[1]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _entry(pattern: str, given: object, at: Place, faults: MapFaults) -> Entry:
    stated = faults.mapping(given, at, ENTRY)
    read = stated.get("read", True)
    if not isinstance(read, bool):
        faults.add((*at, "read"), "wrong-kind", "must be true or false", shown(read))
    how = _read_as(stated, at, faults)
    if "layout" in stated:
        table = _by_layout(stated, at, faults, how)
    elif "kind" in stated:
        table = _table(stated, at, faults, how)
    else:
        table = None
        if "columns" in stated:
            faults.add((*at, "kind"), "missing-key", "is missing", hint=f"one of {', '.join(KINDS)}")
    return Entry(pattern, faults.lines.get(at, 0), bool(read), how, table)


def _by_layout(stated: dict[str, Any], at: Place, faults: MapFaults, how: ReadAs) -> FileMap | None:
    """Take a built-in layout, with the columns that the map says otherwise."""
    known = read_layouts()
    name = faults.text(stated["layout"], (*at, "layout"))
    if name not in known:
        faults.add((*at, "layout"), "unknown-layout", "is not a built-in layout", name, did_you_mean(name, known))
        return None
    base = known[name].table
    if "kind" in stated:
        faults.add((*at, "kind"), "mixed-forms", "a layout has its kind already", hint="leave one of the two out")
    own = _columns(base.kind, stated.get("columns", {}), at, faults)
    changed = {column.name for column in own}
    columns = (*(column for column in base.columns if column.name not in changed), *own)
    zone = read_zone(stated["time_zone"], (*at, "time_zone"), faults) if "time_zone" in stated else base.zone
    skip = {**base.skip, **_rows("skip_rows", stated, at, faults)}
    only = {**base.only, **_rows("only_rows", stated, at, faults)}
    return FileMap(base.kind, columns, zone, skip, only, how, name)


def _table(stated: dict[str, Any], at: Place, faults: MapFaults, how: ReadAs, called: str = "") -> FileMap | None:
    kind = faults.text(stated.get("kind"), (*at, "kind"))
    if kind not in KINDS:
        if kind:
            faults.add((*at, "kind"), "unknown-kind", "is not a kind of record", kind, did_you_mean(kind, KINDS))
        return None
    columns = _columns(kind, stated.get("columns"), at, faults)
    said = stated.get("columns") or {}
    named = set(said) if isinstance(said, Mapping) else set(KINDS[kind])  # of anything else it is said already
    missing = [name for name, field in KINDS[kind].items() if field.needed and name not in named]
    if missing and "columns" in stated:
        wrong = f"{kind} cannot be read without {', '.join(missing)}"
        faults.add((*at, "columns"), "missing-column", wrong, hint="say which column of the file it is")
    zone = read_zone(stated["time_zone"], (*at, "time_zone"), faults) if "time_zone" in stated else ""
    skip, only = (_rows(key, stated, at, faults) for key in ("skip_rows", "only_rows"))
    return FileMap(kind, columns, zone, skip, only, how, called)


def _columns(kind: str, given: object, at: Place, faults: MapFaults) -> tuple[ColumnMap, ...]:
    """Read the columns; a kind without any is read by the names of the kind."""
    if given is None:
        return ()
    here = (*at, "columns")
    columns = []
    for name, said in faults.mapping(given, here, KINDS[kind]).items():
        column = read_column(name, KINDS[kind][name], said, (*here, name), faults)
        if column is not None:
            columns.append(column)
    return tuple(columns)


def _rows(key: str, stated: dict[str, Any], at: Place, faults: MapFaults) -> dict[str, tuple[str, ...]]:
    """Read which rows are of another kind, or which alone are of this one."""
    if key not in stated:
        return {}
    here = (*at, key)
    return {name: faults.texts(values, (*here, name)) for name, values in faults.mapping(stated[key], here).items()}


def _read_as(stated: dict[str, Any], at: Place, faults: MapFaults) -> ReadAs:
    texts = {
        key: faults.text(stated[key], (*at, key))
        for key in ("encoding", "delimiter", "sheet", "records")
        if key in stated
    }
    row = int(faults.number(stated["header_row"], (*at, "header_row"))) if "header_row" in stated else None
    if row is not None and row < 1:
        faults.add((*at, "header_row"), "out-of-range", "must be 1 or more", shown(stated["header_row"]))
    pdf = _pdf(stated["pdf"], (*at, "pdf"), faults) if "pdf" in stated else None
    return ReadAs(texts.get("encoding"), texts.get("delimiter"), row, texts.get("sheet"), texts.get("records"), pdf)


def _pdf(given: object, at: Place, faults: MapFaults) -> PdfTable:
    stated = faults.mapping(given, at, PDF)
    columns = []
    listed = stated.get("columns")
    if not isinstance(listed, list) or not listed:
        faults.add((*at, "columns"), "wrong-kind", "must be a list", shown(listed), "write one entry a column")
        listed = []
    for place, each in enumerate(listed):
        here = (*at, "columns", place)
        one = faults.mapping({"name": each} if isinstance(each, str) else each, here, PDF_COLUMN)
        left, right = (faults.number(one[key], (*here, key)) if key in one else None for key in ("left", "right"))
        words = faults.text(one["words"], (*here, "words")) if "words" in one else ""
        columns.append(PdfColumn(faults.text(one.get("name"), (*here, "name")), left, right, words))
    first = int(faults.number(stated["first_page"], (*at, "first_page"))) if "first_page" in stated else 1
    last = int(faults.number(stated["last_page"], (*at, "last_page"))) if "last_page" in stated else None
    after, before = (faults.text(stated[key], (*at, key)) if key in stated else "" for key in ("after", "before"))
    return PdfTable(tuple(columns), first, last, after, before)
