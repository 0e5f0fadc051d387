"""A stream of things that happen to people, in order of time; it is what one mechanism hands to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Stream = Mapping[str, NDArray[Any]]
"""Columns of equal length. `COLUMNS` are always there; a mechanism may add its own."""

COLUMNS: Final[Mapping[str, str]] = {
    "row": "int32",
    "time_h": "float64",
    "cause": "int8",
    "state": "int8",
    "same_face": "bool",
    "likeness": "float32",
    "day": "int32",
    "slot": "int32",
    "reason": "int8",
}
"""Type of each column: position of the person in the cohort; time [hour]; codes; address of the failed check, or number
of the notice; what was behind it."""


def select(stream: Stream, which: NDArray[np.bool_] | NDArray[np.int64]) -> Stream:
    """Take some rows of a stream.

    Parameters
    ----------
    stream : Stream
        Any.
    which : ndarray
        A yes or no for each row, or positions in the order wanted.

    Returns
    -------
    Stream
        Copies.
    """
    places = np.flatnonzero(which) if which.dtype == np.bool_ else which
    return {name: column.take(places) for name, column in stream.items()}


def join(*streams: Stream) -> Stream:
    """Put streams with the same columns one after the other.

    Parameters
    ----------
    *streams : Stream
        At least one.

    Returns
    -------
    Stream
        Columns of the first.
    """
    if len(streams) == 1:
        return streams[0]
    return {name: np.concatenate([stream[name] for stream in streams]) for name in streams[0]}


def in_order(stream: Stream, by: str = "time_h") -> Stream:
    """Sort a stream by time; at the very same time, by person, so that the order never depends on shards.

    Parameters
    ----------
    stream : Stream
        Any.
    by : str
        The column of times.

    Returns
    -------
    Stream
        Sorted copy; the stream itself when it is in order already.
    """
    times_h, row = stream[by], stream["row"]
    if np.all((times_h[1:] > times_h[:-1]) | ((times_h[1:] == times_h[:-1]) & (row[1:] >= row[:-1]))):
        return stream
    order = np.argsort(times_h)
    _order_ties(order, times_h[order], row)
    return select(stream, order)


def _order_ties(order: NDArray[np.int64], ordered_h: NDArray[np.float64], row: NDArray[np.int32]) -> None:
    # Sorting by two keys throughout would take several times as long: only rows at equal times are sorted again, by one
    # whole number for the time and the place from which they came, and then by one for the time and the person.
    same = ordered_h[1:] == ordered_h[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if not tied.size:
        return
    which_time = np.cumsum(np.append(0, ordered_h[tied[1:]] != ordered_h[tied[:-1]]))
    places = np.sort(which_time * order.size + order[tied]) % order.size
    by_person = np.argsort(which_time * (int(row.max()) + 1) + row[places], kind="stable")
    order[tied] = places[by_person]


def split_at(stream: Stream, until_h: float, by: str = "time_h") -> tuple[Stream, Stream]:
    """Part a stream at a time.

    Parameters
    ----------
    stream : Stream
        Any.
    until_h : float
        The time [hour].
    by : str
        The column of times.

    Returns
    -------
    before, later : Stream
        Rows before that time, and the others.
    """
    before = stream[by] < until_h
    return select(stream, before), select(stream, ~before)


def nothing() -> Stream:
    """Make a stream in which nothing happens.

    Returns
    -------
    Stream
        With the columns of `COLUMNS`.
    """
    return {name: np.zeros(0, dtype=dtype) for name, dtype in COLUMNS.items()}


def with_columns(stream: Stream, **columns: NDArray[np.generic]) -> Stream:
    """Add columns to a stream.

    Parameters
    ----------
    stream : Stream
        Any.
    **columns : ndarray
        As long as the stream.

    Returns
    -------
    Stream
        With the columns added or replaced.
    """
    return {**stream, **columns}
