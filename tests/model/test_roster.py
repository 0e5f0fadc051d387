from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.model.parameters import parameters
from custodes.model.roster import piece_at, roster_of, staffed_hours
from custodes.scheme.library import load

WEEK_H = 168.0

# Minutes of the week, so that a brute-force count a minute is exact; lengths up to a day.
TURNS = st.lists(
    st.tuples(st.integers(0, 7 * 24 * 12 - 1), st.integers(1, 24 * 12), st.integers(1, 9)), min_size=1, max_size=8
)


def hours(turns, step_h=1.0 / 12):
    return [(begin * step_h, long * step_h, staff) for begin, long, staff in turns]


@settings(deadline=None, max_examples=60)
@given(turns=TURNS)
def test_staff_on_duty_are_those_whose_shift_it_is(turns):
    roster = roster_of(hours(turns), WEEK_H, handover=True)
    for step in range(0, 7 * 24 * 12, 7):
        at_h = (step + 0.5) / 12  # never at a change
        expected = sum(staff for begin, long, staff in turns if (step - begin) % (7 * 24 * 12) < long)
        for week in (0, 3):
            piece, until_h = piece_at(roster, week * WEEK_H + at_h)
            assert roster.staff[piece] == expected
            assert until_h > week * WEEK_H + at_h
    assert (roster.stay >= 0).all()
    assert (roster.stay <= roster.staff).all()


@settings(deadline=None, max_examples=60)
@given(turns=TURNS, until_h=st.floats(0.0, 700.0))
def test_staffed_hours_are_the_integral_of_staff_on_duty(turns, until_h):
    roster = roster_of(hours(turns), WEEK_H, handover=True)
    at_h = total_h = 0.0
    while at_h < until_h:
        piece, change_h = piece_at(roster, at_h)
        total_h += (min(change_h, until_h) - at_h) * float(roster.staff[piece])
        at_h = change_h
    assert staffed_hours(roster, until_h) == pytest.approx(total_h, rel=1e-9, abs=1e-6)


def test_staffed_hours_by_hand():
    roster = roster_of([(day * 24 + 22.0, 8.0, 3) for day in range(7)], WEEK_H, handover=True)
    assert staffed_hours(roster, WEEK_H) == pytest.approx(7 * 8 * 3)
    assert staffed_hours(roster, 6.0) == pytest.approx(6 * 3)  # the end of Sunday's night
    assert staffed_hours(roster, 24.0) == pytest.approx(8 * 3)
    assert staffed_hours(roster, 10 * WEEK_H + 23.0) == pytest.approx(70 * 24 + 7 * 3)


@pytest.mark.parametrize(
    ("start", "end"), [("08:40", "16:10"), ("09:10", "17:25"), ("22:10", "05:50"), ("06:20", "22:35")]
)
def test_times_that_are_no_binary_fractions_neither_hang_nor_leave_staff_behind(start, end):
    # 08:40 + 7 h 30 min is not 16:10 in floating point, and 168 h + 08:40 - 168 h is not 08:40.
    settings = {"desks.casework.shifts.0.from": start, "desks.casework.shifts.0.to": end}
    scheme = load("home-office-2022").with_settings(settings)
    values = scheme.values(None)
    roster = parameters(scheme, values, 2500, 10).casework.roster
    length_h = (values["desks.casework.shifts.0.to"] - values["desks.casework.shifts.0.from"]) % 24.0
    staff = round(values["desks.casework.shifts.0.staff"])
    assert staffed_hours(roster, WEEK_H) == pytest.approx(5 * length_h * staff)
    for week in range(60):
        for change_h in roster.change_h:
            for at_h in (week * WEEK_H + change_h, math.nextafter(week * WEEK_H + change_h, 0.0)):
                assert piece_at(roster, at_h)[1] > at_h


def test_where_one_shift_ends_the_next_begins():
    # 08:40 + 7 h 30 min and 16:10 are one change, on whatever day.
    early, late = (8 + 40 / 60, 7.5, 2), (16 + 10 / 60, 7 + 20 / 60, 3)
    turns = [(day * 24 + begin, long, staff) for day in range(7) for begin, long, staff in (early, late)]
    roster = roster_of(turns, WEEK_H, handover=True)
    assert roster.staff.tolist() == [0, *[2, 3, 0] * 7]
    assert not roster.stay.any()


def test_a_cycle_that_is_no_binary_fraction_does_not_hang():
    roster = roster_of([(0.1, 0.2, 1)], 0.7, handover=False)
    for cycle in range(200):
        piece, until_h = piece_at(roster, cycle * 0.7)
        assert until_h > cycle * 0.7
        assert roster.staff[piece] == 0


def test_who_stays_at_a_change():
    overlap = roster_of([(8.0, 8.0, 5), (12.0, 8.0, 2)], 24.0, handover=True)
    assert overlap.change_h.tolist() == [0.0, 8.0, 12.0, 16.0, 20.0]
    assert overlap.staff.tolist() == [0, 5, 7, 2, 0]
    assert overlap.stay.tolist() == [0, 0, 5, 2, 0]
    night = roster_of([(22.0, 8.0, 3)], 24.0, handover=True)
    assert night.staff.tolist() == [3, 0, 3]
    assert night.stay.tolist() == [3, 0, 0]  # midnight is no change of shift


def test_a_shift_of_a_whole_cycle_never_ends():
    for_ever = roster_of([(0.0, 24.0, 4)], 24.0, handover=True)
    assert for_ever.staff.tolist() == for_ever.stay.tolist() == [4]
    assert piece_at(for_ever, 1e6) == (0, math.inf)
    assert staffed_hours(for_ever, 30.0) == pytest.approx(120.0)
    begun_later = roster_of([(9.0, 24.0, 4)], 24.0, handover=True)
    assert begun_later.stay.tolist() == [4, 4]


def test_staff_scale_with_the_people_and_never_vanish():
    scheme = load("home-office-2022").with_settings({"desks.casework.shifts.0.staff": 9})
    staff = [
        parameters(scheme, scheme.values(None), people, 10).casework.roster.staff.max() for people in (2500, 5000, 3)
    ]
    assert np.array(staff).tolist() == [9, 18, 1]
