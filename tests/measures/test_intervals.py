from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.measures.intervals import (
    clopper_pearson,
    none_seen_at_most,
    normal_quantile,
    rate_score,
    student_quantile,
    wilson,
)
from custodes.measures.sums import bearing, few_carry, sums, too_few, variance

ERRORS = np.array([0, 0, 1, 5, 0, 2])
CHECKS = np.array([10, 12, 10, 15, 8, 10])
ALL = np.ones((6, 1))


def test_wilson_and_clopper_pearson_rows():
    # Cross-checked rows for 0/300 and 1/100 at 95 %, two-sided; Clopper and Pearson (1934), Wilson (1927).
    z = normal_quantile(0.95)
    assert clopper_pearson(0, 300, 0.95) == pytest.approx((0, 0.012221), abs=5e-7)
    assert wilson(0, 300, z) == pytest.approx((0, 0.012643), abs=5e-7)
    assert clopper_pearson(1, 100, 0.95) == pytest.approx((0.0002531, 0.0544594), abs=5e-8)
    assert wilson(0.01, 100, z) == pytest.approx((0.0017674, 0.0544862), abs=5e-8)
    assert clopper_pearson(300, 300, 0.95) == pytest.approx((1 - 0.012221, 1), abs=5e-7)


def test_rule_of_three():
    # One-sided 95 % upper limit for 0 of 300 is .0099361; the rule of three says .01.
    assert none_seen_at_most(300, 0.95) == pytest.approx(0.0099361, abs=5e-8)
    for people in (5, 50, 5000):
        assert none_seen_at_most(people, 0.95) <= 3 / people


def test_rule_of_thirty():
    # Doddington's rule of 30 (Mansfield and Wayman, NPL CMSC 14/02): 30 errors, 90 % interval about -28 % to +36 %.
    low, high = rate_score(30.0, 1.0, normal_quantile(0.90))
    assert low / 30 - 1 == pytest.approx(-0.26, abs=0.02)
    assert high / 30 - 1 == pytest.approx(0.35, abs=0.02)


def test_clustered_plug_in():
    # Worked by the formula of Fogliato, Patil and Perona, arXiv 2306.01198.
    (of,) = sums(ERRORS, CHECKS, ALL)
    share = of.k / of.m
    plain = variance(of, corrected=False)
    assert share == pytest.approx(0.12307692, abs=5e-9)
    assert plain == pytest.approx(0.00361119, abs=5e-9)
    assert variance(of) == pytest.approx(0.00433343, abs=5e-9)
    effective = share * (1 - share) / plain
    assert effective == pytest.approx(29.887, abs=5e-4)
    assert plain / (share * (1 - share) / of.m) == pytest.approx(2.1748, abs=5e-5)
    z = normal_quantile(0.95)
    assert wilson(share, effective, z) == pytest.approx((0.0471142, 0.2848970), abs=5e-8)
    assert wilson(share, of.m, z) == pytest.approx((0.0637047, 0.2245148), abs=2e-7)


def test_bearing_counts_who_carries():
    (even,) = sums(np.full(6, 3), CHECKS, ALL)
    (one,) = sums(np.array([0, 0, 9, 0, 0, 0]), CHECKS, ALL)
    (none,) = sums(np.zeros(6), CHECKS, ALL)
    assert bearing(even) == pytest.approx(6)
    assert bearing(one) == 1
    assert bearing(none) == 0
    assert too_few(even) is None
    assert "about 36 people" in (too_few(one) or "")
    assert "1,200 people" in few_carry(200, 1)
    # 200 people with a chance, 1,000 on the scheme: 1,200 with a chance come with 6,000 on the scheme.
    said = few_carry(200, 1, 1000)
    assert "of 200 it rests in effect on 1" in said
    assert "about 6,000 people on the scheme" in said
    assert "about 600 people on the scheme" in (too_few(one, 100) or "")


def test_student_reaches_further_than_the_normal():
    assert student_quantile(0.95, 4) == pytest.approx(3.182446, abs=1e-6)
    assert student_quantile(0.95, 1e6) == pytest.approx(normal_quantile(0.95), abs=1e-5)


def test_people_without_a_chance_are_left_out():
    (of,) = sums(np.array([1, 7]), np.array([4, 0]), np.ones((2, 1)))
    assert of == (1, 1, 4, 1, 4, 16, 1, 1)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=30))
def test_sums_of_shards_and_of_what_did_not_happen(pairs):
    k = np.array([min(pair) for pair in pairs])
    m = np.array([max(pair) for pair in pairs])
    cut = len(k) // 2
    (whole,) = sums(k, m, np.ones((len(k), 1)))
    parts = [sums(k[rows], m[rows], np.ones((len(k[rows]), 1)))[0] for rows in (slice(cut), slice(cut, None))]
    assert whole == tuple(map(sum, zip(*parts, strict=True)))
    (turned,) = sums(m - k, m, np.ones((len(k), 1)))
    assert whole.turned() == turned
    assert whole.turned().turned() == whole


@given(st.floats(0.001, 0.999), st.floats(1, 1e6), st.floats(1, 12))
def test_wilson_solves_its_equation(share, trials, quantile):
    for end in wilson(share, trials, quantile):
        assert (share - end) ** 2 == pytest.approx(quantile**2 * end * (1 - end) / trials, rel=1e-6, abs=1e-12)


@given(st.floats(0.001, 1e4), st.floats(0.01, 1e6), st.floats(1, 12))
def test_rate_score_solves_its_equation(rate, exposure, quantile):
    low, high = rate_score(rate, exposure, quantile)
    assert 0 <= low <= rate <= high
    assert low * high == pytest.approx(rate * rate, rel=1e-6)
    assert math.isclose((high - rate) ** 2, quantile**2 * high / exposure, rel_tol=1e-6)
