"""Recognition from scores, against counts made by hand and scikit-learn."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import det_curve

from custodes.measures.score_crossing import equal_error_rate
from custodes.measures.score_notes import BY_OWN_THRESHOLD, score_notes
from custodes.measures.score_sets import Scores, scores_of
from custodes.measures.scores import ask_scores
from tests.measures.disclosed_builder import DAY, START, disclosed
from tests.measures.score_builder import made


def _normal(seed, count=20_000):
    stream = np.random.default_rng(seed)
    return stream.normal(5, 1, count), stream.normal(0, 1, count)


def test_the_equal_error_rate_is_that_of_the_normal_law_and_of_scikit_learn():
    mated, other = _normal(1, 200_000)
    found = equal_error_rate(np.sort(mated), np.sort(other)).value
    assert found == pytest.approx(0.00621, abs=0.0005)  # Phi(-2.5)
    fmr, fnmr, _ = det_curve(np.r_[np.ones(len(mated)), np.zeros(len(other))], np.r_[mated, other])
    i = np.argmin(np.abs(fmr - fnmr))
    assert found == pytest.approx((fmr[i] + fnmr[i]) / 2, abs=1e-5)


def test_both_errors_are_counted_at_the_threshold_with_ties():
    scores = Scores(np.array([0.2, 0.5, 0.5, 0.9]), np.array([0.1, 0.5, 0.7, 0.2]), None)
    found = ask_scores(scores, threshold=0.5).answers
    assert found["fnmr"].value == 0.25
    assert found["fmr"].value == 0.5
    assert found["fnmr"].low is None
    assert found["fnmr"].at_best is not None
    assert found["fta"].cannot_tell
    assert found["fnmr_at_fmr.1e-3"].cannot_tell


def test_the_false_non_match_rate_at_a_false_match_rate_holds_that_rate():
    mated, other = _normal(2)
    found = ask_scores(Scores(mated, other, None), threshold=2.5)
    at = np.sort(other)[-21]  # 20 of 20,000 lie above it
    assert found.answers["fnmr_at_fmr.1e-3"].value == np.mean(mated <= at)
    assert len(found.tables["det"]) == 1000
    rows = found.tables["det"]
    assert rows[0]["fnmr"] == 0
    assert rows[0]["fmr"] == 1
    assert all(a["fmr"] >= b["fmr"] and a["fnmr"] <= b["fnmr"] for a, b in pairwise(rows))


def test_scores_by_person_have_an_interval_by_person():
    person = np.repeat(np.arange(50), 40)
    refused = np.random.default_rng(3).random(2000) < np.repeat(np.linspace(0, 0.1, 50), 40)
    scores = Scores(np.where(refused, 0.1, 0.9), np.array([0.2, 0.3]), person)
    answer = ask_scores(scores, threshold=0.5).answers["fnmr"]
    assert answer.low < answer.value == refused.mean() < answer.high
    assert answer.people == 50


def test_a_figure_of_both_files_is_of_the_people_of_the_smaller():
    person, left = np.repeat(np.arange(4), 5), np.arange(50)
    mated, other = np.linspace(0.5, 0.9, 20), np.linspace(0.1, 0.6, 50)
    found = ask_scores(Scores(mated, other, person, left, (left + 1) % 50, 50), threshold=0.5)
    assert found.answers["eer"].people == 4
    assert {row["people"] for row in found.tables["det"]} == {4}
    assert {row["people"] for row in ask_scores(Scores(mated, other)).tables["det"]} == {0}


@pytest.mark.parametrize("empty", ["mated", "other"])
def test_without_one_kind_of_score_its_questions_cannot_be_told(empty):
    some, none = np.array([0.1, 0.4]), np.empty(0)
    scores = Scores(none, some, None) if empty == "mated" else Scores(some, none, None)
    found = ask_scores(scores, threshold=0.3)
    assert found.answers["eer"].cannot_tell
    assert found.answers["fnmr" if empty == "mated" else "fmr"].cannot_tell
    assert found.tables["det"] == []


def test_without_a_threshold_the_errors_at_it_cannot_be_told():
    found = ask_scores(Scores(np.array([0.5]), np.array([0.4]), None)).answers
    assert found["fmr"].cannot_tell
    assert found["fnmr"].cannot_tell


def test_scores_of_a_disclosure_count_what_was_not_acquired():
    nan = float("nan")
    table = {
        "score": np.array([0.9, nan, 0.4, 0.1]),
        "mated": np.array([1, 1, 1, 0], dtype=np.int8),
        "person": np.array([0, 0, 1, 1], dtype=np.int32),
        "threshold": np.array([0.5, 0.5, 0.5, 0.5]),
        "acquired": np.array([1, 0, 1, 1], dtype=np.int8),
    }
    scores = scores_of(disclosed(2, scores=table))
    assert scores.stated_threshold == 0.5
    assert scores.mated.tolist() == [0.9, 0.4]
    assert scores.attempts.failed.tolist() == [1, 0]
    changed = {**table, "threshold": np.array([0.5, 0.5, 0.6, 0.6])}
    assert np.isnan(scores_of(disclosed(2, scores=changed)).stated_threshold)
    assert scores.attempts.tried.tolist() == [2, 1]


def _changing(by=1.0):
    """Make scores of which the threshold is 2 up to the middle of the time, and then more by so much."""
    return made(
        people=90,
        others=9000,
        threshold=lambda table, _: np.where(np.asarray(table["time"]) > START + 50 * DAY, 2.0 + by, 2.0),
    )


def test_each_comparison_is_held_against_the_threshold_of_its_own_row_when_it_changed():
    scores = _changing()
    found = ask_scores(scores, resamples=20)
    passed = np.asarray(scores.table["score"]) >= np.asarray(scores.table["threshold"])
    mated, group = np.asarray(scores.table["mated"]) == 1, np.asarray(scores.table["person"]) % 3 == 0
    assert np.isnan(scores.stated_threshold)
    assert found.answers["fnmr"].value == np.mean(~passed[mated])
    assert found.answers["fmr"].value == np.mean(passed[~mated])
    assert found.answers["fnmr"].by_group["group"]["one"].value == np.mean(~passed[mated & group])
    assert found.answers["limit.niap.fmr"].verdict == "not met"
    for key in ("fnmr", "limit.sp800_63a_4.fnmr", "limit.niap.fmr", "group_gap.max_minus_min.fnmr"):
        assert BY_OWN_THRESHOLD in found.answers[key].sources
    assert any("The threshold changed" in note for note in score_notes(scores, found))


def test_equal_errors_and_curves_stay_with_the_scores_as_they_are():
    changed, steady = ask_scores(_changing(), resamples=20), ask_scores(_changing(by=0.0), resamples=20)
    assert changed.answers["eer"] == steady.answers["eer"]
    assert changed.tables["det"] == steady.tables["det"]
    assert BY_OWN_THRESHOLD not in changed.answers["eer"].sources


def test_that_nobody_was_refused_is_looked_for_by_the_thresholds_of_the_rows():
    def found(by):
        return {each.key: each for each in ask_scores(_changing(by), resamples=20).findings}["no-refusals"]

    assert found(1.0).count == 0
    assert found(-9.0).rule.startswith("no mated score lies below their own thresholds")


def test_a_threshold_that_is_given_goes_before_those_of_the_rows():
    scores = _changing()
    given = ask_scores(scores, threshold=2.0, resamples=20)
    assert given.answers["fnmr"].value == np.mean(scores.mated < 2.0)
    assert not any("The threshold changed" in note for note in score_notes(scores, given))


def test_rows_without_a_threshold_among_others_leave_it_unknown():
    scores = made(
        threshold=lambda table, _: np.where(np.arange(len(table["score"])) % 3, 2.0, np.nan) + (table["mated"])
    )
    assert scores.own_threshold is None
    assert ask_scores(scores, resamples=20).answers["fnmr"].value is None
