from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.model.device import CHARGING_H, FLAT, TETHERED_H, live, next_charge_h
from custodes.model.notes import new_notices, new_spans
from custodes.records.tables import CAUSES, REASONS, STATES
from tests.model.tag_worlds import device_with

SEED = 3
DAY_H = 24.0


def life_of(plan, days=100, misses=0.0, absconds_h=math.inf, person=0):
    """What one person's device reports, when it is off, and what is counted."""
    notices, off, sums = new_notices(20_000), new_spans(20_000), np.zeros(3)
    live(SEED, person, 0.0, days * DAY_H, absconds_h, misses, plan, notices, off, np.zeros(9), np.zeros((4, 2)), sums)
    told = [
        (notices.time_h[k], CAUSES[notices.cause[k]], STATES[notices.state[k]], REASONS[notices.reason[k]])
        for k in range(notices.filled[0])
    ]
    spans = [(off.start_h[k], off.end_h[k], STATES[off.state[k]], REASONS[off.reason[k]]) for k in range(off.filled[0])]
    return told, spans, sums


def many(plan, people=400, **how):
    return [life_of(plan, person=person, **how) for person in range(people)]


def test_a_device_that_is_charged_as_usual_is_never_flat():
    told, off, sums = life_of(device_with())
    assert told == []
    assert off == []
    assert sums[FLAT] == 0


def test_time_on_the_charger_by_hand():
    # 48 h of life, charged at 21:00 until full: on the first evening 21 h are missing, which takes 21/48 of 2 h; on
    # each later one what 24 h less the charge before took.
    _, _, sums = life_of(device_with(), days=2)
    first_h = 21.0 / 48.0 * 2.0
    second_h = (24.0 - first_h) / 48.0 * 2.0
    assert sums[CHARGING_H] == pytest.approx(first_h + second_h)
    assert sums[TETHERED_H] == sums[CHARGING_H]
    assert life_of(device_with(on_body=False), days=2)[2][TETHERED_H] == 0.0


def test_a_wearer_who_never_charges_runs_flat_once_and_could_have_helped_it():
    told, off, sums = life_of(device_with(), misses=1.0)
    assert told == [(48.0, "battery", "lapsed", "battery")]
    assert off == [(48.0, 100 * DAY_H, "lapsed", "battery")]
    assert sums.tolist() == [0.0, 0.0, 1.0]


def test_a_battery_that_fails_a_wearer_who_charged_as_asked_is_a_false_accusation():
    # 20 hours of life: flat every day, however faithfully it is charged for more than the hour that is asked.
    told, off, _ = life_of(device_with(life_h=20.0), days=10)
    assert {(cause, state) for _, cause, state, _ in told} == {("battery", "present"), ("battery", "lapsed")}
    assert told[0] == (20.0, "battery", "lapsed", "battery")  # nothing was charged before the first evening
    assert all(state == "present" for _, _, state, _ in told[1:])
    assert all(end_h == pytest.approx(21.0 + 24.0 * k) for k, (_, end_h, _, _) in enumerate(off))


def test_less_charge_than_asked_is_a_lapse():
    told, _, _ = life_of(device_with(life_h=20.0, charge_length_h=0.5), days=10)
    assert {state for _, _, state, _ in told} == {"lapsed"}


def test_a_heeded_warning_keeps_the_device_alive():
    # With every usual charge missed only warnings bring the device to the charger.
    told, off, _ = life_of(device_with(reacts=1.0, reacts_h=0.01), misses=1.0)
    assert told == []
    assert off == []


def test_an_alert_can_be_raised_before_the_battery_is_flat():
    told, _, _ = life_of(device_with(raises_at=0.05), misses=1.0)
    assert told == [(pytest.approx(48.0 * 0.95), "battery", "lapsed", "battery")]
    assert life_of(device_with(raises_at=-1.0), misses=1.0)[0] == []


def test_habits_that_are_missed_as_often_as_said():
    # z bound 4.5: charges of 200 people in 100 days, each made with chance 0.7.
    plan = device_with(life_h=1e6, charging_h=1e-3)
    charges = sum(1 for person in range(200) for _ in iter_charges(person, plan, misses=0.3, days=100))
    assert abs(charges - 200 * 100 * 0.7) < 4.5 * math.sqrt(200 * 100 * 0.7 * 0.3)


def iter_charges(person, plan, misses, days):
    at_h = next_charge_h(SEED, person, 0.0, misses, plan)
    while at_h < days * DAY_H:
        yield at_h
        at_h = next_charge_h(SEED, person, at_h, misses, plan)


@pytest.mark.compiled
def test_strap_alerts_fall_on_the_bad_fittings():
    # One fitting in twenty is bad and raises one alert in two days; 50 days with no refit, 400 people, z bound 4.5.
    plan = device_with(bad_fitting=0.05, bad_per_h=0.5 / DAY_H, refitted_h=1e9)
    counts = np.array([len(told) for told, _, _ in many(plan, days=50)])
    touched = int((counts > 0).sum())
    assert abs(touched - 400 * 0.05) < 4.5 * math.sqrt(400 * 0.05 * 0.95)
    assert abs(counts.sum() - touched * 25.0) < 4.5 * math.sqrt(touched * 25.0)
    assert {told[0][1:] for told, _, _ in many(plan, days=50) if told} == {("strap", "present", "strap_fault")}
    assert life_of(plan._replace(strap_raises=False))[0] == []


@pytest.mark.compiled
def test_bad_fittings_end_when_they_are_replaced():
    lasting = device_with(bad_fitting=0.1, bad_per_h=0.5 / DAY_H, refitted_h=1e9)
    short = lasting._replace(refitted_h=10 * DAY_H)
    largest = [max(len(told) for told, _, _ in many(plan)) for plan in (lasting, short)]
    touched = [sum(bool(told) for told, _, _ in many(plan)) for plan in (lasting, short)]
    assert largest[1] < largest[0]
    assert touched[1] > 3 * touched[0]


@pytest.mark.compiled
def test_a_faulty_device_is_silent_until_it_is_replaced():
    # One fault in 50 days, replaced after 5: of 100 days 100 / 11 are silent; z bound 4.5 over 400 people.
    plan = device_with(fault_per_h=1.0 / (50 * DAY_H), replaced_h=5 * DAY_H)
    silent_d = np.array([sum(e - s for s, e, _, _ in off) / DAY_H for _, off, _ in many(plan)])
    assert {span[2:] for _, off, _ in many(plan) for span in off} == {("present", "device_fault")}
    # The first device is new, so faults set in as 1 - exp: the exact mean for exponential lives and a fixed repair.
    assert abs(silent_d.mean() - _expected_down_d(100.0, 50.0, 5.0)) < 4.5 * silent_d.std(ddof=1) / 20


def _expected_down_d(horizon_d, life_d, repair_d, step_d=0.01):
    """Mean time down of a renewal process: solved by stepping through its renewal equation."""
    steps, repair = round(horizon_d / step_d), round(repair_d / step_d)
    up = np.zeros(steps + 1)
    up[0] = 1.0
    failed = np.zeros(steps + 1)
    for k in range(1, steps + 1):
        failed[k] = up[k - 1] * step_d / life_d
        up[k] = up[k - 1] - failed[k] + (failed[k - repair] if k >= repair else 0.0)
    return float((1.0 - up).sum() * step_d)


@pytest.mark.compiled
def test_taking_it_off_is_told_at_once_and_silences_it():
    plan = device_with(removal_per_h=1.0 / (30 * DAY_H), removed_h=2 * DAY_H)
    told, off, _ = next(life for life in many(plan, people=20) if life[0])
    assert told[0][1:] == ("strap", "removed", "removed")
    assert off[0][0] == told[0][0]
    assert off[0][2:] == ("removed", "removed")


def test_an_absconder_takes_it_off_or_lets_it_run_flat():
    gone = 30 * DAY_H
    told, off, _ = life_of(device_with(absconder_removes=1.0), absconds_h=gone)
    assert told == [(gone, "strap", "absconded", "removed")]
    assert off == [(gone, 100 * DAY_H, "absconded", "removed")]
    told, off, _ = life_of(device_with(), absconds_h=gone)
    assert [each[1:] for each in told] == [("battery", "absconded", "battery")]
    assert gone < told[0][0] <= gone + 48.0
    assert off == [(told[0][0], 100 * DAY_H, "absconded", "battery")]


@pytest.mark.compiled
def test_spans_off_do_not_overlap():
    plan = device_with(
        life_h=20.0,
        life_spread=0.3,
        fault_per_h=0.002,
        replaced_spread=1.0,
        removal_per_h=0.002,
        charge_spread_h=2.0,
        reacts=0.5,
    )
    for _, off, _ in many(plan, people=100, misses=0.3):
        starts, ends = np.array([s for s, *_ in off]), np.array([e for _, e, *_ in off])
        assert (starts < ends).all()
        assert (starts[1:] >= ends[:-1]).all()


def test_another_seed_of_the_same_person_is_another_life():
    plan = device_with(life_spread=0.5, life_h=22.0)
    assert life_of(plan, person=1)[1] != life_of(plan, person=2)[1]
    assert life_of(plan, person=1)[1] == life_of(plan, person=1)[1]
