"""Zones with corners: what makes one, and where on the Earth it may lie."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.scheme.coordinates import apart_km
from custodes.scheme.polygon import crossing, in_a_line, repeated
from custodes.scheme.read_scheme import scheme_from

CORNERS = ("rules", "location", "zones", "harbour", "polygon", "corners")


def _faults(small, corners, centre=None, **polygon):
    data = small.plain()
    stated = [{"lat": lat, "lon": lon} for lat, lon in corners] if isinstance(corners, tuple) else corners
    data["rules"]["location"]["zones"]["harbour"]["polygon"] = {"corners": stated, "assumption": "made up", **polygon}
    if centre is not None:
        data["movement"]["town"]["centre"] = {"lat": centre[0], "lon": centre[1], "assumption": "made up"}
    return scheme_from(data, small.sources)[1]


SQUARE = ((51.4, -0.3), (51.4, -0.2), (51.5, -0.2), (51.5, -0.3))


@pytest.mark.parametrize(
    "corners",
    [
        SQUARE,
        SQUARE[::-1],
        SQUARE[:3],
        (*SQUARE, (51.45, -0.25)),
        tuple(
            (51.5 + 0.1 * math.sin(i), -0.1 + 0.1 * math.cos(i)) for i in (2 * math.pi * k / 200 for k in range(200))
        ),
    ],
)
def test_zones_with_corners_in_order_are_read(small, corners):
    assert _faults(small, corners) == []


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ((), "must not be empty"),
        (SQUARE[:1], "3 corners or more"),
        (SQUARE[:2], "3 corners or more"),
        (((51.1, -0.1), (51.2, -0.2), (51.3, -0.3)), "no area"),
        (((51.1, -0.1), (51.3, -0.3), (51.2, -0.2), (51.4, -0.4)), "no area"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), "crosses itself"),
        ((*SQUARE[:3], (51.39, -0.25)), "crosses itself"),
        ((*SQUARE[:3], (51.4, -0.25)), "crosses itself"),
        ((*SQUARE, (51.5, -0.25)), "crosses itself"),
        (tuple((51.5 + 0.1 * math.sin(k), 0.1 * math.cos(k)) for k in range(201)), "at most 200"),
    ],
)
def test_corners_that_make_no_zone_are_refused(small, corners, words):
    (fault,) = _faults(small, corners)
    assert (fault.code, fault.at) == ("bad-zone" if corners else "wrong-kind", CORNERS)
    assert words in fault.wrong


def test_the_sides_that_cross_are_named(small):
    (fault,) = _faults(small, (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]))
    assert fault.seen == "the side from corner 0 and the side from corner 2"


@pytest.mark.parametrize(("corners", "which"), [((*SQUARE, SQUARE[0]), 4), ((SQUARE[0], *SQUARE), 1)])
def test_a_corner_is_named_once(small, corners, which):
    (fault,) = _faults(small, corners)
    assert (fault.code, fault.at) == ("twice", (*CORNERS, which))


def test_a_zone_rests_on_something(small):
    stated = [{"lat": lat, "lon": lon} for lat, lon in SQUARE]
    (fault,) = _faults(small, stated, source={"key": "example-report", "place": "a", "read": "b", "mark": "S"})
    assert (fault.code, fault.at) == ("basis", CORNERS[:-1])


@pytest.mark.parametrize(
    ("corner", "at", "code", "hint"),
    [
        ({"lat": 100, "lon": 0}, "lat", "out-of-range", "swap"),
        ({"lat": -91, "lon": 120}, "lat", "out-of-range", "north is above 0"),
        ({"lat": 51, "lon": 181}, "lon", "out-of-range", "east"),
        ({"lat": "51.4", "lon": 0}, "lat", "not-a-number", "51.5"),
        ({"lat": True, "lon": 0}, "lat", "not-a-number", "degrees"),
        ({"lat": math.inf, "lon": 0}, "lat", "not-a-number", "degrees"),
        ({"lat": 51.4}, "lon", "missing-key", "default"),
        ({"lat": 51.45, "lng": 0, "lon": -0.4}, "lng", "unknown-key", "lon"),
        ([51.4, 0], "", "wrong-kind", "{lat: 51.5, lon: -0.1}"),
        (None, "", "wrong-kind", "{lat: 51.5, lon: -0.1}"),
    ],
)
def test_a_corner_is_a_place_on_the_earth(small, corner, at, code, hint):
    (fault,) = _faults(small, [*({"lat": lat, "lon": lon} for lat, lon in SQUARE), corner])
    assert (fault.code, fault.at) == (code, (*CORNERS, 4, *([at] if at else [])))
    assert hint in fault.hint


def _moved(turn):
    return tuple(turn(lat, lon) for lat, lon in ((1.2, 36.7), (1.2, 36.9), (1.4, 36.8)))


@pytest.mark.parametrize(
    ("turn", "hint"),
    [
        (lambda lat, lon: (lon, lat), "lat and lon are swapped"),
        (lambda lat, lon: (lat, -lon), "the sign of lon is wrong"),
        (lambda lat, lon: (-lon, lat), "lat and lon are swapped and the sign of lon is wrong"),
        (lambda lat, lon: (lat + 10, lon + 10), "check the corner"),
    ],
)
def test_corners_nowhere_near_the_town_are_refused_with_what_would_explain_them(small, turn, hint):
    faults = _faults(small, _moved(turn), centre=(1.3, 36.8))
    assert [(fault.code, fault.at) for fault in faults] == [("far-away", (*CORNERS, i)) for i in range(3)]
    assert all(fault.hint.endswith(hint) or fault.hint.startswith(hint) for fault in faults)
    assert all(fault.seen.endswith(" km") for fault in faults)


@pytest.mark.parametrize("south", [False, True])
def test_corners_on_the_other_side_of_the_equator_are_refused(small, south):
    # Nairobi's mirror image lies too near it to be told, Harare's does not.
    sign = -1.0 if south else 1.0
    corners = tuple((-sign * lat, lon) for lat, lon in ((17.7, 31.0), (17.7, 31.1), (17.9, 31.1)))
    faults = _faults(small, corners, centre=(sign * 17.8, 31.05))
    assert [fault.code for fault in faults] == ["far-away"] * 3
    assert {fault.hint for fault in faults} == {"it would lie near if the sign of lat is wrong"}


def test_a_zone_may_lie_on_both_sides_of_the_equator(small):
    assert _faults(small, ((-0.1, 36.0), (0.1, 36.0), (0.0, 36.2)), centre=(0.0, 36.0)) == []


def test_the_bound_is_two_hundred_kilometres(small):
    near, far = 199.0 / 111.195, 201.0 / 111.195
    corners = ((50 + near, 0.0), (50.0, 0.1), (50.0, -0.1))
    assert _faults(small, corners, centre=(50.0, 0.0)) == []
    (fault,) = _faults(small, ((50 + far, 0.0), *corners[1:]), centre=(50.0, 0.0))
    assert (fault.at, fault.seen) == ((*CORNERS, 0), "201 km")


def test_the_centre_is_a_place_that_rests_on_something(small):
    data = small.plain()
    data["movement"]["town"]["centre"] = {"lat": 91, "lon": 0}
    told = {(fault.code, fault.at[-1]) for fault in scheme_from(data, small.sources)[1]}
    assert told == {("basis", "centre"), ("out-of-range", "lat")}


def test_distances_are_those_of_a_degree():
    assert apart_km((51.0, 0.0), (50.0, 0.0)) == pytest.approx(111.195, abs=0.001)
    assert apart_km((60.0, 1.0), (60.0, 0.0)) == pytest.approx(111.195 / 2, abs=0.001)
    assert apart_km((0.0, 179.9), (0.0, -179.9)) > 40_000


@st.composite
def stars(draw):
    """Corners around a point by their angle: an outline that cannot cross itself."""
    angles = sorted(draw(st.sets(st.integers(0, 359), min_size=3, max_size=12)))
    radii = [draw(st.floats(1.0, 2.0)) for _ in angles]
    gaps = [(b - a) % 360 for a, b in zip(angles, [*angles[1:], angles[0]], strict=True)]
    around = all(gap < 180 for gap in gaps)
    corners = [
        (r * math.cos(math.radians(a)), r * math.sin(math.radians(a))) for a, r in zip(angles, radii, strict=True)
    ]
    return corners if around else [(1.0, 0.0), (0.0, 1.0), (-1.0, -1.0)]


@given(stars(), st.integers(0, 11), st.booleans())
def test_no_star_crosses_itself_wherever_it_starts_and_whichever_way_it_goes(corners, start, turned):
    start %= len(corners)
    moved = [*corners[start:], *corners[:start]]
    moved = moved[::-1] if turned else moved
    assert repeated(moved) is None
    assert not in_a_line(moved)
    assert crossing(moved) is None


@given(st.integers(0, 4), st.integers(0, 4))
def test_two_corners_of_a_ring_in_the_wrong_order_cross(first, start):
    ring = [(math.cos(a), math.sin(a)) for a in (2 * math.pi * k / 5 for k in range(5))]
    second = (first + 1) % 5
    ring[first], ring[second] = ring[second], ring[first]
    assert crossing([*ring[start:], *ring[:start]]) is not None
