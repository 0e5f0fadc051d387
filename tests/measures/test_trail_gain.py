from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.measures.trail_gain import holds_at, inside, seen_after_h
from custodes.measures.trail_settings import settings_of
from custodes.records.tables import CAUSES
from custodes.records.trail import MISSING, Trail, ZoneRules

MINUTES, DAYS = 1440, 2
CURFEW, EXCLUSION = CAUSES.index("curfew"), CAUSES.index("exclusion")


def rules_with(cause, *, radius_m=100.0, dwell=3, start_h=19.0, end_h=20.0, hours=(19.0, 7.0), **changes):  # noqa: PLR0913
    zones = {
        "row": np.array([0]),
        "cause": np.array([cause], dtype=np.int8),
        "x_m": np.zeros(1),
        "y_m": np.zeros(1),
        "radius_m": np.array([radius_m]),
        "from_h": np.array([hours[0]]),
        "to_h": np.array([hours[1]]),
        "outline": np.array([-1]),
    }
    plain = {
        "zones": zones,
        "outlines": (),
        "dwell": dwell,
        "buffer_m": 0.0,
        "uses_fallback": False,
        "violations": {"row": np.array([0]), "start_h": np.array([start_h]), "end_h": np.array([end_h])},
    }
    return ZoneRules(**{**plain, **changes})


def trail_at(x_m, source=1, home_m=(0.0, 0.0)):
    """One person who is at the same place all the time."""
    fixes = MINUTES * DAYS
    return Trail(
        rows=np.zeros(1, dtype=np.int64),
        interval_min=1.0,
        first_day=0,
        x_dm=np.full((1, fixes), round(x_m * 10), dtype=np.int32),
        y_dm=np.zeros((1, fixes), dtype=np.int32),
        source=np.full((1, fixes), source, dtype=np.int8),
        households_per_km2=2000.0,
        venues_per_km2=10.0,
        keep_d=365.0,
        grid_m=0.0,
        truth_home_m=np.array([home_m]),
    )


def delays(trail, rules):
    settings = settings_of(trail)
    found = seen_after_h(trail, rules, settings)
    return {
        (interval, grid): found[0, i, g]
        for i, interval in enumerate(settings.every)
        for g, grid in enumerate(settings.side_dm)
    }


def test_the_delay_of_so_many_fixes_in_a_row_by_hand():
    found = delays(trail_at(500.0), rules_with(CURFEW))
    assert found["1min", "1m"] == pytest.approx(2 / 60)
    assert found["5min", "1m"] == pytest.approx(10 / 60)
    assert found["15min", "1m"] == pytest.approx(30 / 60)
    assert np.isnan(found["1h", "1m"])  # one fix in the hour, and three are asked for


def test_one_fix_is_enough_where_the_rule_says_so():
    found = delays(trail_at(500.0), rules_with(CURFEW, dwell=1, start_h=19.2, end_h=23.9))
    assert found["1min", "1m"] == pytest.approx(0.0, abs=1e-9)
    assert found["1h", "1m"] == pytest.approx(0.8)
    assert found["4h", "1m"] == pytest.approx(0.8)  # at 20:00
    assert np.isnan(found["12h", "1m"])


def test_squares_in_which_home_itself_would_break_the_rule_show_nothing():
    found = delays(trail_at(500.0), rules_with(CURFEW))
    assert not np.isnan(found["1min", "100m"])  # centre 71 m from home
    for grid in ("500m", "1km", "5km"):
        assert np.isnan(found["1min", grid])


def test_somebody_at_home_is_not_seen_breaking_it():
    assert np.isnan(list(delays(trail_at(0.0), rules_with(CURFEW)).values())).all()


def test_an_exclusion_zone_is_broken_inside_it():
    rules = rules_with(EXCLUSION, hours=(0.0, 24.0))
    assert delays(trail_at(50.0, home_m=(3000.0, 0.0)), rules)["1min", "1m"] == pytest.approx(2 / 60)
    assert np.isnan(delays(trail_at(150.0, home_m=(3000.0, 0.0)), rules)["1min", "1m"])


def test_a_polygon_counts_like_a_circle():
    square = np.array([[-100.0, -100.0], [100.0, -100.0], [100.0, 100.0], [-100.0, 100.0]])
    rules = rules_with(EXCLUSION, hours=(0.0, 24.0), outlines=(square,))
    rules.zones["outline"][0] = 0
    assert delays(trail_at(90.0, home_m=(3000.0, 0.0)), rules)["1min", "1m"] == pytest.approx(2 / 60)
    assert np.isnan(delays(trail_at(110.0, home_m=(3000.0, 0.0)), rules)["1min", "1m"])


def test_missing_fixes_delay_and_fallback_counts_only_where_the_rule_uses_it():
    trail, rules = trail_at(500.0), rules_with(CURFEW)
    trail.source[0, 19 * 60 : 19 * 60 + 10] = 0
    trail.x_dm[0, 19 * 60 : 19 * 60 + 10] = MISSING
    assert delays(trail, rules)["1min", "1m"] == pytest.approx(12 / 60)
    by_cell = trail_at(500.0, source=3)
    assert np.isnan(delays(by_cell, rules)["1min", "1m"])
    assert delays(by_cell, rules_with(CURFEW, uses_fallback=True))["1min", "1m"] == pytest.approx(2 / 60)


def test_coarser_never_sees_sooner_where_it_sees_at_all():
    for start_h in np.linspace(19.0, 22.0, 19):
        found = delays(trail_at(500.0), rules_with(CURFEW, dwell=2, start_h=start_h, end_h=start_h + 4.0))
        told = [found[interval, "1m"] for interval in ("1min", "5min", "15min", "1h")]
        assert all(np.isnan(later) or sooner <= later + 1e-9 for sooner, later in pairwise(told))


@given(
    st.floats(0.0, 24.0, exclude_max=True),
    st.floats(0.0, 24.0, exclude_max=True),
    st.floats(0.0, 24.0, exclude_max=True),
)
def test_a_rule_that_ends_before_it_begins_holds_past_midnight(from_h, to_h, clock_h):
    near = min(abs(clock_h - from_h), abs(clock_h - to_h)) < 1e-6
    wanted = from_h <= clock_h < to_h if from_h < to_h else not to_h <= clock_h < from_h
    assert near or holds_at(from_h, to_h, clock_h) == wanted


@given(st.floats(-2.0, 2.0), st.floats(-2.0, 2.0))
def test_inside_a_square(x_m, y_m):
    square = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    on_edge = min(abs(abs(x_m) - 1.0), abs(abs(y_m) - 1.0)) < 1e-9
    assert on_edge or inside(square, x_m, y_m) == (abs(x_m) < 1.0 and abs(y_m) < 1.0)
