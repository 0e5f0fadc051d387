"""The closed list of units, what kind of thing each measures, and its base unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from custodes.errors import refuse
from custodes.units.spelling import closest, did_you_mean

Kind = Literal[
    "ratio",
    "count",
    "people",
    "flow of people",
    "devices",
    "staff",
    "rate",
    "duration",
    "time of day",
    "length",
    "speed",
    "density of households",
    "density of venues",
    "money",
    "exchange rate",
    "standard deviation",
]
"""What a unit measures. Numbers of different kinds never stand in for one another."""

HOURS_A_DAY: Final = 24.0
DAYS_A_WEEK: Final = 7.0
DAYS_A_YEAR: Final = 365.25
DAYS_A_MONTH: Final = DAYS_A_YEAR / 12.0
METRES_A_KILOMETRE: Final = 1000.0


@dataclass(frozen=True)
class Unit:
    """One unit of the closed list.

    Attributes
    ----------
    name : str
        As it is written in a scheme file.
    kind : str
        What it measures.
    base : str
        The unit in which the model counts things of this kind.
    in_base : float
        How many base units one of this unit is.
    whole : bool
        Whether only whole numbers make sense.
    one, many : str
        How a number of it is said: "1 day", "5 days", "5 a day".
    """

    name: str
    kind: Kind
    base: str
    in_base: float
    whole: bool
    one: str
    many: str


def _duration(name: str, hours: float) -> Unit:
    return Unit(name, "duration", "hour", hours, whole=False, one=name, many=f"{name}s")


def _rate(name: str, per_day: float, said: str) -> Unit:
    return Unit(name, "rate", "1/day", per_day, whole=False, one=said, many=said)


def _whole(name: str, kind: Kind, one: str, many: str) -> Unit:
    return Unit(name, kind, name, 1.0, whole=True, one=one, many=many)


def _plain(name: str, kind: Kind, one: str, many: str) -> Unit:
    return Unit(name, kind, name, 1.0, whole=False, one=one, many=many)


_LISTED: Final = (
    _plain("ratio", "ratio", "", ""),
    _whole("count", "count", "", ""),
    _whole("person", "people", "person", "people"),
    Unit(
        "person/year",
        "flow of people",
        "person/day",
        1.0 / DAYS_A_YEAR,
        whole=False,
        one="person a year",
        many="people a year",
    ),
    _whole("device", "devices", "device", "devices"),
    _whole("staff", "staff", "member of staff", "staff"),
    _rate("1/day", 1.0, "a day"),
    _rate("1/week", 1.0 / DAYS_A_WEEK, "a week"),
    _rate("1/year", 1.0 / DAYS_A_YEAR, "a year"),
    _duration("second", 1.0 / 3600.0),
    _duration("minute", 1.0 / 60.0),
    _duration("hour", 1.0),
    _duration("day", HOURS_A_DAY),
    _duration("week", DAYS_A_WEEK * HOURS_A_DAY),
    _duration("month", DAYS_A_MONTH * HOURS_A_DAY),
    _duration("year", DAYS_A_YEAR * HOURS_A_DAY),
    Unit("time of day", "time of day", "hour", 1.0, whole=False, one="", many=""),
    _plain("metre", "length", "metre", "metres"),
    Unit("kilometre", "length", "metre", METRES_A_KILOMETRE, whole=False, one="kilometre", many="kilometres"),
    Unit(
        "km/hour",
        "speed",
        "metre/hour",
        METRES_A_KILOMETRE,
        whole=False,
        one="kilometre an hour",
        many="kilometres an hour",
    ),
    _plain("household/km2", "density of households", "household to the km²", "households to the km²"),
    _plain("venue/km2", "density of venues", "venue to the km²", "venues to the km²"),
    _plain("GBP", "money", "GBP", "GBP"),
    _plain("USD", "money", "USD", "USD"),
    _plain("GBP/USD", "exchange rate", "GBP to the USD", "GBP to the USD"),
    _plain("standard deviation", "standard deviation", "standard deviation", "standard deviations"),
)

UNITS: Final = {unit.name: unit for unit in _LISTED}
"""Every unit that a scheme may use, by name."""

_OFTEN_WRITTEN: Final = {
    "%": "ratio",
    "percent": "ratio",
    "share": "ratio",
    "probability": "ratio",
    "1": "ratio",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "s": "second",
    "sec": "second",
    "secs": "second",
    "d": "day",
    "yr": "year",
    "yrs": "year",
    "m": "metre",
    "meter": "metre",
    "metres": "metre",
    "km": "kilometre",
    "kilometer": "kilometre",
    "kilometres": "kilometre",
    "km/h": "km/hour",
    "kph": "km/hour",
    "households/km2": "household/km2",
    "venues/km2": "venue/km2",
    "people": "person",
    "persons": "person",
    "per day": "1/day",
    "per week": "1/week",
    "per year": "1/year",
    "pounds": "GBP",
    "£": "GBP",
    "dollars": "USD",
    "$": "USD",
    "sd": "standard deviation",
}
"""What people write for a unit that the list has under another name."""


def unit_hint(name: str, admitted: tuple[str, ...] = tuple(UNITS)) -> str:
    """Say which unit was probably meant.

    Parameters
    ----------
    name : str
        What was written for a unit.
    admitted : tuple of str
        The units that would have been right.

    Returns
    -------
    str
        A hint that names the unit meant, or the units that would have been right.
    """
    meant = _OFTEN_WRITTEN.get(name.strip().casefold())
    if meant in admitted:
        return f'did you mean "{meant}"?'
    if closest(name, admitted) is None and len(admitted) == len(UNITS):
        return f"the units are: {', '.join(admitted)}"
    return did_you_mean(name, admitted)


def find_unit(name: str) -> Unit:
    """Look a unit up in the closed list.

    Parameters
    ----------
    name : str
        Its name, such as ``hour`` or ``1/day``.

    Returns
    -------
    Unit
        The unit.

    Raises
    ------
    Refused
        When there is no such unit.
    """
    found = UNITS.get(name)
    if found is None:
        code = "unknown-unit"
        raise refuse(code, "is not a unit of the list", seen=name, hint=unit_hint(name))
    return found


def to_base(number: float, name: str) -> float:
    """Turn a number of a unit into the base unit of its kind.

    Durations become hours, rates 1/day, people a year people a day, lengths metres, speeds metres an hour; everything
    else is unchanged.

    Parameters
    ----------
    number : float
        The number, in the unit `name`.
    name : str
        The unit.

    Returns
    -------
    float
        The number in base units.
    """
    return number * find_unit(name).in_base


def from_base(number: float, name: str) -> float:
    """Turn a number of base units into a unit of the same kind.

    Parameters
    ----------
    number : float
        The number in base units.
    name : str
        The unit wanted.

    Returns
    -------
    float
        The number in the unit `name`.
    """
    return number / find_unit(name).in_base


def convert(number: float, name: str, to: str) -> float:
    """Turn a number of one unit into another unit of the same kind.

    Parameters
    ----------
    number : float
        The number, in the unit `name`.
    name, to : str
        The unit it is in, and the unit wanted.

    Returns
    -------
    float
        The number in the unit `to`.

    Raises
    ------
    Refused
        When the units measure different kinds of things, or are different currencies.
    """
    have, want = find_unit(name), find_unit(to)
    if have.name == want.name:
        return number
    if have.kind != want.kind:
        wrong = f"a {have.kind} cannot stand where a {want.kind} is wanted"
        code = "wrong-unit"
        raise refuse(code, wrong, seen=name, hint=f"give it in {to}")
    if have.kind == "money":
        wrong = "money of one currency cannot stand for money of another without a stated rate"
        code = "mixed-currencies"
        raise refuse(code, wrong, seen=f"{name} for {to}", hint="state the rate")
    return number * (have.in_base / want.in_base)
