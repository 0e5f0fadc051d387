"""The desks at which people decide: what they overturn, how long a case waits, what is left at the end."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import Answer
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_share, assemble, nothing, per_person, rows_of
from custodes.measures.quantile import case_quantile
from custodes.measures.rests import ALERT_CHAIN, RAISED, REVIEW
from custodes.records.tables import DESKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import GroupAnswer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

NO_DESK: Final = {
    "review": "does not apply: in this scheme nobody reviews a failed check",
    "casework": "does not apply: this scheme has no casework desk",
}
LATE: Final = 0.95
"""The quantile of waits that is asked for: one case in twenty waits longer [ratio]."""

RESTS: Final = {"review": RAISED, "casework": ALERT_CHAIN["handled"]}


def desk(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what reviewers overturn, how long cases wait, and how the desks stand at the end.

    A wait runs from a case's arrival until somebody takes it up. Cases that nobody had taken up by the end of the
    period have no wait yet: they are left out of the waits, which are then too short, and stand in
    ``desk_backlog_end``. Backlog and utilisation (``hours worked / hours staffed``) are of the desk, not of people:
    they are what was counted, and have no interval by person because cases of different people wait for each other;
    both ends equal the value.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``review_overturned_share`` [ratio], ``*_wait_h.mean`` and ``.p95`` [hour], ``desk_backlog_end.*`` [cases] and
        ``desk_utilisation.*`` [ratio].
    """
    overturned = Question("share", REVIEW, "no failed check was reviewed in this period")
    tallies = records.tallies
    codes = set(records.desks["desk"].tolist())
    found = {
        "review_overturned_share": ask_share(tallies["reviews_overturned"], tallies["reviews"], overturned, ask)
        if DESKS.index("review") in codes
        else overturned.untold(_lacking("review", records), ask)
    }
    for code, name in enumerate(DESKS):
        if code in codes:
            found.update(_waits(records, code, ask))
            found.update(_state(records, code, ask))
        else:
            found.update(_no_desk(name, records, ask))
    return found


def _lacking(name: str, records: Records) -> str:
    """Say that there is no such desk, or only none in these records."""
    return NOT_DISCLOSED if name in records.parts and not records.has_truth else NO_DESK[name]


def _no_desk(name: str, records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer for a desk that the records do not have."""
    units = {
        f"{name}_wait_h.mean": "hour",
        f"{name}_wait_h.p95": "hour",
        f"desk_backlog_end.{name}": "cases",
        f"desk_utilisation.{name}": "share",
    }
    return {key: Question(unit, RESTS[name]).untold(_lacking(name, records), ask) for key, unit in units.items()}


def _waits(records: Records, code: int, ask: Asking) -> dict[str, Answer]:
    """Answer how long cases of one desk wait, with people as the unit."""
    name = DESKS[code]
    question = Question("hour", RESTS[name], "no case was taken up in this period")
    cases = records.cases
    if "started_h" not in cases:
        why = question.untold(NOT_DISCLOSED, ask)
        return {f"{name}_wait_h.mean": why, f"{name}_wait_h.p95": why}
    taken = np.flatnonzero((cases["desk"] == code) & ~np.isnan(cases["started_h"]))
    wait_h = (cases["started_h"][taken] - cases["arrived_h"][taken]).astype(np.float64)
    rows = rows_of(cases["person"][taken], records.people["person"])
    people = len(ask.members.matrix)
    mean = ask_mean(per_person(rows, people, wait_h), per_person(rows, people), question, ask)
    order = np.argsort(wait_h, kind="stable")
    ordered, of = wait_h[order], rows[order]

    def late(rows: NDArray[np.intp]) -> GroupAnswer:
        if not len(rows):
            return nothing(question.empty)
        return case_quantile(ordered[rows], of[rows], LATE, ask.level, ask.members.on_scheme)

    p95 = assemble(map(late, _by_column(of, ask)), question, ask)
    return {f"{name}_wait_h.mean": mean, f"{name}_wait_h.p95": p95}


def _by_column(of: NDArray[np.int64], ask: Asking) -> list[NDArray[np.intp]]:
    """Split cases by the columns of the members, in their order, in one pass an attribute."""
    matrix = ask.members.matrix
    parts: list[NDArray[np.intp]] = [np.arange(len(of))]
    for attribute in ask.members.attributes:
        columns = ask.members.all_of(attribute)
        code = (matrix[:, columns] @ np.arange(1.0, len(columns) + 1)).astype(np.int8)[of]
        order = np.argsort(code, kind="stable")
        ends = np.searchsorted(code[order], np.arange(1, len(columns) + 2))
        parts.extend(order[first:last] for first, last in pairwise(ends))
    return parts


def _state(records: Records, code: int, ask: Asking) -> dict[str, Answer]:
    """Answer how one desk stands at the end and how busy it was."""
    name = DESKS[code]
    row = records.desks["desk"].tolist().index(code)
    staffed_h, worked_h = float(records.desks["staffed_h"][row]), float(records.desks["worked_h"][row])
    people = len(ask.members.matrix)
    busy, left = Question("share", RESTS[name]), float(records.desks["backlog_end"][row])
    found = {
        f"desk_backlog_end.{name}": Question("cases", RESTS[name]).untold(NOT_DISCLOSED, ask, people)
        if math.isnan(left)
        else counted(left, "cases", RESTS[name], people, ask)
    }
    key = f"desk_utilisation.{name}"
    if math.isnan(staffed_h):
        found[key] = busy.untold(NOT_DISCLOSED, ask, people)
    elif staffed_h > 0:
        found[key] = counted(worked_h / staffed_h, "share", RESTS[name], people, ask)
    else:
        found[key] = busy.untold("nobody was on duty at this desk in this period", ask, people)
    return found


def counted(value: float, unit: str, rests_on: tuple[str, ...], people: int, ask: Asking) -> Answer:
    """Answer with what was counted of the whole scheme, which has no interval by person.

    Parameters
    ----------
    value : float
        The count or amount.
    unit : str
        Its unit in words.
    rests_on : tuple of str
        Prefixes of the quantities that it depends on.
    people : int
        Number of people on the scheme.
    ask : Asking
        How the question was asked.

    Returns
    -------
    Answer
        Both ends of its interval equal the value.
    """
    return Answer(value, value, value, unit, people, ask.level, rests_on=rests_on)
