"""Noise of the planar Laplace distribution, to show what it does to one position and what to a trail.

M. E. Andres, N. E. Bordenabe, K. Chatzikokolakis and C. Palamidessi, "Geo-indistinguishability", CCS 2013: density
``eps^2 / (2 pi) exp(-eps r)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import lambertw

if TYPE_CHECKING:
    from numpy.typing import NDArray


def within(r_m: float, eps: float) -> float:
    """Share of positions moved by no more than a distance."""
    return float(1 - (1 + eps * r_m) * np.exp(-eps * r_m))


def quantile_m(share: NDArray[np.float64] | float, eps: float) -> NDArray[np.float64]:
    """Distance that a share of positions is not moved beyond."""
    return np.asarray(-(lambertw((np.asarray(share) - 1) / np.e, -1).real + 1) / eps)


def noise_m(count: int, eps: float, seed: int) -> NDArray[np.float64]:
    """Draw how far positions are moved, east and north."""
    draw = np.random.Generator(np.random.Philox(seed))
    far, way = quantile_m(draw.random(count), eps), draw.uniform(0, 2 * np.pi, count)
    return np.stack([far * np.cos(way), far * np.sin(way)])
