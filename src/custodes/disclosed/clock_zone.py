"""Times of a wall clock to UTC: hours that do not exist, and hours that come twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY_S: Final = 86400
LAST_S: Final = 4102444800.0
"""2100-01-01, after which no record of today can be [second]."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    """One change of the clock.

    Attributes
    ----------
    at : float
        When [second since 1970 UTC].
    before, after : float
        Offsets from UTC on either side [second].
    """

    at: float
    before: float
    after: float


@dataclass(frozen=True)
class InUtc:
    """Local times in UTC.

    Attributes
    ----------
    seconds : ndarray of float64
        Times [second since 1970 UTC].
    missing : ndarray of bool
        Whether the local time does not exist; it is read as if the clock had not been changed yet.
    twice : ndarray of bool
        Whether the local time comes twice.
    """

    seconds: NDArray[np.float64]
    missing: NDArray[np.bool_]
    twice: NDArray[np.bool_]


def changes(zone: ZoneInfo, first_s: float, last_s: float) -> tuple[float, tuple[Change, ...]]:
    """List the changes of a zone's clock within a span.

    Parameters
    ----------
    zone : ZoneInfo
        The zone.
    first_s, last_s : float
        The span [second since 1970 UTC].

    Returns
    -------
    float, tuple of Change
        The offset at its start [second], and the changes in order.
    """
    start = int(first_s // DAY_S) * DAY_S
    offset = now = _offset(zone, start)
    found = []
    for day in range(start, int(last_s) + DAY_S, DAY_S):
        then = _offset(zone, day + DAY_S)
        if then != now:
            low, high = day, day + DAY_S
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(zone, middle) == now else (low, middle)
            found.append(Change(high, now, then))
            now = then
    return offset, tuple(found)


def to_utc(local: NDArray[np.float64], zone: ZoneInfo, who: NDArray[np.int32] | None = None) -> InUtc:
    """Turn times of a wall clock into UTC.

    A time that comes twice is the second where the clock of one person's rows, in the order of the file, has gone
    back once on that day; else the first. A time that does not exist is moved on by the length of the gap.

    Parameters
    ----------
    local : ndarray of float64
        Local times as if they were UTC [second]; NaN stays NaN.
    zone : ZoneInfo
        Where the clock hangs.
    who : ndarray of int32, optional
        Whose row it is; without it all rows are one sequence.

    Returns
    -------
    InUtc
        The times.
    """
    missing, twice = np.zeros(len(local), dtype=np.bool_), np.zeros(len(local), dtype=np.bool_)
    known = np.isfinite(local)
    if not known.any():
        return InUtc(local.copy(), missing, twice)
    # A date far off, such as the 9999-12-31 that stands for "never", takes the offset of the nearest year looked at.
    first, last = np.clip([local[known].min(), local[known].max()], 0.0, LAST_S)
    offset, list_of = changes(zone, float(first) - 2 * DAY_S, float(last) + 2 * DAY_S)
    offsets = np.array([offset, *(change.after for change in list_of)])
    # The earlier offset holds until the later clock has passed every reading of the earlier one.
    ends = np.array([change.at + max(change.before, change.after) for change in list_of])
    seconds = local - offsets[np.searchsorted(ends, local, side="right")]
    seconds[~known] = np.nan
    for change in list_of:
        low, high = change.at + change.before, change.at + change.after
        if low < high:
            missing |= (local >= low) & (local < high)
            continue
        at = np.flatnonzero((local >= high) & (local < low))
        twice[at] = True
        again = at[_second(local, at, who)]
        seconds[again] = local[again] - change.after
    return InUtc(seconds, missing, twice)


def _second(local: NDArray[np.float64], at: NDArray[np.intp], who: NDArray[np.int32] | None) -> NDArray[np.bool_]:
    """Tell which of some rows, all in an hour that comes twice, are in its second coming."""
    second = np.zeros(len(at), dtype=np.bool_)
    names = np.zeros(len(at), dtype=np.int32) if who is None else who[at]
    order = np.argsort(names, kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(names[order])) + 1):
        steps = np.diff(local[at[mine]])
        falls, rises = np.flatnonzero(steps < 0), np.flatnonzero(steps > 0)
        if len(falls) == 1:
            second[mine[falls[0] + 1 :]] = True
        elif len(rises) == 1 and len(falls) > 1:
            second[mine[: rises[0] + 1]] = True  # newest first
    return second


def _offset(zone: ZoneInfo, at: float) -> float:
    moment = (_EPOCH + timedelta(seconds=at)).astimezone(zone)
    offset = moment.utcoffset()
    return 0.0 if offset is None else offset.total_seconds()


def zone_exists(name: str) -> bool:
    """Tell whether a time zone is known.

    Parameters
    ----------
    name : str
        Such as ``Europe/London``.

    Returns
    -------
    bool
        Whether it is.
    """
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
