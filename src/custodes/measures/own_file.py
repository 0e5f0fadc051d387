"""One person's own file, looked at for that person: what was collected, alerts with evidence on both sides, delays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed

WHEN: Final = {
    "positions": "time",
    "checks": "due",
    "alerts": "raised",
    "violations": "start",
    "contacts": "time",
    "disclosures": "time",
    "reviews": "due",
    "desk": "arrived",
    "scores": "time",
}
"""The column that says when a row of a kind came about."""

DAYS_PER_WEEK: Final = 7
_MONDAY: Final = 4 * SECONDS_PER_DAY
"""The first Monday of 1970 [second]."""

LONG_GAP_H: Final = 1.0
"""A time without a position that is longer is a gap, where positions are usually more frequent [hour]."""

NEAR_S: Final = SECONDS_PER_HOUR
"""A position further from an alert in time says nothing of the alert [second]."""

GAP_STEPS: Final = 5.0
"""The same in usual intervals, where they are not [ratio]."""


@dataclass(frozen=True)
class Gap:
    """A time without any position.

    Attributes
    ----------
    from_s, until_s : float
        The positions before and after [second].
    """

    from_s: float
    until_s: float

    @property
    def hours(self) -> float:
        """Its length [hour]."""
        return (self.until_s - self.from_s) / SECONDS_PER_HOUR


@dataclass(frozen=True)
class OwnAlert:
    """An alert with what the file says on both sides; NaN and -1 where it says nothing.

    Attributes
    ----------
    raised_s : float
        When it was raised [second].
    cause, step, outcome : str
        What it is about, what was done, what came of it; "" not said.
    cleared_s : float
        When it was found to be wrong [second].
    precision_m : float
        Stated precision of the position behind it, else of the nearest one [metre].
    satellites : float
        Satellites behind that position, likewise [count].
    battery : float
        Charge of the battery [ratio].
    before_min, after_min : float
        Time from the last position before, and to the first after, what it is about [minute].
    upload_min : float
        Time from recording to upload [minute].
    excuse : int
        1 an excuse is recorded, 0 none, -1 there is no such column.
    no_data_as_breach : bool
        Whether no data was counted as non-compliance.
    device_since_s : float
        When the device was given to the person, if that was after what the alert is about [second].
    """

    raised_s: float
    cause: str
    step: str
    outcome: str
    cleared_s: float
    precision_m: float
    satellites: float
    battery: float
    before_min: float
    after_min: float
    upload_min: float
    excuse: int
    no_data_as_breach: bool
    device_since_s: float


def weeks(disclosed: Disclosed) -> list[dict[str, Any]]:
    """Count what was collected in each week.

    Parameters
    ----------
    disclosed : Disclosed
        One person's file.

    Returns
    -------
    list of dict
        One a week from the first to the last: ``week_s``, its Monday 00:00, and rows of each kind that was disclosed.
    """
    times = {kind: found for kind in WHEN if (found := when(disclosed, kind)) is not None and len(found)}
    if not times:
        return []
    numbers = {kind: np.floor((found - _MONDAY) / SECONDS_PER_DAY / DAYS_PER_WEEK) for kind, found in times.items()}
    first = int(min(found.min() for found in numbers.values()))
    last = int(max(found.max() for found in numbers.values()))
    counts = {
        kind: np.bincount((found - first).astype(np.int64), minlength=last - first + 1)
        for kind, found in numbers.items()
    }
    return [
        {"week_s": _MONDAY + (first + week) * DAYS_PER_WEEK * SECONDS_PER_DAY}
        | {kind: int(found[week]) for kind, found in counts.items()}
        for week in range(last - first + 1)
    ]


def daily(disclosed: Disclosed, kinds: tuple[str, ...], week_s: float, count: int) -> NDArray[np.int64]:
    """Count the rows of some kinds on each day of some weeks.

    Parameters
    ----------
    disclosed : Disclosed
        One person's file.
    kinds : tuple of str
        Keys of `WHEN`.
    week_s : float
        Monday 00:00 of the first week [second].
    count : int
        Weeks [count].

    Returns
    -------
    ndarray of int64, shape (weeks, 7)
        Rows on each day [count].
    """
    days = np.zeros(count * DAYS_PER_WEEK, dtype=np.int64)
    for kind in kinds:
        times = when(disclosed, kind)
        if times is not None:
            day = np.floor((times - week_s) / SECONDS_PER_DAY).astype(np.int64)
            inside = (day >= 0) & (day < len(days))
            days += np.bincount(day[inside], minlength=len(days))
    return days.reshape(count, DAYS_PER_WEEK)


def when(disclosed: Disclosed, kind: str) -> NDArray[np.float64] | None:
    """Give the times of the rows of a kind that have one.

    Parameters
    ----------
    disclosed : Disclosed
        One person's file.
    kind : str
        A key of `WHEN`.

    Returns
    -------
    ndarray or None
        None when it was not disclosed [second].
    """
    found = disclosed.column(kind, WHEN[kind])
    if found is None:
        return None
    times: NDArray[np.float64] = found[np.isfinite(found)]
    return times


def gaps(disclosed: Disclosed) -> list[Gap]:
    """Find the times without any position.

    Parameters
    ----------
    disclosed : Disclosed
        One person's file.

    Returns
    -------
    list of Gap
        Longest first.
    """
    times = when(disclosed, "positions")
    if times is None or len(times) < DAYS_PER_WEEK:
        return []
    times = np.sort(times)
    steps = np.diff(times)
    long_s = max(LONG_GAP_H * SECONDS_PER_HOUR, GAP_STEPS * float(np.median(steps)))
    found = [Gap(float(times[i]), float(times[i + 1])) for i in np.flatnonzero(steps > long_s)]
    return sorted(found, key=lambda gap: (-gap.hours, gap.from_s))


def alerts(disclosed: Disclosed) -> list[OwnAlert]:
    """Set beside each alert what the file says about it.

    Parameters
    ----------
    disclosed : Disclosed
        One person's file.

    Returns
    -------
    list of OwnAlert
        In the order of time.
    """
    count = disclosed.rows("alerts")
    if not count:
        return []
    raised = disclosed.tables["alerts"]["raised"]
    about = _numbers(disclosed, "recorded", count)
    about = np.where(np.isfinite(about), about, raised)
    fixes = _Fixes.of(disclosed)
    order = np.argsort(raised, kind="stable")
    return [_alert(disclosed, int(row), float(about[row]), fixes) for row in order]


@dataclass(frozen=True)
class _Fixes:
    """Positions in order of time, with how good each is."""

    time_s: NDArray[np.float64]
    precision_m: NDArray[np.float64]
    satellites: NDArray[np.float64]

    @classmethod
    def of(cls, disclosed: Disclosed) -> _Fixes:
        count = disclosed.rows("positions")
        if not count:
            return cls(np.empty(0), np.empty(0), np.empty(0))
        table = disclosed.tables["positions"]
        nothing = np.full(count, np.nan)
        there = np.flatnonzero(np.isfinite(table["time"]))
        order = there[np.argsort(table["time"][there], kind="stable")]
        return cls(
            table["time"][order],
            table.get("precision_m", nothing)[order],
            table.get("satellites", nothing)[order],
        )

    def around(self, time_s: float) -> tuple[int, int]:
        """Give the positions before and after a time, -1 none."""
        after = int(np.searchsorted(self.time_s, time_s, side="right"))
        return after - 1, after if after < len(self.time_s) else -1


def _alert(disclosed: Disclosed, row: int, about_s: float, fixes: _Fixes) -> OwnAlert:
    before, after = fixes.around(about_s)
    before_s = about_s - float(fixes.time_s[before]) if before >= 0 else np.nan
    after_s = float(fixes.time_s[after]) - about_s if after >= 0 else np.nan
    nearest = after if before < 0 or (after >= 0 and after_s < before_s) else before
    own = {name: _value(disclosed, name, row) for name in ("precision_m", "satellites")}
    near = nearest >= 0 and abs(float(fixes.time_s[nearest]) - about_s) <= NEAR_S
    if near and not np.isfinite(own["precision_m"]) and not np.isfinite(own["satellites"]):
        own = {"precision_m": float(fixes.precision_m[nearest]), "satellites": float(fixes.satellites[nearest])}
    state, treated = _code(disclosed, "state", row), _code(disclosed, "treated_as", row)
    return OwnAlert(
        raised_s=_value(disclosed, "raised", row),
        cause=_code(disclosed, "cause", row),
        step=_code(disclosed, "step", row),
        outcome=_code(disclosed, "outcome", row),
        cleared_s=_value(disclosed, "cleared", row),
        **own,
        battery=_value(disclosed, "battery", row),
        before_min=before_s / SECONDS_PER_MINUTE,
        after_min=after_s / SECONDS_PER_MINUTE,
        upload_min=(_value(disclosed, "uploaded", row) - _value(disclosed, "recorded", row)) / SECONDS_PER_MINUTE,
        excuse=_presence(disclosed, row),
        no_data_as_breach=state == "no_data" and treated == "non_compliant",
        device_since_s=_device_since(disclosed, row, about_s),
    )


def _numbers(disclosed: Disclosed, name: str, count: int) -> NDArray[np.float64]:
    found = disclosed.column("alerts", name)
    return np.full(count, np.nan) if found is None else found.astype(np.float64)


def _value(disclosed: Disclosed, name: str, row: int) -> float:
    found = disclosed.column("alerts", name)
    return float("nan") if found is None else float(found[row])


def _code(disclosed: Disclosed, name: str, row: int) -> str:
    found = disclosed.column("alerts", name)
    code = -1 if found is None else int(found[row])
    return KINDS["alerts"][name].codes[code] if code >= 0 else ""


def _presence(disclosed: Disclosed, row: int) -> int:
    found = disclosed.column("alerts", "excuse")
    return -1 if found is None else int(found[row])


def _device_since(disclosed: Disclosed, row: int, about_s: float) -> float:
    """Say since when the person has had the device, if what the alert is about came before."""
    device = disclosed.column("alerts", "device")
    if device is None or int(device[row]) < 0 or not disclosed.rows("devices"):
        return float("nan")
    given = disclosed.tables["devices"]
    since = given["activated"][given["device"] == device[row]]
    since = since[np.isfinite(since)]
    return float(since.min()) if len(since) and float(since.min()) > about_s else float("nan")
