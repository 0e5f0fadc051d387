"""Tags followed over days: against a plain reading of the trail that they leave, fix by fix."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from custodes.model.checks import ABSCONDED, PRESENT
from custodes.model.everybody import everybodys_trail
from custodes.model.parameters import parameters
from custodes.model.signal import GNSS, NO_FIX
from custodes.model.tag_parameters import fitting_interval_h, tag_plan
from custodes.model.tag_plan import new_room
from custodes.model.tags import Tags, _silence, follow_part, new_counts, tagged_of
from custodes.model.trail import Sheet, new_stays, record_person
from custodes.model.zones import CURFEW, EXCLUSION
from custodes.people.cohort import draw_cohort
from custodes.records.tables import CAUSES, REASONS, STATES
from custodes.scheme.read_scheme import read_scheme
from tests.model.tag_worlds import curfew_with, device_with, positioning_with, zones_with

SCHEME = read_scheme(Path(__file__).parents[1] / "scheme" / "files" / "small-example.yaml")
SEED, PEOPLE, DAYS = 4, 12, 20
DAY_H, MINUTE_H = 24.0, 1.0 / 60.0


def plan_with(*, zones, positioning=None, device=None, conducts=None, tau_min=5.0):
    values = SCHEME.values(None)
    habits = parameters(SCHEME, values, PEOPLE, DAYS).habits
    values["instruments.tag.location.error.correlation_time"] = tau_min * MINUTE_H
    plan = tag_plan(SCHEME, values, "tag", habits, DAYS)
    quiet = {"late_per_d": 0.0, "late_h": 0.5, "entry_per_d": 0.0, "entry_h": 0.5}
    return plan._replace(
        zones=zones,
        positioning=positioning or positioning_with(),
        device=device or device_with(),
        conducts=plan.conducts._replace(**{**quiet, **(conducts or {})}),
    )


def wearers(people=PEOPLE, days=DAYS, absconds_h=math.inf):
    values = {**SCHEME.values(None), "conduct.absconding": 0.0, "cohort.time_on_scheme": 1e9, "cohort.arrivals": 0.0}
    cohort = draw_cohort(SCHEME, values, SEED, people, days)
    tagged = tagged_of(cohort, values, "instruments.tag.device.charging", plan_with(zones=zones_with()), SEED)
    return tagged._replace(absconds_h=np.full(people, absconds_h), misses=np.zeros(people))


def followed(plan, tagged):
    """The notices (person, time, cause, state, reason), violations and counts of everybody."""
    people = tagged.person.size
    counts = new_counts(people)
    held = follow_part(SEED, tagged, 0, people, plan, counts)
    notices = [
        (int(row), time_h, CAUSES[cause], STATES[state], REASONS[reason])
        for each in held
        for row, time_h, cause, state, reason in zip(each.notice_row, *each.notices, strict=True)
    ]
    return sorted(notices), _silence(people, [(each.violation_row, each.violations) for each in held]), counts


def trail_of(plan, tagged, row, first_day=0, days=DAYS):
    """The recorded fixes of one person, and where they live."""
    fixes = plan.noise.fixes * days
    sheet = Sheet(np.empty(fixes, np.int32), np.empty(fixes, np.int32), np.empty(fixes, np.int8))
    room, stays = new_room(plan), new_stays(64 * days)
    record_person(SEED, tagged, row, plan, room, first_day, days, sheet, stays)
    return sheet, (room.places.x_m[0], room.places.y_m[0]), room.own.copy()


def told_by_reading(sheet, beyond, dwell, active):
    """Times at which a rule of so many fixes in a row is met, read from a trail fix by fix."""
    told, row, alerted, was_active = [], 0, False, False
    for fix in range(sheet.source.size):
        if not active[fix]:
            was_active = False
            continue
        if not was_active:
            row, alerted, was_active = 0, False, True
        if sheet.source[fix] != GNSS:
            continue
        if beyond[fix]:
            row += 1
            if row >= dwell and not alerted:
                told.append(fix)
                alerted = True
        else:
            row, alerted = 0, False
    return told


def at_night(fixes, from_h, to_h):
    clock_h = np.arange(fixes) * MINUTE_H % DAY_H
    return (clock_h >= from_h - 1e-9) | (clock_h < to_h - 1e-9)


ROUGH = {"bad_share": np.array([0.02, 0.1, 0.05, 0.3, 0.4]), "bad_factor": 8.0, "bias_m": 4.0}
LOSSY = {"loss_share": np.array([0.01, 0.02, 0.02, 0.05, 0.2]), "wifi": 0.4, "cell": 0.3}


@pytest.mark.compiled
@pytest.mark.parametrize("radius_m", [30.0, 100.0, 250.0])
@pytest.mark.parametrize("dwell", [1, 3])
def test_what_a_curfew_raises_is_what_the_drawn_fixes_show(radius_m, dwell):
    # The loop leaves out every fix that cannot matter; here all are drawn, rounded to a decimetre, and read one by one.
    # Rounding can turn over a fix within 7 cm of the edge, so a hundredth of the alerts may differ.
    plan = plan_with(
        zones=curfew_with(radius_m, dwell=dwell),
        positioning=positioning_with(**ROUGH, **LOSSY),
        device=device_with(life_h=22.0, life_spread=0.2),
        conducts={"late_per_d": 0.2, "late_h": 1.0},
    )
    tagged = wearers()
    notices, _, _ = followed(plan, tagged)
    raised, read = set(), set()
    for row in range(PEOPLE):
        sheet, home, _ = trail_of(plan, tagged, row)
        far = np.hypot(sheet.x_dm / 10.0 - home[0], sheet.y_dm / 10.0 - home[1])
        told = told_by_reading(sheet, far > radius_m, dwell, at_night(sheet.source.size, 19.0, 7.0))
        read |= {(row, fix) for fix in told}
        raised |= {
            (row, math.floor(time_h / MINUTE_H + 1e-6))
            for of, time_h, cause, *_ in notices
            if of == row and cause == "curfew"
        }
    # What is noticed reaches the server with the next upload: at most a minute later here, or when signal returns.
    matched = sum((row, fix) in raised or (row, fix + 1) in raised for row, fix in read)
    late = len(read) - matched
    assert len(read) > 20
    assert abs(len(raised) - len(read)) <= 0.02 * len(read) + 1
    assert late <= 0.05 * len(read) + 1


@pytest.mark.compiled
def test_what_an_exclusion_zone_raises_is_what_the_drawn_fixes_show():
    plan = plan_with(
        zones=zones_with((EXCLUSION, 400.0, 1500.0), dwell=2),
        positioning=positioning_with(**ROUGH),
        conducts={"entry_per_d": 0.3, "entry_h": 0.5},
    )
    tagged = wearers()
    notices, violations, _ = followed(plan, tagged)
    read = 0
    for row in range(PEOPLE):
        sheet, _, own = trail_of(plan, tagged, row)
        near = np.hypot(sheet.x_dm / 10.0 - own[0, 1], sheet.y_dm / 10.0 - own[0, 2])
        read += len(told_by_reading(sheet, near < 400.0, 2, np.ones(near.size, dtype=bool)))
    assert read > 10
    assert abs(len(notices) - read) <= 0.02 * read + 1
    assert violations.start_h.size > 10
    assert {cause for _, _, cause, *_ in notices} == {"exclusion"}


def test_a_perfect_device_in_an_obeyed_curfew_raises_nothing():
    perfect = plan_with(zones=curfew_with(20.0, dwell=1, gap_h=1.0), positioning=positioning_with(sigma_m=np.zeros(5)))
    notices, violations, counts = followed(perfect, wearers())
    assert notices == []
    assert violations.start_h.size == 0
    assert counts.fixes_due.tolist() == counts.fixes_gnss.tolist() == [DAYS * 1440] * PEOPLE
    assert counts.curfew_nights.tolist() == [DAYS] * PEOPLE
    assert counts.silent_h.tolist() == [0.0] * PEOPLE


@pytest.mark.compiled
def test_a_perfect_device_tells_every_late_evening_and_nothing_else():
    plan = plan_with(
        zones=curfew_with(50.0, dwell=1),
        positioning=positioning_with(sigma_m=np.zeros(5), upload_h=1e-6),
        conducts={"late_per_d": 0.3, "late_h": 1.0},
    )
    notices, violations, _ = followed(plan, wearers())
    starts = np.sort(violations.start_h)
    assert starts.size > 30
    assert {each[2:] for each in notices} == {("curfew", "out", "really_outside")}
    # Each is told at its first fix; one shorter than a minute may fall between two fixes, and on one evening in many
    # the way home leads past the edge and out again.
    assert starts.size * 0.9 < len(notices) <= starts.size * 1.05
    for _, time_h, *_ in notices:
        assert np.abs(starts - time_h).min() <= MINUTE_H + 1e-6
    late_share = starts.size / (PEOPLE * DAYS)
    assert abs(late_share - 0.3) < 4.5 * math.sqrt(0.3 * 0.7 / (PEOPLE * DAYS))


@pytest.mark.compiled
def test_a_fix_is_the_same_on_whatever_day_its_recording_begins():
    plan = plan_with(zones=zones_with(), positioning=positioning_with(**ROUGH, **LOSSY))
    tagged = wearers()
    whole, _, _ = trail_of(plan, tagged, 3, 0, 10)
    part, _, _ = trail_of(plan, tagged, 3, 6, 2)
    asked = slice(6 * 1440, 8 * 1440)
    assert (whole.source[asked] == part.source).all()
    there = part.source != NO_FIX
    assert (whole.x_dm[asked][there] == part.x_dm[there]).all()
    assert (whole.y_dm[asked][there] == part.y_dm[there]).all()


@pytest.mark.compiled
def test_counts_of_fixes_are_those_of_the_trail():
    plan = plan_with(
        zones=zones_with(), positioning=positioning_with(**LOSSY), device=device_with(life_h=22.0, life_spread=0.2)
    )
    tagged = wearers()
    _, _, counts = followed(plan, tagged)
    for row in range(PEOPLE):
        sheet, _, _ = trail_of(plan, tagged, row)
        seen = np.bincount(sheet.source, minlength=4)
        assert seen.tolist() == [
            counts.fixes_due[row] - seen[1:].sum(),
            counts.fixes_gnss[row],
            counts.fixes_wifi[row],
            counts.fixes_cell[row],
        ]


def test_no_data_accuses_only_where_the_scheme_says_so():
    dead = device_with(fault_per_h=1.0 / (5 * DAY_H), replaced_h=2 * DAY_H)
    asked = followed(plan_with(zones=zones_with(gap_h=6.0), device=dead), wearers())[0]
    assert asked
    assert {each[2:] for each in asked} == {("gap", "present", "device_fault")}
    assert followed(plan_with(zones=zones_with(), device=dead), wearers())[0] == []


def test_a_flat_battery_that_the_wearer_let_run_down_is_a_lapse_in_every_alert():
    plan = plan_with(zones=zones_with(gap_h=1.0))
    tagged = wearers()._replace(misses=np.ones(PEOPLE))
    told = followed(plan, tagged)[0]
    assert {each[2:] for each in told} == {("battery", "lapsed", "battery"), ("gap", "lapsed", "battery")}
    assert len(told) == 2 * PEOPLE


def test_an_absconder_is_outside_every_night_until_the_battery_is_flat():
    gone_h = 10 * DAY_H
    plan = plan_with(zones=curfew_with(100.0, dwell=3), device=device_with(life_h=60.0))
    told = followed(plan, wearers(absconds_h=gone_h))[0]
    assert {each[3] for each in told} == {"absconded"}
    assert {each[2] for each in told} == {"curfew", "battery"}
    first_h = {}
    for row, time_h, *_ in told:
        first_h[row] = min(time_h, first_h.get(row, math.inf))
    assert all(gone_h < time_h <= gone_h + 60.0 for time_h in first_h.values())


def test_no_signal_of_an_absconder_accuses_nobody_who_is_there():
    lossy = positioning_with(loss_share=np.full(5, 0.5), loss_h=2.0)
    told = followed(plan_with(zones=zones_with(gap_h=1.0), positioning=lossy), wearers(absconds_h=1.0))[0]
    assert {each[2:] for each in told if each[1] > 2.0} == {
        ("gap", "absconded", "no_signal"),
        ("gap", "absconded", "battery"),
        ("battery", "absconded", "battery"),
    }


@pytest.mark.parametrize(
    ("wanted_h", "interval_h"), [(MINUTE_H, MINUTE_H), (7 / 60, 24 / 206), (12.0, 12.0), (0.5, 0.5), (24.0, 12.0)]
)
def test_an_interval_of_which_an_even_number_fills_a_day(wanted_h, interval_h):
    assert fitting_interval_h(wanted_h) == pytest.approx(interval_h)


@pytest.mark.compiled
def test_everybodys_trail_is_that_of_each():
    values = SCHEME.values(None)
    people = list(everybodys_trail(SCHEME, values, SEED, 5, 6))
    assert [int(columns[0][0]) for columns in people[:5]] == [0, 1, 2, 3, 4]
    for _, fix, x_dm, y_dm, source in people:
        assert (np.diff(fix) > 0).all()
        assert fix.size == x_dm.size == y_dm.size == source.size
        assert set(source.tolist()) <= {1, 2, 3}
    assert all(
        (one[2] == two[2]).all() for one, two in zip(people, everybodys_trail(SCHEME, values, SEED, 5, 6), strict=True)
    )


def test_states_and_causes_have_their_codes():
    assert (STATES[PRESENT], STATES[ABSCONDED], CAUSES[CURFEW]) == ("present", "absconded", "curfew")
    assert Tags.__dataclass_fields__.keys() >= {"notices", "silent", "violations", "counts"}
