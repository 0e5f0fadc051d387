from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.disclosed.clock import ClockAs, read_times
from custodes.errors import Refused
from tests.disclosed.raw import column, where

LONDON = "Europe/London"
BETWEEN = (datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2099-12-31"))


def _read(*cells, form="", zone="", until=1e12, clock=None):
    columns = (column(*cells),) if clock is None else (column(*cells), column(*clock))
    return read_times(columns, ClockAs(form, zone, until), where(len(cells)))


def _at(*texts) -> list[float]:
    return [datetime.fromisoformat(text).timestamp() for text in texts]


def _codes(times) -> dict[str, int]:
    return {note.code: note.count for note in times.notes}


def _refused(*cells, **more):
    with pytest.raises(Refused) as refused:
        _read(*cells, **more)
    return refused.value.problems[0]


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-03-04T05:06:07Z", "2025-03-04 05:06:07Z", "2025-03-04T05:06:07+00:00", "2025-03-04T06:06:07+0100"),
        *("2025-03-04T05:06:07.000000Z", "20250304T050607Z", "2025/3/4 5:06:07 UTC", "04-Mar-2025 05:06:07 GMT"),
        *("4 March 2025 05:06:07 AM Z", "1741064767", "1741064767000", "1741064767000000", " 2025-03-04T05:06:07Z "),
        "2025-03-04T06:06:07 BST",
    ],
)
def test_one_instant_in_many_forms(cell):
    times = _read(cell)
    assert times.seconds.tolist() == _at("2025-03-04T05:06:07+00:00")
    assert not times.bad.any()


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("%d/%m/%Y %H:%M:%S", "04/03/2025 05:06:07"),
        ("%m/%d/%Y %I:%M:%S %p", "3/4/2025 5:06:07 AM"),
        ("%Y%m%d%H%M%S", "20250304050607"),
        ("%d %b %Y, %H:%M:%S", "04 Mar 2025, 05:06:07"),
        ("%d.%m.%y %H:%M:%S", "04.03.25 05:06:07"),
        ("%Y-%m-%dT%H:%M:%S.%f%z", "2025-03-04T05:06:07.000Z"),
        ("epoch-s", "1741064767"),
        ("epoch-ms", "1741064767000"),
        ("excel-1900", "45720.21258101852"),
        ("excel-1904", "44258.21258101852"),
        ("iso", "2025-03-04T05:06:07"),
    ],
)
def test_declared_formats(form, cell):
    assert _read(cell, form=form, zone="UTC").seconds == pytest.approx(_at("2025-03-04T05:06:07+00:00"), abs=0.01)


@pytest.mark.parametrize(
    "cell",
    ["2025-02-29T00:00:00Z", "2025-13-01", "2025-01-01T25:00:00Z", "2025-01-01T00:61:00Z", "yesterday", "12", "10:00"],
)
def test_what_is_no_time_is_bad(cell):
    times = _read("2025-01-01T00:00:00Z", cell, None)
    assert times.bad.tolist() == [False, True, False]
    assert np.isnan(times.seconds[1:]).all()


def test_a_declared_format_takes_no_other():
    assert _read("2025-01-01", "01/02/2025", form="%d/%m/%Y").bad.tolist() == [True, False]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.datetimes(*BETWEEN), min_size=1, max_size=20), st.booleans())
def test_any_time_written_by_python_is_read_back(moments, days_first):
    exact = [moment.replace(tzinfo=UTC).timestamp() for moment in moments]
    form = "%d/%m/%Y %H:%M:%S.%f" if days_first else "%m-%d-%Y %H:%M:%S.%f"
    assert _read(*(moment.isoformat() + "Z" for moment in moments)).seconds == pytest.approx(exact, abs=1e-5)
    declared = _read(*(moment.strftime(form) for moment in moments), form=form, zone="UTC")
    assert declared.seconds == pytest.approx(exact, abs=1e-5)


# Bad input 69: day and month that nothing tells apart


def test_dates_that_could_be_either_are_asked_about():
    problem = _refused("03/04/2026 10:00", "04/05/2026 10:00", zone="UTC")
    assert (problem.code, problem.line) == ("ambiguous-date", 2)
    assert "%d/%m/%Y" in problem.hint


@pytest.mark.parametrize(("proof", "first"), [("13/04/2026", "2026-04-03"), ("04/13/2026", "2026-03-04")])
def test_one_value_proves_the_order_of_the_whole_column(proof, first):
    times = _read("03/04/2026", proof)
    assert times.seconds[0] == _at(f"{first}T00:00+00:00")[0]
    assert _codes(times)["date-order"] == 2


# 70: both orders


def test_dates_in_both_orders_are_refused():
    problem = _refused("01/02/2026", "13/04/2026", "14/04/2026", "04/25/2026")
    assert (problem.code, problem.line) == ("mixed-dates", 5)


# 71: two-digit years


def test_two_digit_years_are_read_and_said():
    times = _read("13/04/26", "14/04/71")
    assert times.seconds.tolist() == _at("2026-04-13T00:00+00:00", "1971-04-14T00:00+00:00")
    assert _codes(times)["two-digit-year"] == 2


# 72, 73: the clock is changed


def test_a_time_that_was_skipped_is_a_finding():
    times = _read("2026-03-29T00:30:00", "2026-03-29T01:30:00", zone=LONDON)
    assert _codes(times) == {"clock-forward": 1, "local-time": 2}
    assert times.seconds[1] == _at("2026-03-29T02:30:00+01:00")[0]


def test_a_time_that_came_twice_is_a_finding():
    times = _read("2026-10-25T01:30:00", "2026-10-25T01:10:00", zone=LONDON)
    assert _codes(times)["clock-back"] == 2
    assert times.seconds.tolist() == _at("2026-10-25T01:30+01:00", "2026-10-25T01:10+00:00")
    assert {note.level for note in times.notes if note.code == "clock-back"} == {"finding"}


# 74: UTC and local mixed


def test_offsets_in_some_rows_only_are_a_finding():
    times = _read("2026-07-01T10:00:00Z", "2026-07-01T10:00:00", "2026-07-01T10:00:00Z", zone=LONDON)
    assert _codes(times)["mixed-zones"] == 1
    assert times.seconds[1] == times.seconds[0] - 3600.0


def test_local_times_without_a_zone_are_refused():
    problem = _refused("2026-07-01T10:00:00")
    assert problem.code == "no-time-zone"
    assert "time_zone" in problem.hint


def test_dates_alone_need_no_zone():
    assert _codes(_read("2026-07-01", None, "2026-07-02")) == {"dates-only": 2}


# 75: counts of two units


def test_seconds_mixed_with_milliseconds_are_refused():
    problem = _refused("1741064767", "1741064768", "1741064769000")
    assert (problem.code, problem.line) == ("mixed-epoch", 4)


def test_counts_mixed_with_dates_are_refused():
    problem = _refused("1741064767", "2025-03-04T05:06:07Z", "2025-03-04T05:06:08Z")
    assert (problem.code, problem.line) == ("mixed-times", 2)


def test_numbers_that_no_unit_makes_a_time_are_refused():
    assert _refused("123456789", "234567890").code == "unknown-time"


# 76: clocks that were not set


def test_1970_and_2150_are_findings_and_no_times():
    times = _read("1970-01-01T00:00:00Z", "2150-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
    assert times.unset.tolist() == [True, True, False]
    assert np.isnan(times.seconds).tolist() == [True, True, False]
    assert _codes(times) == {"time-1970": 1, "time-in-2100": 1}


def test_events_after_the_stated_period_are_a_finding_and_stay():
    times = _read("2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z", until=_at("2026-01-01T00:00+00:00")[0])
    assert _codes(times) == {"time-after-period": 1}
    assert np.isfinite(times.seconds).all()


def test_a_time_that_may_look_ahead_may():
    assert not _codes(_read("2150-01-01T00:00:00Z", until=np.inf))


def test_the_leap_day_that_never_was_is_said():
    assert _codes(_read("60", "45720", form="excel-1900", zone="UTC")) == {"excel-1900": 1, "time-1970": 1}


# Dates and times of day in two columns


def test_a_date_and_a_time_in_two_columns():
    times = _read("2025-03-04", "2025-03-04", "2025-03-05", zone="UTC", clock=("05:06:07", "05:06", None))
    assert times.seconds.tolist() == _at(
        "2025-03-04T05:06:07+00:00", "2025-03-04T05:06+00:00", "2025-03-05T00:00+00:00"
    )
    assert _read("2025-03-04", zone="UTC", clock=("noon",)).bad.all()


def test_two_columns_that_both_have_times_are_refused():
    assert _refused("2025-03-04T10:00:00", zone="UTC", clock=("05:06:07",)).code == "two-times"


def test_an_empty_column_has_no_times():
    assert np.isnan(_read(None, None).seconds).all()
    assert len(_read().seconds) == 0
