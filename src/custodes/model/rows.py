"""Alerts and cases kept one by one, for everybody or, in a very large world, for one person in so many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.stream import Stream, join, select
from custodes.records.tables import DESKS, NOT_RECORDED, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Parameters
    from custodes.people.cohort import Cohort

ROWS_WANTED: Final = 1_500_000
"""Rows beyond which those of fewer people are kept."""
ROWS_A_CHECK: Final = 0.1
"""Failed checks expected for each check due, to judge how many rows there will be."""
RAISED: Final = ("alert", "row", "cause", "state", "reason", "false", "raised_h")
TRIAGED: Final = ("alert", "triaged_h")
ANSWERED: Final = ("alert", "finished_h", "acted_on_h", "step")
CASE: Final = ("row", "state", "arrived_h", "started_h", "finished_h", "overturned")


@dataclass
class Rows:
    """Rows kept so far.

    Attributes
    ----------
    one_in : int
        Rows are kept for one person in so many [count].
    alerts : int
        Number of alerts raised so far, kept or not [count].
    raised, triaged, answered : list of Stream
        What happened to the alerts kept.
    cases : mapping of str to list of Stream
        By desk.
    """

    one_in: int
    alerts: int = 0
    raised: list[Stream] = field(default_factory=list)
    triaged: list[Stream] = field(default_factory=list)
    answered: list[Stream] = field(default_factory=list)
    cases: dict[str, list[Stream]] = field(default_factory=lambda: {desk: [] for desk in DESKS})

    def number(self, raised: Stream) -> NDArray[np.int64]:
        """Give new alerts the numbers that follow the last.

        Parameters
        ----------
        raised : Stream
            Alerts in order of time.

        Returns
        -------
        ndarray of int64
            Their numbers.
        """
        first = self.alerts
        self.alerts += raised["row"].size
        return np.arange(first, self.alerts, dtype=np.int64)

    def keep_alerts(self, raised: Stream, triaged: Stream, answered: Stream) -> None:
        """Keep what happened to alerts in a stretch of time.

        Parameters
        ----------
        raised, triaged, answered : Stream
            Alerts that reached each counting point.
        """
        self.raised.append(self._some(raised, RAISED))
        self.triaged.append(self._some(triaged, TRIAGED))
        self.answered.append(self._some(answered, ANSWERED))

    def keep_cases(self, desk: str, cases: Stream) -> None:
        """Keep cases of a desk.

        Parameters
        ----------
        desk : str
            One of DESKS.
        cases : Stream
            Cases taken up, with ``overturned``.
        """
        self.cases[desk].append(self._some(cases, CASE))

    def _some(self, stream: Stream, columns: tuple[str, ...]) -> Stream:
        wanted = {name: stream[name] for name in columns}
        return wanted if self.one_in == 1 else select(wanted, stream["row"] % self.one_in == 0)


def rows_for(params: Parameters, people: int, days: int) -> Rows:
    """Say for how many people rows are kept, by the size of the run.

    Parameters
    ----------
    params : Parameters
        How often there are checks.
    people : int
        Number of people [person].
    days : int
        Length of the run [day].

    Returns
    -------
    Rows
        Empty.
    """
    checks = people * days * sum(i.plan.per_day / i.plan.every_d for i in params.instruments)
    return Rows(one_in=max(1, int(np.ceil(checks * ROWS_A_CHECK / ROWS_WANTED))))


def alerts_table(rows: Rows, cohort: Cohort) -> Table:
    """Put together the table of alerts.

    Parameters
    ----------
    rows : Rows
        What was kept.
    cohort : Cohort
        The people.

    Returns
    -------
    Table
        As `custodes.records.schema.ALERTS`.
    """
    raised, triaged, answered = (join(*parts) for parts in (rows.raised, rows.triaged, rows.answered))
    count = raised["row"].size
    triaged_h, handled_h, acted_on_h = (np.full(count, np.nan) for _ in range(3))
    step = np.full(count, NOT_RECORDED, dtype=np.int8)
    triaged_h[_place(raised, triaged)] = triaged["triaged_h"]
    place = _place(raised, answered)
    handled_h[place], acted_on_h[place], step[place] = (answered[c] for c in ("finished_h", "acted_on_h", "step"))
    return {
        "person": cohort.person[raised["row"]],
        "cause": raised["cause"],
        "raised_h": raised["raised_h"],
        "triaged_h": triaged_h,
        "handled_h": handled_h,
        "acted_on_h": acted_on_h,
        "step": step,
        "truth_state": raised["state"],
        "truth_reason": raised["reason"],
        "truth_false": raised["false"],
    }


def _place(raised: Stream, later: Stream) -> NDArray[np.intp]:
    return np.searchsorted(raised["alert"], later["alert"])


def cases_table(rows: Rows, cohort: Cohort, end_h: float) -> Table:
    """Put together the table of cases.

    Parameters
    ----------
    rows : Rows
        What was kept.
    cohort : Cohort
        The people.
    end_h : float
        Length of the run; a case still in hand then has no end [hour].

    Returns
    -------
    Table
        As `custodes.records.schema.CASES`.
    """
    desks = [(code, join(*rows.cases[desk])) for code, desk in enumerate(DESKS) if rows.cases[desk]]
    cases = join(*(part for _, part in desks))
    finished_h = np.asarray(cases["finished_h"], dtype=np.float64)
    return {
        "desk": np.concatenate([np.full(part["row"].size, code, dtype=np.int8) for code, part in desks]),
        "person": cohort.person[cases["row"]],
        "arrived_h": cases["arrived_h"],
        "started_h": cases["started_h"],
        "finished_h": np.where(finished_h < end_h, finished_h, np.nan),
        "overturned": cases["overturned"],
        "truth_state": cases["state"],
    }
