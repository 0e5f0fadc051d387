from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.model.attempts import NO_MATCH, OTHER_FACE, OWN_FACE, PASSED, PICTURE
from custodes.model.check_arrays import Outcome
from custodes.model.checks import MISSED, check, check_phase_d, due_clock_h, wearer_of
from custodes.model.shard import new_counts
from custodes.model.walk import face_shown, quiet_factors, walk
from custodes.people import purposes
from custodes.people.draws import draw
from tests.model.worlds import (
    DAY_H,
    STAGES,
    habits_with,
    own_rate,
    plan_with,
    recognition_with,
    room_for,
    walked,
    walked_in,
    wearers_with,
)


def slow_walk(seed, wearers, habits, plan, days):
    """Every check through the full chain, day urns started afresh, counted in plain Python."""
    counts, failures = new_counts(wearers.person.size), []
    for row in range(wearers.person.size):
        wearer = wearer_of(wearers, row, plan, habits)
        phase, in_a_row = check_phase_d(seed, wearer.person, plan), 0
        for day in range(days):
            if (day + phase) % plan.every_d != 0:
                continue
            urns = np.zeros((4, 4))
            for slot in range(plan.per_day):
                words = draw(seed, wearer.person, purposes.CHECK + plan.purpose_step, day, slot)
                due_h = day * DAY_H + due_clock_h(plan, slot, words[0])
                if not wearer.joined_h <= due_h < wearer.left_h:
                    continue
                face = face_shown(wearers, row, due_h) if plan.recognises else OWN_FACE
                outcome = Outcome(*check(seed, wearer, habits, plan, day, slot, face, -1, words, urns))
                in_a_row = in_a_row + 1 if 0 <= outcome.result <= MISSED else 0
                _count(counts, row, plan, (wearer.joined_h, due_h, face, outcome))
                if outcome.result > MISSED or in_a_row == plan.missed_in_a_row:
                    in_a_row = 0
                    failures.append((row, outcome, face, day, slot))
        counts.unanswered_in_a_row[row] = in_a_row
    return counts, failures


def _count(counts, row, plan, made):
    joined_h, due_h, face, outcome = made
    answered, passed = not 0 <= outcome.result <= MISSED, outcome.result == PASSED
    counts.checks_due[row] += 1
    counts.checks_answered[row] += answered
    counts.checks_passed[row] += passed
    counts.attempts[row] += outcome.attempts
    counts.prompts_asleep[row] += outcome.woken
    if not passed:
        counts.failed[row, outcome.result] += 1
    from_h = plan.held_passed_from_h if passed else plan.held_failed_from_h
    counts.photographs_held[row] += outcome.captured * (due_h >= from_h)
    if face == OWN_FACE:
        counts.own_compared[row] += outcome.compared
        counts.own_no_match[row] += outcome.result == NO_MATCH
        if outcome.result == NO_MATCH and math.isnan(counts.first_false_nonmatch_d[row]):
            counts.first_false_nonmatch_d[row] = (due_h - joined_h) / DAY_H
    else:
        counts.other_compared[row] += outcome.compared
        counts.other_passed[row] += outcome.compared and passed


def anything(case):
    """A made-up instrument and made-up people, some of them far from ordinary."""
    rng = np.random.default_rng([case, 2022])
    people, days = 4, 6

    def rate(high):
        return float(rng.choice([0.0, rng.uniform(0.0, high), rng.uniform(0.0, high / 20)]))

    def rho():
        return float(rng.choice([0.0, rng.uniform(0.0, 0.9)]))

    recognition = recognition_with(
        attempts=int(rng.integers(1, 4)),
        false_match=rate(0.5),
        attack_accepted=rate(0.5),
        day_rho=rho(),
        attempt_rho=rho(),
    )
    plan = plan_with(
        purpose_step=int(rng.integers(0, 2)) * purposes.INSTRUMENT_STEP,
        per_day=int(rng.integers(1, 7)),
        every_d=int(rng.choice([1, 1, 3])),
        from_h=float(rng.uniform(0.0, 12.0)),
        length_h=float(rng.uniform(1.0, 12.0)),
        window_h=float(rng.choice([0.05, 0.5, 9.0])),
        delay_h=float(rng.choice([0.0, 0.02, 0.3])),
        delay_spread=float(rng.choice([0.0, 0.8, 1.5])),
        delivery_rho=rho(),
        recognises=bool(rng.random() < 0.85),
        recognition=recognition,
        missed_in_a_row=int(rng.integers(1, 4)),
        held_passed_from_h=float(rng.choice([0.0, 60.0, math.inf])),
        held_failed_from_h=float(rng.choice([0.0, 60.0, math.inf])),
    )
    habits = habits_with(
        sleep_h=float(rng.choice([0.0, 8.0])),
        work_h=float(rng.choice([0.0, 8.0])),
        work_delay_factor=float(rng.choice([1.0, 5.0, 0.3])),
        woken_share=float(rng.choice([0.0, 0.5, 1.0])),
    )
    handed = rng.random() < 0.5
    wearers = wearers_with(
        people,
        days,
        joined_h=np.array([0.0, 24.0, 0.0, 48.0]),
        left_h=np.array([144.0, 144.0, 100.3, 60.0]),
        absconds_h=np.array([math.inf, 80.0, 40.0, math.inf]) if rng.random() < 0.5 else np.full(4, math.inf),
        sleep_from_h=rng.uniform(0.0, 24.0, people),
        works=rng.random(people) < 0.5,
        delay_factor=rng.uniform(0.5, 2.0, people),
        **{name: np.array([rate(0.6) for _ in range(people)]) for name in STAGES},
        episode_first=np.array([0, 1, 1, 3, 3]) if handed else np.zeros(5, dtype=np.int64),
        episode_start_h=np.array([30.0, 10.0, 90.0]),
        episode_end_h=np.array([70.0, 55.0, 99.0]),
        episode_picture=np.array([True, False, True]),
    )
    return wearers, habits, plan, days


@pytest.mark.parametrize("cases", [range(start, start + 25) for start in range(0, 100, 25)], ids=str)
def test_the_fast_path_decides_exactly_as_the_full_chain(cases):
    for case in cases:
        wearers, habits, plan, days = anything(case)
        counts, failures = walked(case, wearers, habits, plan, days)
        expected, expected_failures = slow_walk(case, wearers, habits, plan, days)
        for name in counts._fields:
            np.testing.assert_array_equal(getattr(counts, name), getattr(expected, name), err_msg=f"{case} {name}")
        assert failures["row"].size == len(expected_failures)
        for place, (row, outcome, face, day, slot) in enumerate(expected_failures):
            found = tuple(failures[name][place] for name in ("row", "day", "slot", "cause", "state", "time_h"))
            assert found == (row, day, slot, outcome.result, outcome.state, outcome.ended_h)
            assert failures["likeness"][place] == np.float32(outcome.likeness)
            assert failures["same_face"][place] == (face != OTHER_FACE)


def test_every_check_is_due_once_and_has_one_end():
    wearers, habits, plan, days = anything(7)
    for case in range(20):
        wearers, habits, plan, days = anything(case)
        counts, failures = walked(case, wearers, habits, plan, days)
        failed = counts.failed.sum(axis=1)
        assert (counts.checks_due == counts.checks_passed + failed).all()
        assert (counts.checks_answered == counts.checks_passed + counts.failed[:, 2:].sum(axis=1)).all()
        assert (counts.own_no_match <= counts.own_compared).all()
        assert (counts.other_passed <= counts.other_compared).all()
        assert (np.bincount(failures["row"], minlength=4) <= failed).all()


def test_all_checks_are_due_of_somebody_who_stays():
    counts, failures = walked(1, wearers_with(3, 10), habits_with(), plan_with(), 10)
    assert counts.checks_due.tolist() == counts.checks_passed.tolist() == counts.own_compared.tolist() == [50] * 3
    assert failures["row"].size == 0
    assert np.isnan(counts.first_false_nonmatch_d).all()


def test_checks_days_apart_fall_on_one_day_in_so_many_with_a_phase_of_their_own():
    plan = plan_with(per_day=1, every_d=7)
    wearers = wearers_with(60, 70, no_match=np.ones(60))
    counts, failures = walked(3, wearers, habits_with(), plan, 70)
    assert (counts.checks_due == 10).all()
    assert all(len(set(failures["day"][failures["row"] == row] % 7)) == 1 for row in range(60))
    assert len(set(failures["day"] % 7)) == 7


def test_a_run_of_unanswered_checks_raises_once_and_starts_anew():
    plan = plan_with(missed_in_a_row=3)
    counts, failures = walked(1, wearers_with(1, 2, forgets=np.ones(1)), habits_with(), plan, 2)
    assert counts.failed[0].tolist() == [0, 10, 0, 0, 0]
    assert (failures["day"] * 5 + failures["slot"]).tolist() == [2, 5, 8]
    assert counts.unanswered_in_a_row.tolist() == [1]


def test_stretches_of_days_change_nothing():
    wearers, habits, plan, _ = anything(12)
    whole, _ = walked(12, wearers, habits, plan, 6)
    parts = new_counts(4)
    for day in range(6):
        walk(12, wearers, habits, plan, day, day + 1, 0, parts, room_for(100))
    for name in whole._fields:
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))


def test_little_room_for_failures_changes_nothing():
    wearers = wearers_with(9, 3, no_match=np.full(9, 0.7))
    small, large = (walked_in(room, 2, wearers, (habits_with(), plan_with(), 3))[1] for room in (15, 1000))
    for name, column in small.items():
        np.testing.assert_array_equal(column, large[name])


def test_whose_face_is_shown():
    wearers, *_ = anything(0)
    handed = wearers._replace(episode_first=np.array([0, 1, 1, 3, 3]))
    assert [face_shown(handed, 0, at_h) for at_h in (29.9, 30.0, 69.9, 70.0)] == [OWN_FACE, PICTURE, PICTURE, OWN_FACE]
    assert [face_shown(handed, 2, at_h) for at_h in (10.0, 60.0, 95.0)] == [OTHER_FACE, OWN_FACE, PICTURE]
    assert face_shown(handed, 1, 31.0) == OWN_FACE


def test_quiet_factors_are_the_urn_without_failures():
    assert quiet_factors(0.25, 3).tolist() == pytest.approx([1.0, 0.75, 0.75 / 1.25, 0.75 / 1.5])
    assert quiet_factors(0.0, 2).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.compiled
def test_without_correlation_failures_are_checks_times_rate():
    # 1 - (1 - q1)(1 - q2)(1 - q3)(1 - q4) of the checks fail, binomially. Bound |z| < 4 over 8 seeds of 200
    # person-years each, for all failures and for each cause.
    rates = {"no_prompt": 0.004, "not_captured": 0.01, "not_live": 0.006, "no_match": 0.02}
    people, seeds = 200, range(8)
    wearers = wearers_with(people, 365, **{name: np.full(people, rate) for name, rate in rates.items()})
    due, failed = 0, np.zeros(5)
    for seed in seeds:
        counts, _ = walked(seed, wearers, habits_with(), plan_with(), 365)
        due += int(counts.checks_due.sum())
        failed += counts.failed.sum(axis=0)
    assert due == people * 365 * 5 * len(seeds)
    left = 1.0
    for cause, name in ((0, "no_prompt"), (2, "not_captured"), (3, "not_live"), (4, "no_match")):
        share = left * rates[name]
        left -= share
        assert abs(failed[cause] - due * share) / math.sqrt(due * share * (1 - share)) < 4
    assert abs(failed.sum() - due * (1 - left)) / math.sqrt(due * left * (1 - left)) < 4


@pytest.mark.compiled
def test_the_first_false_nonmatch_comes_when_it_should():
    # With one check a day at rate q it comes on day d with chance q (1 - q)^(d - 1). Bound |z| < 4 for the share of
    # people reached by each of four days, over 40,000 people.
    people, rate = 40_000, 0.02
    plan = plan_with(per_day=1)
    counts, _ = walked(5, wearers_with(people, 200, no_match=np.full(people, rate)), habits_with(), plan, 200)
    for days in (1, 10, 50, 200):
        share = 1.0 - (1.0 - rate) ** days
        reached = np.nansum(counts.first_false_nonmatch_d < days)
        assert abs(reached - people * share) / math.sqrt(people * share * (1 - share)) < 4


@pytest.mark.compiled
def test_more_correlation_reaches_fewer_people_and_burdens_some_more():
    # At p = .01, rho = .1, 150 checks: 77 % have none, the top 1 % have 25 or more (beta-binomial quantiles).
    people = 20_000
    rates = own_rate(1, people, 0.01, 0.1, purposes.RATE_NO_MATCH)
    counts, _ = walked(1, wearers_with(people, 30, no_match=rates), habits_with(), plan_with(), 30)
    none = (counts.own_no_match == 0).mean()
    assert abs(none - 0.768) / math.sqrt(0.768 * 0.232 / people) < 4
    assert np.quantile(counts.own_no_match, 0.99) == pytest.approx(25, abs=2)
