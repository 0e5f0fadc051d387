"""Limits that others have set, against numbers that they give themselves, and what a reader of scores is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.answer import Answer
from custodes.measures.score_limits import verdict
from custodes.measures.score_notes import score_notes
from custodes.measures.score_sets import Scores
from custodes.measures.scores import ask_scores
from tests.measures.score_builder import made


def _all_compared(people, passed=0):
    left, right = np.triu_indices(people, 1)
    other = np.zeros(len(left))
    other[np.flatnonzero((left % 2 == 0) & (right == left + 1))[:passed]] = 0.9
    return Scores(np.full(people, 0.9), other, np.arange(people), left, right, people)


@pytest.mark.parametrize(("people", "wanted"), [(246, "met"), (245, "cannot tell")])
def test_so_many_people_all_compared_vouch_for_one_in_ten_thousand(people, wanted):
    # biometricITC/cPP-biometrics issue 306: 246 people give 30,135 pairs, and 3 / 10^-4 comparisons are asked.
    found = ask_scores(_all_compared(people), threshold=0.5).answers["limit.niap.fmr"]
    assert found.verdict == wanted
    assert wanted == "met" or "as 246 people make" in found.cannot_tell


def test_eighty_in_a_hundred_ask_for_fewer_comparisons_than_ninety_five():
    # ln(0.2) / ln(1 - 10^-4) is 16,094 comparisons, as 180 people make; for 0.95 it is 29,956.
    found = ask_scores(_all_compared(180), threshold=0.5).answers
    assert (found["limit.fido.fmr"].verdict, found["limit.niap.fmr"].verdict) == ("met", "cannot tell")
    assert ask_scores(_all_compared(179), threshold=0.5).answers["limit.fido.fmr"].verdict == "cannot tell"


def test_as_many_false_matches_as_make_one_in_a_hundred_are_not_met_by_any_rule():
    left, right = np.triu_indices(100, 1)
    other = np.where((left + right) % 100 == 0, 0.9, 0.1)  # of each person with one other
    found = ask_scores(Scores(np.full(100, 0.9), other, np.arange(100), left, right, 100), threshold=0.5).answers
    for rule in ("niap", "fido", "sp800_63a_4", "sp800_63b_4"):
        assert found[f"limit.{rule}.fmr"].verdict == "not met"


def _nobody(people, passed):
    return replace(_all_compared(people, passed=passed), person=None, left=None, right=None)


def test_scores_of_nobody_have_no_interval_and_no_verdict():
    found = ask_scores(_nobody(30, passed=3), threshold=0.5).answers
    assert found["limit.sp800_63a_4.fmr"].verdict == "cannot tell"
    assert "whose the scores are is not said" in found["limit.sp800_63a_4.fmr"].cannot_tell


@pytest.mark.parametrize("of", [_nobody, _all_compared])
@pytest.mark.parametrize(
    ("people", "passed", "niap", "fido"),
    [
        # With one false match 95 % ask for 47,437 comparisons and 80 % for 29,943: 309 and 246 people all compared.
        (245, 1, "cannot tell", "cannot tell"),
        (246, 1, "cannot tell", "met"),
        (308, 1, "cannot tell", "met"),
        (310, 1, "met", "met"),
        # Two are expected of 19,900; six or more come by chance in fewer than one of twenty such files.
        (200, 6, "not met", "not met"),
        (200, 3, "cannot tell", "cannot tell"),
    ],
)
def test_rules_that_take_comparisons_for_independent_do_so_with_errors_and_whoever_they_are_of(
    of, people, passed, niap, fido
):
    found = ask_scores(of(people, passed=passed), threshold=0.5).answers
    assert found["limit.niap.fmr"].verdict == niap
    assert found["limit.fido.fmr"].verdict == fido
    assert "independent" in found["limit.niap.fmr"].sources[0]


def test_how_many_comparisons_would_do_is_said_with_errors_too():
    told = ask_scores(_nobody(245, passed=1), threshold=0.5).answers["limit.niap.fmr"]
    assert "1 of 29,890 comparisons passed, and the interval from" in told.cannot_tell
    assert "comparisons at the same value, as" in told.cannot_tell


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        # The rule of three: n log(1 - 0.5) / log(1 - 0.01) people.
        (Answer(0.0, 0.0, 0.5, "share", 10), "with about 690 people and still none it would be met"),
        # The interval has to shrink from 0.01 to 0.005 above the value: four times the people.
        (Answer(0.005, 0.001, 0.015, "share", 50), "with about 200 people at the same value it could be told"),
        (Answer(0.01, 0.001, 0.015, "share", 50), "no number of people would tell"),
        (Answer(0.005, 0.001, 0.015, "share", 0), "more people would be needed"),
        (Answer(0.0, 0.0, 1.0, "share", 3), "more people would be needed"),
        (Answer(0.00999, 0.001, 0.03, "share", 600), "it would take more people than any scheme has"),
        (Answer(0.0, 0.0, 0.9999999, "share", 900), "it would take more people than any scheme has"),
        # One-sided: too few people carry the errors for more than "at most".
        (Answer(0.005, 0.0, 0.09, "share", 60), "cannot be reckoned from so few"),
    ],
)
def test_what_cannot_be_told_says_how_many_people_it_would_take(answer, wanted):
    told = verdict(answer, 0.01)
    assert told.verdict == "cannot tell"
    assert told.cannot_tell.endswith(wanted)


def test_a_one_sided_limit_is_said_to_be_at_most():
    told = verdict(Answer(0.005, 0.0, 0.09, "share", 60), 0.01)
    assert told.cannot_tell.startswith("it is at most 0.09 and the limit is 0.01; too few people carry these errors")


def test_groups_alike_meet_the_limit_and_few_people_cannot_tell():
    many = made(people=300, each=60, others=0, spread=0.2)
    assert ask_scores(many, threshold=4.5).answers["limit.sp800_63a_4.group_fnmr"].verdict == "met"
    few = ask_scores(made(people=33, others=0), threshold=4.5).answers["limit.sp800_63a_4.group_fnmr"]
    assert few.verdict == "cannot tell"
    assert "limit 1.25; with about" in few.cannot_tell


def test_notes_name_what_is_missing_and_groups_of_few():
    some = made(people=12)
    (group,) = some.attributes
    some = replace(some, attributes=(replace(group, people=np.arange(12) % 3), replace(group, name="age_band")))
    notes = score_notes(some, ask_scores(some, threshold=3.0))
    assert any("Fewer than 10 people are in 3 of the groups: such" in note for note in notes)
    assert not any("whose scores these are" in note for note in notes)
    nobody = replace(some, person=None, left=None, right=None, attributes=())
    assert "do not say whose scores these are" in score_notes(nobody, ask_scores(nobody, threshold=3.0))[0]
    one_side = replace(some, left=None, right=None)
    assert "not both people of each non-mated one" in score_notes(one_side, ask_scores(one_side, threshold=3.0))[0]
