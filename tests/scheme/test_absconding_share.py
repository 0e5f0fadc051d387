"""Shares of absconders, rates, and percentage points."""

from __future__ import annotations

import math

import pytest

from custodes.scheme.absconding_share import rate_of_share, rate_with_points, share_with_points, share_within

HORIZON_D = 548.0


@pytest.mark.parametrize("rate", [0.0, 1e-9, 3e-4, 0.01])
def test_a_rate_and_its_share_lead_back_to_each_other(rate: float) -> None:
    assert rate_of_share(share_within(rate, HORIZON_D), HORIZON_D) == pytest.approx(rate, rel=1e-9, abs=1e-15)


def test_the_share_is_what_a_constant_rate_leaves() -> None:
    assert share_within(math.log(2.0) / HORIZON_D, HORIZON_D) == pytest.approx(0.5)


@pytest.mark.parametrize("points", [-9.0, -2.0, 2.0, 15.0])
def test_points_are_added_to_the_share(points: float) -> None:
    rate = rate_of_share(0.14, HORIZON_D)
    assert share_within(rate_with_points(rate, points, HORIZON_D), HORIZON_D) == pytest.approx(0.14 + points / 100.0)


def test_points_of_another_horizon_are_added_over_that_horizon() -> None:
    rate = rate_of_share(0.2, 365.0)
    assert share_within(rate_with_points(rate, 5.0, 365.0), 365.0) == pytest.approx(0.25)


def test_no_points_leave_the_very_same_rate() -> None:
    assert rate_with_points(0.00027, 0.0, HORIZON_D) == 0.00027


@pytest.mark.parametrize(("share", "points", "put_on"), [(0.1, -4.0, 0.06), (0.03, -4.0, 0.0), (0.97, 4.0, 1.0)])
def test_no_fewer_than_nobody_and_no_more_than_all(share: float, points: float, put_on: float) -> None:
    assert share_with_points(share, points) == pytest.approx(put_on)


def test_a_share_stays_a_share() -> None:
    assert rate_with_points(rate_of_share(0.05, HORIZON_D), -10.0, HORIZON_D) == 0.0
    all_go = rate_with_points(rate_of_share(0.95, HORIZON_D), 15.0, HORIZON_D)
    assert share_within(all_go, HORIZON_D) == pytest.approx(1.0)
    assert math.isfinite(all_go)
