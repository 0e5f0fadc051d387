"""Sobol's indices: which share of an answer's variance each factor explains, alone and with all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.luck import raw_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES: Final = 2_000
"""Resamples of base rows from which an interval is taken."""

_HAIR: Final = 1e-12
"""A spread below this part of the values themselves is the rounding of numbers."""


@dataclass(frozen=True)
class Blended:
    """One answer at the points of Saltelli's design.

    Attributes
    ----------
    a, b : ndarray of float64, shape (rows,)
        At the rows of the two base samples.
    ab : ndarray of float64, shape (factors, rows)
        At the rows of the first in which one factor was taken from the second.
    """

    a: Floats
    b: Floats
    ab: Floats

    def told(self) -> Blended:
        """Leave out every row in which any of the points has no finite value.

        Returns
        -------
        Blended
            With the rows that remain, from all points at once, so that they still belong together.
        """
        kept = np.isfinite(self.a) & np.isfinite(self.b) & np.isfinite(self.ab).all(axis=0)
        return Blended(self.a[kept], self.b[kept], self.ab[:, kept])

    @property
    def moves(self) -> bool:
        """Whether the answer is not the same everywhere."""
        every = np.concatenate([self.a, self.b, self.ab.ravel()])
        return bool(every.size and np.ptp(every) > _HAIR * np.abs(every).max())


@dataclass(frozen=True)
class Indices:
    """Indices of all factors, in their order, and the same from resampled rows.

    Attributes
    ----------
    first, total : ndarray of float64, shape (factors,)
        First-order and total indices [ratio].
    first_again, total_again : ndarray of float64, shape (resamples, factors)
        The same from rows drawn with replacement.
    """

    first: Floats
    total: Floats
    first_again: Floats
    total_again: Floats


def indices(found: Blended, seed: int, *, resamples: int = RESAMPLES) -> Indices:
    r"""Estimate first-order and total indices, and again from resampled base rows.

    .. math:: S_i = \frac{\overline{f_B (f_{AB_i} - f_A)}}{V},\quad
        T_i = \frac{\overline{(f_A - f_{AB_i})^2}}{2 V},\quad V = \mathrm{var}(f_A, f_B)

    All values are taken from the mean of :math:`f_A` and :math:`f_B` first. The estimators are those of
    ``scipy.stats.sobol_indices``, which takes only a power of two of rows and so none that has lost some.

    Parameters
    ----------
    found : Blended
        The answer, told at every point, and not the same everywhere.
    seed : int
        Seed of the resampling.
    resamples : int
        How often rows are drawn again [count].

    Returns
    -------
    Indices
        An index may come out a little below 0 or above 1.

    References
    ----------
    .. [1] A. Saltelli et al., "Variance based sensitivity analysis of model output. Design and estimator for the total
       sensitivity index", Computer Physics Communications 181 (2010) 259-270, table 2, (b) and (f).
    .. [2] M. J. W. Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117 (1999)
       35-43.
    """
    rows = found.a.size
    once = np.full((1, rows), 1.0 / rows)
    first, total = _estimated(found, once)
    first_again, total_again = _estimated(found, _drawn_again(rows, seed, resamples))
    return Indices(first[0], total[0], first_again, total_again)


def _drawn_again(rows: int, seed: int, resamples: int) -> Floats:
    """Draw rows with replacement: the share of each row in each resample."""
    chosen = (raw_bits(f"{seed}\nresampled rows\n{rows}", resamples * rows) % np.uint64(rows)).astype(np.int64)
    places = chosen + np.repeat(np.arange(resamples) * rows, rows)
    return np.bincount(places, minlength=resamples * rows).reshape(resamples, rows) / rows


def _estimated(found: Blended, share: Floats) -> tuple[Floats, Floats]:
    """Estimate indices with each row weighted by its share in a resample."""
    # Once before any resample, so that squares of large values lose no digits.
    about = 0.5 * (found.a.mean() + found.b.mean())
    a, b, ab = found.a - about, found.b - about, found.ab - about
    middle = 0.5 * (share @ (a + b))
    variance = 0.5 * (share @ (a * a + b * b)) - middle**2
    first = share @ (b * (ab - a)).T - middle[:, np.newaxis] * (share @ (ab - a).T)
    total = 0.5 * (share @ ((a - ab) ** 2).T)
    # A resample of one row many times has no variance, and then no index.
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = np.where(variance > 0, variance, np.nan)[:, np.newaxis]
        return np.nan_to_num(first / whole), np.nan_to_num(total / whole)
