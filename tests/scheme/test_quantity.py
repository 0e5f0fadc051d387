from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from custodes.scheme.part import Reading
from custodes.scheme.problems import faults_of
from custodes.scheme.quantity import Quantity

MADE_UP = {"assumption": "made up"}


def quantity(**stated):
    return Quantity.model_validate({**MADE_UP, **stated})


def codes(**stated):
    with pytest.raises(ValidationError) as error:
        Quantity.model_validate(stated)
    return sorted(fault.code for fault in faults_of(error.value))


def test_a_value_is_the_same_at_every_share():
    five = quantity(value=5, unit="minute")
    assert five.at(0.0) == five.at(0.9) == five.mid_base == pytest.approx(5 / 60)
    assert not five.is_range
    assert five.low_base is five.high_base is None


def test_a_range_is_drawn_in_base_units():
    minutes = quantity(low=30, high=90, distribution="uniform", unit="minute")
    assert minutes.is_range
    assert (minutes.low_base, minutes.high_base) == (0.5, 1.5)
    assert minutes.at(0.25) == pytest.approx(0.75)
    assert minutes.mid_base == pytest.approx(1.0)


def test_the_stated_mid_is_the_middle():
    rate = quantity(low=0, mid=7, high=70, distribution="pert", unit="1/week")
    assert rate.mid_base == pytest.approx(1.0)
    assert rate.at(0.5) > rate.mid_base


def test_times_of_day_are_drawn_in_hours_after_midnight():
    bedtime = quantity(low="22:00", mid="23:00", high="24:00", distribution="triangular", unit="time of day")
    assert bedtime.at(0.5) == pytest.approx(23.0)
    assert bedtime.text() == "23:00 (22:00 to 24:00)"


def test_whole_numbers_are_drawn_whole_and_each_as_often():
    tries = quantity(low=1, high=3, distribution="uniform", unit="count")
    drawn = [tries.at((i + 0.5) / 300) for i in range(300)]
    assert {number: drawn.count(number) for number in (1.0, 2.0, 3.0)} == {1.0: 100, 2.0: 100, 3.0: 100}
    assert quantity(low=2, high=2, distribution="uniform", unit="count").at(0.9) == 2.0


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.floats(0, 1))
def test_whole_numbers_stay_within_their_range(low, rise, more, u):
    ends = {"low": low, "mid": low + rise, "high": low + rise + more}
    for distribution in ("uniform", "loguniform", "triangular", "pert"):
        drawn = quantity(**ends, distribution=distribution, unit="person").at(u)
        assert drawn == round(drawn)
        assert low <= drawn <= low + rise + more


def test_a_basis_is_told_by_its_kind():
    citation = {"key": "a-report", "place": "page 1", "read": "5", "mark": "S"}
    sourced = Quantity.model_validate({"value": 5, "unit": "hour", "source": citation})
    assert (sourced.basis_kind, sourced.source_key, sourced.basis) == ("source", "a-report", sourced.source)
    assumed = quantity(value=5, unit="hour")
    assert (assumed.basis_kind, assumed.source_key, assumed.basis) == ("assumption", None, "made up")
    withheld = Quantity.model_validate(
        {
            "low": 1,
            "high": 2,
            "distribution": "uniform",
            "unit": "device",
            "redacted": {"what": "devices", "possible": "guessed"},
        }
    )
    assert (withheld.basis_kind, withheld.basis) == ("redacted", withheld.redacted)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"value": 5, "unit": "1/day"}, "5 a day"),
        ({"low": 0.005, "mid": 0.02, "high": 0.1, "distribution": "pert", "unit": "ratio"}, "2% (0.5% to 10%)"),
        ({"low": 365, "high": 730, "distribution": "uniform", "unit": "day"}, "365 to 730 days"),
        ({"low": 0.5, "mid": 1, "high": 2, "distribution": "pert", "unit": "hour"}, "1 hour (0.5 to 2)"),
        ({"value": 6e6, "unit": "GBP", "price_year": 2022}, "GBP 6,000,000, 2022 prices"),
        (
            {"low": 1, "high": 2, "distribution": "uniform", "unit": "USD", "price_year": 2024},
            "USD 1 to 2, 2024 prices",
        ),
        (
            {"low": 1, "mid": 1.5, "high": 2, "distribution": "uniform", "unit": "USD", "price_year": 2024},
            "USD 1.5 (1 to 2), 2024 prices",
        ),
        ({"value": "07:30", "unit": "time of day"}, "07:30"),
        ({"low": "07:00", "high": "09:00", "distribution": "uniform", "unit": "time of day"}, "07:00 to 09:00"),
        ({"value": 1, "unit": "staff"}, "1 member of staff"),
        ({"value": 3, "unit": "count"}, "3"),
        ({"value": 0.00012345, "unit": "ratio"}, "0.01235%"),
        ({"value": 1234.5678, "unit": "metre"}, "1,235 metres"),
    ],
)
def test_numbers_are_said_in_plain_words(stated, said):
    assert quantity(**stated).text() == said


def test_a_ratio_that_is_no_share_is_said_as_a_number():
    assert quantity(value=3, unit="ratio").text(as_share=False) == "3"
    slow = quantity(low=1, mid=2.5, high=4, distribution="pert", unit="ratio")
    assert slow.text(as_share=False) == "2.5 (1 to 4)"


DATED = {
    "dated": [
        {"from": "2021-08-31", "value": 3, "unit": "month", **MADE_UP},
        {"from": "2024-03-18", "value": 4, "unit": "month", "assumption": "changed"},
    ]
}


@pytest.mark.parametrize(
    ("as_at", "months"),
    [(date(2021, 8, 31), 3), (date(2024, 3, 17), 3), (date(2024, 3, 18), 4), (None, 4)],
)
def test_a_dated_number_is_the_one_in_force(as_at, months):
    read = Quantity.model_validate(DATED, context=Reading(as_at=as_at))
    assert read.value == months
    assert read.unit == "month"
    assert [entry.from_ for entry in read.dated] == [date(2021, 8, 31), date(2024, 3, 18)]
    assert Quantity.model_validate(read.plain(), context=Reading(as_at=as_at)) == read


def test_a_made_quantity_is_taken_as_it_is():
    five = quantity(value=5, unit="hour")
    assert Quantity.model_validate(five) is five


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"value": 1, "unit": "hour"}, ["basis"]),
        ({"value": 1, "unit": "hour", "source": {}, "assumption": "x"}, ["basis", *["missing-key"] * 4]),
        ({"unit": "hour", **MADE_UP}, ["missing-key"]),
        ({"value": None, "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": 1, **MADE_UP}, ["missing-key"]),
        ({"value": 1, "unit": "hours", **MADE_UP}, ["unknown-unit"]),
        ({"value": 1, "unit": 3, **MADE_UP}, ["wrong-kind"]),
        ({"value": True, "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": float("nan"), "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": float("inf"), "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": 10**400, "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": [1], "unit": "hour", **MADE_UP}, ["not-a-number"]),
        ({"value": "6 yrs", "unit": "year", **MADE_UP}, ["not-a-number"]),
        ({"value": 7.5, "unit": "time of day", **MADE_UP}, ["bad-time-of-day"]),
        ({"value": 1.5, "unit": "count", **MADE_UP}, ["not-whole"]),
        ({"value": 1, "low": 0, "unit": "hour", **MADE_UP}, ["mixed-forms"]),
        ({"low": 1, "unit": "hour", **MADE_UP}, ["missing-key", "missing-key"]),
        ({"low": 1, "high": 2, "distribution": "pert", "unit": "hour", **MADE_UP}, ["missing-key"]),
        ({"low": 1, "high": 2, "distribution": "normal", "unit": "hour", **MADE_UP}, ["unknown-word"]),
        ({"low": 3, "high": 2, "distribution": "uniform", "unit": "hour", **MADE_UP}, ["disorder"]),
        ({"low": 1, "mid": 3, "high": 2, "distribution": "pert", "unit": "hour", **MADE_UP}, ["disorder"]),
        ({"low": 0, "high": 2, "distribution": "loguniform", "unit": "hour", **MADE_UP}, ["bad-shape"]),
        ({"low": 1, "mid": 2, "high": 3, "distribution": "beta", "unit": "hour", **MADE_UP}, ["bad-shape"]),
        ({"low": 0.0, "mid": 0.01, "high": 1.0, "distribution": "beta", "unit": "ratio", **MADE_UP}, ["bad-shape"]),
        ({"low": 1, "mid": 2, "high": 3, "distribution": "beta", "unit": "ratio", **MADE_UP}, ["bad-shape"]),
        ({"value": 1, "unit": "GBP", **MADE_UP}, ["missing-key"]),
        ({"value": 1, "unit": "GBP", "price_year": 22, **MADE_UP}, ["out-of-range"]),
        ({"value": 1, "unit": "GBP", "price_year": "2022", **MADE_UP}, ["wrong-kind"]),
        ({"value": 1, "unit": "hour", "price_year": 2022, **MADE_UP}, ["unknown-key"]),
        ({"value": 1, "unit": "hour", "redacted": {"what": "a", "possible": "b"}}, ["basis"]),
        ({"value": 1, "unit": "hour", "colour": "red", **MADE_UP}, ["unknown-key"]),
        ({"dated": []}, ["wrong-kind"]),
        ({"dated": 5}, ["wrong-kind"]),
        ({"dated": [5]}, ["wrong-kind"]),
        ({**DATED, "unit": "month"}, ["mixed-forms"]),
        ({**DATED, "colour": "red"}, ["unknown-key"]),
        ({"dated": [DATED]}, ["basis", *["missing-key"] * 3, "unknown-key"]),
        ({"dated": DATED["dated"][::-1]}, ["disorder"]),
        ({"dated": [{**DATED["dated"][0], "from": "2021-31-08"}]}, ["wrong-kind"]),
        ({"dated": [{**DATED["dated"][0], "from": 2021}]}, ["wrong-kind"]),
    ],
)
def test_each_fault_of_a_number_is_told(stated, expected):
    assert codes(**stated) == expected


def test_all_faults_of_a_number_are_told_at_once():
    stated = {"low": "6 yrs", "mid": 0.5, "high": 0.1, "distribution": "perd", "unit": "ratio", "colour": 1}
    assert codes(**stated) == ["basis", "disorder", "not-a-number", "unknown-key", "unknown-word"]


def test_no_entry_may_begin_after_the_day_of_reading():
    with pytest.raises(ValidationError) as error:
        Quantity.model_validate(DATED, context=Reading(as_at=date(2020, 1, 1)))
    assert [(fault.code, fault.at) for fault in faults_of(error.value)] == [("no-entry", ("dated", 0, "from"))]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("6 yrs", 'write 6 here, and its unit under unit; did you mean "year"?'),
        ("2.5%", "2.5% is written 0.025"),
        ("many", "write a plain number; its unit stands under unit"),
    ],
)
def test_text_for_a_number_is_met_with_how_to_write_it(written, hint):
    with pytest.raises(ValidationError) as error:
        quantity(value=written, unit="year")
    assert [fault.hint for fault in faults_of(error.value)] == [hint]


def test_what_is_not_a_quantity_at_all_is_met_with_how_to_state_one():
    with pytest.raises(ValidationError) as error:
        Quantity.model_validate(2500)
    (fault,) = faults_of(error.value)
    assert fault.seen == "2500"
    assert fault.hint.startswith("state value (or low, high and distribution), unit")
