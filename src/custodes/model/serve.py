"""A desk as a queue: cases come, wait, and are taken up by the staff on duty.

First come first served within a class, urgent classes before others, nobody is interrupted. When a shift ends, either
those who leave finish their cases beside the staff who are then on duty ("handover"), or only the number of places
changes and cases in hand keep theirs ("capacity"). Who has which case is not followed: where shifts overlap, the staff
who stay are taken to hold as many of the cases in hand as they can.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from custodes.model.roster import piece_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.roster import Roster


class Cases(NamedTuple):
    """Cases of a desk in order of arrival, one element of each array a case.

    Attributes
    ----------
    arrival_h : ndarray
        When the case comes, ascending; first those still waiting from the stretch before [hour].
    service_h : ndarray
        Time that it takes [hour].
    rank : ndarray of int64
        Its class, 0 for the most urgent.
    row : ndarray of int32
        Position of the person it is about.
    began_h : ndarray
        When what it is about began [hour].
    closes : ndarray of bool
        Whether its end closes the person's file, so that what begins later is dropped unread.
    """

    arrival_h: NDArray[np.float64]
    service_h: NDArray[np.float64]
    rank: NDArray[np.int64]
    row: NDArray[np.int32]
    began_h: NDArray[np.float64]
    closes: NDArray[np.bool_]


class DeskState(NamedTuple):
    """What a desk hands on from one stretch of time to the next.

    Attributes
    ----------
    busy_until_h : ndarray
        Heap of the times at which cases in hand end; only the first `busy[0]` count [hour].
    busy : ndarray of int64, shape (1,)
        Number of cases in hand.
    now_h : ndarray, shape (1,)
        Time up to which the desk has run [hour].
    closed_h : ndarray, shape (people,)
        When each person's file was closed, infinity never [hour].
    """

    busy_until_h: NDArray[np.float64]
    busy: NDArray[np.int64]
    now_h: NDArray[np.float64]
    closed_h: NDArray[np.float64]


def new_desk(roster: Roster, people: int) -> DeskState:
    """Open a desk with no case in hand.

    Parameters
    ----------
    roster : Roster
        Who is on duty.
    people : int
        Number of people that cases can be about [person].

    Returns
    -------
    DeskState
        At time 0.
    """
    most = int(roster.staff.max()) * 2 + 2
    return DeskState(np.zeros(most), np.zeros(1, np.int64), np.zeros(1), np.full(people, np.inf))


@njit(cache=True, nogil=True)
def _push(heap: NDArray[np.float64], size: int, value: float) -> int:
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if heap[parent] <= value:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = value
    return size + 1


@njit(cache=True, nogil=True)
def _pop(heap: NDArray[np.float64], size: int) -> int:
    size -= 1
    value = heap[size]
    place = 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = value
    return size


@njit(cache=True, nogil=True)
def _finish(heap: NDArray[np.float64], busy: int, now_h: float) -> int:
    while busy > 0 and heap[0] <= now_h:
        busy = _pop(heap, busy)
    return busy


@njit(cache=True, nogil=True, inline="always")
def _take_up(cases: Cases, case: int, now_h: float, patience_h: float, closed_h: NDArray[np.float64]) -> float:
    row = cases.row[case]
    if now_h - cases.arrival_h[case] > patience_h or cases.began_h[case] > closed_h[row]:
        return math.inf
    if cases.closes[case]:
        closed_h[row] = min(closed_h[row], now_h + cases.service_h[case])
    return now_h


@njit(cache=True, nogil=True, inline="always")
def _first(head: NDArray[np.int64], tail: NDArray[np.int64]) -> int:
    rank = 0
    while head[rank] == tail[rank]:
        rank += 1
    return rank


@njit(cache=True, nogil=True)
def serve(cases: Cases, roster: Roster, patience_h: float, until_h: float, state: DeskState) -> NDArray[np.float64]:
    """Run a desk over the cases of a stretch of time.

    Parameters
    ----------
    cases : Cases
        Those waiting and those to come.
    roster : Roster
        Who is on duty.
    patience_h : float
        A case that has waited longer when its turn comes is dropped; infinity for never [hour].
    until_h : float
        End of the stretch [hour].
    state : DeskState
        As the stretch before left it; changed.

    Returns
    -------
    ndarray, shape (n,)
        When each case was taken up: NaN if still waiting at the end, infinity if it was dropped [hour].
    """
    arrival_h = cases.arrival_h
    total = arrival_h.size
    started_h = np.full(total, np.nan)
    ranks = int(cases.rank.max()) + 1 if total > 0 else 1
    waiting = np.empty((ranks, total), dtype=np.int64)
    head, tail = np.zeros(ranks, dtype=np.int64), np.zeros(ranks, dtype=np.int64)
    in_line = 0
    heap, busy, now_h = state.busy_until_h, state.busy[0], state.now_h[0]
    piece, change_h = piece_at(roster, now_h)
    staff = roster.staff[piece]
    coming = 0
    while True:
        while busy < staff and in_line > 0:
            rank = _first(head, tail)
            case = waiting[rank, head[rank]]
            head[rank] += 1
            in_line -= 1
            started_h[case] = _take_up(cases, case, now_h, patience_h, state.closed_h)
            if started_h[case] == now_h:
                busy = _push(heap, busy, now_h + cases.service_h[case])
        next_h = arrival_h[coming] if coming < total else math.inf
        if in_line > 0:
            next_h = min(next_h, change_h)
            if busy > 0:
                next_h = min(next_h, heap[0])
        if next_h >= until_h:
            break
        now_h = max(now_h, next_h)
        while change_h <= now_h:
            busy = _finish(heap, busy, change_h)
            piece, change_h = piece_at(roster, change_h)
            staff = roster.staff[piece]
            if roster.handover:
                busy = min(busy, roster.stay[piece])
        busy = _finish(heap, busy, now_h)
        while coming < total and arrival_h[coming] <= now_h:
            rank = cases.rank[coming]
            waiting[rank, tail[rank]] = coming
            tail[rank] += 1
            in_line += 1
            coming += 1
    state.busy[0] = busy
    state.now_h[0] = now_h
    return started_h
