from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.report.amounts import between, reason, short, spoken, to
from custodes.report.numbers import in_people, money, number, percent, share


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (18.26, "18"),
        (9.96, "10"),
        (99.6, "99.6"),
        (1826.25, "1,830"),
        (0.03412, "0.034"),
        (-4.56, "\u22124.6"),
        (8_310_000.0, "8.31 million"),
        (999_950.0, "1,000,000"),
        (1e-9, "less than 0.000001"),
        (float("inf"), "without limit"),
    ],
)
def test_number_has_two_or_three_figures(x, text):
    assert number(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.34, "34 in 100 (34%)"),
        (0.034, "3.4 in 100 (3.4%)"),
        (0.00034, "3.4 in 10,000 (0.034%)"),
        (0.0, "0 in 100 (0%)"),
        (1.0, "100 in 100 (100%)"),
        (0.9988, "99.9 in 100 (99.9%)"),
        (0.9996, "over 99.9 in 100 (over 99.9%)"),
        (0.99999999, "over 99.9 in 100 (over 99.9%)"),
        (0.000004, "4 in 1,000,000 (under 0.001%)"),
        (1e-8, "under 1 in 1,000,000 (under 0.001%)"),
    ],
)
def test_share_is_said_as_people_and_as_a_percentage(x, text):
    assert share(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [(9.4, "£9.40"), (1234.0, "£1,230"), (6.3e6, "£6.30 million"), (0.001, "less than £0.01"), (0.0, "£0")],
)
def test_money_shows_pence_only_when_small(x, text):
    assert money(x) == text


def test_unit_decides_how_a_number_is_written():
    assert short(0.5, "share") == "50%"
    assert short(9.4, "GBP") == "£9.40"
    assert short(9.4, "per person-year") == "9.4"
    assert spoken(0.5, "share") == "50 in 100 (50%)"


def test_ends_that_differ_are_written_differently():
    assert to(18.1, 18.2, "hour") == "18.1 to 18.2"
    assert to(0.9041, 0.9049, "share") == "90.4% to 90.5%"
    assert between(4.0, 4.0, "hour") == "4 at both ends of the range"
    assert to(9.401, 9.402, "GBP") == "£9.401 to £9.402"


def test_percentages_have_three_digits_at_most():
    assert to(0.9041, 0.9042, "share") == "90.4%"
    assert to(0.993, 0.99998, "share") == "99% to over 99.9%"
    assert to(1e-9, 0.031, "share") == "under 0.1% to 3.1%"
    assert to(0.0, 0.031, "share") == "0% to 3.1%"
    assert to(0.00021, 0.00034, "share") == "0.021% to 0.034%"
    assert between(0.9995, 0.9999, "share") == "over 99.9% at both ends of the range"


@given(st.floats(min_value=1e-5, max_value=1e12))
def test_number_is_within_one_part_in_ten_of_what_it_says(x):
    text = number(x)
    factor = 1e6 if text.endswith(" million") else 1.0
    said = float(text.removesuffix(" million").replace(",", "")) * factor
    assert said == pytest.approx(x, rel=0.06)


@given(st.floats(min_value=0.0, max_value=1.0), st.floats(min_value=0.0, max_value=1.0))
def test_larger_shares_never_read_smaller(a, b):
    low, high = sorted((a, b))
    if low > 1e-6 and high - low > 0.1 * high:
        assert float(percent(low).split()[-1].rstrip("%")) <= float(percent(high).split()[-1].rstrip("%"))
        assert " in " in in_people(high)


def test_reason_becomes_a_sentence():
    assert reason("does not apply: nobody has to report") == "Nobody has to report."
    assert reason("only 12 people") == "Only 12 people."
    assert reason("Done.") == "Done."
    assert reason(None) == ""
