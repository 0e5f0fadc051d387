from __future__ import annotations

import math

import pytest

from custodes.model.parameters import DAY_H, parameters
from custodes.records.tables import CAUSES
from custodes.scheme.library import load, names


def plan_of(scheme, position=0, days=100, **changes):
    values = {**scheme.values(None), **{path.replace("__", "."): value for path, value in changes.items()}}
    return parameters(scheme, values, 100, days).instruments[position].plan


@pytest.mark.parametrize("name", names())
def test_every_library_scheme_gives_numbers_that_can_be_run(name):
    scheme = load(name)
    values = scheme.values(None)
    params = parameters(scheme, values, 100, 30)
    assert [one.name for one in params.instruments] == [
        name for name, one in scheme.instruments.items() if one.checks is not None
    ]
    for one in params.instruments:
        assert one.plan.per_day >= 1
        assert one.plan.every_d >= 1
        assert 0 < one.plan.length_h <= DAY_H
        assert one.plan.from_h + one.plan.length_h <= DAY_H
        assert one.plan.per_day <= 1024
        assert one.plan.recognition.attempts < 64
    assert (params.casework.roster.staff.max() >= 1) == bool(scheme.instruments)
    assert (params.response.if_false >= 0).all()
    assert params.response.if_false.sum() <= 1
    assert params.response.if_true.sum() <= 1


def test_pictures_are_held_as_long_as_the_longest_entry_says():
    scheme = load("home-office-2022")
    position = next(k for k, kept in enumerate(scheme.data_kept) if kept.item == "photograph")
    plan = plan_of(scheme, **{f"data_kept__{position}__keep": 10 * DAY_H})
    assert (plan.held_passed_from_h, plan.held_failed_from_h) == (90 * DAY_H, 90 * DAY_H)
    reporting = plan_of(scheme, 1)
    assert not reporting.recognises
    assert math.isinf(reporting.held_passed_from_h)


def test_what_is_kept_may_depend_on_how_the_check_ended():
    scheme = load("probation-check-in")
    kept = {entry.after for entry in scheme.data_kept if entry.item == "photograph"}
    plan = plan_of(scheme)
    assert math.isinf(plan.held_passed_from_h) == ("passed" not in kept and "any" not in kept)
    assert math.isinf(plan.held_failed_from_h) == ("failed" not in kept and "any" not in kept)


def test_a_fingerprint_is_no_photograph():
    scheme = load("home-office-2022")
    watch = scheme.instruments["watch"]
    recognition = watch.checks.recognition.model_copy(update={"modality": "fingerprint"})
    checks = watch.checks.model_copy(update={"recognition": recognition})
    changed = scheme.model_copy(
        update={"instruments": {**scheme.instruments, "watch": watch.model_copy(update={"checks": checks})}}
    )
    assert plan_of(changed).recognises
    assert math.isinf(plan_of(changed).held_passed_from_h)


def test_rules_and_habits_are_carried_over():
    scheme = load("home-office-2022")
    values = scheme.values(None)
    params = parameters(scheme, values, 2500, 10)
    assert params.joins_h == values["rules.joins_open_alert"]
    assert params.no_image_raises
    assert params.habits.sleep_h == values["wearers.sleep_length"]
    assert params.conduct.hands_over_per_h == values["conduct.handing_over"] / DAY_H
    assert params.casework.patience_h == math.inf
    assert not params.casework.urgent.any()
    assert params.instruments[1].is_visit
    assert params.instruments[1].per_visit_h > 0


def test_urgent_causes_go_first():
    scheme = load("home-office-2022")
    casework = scheme.desks.casework.model_copy(update={"order": "urgent_first", "urgent": ("no_match", "missed")})
    changed = scheme.model_copy(update={"desks": scheme.desks.model_copy(update={"casework": casework})})
    urgent = parameters(changed, scheme.values(None), 100, 10).casework.urgent
    assert [cause for cause, first in zip(CAUSES, urgent, strict=True) if first] == ["missed", "no_match"]
