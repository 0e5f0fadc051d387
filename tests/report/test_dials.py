from __future__ import annotations

from dataclasses import replace

import pytest

from custodes.measures.trail import FAMILIES
from custodes.measures.trail_settings import GRIDS, INTERVALS
from custodes.report.dials import (
    GRID_WORDS,
    INTERVAL_WORDS,
    at_setting,
    every,
    finest,
    grid_dial,
    interval_dial,
    own_interval_min,
    setting_of,
)
from custodes.report.questions import question
from custodes.report.tag_questions import SETTINGS, setting_question
from tests.report.made_up import row, trail_answers, view, view_of_tag


def with_interval(minutes):
    path = "instruments.tag.location.fix_interval"
    return replace(view(), quantities=(row(path, "", (None, minutes / 60, None), "source"),))


def test_every_setting_and_every_family_has_words():
    assert list(INTERVAL_WORDS) == list(INTERVALS)
    assert list(GRID_WORDS) == list(GRIDS)
    assert set(FAMILIES) <= set(SETTINGS)
    for identifier in view_of_tag().answers:
        assert question(identifier).how, identifier


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [
        ("trail_home_error_m.1min.1m", ("trail_home_error_m", "1min", "1m")),
        ("trail_anonymity.under5.p4.12h.5km", ("trail_anonymity.under5.p4", "12h", "5km")),
        ("trail_fixes_held_at_end", None),
        ("trail_home_error_m.2min.1m", None),
        ("1min.1m", None),
    ],
)
def test_id_of_a_setting_is_taken_apart(identifier, parts):
    assert setting_of(identifier) == parts


def test_question_names_its_setting():
    words = question("trail_stays_seen_share.15min.500m").words
    assert words.endswith("that the trail shows, with a position every 15 minutes, to squares of 500 m")
    assert at_setting("1min", "1m") == "a position every minute, to the metre"
    assert setting_question("trail_of_something", "1min", "1m") is None
    assert question("trail_of_something.1min.1m").words == "trail of something, 1min, 1m"


@pytest.mark.parametrize(
    ("minutes", "place"), [(1, 0.0), (1.01, 0.0), (10, 1.5), (0.25, -0.5), (60, 3.0), (720, 5.0), (1440, 5.5)]
)
def test_own_interval_stands_on_its_setting_or_between_two(minutes, place):
    made = with_interval(minutes)
    assert own_interval_min(made) == pytest.approx(minutes)
    assert interval_dial(made, "1m").own == place


def test_scheme_without_positions_has_no_own_interval():
    assert own_interval_min(view()) is None
    assert interval_dial(view(), "1m").own is None


def test_finest_setting_is_the_first_that_applies():
    family = "trail_home_error_m"
    assert finest(trail_answers(), family) == ("1min", "1m")
    assert finest(trail_answers(finest_min=10), family) == ("15min", "1m")
    assert finest({}, family) == ("1min", "1m")


def test_dial_names_settings_from_fine_to_coarse():
    dial = grid_dial("15min", "100m")
    assert dial.names == tuple(f"15min.{grid}" for grid in GRIDS)
    assert dial.own == 1.0
    assert interval_dial(with_interval(1), "500m").names[0] == "1min.500m"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "every minute"),
        (15, "every 15 minutes"),
        (60, "every hour"),
        (90, "every 1.5 hours"),
        (0.25, "every 15 seconds"),
        (0.001, "many times a second"),
    ],
)
def test_interval_is_written_in_its_own_unit(minutes, words):
    assert every(minutes) == words
