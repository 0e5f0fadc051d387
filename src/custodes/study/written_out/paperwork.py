"""Records that the model does not make: reviews, what is kept, disclosures, contacts, bills and published totals.

They are made up by the rules below from a seed and are in good order: everything that is wrong with them is planted
afterwards, so that its number is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.records.kinds import DATA_KINDS, REVIEW_OUTCOMES
from custodes.study.written_out.world import luck, month_ends

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from custodes.study.written_out.cells import Columns
    from custodes.study.written_out.world import Clock

REVIEW_SLOT, HOLDING_SLOT, DISCLOSURE_SLOT, CONTACT_SLOT = 10, 11, 12, 13
KEPT_D: Final = {"photograph": 28.0, "fix": 42.0, "alert": 365.0}
"""How long each kind of data is kept [day]."""
BATCH_D: Final = {"photograph": 14.0, "fix": 7.0, "alert": 30.0}
"""What is kept is entered in batches of so many days [day]."""
A_DAY: Final = {"photograph": 4.0, "fix": 1_300.0, "alert": 0.2}
"""Items a day in a batch [count]."""
RECIPIENTS: Final = ("police", "local authority", "probation service", "border officers")
CHANNELS: Final = ("telephone", "letter", "visit", "text message")
RATE_GBP: Final = 9.5
"""Price of a day [GBP]."""
CONTACT_EVERY_D: Final = 12.0
"""Time from one contact with a person to the next [day]."""
REPRESENTED, CONTINUED = 0.25, 0.9
"""Share of reviews with representations, and that lead to nothing else [ratio]."""
OFFICE_H: Final = (8.0, 10.0)
"""From when on a day contacts are made [hour after midnight], and for how long [hour]."""
WIDEST_D: Final = 10.0
"""Longest stretch of time that a disclosure in good order is about [day]."""


def _texts(text: str, count: int) -> NDArray[Any]:
    return np.full(count, text, dtype=object)


@dataclass(frozen=True)
class Paperwork:
    """What is written about people besides what their devices say.

    Attributes
    ----------
    people : Columns
        Kind "people".
    clock : Clock
        The period.
    seed : int
        Seed of the world.
    """

    people: Columns
    clock: Clock
    seed: int

    @cached_property
    def until(self) -> NDArray[np.float64]:
        """When each person's monitoring ends, at the latest with the period [second]."""
        ended: NDArray[np.float64] = self.people["ended"]
        return np.where(np.isnan(ended), self.clock.end_s, ended)

    def reviews(self, every_d: float) -> Columns:
        """Make up reviews of the decision to monitor.

        Parameters
        ----------
        every_d : float
            Time from one review to the next [day].

        Returns
        -------
        Columns
            Kind "reviews": the first falls due at a random time after a person joins, each is done up to ten days
            before it is due, with reasons; one review in four has representations, answered within five days.
        """
        phase = luck(self.seed, self.people["person"], REVIEW_SLOT)[:, 0]
        rows = []
        for person, start, end, share in zip(
            self.people["person"], self.people["started"], self.until, phase, strict=True
        ):
            due = start + max(share, 0.1) * every_d * SECONDS_PER_DAY
            while due < end:
                rows.append((int(person), np.floor(due)))
                due += every_d * SECONDS_PER_DAY
        person = np.array([row[0] for row in rows], dtype=np.int64)
        due = np.array([row[1] for row in rows])
        chance = luck(self.seed, person + 1_000_000, REVIEW_SLOT)
        done = np.floor(due - (0.2 + 9.8 * chance[:, 0]) * SECONDS_PER_DAY)
        joined = dict(zip(self.people["person"].tolist(), self.people["started"].tolist(), strict=True))
        done = np.maximum(done, [joined[who] + 3_600.0 for who in person.tolist()])
        received = np.where(chance[:, 1] < REPRESENTED, done - 6.0 * SECONDS_PER_DAY, np.nan)
        return {
            "person": person,
            "due": due,
            "done": done,
            "reasons": _texts("monitoring is still held to be needed, for the reasons in the file", person.size),
            "exceptions_considered": np.ones(person.size, dtype=np.int8),
            "representations_received": received,
            "representations_answered": received + np.floor(1.0 + 4.0 * chance[:, 2]) * SECONDS_PER_DAY,
            "outcome": np.where(
                chance[:, 3] < CONTINUED, REVIEW_OUTCOMES.index("continued"), REVIEW_OUTCOMES.index("varied")
            ),
        }

    def holdings(self, data: Collection[str]) -> Columns:
        """Make up what is kept of each person.

        Parameters
        ----------
        data : collection of str
            Which keys of `KEPT_D` there are.

        Returns
        -------
        Columns
            Kind "holdings": in batches, each deleted up to two days before it must be, or not yet due by the end of the
            period; where monitoring ends before that, everything goes within the day before the legal basis ends.
        """
        rows = []
        for who, start, end, over in zip(
            self.people["person"], self.people["started"], self.until, self.people["ended"], strict=True
        ):
            for kept in data:
                batch_d = BATCH_D[kept]
                # What is recorded on the day of the deletion itself would be deleted before it was entered.
                firsts = np.arange(start, end - 2.0 * SECONDS_PER_DAY, batch_d * SECONDS_PER_DAY)
                rows += [
                    (int(who), kept, first, min(batch_d, (end - first) / SECONDS_PER_DAY), over) for first in firsts
                ]
        person = np.array([row[0] for row in rows], dtype=np.int64)
        since, basis_ended = np.array([row[2] for row in rows]), np.array([row[4] for row in rows])
        chance = luck(self.seed, person, HOLDING_SLOT)
        count = np.ceil([A_DAY[row[1]] * row[3] for row in rows])
        by = np.fmin(since + [KEPT_D[row[1]] * SECONDS_PER_DAY for row in rows], basis_ended)
        early_d = np.where(by == basis_ended, 1.0, 2.0) * chance[:, 0]
        deleted = np.floor(by - early_d * SECONDS_PER_DAY)
        return {
            "item": np.arange(person.size),
            "person": person,
            "data": np.array([DATA_KINDS.index(row[1]) for row in rows], dtype=np.int8),
            "count": count,
            "used": np.floor(count * 0.02 * chance[:, 1]),
            "since": np.floor(since),
            "delete_by": np.floor(by),
            "deleted": np.where(by < self.clock.end_s, deleted, np.nan),
            "basis_ended": basis_ended,
        }

    def disclosures(self) -> Columns:
        """Make up to whom something was handed.

        Returns
        -------
        Columns
            Kind "disclosures": one a person, with a reason, signed off, about ten days at most.
        """
        person, start, end = self.people["person"], self.people["started"], self.until
        chance = luck(self.seed, person, DISCLOSURE_SLOT)
        time = np.floor(start + (0.2 + 0.8 * chance[:, 0]) * (end - start - 60.0))
        until = np.maximum(time - SECONDS_PER_DAY, start)
        from_ = np.floor(np.maximum(until - (1.0 + (WIDEST_D - 1.0) * chance[:, 1]) * SECONDS_PER_DAY, start))
        return {
            "person": person,
            "time": time,
            "recipient": np.array(RECIPIENTS, dtype=object)[(chance[:, 2] * len(RECIPIENTS)).astype(np.int64)],
            "reason": _texts("to look into a named incident", person.size),
            "data": np.full(person.size, DATA_KINDS.index("fix"), dtype=np.int8),
            "count": np.ceil((until - from_) / SECONDS_PER_DAY * A_DAY["fix"]),
            "from": from_,
            "until": np.floor(until),
            "authorised": np.ones(person.size, dtype=np.int8),
        }

    def contacts(self) -> Columns:
        """Make up contacts with the people.

        Returns
        -------
        Columns
            Kind "contacts": one in twelve days, on average, in office hours, a third of them made by the wearer.
        """
        counts = np.ceil((self.until - self.people["started"]) / SECONDS_PER_DAY / CONTACT_EVERY_D).astype(np.int64)
        person = np.repeat(self.people["person"], counts)
        start, end = np.repeat(self.people["started"], counts), np.repeat(self.until, counts)
        chance = luck(self.seed, person, CONTACT_SLOT)
        day = np.floor((start + chance[:, 0] * (end - start)) / SECONDS_PER_DAY) * SECONDS_PER_DAY
        time = np.floor(np.clip(day + (OFFICE_H[0] + chance[:, 3] * OFFICE_H[1]) * SECONDS_PER_HOUR, start, end - 1.0))
        table = {
            "person": person,
            "time": time,
            "channel": np.array(CHANNELS, dtype=object)[(chance[:, 1] * len(CHANNELS)).astype(np.int64)],
            "reason": _texts("to talk about the device", person.size),
            "outcome": _texts("talked about", person.size),
            "by_wearer": (chance[:, 2] < 1.0 / 3.0).astype(np.int8),
        }
        order = np.lexsort((person, time))
        return {name: column[order] for name, column in table.items()}

    def bills(self) -> Columns:
        """Make up bills: one a person and month, for every day that began or ended with monitoring.

        Returns
        -------
        Columns
            Kind "bills".
        """
        edges = [self.clock.start_s, *(day + SECONDS_PER_DAY for day in month_ends(self.clock))]
        if edges[-1] < self.clock.end_s:
            edges.append(self.clock.end_s)
        first_day = np.floor(self.people["started"] / SECONDS_PER_DAY) * SECONDS_PER_DAY
        last_day = np.floor((self.until - 1.0) / SECONDS_PER_DAY) * SECONDS_PER_DAY
        rows = []
        for begin, end in pairwise(edges):
            first, last = np.maximum(first_day, begin), np.minimum(last_day, end - SECONDS_PER_DAY)
            rows += [(int(self.people["person"][i]), first[i], last[i]) for i in np.flatnonzero(first <= last)]
        from_, until = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
        days = (until - from_) / SECONDS_PER_DAY + 1.0
        person = np.array([row[0] for row in rows], dtype=np.int64)
        return {"person": person, "from": from_, "until": until, "days": days, "amount_gbp": days * RATE_GBP}

    def totals(self, alerts: Columns) -> Columns:
        """Make up published figures that agree with the records.

        Parameters
        ----------
        alerts : Columns
            Kind "alerts".

        Returns
        -------
        Columns
            Kind "totals": people monitored at the end of each month, and alerts raised in it.
        """
        ends = month_ends(self.clock)
        ended = np.where(np.isnan(self.people["ended"]), np.inf, self.people["ended"])
        rows, begin = [], self.clock.start_s
        for day in ends:
            close = day + SECONDS_PER_DAY
            there = np.count_nonzero((self.people["started"] < close) & (ended >= close))
            raised = np.count_nonzero((alerts["raised"] >= begin) & (alerts["raised"] < close))
            rows.append((day, "people monitored", there, "at the end of the day"))
            rows.append((day, "alerts raised", raised, "in the month"))
            begin = close
        return {
            "date": np.array([row[0] for row in rows], dtype=np.float64),
            "quantity": np.array([row[1] for row in rows], dtype=object),
            "value": np.array([row[2] for row in rows], dtype=np.float64),
            "definition": np.array([row[3] for row in rows], dtype=object),
            "publication": _texts("quarterly figures", len(rows)),
        }
