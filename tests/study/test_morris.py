"""Screening against what is known of linear functions and of Morris' own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.study.morris import LEVELS, STEP, screened, spread, trajectories

NAMES = tuple("abcdefghijklmnopqrst")


def _screen(function, names, count, seed):
    paths = trajectories(names, count, seed)
    values = function(paths.points.reshape(-1, len(names))).reshape(paths.points.shape[:2])
    return screened(paths, values)


def test_each_step_moves_one_factor_by_half_of_its_range_and_each_factor_moves_once():
    paths = trajectories(NAMES, 30, 3)
    moves = np.diff(paths.points, axis=1)
    assert ((moves != 0).sum(axis=2) == 1).all()
    assert ((moves != 0).sum(axis=1) == 1).all()
    assert np.abs(moves[moves != 0]) == pytest.approx(STEP)
    assert np.array_equal(np.argmax(moves != 0, axis=2), paths.moved)
    assert set(np.unique(paths.points)) == {(k + 0.5) / LEVELS for k in range(LEVELS)}


def test_all_levels_and_orders_are_met_alike():
    paths = trajectories(NAMES, 500, 3)
    starts = np.array([(paths.points[:, 0] == (k + 0.5) / LEVELS).mean() for k in range(LEVELS)])
    assert np.abs(starts - 0.25).max() < 4 * math.sqrt(0.25 * 0.75 / (500 * len(NAMES)))
    first = np.bincount(paths.moved[:, 0], minlength=len(NAMES)) / 500
    assert np.abs(first - 1 / len(NAMES)).max() < 4.5 * math.sqrt(0.05 * 0.95 / 500)


def test_a_linear_function_is_screened_exactly():
    weights = np.arange(-3.0, 4.0)
    for each, weight in zip(_screen(lambda x: 5.0 + x @ weights, NAMES[:7], 4, 1), weights, strict=True):
        assert each.mu_star == pytest.approx(abs(weight))
        assert each.sigma == pytest.approx(0.0, abs=1e-12)
        assert each.told == 4


def test_an_interaction_shows_as_spread_and_not_in_the_plain_mean():
    both = _screen(lambda x: (x[:, 0] - 0.5) * (x[:, 1] - 0.5), NAMES[:2], 200, 1)
    assert all(each.sigma > 0.2 and each.mu_star == pytest.approx(0.25, abs=0.13) for each in both)


def _morris(u):
    # M. D. Morris 1991, section 5: twenty inputs on the levels 0, 1/3, 2/3, 1; the coefficients that he draws from a
    # normal distribution are 0 here, as those that he leaves unstated are small beside these.
    levels = (LEVELS * u - 0.5) / (LEVELS - 1)
    w = 2.0 * (levels - 0.5)
    for i in (2, 4, 6):
        w[:, i] = 2.0 * (1.1 * levels[:, i] / (levels[:, i] + 0.1) - 0.5)
    y = 20.0 * w[:, :10].sum(axis=1)
    for i in range(6):
        y += sum(-15.0 * w[:, i] * w[:, j] for j in range(i + 1, 6))
    for i in range(5):
        for j in range(i + 1, 5):
            y += sum(-10.0 * w[:, i] * w[:, j] * w[:, k] for k in range(j + 1, 5))
    for i in range(4):
        for j in range(i + 1, 4):
            for k in range(j + 1, 4):
                y += sum(5.0 * w[:, i] * w[:, j] * w[:, k] * w[:, m] for m in range(k + 1, 4))
    return y


def test_morris_own_function_is_screened_as_he_found():
    found = _screen(_morris, NAMES, 200, 1)
    mu, sigma = (np.array([getattr(each, name) for each in found]) for name in ("mu_star", "sigma"))
    # Inputs 8 to 10 act alone and evenly, 1 to 7 unevenly or with others, 11 to 20 not at all (Morris 1991, figure 1).
    step = STEP * LEVELS / (LEVELS - 1)
    assert mu[7:10] == pytest.approx(40.0 * step / STEP)
    assert sigma[7:10] == pytest.approx(0.0, abs=1e-9)
    assert (mu[:7] > 20.0).all()
    assert (sigma[:7] > 10.0).all()
    assert mu[10:] == pytest.approx(0.0, abs=1e-9)


def test_the_order_of_the_factors_permutes_what_is_found():
    def function(x, order):
        return np.sin(3 * x[:, order.index("a")]) + x[:, order.index("b")] * x[:, order.index("c")]

    one = _screen(lambda x: function(x, "abc"), "abc", 10, 5)
    other = _screen(lambda x: function(x, "cab"), "cab", 10, 5)
    assert [each.mu_star for each in one] == pytest.approx([other[k].mu_star for k in (1, 2, 0)])


def test_what_cannot_be_told_is_left_out():
    paths = trajectories("ab", 5, 1)
    values = paths.points[:, :, 0].copy()
    values[0, 1] = math.nan
    values[2] = math.inf
    found = screened(paths, values)
    assert [each.told for each in found] == [3, 3]
    assert found[0].mu_star == pytest.approx(1.0)
    assert screened(paths, np.full_like(values, math.nan))[0].told == 0


def test_one_effect_has_no_spread():
    paths = trajectories("ab", 1, 1)
    assert screened(paths, paths.points.sum(axis=2))[0].sigma == 0.0


def test_the_spread_of_an_answer_is_over_what_can_be_told():
    assert spread(np.array([[1.0, 3.0], [math.nan, math.inf]])) == 1.0
    assert spread(np.array([1.0, math.nan])) == 0.0
