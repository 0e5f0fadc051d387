"""Visits, and which of them a trail shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.trail_settings import settings_of
from custodes.measures.trail_visits import off_square_2, told_apart, true_visits, visits_seen
from custodes.records.tables import PLACE_KINDS
from custodes.records.trail import MISSING, Trail
from tests.measures.trail_builder import disclosed, made_trail

KIND = {kind: code for code, kind in enumerate(PLACE_KINDS)}


def one_day(*stays, interval_min=15.0, home=(0.0, 0.0)):
    """A day of one person, exact, at home but for the stays (from, to, x, y, kind) given in hours and metres."""
    fixes = round(1440 / interval_min)
    x, y = np.full((1, fixes), home[0] * 10), np.full((1, fixes), home[1] * 10)
    clock_h = np.arange(fixes) * interval_min / 60
    for start, end, to_x, to_y, _ in stays:
        inside = (clock_h >= start) & (clock_h <= end)
        x[0, inside], y[0, inside] = to_x * 10, to_y * 10
    columns = np.array(stays, dtype=object).T if stays else np.empty((5, 0))
    start, end, to_x, to_y = (column.astype(float) for column in columns[:4])
    kinds = np.array([KIND[kind] for kind in columns[4]], dtype=np.int8)
    return Trail(
        rows=np.array([0]),
        interval_min=interval_min,
        first_day=2,
        x_dm=x.astype(np.int32),
        y_dm=y.astype(np.int32),
        source=np.ones((1, fixes), dtype=np.int8),
        households_per_km2=1000.0,
        venues_per_km2=10.0,
        keep_d=1.0,
        grid_m=0.0,
        truth_home_m=np.array([home]),
        truth_stays={
            "row": np.zeros(len(stays), dtype=np.int64),
            "start_h": 48 + start,
            "end_h": 48 + end,
            "x_m": to_x,
            "y_m": to_y,
            "kind": kinds,
            "place": np.arange(len(stays)),
        },
    )


def seen(trail):
    """Which visits are seen, by interval and grid."""
    settings, visits = settings_of(trail), true_visits(trail)
    assert visits is not None
    found = visits_seen(trail, visits, settings)
    return {
        (interval, grid): found[:, i, g].tolist()
        for i, interval in enumerate(settings.every)
        for g, grid in enumerate(settings.side_dm)
    }


def test_visits_are_stays_away_from_home_of_twenty_minutes_inside_the_trail():
    trail = one_day(
        (0.0, 8.0, 0, 0, "home"),
        (9.0, 9.33, 3000, 0, "shop"),
        (10.0, 10.0 + 20 / 60, 3000, 0, "clinic"),
        (23.5, 24.5, 3000, 0, "friend"),
        (22.0, 24.0, 2000, 100, "work"),
        (-1.0, 1.0, 2000, 100, "work"),
    )
    visits = true_visits(trail)
    assert visits is not None
    assert visits.start_h.tolist() == [58.0, 70.0]
    assert visits.sensitive.tolist() == [True, False]
    assert visits.first.tolist() == [40, 88]
    assert visits.last.tolist() == [41, 95]
    assert visits.x_dm.tolist() == [30_000.0, 20_000.0]
    assert visits.y_dm.tolist() == [0.0, 1000.0]


@pytest.mark.parametrize("kind", PLACE_KINDS[1:])
def test_sensitive_kinds(kind):
    visits = true_visits(one_day((9.0, 10.0, 3000, 0, kind)))
    assert visits is not None
    assert visits.sensitive.tolist() == [kind in {"clinic", "worship", "lawyer", "union"}]


def test_a_visit_between_two_fixes_is_not_seen():
    found = seen(one_day((9.1, 9.9, 3010, 0, "shop"), (11.0, 13.0, 3010, 0, "shop")))
    assert found["15min", "1m"] == [True, True]
    assert found["1h", "1m"] == [False, True]
    assert found["4h", "1m"] == [False, True]
    assert found["12h", "1km"] == [False, True]


def test_a_place_in_the_square_of_the_home_is_not_told_from_it():
    # 320 m from home: in another square of 100 m, in the same of 500 m and more.
    found = seen(one_day((9.0, 10.0, 340, 20, "shop"), home=(20.0, 20.0)))
    assert [found["15min", grid][0] for grid in ("1m", "100m", "500m", "1km", "5km")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_position_from_a_mast_far_away_shows_no_visit():
    trail = one_day((9.0, 10.0, 3010, 0, "shop"))
    shown = replace(trail, x_dm=trail.x_dm + np.int32(6000), y_dm=trail.y_dm)
    assert not any(found[0] for (_, grid), found in seen(shown).items() if grid in {"1m", "100m", "500m"})
    lost = replace(trail, x_dm=np.full_like(trail.x_dm, MISSING))
    assert not any(found[0] for found in seen(lost).values())


def test_nobody_knows_the_visits_of_a_disclosed_trail():
    assert true_visits(disclosed(one_day())) is None


def brute(trail):
    """The definition, read out loud."""
    settings, visits = settings_of(trail), true_visits(trail)
    assert visits is not None
    found = np.zeros((len(visits.row), len(settings.every), len(settings.side_dm)), dtype=bool)
    for v, person in enumerate(visits.row):
        for i, every in enumerate(settings.every_each):
            for fix in range(visits.first[v], visits.last[v] + 1):
                x, y = int(trail.x_dm[person, fix]), int(trail.y_dm[person, fix])
                if fix % every or x == MISSING:
                    continue
                for g, side in enumerate(settings.side_each):
                    ends = [(x // side * side, x // side * side + side), (y // side * side, y // side * side + side)]

                    def off(*place, ends=ends):
                        return np.hypot(*(p - np.clip(p, *end) for p, end in zip(place, ends, strict=True)))

                    home = trail.truth_home_m[person] * 10
                    found[v, i, g] |= off(visits.x_dm[v], visits.y_dm[v]) <= 1000 and off(*home) > 1000
    return found


def test_the_kernel_is_the_definition():
    trail = made_trail(people=5, days=2, interval_min=15.0, sigma_m=80.0, lost=0.3)
    settings, visits = settings_of(trail), true_visits(trail)
    assert visits is not None
    found = visits_seen(trail, visits, settings)
    assert np.array_equal(found, brute(trail))
    assert 0 < found.mean() < 1


def test_the_distance_to_a_square():
    assert off_square_2(15, 15, 10, 15.0, 15.0) == 0
    assert off_square_2(15, 15, 10, 7.0, 24.0) == 9 + 16
    assert off_square_2(-1, -1, 10, 3.0, -14.0) == 9 + 16


@pytest.mark.parametrize(("side_m", "chance"), [(1.0, 1.0), (100.0, 1.0), (500.0, 0.4), (1000.0, 0.1), (5000.0, 0.004)])
def test_the_chance_of_picking_the_right_place(side_m, chance):
    assert told_apart(side_m, 10.0) == pytest.approx(chance)


def test_many_places_about_the_position_leave_it_open():
    assert told_apart(1.0, 1000.0) == pytest.approx(1 / (1000 * np.pi * 0.01))
