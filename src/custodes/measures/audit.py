"""All questions of an audit that are not about scores, asked of one disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.measures.alert_devices import alert_devices
from custodes.measures.alert_evidence import alert_evidence
from custodes.measures.alert_log import alert_log
from custodes.measures.billing import billing
from custodes.measures.finding import Found
from custodes.measures.image_desk import image_desk
from custodes.measures.keeping import keeping
from custodes.measures.people_listed import people_listed
from custodes.measures.position_log import position_log
from custodes.measures.published_totals import published_totals
from custodes.measures.reading_notes import reading_notes
from custodes.measures.reviews_due import reviews_due
from custodes.measures.sharing import sharing
from custodes.measures.unlabelled import unlabelled

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

QUESTIONS: Final = (
    alert_log,
    alert_evidence,
    alert_devices,
    unlabelled,
    reviews_due,
    image_desk,
    position_log,
    keeping,
    sharing,
    billing,
    published_totals,
    people_listed,
    reading_notes,
)
"""Every question, in the order of a report."""


def ask_audit(disclosed: Disclosed, ask: Asking) -> Found:
    """Ask everything of one disclosure.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        Answers, findings and tables of all questions; an answer is always there, with a value or with why it cannot be
        told.
    """
    answers: dict[str, Answer] = {}
    findings: list[Finding] = []
    tables: dict[str, list[dict[str, Any]]] = {}
    for question in QUESTIONS:
        found = question(disclosed, ask)
        answers.update(found.answers)
        findings.extend(found.findings)
        tables.update({name: rows for name, rows in found.tables.items() if rows})
    return Found(answers, tuple(findings), tables)
