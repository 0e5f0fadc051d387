"""Days that synthetic people live: person-days a second on one core, people with and without work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from measure import best_s, own_peak_mb, show

from custodes.people.itinerary import Routine, begin_life, live_day, new_legs
from custodes.people.kernel import kernel
from custodes.people.movement import movement_of
from custodes.people.places import new_places
from custodes.scheme.library import load

if TYPE_CHECKING:
    from custodes.people.itinerary import Legs
    from custodes.people.movement import Movement
    from custodes.people.places import Places

PEOPLE, DAYS, SEED, REPEATS = 1000, 365, 1, 5
SCHEME = Path(__file__).resolve().parents[1] / "tests" / "scheme" / "files" / "small-example.yaml"
NO_CURFEW = float("nan")


@kernel()
def lived(movement: Movement, routine: Routine, places: Places, legs: Legs) -> int:
    """Live a year of many people and count the legs."""
    count = 0
    for person in range(PEOPLE):
        begin_life(SEED, person, movement, routine, places)
        for day in range(DAYS):
            count += live_day(SEED, person, day, movement, routine, places.nowhere, places, legs)
    return count


def main() -> None:
    """Time the people of the small example."""
    movement = movement_of(load(SCHEME).values({}))
    places, legs = new_places(), new_legs()
    for works, whose in ((False, "without work"), (True, "with work")):
        routine = Routine(23.0, 8.0, works, 9.0, 8.0, NO_CURFEW, NO_CURFEW, 0.0, 0.0, 0.0, 0.0)
        count = lived(movement, routine, places, legs)
        seconds = best_s(lambda routine=routine: lived(movement, routine, places, legs), REPEATS)
        rate = PEOPLE * DAYS / seconds / 1e6
        what = f"days of people {whose}, {count / PEOPLE / DAYS:.1f} legs each"
        show(what, f"{rate:.2f} million/s", "at least 2 million/s")
    show("peak memory", f"{own_peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
