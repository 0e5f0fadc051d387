"""Shares of absconders, rates, and percentage points."""

from __future__ import annotations

import math

import pytest

from custodes.scheme.absconding_share import HORIZON_D, rate_of_share, rate_with_points, share_within


@pytest.mark.parametrize("rate", [0.0, 1e-9, 3e-4, 0.01])
def test_a_rate_and_its_share_lead_back_to_each_other(rate: float) -> None:
    assert rate_of_share(share_within(rate)) == pytest.approx(rate, rel=1e-9, abs=1e-15)


def test_the_share_is_what_a_constant_rate_leaves() -> None:
    assert share_within(math.log(2.0) / HORIZON_D) == pytest.approx(0.5)


@pytest.mark.parametrize("points", [-9.0, -2.0, 2.0, 15.0])
def test_points_are_added_to_the_share(points: float) -> None:
    rate = rate_of_share(0.14)
    assert share_within(rate_with_points(rate, points)) == pytest.approx(0.14 + points / 100.0)


def test_points_of_another_horizon_are_added_over_that_horizon() -> None:
    rate = rate_of_share(0.2, 365.0)
    assert share_within(rate_with_points(rate, 5.0, 365.0), 365.0) == pytest.approx(0.25)


def test_no_points_leave_the_very_same_rate() -> None:
    assert rate_with_points(0.00027, 0.0) == 0.00027


def test_a_share_stays_a_share() -> None:
    assert rate_with_points(rate_of_share(0.05), -10.0) == 0.0
    assert share_within(rate_with_points(rate_of_share(0.95), 15.0)) == pytest.approx(1.0)
    assert math.isfinite(rate_with_points(rate_of_share(0.95), 15.0))
