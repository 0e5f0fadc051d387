from __future__ import annotations

import numpy as np

from custodes.disclosed.row_checks import out_of_order, place_notes, repeated, two_places
from tests.disclosed.raw import where


def _ids(*values):
    return np.array(values, dtype=np.int32)


def _table(person, time, **more):
    return {"person": _ids(*person), "time": np.array(time, dtype=float), **more}


def _places(latitude, longitude, keep=None):
    lat, lon = np.array(latitude, dtype=float), np.array(longitude, dtype=float)
    keep = np.ones(len(lat), dtype=bool) if keep is None else np.array(keep)
    return {note.code: note.count for note in place_notes(lat, lon, keep, where(len(lat)))}


def test_all_but_the_first_of_equal_rows_are_repeated():
    table = _table([0, 1, 0, 0], [1.5, 1.5, 1.5, 2.5], latitude=np.array([51.0, 51.0, 51.0, 51.0]))
    assert repeated("positions", table).tolist() == [False, False, True, False]


def test_rows_that_differ_in_anything_are_not_repeated():
    table = _table([0, 0], [1.5, 1.5], latitude=np.array([51.0, 51.1]))
    assert not repeated("positions", table).any()
    table["latitude"] = np.array([np.nan, np.nan])
    assert repeated("positions", table).tolist() == [False, True]
    table["latitude"] = np.array([0.0, -0.0])
    assert repeated("positions", table).tolist() == [False, True]


def test_equal_rows_without_what_makes_them_one_thing_are_two_things():
    scores = {"score": np.array([0.5, 0.5]), "mated": np.array([1, 1], dtype=np.int8)}
    assert not repeated("scores", scores).any()
    assert not repeated("positions", _table([-1, -1], [1.0, 1.0])).any()
    assert not repeated("positions", _table([0, 0], [np.nan, np.nan])).any()
    # Two calls on one day are two calls, where only the day is recorded.
    assert not repeated("contacts", _table([0, 0], [86400.0, 86400.0])).any()
    assert repeated("contacts", _table([0, 0], [86400.5, 86400.5])).any()


def test_nothing_repeats_nothing():
    assert len(repeated("positions", _table([], []))) == 0


def test_rows_out_of_order_are_told_person_by_person():
    person = _ids(0, 1, 0, 1, 0)
    assert out_of_order(np.array([1.0, 5.0, 2.0, 4.0, 1.5]), person).tolist() == [False, False, False, True, True]
    assert not out_of_order(np.array([1.0, 0.5, 2.0, 1.5, 3.0]), person).any()


def test_newest_first_is_in_order():
    assert not out_of_order(np.array([3.0, 2.0, 1.0]), _ids(0, 0, 0)).any()
    assert not out_of_order(np.array([2.0, 9.0, 1.0, 8.0]), _ids(0, 1, 0, 1)).any()


def test_two_places_at_one_instant():
    lat, lon = np.array([51.0, 51.0, 52.0, 51.0]), np.zeros(4)
    both = {"latitude": lat, "longitude": lon}
    assert two_places(_table([0, 0, 0, 1], [1, 2, 2, 2], **both)).tolist() == [False, False, True, False]
    assert two_places(_table([0, 1, 0, 0], [2, 2, 2, 1], **both)).tolist() == [False, False, True, False]
    assert not two_places(_table([0, 0, 0, 0], [1, 2, 3, 4], **both)).any()
    assert not two_places(_table([-1] * 4, [1, 1, 1, 1], **both)).any()


def test_places_that_cannot_be():
    assert _places([51.501234, 0.0, 91.0, 530000.0], [-0.121234, 0.0, 0.5, 180000.0]) == {
        "beyond-the-earth": 1,
        "place-zero": 1,
        "grid-numbers": 1,
    }
    assert _places([-0.123456, 51.123456], [51.123456, -0.123456]) == {"swapped-places": 1}
    assert _places([51.12, 51.3], [-0.1, -0.12]) == {"cut-decimals": 2}
    assert _places([91.123456], [0.123456], keep=[False]) == {}
    assert _places([40.712812], [-74.006012]) == {}
