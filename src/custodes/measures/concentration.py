"""What part of all events falls on the people who bear most."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import none_seen_at_most, student_quantile
from custodes.measures.per_person import NOT_DISCLOSED, assemble, nothing, undisclosed
from custodes.measures.sums import would_do

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.per_person import Question

LEAST_ON_TOP: Final = 4.0
"""Fewest people, in effect, who must make up the top part for it to get an interval."""


def top_share(
    descending: NDArray[np.float64], part: float, level: float, on_scheme: float | None = None
) -> GroupAnswer:
    """Estimate what part of all events falls on the people who bear most.

    With x the events of each person, h = ``part * n`` people on top and q the events of the last of them, the share is
    ``L = sum of the h largest / sum x`` (a fraction of a person bears that fraction of theirs). Its variance is that of
    ``(max(x - q, 0) + part * q - L x) / mean x`` over people (the Lorenz curve's influence function), the interval is
    on the logit scale and reaches Student's quantile with ``B - 1`` degrees of freedom, where B is the number of people
    who in effect make up the top. Over simulated schemes it covers the truth in 92 to 97 of 100.

    Even equal people have unequal luck: a share above `part` does not show that people differ.

    Parameters
    ----------
    descending : ndarray, shape (people,)
        Events of each person, largest first, not all 0.
    part : float
        Which part of the people is on top, below 1 [ratio].
    level : float
        Confidence level [ratio].
    on_scheme : float, optional
        People on the scheme at any one time, to say how many would be needed; without it those looked at.

    Returns
    -------
    GroupAnswer
        The share [ratio], or why it cannot be told.
    """
    told = _estimate(descending, part, level, on_scheme)
    return replace(told, touched=int(np.count_nonzero(descending)))


def _estimate(descending: NDArray[np.float64], part: float, level: float, on_scheme: float | None) -> GroupAnswer:
    people = len(descending)
    on_top = np.clip(part * people - np.arange(people), 0.0, 1.0) * descending
    carried = float(on_top.sum() ** 2 / np.square(on_top).sum())
    if carried < LEAST_ON_TOP:
        # Twice the bound, so that a sample of that size passes it even when the top is uneven.
        times = 2 * LEAST_ON_TOP / part * max(1.0, part * people / carried) / people
        why = (
            f"the top {part:.0%} of {people} people is too few: {carried:.1f} people in effect, and "
            f"{LEAST_ON_TOP:.0f} are needed; {would_do(people if on_scheme is None else on_scheme, times)}"
        )
        return GroupAnswer(None, None, None, people, why)
    every = float(descending.sum())
    share = min(float(on_top.sum()) / every, 1.0)
    last = descending[math.floor(part * people)]
    influence = np.maximum(descending - last, 0.0) + part * last - share * descending
    rest = 1 - share
    if rest < 1e-12:  # noqa: PLR2004
        return GroupAnswer(1.0, 1 - none_seen_at_most(carried, level), 1.0, people)
    spread = math.sqrt(float(np.square(influence).sum()) * people / (people - 1)) / every
    reach = student_quantile(level, carried) * spread / (share * rest)
    odds = math.log(share / rest)
    return GroupAnswer(share, 1 / (1 + math.exp(reach - odds)), 1 / (1 + math.exp(-reach - odds)), people)


def ask_top_share(events: NDArray[Any], part: float, question: Question, ask: Asking) -> Answer:
    """Answer what part of all events falls on the top part of the people.

    Parameters
    ----------
    events : ndarray, shape (people,)
        Events of each person.
    part : float
        Which part of the people is on top [ratio].
    question : Question
        What is asked; its `empty` says that there was no event.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        The share [ratio], for everybody and each group.
    """
    if undisclosed(events):
        return question.untold(NOT_DISCLOSED, ask, len(events))
    order = np.argsort(-events.astype(np.float64), kind="stable")
    descending = events[order].astype(np.float64)

    def one(column: NDArray[np.float64]) -> GroupAnswer:
        of = descending[column[order] > 0]
        return top_share(of, part, ask.level, ask.members.on_scheme) if of.any() else nothing(question.empty)

    return assemble(map(one, ask.members.matrix.T), question, ask)
