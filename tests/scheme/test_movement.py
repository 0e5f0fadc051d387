from __future__ import annotations

import pytest

# What is changed in the small example, the number it is told of, its code, and what the message says.
BROKEN = [
    ("spread: {value: 4, unit: kilometre", "spread: {value: 0, unit: kilometre", "town.spread.value", "of no size"),
    ("spread: {value: 4, unit: kilometre", "spread: {value: -4, unit: kilometre", "town.spread.value", "of no size"),
    ("households: {value: 2000,", "households: {value: 0,", "town.households.value", "needs households"),
    ("venues: {value: 12.6,", "venues: {value: 0,", "town.venues.value", "needs places to go"),
    ("known: {value: 20,", "known: {value: 0,", "places.known.value", "from 1 to 60"),
    ("known: {value: 20,", "known: {value: 61,", "places.known.value", "from 1 to 60"),
    ("new_share: {value: 0.6,", "new_share: {value: 1.6,", "places.new_share.value", "from 0 to 1"),
    ("new_falls: {value: 0.21,", "new_falls: {value: -0.21,", "places.new_falls.value", "0 or more"),
    ("stay: {value: 2.5,", "stay: {value: 0,", "outings.stay.value", "above 0"),
    ("hours: {value: 3.5,", "hours: {value: 25,", "outings.hours.value", "24 hours"),
    ("per_day: {value: 2.1,", "per_day: {value: -1,", "outings.per_day.value", "0 or more"),
    ("length: {value: 3.6,", "length: {value: 0,", "trips.length.value", "above 0"),
    ("detour: {value: 1.3,", "detour: {value: 0.9,", "trips.detour.value", "shorter than the straight line"),
    ("walked_below: {value: 2,", "walked_below: {value: -2,", "trips.walked_below.value", "0 or more"),
    ("walking_speed: {value: 4.6,", "walking_speed: {value: 0,", "trips.walking_speed.value", "above 0"),
]
WRONG_UNIT = [
    ("venues: {value: 12.6, unit: venue/km2", "venues: {value: 12.6, unit: household/km2", "town.venues.unit"),
    ("walking_speed: {value: 4.6, unit: km/hour", "walking_speed: {value: 4.6, unit: hour", "trips.walking_speed.unit"),
    ("length: {value: 3.6, unit: kilometre", "length: {value: 3.6, unit: km/hour", "trips.length.unit"),
]


@pytest.mark.parametrize(("old", "new", "path", "says"), BROKEN)
def test_a_number_out_of_its_limits_is_refused(changed, old, new, path, says):
    broken = changed(old, new)
    assert broken.only.code == "out-of-range"
    assert broken.only.path == f"movement.{path}"
    assert says in broken.only.wrong
    assert broken.only.line == broken.line


@pytest.mark.parametrize(("old", "new", "path"), WRONG_UNIT)
def test_a_number_of_another_kind_is_refused(changed, old, new, path):
    broken = changed(old, new)
    assert broken.only.code == "wrong-unit"
    assert broken.only.path == f"movement.{path}"


def test_a_town_of_no_size_is_told_what_to_state(changed):
    only = changed("spread: {value: 4, unit: kilometre", "spread: {value: 0, unit: kilometre").only
    assert "how far homes lie from the town's centre" in only.hint


def test_kinds_of_places_must_add_up(changed):
    only = changed("shop: {value: 0.62,", "shop: {value: 0.72,").only
    assert (only.code, only.path) == ("shares-do-not-sum", "movement.places.shares")
    assert "1.1" in only.seen
    assert "no kind of its own" in only.hint


def test_a_kind_of_place_that_nobody_goes_to_is_stated_all_the_same(changed):
    broken = changed("      union: {value: 0.01, unit: ratio, assumption: made up}\n", "")
    assert ("missing-key", "movement.places.shares.union") in [(each.code, each.path) for each in broken.problems]


def test_lengths_and_speeds_are_read_in_metres_and_hours(small):
    values = small.values()
    assert values["movement.town.spread"] == 4000.0
    assert values["movement.trips.walked_below"] == 2000.0
    assert values["movement.trips.speed"] == 36_000.0
    assert values["movement.trips.delay"] == pytest.approx(0.1)
