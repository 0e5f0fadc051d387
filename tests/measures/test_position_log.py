"""The log of positions: gaps, precision, sources, contradictions."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.per_person import NOT_DISCLOSED
from custodes.measures.position_log import UNEVEN, position_log
from tests.measures.disclosed_builder import START, asking, day, disclosed

PEOPLE, FIXES = 100, 96


def log(**positions):
    who, slot = np.repeat(np.arange(PEOPLE), FIXES), np.tile(np.arange(FIXES), PEOPLE)
    return {"person": who, "time": START + slot * 900.0, "latitude": 51.5, "longitude": -0.1, **positions}


def found_of(columns):
    return position_log(disclosed(PEOPLE, 2.0, positions=columns), asking(PEOPLE))


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def kept(columns, rows):
    return {name: values[rows] if np.ndim(values) else values for name, values in columns.items()}


def test_a_log_in_good_order_lacks_nothing():
    found = found_of(log())
    assert found.answers["positions_present_share"].value == 1
    assert [(each.key, each.count) for each in found.findings] == [
        ("positions-twice", 0),
        ("positions-in-two-places", 0),
    ]
    assert found.answers["position_precision_m"].cannot_tell == NOT_DISCLOSED


def test_missing_positions_are_a_share_of_those_due_in_any_order_of_rows():
    rows = np.random.default_rng(1).permutation(np.flatnonzero(np.arange(PEOPLE * FIXES) % 10 != 5))
    answer = found_of(kept(log(), rows)).answers["positions_present_share"]
    # Of every fifth person the last one is missing, so that no time was due after the one before.
    assert answer.value == pytest.approx(0.9 * PEOPLE * FIXES / (PEOPLE * FIXES - PEOPLE / 5))


def test_uneven_times_do_not_say_how_many_were_due():
    times = START + np.random.default_rng(1).uniform(0, 86_400, PEOPLE * FIXES)
    assert found_of(log(time=times)).answers["positions_present_share"].cannot_tell == UNEVEN


def test_precision_and_delay():
    stated = np.where(np.arange(PEOPLE * FIXES) % 5 == 0, 50.0, 8.0)
    stated[::4] = np.nan
    times = START + np.tile(np.arange(FIXES), PEOPLE) * 900.0
    found = found_of(log(precision_m=stated, uploaded=times + 120.0))
    assert found.answers["position_precision_m"].value == 8
    assert found.answers["position_precision_m.p90"].value == 50
    assert found.answers["positions_without_precision_share"].value == pytest.approx(0.25)
    assert found.answers["upload_delay_min"].value == 2
    assert found.answers["upload_delay_min.p95"].value == 2


def test_sources():
    found = found_of(log(source=["gnss", "gnss", "gnss", "wifi"] * (PEOPLE * FIXES // 4)))
    assert found.answers["positions_by_source_share.gnss"].value == pytest.approx(0.75)
    assert found.answers["positions_by_source_share.cell"].value == 0


def test_rows_that_stand_twice():
    rows = np.concatenate([np.arange(PEOPLE * FIXES), np.arange(40)])
    twice = finding(found_of(kept(log(), rows)), "positions-twice")
    assert (twice.count, twice.at.tolist()) == (40, list(range(PEOPLE * FIXES, PEOPLE * FIXES + 40)))


def test_two_places_at_one_time():
    columns = log(latitude=np.full(PEOPLE * FIXES, 51.5), longitude=np.full(PEOPLE * FIXES, -0.1))
    columns["latitude"][10] += 1.0  # 111 km in a quarter of an hour, there and back
    columns["latitude"][500] += 0.5  # 56 km: 222 km/h
    columns["latitude"][700] += 0.005  # 560 m
    columns["time"][701] = columns["time"][700] + 1.0  # at once, but near
    found = finding(found_of(columns), "positions-in-two-places")
    assert found.at.tolist() == [10, 11]


def test_one_person_after_another_is_not_one_person_in_two_places():
    latitude = np.repeat(np.arange(PEOPLE) * 0.05, FIXES) + 50.0
    assert finding(found_of(log(latitude=latitude)), "positions-in-two-places").count == 0


def test_only_the_period_counts():
    made = disclosed(PEOPLE, 0.5, positions=log())
    assert finding(position_log(made, asking(PEOPLE)), "positions-twice").of == PEOPLE * 49
    assert made.end_s == day(0.5)
