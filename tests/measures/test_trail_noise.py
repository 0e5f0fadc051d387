"""Noise added to each position protects a single report, and not a trail."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from custodes.measures.trail_home import guessed_homes_dm, home_errors_m
from tests.measures.planar_laplace import noise_m, quantile_m, within
from tests.measures.trail_builder import made_trail

EPS = log(4) / 200.0


def test_quantiles_of_the_planar_laplace():
    # Worked out from the formulas of Andres et al. with eps = ln 4 over 200 m.
    mean_m = 2 / EPS
    assert mean_m == pytest.approx(289, abs=0.6)
    assert quantile_m(0.5, EPS) == pytest.approx(242, abs=0.6)
    assert quantile_m(0.95, EPS) == pytest.approx(684, abs=0.6)
    for share in (0.01, 0.5, 0.95, 0.999):
        assert within(float(quantile_m(share, EPS)), EPS) == pytest.approx(share)


def test_noise_has_the_stated_spread():
    moved = np.hypot(*noise_m(40_000, EPS, 1))
    # r is a gamma variate of shape 2: mean 2 / eps, variance 2 / eps^2; z = 4.
    assert abs(moved.mean() - 2 / EPS) < 4 * np.sqrt(2) / EPS / 200
    assert abs(np.mean(moved <= 684) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 40_000)


def test_the_middle_of_the_nights_takes_the_noise_off():
    page = (Path(__file__).parents[2] / "docs" / "methods" / "trail.md").read_text(encoding="utf-8")
    trail = made_trail(people=100, days=14, interval_min=15.0, lost=0.0)
    assert trail.truth_home_m is not None
    off = np.round(noise_m(trail.x_dm.size, EPS, 2) * 10).astype(np.int32).reshape(2, *trail.x_dm.shape)
    noisy = replace(trail, x_dm=trail.x_dm + off[0], y_dm=trail.y_dm + off[1])
    one = np.hypot(noisy.x_dm[:, 0] / 10 - trail.truth_home_m[:, 0], noisy.y_dm[:, 0] / 10 - trail.truth_home_m[:, 1])
    assert f"| one position | {np.median(one):.0f} |" in page
    for nights in (1, 3, 7, 14):
        known = replace(
            noisy, **{name: getattr(noisy, name)[:, : nights * trail.per_day] for name in ("x_dm", "y_dm", "source")}
        )
        error_m = float(np.median(home_errors_m(guessed_homes_dm(known, 1), trail.truth_home_m, 1)))
        assert re.search(rf"^\| {nights} nights? \| {error_m:.0f} \|$", page, re.MULTILINE)
        assert error_m < 75 / np.sqrt(nights)
