"""A desk run over a stream of cases, stretch by stretch."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from custodes.model.serve import Cases, DeskState, new_desk, serve
from custodes.model.stream import Stream, join, select, with_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Desk


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
            urgent=self.desk.urgent[cases["cause"]],
            row=cases["row"],
            began_h=cases["began_h"],
            closes=cases["closes"],
        )
        started_h = serve(queue, self.desk.roster, self.desk.patience_h, until_h, self.state)
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
