from __future__ import annotations

from dataclasses import replace

from custodes.cli.answers import WIDTH, lines
from tests.report.made_up import answers, told, view, view_of_tag, view_of_watch_with_trail


def said(run) -> str:
    shown = lines(run)
    assert max(len(line) for line in shown) <= WIDTH
    return " ".join(" ".join(shown).split())


def test_screen_says_of_whom_accusations_were_counted():
    text = said(view())
    assert "- Of people who never absconded nor handed the device over, 71 in 100 (71%) are at least once acted" in text
    assert "- In a year of being there, a person has about 36 false alerts raised about them." in text
    assert "who does what is asked" not in text


def test_no_alert_is_called_true_that_may_be_a_prompt_let_pass():
    text = said(view())
    assert "are true." not in text
    assert (
        "5.8 in 100 (5.8%) are not false: the person was away, had handed the device over, or let a prompt pass that "
        "they could have answered."
    ) in text


def test_alerts_about_an_absence_are_said_when_the_run_has_them():
    words = "- Of alerts that are acted on, 2 in 100 (2%) are about a true absence."
    assert words in said(view())
    older = {key: one for key, one in answers().items() if not key.startswith("alerts_about_absence_share")}
    assert "are about a true absence" not in said(replace(view(), answers=older))


def test_detections_are_those_until_the_end_of_the_run():
    text = said(view())
    assert "- Of true absences, 62 in 100 (62%) are acted on by the end of the run." in text
    assert "- When one is acted on, that is on average about 6.2 days after it began." in text


def test_photographs_are_those_of_the_run():
    assert "Of photographs taken in the 365 days of the run, of the run's 2,500 people, about 4.12 million" in said(
        view()
    )


def test_many_draws_say_that_parts_need_not_add_up():
    text = said(view())
    assert "2,500 people at a time, 365 days, 64 draws, seed 1." in text
    assert "Each number is the middle over the worlds by itself" in text
    assert "1 part of the scheme is read and not run; the report names it." in text


def test_small_run_with_one_draw_says_what_it_leaves_out():
    run = view()
    run.plan.draws, run.plan.days, run.plan.people = 1, 1, 1
    made = {**answers(), "cost_gbp.per_person_day": replace(told(1.8, "GBP", 1.0), from_unknowns=None)}
    text = said(replace(run, answers=made, parts_not_run=(("a", "b"), ("c", "d"))))
    assert "1 person at a time, 1 day, 1 draw, seed 1." in text
    assert "The scheme costs £1.80 a person a day. With every unknown at its middle." in text
    assert "so its ranges say nothing of what is not known." in text
    assert "The run lasts 1 day; figures for a year are worked out from that." in text
    assert "the middle over the worlds" not in text
    assert "2 parts of the scheme are read and not run; the report names them." in text


def test_scheme_that_asks_for_nothing_says_what_it_records_and_takes():
    text = said(view_of_tag())
    assert "- It is recorded where a person is about 1,390 times a day." in text
    assert "- A person is tied to the charger for about 7.7 hours a week." in text
    assert "For half of the people the guess is off by at most about 7 metres." in text
    assert (
        "are not false: the person was away or where they must not be, had handed the device over or taken it" in text
    )
    assert "- Of true violations, 57 in 100 (57%) are acted on by the end of the run." in text
    assert "about 389 million are still held at its end" in text
    assert "photograph" not in text
    assert "prompt" not in text


def test_watch_with_a_trail_says_both():
    text = said(view_of_watch_with_trail())
    assert "- A person is told to send a photograph of their face about 1,790 times a year." in text
    assert "- Does not apply to this scheme: times a night under curfew that a person is wrongly reported out." in text
    assert "Of photographs taken" in text
    assert "Of positions recorded" in text
