"""Lives of synthetic people, written down leg by leg, for the tests and the page about movement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.people.itinerary import MAX_LEGS, Routine, begin_life, live_day, new_legs
from custodes.people.kernel import kernel
from custodes.people.places import MAX_PLACES, new_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

NO_ZONES = np.empty((0, 3))


@dataclass(frozen=True)
class Lives:
    """Legs one after another; `person` and `day` say whose and when; `home`, `kinds` and `known` are by person."""

    person: NDArray[np.int64]
    day: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    ends_m: NDArray[np.float64]
    place: NDArray[np.int64]
    surroundings: NDArray[np.int64]
    home: NDArray[np.float64]
    places: NDArray[np.float64]
    known: NDArray[np.int64]

    @property
    def length_h(self) -> NDArray[np.float64]:
        return self.end_h - self.start_h


@kernel()
def _live(seed, people, days, movement, routine, avoid, rows, whole, reals, at_places, known, places, legs):
    row = 0
    for person in range(people):
        begin_life(seed, person, movement, routine, places)
        for day in range(days):
            count = live_day(seed, person, day, movement, routine, avoid, places, legs)
            if rows:
                for leg in range(count):
                    whole[row, 0], whole[row, 1] = person, day
                    whole[row, 2], whole[row, 3] = legs.place[leg], legs.surroundings[leg]
                    reals[row, 0], reals[row, 1] = legs.start_h[leg], legs.end_h[leg]
                    reals[row, 2], reals[row, 3] = legs.x0_m[leg], legs.y0_m[leg]
                    reals[row, 4], reals[row, 5] = legs.x1_m[leg], legs.y1_m[leg]
                    row += 1
            else:
                row += count
        if rows:
            known[person] = places.known[0]
            for place in range(places.known[0]):
                at_places[person, place, 0], at_places[person, place, 1] = places.x_m[place], places.y_m[place]
                at_places[person, place, 2] = places.kind[place]
                at_places[person, place, 3] = places.surroundings[place]
                at_places[person, place, 4] = places.visits[place]
    return row


def routine_with(**changed: float) -> Routine:
    """An ordinary night and working day without curfew or zones, except for what is changed."""
    plain = Routine(
        sleep_from_h=23.0,
        sleep_h=7.5,
        works=False,
        work_from_h=8.5,
        work_h=8.0,
        curfew_from_h=np.nan,
        curfew_to_h=np.nan,
        late_per_d=0.0,
        late_h=0.0,
        entry_per_d=0.0,
        entry_stay_h=0.0,
    )
    return plain._replace(**changed)


def live(
    movement: Movement,
    routine: Routine,
    *,
    people: int,
    days: int,
    seed: int = 7,
    avoid: NDArray[np.float64] = NO_ZONES,
    most_legs: int = MAX_LEGS,
) -> Lives:
    """Live so many days of so many people with the same routine."""
    whole = np.zeros((people * days * most_legs, 4), dtype=np.int64)
    reals = np.zeros((people * days * most_legs, 6))
    at_places = np.zeros((people, MAX_PLACES, 5))
    known = np.zeros(people, dtype=np.int64)
    rows = _live(
        seed, people, days, movement, routine, avoid, True, whole, reals, at_places, known, new_places(), new_legs()
    )
    whole, reals = whole[:rows].copy(), reals[:rows].copy()
    return Lives(
        person=whole[:, 0],
        day=whole[:, 1],
        place=whole[:, 2],
        surroundings=whole[:, 3],
        start_h=reals[:, 0],
        end_h=reals[:, 1],
        ends_m=reals[:, 2:],
        home=at_places[:, 0, :2].copy(),
        places=at_places,
        known=known,
    )


def legs_lived(movement: Movement, routine: Routine, *, people: int, days: int, seed: int = 7) -> int:
    """Live so many days of so many people and count the legs: what a benchmark times."""
    nothing = np.zeros((1, 6))
    return _live(
        seed,
        people,
        days,
        movement,
        routine,
        NO_ZONES,
        False,
        np.zeros((1, 4), dtype=np.int64),
        nothing,
        np.zeros((1, 1, 5)),
        np.zeros(1, dtype=np.int64),
        new_places(),
        new_legs(),
    )
