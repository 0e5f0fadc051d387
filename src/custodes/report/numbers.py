"""How a number is written: few digits, its unit in words, and two different numbers never look the same."""

from __future__ import annotations

import math
from typing import Final

MINUS: Final = "\u2212"
_MILLION: Final = 1e6
_SMALLEST: Final = 1e-6
_ROUNDS_TO_HUNDRED: Final = 99.5
_MOST: Final = 0.999
"""A ratio above this, and below 1, is only said to be above it [ratio]."""
_LEAST: Final = 1e-5
"""A ratio below this, and above 0, is only said to be below it [ratio]."""
_FLOOR: Final = 0.001
"""The same for the low end of a range that reaches beyond it [ratio]."""
_SHARE_DIGITS: Final = 3
_PENCE_BELOW: Final = 100.0
"""Amounts below this are shown with pence [GBP]."""
_HALF_PENNY: Final = 0.005


def _digits(x: float) -> int:
    """Give the significant figures that a number is worth: three from 100 on, two below."""
    return 3 if abs(x) >= _ROUNDS_TO_HUNDRED else 2


def _rounded(x: float, digits: int) -> tuple[float, int]:
    """Round to significant figures; also give the decimals that show them."""
    if x == 0:
        return 0.0, 0
    decimals = digits - 1 - math.floor(math.log10(abs(x)))
    rounded = round(x, decimals)
    again = digits - 1 - math.floor(math.log10(abs(rounded))) if rounded else 0
    return rounded, max(0, min(decimals, again))


def number(x: float, digits: int | None = None) -> str:
    """Write a number with two or three significant figures.

    Parameters
    ----------
    x : float
        The number, in any unit.
    digits : int, optional
        Significant figures; by default three from 100 on and two below.

    Returns
    -------
    str
        Such as ``1,830``, ``18``, ``0.034``, ``6.3 million``.
    """
    if not math.isfinite(x):
        return "without limit" if x > 0 else "not a number"
    if 0 < abs(x) < _SMALLEST:
        return f"less than {_SMALLEST:.6f}"
    wanted = digits or _digits(x)
    if abs(x) >= _MILLION:
        rounded, decimals = _rounded(x / _MILLION, max(wanted, 2))
        return f"{rounded:,.{decimals}f} million".replace("-", MINUS)
    rounded, decimals = _rounded(x, wanted)
    text = f"{rounded:,.{decimals}f}"
    if float(x).is_integer() and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def percent(x: float, digits: int | None = None) -> str:
    """Write a ratio as a percentage.

    Parameters
    ----------
    x : float
        The ratio, 0 to 1 [ratio].
    digits : int, optional
        Significant figures, at most three.

    Returns
    -------
    str
        Such as ``3.4%``, ``over 99.9%``, ``under 0.001%``.
    """
    if 0 < x < _LEAST:
        return f"under {100 * _LEAST:.3f}%"
    return f"{_of_hundred(x, digits)}%"


def _of_hundred(x: float, digits: int | None) -> str:
    """Write a ratio times 100 in three digits, so that only all of them reads as 100."""
    if _MOST < x < 1:
        return f"over {100 * _MOST:.1f}"
    return number(100 * x, min(digits, _SHARE_DIGITS) if digits else None)


def percent_range(low: float, high: float) -> tuple[str, str]:
    """Write the two ends of a range of ratios as percentages of at most three digits.

    Parameters
    ----------
    low, high : float
        The ends, 0 to 1 [ratio].

    Returns
    -------
    tuple of (str, str)
        Such as ``("under 0.1%", "3.4%")``; the same twice when three digits do not tell them apart.
    """
    if 0 < low < _FLOOR <= high:
        return f"under {100 * _FLOOR:.1f}%", percent(high)
    digits = apart(100 * low, 100 * high)
    return percent(low, digits), percent(high, digits)


def in_people(x: float, digits: int | None = None) -> str:
    """Write a ratio as so many in 100, or in 1,000 and so on when it is small.

    Parameters
    ----------
    x : float
        The ratio, 0 to 1 [ratio].
    digits : int, optional
        Significant figures.

    Returns
    -------
    str
        Such as ``34 in 100`` or ``3.4 in 10,000``.
    """
    if 100 * x > _ROUNDS_TO_HUNDRED:
        return f"{_of_hundred(x, digits)} in 100"
    if 0 < x < 1 / _MILLION:
        return "under 1 in 1,000,000"
    base = 100
    while 0 < x * base < 1 and base < 10**6:
        base *= 10
    return f"{number(x * base, digits)} in {base:,}"


def share(x: float, digits: int | None = None) -> str:
    """Write a ratio both ways, as people and as a percentage.

    Parameters
    ----------
    x : float
        The ratio, 0 to 1 [ratio].
    digits : int, optional
        Significant figures.

    Returns
    -------
    str
        Such as ``34 in 100 (34%)``.
    """
    return f"{in_people(x, digits)} ({percent(x, digits)})"


def money(x: float, digits: int | None = None) -> str:
    """Write an amount of pounds.

    Parameters
    ----------
    x : float
        The amount [GBP].
    digits : int, optional
        Significant figures.

    Returns
    -------
    str
        Such as ``£6.3 million``, ``£1,230``, ``£9.40``.
    """
    sign = MINUS if x < 0 else ""
    size = abs(x)
    if 0 < size < _PENCE_BELOW and digits is None:
        return f"{sign}£{size:,.2f}" if size >= _HALF_PENNY else f"{sign}less than £0.01"
    return f"{sign}£{number(size, digits)}"


def apart(low: float, high: float, digits: int | None = None) -> int | None:
    """Give the significant figures that keep two different numbers different.

    Parameters
    ----------
    low, high : float
        The two numbers, in the same unit.
    digits : int, optional
        Where to start.

    Returns
    -------
    int or None
        None when the ordinary way of writing already tells them apart.
    """
    if low == high or number(low, digits) != number(high, digits):
        return digits
    return next((d for d in range(3, 7) if number(low, d) != number(high, d)), digits)
