"""Saltelli's design: two samples of all unknowns, and the first with one factor at a time from the second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.luck import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_INSIDE: Final = 2.0**-53
"""Coordinates stay so far from both ends, where some distributions have no quantile."""


@dataclass(frozen=True)
class Design:
    """Coordinates of Saltelli's design.

    Attributes
    ----------
    a, b : ndarray of float64, shape (rows, names)
        Two samples that have nothing to do with each other [ratio].
    groups : tuple of tuple of int
        Columns of each factor; a factor of several numbers moves all of them at once.
    """

    a: Floats
    b: Floats
    groups: tuple[tuple[int, ...], ...]

    def blend(self, factor: int) -> Floats:
        """Take one factor of the first sample from the second.

        Parameters
        ----------
        factor : int
            Position of the factor.

        Returns
        -------
        ndarray of float64, shape (rows, names)
            The first sample otherwise [ratio].
        """
        columns = list(self.groups[factor])
        mixed = self.a.copy()
        mixed[:, columns] = self.b[:, columns]
        return mixed


def design(factors: Sequence[Sequence[str]], rows: int, seed: int) -> Design:
    """Lay out Saltelli's design over scrambled Sobol points.

    Parameters
    ----------
    factors : sequence of sequence of str
        Names that each factor moves; no name belongs to two.
    rows : int
        Size of each of the two samples, a power of two.
    seed : int
        Seed, at least 0.

    Returns
    -------
    Design
        Columns of `a` and `b` in the order in which the factors name them. Which point a name meets depends on all
        names together and not on their order.

    References
    ----------
    .. [1] A. Saltelli, "Making best use of model evaluations to compute sensitivity indices", Computer Physics
       Communications 145 (2002) 280-297.
    .. [2] A. B. Owen, "Scrambling Sobol' and Niederreiter-Xing points", Journal of Complexity 14 (1998) 466-489.
    """
    from scipy.stats import qmc  # noqa: PLC0415 - slow to load, and only this needs it

    names = [name for factor in factors for name in factor]
    order = np.argsort(np.argsort(np.array(names)))
    points = (
        qmc.Sobol(d=2 * len(names), scramble=True, rng=key_of(f"{seed}\nsobol points"))
        .random(rows)
        .clip(_INSIDE, 1.0 - _INSIDE)
    )
    ends = np.cumsum([len(factor) for factor in factors]).tolist()
    groups = tuple(tuple(range(end - len(factor), end)) for factor, end in zip(factors, ends, strict=True))
    return Design(points[:, order], points[:, len(names) + order], groups)
