"""Trails of made-up people: a town, days of stays and trips, and positions with correlated errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.signal import lfilter

from custodes.records.tables import PLACE_KINDS
from custodes.records.trail import DM_PER_M, MINUTES_PER_DAY, MISSING, Trail
from tests.measures.builder import PARTS, busy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.tables import Records

SPREAD_M, VENUE_M, SPEED_M_PER_MIN = 3000.0, 300.0, 400.0
HOUSEHOLDS_PER_KM2, VENUES_PER_KM2 = 1000.0, 1e6 / VENUE_M**2


def venue(place_m: NDArray[Any]) -> NDArray[Any]:
    """Move to the nearest venue: people of one town meet at the same places."""
    return np.round(place_m / VENUE_M) * VENUE_M + VENUE_M / 3


def _day(draw: np.random.Generator, home: NDArray[Any], places: NDArray[Any]) -> list[tuple[float, float, int]]:
    """Lay out a day: when each stay begins and ends, and at which place (-1 at home)."""
    leave_h = draw.uniform(7.0, 10.0)
    stays = [(0.0, leave_h, -1)]
    for _ in range(draw.integers(1, 4)):
        place = int(len(places) * draw.random() ** 2)
        way = np.hypot(*(places[place] - home)) / SPEED_M_PER_MIN / 60
        arrive = stays[-1][1] + min(way, 1.0) + 0.01
        stays.append((arrive, arrive + draw.gamma(2.0, 0.7), place))
    stays.append((stays[-1][1] + 0.5, 24.0, -1))
    return stays


def made_trail(
    people: int = 60, days: int = 14, interval_min: float = 1.0, sigma_m: float = 6.0, lost: float = 0.05
) -> Trail:
    """Make a trail of a small town."""
    draw = np.random.Generator(np.random.Philox(1))
    per_day = round(MINUTES_PER_DAY / interval_min)
    homes = draw.normal(0, SPREAD_M, (people, 2))
    true = np.empty((2, people, days * per_day))
    rows: list[tuple[float, ...]] = []
    clock_h = np.arange(per_day) * interval_min / 60
    for person in range(people):
        places = venue(homes[person] + draw.normal(0, 2500, (12, 2)))
        kinds = draw.integers(1, len(PLACE_KINDS), 12)
        for day in range(days):
            stays = _day(draw, homes[person], places)
            hours, at = [], []
            for start, end, place in stays:
                where = homes[person] if place < 0 else places[place]
                hours += [start, end]
                at += [where, where]
                kind = 0 if place < 0 else kinds[place]
                first_h = (5 + day) * 24
                rows.append((person, first_h + start, first_h + end, *where, kind, place + 1))
            for axis in range(2):
                true[axis, person, day * per_day : (day + 1) * per_day] = np.interp(
                    clock_h, hours, np.array(at)[:, axis]
                )
    phi = np.exp(-interval_min / 10)
    noise = draw.normal(size=true.shape) * np.sqrt(1 - phi * phi)
    noise[:, :, 0] /= np.sqrt(1 - phi * phi)
    told = true + sigma_m * lfilter([1.0], [1.0, -phi], noise, axis=-1)
    gone = draw.random(true.shape[1:]) < lost
    shown = np.where(gone, MISSING, np.round(told * DM_PER_M)).astype(np.int32)
    columns = np.array(rows).T
    stays = {
        "row": columns[0].astype(np.int64),
        "start_h": columns[1],
        "end_h": columns[2],
        "x_m": columns[3],
        "y_m": columns[4],
        "kind": columns[5].astype(np.int8),
        "place": columns[6].astype(np.int32),
    }
    return Trail(
        rows=np.arange(people),
        interval_min=interval_min,
        first_day=5,
        x_dm=shown[0],
        y_dm=shown[1],
        source=np.where(gone, 0, 1).astype(np.int8),
        households_per_km2=HOUSEHOLDS_PER_KM2,
        venues_per_km2=VENUES_PER_KM2,
        keep_d=2190.0,
        grid_m=0.0,
        truth_home_m=homes,
        truth_stays=stays,
    )


def with_trail(trail: Trail, **columns: Any) -> Records:
    """Give records a trail."""
    records = busy(max(300, len(trail.rows)))
    tallies = {**records.tallies, "fixes_held": np.full(len(records.people["person"]), 1440 * 14), **columns}
    return replace(records, trail=trail, tallies=tallies, parts=PARTS | {"trail"})


def disclosed(trail: Trail) -> Trail:
    """Make the trail as a real scheme would disclose it."""
    return replace(trail, truth_home_m=None, truth_stays=None)


def relabelled(trail: Trail, order: NDArray[Any]) -> Trail:
    """Put the people of a trail in another order."""
    back = np.argsort(order)
    stays = trail.truth_stays
    if stays is not None:
        shuffle = np.random.Generator(np.random.Philox(5)).permutation(len(stays["row"]))
        stays = {name: values[shuffle] for name, values in {**stays, "row": back[stays["row"]]}.items()}
    return replace(
        trail,
        rows=trail.rows[order],
        x_dm=trail.x_dm[order],
        y_dm=trail.y_dm[order],
        source=trail.source[order],
        truth_home_m=None if trail.truth_home_m is None else trail.truth_home_m[order],
        truth_stays=stays,
    )
