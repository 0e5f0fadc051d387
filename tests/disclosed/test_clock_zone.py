from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.disclosed.clock_zone import changes, to_utc, zone_exists

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _clock(*texts: str) -> np.ndarray:
    """Times of a wall clock, as if they were UTC [second]."""
    return np.array([datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() for text in texts])


def test_the_changes_of_2026_are_those_of_the_law():
    # Summer Time Act 1972 as amended: last Sundays of March and October, 01:00 UTC.
    _, found = changes(LONDON, _clock("2026-01-01")[0], _clock("2026-12-31")[0])
    assert [change.at for change in found] == _clock("2026-03-29T01:00", "2026-10-25T01:00").tolist()


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31"])
def test_a_date_as_far_off_as_can_be_written_is_read(far):
    winter, summer = "2026-01-01", "2026-07-01"
    found = to_utc(_clock(far, winter, summer), LONDON).seconds - _clock(far, winter, summer)
    assert found[1:].tolist() == [0.0, -3600.0]
    assert abs(found[0]) <= 3600.0


def test_a_time_that_the_clock_skipped_is_moved_by_the_gap():
    found = to_utc(_clock("2026-03-29T00:59", "2026-03-29T01:30", "2026-03-29T02:30"), LONDON)
    assert found.missing.tolist() == [False, True, False]
    assert found.seconds.tolist() == _clock("2026-03-29T00:59", "2026-03-29T01:30", "2026-03-29T01:30").tolist()


def test_an_hour_that_comes_twice_is_told_apart_by_order():
    local = _clock("2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T01:10", "2026-10-25T02:10")
    found = to_utc(local, LONDON)
    assert found.twice.tolist() == [False, True, True, False]
    expected = _clock("2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T01:10", "2026-10-25T02:10")
    assert found.seconds.tolist() == expected.tolist()


def test_order_is_looked_at_person_by_person():
    local = _clock("2026-10-25T01:30", "2026-10-25T01:10", "2026-10-25T01:40", "2026-10-25T01:20")
    found = to_utc(local, LONDON, np.array([0, 1, 0, 1], dtype=np.int32))
    assert (local - found.seconds).tolist() == [3600.0] * 4  # nobody's clock has gone back: all are first
    found = to_utc(local, LONDON, np.array([0, 0, 1, 1], dtype=np.int32))
    assert (local - found.seconds).tolist() == [3600.0, 0.0, 3600.0, 0.0]


def test_newest_first_is_an_order_too():
    local = _clock("2026-10-25T01:20", "2026-10-25T01:05", "2026-10-25T01:50", "2026-10-25T01:40")
    assert (local - to_utc(local, LONDON).seconds).tolist() == [0.0, 0.0, 3600.0, 3600.0]


def test_without_order_the_first_is_taken():
    local = _clock("2026-10-25T01:50", "2026-10-25T01:20", "2026-10-25T01:40", "2026-10-25T01:05", "2026-10-25T01:30")
    assert (local - to_utc(local, LONDON).seconds == 3600.0).all()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
    st.lists(st.integers(0, 1_500_000_000), min_size=1, max_size=30),
)
def test_times_agree_with_those_of_the_standard_library(zone, whole):
    local = np.array(whole, dtype=np.float64)
    found = to_utc(local, ZoneInfo(zone))
    for at, given_s in enumerate(local):
        wall = (EPOCH + timedelta(seconds=float(given_s))).replace(tzinfo=None)
        both = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp() for fold in (0, 1)}
        assert found.seconds[at] in both
        assert found.twice[at] or found.missing[at] or len(both) == 1


def test_what_is_not_known_stays_so():
    found = to_utc(np.array([np.nan, 0.0]), LONDON)
    assert np.isnan(found.seconds[0])
    assert np.isnan(to_utc(np.array([np.nan]), LONDON).seconds).all()


@pytest.mark.parametrize(("name", "there"), [("Europe/London", True), ("Europe/Londn", False), ("../x", False)])
def test_zones_are_known_by_name(name, there):
    assert zone_exists(name) is there
