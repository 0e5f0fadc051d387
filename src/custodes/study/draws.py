"""Draws from a scheme's ranges: a Latin hypercube whose columns belong to the quantities.

Each quantity's column depends on the seed, the number of draws and the quantity's own path, on nothing else. So a
quantity keeps its draws when another one is fixed, added or taken away, and two schemes that share a quantity share its
luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.luck import raw_bits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FRACTION_BITS: Final = 53


def latin_hypercube(paths: Sequence[str], draws: int, seed: int) -> NDArray[np.float64]:
    """Draw a Latin hypercube: each column has one number in each of `draws` equal parts of (0, 1).

    Parameters
    ----------
    paths : sequence of str
        Names of the columns.
    draws : int
        Number of rows, at least 1.
    seed : int
        Seed, at least 0.

    Returns
    -------
    ndarray
        Probabilities, shape (draws, len(paths)), each inside (0, 1).

    Notes
    -----
    Row ``k`` of a column is ``(rank_k + jitter_k) / draws`` with ranks a random order of 0 ... draws - 1 [1]_. Raw
    Philox output is used rather than a generator's methods, whose streams may change from one NumPy to the next.

    References
    ----------
    .. [1] M. D. McKay, R. J. Beckman and W. J. Conover, "A comparison of three methods for selecting values of input
       variables in the analysis of output from a computer code", Technometrics 21 (1979) 239-245.
    """
    return np.stack([_column(path, draws, seed) for path in paths], axis=1) if paths else np.empty((draws, 0))


def _column(path: str, draws: int, seed: int) -> NDArray[np.float64]:
    raw = raw_bits(f"{seed}\n{path}", 2 * draws)
    rank = np.argsort(np.argsort(raw[:draws], kind="stable"), kind="stable")
    # Half a step keeps the number off both ends, where some distributions have no quantile.
    jitter = ((raw[draws:] >> np.uint64(64 - _FRACTION_BITS)) + 0.5) / 2.0**_FRACTION_BITS
    return np.asarray((rank + jitter) / draws, dtype=np.float64).clip(2.0**-_FRACTION_BITS, 1 - 2.0**-_FRACTION_BITS)


def drawn(paths: Sequence[str], draws: int, seed: int, world: int) -> dict[str, float]:
    """Return what one world draws.

    Parameters
    ----------
    paths : sequence of str
        The scheme's unknown quantities.
    draws : int
        Number of draws in the study.
    seed : int
        Seed of the study.
    world : int
        0 for the central world, 1 ... `draws` for a draw.

    Returns
    -------
    dict of str to float
        Probability for each path; empty for the central world, which stands at every median.
    """
    if world == 0:
        return {}
    row = latin_hypercube(paths, draws, seed)[world - 1]
    return dict(zip(paths, row.tolist(), strict=True))
