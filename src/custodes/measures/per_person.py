"""From counts per person to an answer, with everybody and each group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.added import to_ratio
from custodes.measures.answer import Answer, GroupAnswer
from custodes.measures.answer import cannot_tell as untold
from custodes.measures.asking import EVERYONE
from custodes.measures.proportion import share
from custodes.measures.rate import Kind, rate
from custodes.measures.sums import Sums, sums

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking

    Column = NDArray[Any]

NO_TRUTH = (
    "these records do not say what really happened: "
    "it would take the outcome of each check or alert, confirmed by other means"
)

NOT_DISCLOSED = "not disclosed: these records do not hold what would have to be counted to answer this"


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes
    ----------
    unit : str
        Unit of the answer in words.
    rests_on : tuple of str
        Prefixes of the scheme's quantities that the answer depends on.
    empty : str
        What to say when there is nothing to count.
    """

    unit: str
    rests_on: tuple[str, ...] = ()
    empty: str = "nobody was on the scheme in this period"

    def untold(self, why: str, ask: Asking, people: int = 0) -> Answer:
        """Answer that it cannot be told.

        Parameters
        ----------
        why : str
            The reason.
        ask : Asking
            How the question was asked.
        people : int
            Number of people looked at.

        Returns
        -------
        Answer
            Without a value.
        """
        return untold(why, unit=self.unit, people=people, level=ask.level).resting_on(*self.rests_on)


def undisclosed(*columns: Column) -> bool:
    """Say whether a count that a figure needs was not disclosed of anybody.

    Parameters
    ----------
    *columns : ndarray, shape (people,)
        Counts of each person, NaN where they were not disclosed.

    Returns
    -------
    bool
        True when one of them is NaN throughout, and somebody is there.
    """
    return any(column.dtype.kind == "f" and column.size > 0 and bool(np.isnan(column).all()) for column in columns)


def of_the_known(events: Column, chances: Column) -> Column:
    """Leave out people of whom the records do not say both events and chances.

    Parameters
    ----------
    events, chances : ndarray, shape (people,)
        Of each person, NaN where not disclosed.

    Returns
    -------
    ndarray, shape (people,)
        The chances, 0 for those people.
    """
    unknown = [np.isnan(column) for column in (events, chances) if column.dtype.kind == "f"]
    gaps = np.any(unknown, axis=0) if unknown else np.False_
    return np.where(gaps, 0.0, chances) if np.any(gaps) else chances


def assemble(estimates: Iterable[GroupAnswer], question: Question, ask: Asking) -> Answer:
    """Put the estimates of everybody and of each group together.

    Parameters
    ----------
    estimates : iterable of GroupAnswer
        One for each column of ``ask.members``.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        With `by_group`.
    """
    by_group: dict[str, dict[str, GroupAnswer]] = {}
    everyone = GroupAnswer(None, None, None, 0, question.empty)
    for (attribute, group), estimate in zip(ask.members.labels, estimates, strict=True):
        if (attribute, group) == EVERYONE:
            everyone = estimate
        else:
            by_group.setdefault(attribute, {})[group] = estimate
    return Answer(
        value=everyone.value,
        low=everyone.low,
        high=everyone.high,
        unit=question.unit,
        people=everyone.people,
        level=ask.level,
        by_group=by_group,
        cannot_tell=everyone.cannot_tell,
        rests_on=question.rests_on,
        touched=everyone.touched,
        spared=everyone.spared,
    )


def nothing(why: str) -> GroupAnswer:
    """Say of a group that there is nothing to count in it.

    Parameters
    ----------
    why : str
        The reason.

    Returns
    -------
    GroupAnswer
        Without a value.
    """
    return GroupAnswer(None, None, None, 0, why)


def ask_share(events: Column, chances: Column, question: Question, ask: Asking) -> Answer:
    """Answer what share of the chances came to an event.

    Parameters
    ----------
    events, chances : ndarray, shape (people,)
        Counts of each person.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        The share [ratio], for everybody and each group; people of whom either was not disclosed are left out.
    """
    if undisclosed(events, chances):
        return question.untold(NOT_DISCLOSED, ask, len(chances))
    chances = of_the_known(events, chances)
    answer = assemble(
        (
            share(one, ask.level, ask.members.on_scheme) if one.people > 0 else nothing(question.empty)
            for one in sums(events, chances, ask.members.matrix)
        ),
        question,
        ask,
    )
    return with_added(answer, to_ratio(events, chances) if ask.keep_added else None)


def ask_rate(events: Column, exposure: Column, question: Question, ask: Asking, kind: Kind) -> Answer:
    """Answer how many events, or hours, there were per unit of exposure.

    Parameters
    ----------
    events, exposure : ndarray, shape (people,)
        Of each person.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.
    kind : Kind
        What is counted.

    Returns
    -------
    Answer
        The rate in the question's unit, for everybody and each group; people of whom either was not disclosed are left
        out.
    """
    if undisclosed(events, exposure):
        return question.untold(NOT_DISCLOSED, ask, len(exposure))
    exposure = of_the_known(events, exposure)

    def one(of: Sums, column: NDArray[np.float64]) -> GroupAnswer:
        if of.people <= 0:
            return nothing(question.empty)
        most = None if kind.most is None or of.k > 0 else float((np.nan_to_num(kind.most) * column).sum())
        return rate(of, ask.level, kind, most, ask.members.on_scheme)

    groups = sums(events, exposure, ask.members.matrix)
    answer = assemble(map(one, groups, ask.members.matrix.T), question, ask)
    return with_added(answer, to_ratio(events, exposure, kind.scale) if ask.keep_added else None)


def with_added(answer: Answer, added: NDArray[np.float64] | None) -> Answer:
    """Keep with an answer what each person adds to it.

    Parameters
    ----------
    answer : Answer
        The answer.
    added : ndarray, shape (people,), or None
        What each person adds, if it is kept [`unit`].

    Returns
    -------
    Answer
        A copy, or the answer itself when there is nothing to keep.
    """
    return answer if added is None or answer.value is None else replace(answer, added=added)


def rows_of(wanted: Column, person: Column) -> NDArray[np.int64]:
    """Find the row of each person.

    Parameters
    ----------
    wanted : ndarray, shape (rows,)
        Numbers of people, all of whom are in `person`.
    person : ndarray, shape (people,)
        Numbers of the people, each once, in any order.

    Returns
    -------
    ndarray, shape (rows,)
        Positions in `person`.
    """
    first = int(person[0]) if len(person) else 0
    if np.array_equal(person, np.arange(first, first + len(person))):  # numbered in a row, as simulated people are
        return np.asarray(wanted - first, dtype=np.int64)
    order = np.argsort(person, kind="stable")
    return np.asarray(order[np.searchsorted(person, wanted, sorter=order)], dtype=np.int64)


def per_person(rows: NDArray[np.int64], people: int, amounts: Column | None = None) -> NDArray[np.float64]:
    """Count rows, or add up their amounts, by person.

    Parameters
    ----------
    rows : ndarray, shape (rows,)
        Position of each row's person.
    people : int
        Number of people.
    amounts : ndarray, shape (rows,), optional
        What to add up; without it rows are counted.

    Returns
    -------
    ndarray, shape (people,)
        Counts or sums.
    """
    return np.bincount(rows, weights=amounts, minlength=people).astype(np.float64)
