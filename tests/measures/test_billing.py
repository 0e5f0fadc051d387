"""Days billed, beside the days on which somebody was monitored."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.billing import NO_AMOUNT, billing
from custodes.measures.per_person import NOT_DISCLOSED
from tests.measures.disclosed_builder import NAN, asking, day, disclosed

PEOPLE = 40


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


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


def test_bills_without_an_amount_are_not_bills_of_nothing():
    assert billed(amount_gbp=[None] * PEOPLE).answers["amount_billed_gbp"].cannot_tell == NO_AMOUNT
    half = billed(amount_gbp=[285.0] * 20 + [None] * 20).answers["amount_billed_gbp"]
    assert (half.value, half.people) == (20 * 285, 20)
    outside = billed(**{"from": day(400), "until": day(410), "amount_gbp": 285.0})
    assert outside.answers["amount_billed_gbp"].cannot_tell == NO_AMOUNT


def test_the_share_billed_twice_has_people_as_its_unit():
    bills = {"person": np.tile(np.arange(PEOPLE), 2), "from": day(10), "until": [day(19)] * 60 + [day(9)] * 20}
    answer = billed(**bills).answers["days_billed_twice_share"]
    assert (answer.value, answer.people) == (pytest.approx(200 / 600), PEOPLE)
    assert answer.low < answer.value < answer.high


def test_a_person_of_whom_no_list_says_when_is_not_looked_at():
    started = np.where(np.arange(PEOPLE) < 10, NAN, day(0))
    idle = finding(billed({"started": started, "ended": day(30.5)}), "days-billed-not-monitored")
    assert (idle.count, idle.of, idle.people) == (30 * 9, 30 * 30, 30)


def test_a_bill_without_its_last_day_is_in_no_figure_of_days():
    found = billed(until=[day(39)] * 30 + [None] * 10, days=30)
    assert (finding(found, "days-billed-twice").of, finding(found, "bills-days-differ").count) == (30 * 30, 0)
