from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri

from custodes.people.normal_table import EXACT, STEPS, normal_of, normal_table, normals_of

TABLE = normal_table()


def of(words):
    normals = np.empty(len(words))
    normals_of(TABLE, np.asarray(words, dtype=np.uint64), len(words), normals)
    return normals


def test_it_is_the_normal_quantile():
    words = np.linspace(0, 2**32 - 1, 20_001).astype(np.uint64)
    exact = ndtri((words.astype(np.float64) + 0.5) / 2.0**32)
    # A straight line strays most from the curve at the edge of the tails; there by one part in four thousand.
    assert np.abs(of(words) - exact).max() < 4e-4
    assert np.abs(of(words) - exact)[np.abs(exact) < 2.0].max() < 2e-5


def test_its_tails_are_exact():
    tail = np.concatenate([np.arange(0, EXACT * 2**20, 99_991), 2**32 - 1 - np.arange(0, EXACT * 2**20, 99_991)])
    exact = ndtri((tail.astype(np.float64) + 0.5) / 2.0**32)
    assert of(tail).tolist() == pytest.approx(exact.tolist(), rel=1e-13)
    assert of([0])[0] == pytest.approx(float(ndtri(0.5 / 2.0**32)), rel=1e-13)  # -6.33 standard deviations


def test_one_by_one_and_many_at_once_are_the_same():
    words = np.random.default_rng(1).integers(0, 2**32, 5_000, dtype=np.uint64)
    assert of(words).tolist() == [normal_of(TABLE, word) for word in words]


def test_it_rises_and_is_symmetric():
    words = np.linspace(0, 2**32 - 1, 50_000).astype(np.uint64)
    normals = of(words)
    assert (np.diff(normals) >= 0.0).all()
    mirrored = of(np.uint64(2**32 - 1) - words)
    assert np.abs(normals + mirrored).max() < 1e-6


def test_mean_and_variance_of_all_numbers_it_can_give():
    # Over a step the mean of a straight line and of its square are known; over the tails they are integrals.
    inner = slice(EXACT, STEPS - EXACT)
    at, rise = TABLE.at[inner], TABLE.rise[inner]
    edge = float(ndtri(EXACT / STEPS))
    density = math.exp(-0.5 * edge * edge) / math.sqrt(2.0 * math.pi)
    tails = 2.0 * (EXACT / STEPS - edge * density)
    variance = float((at**2 + at * rise + rise**2 / 3.0).sum()) / STEPS + tails
    assert variance == pytest.approx(1.0, abs=1e-12)
    assert float((at + rise / 2.0).sum()) / STEPS == pytest.approx(0.0, abs=1e-6)
