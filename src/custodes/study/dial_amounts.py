"""Settings of the dials as they are written: "15min", "500m", "90d"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from custodes.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DIALS: Final = ("interval", "grid", "keep")
"""How often a position is recorded, to which grid it is rounded, how long it is kept."""

_UNITS: Final[Mapping[str, Mapping[str, float]]] = {
    "interval": {"s": 1 / 60, "second": 1 / 60, "min": 1, "minute": 1, "h": 60, "hour": 60},
    "grid": {"m": 1, "metre": 1, "km": 1000, "kilometre": 1000},
    "keep": {"d": 1, "day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25},
}
"""What may be written after a number; in minutes, metres and days."""

MOST: Final[Mapping[str, float]] = {"interval": 720, "grid": 100_000, "keep": 3650}
"""Largest setting of each dial [minute, metre, day]."""

_EXAMPLE: Final[Mapping[str, str]] = {"interval": "15min", "grid": "500m", "keep": "90d"}
_WRITTEN: Final = re.compile(r"(?P<number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))\s*(?P<unit>[a-zA-Z]*)")
_SHORT: Final[Mapping[str, tuple[tuple[float, str, str], ...]]] = {
    "interval": ((60, "h", "hour"), (1, "min", "minute"), (1 / 60, "s", "second")),
    "grid": ((1000, "km", "km"), (1, "m", "m")),
    "keep": ((1, "d", "day"),),
}
_RECORDED: Final = "recorded"
_HAIR: Final = 1e-9


def named(dial: str, amount: float) -> str:
    """Write a setting as it stands in ids and options.

    Parameters
    ----------
    dial : str
        One of DIALS.
    amount : float
        In minutes, metres or days; a grid of 0 is none.

    Returns
    -------
    str
        Such as ``15min``, ``1h``, ``500m``, ``recorded``, ``90d``.
    """
    number, short, _ = _in_words(dial, amount)
    return f"{number:g}{short}" if amount > 0 else _RECORDED


def spoken(dial: str, amount: float) -> str:
    """Write a setting in plain words.

    Parameters
    ----------
    dial : str
        One of DIALS.
    amount : float
        In minutes, metres or days; a grid of 0 is none.

    Returns
    -------
    str
        Such as "15 minutes", "500 m", "as recorded", "2,190 days".
    """
    if amount <= 0:
        return "as recorded"
    number, _, words = _in_words(dial, amount)
    many = "" if abs(number - 1) < _HAIR or words in ("m", "km") else "s"
    return f"{number:,.6g} {words}{many}"


def _in_words(dial: str, amount: float) -> tuple[float, str, str]:
    for size, short, words in _SHORT[dial]:
        number = amount / size
        if number >= 1 - _HAIR and abs(number - round(number)) < _HAIR * number:
            return float(round(number)), short, words
    size, short, words = _SHORT[dial][-2 if dial == "interval" else -1]
    return amount / size, short, words


def amounts_of(dial: str, texts: Sequence[str], problems: list[Problem]) -> Iterator[float]:
    """Read the settings of one dial.

    Parameters
    ----------
    dial : str
        One of DIALS.
    texts : sequence of str
        Each a number with its unit.
    problems : list of Problem
        What cannot be read, and what is out of range, is added.

    Yields
    ------
    float
        In minutes, metres or days.
    """
    units = _UNITS[dial]
    for text in texts:
        found = _WRITTEN.fullmatch(text.strip())
        unit = found["unit"].casefold() if found else ""
        size = units.get(unit) or units.get(unit.removesuffix("s"))
        if found is None:
            yield from _refused(dial, text, problems, "not-a-number", "must be a number with its unit")
        elif size is None:
            yield from _refused(dial, text, problems, "unknown-unit", "has no unit" if not unit else "has a wrong unit")
        elif not 0 < float(found["number"]) * size <= MOST[dial]:
            most = spoken(dial, MOST[dial])
            yield from _refused(dial, text, problems, "out-of-range", f"must be more than 0 and at most {most}")
        elif dial == "keep" and float(found["number"]) * size < 1:
            yield from _refused(dial, text, problems, "out-of-range", "must be a day or more")
        else:
            amount = float(found["number"]) * size
            yield float(round(amount)) if dial == "keep" else amount


def _refused(dial: str, text: str, problems: list[Problem], code: str, wrong: str) -> Iterator[float]:
    hint = f"write it like {_EXAMPLE[dial]}; several with commas between them"
    problems.append(Problem("", 0, dial, wrong, repr(text[:40]), hint, code))
    yield from ()


def out_of_range(dial: str, amount: float, *, code: str, wrong: str, hint: str) -> Problem:
    """Say why a setting cannot be derived.

    Parameters
    ----------
    dial : str
        One of DIALS.
    amount : float
        In minutes, metres or days.
    code, wrong, hint : str
        As in `Problem`.

    Returns
    -------
    Problem
        With the setting as what was seen.
    """
    return Problem("", 0, dial, wrong, named(dial, amount), hint, code)
