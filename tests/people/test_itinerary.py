from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import expon, kstest, norm

from custodes.people.itinerary import MAX_LEGS, begin_life, live_day, new_legs
from custodes.people.places import HOME, MAX_PLACES, WORK, WORK_KIND, new_places
from custodes.records.tables import PLACE_KINDS, SURROUNDINGS
from tests.people.lives import NO_ZONES, live, movement_with, near_places, routine_with

ROOT = Path(__file__).resolve().parents[2]
Z = 4.5
DAY_H = 24.0
FRIEND_KIND = PLACE_KINDS.index("friend")
OPEN, STREET, VEHICLE = (SURROUNDINGS.index(name) for name in ("open", "street", "vehicle"))
HOURS = st.floats(0.0, 24.0)
RINGS = np.array([[1500.0, 0.0, 900.0], [-1500.0, 800.0, 700.0], [0.0, -2500.0, 1000.0]])


def days_of(lives):
    """First and last leg of each day of each person."""
    key = lives.person * 10_000 + lives.day
    first = np.flatnonzero(np.diff(key, prepend=-1))
    return first, np.append(first[1:], key.size) - 1


def hold_together(lives):
    """What must be true of every day, whatever the routine."""
    first, last = days_of(lives)
    homes = lives.places[lives.person, 0]
    within = np.ones(lives.person.size, dtype=bool)
    within[first] = False
    assert (lives.start_h[first] == 0.0).all()
    assert (lives.end_h[last] == DAY_H).all()
    assert (lives.end_h > lives.start_h).all()
    assert (lives.start_h[within] == lives.end_h[np.flatnonzero(within) - 1]).all()
    for axis, (start, end) in enumerate(((lives.x0_m, lives.x1_m), (lives.y0_m, lives.y1_m))):
        assert (start[first] == homes[first, axis]).all()
        assert (end[last] == homes[last, axis]).all()
        assert (start[within] == end[np.flatnonzero(within) - 1]).all()
        at = lives.places[lives.person, np.maximum(lives.place, 0), axis]
        assert (start[~lives.on_trip] == at[~lives.on_trip]).all()
        assert (end[~lives.on_trip] == at[~lives.on_trip]).all()
    assert np.isin(lives.surroundings[lives.on_trip], [STREET, VEHICLE]).all()
    around = lives.places[lives.person, np.maximum(lives.place, 0), 3]
    assert (lives.surroundings[~lives.on_trip] == around[~lives.on_trip]).all()


def away_within(lives, from_h, to_h):
    """Hours away from home that each leg has in a part of the day."""
    away = (lives.place != HOME) * (np.minimum(lives.end_h, to_h) - np.maximum(lives.start_h, from_h))
    return np.maximum(away, 0.0)


def curfew_parts(from_h, to_h):
    return [(from_h, to_h)] if from_h < to_h else [(from_h, DAY_H), (0.0, to_h)]


# What always holds


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**40),
    works=st.booleans(),
    sleep_from_h=HOURS,
    sleep_h=HOURS,
    work_from_h=HOURS,
    work_h=HOURS,
    curfew=st.one_of(st.none(), st.tuples(HOURS, HOURS)),
    late_per_d=st.sampled_from([0.0, 0.5, 1.0]),
    entry_per_d=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_days_are_whole_and_without_jumps(seed, curfew, **routine):
    from_h, to_h = curfew if curfew is not None and curfew[0] % DAY_H != curfew[1] else (math.nan, math.nan)
    plan = routine_with(**routine, curfew_from_h=from_h, curfew_to_h=to_h, late_h=1.0, entry_stay_h=0.5)
    hold_together(live(movement_with(), plan, people=2, days=8, seed=seed, avoid=RINGS))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**40), works=st.booleans(), from_h=HOURS, to_h=HOURS, sleep_from_h=HOURS)
def test_who_obeys_a_curfew_is_home_while_it_lasts(seed, works, from_h, to_h, sleep_from_h):
    if from_h % DAY_H == to_h:
        return
    plan = routine_with(works=works, sleep_from_h=sleep_from_h, curfew_from_h=from_h, curfew_to_h=to_h)
    lives = live(movement_with(), plan, people=3, days=8, seed=seed)
    for part in curfew_parts(from_h % DAY_H, to_h):
        assert away_within(lives, *part).max() == 0.0


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**40), works=st.booleans())
def test_nobody_is_in_a_zone_that_they_keep_out_of(seed, works):
    lives = live(movement_with(), routine_with(works=works), people=4, days=10, seed=seed, avoid=RINGS)
    steps = np.linspace(0.0, 1.0, 51)[:, None]
    x_m = lives.x0_m + steps * (lives.x1_m - lives.x0_m)
    y_m = lives.y0_m + steps * (lives.y1_m - lives.y0_m)
    for circle in RINGS:
        at_home = np.hypot(*(lives.places[:, 0, :2] - circle[:2]).T) <= circle[2]
        depth = circle[2] - np.hypot(x_m - circle[0], y_m - circle[1])
        assert depth[:, ~at_home[lives.person]].max(initial=-1.0) < 1e-6


def test_a_wide_spread_and_many_outings_end_nowhere_in_an_endless_loop():
    wild = {"outings_per_d": 1e12, "way_spread": 500.0, "person_spread": 500.0, "stay_spread": 500.0}
    hold_together(live(movement_with(**wild), routine_with(works=True), people=2, days=2))
    narrow = {"stay_spread": 0.0, "way_spread": 0.0, "curve_h": 0.05, "outings_spread": 0.0}
    hold_together(live(movement_with(**narrow), routine_with(), people=2, days=5))


def test_more_outings_than_there_is_room_for_are_not_made():
    busy = near_places(outings_per_d=1000.0, stay_h=0.01, stay_spread=0.0, more=0.9)
    lives = live(busy, routine_with(), people=2, days=2)
    hold_together(lives)
    first, last = days_of(lives)
    assert MAX_LEGS - 16 < (last - first + 1).max() <= MAX_LEGS


# What depends on what


def test_a_life_depends_on_nobody_else_and_a_day_on_none_that_follow():
    movement, plan = movement_with(), routine_with(works=True)
    many = live(movement, plan, people=5, days=20)
    few = live(movement, plan, people=1, days=9, first_person=3)
    mine = (many.person == 3) & (many.day < 9)
    for name in ("place", "surroundings", "start_h", "end_h", "x0_m", "y1_m"):
        assert getattr(many, name)[mine].tolist() == getattr(few, name).tolist()


def test_another_seed_is_another_life():
    one, other = (live(movement_with(), routine_with(), people=2, days=5, seed=seed) for seed in (1, 2))
    assert one.start_h.tolist() != other.start_h.tolist()


def lived_bytes() -> str:
    """Days with everything in them, as a hash."""
    digest = hashlib.sha256()
    plain = routine_with(works=True)
    bound = routine_with(
        works=True, curfew_from_h=19.0, curfew_to_h=7.0, late_per_d=0.3, late_h=0.5, entry_per_d=0.3, entry_stay_h=0.5
    )
    for plan, avoid in ((plain, NO_ZONES), (bound, RINGS)):
        lives = live(movement_with(), plan, people=6, days=12, avoid=avoid)
        for column in (lives.place, lives.surroundings, lives.start_h, lives.end_h, lives.x1_m, lives.y1_m):
            digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


@pytest.mark.compiled
def test_a_life_is_the_same_to_the_bit_with_the_compiler_off():
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", "from tests.people.test_itinerary import lived_bytes; print(lived_bytes())"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stdout.strip() == lived_bytes()


# Work and sleep


def test_who_works_is_at_work_on_five_days_of_seven_in_working_hours():
    lives = live(movement_with(way_spread=0.3, person_spread=0.0), routine_with(works=True), people=10, days=28)
    at_work = lives.place == WORK
    assert (lives.places[:, WORK, 2] == WORK_KIND).all()
    assert set(np.unique(lives.day[at_work] % 7)) == {0, 1, 2, 3, 4}
    assert np.allclose(lives.start_h[at_work], 8.5)
    assert np.allclose(lives.end_h[at_work], 16.5)
    assert at_work.sum() == 10 * 20


def test_work_gives_way_to_a_curfew_and_is_not_done_for_less_than_an_hour():
    movement = movement_with(way_spread=0.0, person_spread=0.0, outings_per_d=0.0)
    part = routine_with(works=True, curfew_from_h=14.0, curfew_to_h=10.0)
    lives = live(movement, part, people=5, days=7)
    at_work = lives.place == WORK
    assert at_work.sum() == 25
    assert (lives.end_h[at_work] - lives.start_h[at_work] < 4.0).all()
    assert away_within(lives, 14.0, 24.0).max() < 1e-9
    none = live(movement, part._replace(curfew_from_h=10.5), people=5, days=7)
    assert not (none.place == WORK).any()
    split = live(movement, part._replace(curfew_from_h=11.0, curfew_to_h=13.0), people=5, days=7)
    assert (split.place == WORK).sum() == 50


def test_nobody_goes_to_work_in_a_zone_that_they_keep_out_of():
    everywhere = np.array([[0.0, 0.0, 1e7]])
    lives = live(movement_with(), routine_with(works=True), people=3, days=7, avoid=everywhere)
    assert (lives.place == HOME).all()


@pytest.mark.parametrize(
    ("sleep_from_h", "sleep_h", "wakes_h", "sleeps_h"),
    [
        (23.0, 7.5, 6.5, 23.0),
        (0.5, 8.0, 8.5, 24.0),
        (10.0, 8.0, 0.0, 10.0),
        (9.0, 0.0, 0.0, 24.0),
        (24.0, 8.0, 8.0, 24.0),
    ],
)
def test_outings_are_made_awake(sleep_from_h, sleep_h, wakes_h, sleeps_h):
    plan = routine_with(sleep_from_h=sleep_from_h, sleep_h=sleep_h)
    lives = live(movement_with(outings_per_d=20.0, curve_h=10.0), plan, people=10, days=20)
    assert away_within(lives, 0.0, wakes_h).max() == 0.0
    assert away_within(lives, sleeps_h, 24.0).max() == 0.0
    assert away_within(lives, wakes_h, min(wakes_h + 2.0, 24.0)).max() > 0.0


def test_who_never_wakes_never_leaves():
    assert (live(movement_with(), routine_with(sleep_h=24.0), people=3, days=5).place == HOME).all()


# Closed forms


@pytest.mark.compiled
@pytest.mark.parametrize(("from_h", "to_h"), [(math.nan, math.nan), (12.0, 13.0)])
def test_the_share_of_days_at_home_is_that_of_a_poisson_process_on_the_curve(from_h, to_h):
    # P(no departure between waking and sleeping) = exp(-N (F(b) - F(a))), F the logistic distribution; a curfew in the
    # middle of the day takes its part of the curve away and leaves the rest as it is.
    movement = near_places(outings_per_d=1.1, outings_spread=0.0, stay_h=0.05, stay_spread=0.1, more=0.0)
    lives = live(movement, routine_with(curfew_from_h=from_h, curfew_to_h=to_h), people=200, days=50)

    def below(h):
        return 1.0 / (1.0 + math.exp(-(h - movement.around_h) / movement.curve_h))

    free = below(23.0) - below(6.5)
    if not math.isnan(from_h):
        free -= below(to_h) - below(from_h)
    wanted = math.exp(-1.1 * free)
    at_home = np.bincount(lives.person * 50 + lives.day) == 1
    assert abs(at_home.mean() - wanted) < Z * math.sqrt(wanted * (1.0 - wanted) / at_home.size)


@pytest.mark.compiled
def test_first_departures_have_the_distribution_of_a_poisson_process_on_the_curve():
    movement = near_places(outings_per_d=1.1, outings_spread=0.0, stay_h=0.05, stay_spread=0.1, more=0.0)
    lives = live(movement, routine_with(), people=200, days=50, seed=8)
    first, last = days_of(lives)
    leaves_h = lives.end_h[first[last > first]]

    def below(h):
        return 1.0 / (1.0 + np.exp(-(h - movement.around_h) / movement.curve_h))

    def gone(h):
        return 1.0 - np.exp(-1.1 * (below(h) - below(6.5)))

    assert kstest(leaves_h, lambda h: gone(h) / gone(23.0)).pvalue > 1e-5


@pytest.mark.compiled
def test_visits_are_lognormal_and_end_in_time():
    movement = near_places(outings_per_d=1.1, stay_h=0.5, stay_spread=0.4, more=0.0)
    lives = live(movement, routine_with(), people=200, days=30)
    # Late in the day the time that is left cuts the distribution, so only visits with half a day before them count.
    stays_h = lives.length_h[~lives.on_trip & (lives.place != HOME) & (lives.start_h < 12.0)]
    assert kstest(np.log(stays_h), norm(math.log(0.5), 0.4).cdf).pvalue > 1e-5


@pytest.mark.compiled
def test_new_places_are_found_at_the_rate_of_exploration_and_return():
    # At each stop a new place has the chance rho S^-gamma: the sum of the surprises is 0 but for chance.
    movement = near_places(known=1, more=0.0, friend=0.0, way_m=20_000.0, way_spread=0.5, vehicle_m_h=1e9, delay_h=0.0)
    lives = live(movement, routine_with(), people=150, days=60)
    surprise, variance = 0.0, 0.0
    for person in range(150):
        known = 1
        for place in lives.place[(lives.person == person) & (lives.place > HOME)]:
            chance = 0.6 * known**-0.21
            surprise += (place > known) - chance
            variance += chance * (1.0 - chance)
            known = max(known, place)
    assert variance > 1000.0
    assert abs(surprise) < Z * math.sqrt(variance)


@pytest.mark.compiled
def test_people_go_on_from_the_stated_share_of_visits():
    movement = near_places(outings_per_d=0.7, outings_spread=0.0, more=0.3, stay_h=0.1, stay_spread=0.1, friend=0.0)
    movement = movement._replace(new_falls=0.0, new_share=1.0)
    lives = live(movement, routine_with(), people=200, days=30)
    stays = ~lives.on_trip & (lives.place != HOME)
    goes_on = (lives.place != HOME)[np.flatnonzero(stays) + 2]
    assert abs(goes_on.mean() - 0.3) < Z * math.sqrt(0.3 * 0.7 / goes_on.size)


# Coming home late


LATE = {"curfew_from_h": 19.0, "curfew_to_h": 7.0, "late_per_d": 0.2, "late_h": 0.4}


def lateness_h(lives, from_h=19.0):
    """How late each person comes home on each day [hour]."""
    late = np.zeros((lives.person.max() + 1, lives.day.max() + 1))
    np.add.at(late, (lives.person, lives.day), away_within(lives, from_h, DAY_H))
    return late


@pytest.mark.compiled
@pytest.mark.parametrize("outings_per_d", [0.0, 2.1])
def test_people_are_late_on_the_stated_share_of_days_by_an_exponential_time(outings_per_d):
    lives = live(movement_with(outings_per_d=outings_per_d), routine_with(**LATE), people=200, days=50)
    late_h = lateness_h(lives)
    hold_together(lives)
    assert abs((late_h > 0.0).mean() - 0.2) < Z * math.sqrt(0.2 * 0.8 / late_h.size)
    assert kstest(late_h[late_h > 0.0], expon(scale=0.4).cdf).pvalue > 1e-5
    assert away_within(lives, 0.0, 7.0).max() < 1e-9


@pytest.mark.compiled
@pytest.mark.parametrize("outings_per_d", [0.0, 2.1])
def test_nobody_is_late_for_longer_than_until_midnight(outings_per_d):
    plan = routine_with(**(LATE | {"late_per_d": 1.0, "late_h": 50.0}))
    lives = live(movement_with(outings_per_d=outings_per_d), plan, people=20, days=20)
    hold_together(lives)
    assert lateness_h(lives).max() <= 5.0


@pytest.mark.parametrize(("from_h", "to_h"), [(10.0, 12.0), (1.0, 5.0), (0.0, 6.0), (24.0, 6.0)])
def test_people_are_late_for_a_curfew_that_ends_on_the_same_day(from_h, to_h):
    plan = routine_with(curfew_from_h=from_h, curfew_to_h=to_h, late_per_d=1.0, late_h=0.2)
    lives = live(movement_with(outings_per_d=0.3), plan, people=10, days=20)
    hold_together(lives)
    first_hour = away_within(lives, from_h % DAY_H, from_h % DAY_H + 1.0)
    late = np.zeros((10, 20))
    np.add.at(late, (lives.person, lives.day), first_hour)
    assert (late > 0.0).mean() > 0.95


def test_a_day_on_which_somebody_is_late_changes_no_day_before():
    obeys = live(movement_with(), routine_with(**(LATE | {"late_per_d": 0.0})), people=5, days=12)
    comes_late = live(movement_with(), routine_with(**LATE), people=5, days=12)
    late_h = lateness_h(comes_late)
    for person in range(5):
        until = int(np.argmax(late_h[person] > 0.0))
        for lives in (obeys, comes_late):
            assert lateness_h(lives)[person, :until].sum() == 0.0
        mine = [lives.start_h[(lives.person == person) & (lives.day < until)].tolist() for lives in (obeys, comes_late)]
        assert mine[0] == mine[1]


# Entering a zone


def in_zones(lives, zones):
    """Whether each stay lies in a zone."""
    away = np.hypot(lives.x0_m[:, None] - zones[:, 0], lives.y0_m[:, None] - zones[:, 1])
    return ~lives.on_trip & (away <= zones[:, 2] * (1.0 + 1e-12)).any(axis=1)


@pytest.mark.compiled
@pytest.mark.parametrize("works", [False, True])
def test_people_enter_zones_on_the_stated_share_of_days(works):
    zones = np.array([[30_000.0, 0.0, 500.0], [0.0, 25_000.0, 800.0]])
    plan = routine_with(works=works, entry_per_d=0.1, entry_stay_h=0.3)
    lives = live(movement_with(person_spread=0.3, way_spread=0.5), plan, people=200, days=50, avoid=zones)
    hold_together(lives)
    inside = in_zones(lives, zones) & (lives.place != HOME)
    assert (lives.places[lives.person[inside], lives.place[inside], 2] == FRIEND_KIND).all()
    entries = np.zeros((200, 50))
    np.add.at(entries, (lives.person[inside], lives.day[inside]), 1)
    assert entries.max() == 1
    assert abs(entries.mean() - 0.1) < Z * math.sqrt(0.1 * 0.9 / entries.size)
    assert kstest(lives.length_h[inside], expon(scale=0.3).cdf).pvalue > 1e-5
    halves = np.histogram(lives.y0_m[inside], bins=[-1e4, 1e4, 3e4])[0]
    assert abs(halves[0] - halves[1]) < Z * math.sqrt(halves.sum())


@pytest.mark.compiled
def test_points_of_entry_fill_the_circle_evenly():
    zones = np.array([[10_000.0, 0.0, 1000.0]])
    plan = routine_with(entry_per_d=1.0, entry_stay_h=0.1)
    lives = live(movement_with(), plan, people=50, days=40, avoid=zones)
    inside = in_zones(lives, zones)
    far = np.hypot(lives.x0_m[inside] - 10_000.0, lives.y0_m[inside]) / 1000.0
    assert inside.sum() > 1900
    assert kstest(far, lambda r: np.clip(r, 0.0, 1.0) ** 2).pvalue > 1e-5


def test_a_zone_that_is_too_far_away_is_not_entered():
    zones = np.array([[2e6, 0.0, 100.0]])
    lives = live(movement_with(), routine_with(entry_per_d=1.0, entry_stay_h=0.1), people=3, days=5, avoid=zones)
    hold_together(lives)
    assert not in_zones(lives, zones).any()


# Room


def test_who_knows_as_many_places_as_there_is_room_for_goes_on_living():
    movement, places, legs = movement_with(), new_places(), new_legs()
    begin_life(1, 0, movement, routine_with(), places)
    places.known[0] = MAX_PLACES
    counts = [live_day(1, 0, day, movement, routine_with(), NO_ZONES, places, legs) for day in range(30)]
    assert places.known[0] == MAX_PLACES
    assert max(counts) > 1


@pytest.mark.compiled
def test_six_years_fit():
    lives = live(movement_with(), routine_with(), people=20, days=2192, most_legs=12)
    assert lives.known.max() < MAX_PLACES
