"""Indices against closed forms, against two other programs, and against laws that must hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from scipy.stats import sobol_indices

from custodes.study.luck import raw_bits
from custodes.study.sobol import Blended, indices
from custodes.study.sobol_design import design
from tests.study.sensitivity_functions import (
    ADDITIVE,
    G_FIRST,
    G_TOTAL,
    ISHIGAMI_FIRST,
    ISHIGAMI_TOTAL,
    additive,
    blended,
    ishigami,
    sobol_g,
    uniforms,
)

SEEDS = range(40)
Z = 4.0

FUNCTIONS = {
    "ishigami": (ishigami, "abc", ISHIGAMI_FIRST, ISHIGAMI_TOTAL),
    "sobol_g": (sobol_g, "abcdef", G_FIRST, G_TOTAL),
    "additive": (additive, "abcd", ADDITIVE, ADDITIVE),
}


def _over_seeds(name, rows=512):
    function, factors, _, _ = FUNCTIONS[name]
    found = [indices(blended(function, factors, rows, seed), seed, resamples=2) for seed in SEEDS]
    return np.array([each.first for each in found]), np.array([each.total for each in found])


def _z(estimates, truth):
    error = estimates.std(axis=0, ddof=1) / math.sqrt(len(estimates))
    # A ratio of two estimates is off by an amount that falls with the rows; a thousandth is left for it.
    return np.maximum(np.abs(estimates.mean(axis=0) - truth) - 1e-3, 0.0) / np.maximum(error, 1e-12)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_indices_are_those_of_the_closed_form(name):
    first, total = _over_seeds(name)
    assert (_z(first, FUNCTIONS[name][2]) < Z).all()
    assert (_z(total, FUNCTIONS[name][3]) < Z).all()
    # And they are near it on every single seed, so that no bias hides behind a wide spread.
    assert np.abs(first - FUNCTIONS[name][2]).max() < 0.25
    assert np.abs(total - FUNCTIONS[name][3]).max() < 0.25


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scipy_and_salib_give_the_same_of_the_same_sample(name, seed):
    function, factors, _, _ = FUNCTIONS[name]
    found = blended(function, factors, 128, seed)
    ours = indices(found, seed, resamples=2)
    theirs = sobol_indices(func={"f_A": [found.a], "f_B": [found.b], "f_AB": found.ab[:, np.newaxis]}, n=128)
    assert ours.first == pytest.approx(theirs.first_order, abs=1e-12)
    assert ours.total == pytest.approx(theirs.total_order, abs=1e-12)
    # SALib's two formulas by themselves take values that are centred already.
    middle = np.concatenate([found.a, found.b]).mean()
    a, b, ab = found.a - middle, found.b - middle, found.ab - middle
    assert ours.first == pytest.approx(np.array([salib.first_order(a, each, b) for each in ab]), abs=1e-12)
    assert ours.total == pytest.approx(np.array([salib.total_order(a, each, b) for each in ab]), abs=1e-12)


def test_salib_reads_the_same_from_a_file_of_its_own_layout():
    found = blended(ishigami, "abc", 1024, 5)
    ours = indices(found, 5, resamples=2)
    layout = np.column_stack([found.a, *found.ab, found.b]).ravel()
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    theirs = salib.analyze(problem, layout, calc_second_order=False, num_resamples=2, seed=1)
    assert ours.total == pytest.approx(theirs["ST"], abs=1e-12)
    # SALib takes from all values the mean of all points, which differs from that of the two samples by a hair.
    assert ours.first == pytest.approx(theirs["S1"], abs=1e-5)


def test_an_additive_function_is_parted_completely():
    first, total = _over_seeds("additive")
    assert _z(first.sum(axis=1), 1.0) < Z
    assert _z(total.sum(axis=1), 1.0) < Z


def test_a_factor_on_which_nothing_depends_explains_nothing():
    for seed in range(5):
        found = indices(blended(additive, "abcd", 64, seed), seed)
        assert found.first[3] == 0.0
        assert found.total[3] == 0.0
        assert np.abs(found.first_again[:, 3]).max() < 1e-12


def test_the_order_of_the_factors_permutes_the_indices_and_nothing_else():
    found = blended(ishigami, "abc", 64, 3)
    turned = Blended(found.a, found.b, found.ab[[2, 0, 1]])
    one, other = indices(found, 9), indices(turned, 9)
    assert one.first[[2, 0, 1]] == pytest.approx(other.first, abs=1e-12)
    assert one.total_again[:, [2, 0, 1]] == pytest.approx(other.total_again, abs=1e-12)


def test_a_scale_and_a_shift_change_no_index():
    found = blended(sobol_g, "abcdef", 64, 3)
    moved = Blended(1e6 + 3.0 * found.a, 1e6 + 3.0 * found.b, 1e6 + 3.0 * found.ab)
    assert indices(moved, 1, resamples=3).first == pytest.approx(indices(found, 1, resamples=3).first, abs=1e-8)


def test_a_resample_is_an_estimate_from_the_rows_drawn():
    found = blended(ishigami, "abc", 16, 3)
    again = indices(found, 7, resamples=3)
    rows = (raw_bits("7\nresampled rows\n16", 48) % np.uint64(16)).astype(int).reshape(3, 16)
    for k, chosen in enumerate(rows):
        one = indices(Blended(found.a[chosen], found.b[chosen], found.ab[:, chosen]), 0, resamples=1)
        assert again.first_again[k] == pytest.approx(one.first, abs=1e-10)
        assert again.total_again[k] == pytest.approx(one.total, abs=1e-10)


@pytest.mark.parametrize(("name", "rows"), [("ishigami", 128), ("additive", 128)])
def test_intervals_hold_the_truth_about_as_often_as_they_say(name, rows):
    function, _, truth, _ = FUNCTIONS[name]
    count, worlds = 300, len(truth)
    hits = np.zeros(worlds)
    for seed in range(count):
        # Plain random points: those of Sobol are more even than a bootstrap of rows can know.
        a, b = uniforms(f"{seed} cover", 2, rows, worlds)
        mixed = np.repeat(a[np.newaxis], worlds, axis=0)
        for k in range(worlds):
            mixed[k][:, k] = b[:, k]
        found = indices(Blended(function(a), function(b), np.array([function(x) for x in mixed])), seed, resamples=400)
        low, high = np.quantile(found.first_again, [0.025, 0.975], axis=0)
        hits += (low - 1e-12 <= truth) & (truth <= high + 1e-12)
    moves = truth > 0
    error = math.sqrt(0.05 * 0.95 / count)
    # Percentiles of a ratio fall a little short in small samples: 92 of 100 is the least that is let pass.
    assert (hits[moves] / count > 0.92 - Z * error).all()
    assert (hits[moves] / count < 0.95 + Z * error).all()


def test_intervals_over_sobol_points_hold_the_truth_at_least_as_often():
    hits = []
    for seed in range(200):
        found = indices(blended(additive, "abcd", 64, seed), seed, resamples=400)
        low, high = np.quantile(found.first_again, [0.025, 0.975], axis=0)
        hits.append((low <= ADDITIVE)[:3] & (high >= ADDITIVE)[:3])
    assert (np.mean(hits, axis=0) > 0.92 - Z * math.sqrt(0.05 * 0.95 / 200)).all()


def test_rows_lost_at_random_do_not_bias():
    estimates = []
    for seed in SEEDS:
        found = blended(ishigami, "abc", 512, seed)
        lost = uniforms(f"{seed} lost", 512) < 0.09
        found.ab[1][lost] = math.nan
        told = found.told()
        assert told.a.size == 512 - lost.sum()
        estimates.append(indices(told, seed, resamples=2).first)
    assert (_z(np.array(estimates), ISHIGAMI_FIRST) < Z).all()


def test_rows_are_lost_wherever_a_point_has_no_finite_value():
    found = blended(additive, "abcd", 8, 1)
    found.a[0], found.b[3], found.ab[2, 5] = math.nan, math.inf, math.nan
    told = found.told()
    assert told.a.tolist() == found.a[[1, 2, 4, 6, 7]].tolist()
    assert told.ab.shape == (4, 5)


def test_an_answer_that_is_the_same_everywhere_does_not_move():
    same = np.full(8, 1e9)
    assert not Blended(same, same, np.array([same, same * (1 + 1e-15)])).moves
    assert Blended(same, same, np.array([same, same * (1 + 1e-6)])).moves
    assert not Blended(np.array([]), np.array([]), np.empty((2, 0))).moves


def test_a_resample_without_variance_explains_nothing():
    found = Blended(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.array([[0.0, 1.0]]))
    assert np.isfinite(indices(found, 1, resamples=50).first_again).all()


def test_a_factor_of_several_numbers_moves_them_all():
    laid = design([["a", "c"], ["b"]], 16, 4)
    both = laid.blend(0)
    assert np.array_equal(both[:, [0, 1]], laid.b[:, [0, 1]])
    assert np.array_equal(both[:, 2], laid.a[:, 2])


def test_the_points_of_a_number_do_not_depend_on_where_it_is_named():
    one, other = design([["a"], ["b"], ["c"]], 16, 4), design([["c"], ["a", "b"]], 16, 4)
    assert np.array_equal(one.a[:, [2, 0, 1]], other.a)
    assert np.array_equal(one.b[:, [2, 0, 1]], other.b)


def test_points_are_even_inside_and_of_their_seed():
    laid = design([["a"], ["b"]], 64, 4)
    every = np.hstack([laid.a, laid.b])
    assert ((every > 0) & (every < 1)).all()
    # One point in each of 64 equal parts of every coordinate is what a Sobol sequence promises.
    assert all(sorted((column * 64).astype(int)) == list(range(64)) for column in every.T)
    assert not np.array_equal(laid.a, design([["a"], ["b"]], 64, 5).a)
