"""Lives of synthetic people, written down leg by leg, for the tests and the page about movement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.people.itinerary import MAX_LEGS, Routine, begin_life, live_day, new_legs
from custodes.people.kernel import kernel
from custodes.people.movement import movement_of
from custodes.people.places import MAX_PLACES, new_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

NO_ZONES = np.empty((0, 3))

# People in general, as the page about movement has them: the middle numbers of the library, in base units.
ORDINARY = {
    "town.spread": 4000.0,
    "town.households": 2000.0,
    "town.venues": 12.0,
    "places.known": 20.0,
    "places.new_share": 0.6,
    "places.new_falls": 0.21,
    "places.shares.shop": 0.62,
    "places.shares.school": 0.06,
    "places.shares.clinic": 0.05,
    "places.shares.worship": 0.04,
    "places.shares.lawyer": 0.02,
    "places.shares.union": 0.01,
    "places.shares.friend": 0.2,
    "places.deep_indoors": 0.3,
    "places.outdoors": 0.2,
    "outings.per_day": 2.1,
    "outings.spread": 1.4,
    "outings.around": 12.5,
    "outings.hours": 3.5,
    "outings.stay": 2.5,
    "outings.stay_spread": 1.0,
    "outings.more": 0.5,
    "trips.length": 3600.0,
    "trips.spread": 1.2,
    "trips.person_spread": 0.85,
    "trips.detour": 1.3,
    "trips.walked_below": 2000.0,
    "trips.walking_speed": 4600.0,
    "trips.speed": 36000.0,
    "trips.delay": 0.1,
}


@dataclass(frozen=True)
class Lives:
    """Legs one after another, and the places of each person: x, y, kind, surroundings, visits."""

    person: NDArray[np.int64]
    day: NDArray[np.int64]
    place: NDArray[np.int64]
    surroundings: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    x0_m: NDArray[np.float64]
    y0_m: NDArray[np.float64]
    x1_m: NDArray[np.float64]
    y1_m: NDArray[np.float64]
    places: NDArray[np.float64]
    known: NDArray[np.int64]

    @property
    def length_h(self) -> NDArray[np.float64]:
        return self.end_h - self.start_h

    @property
    def on_trip(self) -> NDArray[np.bool_]:
        return self.place < 0

    @property
    def straight_m(self) -> NDArray[np.float64]:
        return np.hypot(self.x1_m - self.x0_m, self.y1_m - self.y0_m)


def movement_with(**changed: Any) -> Movement:
    """People in general, except for what is changed."""
    return movement_of({f"movement.{path}": value for path, value in ORDINARY.items()})._replace(**changed)


def near_places(**changed: Any) -> Movement:
    """Everything lies a few steps from home, so that hardly any time is lost on the way."""
    steps = {"way_m": 20.0, "way_spread": 0.1, "person_spread": 0.0, "venue_m": 1.0, "household_m": 1.0}
    return movement_with(**(steps | changed))


def routine_with(**changed: Any) -> Routine:
    """An ordinary night and working day without curfew or zones, except for what is changed."""
    plain = Routine(
        sleep_from_h=23.0,
        sleep_h=7.5,
        works=False,
        work_from_h=8.5,
        work_h=8.0,
        curfew_from_h=math.nan,
        curfew_to_h=math.nan,
        late_per_d=0.0,
        late_h=0.0,
        entry_per_d=0.0,
        entry_stay_h=0.0,
    )
    return plain._replace(**changed)


@kernel()
def _live(  # noqa: PLR0913, PLR0917 - a compiled loop
    seed, first_person, people, days, movement, routine, avoid, whole, reals, at_places, known, places, legs
):
    row = 0
    for person in range(people):
        begin_life(seed, first_person + person, movement, routine, places)
        for day in range(days):
            count = live_day(seed, first_person + person, day, movement, routine, avoid, places, legs)
            for leg in range(count):
                if row < whole.shape[0]:
                    whole[row, 0], whole[row, 1] = person, day
                    whole[row, 2], whole[row, 3] = legs.place[leg], legs.surroundings[leg]
                    reals[row, 0], reals[row, 1] = legs.start_h[leg], legs.end_h[leg]
                    reals[row, 2], reals[row, 3] = legs.x0_m[leg], legs.y0_m[leg]
                    reals[row, 4], reals[row, 5] = legs.x1_m[leg], legs.y1_m[leg]
                row += 1
        if person < known.size:
            known[person] = places.known[0]
            for place in range(places.known[0]):
                at_places[person, place, 0], at_places[person, place, 1] = places.x_m[place], places.y_m[place]
                at_places[person, place, 2] = places.kind[place]
                at_places[person, place, 3] = places.surroundings[place]
                at_places[person, place, 4] = places.visits[place]
    return row


def live(  # noqa: PLR0913 - what a life depends on
    movement: Movement,
    routine: Routine,
    *,
    people: int,
    days: int,
    seed: int = 7,
    first_person: int = 0,
    avoid: NDArray[np.float64] = NO_ZONES,
    most_legs: int = MAX_LEGS,
) -> Lives:
    """Live so many days of so many people with the same routine."""
    whole = np.zeros((people * days * most_legs, 4), dtype=np.int64)
    reals = np.zeros((people * days * most_legs, 6))
    at_places = np.zeros((people, MAX_PLACES, 5))
    known = np.zeros(people, dtype=np.int64)
    rows = _live(
        seed,
        first_person,
        people,
        days,
        movement,
        routine,
        avoid,
        whole,
        reals,
        at_places,
        known,
        new_places(),
        new_legs(),
    )
    return Lives(*whole[:rows].T.copy(), *reals[:rows].T.copy(), at_places, known)


def legs_lived(movement: Movement, routine: Routine, *, people: int, days: int, seed: int = 7) -> int:
    """Live so many days of so many people and count the legs: what a benchmark times."""
    nothing, no_rows = np.zeros((0, 6)), np.zeros((0, 4), dtype=np.int64)
    no_places, nobody = np.zeros((0, 0, 5)), np.zeros(0, dtype=np.int64)
    return _live(
        seed,
        0,
        people,
        days,
        movement,
        routine,
        NO_ZONES,
        no_rows,
        nothing,
        no_places,
        nobody,
        new_places(),
        new_legs(),
    )
