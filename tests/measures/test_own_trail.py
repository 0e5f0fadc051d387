from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.own_trail import SEVERAL, own_trail

DAY = 86_400.0
START = 1_735_689_600.0  # 1 January 2025, a Wednesday


def _trail(days, away, *, noise_m=5.0, seed=1):
    """A position every ten minutes at 51.5, -0.1 but for what `away` says: hour, weekday (0 Monday) to km north."""
    time = START + np.arange(days * 144) * 600.0
    hour = time % DAY / 3600.0
    weekday = (np.floor((time - START) / DAY).astype(int) + 2) % 7
    north = np.array([away(h, d) for h, d in zip(hour, weekday, strict=True)])
    rng = np.random.default_rng(seed)
    latitude = 51.5 + (north * 1000 + rng.normal(0, noise_m, len(time))) / 111_320.0
    longitude = -0.1 + rng.normal(0, noise_m, len(time)) / 111_320.0
    return time, latitude, longitude


def _fridays(hour, weekday):
    return 2.0 if weekday == 4 and 13 <= hour < 14 else 0.0


def test_home_is_where_the_nights_are():
    found = own_trail(*_trail(28, lambda h, _: 3.0 if 8 <= h < 23 else 0.0))
    assert found is not None
    assert found.home == (51.5, -0.1)
    assert (found.nights_seen, found.nights_home, found.days) == (28, 28, 28)


def test_a_weekly_habit_is_found_with_its_weekday_and_hour():
    found = own_trail(*_trail(28, _fridays))
    assert found is not None
    (place,) = found.places
    assert (place.visits, place.weekday, place.regular, place.nights) == (4, 4, 4, 0)
    assert place.hour == pytest.approx(13.0, abs=0.2)
    assert place.distance_km == pytest.approx(2.0, abs=0.05)
    assert min(place.bearing_deg, 360 - place.bearing_deg) < 2
    assert place.hours == pytest.approx(4.0, abs=0.7)


def test_a_habit_of_many_days_is_told_as_one():
    found = own_trail(*_trail(28, lambda h, d: 2.0 if d < 5 and 9 <= h < 17 else 0.0))
    assert found is not None
    (place,) = found.places
    assert (place.visits, place.weekday, place.regular) == (20, SEVERAL, 20)
    assert place.hour == pytest.approx(9.0, abs=0.2)


def test_twice_is_no_habit():
    found = own_trail(*_trail(14, _fridays))
    assert found is not None
    (place,) = found.places
    assert (place.visits, place.weekday, place.regular) == (2, -1, 0)
    assert np.isnan(place.hour)


def test_a_night_elsewhere_counts_as_one():
    found = own_trail(*_trail(21, lambda h, d: 4.0 if (d == 5 and h >= 20) or (d == 6 and h < 9) else 0.0))
    assert found is not None
    (place,) = found.places
    assert (place.visits, place.nights) == (3, 3)


def test_a_passage_is_no_place():
    found = own_trail(*_trail(14, lambda h, _: 5.0 if 12 <= h < 12.1 else 0.0))
    assert found is not None
    assert found.places == ()


def test_places_are_the_same_whatever_the_order_of_the_rows():
    time, latitude, longitude = _trail(21, _fridays)
    mixed = np.random.default_rng(5).permutation(len(time))
    assert own_trail(time[mixed], latitude[mixed], longitude[mixed]) == own_trail(time, latitude, longitude)


def test_without_nights_there_is_no_home():
    time, latitude, longitude = _trail(14, _fridays)
    day = time % DAY >= 6 * 3600
    found = own_trail(time[day], latitude[day], longitude[day])
    assert found is not None
    assert found.home is None
    assert len(found.places) == 1


def test_missing_positions_are_left_out_and_none_at_all_is_none():
    time, latitude, longitude = _trail(14, _fridays)
    latitude = np.where(np.arange(len(time)) % 2, np.nan, latitude)
    found = own_trail(time, latitude, longitude)
    assert found is not None
    assert found.positions == len(time) // 2
    assert own_trail(time, np.full(len(time), np.nan), longitude) is None


def test_a_trail_across_the_180th_meridian_stays_together():
    time, latitude, longitude = _trail(14, _fridays)
    east = longitude + 0.1 + 180.0
    across = own_trail(time, latitude, np.where(east > 180.0, east - 360.0, east))
    assert across is not None
    assert len(across.places) == 1
    assert across.places[0].distance_km == pytest.approx(2.0, abs=0.05)
