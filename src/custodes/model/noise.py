"""The error of positions over time: a stationary first-order autoregression that can be drawn from anywhere.

On each axis the error, in units of its standard deviation, is an Ornstein-Uhlenbeck process seen at the fixes, with
correlation ``phi = exp(-dt / tau)`` from one fix to the next. It is not drawn one after the other but from the two ends
of a day inwards: at noon it is a standard normal number, and between two known fixes the one in the middle is normal
with the mean and variance that the process has between its ends. So the whole path is the same process, every fix is a
pure function of (seed, person, day, fix), and fixes that nobody needs are not drawn: leaving them out changes no other.

From one noon to the next the process would keep a correlation of ``exp(-24 h / tau)``, below 1e-5 for the longest
correlation time that a scheme may state (two hours); it is taken as none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.people import purposes
from custodes.people.draws import philox
from custodes.people.kernel import kernel
from custodes.people.normal_table import NormalTable, normal_of, normal_table, normals_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK: Final = 96
"""Fixes, at most, that are drawn together."""
NONE: Final = 2**32 - 1
_MASK: Final = np.uint64(0xFFFFFFFF)
_HALF: Final = np.uint64(32)


class Noise(NamedTuple):
    """The order in which the fixes of a day, from noon to noon, are drawn.

    Attributes
    ----------
    fixes : int
        Fixes a day [count].
    middle, left, right : ndarray of uint32, shape (fixes - 1,)
        Each fix between noons, and the two known ones that it is drawn between.
    from_left, from_right, spread : ndarray
        Its mean is ``from_left * left + from_right * right``; its standard deviation [ratio].
    block_at : ndarray of uint32, shape (blocks + 1,)
        Fix at which each block starts.
    block_first : ndarray of uint32, shape (blocks + 1,)
        Where the fixes inside each block begin in the arrays above; those at the edges of blocks come before.
    above : ndarray of uint32, shape (blocks, depth)
        Places in the arrays above of the edges that a block hangs on, outermost first; `NONE` where there are fewer.
    block_of : ndarray of uint32, shape (fixes,)
        The block that each fix is in.
    table : NormalTable
        Normal numbers.
    """

    fixes: int
    middle: NDArray[np.uint32]
    left: NDArray[np.uint32]
    right: NDArray[np.uint32]
    from_left: NDArray[np.float64]
    from_right: NDArray[np.float64]
    spread: NDArray[np.float64]
    block_at: NDArray[np.uint32]
    block_first: NDArray[np.uint32]
    above: NDArray[np.uint32]
    block_of: NDArray[np.uint32]
    table: NormalTable


class Path(NamedTuple):
    """Room for the error of one person from noon to noon.

    Attributes
    ----------
    x, y : ndarray, shape (fixes + 1,)
        Error on each axis [standard deviation].
    known : ndarray of int64, shape (fixes + 1,)
        The number of the day for which each fix was last drawn.
    block_known : ndarray of int64, shape (blocks,)
        The same for whole blocks.
    words_x, words_y, drawn_x, drawn_y : ndarray, shape (96,)
        Random words and normal numbers of one block.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    known: NDArray[np.int64]
    block_known: NDArray[np.int64]
    words_x: NDArray[np.uint64]
    words_y: NDArray[np.uint64]
    drawn_x: NDArray[np.float64]
    drawn_y: NDArray[np.float64]


def make_noise(fixes: int, phi: float) -> Noise:
    """Lay out the order of drawing.

    Parameters
    ----------
    fixes : int
        Fixes a day, at least 2 [count].
    phi : float
        Correlation of the error at one fix with that at the next, from 0 to below 1 [ratio].

    Returns
    -------
    Noise
        Of a process with ``<x_i x_j> = phi^|i - j|``. Between a and b, h and k steps away, the middle has mean
        ``(phi^h (1 - phi^2k) x_a + phi^k (1 - phi^2h) x_b) / (1 - phi^2(h+k))`` and variance
        ``(1 - phi^2h) (1 - phi^2k) / (1 - phi^2(h+k))``.
    """
    blocks: list[tuple[int, int, tuple[int, ...]]] = [(0, fixes, ())]
    edges: list[tuple[int, int, int]] = []
    while any(end - start > BLOCK for start, end, _ in blocks):
        split = []
        for start, end, above in blocks:
            if end - start <= BLOCK:
                split.append((start, end, above))
                continue
            middle = (start + end) // 2
            hangs_on = (*above, len(edges))
            edges.append((start, middle, end))
            split += [(start, middle, hangs_on), (middle, end, hangs_on)]
        blocks = split
    order, first = list(edges), [len(edges)]
    for start, end, _ in blocks:
        order += _inside(start, end)
        first.append(len(order))
    depth = max(len(above) for _, _, above in blocks)
    table = np.array(order, dtype=np.uint32).reshape(-1, 3)
    left, between, right = (np.ascontiguousarray(column) for column in table.T)
    from_left, from_right, spread = _bridge(phi, between - left, right - between)
    return Noise(
        fixes,
        between,
        left,
        right,
        from_left,
        from_right,
        spread,
        np.array([start for start, _, _ in blocks] + [fixes], dtype=np.uint32),
        np.array(first, dtype=np.uint32),
        np.array([(*above, *([NONE] * (depth - len(above)))) for _, _, above in blocks], dtype=np.uint32).reshape(
            len(blocks), depth
        ),
        np.repeat(np.arange(len(blocks)), [end - start for start, end, _ in blocks]).astype(np.uint32),
        normal_table(),
    )


def _inside(start: int, end: int) -> list[tuple[int, int, int]]:
    spans, order = [(start, end)], []
    while spans:
        narrower = []
        for low, high in spans:
            if high - low > 1:
                middle = (low + high) // 2
                order.append((low, middle, high))
                narrower += [(low, middle), (middle, high)]
        spans = narrower
    return order


def _bridge(
    phi: float, h: NDArray[np.uint32], k: NDArray[np.uint32]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    whole = 1.0 - phi ** (2.0 * (h + k))
    before, after = 1.0 - phi ** (2.0 * h), 1.0 - phi ** (2.0 * k)
    return phi**h * after / whole, phi**k * before / whole, np.sqrt(before * after / whole)


def new_path(noise: Noise) -> Path:
    """Make room for a path.

    Parameters
    ----------
    noise : Noise
        The order of drawing.

    Returns
    -------
    Path
        With nothing known.
    """
    fixes, blocks = noise.fixes + 1, noise.above.shape[0]
    return Path(
        np.zeros(fixes),
        np.zeros(fixes),
        np.full(fixes, -1, dtype=np.int64),
        np.full(blocks, -1, dtype=np.int64),
        np.zeros(BLOCK, dtype=np.uint64),
        np.zeros(BLOCK, dtype=np.uint64),
        np.zeros(BLOCK),
        np.zeros(BLOCK),
    )


@kernel(inline="always")
def _words(seed: int, person: int, day: int, slot: int) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    key = np.uint64(seed)
    return philox(
        np.uint64(person),
        np.uint64(purposes.POSITION_ERROR),
        np.uint64(day),
        np.uint64(slot),
        key & _MASK,
        key >> _HALF,
    )


@kernel()
def _noon(seed: int, person: int, day: int, noise: Noise) -> tuple[float, float]:
    words = _words(seed, person, day, 0)
    return normal_of(noise.table, words[0]), normal_of(noise.table, words[1])


@kernel()
def start_path(seed: int, person: int, day: int, mark: int, noise: Noise, path: Path) -> None:
    """Draw the two ends of the path of one person from the noon of one day to that of the next.

    Parameters
    ----------
    seed, person, day : int
        Address; the day is that of the first noon, counted from 1 for the noon before the run.
    mark : int
        A number that no other path in this room has had.
    noise : Noise
        The order of drawing.
    path : Path
        Changed; everything between is unknown.
    """
    path.x[0], path.y[0] = _noon(seed, person, day, noise)
    path.x[noise.fixes], path.y[noise.fixes] = _noon(seed, person, day + 1, noise)
    path.known[0] = mark
    path.known[noise.fixes] = mark


@kernel(inline="always")
def draw_block(seed: int, person: int, day: int, mark: int, block: int, noise: Noise, path: Path) -> None:
    """Draw the error at all fixes of a block.

    Parameters
    ----------
    seed, person, day, mark : int
        As given to `start_path`.
    block : int
        Which block.
    noise : Noise
        The order of drawing.
    path : Path
        Changed.
    """
    if path.block_known[block] == mark:
        return
    path.block_known[block] = mark
    x, y, table = path.x, path.y, noise.table
    for level in range(noise.above.shape[1]):
        place = noise.above[block, level]
        if place == NONE:
            break
        m = noise.middle[place]
        if path.known[m] != mark:
            path.known[m] = mark
            words = _words(seed, person, day, 2 + place)
            a, b = noise.left[place], noise.right[place]
            ca, cb, sd = noise.from_left[place], noise.from_right[place], noise.spread[place]
            x[m] = ca * x[a] + cb * x[b] + sd * normal_of(table, words[0])
            y[m] = ca * y[a] + cb * y[b] + sd * normal_of(table, words[1])
    first, count = noise.block_first[block], noise.block_first[block + 1] - noise.block_first[block]
    for pair in range((count + 1) // 2):
        words = _words(seed, person, day, 2 + first + 2 * pair)
        path.words_x[2 * pair], path.words_y[2 * pair] = words[0], words[1]
        path.words_x[2 * pair + 1], path.words_y[2 * pair + 1] = words[2], words[3]
    normals_of(table, path.words_x, count, path.drawn_x)
    normals_of(table, path.words_y, count, path.drawn_y)
    for inside in range(count):
        place = first + inside
        m, a, b = noise.middle[place], noise.left[place], noise.right[place]
        ca, cb, sd = noise.from_left[place], noise.from_right[place], noise.spread[place]
        x[m] = ca * x[a] + cb * x[b] + sd * path.drawn_x[inside]
        y[m] = ca * y[a] + cb * y[b] + sd * path.drawn_y[inside]
