"""Which settings can be derived from a trail."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from custodes.measures.trail_settings import GRIDS, INTERVALS, settings_of, thinned_to, too_fine
from tests.measures.trail_builder import made_trail

TRAIL = made_trail(people=2, days=1, interval_min=240.0)


def at(interval_min, grid_m=0.0):
    fixes = np.zeros((2, round(1440 / interval_min)), dtype=np.int32)
    return replace(TRAIL, interval_min=interval_min, x_dm=fixes, y_dm=fixes, grid_m=grid_m)


def test_each_setting_goes_into_the_next():
    for dial in (INTERVALS, GRIDS):
        values = list(dial.values())
        assert all(wider % finer == 0 for finer, wider in pairwise(values))


@pytest.mark.parametrize(
    ("interval_min", "every"),
    [
        (1.0, [1, 5, 15, 60, 240, 720]),
        (1 / 60, [60, 300, 900, 3600, 14400, 43200]),
        (5.0, [1, 3, 12, 48, 144]),
        (2.0, [2, 8, 30, 120, 360]),  # 4 minutes for 5, 16 for 15
        (4.0, [1, 4, 15, 60, 180]),
        (90.0, [2, 8]),  # 3 hours for 4: two and eight go into the 16 fixes of a day
        (720.0, [1]),
        (1440.0, []),
        (5.0 * (1 + 1e-12), [1, 3, 12, 48, 144]),
    ],
)
def test_the_nearest_multiple_that_goes_into_a_day(interval_min, every):
    trail = at(interval_min)
    found = settings_of(trail)
    assert list(found.every.values()) == every
    assert all(trail.per_day % k == 0 for k in every)
    assert found.every_each.tolist() == every


def test_no_setting_is_finer_than_the_record():
    trail = at(15.0, grid_m=250.0)
    found = settings_of(trail)
    assert list(found.every) == ["15min", "1h", "4h", "12h"]
    assert found.side_dm == {"500m": 5000, "1km": 10_000, "5km": 50_000}
    assert found.side_each.tolist() == [5000, 10_000, 50_000]
    for interval in INTERVALS:
        for grid in GRIDS:
            why = too_fine(trail, interval, grid)
            assert (why is None) == (interval in found.every and grid in found.side_dm)
            assert why is None or why.startswith("does not apply")
    assert "one position in 15 minutes" in (too_fine(trail, "5min", "1m") or "")
    assert "squares of 250 m" in (too_fine(trail, "1h", "1m") or "")


@pytest.mark.parametrize(
    ("interval_min", "every", "thinned"), [(1.0, 1, 15), (1.0, 5, 15), (1.0, 60, 60), (10.0, 1, 2), (4.0, 3, 3)]
)
def test_thinning_stays_among_what_is_disclosed(interval_min, every, thinned):
    assert thinned_to(at(interval_min), every, 15.0) == thinned
