"""The share of people who abscond within a time, from a rate, and back; and a rate with so many points more or fewer.

With a constant rate ``r`` [1/day] the share of people who have absconded after ``T`` days is

    s = 1 - exp(-r T)

and the rate that gives a share is ``r = -ln(1 - s) / T``.
"""

from __future__ import annotations

import math
from typing import Final

POINTS: Final = 100.0
"""Percentage points in a share of 1."""

MOST_SHARE: Final = 1.0 - 1e-9
"""Largest share for which a rate is given: no rate brings everybody to abscond [ratio]."""


def share_within(rate: float, horizon_d: float) -> float:
    """Give the share of people who abscond within a time.

    Parameters
    ----------
    rate : float
        How often a person absconds [1/day].
    horizon_d : float
        The time [day].

    Returns
    -------
    float
        ``1 - exp(-rate * horizon_d)`` [ratio].
    """
    return -math.expm1(-rate * horizon_d)


def rate_of_share(share: float, horizon_d: float) -> float:
    """Give the rate at which a share of people abscond within a time.

    Parameters
    ----------
    share : float
        Share of people, from 0 to below 1 [ratio].
    horizon_d : float
        The time [day].

    Returns
    -------
    float
        ``-ln(1 - share) / horizon_d`` [1/day].
    """
    return -math.log1p(-min(share, MOST_SHARE)) / horizon_d


def rate_with_points(rate: float, points: float, horizon_d: float) -> float:
    """Change a rate so that so many percentage points more people abscond within a time.

    Parameters
    ----------
    rate : float
        How often a person absconds [1/day], the base unit of a rate.
    points : float
        Percentage points to add to the share who abscond within the time; below 0 fewer abscond.
    horizon_d : float
        The time [day].

    Returns
    -------
    float
        ``-ln(1 - s') / horizon_d`` with ``s' = min(max(1 - exp(-rate * horizon_d) + points / 100, 0), 1)`` [1/day]; the
        very rate that was given when `points` is 0.
    """
    if points == 0.0:
        return rate
    return rate_of_share(share_with_points(share_within(rate, horizon_d), points), horizon_d)


def share_with_points(share: float, points: float) -> float:
    """Add percentage points to a share, as far as there can be.

    Parameters
    ----------
    share : float
        Share of people [ratio].
    points : float
        Percentage points to add; below 0 they are taken away.

    Returns
    -------
    float
        ``min(max(share + points / 100, 0), 1)``: no fewer than nobody, and no more than all [ratio].
    """
    return min(max(share + points / POINTS, 0.0), 1.0)
