from __future__ import annotations

import time

import numpy as np
import pytest

from custodes.measures import resample
from custodes.measures.per_person import per_person, rows_of
from custodes.measures.proportion import share
from custodes.measures.resample import drawn_again, in_order, resampled_ratios, shuffled, span
from custodes.measures.sums import sums


def stream(seed=0):
    return np.random.Generator(np.random.Philox(seed))


def beta_binomial(people, checks, rate, correlation, seed=1):
    draw = stream(seed)
    spread = (1 - correlation) / correlation
    return draw.binomial(checks, draw.beta(rate * spread, (1 - rate) * spread, people)).astype(float)


def test_resampling_people_agrees_with_the_formula():
    # 1,250 people with 200 checks each, correlation 0.09: by rows the interval would be four times narrower.
    k = beta_binomial(1250, 200, 0.077, 0.09)
    amounts = np.stack([k, np.full(1250, 200.0)])
    low, high = span(resampled_ratios(amounts, np.zeros(1250, np.int64), stream(), 2000)[:, 0], 0.95)
    formula = share(sums(amounts[0], amounts[1], np.ones((1250, 1)))[0], 0.95)
    assert (low, high) == pytest.approx((formula.low, formula.high), rel=0.02)
    by_rows = 2 * 1.96 * np.sqrt(0.077 * 0.923 / (1250 * 200))
    assert (high - low) / by_rows > 3.5


def test_a_million_checks_by_person_within_half_a_second():
    person = np.arange(1_000_000) % 5000
    failed = stream(3).random(1_000_000) < 0.05 + 0.01 * (person % 8)
    started = time.perf_counter()
    amounts = np.stack([per_person(rows_of(person, np.arange(5000)), 5000, failed), per_person(person, 5000)])
    found = resampled_ratios(amounts, np.arange(5000) % 8, stream(), 1000)
    spans = [span(found[:, group], 0.95) for group in range(8)]
    took = time.perf_counter() - started
    assert all(low < 0.05 + 0.01 * group < high for group, (low, high) in enumerate(spans))
    # The budget is 0.5 s on a machine of its own; a busy one gets four times that.
    assert took < 2.0


def test_shuffling_keeps_the_total_and_the_sizes():
    amounts = np.stack([np.arange(50.0), np.ones(50)])
    sums_of = shuffled(amounts, [[10, 0, 40], [25, 25]], stream(), 300)
    assert sums_of.shape == (2, 300, 5)
    assert np.all(sums_of[1] == np.array([10, 0, 40, 25, 25]))
    assert np.all(sums_of[0, :, :3].sum(axis=1) == 1225)
    assert np.all(sums_of[0, :, 3:].sum(axis=1) == 1225)
    # The mean of ten people drawn of fifty: 24.5 with a standard error of 4.12 / sqrt(300) = 0.24; z bound 4.
    assert sums_of[0, :, 0].mean() / 10 == pytest.approx(24.5, abs=0.96)
    assert sums_of[0, :, 0].std() > 0


def test_blocks_do_not_change_the_draws(monkeypatch):
    amounts = np.stack([np.arange(30.0), np.ones(30)])
    whole = drawn_again(amounts, np.arange(30), stream(), 64), shuffled(amounts, [[10, 20]], stream(), 64)
    monkeypatch.setattr(resample, "BLOCK", 90)
    pieces = drawn_again(amounts, np.arange(30), stream(), 64), shuffled(amounts, [[10, 20]], stream(), 64)
    assert np.array_equal(whole[1], pieces[1])
    assert np.array_equal(whole[0], pieces[0])


def test_order_depends_on_figures_alone():
    draw = stream(5)
    amounts = draw.integers(0, 4, (2, 40)).astype(float)
    matrix = np.eye(3)[draw.integers(0, 3, 40)]
    other = draw.permutation(40)
    one = amounts[:, in_order(amounts, matrix)]
    two = amounts[:, other][:, in_order(amounts[:, other], matrix[other])]
    assert np.array_equal(one, two)


def test_rows_of_people_in_any_order():
    person = np.array([40, 7, 19])
    assert rows_of(np.array([7, 40, 40, 19]), person).tolist() == [1, 0, 0, 2]
    assert rows_of(np.array([6, 5]), np.array([5, 6, 7])).tolist() == [1, 0]
    assert rows_of(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []
