from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from custodes.errors import Refused
from custodes.scheme.distribution import NEEDS_MID, beta_shape, quantile

LOW, MID, HIGH = 2.0, 3.0, 7.0
SHARES = [0.0, 1e-6, 0.01, 0.2, 0.5, 0.73, 0.99, 1.0]
ORACLES = {
    "uniform": stats.uniform(LOW, HIGH - LOW),
    "loguniform": stats.loguniform(LOW, HIGH),
    "triangular": stats.triang((MID - LOW) / (HIGH - LOW), LOW, HIGH - LOW),
    "pert": stats.beta(1 + 4 * (MID - LOW) / (HIGH - LOW), 1 + 4 * (HIGH - MID) / (HIGH - LOW), LOW, HIGH - LOW),
}


@pytest.mark.parametrize("distribution", ORACLES)
@pytest.mark.parametrize("u", SHARES)
def test_quantiles_are_those_of_scipy(distribution, u):
    expected = ORACLES[distribution].ppf(u)
    assert quantile(distribution, (LOW, MID, HIGH), u) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("u", SHARES)
def test_beta_has_the_stated_mean_and_a_quarter_of_the_range_as_deviation(u):
    low, mid, high = 0.005, 0.02, 0.1
    oracle = stats.beta(*beta_shape(low, mid, high))
    assert oracle.mean() == pytest.approx(mid)
    assert oracle.std() == pytest.approx((high - low) / 4)
    assert quantile("beta", (low, mid, high), u) == pytest.approx(oracle.ppf(u), rel=1e-9, abs=1e-12)


def test_a_pert_distribution_has_its_known_mean():
    n = 20_000
    drawn = [quantile("pert", (LOW, MID, HIGH), (i + 0.5) / n) for i in range(n)]
    assert sum(drawn) / n == pytest.approx((LOW + 4 * MID + HIGH) / 6, rel=1e-5)


@pytest.mark.parametrize("mid", [LOW, HIGH])
def test_a_triangle_may_stand_on_its_edge(mid):
    assert quantile("triangular", (LOW, mid, HIGH), 0.0) == LOW
    assert quantile("triangular", (LOW, mid, HIGH), 1.0) == HIGH


@pytest.mark.parametrize("distribution", [*ORACLES, "beta"])
def test_a_range_without_width_is_its_value(distribution):
    assert quantile(distribution, (0.3, 0.3, 0.3), 0.9) == 0.3


@pytest.mark.parametrize("u", [-0.01, 1.01, float("nan")])
def test_a_share_outside_0_to_1_is_refused(u):
    with pytest.raises(Refused):
        quantile("uniform", (LOW, MID, HIGH), u)


numbers = st.floats(1e-6, 1e6)
unit_interval = st.floats(0, 1)


@given(st.sampled_from(sorted(ORACLES)), st.lists(numbers, min_size=3, max_size=3), unit_interval, unit_interval)
def test_quantiles_rise_and_stay_within_the_range(distribution, ends, u, v):
    low, mid, high = sorted(ends)
    less, more = (quantile(distribution, (low, mid, high), share) for share in sorted((u, v)))
    assert low <= less <= high
    assert low <= more <= high
    assert less <= more + 1e-12 * high


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.9), unit_interval, unit_interval)
def test_beta_quantiles_rise_and_stay_within_0_and_1(mid, part, u, v):
    half = part * min(mid, 1 - mid)
    less, more = (quantile("beta", (mid - half, mid, mid + half), share) for share in sorted((u, v)))
    assert 0 <= less <= more + 1e-12
    assert more <= 1


def test_distributions_that_need_a_mid_are_known():
    assert {"triangular", "pert", "beta"} == NEEDS_MID
