"""Laws that every world must keep, whatever the scheme."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise

import numpy as np
import pytest

from custodes.model import day as flow
from custodes.model.day import run_model
from custodes.people.cohort import draw_cohort
from custodes.records.tables import CAUSES, CHECK_CAUSES, POINTS, STATES, STEPS, SURROUNDINGS
from custodes.scheme.library import load, names
from tests.model.worlds import assert_same, tables

HOME = load("home-office-2022")
PEOPLE, DAYS, SEED = 60, 20, 5
ALL_SCHEMES = pytest.mark.parametrize("name", names())


def busy(scheme=HOME):
    """A draw in which much happens to few people in little time."""
    values = dict(scheme.values(None))
    values["conduct.absconding"] = 1.0 / 40
    values["conduct.handing_over"] = 1.0 / 40
    values["conduct.handing_over_length"] = 60.0
    values["rules.absence_closed_after"] = 200.0
    for path in values:
        if path.endswith((".no_match", ".not_captured", ".not_live", ".forgets", ".no_prompt")):
            values[path] = 0.08
        if path.endswith(".if_true"):
            values[path] = 0.25
    return values


def world(scheme=HOME, values=None, people=PEOPLE, days=DAYS, **ways):
    return run_model(scheme, values if values is not None else busy(scheme), SEED, people, days, **ways)


@pytest.fixture(scope="module")
def plain():
    return world()


def test_much_happens_in_the_world_of_these_tests(plain):
    assert plain.tallies["alerts_acted_on"].sum() > 20
    assert set(plain.alerts["truth_state"].tolist()) >= set(range(STATES.index("lapsed") + 1))
    assert set(plain.alerts["cause"].tolist()) >= set(range(len(CHECK_CAUSES)))
    assert np.isfinite(plain.absences["noticed_h"]).sum() > 2
    assert (plain.people["joined_h"] > 0).any()


@pytest.mark.parametrize("ways", [{"shards": 2}, {"shards": 7}, {"shards": 7, "threads": 2}, {"shards": 500}], ids=str)
def test_shards_and_threads_change_nothing(plain, ways):
    assert_same(plain, world(**ways))


@pytest.mark.parametrize("checks_a_stretch", [1, 1500])
def test_stretches_change_nothing(plain, checks_a_stretch):
    # Hours worked are summed stretch by stretch, so that they may differ in the last digits.
    assert_same(plain, world(checks_a_stretch=checks_a_stretch), rounding=1e-12)


def test_a_world_of_whose_trails_nobody_asks_is_the_same_in_all_else():
    scheme = load("gps-pilot-2022")
    sampled, not_sampled = (run_model(scheme, scheme.values(), 1, 30, 20, sampled=each) for each in (True, False))
    assert sampled.trail is not None
    assert not_sampled.trail is None
    assert_same(dataclasses.replace(sampled, trail=None), not_sampled)
    assert sampled.parts == not_sampled.parts


def test_checks_that_take_days_to_answer_come_to_the_desks_in_order():
    # With three days to answer, failures of one stretch are known in a later one, after those of its own checks.
    scheme = load("probation-check-in")
    values = {**busy(scheme), "instruments.check_in.checks.schedule.every": 24.0}
    values["instruments.check_in.checks.recognition.no_match"] = 0.5
    values["instruments.check_in.checks.answering.delay"] = 15.0
    ours = world(scheme, values, people=30)
    assert_same(ours, world(scheme, values, people=30, checks_a_stretch=1), rounding=1e-12)
    assert (ours.cases["desk"] == 0).sum() > 20


def with_cohort(monkeypatch, change):
    monkeypatch.setattr(flow, "draw_cohort", lambda *about: change(draw_cohort(*about)))


def taken(cohort, rows):
    arrays = ("person", "joined_h", "left_h", "absconds_h", "sleep_from_h", "works", "delay_factor")
    return dataclasses.replace(
        cohort,
        **{name: getattr(cohort, name)[rows] for name in arrays},
        true_group={name: codes[rows] for name, codes in cohort.true_group.items()},
        recorded_group={name: codes[rows] for name, codes in cohort.recorded_group.items()},
    )


def by_person(table):
    order = np.lexsort(
        (table.get("raised_h", table.get("arrived_h", table.get("start_h", table["person"]))), table["person"])
    )
    return {name: column[order] for name, column in table.items()}


def test_people_in_another_order_have_the_same_fate(plain, monkeypatch):
    rows = np.random.default_rng(1).permutation(plain.people["person"].size)
    with_cohort(monkeypatch, lambda cohort: taken(cohort, rows))
    moved = world()
    assert (moved.people["person"] == rows).all()
    for table in ("people", "tallies", "alerts", "absences", "cases"):
        ours, theirs = by_person(tables(plain)[table]), by_person(tables(moved)[table])
        for name, column in ours.items():
            np.testing.assert_array_equal(column, theirs[name], err_msg=f"{table}.{name}")
    np.testing.assert_allclose(plain.desks["worked_h"], moved.desks["worked_h"])


def test_adding_nobody_changes_nothing(plain, monkeypatch):
    def with_ghosts(cohort):
        ghosts = taken(cohort, np.r_[np.arange(len(cohort)), [0, 1, 2]])
        ghosts.person[-3:] += 1000
        ghosts.left_h[-3:] = ghosts.joined_h[-3:]
        ghosts.absconds_h[-3:] = math.inf
        return ghosts

    with_cohort(monkeypatch, with_ghosts)
    haunted = world()
    for name, column in plain.tallies.items():
        np.testing.assert_array_equal(haunted.tallies[name][:-3], column, err_msg=name)
    for name in ("checks_due", "alerts_raised", "photographs_held", "attempts"):
        assert not haunted.tallies[name][-3:].any()


def test_the_same_seed_gives_the_same_world_and_another_seed_another(plain):
    assert_same(plain, world())
    other = run_model(HOME, busy(), SEED + 1, PEOPLE, DAYS)
    assert (plain.tallies["checks_no_match"][:PEOPLE] != other.tallies["checks_no_match"][:PEOPLE]).any()


NOTHING_FAILS = {
    "conduct.absconding": 0,
    "conduct.handing_over": 0,
    "wearers.sleep_length": 0,
    "wearers.work_delay_factor": 1,
    "wearers.reachability_spread": 0,
    "conduct.removal": 0,
    **{f"instruments.{name}.checks.answering.forgets": 0 for name in ("watch", "reporting")},
    "instruments.reporting.checks.delivery.no_prompt": 0,
    **{f"instruments.watch.location.loss.share.{around}": 0 for around in SURROUNDINGS},
    "instruments.watch.device.battery_life": "10 year",
    "instruments.watch.device.fault.rate": 0,
    "instruments.watch.checks.answering.delay": "0.001 minute",
    "instruments.watch.checks.answering.spread": 0.1,
    "instruments.reporting.checks.answering.delay": "0.001 minute",
    "instruments.reporting.checks.answering.spread": 0.1,
    **{f"instruments.watch.checks.recognition.{path}": 0 for path in ("not_captured", "not_live", "no_match")},
}


def test_a_check_that_never_fails_accuses_nobody():
    scheme = HOME.with_settings(NOTHING_FAILS)
    quiet = world(scheme, scheme.values(None))
    assert quiet.tallies["checks_due"].sum() > 1000
    assert (quiet.tallies["checks_passed"] == quiet.tallies["checks_due"]).all()
    for point in POINTS:
        assert not quiet.tallies[f"alerts_{point}"].any()
    assert quiet.alerts["person"].size == quiet.cases["person"].size == quiet.absences["person"].size == 0
    assert not quiet.tallies["responding_h"].any()
    assert quiet.tallies["truth_compliant"].all()


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("watch.checks.recognition.no_match", "no_match"),
        ("watch.checks.recognition.not_live", "not_live"),
        ("watch.checks.recognition.not_captured", "not_captured"),
        ("reporting.checks.delivery.no_prompt", "no_prompt"),
        ("watch.location.loss.share.light_indoor", "no_prompt"),
        ("watch.checks.answering.forgets", "missed"),
    ],
)
def test_what_alone_fails_is_the_only_cause(path, cause):
    settings = {**NOTHING_FAILS, f"instruments.{path}": 0.3, "rules.missed_in_a_row": 1}
    settings |= {"instruments.reporting.checks.schedule.every": 1}
    scheme = HOME.with_settings(settings)
    one = world(scheme, scheme.values(None), people=30, days=10)
    counted = {name: int(one.tallies[f"checks_{name}"].sum()) for name in CHECK_CAUSES}
    assert counted[cause] > 20
    assert sum(counted.values()) == counted[cause]
    assert set(one.alerts["cause"].tolist()) <= {CAUSES.index(cause)}
    false = one.tallies["truth_false_raised"].sum()
    assert (false == 0) if cause == "missed" else (false == one.tallies["alerts_raised"].sum() > 0)


def test_a_perfect_reviewer_clears_every_false_nonmatch():
    reviewer = {"d_prime": 40, "criterion": 0, "failed_label_shift": 0, "between_reviewers": 0}
    scheme = HOME.with_settings({f"desks.review.reviewer.{name}": value for name, value in reviewer.items()})
    values = {**busy(), **{path: scheme.values(None)[path] for path in scheme.values(None) if "reviewer." in path}}
    cleared = world(scheme, values)
    own = cleared.alerts["truth_state"] == STATES.index("present")
    assert not np.isin(cleared.alerts["cause"][own], [CAUSES.index("no_match"), CAUSES.index("not_live")]).any()
    here = cleared.tallies["truth_compliant"]
    assert (cleared.tallies["reviews"] == cleared.tallies["reviews_overturned"])[here].all()
    assert cleared.tallies["reviews_overturned"][here].sum() > 50


def test_labels_that_mean_nothing_change_nothing(plain, monkeypatch):
    # The watch has no relative rates here, so who is in which group must not matter to anything but the group columns.
    values = {path: 1.0 if ".by_group." in path else value for path, value in busy().items()}
    ours = world(values=values)

    def shuffled(cohort):
        mixed = np.random.default_rng(2).permutation(len(cohort))
        groups = {name: codes[mixed] for name, codes in cohort.true_group.items()}
        return dataclasses.replace(cohort, true_group=groups, recorded_group=groups)

    with_cohort(monkeypatch, shuffled)
    theirs = world(values=values)
    for name, column in ours.tallies.items():
        np.testing.assert_array_equal(column, theirs.tallies[name], err_msg=name)
    assert (ours.people["sex"] != theirs.people["sex"]).any()
    assert plain.tallies["checks_due"].sum() == ours.tallies["checks_due"].sum()


def without(scheme, desk):
    return scheme.model_copy(update={"desks": scheme.desks.model_copy(update={desk: None}), "costs": None})


CHECKS = [f"checks_{name}" for name in ("due", "answered", "passed", *CHECK_CAUSES)]


@pytest.mark.parametrize("desk", ["review", "triage"])
def test_a_scheme_without_a_desk_meets_the_same_people_and_days(plain, desk):
    other = world(without(HOME, desk), busy())
    for name in [*CHECKS, "attempts", "prompts_asleep", "truth_first_false_nonmatch_d", "truth_away_d"]:
        np.testing.assert_array_equal(plain.tallies[name], other.tallies[name], err_msg=name)
    for name, column in plain.people.items():
        np.testing.assert_array_equal(column, other.people[name])
    if desk == "review":
        assert other.tallies["alerts_raised"].sum() > plain.tallies["alerts_raised"].sum()
        assert "review" not in other.parts
        assert not other.tallies["reviews"].any()


def test_a_scheme_without_triage_raises_the_same_alerts_of_people_who_stay(plain):
    other = world(without(HOME, "triage"), busy())
    here = np.flatnonzero(plain.tallies["truth_compliant"])
    ours, theirs = (np.sort(one.alerts["raised_h"][np.isin(one.alerts["person"], here)]) for one in (plain, other))
    np.testing.assert_array_equal(ours, theirs)
    assert np.array_equal(other.alerts["triaged_h"], other.alerts["raised_h"])


def test_an_instrument_less_leaves_the_other_alone(plain):
    watch_only = HOME.model_copy(
        update={"instruments": {"watch": HOME.instruments["watch"]}, "costs": None},
    )
    other = world(watch_only, busy())
    for name in ("truth_own_compared", "truth_own_no_match", "checks_no_match", "checks_not_live", "photographs_held"):
        np.testing.assert_array_equal(plain.tallies[name], other.tallies[name], err_msg=name)
    assert (plain.tallies["checks_due"] > other.tallies["checks_due"]).any()
    assert other.costs["item"].size == 0
    assert not other.tallies["reporting_h"].any()


@ALL_SCHEMES
def test_counts_agree_with_one_another(name):
    scheme = load(name)
    found = world(scheme)
    tallies, alerts = found.tallies, found.alerts
    failed = sum(tallies[f"checks_{cause}"] for cause in CHECK_CAUSES)
    seen = sum(tallies[f"checks_{cause}"] for cause in ("not_captured", "not_live", "no_match"))
    assert (tallies["checks_due"] == tallies["checks_passed"] + failed).all()
    assert (tallies["checks_answered"] == tallies["checks_passed"] + seen).all()
    assert (tallies["attempts"] >= tallies["checks_answered"]).all()
    for kind in ("alerts", "truth_false"):
        for earlier, later in pairwise(POINTS):
            assert (tallies[f"{kind}_{earlier}"] >= tallies[f"{kind}_{later}"]).all()
    for point in POINTS:
        assert (tallies[f"alerts_{point}"] >= tallies[f"truth_false_{point}"]).all()
        reached = ~np.isnan(alerts[f"{point}_h"])
        assert (
            np.bincount(alerts["person"][reached], minlength=tallies["person"].size) == tallies[f"alerts_{point}"]
        ).all()
        false = reached & alerts["truth_false"]
        counted = np.bincount(alerts["person"][false], minlength=tallies["person"].size)
        assert (counted == tallies[f"truth_false_{point}"]).all()
        away = reached & np.isin(alerts["truth_state"], [STATES.index("absconded"), STATES.index("handed_over")])
        counted = np.bincount(alerts["person"][away], minlength=tallies["person"].size)
        assert (counted == tallies[f"truth_absence_{point}"]).all()
    for code, step in enumerate(STEPS):
        taken = np.bincount(alerts["person"][alerts["step"] == code], minlength=tallies["person"].size)
        assert (taken == tallies[f"responses_{step}"]).all()
    assert (alerts["truth_false"] == (alerts["truth_state"] == STATES.index("present"))).all()
    assert ((alerts["step"] >= 0) == ~np.isnan(alerts["acted_on_h"])).all()
    assert (alerts["step"] < len(STEPS)).all()
    assert (np.diff(alerts["raised_h"]) >= 0).all()
    assert not (alerts["triaged_h"] < alerts["raised_h"]).any()
    assert not (alerts["handled_h"] < alerts["triaged_h"]).any()
    assert not (alerts["handled_h"] >= DAYS * 24.0).any()


@ALL_SCHEMES
def test_cases_agree_with_what_is_counted(name):
    scheme = load(name)
    found = world(scheme)
    cases, end_h = found.cases, DAYS * 24.0
    assert (cases["started_h"] >= cases["arrived_h"]).all()
    assert not (cases["finished_h"] < cases["started_h"]).any()
    assert not (cases["finished_h"] >= end_h).any()
    reviewed = (cases["desk"] == 0) & ~np.isnan(cases["finished_h"])
    assert reviewed.sum() == found.tallies["reviews"].sum()
    assert cases["overturned"][reviewed].sum() == found.tallies["reviews_overturned"].sum()
    for row, desk in enumerate(found.desks["desk"]):
        here = cases["desk"] == desk
        ends_h = np.where(np.isnan(cases["finished_h"][here]), end_h, cases["finished_h"][here])
        assert found.desks["worked_h"][row] == pytest.approx((ends_h - cases["started_h"][here]).sum())
        assert found.desks["backlog_end"][row] >= 0
        assert found.desks["staffed_h"][row] > 0


@ALL_SCHEMES
def test_what_was_true_agrees_with_the_alerts(name):
    found = world(load(name))
    absences, alerts, tallies = found.absences, found.alerts, found.tallies
    away = np.isin(absences["truth_state"], [STATES.index("absconded"), STATES.index("handed_over")])
    assert not (absences["noticed_h"] <= absences["start_h"]).any()
    assert (absences["end_h"] > absences["start_h"]).all()
    long_h = (absences["end_h"] - absences["start_h"])[away]
    away_d = np.bincount(absences["person"][away], long_h, tallies["person"].size) / 24.0
    assert tallies["truth_away_d"] == pytest.approx(away_d)
    assert (tallies["truth_compliant"] == ~np.isin(tallies["person"], absences["person"])).all()
    assert (tallies["truth_away_d"] <= tallies["on_scheme_d"] + 1e-9).all()
    for k in range(absences["person"].size):
        mine = (alerts["person"] == absences["person"][k]) & (alerts["truth_state"] == absences["truth_state"][k])
        same = (absences["person"] == absences["person"][k]) & (absences["truth_state"] == absences["truth_state"][k])
        later_h = absences["start_h"][same & (absences["start_h"] > absences["start_h"][k])]
        until_h = later_h.min() if later_h.size else math.inf
        acted_on_h = alerts["acted_on_h"][
            mine & (alerts["raised_h"] >= absences["start_h"][k]) & (alerts["raised_h"] < until_h)
        ]
        first_h = np.fmin.reduce(acted_on_h, initial=math.nan)
        np.testing.assert_equal(absences["noticed_h"][k], first_h)
        if absences["truth_state"][k] == STATES.index("absconded") and np.isfinite(first_h):
            assert not (alerts["raised_h"][mine] > first_h).any()  # the file is closed by then
    first_d = np.full(tallies["person"].size, math.inf)
    false = alerts["truth_false"] & ~np.isnan(alerts["acted_on_h"])
    since_d = (alerts["acted_on_h"] - found.people["joined_h"][alerts["person"]]) / 24.0
    np.minimum.at(first_d, alerts["person"][false], since_d[false])
    np.testing.assert_allclose(tallies["truth_first_false_acted_d"], np.where(np.isinf(first_d), math.nan, first_d))


def open_all_hours():
    """Desks that never close on their days, with cases so long that some are in hand at any time."""
    values = {**busy(), "desks.triage.delay": 7.0}
    for desk in ("review", "casework"):
        values.update({f"desks.{desk}.shifts.0.from": 0.0, f"desks.{desk}.shifts.0.to": 24.0})
        values[f"desks.{desk}.minutes_per_case"] = 6.0
    return values


def test_what_is_in_hand_at_midnight_is_carried_into_the_next_stretch():
    ours = world(values=open_all_hours(), days=18)
    assert_same(ours, world(values=open_all_hours(), days=18, checks_a_stretch=1), rounding=1e-12)


def test_what_is_in_hand_at_the_end_is_neither_handled_nor_decided():
    found = world(values=open_all_hours(), days=18)  # the end of a Thursday
    in_hand = np.isnan(found.cases["finished_h"])
    assert set(found.cases["desk"][in_hand].tolist()) == {0, 1}
    for column in ("triaged_h", "handled_h", "acted_on_h"):
        assert not (found.alerts[column] >= 18 * 24.0).any()
    assert not (found.alerts["raised_h"] >= 18 * 24.0).any()
    handled = (found.cases["desk"] == 1) & ~in_hand
    assert found.tallies["alerts_handled"].sum() <= handled.sum()
    assert found.tallies["reviews"].sum() == ((found.cases["desk"] == 0) & ~in_hand).sum()


def test_a_failure_joins_the_wearers_last_alert(plain):
    joins_h = busy()["rules.joins_open_alert"]
    for person in set(plain.alerts["person"].tolist()):
        raised_h = plain.alerts["raised_h"][plain.alerts["person"] == person]
        assert (np.diff(raised_h) >= joins_h).all()


def test_pictures_are_all_held_under_six_years_and_none_under_none():
    # Nothing fails to be captured, so that there is a picture for each attempt at the watch.
    values = {**busy(), "instruments.watch.checks.recognition.not_captured": 0.0}
    watch_only = HOME.model_copy(update={"instruments": {"watch": HOME.instruments["watch"]}, "costs": None})
    held = world(watch_only, values, people=20)
    assert (held.tallies["photographs_held"] == held.tallies["attempts"]).all()
    position = next(k for k, kept in enumerate(HOME.data_kept) if kept.item == "photograph")
    half = world(watch_only, {**values, f"data_kept.{position}.keep": 10 * 24.0}, people=20)
    last = (half.tallies["photographs_held"] > 0) & (half.people["left_h"] == DAYS * 24.0)
    share = half.tallies["photographs_held"][last].sum() / held.tallies["photographs_held"][last].sum()
    assert 0.4 < share < 0.65
    none = world(watch_only.model_copy(update={"data_kept": ()}), values, people=20)
    assert not none.tallies["photographs_held"].any()
    assert "photographs" not in none.parts


def test_a_scheme_may_let_go_checks_without_a_picture():
    scheme = HOME.with_settings({"rules.no_image": "clear"})
    cleared = world(scheme, busy())
    assert not (cleared.alerts["cause"] == CAUSES.index("not_captured")).any()
    assert cleared.tallies["checks_not_captured"].sum() > 0


def test_what_a_recorded_group_leaves_blank_is_blank_in_the_records():
    values = {**busy(), "cohort.groups.sex.not_recorded": 1.0}
    assert (world(values=values, people=10, days=2).people["sex"] == -1).all()


def test_rows_of_fewer_people_leave_tallies_and_absences_alone(plain, monkeypatch):
    # In a very large world alerts and cases are kept one by one for one person in so many.
    monkeypatch.setattr("custodes.model.rows.ROWS_WANTED", PEOPLE * DAYS * 0.1)
    fewer = world()
    assert fewer.rows_one_in > 3
    assert (fewer.alerts["person"] % fewer.rows_one_in == 0).all()
    kept = plain.alerts["person"] % fewer.rows_one_in == 0
    for name, column in fewer.alerts.items():
        np.testing.assert_array_equal(column, plain.alerts[name][kept], err_msg=name)
    for table in ("tallies", "absences", "desks"):
        for name, column in tables(plain)[table].items():
            np.testing.assert_array_equal(tables(fewer)[table][name], column, err_msg=f"{table}.{name}")


def test_time_taken_from_the_wearer_by_hand(plain):
    values = busy()
    watch_only = HOME.model_copy(update={"instruments": {"watch": HOME.instruments["watch"]}, "costs": None})
    one = world(watch_only, values, people=20)
    per_attempt_h = values["instruments.watch.checks.effort.per_attempt"]
    assert one.tallies["prompt_h"] == pytest.approx(one.tallies["attempts"] * per_attempt_h)
    assert (plain.tallies["reporting_h"] > 0).any()
    alerts = plain.alerts
    about = np.isin(alerts["truth_state"], [STATES.index("present"), STATES.index("lapsed")]) & (alerts["step"] >= 0)
    takes_h = np.array([values[f"response.{step}.takes"] for step in STEPS])
    expected = np.bincount(alerts["person"][about], takes_h[alerts["step"][about]], plain.tallies["person"].size)
    assert plain.tallies["responding_h"] == pytest.approx(expected)
    detains_h = np.array([values[f"response.{step}.detains"] for step in STEPS])
    held_h = np.bincount(alerts["person"][about], detains_h[alerts["step"][about]], plain.tallies["person"].size)
    assert plain.tallies["detained_h"] == pytest.approx(np.minimum(held_h, plain.tallies["on_scheme_d"] * 24.0))


@pytest.mark.compiled
def test_twice_the_people_have_the_same_rates_each():
    # Rates per person-year of 1,500 and of 3,000 other people; the difference has the variance of independent people
    # (checks) or nearly so (alerts, with staff scaled and desks far from full). Bound |z| < 4.
    values = {**HOME.values(None), "desks.review.shifts.0.staff": 10.0, "desks.casework.shifts.0.staff": 20.0}
    few, many = (run_model(HOME, values, seed, people, 90) for seed, people in ((1, 1500), (2, 3000)))
    for name in ("checks_due", "checks_missed", "checks_no_match", "alerts_raised", "truth_false_raised", "reviews"):
        rates, variances = [], []
        for one in (few, many):
            count, time_d = one.tallies[name].astype(float), one.tallies["on_scheme_d"]
            rate = count.sum() / time_d.sum()
            rates.append(rate)
            variances.append(np.square(count - rate * time_d).sum() / time_d.sum() ** 2)
        assert abs(rates[0] - rates[1]) / math.sqrt(sum(variances)) < 4, name
    assert many.desks["staffed_h"] == pytest.approx(2 * few.desks["staffed_h"])


@pytest.mark.compiled
def test_groups_with_relative_rates_differ_and_others_do_not():
    # Three times as many non-matches in one group than in the rest: each group's share of refused own faces against its
    # expectation, by-person variance; bound |z| < 4. Shares of sexes, which have no relative rate, agree within it.
    prefix = "instruments.watch.checks.recognition"
    regions = ("east_europe", "south_asia", "west_africa", "elsewhere")
    values = dict(HOME.values(None))
    values.update({f"{prefix}.by_group.no_match.region_of_birth.{group}": 1.0 for group in regions})
    values.update(
        {
            f"{prefix}.by_group.no_match.region_of_birth.west_africa": 3.0,
            f"{prefix}.no_match": 0.02,
            f"{prefix}.attempts": 1.0,
        }
    )
    found = run_model(HOME, values, 3, 4000, 60)
    failed, compared = (
        found.tallies["truth_own_no_match"].astype(float),
        found.tallies["truth_own_compared"].astype(float),
    )

    def z_against(members, share):
        off = failed[members] - share * compared[members]
        return off.sum() / math.sqrt(np.square(off).sum())

    share_of_group = HOME.values(None)["cohort.groups.region_of_birth.shares.west_africa"]
    base = 0.02 / (1 + 2 * share_of_group)
    region = found.people["region_of_birth"]
    for code, group in enumerate(found.groups["region_of_birth"]):
        assert abs(z_against(region == code, base * (3.0 if group == "west_africa" else 1.0))) < 4
    for code in range(2):
        assert abs(z_against(found.people["sex"] == code, 0.02)) < 4
