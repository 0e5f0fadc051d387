from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.errors import Refused
from custodes.units import clock_text, hours_after_midnight, is_time_of_day


@pytest.mark.parametrize(("text", "hours"), [("00:00", 0), ("07:30", 7.5), ("23:59", 23 + 59 / 60), ("24:00", 24)])
def test_times_of_day_are_hours_after_midnight(text, hours):
    assert hours_after_midnight(text) == pytest.approx(hours)
    assert clock_text(hours) == text


@given(st.integers(0, 24 * 60))
def test_every_minute_of_a_day_there_and_back(minute):
    text = clock_text(minute / 60)
    assert hours_after_midnight(text) * 60 == pytest.approx(minute)


@pytest.mark.parametrize(
    "text", ["7:30", "24:01", "25:00", "12:60", "07.30", "07:30:00", "07:30\n", "", "noon", 7.5, None]
)
def test_anything_else_is_not_a_time_of_day(text):
    assert not is_time_of_day(text)


def test_what_is_not_a_time_of_day_is_refused():
    with pytest.raises(Refused) as refused:
        hours_after_midnight("25:00")
    assert refused.value.problems[0].code == "bad-time-of-day"


@pytest.mark.parametrize("hours", [-0.1, 24.1, float("nan")])
def test_hours_outside_a_day_are_not_a_time_of_day(hours):
    with pytest.raises(Refused):
        clock_text(hours)
