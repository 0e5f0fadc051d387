"""What was not disclosed: each question that stays open, what is missing, and a sentence that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.disclosed import Disclosed


@dataclass(frozen=True)
class Open:
    """A question that the records leave open.

    Attributes
    ----------
    question : str
        What stays open.
    ids : tuple of str
        Beginnings of the ids of the answers that wait for it.
    kind : str
        The kind of record that is missing, or lacks columns.
    columns : tuple of str
        What is missing of it.
    request : str
        A sentence that asks for it in a request for access or for information.
    """

    question: str
    ids: tuple[str, ...]
    kind: str
    columns: tuple[str, ...]
    request: str


NEEDS: Final = (
    Open(
        "For how long was each person monitored?",
        ("alerts_per_person_month", "failed_checks_per_person_year"),
        "people",
        ("started", "ended"),
        "Please give, for each person under a number in place of the name, when monitoring began and ended.",
    ),
    Open(
        "Are some groups of people accused more often than others?",
        ("group_gap",),
        "people",
        ("sex", "age_band", "region_of_birth"),
        "Please give the recorded sex, age band and region of birth of each numbered person, and say if none is kept.",
    ),
    Open(
        "How often did checks fail, and of what?",
        ("failed_checks_per_person_year", "checks_due_per_person_year"),
        "checks",
        ("due", "outcome"),
        "Please give every check with the time at which it fell due and what came of it, passed checks included.",
    ),
    Open(
        "How often does the machine reject the right person?",
        ("fnmr", "fmr", "eer", "fta"),
        "scores",
        ("score", "mated", "threshold", "acquired"),
        "Please give the comparison scores of the evaluation of the system, mated and non-mated, with the threshold in "
        "force and every failure to take a usable picture.",
    ),
    Open(
        "How many alerts were raised, and how many led to something?",
        ("alerts_per_person_month", "alerts_"),
        "alerts",
        ("raised", "cause", "triaged", "handled", "acted_on"),
        "Please give every alert with its cause and the times at which it was raised, triaged, handled and acted on.",
    ),
    Open(
        "How many alerts were found to be wrong, and how late?",
        ("alerts_cleared_share", "alert_cleared_delay_h"),
        "alerts",
        ("outcome", "cleared"),
        "Please give the outcome of every alert and, where it was found to be wrong, when that was recorded.",
    ),
    Open(
        "Was the decision to monitor reviewed in time, and with reasons?",
        ("reviews_",),
        "reviews",
        ("due", "done", "reasons"),
        "Please give, for every review of the decision to monitor, the day it was due, the day it was done and whether "
        "reasons were written.",
    ),
    Open(
        "What do people decide of what the machine failed?",
        ("review_", "desk_"),
        "desk",
        ("arrived", "started", "finished", "decision"),
        "Please give every failed check that a person looked at, with the times of arrival, start and "
        "decision, and what was decided.",
    ),
    Open(
        "Where do positions come from, and how precise are they?",
        ("fixes_", "positions_"),
        "positions",
        ("time", "precision_m", "satellites"),
        "Please give the times of recorded positions with their stated precision, satellites and source.",
    ),
    Open(
        "What is kept for longer than it should be?",
        ("holdings_", "fixes_used_share"),
        "holdings",
        ("since", "delete_by", "deleted", "used"),
        "Please give what is kept, since when, the day on which it is to be deleted, the day on which it was, and how "
        "much of it was ever opened for a decision.",
    ),
    Open(
        "To whom was it handed, and why?",
        ("disclosures_",),
        "disclosures",
        ("time", "recipient", "reason"),
        "Please give the log of disclosures: when, to whom, for what reason, and from when to when the data were.",
    ),
    Open(
        "For how many days was monitoring billed of people who were not monitored?",
        ("days_billed",),
        "bills",
        ("from", "until", "days"),
        "Please give the days billed for each numbered person.",
    ),
)
"""What each question needs, and how to ask for it."""


def questions_open(disclosed: Disclosed, answers: Mapping[str, Answer]) -> list[Open]:
    """List the questions that a disclosure leaves open.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    answers : mapping of str to Answer
        What could be told; only ids that cannot be told are named with a question.

    Returns
    -------
    list of Open
        One a question of which a kind of record or some of its columns is missing, with the columns that are.
    """
    found = []
    for need in NEEDS:
        held = set(disclosed.groups) if need.kind == "people" else set()
        missing = tuple(
            column for column in need.columns if not disclosed.has(need.kind, column) and column not in held
        )
        if missing:
            silent = tuple(
                key for key, answer in answers.items() if answer.cannot_tell is not None and key.startswith(need.ids)
            )
            found.append(Open(need.question, silent, need.kind, missing, need.request))
    return found
