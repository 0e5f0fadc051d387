"""What is counted of each person on an alert's way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from custodes.model.alerts import falls_on_wearer, is_about_absence
from custodes.model.checks import ABSCONDED, LAPSED, PRESENT
from custodes.model.stream import Stream, select
from custodes.records.tables import CAUSES, POINTS, STEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Response


@dataclass
class AlertCounts:
    """Counts of alerts for each person of the cohort.

    Attributes
    ----------
    people : int
        Number of people.
    alerts, false_alerts, absence_alerts : mapping of str to ndarray of int32
        All, those that are false, and those about a true absence, by counting point [count].
    by_cause : mapping of str to ndarray of int32, shape (causes, people)
        All, by what they are about, by counting point [count].
    reviews, overturned : ndarray of int32
        Failed checks looked at, and of these cleared [count].
    responding_h, detained_h : ndarray
        Time that responses take from a wearer who is there, free and held [hour].
    steps : ndarray of int32, shape (4, people)
        Steps of the response ladder taken [count].
    first_false_acted_h : ndarray
        When the first false alert was acted on, infinity never [hour].
    noticed_h : ndarray
        When an alert about a person who has absconded was first acted on, infinity never [hour].
    acted_on : list of Stream
        Alerts acted on about a true absence that can end: ``row``, ``state``, ``raised_h``, ``acted_on_h``.
    """

    people: int
    alerts: dict[str, NDArray[np.int32]] = field(init=False)
    false_alerts: dict[str, NDArray[np.int32]] = field(init=False)
    absence_alerts: dict[str, NDArray[np.int32]] = field(init=False)
    by_cause: dict[str, NDArray[np.int32]] = field(init=False)
    reviews: NDArray[np.int32] = field(init=False)
    overturned: NDArray[np.int32] = field(init=False)
    responding_h: NDArray[np.float64] = field(init=False)
    detained_h: NDArray[np.float64] = field(init=False)
    steps: NDArray[np.int32] = field(init=False)
    first_false_acted_h: NDArray[np.float64] = field(init=False)
    noticed_h: NDArray[np.float64] = field(init=False)
    acted_on: list[Stream] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start every count at nothing."""
        self.alerts = {point: np.zeros(self.people, dtype=np.int32) for point in POINTS}
        self.false_alerts = {point: np.zeros(self.people, dtype=np.int32) for point in POINTS}
        self.absence_alerts = {point: np.zeros(self.people, dtype=np.int32) for point in POINTS}
        self.by_cause = {point: np.zeros((len(CAUSES), self.people), dtype=np.int32) for point in POINTS}
        self.reviews = np.zeros(self.people, dtype=np.int32)
        self.overturned = np.zeros(self.people, dtype=np.int32)
        self.responding_h = np.zeros(self.people)
        self.detained_h = np.zeros(self.people)
        self.steps = np.zeros((len(STEPS), self.people), dtype=np.int32)
        self.first_false_acted_h = np.full(self.people, np.inf)
        self.noticed_h = np.full(self.people, np.inf)

    def count_reviews(self, reviewed: Stream, cleared: NDArray[np.bool_]) -> None:
        """Count what reviewers decided.

        Parameters
        ----------
        reviewed : Stream
            Failed checks looked at.
        cleared : ndarray of bool
            Whether each was cleared.
        """
        self._add(self.reviews, reviewed)
        self._add(self.overturned, select(reviewed, cleared))

    def notice(self, answered: Stream) -> None:
        """Note when absconding is first acted on, and what is acted on about absences that can end.

        Parameters
        ----------
        answered : Stream
            Alerts with ``acted_on_h``.
        """
        acted_on = ~np.isnan(answered["acted_on_h"])
        about = (answered["state"] == ABSCONDED) & acted_on
        np.minimum.at(self.noticed_h, answered["row"][about], answered["acted_on_h"][about])
        columns = {name: answered[name] for name in ("row", "state", "raised_h", "acted_on_h")}
        state = answered["state"]
        ends = (state != PRESENT) & (state != LAPSED) & (state != ABSCONDED)
        self.acted_on.append(select(columns, ends & acted_on))

    def still_open(self, alerts: Stream) -> Stream:
        """Leave out alerts about an absconder that were raised after the absence had been noticed.

        Parameters
        ----------
        alerts : Stream
            Alerts with ``raised_h``.

        Returns
        -------
        Stream
            The others.
        """
        late = (alerts["state"] == ABSCONDED) & (alerts["raised_h"] > self.noticed_h[alerts["row"]])
        return select(alerts, ~late)

    def count_alerts(self, point: str, alerts: Stream) -> None:
        """Count alerts at one counting point.

        Parameters
        ----------
        point : str
            One of POINTS.
        alerts : Stream
            The alerts that reached it.
        """
        self._add(self.alerts[point], alerts)
        self._add(self.false_alerts[point], select(alerts, alerts["false"]))
        self._add(self.absence_alerts[point], select(alerts, is_about_absence(alerts)))
        np.add.at(self.by_cause[point], (alerts["cause"], alerts["row"]), 1)

    def count_responses(self, acted_on: Stream, response: Response) -> None:
        """Count the steps taken and what they take from a wearer who is there.

        Parameters
        ----------
        acted_on : Stream
            Alerts that were followed by a step.
        response : Response
            Time that each step takes.
        """
        for code, taken in enumerate(self.steps):
            self._add(taken, select(acted_on, acted_on["step"] == code))
        here = select(acted_on, falls_on_wearer(acted_on))
        np.add.at(self.responding_h, here["row"], response.takes_h[here["step"]])
        np.add.at(self.detained_h, here["row"], response.detains_h[here["step"]])
        accused = select(acted_on, acted_on["false"])
        np.minimum.at(self.first_false_acted_h, accused["row"], accused["acted_on_h"])

    def _add(self, counts: NDArray[np.int32], stream: Stream) -> None:
        counts += np.bincount(stream["row"], minlength=self.people).astype(np.int32)
