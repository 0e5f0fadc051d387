"""A simulated scheme written out: what stands in the files is what the model counted, and what was planted."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import fields, replace

import numpy as np
import pytest

from custodes.records.kinds import CHECK_OUTCOMES, KINDS
from custodes.records.tables import CAUSES, POINTS
from custodes.study.run import make_plan
from custodes.study.world import world_values
from custodes.study.written_out.cells import names_of
from custodes.study.written_out.checks import each_check
from custodes.study.written_out.faults import Faults
from custodes.study.written_out.scores import CUT, LATER_THRESHOLD, THRESHOLD, ScoreFaults, scores_table
from custodes.study.written_out.world import START_S, Clock, alerts_table
from custodes.study.written_out.write import Positions, disclosed_files, london_times, write_out

WATCH, TAG = "home-office-2022", "curfew-tag"
SMALL = {"people": 30, "days": 61, "seed": 7}
ALL_FAULTS = Faults(**{field.name: 4 for field in fields(Faults)})


@pytest.fixture(scope="module")
def clean():
    return write_out(WATCH, **SMALL, positions=Positions(every=360))


@pytest.fixture(scope="module")
def faulty():
    return write_out(WATCH, **SMALL, positions=Positions(every=360), faults=ALL_FAULTS)


def _rows(written, kind):
    return list(csv.DictReader(io.StringIO(disclosed_files(written)[f"{kind}.csv"].decode("utf-8"))))


def _s(text):
    return dt.datetime.fromisoformat(text).timestamp() if text else np.nan


# The model's own records


@pytest.mark.parametrize("scheme", [WATCH, "probation-check-in", "gps-pilot-2022"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_check_comes_out_as_it_did_in_the_run(scheme, seed):
    written = write_out(scheme, people=25, days=40, seed=seed)
    checks, tallies = written.tables["checks"], written.records.tallies
    people = len(tallies["person"])
    assert np.array_equal(np.bincount(checks["person"], minlength=people), tallies["checks_due"])
    for code, outcome in enumerate(CHECK_OUTCOMES):
        counted = np.bincount(checks["person"][checks["outcome"] == code], minlength=people)
        assert np.array_equal(counted, tallies[f"checks_{outcome}"]), outcome
    attempts = np.bincount(checks["person"], weights=checks["attempts"], minlength=people)
    assert np.array_equal(attempts, tallies["attempts"])


def test_an_answer_comes_after_the_prompt_and_within_the_window():
    plan = make_plan(WATCH, people=25, days=20, draws=1, seed=3)
    values = world_values(plan, 0)
    checks = each_check(plan.scheme, values, 3, 25, 20)
    taken_h = (checks["answered"] - checks["due"])[checks["outcome"] == 0]
    assert np.all(taken_h >= 0.0)
    assert taken_h.max() <= max(value for path, value in values.items() if path.endswith("checks.window"))


@pytest.mark.parametrize("scheme", [WATCH, TAG])
def test_alerts_are_those_of_the_run_by_point_and_cause(scheme):
    written = write_out(scheme, people=20, days=30, seed=5)
    rows, tallies = _rows(written, "alerts"), written.records.tallies
    for point in POINTS:
        for cause in CAUSES:
            counted = sum(row["cause"] == cause and row[point] != "" for row in rows)
            assert counted == tallies[f"alerts_{point}_{cause}"].sum(), (point, cause)


def test_no_truth_is_written_out(clean):
    files = disclosed_files(clean)
    assert not [name for name, content in files.items() if b"truth" in content]
    for kind, columns in clean.tables.items():
        assert set(columns) <= set(KINDS[kind])
        assert {name for name, field in KINDS[kind].items() if field.needed} <= set(columns)


def test_a_world_of_which_some_alerts_were_not_kept_is_refused(clean):
    with pytest.raises(ValueError, match="fewer people"):
        alerts_table(replace(clean.records, rows_one_in=2), clean.clock, 1)


# Names and cells


def test_names_are_one_each_and_say_nothing(clean):
    names = names_of(clean.tables, clean.seed)
    for of, those in names.items():
        assert len(set(those)) == len(those), of
    numbers = np.array([int(name.removeprefix("P-")) for name in names["person"]])
    assert sorted(numbers) == list(range(1, numbers.size + 1))
    # Fixed seed: the correlation of 30 shuffled numbers with their order has a standard deviation of 0.19.
    assert abs(np.corrcoef(numbers, np.arange(numbers.size))[0, 1]) < 4.0 * 0.19


def test_a_person_has_the_same_name_in_every_file(clean):
    people = {row["person"] for row in _rows(clean, "people")}
    for kind in ("checks", "alerts", "desk", "reviews", "positions", "bills"):
        assert {row["person"] for row in _rows(clean, kind)} <= people


def test_the_same_world_gives_the_same_bytes(faulty):
    again = write_out(WATCH, **SMALL, positions=Positions(every=360), faults=ALL_FAULTS)
    assert disclosed_files(again) == disclosed_files(faulty)


def test_clocks_in_london_go_back_on_the_last_sunday_of_october():
    noon = dt.datetime(2025, 10, 25, 12, 0, tzinfo=dt.UTC).timestamp()
    assert london_times(np.array([noon, noon + 86_400.0])) == ["25/10/2025 13:00", "26/10/2025 12:00"]
    assert dt.datetime.fromtimestamp(START_S, tz=dt.UTC).weekday() == 0


# Records in good order


def test_paperwork_is_in_good_order_before_anything_is_planted(clean):
    assert set(clean.planted.values()) == {0}
    end_s = clean.clock.end_s
    for row in _rows(clean, "reviews"):
        assert row["done"] <= row["due"]
        assert row["reasons"]
    for row in _rows(clean, "holdings"):
        assert row["since"] <= (row["deleted"] or row["delete_by"]) <= row["delete_by"]
        assert row["deleted"] or _s(row["delete_by"]) >= end_s
    ended = {row["person"]: _s(row["ended"]) for row in _rows(clean, "people")}
    started = {row["person"]: _s(row["started"]) for row in _rows(clean, "people")}
    for row in _rows(clean, "bills"):
        assert not _s(row["until"]) > ended[row["person"]]
        assert _s(row["from"]) + 86_400.0 > started[row["person"]]
        assert float(row["days"]) == (_s(row["until"]) - _s(row["from"])) / 86_400.0 + 1.0
    for row in _rows(clean, "disclosures"):
        assert row["from"] < row["until"] <= row["time"]


def test_published_totals_agree_with_the_records(clean):
    people, alerts = _rows(clean, "people"), _rows(clean, "alerts")
    for row in _rows(clean, "totals"):
        month, day = row["date"][:7], row["date"]
        if row["quantity"] == "alerts raised":
            assert int(row["value"]) == sum(alert["raised"].startswith(month) for alert in alerts)
        else:
            close = _s(day) + 86_400.0
            there = [row for row in people if _s(row["started"]) < close and not _s(row["ended"]) < close]
            assert int(row["value"]) == len(there)


# What was planted, counted again from the text


def test_reviews_and_holdings_have_as_many_faults_as_were_planted(faulty):
    reviews, holdings = _rows(faulty, "reviews"), _rows(faulty, "holdings")
    end_s = faulty.clock.end_s
    due = [row for row in reviews if _s(row["due"]) < end_s]
    overdue = [row for row in due if not row["done"] or row["done"] > row["due"]]
    assert len(overdue) == faulty.planted["overdue_reviews"] > 0
    assert sum(row["done"] != "" and not row["reasons"] for row in reviews) == faulty.planted["reviews_without_reasons"]
    late = [row for row in holdings if row["deleted"] and row["deleted"] > row["delete_by"]]
    assert len(late) == faulty.planted["late_deletions"]
    kept = [row for row in holdings if not row["deleted"] and _s(row["delete_by"]) < end_s]
    assert len(kept) == faulty.planted["kept_past_date"]
    past = [row for row in holdings if row["basis_ended"] and not row["deleted"]]
    assert len(past) == faulty.planted["held_past_basis"]


def test_devices_have_as_many_faults_as_were_planted(faulty):
    spells = _rows(faulty, "devices")

    def wearer(device, at):
        for row in spells:
            if (
                row["device"] == device
                and row["activated"] <= at
                and (not row["deactivated"] or at < row["deactivated"])
            ):
                return row["person"]
        return None

    alerts = _rows(faulty, "alerts")
    others = [row for row in alerts if wearer(row["device"], row["raised"]) not in {row["person"], None}]
    assert len(others) == faulty.planted["reissued_devices"] == 4
    middle_s = (faulty.clock.start_s + faulty.clock.end_s) / 2.0
    heard = {row["person"] for row in _rows(faulty, "positions") if _s(row["time"]) >= middle_s}
    heard |= {row["person"] for row in _rows(faulty, "checks") if _s(row["due"]) >= middle_s}
    staying = {row["person"] for row in _rows(faulty, "people") if not row["ended"] and _s(row["started"]) <= START_S}
    assert len(staying - heard) == faulty.planted["silent_devices"] == 4


def test_alerts_have_as_many_faults_as_were_planted(faulty):
    alerts = _rows(faulty, "alerts")
    treated = [row for row in alerts if (row["state"], row["treated_as"]) == ("no_data", "non_compliant")]
    assert len(treated) == faulty.planted["no_data_as_breach"] == 4
    cleared = [row for row in alerts if row["cleared"] and row["acted_on"] and row["cleared"] > row["acted_on"]]
    assert len(cleared) == faulty.planted["acted_on_then_cleared"] == 4


def test_what_was_shared_billed_and_published_has_as_many_faults_as_were_planted(faulty):
    given = _rows(faulty, "disclosures")
    assert sum(not row["reason"] for row in given) == faulty.planted["disclosures_without_reason"] == 4
    broad = [row for row in given if _s(row["until"]) - _s(row["from"]) > 60.0 * 86_400.0]
    assert len(broad) == faulty.planted["disclosures_too_broad"] == 4
    ended = {row["person"]: row["ended"] for row in _rows(faulty, "people")}
    over = 0.0
    for row in _rows(faulty, "bills"):
        if ended[row["person"]]:
            last_day = _s(ended[row["person"]][:10] + "T00:00:00Z")
            over += max(_s(row["until"]) - last_day, 0.0) / 86_400.0
    assert over == faulty.planted["bills_after_the_end"] > 0
    keys = [(row["date"], row["quantity"]) for row in _rows(faulty, "totals")]
    assert len(keys) - len(set(keys)) == faulty.planted["two_totals"] == 4


def test_duplicates_and_the_hour_that_comes_twice_are_as_many_as_were_planted(faulty):
    checks = [tuple(row.values()) for row in _rows(faulty, "checks")]
    assert len(checks) - len(set(checks)) == faulty.planted["duplicate_rows"] == 4
    shown = [row["contact_when"] for row in _rows(faulty, "contacts")]
    assert sum(when.startswith("26/10/2025 01:") for when in shown) == faulty.planted["clock_change"] == 4


def test_fewer_faults_are_planted_where_there_is_no_room():
    written = write_out("curfew-tag", people=4, days=40, seed=1, faults=Faults(two_totals=50, duplicate_rows=3))
    assert written.planted["duplicate_rows"] == 0
    assert written.planted["two_totals"] < 50


@pytest.mark.parametrize(
    ("scheme", "without"),
    [
        ("casework", {"checks", "alerts", "desk", "violations", "positions"}),
        ("telephone-reporting", {"desk", "positions"}),
        ("home-office-fitted-tag", {"desk"}),
    ],
)
def test_what_a_scheme_does_not_record_is_not_written_out(scheme, without):
    written = write_out(scheme, people=4, days=3, seed=1, positions=Positions(every=60))
    files = {name.removesuffix(".csv") for name in disclosed_files(written)}
    assert not files & without
    assert {"people", "bills"} <= files
    assert ("positions" in written.tables) == ("positions" not in without)


# Scores


def test_scores_lie_where_the_generator_puts_them():
    columns, true = scores_table(60, 40, Clock(61.0), 11)
    assert true == dict.fromkeys(true, 0.0)
    compared = columns["acquired"] == 1
    mated = columns["mated"] == 1
    assert np.all(columns["person"][mated] == columns["other_person"][mated])
    assert np.all(columns["person"][~mated] != columns["other_person"][~mated])
    assert np.isnan(columns["score"][~compared]).all()
    assert np.nanmean(columns["score"][mated]) > 0.9
    assert np.nanmean(columns["score"][~mated]) < 0.1
    means = [np.nanmean(columns["score"][mated & (columns["group"] == group)]) for group in np.unique(columns["group"])]
    assert max(means) - min(means) > 0.01


def test_each_fault_of_a_score_file_can_be_switched_on_alone():
    plain, _ = scores_table(60, 40, Clock(61.0), 11)
    middle_s = START_S + 61.0 * 86_400.0 / 2.0
    changed, true = scores_table(60, 40, Clock(61.0), 11, ScoreFaults(threshold_change=True))
    assert true["threshold_change"] == middle_s
    assert np.array_equal(changed["threshold"], np.where(changed["time"] >= middle_s, LATER_THRESHOLD, THRESHOLD))
    assert set(plain["threshold"]) == {THRESHOLD}
    shifted, true = scores_table(60, 40, Clock(61.0), 11, ScoreFaults(model_change=True))
    assert true["model_change"] == middle_s
    moved = np.flatnonzero(~np.isnan(plain["score"]) & (plain["score"] != shifted["score"]))
    assert plain["time"][moved].min() >= middle_s
    short, true = scores_table(60, 40, Clock(61.0), 11, ScoreFaults(truncated=True))
    assert np.nanmin(short["score"]) >= CUT
    assert plain["score"].size - short["score"].size == true["truncated"] > 0
    silent, true = scores_table(60, 40, Clock(61.0), 11, ScoreFaults(no_failures=True))
    assert plain["score"].size - silent["score"].size == true["no_failures"] == np.isnan(plain["score"]).sum() > 0
