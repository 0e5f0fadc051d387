from __future__ import annotations

import pytest

from custodes.measures.answer import Answer
from custodes.report.audit_stated import FOUND_AS, parts_of, stated_by
from custodes.report.audit_tables import unit_words, value_words, why
from custodes.report.audit_topics import TOPICS, topic_of, without_topic
from custodes.report.audit_words import audit_question, date_words, moment_words, short_date_words
from custodes.scheme import library


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("fnmr", "comparisons with the person's own picture that are rejected"),
        ("fnmr_at_fmr.1e-4", "own pictures rejected when the threshold lets 1 in 10,000 of other people's through"),
        ("fnmr_at_fmr.nonsense", "own pictures rejected when the threshold lets nonsense of other people's through"),
        ("apcer.paper", "attacks taken for a live face: paper"),
        ("limit.fmr_at_most", "limit: fmr at most"),
        ("group_gap.gini.fmr.sex", "gap between groups, somebody else's face accepted: Gini index over groups"),
        ("desk_backlog_end.review", "cases left waiting at the review desk at the end"),
        ("something_new_share", "something new"),
        ("things_per_person_year", "things"),
        ("share", "share"),
    ],
)
def test_ids_become_words(identifier, words):
    assert audit_question(identifier).words.startswith(words)


def test_an_audit_has_a_period_where_a_simulation_has_a_run():
    said = audit_question("photographs_held_at_end")
    assert "in the period" in said.how
    assert "the run" not in f"{said.words} {said.how}"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.34, "share", "34 in 100 (34%)"),
        (12.0, "day", "12 days"),
        (1.0, "day", "1 day"),
        (32.0, "day per person-year", "32 days per person-year"),
        (4.4, "per person-month", "4.4 per person-month"),
        (9.4, "GBP", "£9.40"),
        (3.0, "person", "3 people"),
        (3.0, "count", "3"),
    ],
)
def test_values_carry_their_unit(value, unit, words):
    assert value_words(value, unit) == words
    assert words.endswith(unit_words(value, unit))


def test_a_reason_loses_its_mark_and_gains_a_stop():
    assert why("[c] withheld: few") == "Withheld: few."
    assert why(None) == ""


def test_days_and_moments():
    assert date_words(1_735_689_600.0) == "1 January 2025"
    assert short_date_words(1_735_689_600.0) == "1 Jan 2025"
    assert moment_words(1_735_689_660.0) == "1 Jan 2025, 00:01"
    assert {date_words(x) for x in (float("nan"), float("inf"), 1e300)} == {"not known"}


def test_every_answer_has_one_place():
    answers = {
        key: Answer(1.0, None, None, "share", 1) for key in ("reviews_x", "alerts_y", "zzz", "fnmr", "group_gap.a")
    }
    assert topic_of("reviews_x").place == "reviews"
    assert topic_of("alerts_y").place == "alerts"
    assert set(without_topic(answers)) == {"zzz"}
    assert len({topic.place for topic in TOPICS}) == len(TOPICS)


def test_what_a_scheme_states_is_found_by_path():
    found = stated_by(library.load("home-office-2022"), ("reviews_overdue_share", "checks_due_per_person_year"))
    assert [(each.stated, each.basis) for each in found if each.identifier == "reviews_overdue_share"] == [
        ("3 months", "published")
    ]
    assert ("Watch: checks a day", "5 a day") in [(each.about, each.stated) for each in found]


def test_nothing_is_stated_of_what_was_not_asked():
    assert stated_by(library.load("home-office-2022"), ()) == ()


def test_every_pattern_is_of_some_scheme():
    every = [ids for _, ids in FOUND_AS]
    found = {
        each.identifier
        for name in library.names()
        for each in stated_by(library.load(name), [i for x in every for i in x])
    }
    assert [ids for ids in every if not found & set(ids)] == []


def test_parts_say_what_a_scheme_does_at_all():
    assert {"positions", "curfew", "battery"} <= parts_of(library.load("curfew-tag"))
    assert parts_of(library.load("reporting-in-person")) >= {"checks", "visits"}
    assert not {"positions", "recognition"} & parts_of(library.load("reporting-in-person"))
