"""What synthetic people do all day, in the terms of surveys: the numbers of the page about movement."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

from custodes.people.places import HOME, MAX_PLACES
from custodes.records.tables import SURROUNDINGS
from tests.people.lives import live, movement_with, routine_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.people.lives import Lives

MILE_M: Final = 1609.344
PEOPLE: Final = 1000
WORKING: Final = 600
DAYS: Final = 182
SEED: Final = 2024
INDOORS: Final = [SURROUNDINGS.index(name) for name in ("light_indoor", "deep_indoor")]
VEHICLE: Final = SURROUNDINGS.index("vehicle")
FIRST_RANK, LAST_RANK = 2, 20


def control(**curfew: float) -> list[Lives]:
    """Six of ten people with a working week and four without, for half a year."""
    movement = movement_with()
    return [
        live(movement, routine_with(works=True, **curfew), people=WORKING, days=DAYS, seed=SEED, most_legs=24),
        live(
            movement,
            routine_with(works=False, **curfew),
            people=PEOPLE - WORKING,
            days=DAYS,
            seed=SEED,
            first_person=WORKING,
            most_legs=24,
        ),
    ]


def facts(groups: list[Lives]) -> dict[str, float]:
    """Count everything, over all people of the groups."""
    movement = movement_with()
    lengths_h = np.concatenate([lives.length_h for lives in groups])
    around = np.concatenate([lives.surroundings for lives in groups])
    away = np.concatenate([lives.place != HOME for lives in groups])
    trips = np.concatenate([lives.on_trip for lives in groups])
    way_m = np.concatenate([lives.straight_m for lives in groups])[trips] * movement.detour
    starts_h = np.concatenate([lives.start_h for lives in groups])[trips]
    person_days = PEOPLE * DAYS
    went_out = sum(np.unique((lives.person * DAYS + lives.day)[lives.on_trip]).size for lives in groups)
    gyration_m = np.concatenate([gyration(lives) for lives in groups])
    return {
        "trips a day": trips.sum() / person_days,
        "trips below 1 mile": (way_m < MILE_M).mean(),
        "trips below 5 miles": (way_m < 5 * MILE_M).mean(),
        "trips above 50 miles": (way_m > 50 * MILE_M).mean(),
        "mean trip": way_m.mean() / 1000.0,
        "trips on foot": (way_m < movement.walked_below_m).mean(),
        "time on the way": 60.0 * lengths_h[trips].sum() / person_days,
        "days with a trip": went_out / person_days,
        "time at home": 1.0 - lengths_h[away].sum() / lengths_h.sum(),
        "time in buildings": lengths_h[np.isin(around, INDOORS)].sum() / lengths_h.sum(),
        "time in vehicles": lengths_h[around == VEHICLE].sum() / lengths_h.sum(),
        **{f"gyration, {share:.0%}": np.quantile(gyration_m, share) / 1000.0 for share in (0.1, 0.5, 0.9)},
        "visits by rank": zipf(groups, without_anchors=False),
        "visits by rank, but home and work": zipf(groups, without_anchors=True),
        "places found": growth(groups),
        **{f"trips begun, {share:.0%}": np.quantile(starts_h, share) for share in (0.1, 0.9)},
    }


def gyration(lives: Lives) -> NDArray[np.float64]:
    """Radius of gyration of each person, over the time that they stay somewhere [metre]."""
    stays = ~lives.on_trip
    person, hours = lives.person[stays], lives.length_h[stays]
    whole = np.bincount(person, hours)
    spread = np.zeros(whole.size)
    for axis_m in (lives.x0_m[stays], lives.y0_m[stays]):
        centre = np.bincount(person, hours * axis_m) / whole
        spread += np.bincount(person, hours * (axis_m - centre[person]) ** 2) / whole
    return np.sqrt(spread)


def ranks(lives: Lives, *, from_place: int) -> NDArray[np.float64]:
    """Share of a person's arrivals at their most visited place, the next, and so on: mean over people."""
    arrivals = (lives.place >= from_place) & (lives.start_h > 0.0)
    people = lives.known.size
    counted = np.bincount(lives.person[arrivals] * MAX_PLACES + lives.place[arrivals], minlength=people * MAX_PLACES)
    visits = -np.sort(-counted.reshape(people, MAX_PLACES), axis=1)
    return (visits[:, :LAST_RANK] / np.maximum(visits.sum(axis=1, keepdims=True), 1)).mean(axis=0)


def zipf(groups: list[Lives], *, without_anchors: bool) -> float:
    """Slope of the share of visits by rank, on two logarithmic scales, ranks 2 to 20."""
    shares = np.zeros(LAST_RANK)
    for i, lives in enumerate(groups):
        anchors = 2 if i == 0 else 1
        shares += ranks(lives, from_place=anchors if without_anchors else 0) * lives.known.size / PEOPLE
    rank = np.arange(FIRST_RANK, LAST_RANK + 1)
    return float(-np.polyfit(np.log(rank), np.log(shares[FIRST_RANK - 1 :]), 1)[0])


def growth(groups: list[Lives]) -> float:
    """Power by which the places visited since monitoring began grow with time, from one month to six."""
    by_day = np.zeros(DAYS)
    for lives in groups:
        key = lives.person[~lives.on_trip] * 10_000 + lives.place[~lives.on_trip]
        first = np.unique(key, return_index=True)[1]
        by_day += np.bincount(lives.day[~lives.on_trip][first], minlength=DAYS)
    found = np.cumsum(by_day)
    days = np.arange(1, DAYS + 1)
    return float(np.polyfit(np.log(days[29:]), np.log(found[29:]), 1)[0])


def published_gyration_km(share: float) -> float:
    """Quantile of (r + 5.8)^-1.65 exp(-r / 350), the fit of Gonzalez et al. 2008 [kilometre]."""

    def density(r):
        return (r + 5.8) ** -1.65 * math.exp(-r / 350.0)

    whole = quad(density, 0.0, 5000.0, limit=500)[0]
    return float(brentq(lambda r: quad(density, 0.0, r, limit=500)[0] / whole - share, 0.0, 2000.0))
