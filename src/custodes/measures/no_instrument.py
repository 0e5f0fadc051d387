"""Schemes in which nobody is made to wear or do anything: what they cannot be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from custodes.measures.answer import GroupAnswer
from custodes.measures.groups import NO_GAP
from custodes.measures.per_person import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

NO_ALERTS: Final = "does not apply: nobody is made to wear or do anything in this scheme, so nothing raises an alert"

ABOUT_ALERTS: Final = (
    "alerts_per_person_month",
    "responses_per_person_year",
    "false_accusations_per_person_year",
    "alert_precision",
    "alerts_about_absence_share",
    "share_accused_within",
    "accusations_borne_by_top",
    "group_gap.max_over_geomean.false_accusations",
    "group_gap.max_minus_min.false_accusations",
    "group_gap.gini.false_accusations",
    "detections_share",
    "detection_delay_days",
    "burden_h_per_week.responding",
    "cost_gbp.per_true_detection",
)
"""Beginnings of the ids of answers that are about alerts, and about what is noticed by one."""

HELD: Final = "burden_h_per_week.detained"


def without_alerts(found: Mapping[str, Answer], records: Records, ask: Asking) -> dict[str, Answer]:
    """Say of every question about alerts that it does not apply, where there is no instrument that could raise one.

    Nothing counted would be a true zero, but a zero beside another scheme's rate reads as a merit of the scheme and not
    as the absence of what is asked.

    Parameters
    ----------
    found : mapping of str to Answer
        All answers by id.
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        The same answers, those about alerts replaced for a scheme with no instrument.
    """
    if "no_instrument" not in records.parts:
        return dict(found)
    return {name: _untold(answer, ask) if _is_about(name, records) else answer for name, answer in found.items()}


def _is_about(name: str, records: Records) -> bool:
    if name == HELD:
        return "held" not in records.parts
    return any(name == beginning or name.startswith(f"{beginning}.") for beginning in ABOUT_ALERTS)


def _untold(answer: Answer, ask: Asking) -> Answer:
    said = Question(answer.unit, answer.rests_on).untold(NO_ALERTS, ask)
    return said if answer.permuted is None else replace(said, permuted=GroupAnswer(None, None, None, 0, NO_GAP))
