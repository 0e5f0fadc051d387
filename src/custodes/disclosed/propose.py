"""A first map of a folder: what each file may be and why, five rows as they would be read, what only its user knows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.cell_bytes import same_shape
from custodes.disclosed.clock import ClockAs, read_times
from custodes.disclosed.codes_text import YES_NO, plain_word, read_words
from custodes.disclosed.column_map import ColumnMap, FileMap
from custodes.disclosed.convert import Reading, convert, shown
from custodes.disclosed.folder import files_of
from custodes.disclosed.layout import builtin, canonical, named_after
from custodes.disclosed.numbers_text import read_numbers
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.raw_table import ReadAs
from custodes.disclosed.read import read_file
from custodes.disclosed.read_map import read_layouts
from custodes.disclosed.show_rows import first_rows
from custodes.disclosed.usual_names import bare_name, guessed
from custodes.errors import PrivacyRefused, Refused
from custodes.records.kinds import ABOUT_KIND, KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import RawTable

ROWS_SHOWN: Final = 5
MOST_CODES: Final = 30
"""Values of a column with more different ones are not listed."""

_ZONE_FOR_LOOK: Final = "UTC"
"""Only to show rows: the map asks for the zone."""

_CODE: Final = re.compile(r"[A-Z0-9_]{1,60}", re.ASCII)


@dataclass
class Proposal:
    """What one table may be; its lists grow while it is looked at.

    Attributes
    ----------
    file, sheet : str
        The table.
    header : tuple of str
        Names of its columns.
    kind, layout : str
        What it may be, "" when that is asked; the built-in layout, or "".
    why : str
        Why.
    columns : list of tuple
        For each column of the kind: its name, the file's column, how it is read and why.
    questions : list of str
        What only the user knows.
    lines : list of str
        The entry for map.yaml.
    rows : list of dict
        The first rows as they would be read.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    kind: str = ""
    layout: str = ""
    why: str = ""
    columns: list[tuple[str, str, str, str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    asks_zone: bool = False


def propose(folder: Path, budget: Budget = BUDGET) -> tuple[Proposal, ...]:
    """Look at every file of a folder.

    Parameters
    ----------
    folder : Path
        The folder.
    budget : Budget
        What reading one file may use.

    Returns
    -------
    tuple of Proposal
        One a table.

    Raises
    ------
    Refused
        When the folder cannot be read; ``PrivacyRefused`` when a file tells who somebody is.
    """
    proposals: list[Proposal] = []
    for path, name in files_of(folder, budget):
        try:
            tables = read_file(path, name, ReadAs(), budget)
        except PrivacyRefused:
            raise
        except Refused as refused:
            first = refused.problems[0]
            told = f"{quoted(name)} cannot be read as it is: {first.wrong}; {first.hint}"
            lines = [f"  # {quoted(name)}: {{read: false}}"]
            proposals.append(Proposal(name, "", (), questions=[told], lines=[f"  # ASK: {told}", *lines]))
            continue
        proposals += [_table(raw) for raw in tables]
    return tuple(proposals)


def map_text(proposals: tuple[Proposal, ...]) -> str:
    """Write the map.

    Parameters
    ----------
    proposals : tuple of Proposal
        What was found.

    Returns
    -------
    str
        YAML, with a comment that begins with ``ASK:`` for each question.
    """
    lines = [
        "# What the columns of these files mean. Where a line says ASK, nobody but you can know: answer it by taking",
        "# the mark # away from the line below it, and changing that line if need be.",
    ]
    if any(each.asks_zone for each in proposals):
        lines += [
            "# ASK: some times do not say in which time zone they are. Which is it?",
            "# time_zone: Europe/London",
        ]
    lines += [
        "# ASK: which period are the records about? Without an answer, from the first to the last thing in them.",
        "# period: {from: 2025-01-01, until: 2025-12-31}",
        "files:",
    ]
    by_file: dict[str, list[Proposal]] = {}
    for each in proposals:
        by_file.setdefault(each.file, []).append(each)
    for those in by_file.values():
        lines += _entries(those)
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write a text so that YAML reads it back, on one line.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        In quotes; what cannot be seen is written as a code.
    """
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _entries(those: list[Proposal]) -> list[str]:
    """Write the entries of one file; sheets of a workbook as a list."""
    if len(those) == 1:
        return those[0].lines
    name = quoted(those[0].file)
    lines = [f"  {name}:"]
    for each in those:
        body = [line for line in each.lines[1:] if line.strip()]
        first = next((at for at, line in enumerate(body) if not line.lstrip().startswith("#")), None)
        if first is None:
            lines += [f"    # sheet {quoted(each.sheet)}", *body]
            continue
        lines += body[:first]
        lines.append(f"    - sheet: {quoted(each.sheet)}")
        lines += [f"  {line}" for line in body[first:]]
    return lines


def _table(raw: RawTable) -> Proposal:
    found = Proposal(raw.file, raw.sheet, raw.header)
    found.lines.append(f"  {quoted(raw.file)}:")
    own, public = canonical(raw.file, raw.header), builtin(raw.header, read_layouts())
    if len(own) == 1:
        found.kind, found.why = own[0].kind, "its columns have the names of this kind"
        found.lines.append(f"    kind: {found.kind}  # {found.why}; it needs no entry")
        _try(found, raw, own[0])
    elif not own and len(public) == 1:
        found.layout, found.kind = public[0].name, public[0].table.kind
        found.why = f"its columns are those of the public layout {found.layout}: {public[0].about}"
        found.lines.append(f"    layout: {found.layout}  # {public[0].about}; not verified: {public[0].unverified}")
        _try(found, raw, public[0].table.within(raw.header))
    elif own or public:
        names = [each.kind for each in own] or [each.name for each in public]
        key = "kind" if own else "layout"
        _ask(found, f"its columns fit {' and '.join(names)} alike; which is it?", [f"    {key}: {names[0]}"])
        found.lines.append("    read: false  # until the question is answered; then take this line out")
    else:
        _by_names(found, raw)
    return found


def _ask(found: Proposal, question: str, lines: list[str]) -> None:
    """Put a question, and an answer that could be given, into the map."""
    found.questions.append(question)
    indent = re.match(" *", lines[0])[0] if lines else "    "  # type: ignore[index]
    found.lines.append(f"{indent}# ASK: {question}")
    found.lines += [f"{indent}# {line.strip()}" for line in lines]


def _by_names(found: Proposal, raw: RawTable) -> None:
    """Propose a kind by the usual names of columns."""
    kinds = _likely(raw)
    if len(kinds) != 1:
        known = ", ".join(kinds or KINDS)
        wide = "; ".join(f"{kind}: {ABOUT_KIND[kind]}" for kind in kinds or KINDS)
        found.lines.append("    read: false  # until the question below is answered; then take this line out")
        names = ", ".join(quoted(name) for name in raw.header[:40])
        found.lines.append(f"    # its columns: {names}")
        _ask(found, f"what does it hold? One of {known} ({wide})", ["    kind: ..."])
        return
    kind = kinds[0]
    found.kind = kind
    guesses = guessed(kind, raw.header)
    found.why = f"{len(guesses)} of its columns have usual names of this kind"
    found.lines += [f"    kind: {kind}  # {found.why}", "    columns:"]
    columns = []
    for name, (column, why) in guesses.items():
        read = _column(found, raw, name, column, why)
        if read is not None:
            columns.append(read)
    for name, about in KINDS[kind].items():
        if about.needed and name not in guesses:
            _ask(found, f"which column is {name} ({about.about})? It is needed", [f"      {name}: ..."])
    left = [name for name in raw.header if name not in {column for column, _ in guesses.values()}]
    if left:
        found.lines.append(f"    # not read: {', '.join(quoted(name) for name in left)}")
    _try(found, raw, FileMap(kind, tuple(columns)), told=True)


def _likely(raw: RawTable) -> list[str]:
    """Find the kinds that a header's usual names speak for; the best, or several that are as good."""
    marks = {}
    for kind, fields in KINDS.items():
        names = guessed(kind, raw.header)
        needed = [name for name, about in fields.items() if about.needed]
        got = sum(name in names for name in needed)
        if (got == len(needed) or named_after(raw.file, kind)) and len(names) > 1:
            marks[kind] = (named_after(raw.file, kind), len(names), len(needed))
    best = max(marks.values(), default=None)
    return [kind for kind, mark in marks.items() if mark == best]


def _column(found: Proposal, raw: RawTable, name: str, column: str, why: str) -> ColumnMap | None:
    """Propose how a column is read; None when that is asked."""
    about = KINDS[found.kind][name]
    cells = [batch.column(raw.header.index(column)) for batch in raw.batches]
    where = Where(shown(raw), raw.rows, column)
    plain = f"      {name}: {quoted(column)}"
    if about.type == "time":
        return _time(found, name, column, why, cells, where)
    if about.type in {"code", "yes_no"}:
        return _code(found, name, column, why, cells)
    if about.type == "number":
        numbers = read_numbers(cells, where)
        bad = int(np.count_nonzero(numbers.bad))
        if bad:
            told = f"{bad:,} cells of {quoted(column)} are no plain numbers; how are they written?"
            _ask(found, told, [f'      {name}: {{column: {quoted(column)}, decimal: ",", thousands: "."}}'])
            return None
        if about.unit == "ratio" and np.nanmax(numbers.values, initial=0.0) > 1:
            told = f"{quoted(column)} goes above 1; is it per cent?"
            _ask(found, told, [f"      {name}: {{column: {quoted(column)}, times: 0.01}}"])
            return None
        unit = about.unit if about.unit != "1" else "a number"
        return _told(found, plain, ColumnMap(name, (column,)), f"number [{unit}]", why)
    return _told(found, plain, ColumnMap(name, (column,)), _READ[about.type], why)


_READ: Final = {
    "id": "id, replaced by a number",
    "label": "name of a group or thing",
    "presence": "only whether something is written",
}


def _told(found: Proposal, line: str, column: ColumnMap, how: str, why: str) -> ColumnMap:
    found.columns.append((column.name, column.columns[0], how, why))
    found.lines.append(f"{line}  # {why}; {how}")
    return column


def _time(  # noqa: PLR0913, PLR0917 - one column
    found: Proposal, name: str, column: str, why: str, cells: list[Any], where: Where
) -> ColumnMap | None:
    clock = bare_name(column)[1]
    zone = "UTC" if clock == "utc" else ""
    plain = f"      {name}: {quoted(column)}"
    try:
        times = read_times((cells,), ClockAs("", zone or _ZONE_FOR_LOOK), where)
        bad = int(np.count_nonzero(times.bad))
    except Refused as refused:
        form = _format(cells)
        told = f"{quoted(column)}: {refused.problems[0].wrong}; how is it written?"
        _ask(found, told, [f"      {name}: {{column: {quoted(column)}, format: {quoted(form)}}}"])
        found.asks_zone |= not zone
        return None
    if bad:
        told = f"{bad:,} cells of {quoted(column)} are no times that prove how they are written; what is the format?"
        _ask(found, told, [f"      {name}: {{column: {quoted(column)}, format: {quoted(_format(cells))}}}"])
        found.asks_zone |= not zone
        return None
    if _needs_zone(cells, where) and not zone:
        found.asks_zone = True
        return _told(found, plain, ColumnMap(name, (column,)), "time, in the zone that time_zone says", why)
    order = next((note.text.split(": ", 1)[1] for note in times.notes if note.code == "date-order"), "")
    how = f"time; {order}" if order else "time"
    if zone:
        line = f"      {name}: {{column: {quoted(column)}, zone: UTC}}"
        return _told(found, line, ColumnMap(name, (column,), zone=zone), f"{how}, in UTC as its name says", why)
    return _told(found, plain, ColumnMap(name, (column,)), how, why)


def _needs_zone(cells: list[Any], where: Where) -> bool:
    try:
        read_times((cells,), ClockAs(), where)
    except Refused as refused:
        return refused.problems[0].code == "no-time-zone"
    return False


def _format(cells: list[Any]) -> str:
    """Write the commonest shape of a column as a format, day first; a proposal that the user is asked about."""
    counts: dict[str, int] = {}
    for batch in cells:
        for rows, _, shape in same_shape(batch):
            counts[shape.strip()] = counts.get(shape.strip(), 0) + len(rows)
    shape = max(counts, key=lambda each: counts[each], default="")
    form = re.sub(r"^99?([-/. ])99?\1(9999|99)", lambda m: f"%d{m[1]}%m{m[1]}{'%Y' if m[2] == '9999' else '%y'}", shape)
    form = re.sub(r"^9999([-/.])99?\1 ?99?", r"%Y\1%m\1%d", form)
    form = re.sub(r"99?:99:99", "%H:%M:%S", form)
    form = re.sub(r"99?:99", "%H:%M", form)
    return form if "9" not in form and form.count("%") > 1 and form.isascii() else "%d/%m/%Y %H:%M"


def _code(found: Proposal, name: str, column: str, why: str, cells: list[Any]) -> ColumnMap | None:
    """Propose a column of codes; ask what a word means that is not one of the kind's own."""
    about = KINDS[found.kind][name]
    known = {**(YES_NO if about.type == "yes_no" else {}), **dict.fromkeys(about.codes, 0)}
    words = read_words(cells)
    strange = [text for text in words.texts if plain_word(text) not in known]
    plain = f"      {name}: {quoted(column)}"
    if not strange:
        how = "yes or no" if about.type == "yes_no" else "code"
        return _told(found, plain, ColumnMap(name, (column,)), how, why)
    may_be = ", ".join(about.codes) if about.type == "code" else "true, false"
    # Values are listed only when they are few, come back, and look like codes: they could be words about somebody.
    repeated = len(words.texts) <= MOST_CODES and len(words.texts) * 2 <= np.count_nonzero(words.which >= 0)
    listed = sorted(text for text in strange if _CODE.fullmatch(text)) if repeated else []
    told = (
        f"what do {len(strange):,} values of {quoted(column)} mean? Each is one of {may_be}, or null for none of these"
    )
    first = about.codes[0] if about.codes else "true"
    codes = ", ".join(f"{quoted(text)}: {first}" for text in listed) or f'"VALUE": {first}'
    _ask(found, told, [f"      {name}: {{column: {quoted(column)}, codes: {{{codes}}}}}"])
    return None


def _try(found: Proposal, raw: RawTable, table: FileMap, *, told: bool = False) -> None:
    """Read the table as proposed, and show its first rows; what stops it is a question."""
    if not told:
        for column in table.columns:
            about = KINDS[table.kind][column.name]
            found.columns.append(
                (column.name, " and ".join(column.columns), _READ.get(about.type, about.type), found.why)
            )
    reading = Reading(b"only to show rows", table.zone or _ZONE_FOR_LOOK)
    try:
        converted = convert(raw, table, reading)
    except PrivacyRefused:
        raise
    except Refused as refused:
        for problem in refused.problems:
            _ask(found, f"{problem.path}: {problem.wrong}; {problem.hint}", [])
        return
    if not table.zone and not found.asks_zone:
        found.asks_zone = _asks_zone(raw, table)
    found.rows = first_rows(converted, ROWS_SHOWN)


def _asks_zone(raw: RawTable, table: FileMap) -> bool:
    for column in table.columns:
        if KINDS[table.kind][column.name].type == "time" and not column.zone and len(column.columns) == 1:
            cells = [batch.column(raw.header.index(column.columns[0])) for batch in raw.batches]
            if _needs_zone(cells, Where(shown(raw), raw.rows, column.columns[0])):
                return True
    return False
