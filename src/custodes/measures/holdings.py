"""What is held of people at the end of the period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.per_person import Question, ask_rate
from custodes.measures.rate import Kind
from custodes.measures.rests import CHECKS, COHORT, KEPT

if TYPE_CHECKING:
    from custodes.measures.answer import Answer, GroupAnswer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records


def holdings(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many photographs of people are held at the end of the period.

    The sum over people; its interval is that of the mean of a person, times the number of people.

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
    mean = ask_rate(held, np.ones(len(held)), question, ask, Kind(chance=False))

    def times(one: GroupAnswer) -> GroupAnswer:
        if one.value is None or one.low is None or one.high is None:
            return one
        return replace(one, value=one.value * one.people, low=one.low * one.people, high=one.high * one.people)

    groups = {of: {group: times(one) for group, one in found.items()} for of, found in mean.by_group.items()}
    if mean.value is None or mean.low is None or mean.high is None:
        return {name: replace(mean, by_group=groups)}
    low, high = mean.low * mean.people, mean.high * mean.people
    return {name: replace(mean, value=mean.value * mean.people, low=low, high=high, by_group=groups)}
