"""Entropy of the sequence of places, and the bound that Fano's inequality draws from it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from fastmob.measures.individual import trajectory_predictability
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.measures.trail_entropy import entropies, first_fixes, predictability, repeats, steps_of
from custodes.measures.trail_settings import fixes_of
from custodes.records.trail import MISSING
from tests.measures.test_trail_visits import one_day


def by_definition(symbols):
    """Read on from each place until the run has not been read before."""
    text, total = [int(s) for s in symbols], 0
    for i in range(len(text)):
        length = 1
        while i + length <= len(text) and any(
            text[j : j + length] == text[i : i + length] for j in range(i - length + 1)
        ):
            length += 1
        total += length
    return total


def entropy_of(symbols):
    kinds = len(set(symbols.tolist()))
    return len(symbols) * math.log2(len(symbols)) / repeats(symbols, len(symbols), kinds)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=150))
def test_runs_are_read_as_the_definition_says(symbols):
    text = np.unique(symbols, return_inverse=True)[1].astype(np.int64)
    assert repeats(text, len(text), int(text.max()) + 1) == by_definition(text)


def test_a_cycle_of_two_can_be_foretold():
    cycle, at = np.arange(400) % 2, np.arange(400)
    # From i on, the cycle repeats what was read from its own half on, up to i or up to the end.
    read = np.minimum(at - at % 2, 400 - at) + 1
    assert repeats(cycle, 400, 2) == read.sum()
    assert entropy_of(cycle) < 0.1
    assert predictability(entropy_of(cycle), 2) > 0.985


@pytest.mark.compiled
@pytest.mark.parametrize("kinds", [2, 8])
def test_tosses_cannot_be_foretold(kinds):
    # The longest of i runs of geometric length has mean log_k i + gamma / ln k - 1/2; one more is new, and the mean of
    # log_k i over i is log_k n - 1 / ln k. The estimate lies at log_k n over that: it tends to 1 like 1 / log n.
    length = math.log(4000, kinds)
    expected = length / (length + (np.euler_gamma - 1) / math.log(kinds) + 0.5)
    found = [
        entropy_of(np.random.Generator(np.random.Philox(seed)).integers(0, kinds, 4000)) / math.log2(kinds)
        for seed in range(20)
    ]
    spread = np.std(found, ddof=1) / math.sqrt(20)
    assert abs(np.mean(found) - expected) < 0.002 + 4 * spread  # z = 4 over 20 seeds, and what the formula leaves out
    assert predictability(math.log2(kinds), kinds) == pytest.approx(1 / kinds)


@pytest.mark.parametrize(("kinds", "bound"), [(50, 0.926), (100, 0.933)])
def test_published_bound(kinds, bound):
    # Song et al. 2010 (Science 327, 1018): an entropy of 0.8 bit, and a predictability that peaks at 0.93.
    assert predictability(0.8, kinds) == pytest.approx(bound, abs=5e-4)


@given(share=st.floats(0.02, 0.999), kinds=st.integers(2, 1000))
def test_the_bound_solves_the_equation(share, kinds):
    if share < 1 / kinds:
        return
    rest = 1 - share
    entropy = -share * math.log2(share) - rest * math.log2(rest) + rest * math.log2(max(kinds - 1, 1))
    assert predictability(entropy, kinds) == pytest.approx(share, abs=1e-5)


def test_ends_of_the_bound():
    assert predictability(0.0, 10) == 1.0
    assert predictability(3.0, 1) == 1.0
    assert predictability(9.0, 10) == pytest.approx(0.1)


@pytest.mark.compiled
def test_fastmob_says_nearly_the_same():
    symbols = np.random.Generator(np.random.Philox(1)).choice(6, 600, p=[0.5, 0.2, 0.1, 0.1, 0.05, 0.05])
    visits = pd.DataFrame(
        {
            "uid": 0,
            "datetime": pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(600), unit="h"),
            "location_id": symbols,
        }
    )
    theirs = trajectory_predictability(visits).iloc[0]
    # They count the run that reaches the end of the sequence otherwise: a few symbols in thousands.
    assert entropy_of(symbols) == pytest.approx(theirs["real_entropy"], rel=0.005)
    assert predictability(theirs["real_entropy"], 6) == pytest.approx(theirs["predictability"], abs=1e-6)


def test_a_step_is_the_first_satellite_fix_of_the_hour():
    trail = one_day((9.0, 10.0, 3000, 0, "shop"))
    source = trail.source.copy()
    source[0, 0], source[0, 4:8] = 2, 0
    x = trail.x_dm.copy()
    x[0, 8] = MISSING
    thinner = replace(trail, source=source, x_dm=x)
    assert steps_of(thinner, 1)[0, :4].tolist() == [1, -1, 9, 12]
    assert steps_of(thinner, 4)[0, :4].tolist() == [-1, -1, -1, 12]
    assert steps_of(thinner, 16)[0].tolist() == [-1, 16, 32, 48, 64, 80]
    assert first_fixes(fixes_of(thinner), 2, 4)[0, :4].tolist() == [2, -1, 10, 12]


def test_a_day_in_two_places():
    trail = one_day((0.0, 11.9, 5030, 30, "work"))
    chosen = steps_of(trail, 1)
    entropy, bound = entropies(fixes_of(trail), chosen, 1000)[0]
    symbols = np.repeat([0, 1], 12)
    assert entropy == pytest.approx(24 * math.log2(24) / by_definition(symbols))
    assert bound == pytest.approx(predictability(entropy, 2))
    # In squares of 10 km both places are one.
    assert entropies(fixes_of(trail), chosen, 100_000)[0].tolist() == [0.0, 1.0]


def test_fewer_than_ten_steps_say_nothing():
    trail = one_day()
    assert np.isnan(entropies(fixes_of(trail), steps_of(trail, 12), 1000)).all()  # eight steps
    assert not np.isnan(entropies(fixes_of(trail), steps_of(trail, 8), 1000)).any()  # twelve


def test_many_places_are_told_apart():
    trail = one_day()
    spread = np.arange(96, dtype=np.int32)[None, :] * 3000
    for x, y in ((spread, -spread), (spread * 0, spread), (spread, spread * 0)):
        found = entropies(fixes_of(replace(trail, x_dm=x, y_dm=y)), np.arange(96)[None, :], 1000)
        assert found[0, 0] == pytest.approx(math.log2(96))
        assert found[0, 1] == pytest.approx(1 / 96)
