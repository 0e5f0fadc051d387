"""Numbers in plain words."""

from __future__ import annotations

import math
from typing import Final

from custodes.units import clock_text, find_unit

DIGITS: Final = 4
"""Significant digits of a number that is not whole."""


def number_text(number: float) -> str:
    """Write a number without needless digits.

    Parameters
    ----------
    number : float
        A finite number.

    Returns
    -------
    str
        With commas between thousands; at most four significant digits after a decimal point.
    """
    if number == round(number):
        return f"{round(number):,}"
    places = max(0, DIGITS - 1 - math.floor(math.log10(abs(number))))
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(number: float, unit: str, *, as_share: bool = True) -> str:
    """Write a number with its unit.

    Parameters
    ----------
    number : float
        The number, in `unit`; for a time of day, hours after midnight.
    unit : str
        A unit of the closed list.
    as_share : bool
        Whether a ratio is a share of something, to be said as a percentage.

    Returns
    -------
    str
        Such as ``5 a day``, ``2%``, ``07:30`` or ``GBP 6,000,000``.
    """
    found = find_unit(unit)
    if found.kind == "time of day":
        return clock_text(number)
    if found.kind == "money":
        return f"{unit} {number_text(number)}"
    if found.kind == "ratio" and as_share:
        return f"{number_text(round(number * 100.0, 10))}%"
    word = found.one if number == 1.0 else found.many
    return f"{number_text(number)} {word}".rstrip()


def range_said(low: float, mid: float | None, high: float, unit: str, *, as_share: bool = True) -> str:
    """Write a range with its unit, said once.

    Parameters
    ----------
    low, mid, high : float
        The range, in `unit`; mid may be None.
    unit : str
        A unit of the closed list.
    as_share : bool
        Whether a ratio is a share of something, to be said as percentages.

    Returns
    -------
    str
        Such as ``365 to 730 days`` or ``500 days (365 to 730)``.
    """
    kind = find_unit(unit).kind
    first, last, middle = (
        said(number, unit, as_share=as_share) if number is not None else "" for number in (low, high, mid)
    )
    if kind == "money":
        last = number_text(high)
        first = number_text(low) if middle else first
    elif kind != "time of day" and not (kind == "ratio" and as_share):
        first = number_text(low)
        last = number_text(high) if middle else last
    ends = f"{first} to {last}"
    return f"{middle} ({ends})" if middle else ends
