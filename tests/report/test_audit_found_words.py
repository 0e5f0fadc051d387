"""Each answer that only disclosed records can give has words of its own and a section of the page."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.audit import ask_audit
from custodes.report.audit_found_words import FOUND
from custodes.report.audit_topics import topic_of
from custodes.report.audit_words import audit_question
from tests.measures.disclosed_builder import asking, day, disclosed

IDS = tuple(ask_audit(disclosed(2, 10.0, contacts={"person": np.arange(2), "time": day(1)}), asking(2)).answers)


@pytest.mark.parametrize("identifier", IDS)
def test_it_has_words_and_a_section(identifier):
    said = audit_question(identifier)
    assert said.how.endswith(".")
    assert said.words[0].islower() or said.words.startswith("Wi-Fi")
    assert "_" not in said.words
    assert topic_of(identifier) is not None


def test_no_words_are_left_over():
    assert set(FOUND) <= set(IDS)
