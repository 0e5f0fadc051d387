"""The synthetic cohort: who is on the scheme and when, in which groups, with which habits, doing what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.people.groups import Attribute, attributes, draw_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.scheme.scheme import Scheme

DAY_H = 24.0


@dataclass(frozen=True)
class Cohort:
    """Synthetic people, one element of each array a person.

    Attributes
    ----------
    person : ndarray of int64
        Number of the person.
    joined_h, left_h : ndarray
        When monitoring starts and ends, within the run [hour].
    absconds_h : ndarray
        When the person absconds, infinity if never [hour].
    sleep_from_h : ndarray
        Start of the person's night [hour after midnight].
    works : ndarray of bool
        Whether the person has working hours.
    delay_factor : ndarray
        How many times slower than the median wearer the person answers [ratio].
    true_group, recorded_group : mapping of str to ndarray of int8
        For each attribute the person's group, and what the records say (-1 not recorded).
    attributes : tuple of Attribute
        Groups and shares behind the codes.
    """

    person: NDArray[np.int64]
    joined_h: NDArray[np.float64]
    left_h: NDArray[np.float64]
    absconds_h: NDArray[np.float64]
    sleep_from_h: NDArray[np.float64]
    works: NDArray[np.bool_]
    delay_factor: NDArray[np.float64]
    true_group: Mapping[str, NDArray[np.int8]]
    recorded_group: Mapping[str, NDArray[np.int8]]
    attributes: tuple[Attribute, ...]

    def __len__(self) -> int:
        """Give the number of people."""
        return int(self.person.size)


def arrivals_in(values: Mapping[str, float], people: int, days: int) -> int:
    """Count the people who join during a run.

    Parameters
    ----------
    values : mapping of str to float
        A draw; uses ``cohort.arrivals`` [person/day] and ``cohort.size`` [person].
    people : int
        People on the scheme at the start, in place of the scheme's own size [person].
    days : int
        Length of the run [day].

    Returns
    -------
    int
        Arrivals of the scheme scaled by people / size [person].
    """
    return round(values["cohort.arrivals"] * people / values["cohort.size"] * days)


def draw_cohort(scheme: Scheme, values: Mapping[str, float], seed: int, people: int, days: int) -> Cohort:
    """Draw the people of one world.

    People there at the start are numbered from 0, those who arrive follow. Stays are exponential, so that what is left
    of the stay of somebody already there has the same distribution as a whole stay.

    Parameters
    ----------
    scheme : Scheme
        Names the groups.
    values : mapping of str to float
        A draw: every quantity of the scheme by path, in base units.
    seed : int
        Seed of the world.
    people : int
        People on the scheme at the start [person].
    days : int
        Length of the run [day].

    Returns
    -------
    Cohort
        Everybody who is on the scheme at some time of the run.
    """
    person = np.arange(people + arrivals_in(values, people, days), dtype=np.int64)
    joined_h, left_h = _stays(values, seed, person, people, days)
    absconds_h = _absconding(values, seed, person, joined_h, left_h)
    # Where nothing is asked of people, nothing tells that somebody has gone, and monitoring does not stop for it.
    closed_h = absconds_h + values.get("rules.absence_closed_after", np.inf)
    habits = draw_people(seed, person, purposes.SLEEP)
    spread = values["wearers.reachability_spread"]
    groups = attributes(scheme, values)
    drawn = {attribute.name: draw_groups(attribute, seed, person) for attribute in groups}
    return Cohort(
        person=person,
        joined_h=joined_h,
        left_h=np.minimum(left_h, closed_h),
        absconds_h=absconds_h,
        sleep_from_h=(values["wearers.sleep_from"] + values["wearers.sleep_spread"] * ndtri(habits[:, 0])) % DAY_H,
        works=habits[:, 1] < values["wearers.working_share"],
        delay_factor=np.exp(spread * ndtri(habits[:, 2])),
        true_group={name: codes[0] for name, codes in drawn.items()},
        recorded_group={name: codes[1] for name, codes in drawn.items()},
        attributes=groups,
    )


def _stays(
    values: Mapping[str, float], seed: int, person: NDArray[np.int64], people: int, days: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    uniforms = draw_people(seed, person, purposes.ARRIVAL)
    joined_h = np.where(person < people, 0.0, np.floor(uniforms[:, 0] * days) * DAY_H)
    stay_h = -np.log(uniforms[:, 1]) * values["cohort.time_on_scheme"]
    return joined_h, np.minimum(joined_h + stay_h, days * DAY_H)


def _absconding(
    values: Mapping[str, float],
    seed: int,
    person: NDArray[np.int64],
    joined_h: NDArray[np.float64],
    left_h: NDArray[np.float64],
) -> NDArray[np.float64]:
    per_h = values["conduct.absconding"] / DAY_H
    if per_h == 0.0:
        return np.full(person.size, np.inf)
    wait_h = -np.log(draw_people(seed, person, purposes.ABSCONDING)[:, 0]) / per_h
    absconds_h = joined_h + wait_h
    return np.where(absconds_h < left_h, absconds_h, np.inf)
