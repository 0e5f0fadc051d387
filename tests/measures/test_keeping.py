"""What is kept, past which date, and how much of it was ever opened."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.keeping import keeping
from custodes.measures.per_person import NOT_DISCLOSED
from tests.measures.disclosed_builder import NAN, asking, day, disclosed

PEOPLE = 40


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def held(more=None, **holdings):
    columns = {"person": np.arange(100) % PEOPLE, "data": "fix", "since": day(1), **holdings}
    return keeping(disclosed(PEOPLE, holdings=columns, **(more or {})), asking(PEOPLE))


def first(count, value, other=None, of=100):
    return [value] * count + [other] * (of - count)


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


def test_a_number_below_nought_says_nothing_of_what_was_used():
    found = held(count=10, used=first(50, -5, 5))
    assert found.answers["fixes_used_share"].value == pytest.approx(0.5)
    assert finding(found, "fixes-never-used").of == 50


def test_entries_of_nobody_have_a_share_without_an_interval_by_person():
    found = held(person=None, delete_by=day(100), deleted=first(80, day(99)))
    answer = found.answers["held_past_date_share"]
    assert answer.value == pytest.approx(0.2)
    assert answer.low is None
    assert answer.at_best.low < 0.2 < answer.at_best.high
    assert found.answers["items_held_per_person"].value is None
