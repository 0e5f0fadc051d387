"""Disclosed positions as a trail at even times, as the measures of what a trail gives away take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.disclosed.tallies_of import usual_interval_s
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import FIX_KINDS
from custodes.records.tables import FIX_SOURCES
from custodes.records.trail import DM_PER_M, MISSING, Trail

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed

MOST_PEOPLE: Final = 300
"""Most people of whom a trail is looked at, evenly chosen by their number [person]."""

MOST_DAYS: Final = 28
"""Most days that are looked at, the last whole ones of the positions [day]."""

EARTH_M: Final = 6_371_008.8
"""Mean radius of the Earth [metre]."""

WIDEST_M: Final = 200_000.0
"""Positions farther than this from the middle one, along either axis, are left out of the trail [metre]."""

UNEVEN: Final = (
    "the positions lie at uneven times, and it would take positions at even times, such as one a minute, to answer this"
)
TOO_SHORT: Final = "the positions cover less than one whole day"
TOO_DENSE: Final = "the positions lie less than a second apart"


def trail_of(disclosed: Disclosed) -> Trail | str:
    """Lay positions out at even times.

    The interval is the median time between positions of one person, rounded to a whole part of a day. Each position
    goes to the nearest time; of several, the last. Places are metres on a plane that touches the Earth at the median
    position, ``x = R cos(latitude0) (longitude - longitude0)``, ``y = R (latitude - latitude0)``. Days begin at 00:00
    UTC.

    Parameters
    ----------
    disclosed : Disclosed
        The records.

    Returns
    -------
    Trail or str
        The trail, or why there is none; "" where no positions were disclosed.
    """
    if not disclosed.rows("positions"):
        return ""
    table = disclosed.tables["positions"]
    usable = ~(np.isnan(table["time"]) | np.isnan(table["latitude"]) | np.isnan(table["longitude"]))
    usable &= table["person"] >= 0
    if not usable.any():
        return TOO_SHORT
    last_s = float(table["time"][usable].max())
    at = _of_some_people(table["person"], usable & (table["time"] > last_s - (MOST_DAYS + 1) * SECONDS_PER_DAY))
    interval_s = usual_interval_s(table["person"][at], table["time"][at])
    if np.isnan(interval_s):
        return UNEVEN
    if interval_s < 1.0:
        return TOO_DENSE
    span_s = _whole_days(float(table["time"][at].min()), last_s, interval_s)
    if span_s[1] <= span_s[0]:
        return TOO_SHORT
    at = at[(table["time"][at] >= span_s[0] - interval_s / 2) & (table["time"][at] < span_s[1] - interval_s / 2)]
    return _laid_out(disclosed, at, span_s, interval_s)


def _whole_days(first_s: float, last_s: float, interval_s: float) -> tuple[float, float]:
    """Give the last whole days of the positions; a day may lack less than an interval at either end."""
    end_s = float(np.floor((last_s + interval_s) / SECONDS_PER_DAY) * SECONDS_PER_DAY)
    whole = np.floor((end_s - first_s + interval_s) / SECONDS_PER_DAY)
    return end_s - min(float(whole), MOST_DAYS) * SECONDS_PER_DAY, end_s


def _of_some_people(person: NDArray[Any], usable: NDArray[np.bool_]) -> NDArray[np.int64]:
    at = np.flatnonzero(usable)
    there = np.flatnonzero(np.bincount(person[at]))
    if len(there) <= MOST_PEOPLE:
        return at
    chosen = there[np.linspace(0, len(there) - 1, MOST_PEOPLE).round().astype(np.int64)]
    is_chosen = np.zeros(int(there[-1]) + 1, dtype=np.bool_)
    is_chosen[chosen] = True
    return np.asarray(at[is_chosen[person[at]]])


def _laid_out(
    disclosed: Disclosed, at: NDArray[np.int64], span_s: tuple[float, float], interval_s: float
) -> Trail | str:
    table = disclosed.tables["positions"]
    x_m, y_m = _plane(table["latitude"][at], table["longitude"][at])
    near = (np.abs(x_m) < WIDEST_M) & (np.abs(y_m) < WIDEST_M)
    at, x_m, y_m = at[near], x_m[near], y_m[near]
    rows, row = np.unique(table["person"][at], return_inverse=True)
    first_s, end_s = span_s
    slots = round((end_s - first_s) / interval_s)
    slot = np.clip(np.round((table["time"][at] - first_s) / interval_s).astype(np.int64), 0, slots - 1)
    shape = (len(rows), slots)
    x_dm, y_dm = np.full(shape, MISSING, dtype=np.int32), np.full(shape, MISSING, dtype=np.int32)
    source = np.zeros(shape, dtype=np.int8)
    x_dm[row, slot] = np.round(x_m * DM_PER_M).astype(np.int32)
    y_dm[row, slot] = np.round(y_m * DM_PER_M).astype(np.int32)
    source[row, slot] = _sources(table["source"][at]) if "source" in table else FIX_SOURCES.index("gnss")
    return Trail(
        rows=rows.astype(np.int64),
        interval_min=interval_s / 60.0,
        first_day=int(np.floor((first_s - disclosed.start_s) / SECONDS_PER_DAY)),
        x_dm=x_dm,
        y_dm=y_dm,
        source=source,
        households_per_km2=float("nan"),
        venues_per_km2=float("nan"),
        keep_d=(end_s - first_s) / SECONDS_PER_DAY,
        grid_m=0.0,
    )


def _plane(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[Any]]:
    middle, across = float(np.median(latitude)), float(np.median(longitude))
    x_m = np.deg2rad(longitude - across) * np.cos(np.deg2rad(middle)) * EARTH_M
    return x_m, np.deg2rad(latitude - middle) * EARTH_M


def _sources(source: NDArray[np.int8]) -> NDArray[np.int8]:
    """Translate codes; a beacon and an unnamed source count as a fallback, which is told from satellites."""
    cell = FIX_SOURCES.index("cell")
    codes = np.array([FIX_SOURCES.index(name) if name in FIX_SOURCES[1:] else cell for name in FIX_KINDS] + [cell])
    return np.asarray(codes[source].astype(np.int8))
