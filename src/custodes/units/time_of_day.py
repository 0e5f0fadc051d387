"""Times of day: written ``HH:MM``, counted in hours after midnight."""

from __future__ import annotations

import re
from typing import Final

from custodes.errors import refuse

HOURS_A_DAY: Final = 24.0
MINUTES_AN_HOUR: Final = 60
PATTERN: Final = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"
"""What a time of day looks like; 24:00 is the end of the day."""


def is_time_of_day(text: object) -> bool:
    """Tell whether something is a time of day, written ``HH:MM``.

    Parameters
    ----------
    text : object
        What was written.

    Returns
    -------
    bool
        True for ``00:00`` to ``24:00``.
    """
    return isinstance(text, str) and re.fullmatch(PATTERN, text) is not None


def hours_after_midnight(text: str) -> float:
    """Turn a time of day into hours after midnight.

    Parameters
    ----------
    text : str
        Such as ``07:30``; ``24:00`` is the end of the day.

    Returns
    -------
    float
        Hours after midnight [hour].

    Raises
    ------
    Refused
        When the text is not a time of day.
    """
    if not is_time_of_day(text):
        code = "bad-time-of-day"
        raise refuse(code, "is not a time of day", seen=text, hint='write "HH:MM", such as "07:30"')
    return int(text[:2]) + int(text[3:]) / MINUTES_AN_HOUR


def clock_text(time_h: float) -> str:
    """Write hours after midnight as a time of day, to the nearest minute.

    Parameters
    ----------
    time_h : float
        Hours after midnight [hour], from 0 to 24.

    Returns
    -------
    str
        The time of day as ``HH:MM``.
    """
    if not 0.0 <= time_h <= HOURS_A_DAY:
        code = "bad-time-of-day"
        raise refuse(code, "is not within one day", seen=f"{time_h:g} h", hint="hours run from 0 to 24")
    minutes = round(time_h * MINUTES_AN_HOUR)
    return f"{minutes // MINUTES_AN_HOUR:02d}:{minutes % MINUTES_AN_HOUR:02d}"
