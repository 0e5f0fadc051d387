"""A first map of a folder: what each file may be and why, five rows as they would be read, what only its user knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.column_map import FileMap
from custodes.disclosed.convert import Reading, convert, shown
from custodes.disclosed.folder import files_of
from custodes.disclosed.layout import builtin, canonical, layouts, named_after
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.proposal import Proposal, ask, quoted
from custodes.disclosed.propose_column import READ, ZONE_FOR_LOOK, needs_zone, propose_column
from custodes.disclosed.raw_table import ReadAs
from custodes.disclosed.read import read_file
from custodes.disclosed.show_rows import first_rows
from custodes.disclosed.usual_names import guessed
from custodes.errors import PrivacyRefused, Refused
from custodes.records.kinds import ABOUT_KIND, KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import RawTable

ROWS_SHOWN: Final = 5


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
    own = canonical(raw.file, raw.header)
    public = () if own else builtin(raw.header, layouts())
    if len(own) == 1:
        found.kind, found.why = own[0].kind, "its columns have the names of this kind"
        found.lines.append(f"    kind: {found.kind}  # {found.why}; it needs no entry")
        _try(found, raw, own[0])
    elif len(public) == 1:
        found.layout, found.kind = public[0].name, public[0].table.kind
        found.why = f"its columns are those of the public layout {found.layout}: {public[0].about}"
        found.lines.append(f"    layout: {found.layout}  # {public[0].about}; not verified: {public[0].unverified}")
        _try(found, raw, public[0].table.within(raw.header))
    elif own or public:
        names = [each.kind for each in own] or [each.name for each in public]
        key = "kind" if own else "layout"
        ask(found, f"its columns fit {' and '.join(names)} alike; which is it?", [f"    {key}: {names[0]}"])
        found.lines.append("    read: false  # until the question is answered; then take this line out")
    else:
        _by_names(found, raw)
    return found


def _by_names(found: Proposal, raw: RawTable) -> None:
    """Propose a kind by the usual names of columns."""
    kinds = _likely(raw)
    if len(kinds) != 1:
        known = ", ".join(kinds or KINDS)
        wide = "; ".join(f"{kind}: {ABOUT_KIND[kind]}" for kind in kinds or KINDS)
        found.lines.append("    read: false  # until the question below is answered; then take this line out")
        names = ", ".join(quoted(name) for name in raw.header[:40])
        found.lines.append(f"    # its columns: {names}")
        ask(found, f"what does it hold? One of {known} ({wide})", ["    kind: ..."])
        return
    kind = kinds[0]
    found.kind = kind
    guesses = guessed(kind, raw.header)
    found.why = f"{len(guesses)} of its columns have usual names of this kind"
    found.lines += [f"    kind: {kind}  # {found.why}", "    columns:"]
    columns = []
    for name, (column, why) in guesses.items():
        read = propose_column(found, raw, name, column, why)
        if read is not None:
            columns.append(read)
    for name, about in KINDS[kind].items():
        if about.needed and name not in guesses:
            ask(found, f"which column is {name} ({about.about})? It is needed", [f"      {name}: ..."])
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
            marks[kind] = (named_after(raw.file, kind), len(names))
    best = max(marks.values(), default=None)
    return [kind for kind, mark in marks.items() if mark == best]


def _try(found: Proposal, raw: RawTable, table: FileMap, *, told: bool = False) -> None:
    """Read the table as proposed, and show its first rows; what stops it is a question."""
    if not told:
        for column in table.columns:
            about = KINDS[table.kind][column.name]
            found.columns.append(
                (column.name, " and ".join(column.columns), READ.get(about.type, about.type), found.why)
            )
    reading = Reading(b"only to show rows", table.zone or ZONE_FOR_LOOK)
    try:
        converted = convert(raw, table, reading)
    except PrivacyRefused:
        raise
    except Refused as refused:
        for problem in refused.problems:
            ask(found, f"{problem.path}: {problem.wrong}; {problem.hint}", [])
        return
    if not table.zone and not found.asks_zone:
        found.asks_zone = _asks_zone(raw, table)
    found.rows = first_rows(converted, ROWS_SHOWN)


def _asks_zone(raw: RawTable, table: FileMap) -> bool:
    for column in table.columns:
        if KINDS[table.kind][column.name].type == "time" and not column.zone and len(column.columns) == 1:
            cells = [batch.column(raw.header.index(column.columns[0])) for batch in raw.batches]
            if needs_zone(cells, Where(shown(raw), raw.rows, column.columns[0])):
                return True
    return False
