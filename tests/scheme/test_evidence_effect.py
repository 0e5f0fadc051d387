from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from custodes.errors import Refused
from custodes.scheme.evidence_effect import Effect, claim, difference, effects

PILOT = "gps-expansion-pilot"
MARKED = "absconded-as-marked-by-home-office"
CONTACT = "out-of-contact"


def _effect(treated, control, outcome=MARKED, level=0.95):
    return Effect("made-up", outcome, treated, control, level, "S")


def test_the_pilot_leaves_two_points_better_to_six_worse():
    # Wald: 2.0 points, standard error sqrt(.16 x .84 / 600 + .14 x .86 / 600) = 2.06; interval -2.0 to +6.0.
    found = difference(PILOT, MARKED)
    wald = 1.96 * np.sqrt(0.16 * 0.84 / 600 + 0.14 * 0.86 / 600)
    points = 100 * np.array([found.value, found.low, found.high])
    assert points == pytest.approx(100 * np.array([0.02, 0.02 - wald, 0.02 + wald]), abs=0.15)
    assert points == pytest.approx([2.0, -2.0, 6.0], abs=0.15)
    assert found.mark == "S2"


def test_benefit_and_harm_share_the_posterior():
    found = difference(PILOT, MARKED)
    # z = 0.97 two-sided p = 0.33, so one side is about a sixth.
    assert found.benefit == pytest.approx(stats.norm.cdf(-0.97), abs=0.005)
    assert found.benefit + found.harm == pytest.approx(1.0)


def test_no_difference_was_seen_in_contact():
    found = difference(PILOT, CONTACT)
    assert found.value == pytest.approx(0.0, abs=1e-12)
    assert found.benefit == pytest.approx(0.5)
    assert found.low == pytest.approx(-found.high)


def test_the_distribution_is_that_of_two_betas_drawn_apart():
    # z over 20 seeds of 40,000 draws of the share below three differences.
    found = difference(PILOT, MARKED)
    for at in (-0.01, 0.02, 0.05):
        exact, z = found.below(at), []
        for seed in range(20):
            stream = np.random.default_rng(seed)
            drawn = stream.beta(97, 505, 40_000) - stream.beta(85, 517, 40_000)
            z.append((np.mean(drawn <= at) - exact) / np.sqrt(exact * (1 - exact) / 40_000))
        assert abs(np.mean(z)) * np.sqrt(20) < 3.5


def test_a_closed_form():
    # One of one against none of one: T ~ Beta(1, 2), C ~ Beta(2, 1); P(T <= C) = integral of 2y(2y - y^2) = 5/6.
    assert _effect((0, 1), (1, 1)).below(0.0) == pytest.approx(5 / 6, abs=1e-10)
    # Uniform less uniform is triangular on -1 to 1.
    flat = _effect((0, 0), (0, 0))
    assert flat.below(np.array([-1.0, -0.5, 0.0, 0.5, 1.0])) == pytest.approx([0, 0.125, 0.5, 0.875, 1], abs=1e-10)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 400), st.integers(1, 400))
def test_quantiles_turn_the_distribution_round(had, had_too, more, more_too):
    found = _effect((had, had + more), (had_too, had_too + more_too))
    p = np.array([0.001, 0.025, 0.3, 0.5, 0.9, 0.999])
    quantiles = found.quantile(p)
    assert found.below(quantiles) == pytest.approx(p, abs=1e-6)
    assert (np.diff(quantiles) > 0).all()
    turned = _effect((had_too, had_too + more_too), (had, had + more))
    assert turned.quantile(1 - p) == pytest.approx(-quantiles, abs=1e-6)


def test_an_interval_has_its_level():
    found = difference(PILOT, MARKED, level=0.5)
    assert found.below(found.high) - found.below(found.low) == pytest.approx(0.5)


def test_a_claim_is_weighed_by_what_the_trial_leaves():
    assert claim(PILOT, 5) == pytest.approx(stats.norm.cdf((-5 - 2) / 2.06), abs=3e-4)
    assert claim(PILOT, 0) == difference(PILOT, MARKED).benefit
    assert claim(PILOT, -6) > 0.95
    assert claim(PILOT, 2, CONTACT) == pytest.approx(
        stats.norm.cdf(-2 / (100 * np.sqrt(2 * 0.66 * 0.34 / 600))), abs=0.01
    )


def test_where_more_is_better_a_claim_and_a_benefit_turn_round():
    found = _effect((95, 100), (80, 100), outcome="court-attendance")
    assert found.benefit > 0.99
    assert found.at_least(5) == pytest.approx(1 - found.below(0.05))
    assert _effect((95, 100), (80, 100)).harm == pytest.approx(found.benefit)


def test_an_effect_goes_on_a_share_of_the_same_definition_only():
    found = difference(PILOT, MARKED)
    assert found.applied(0.14, MARKED, 0.5) == pytest.approx(0.16, abs=0.0005)
    assert found.applied(0.0, MARKED, 0.001) == 0.0
    assert found.applied(0.14, MARKED, [0.1, 0.9]).shape == (2,)
    with pytest.raises(Refused) as refused:
        found.applied(0.66, CONTACT, 0.5)
    assert [problem.code for problem in refused.value.problems] == ["other-definition"]


def test_effects_are_those_with_counts_of_two_arms():
    assert [found.trial for found in effects(MARKED)] == [PILOT]
    assert effects("absconded-after-release-foi") == ()
    assert effects("failed-supervision") == ()


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("florida-2010", "failed-supervision"),
        ("fcmp-2016-2017", "check-ins-and-court-attendance"),
        ("releases-from-detention", "absconded-after-release-foi"),
        ("belur-2020", "reoffended"),
    ],
)
def test_what_gives_no_effect_is_refused_with_why(name, outcome):
    with pytest.raises(Refused) as refused:
        difference(name, outcome)
    (problem,) = refused.value.problems
    assert problem.code == "no-effect"
    assert "not read" in problem.wrong or "nothing to compare" in problem.wrong or "only" in problem.wrong


def test_a_number_from_one_trial_is_not_used_for_another_outcome():
    with pytest.raises(Refused) as refused:
        claim("florida-2010", 5, MARKED)
    assert [problem.code for problem in refused.value.problems] == ["other-definition"]
