"""Disclosed tables as records: every count that they say, and "not disclosed" for every other."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.disclosed.records import EVERY_PART, records_of
from custodes.measures.ask import answers
from custodes.measures.per_person import NOT_DISCLOSED
from custodes.records.schema import TALLIES
from tests.measures.disclosed_builder import DAY, NAN, START, day, disclosed


def told(found):
    return {key: answer for key, answer in found.items() if answer.value is not None}


def alert_log(people=50, **more):
    who = np.arange(4 * people) % people
    columns = {
        "person": who,
        "raised": day(0.0) + np.arange(4 * people) * DAY,
        "cause": ["curfew", "battery"] * (2 * people),
        "acted_on": [None, day(301)] * (2 * people),
        "step": [None, "visit"] * (2 * people),
    }
    return disclosed(people, alerts={**columns, **more})


def test_every_column_that_no_table_says_is_nan():
    records = records_of(disclosed(3, started=None, contacts={"person": [0, 1, 2], "time": day(1)}))
    wanted = {name for name in TALLIES if not name.startswith("truth_")} - {"person", "first_breach_d"}
    assert wanted <= set(records.tallies)
    assert all(np.isnan(records.tallies[name]).all() for name in wanted)
    assert not records.has_truth


def test_nothing_disclosed_is_nothing_told_and_never_that_it_does_not_apply():
    found = answers(records_of(disclosed(3, started=None, contacts={"person": [0, 1, 2], "time": day(1)})))
    assert not told(found)
    assert not [key for key, answer in found.items() if "does not apply" in (answer.cannot_tell or "")]
    assert found["checks_due_per_person_year"].cannot_tell == NOT_DISCLOSED
    assert found["cost_gbp.total"].cannot_tell == NOT_DISCLOSED
    assert found["desk_backlog_end.casework"].cannot_tell == NOT_DISCLOSED


def test_with_a_scheme_what_it_does_not_do_does_not_apply():
    found = answers(records_of(disclosed(3, contacts={"person": [0, 1, 2], "time": day(1)}), frozenset({"positions"})))
    assert "does not apply" in found["checks_due_per_person_year"].cannot_tell
    assert found["fixes_per_person_day"].cannot_tell == NOT_DISCLOSED


def test_rows_show_that_a_scheme_does_something_whatever_its_file_says():
    checks = {"person": np.arange(40), "due": day(3), "outcome": ["passed", "missed"] * 20}
    records = records_of(disclosed(40, checks=checks), frozenset({"positions"}))
    assert "checks" in records.parts
    assert answers(records)["failed_checks_per_person_year"].value == pytest.approx(20 / 40 / 365 * 365.25)


def test_an_alert_log_with_dates_gives_rates_at_the_points_that_it_has():
    found = answers(records_of(alert_log()))
    months = 50 * 365 / 30.4375
    assert found["alerts_per_person_month.raised"].value == pytest.approx(200 / months)
    assert found["alerts_per_person_month.raised.battery"].value == pytest.approx(100 / months)
    assert found["alerts_per_person_month.acted_on"].value == pytest.approx(100 / months)
    assert found["responses_per_person_year.visit"].value == pytest.approx(100 / 50 / 365 * 365.25)
    assert found["responses_per_person_year.arrest"].value == 0
    assert found["alerts_per_person_month.handled"].cannot_tell == NOT_DISCLOSED
    assert found["alerts_per_person_month.handled.curfew"].cannot_tell == NOT_DISCLOSED


def test_without_dates_of_people_no_rate_is_told():
    log = {"person": np.arange(50), "raised": day(1), "cause": "curfew"}
    found = answers(records_of(disclosed(50, started=None, alerts=log)))
    assert found["alerts_per_person_month.raised"].cannot_tell == NOT_DISCLOSED


def test_people_whose_dates_are_blank_are_left_out_and_not_counted_behind_the_number():
    started = np.where(np.arange(50) < 40, START, NAN)
    log = {"person": np.arange(50), "raised": day(1)}
    answer = answers(records_of(disclosed(50, started=started, alerts=log)))["alerts_per_person_month.raised"]
    assert answer.people == 40
    assert answer.value == pytest.approx(40 / (40 * 365 / 30.4375))


def test_a_list_without_a_column_of_ends_does_not_say_that_all_go_on():
    found = disclosed(5, people={"person": np.arange(5), "started": START}, alerts={"person": [0], "raised": day(1)})
    assert np.isnan(records_of(found).tallies["on_scheme_d"]).all()


def test_days_are_clipped_to_the_period_and_spells_added_up():
    spells = {
        "person": [0, 0, 0, 1, 2],
        "started": [day(-10), day(20), day(22), day(350), day(400)],
        "ended": [day(10), day(30), day(32), None, None],
    }
    records = records_of(disclosed(3, people=spells))
    assert records.tallies["on_scheme_d"].tolist() == [10 + 12, 15, 0]
    assert records.people["joined_h"][:2].tolist() == [0, 350 * 24]
    assert records.people["left_h"][:2].tolist() == [32 * 24, 365 * 24]


def test_rows_outside_the_period_or_of_nobody_do_not_count():
    log = {"person": [0, 0, 0, -1], "raised": [day(-1), day(1), day(366), day(2)]}
    assert records_of(disclosed(1, alerts=log)).tallies["alerts_raised"].tolist() == [1]


def test_photographs_held_are_those_not_deleted_by_the_end():
    held = {
        "person": [0, 0, 1, 1],
        "data": ["photograph", "photograph", "photograph", "name"],
        "count": [5, None, 7, 1],
        "since": day(1),
        "deleted": [None, day(400), day(300), None],
    }
    tallies = records_of(disclosed(2, holdings=held)).tallies
    assert tallies["photographs_held"].tolist() == [6, 0]
    assert np.isnan(tallies["fixes_held"]).all()


def test_a_desk_without_times_of_taking_up_has_no_waits():
    desk = {
        "person": np.arange(30),
        "arrived": day(1),
        "finished": [day(2)] * 20 + [None] * 10,
        "decision": ["overturned"] * 10 + ["upheld"] * 10 + [None] * 10,
    }
    found = answers(records_of(disclosed(30, desk=desk)))
    assert found["review_overturned_share"].value == pytest.approx(0.5)
    assert found["review_wait_h.mean"].cannot_tell == NOT_DISCLOSED
    assert found["desk_backlog_end.review"].value == 10
    assert found["desk_utilisation.review"].cannot_tell == NOT_DISCLOSED
    desk["started"] = [day(1.5)] * 30
    assert answers(records_of(disclosed(30, desk=desk)))["review_wait_h.mean"].value == pytest.approx(12)


def positions(people=6, days=3, step_s=600.0, drop=0):
    slots = int(days * DAY / step_s)
    who, when = np.repeat(np.arange(people), slots), np.tile(START + np.arange(slots) * step_s, people)
    kept = np.arange(len(who)) % 10 < 10 - drop
    out = ((when - START) // 3600 % 24 > 12) * 0.02
    return {
        "person": who[kept],
        "time": when[kept],
        "latitude": 51.5 + who[kept] * 0.01 + out[kept],
        "longitude": np.full(kept.sum(), -0.1),
        "source": "gnss",
    }


def test_even_positions_become_a_trail_and_counts():
    records = records_of(disclosed(6, 3.0, positions=positions(drop=1)))
    assert records.no_trail == ""
    assert records.trail.interval_min == 10
    assert records.trail.x_dm.shape == (6, 3 * 144)
    north_m = np.diff(records.trail.y_dm[:, 4] / 10)
    assert north_m == pytest.approx(6_371_008.8 * np.deg2rad(0.01), abs=0.2)
    found = answers(records)
    assert found["fixes_per_person_day"].value == pytest.approx(144 * 0.9, rel=0.01)
    assert found["fixes_lost_share"].value == pytest.approx(0.1, abs=0.01)
    assert found["trail_unicity.p1.1h.100m"].value is not None or found["trail_unicity.p1.1h.100m"].cannot_tell


def test_uneven_positions_are_no_trail_and_say_why():
    rng = np.random.default_rng(1)
    made = positions()
    made["time"] = np.sort(rng.exponential(600, len(made["time"]))) + START + np.arange(len(made["time"]))
    made["time"] = START + np.cumsum(rng.exponential(900, len(made["time"])))
    made["person"] = np.zeros(len(made["time"]), dtype=int)
    records = records_of(disclosed(6, 300.0, positions=made))
    assert records.trail is None
    assert "uneven" in records.no_trail
    assert "uneven" in answers(records)["trail_unicity.p1.1h.100m"].cannot_tell


def test_bursts_of_positions_do_not_make_one_due_every_second():
    every_hour = np.repeat(np.arange(72) * 3600.0, 60) + np.tile(np.arange(60.0), 72)
    made = {"person": np.zeros(72 * 60, int), "time": START + every_hour, "latitude": 51.5, "longitude": -0.1}
    records = records_of(disclosed(1, 3.0, positions=made))
    assert records.tallies["fixes_recorded"].tolist() == [72 * 60]
    assert np.isnan(records.tallies["fixes_due"]).all()
    assert "uneven" in records.no_trail


def test_positions_of_a_part_of_the_period_are_not_spread_over_all_of_it():
    found = answers(records_of(disclosed(6, 30.0, positions=positions(days=3))))
    assert found["fixes_per_person_day"].cannot_tell == NOT_DISCLOSED


def test_the_parts_are_those_that_measures_ask_for():
    assert {"checks", "review", "positions", "trail", "devices", "curfew", "casework"} <= EVERY_PART
