"""Random bits that are a pure function of a name, and seeds of worlds that are one of a coordinate."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED_BITS: Final = 53
"""The largest seed that a plan takes is 2 to this power."""


def key_of(name: str) -> int:
    """Turn a name into a number.

    Parameters
    ----------
    name : str
        Any text.

    Returns
    -------
    int
        Of 128 bits, from SHA-256.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big")


def raw_bits(name: str, count: int) -> NDArray[np.uint64]:
    """Draw random bits.

    Parameters
    ----------
    name : str
        What they are for, with the seed.
    count : int
        How many numbers of 64 bits.

    Returns
    -------
    ndarray of uint64, shape (count,)
        Raw output of Philox, which does not change from one NumPy to the next.
    """
    return np.random.Philox(key=key_of(name)).random_raw(count)


def world_seed(seed: int, u: float) -> int:
    """Give the seed of a world's luck as a pure function of its coordinate.

    Parameters
    ----------
    seed : int
        Seed of the study.
    u : float
        Coordinate of the luck [ratio].

    Returns
    -------
    int
        Two coordinates that differ in any digit give luck that has nothing in common.
    """
    return key_of(f"{seed}\nluck\n{u!r}") & ((1 << _SEED_BITS) - 1)
