"""Normal numbers from random words, quickly: a table between which is drawn straight, and exact tails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit
from scipy.special import ndtri

from custodes.people.normal import normal_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS: Final = 12
"""Bits of a word that choose a step of the table."""
STEPS: Final = 1 << BITS
EXACT: Final = 24
"""Steps at either end in which the quantile itself is computed, so that tails are those of the normal distribution."""
_REST: Final = np.uint64(32 - BITS)
_REST_MASK: Final = np.uint64((1 << (32 - BITS)) - 1)
_FIRST: Final = np.uint64(EXACT)
_BEYOND: Final = np.uint64(STEPS - EXACT)
"""The first step that is drawn straight, and the first after these."""
_TO_STEP: Final = 2.0 ** -(32 - BITS)
_TO_UNIT: Final = 2.0**-32


class NormalTable(NamedTuple):
    """Steps of the normal quantile.

    Attributes
    ----------
    at, rise : ndarray, shape (4096,)
        Value at the start of each step, and how far it rises over the step [standard deviation].
    """

    at: NDArray[np.float64]
    rise: NDArray[np.float64]


def normal_table() -> NormalTable:
    """Make the table.

    Returns
    -------
    NormalTable
        With the steps at both ends left to `normal_quantile`. Straight lines between true quantiles make the variance
        too large by less than 1e-6 of it; every step is scaled down by that much.
    """
    edges = ndtri(np.arange(STEPS + 1) / STEPS)
    at, rise = edges[:-1], np.zeros(STEPS)
    inner = slice(EXACT, STEPS - EXACT)
    rise[inner] = np.diff(edges[EXACT : STEPS - EXACT + 1])
    drawn = float(np.mean(at[inner] ** 2 + at[inner] * rise[inner] + rise[inner] ** 2 / 3.0))
    density = np.exp(-0.5 * edges[EXACT] ** 2) / np.sqrt(2.0 * np.pi)
    share = (STEPS - 2 * EXACT) / STEPS
    true = (share + 2.0 * edges[EXACT] * density) / share
    scale = np.sqrt(true / drawn)
    return NormalTable(np.where(np.isfinite(at), at, 0.0) * scale, rise * scale)


@njit(cache=True, nogil=True, inline="always")
def normal_of(table: NormalTable, word: np.uint64) -> float:
    """Turn a random word into a normal number.

    Parameters
    ----------
    table : NormalTable
        From `normal_table`.
    word : uint64
        Random, below 2**32.

    Returns
    -------
    float
        Standard normal [standard deviation].
    """
    step = word >> _REST
    if _FIRST <= step < _BEYOND:
        return table.at[step] + table.rise[step] * (np.float64(np.int64(word & _REST_MASK)) * _TO_STEP)
    return normal_quantile((np.float64(np.int64(word)) + 0.5) * _TO_UNIT)


@njit(cache=True, nogil=True, inline="always")
def normals_of(table: NormalTable, words: NDArray[np.uint64], count: int, normals: NDArray[np.float64]) -> None:
    """Turn many random words into normal numbers; the same as `normal_of` of each.

    Parameters
    ----------
    table : NormalTable
        From `normal_table`.
    words : ndarray of uint64
        Random, below 2**32.
    count : int
        How many [count].
    normals : ndarray
        Written to [standard deviation].
    """
    # Straight lines for all and then the tails again: the first loop has no branch, so the compiler does eight at once.
    for i in range(count):
        step = words[i] >> _REST
        normals[i] = table.at[step] + table.rise[step] * (np.float64(np.int64(words[i] & _REST_MASK)) * _TO_STEP)
    for i in range(count):
        if not _FIRST <= words[i] >> _REST < _BEYOND:
            normals[i] = normal_quantile((np.float64(np.int64(words[i])) + 0.5) * _TO_UNIT)
