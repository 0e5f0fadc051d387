"""Where the people on a scheme go: the town that they live in, their places, their outings and their trips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.scheme.admits import (
    Clock,
    Count,
    Detour,
    Duration,
    Households,
    Interval,
    Length,
    LengthOrNone,
    PartOfDay,
    Rate,
    Share,
    Speed,
    Spread,
    TownSpread,
    Venues,
)
from custodes.scheme.cohort import middle_of
from custodes.scheme.coordinates import Centre
from custodes.scheme.fault import Fault
from custodes.scheme.part import Part, Raw, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

SUM_TOLERANCE: Final = 1e-6
"""Shares may miss 1 by this much."""


class Town(Part):
    """The town that wearers live in.

    Attributes
    ----------
    spread : Quantity
        Standard deviation of homes from the town's centre, east and north [kilometre].
    households : Quantity
        Homes to the square kilometre [household/km2].
    venues : Quantity
        Other places that somebody may visit, to the square kilometre [venue/km2].
    centre : Centre or None
        Where it lies on a map, when a zone is drawn on one.
    """

    spread: TownSpread
    households: Households
    venues: Venues
    centre: Centre | None = None


class KindShares(Part):
    """What the places are that people visit.

    Attributes
    ----------
    shop, school, clinic, worship, lawyer, union, friend : Quantity
        Share of the places that a person comes to know [ratio]; they add up to 1.
    """

    shop: Share
    school: Share
    clinic: Share
    worship: Share
    lawyer: Share
    union: Share
    friend: Share

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the shares do not add up to 1."""
        middles = [middle_of(raw.get(kind), reading) for kind in cls.model_fields]
        known = [middle for middle in middles if middle is not None]
        if len(known) == len(middles) and abs(sum(known) - 1.0) > SUM_TOLERANCE:
            hint = "shop stands for every place that has no kind of its own"
            yield Fault((), "shares-do-not-sum", "the shares must add up to 1", f"{sum(known):.6g}", hint)


class PlacesKnown(Part):
    """The places that a person knows, and comes to know.

    Attributes
    ----------
    known : Quantity
        Places that a person knows when monitoring begins [count].
    new_share : Quantity
        Share of visits that lead to a new place while a person knows one [ratio].
    new_falls : Quantity
        Power by which that share falls as a person knows more places [ratio].
    shares : KindShares
        What they are.
    deep_indoors : Quantity
        Share of buildings in which hardly a satellite is received [ratio].
    outdoors : Quantity
        Share of shops and places of work that are in the open [ratio].
    """

    known: Count
    new_share: Share
    new_falls: Spread
    shares: KindShares
    deep_indoors: Share
    outdoors: Share


class Outings(Part):
    """When people leave home, and for how long.

    Attributes
    ----------
    per_day : Quantity
        Outings, other than to work, of a person who could leave home at every hour [1/day].
    spread : Quantity
        Standard deviation between people of the logarithm of that number [ratio].
    around : Quantity
        Time around which people leave home [time of day].
    hours : Quantity
        Standard deviation of the time at which they leave [hour].
    stay : Quantity
        Median length of a visit [hour].
    stay_spread : Quantity
        Standard deviation of the logarithm of that length [ratio].
    more : Quantity
        Share of visits from which people go on to another place before they go home [ratio].
    """

    per_day: Rate
    spread: Spread
    around: Clock
    hours: PartOfDay
    stay: Interval
    stay_spread: Spread
    more: Share


class Trips(Part):
    """How far people go, and how fast.

    Attributes
    ----------
    length : Quantity
        Median way to a new place [kilometre].
    spread : Quantity
        Standard deviation of the logarithm of that way, for one person [ratio].
    person_spread : Quantity
        Standard deviation between people of the logarithm of their median way [ratio].
    detour : Quantity
        How many times longer a way is than the straight line [ratio].
    walked_below : Quantity
        Ways shorter than this are walked [kilometre].
    walking_speed : Quantity
        Speed on foot [km/hour].
    speed : Quantity
        Speed in a vehicle [km/hour].
    delay : Quantity
        Time that a trip in a vehicle takes beyond that, for waiting and parking [minute].
    """

    length: Length
    spread: Spread
    person_spread: Spread
    detour: Detour
    walked_below: LengthOrNone
    walking_speed: Speed
    speed: Speed
    delay: Duration


class Movement(Part):
    """Where the people on a scheme go.

    Attributes
    ----------
    town : Town
        The town that they live in.
    places : PlacesKnown
        The places that they know.
    outings : Outings
        When they leave home.
    trips : Trips
        How far they go.
    """

    town: Town
    places: PlacesKnown
    outings: Outings
    trips: Trips
