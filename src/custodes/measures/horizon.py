"""To what share of people something has happened within so many days of joining."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.added import to_share_by_day
from custodes.measures.asking import HOURS_PER_DAY
from custodes.measures.per_person import NOT_DISCLOSED, assemble, nothing, undisclosed, with_added
from custodes.measures.survival import share_by_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer, GroupAnswer
    from custodes.measures.asking import Asking
    from custodes.measures.per_person import Question
    from custodes.records.tables import Records


@dataclass(frozen=True)
class Watch:
    """How long people were watched.

    Attributes
    ----------
    days : float
        Length of the period [day].
    of_each_d : ndarray, shape (people,)
        How long each was watched [day]; 0 for those of whom it is not asked.
    """

    days: float
    of_each_d: NDArray[np.float64]


def watch(records: Records, among: NDArray[Any] | None = None) -> Watch:
    """Find how long people were watched.

    Parameters
    ----------
    records : Records
        The records.
    among : ndarray of bool, shape (people,), optional
        Of whom it is asked; without it, of everybody.

    Returns
    -------
    Watch
        From joining, or from the start for people who were there then, to leaving or the end.
    """
    watched_d = (records.people["left_h"] - records.people["joined_h"]) / HOURS_PER_DAY
    return Watch(records.days, watched_d if among is None else np.where(among, watched_d, 0.0))


def ask_by_day(event_d: NDArray[Any], horizon_d: int, watched: Watch, question: Question, ask: Asking) -> Answer:
    """Answer to what share of people it has happened within so many days of joining.

    Parameters
    ----------
    event_d : ndarray, shape (people,)
        When it first happened to each [day from joining], NaN never.
    horizon_d : int
        The day asked for [day].
    watched : Watch
        How long people were watched.
    question : Question
        What is asked.
    ask : Asking
        How it is asked.

    Returns
    -------
    Answer
        The share [ratio], for everybody and each group.
    """
    if undisclosed(watched.of_each_d):
        return question.untold(NOT_DISCLOSED, ask, len(event_d))
    if watched.days < horizon_d:
        why = f"these records cover {watched.days:g} days, and {horizon_d} are needed to answer this"
        return question.untold(why, ask, len(event_d))
    asked = watched.of_each_d > 0

    def one(column: NDArray[np.float64]) -> GroupAnswer:
        rows = asked & (column > 0)
        if not rows.any():
            return nothing(question.empty)
        return share_by_day(event_d[rows], watched.of_each_d[rows], horizon_d, ask.level, ask.members.on_scheme)

    answer = assemble((one(column) for column in ask.members.matrix.T), question, ask)
    added = to_share_by_day(event_d, watched.of_each_d, horizon_d) if ask.keep_added else None
    return with_added(answer, added)
