"""What was handed to others: how often, with what reason, how broad, to whom."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.per_person import NOT_DISCLOSED
from custodes.measures.sharing import NOBODY_NAMED, sharing
from tests.measures.disclosed_builder import NAN, asking, day, disclosed

PEOPLE = 40


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def first(count, value, other=None, of=80):
    return [value] * count + [other] * (of - count)


def shared(more=None, **disclosures):
    columns = {"person": np.arange(80) % PEOPLE, "time": day(50), "recipient": ["police", "council"] * 40}
    return sharing(disclosed(PEOPLE, disclosures={**columns, **disclosures}, **(more or {})), asking(PEOPLE))


def test_disclosures_without_reason_or_authority():
    found = shared(reason=first(20, 0, 1, 80), authorised=[0] * 5 + [None] * 5 + [1] * 70)
    assert finding(found, "disclosures-without-reason").count == 20
    assert finding(found, "disclosures-without-authorisation").count == 10
    assert found.answers["disclosures_without_reason_share"].value == pytest.approx(0.25)
    assert found.answers["disclosures_per_person_year"].value == pytest.approx(2 * 365.25 / 365)


def test_too_broad_is_nobody_no_time_or_a_long_one():
    found = shared(
        person=[-1] * 5 + list(range(40)) + list(range(35)),
        **{"from": [day(1)] * 70 + [None] * 10, "until": [day(20)] * 60 + [day(40)] * 20},
    )
    broad = finding(found, "disclosures-too-broad")
    # 5 name nobody, 10 are of 39 days, 10 have no beginning.
    assert (broad.count, broad.of, broad.test) == (25, 80, "minimisation")


def test_recipients_and_items():
    found = shared(count=100)
    assert found.answers["disclosed_items_per_disclosure"].value == 100
    assert [(row["recipient"], row["disclosures"]) for row in found.tables["disclosure-recipients"]] == [
        ("police", 40),
        ("council", 40),
    ]


def test_without_names_only_the_reason_can_be_looked_for():
    found = shared(person=None, reason=first(20, 0, 1))
    assert found.answers["disclosures_without_reason_share"].value == pytest.approx(0.25)
    assert found.answers["disclosures_without_reason_share"].low is None


def test_a_file_without_a_column_for_reasons_says_nothing_of_them():
    found = shared()
    assert found.answers["disclosures_without_reason_share"].cannot_tell == NOT_DISCLOSED
    assert [each.key for each in found.findings] == ["disclosures-too-broad"]


def test_where_nobody_is_named_there_is_no_rate_by_person():
    found = shared(person=-1, count=10)
    # Eighty disclosures of nobody in particular are not none.
    assert found.answers["disclosures_per_person_year"].cannot_tell == NOBODY_NAMED
    assert found.answers["disclosed_items_per_disclosure"].value is None
    assert found.tables["disclosure-recipients"][0]["people"] == 0


def test_a_rate_is_of_the_disclosures_that_name_somebody_and_of_the_period():
    found = shared(person=[-1] * 40 + list(range(40)), time=[day(50)] * 70 + [day(400)] * 10)
    assert found.answers["disclosures_per_person_year"].value == pytest.approx(30 / 40 * 365.25 / 365)
    assert shared(time=day(400)).answers["disclosures_per_person_year"].value == 0


def test_the_days_that_people_were_monitored_are_what_disclosures_are_counted_over():
    ended = np.where(np.arange(PEOPLE) < 20, day(73), NAN)
    found = shared({"ended": ended})
    assert found.answers["disclosures_per_person_year"].value == pytest.approx(80 * 365.25 / (20 * 73 + 20 * 365))


def test_a_recipient_is_listed_with_items_and_people_and_the_most_frequent_first():
    found = shared(recipient=["council"] * 20 + ["police"] * 60, count=[5] * 50 + [None] * 30)
    assert found.tables["disclosure-recipients"] == [
        {"recipient": "police", "disclosures": 60, "items": 150.0, "people": 40},
        {"recipient": "council", "disclosures": 20, "items": 100.0, "people": 20},
    ]
