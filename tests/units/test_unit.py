from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.errors import Refused
from custodes.units import UNITS, convert, find_unit, from_base, to_base, unit_hint


@pytest.mark.parametrize(
    ("number", "unit", "base"),
    [
        (90, "second", 0.025),
        (15, "minute", 0.25),
        (3, "hour", 3),
        (2, "day", 48),
        (2, "week", 336),
        (1, "month", 365.25 / 12 * 24),
        (1, "year", 8766),
        (5, "1/day", 5),
        (7, "1/week", 1),
        (365.25, "1/year", 1),
        (730.5, "person/year", 2),
        (0.02, "ratio", 0.02),
        (3, "count", 3),
        (200, "person", 200),
        (30, "metre", 30),
        (1.5, "kilometre", 1500),
        (4.8, "km/hour", 4800),
        (2000, "household/km2", 2000),
        (10, "venue/km2", 10),
        (6e6, "GBP", 6e6),
    ],
)
def test_numbers_become_base_units(number, unit, base):
    assert to_base(number, unit) == pytest.approx(base, rel=1e-12)


def test_the_list_of_units_is_closed():
    assert set(UNITS) == {
        *("ratio", "count", "person", "person/year", "device", "staff", "1/day", "1/week", "1/year"),
        *("second", "minute", "hour", "day", "week", "month", "year", "time of day", "metre"),
        *("kilometre", "km/hour", "household/km2", "venue/km2"),
        *("GBP", "USD", "GBP/USD", "standard deviation"),
    }


def test_base_units_are_what_the_model_counts_in():
    bases = {unit.kind: unit.base for unit in UNITS.values()}
    assert bases["duration"] == "hour"
    assert bases["rate"] == "1/day"
    assert bases["length"] == "metre"
    assert bases["speed"] == "metre/hour"
    assert bases["flow of people"] == "person/day"
    assert {unit.name for unit in UNITS.values() if unit.whole} == {"count", "person", "device", "staff"}


@given(st.sampled_from(sorted(UNITS)), st.floats(-1e9, 1e9))
def test_to_base_and_back(unit, number):
    assert from_base(to_base(number, unit), unit) == pytest.approx(number, rel=1e-12, abs=1e-300)


def test_units_of_one_kind_convert():
    assert convert(5, "minute", "hour") == pytest.approx(5 / 60)
    assert convert(52, "1/year", "1/week") == pytest.approx(52 / 365.25 * 7)
    assert convert(5, "GBP", "GBP") == 5


@pytest.mark.parametrize(
    ("have", "want", "code"),
    [
        ("hour", "ratio", "wrong-unit"),
        ("count", "ratio", "wrong-unit"),
        ("hour", "time of day", "wrong-unit"),
        ("person", "device", "wrong-unit"),
        ("person/year", "1/year", "wrong-unit"),
        ("USD", "GBP", "mixed-currencies"),
    ],
)
def test_different_things_never_stand_in_for_one_another(have, want, code):
    with pytest.raises(Refused) as refused:
        convert(1, have, want)
    assert refused.value.problems[0].code == code


def test_an_unknown_unit_is_refused_with_the_one_that_was_meant():
    with pytest.raises(Refused) as refused:
        find_unit("houers")
    assert refused.value.problems[0].code == "unknown-unit"
    assert 'did you mean "hour"?' in str(refused.value)


@pytest.mark.parametrize(("written", "meant"), [("yrs", "year"), ("%", "ratio"), ("Mins", "minute"), ("£", "GBP")])
def test_what_people_write_for_a_unit_is_understood(written, meant):
    assert unit_hint(written) == f'did you mean "{meant}"?'


def test_without_a_near_unit_all_are_listed():
    assert "time of day, metre" in unit_hint("quux")
    assert unit_hint("quux", ("ratio",)) == "known here: ratio"
    assert unit_hint("yrs", ("ratio",)) == "known here: ratio"
