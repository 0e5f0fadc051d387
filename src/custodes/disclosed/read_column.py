"""One column of a map: which column of the file it is, and how that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.disclosed.clock_formats import EPOCHS, EXCEL, is_format
from custodes.disclosed.clock_zone import zone_exists
from custodes.disclosed.codes_text import YES_NO, plain_word
from custodes.disclosed.column_map import ColumnMap
from custodes.disclosed.numbers_text import NumbersAs
from custodes.scheme.fault import shown
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.disclosed.map_faults import MapFaults
    from custodes.records.kinds import Field
    from custodes.scheme.fault import Place

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("column",),
    "time": ("column", "date", "time", "format", "zone"),
    "number": ("column", "decimal", "thousands", "times"),
    "yes_no": ("column", "codes"),
    "code": ("column", "codes", "blank"),
    "label": ("column", "codes"),
    "presence": ("column", "nothing"),
}
"""Keys that a column of each type may have."""

FORMAT_HINT: Final = 'such as "%d/%m/%Y %H:%M", or one of iso, epoch-s, epoch-ms, epoch-us, excel-1900, excel-1904'
ZONE_HINT: Final = "write a name of the time zone database, such as Europe/London or UTC"


def read_column(name: str, field: Field, given: object, at: Place, faults: MapFaults) -> ColumnMap | None:
    """Read one column of a map.

    Parameters
    ----------
    name : str
        The column of the kind.
    field : Field
        What it holds.
    given : object
        What the map says: the name of a column, or a mapping.
    at : tuple of str or int
        Keys that lead to it.
    faults : MapFaults
        Gets what is wrong.

    Returns
    -------
    ColumnMap or None
        The column; None when it is faulty.
    """
    before = len(faults.problems)
    if isinstance(given, str):
        return ColumnMap(name, (given,))
    stated = faults.mapping(given, at, KEYS[field.type])
    columns = _columns(stated, at, faults)
    form = faults.text(stated["format"], (*at, "format")) if "format" in stated else ""
    if form and not is_format(form):
        faults.add((*at, "format"), "unknown-time-format", "is not a format of times", form, FORMAT_HINT)
    if len(columns) > 1 and (form in EPOCHS or form in EXCEL):
        hint = "leave it out, or take one column"
        faults.add((*at, "format"), "mixed-forms", "counts date and time in one column", form, hint)
    zone = read_zone(stated["zone"], (*at, "zone"), faults) if "zone" in stated else ""
    codes = _codes(stated["codes"], field, (*at, "codes"), faults) if "codes" in stated else {}
    nothing = faults.texts(stated["nothing"], (*at, "nothing")) if "nothing" in stated else ()
    numbers = _numbers(stated, at, faults) if field.type == "number" else NumbersAs()
    blank = read_column(name, field, stated["blank"], (*at, "blank"), faults) if "blank" in stated else None
    if len(faults.problems) > before:
        return None
    return ColumnMap(name, columns, form, zone, codes, numbers, nothing, blank)


def read_zone(given: object, at: Place, faults: MapFaults) -> str:
    """Read the name of a time zone.

    Parameters
    ----------
    given : object
        What the map says.
    at : tuple of str or int
        Keys that lead to it.
    faults : MapFaults
        Gets what is wrong.

    Returns
    -------
    str
        The zone, or "".
    """
    zone = faults.text(given, at)
    if zone and not zone_exists(zone):
        faults.add(at, "unknown-zone", "is not a time zone", zone, ZONE_HINT)
        return ""
    return zone


def _columns(stated: dict[str, Any], at: Place, faults: MapFaults) -> tuple[str, ...]:
    """Take one column, or a date and a time of day that stand apart."""
    if "date" in stated or "time" in stated:
        if not {"date", "time"} <= stated.keys() or "column" in stated:
            faults.add(at, "mixed-forms", "needs either column, or both date and time")
            return ()
        return faults.text(stated["date"], (*at, "date")), faults.text(stated["time"], (*at, "time"))
    if "column" not in stated:
        faults.add((*at, "column"), "missing-key", "is missing", hint="name the column of the file")
        return ()
    return (faults.text(stated["column"], (*at, "column")),)


def _codes(given: object, field: Field, at: Place, faults: MapFaults) -> dict[str, str]:
    """Read what values mean; null for one that says nothing."""
    meanings = {}
    for value, meaning in faults.mapping(given, at).items():
        if meaning is None:
            meanings[value] = ""
            continue
        word = str(meaning).lower() if isinstance(meaning, bool) else faults.text(meaning, (*at, value))
        if field.type == "yes_no":
            if plain_word(word) not in YES_NO:
                faults.add((*at, value), "unknown-word", "must be true or false", shown(meaning))
            word = plain_word(word)
        elif field.type == "code" and word and word not in field.codes:
            faults.add((*at, value), "unknown-word", "is not a word known here", word, did_you_mean(word, field.codes))
        meanings[value] = word
    return meanings


def _numbers(stated: dict[str, Any], at: Place, faults: MapFaults) -> NumbersAs:
    decimal, thousands = str(stated.get("decimal", ".")), str(stated.get("thousands", ""))
    if decimal not in {".", ","}:
        faults.add((*at, "decimal"), "unknown-word", 'must be "." or ","', shown(decimal))
    if thousands not in {"", ".", ",", " ", "'", "\u00a0", "\u202f"} or thousands == decimal:
        faults.add((*at, "thousands"), "unknown-word", "must be a mark other than that of decimals", shown(thousands))
    times = faults.number(stated["times"], (*at, "times")) if "times" in stated else 1.0
    if times == 0:
        faults.add((*at, "times"), "out-of-range", "must not be 0", shown(stated.get("times")))
    return NumbersAs(decimal, thousands, times)
