"""A trail, and what a coarser scheme would have recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.records.trail import MISSING, coarser, grid_dm, kept, snapped
from tests.measures.trail_builder import disclosed, made_trail

SIDES_M = (1.0, 100.0, 500.0, 1000.0, 5000.0)
TRAIL = made_trail(people=4, days=3, interval_min=60.0)


def test_a_position_moves_to_the_centre_of_its_square():
    at = np.array([0, 999, 1000, -1, -1000, -1001, MISSING], dtype=np.int32)
    assert snapped(at, 100.0).tolist() == [500, 500, 1500, -500, -500, -1500, MISSING]
    assert snapped(at, 1.0).tolist() == [5, 995, 1005, -5, -995, -1005, MISSING]
    assert snapped(at, 100.0).dtype == np.int32


@pytest.mark.parametrize("grid_m", [0.0, 0.04])
def test_no_grid_leaves_positions_alone(grid_m):
    assert grid_dm(grid_m) == 1
    assert snapped(TRAIL.x_dm, grid_m) is TRAIL.x_dm


@given(at=st.integers(-(10**8), 10**8), finer=st.integers(0, 4), wider=st.integers(0, 4))
def test_squares_lie_within_each_other(at, finer, wider):
    finer, wider = sorted((finer, wider))
    position = np.array([at], dtype=np.int32)
    assert snapped(snapped(position, SIDES_M[finer]), SIDES_M[wider]) == snapped(position, SIDES_M[wider])
    assert abs(int(snapped(position, SIDES_M[wider])[0]) - at) <= 5 * SIDES_M[wider]


def test_days_and_fixes_of_a_trail():
    assert (TRAIL.per_day, TRAIL.days, TRAIL.start_h) == (24, 3, 120.0)


def test_fixes_are_kept_from_midnight_on_and_of_the_last_days():
    assert kept(TRAIL, 8, 2).tolist() == [24, 32, 40, 48, 56, 64]
    assert kept(TRAIL, 24, 9).tolist() == [0, 24, 48]


def test_a_coarser_trail_is_of_the_same_people_days_and_errors():
    trail = replace(TRAIL, truth_x_dm=TRAIL.x_dm + np.int32(1), truth_y_dm=TRAIL.y_dm)
    thin = coarser(trail, every=8, grid_m=500.0, days=2)
    assert (thin.interval_min, thin.per_day, thin.days) == (480.0, 3, 2)
    assert (thin.first_day, thin.keep_d, thin.grid_m) == (6, 2.0, 500.0)
    at = kept(trail, 8, 2)
    assert np.array_equal(thin.x_dm, snapped(trail.x_dm[:, at], 500.0))
    assert np.array_equal(thin.y_dm, snapped(trail.y_dm[:, at], 500.0))
    assert np.array_equal(thin.source, trail.source[:, at])
    assert thin.truth_x_dm is not None
    assert thin.truth_y_dm is not None
    assert np.array_equal(thin.truth_x_dm, trail.x_dm[:, at] + 1)
    assert np.array_equal(thin.truth_y_dm, trail.y_dm[:, at])
    assert trail.truth_stays is not None
    assert thin.truth_stays is not None
    assert thin.truth_stays["end_h"].min() > 6 * 24
    assert len(thin.truth_stays["row"]) == np.count_nonzero(trail.truth_stays["end_h"] > 6 * 24)


def test_nothing_asked_changes_nothing():
    same = coarser(TRAIL, every=1, grid_m=0.0, days=3)
    assert np.array_equal(same.x_dm, TRAIL.x_dm)
    assert same.keep_d == 3.0
    assert same.grid_m == TRAIL.grid_m


def test_a_disclosed_trail_has_no_truth():
    thin = coarser(disclosed(TRAIL), every=2, grid_m=100.0, days=3)
    assert thin.truth_stays is None
    assert thin.truth_x_dm is None
    assert thin.truth_y_dm is None


@pytest.mark.parametrize(("interval_min", "fixes"), [(7.0, 1440), (60.0, 25)])
def test_days_are_whole(interval_min, fixes):
    room = np.zeros((1, fixes), dtype=np.int32)
    with pytest.raises(ValueError, match="whole number of fixes a day"):
        replace(TRAIL, interval_min=interval_min, x_dm=room, y_dm=room)
    with pytest.raises(ValueError, match="whole number of fixes a day"):
        coarser(TRAIL, every=7, grid_m=0.0, days=1)
