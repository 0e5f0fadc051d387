"""The distributions that a range may be given, by their quantile functions."""

from __future__ import annotations

import math
from typing import Final, Literal

from custodes.errors import refuse

Distribution = Literal["uniform", "loguniform", "triangular", "pert", "beta"]
"""How plausible the numbers of a range are."""

NEEDS_MID: Final = frozenset({"triangular", "pert", "beta"})
"""Distributions whose shape depends on `mid`; elsewhere it is only shown."""

PERT_WEIGHT: Final = 4.0
"""Weight of the mode against the ends, as in the original PERT."""

NARROWEST: Final = 1e-6
"""A beta distribution is never read as narrower than this standard deviation."""

SMALLEST_SHARE: Final = 1e-100
"""Shares below it are read as 0: the incomplete beta function cannot be inverted there."""

RANGE_IN_DEVIATIONS: Final = 4.0
"""A beta's range from low to high is read as four standard deviations."""


def quantile(distribution: Distribution, ends: tuple[float, float, float], u: float) -> float:
    """Find the number below which a share `u` of a distribution lies.

    Parameters
    ----------
    distribution : str
        One of the five.
    ends : tuple of float
        Low, mid and high; mid is the mode of a triangular or PERT distribution and the mean of a beta distribution,
        and is not used by the other two.
    u : float
        The share [ratio], from 0 to 1.

    Returns
    -------
    float
        The quantile, within low and high, except that a beta distribution runs from 0 to 1.

    Raises
    ------
    Refused
        When `u` is not within 0 and 1.
    """
    if not 0.0 <= u <= 1.0:
        code = "out-of-range"
        raise refuse(code, "a share must be within 0 and 1", seen=f"{u:g}", path="u")
    low, mid, high = ends
    if low == high:
        return low
    u = u if u >= SMALLEST_SHARE else 0.0
    if distribution == "beta":
        return _beta(low, mid, high, u)
    if distribution == "pert":
        found = _pert(low, mid, high, u)
    elif distribution == "triangular":
        found = _triangular(low, mid, high, u)
    elif distribution == "loguniform":
        found = low ** (1.0 - u) * high**u
    else:
        found = low * (1.0 - u) + high * u
    return min(max(found, low), high)


def beta_shape(low: float, mid: float, high: float) -> tuple[float, float]:
    r"""Find the shape of a beta distribution from its mean and its range.

    .. math:: s = (high - low) / 4,\quad n = mid (1 - mid) / s^2 - 1,\quad (a, b) = (mid\, n, (1 - mid)\, n)

    Parameters
    ----------
    low, mid, high : float
        Range and mean [ratio].

    Returns
    -------
    tuple of float
        The two shape parameters; they are above 0 only when such a distribution exists.
    """
    deviation = max((high - low) / RANGE_IN_DEVIATIONS, NARROWEST)
    weight = mid * (1.0 - mid) / deviation**2 - 1.0
    return mid * weight, (1.0 - mid) * weight


def _beta(low: float, mid: float, high: float, u: float) -> float:
    from scipy.special import betaincinv  # noqa: PLC0415  (slow to import, and not needed to check a file)

    return float(betaincinv(*beta_shape(low, mid, high), u))


def _pert(low: float, mid: float, high: float, u: float) -> float:
    r"""Quantile of a PERT distribution: a beta with :math:`a = 1 + 4 (mid - low) / (high - low)`, stretched."""
    from scipy.special import betaincinv  # noqa: PLC0415  (slow to import, and not needed to check a file)

    width = high - low
    rise = 1.0 + PERT_WEIGHT * (mid - low) / width
    fall = 1.0 + PERT_WEIGHT * (high - mid) / width
    return low + width * float(betaincinv(rise, fall, u))


def _triangular(low: float, mid: float, high: float, u: float) -> float:
    width = high - low
    if u * width <= mid - low:
        return low + math.sqrt(u * width * (mid - low))
    return high - math.sqrt((1.0 - u) * width * (high - mid))
