"""Stays found in positions, beside trackintel and fastmob."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import trackintel
from fastmob.preprocessing import stay_locations

from custodes.measures.trail_stays import Rule, find_stays, found_visits
from custodes.measures.trail_visits import true_visits
from tests.measures.test_trail_visits import one_day
from tests.measures.trail_builder import made_trail

EARTH_M = 6_371_000.0
RULE = Rule(100.0, 20.0, 30.0)


def stays_of(x, time_min, rule=RULE, begins=None):
    """Stays along a line."""
    x = np.asarray(x, dtype=float)
    if begins is None:
        begins = np.arange(len(x)) == 0
    return find_stays(x, np.zeros(len(x)), np.asarray(time_min, dtype=float), np.asarray(begins), rule)


def test_a_stay_lasts_until_the_first_position_that_is_far():
    found = stays_of([0, 10, -10, 500, 510, 900], [0, 10, 20, 30, 40, 45])
    assert found.first.tolist() == [0]
    assert found.last.tolist() == [2]
    assert (found.start_min.tolist(), found.end_min.tolist()) == ([0.0], [30.0])
    assert (found.x_m.tolist(), found.y_m.tolist()) == ([0.0], [0.0])


def test_a_gap_ends_a_stay_with_the_last_position_before():
    found = stays_of([0, 0, 0, 0, 0], [0, 10, 20, 60, 70])
    assert found.first.tolist() == [0]
    assert found.end_min.tolist() == [20.0]


def test_people_are_kept_apart():
    found = stays_of([0, 0, 0, 0], [0, 25, 26, 51], begins=[True, False, True, False])
    assert found.first.tolist() == [0, 2]
    assert found.last.tolist() == [1, 3]


def test_none_are_found_in_nothing():
    assert len(stays_of([], []).first) == 0
    assert len(stays_of([0], [0]).first) == 0


@pytest.mark.compiled
def test_trackintel_and_fastmob_find_the_same_stays():
    trail = made_trail(people=6, days=3, interval_min=2.0, lost=0.0)
    people, fixes = trail.x_dm.shape
    person, time_min = np.repeat(np.arange(people), fixes), np.tile(np.arange(fixes) * 2.0, people)
    x_m, y_m = trail.x_dm.ravel() / 10, trail.y_dm.ravel() / 10
    own = find_stays(x_m, y_m, time_min, np.diff(person, prepend=-1) > 0, RULE)
    # Near the equator metres are degrees, to a part in ten million.
    lon, lat = np.degrees(x_m / EARTH_M), np.degrees(y_m / EARTH_M)
    when = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(time_min, unit="min")
    fixes_of = gpd.GeoDataFrame(
        {"user_id": person, "tracked_at": when}, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326"
    )
    _, theirs = trackintel.Positionfixes(fixes_of).generate_staypoints(
        method="sliding", dist_threshold=100, time_threshold=20.0, gap_threshold=30.0, include_last=True
    )
    table = pd.DataFrame({"uid": person, "datetime": when.tz_localize(None), "lat": lat, "lng": lon})
    others = stay_locations(table, minutes_for_a_stop=20.0, spatial_radius_km=0.1, include_last=True)
    assert len(own.first) == len(theirs) == len(others) > 50
    start = (theirs["started_at"] - pd.Timestamp("2026-01-01", tz="UTC")) / pd.Timedelta(minutes=1)
    end = (theirs["finished_at"] - pd.Timestamp("2026-01-01", tz="UTC")) / pd.Timedelta(minutes=1)
    assert own.start_min.tolist() == start.tolist()
    assert own.end_min.tolist() == end.tolist()
    assert others["datetime"].tolist() == theirs["started_at"].dt.tz_localize(None).tolist()


def test_visits_found_in_an_exact_trail_are_the_true_ones():
    trail = one_day((9.0, 10.0, 3000, 0, "shop"), (11.0, 13.0, 3000, 500, "clinic"), (15.0, 15.2, 900, 0, "shop"))
    true, found = true_visits(trail), found_visits(trail)
    assert true is not None
    for name in ("row", "first", "last", "start_h", "x_dm", "y_dm"):
        assert np.allclose(getattr(found, name), getattr(true, name)), name
    assert not found.sensitive.any()


def test_visits_are_found_in_rare_positions_and_not_at_home():
    trail = one_day((8.0, 17.0, 3000, 0, "work"), interval_min=60.0)
    found = found_visits(trail)
    assert (found.first.tolist(), found.last.tolist()) == ([8], [17])
    masts = replace(trail, source=np.full_like(trail.source, 3))
    assert len(found_visits(masts).row) == 0
