"""What can be wrong with a number in a scheme file."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from custodes.scheme.distribution import NEEDS_MID, beta_shape
from custodes.scheme.fault import Fault, shown
from custodes.units import UNITS, hours_after_midnight, is_time_of_day, unit_hint
from custodes.units.time_of_day import PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.scheme.part import Raw

NUMBERS: Final = ("value", "low", "mid", "high")
RANGE_KEYS: Final = ("low", "mid", "high", "distribution")
_WITH_WORD: Final = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<word>[^0-9].*)")
_WITH_OFFSET: Final = re.compile(
    r"(?P<clock>[0-2][0-9]:[0-5][0-9])(?::[0-9]{2})?\s*(?:Z|[A-Z]{3,4}|[+-][0-9]{2}:?[0-9]{2})"
)
FIRST_PRICE_YEAR: Final = 1990
LAST_PRICE_YEAR: Final = 2100


def as_number(given: object) -> float | None:
    """Take a number from what stood in the file.

    Parameters
    ----------
    given : object
        What stood in the file.

    Returns
    -------
    float or None
        The number, or None when it is not a finite number.
    """
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    try:
        number = float(given)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def in_unit(given: object, unit: object) -> float | None:
    """Take a number from what stood in the file, a time of day as hours after midnight.

    Parameters
    ----------
    given : object
        What stood in the file.
    unit : object
        What stood there as its unit.

    Returns
    -------
    float or None
        The number in its unit, or None when it is none.
    """
    if unit == "time of day":
        return hours_after_midnight(given) if isinstance(given, str) and is_time_of_day(given) else None
    return as_number(given)


def _number_or_clock(given: Any) -> float | str:  # noqa: ANN401
    if isinstance(given, str):
        return given
    number = as_number(given)
    if number is not None:
        return number
    not_finite = isinstance(given, int | float) and not isinstance(given, bool)
    wrong = "must be a finite number" if not_finite else "must be a number"
    texts = {"wrong": wrong, "seen": shown(given), "hint": "write a plain number; its unit stands under unit"}
    code = "not-a-number"
    raise PydanticCustomError(code, "{wrong}", texts)


Number = Annotated[
    float | str,
    PlainValidator(_number_or_clock),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": PATTERN}]}),
]
"""A finite number, or a time of day as text."""


def number_faults(raw: Raw) -> Iterator[Fault]:
    """Tell everything that is wrong with one stated number or range.

    Parameters
    ----------
    raw : mapping
        The quantity as it stood in the file.

    Yields
    ------
    Fault
        One thing that is wrong.
    """
    yield from _form(raw)
    unit = raw.get("unit")
    if isinstance(unit, str) and unit not in UNITS:
        yield Fault(("unit",), "unknown-unit", "is not a unit of the list", unit, unit_hint(unit))
        return
    if isinstance(unit, str):
        yield from _written(raw, unit)
        yield from _price_year(raw, unit)
        yield from _order(raw, unit)
        yield from _shape(raw, unit)


def _form(raw: Raw) -> Iterator[Fault]:
    stated = [key for key in RANGE_KEYS if raw.get(key) is not None]
    if raw.get("value") is not None:
        if stated:
            seen = f"value and {', '.join(stated)}"
            yield Fault((), "mixed-forms", "is a single value and a range at once", seen, "keep one of the two")
        return
    if not stated:
        if "value" not in raw:
            yield Fault((), "missing-key", "states no number", hint="state value, or low, high and distribution")
        else:
            yield Fault(("value",), "not-a-number", "must be a number", "nothing", "state it; nothing has a default")
        return
    needed = ["low", "high", "distribution"]
    if any(raw.get("distribution") == shape for shape in NEEDS_MID):
        needed.append("mid")
    for key in needed:
        if raw.get(key) is None:
            hint = "a range needs low, high and distribution; triangular, pert and beta need mid too"
            yield Fault((key,), "missing-key", "is missing", hint=hint)


def _written(raw: Raw, unit: str) -> Iterator[Fault]:
    for key in NUMBERS:
        given = raw.get(key)
        if given is None:
            continue
        if unit == "time of day":
            if not is_time_of_day(given):
                yield Fault((key,), "bad-time-of-day", "is not a time of day", shown(given), _clock_hint(given))
        elif isinstance(given, str):
            yield Fault((key,), "not-a-number", "must be a number, not text", shown(given), _plain_number_hint(given))
        elif UNITS[unit].whole and key != "mid":
            number = as_number(given)
            if number is not None and number != round(number):
                yield Fault((key,), "not-whole", f"must be a whole number of {UNITS[unit].many or unit}", shown(given))


def _clock_hint(given: object) -> str:
    """Say how a time of day is to be written."""
    offset = _WITH_OFFSET.fullmatch(given) if isinstance(given, str) else None
    if offset is None:
        return 'write "HH:MM" in quotes, from "00:00" to "24:00"'
    return f'write "{offset["clock"]}": times are local, and the clocks do not change, so that a day has 24 hours'


def _plain_number_hint(given: str) -> str:
    """Say how a number with a word behind it is to be written."""
    parts = _WITH_WORD.fullmatch(given.strip())
    if parts is None:
        return "write a plain number; its unit stands under unit"
    number, word = parts["number"], parts["word"]
    if word == "%":
        return f"{number}% is written {float(number) / 100.0:g}"
    return f"write {number} here, and its unit under unit; {unit_hint(word)}"


def _price_year(raw: Raw, unit: str) -> Iterator[Fault]:
    year = raw.get("price_year")
    if UNITS[unit].kind != "money":
        if year is not None:
            yield Fault(("price_year",), "unknown-key", "only money has a price year", shown(year), "take it out")
        return
    if year is None:
        hint = "state the year whose prices these are"
        yield Fault(("price_year",), "missing-key", "is missing", hint=hint)
    elif isinstance(year, int) and not FIRST_PRICE_YEAR <= year <= LAST_PRICE_YEAR:
        wrong = f"must be a year from {FIRST_PRICE_YEAR} to {LAST_PRICE_YEAR}"
        yield Fault(("price_year",), "out-of-range", wrong, shown(year))


def _order(raw: Raw, unit: str) -> Iterator[Fault]:
    stated = [(key, in_unit(raw.get(key), unit)) for key in ("low", "mid", "high")]
    known = [(key, number) for key, number in stated if number is not None]
    for (lower, less), (upper, more) in pairwise(known):
        if less > more:
            seen = f"{lower} {shown(raw[lower])}, {upper} {shown(raw[upper])}"
            hint = "put low, mid and high in rising order"
            if unit == "time of day":
                hint += "; a range of times of day cannot cross midnight, but may end at 24:00"
            yield Fault((upper,), "disorder", f"{lower} is above {upper}", seen, hint)


def _shape(raw: Raw, unit: str) -> Iterator[Fault]:
    low, mid, high = (in_unit(raw.get(key), unit) for key in ("low", "mid", "high"))
    if raw.get("distribution") == "loguniform" and low is not None and low <= 0.0:
        hint = "use uniform, or a low above 0"
        yield Fault(("low",), "bad-shape", "must be above 0 for a loguniform range", shown(raw["low"]), hint)
    if raw.get("distribution") != "beta":
        return
    if unit != "ratio":
        yield Fault(("distribution",), "bad-shape", "a beta distribution is for ratios only", unit, "use pert")
    elif low is not None and mid is not None and high is not None and low < high:
        inside = 0.0 < mid < 1.0
        if not inside or min(beta_shape(low, mid, high)) <= 0.0:
            wrong = "no beta distribution has this mean and this range"
            hint = "narrow the range, keep mid between 0 and 1, or use pert"
            yield Fault(("mid",), "bad-shape", wrong, f"{low:g}, {mid:g}, {high:g}", hint)
