"""How people move, as the plain numbers that compiled loops take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_SIDE_M: Final = 1.0
"""Two venues, or two homes, are never closer than about this [metre]."""
LEAST_CURVE_H: Final = 0.05
"""Departures are spread over minutes at least, so that no exponential overflows [hour]."""


class Movement(NamedTuple):
    """How the people of a scheme move.

    Attributes
    ----------
    town_m : float
        Standard deviation of homes from the town's centre along each axis [metre].
    household_m, venue_m : float
        Side of the square that holds one home, and one venue [metre].
    known : int
        Places that a person knows when monitoring begins [count].
    new_share, new_falls : float
        P(new) = new_share S^-new_falls while a person knows S places [ratio].
    friend : float
        Share of new places that are homes of others [ratio].
    shop, school, clinic, worship, lawyer : float
        Upper ends of the kinds on a scale from 0 to 1, over venues; the rest are a union's [ratio].
    deep_indoors, outdoors : float
        Share of buildings that are deep indoors; of shops and workplaces that are outdoors [ratio].
    outings_per_d, outings_spread : float
        Mean outings a day if every hour were free [1/day], and the standard deviation of its logarithm [ratio].
    around_h, curve_h : float
        Centre and scale of the logistic curve of departures [hour].
    stay_h, stay_spread : float
        Median of a visit [hour] and standard deviation of its logarithm [ratio].
    more : float
        Chance of another stop after each [ratio].
    way_m, way_spread, person_spread : float
        Median way to a new place [metre]; standard deviations of its logarithm, within and between people [ratio].
    detour : float
        Way over straight line [ratio].
    walked_below_m : float
        Shorter ways are walked [metre].
    walking_m_h, vehicle_m_h : float
        Speeds, in metres an hour.
    delay_h : float
        Further time of a trip in a vehicle [hour].
    """

    town_m: float
    household_m: float
    venue_m: float
    known: int
    new_share: float
    new_falls: float
    friend: float
    shop: float
    school: float
    clinic: float
    worship: float
    lawyer: float
    deep_indoors: float
    outdoors: float
    outings_per_d: float
    outings_spread: float
    around_h: float
    curve_h: float
    stay_h: float
    stay_spread: float
    more: float
    way_m: float
    way_spread: float
    person_spread: float
    detour: float
    walked_below_m: float
    walking_m_h: float
    vehicle_m_h: float
    delay_h: float


def side_m(per_km2: float) -> float:
    """Give the side of the square that holds one of so many to the square kilometre.

    Parameters
    ----------
    per_km2 : float
        How many to the square kilometre, above 0 [household/km2] or [venue/km2].

    Returns
    -------
    float
        1000 / sqrt(density), at least 1 [metre].
    """
    return max(1000.0 / math.sqrt(per_km2), LEAST_SIDE_M)


def movement_of(values: Mapping[str, float]) -> Movement:
    """Take how people move from a draw of a scheme.

    Parameters
    ----------
    values : mapping of str to float
        Every quantity by path, in base units; the paths under ``movement`` are used.

    Returns
    -------
    Movement
        Plain numbers. The shares of kinds are scaled to sum to 1.
    """
    town, places, outings, trips = (f"movement.{part}" for part in ("town", "places", "outings", "trips"))
    kinds = ("shop", "school", "clinic", "worship", "lawyer", "union")
    shares = [values[f"{places}.shares.{kind}"] for kind in kinds]
    friends = values[f"{places}.shares.friend"]
    venues = sum(shares)
    upper = [sum(shares[: i + 1]) / venues if venues > 0.0 else 1.0 for i in range(len(shares) - 1)]
    # A logistic curve of scale s has the standard deviation s pi / sqrt(3).
    curve_h = max(values[f"{outings}.hours"] * math.sqrt(3.0) / math.pi, LEAST_CURVE_H)
    return Movement(
        town_m=values[f"{town}.spread"],
        household_m=side_m(values[f"{town}.households"]),
        venue_m=side_m(values[f"{town}.venues"]),
        known=round(values[f"{places}.known"]),
        new_share=values[f"{places}.new_share"],
        new_falls=values[f"{places}.new_falls"],
        friend=friends / (venues + friends),
        shop=upper[0],
        school=upper[1],
        clinic=upper[2],
        worship=upper[3],
        lawyer=upper[4],
        deep_indoors=values[f"{places}.deep_indoors"],
        outdoors=values[f"{places}.outdoors"],
        outings_per_d=values[f"{outings}.per_day"],
        outings_spread=values[f"{outings}.spread"],
        around_h=values[f"{outings}.around"],
        curve_h=curve_h,
        stay_h=values[f"{outings}.stay"],
        stay_spread=values[f"{outings}.stay_spread"],
        more=values[f"{outings}.more"],
        way_m=values[f"{trips}.length"],
        way_spread=values[f"{trips}.spread"],
        person_spread=values[f"{trips}.person_spread"],
        detour=values[f"{trips}.detour"],
        walked_below_m=values[f"{trips}.walked_below"],
        walking_m_h=values[f"{trips}.walking_speed"],
        vehicle_m_h=values[f"{trips}.speed"],
        delay_h=values[f"{trips}.delay"],
    )
