"""A desk run over a stream of cases, stretch by stretch; and a desk by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from scipy.special import ndtri

from custodes.model.roster import Roster, roster_of
from custodes.model.serve import Cases, DeskState, new_desk
from custodes.model.serve import serve as take_up
from custodes.model.stream import Stream, join, select, with_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from custodes.model.parameters import Desk

DAY_H: Final = 24.0


def serve(
    arrival_h: ArrayLike,
    service_h: ArrayLike,
    priority: ArrayLike,
    crew: Sequence[tuple[float, float, int]],
    shift_end: Literal["handover", "capacity"],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Run a desk over cases whose arrivals and lengths are known, until all are done.

    Parameters
    ----------
    arrival_h : array_like, shape (n,)
        When each case comes, in any order; at the same time, in the order given [hour].
    service_h : array_like, shape (n,)
        Time that it takes [hour].
    priority : array_like of int, shape (n,)
        Its class: lower numbers go first, first come first served within a class, nobody is interrupted.
    crew : sequence of tuple
        Shifts ``(from_h, to_h, servers)`` of a day, repeated every 24 hours; or a single one of 24 hours or more,
        infinity included, which never ends [hour, hour, staff].
    shift_end : str
        "handover" when those who leave finish their cases beside the staff who are then on duty, "capacity" when cases
        in hand keep their places.

    Returns
    -------
    start_h, finish_h : ndarray, shape (n,)
        When each case was taken up and done [hour].

    Raises
    ------
    ValueError
        When nobody is ever on duty, the cases are not three columns of equal length, a time is negative or not finite,
        or `shift_end` is neither of the two words.

    Examples
    --------
    >>> start_h, finish_h = serve([0.0, 0.1, 0.2], [1.0, 1.0, 1.0], [1, 1, 0], [(0, 24, 1)], "handover")
    >>> start_h.tolist()
    [0.0, 2.0, 1.0]
    """
    comes_h, takes_h = np.asarray(arrival_h, dtype=np.float64), np.asarray(service_h, dtype=np.float64)
    classes = np.asarray(priority)
    if not comes_h.shape == takes_h.shape == classes.shape == (comes_h.size,):
        msg = "arrival_h, service_h and priority must be columns of equal length"
        raise ValueError(msg)
    for name, times_h in (("arrival_h", comes_h), ("service_h", takes_h)):
        if not (np.isfinite(times_h) & (times_h >= 0.0)).all():
            msg = f"{name} must hold finite times that are not negative"
            raise ValueError(msg)
    if shift_end not in ("handover", "capacity"):
        msg = f"shift_end must be 'handover' or 'capacity', not {shift_end!r}"
        raise ValueError(msg)
    roster = _daily(crew, handover=shift_end == "handover")
    order = np.argsort(comes_h, kind="stable")
    rank = np.searchsorted(np.unique(classes), classes).astype(np.int64)
    never = np.full(comes_h.size, -math.inf)
    nobody = np.zeros(comes_h.size, dtype=np.int32)
    cases = Cases(comes_h[order], takes_h[order], rank[order], nobody, never, never > 0.0)
    start_h = np.empty(comes_h.size)
    start_h[order] = take_up(cases, roster, math.inf, math.inf, new_desk(roster, 1))
    return start_h, start_h + takes_h


def _daily(crew: Sequence[tuple[float, float, int]], *, handover: bool) -> Roster:
    for_ever = len(crew) == 1 and crew[0][1] - crew[0][0] >= DAY_H
    turns = [(0.0, DAY_H, crew[0][2])] if for_ever else [(f, (t - f) % DAY_H or DAY_H, n) for f, t, n in crew]
    if not any(servers > 0 for _, _, servers in turns):
        msg = "nobody is ever on duty at this desk"
        raise ValueError(msg)
    roster = roster_of(turns, DAY_H, handover=handover)
    return roster._replace(stay=roster.staff) if for_ever else roster


def service_times_h(desk: Desk, uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the time that each case takes.

    Parameters
    ----------
    desk : Desk
        Mean and coefficient of variation c.
    uniforms : ndarray, shape (n,)
        Uniform draws, keyed to the check and not to the order of work [ratio].

    Returns
    -------
    ndarray, shape (n,)
        Lognormal: mean / sqrt(1 + c^2) * exp(s z), s^2 = ln(1 + c^2) [hour].
    """
    square = 1.0 + desk.service_spread**2
    times_h = desk.service_h / np.sqrt(square) * np.exp(np.sqrt(np.log(square)) * ndtri(uniforms))
    return np.asarray(times_h, dtype=np.float64)


@dataclass
class DeskRun:
    """A desk at work: what it still has in hand from one stretch of time to the next.

    Attributes
    ----------
    desk : Desk
        Who works there and how.
    people : int
        Number of people that cases can be about [person].
    state : DeskState
        Cases in hand.
    waiting : Stream
        Cases that have come and were not taken up.
    worked_h : float
        Time spent on cases so far [hour].
    """

    desk: Desk
    people: int
    state: DeskState = field(init=False)
    waiting: Stream = field(default_factory=dict)
    worked_h: float = 0.0

    def __post_init__(self) -> None:
        """Open the desk."""
        self.state = new_desk(self.desk.roster, self.people)

    def work(self, coming: Stream, until_h: float, end_h: float) -> Stream:
        """Work through the cases that come before a time.

        Parameters
        ----------
        coming : Stream
            New cases in order of ``time_h``, all before `until_h`, with ``service_h``, ``began_h`` and
            ``closes``.
        until_h : float
            End of the stretch [hour].
        end_h : float
            End of the run, for the time worked in it [hour].

        Returns
        -------
        Stream
            Cases taken up, with ``arrived_h``, ``started_h`` and ``finished_h``; in order of arrival.
        """
        cases = join(self.waiting, coming) if self.waiting else coming
        arrived_h = np.asarray(cases["time_h"], dtype=np.float64)
        queue = Cases(
            arrival_h=arrived_h,
            service_h=cases["service_h"],
            rank=np.where(self.desk.urgent[cases["cause"]], 0, 1),
            row=cases["row"],
            began_h=cases["began_h"],
            closes=cases["closes"],
        )
        started_h = take_up(queue, self.desk.roster, self.desk.patience_h, until_h, self.state)
        self.waiting = select(cases, np.isnan(started_h))
        taken = np.isfinite(started_h)
        done = select(cases, taken)
        start_h = started_h[taken]
        finished_h = start_h + np.asarray(done["service_h"], dtype=np.float64)
        self.worked_h += float(np.sum(np.minimum(finished_h, end_h) - start_h))
        return with_columns(done, arrived_h=arrived_h[taken], started_h=start_h, finished_h=finished_h)

    def backlog(self) -> int:
        """Count the cases that have come and were not taken up.

        Returns
        -------
        int
            Without those about people whose file was closed before [count].
        """
        if not self.waiting:
            return 0
        return int(np.sum(self.waiting["began_h"] <= self.state.closed_h[self.waiting["row"]]))
