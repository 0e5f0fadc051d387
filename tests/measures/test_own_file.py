from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.measures.own_file import alerts, daily, gaps, weeks, when
from custodes.records.disclosed import Disclosed
from tests.report.made_up_audit import DAY, NAN, START, own_disclosed, rows_of


def _only(**tables):
    made = own_disclosed()
    return Disclosed(tables, {}, made.people, {}, made.files, (), made.start_s, made.end_s, made.fingerprint)


def test_weeks_begin_on_mondays_and_miss_none():
    found = weeks(_only(alerts=rows_of(3, raised=[START, START + 20 * DAY, NAN])))
    assert [week["week_s"] for week in found] == [START + (7 * k - 2) * DAY for k in range(4)]
    assert [week["alerts"] for week in found] == [1, 0, 0, 1]


def test_rows_of_all_kinds_are_counted_in_the_weeks():
    disclosed = own_disclosed()
    found = weeks(disclosed)
    for kind in ("positions", "alerts", "checks", "reviews", "disclosures"):
        assert sum(week[kind] for week in found) == disclosed.rows(kind)


def test_nothing_dated_is_no_week():
    assert weeks(_only()) == []
    assert when(_only(), "alerts") is None


def test_days_add_up_to_the_weeks():
    disclosed = own_disclosed()
    found = weeks(disclosed)
    days = daily(disclosed, ("positions",), found[0]["week_s"], len(found))
    assert days.shape == (len(found), 7)
    assert list(days.sum(axis=1)) == [week["positions"] for week in found]


def test_days_outside_are_left_out():
    assert daily(own_disclosed(), ("positions",), START - 50 * DAY, 2).sum() == 0


def test_a_gap_is_much_longer_than_usual():
    (gap,) = gaps(own_disclosed())
    assert gap.hours == pytest.approx(7 + 1 / 6)
    assert gap.from_s == START + 20 * DAY - 600


def test_rare_positions_have_longer_gaps():
    time = START + np.array([0, 3, 6, 9, 12, 15, 18, 24, 42, 45]) * 3600.0
    table = rows_of(10, time=time, latitude=np.zeros(10), longitude=np.zeros(10))
    assert [gap.hours for gap in gaps(_only(positions=table))] == [18.0]


def test_each_alert_stands_beside_what_the_file_says():
    early, silent, rough, good = alerts(own_disclosed())
    assert [each.cause for each in (early, silent, rough, good)] == ["battery", "gap", "curfew", "exclusion"]
    assert early.device_since_s == START + 10 * DAY
    assert early.battery == 0.04
    assert early.excuse == 0
    assert silent.no_data_as_breach
    assert silent.before_min + silent.after_min == pytest.approx(430)
    assert silent.outcome == "cleared"
    assert math.isnan(silent.device_since_s)
    assert (rough.precision_m, rough.satellites, rough.excuse, rough.outcome) == (140.0, 3.0, 1, "excused")
    assert not rough.no_data_as_breach
    assert (good.precision_m, good.outcome) == (8.0, "upheld")


def test_the_nearest_position_speaks_where_the_alert_does_not():
    early = alerts(own_disclosed())[0]
    assert (early.precision_m, early.satellites) == (12.0, 7.0)


def test_an_alert_is_about_what_the_device_recorded():
    table = rows_of(
        1, raised=[START + 30 * DAY], recorded=[START + 5 * DAY], uploaded=[START + 6 * DAY], device=np.array([4])
    )
    devices = own_disclosed().tables["devices"]
    (found,) = alerts(_only(alerts=table, devices=devices))
    assert found.upload_min == 1440
    assert found.device_since_s == START + 10 * DAY
    assert (found.cause, found.outcome, found.excuse) == ("", "", -1)
    assert math.isnan(found.before_min)


def test_a_file_without_alerts_has_none():
    assert alerts(_only()) == []
