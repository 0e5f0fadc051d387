from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import kstest

from custodes.people.cohort import arrivals_in, draw_cohort
from custodes.scheme.library import load

SCHEME = load("home-office-2022")
DAY_H = 24.0


def values_with(**changes):
    values = dict(SCHEME.values(None))
    values.update({path.replace("__", "."): value for path, value in changes.items()})
    return values


def test_arrivals_scale_with_the_people():
    values = values_with(cohort__arrivals=5.0, cohort__size=2500.0)
    assert arrivals_in(values, 2500, 365) == 1825
    assert arrivals_in(values, 250, 365) == round(182.5)


@pytest.mark.compiled
def test_a_cohort_in_balance_stays_as_large_as_it_was():
    # Stays have mean m, arrivals are size/m a day, nobody absconds. Who is there at the end is a sum of independent
    # yes-or-no draws with known chances. Bound |z| < 4 over 30 seeds together.
    size, days, mean_d = 2000, 300, 400.0
    values = values_with(
        cohort__size=float(size),
        cohort__arrivals=size / mean_d,
        cohort__time_on_scheme=mean_d * DAY_H,
        conduct__absconding=0.0,
    )
    arrivals = arrivals_in(values, size, days)
    of_first = math.exp(-days / mean_d)
    of_later = float(np.mean(np.exp(-(days - np.arange(days)) / mean_d)))
    expected = size * of_first + arrivals * of_later
    # The day of joining is drawn, so for those who come later the chance of being there is of_later.
    variance = size * of_first * (1 - of_first) + arrivals * of_later * (1 - of_later)
    there = [int((draw_cohort(SCHEME, values, seed, size, days).left_h >= days * DAY_H).sum()) for seed in range(30)]
    assert abs(sum(there) - 30 * expected) / math.sqrt(30 * variance) < 4
    assert expected == pytest.approx(size, rel=2e-3)


@pytest.mark.compiled
def test_stays_are_exponential_for_those_there_and_those_who_come():
    # Kolmogorov and Smirnov's test over 20,000 stays; refused when its p is below 1 in 10,000.
    values = values_with(cohort__time_on_scheme=50.0 * DAY_H, conduct__absconding=0.0)
    cohort = draw_cohort(SCHEME, values, 4, 20_000, 2000)
    stay_d = (cohort.left_h - cohort.joined_h) / DAY_H
    early = cohort.joined_h < 1000 * DAY_H  # their stays end within the run but for 1 in 5e8
    assert kstest(stay_d[early & (cohort.joined_h == 0)], "expon", args=(0, 50.0)).pvalue > 1e-4
    assert kstest(stay_d[early & (cohort.joined_h > 0)], "expon", args=(0, 50.0)).pvalue > 1e-4


@pytest.mark.compiled
def test_people_abscond_at_the_stated_rate():
    # Absences less rate x time at risk is a martingale with that variance. Bound |z| < 4 over 10 seeds together.
    rate = 0.4 / 365.25
    values = values_with(conduct__absconding=rate, rules__absence_closed_after=10.0 * DAY_H)
    seen, risk_d = 0, 0.0
    for seed in range(10):
        cohort = draw_cohort(SCHEME, values, seed, 3000, 365)
        gone = np.isfinite(cohort.absconds_h)
        seen += int(gone.sum())
        risk_d += float((np.where(gone, cohort.absconds_h, cohort.left_h) - cohort.joined_h).sum()) / DAY_H
    assert abs(seen - rate * risk_d) / math.sqrt(rate * risk_d) < 4


def test_nobody_absconds_at_rate_nought_and_files_close_in_time():
    assert np.isinf(draw_cohort(SCHEME, values_with(conduct__absconding=0.0), 1, 40, 200).absconds_h).all()
    values = values_with(conduct__absconding=1.0 / 30, rules__absence_closed_after=48.0)
    cohort = draw_cohort(SCHEME, values, 1, 40, 200)
    gone = np.isfinite(cohort.absconds_h)
    assert gone.any()
    assert (cohort.absconds_h[gone] >= cohort.joined_h[gone]).all()
    assert (cohort.absconds_h[gone] < cohort.left_h[gone]).all()
    assert (cohort.left_h[gone] <= cohort.absconds_h[gone] + 48.0).all()


def test_times_lie_within_the_run():
    cohort = draw_cohort(SCHEME, values_with(), 9, 60, 90)
    assert (cohort.joined_h >= 0.0).all()
    assert (cohort.joined_h < cohort.left_h).all()
    assert (cohort.left_h <= 90 * DAY_H).all()
    assert (cohort.joined_h[:60] == 0.0).all()
    assert len(cohort) == 60 + arrivals_in(values_with(), 60, 90)


def test_a_person_does_not_depend_on_how_many_others_there_are():
    few, many = (draw_cohort(SCHEME, values_with(cohort__arrivals=0.0), 9, people, 90) for people in (20, 50))
    for name in ("left_h", "absconds_h", "sleep_from_h", "works", "delay_factor"):
        assert (getattr(few, name) == getattr(many, name)[:20]).all()
    for attribute, codes in few.true_group.items():
        assert (codes == many.true_group[attribute][:20]).all()


@pytest.mark.compiled
def test_habits_are_spread_as_stated():
    # Means and shares over 40,000 people; bound |z| < 4.
    values = values_with(
        wearers__sleep_from=23.0,
        wearers__sleep_spread=1.0,
        wearers__working_share=0.3,
        wearers__reachability_spread=0.5,
    )
    cohort = draw_cohort(SCHEME, values, 2, 40_000, 1)
    assert ((cohort.sleep_from_h >= 0.0) & (cohort.sleep_from_h < 24.0)).all()
    late_h = (cohort.sleep_from_h - 23.0 + 12.0) % 24.0 - 12.0
    assert abs(late_h.mean()) * math.sqrt(len(cohort)) < 4
    assert abs(cohort.works.mean() - 0.3) / math.sqrt(0.3 * 0.7 / len(cohort)) < 4
    logs = np.log(cohort.delay_factor)
    assert abs(logs.mean()) / (0.5 / math.sqrt(len(cohort))) < 4
    assert abs(np.quantile(logs, 0.9) - 0.5 * ndtri(0.9)) < 0.02
