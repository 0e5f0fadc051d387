"""Stays in a million positions, beside fastmob and trackintel on the same positions and by the same rule."""

from __future__ import annotations

import time
import warnings

import numpy as np
import pandas as pd
from measure import best_s, own_peak_mb, show

from custodes.measures.trail_stays import Rule, Stays, find_stays

PEOPLE, MINUTES, REPEATS = 100, 10_000, 7
RULE = Rule(reach_m=100.0, least_min=20.0, gap_min=30.0)
EARTH_M = 6_371_000.0
LEG_MIN, STAY_MIN, SPEED_M_PER_MIN, SIGMA_M, PHI = 15, 120, 300.0, 6.0, 0.9


def positions() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Make people who stay and move on, a position a minute, with errors that last."""
    random = np.random.default_rng(5)
    x, y = np.empty((PEOPLE, MINUTES)), np.empty((PEOPLE, MINUTES))
    for person in range(PEOPLE):
        step = np.zeros((2, MINUTES))
        at = 0
        while at < MINUTES:
            at += int(random.gamma(2.0, STAY_MIN / 2)) + 1
            way = random.uniform(0, 2 * np.pi)
            leg = slice(at, at + int(random.exponential(LEG_MIN)) + 1)
            step[:, leg] = (np.array([np.cos(way), np.sin(way)]) * SPEED_M_PER_MIN)[:, None]
            at = leg.stop
        x[person], y[person] = np.cumsum(step, axis=1)
    error = np.empty((2, PEOPLE, MINUTES))
    error[:, :, 0] = random.normal(0, SIGMA_M, (2, PEOPLE))
    for minute in range(1, MINUTES):
        fresh = random.normal(0, SIGMA_M * np.sqrt(1 - PHI * PHI), (2, PEOPLE))
        error[:, :, minute] = PHI * error[:, :, minute - 1] + fresh
    person = np.repeat(np.arange(PEOPLE), MINUTES)
    return person, np.tile(np.arange(MINUTES, dtype=float), PEOPLE), (x + error[0]).ravel(), (y + error[1]).ravel()


def fastmob_stays(person: np.ndarray, when: pd.DatetimeIndex, lat: np.ndarray, lon: np.ndarray) -> tuple[int, float]:
    """Count the stays that fastmob finds; give the time it took [second]."""
    from fastmob.preprocessing import stay_locations  # noqa: PLC0415 - so that its start is not in our memory

    table = pd.DataFrame({"uid": person, "datetime": when, "lat": lat, "lng": lon})

    def find() -> pd.DataFrame:
        return stay_locations(table, minutes_for_a_stop=RULE.least_min, spatial_radius_km=RULE.reach_m / 1000)

    return len(find()), best_s(find, REPEATS)


def trackintel_stays(person: np.ndarray, when: pd.DatetimeIndex, lat: np.ndarray, lon: np.ndarray) -> tuple[int, float]:
    """Count the stays that trackintel finds; give the time it took, once [second]."""
    import geopandas as gpd  # noqa: PLC0415 - as above
    import trackintel  # noqa: PLC0415

    columns = {"user_id": person, "tracked_at": when.tz_localize("UTC")}
    fixes = trackintel.Positionfixes(gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326"))
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, stays = fixes.generate_staypoints(
            dist_threshold=RULE.reach_m,
            time_threshold=RULE.least_min,
            gap_threshold=RULE.gap_min,
            include_last=True,
        )
    return len(stays), time.perf_counter() - start


def main() -> None:
    """Time the three on the same positions."""
    person, time_min, x_m, y_m = positions()
    begins = np.diff(person, prepend=-1) > 0

    def own() -> Stays:
        return find_stays(x_m, y_m, time_min, begins, RULE)

    found = len(own().first)
    own_s = best_s(own, REPEATS)
    show(f"own, {len(x_m):,} positions: {found:,} stays", f"{own_s * 1e3:.1f} ms", "budget: 20 ms")
    show("peak memory, own", f"{own_peak_mb():.0f} MB")
    when = pd.Timestamp("2026-01-01") + pd.to_timedelta(time_min, unit="min")
    lat, lon = np.degrees(y_m / EARTH_M), np.degrees(x_m / EARTH_M)
    for name, peer in (("fastmob", fastmob_stays), ("trackintel", trackintel_stays)):
        count, peer_s = peer(person, when, lat, lon)
        show(f"{name}: {count:,} stays", f"{peer_s * 1e3:.0f} ms", f"{peer_s / own_s:.0f} times as long")


if __name__ == "__main__":
    main()
