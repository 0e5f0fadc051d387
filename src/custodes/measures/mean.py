"""The mean of cases, such as a wait, when a person has several."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.added import to_ratio
from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import LEAST_BEARING, student_quantile
from custodes.measures.per_person import NOT_DISCLOSED, assemble, nothing, of_the_known, undisclosed, with_added
from custodes.measures.sums import few_carry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.per_person import Question


def case_mean(
    totals: NDArray[np.float64], cases: NDArray[np.float64], level: float, on_scheme: float | None = None
) -> GroupAnswer:
    """Estimate the mean of cases, with people as the unit.

    The ratio ``r = sum totals / sum cases`` with the variance between people; the interval is on the log scale (a
    wait is never below 0 and its tail is long) and reaches Student's quantile with ``B - 1`` degrees of freedom. B is
    the smaller of the number of people who in effect carry the total and the number who carry its variance, ``(sum
    e_i^2)^2 / sum e_i^4`` with ``e_i = total_i - r cases_i``. Below B = 3 it cannot be told. Coverage at 95 % is 94
    to 97 in 100 for waits spread like an exponential; for tails as long as a lognormal's with a standard deviation of
    1.7 of the log it falls to 91 in 100 under 40 people.

    Parameters
    ----------
    totals : ndarray, shape (people,)
        Sum over each person's cases, at least 0.
    cases : ndarray, shape (people,)
        Number of each person's cases, at least 1.
    level : float
        Confidence level [ratio].
    on_scheme : float, optional
        People on the scheme at any one time, to say how many would be needed; without it those looked at.

    Returns
    -------
    GroupAnswer
        The mean in the unit of `totals`, or why it cannot be told.
    """
    told = _estimate(totals, cases, level, on_scheme)
    return replace(told, touched=int(np.count_nonzero(totals)))


def _estimate(
    totals: NDArray[np.float64], cases: NDArray[np.float64], level: float, on_scheme: float | None
) -> GroupAnswer:
    people, every, number = len(totals), float(totals.sum()), float(cases.sum())
    mean = every / number
    if every <= 0:
        return GroupAnswer(0.0, 0.0, 0.0, people)
    off = (totals - mean * cases) ** 2
    squares = float(off.sum())
    carried = every * every / float(np.square(totals).sum())
    if squares <= 1e-12 * float(np.square(totals).sum()):
        # All people alike: nothing to estimate a variance from, and nothing that varies.
        low = high = 0.0
    else:
        carried = min(carried, squares * squares / float(np.square(off).sum()))
        low, high = -1.0, 1.0
    if carried < LEAST_BEARING:
        return GroupAnswer(None, None, None, people, few_carry(people, carried, on_scheme))
    spread = math.sqrt(squares * people / (people - 1)) / number
    reach = math.exp(student_quantile(level, carried) * spread / mean)
    return GroupAnswer(mean, mean * reach**low, mean * reach**high, people)


def ask_mean(totals: NDArray[np.float64], cases: NDArray[np.float64], question: Question, ask: Asking) -> Answer:
    """Answer how large the mean of cases is.

    Parameters
    ----------
    totals : ndarray, shape (people,)
        Sum over each person's cases.
    cases : ndarray, shape (people,)
        Number of each person's cases; people without any are left out.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        The mean in the unit of `totals`, for everybody and each group.
    """
    if undisclosed(totals, cases):
        return question.untold(NOT_DISCLOSED, ask, len(cases))
    cases = of_the_known(totals, cases)

    def one(column: NDArray[np.float64]) -> GroupAnswer:
        rows = np.flatnonzero(column * cases)
        if not len(rows):
            return nothing(question.empty)
        return case_mean(totals[rows], cases[rows], ask.level, ask.members.on_scheme)

    answer = assemble(map(one, ask.members.matrix.T), question, ask)
    return with_added(answer, to_ratio(totals, cases) if ask.keep_added else None)
