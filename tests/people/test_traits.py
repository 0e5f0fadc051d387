from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.people.cohort import draw_cohort
from custodes.people.traits import beta_around, own_rates
from custodes.scheme.library import load

SIZE = 200_000


def test_without_correlation_everybody_has_the_mean():
    mean = np.array([0.0, 0.02, 1.0])
    assert beta_around(mean, 0.0, np.array([0.1, 0.9, 0.5])).tolist() == mean.tolist()


def test_rates_of_nought_and_one_stay():
    assert beta_around(np.array([0.0, 1.0]), 0.3, np.array([0.999, 0.001])).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("mean", [0.003, 0.03, 0.5, 0.97])
@pytest.mark.parametrize("correlation", [0.02, 0.1, 0.3, 0.8])
def test_mean_and_variance_are_those_of_the_beta_binomial(mean, correlation):
    # Var = p (1 - p) rho (Schuckers 2003). 200,000 midpoints of the uniform stand for the whole distribution.
    uniforms = (np.arange(SIZE) + 0.5) / SIZE
    rates = beta_around(np.full(SIZE, mean), correlation, uniforms)
    assert rates.mean() == pytest.approx(mean, rel=2e-3)
    assert rates.var() == pytest.approx(mean * (1.0 - mean) * correlation, rel=1e-2)


@given(
    mean=st.floats(1e-6, 1.0 - 1e-6),
    correlation=st.floats(1e-6, 0.999),
    uniform=st.floats(2.0**-33, 1.0 - 2.0**-33),
)
def test_a_rate_is_always_a_share(mean, correlation, uniform):
    rate = float(beta_around(np.array([mean]), correlation, np.array([uniform]))[0])
    assert 0.0 <= rate <= 1.0


def test_a_luckier_draw_never_has_a_higher_rate():
    uniforms = np.linspace(0.001, 0.999, 999)
    rates = beta_around(np.full(999, 0.02), 0.3, uniforms)
    assert (np.diff(rates) >= 0.0).all()


@pytest.mark.compiled
def test_groups_differ_by_their_relative_rates_and_the_cohort_keeps_the_base_rate():
    # Own rates are independent between people, so their mean over n people is normal. Bound |z| < 4 for each of five
    # means over 40,000 people.
    scheme = load("home-office-2022").with_settings(
        {
            "instruments.watch.checks.recognition.no_match": 0.02,
            "instruments.watch.checks.recognition.correlation.person": 0.1,
            **{
                f"instruments.watch.checks.recognition.by_group.no_match.region_of_birth.{group}": ratio
                for group, ratio in {
                    "east_europe": 0.5,
                    "south_asia": 1.0,
                    "west_africa": 3.0,
                    "elsewhere": 1.0,
                }.items()
            },
        }
    )
    values = scheme.values(None)
    cohort = draw_cohort(scheme, values, 3, 40_000, 1)
    rates = own_rates(scheme, values, cohort, "watch", 3).no_match
    regions = next(one for one in cohort.attributes if one.name == "region_of_birth")
    relative = np.array([{"east_europe": 0.5, "west_africa": 3.0}.get(group, 1.0) for group in regions.groups])
    means = 0.02 * relative / float(relative @ regions.shares)
    code = cohort.true_group["region_of_birth"]
    for group, mean in enumerate(means):
        own = rates[code == group]
        assert abs(own.mean() - mean) / math.sqrt(mean * (1.0 - mean) * 0.1 / own.size) < 4
    assert abs(rates.mean() - 0.02) / (rates.std() / math.sqrt(rates.size)) < 4


def test_stages_that_an_instrument_does_not_have_never_fail():
    scheme = load("telephone-reporting")
    values = scheme.values(None)
    cohort = draw_cohort(scheme, values, 1, 20, 5)
    instrument = next(name for name, one in scheme.instruments.items() if one.checks is not None)
    rates = own_rates(scheme, values, cohort, instrument, 1)
    assert not rates.not_captured.any()
    assert not rates.not_live.any()
    assert not rates.no_match.any()
    assert rates.forgets.any()


def test_two_instruments_do_not_share_luck():
    scheme = load("home-office-2022")
    values = dict(scheme.values(None))
    for path in ("answering.forgets", "answering.correlation.person"):
        values[f"instruments.reporting.checks.{path}"] = values[f"instruments.watch.checks.{path}"]
    cohort = draw_cohort(scheme, values, 1, 50, 5)
    watch, reporting = (own_rates(scheme, values, cohort, name, 1).forgets for name in ("watch", "reporting"))
    assert not np.isclose(watch, reporting).any()
