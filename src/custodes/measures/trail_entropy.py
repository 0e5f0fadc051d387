"""How much of somebody's next hour the hours before give away.

C. Song, Z. Qu, N. Blumm and A.-L. Barabasi, "Limits of predictability in human mobility", Science 327, 1018 (2010). The
figure from Fano's inequality is an estimate and no proven bound: the entropy in it is estimated, and predictors that
know more than the order of places have beaten it (Kulkarni et al., Entropy 21, 432, 2019).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

from custodes.measures.trail_home import SATELLITES
from custodes.measures.trail_settings import fixes_of
from custodes.records.trail import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.trail_settings import Fixes
    from custodes.records.trail import Trail

STEP_MIN: Final = 60.0
"""Shortest step from one place of a sequence to the next [minute]."""

LOOKED_AT_MIN: Final = 15.0
"""Time from one position that is looked at to the next, where more are disclosed [minute]."""

LEAST_STEPS: Final = 10
"""Fewest steps with a position from which an entropy is estimated [count]."""

HALVINGS: Final = 40
"""Steps in which an equation is solved, each halving what is open [count]."""

_MISSING: Final = np.int32(MISSING)
_ROW: Final = np.int64(1 << 31)
_BITS: Final = 64
_ONE: Final = np.uint64(1)
_TOP: Final = np.uint64(63)


@njit(cache=True, nogil=True)
def repeats(symbols: NDArray[np.int64], count: int, kinds: int) -> float:
    """Add up how far the sequence has to be read on, from each place, until something new is read.

    Lambda_i is the length of the shortest run that begins at i and does not occur in what was read before i; one that
    reaches the end without being new counts as if the next symbol were. All the ends of earlier occurrences are held as
    bits and moved on together.

    Parameters
    ----------
    symbols : ndarray of int64
        The sequence, as numbers from 0.
    count : int
        Its length.
    kinds : int
        Number of different symbols.

    Returns
    -------
    float
        ``sum_i Lambda_i``.
    """
    words = (count + _BITS - 1) // _BITS
    at = np.zeros((kinds, words), dtype=np.uint64)
    ends = np.zeros(words, dtype=np.uint64)
    total = 0
    for i in range(count):
        # at[] holds the positions before i and no others, so a run that is found ends before i.
        upto = (i + _BITS - 1) // _BITS
        length, found, row = 0, False, symbols[i]
        for word in range(upto):
            ends[word] = at[row, word]
            found = found or ends[word] != 0
        while found:
            length += 1
            if i + length >= count:
                break
            found = False
            carry = np.uint64(0)
            row = symbols[i + length]
            for word in range(upto):
                moved = (ends[word] << _ONE) | carry
                carry = ends[word] >> _TOP
                ends[word] = moved & at[row, word]
                if ends[word] != 0:
                    found = True
        total += length + 1
        at[symbols[i], i // _BITS] |= _ONE << np.uint64(i % _BITS)
    return float(total)


@njit(cache=True, nogil=True)
def predictability(entropy_bits: float, kinds: int) -> float:
    """Solve Fano's inequality for the share of steps that could be foretold.

    Parameters
    ----------
    entropy_bits : float
        Entropy of a step, given those before [bit].
    kinds : int
        Number of different places.

    Returns
    -------
    float
        P with ``entropy = H(P) + (1 - P) log2(kinds - 1)``, H the entropy of one toss; 1 for a single place, 1/kinds
        when the entropy is as large as that of places drawn at random [ratio].
    """
    if kinds <= 1 or entropy_bits <= 0:
        return 1.0
    low, high = 1.0 / kinds, 1.0
    if entropy_bits >= math.log2(kinds):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        rest = 1.0 - middle
        held = -middle * math.log2(middle) - rest * math.log2(rest) + rest * math.log2(max(kinds - 1.0, 1.0))
        if held > entropy_bits:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@njit(cache=True, nogil=True)
def first_fixes(fixes: Fixes, every: int, step: int) -> NDArray[np.int64]:
    """Find the first satellite fix disclosed in each step of time.

    Parameters
    ----------
    fixes : Fixes
        As recorded.
    every : int
        One fix in so many is disclosed [count].
    step : int
        Length of a step, in recorded fixes [count].

    Returns
    -------
    ndarray of int64, shape (people, steps)
        Positions of the fixes, -1 for none.
    """
    people, count = fixes.x_dm.shape
    steps = count // step
    found = np.full((people, steps), -1, dtype=np.int64)
    for person in range(people):
        for at in range(steps):
            for fix in range(at * step, (at + 1) * step, every):
                if fixes.source[person, fix] == SATELLITES and fixes.x_dm[person, fix] != _MISSING:
                    found[person, at] = fix
                    break
    return found


@njit(cache=True, nogil=True)
def _number(keys: NDArray[np.int64], count: int, symbols: NDArray[np.int64], table: NDArray[np.int64]) -> int:
    """Give each different key a number, in the order in which they come; tell how many there are."""
    kinds, mask = 0, table.size - 1
    table[:] = -1
    for i in range(count):
        # 31 bits times 32 bits: below 2**63, so that it is the same number with the compiler off.
        slot = ((((keys[i] ^ (keys[i] >> 29)) & 0x7FFFFFFF) * 0x9E3779B1) >> 16) & mask
        while table[slot] >= 0 and keys[table[slot]] != keys[i]:
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot] = i
            symbols[i] = kinds
            kinds += 1
        else:
            symbols[i] = symbols[table[slot]]
    return kinds


@njit(cache=True, nogil=True)
def entropies(fixes: Fixes, chosen: NDArray[np.int64], side: int) -> NDArray[np.float64]:
    """Estimate the entropy and predictability of each person's sequence of squares.

    Parameters
    ----------
    fixes : Fixes
        As recorded.
    chosen : ndarray of int64, shape (people, steps)
        The fix of each step, -1 for none; such steps are left out.
    side : int
        Side of the squares [decimetre].

    Returns
    -------
    ndarray, shape (people, 2)
        Entropy [bit] and estimated bound of predictability [ratio]; NaN of somebody with fewer than 10 steps.
    """
    people, steps = chosen.shape
    found = np.full((people, 2), np.nan)
    size = 16
    while size < 2 * steps:
        size *= 2
    keys, symbols = np.empty(steps, dtype=np.int64), np.empty(steps, dtype=np.int64)
    table = np.empty(size, dtype=np.int64)
    for person in range(people):
        count = 0
        for at in range(steps):
            fix = chosen[person, at]
            if fix >= 0:
                keys[count] = np.int64(fixes.x_dm[person, fix] // side) * _ROW + fixes.y_dm[person, fix] // side
                count += 1
        if count >= LEAST_STEPS:
            kinds = _number(keys, count, symbols, table)
            entropy = count * math.log2(count) / repeats(symbols, count, kinds) if kinds > 1 else 0.0
            found[person, 0], found[person, 1] = entropy, predictability(entropy, kinds)
    return found


def steps_of(trail: Trail, every: int) -> NDArray[np.int64]:
    """Find the fixes that make up each person's sequence: the first in each hour, or each fix if they are rarer.

    Parameters
    ----------
    trail : Trail
        As recorded.
    every : int
        One fix in so many is looked at, at least `LOOKED_AT_MIN` apart where there are so many [count].

    Returns
    -------
    ndarray of int64, shape (people, steps)
        Positions of the fixes, -1 for none.
    """
    hour = round(STEP_MIN / trail.interval_min)
    step = every * max(hour // every, 1)
    return np.asarray(first_fixes(fixes_of(trail), every, step))
