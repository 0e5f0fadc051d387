"""Cells of a text column as rows of bytes, grouped by their shape, so that a million are read by one formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from numpy.typing import NDArray

LONGEST: Final = 48
"""Longer cells are no times and no numbers [byte]."""

ZERO: Final = np.uint8(ord("0"))
NINE: Final = np.uint8(ord("9"))

_WEIGHTS: Final = np.array([pow(0x9E3779B97F4A7C15, i + 1, 1 << 64) for i in range(LONGEST)], dtype=np.uint64)


def lengths_of(array: pa.Array) -> NDArray[np.int32]:
    """Measure the cells.

    Parameters
    ----------
    array : pyarrow string array
        The cells.

    Returns
    -------
    ndarray of int32, shape (n,)
        Bytes of each; 0 for an empty one.
    """
    return np.where(_valid(array), np.diff(_offsets(array)), 0).astype(np.int32)


def all_bytes(array: pa.Array) -> NDArray[np.uint8]:
    """Give the bytes of all cells, one after the other.

    Parameters
    ----------
    array : pyarrow string array
        The cells.

    Returns
    -------
    ndarray of uint8
        Their bytes.
    """
    offsets = _offsets(array)
    return _data(array)[offsets[0] : offsets[-1]]


def same_shape(array: pa.Array) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint8], str]]:
    """Group cells of which the marks that are no digits are the same, at the same places.

    Parameters
    ----------
    array : pyarrow string array
        The cells; empty ones and those longer than `LONGEST` are in no group.

    Yields
    ------
    tuple
        Positions in the array; the cells' bytes, one row each; their shape, with 9 for every digit.
    """
    lengths = lengths_of(array)
    offsets, data = _offsets(array), _data(array)
    counts = np.bincount(np.minimum(lengths, LONGEST + 1), minlength=LONGEST + 2)
    for length in np.flatnonzero(counts[1 : LONGEST + 1]) + 1:
        rows: NDArray[np.intp]
        cells: NDArray[np.uint8]
        if counts[length] == len(lengths):
            rows = np.arange(len(lengths), dtype=np.intp)
            cells = data[offsets[0] : offsets[0] + len(lengths) * length].reshape(-1, length)
        else:
            rows = np.flatnonzero(lengths == length)
            cells = data[offsets[rows][:, None].astype(np.int64) + np.arange(length)]
        yield from _by_shape(rows, cells)


def _by_shape(
    rows: NDArray[np.intp], cells: NDArray[np.uint8]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint8], str]]:
    shapes = np.where(cells - ZERO < 10, NINE, cells)  # noqa: PLR2004 - ten digits; bytes below wrap round
    if (shapes == shapes[0]).all():
        yield rows, cells, shapes[0].tobytes().decode("latin-1")
        return
    sums = np.zeros(len(rows), dtype=np.uint64)
    for place in range(cells.shape[1]):
        sums += shapes[:, place].astype(np.uint64) * _WEIGHTS[place]
    _, first, which = np.unique(sums, return_index=True, return_inverse=True)
    for group, example in enumerate(first):
        at = np.flatnonzero(which == group)
        at = at[(shapes[at] == shapes[example]).all(axis=1)]
        yield rows[at], cells[at], shapes[example].tobytes().decode("latin-1")


def number_at(cells: NDArray[np.uint8], start: int, stop: int) -> NDArray[np.int64]:
    """Read the digits between two places.

    Parameters
    ----------
    cells : ndarray of uint8, shape (n, length)
        Cells of one shape.
    start, stop : int
        Places; all of them digits.

    Returns
    -------
    ndarray of int64, shape (n,)
        The numbers.
    """
    total = np.zeros(len(cells), dtype=np.int64)
    for place in range(start, stop):
        total *= 10
        total += cells[:, place] - ZERO
    return total


def _offsets(array: pa.Array) -> NDArray[np.int32]:
    return np.frombuffer(array.buffers()[1], dtype=np.int32)[array.offset : array.offset + len(array) + 1]


def _data(array: pa.Array) -> NDArray[np.uint8]:
    buffer = array.buffers()[2]
    return np.empty(0, dtype=np.uint8) if buffer is None else np.frombuffer(buffer, dtype=np.uint8)


def _valid(array: pa.Array) -> NDArray[np.bool_]:
    if array.null_count == 0:
        return np.ones(len(array), dtype=np.bool_)
    valid: NDArray[np.bool_] = array.is_valid().to_numpy(zero_copy_only=False)
    return valid
