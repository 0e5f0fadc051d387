"""What is kept, handed over and billed."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.billing import billing
from custodes.measures.keeping import keeping
from custodes.measures.per_person import NOT_DISCLOSED
from custodes.measures.sharing import sharing
from tests.measures.disclosed_builder import NAN, asking, day, disclosed

PEOPLE = 40


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def held(more=None, **holdings):
    columns = {"person": np.arange(100) % PEOPLE, "data": "fix", "since": day(1), **holdings}
    return keeping(disclosed(PEOPLE, holdings=columns, **(more or {})), asking(PEOPLE))


def first(count, value, other=None, of=100):
    return [value] * count + [other] * (of - count)


# Keeping


def test_past_its_date_at_the_end_and_deleted_late():
    found = held(delete_by=day(100), deleted=[day(99)] * 50 + [day(100.5)] * 10 + [day(130)] * 25 + [None] * 15)
    past, late = finding(found, "held-past-date"), finding(found, "deleted-late")
    assert (past.count, past.of, past.test) == (15, 100, "storage-limitation")
    assert (late.count, late.of) == (25, 85)
    assert found.answers["held_past_date_share"].value == pytest.approx(0.15)
    assert found.answers["deleted_late_days"].value == 30
    assert held(deleted=day(31)).answers["kept_days"].value == 30


def test_a_date_in_the_future_is_no_date_that_passed():
    assert finding(held(delete_by=day(364.5)), "held-past-date").of == 0


def test_deleted_after_the_period_was_held_at_its_end():
    assert finding(held(delete_by=day(100), deleted=day(366)), "held-past-date").count == 100


def test_past_the_basis_of_the_entry_or_of_monitoring():
    by_entry = held(basis_ended=first(30, day(200)), deleted=first(10, day(201)))
    basis = finding(by_entry, "held-past-basis")
    assert (basis.count, basis.of) == (20, 30)
    ended = np.where(np.arange(PEOPLE) < 10, day(300), NAN)
    by_person = held({"basis_ended": ended})
    assert finding(by_person, "held-past-basis").count == 30  # rows of the first ten people
    assert not [each for each in held().findings if each.key == "held-past-basis"]


def test_kept_without_a_date():
    assert finding(held(delete_by=first(40, day(400))), "held-without-date").count == 60
    assert finding(held(), "held-without-date").count == 100


def test_what_was_ever_used_is_a_share_of_items():
    found = held(count=1000, used=first(50, 20, 0))
    assert found.answers["fixes_used_share"].value == pytest.approx(0.01)
    assert finding(found, "fixes-never-used").count == 50
    assert found.answers["photographs_used_share"].cannot_tell == NOT_DISCLOSED
    assert found.answers["items_held_per_person"].value == pytest.approx(100 * 1000 / PEOPLE)
    assert found.tables["held-by-kind"] == [{"data": "fix", "entries": 100, "items": 100_000.0, "people": PEOPLE}]


def test_entries_of_nobody_have_a_share_without_an_interval_by_person():
    found = held(person=None, delete_by=day(100), deleted=first(80, day(99)))
    answer = found.answers["held_past_date_share"]
    assert answer.value == pytest.approx(0.2)
    assert answer.low is None
    assert answer.at_best.low < 0.2 < answer.at_best.high
    assert found.answers["items_held_per_person"].value is None


# Sharing


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
    found = shared(person=None, reason=first(20, 0, 1, 80))
    assert found.answers["disclosures_without_reason_share"].value == pytest.approx(0.25)
    assert found.answers["disclosures_without_reason_share"].low is None


# Bills


def billed(more=None, **bills):
    columns = {"person": np.arange(PEOPLE), "from": day(10), "until": day(39), **bills}
    return billing(disclosed(PEOPLE, bills=columns, **(more or {})), asking(PEOPLE))


def test_days_billed_after_monitoring_ended():
    ended = np.where(np.arange(PEOPLE) < 10, day(29.5), NAN)
    found = billed({"ended": ended})
    idle = finding(found, "days-billed-not-monitored")
    # Days 30 to 39 of ten people; day 29 ended at noon and counts as monitored.
    assert (idle.count, idle.of, idle.people, idle.at.tolist()) == (100, 1200, 10, list(range(10)))
    assert found.answers["days_billed_not_monitored_share"].value == pytest.approx(100 / 1200)


def test_monitoring_that_ended_at_midnight_counts_for_the_day_that_began():
    idle = finding(billed({"ended": day(38)}), "days-billed-not-monitored")
    assert idle.count == PEOPLE  # day 39 alone


def test_days_before_monitoring_began_and_outside_the_period():
    idle = finding(billed({"started": day(12)}), "days-billed-not-monitored")
    assert idle.count == 2 * PEOPLE
    outside = finding(billed(**{"from": day(-5), "until": day(4)}), "days-billed-twice")
    assert outside.of == 5 * PEOPLE


def test_the_same_day_twice_whatever_the_clock_did():
    hour = 3600.0
    bills = {
        "person": [0, 0, 1],
        "from": [day(10), day(20) - hour, day(10)],
        "until": [day(20), day(30) - hour, day(20)],
    }
    twice = finding(billed(**bills), "days-billed-twice")
    assert (twice.count, twice.of, twice.at.tolist()) == (1, 33, [1])


def test_stated_days_and_amounts():
    found = billed(days=[30] * 35 + [31] * 5, amount_gbp=285.0)
    assert finding(found, "bills-days-differ").count == 5
    assert found.answers["amount_billed_gbp"].value == 40 * 285


def test_without_dates_of_people_only_what_bills_say_is_found():
    found = billed({"started": None})
    assert found.answers["days_billed_not_monitored_share"].cannot_tell == NOT_DISCLOSED
    assert [each.key for each in found.findings] == ["days-billed-twice"]
