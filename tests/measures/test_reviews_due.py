"""Reviews that were due: late, not done, without reasons, and the days that nobody had decided."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.audit import ask_audit
from custodes.measures.disclosed_rows import Rows
from custodes.measures.per_person import NOT_DISCLOSED
from custodes.measures.reviews_due import gaps_in_review, late_rows, reviews_due
from tests.measures.disclosed_builder import DAY, asking, day, disclosed


def found_of(people=40, days=365.0, /, *, listed=True, **reviews):
    more = {} if listed else {"started": None}
    made = disclosed(people, days, reviews={"person": np.arange(people), **reviews}, **more)
    return reviews_due(made, asking(people))


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def test_reviews_done_late_or_not_at_all_are_found_with_their_rows():
    done = [day(100)] * 20 + [day(100.9)] * 5 + [day(110)] * 10 + [None] * 5
    found = found_of(due=day(100), done=done)
    overdue = finding(found, "reviews-overdue")
    assert (overdue.count, overdue.of, overdue.people) == (15, 40, 15)
    assert overdue.at.tolist() == list(range(25, 40))
    assert found.answers["reviews_overdue_share"].value == pytest.approx(15 / 40)
    assert found.answers["reviews_late_days"].value == pytest.approx(10)


def test_a_review_that_is_not_due_by_the_end_is_not_overdue():
    overdue = finding(found_of(due=[day(364.5)] * 20 + [day(400)] * 20, done=None), "reviews-overdue")
    assert (overdue.count, overdue.of) == (0, 0)


def test_a_review_done_after_the_period_was_not_done_by_its_end():
    assert finding(found_of(due=day(300), done=day(370)), "reviews-overdue").count == 40


def test_without_the_dates_on_which_they_were_done_nothing_is_said():
    found = found_of(due=day(100))
    assert not found.findings
    assert found.answers["reviews_overdue_share"].cannot_tell == NOT_DISCLOSED


def test_days_without_a_review_run_from_due_to_the_next_time_one_was_done():
    people = np.repeat(np.arange(10), 3)
    due = np.tile([day(100), day(200), day(300)], 10)
    # The first was never done and the second late, the third in time: 100 to 220.
    done = [None, day(220), day(299)] * 10
    made = disclosed(10, 365.0, reviews={"person": people, "due": due, "done": done})
    reviews = Rows(made, "reviews")
    person, start_s, end_s = gaps_in_review(reviews, late_rows(reviews))
    lasted = np.bincount(person, weights=end_s - start_s) / DAY
    assert lasted.tolist() == [120.0] * 10
    answer = reviews_due(made, asking(10)).answers["days_without_valid_review_per_person_year"]
    assert answer.value == pytest.approx(120 / 365 * 365.25)
    assert reviews_due(made, asking(10)).answers["review_interval_days"].value == 100


def test_a_gap_ends_with_monitoring_and_with_the_period():
    made = disclosed(
        2, 365.0, ended=np.array([day(150), np.nan]), reviews={"person": [0, 1], "due": day(100), "done": None}
    )
    answer = reviews_due(made, asking(2)).answers["days_without_valid_review_per_person_year"]
    assert answer.value is None  # two people are too few
    made = disclosed(
        40,
        365.0,
        ended=np.where(np.arange(40) < 20, day(150), np.nan),
        reviews={"person": np.arange(40), "due": day(100), "done": None},
    )
    answer = reviews_due(made, asking(40)).answers["days_without_valid_review_per_person_year"]
    assert answer.value == pytest.approx((50 + 265) / (150 + 365) * 365.25)


def test_days_without_a_review_are_not_told_without_dates_of_people():
    found = found_of(due=day(100), done=None, listed=False)
    assert found.answers["days_without_valid_review_per_person_year"].cannot_tell == NOT_DISCLOSED
    assert found.answers["reviews_overdue_share"].value == 1


def test_reasons_and_exceptions_are_looked_for_in_reviews_that_were_done():
    found = found_of(
        due=day(100),
        done=[day(99)] * 30 + [None] * 10,
        reasons=[1] * 20 + [0] * 20,
        exceptions_considered=[1] * 10 + [0] * 10 + [None] * 20,
    )
    without = finding(found, "reviews-without-reasons")
    assert (without.count, without.of, without.test) == (10, 30, "art-8")
    assert finding(found, "reviews-without-exceptions").count == 20
    assert found.answers["reviews_without_reasons_share"].value == pytest.approx(1 / 3)


def test_a_column_of_reasons_that_no_file_has_is_not_a_lack_of_reasons():
    found = found_of(due=day(100), done=day(99), reasons=None)
    assert not [each for each in found.findings if each.key == "reviews-without-reasons"]
    assert found.answers["reviews_without_reasons_share"].cannot_tell == NOT_DISCLOSED


def test_representations():
    found = found_of(
        due=day(100),
        representations_received=[day(50)] * 30 + [None] * 10,
        representations_answered=[day(62)] * 20 + [None] * 20,
    )
    assert finding(found, "representations-unanswered").count == 10
    assert found.answers["representation_answer_days"].value == 12


def test_the_table_says_what_was_overdue_at_each_date():
    rows = found_of(due=day(10), done=[day(40)] * 30 + [None] * 10).tables["reviews-overdue-at"]
    assert [row["overdue"] for row in rows[:3]] == [40, 10, 10]  # 1 February, 1 March, 1 April
    assert rows[-1] == {"date_s": day(365), "due_by_then": 40, "done": 30, "overdue": 10, "people": 10}


def test_everything_can_be_asked_of_nothing():
    made = disclosed(3, 10.0, contacts={"person": [0, 1, 2], "time": day(1)})
    found = ask_audit(made, asking(3))
    assert all(answer.value is None for answer in found.answers.values())
    assert [(each.key, each.count) for each in found.findings] == [("people-without-dates", 0)]
