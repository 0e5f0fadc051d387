"""Questions that can be asked of a scheme, and those that cannot."""

from __future__ import annotations

import pytest

from custodes.errors import UsageRefused
from custodes.measures.answer import Answer, cannot_tell
from custodes.study.question_asked import check_question

ANSWERS = {
    "burden_h_per_week": Answer(1.0, 0.5, 2.0, "hour per week", 20),
    "trail_fixes_held_at_end": cannot_tell("does not apply: this scheme records no positions", unit="fixes"),
    "share_accused_within.365d": cannot_tell("these records cover 60 days, and 365 are needed", unit="share"),
    "detections_share": cannot_tell("too few people carry this figure", unit="share"),
}


def _problem(key):
    with pytest.raises(UsageRefused) as refused:
        check_question(key, ANSWERS)
    (problem,) = refused.value.problems
    assert problem.seen == key
    return problem


def test_a_question_that_is_answered_or_may_be_in_another_world_is_let_pass():
    check_question("burden_h_per_week", ANSWERS)
    check_question("detections_share", ANSWERS)


def test_an_unknown_question_is_refused_with_the_nearest():
    problem = _problem("burden_h_per_weak")
    assert problem.code == "unknown-question"
    assert 'did you mean "burden_h_per_week"?' in problem.hint


@pytest.mark.parametrize(
    ("key", "hint"), [("trail_fixes_held_at_end", "another scheme"), ("share_accused_within.365d", "more days")]
)
def test_a_question_that_no_world_can_answer_is_refused_with_its_reason(key, hint):
    problem = _problem(key)
    assert problem.code == "question-untold"
    assert ANSWERS[key].cannot_tell in problem.wrong
    assert hint in problem.hint
