"""Each answer that only disclosed records can give has words of its own and a section of the page."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.audit import Settings, look
from custodes.measures.audit import ask_audit
from custodes.measures.score_sets import Scores
from custodes.measures.scores import ask_scores
from custodes.records import kinds
from custodes.report.audit_first import LEADS
from custodes.report.audit_found_words import ALERT_CAUSES, DATA, FOUND
from custodes.report.audit_recognition import ACCUSES, MISSES
from custodes.report.audit_topics import RECOGNITION, TOPICS, family, topic_of
from custodes.report.audit_words import audit_question
from tests.measures.disclosed_builder import asking, day, disclosed

RECORDS = disclosed(2, 10.0, contacts={"person": np.arange(2), "time": day(1)})
IDS = tuple(ask_audit(RECORDS, asking(2)).answers)


@pytest.mark.parametrize("identifier", IDS)
def test_it_has_words_and_a_section(identifier):
    said = audit_question(identifier)
    assert said.how.endswith(".")
    assert said.words[0].islower() or said.words.startswith("Wi-Fi")
    assert "_" not in said.words
    assert topic_of(identifier) is not None


def test_no_words_are_left_over():
    assert set(FOUND) <= set(IDS)


@pytest.fixture(scope="module")
def every():
    scores = ask_scores(Scores(np.array([0.9]), np.array([0.1])))
    return {*look(RECORDS, None, Settings(resamples=1)).answers, *scores.answers}


def test_no_section_or_first_answer_waits_for_what_nothing_gives(every):
    assert {key for key, _ in LEADS} <= every
    families = {family(key) for key in every}
    assert {*RECOGNITION, *ACCUSES, *MISSES} <= families
    for topic in TOPICS:
        mine = [each for each in families if topic_of(each) is topic]
        left = [name for name in topic.families if not any(f"{each}_".startswith(f"{name}_") for each in mine)]
        assert left == []


def test_every_code_of_a_table_has_words():
    assert set(ALERT_CAUSES) == set(kinds.ALERT_CAUSES)
    assert set(DATA) == set(kinds.DATA_KINDS)
