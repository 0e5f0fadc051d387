"""One scheme's people under another: what moves, what stays, and what is refused."""

from __future__ import annotations

import pytest

from custodes.errors import Refused
from custodes.scheme.library import load
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.same_people import with_people_of

WATCH, TAG = "home-office-2022", "home-office-fitted-tag"


def _changed(name, **parts):
    scheme = load(name)
    changed, faults = scheme_from({**scheme.plain(), **parts}, scheme.sources)
    assert faults == []
    return changed


def _absconding(scheme):
    return scheme.conduct.absconding.at(0.5)


def test_who_people_are_comes_with_them():
    pilot, tag = load("gps-pilot-2022"), load(TAG)
    moved = with_people_of(tag, pilot)
    assert (moved.cohort, moved.wearers, moved.movement) == (pilot.cohort, pilot.wearers, pilot.movement)
    assert moved.cohort != tag.cohort
    assert _absconding(moved) == _absconding(pilot) != _absconding(tag)


def test_what_is_done_to_them_and_what_they_do_about_it_stays():
    pilot, tag = load("gps-pilot-2022"), load(TAG)
    moved = with_people_of(tag, pilot)
    for part in ("scheme", "as_at", "instruments", "rules", "desks", "response", "costs", "data_kept"):
        assert getattr(moved, part) == getattr(tag, part), part
    ours, theirs = moved.plain()["conduct"], tag.plain()["conduct"]
    assert {key for key in ours if ours[key] != theirs[key]} == {"absconding"}
    assert list(ours) == list(theirs)


def test_the_definition_by_which_absconding_is_counted_comes_with_its_rate():
    watch, abroad, phone = load(WATCH), load("smartlink"), load("telephone-reporting")
    assert watch.conduct.absconding_counted_as == "absconded-as-marked-by-home-office"
    assert with_people_of(phone, abroad).conduct.absconding_counted_as == "absconded-from-isap"
    assert phone.conduct.absconding_counted_as is None
    assert with_people_of(phone, watch).conduct.absconding_counted_as == watch.conduct.absconding_counted_as
    assert with_people_of(watch, phone).conduct.absconding_counted_as is None
    held = with_people_of(watch, load("detention"))
    assert held.conduct.absconding_counted_as == watch.conduct.absconding_counted_as


def test_a_scheme_on_its_own_people_is_itself():
    scheme = load(WATCH)
    assert with_people_of(scheme, load(WATCH)) is scheme


def test_a_scheme_without_positions_gets_no_places_to_go_to():
    assert with_people_of(load("casework"), load(TAG)).movement is None
    tag = load(TAG)
    assert with_people_of(tag, load("casework")).movement == tag.movement


def test_who_is_held_all_day_cannot_abscond():
    moved = with_people_of(load("detention"), load(WATCH))
    assert moved.cohort == load(WATCH).cohort
    assert _absconding(moved) == 0.0


def test_that_nobody_gets_out_of_detention_says_nothing_of_a_watch():
    moved = with_people_of(load(WATCH), load("detention"))
    assert moved.cohort == load("detention").cohort
    assert _absconding(moved) == _absconding(load(WATCH)) > 0.0


@pytest.mark.parametrize(
    "held", [{"value": 12}, {"low": 12, "high": 24, "distribution": "uniform"}, {"value": 0}], ids=str
)
def test_who_is_let_out_for_an_hour_can_abscond(held):
    takes = {"held": {**held, "unit": "hour", "assumption": "made up"}}
    moved = with_people_of(_changed("detention", always_takes=takes), load(WATCH))
    assert _absconding(moved) == _absconding(load(WATCH))


def test_of_dated_numbers_the_one_of_the_first_schemes_day_is_taken():
    size = {"unit": "person", "assumption": "made up"}
    dated = [{"from": "2022-01-01", "value": 700, **size}, {"from": "2023-06-01", "value": 900, **size}]
    cohort = load("no-condition").plain()["cohort"]
    first = _changed("no-condition", as_at="2022-12-31", cohort={**cohort, "size": {"dated": dated}})
    later = load("detention")
    assert later.as_at.isoformat() > "2023-06-01"
    assert with_people_of(later, first).cohort.size.value == 700


def test_sources_come_with_the_numbers_that_rest_on_them():
    moved = with_people_of(load("no-condition"), load(WATCH))
    assert moved.cohort.groups["sex"].shares["male"].source.key in moved.sources


def test_groups_that_these_people_are_not_divided_into_are_refused():
    with pytest.raises(Refused) as refused:
        with_people_of(load("smartlink"), load(WATCH))
    assert {problem.code for problem in refused.value.problems} == {"other-people"}
    assert {problem.file for problem in refused.value.problems} == {"smartlink"}
