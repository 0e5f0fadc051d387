from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custodes.errors import Refused
from custodes.model.parameters import parameters
from custodes.model.tags import follow_tags
from custodes.scheme.library import load
from custodes.study import calibrate as room
from custodes.study.calibrate import A_PART, assembled, calibrate, calibration_plan, try_part
from custodes.study.calibration_axes import Axis, Grid, alarm_grid, must_stay
from custodes.study.calibration_world import Alarms, Sample, alarms, breaches, there_throughout
from custodes.study.published import ALARMS, ANY, BATTERY, STRAP

SCHEME = Path(__file__).parents[1] / "scheme" / "files" / "small-example.yaml"


@pytest.fixture(scope="module")
def plan():
    return calibration_plan(SCHEME)


def tiny(plan):
    """The same plan with two settings a grid."""
    grids = {key: Grid((replace(grid.axes[-1], values=grid.axes[-1].values[:2]),)) for key, grid in plan.grids.items()}
    return replace(plan, grids=grids)


def raised(per_month: float) -> Alarms:
    return Alarms(per_month, per_month, per_month, per_month, 1.0, {"curfew": per_month})


# What was published


@pytest.mark.parametrize("published", [*ALARMS, *BATTERY, *STRAP, ANY], ids=lambda each: each.key)
def test_a_published_count_agrees_with_itself_and_says_where_it_was_counted(published):
    assert published.agrees(published.value)
    assert not published.agrees(published.high * 1.001)
    assert not published.agrees(published.low * 0.999)
    assert all((published.point, published.source, published.why, published.where))


def test_the_rates_follow_from_the_counts_that_were_published():
    # AP 2013: 256,408 alarms, 26,343 people, April. Tennessee audit 2012: 11,347 alerts, 68 people, ten months.
    assert ALARMS[0].value == pytest.approx(256_408 / 26_343, abs=0.05)
    assert ALARMS[1].value == pytest.approx(11_347 / 68 / 10, abs=0.05)


# The grid


def test_where_people_must_stay_in_a_zone_its_error_and_rule_are_turned(plan):
    assert [axis.key for axis in plan.grids["alarms"].axes] == ["error", "correlation", "bad", "radius", "dwell"]
    assert len(plan.grids["alarms"].settings) == 3 * 3 * 3 * 4 * 4


def test_without_such_a_zone_battery_and_gap_are_turned():
    scheme = load(SCHEME)
    rules = scheme.rules.model_copy(
        update={"location": scheme.rules.location.model_copy(update={"curfew": None, "zones": None})}
    )
    free = scheme.model_copy(update={"rules": rules})
    assert not must_stay(free)
    assert [axis.key for axis in alarm_grid(free, "tag", ()).axes] == ["battery", "misses", "loss", "spell", "gap"]
    nothing = free.model_copy(update={"rules": rules.model_copy(update={"location": None})})
    assert not must_stay(nothing)
    assert "gap" not in {axis.key for axis in alarm_grid(nothing, "tag", ()).axes}


def test_what_the_user_fixed_is_not_turned():
    fixed = calibration_plan(SCHEME, settings={"rules.location.dwell": "3"})
    assert "dwell" not in {axis.key for axis in fixed.grids["alarms"].axes}
    assert "--set=rules.location.dwell=3" in fixed.command()


def test_a_setting_changes_its_own_quantities_and_no_others(plan):
    values = plan.scheme.values()
    grid = plan.grids["alarms"]
    changed = grid.draw(values, (2.0, 18.0, 0.5, 25.0, 10.0))
    assert (
        changed["instruments.tag.location.error.sigma.open"] == 2 * values["instruments.tag.location.error.sigma.open"]
    )
    assert changed["instruments.tag.location.error.correlation_time"] == pytest.approx(0.3)
    assert changed["instruments.tag.location.error.bad_signal.share.deep_indoor"] == 0.5
    assert (changed["rules.location.curfew.radius"], changed["rules.location.dwell"]) == (25.0, 10.0)
    paths = {path for axis in grid.axes for path in axis.paths}
    assert {path for path in values if changed[path] != values[path]} <= paths
    assert plan.scheme.values() == values


def test_a_rate_a_year_is_turned_into_the_base_unit():
    axis = Axis("x", "x", "x", "a year", (365.25,), ("path",), 1 / 365.25)
    assert axis.set_on({"path": 9.0}, 365.25) == {"path": 1.0}


def test_a_scheme_that_records_no_trail_is_refused():
    with pytest.raises(Refused) as caught:
        calibration_plan("telephone-reporting")
    assert caught.value.problems[0].code == "no-trail"


# What comes out


def test_every_setting_that_agrees_is_listed_and_no_other(plan):
    small = tiny(plan)
    people = np.full(600, 6)
    largest = people.copy()
    largest[0] = 81
    strap = np.ones(600)
    strap[0] = 3
    found = assembled(
        small, {"alarms": [raised(9.7), raised(40.0)], "battery": [people, largest], "strap": [strap, strap * 9]}
    )
    alarm, battery, bands = found.trials
    assert [each.agrees for each in alarm.tried] == [("us-agencies-2013",), ()]
    assert [each.agrees for each in battery.tried] == [
        ("pilot-battery-mean",),
        ("pilot-battery-mean", "pilot-battery-largest"),
    ]
    assert [len(each.agrees) for each in bands.tried] == [2, 0]
    assert len(battery.agreeing()) == 1
    assert len(battery.agreeing("pilot-battery-mean")) == 2
    # Everybody has a breach here, which is more than the two thirds that were published.
    assert (found.pairs, found.pairs_agreeing) == (1, 0)


def test_pairs_are_held_beside_the_share_of_people_with_either(plan):
    some = np.zeros(600, dtype=np.int64)
    some[:300] = 12
    some[0] = 81
    others = np.zeros(600, dtype=np.int64)
    others[100:400] = 2
    found = assembled(
        tiny(plan), {"alarms": [raised(0.0)] * 2, "battery": [some, some * 9], "strap": [others, others * 9]}
    )
    assert (found.pairs, found.pairs_agreeing) == (1, 1)


def test_a_scheme_without_strap_alerts_has_no_pairs(plan):
    small = tiny(plan)
    small = replace(small, grids={key: small.grids[key] for key in ("alarms", "battery")})
    found = assembled(small, {"alarms": [raised(1.0)] * 2, "battery": [np.ones(600)] * 2})
    assert (len(found.trials), found.pairs) == (2, 0)


def test_the_document_holds_every_setting_and_its_counts(plan):
    small = tiny(plan)
    ones = np.ones(600)
    document = assembled(small, {"alarms": [raised(9.7)] * 2, "battery": [ones] * 2, "strap": [ones] * 2}).document()
    trial = document["trials"]["alarms"]
    assert trial["agreeing"] == {"us-agencies-2013": 2, "tennessee-2012": 0, "all": 0}
    assert [each["setting"] for each in trial["settings"]] == [{"dwell": 1.0}, {"dwell": 3.0}]
    assert document["calibrate"]["plan_hash"] == small.hash
    assert small.hash != plan.hash


@pytest.mark.compiled
def test_the_same_trial_comes_out_again_and_says_how_far_it_is(plan, monkeypatch):
    monkeypatch.setattr(room, "ALARM_SAMPLE", Sample(5, 7))
    monkeypatch.setattr(room, "BREACH_SAMPLE", Sample(20, 30))
    small, seen = tiny(plan), []
    one = calibrate(small, workers=1, progress=lambda each: seen.append((each.done, each.total)))
    assert seen == [(2, 6), (4, 6), (6, 6)]
    assert calibrate(small, workers=1).document() == one.document()
    parts = [try_part(plan, "strap", first) for first in (0, A_PART)]
    assert [len(part) for part in parts] == [27, 0]


@pytest.mark.compiled
def test_alerts_fall_as_the_zone_grows_and_the_rule_waits(plan):
    def per_month(**changes: float) -> float:
        draw = {**values, **{f"rules.location.{path.replace('__', '.')}": x for path, x in changes.items()}}
        return alarms(plan.scheme, draw, "tag", 1, Sample(40, 14)).per_month

    values = plan.scheme.values()
    narrow, wide = per_month(curfew__radius=25.0, dwell=3.0), per_month(curfew__radius=400.0, dwell=3.0)
    slow = per_month(curfew__radius=25.0, dwell=30.0)
    assert narrow > 2 * wide
    assert narrow > slow


@pytest.mark.compiled
def test_a_device_that_is_always_charged_and_never_slips_reports_nothing(plan):
    root = "instruments.tag.device"
    calm = {
        f"{root}.battery_life": 1e6,
        f"{root}.strap.bad_alerts": 0.0,
        f"{root}.strap.good_alerts": 0.0,
        "conduct.removal": 0.0,
    }
    assert not breaches(plan.scheme, {**plan.scheme.values(), **calm}, "tag", 1, Sample(30, 60)).any()


@pytest.mark.compiled
def test_strap_reports_have_the_rate_that_was_set(plan):
    root = "instruments.tag.device"
    rate = {
        f"{root}.strap.bad_fitting": 0.0,
        f"{root}.strap.good_alerts": 0.02,
        f"{root}.fault.rate": 0.0,
        "conduct.removal": 0.0,
    }
    z = []
    for seed in range(5):
        counts = breaches(plan.scheme, {**plan.scheme.values(), **rate}, "tag", seed, Sample(100, 365))[:, 1]
        z.append((counts.sum() - 730.0) / np.sqrt(730.0))
    # Poisson; with five seeds the sum of z has standard deviation sqrt(5): |z| < 4 of it.
    assert abs(sum(z)) < 4 * np.sqrt(5)


@pytest.mark.compiled
def test_breaches_are_those_that_a_run_counts(plan):
    values, sample = plan.scheme.values(), Sample(30, 40)
    cohort = there_throughout(plan.scheme, values, 1, sample)
    habits = parameters(plan.scheme, values, 30, 40).habits
    counts = follow_tags(plan.scheme, values, "tag", habits, cohort, 1, 40, 1, map).counts
    found = breaches(plan.scheme, values, "tag", 1, sample)
    assert found[:, 0].tolist() == counts.battery_breaches.tolist()
    assert found[:, 1].tolist() == counts.strap_breaches.tolist()
