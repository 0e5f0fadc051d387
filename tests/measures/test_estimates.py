"""Shares, rates, means, quantiles, shares by a day and top shares, each on figures worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.concentration import top_share
from custodes.measures.intervals import clopper_pearson, none_seen_at_most, normal_quantile, wilson
from custodes.measures.mean import case_mean
from custodes.measures.proportion import share
from custodes.measures.quantile import case_quantile
from custodes.measures.rate import Kind, rate
from custodes.measures.sums import sums
from custodes.measures.survival import kaplan_meier, share_by_day


def of(k, m):
    return sums(np.asarray(k), np.asarray(m), np.ones((len(k), 1)))[0]


def test_share_of_one_chance_each_is_wilson():
    found = share(of([1] * 7 + [0] * 43, [1] * 50), 0.95)
    assert (found.low, found.high) == wilson(0.14, 50, normal_quantile(0.95))


def test_share_none_and_all_is_the_rule_of_three_on_people():
    # Twenty checks each add nothing: the trial is the person.
    none = share(of([0] * 30, [20] * 30), 0.95)
    every = share(of([20] * 30, [20] * 30), 0.95)
    limit = none_seen_at_most(30, 0.95)
    assert (none.value, none.low, none.high) == (0, 0, limit)
    assert (every.value, every.low, every.high) == (1, 1 - limit, 1)


def test_share_of_both_outcomes_mirror():
    k, m = np.array([1, 4, 2, 3, 9, 1, 2]), np.full(7, 10)
    one, other = share(of(k, m), 0.95), share(of(m - k, m), 0.95)
    assert one.low == pytest.approx(1 - other.high)
    assert one.high == pytest.approx(1 - other.low)


def test_share_carried_by_two_cannot_be_told():
    found = share(of([9, 9] + [0] * 48, [20] * 50), 0.95)
    assert found.value is None
    assert "150 people" in (found.cannot_tell or "")


def test_what_nearly_everybody_had_is_bounded_by_those_who_had_not():
    # One person in 205 was not cleared, once of four: B is 1.
    m = np.full(205, 4)
    k = m - np.eye(1, 205, dtype=int)[0]
    found, other = share(of(k, m), 0.95), share(of(m - k, m), 0.95)
    assert found.value == pytest.approx(819 / 820)
    assert found.high == 1
    # Clopper and Pearson's one-sided upper limit of 1 in 205.
    assert found.low == pytest.approx(1 - clopper_pearson(1, 205, 0.9).high)
    assert (other.low, other.high) == pytest.approx((0, 1 - found.low))
    # Of 40 people it would be more than one in ten: too wide to be of use.
    assert share(of(k[:40], m[:40]), 0.95).value is None
    # Chances that few people have make few people of many.
    heavy = np.where(np.arange(205) < 20, 500, 1)
    assert share(of(np.eye(1, 205, dtype=int)[0], heavy), 0.95).value is None


def test_share_of_people_all_alike_is_not_certain():
    found = share(of([1] * 6, [5] * 6), 0.95)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.2 < found.high


def test_share_is_wider_than_by_rows():
    k, m = [0, 0, 1, 5, 0, 2, 1, 3], [10, 12, 10, 15, 8, 10, 10, 10]
    found = share(of(k, m), 0.95)
    low, high = wilson(sum(k) / sum(m), sum(m), normal_quantile(0.95))
    assert found.low is not None
    assert found.high is not None
    assert found.low < low
    assert found.high > high


def test_rate_scales_and_bounds():
    k, m = [1, 0, 2, 1, 0, 3, 1, 1], [10.0] * 8
    daily, yearly = rate(of(k, m), 0.95, Kind()), rate(of(k, m), 0.95, Kind(365.25))
    assert yearly.value == pytest.approx(9 / 80 * 365.25)
    assert (daily.low or 0) * 365.25 == pytest.approx(yearly.low)
    assert (daily.high or 0) * 365.25 == pytest.approx(yearly.high)


def test_rate_of_which_nothing_was_seen():
    nothing = of([0] * 40, [100.0] * 40)
    assert rate(nothing, 0.95, Kind()).high == 0
    # At most 7.2 % of 40 people, each by at most five checks a day.
    bounded = rate(nothing, 0.95, Kind(), 40 * 500.0)
    assert bounded.high == pytest.approx(none_seen_at_most(40, 0.95) * 5)
    assert (bounded.value, bounded.low) == (0, 0)


def test_rate_of_people_all_alike():
    alike = of([5] * 9, [1.0] * 9)
    scheduled, chance = rate(alike, 0.95, Kind(chance=False)), rate(alike, 0.95, Kind())
    assert (scheduled.low, scheduled.value, scheduled.high) == (5, 5, 5)
    assert (chance.low or 9) < 5 < (chance.high or 0)


def test_rate_carried_by_one_cannot_be_told():
    assert "60 people" in (rate(of([8] + [0] * 9, [1.0] * 10), 0.95, Kind()).cannot_tell or "")


def test_mean_of_cases():
    totals, cases = np.array([2.0, 8, 3, 7, 5, 6]), np.array([1.0, 2, 1, 2, 1, 2])
    found = case_mean(totals, cases, 0.95)
    assert found.value == pytest.approx(31 / 9)
    assert (found.low or 0) * (found.high or 0) == pytest.approx((31 / 9) ** 2)
    twice = case_mean(np.tile(totals, 50), np.tile(cases, 50), 0.95)
    assert (twice.high or 0) < (found.high or 0)


def test_mean_of_cases_at_the_edges():
    none = case_mean(np.zeros(5), np.ones(5), 0.95)
    assert (none.low, none.value, none.high) == (0, 0, 0)
    alike = case_mean(np.full(5, 6.0), np.full(5, 2.0), 0.95)
    assert (alike.low, alike.value, alike.high) == (3, 3, 3)
    assert case_mean(np.array([9.0, 0, 0, 0]), np.ones(4), 0.95).value is None
    # Two alike are still too few.
    assert case_mean(np.full(2, 6.0), np.full(2, 2.0), 0.95).value is None


def test_quantile_of_cases():
    # One case each, values 1 to 1,000: the 95th percentile is the 950th.
    values = np.arange(1.0, 1001)
    found = case_quantile(values, np.arange(1000), 0.95, 0.95)
    assert found.value == 950
    low, high = found.low or 0, found.high or 0
    # Woodruff with one case each: 950 -+ 1.96 sqrt(1000 .05 .95), within what Wilson and Student bend.
    assert low == pytest.approx(950 - 13.5, abs=4)
    assert high == pytest.approx(950 + 13.5, abs=4)


def test_quantile_at_the_edges():
    few = case_quantile(np.arange(200.0), np.arange(200) % 20, 0.95, 0.95)
    assert "only 20 people" in (few.cannot_tell or "")
    same = case_quantile(np.full(200, 2.5), np.arange(200), 0.95, 0.95)
    assert (same.low, same.value, same.high) == (2.5, 2.5, 2.5)
    # All long waits are one person's.
    rows = np.concatenate([np.arange(100).repeat(9), np.zeros(60, np.int64)])
    assert "too few people" in (case_quantile(np.arange(960.0), rows, 0.95, 0.95).cannot_tell or "")
    # With 100 cases five lie above, and how far the sixth would lie nobody knows.
    open_top = case_quantile(np.arange(100.0), np.arange(100), 0.97, 0.999)
    assert "beyond the longest" in (open_top.cannot_tell or "")


def test_quantile_does_not_depend_on_the_order_of_ties():
    values = np.sort(np.random.Generator(np.random.Philox(3)).integers(0, 6, 900)).astype(float)
    rows = np.arange(900) % 150
    other = rows.copy()
    for value in range(6):
        same = np.flatnonzero(values == value)
        other[same] = rows[same[::-1]]
    assert case_quantile(values, rows, 0.95, 0.95) == case_quantile(values, other, 0.95, 0.95)


def test_kaplan_meier_by_hand():
    # Eight people; events on days 2, 5, 5 and 9; one leaves on day 4 and one on day 7.
    event = np.array([2, 5, 5, 9, np.nan, np.nan, np.nan, np.nan])
    watched = np.array([10.0, 10, 10, 10, 4, 7, 10, 10])
    share_, spread, seen = kaplan_meier(event, watched, 10)
    survived = (7 / 8) * (4 / 6) * (2 / 3)
    assert share_ == pytest.approx(1 - survived)
    assert spread == pytest.approx(survived**2 * (1 / (8 * 7) + 2 / (6 * 4) + 1 / (3 * 2)))
    assert seen == 6
    # What happens after the horizon, or after leaving, does not count.
    assert kaplan_meier(event, watched, 6)[0] == pytest.approx(1 - (7 / 8) * (4 / 6))
    assert kaplan_meier(np.array([8.0, np.nan]), np.array([7.0, 9.0]), 9)[0] == 0


def test_share_by_day_is_wilson_when_nobody_leaves():
    event = np.where(np.arange(60) < 9, np.arange(60) + 1.0, np.nan)
    found = share_by_day(event, np.full(60, 30.0), 30, 0.95)
    assert found.value == pytest.approx(9 / 60)
    assert (found.low, found.high) == pytest.approx(wilson(9 / 60, 60, normal_quantile(0.95)))


def test_share_by_day_at_the_edges():
    limit = none_seen_at_most(20, 0.95)
    none = share_by_day(np.full(20, np.nan), np.full(20, 30.0), 30, 0.95)
    every = share_by_day(np.full(20, 3.0), np.full(20, 30.0), 30, 0.95)
    assert (none.value, none.high) == (0, limit)
    assert (every.value, every.low, every.high) == (1, 1 - limit, 1)
    gone = share_by_day(np.full(20, np.nan), np.full(20, 5.0), 30, 0.95)
    assert "only 0 of 20 people" in (gone.cannot_tell or "")


def test_top_share_by_hand():
    # 100 people: ten with 10 events, ninety with 1. The top tenth bear 100 of 190, the top 5 % 50 of 190.
    events = np.array([10.0] * 10 + [1.0] * 90)
    tenth, twentieth = top_share(events, 0.1, 0.95), top_share(events, 0.05, 0.95)
    assert tenth.value == pytest.approx(100 / 190)
    assert twentieth.value == pytest.approx(50 / 190)
    assert (tenth.low or 1) < 100 / 190 < (tenth.high or 0)


def test_top_share_of_a_part_of_a_person():
    events = np.array([8.0] * 10 + [4.0] * 35)
    # The top tenth of 45 people is four people and a half.
    assert top_share(events, 0.1, 0.95).value == pytest.approx(4.5 * 8 / 220)


def test_top_share_at_the_edges():
    alone = top_share(np.array([5.0] * 5 + [0.0] * 95), 0.1, 0.95)
    assert (alone.value, alone.high) == (1, 1)
    assert 0 < (alone.low or 0) < 1
    few = top_share(np.ones(90), 0.01, 0.95)
    assert "800 people" in (few.cannot_tell or "")
    even = top_share(np.ones(1000), 0.05, 0.95)
    assert even.value == pytest.approx(0.05)
