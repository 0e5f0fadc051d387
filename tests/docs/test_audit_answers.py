"""The page of an audit's answers names every answer that an audit or a score file gives, with its unit and meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from custodes.disclosed.disclose import read_disclosed, read_one
from custodes.disclosed.records import records_of
from custodes.measures.asking import Asking, members
from custodes.measures.audit import ask_audit
from custodes.measures.score_sets import scores_of
from custodes.measures.scores import ask_scores
from custodes.report.audit_words import audit_question
from tests.docs.pages import DOCS, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer


def _rows(answers: Mapping[str, Answer]) -> list[str]:
    rows = []
    for key, answer in answers.items():
        said = audit_question(key)
        rows.append(f"| `{key}` | {answer.unit} | {said.words} | {said.how} |")
    return rows


def _written() -> list[str]:
    text = (DOCS / "reference" / "audit-answers.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `[^`]+` \|.*\|$", text, re.MULTILINE)


def test_every_answer_of_a_score_file_and_of_an_audit_is_on_the_page_and_no_other():
    scores = read_one(ROOT / "examples" / "scores" / "scores.csv", "scores", None)
    disclosed = read_disclosed(ROOT / "examples" / "audit")
    asked = ask_audit(disclosed, Asking(members(records_of(disclosed)), resamples=10))
    compared = ask_scores(scores_of(scores), threshold=0.6, resamples=10)
    assert _written() == [*_rows(compared.answers), *_rows(asked.answers)]
