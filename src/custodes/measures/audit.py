"""All questions of an audit that are not about scores, asked of one disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.measures.finding import Found
from custodes.measures.reviews_due import reviews_due

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

QUESTIONS: Final = (reviews_due,)
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
        tables.update(found.tables)
    return Found(answers, tuple(findings), tables)
