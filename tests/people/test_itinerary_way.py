from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from custodes.people.itinerary_way import MAX_POINTS, crosses, find_way, length_m, new_way, travel_h
from custodes.people.kernel import kernel
from tests.people.lives import NO_ZONES, movement_with

FAR = st.floats(-5000.0, 5000.0)
CIRCLE = st.tuples(FAR, FAR, st.floats(1.0, 2000.0))


@kernel()
def _found(x0_m, y0_m, x1_m, y1_m, avoid, entered, way):  # noqa: PLR0913, PLR0917 - a way's ends and circles
    return find_way(x0_m, y0_m, x1_m, y1_m, avoid, entered, way)


def points_of(x0_m, y0_m, x1_m, y1_m, avoid, entered=-1):  # noqa: PLR0913, PLR0917 - a way's ends and circles
    way = new_way()
    points = _found(x0_m, y0_m, x1_m, y1_m, np.array(avoid, dtype=float).reshape(-1, 3), entered, way)
    assert points <= MAX_POINTS
    return np.column_stack([way.x_m[:points], way.y_m[:points]])


def nearest_m(corners, circle):
    """Distance of a way from a centre, by another road than the kernel's: many points along it."""
    steps = np.linspace(0.0, 1.0, 401)[:, None]
    along = [a + steps * (b - a) for a, b in pairwise(corners)]
    return float(np.hypot(*(np.concatenate(along) - circle[:2]).T).min())


def test_a_way_without_zones_is_straight():
    assert points_of(0.0, 0.0, 300.0, 400.0, NO_ZONES).tolist() == [[0.0, 0.0], [300.0, 400.0]]


def test_the_way_round_a_circle_is_the_shorter_one():
    corners = points_of(-1000.0, 10.0, 1000.0, 10.0, [(0.0, 0.0, 300.0)])
    assert len(corners) == 3
    assert corners[1, 1] > 300.0
    assert points_of(-1000.0, -10.0, 1000.0, -10.0, [(0.0, 0.0, 300.0)])[1, 1] < -300.0


def test_a_circle_beside_the_way_or_behind_its_end_bends_nothing():
    assert len(points_of(-1000.0, 0.0, 1000.0, 0.0, [(0.0, 301.0, 300.0), (1301.0, 0.0, 300.0)])) == 2


@settings(deadline=None)  # the first example is compiled
@given(FAR, FAR, FAR, FAR, CIRCLE)
def test_a_bent_way_keeps_out_of_the_circle_and_is_not_much_longer_than_it_must_be(x0, y0, x1, y1, circle):
    centre, radius = np.array(circle[:2]), circle[2]
    ends = np.array([[x0, y0], [x1, y1]])
    away = np.hypot(*(ends - centre).T)
    assume((away > radius * 1.0001).all())
    corners = points_of(x0, y0, x1, y1, [circle])
    assert len(corners) >= 2
    assert (corners[[0, -1]] == ends).all()
    assert nearest_m(corners, centre) > radius * 0.9999
    # Shortest: two tangents and an arc; a polygon about an arc of at most 2 pi / 3 is at most tan(pi / 3) / (pi / 3) as
    # long as the arc, plus the margin of 2 %.
    if len(corners) > 2:
        turn = math.acos(np.clip((ends[0] - centre) @ (ends[1] - centre) / away.prod(), -1.0, 1.0))
        arc = max(turn - math.acos(radius / away[0]) - math.acos(radius / away[1]), 0.0)
        shortest = np.sqrt(away**2 - radius**2).sum() + arc * radius
        length = np.hypot(*np.diff(corners, axis=0).T).sum()
        most = math.tan(math.pi / 3.0) / (math.pi / 3.0)
        assert shortest * 0.9999 <= length <= shortest * most + 0.5 * radius


@settings(deadline=None)  # the first example is compiled
@given(FAR, FAR, FAR, FAR, st.lists(CIRCLE, max_size=5))
def test_a_way_is_clear_of_every_circle_or_there_is_none(x0, y0, x1, y1, circles):
    corners = points_of(x0, y0, x1, y1, circles)
    for circle in circles:
        inside = [math.hypot(x - circle[0], y - circle[1]) <= circle[2] for x, y in ((x0, y0), (x1, y1))]
        if len(corners) and not any(inside):
            assert nearest_m(corners, np.array(circle[:2])) > circle[2] * 0.9999


def test_who_starts_in_a_circle_or_enters_it_walks_straight():
    circle = [(0.0, 0.0, 300.0)]
    assert len(points_of(10.0, 0.0, 1000.0, 0.0, circle)) == 2
    assert len(points_of(-1000.0, 0.0, 1000.0, 0.0, circle, entered=0)) == 2


def test_where_every_corner_lies_in_another_circle_there_is_no_way():
    wall = [(0.0, 250.0 * i, 300.0) for i in range(-8, 9)]
    assert len(points_of(-400.0, 0.0, 400.0, 0.0, wall)) == 0


def test_a_touching_line_crosses():
    circle = np.array([0.0, 0.0, 1.0])
    assert crosses(circle, -2.0, 1.0, 2.0, 1.0)
    assert not crosses(circle, -2.0, 1.001, 2.0, 1.001)
    assert not crosses(circle, 2.0, 0.0, 3.0, 0.0)
    assert crosses(circle, 0.5, 0.0, 0.5, 0.0)


def test_a_trip_takes_the_time_of_its_way():
    movement = movement_with(detour=1.25, walked_below_m=2000.0, walking_m_h=5000.0, vehicle_m_h=30000.0, delay_h=0.1)
    assert travel_h(movement, 800.0) == pytest.approx(1000.0 / 5000.0)
    assert travel_h(movement, 1600.0) == pytest.approx(0.1 + 2000.0 / 30000.0)
    assert travel_h(movement, 0.0) == 0.0


def test_a_way_is_as_long_as_its_parts():
    way = new_way()
    way.x_m[:3], way.y_m[:3] = (0.0, 3.0, 3.0), (0.0, 4.0, 16.0)
    assert length_m(way, 3) == 17.0
    assert length_m(way, 0) == 0.0
