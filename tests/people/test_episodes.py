from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.people.episodes import draw_episodes

YEAR_H = 8766.0


def episodes(people, per_year, lasts_h=48.0, seed=1):
    ends_h = np.full(people, YEAR_H)
    return draw_episodes(seed, np.arange(people), np.zeros(people), ends_h, per_year / YEAR_H, lasts_h, 0.25)


@pytest.mark.compiled
def test_devices_are_handed_over_at_the_stated_rate_for_the_stated_time():
    # Hand-overs less rate x time with the device is a martingale with that variance; lengths are exponential. Bound
    # |z| < 4 over 20,000 person-years.
    found = episodes(20_000, 2.0)
    lasts_h = found.end_h - found.start_h
    with_device_h = 20_000 * YEAR_H - lasts_h.sum()
    expected = 2.0 / YEAR_H * with_device_h
    assert abs(found.start_h.size - expected) / math.sqrt(expected) < 4
    whole = found.start_h < YEAR_H - 1000.0  # cut short by the end of the run but for 1 in 1e9
    assert abs(lasts_h[whole].mean() - 48.0) / (48.0 / math.sqrt(whole.sum())) < 4
    share = found.picture.mean()
    assert abs(share - 0.25) / math.sqrt(0.25 * 0.75 / found.picture.size) < 4


def test_hand_overs_of_a_person_follow_one_another_within_the_stay():
    found = episodes(30, 6.0)
    assert found.first[0] == 0
    assert found.first[-1] == found.start_h.size == found.end_h.size == found.picture.size
    for one, after in zip(found.first[:-1], found.first[1:], strict=True):
        start_h, end_h = found.start_h[one:after], found.end_h[one:after]
        assert (start_h < end_h).all()
        assert (start_h[1:] >= end_h[:-1]).all()
        assert (end_h <= YEAR_H).all()


def test_nobody_hands_over_at_rate_nought():
    found = episodes(5, 0.0)
    assert found.first.tolist() == [0] * 6
    assert found.start_h.size == found.end_h.size == found.picture.size == 0


def test_a_persons_hand_overs_do_not_depend_on_others():
    few, many = episodes(10, 3.0), episodes(25, 3.0)
    size = int(few.first[-1])
    assert (few.start_h == many.start_h[:size]).all()
    assert (few.end_h == many.end_h[:size]).all()
