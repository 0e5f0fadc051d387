"""How one column of a file may be read: proposed where the column proves it, asked where it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.disclosed.cell_bytes import same_shape
from custodes.disclosed.clock import ClockAs, read_times
from custodes.disclosed.codes_text import YES_NO, plain_word, read_words
from custodes.disclosed.column_map import ColumnMap
from custodes.disclosed.convert import shown
from custodes.disclosed.numbers_text import read_numbers
from custodes.disclosed.place_in_file import Where
from custodes.disclosed.proposal import ask, quoted
from custodes.disclosed.usual_names import bare_name
from custodes.errors import Refused
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from custodes.disclosed.proposal import Proposal
    from custodes.disclosed.raw_table import RawTable

MOST_CODES: Final = 30
"""Values of a column with more different ones are not listed."""

ZONE_FOR_LOOK: Final = "UTC"
"""Only to show rows: the map asks for the zone."""

_CODE: Final = re.compile(r"[A-Z0-9_]{1,60}", re.ASCII)


def propose_column(found: Proposal, raw: RawTable, name: str, column: str, why: str) -> ColumnMap | None:
    """Propose how a column is read.

    Parameters
    ----------
    found : Proposal
        Gets the line of the map, or the question.
    raw : RawTable
        The table.
    name, column : str
        The column of the kind, and that of the file.
    why : str
        Why it may be.

    Returns
    -------
    ColumnMap or None
        How it is read; None when that is asked.
    """
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
            ask(found, told, [f'      {name}: {{column: {quoted(column)}, decimal: ",", thousands: "."}}'])
            return None
        if about.unit == "ratio" and np.nanmax(numbers.values, initial=0.0) > 1:
            told = f"{quoted(column)} goes above 1; is it per cent?"
            ask(found, told, [f"      {name}: {{column: {quoted(column)}, times: 0.01}}"])
            return None
        unit = about.unit if about.unit != "1" else "a number"
        return _told(found, plain, ColumnMap(name, (column,)), f"number [{unit}]", why)
    return _told(found, plain, ColumnMap(name, (column,)), READ[about.type], why)


READ: Final = {
    "id": "id, replaced by a number",
    "label": "name of a group or thing",
    "presence": "only whether something is written",
}
"""How columns of some types are read, in words."""


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
        times = read_times((cells,), ClockAs("", zone or ZONE_FOR_LOOK), where)
        bad = int(np.count_nonzero(times.bad))
    except Refused as refused:
        form = _format(cells)
        told = f"{quoted(column)}: {refused.problems[0].wrong}; how is it written?"
        line = f"      {name}: {{column: {quoted(column)}, format: {quoted(form)}}}"
        other = form.replace("%d/%m", "%m/%d")
        ask(found, told, [line if other == form else f"{line}  # or {quoted(other)}"])
        found.asks_zone |= not zone
        return None
    if bad:
        told = f"{bad:,} cells of {quoted(column)} are no times that prove how they are written; what is the format?"
        ask(found, told, [f"      {name}: {{column: {quoted(column)}, format: {quoted(_format(cells))}}}"])
        found.asks_zone |= not zone
        return None
    if needs_zone(cells, where) and not zone:
        found.asks_zone = True
        return _told(found, plain, ColumnMap(name, (column,)), "time, in the zone that time_zone says", why)
    order = next((note.text for note in times.notes if note.code == "date-order"), "")
    how = f"time; {order}" if order else "time"
    if zone:
        line = f"      {name}: {{column: {quoted(column)}, zone: UTC}}"
        return _told(found, line, ColumnMap(name, (column,), zone=zone), f"{how}, in UTC as its name says", why)
    return _told(found, plain, ColumnMap(name, (column,)), how, why)


def needs_zone(cells: list[Any], where: Where) -> bool:
    """Tell whether times of a column can only be read when a zone is stated.

    Parameters
    ----------
    cells : list of pyarrow string arrays
        The column.
    where : Where
        Its place.

    Returns
    -------
    bool
        Whether it does.
    """
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
    many = "the value" if len(strange) == 1 else f"{len(strange):,} values"
    told = f"what is meant by {many} of {quoted(column)}? Each is one of {may_be}, or null for none of these"
    # A question mark is no meaning, so that an answer that was not given is refused.
    codes = ", ".join(f'{quoted(text)}: "?"' for text in listed) or '"VALUE": "?"'
    ask(found, told, [f"      {name}: {{column: {quoted(column)}, codes: {{{codes}}}}}"])
    return None
