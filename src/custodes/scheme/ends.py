"""The ends of a number as it stood in a file, before it is known to be sound."""

from __future__ import annotations

from collections.abc import Mapping

from custodes.scheme.quantity_checks import in_unit
from custodes.units import UNITS


def lowest(raw: object) -> float | None:
    """Find the lowest number that a quantity may be.

    Parameters
    ----------
    raw : object
        The quantity as it stood in the file.

    Returns
    -------
    float or None
        In base units, a time of day as hours after midnight [hour]; None when it cannot be read.
    """
    return _end(raw, "low")


def highest(raw: object) -> float | None:
    """Find the highest number that a quantity may be.

    Parameters
    ----------
    raw : object
        The quantity as it stood in the file.

    Returns
    -------
    float or None
        In base units, a time of day as hours after midnight [hour]; None when it cannot be read.
    """
    return _end(raw, "high")


def _end(raw: object, end: str) -> float | None:
    if not isinstance(raw, Mapping):
        return None
    unit = raw.get("unit")
    number = in_unit(raw.get("value", raw.get(end)), unit)
    if number is None or not isinstance(unit, str) or unit not in UNITS:
        return None
    return number * UNITS[unit].in_base
