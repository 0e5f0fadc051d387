from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from custodes.people.normal import normal_cdf, normal_quantile

SHARES = np.concatenate(
    [
        np.linspace(0.001, 0.999, 400),
        10.0 ** -np.arange(4.0, 12.0),
        1.0 - 10.0 ** -np.arange(4.0, 12.0),
        np.array([0.075, 0.925, 0.5, 2.0**-33, 1.0 - 2.0**-33]),
    ]
)


def test_quantile_agrees_with_scipy():
    ours = np.array([normal_quantile(share) for share in SHARES])
    assert ours == pytest.approx(ndtri(SHARES), rel=1e-14, abs=1e-15)


def test_cdf_agrees_with_scipy():
    points = np.linspace(-8.0, 8.0, 401)
    ours = np.array([normal_cdf(point) for point in points])
    assert ours == pytest.approx(ndtr(points), rel=1e-13)


def test_far_tail_uses_its_own_polynomial():
    # Below exp(-25), about 1.4e-11, the third polynomial of AS 241 is used.
    for share in (1e-12, 1e-30, 1e-200):
        assert normal_quantile(share) == pytest.approx(float(ndtri(share)), rel=1e-14)
