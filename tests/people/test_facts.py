from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.people.facts import control, facts, published_gyration_km
from tests.people.lives import ORDINARY, movement_with

pytestmark = pytest.mark.compiled

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "movement.md"
ROW = re.compile(r"^\| ([^|]+) \|([^|]*)\| ([0-9.]+)( %| km| min| h|) \| ([0-9.]+)( %| km| min| h|) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def free() -> dict[str, float]:
    return facts(control())


@pytest.fixture(scope="module")
def bound() -> dict[str, float]:
    return facts(control(curfew_from_h=19.0, curfew_to_h=7.0))


# DfT, National Travel Survey, England, 2024: 922 trips, 6,100 miles in 920 trips, 360 h a year; 25 % below a mile, 70 %
# below five, under 2 % above fifty; 29 % on foot. Transport Scotland 2024: 73 % had travelled on the day before.
# Klepeis et al. 2001: 68.7 % of the time at home.
@pytest.mark.parametrize(
    ("what", "survey", "within"),
    [
        ("trips a day", 922 / 365.25, 0.05),
        ("trips below 1 mile", 0.25, 0.02),
        ("trips below 5 miles", 0.70, 0.03),
        ("mean trip", 6100 / 920 * 1.609344, 1.2),
        ("trips on foot", 0.29, 0.02),
        ("time on the way", 360 / 365.25 * 60, 3.0),
        ("days with a trip", 0.73, 0.02),
        ("time at home", 0.687, 0.03),
        ("gyration, 10%", published_gyration_km(0.1), 0.2),
    ],
)
def test_people_in_general_move_as_surveys_say(free, what, survey, within):
    assert abs(free[what] - survey) < within


def test_few_trips_are_very_long(free):
    assert 0.005 < free["trips above 50 miles"] < 0.02


def test_a_curfew_keeps_people_at_home(free, bound):
    assert bound["time at home"] > free["time at home"] + 0.03
    assert bound["trips a day"] < free["trips a day"]
    assert bound["trips begun, 90%"] < 19.0


def test_the_page_shows_what_comes_out(free, bound):
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [row[0] for row in rows] == list(free)
    for what, _, without, unit, under, same_unit in rows:
        assert unit == same_unit
        for shown, counted in ((without, free), (under, bound)):
            digits = len(shown.partition(".")[2])
            number = counted[what] * (100.0 if unit == " %" else 1.0)
            assert f"{number:.{digits}f}" == shown, what


def test_the_page_shows_the_published_radius_of_gyration():
    survey = {row[0]: row[1].strip() for row in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    for share, digits in ((0.1, 1), (0.5, 1), (0.9, 0)):
        assert survey[f"gyration, {share:.0%}"] == f"{published_gyration_km(share):.{digits}f} km"


def test_the_numbers_are_those_of_a_movement():
    assert len(ORDINARY) == 30
    assert movement_with().way_m == ORDINARY["trips.length"]
