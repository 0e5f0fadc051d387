"""When people were monitored."""

from __future__ import annotations

import numpy as np

from custodes.records.spells import spells_of
from tests.measures.disclosed_builder import DAY, NAN, START, day, disclosed


def spells(count=3, **people):
    return spells_of(disclosed(count, people=people))


def test_spells_that_overlap_or_touch_are_one_and_others_stay():
    found = spells(
        person=[1, 1, 1, 1, 0, 2],
        started=[day(0), day(5), day(20), day(40), day(3), day(1)],
        ended=[day(10), day(8), day(30), NAN, day(4), day(1)],
    )
    assert found.person.tolist() == [0, 1, 1, 1, 2]
    assert ((found.start_s - START) / DAY).tolist() == [3, 0, 20, 40, 1]
    assert found.end_s[3] == np.inf
    assert found.within(START, day(50)).days.tolist() == [1, 30, 0]
    joined = spells(person=[0, 0, 0], started=[day(0), day(5), day(10)], ended=[day(6), day(10), day(12)])
    assert (joined.start_s.tolist(), joined.end_s.tolist()) == ([day(0)], [day(12)])


def test_days_of_people_of_whom_nobody_wrote_are_not_known():
    found = spells(person=[0, 1], started=[day(0), NAN], ended=[day(10), NAN])
    assert found.known.tolist() == [True, False, False]
    assert found.within(START, day(50)).days[0] == 10
    assert np.isnan(found.within(START, day(50)).days[1:]).all()


def test_rows_fall_into_any_spell_of_their_own_person():
    found = spells(person=[0, 0, 1], started=[day(0), day(20), day(10)], ended=[day(10), NAN, day(15)])
    who = np.array([0, 0, 0, 0, 1, 1, 1, 2])
    when = np.array([day(0), day(10), day(15), day(99), day(5), day(12), day(15.5), day(1)])
    assert found.inside(who, when).tolist() == [True, True, False, True, False, True, False, False]
    assert found.inside(who, when, DAY)[6]


def test_overlap_is_measured_over_all_spells():
    found = spells(person=[0, 0, 1], started=[day(0), day(20), day(10)], ended=[day(10), NAN, day(15)])
    lasted = found.overlap_s(np.array([0, 1, 2]), np.full(3, day(5)), np.full(3, day(25)))
    assert (lasted / DAY).tolist() == [10, 5, 0]


def test_first_and_last():
    found = spells(person=[0, 0, 1], started=[day(20), day(0), day(10)], ended=[day(30), day(10), day(15)])
    first, last = found.within(START, day(50)).first_and_last()
    assert ((first - START) / DAY)[:2].tolist() == [0, 10]
    assert ((last - START) / DAY)[:2].tolist() == [30, 15]
    assert np.isnan(first[2])
    assert np.isnan(last[2])
