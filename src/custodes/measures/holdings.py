"""What is held of people at the end of the period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.per_person import NOT_DISCLOSED, Question, assemble, nothing, undisclosed
from custodes.measures.rate import Kind, rate
from custodes.measures.rests import CHECKS, COHORT, KEPT
from custodes.measures.sums import sums

if TYPE_CHECKING:
    from custodes.measures.answer import Answer, GroupAnswer
    from custodes.measures.asking import Asking
    from custodes.measures.sums import Sums
    from custodes.records.tables import Records


def holdings(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many photographs of people are held at the end of the period.

    The sum over people; its interval is that of the mean of a person, times the number of people. Where too few people
    hold them for an interval, it is what was counted, and both ends equal the value.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``photographs_held_at_end`` [photographs].
    """
    name = "photographs_held_at_end"
    question = Question("photographs", (*COHORT, *CHECKS, *KEPT))
    if "photographs" not in records.parts:
        return {name: question.untold("does not apply: this scheme keeps no photographs", ask)}
    held = records.tallies["photographs_held"]
    if undisclosed(held):
        return {name: question.untold(NOT_DISCLOSED, ask, len(held))}
    groups = sums(held, np.ones(len(held)), ask.members.matrix)
    return {name: assemble((held_of(of, question, ask.level) for of in groups), question, ask)}


def held_of(of: Sums, question: Question, level: float) -> GroupAnswer:
    """Count what is held of the people of one group.

    Parameters
    ----------
    of : Sums
        Sums over people: what is held of each, out of one.
    question : Question
        What is asked.
    level : float
        Confidence level [ratio].

    Returns
    -------
    GroupAnswer
        The sum, with the interval of the mean of a person times the number of people.
    """
    if of.people <= 0:
        return nothing(question.empty)
    found = rate(of, level, Kind(scale=of.people, chance=False))
    if found.value is None:
        return replace(found, value=of.k, low=of.k, high=of.k, cannot_tell=None)
    return found
