"""Values of what a threshold varies, and answers, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import short
from custodes.report.quantities import in_words
from custodes.scheme.wording import range_said, said
from custodes.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.study.threshold import Threshold
    from custodes.study.threshold_axis import Axis

_DIGITS: Final = 3
_MOST_DIGITS: Final = 8


def rounded(x: float) -> float:
    """Round a number to three significant figures.

    Parameters
    ----------
    x : float
        Any number.

    Returns
    -------
    float
        Of the same unit.
    """
    return float(f"{x:.{_DIGITS}g}")


def amount(axis: Axis, x: float) -> str:
    """Write a value of what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.
    x : float
        The value [unit of the axis].

    Returns
    -------
    str
        With its unit, such as ``1.2%`` or ``4 staff``.
    """
    if axis.is_effect:
        return _effect(x, _DIGITS)
    return said(_shown(axis, x), axis.unit, as_share=axis.share)


def _effect(x: float, digits: int) -> str:
    size = abs(float(f"{x:.{digits}g}"))
    if size == 0.0:
        return "no difference"
    return f"{size:.{digits}g} percentage {'point' if size == 1.0 else 'points'} {'lower' if x < 0.0 else 'higher'}"


def _shown(axis: Axis, x: float) -> float:
    return x if axis.step > 0.0 else rounded(x)


def amounts(axis: Axis, low: float, high: float) -> str:
    """Write a range of what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.
    low, high : float
        Its ends [unit of the axis].

    Returns
    -------
    str
        Such as ``0.8% to 1.9%``.
    """
    if axis.is_effect:
        return f"{amount(axis, low)} to {amount(axis, high)}"
    return range_said(_shown(axis, low), None, _shown(axis, high), axis.unit, as_share=axis.share)


def varied(axis: Axis) -> str:
    """Say what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.

    Returns
    -------
    str
        A phrase, such as "part of the tries in which the wearer's own face is not matched (watch)".
    """
    if axis.is_effect:
        return f"how many more or fewer people abscond within {axis.within}"
    words = in_words(axis.path)
    owner, colon, rest = words.partition(": ")
    return f"{rest} ({owner})" if colon and rest else words


def apart(axis: Axis, values: Sequence[float]) -> tuple[str, ...]:
    """Write values with as many digits as tell them from each other.

    Parameters
    ----------
    axis : Axis
        What is varied.
    values : sequence of float
        Different values [unit of the axis].

    Returns
    -------
    tuple of str
        Each with its unit.
    """
    if axis.step > 0.0:
        return tuple(amount(axis, x) for x in values)
    digits = next(
        (d for d in range(_DIGITS, _MOST_DIGITS) if len({f"{x:.{d}g}" for x in values}) == len(values)), _MOST_DIGITS
    )
    if digits == _DIGITS:
        return tuple(amount(axis, x) for x in values)
    if axis.is_effect:
        return tuple(_effect(x, digits) for x in values)
    unit = find_unit(axis.unit)
    times = 100.0 if axis.share else 1.0
    before, after = (f"{axis.unit} ", "") if unit.kind == "money" else ("", "%" if axis.share else f" {unit.many}")
    return tuple(f"{before}{float(f'{x:.{digits}g}') * times:.10g}{after}".rstrip() for x in values)


def written(threshold: Threshold, x: float) -> str:
    """Write an answer without the name of its unit.

    Parameters
    ----------
    threshold : Threshold
        The search.
    x : float
        The answer.

    Returns
    -------
    str
        Such as ``4.9%``.
    """
    return short(x, threshold.unit, _DIGITS)
