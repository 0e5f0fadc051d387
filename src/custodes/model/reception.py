"""What a device receives on a leg of its wearer's way: pieces of time with the same signal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from custodes.model.signal import CHAIN, GNSS, NO_FIX, OFF_X_M, OFF_Y_M, UNTIL_H, advance, bridge, start_chain
from custodes.people import purposes
from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Positioning

HAIR = 1e-9
"""Times nearer than this to a fix count as at it, in parts of the interval between fixes."""


class Pieces(NamedTuple):
    """Pieces of a leg, one element of each array a piece, in order of time and without a gap.

    Attributes
    ----------
    filled : ndarray of int64, shape (1,)
        How many there are [count].
    start_h, end_h : ndarray
        When each begins and ends [hour].
    bad : ndarray of bool
        Whether the signal is bad.
    source : ndarray of int8
        What positions come from: an index into FIX_SOURCES.
    off_x_m, off_y_m : ndarray
        Error of a position by Wi-Fi or cell [metre].
    """

    filled: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    bad: NDArray[np.bool_]
    source: NDArray[np.int8]
    off_x_m: NDArray[np.float64]
    off_y_m: NDArray[np.float64]


class Chains(NamedTuple):
    """The two chains of signal of one person.

    Attributes
    ----------
    bad, loss : ndarray, shape (8,)
        State of each, as in `custodes.model.signal`.
    """

    bad: NDArray[np.float64]
    loss: NDArray[np.float64]


def new_pieces(room: int) -> Pieces:
    """Make room for the pieces of a leg.

    Parameters
    ----------
    room : int
        How many fit [count].

    Returns
    -------
    Pieces
        None so far.
    """
    return Pieces(
        np.zeros(1, dtype=np.int64),
        np.zeros(room),
        np.zeros(room),
        np.zeros(room, dtype=np.bool_),
        np.zeros(room, dtype=np.int8),
        np.zeros(room),
        np.zeros(room),
    )


def new_chains() -> Chains:
    """Make room for the chains of one person.

    Returns
    -------
    Chains
        Not started.
    """
    return Chains(np.zeros(CHAIN), np.zeros(CHAIN))


@kernel()
def start_leg(chains: Chains, day: int, leg: int, start_h: float) -> None:
    """Start both chains on a leg.

    Parameters
    ----------
    chains : Chains
        Changed.
    day, leg : int
        Address of the leg.
    start_h : float
        When it starts [hour].
    """
    start_chain(chains.bad, day, leg, start_h)
    start_chain(chains.loss, day, leg, start_h)


@kernel()
def receive(
    seed: int,
    person: int,
    step: int,
    chains: Chains,
    around: int,
    positioning: Positioning,
    from_h: float,
    to_h: float,
    with_bad: bool,  # noqa: FBT001
    pieces: Pieces,
) -> None:
    """Divide a part of a leg into pieces with the same signal.

    Parameters
    ----------
    seed, person, step : int
        Address of the draws.
    chains : Chains
        The person's; changed.
    around : int
        Index into SURROUNDINGS.
    positioning : Positioning
        How positions are recorded.
    from_h, to_h : float
        The part [hour].
    with_bad : bool
        Whether anybody wants to know when the signal is bad; otherwise that chain is left for later.
    pieces : Pieces
        Written anew. Pieces that do not fit go into the last one.
    """
    at_h, count = from_h, 0
    while at_h < to_h:
        lost = advance(
            seed,
            person,
            purposes.SIGNAL_LOSS + step,
            chains.loss,
            positioning.loss_share[around],
            positioning.loss_h,
            at_h,
        )
        until_h, bad = min(chains.loss[UNTIL_H], to_h), False
        if with_bad and not lost:
            bad = advance(
                seed,
                person,
                purposes.BAD_SIGNAL + step,
                chains.bad,
                positioning.bad_share[around],
                positioning.bad_h,
                at_h,
            )
            until_h = min(until_h, chains.bad[UNTIL_H])
        source = bridge(seed, person, step, chains.loss, positioning) if lost else GNSS
        place = min(count, pieces.start_h.size - 1)
        pieces.start_h[place], pieces.end_h[place] = at_h, until_h
        pieces.bad[place], pieces.source[place] = bad, source
        if source not in (GNSS, NO_FIX):
            pieces.off_x_m[place], pieces.off_y_m[place] = chains.loss[OFF_X_M], chains.loss[OFF_Y_M]
        count += 1
        at_h = until_h
    pieces.filled[0] = min(count, pieces.start_h.size)


@kernel(inline="always")
def first_fix(at_h: float, interval_h: float) -> int:
    """Give the first fix at or after a time.

    Parameters
    ----------
    at_h : float
        The time [hour].
    interval_h : float
        Time from one fix to the next [hour].

    Returns
    -------
    int
        Number of the fix, 0 at the start of the run.
    """
    return int(math.ceil(at_h / interval_h - HAIR))  # noqa: RUF046 - compiled, ceil gives a float
