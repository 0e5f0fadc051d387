"""Repeated checks that depend on one another: the closed formulas of the beta-binomial distribution.

With a = p (1 - rho) / rho and b = (1 - p)(1 - rho) / rho: P(at least one of k fails) = 1 - prod (b + j) / (a + b + j);
P(all of r fail) = prod (a + j) / (a + b + j). M. E. Schuckers, "Estimation and sample size calculations for matching
performance of biometric authentication", 2003.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numba import njit

from custodes.model.attempts import nested_trial, urn
from custodes.people import purposes
from tests.model.worlds import habits_with, own_rate, plan_with, recognition_with, walked, wearers_with

# Shares with at least one failed check in 1 day (5 checks) and 30 days (150), and of checks whose 3 attempts all fail.
TABLE = [
    (0.01, 0.0, 0.0490, 0.779, 1e-6),
    (0.01, 0.1, 0.0409, 0.232, 2.1e-4),
    (0.01, 0.3, 0.0301, 0.098, 1.4e-3),
    (0.03, 0.0, 0.1413, 0.990, 2.7e-5),
    (0.03, 0.1, 0.1188, 0.548, 7.9e-4),
    (0.03, 0.3, 0.0882, 0.266, 4.6e-3),
]
FAILS = purposes.RATE_NO_MATCH


def at_least_one(p, rho, checks):
    none = 1.0
    for j in range(checks):
        none *= ((1.0 - p) * (1.0 - rho) + rho * j) / (1.0 - rho + rho * j)
    return 1.0 - none


def all_fail(p, rho, attempts):
    return math.prod((p * (1.0 - rho) + rho * j) / (1.0 - rho + rho * j) for j in range(attempts))


def z_of(count, size, share):
    return (count - size * share) / math.sqrt(size * share * (1.0 - share))


@pytest.mark.parametrize(("p", "rho", "day", "month", "retries"), TABLE)
def test_the_formulas_give_the_table(p, rho, day, month, retries):
    assert at_least_one(p, rho, 5) == pytest.approx(day, abs=5e-5)
    assert at_least_one(p, rho, 150) == pytest.approx(month, abs=5e-4)
    assert all_fail(p, rho, 3) == pytest.approx(retries, rel=0.04)


@pytest.mark.compiled
@pytest.mark.parametrize(("p", "rho"), [row[:2] for row in TABLE])
def test_share_of_people_with_a_failed_check(p, rho):
    # The person layer, through the loop over checks: people are independent. Bound |z| < 4 over 4 seeds of 10,000.
    people, reached = 10_000, np.zeros(2)
    for seed in range(4):
        wearers = wearers_with(people, 30, no_match=own_rate(seed, people, p, rho, FAILS))
        counts, _ = walked(seed, wearers, habits_with(), plan_with(), 30)
        reached += [np.nansum(counts.first_false_nonmatch_d < 1), np.sum(counts.own_no_match > 0)]
    for count, checks in zip(reached, (5, 150), strict=True):
        assert abs(z_of(count, 4 * people, at_least_one(p, rho, checks))) < 4


@pytest.mark.compiled
@pytest.mark.parametrize("layer", ["no_match", "not_captured", "not_live", "no_prompt"])
@pytest.mark.parametrize(("p", "rho"), [row[:2] for row in TABLE])
def test_share_of_days_with_a_failed_check(layer, p, rho):
    # The day layer, through the loop over checks: days of one person with a fixed rate are independent, five checks of
    # a day are beta-binomial. Bound |z| < 4 over 40,000 person-days for none failed, and for two or more.
    people, days = 400, 100
    plan = plan_with(recognition=recognition_with(day_rho=rho), delivery_rho=rho)
    wearers = wearers_with(people, days, **{layer: np.full(people, p)})
    _, failures = walked(2, wearers, habits_with(), plan, days)
    a_day = np.bincount(failures["row"].astype(np.int64) * days + failures["day"], minlength=people * days)
    assert abs(z_of((a_day > 0).sum(), a_day.size, at_least_one(p, rho, 5))) < 4
    one = 5 * p * math.prod(((1 - p) * (1 - rho) + rho * j) for j in range(4)) * (1 - rho)
    one /= math.prod(1 - rho + rho * j for j in range(5))
    assert abs(z_of((a_day > 1).sum(), a_day.size, at_least_one(p, rho, 5) - one)) < 4


@pytest.mark.compiled
@pytest.mark.parametrize(("p", "rho"), [row[:2] for row in TABLE if row[1] > 0.0])
def test_all_three_retries_fail_through_the_person_layer(p, rho):
    # One check of three attempts for each of 600,000 people; bound |z| < 4.
    people = 600_000
    plan = plan_with(per_day=1, recognition=recognition_with(attempts=3))
    wearers = wearers_with(people, 1, no_match=own_rate(1, people, p, rho, FAILS))
    counts, _ = walked(1, wearers, habits_with(), plan, 1)
    assert abs(z_of(counts.own_no_match.sum(), people, all_fail(p, rho, 3))) < 4


@pytest.mark.compiled
@pytest.mark.parametrize("layer", ["no_match", "not_captured", "not_live"])
@pytest.mark.parametrize(("p", "rho"), [row[:2] for row in TABLE])
def test_all_three_retries_fail_through_the_attempt_layer(layer, p, rho):
    # Everybody has the same rate and days do not matter, so checks are independent: 3,000,000 of them; bound |z| < 4.
    people, days = 20_000, 30
    plan = plan_with(recognition=recognition_with(attempts=3, attempt_rho=rho))
    wearers = wearers_with(people, days, **{layer: np.full(people, p)})
    counts, _ = walked(3, wearers, habits_with(), plan, days)
    assert abs(z_of(counts.failed.sum(), counts.checks_due.sum(), all_fail(p, rho, 3))) < 4


def test_the_urn_is_the_closed_formula():
    # The chance of any outcome in any order is the product of what the urn says at each step.
    for p, rho in ((0.01, 0.1), (0.4, 0.7), (0.2, 0.0)):
        fails = none = 1.0
        for j in range(6):
            fails *= urn(p, rho, float(j), float(j))
            none *= 1.0 - urn(p, rho, 0.0, float(j))
        assert fails == pytest.approx(all_fail(p, rho, 6))
        assert 1.0 - none == pytest.approx(at_least_one(p, rho, 6))
        first_then_second = p * (1.0 - urn(p, rho, 1.0, 1.0))
        assert first_then_second == pytest.approx((1.0 - p) * urn(p, rho, 0.0, 1.0))


@njit
def _outcomes(rates, day_rho, attempt_rho, uniforms):
    people, checks, attempts = uniforms.shape
    failed = np.zeros((people, checks, attempts))
    for person in range(people):
        urns = np.zeros((4, 4))
        for one in range(checks):
            urns[2, 2:] = 0.0
            for attempt in range(attempts):
                uniform = uniforms[person, one, attempt]
                fails, left = nested_trial(rates[person], uniform, day_rho, attempt_rho, 2, urns)
                failed[person, one, attempt] = fails
                uniforms[person, one, attempt] = left
    return failed


@pytest.mark.compiled
@pytest.mark.parametrize(("person_rho", "day_rho", "attempt_rho"), [(0.1, 0.2, 0.4), (0.0, 0.3, 0.0), (0.2, 0.0, 0.5)])
def test_nested_layers_keep_the_mean_and_have_the_stated_correlations(person_rho, day_rho, attempt_rho):
    # One day of three checks of three attempts for each of 300,000 people, none of whom stops at a success. Person-days
    # are independent, so means over them are normal. Bound |z| < 4 for the mean of each attempt and for the product of
    # each kind of pair.
    people, p = 300_000, 0.1
    rng = np.random.default_rng(6)
    rates = own_rate(6, people, p, person_rho, FAILS)
    failed = _outcomes(rates, day_rho, attempt_rho, rng.random((people, 3, 3)))
    means = failed.mean(axis=0)
    assert (np.abs(means - p) / math.sqrt(p * (1 - p) / people)).max() < 4
    within_day = 1.0 - (1.0 - person_rho) * (1.0 - day_rho)
    within_check = 1.0 - (1.0 - person_rho) * (1.0 - day_rho) * (1.0 - attempt_rho)
    pairs = {
        ((0, 0), (0, 1)): within_check,
        ((1, 0), (1, 2)): within_check,
        ((2, 1), (2, 2)): within_check,
        ((0, 0), (1, 0)): within_day,
        ((0, 2), (1, 1)): within_day,
        ((1, 0), (2, 2)): within_day,
    }
    for (one, other), correlation in pairs.items():
        both = failed[:, *one] * failed[:, *other]
        expected = p * p + p * (1 - p) * correlation
        assert abs(both.mean() - expected) / math.sqrt(expected * (1 - expected) / people) < 4


@pytest.mark.compiled
def test_what_is_left_of_a_number_is_uniform_whatever_happened():
    # Kolmogorov's distance of n uniform numbers exceeds 2.3/sqrt(n) once in 20,000.
    uniforms = np.random.default_rng(1).random((60_000, 2, 2))
    failed = _outcomes(np.full(60_000, 0.3), 0.3, 0.4, uniforms)
    for outcome in (0.0, 1.0):
        left = np.sort(uniforms[failed == outcome])
        assert np.abs(left - (np.arange(left.size) + 0.5) / left.size).max() * math.sqrt(left.size) < 2.3
