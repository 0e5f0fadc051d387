"""What positions are recorded for: how soon a true violation of a zone's rule shows in them, at any setting.

The rule is the scheme's own: so many fixes in a row beyond the edge. At a coarser setting the same people break it at
the same times, and the fixes that remain, rounded to the centres of their squares, are held against it. Where squares
are so large that somebody at home would be told to break the rule, it says nothing any more, and no violation counts as
seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.records.tables import CAUSES, FIX_SOURCES
from custodes.records.trail import DM_PER_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_settings import Settings
    from custodes.records.trail import Trail, ZoneRules

EXCLUSION = CAUSES.index("exclusion")
NO_FIX, GNSS = FIX_SOURCES.index("none"), FIX_SOURCES.index("gnss")
DAY_H = 24.0
HAIR_H = 1e-9


@njit(cache=True, nogil=True)
def holds_at(from_h: float, to_h: float, clock_h: float) -> bool:
    """Say whether a rule holds at a time of day.

    Parameters
    ----------
    from_h, to_h, clock_h : float
        [hour after midnight]; a rule that ends before it begins holds past midnight.

    Returns
    -------
    bool
        From the beginning on and before the end.
    """
    if from_h < to_h:
        return from_h - HAIR_H <= clock_h < to_h - HAIR_H
    return clock_h >= from_h - HAIR_H or clock_h < to_h - HAIR_H


@njit(cache=True, nogil=True)
def inside(corners: NDArray[np.float64], x_m: float, y_m: float) -> bool:
    """Say whether a point lies in a polygon.

    Parameters
    ----------
    corners : ndarray, shape (corners, 2)
        East and north [metre].
    x_m, y_m : float
        The point [metre].

    Returns
    -------
    bool
        By the number of edges that a line from the point to the east crosses.
    """
    found, before = False, len(corners) - 1
    for corner in range(len(corners)):
        ax, ay, bx, by = corners[before, 0], corners[before, 1], corners[corner, 0], corners[corner, 1]
        if (ay > y_m) != (by > y_m) and x_m < ax + (y_m - ay) / (by - ay) * (bx - ax):
            found = not found
        before = corner
    return found


@njit(cache=True, nogil=True)
def _beyond(
    zone: NDArray[np.float64], corners: NDArray[np.float64], x_m: float, y_m: float, clock_h: float, buffer_m: float
) -> bool:
    if not holds_at(zone[5], zone[6], clock_h):
        return False
    keeps_out = zone[1] == EXCLUSION
    if zone[7] >= 0.0:
        return inside(corners, x_m, y_m) == keeps_out
    reach_m = max(zone[4] - buffer_m, 0.0) if keeps_out else zone[4] + buffer_m
    return ((x_m - zone[2]) ** 2 + (y_m - zone[3]) ** 2 < reach_m**2) == keeps_out


@njit(cache=True, nogil=True)
def _seen_after_h(
    x_dm: NDArray[np.int32],
    y_dm: NDArray[np.int32],
    source: NDArray[np.int8],
    per_day: int,
    every: int,
    side_dm: int,
    since_h: NDArray[np.float64],
    zones: NDArray[np.float64],
    outlines: NDArray[np.float64],
    first_corner: NDArray[np.int64],
    dwell: int,
    buffer_m: float,
    any_source: bool,  # noqa: FBT001 - compiled
) -> float:
    """Follow the fixes of one person from the beginning of a violation to its end [hour, NaN never]."""
    interval_h = DAY_H / per_day
    first = int(np.ceil(since_h[0] / interval_h - HAIR_H))
    last = min(int(np.ceil(since_h[1] / interval_h - HAIR_H)), source.size)
    rows = np.zeros(len(zones), dtype=np.int64)
    for fix in range(max(first, 0), last):
        if (fix % per_day) % every != 0 or source[fix] == NO_FIX or (source[fix] != GNSS and not any_source):
            continue
        x_m, y_m = x_dm[fix] / DM_PER_M, y_dm[fix] / DM_PER_M
        if side_dm > 1:
            x_m = (x_dm[fix] // side_dm * side_dm + side_dm // 2) / DM_PER_M
            y_m = (y_dm[fix] // side_dm * side_dm + side_dm // 2) / DM_PER_M
        clock_h = (fix % per_day) * interval_h
        for zone in range(len(zones)):
            outline = max(int(zones[zone, 7]), 0)
            corners = outlines[first_corner[outline] : first_corner[outline + 1]]
            if _beyond(zones[zone], corners, x_m, y_m, clock_h, buffer_m):
                rows[zone] += 1
                if rows[zone] >= dwell:
                    return fix * interval_h - since_h[0]
            else:
                rows[zone] = 0
    return np.nan


def seen_after_h(trail: Trail, rules: ZoneRules, settings: Settings) -> NDArray[np.float64]:
    """Say how long after its beginning each true violation shows, at each setting.

    Parameters
    ----------
    trail : Trail
        As recorded.
    rules : ZoneRules
        The scheme's rules and the true violations.
    settings : Settings
        Intervals and grids.

    Returns
    -------
    ndarray, shape (violations, intervals, grids)
        NaN where a violation ends before the rule is met [hour].
    """
    table = rules.zones
    columns = ("row", "cause", "x_m", "y_m", "radius_m", "from_h", "to_h", "outline")
    zones = np.stack([np.asarray(table[name], dtype=np.float64) for name in columns], axis=1)
    corners = np.concatenate([*rules.outlines, np.zeros((1, 2))])
    first_corner = np.cumsum([0, *(len(outline) for outline in rules.outlines), 1])
    found = np.full((len(rules.violations["row"]), len(settings.every), len(settings.side_dm)), np.nan)
    spans_h = np.stack([rules.violations["start_h"], rules.violations["end_h"]], axis=1) - trail.start_h
    says = {side: _says_something(zones, trail, rules, side) for side in settings.side_dm.values()}
    for place, row in enumerate(rules.violations["row"]):
        of = (trail.x_dm[row], trail.y_dm[row], trail.source[row], trail.per_day)
        rest = (corners, first_corner, rules.dwell, rules.buffer_m, rules.uses_fallback)
        for g, side in enumerate(settings.side_dm.values()):
            own = zones[(zones[:, 0] == row) & says[side]]
            for i, every in enumerate(settings.every.values()):
                found[place, i, g] = _seen_after_h(*of, every, side, spans_h[place], own, *rest)
    return found


def _says_something(zones: NDArray[np.float64], trail: Trail, rules: ZoneRules, side_dm: int) -> NDArray[np.bool_]:
    """Say of which zones a rule can be held at all: not of one that somebody at home would be told to break."""
    says = np.ones(len(zones), dtype=np.bool_)
    if trail.truth_home_m is None:
        return says
    for place, zone in enumerate(zones):
        home_dm = np.floor(trail.truth_home_m[int(zone[0])] * DM_PER_M)
        x_m, y_m = (home_dm // side_dm * side_dm + side_dm // 2) / DM_PER_M
        outline = int(zone[7])
        corners = rules.outlines[outline] if outline >= 0 else np.zeros((1, 2))
        says[place] = not _beyond(zone, corners, x_m, y_m, zone[5], rules.buffer_m)
    return says
