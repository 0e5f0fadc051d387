"""Differences in one world: closed forms, the opposite the other way round, and the coverage of the interval."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from custodes.measures.added import to_ratio
from custodes.measures.answer import Answer, cannot_tell
from custodes.measures.intervals import none_seen_at_most
from custodes.study.paired import UNTOLD, pairs

Z = stats.norm.ppf(0.975)


def _told(value, low, high, added=None):
    return Answer(value, low, high, "per person", 4, added=None if added is None else np.array(added))


def _pair(a, b, *, alike=False):
    return pairs({"x": a}, {"x": b}, alike=alike)["x"]


def _of_people(events, exposure):
    rate = events.sum() / exposure.sum()
    return Answer(rate, None, None, "per person-year", len(events), added=to_ratio(events, exposure))


def test_sums_over_people_have_the_variance_of_their_difference():
    pair = _pair(_told(1.0, 0.5, 1.5, [0.1, -0.2, 0.1, 0.0]), _told(3.0, 2.5, 3.5, [0.2, -0.2, 0.1, -0.1]))
    # The differences are 0.1, 0, 0 and -0.1; 0.06 and 0.1 are the sums of squares of the two alone.
    assert pair.value == 2.0
    assert pair.variance == pytest.approx(0.02 * 4 / 3)
    assert pair.apart == pytest.approx((0.06 + 0.1) * 4 / 3)
    # Two people carry it alike, which leaves one degree of freedom.
    reach = stats.t.ppf(0.975, 1) * math.sqrt(0.02 * 4 / 3)
    assert (pair.low, pair.high) == (pytest.approx(2.0 - reach), pytest.approx(2.0 + reach))


def test_as_many_people_as_carry_a_difference_make_its_degrees_of_freedom():
    ours, theirs = np.zeros(100), np.zeros(100)
    theirs[:50], theirs[50:] = 0.01, -0.01
    pair = _pair(_told(1.0, 1.0, 1.0, ours), _told(1.0, 0.9, 1.1, theirs))
    assert pair.high - pair.value == pytest.approx(stats.t.ppf(0.975, 99) * math.sqrt(100 * 1e-4 * 100 / 99))


def test_what_both_add_alike_cancels():
    added = np.array([0.3, -0.1, -0.2])
    pair = _pair(_told(1.0, 0.5, 1.5, added), _told(1.5, 1.0, 2.0, added))
    # Of three people none differs: others might, by as much as anybody adds to either.
    reach = none_seen_at_most(3, 0.95) * 3 * 0.3
    assert (pair.low, pair.high) == (pytest.approx(0.5 - reach), pytest.approx(0.5 + reach))
    assert pair.variance == pytest.approx((reach / Z) ** 2)
    assert pair.apart == pytest.approx(2 * 0.14 * 3 / 2)


def test_an_answer_from_the_very_same_rows_differs_by_nothing():
    told = _told(0.1, 0.05, 0.2, np.array([0.3, -0.1, -0.2]))
    assert pairs({"x": told}, {"x": told}, alike=False, same=("x",))["x"][:4] == (0.0,) * 4
    assert pairs({"x": told}, {"x": told}, alike=False)["x"].high > 0.0


def test_without_people_the_reaches_are_squared_and_added():
    pair = _pair(_told(0.4, 0.1, 0.8), _told(0.6, 0.3, 0.9))
    # Down: 0.3 of the second and 0.4 of the first; up: 0.3 of each.
    assert (pair.low, pair.high) == (pytest.approx(0.2 - 0.5), pytest.approx(0.2 + math.hypot(0.3, 0.3)))
    assert pair.variance == pair.apart == pytest.approx(((0.5 + math.hypot(0.3, 0.3)) / 2 / Z) ** 2)


def test_an_answer_without_an_interval_reaches_nowhere():
    pair = _pair(_told(0.4, None, None), _told(0.6, 0.3, 0.9))
    assert (pair.low, pair.high) == (pytest.approx(-0.1), pytest.approx(0.5))


@pytest.mark.parametrize("value", [0.0, 1.0, 1 / 3])
def test_what_happened_to_nobody_or_all_under_both_leaves_what_either_leaves(value):
    # Nothing of 100 people and nothing of 100 people is no proof that a thing is as seldom under both.
    nothing = to_ratio(value * np.full(100, 3.0), np.full(100, 3.0))
    pair = _pair(*(_told(value, value - 0.03, value + 0.04, nothing) for _ in range(2)))
    assert (pair.value, pair.low, pair.high) == (0.0, pytest.approx(-0.05), pytest.approx(0.05))


def test_the_same_records_differ_by_nothing_whatever_their_answers_leave():
    kept = _told(0.4, 0.1, 0.8, [0.0, 0.0])
    assert _pair(kept, kept, alike=True)[:4] == _pair(_told(0.4, 0.1, 0.8), kept, alike=True)[:4] == (0.0,) * 4


def test_one_that_cannot_be_told_leaves_no_difference():
    told, untold = _told(0.4, 0.1, 0.8), cannot_tell("no", unit="share")
    assert _pair(told, untold) == _pair(untold, told) == UNTOLD
    assert pairs({"x": told}, {}, alike=False) == {"x": UNTOLD}


_numbers = st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3)


@settings(max_examples=100, deadline=None)
@given(_numbers, _numbers, st.booleans())
def test_the_other_way_round_is_the_opposite(one, other, kept):
    a, b = (
        _told(sorted(each)[1], min(each), max(each), np.array(each) - np.mean(each) if kept else None)
        for each in (one, other)
    )
    there, back = _pair(a, b), _pair(b, a)
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)
    assert (there.variance, there.apart) == (back.variance, back.apart)


def _held(people, events, seeds=1_500):
    """Give z of the share of seeds whose interval holds the true difference, against 0.95, and what pairing gained.

    People differ by a gamma factor that both schemes meet; the second has 1.3 times as many events, some in common.
    """
    held, gained = 0, []
    for seed in range(seeds):
        stream = np.random.default_rng(seed)
        years = stream.uniform(0.5, 1.5, people)
        mean = events * stream.gamma(2.0, 0.5, people) * years
        common = stream.poisson(mean / 2)
        first, second = common + stream.poisson(mean / 2), common + stream.poisson(0.8 * mean)
        pair = _pair(_of_people(first, years), _of_people(second, years))
        held += pair.low <= 0.3 * events <= pair.high
        gained.append(pair.apart / pair.variance)
    return (held / seeds - 0.95) / math.sqrt(0.95 * 0.05 / seeds), np.mean(gained)


@pytest.mark.parametrize("events", [0.2, 2.0])
def test_the_interval_of_many_people_holds_the_true_difference_as_often_as_it_says(events):
    z, gained = _held(400, events)
    assert abs(z) < 3.5
    assert gained > 1.5


@pytest.mark.parametrize(("people", "events"), [(20, 2.0), (60, 0.2), (60, 2.0)])
def test_the_interval_of_few_people_holds_it_no_less_often(people, events):
    assert _held(people, events)[0] > -3.5
