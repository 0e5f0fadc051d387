"""Beginnings of months, at which an audit looks how things stood."""

from __future__ import annotations

from datetime import UTC, datetime


def month_starts(start_s: float, end_s: float) -> list[float]:
    """List the beginnings of months in a period.

    Parameters
    ----------
    start_s, end_s : float
        The period [second].

    Returns
    -------
    list of float
        00:00 UTC of the first of each month after the start and before the end [second].
    """
    found: list[float] = []
    when = datetime.fromtimestamp(start_s, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while when.timestamp() < end_s:
        if when.timestamp() > start_s:
            found.append(when.timestamp())
        when = when.replace(year=when.year + when.month // 12, month=when.month % 12 + 1)
    return found
