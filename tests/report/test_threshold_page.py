from __future__ import annotations

import math
import re

import pytest

from custodes.report.threshold_amounts import apart
from custodes.report.threshold_page import threshold_page
from custodes.report.threshold_words import first_words, notes
from custodes.scheme.absconding_share import share_within
from custodes.study.threshold import find_threshold
from custodes.study.threshold_axis import Axis
from custodes.study.threshold_world import ABSCONDING
from tests.report.pages import read
from tests.study.threshold_toys import DAY_H, EVERY, FORGETS, LOST, OTHER, SCHEME, Toy, counting, plan

ACCUSED = "share_accused_within.365d"

PILOT_D = 548.0
"""The time by which the pilot counted absconders, 18 months [day]."""


def found(answer, question=ACCUSED, unit="share", reach=0.01, **changes):
    toy = Toy(answer, reach=reach, unit=unit, called=question)
    return find_threshold(plan(question=question, **changes), rooms=toy.rooms, workers=1)


@pytest.fixture(scope="module")
def accused():
    return found(lambda values: 0.5 * values[FORGETS] * values[LOST] / 0.0224, line=0.05, draws=8)


def test_the_first_sentence_says_what_would_have_to_be_true_and_what_the_file_says(accused):
    words = first_words(accused)
    assert words.startswith(
        "For fewer than 5 in 100 people to be wrongly accused within 365 days on the scheme, “part of the checks that "
        "are forgotten (telephone)” would have to be at most "
    )
    basis = "which is an assumption: its file names no published figure as its source."
    assert f"The scheme's file says 4.47% (1% to 20%), {basis}" in words


def test_worlds_that_do_not_cross_are_told_at_once(accused):
    if accused.never:
        assert f"in {accused.never} of 8 no value searched is enough" in first_words(accused)
    assert any(each.startswith("Of 8 worlds the answer crosses the line in ") for each in notes(accused))


def test_the_notes_say_on_which_side_and_that_it_was_checked(accused):
    said = " ".join(notes(accused))
    assert re.search(r"At [\d.]+% and under, the answer is below the line of 5%; above that, it is not\.", said)
    assert "Checked: with" in said
    assert "From a finite number of people:" in said
    assert "10 synthetic people for 5 days in each run, in the central world, and 8 draws around it;" in said
    assert "The run has 10 people at any one time; the scheme has 2,500." in said


def test_none_is_told_with_where_the_answer_goes():
    words = first_words(found(lambda values: 0.5 + values[FORGETS], line=0.05))
    assert "no value of “part of the checks that are forgotten (telephone)” from 1% to 20% is enough" in words
    assert "the answer goes from 51% to 70%" in words
    words = first_words(found(lambda values: 0.1 * values[FORGETS], line=0.05))
    assert "any value of" in words
    assert "will do" in words


@pytest.mark.parametrize(
    ("question", "unit", "line", "begins"),
    [
        (
            "share_with_false_nonmatch_within.30d",
            "share",
            0.2,
            "For fewer than 20 in 100 people to have their own face",
        ),
        ("false_accusations_per_person_year.acted_on", "per person-year", 0.5, "For fewer than 0.5 false accusations"),
        ("review_wait_h.mean", "hour", 1.0, "For a failed check to wait for a reviewer less than 1 hour on average"),
        ("casework_wait_h.mean", "hour", 2.0, "For an alert to wait for a caseworker less than 2 hours on average"),
        ("burden_h_per_week", "hour per week", 2.0, "For the scheme to take less than 2 hours of a wearer's week"),
        (
            "detection_delay_days",
            "day",
            2.0,
            "For “days from the start of a true absence until it is acted on” to be below",
        ),
        ("cost_gbp.per_person_day", "GBP", 2.0, "For “cost for each person for each day” to be below £2"),
        ("alert_precision.acted_on", "share", 0.9, "For “alerts acted on that are not false” to be at least 90%"),
    ],
)
def test_what_is_wished_is_said_plainly(question, unit, line, begins):
    words = first_words(found(lambda values: line * (values[FORGETS] / 0.1), question, unit, line=line))
    assert words.startswith(begins)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (None, "to be lower than under “Reporting in person"),
        (-0.01, "by more than 1%"),
        (0.01, "by less than 1%"),
    ],
)
def test_against_another_scheme_the_difference_is_said(line, words):
    threshold = found(lambda values: values.get(FORGETS, 0.1), against=OTHER, line=line)
    assert words in first_words(threshold)
    assert "“Reporting by telephone”" in first_words(threshold)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (None, "to be no lower than under"),
        (-0.01, "by no more than 1%"),
        (0.01, "by 1% or more"),
    ],
)
def test_of_what_should_be_more_the_difference_is_said_too(line, words):
    threshold = found(lambda values: values.get(FORGETS, 0.1), "alert_precision.raised", against=OTHER, line=line)
    assert words in first_words(threshold)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (-0.03, "would have to be at least 3"),
        (0.03, "would have to be at most "),
        (0.0, "than under the other"),
    ],
)
def test_an_effect_is_said_in_percentage_points(line, words):
    question = "gone_unnoticed_days_per_person_year"
    threshold = found(
        lambda values: share_within(values[ABSCONDING], PILOT_D),
        question,
        "day per person-year",
        0.001,
        scheme=counting(),
        against=OTHER,
        vary="effect",
        line=line,
    )
    said = first_words(threshold)
    assert "the share of people who abscond within 18 months" in said
    assert words in said
    assert "No file states this number." in read(threshold_page(threshold)).text
    assert (
        "abscond within 18 months under reporting-in-person: there can be no effect below 7.23 percentage"
        in " ".join(notes(threshold))
    )


def test_an_effect_that_may_lie_beyond_the_range_is_not_called_lower_or_lower():
    on_effect = {"scheme": counting(), "against": OTHER, "vary": "effect", "line": 0.01}
    wide = found(lambda values: share_within(values[ABSCONDING], PILOT_D), "toy_h", "hour", 0.5, **on_effect)
    assert wide.open_low
    assert wide.open_high
    said = first_words(wide)
    assert "points lower or further to 15 percentage points higher or further)" in said


@pytest.mark.parametrize("draws", [1, 3])
def test_what_was_made_equal_is_said(draws):
    threshold = found(
        lambda values: values.get(FORGETS, 0.1),
        draws=draws,
        against=OTHER,
        line=None,
        equal="burden_h_per_week",
        by=f"{SCHEME}:schedule.every",
    )
    said = " ".join(notes(threshold))
    assert "is set to 10 days." in said
    assert ("was made the same under both in the central world: " in said) is (draws > 1)
    elsewhere = " In the draws behind the interval that value is kept, and what was made the same may differ."
    assert (elsewhere in said) is (draws > 1)


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("below", "For “failed checks looked at by a reviewer that the reviewer clears” to be below 5%, "),
        ("above", "For “failed checks looked at by a reviewer that the reviewer clears” to be at least 5%, "),
    ],
)
def test_a_side_that_was_given_is_said(side, words):
    threshold = found(lambda values: 0.5 * values[FORGETS], "review_overturned_share", line=0.05, side=side)
    assert first_words(threshold).startswith(words)
    page = read(threshold_page(threshold)).text
    assert "On which side of the line it is wanted was given by the user." in page
    assert f"--side={side}" in page


def test_several_crossings_and_gaps_are_said():
    def answer(values):
        return None if values[FORGETS] < 0.012 else 0.5 + 0.4 * math.sin(50.0 * values[FORGETS])

    said = " ".join(notes(found(answer, line=0.5)))
    assert "crosses the line 3 times in this range: this is the first from the low end" in said
    assert "no answer can be told, left out here: Too few people for this." in said


@pytest.mark.parametrize(
    ("turn", "must", "side"),
    [
        (
            -0.4,
            r"would have to be at most 6\.\d+% \([^)]*\), or from about 12\.\d+% to 1[89]\.?\d*%\.",
            r"At 6\.\d+% and under, the answer is below the line of 50%\.",
        ),
        (
            0.4,
            r"would have to be at least 6\.\d+% \([^)]*\), up to about 12\.\d+%, or from about 1[89]\.?\d*% to 20%\.",
            r"From 6\.\d+% to about 12\.\d+%, the answer is below the line of 50%; under that, it is not\.",
        ),
    ],
)
def test_with_several_crossings_nothing_is_said_of_all_that_lies_beyond_the_first(turn, must, side):
    threshold = found(lambda values: 0.5 + turn * math.sin(50.0 * values[FORGETS]), line=0.5)
    said = " ".join(notes(threshold))
    assert "above that, it is not" not in said
    assert re.search(side, said)
    assert re.search(must, first_words(threshold))


def test_an_answer_that_too_few_worlds_tell_has_no_interval_and_says_why(accused):
    del accused

    def answer(values):
        return None if values[LOST] > 0.03 else 0.5 * values[FORGETS]

    threshold = found(answer, line=0.05, draws=8)
    said, count = " ".join(notes(threshold)), threshold.without(None)
    assert count > 1
    assert f"No interval is given: in {count} of 8 worlds the answer cannot be told." in said
    assert f"in {count} of 8 the answer cannot be told" in first_words(threshold)
    assert "worlds without a crossing stand" not in said
    assert re.search(r"at most [\d.]+%\. ", first_words(threshold))
    assert "No interval is given" in read(threshold_page(threshold)).text


def test_worlds_that_go_the_other_way_round_are_said():
    def answer(values):
        return 0.1 - 0.5 * values[FORGETS] if values[LOST] > 0.03 else 0.5 * values[FORGETS]

    threshold = found(answer, line=0.05, draws=8)
    said, count = " ".join(notes(threshold)), threshold.reversed_worlds
    assert count > 1
    assert f"In {count} of 8 worlds it is the other way round. They bear out no value" in said
    assert f"in {count} of 8 it is the other way round" in first_words(threshold)
    assert "worlds without a crossing stand" not in said


def test_the_page_needs_nothing_else_and_runs_nothing(accused):
    html = threshold_page(accused)
    page = read(html)
    assert not re.search(r'<script|\son\w+=|(?:src|href)="(?!data:|#)', html)
    assert "default-src 'none'" in html
    assert page.text.count("What would have to be true") >= 1
    assert first_words(accused) in page.text
    assert "Every person on it is synthetic" in page.text
    assert "custodes threshold telephone-reporting" in page.text
    assert len(page.named("img")) == 1
    assert "The line is at 5%" in page.named("img")[0]["alt"]
    assert "No published share of calls that are not picked up" in page.text


def test_the_page_is_the_same_to_the_byte_twice(accused):
    assert threshold_page(accused) == threshold_page(accused)


@pytest.mark.parametrize(
    "changes",
    [
        {"vary": EVERY, "low": "1", "high": "9", "line": 5.0, "unit": "day"},
        {"vary": EVERY, "line": 99.0, "unit": "day"},
    ],
)
def test_a_page_of_whole_days_and_of_no_crossing(changes):
    unit = changes.pop("unit")
    threshold = found(lambda values: values[EVERY] / DAY_H, "detection_delay_days", unit, 0.5, **changes)
    html = threshold_page(threshold)

    html = read(html).text
    given = "was given by the user: 1 to 9 days" if "low" in changes else "is the one that the scheme's file states"
    assert given in html


def test_values_are_written_so_that_they_differ():
    axis = Axis("a", "b", "ratio", 0.0, 1.0, share=True)
    assert apart(axis, (0.08461, 0.08464)) == ("8.461%", "8.464%")
    assert apart(axis, (0.08, 0.1)) == ("8%", "10%")
    assert apart(Axis("a", "b", "hour", 0.0, 9.0), (1.2341, 1.2342)) == ("1.2341 hours", "1.2342 hours")
    effect = Axis("a", "effect", "percentage point", -15.0, 15.0)
    assert apart(effect, (13.611, 13.638)) == ("13.61 percentage points higher", "13.64 percentage points higher")
    assert apart(effect, (-1.0, 0.0)) == ("1 percentage point lower", "no difference")
    assert apart(Axis("a", "b", "GBP", 0.0, 9.0), (1.2341, 1.2342)) == ("GBP 1.2341", "GBP 1.2342")
