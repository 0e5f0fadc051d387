"""Who is on duty at a desk, and when that changes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PLACES = 9
"""Decimals of an hour to which changes are rounded, so that one shift's end is the next one's beginning."""


class Roster(NamedTuple):
    """Who is on duty over a cycle such as a week, as plain arrays.

    Attributes
    ----------
    change_h : ndarray, shape (k,)
        Times at which the staff on duty change, ascending from 0 [hour after the start of the cycle].
    staff : ndarray of int64, shape (k,)
        Staff on duty from each of these times to the next [staff].
    stay : ndarray of int64, shape (k,)
        Of these, staff who were on duty before it too [staff].
    cycle_h : float
        Length of the cycle [hour].
    handover : bool
        Whether cases in hand go with the staff who leave.
    """

    change_h: NDArray[np.float64]
    staff: NDArray[np.int64]
    stay: NDArray[np.int64]
    cycle_h: float
    handover: bool


def roster_of(turns: Sequence[tuple[float, float, int]], cycle_h: float, *, handover: bool) -> Roster:
    """Put shifts together to a roster.

    Parameters
    ----------
    turns : sequence of tuple
        Start [hour after the start of the cycle], length above 0 and at most a cycle [hour], and staff of each shift.
    cycle_h : float
        Length of the cycle [hour].
    handover : bool
        Whether cases in hand go with the staff who leave.

    Returns
    -------
    Roster
        Shifts that overlap add up. A shift as long as the cycle never ends.
    """
    spans = [
        (round(begin % cycle_h, PLACES) % cycle_h, round((begin + long) % cycle_h, PLACES) % cycle_h, staff)
        for begin, long, staff in turns
    ]
    times = sorted({0.0} | {begin for begin, _, _ in spans} | {end for _, end, _ in spans})
    staff = np.zeros(len(times), dtype=np.int64)
    come = np.zeros(len(times), dtype=np.int64)
    for begin, end, crew in spans:
        first, last = times.index(begin), times.index(end)
        for piece in range(first, last if begin < end else len(times) + last):
            staff[piece % len(times)] += crew
        come[first] += crew if begin != end else 0
    return Roster(np.array(times), staff, staff - come, cycle_h, handover)


@njit(cache=True, nogil=True)
def piece_at(roster: Roster, time_h: float) -> tuple[int, float]:
    """Say which piece of the roster a time falls in.

    Parameters
    ----------
    roster : Roster
        Who is on duty.
    time_h : float
        [hour].

    Returns
    -------
    piece : int
        Index into the roster.
    until_h : float
        When the piece ends, after `time_h`; infinity for a roster that never changes [hour].
    """
    pieces = roster.change_h.size
    if pieces == 1:
        return 0, math.inf
    cycle = int(time_h // roster.cycle_h)
    piece = int(np.searchsorted(roster.change_h, time_h - cycle * roster.cycle_h, side="right")) - 1
    until_h = _end_h(roster, cycle, piece)
    while until_h <= time_h:  # by rounding a time can seem to lie just before the change that it is
        piece += 1
        if piece == pieces:
            piece, cycle = 0, cycle + 1
        until_h = _end_h(roster, cycle, piece)
    return piece, until_h


@njit(cache=True, nogil=True)
def _end_h(roster: Roster, cycle: int, piece: int) -> float:
    if piece + 1 < roster.change_h.size:
        return cycle * roster.cycle_h + roster.change_h[piece + 1]
    return (cycle + 1) * roster.cycle_h


def staffed_hours(roster: Roster, until_h: float) -> float:
    """Add up the hours of staff on duty.

    Parameters
    ----------
    roster : Roster
        Who is on duty.
    until_h : float
        Length of the period from the start of a cycle [hour].

    Returns
    -------
    float
        [hour].
    """
    ends_h = np.append(roster.change_h[1:], roster.cycle_h)
    whole, rest_h = divmod(until_h, roster.cycle_h)
    a_cycle_h = float(np.sum((ends_h - roster.change_h) * roster.staff))
    lengths_h = np.clip(rest_h - roster.change_h, 0.0, ends_h - roster.change_h)
    return float(whole) * a_cycle_h + float(np.sum(lengths_h * roster.staff))
