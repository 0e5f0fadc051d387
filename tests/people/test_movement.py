from __future__ import annotations

import math

import pytest

from custodes.people.movement import LEAST_CURVE_H, movement_of, side_m
from tests.people.lives import ORDINARY, movement_with

VALUES = {f"movement.{path}": value for path, value in ORDINARY.items()}


def test_a_density_is_the_side_of_the_square_that_holds_one():
    assert side_m(4.0) == 500.0
    assert side_m(2000.0) == pytest.approx(math.sqrt(1e6 / 2000.0))
    assert side_m(1e12) == 1.0


def test_kinds_are_upper_ends_over_venues_and_friends_a_share_of_all():
    movement = movement_with()
    venues = 0.62 + 0.06 + 0.05 + 0.04 + 0.02 + 0.01
    assert movement.friend == pytest.approx(0.2)
    assert movement.shop == pytest.approx(0.62 / venues)
    assert movement.school - movement.shop == pytest.approx(0.06 / venues)
    assert movement.clinic - movement.school == pytest.approx(0.05 / venues)
    assert movement.worship - movement.clinic == pytest.approx(0.04 / venues)
    assert movement.lawyer - movement.worship == pytest.approx(0.02 / venues)
    assert 1.0 - movement.lawyer == pytest.approx(0.01 / venues)


def test_shares_drawn_from_ranges_are_scaled_to_sum_to_one():
    doubled = {path: 2.0 * value if ".shares." in path else value for path, value in VALUES.items()}
    assert movement_of(doubled) == pytest.approx(movement_with(), rel=1e-12)


def test_who_only_visits_friends_needs_no_venue():
    kinds = ("shop", "school", "clinic", "worship", "lawyer", "union")
    movement = movement_of(VALUES | {f"movement.places.shares.{kind}": 0.0 for kind in kinds})
    assert movement.friend == 1.0
    assert math.isfinite(movement.shop)


def test_the_curve_of_departures_has_the_stated_standard_deviation():
    # A logistic distribution of scale s has the variance (s pi)^2 / 3.
    movement = movement_with()
    assert movement.curve_h * math.pi / math.sqrt(3.0) == pytest.approx(3.5)
    assert movement_of(VALUES | {"movement.outings.hours": 0.0}).curve_h == LEAST_CURVE_H
