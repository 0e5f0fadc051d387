"""What one person's trail would let a reader infer: shown to that person alone.

The rules are those by which the measures of a scheme judge a trail: a home from the nights (`trail_home`), stays from
positions that keep together (`trail_stays`). No map is asked: what a place is stays unknown here, as a reader with a
map would not leave it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.measures.trail_stays import GAP_MIN, MINUTES_PER_HOUR, STAY_REACH_M, Rule, find_stays
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_stays import Stays

NIGHT_FROM_H: Final = 0.0
NIGHT_UNTIL_H: Final = 5.0
"""Hours of a day at which a reader supposes people to be at home [hour]."""

LEAST_MIN: Final = 20.0
"""Shortest stay [minute]."""

REGULAR: Final = 3
"""Times on one weekday, near one hour, that make a habit [count]."""

NEAR_H: Final = 1.5
"""How far from the middle hour such a visit may begin [hour]."""

SEVERAL: Final = 7
"""In place of a weekday: on three or more of them."""

_MANY_DAYS: Final = 3
_METRES_PER_DEGREE: Final = 111_320.0
_DAYS: Final = 7
_MONDAY_BEFORE_1970: Final = 3
"""1 January 1970 was a Thursday: days since then, plus 3, count from a Monday."""


@dataclass(frozen=True)
class OwnPlace:
    """A place that the trail shows somebody at.

    Attributes
    ----------
    distance_km : float
        From the guessed home, or from the middle of all positions where there is none [kilometre].
    bearing_deg : float
        Direction from there, clockwise from north [degree].
    visits : int
        Stays there [count].
    hours : float
        Their length together [hour].
    nights : int
        Of them, those that began between midnight and 05:00, or lasted until then [count].
    weekday : int
        Day of the week on which they keep to one hour: 0 Monday, `SEVERAL` on three or more days, -1 none [code].
    hour : float
        The middle hour of those, NaN none [hour after midnight].
    regular : int
        How many keep to it [count].
    """

    distance_km: float
    bearing_deg: float
    visits: int
    hours: float
    nights: int
    weekday: int
    hour: float
    regular: int


@dataclass(frozen=True)
class OwnTrail:
    """What a trail shows.

    Attributes
    ----------
    positions : int
        Positions looked at [count].
    days : int
        Days with a position [count].
    home : tuple of float or None
        Latitude and longitude of the guessed home, to three decimals, which is about 100 metres [degree].
    nights_seen, nights_home : int
        Nights with a position, and those of them spent within 200 metres of it [count].
    places : tuple of OwnPlace
        Others, those with the most hours first.
    """

    positions: int
    days: int
    home: tuple[float, float] | None
    nights_seen: int
    nights_home: int
    places: tuple[OwnPlace, ...]


class _Ground(NamedTuple):
    """Positions on a plane, by time."""

    time_s: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    origin: tuple[float, float]


def own_trail(
    time_s: NDArray[np.float64], latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> OwnTrail | None:
    """Find what the positions of one person show.

    Parameters
    ----------
    time_s : ndarray, shape (positions,)
        When, in the time zone of the person if it is known [second].
    latitude, longitude : ndarray, shape (positions,)
        Where; NaN where there is none [degree].

    Returns
    -------
    OwnTrail or None
        None when there is no position.
    """
    there = np.isfinite(time_s) & np.isfinite(latitude) & np.isfinite(longitude)
    if not there.any():
        return None
    ground = _ground(time_s[there], latitude[there], longitude[there])
    days = np.floor(ground.time_s / SECONDS_PER_DAY).astype(np.int64)
    night = _hour(ground.time_s) < NIGHT_UNTIL_H
    home, seen, at_home = None, 0, 0
    if night.any():
        home = (float(np.median(ground.x_m[night])), float(np.median(ground.y_m[night])))
        near = np.hypot(ground.x_m[night] - home[0], ground.y_m[night] - home[1]) <= STAY_REACH_M
        seen, at_home = len(np.unique(days[night])), len(np.unique(days[night][near]))
    centre = home or (float(np.median(ground.x_m)), float(np.median(ground.y_m)))
    return OwnTrail(
        positions=len(ground.time_s),
        days=len(np.unique(days)),
        home=None if home is None else _rounded(home, ground.origin),
        nights_seen=seen,
        nights_home=at_home,
        places=_places(ground, centre),
    )


def _ground(time_s: NDArray[np.float64], latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> _Ground:
    order = np.argsort(time_s, kind="stable")
    origin = (float(np.median(latitude)), float(np.median(longitude)))
    y_m = (latitude[order] - origin[0]) * _METRES_PER_DEGREE
    # The shorter way round the globe, so that a trail across the 180th meridian stays together.
    east = (longitude[order] - origin[1] + 180.0) % 360.0 - 180.0
    x_m = east * _METRES_PER_DEGREE * np.cos(np.radians(origin[0]))
    return _Ground(time_s[order], x_m, y_m, origin)


def _rounded(place: tuple[float, float], origin: tuple[float, float]) -> tuple[float, float]:
    latitude = origin[0] + place[1] / _METRES_PER_DEGREE
    longitude = origin[1] + place[0] / (_METRES_PER_DEGREE * float(np.cos(np.radians(origin[0]))))
    return round(latitude, 3), round(longitude, 3)


def _hour(time_s: NDArray[np.float64]) -> NDArray[np.float64]:
    hour: NDArray[np.float64] = time_s % SECONDS_PER_DAY / SECONDS_PER_HOUR
    return hour


def _places(ground: _Ground, centre: tuple[float, float]) -> tuple[OwnPlace, ...]:
    begins = np.zeros(len(ground.time_s), dtype=np.bool_)
    begins[0] = True
    steps = np.diff(ground.time_s) / SECONDS_PER_MINUTE
    usual = float(np.median(steps)) if len(steps) else 0.0
    # Minutes from midnight of the first day: whole days fall away from the times, hours of the day do not.
    start_s = float(np.floor(ground.time_s[0] / SECONDS_PER_DAY) * SECONDS_PER_DAY)
    time_min = (ground.time_s - start_s) / SECONDS_PER_MINUTE
    rule = Rule(STAY_REACH_M, LEAST_MIN, max(GAP_MIN, 1.5 * usual))
    stays = find_stays(ground.x_m, ground.y_m, time_min, begins, rule)
    away = np.flatnonzero(np.hypot(stays.x_m - centre[0], stays.y_m - centre[1]) > STAY_REACH_M)
    found = [_place(stays, group, centre, start_s) for group in _grouped(stays, away)]
    return tuple(sorted(found, key=lambda each: (-each.hours, each.distance_km, each.bearing_deg)))


def _grouped(stays: Stays, away: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Put stays together that lie within reach of the first of them."""
    groups: list[list[int]] = []
    middles = np.empty((len(away), 2))
    for stay in away:
        far = np.hypot(middles[: len(groups), 0] - stays.x_m[stay], middles[: len(groups), 1] - stays.y_m[stay])
        nearest = int(np.argmin(far)) if len(far) else -1
        if nearest >= 0 and far[nearest] <= STAY_REACH_M:
            groups[nearest].append(int(stay))
        else:
            middles[len(groups)] = stays.x_m[stay], stays.y_m[stay]
            groups.append([int(stay)])
    return [np.array(group, dtype=np.int64) for group in groups]


def _place(stays: Stays, group: NDArray[np.int64], centre: tuple[float, float], start_s: float) -> OwnPlace:
    east = float(stays.x_m[group].mean()) - centre[0]
    north = float(stays.y_m[group].mean()) - centre[1]
    begin_s = start_s + stays.start_min[group] * SECONDS_PER_MINUTE
    length_h = (stays.end_min[group] - stays.start_min[group]) / MINUTES_PER_HOUR
    # A stay that reaches past midnight into the small hours is a night there, too.
    night = (_hour(begin_s) < NIGHT_UNTIL_H) | (_hour(begin_s) + length_h > 24.0 + NIGHT_FROM_H + 1.0)
    weekday, hour, regular = _habit(begin_s)
    return OwnPlace(
        distance_km=float(np.hypot(east, north)) / 1_000.0,
        bearing_deg=float(np.degrees(np.arctan2(east, north))) % 360.0,
        visits=len(group),
        hours=float(length_h.sum()),
        nights=int(night.sum()),
        weekday=weekday,
        hour=hour,
        regular=regular,
    )


def _habit(begin_s: NDArray[np.float64]) -> tuple[int, float, int]:
    """Find the weekday and hour to which most visits keep, or that they keep to one hour on several weekdays."""
    weekday = (np.floor(begin_s / SECONDS_PER_DAY).astype(np.int64) + _MONDAY_BEFORE_1970) % _DAYS
    hour, kept = _hour(begin_s), []
    for day in range(_DAYS):
        of_day = hour[weekday == day]
        if len(of_day) >= REGULAR:
            middle = float(np.median(of_day))
            near = int((np.abs(of_day - middle) <= NEAR_H).sum())
            if near >= REGULAR:
                kept.append((day, middle, near))
    if len(kept) >= _MANY_DAYS:
        return SEVERAL, float(np.median([middle for _, middle, _ in kept])), sum(near for _, _, near in kept)
    return max(kept, key=lambda each: each[2], default=(-1, float("nan"), 0))
