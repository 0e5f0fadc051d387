"""Rows of one kind of disclosed record, as an audit looks at them: whose they are, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, Span
from custodes.measures.finding import Finding
from custodes.measures.intervals import normal_quantile, wilson
from custodes.measures.per_person import ask_share, assemble, nothing, per_person
from custodes.measures.person_median import person_median
from custodes.measures.quantile import case_quantile
from custodes.records.disclosed import FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.measures.per_person import Question
    from custodes.records.disclosed import Disclosed

    Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Looked:
    """What is looked for, in words.

    Attributes
    ----------
    key, means, unit, rule, test : str
        As in `custodes.measures.finding.Finding`.
    """

    key: str
    means: str
    unit: str
    rule: str
    test: str


@dataclass(frozen=True)
class Rows:
    """The table of one kind.

    Attributes
    ----------
    disclosed : Disclosed
        The records.
    kind : str
        The kind; there are rows of it.
    """

    disclosed: Disclosed
    kind: str

    def __len__(self) -> int:
        """Count the rows."""
        return self.disclosed.rows(self.kind)

    @property
    def people(self) -> int:
        """People in the records, in this table or not."""
        return len(self.disclosed.people["person"])

    def has(self, *names: str) -> bool:
        """Say whether columns were disclosed.

        Parameters
        ----------
        *names : str
            Columns.

        Returns
        -------
        bool
            Whether all are there.
        """
        return self.disclosed.has(self.kind, *names)

    def of(self, name: str) -> NDArray[Any]:
        """Give a column.

        Parameters
        ----------
        name : str
            A column that is there.

        Returns
        -------
        ndarray, shape (rows,)
            Its values.
        """
        return self.disclosed.tables[self.kind][name]

    def times(self, name: str) -> NDArray[np.float64]:
        """Give times or numbers, whether or not they were disclosed.

        Parameters
        ----------
        name : str
            A column.

        Returns
        -------
        ndarray, shape (rows,)
            NaN throughout when it was not disclosed.
        """
        column: NDArray[np.float64] = self.of(name) if self.has(name) else np.full(len(self), np.nan)
        return column

    def person(self) -> NDArray[np.int64]:
        """Give whose each row is.

        Returns
        -------
        ndarray of int64, shape (rows,)
            Position of the person, -1 not said.
        """
        column = self.of("person") if self.has("person") else np.full(len(self), -1)
        return np.asarray(column, dtype=np.int64)

    def said(self, name: str) -> Mask:
        """Say which rows come from a file that has a column at all.

        A column that only some files have is blank in the rows of the others: that is not what those files say.

        Parameters
        ----------
        name : str
            A column of codes, presence or yes and no.

        Returns
        -------
        ndarray of bool, shape (rows,)
            True where the row's file has something in it.
        """
        if not self.has(name):
            return np.zeros(len(self), dtype=np.bool_)
        column, file = self.of(name), self.of(FILE).astype(np.int64)
        filled = ~np.isnan(column) if column.dtype.kind == "f" else column >= 0
        has = np.zeros(int(file.max(initial=0)) + 1, dtype=np.bool_)
        has[np.unique(file[filled])] = True
        return np.asarray(has[file])

    def in_period(self, name: str) -> Mask:
        """Say which rows fall into the period.

        Parameters
        ----------
        name : str
            A column of times.

        Returns
        -------
        ndarray of bool, shape (rows,)
            Whether they do.
        """
        when = self.times(name)
        return np.asarray((when >= self.disclosed.start_s) & (when <= self.disclosed.end_s))

    def count(self, rows: Mask, amounts: NDArray[Any] | None = None) -> NDArray[np.float64]:
        """Count rows by person, or add up their amounts; rows of nobody count for nobody.

        Parameters
        ----------
        rows : ndarray of bool, shape (rows,)
            Which rows.
        amounts : ndarray, shape (rows,), optional
            What to add up.

        Returns
        -------
        ndarray, shape (people,)
            Counts or sums.
        """
        person = self.person()
        rows = rows & (person >= 0)
        weights = None if amounts is None else amounts[rows]
        return per_person(person[rows], self.people, weights)

    def concerned(self, rows: Mask) -> int:
        """Count the people of some rows.

        Parameters
        ----------
        rows : ndarray of bool, shape (rows,)
            Which rows.

        Returns
        -------
        int
            People, each once.
        """
        return int(np.count_nonzero(self.count(rows)))

    def finding(self, looked: Looked, found: Mask, among: Mask | None = None, count: int | None = None) -> Finding:
        """Say what was found.

        Parameters
        ----------
        looked : Looked
            What was looked for.
        found : ndarray of bool, shape (rows,)
            Where it was found.
        among : ndarray of bool, shape (rows,), optional
            Where it was looked for; without it in all rows.
        count : int, optional
            How many were found, where not rows are counted.

        Returns
        -------
        Finding
            With count 0 where none was found.
        """
        found = found if among is None else found & among
        at = np.flatnonzero(found).astype(np.int64)
        return Finding(
            key=looked.key,
            means=looked.means,
            count=len(at) if count is None else count,
            of=len(self) if among is None else int(np.count_nonzero(among)),
            unit=looked.unit,
            people=self.concerned(found),
            rule=looked.rule,
            test=looked.test,
            kind=self.kind,
            at=at,
        )

    def share(self, found: Mask, among: Mask, question: Question, ask: Asking) -> Answer:
        """Answer what share of rows shows something, with people as the unit.

        Parameters
        ----------
        found, among : ndarray of bool, shape (rows,)
            Where it is so, and where it was looked for.
        question : Question
            What is asked.
        ask : Asking
            How it is asked.

        Returns
        -------
        Answer
            The share [ratio]; without an interval by person, but with the narrowest there can be, where some rows do
            not say whose they are.
        """
        number = int(np.count_nonzero(among))
        if not number:
            return question.untold(question.empty, ask)
        if bool((self.person()[among] >= 0).all()):
            return ask_share(self.count(found & among), self.count(among), question, ask)
        shown = int(np.count_nonzero(found & among))  # no more people than rows are behind them
        value = shown / number
        best = Span(*wilson(value, number, normal_quantile(ask.level)))
        return Answer(
            *(value, None, None, question.unit, 0, ask.level),
            rests_on=question.rests_on,
            at_best=best,
            touched=shown,
            spared=number - shown,
        )

    def medians(self, amounts: NDArray[np.float64], rows: Mask) -> NDArray[np.float64]:
        """Find the median of each person's rows.

        Parameters
        ----------
        amounts : ndarray, shape (rows,)
            Amount of each row.
        rows : ndarray of bool, shape (rows,)
            Which rows; those with an amount count.

        Returns
        -------
        ndarray, shape (people,)
            NaN for people without such a row.
        """
        person = self.person()
        at = np.flatnonzero(rows & (person >= 0) & ~np.isnan(amounts))
        who, of = person[at], amounts[at]
        if np.any(who[1:] < who[:-1]):
            order = np.argsort(who, kind="stable")
            who, of = who[order], of[order]
        found = np.full(self.people, np.nan)
        ends = np.searchsorted(who, np.arange(self.people + 1))
        for one in np.flatnonzero(np.diff(ends)).tolist():  # a sort of all rows would take longer
            found[one] = _middle(of[ends[one] : ends[one + 1]])
        return found

    def median(self, amounts: NDArray[np.float64], rows: Mask, question: Question, ask: Asking) -> Answer:
        """Answer with the median over people of the median of each one's rows.

        Parameters
        ----------
        amounts : ndarray, shape (rows,)
            Amount of each row.
        rows : ndarray of bool, shape (rows,)
            Which rows.
        question : Question
            What is asked.
        ask : Asking
            How it is asked.

        Returns
        -------
        Answer
            In the unit of `amounts`, for everybody and each group.
        """
        return ask_person_median(self.medians(amounts, rows), question, ask)

    def quantile(
        self, amounts: NDArray[np.float64], rows: Mask, part: float, question: Question, ask: Asking
    ) -> Answer:
        """Answer with a quantile of rows, with people as the unit.

        Parameters
        ----------
        amounts : ndarray, shape (rows,)
            Amount of each row.
        rows : ndarray of bool, shape (rows,)
            Which rows.
        part : float
            Which quantile [ratio].
        question : Question
            What is asked.
        ask : Asking
            How it is asked.

        Returns
        -------
        Answer
            In the unit of `amounts`; of everybody.
        """
        person = self.person()
        at = np.flatnonzero(rows & (person >= 0) & ~np.isnan(amounts))
        if not len(at):
            return question.untold(question.empty, ask)
        at = at[np.argsort(amounts[at])]
        told = case_quantile(amounts[at], person[at], part, ask.level, ask.members.on_scheme)
        return Answer(
            *(told.value, told.low, told.high, question.unit, told.people, ask.level),
            cannot_tell=told.cannot_tell,
            rests_on=question.rests_on,
            touched=told.touched,
        )


def _middle(amounts: NDArray[np.float64]) -> float:
    half = len(amounts) // 2
    parted = np.partition(amounts, half)
    return float(parted[half] if len(amounts) % 2 else (parted[:half].max() + parted[half]) / 2)


def rows_of_kind(disclosed: Disclosed, kind: str) -> Rows | None:
    """Take the table of a kind.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    kind : str
        The kind.

    Returns
    -------
    Rows or None
        None when there is no row of it.
    """
    return Rows(disclosed, kind) if disclosed.rows(kind) else None


def ask_person_median(figures: NDArray[np.float64], question: Question, ask: Asking) -> Answer:
    """Answer with the median over people of one figure each.

    Parameters
    ----------
    figures : ndarray, shape (people,)
        Figure of each person, NaN for those who have none.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        In the unit of `figures`, for everybody and each group.
    """

    def one(column: NDArray[np.float64]) -> GroupAnswer:
        of = figures[(column > 0) & ~np.isnan(figures)]
        return person_median(of, ask.level, "") if len(of) else nothing(question.empty)

    return assemble(map(one, ask.members.matrix.T), question, ask)
