"""What each person adds to an answer: sums, variances, and leaving people out."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.added import to_ratio, to_share_by_day
from custodes.measures.sums import sums, variance
from custodes.measures.survival import kaplan_meier


def test_what_people_add_to_a_ratio_sums_to_nothing_and_has_its_variance():
    stream = np.random.default_rng(3)
    exposure = stream.integers(0, 30, 400).astype(float)
    events = stream.binomial(exposure.astype(int), 0.1).astype(float)
    added = to_ratio(events, exposure)
    assert added is not None
    assert added.sum() == pytest.approx(0, abs=1e-15)
    (of,) = sums(events, exposure, np.ones((400, 1)))
    assert np.square(added).sum() == pytest.approx(variance(of, corrected=False), rel=1e-12)


def test_a_scale_multiplies_what_people_add():
    events, exposure = np.array([1.0, 0.0, 2.0]), np.array([10.0, 5.0, 0.0])
    assert to_ratio(events, exposure, 365.25) == pytest.approx(365.25 * to_ratio(events, exposure))


def test_without_exposure_nobody_adds_anything():
    assert to_ratio(np.zeros(3), np.zeros(3)) is None


def _censored(seed: int, people: int = 300) -> tuple[np.ndarray, np.ndarray]:
    stream = np.random.default_rng(seed)
    happened, watched = stream.exponential(80, people), stream.uniform(5, 100, people)
    return np.where(happened <= watched, happened, np.nan), watched


def test_what_people_add_to_a_share_by_day_sums_to_nothing():
    event_d, watched_d = _censored(1)
    assert to_share_by_day(event_d, watched_d, 50).sum() == pytest.approx(0, abs=1e-13)


def test_what_people_add_to_a_share_by_day_has_greenwoods_variance():
    event_d, watched_d = _censored(2, 3000)
    _, greenwood, _ = kaplan_meier(event_d, watched_d, 50)
    assert np.square(to_share_by_day(event_d, watched_d, 50)).sum() == pytest.approx(greenwood, rel=0.01)


def test_leaving_a_person_out_moves_the_share_by_what_they_add():
    event_d, watched_d = _censored(4)
    whole, _, _ = kaplan_meier(event_d, watched_d, 50)
    added = to_share_by_day(event_d, watched_d, 50)
    for i in range(0, 300, 37):
        rest = np.arange(300) != i
        without, _, _ = kaplan_meier(event_d[rest], watched_d[rest], 50)
        assert whole - without == pytest.approx(added[i], rel=0.02)


def test_people_who_are_not_watched_add_nothing():
    event_d, watched_d = _censored(5)
    wider = to_share_by_day(np.append(event_d, np.nan), np.append(watched_d, 0.0), 50)
    assert wider[-1] == 0
    assert wider[:-1] == pytest.approx(to_share_by_day(event_d, watched_d, 50))
