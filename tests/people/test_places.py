from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import kstest, norm

from custodes.people.itinerary import begin_life
from custodes.people.places import (
    FRIEND_KIND,
    HOME,
    MAX_PLACES,
    NOWHERE,
    TOTAL,
    WORK,
    WORK_KIND,
    Site,
    add_place,
    find_known,
    forbidden,
    home_at,
    new_places,
    venue_at,
)
from custodes.records.tables import PLACE_KINDS, SURROUNDINGS
from tests.people.lives import NO_ZONES, movement_with, routine_with

Z = 4.5


def begun(movement, *, people, seed=11, works=False):
    """The places that people know when monitoring begins."""
    all_places = []
    for person in range(people):
        places = new_places()
        begin_life(seed, person, movement, routine_with(works=works), places)
        all_places.append(places)
    return all_places


def test_a_venue_is_the_same_from_wherever_in_its_square_it_is_looked_for():
    movement = movement_with()
    side = movement.venue_m
    one = venue_at(5, 3.1 * side, -2.2 * side, movement, -1)
    assert one == venue_at(5, 3.9 * side, -2.9 * side, movement, -1)
    assert one != venue_at(5, 4.1 * side, -2.2 * side, movement, -1)
    assert one != venue_at(6, 3.1 * side, -2.2 * side, movement, -1)
    assert 3.25 * side <= one.x_m <= 3.75 * side
    assert -2.75 * side <= one.y_m <= -2.25 * side


def test_no_home_is_a_venue():
    movement = movement_with(venue_m=100.0, household_m=100.0)
    assert home_at(5, 10.0, 10.0, movement, FRIEND_KIND).square != venue_at(5, 10.0, 10.0, movement, -1).square


def test_venues_have_the_stated_kinds_and_surroundings():
    movement = movement_with()
    sites = [venue_at(3, (i + 0.5) * movement.venue_m, 0.0, movement, -1) for i in range(4000)]
    kinds = np.bincount([site.kind for site in sites], minlength=len(PLACE_KINDS)) / len(sites)
    shares = {"shop": 0.775, "school": 0.075, "clinic": 0.0625, "worship": 0.05, "lawyer": 0.025, "union": 0.0125}
    for kind, share in shares.items():
        assert abs(kinds[PLACE_KINDS.index(kind)] - share) < Z * math.sqrt(share * (1 - share) / len(sites))
    assert kinds[PLACE_KINDS.index("home")] == kinds[PLACE_KINDS.index("friend")] == 0.0
    shops = [site.surroundings for site in sites if site.kind == PLACE_KINDS.index("shop")]
    others = [site.surroundings for site in sites if site.kind != PLACE_KINDS.index("shop")]
    around = np.bincount(shops, minlength=5) / len(shops)
    for code, share in {"open": 0.2, "deep_indoor": 0.24, "light_indoor": 0.56}.items():
        assert abs(around[SURROUNDINGS.index(code)] - share) < Z * math.sqrt(share * (1 - share) / len(shops))
    assert SURROUNDINGS.index("open") not in others


def test_every_venue_may_be_outdoors_and_every_building_deep():
    movement = movement_with(outdoors=1.0, deep_indoors=1.0, shop=1.0)
    assert SURROUNDINGS[venue_at(3, 0.0, 0.0, movement, -1).surroundings] == "open"
    assert SURROUNDINGS[home_at(3, 0.0, 0.0, movement, FRIEND_KIND).surroundings] == "deep_indoor"


@pytest.mark.compiled
def test_homes_are_normal_about_the_centre_of_the_town():
    movement = movement_with(known=1)
    homes = np.array([(places.x_m[HOME], places.y_m[HOME]) for places in begun(movement, people=3000)])
    for axis in homes.T:
        assert kstest(axis, norm(0.0, movement.town_m).cdf).pvalue > 1e-5
    assert abs(np.corrcoef(homes.T)[0, 1]) < Z / math.sqrt(3000)


@pytest.mark.compiled
def test_new_places_lie_at_lognormal_ways_over_the_detour():
    movement = movement_with(known=1, person_spread=0.0, venue_m=1.0, household_m=1.0)
    known = begun(movement, people=3000)
    far = np.array([math.hypot(p.x_m[1] - p.x_m[0], p.y_m[1] - p.y_m[0]) for p in known])
    wanted = norm(math.log(movement.way_m / movement.detour), movement.way_spread)
    assert kstest(np.log(far), wanted.cdf).pvalue > 1e-5


@pytest.mark.compiled
def test_a_person_of_long_ways_has_long_ways_everywhere():
    movement = movement_with(known=2, way_spread=0.0, venue_m=1.0, household_m=1.0)
    ways = [
        [math.hypot(places.x_m[k] - places.x_m[0], places.y_m[k] - places.y_m[0]) for k in (1, 2)]
        for places in begun(movement, people=2000)
    ]
    first, second = np.log(ways).T
    assert np.abs(first - second).max() < 0.2
    assert abs(first.std() - movement.person_spread) < Z * movement.person_spread / math.sqrt(2 * 2000)


def test_known_places_have_the_visits_that_exploration_and_return_would_have_left():
    places = begun(movement_with(known=5, venue_m=1.0, household_m=1.0), people=1)[0]
    assert places.known[0] == 6
    assert places.visits[1:6].tolist() == pytest.approx([(5.0 / k) ** 1.21 for k in range(1, 6)])
    assert places.own[TOTAL] == pytest.approx(places.visits[: places.known[0]].sum())
    assert places.visits[HOME] == 0.0


def test_who_works_has_a_place_of_work():
    places = begun(movement_with(), people=1, works=True)[0]
    assert places.kind[WORK] == WORK_KIND
    assert places.visits[WORK] == 0.0
    assert begun(movement_with(), people=1)[0].kind[WORK] != WORK_KIND


def test_different_people_know_the_same_places():
    sites = [set(p.site[1 : p.known[0]].tolist()) for p in begun(movement_with(town_m=500.0), people=20)]
    shared = sum(len(a & b) for i, a in enumerate(sites) for b in sites[:i])
    assert shared > 20
    one, other = (begun(movement_with(town_m=500.0), people=20)[i] for i in (3, 4))
    both = set(one.site[1 : one.known[0]].tolist()) & set(other.site[1 : other.known[0]].tolist())
    for site in both:
        here = [int(np.flatnonzero(p.site[: p.known[0]] == site)[0]) for p in (one, other)]
        assert one.x_m[here[0]] == other.x_m[here[1]]
        assert one.kind[here[0]] == other.kind[here[1]]


def test_a_place_is_known_once_and_no_more_than_there_is_room_for():
    places = new_places()
    for square in (4, 5, 4):
        add_place(places, Site(square, 1.0, 2.0, 2, 3), 1.0)
    assert places.known[0] == 2
    assert places.own[TOTAL] == 2.0
    for square in range(MAX_PLACES + 3):
        last = add_place(places, Site(square, 1.0, 2.0, 2, 3), 1.0)
    assert last == NOWHERE
    assert places.known[0] == MAX_PLACES


def test_known_places_are_picked_in_proportion_to_visits():
    places = new_places()
    for square, visits in enumerate((0.0, 1.0, 3.0, 4.0)):
        add_place(places, Site(square, 100.0 * square, 0.0, 2, 3), visits)
    picked = [find_known((i + 0.5) / 800.0, 1, NO_ZONES, places) for i in range(800)]
    assert np.bincount(picked).tolist() == [0, 100, 300, 400]
    zone = np.array([[200.0, 0.0, 10.0]])
    assert {find_known((i + 0.5) / 8.0, 1, zone, places) for i in range(8)} == {1, 3, NOWHERE}
    assert forbidden(zone, 210.0, 0.0)
    assert not forbidden(zone, 210.1, 0.0)
    assert find_known(0.5, 4, NO_ZONES, places) == NOWHERE
