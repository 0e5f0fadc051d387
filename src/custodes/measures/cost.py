"""What a scheme costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import Answer
from custodes.measures.desk import counted
from custodes.measures.per_person import NO_TRUTH, NOT_DISCLOSED, Question, per_person, rows_of
from custodes.measures.rate import Kind, rate
from custodes.measures.rests import ALERT_CHAIN, COSTS
from custodes.measures.sums import sums

if TYPE_CHECKING:
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

NO_COSTS: Final = "no cost of this scheme is known: the scheme states none"
DEPENDS: Final = (*COSTS, *ALERT_CHAIN["acted_on"])


def cost(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what the scheme costs in all, for a person and day, and for each true absence noticed.

    The total is the bill of the period: what was counted, with no interval by person. What was redacted is a range of
    the scheme, and shows as one over worlds. The interval of the cost of a true detection is that of the number of
    detections.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``cost_gbp.total``, ``cost_gbp.per_person_day`` and ``cost_gbp.per_true_detection`` [GBP].
    """
    names = ("total", "per_person_day", "per_true_detection")
    question = Question("GBP", DEPENDS)
    people = len(ask.members.matrix)
    if "costs" in records.parts and not records.has_truth and len(records.costs["amount_gbp"]) == 0:
        return {f"cost_gbp.{name}": question.untold(NOT_DISCLOSED, ask, people) for name in names}
    if "costs" not in records.parts or len(records.costs["amount_gbp"]) == 0:
        return {f"cost_gbp.{name}": question.untold(NO_COSTS, ask, people) for name in names}
    total = float(records.costs["amount_gbp"].sum())
    days = float(records.tallies["on_scheme_d"].sum())  # NaN where not disclosed: then nothing is above 0
    return {
        "cost_gbp.total": counted(total, "GBP", DEPENDS, people, ask),
        "cost_gbp.per_person_day": counted(total / days, "GBP", DEPENDS, people, ask)
        if days > 0
        else question.untold(question.empty, ask, people),
        "cost_gbp.per_true_detection": _per_detection(records, total, question, ask),
    }


def _per_detection(records: Records, total: float, question: Question, ask: Asking) -> Answer:
    """Divide the bill by the true absences noticed."""
    if not records.has_truth:
        return question.untold(NO_TRUTH, ask)
    people = len(ask.members.matrix)
    rows = rows_of(records.absences["person"], records.people["person"])
    noticed = per_person(rows[~np.isnan(records.absences["noticed_h"])], people)
    (of,) = sums(noticed, np.ones(people), ask.members.matrix[:, :1])
    if of.k <= 0:
        return question.untold("no true absence was noticed in this period, whatever was spent", ask, people)
    found = rate(of, ask.level, Kind(scale=people), on_scheme=ask.members.on_scheme)
    if not found.low or not found.high:
        return question.untold(found.cannot_tell or "", ask, people)
    return Answer(
        *(total / of.k, total / found.high, total / found.low, "GBP", people, ask.level),
        rests_on=question.rests_on,
        touched=found.touched,
    )
