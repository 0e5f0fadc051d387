"""When people were monitored, as disclosed lists say: one row a spell, several for those who came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed


@dataclass(frozen=True)
class Spells:
    """Spells of monitoring that do not overlap, by person and beginning.

    Attributes
    ----------
    person : ndarray of int64, shape (spells,)
        Position of the person.
    start_s, end_s : ndarray, shape (spells,)
        Beginning and end, infinite where it goes on [second].
    known : ndarray of bool, shape (people,)
        Whether the records say when the person was monitored.
    """

    person: NDArray[np.int64]
    start_s: NDArray[np.float64]
    end_s: NDArray[np.float64]
    known: NDArray[np.bool_]

    def within(self, from_s: float, until_s: float) -> Spells:
        """Keep what lies in a time.

        Parameters
        ----------
        from_s, until_s : float
            The time [second].

        Returns
        -------
        Spells
            Clipped to it; those outside are left out.
        """
        start, end = np.maximum(self.start_s, from_s), np.minimum(self.end_s, until_s)
        inside = end > start
        return Spells(self.person[inside], start[inside], end[inside], self.known)

    @property
    def days(self) -> NDArray[np.float64]:
        """Days of each person, NaN where the records do not say [day]."""
        lasted = (self.end_s - self.start_s) / SECONDS_PER_DAY
        total = np.bincount(self.person, weights=lasted, minlength=len(self.known)).astype(np.float64)
        return np.where(self.known, total, np.nan)

    def first_and_last(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the beginning of each person's first spell and the end of the last.

        Returns
        -------
        tuple of ndarray, shape (people,)
            NaN for people without a spell [second].
        """
        first, last = np.full(len(self.known), np.inf), np.full(len(self.known), -np.inf)
        np.minimum.at(first, self.person, self.start_s)
        np.maximum.at(last, self.person, self.end_s)
        none = np.isinf(first) & (first > 0)
        return np.where(none, np.nan, first), np.where(none, np.nan, last)

    def _nth(self) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """Go through first, second, third ... spells of everybody: beginning and end, empty for those without."""
        held = np.bincount(self.person, minlength=len(self.known))
        first = np.concatenate([[0], np.cumsum(held)[:-1]]) if len(held) else held
        for spell in range(int(held.max(initial=0))):  # few: how often anybody came back
            has = held > spell
            at = np.where(has, first + spell, 0)
            yield np.where(has, self.start_s[at], np.inf), np.where(has, self.end_s[at], -np.inf)

    def overlap_s(
        self, person: NDArray[Any], from_s: NDArray[np.float64], until_s: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Measure how much of some times lies in spells of their person.

        Parameters
        ----------
        person : ndarray of int, shape (rows,)
            Position of each row's person.
        from_s, until_s : ndarray, shape (rows,)
            The times [second].

        Returns
        -------
        ndarray, shape (rows,)
            0 for people whose spells are not known [second].
        """
        found = np.zeros(len(person))
        for start, end in self._nth():
            found += np.maximum(np.minimum(end[person], until_s) - np.maximum(start[person], from_s), 0.0)
        return found

    def inside(self, person: NDArray[Any], time_s: NDArray[np.float64], slack_s: float = 0.0) -> NDArray[np.bool_]:
        """Say which rows fall into a spell of their person.

        Parameters
        ----------
        person : ndarray of int, shape (rows,)
            Position of each row's person.
        time_s : ndarray, shape (rows,)
            When [second].
        slack_s : float
            A spell counts as so much longer at its end [second].

        Returns
        -------
        ndarray of bool, shape (rows,)
            Whether it does.
        """
        found = np.zeros(len(person), dtype=np.bool_)
        for start, end in self._nth():
            found |= (time_s >= start[person]) & (time_s <= end[person] + slack_s)
        return found


def spells_of(disclosed: Disclosed) -> Spells:
    """Find when people were monitored.

    A blank end means that monitoring goes on; a list without a column of ends does not say when anybody's ended, so
    that nothing is known. Spells that overlap or touch are one.

    Parameters
    ----------
    disclosed : Disclosed
        The records.

    Returns
    -------
    Spells
        From the list of people, row by row.
    """
    count = len(disclosed.people["person"])
    if not disclosed.has("people", "started", "ended"):
        nothing = np.zeros(0)
        return Spells(nothing.astype(np.int64), nothing, nothing, np.zeros(count, dtype=np.bool_))
    listed = disclosed.tables["people"]
    said = ~np.isnan(listed["started"]) & (listed["person"] >= 0)
    person = listed["person"][said].astype(np.int64)
    start = listed["started"][said]
    end = np.where(np.isnan(listed["ended"][said]), np.inf, listed["ended"][said])
    known = np.bincount(person, minlength=count) > 0
    order = np.lexsort((end, start, person))
    person, start, end = person[order], start[order], np.maximum(end[order], start[order])
    if len(person) > np.count_nonzero(known):
        person, start, end = _joined(person, start, end)
    return Spells(person, start, end, known)


def _joined(
    person: NDArray[np.int64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Make one spell of those that overlap; rows are in the order of person and beginning."""
    kept: list[list[float]] = []
    for who, begin, until in zip(person.tolist(), start.tolist(), end.tolist(), strict=True):
        if kept and kept[-1][0] == who and begin <= kept[-1][2]:
            kept[-1][2] = max(kept[-1][2], until)
        else:
            kept.append([who, begin, until])
    table = np.array(kept, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].copy(), table[:, 2].copy()
