"""Random numbers as pure functions of (seed, person, purpose, day, slot).

Philox 4x32 with ten rounds: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC'11, doi 10.1145/2063384.2063405. The counter is (person, purpose, day, slot), the key the two halves of the
seed. Nothing is carried from one draw to the next: a person's luck does not depend on shards, threads, order, or on
what another scheme skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MULTIPLIER_0: Final = np.uint64(0xD2511F53)
_MULTIPLIER_1: Final = np.uint64(0xCD9E8D57)
_WEYL_0: Final = np.uint64(0x9E3779B9)
_WEYL_1: Final = np.uint64(0xBB67AE85)
_MASK: Final = np.uint64(0xFFFFFFFF)
_HALF: Final = np.uint64(32)
_TO_UNIT: Final = 2.0**-32

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
Units = tuple[float, float, float, float]


@njit(cache=True, nogil=True, inline="always")
def philox(c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64) -> Words:
    """Encrypt one counter with Philox 4x32-10.

    Parameters
    ----------
    c0, c1, c2, c3 : uint64
        Counter words, each below 2**32.
    k0, k1 : uint64
        Key words, each below 2**32.

    Returns
    -------
    tuple of four uint64
        Random words, each below 2**32.
    """
    for _ in range(10):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0 = (product_1 >> _HALF) ^ c1 ^ k0
        c1 = product_1 & _MASK
        c2 = (product_0 >> _HALF) ^ c3 ^ k1
        c3 = product_0 & _MASK
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@njit(cache=True, nogil=True, inline="always")
def draw(seed: int, person: int, purpose: int, day: int, slot: int) -> Units:
    """Draw four independent uniform numbers.

    Parameters
    ----------
    seed : int
        Seed of the world, 0 to 2**63 - 1.
    person : int
        Number of the person, 0 to 2**32 - 1.
    purpose : int
        A number of `custodes.people.purposes`.
    day : int
        Day of the run, or 0 [day].
    slot : int
        Which of the day's draws for this purpose.

    Returns
    -------
    tuple of four float
        Uniform in the open interval (0, 1) [ratio], in steps of 2**-32.
    """
    key = np.uint64(seed)
    w0, w1, w2, w3 = philox(
        np.uint64(person), np.uint64(purpose), np.uint64(day), np.uint64(slot), key & _MASK, key >> _HALF
    )
    return (
        (np.float64(np.int64(w0)) + 0.5) * _TO_UNIT,
        (np.float64(np.int64(w1)) + 0.5) * _TO_UNIT,
        (np.float64(np.int64(w2)) + 0.5) * _TO_UNIT,
        (np.float64(np.int64(w3)) + 0.5) * _TO_UNIT,
    )


@kernel()
def draw_apart(seed: int, person: int, purpose: int, day: int, slot: int) -> Units:
    """Draw the same as `draw`, without being put into the caller: compiles sooner, where draws are few.

    Parameters
    ----------
    seed, person, purpose, day, slot : int
        As for `draw`.

    Returns
    -------
    tuple of four float
        Uniform in the open interval (0, 1) [ratio].
    """
    return draw(seed, person, purpose, day, slot)


@njit(cache=True, nogil=True)
def draw_each(
    seed: int,
    persons: NDArray[np.int64],
    purpose: int,
    days: NDArray[np.int64],
    slots: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Draw four uniform numbers for each row.

    Parameters
    ----------
    seed : int
        Seed of the world.
    persons, days, slots : ndarray, shape (n,)
        Number of the person, day and slot of each row.
    purpose : int
        A number of `custodes.people.purposes`.

    Returns
    -------
    ndarray, shape (n, 4)
        Uniform in (0, 1) [ratio].
    """
    uniforms = np.empty((persons.size, 4))
    for row in range(persons.size):
        words = draw(seed, persons[row], purpose, days[row], slots[row])
        uniforms[row, 0] = words[0]
        uniforms[row, 1] = words[1]
        uniforms[row, 2] = words[2]
        uniforms[row, 3] = words[3]
    return uniforms


def draw_people(seed: int, persons: NDArray[np.int64], purpose: int) -> NDArray[np.float64]:
    """Draw four uniform numbers for each person, once in a run.

    Parameters
    ----------
    seed : int
        Seed of the world.
    persons : ndarray, shape (n,)
        Numbers of the people.
    purpose : int
        A number of `custodes.people.purposes`.

    Returns
    -------
    ndarray, shape (n, 4)
        Uniform in (0, 1) [ratio].
    """
    once = np.zeros(persons.size, dtype=np.int64)
    return draw_each(seed, persons, purpose, once, once)
