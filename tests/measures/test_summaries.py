from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.measures.summaries import (
    fairness_discrepancy_rate,
    garbe,
    gini,
    inequity_rate,
    max_minus_min,
    max_over_geomean,
    max_over_mean,
    max_over_min,
    vary_geomean,
)

# NIST FRTE 1:1, mugshots 2020, within-group FMR of white men, black men, white women, black women, as collected in
# martinsbruveris/nist-frvt-analysis, data/frvt_11_gender_race.csv.
FRTE = [
    ((0.0010, 0.0013, 0.0020, 0.0026), (2.6000, 0.0016, 1.5072, 1.6125, 0.1505, 0.2657, 0.1993)),
    ((0.0010, 0.0028, 0.0021, 0.0074), (7.4000, 0.0064, 2.2256, 2.8812, 0.2485, 0.4987, 0.3741)),
    ((0.0010, 0.0043, 0.0016, 0.0111), (11.1000, 0.0101, 2.4667, 3.7549, 0.3687, 0.6111, 0.4583)),
]


@pytest.mark.parametrize(("rates", "expected"), FRTE)
def test_frte(rates, expected):
    found = (
        max_over_min(rates),
        max_minus_min(rates),
        max_over_mean(rates),
        max_over_geomean(rates),
        vary_geomean(rates),
        gini(rates),
        gini(rates, corrected=False),
    )
    assert found == pytest.approx(expected, abs=5.1e-5)


@pytest.mark.parametrize(
    ("accuracies", "expected"),
    [((87.60, 82.83, 79.67, 75.83), 0.1731), ((89.13, 86.53, 90.27, 77.97), 0.2347)],
)
def test_rfw_gini_of_error(accuracies, expected):
    # Wang and others, Racial Faces in the Wild (ICCV 2019): accuracies of Microsoft's and Baidu's services, per cent.
    assert gini(100 - np.array(accuracies)) == pytest.approx(expected, abs=5e-5)


def test_mixed_summaries():
    # FMR of idemia-006 (as above) with made-up FNMR, worked by the formulas of arXiv 2011.02395 and 2203.05051.
    fmr, fnmr = (0.0010, 0.0028, 0.0021, 0.0074), (0.0047, 0.0052, 0.0061, 0.0066)
    assert fairness_discrepancy_rate(fmr, fnmr, 0.5) == pytest.approx(0.99585, abs=1e-9)
    assert inequity_rate(fmr, fnmr, 0.5) == pytest.approx(3.2235833, abs=5e-8)
    assert gini(fmr) == pytest.approx(0.4987469, abs=5e-8)
    assert gini(fnmr) == pytest.approx(0.0973451, abs=5e-8)
    assert garbe(fmr, fnmr, 0.5) == pytest.approx(0.2980460, abs=5e-8)


RATES = st.lists(st.floats(1e-5, 0.5), min_size=2, max_size=9)


@given(RATES)
def test_gini_keeps_within_its_bound(rates):
    ratio = max(rates) / min(rates)
    bound = (math.sqrt(ratio) - 1) / (math.sqrt(ratio) + 1)
    assert gini(rates, corrected=False) <= bound + 1e-9
    assert gini(rates) == pytest.approx(gini(rates, corrected=False) * len(rates) / (len(rates) - 1))


@given(RATES, st.randoms(use_true_random=False), st.floats(0.1, 10))
def test_groups_may_be_permuted_and_scaled(rates, shuffle, scale):
    other = list(rates)
    shuffle.shuffle(other)
    for summary in (max_over_min, max_over_mean, max_over_geomean, vary_geomean, gini):
        assert summary(np.array(other) * scale) == pytest.approx(summary(rates), rel=1e-9, abs=1e-9)
    assert max_minus_min(other) == max_minus_min(rates)


def test_parity():
    same = np.full((3, 4), 0.02)
    assert max_over_geomean(same) == pytest.approx(1)
    assert gini(same) == pytest.approx(0, abs=1e-12)
    assert vary_geomean(same) == pytest.approx(0, abs=1e-12)
    assert max_over_geomean(same).shape == (3,)
