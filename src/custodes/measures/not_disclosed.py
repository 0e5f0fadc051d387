"""What was not disclosed: each question that records leave open, what it would take, and words that ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.needs import NEEDS, ROW_WORDS
from custodes.measures.per_person import NO_TRUTH
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.measures.needs import Need
    from custodes.records.disclosed import Disclosed


@dataclass(frozen=True)
class Open:
    """A question that these records leave open.

    Attributes
    ----------
    question : str
        What cannot be told, and why that matters.
    ids : tuple of str
        Answers that wait for it.
    kind : str
        The kind of record that would be needed.
    columns : tuple of str
        What of it is missing.
    request : str
        A sentence for a request for information about everybody.
    request_own : str
        A sentence for a person's request for access to their own file; "" where it is not about one person.
    """

    question: str
    ids: tuple[str, ...]
    kind: str
    columns: tuple[str, ...]
    request: str
    request_own: str


def questions_open(disclosed: Disclosed, answers: Mapping[str, Answer]) -> list[Open]:
    """List the questions that cannot be answered because of what was not disclosed.

    A question is open when columns that it needs are not there, or are blank throughout (but for times, whose blank
    says that they never came), and an answer that does apply has no value; without any of its answers, when the columns
    are not there. A question about what really happened is open when an answer says that the records do not tell.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    answers : mapping of str to Answer
        What was told, by id; empty to go by the columns alone.

    Returns
    -------
    list of Open
        In the order of `NEEDS`.
    """
    found = []
    for need in NEEDS:
        mine = [key for key in answers if covers(need, key)]
        if need.truth:
            waiting = tuple(key for key in mine if answers[key].cannot_tell == NO_TRUTH)
            if waiting:
                found.append(_open(need, need.columns, waiting))
            continue
        missing = missing_columns(disclosed, need)
        waiting = tuple(key for key in mine if _untold(answers[key]))
        if missing and (waiting or not mine):
            found.append(_open(need, missing, waiting))
    return found


def covers(need: Need, identifier: str) -> bool:
    """Say whether an answer waits for what a need lists.

    Parameters
    ----------
    need : Need
        The need.
    identifier : str
        Id of an answer.

    Returns
    -------
    bool
        Whether it is one of its ids, or begins with one and a full stop.
    """
    return any(identifier == each or identifier.startswith(f"{each}.") for each in need.ids)


def missing_columns(disclosed: Disclosed, need: Need) -> tuple[str, ...]:
    """List the columns that a need lacks.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    need : Need
        The need.

    Returns
    -------
    tuple of str
        Columns that are not there or are blank throughout; all of them when there is no such kind of record.
    """
    if need.kind not in KINDS or not disclosed.rows(need.kind):
        return need.columns
    return tuple(name for name in need.columns if _blank(disclosed, need.kind, name))


def _blank(disclosed: Disclosed, kind: str, name: str) -> bool:
    column = disclosed.column(kind, name)
    if column is None:
        return True
    if KINDS[kind][name].type == "time":
        return False  # a time that is blank throughout says that it never came
    return bool(np.isnan(column).all() if column.dtype.kind == "f" else (column < 0).all())


def _untold(answer: Answer) -> bool:
    return answer.value is None and not answer.does_not_apply


def _open(need: Need, columns: tuple[str, ...], ids: tuple[str, ...]) -> Open:
    words = need.words or "; ".join(KINDS[need.kind][name].about for name in columns)
    rows = need.rows or ROW_WORDS[need.kind]
    return Open(
        question=f"{need.question}; it matters because {need.why}",
        ids=ids,
        kind=need.kind,
        columns=columns,
        request=(
            f"Under the Freedom of Information Act 2000, please give for {rows} in [period]: {words}. Without names, "
            "with a made-up number for each person that is the same in all tables, as a spreadsheet or CSV."
        ),
        request_own=_own(rows, words) if need.own else "",
    )


def _own(rows: str, words: str) -> str:
    return (
        f"Under Article 15 of the UK GDPR and section 45 of the Data Protection Act 2018, please give for {rows} about "
        f"me: {words}."
    )
