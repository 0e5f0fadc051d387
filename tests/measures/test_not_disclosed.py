"""Which questions stay open, and what would answer them."""

from __future__ import annotations

import numpy as np

from custodes.measures.answer import cannot_tell
from custodes.measures.not_disclosed import NEEDS, questions_open
from custodes.records.kinds import KINDS
from tests.measures.disclosed_builder import disclosed


def test_what_is_asked_for_are_columns_of_the_kinds():
    assert all(set(need.columns) <= set(KINDS[need.kind]) for need in NEEDS)
    assert all(need.request.startswith("Please give") for need in NEEDS)


def test_only_what_is_missing_is_asked_for():
    held = disclosed(1, reviews={"person": np.zeros(1, np.int32), "due": np.zeros(1), "done": np.zeros(1)})
    why = cannot_tell("no column", unit="share")
    found = questions_open(held, {"reviews_without_reasons_share": why})
    (reviews,) = [each for each in found if each.kind == "reviews"]
    assert reviews.columns == ("reasons",)
    assert reviews.ids == ("reviews_without_reasons_share",)
    assert {each.kind for each in found} >= {"checks", "alerts", "bills"}
