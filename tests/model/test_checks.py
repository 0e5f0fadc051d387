from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr

from custodes.model.attempts import NO_MATCH, NOT_CAPTURED, NOT_LIVE, OTHER_FACE, OWN_FACE, PASSED, PICTURE, plain_trial
from custodes.model.check_arrays import Outcome
from custodes.model.checks import (
    ABSCONDED,
    HANDED_OVER,
    LAPSED,
    MISSED,
    NO_PROMPT,
    PRESENT,
    answer_time_h,
    check,
    due_clock_h,
    hours_to_wake,
    rouse,
    share_in_time,
    wearer_of,
    within_day_h,
)
from tests.model.worlds import habits_with, plan_with, recognition_with, wearers_with

NOON = 0.0
"""With this first number the first of a day's checks is due when checks begin."""


def one(words, *, plan=None, habits=None, day=0, face=OWN_FACE, **about):
    plan, habits = plan or plan_with(from_h=12.0), habits or habits_with()
    people = wearers_with(1, 9, **{name: np.array([value]) for name, value in about.items()})
    wearer = wearer_of(people, 0, plan, habits)
    return Outcome(*check(1, wearer, habits, plan, day, 0, face, -1, words, np.zeros((4, 4))))


def test_a_check_can_end_in_each_of_its_ways():
    assert one((NOON, 0.5, 0.5, 0.5)).result == PASSED
    ends = {
        "no_prompt": NO_PROMPT,
        "forgets": MISSED,
        "not_captured": NOT_CAPTURED,
        "not_live": NOT_LIVE,
        "no_match": NO_MATCH,
    }
    for name, end in ends.items():
        outcome = one((NOON, 0.5, 0.5, 0.5), **{name: 0.9})
        assert outcome.result == end
        assert outcome.attempts == (end > MISSED)
        assert outcome.captured == (end > NOT_CAPTURED)
        assert outcome.compared == (end == NO_MATCH)


def test_a_failure_is_known_when_it_was_answered_or_the_window_ended():
    plan = plan_with(from_h=12.0, window_h=0.5, delay_h=0.1, delay_spread=1.0)
    missed = one((NOON, 0.5, 1.0 - 1e-9, 0.5), plan=plan)
    assert (missed.result, missed.state, missed.ended_h) == (MISSED, PRESENT, 12.5)
    refused = one((NOON, 0.5, 0.5, 0.5), plan=plan, no_match=0.9)
    assert refused.ended_h == pytest.approx(12.1)
    assert one((NOON, 0.5, 0.5, 0.5), plan=plan, no_prompt=0.9, day=2).ended_h == 60.5


def test_who_lets_a_prompt_pass_awake_lapses():
    assert one((NOON, 0.5, 0.1, 0.5), forgets=0.2).state == LAPSED


def test_who_does_not_let_it_pass_answers_in_time_as_often_as_others():
    # Half of the prompts are let pass; of the rest half are answered in time.
    plan = plan_with(from_h=12.0, window_h=0.2, delay_h=0.2, delay_spread=1.0)
    ends = [one((NOON, 0.5, drawn, 0.5), plan=plan, forgets=0.5) for drawn in (0.49, 0.51, 0.74, 0.76)]
    assert [(end.result, end.state) for end in ends] == [
        (MISSED, LAPSED),
        (PASSED, PRESENT),
        (PASSED, PRESENT),
        (MISSED, PRESENT),
    ]


def test_nobody_lapses_who_sleeps_through_the_window():
    # "Could not do otherwise": the same draw that is a lapse by day is none at night.
    night = {"habits": habits_with(sleep_h=8.0), "sleep_from_h": 11.0, "forgets": 0.2}
    asleep = one((NOON, 0.5, 0.1, 0.5), **night)
    assert (asleep.result, asleep.state, asleep.woken) == (MISSED, PRESENT, False)
    # A window that lasts until the morning can be met.
    long_window = plan_with(from_h=12.0, window_h=10.0)
    assert one((NOON, 0.5, 0.1, 0.5), plan=long_window, **night).state == LAPSED


def test_a_prompt_that_wakes_counts_even_when_it_is_then_let_pass():
    night = {"habits": habits_with(sleep_h=8.0, woken_share=0.6), "sleep_from_h": 11.0, "forgets": 0.2}
    woken = one((NOON, 0.5, 0.1, 0.5), **night)
    assert (woken.result, woken.state, woken.woken) == (MISSED, LAPSED, True)
    assert one((NOON, 0.5, 0.5, 0.5), **night).woken
    assert not one((NOON, 0.5, 0.5, 0.7), **night).woken


def test_a_sleeper_who_is_not_woken_answers_in_the_morning_if_the_window_lasts():
    night = {"habits": habits_with(sleep_h=8.0), "sleep_from_h": 11.0}
    assert one((NOON, 0.5, 0.5, 0.5), **night).result == MISSED
    morning = one((NOON, 0.5, 0.5, 0.5), plan=plan_with(from_h=12.0, window_h=7.5), no_match=0.9, **night)
    assert (morning.result, morning.ended_h) == (NO_MATCH, 19.0)


def test_answers_are_slower_at_work():
    plan = plan_with(from_h=12.0, window_h=0.5, delay_h=0.2, delay_spread=1.0)
    at_work = {"habits": habits_with(work_h=8.0, work_delay_factor=10.0), "works": True, "plan": plan}
    draw_between = (NOON, 0.5, 0.6, 0.5)
    assert one(draw_between, plan=plan).result == PASSED
    assert one(draw_between, **at_work).result == MISSED
    assert one(draw_between, **at_work, day=5).result == PASSED  # Saturday
    assert one(draw_between, **{**at_work, "works": False}).result == PASSED


def test_absconders_answer_nothing_and_their_state_is_known():
    gone = one((NOON, 0.5, 0.5, 0.5), absconds_h=12.0)
    assert (gone.result, gone.state) == (MISSED, ABSCONDED)
    assert one((NOON, 0.5, 0.5, 0.5), absconds_h=12.1).result == PASSED
    lost = one((NOON, 0.5, 0.5, 0.5), absconds_h=12.0, no_prompt=0.9)
    assert (lost.result, lost.state) == (NO_PROMPT, ABSCONDED)


def test_other_faces_and_pictures_pass_at_their_own_rates():
    plan = plan_with(from_h=12.0, recognition=recognition_with(false_match=0.3, attack_accepted=0.4))
    for first, other, picture in ((0.55, NO_MATCH, NOT_LIVE), (0.65, NO_MATCH, PASSED), (0.75, PASSED, PASSED)):
        words = (NOON, 0.5, 0.5, first)
        for face, end in ((OTHER_FACE, other), (PICTURE, picture)):
            outcome = one(words, plan=plan, face=face)
            assert (outcome.result, outcome.state) == (end, HANDED_OVER)
    assert one((NOON, 0.5, 0.1, 0.5), face=OTHER_FACE, forgets=0.2).state == HANDED_OVER


def test_a_check_without_recognition_is_passed_when_answered():
    outcome = one((NOON, 0.5, 0.5, 0.01), plan=plan_with(from_h=12.0, recognises=False), no_match=0.9)
    assert (outcome.result, outcome.attempts, outcome.captured, outcome.compared) == (PASSED, 1, 0, False)


def test_the_score_of_a_refused_wearer_is_among_their_lowest():
    for first in (0.001, 0.02, 0.049):
        assert one((NOON, 0.5, 0.5, first), no_match=0.05).likeness == pytest.approx(first)


def test_shares_in_time_are_lognormal():
    assert share_in_time(0.2, 1.3, 0.5) == pytest.approx(float(ndtr(math.log(2.5) / 1.3)))
    assert share_in_time(0.2, 1.3, 0.0) == share_in_time(0.2, 1.3, -1.0) == 0.0
    assert share_in_time(0.0, 1.3, 0.5) == 1.0
    assert [share_in_time(0.2, 0.0, left_h) for left_h in (0.1, 0.2)] == [0.0, 1.0]


def test_the_time_to_answer_is_the_quantile_of_the_same_distribution():
    plan = plan_with(delay_h=0.2, delay_spread=1.3)
    for uniform in (0.01, 0.4, 0.97):
        time_h = answer_time_h(plan, 2.0, uniform)
        assert share_in_time(0.4, 1.3, time_h) == pytest.approx(uniform)
    assert answer_time_h(plan_with(delay_h=0.0), 2.0, 0.5) == 0.0


def test_clocks():
    assert [within_day_h(at_h) for at_h in (-1.0, 0.0, 23.5, 24.0, 30.0)] == [23.0, 0.0, 23.5, 0.0, 6.0]
    assert hours_to_wake(1.0, 23.0, 8.0) == 6.0
    assert hours_to_wake(12.0, 23.0, 8.0) == 0.0
    assert rouse(0.0, 1.0, 0.3) == (False, 0.3, 0.0)
    assert rouse(2.0, 1.0, 0.3) == (True, 0.3, 0.0)
    assert rouse(2.0, 0.0, 0.3) == (False, 0.3, 2.0)
    assert [due_clock_h(plan_with(), slot, 0.5) for slot in range(5)] == pytest.approx([9.2, 11.6, 14.0, 16.4, 18.8])


def test_a_plain_trial_at_its_ends():
    assert plain_trial(0.0, 0.3) == (False, 0.3)
    assert plain_trial(1.0, 0.3) == (True, 0.3)
    assert plain_trial(0.4, 0.4) == (False, 0.0)
