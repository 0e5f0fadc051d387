"""Summaries of the differences between groups, as pure functions of the groups' rates.

Each takes the rate of each group along the last axis, at one fixed threshold for all groups. None replaces the table of
groups with their intervals. FMR (which misses) and FNMR (which accuses) are summed up apart; the three at the end mix
them because their authors do, and are here so that published figures can be worked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Rates = NDArray[np.float64]


def _rates(rates: ArrayLike) -> Rates:
    return np.asarray(rates, dtype=np.float64)


def max_over_min(rates: ArrayLike) -> Any:  # noqa: ANN401
    """Divide the largest rate by the smallest.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates; the smallest above 0.

    Returns
    -------
    float or ndarray, shape (...)
        ``max x / min x``; 1 is parity. NIST FRTE demographics page.
    """
    x = _rates(rates)
    return x.max(axis=-1) / x.min(axis=-1)


def max_minus_min(rates: ArrayLike) -> Any:  # noqa: ANN401
    """Subtract the smallest rate from the largest.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates.

    Returns
    -------
    float or ndarray, shape (...)
        ``max x - min x``; 0 is parity.
    """
    x = _rates(rates)
    return x.max(axis=-1) - x.min(axis=-1)


def max_over_mean(rates: ArrayLike) -> Any:  # noqa: ANN401
    """Divide the largest rate by the mean of the groups.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates, not all 0.

    Returns
    -------
    float or ndarray, shape (...)
        ``max x / mean x``; 1 is parity.
    """
    x = _rates(rates)
    return x.max(axis=-1) / x.mean(axis=-1)


def max_over_geomean(rates: ArrayLike) -> Any:  # noqa: ANN401
    """Divide the largest rate by the geometric mean of the groups.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates, all above 0.

    Returns
    -------
    float or ndarray, shape (...)
        ``max x / exp(mean ln x)``; 1 is parity. The leading candidate of NISTIR 8429 (draft, 2022).
    """
    x = _rates(rates)
    return x.max(axis=-1) / np.exp(np.log(x).mean(axis=-1))


def vary_geomean(rates: ArrayLike) -> Any:  # noqa: ANN401
    """Average how many powers of ten the groups lie from their geometric mean.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates, all above 0.

    Returns
    -------
    float or ndarray, shape (...)
        ``mean |log10(x / geomean x)|``; 0 is parity.
    """
    logs = np.log10(_rates(rates))
    return np.abs(logs - logs.mean(axis=-1, keepdims=True)).mean(axis=-1)


def gini(rates: ArrayLike, *, corrected: bool = True) -> Any:  # noqa: ANN401
    """Compute the Gini coefficient of the groups' rates.

    Parameters
    ----------
    rates : array_like, shape (..., groups)
        Rates of two groups or more, not all 0.
    corrected : bool
        Whether to multiply by n/(n-1), as NIST and GARBE do, so that 1 can be reached.

    Returns
    -------
    float or ndarray, shape (...)
        ``sum_ij |x_i - x_j| / (2 n^2 mean x)``, times n/(n-1); 0 is parity. Without the correction it is at most
        ``(sqrt R - 1) / (sqrt R + 1)`` for rates whose largest is R times the smallest.
    """
    x = np.sort(_rates(rates), axis=-1)
    n = x.shape[-1]
    weights = 2 * np.arange(1, n + 1) - n - 1
    divisor = n * (n - 1) if corrected else n * n
    return (x * weights).sum(axis=-1) / (divisor * x.mean(axis=-1))


def fairness_discrepancy_rate(fmr: ArrayLike, fnmr: ArrayLike, alpha: float) -> float:
    """Compute de Freitas Pereira and Marcel's fairness discrepancy rate.

    Parameters
    ----------
    fmr, fnmr : array_like, shape (groups,)
        False match and false non-match rates of the groups [ratio].
    alpha : float
        Weight of the false match part; always to be shown beside the figure [ratio].

    Returns
    -------
    float
        ``1 - (alpha A + (1 - alpha) B)`` with A, B the largest minus the smallest rate; 1 is parity. arXiv 2011.02395.
    """
    return float(1 - (alpha * max_minus_min(fmr) + (1 - alpha) * max_minus_min(fnmr)))


def inequity_rate(fmr: ArrayLike, fnmr: ArrayLike, alpha: float) -> float:
    """Compute Grother's inequity rate.

    Parameters
    ----------
    fmr, fnmr : array_like, shape (groups,)
        False match and false non-match rates of the groups, all above 0 [ratio].
    alpha : float
        Weight of the false match part [ratio].

    Returns
    -------
    float
        ``A^alpha B^(1 - alpha)`` with A, B the largest over the smallest rate; 1 is parity.
    """
    return float(max_over_min(fmr) ** alpha * max_over_min(fnmr) ** (1 - alpha))


def garbe(fmr: ArrayLike, fnmr: ArrayLike, alpha: float) -> float:
    """Compute Howard and others' Gini aggregation rate for biometric equitability.

    Parameters
    ----------
    fmr, fnmr : array_like, shape (groups,)
        False match and false non-match rates of the groups [ratio].
    alpha : float
        Weight of the false match part [ratio].

    Returns
    -------
    float
        ``alpha A + (1 - alpha) B`` with A, B the corrected Gini coefficients; 0 is parity. arXiv 2203.05051.
    """
    return float(alpha * gini(fmr) + (1 - alpha) * gini(fnmr))
