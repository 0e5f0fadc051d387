"""The guess of a home."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.measures.trail_home import guessed_homes_dm, home_errors_m, households_within, lower_median
from custodes.records.trail import MISSING, snapped
from tests.measures.trail_builder import made_trail

TRAIL = made_trail(people=8, days=4, interval_min=60.0, lost=0.2)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=60))
def test_the_lower_median_is_the_one_of_the_sorted_values(values):
    expected = sorted(values)[(len(values) - 1) // 2]
    assert lower_median(np.array([*values, *values], dtype=np.int32), len(values)) == expected


def test_the_guess_is_the_middle_of_the_nights():
    guess = guessed_homes_dm(TRAIL, 1)
    for person in range(8):
        night = [24 * day + hour for day in range(4) for hour in range(5)]
        for axis, positions in enumerate((TRAIL.x_dm, TRAIL.y_dm)):
            known = sorted(positions[person, night][positions[person, night] != MISSING])
            assert guess[person, axis] == known[(len(known) - 1) // 2]


@pytest.mark.parametrize("grid_m", [1.0, 100.0, 5000.0])
def test_the_guess_of_a_rounded_trail_is_the_rounded_guess(grid_m):
    rounded = replace(TRAIL, x_dm=snapped(TRAIL.x_dm, grid_m), y_dm=snapped(TRAIL.y_dm, grid_m))
    assert np.array_equal(guessed_homes_dm(rounded, 1), snapped(guessed_homes_dm(TRAIL, 1), grid_m))


def test_satellites_come_first_and_anything_is_better_than_nothing():
    x = np.full((3, 24), 7000, dtype=np.int32)
    source = np.full((3, 24), 3, dtype=np.int8)
    x[0, 2], source[0, 2] = 1000, 1  # one satellite fix among those from masts
    x[2, :], source[2, :] = MISSING, 0
    trail = replace(TRAIL, x_dm=x, y_dm=x, source=source)
    assert guessed_homes_dm(trail, 1).tolist() == [[1000, 1000], [7000, 7000], [MISSING, MISSING]]
    # At one fix in 12 hours the fix from 02:00 is not disclosed.
    assert guessed_homes_dm(trail, 12)[0].tolist() == [7000, 7000]


def test_errors_are_distances_and_endless_without_a_guess():
    guess = np.array([[0, 0], [MISSING, MISSING]], dtype=np.int32)
    home = np.array([[3.0, 4.0], [0.0, 0.0]])
    assert home_errors_m(guess, home, 1).tolist() == [5.0, np.inf]
    assert home_errors_m(guess, home, 1000)[0] == pytest.approx(np.hypot(47.0, 46.0))


def test_households_in_a_circle():
    found = households_within(np.array([0.0, 10.0, 1000.0, np.inf]), 1000.0)
    assert found.tolist() == pytest.approx([1.0, 1.0, 1000 * np.pi, np.inf])


def test_a_grid_and_nothing_else_hides_a_home():
    # trails.md: sampling less often hardly moves the guess; a grid moves it by the distance to the middle of a square.
    trail = made_trail(people=200, days=7, interval_min=60.0)
    assert trail.truth_home_m is not None
    errors = {
        (every, side): float(np.median(home_errors_m(guessed_homes_dm(trail, every), trail.truth_home_m, side)))
        for every in (1, 12)
        for side in (10, 5000, 10_000)
    }
    assert errors[1, 10] < errors[12, 10] < 5.0
    # The distance from a point of a square of side g to its middle is below r in pi r^2 / g^2 of cases, so its median
    # is 0.399 g; each of 200 homes is above or below it by a toss of a coin, within 4 standard deviations.
    for side in (5000, 10_000):
        middle_m = 0.1 * side * np.sqrt(0.5 / np.pi)
        for every in (1, 12):
            off = home_errors_m(guessed_homes_dm(trail, every), trail.truth_home_m, side)
            assert abs(np.count_nonzero(off < middle_m) - 100) < 4 * np.sqrt(50)
