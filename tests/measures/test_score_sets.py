"""Scores taken out of a disclosure."""

from __future__ import annotations

from custodes.measures.score_sets import scores_of
from custodes.measures.scores import ask_scores
from tests.measures.disclosed_builder import disclosed


def test_attempts_of_rows_that_name_nobody_are_counted_by_their_own_group():
    # The list of people has the groups in another order, and one group is of references alone.
    made = disclosed(
        5,
        groups={"group": (["b", "a"], [0, 0, 1, 1, 0])},
        scores={
            "score": [0.9, None, 0.8, 0.1, 0.3, 0.2],
            "mated": [1, 1, 1, 0, 1, 0],
            "group": ["a", "a", "b", "a", "b", "b"],
            "other_group": ["a", "a", "b", "c", "b", "c"],
        },
    )
    groups = ask_scores(scores_of(made), threshold=0.5).answers["fta"].by_group["group"]
    assert (groups["a"].value, groups["b"].value) == (0.5, 0.0)
    assert groups["c"].cannot_tell


def test_a_comparison_that_was_made_is_an_attempt_whatever_is_said_of_enrolment():
    made = disclosed(
        3,
        scores={
            "score": [0.1, 0.1, 0.9, None],
            "mated": 1,
            "person": [0, 0, 1, 2],
            "enrolled": [0, 1, 1, 0],
            "acquired": [1, 1, 1, 0],
        },
    )
    scores = scores_of(made)
    assert scores.attempts.tried.tolist() == [2, 1, 0]
    assert ask_scores(scores, threshold=0.5).answers["frr"].people == 2


def test_a_column_of_groups_that_is_blank_throughout_is_none():
    table = {"score": [0.9, None, 0.1], "mated": [1, 1, 0], "group": [None] * 3}
    answer = ask_scores(scores_of(disclosed(2, scores=table)), threshold=0.5).answers["fta"]
    assert (answer.value, answer.by_group) == (0.5, {})
