"""Unicity of 1,000 people with 720 records each, beside fastmob's risk of the same records."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from measure import best_s, own_peak_mb, show

from custodes.measures.trail_settings import Fixes
from custodes.measures.trail_unicity import Dials, Known, others_left

PEOPLE, RECORDS, POINTS, REPEATS, TAKES = 1_000, 720, (2, 3, 4), 5, 5
SPREAD_M, RANGE_M, PLACES, CELL_M, NIGHT_H = 4_000.0, 1_500.0, 30, 500, 8
M_A_DEGREE = 111_194.9
FEW, FEW_RECORDS, PEER_POINTS = 50, 20, 2


def town() -> tuple[np.ndarray, np.ndarray]:
    """Make a record an hour for 30 days: nights at home, days at places visited by rank [decimetre]."""
    random = np.random.default_rng(11)
    home = random.normal(0, SPREAD_M, (PEOPLE, 1, 2))
    places = np.round((home + random.normal(0, RANGE_M, (PEOPLE, PLACES, 2))) / 250) * 250
    rank = np.minimum(random.zipf(2.0, (PEOPLE, RECORDS)), PLACES) - 1
    at = np.take_along_axis(places, rank[:, :, None], axis=1)
    night = (np.arange(RECORDS) % 24 < NIGHT_H)[None, :, None]
    where = np.where(night, home, at) + random.normal(0, 6, (PEOPLE, RECORDS, 2))
    x, y = (np.ascontiguousarray((where[:, :, axis] * 10).astype(np.int32)) for axis in range(2))
    return x, y


def records_known(x: np.ndarray, y: np.ndarray, points: int, seed: int) -> Known:
    """Draw records of each person that somebody knows, to the cell."""
    random = np.random.default_rng(seed)
    chosen = np.argsort(random.random((PEOPLE, RECORDS)), axis=1)[:, :points]
    side = CELL_M * 10
    at_x, at_y = (np.take_along_axis(axis, chosen, axis=1) // side * side + side / 2.0 for axis in (x, y))
    return Known(np.full(PEOPLE, points), chosen, chosen, at_x, at_y)


def indexed(x: np.ndarray, y: np.ndarray, known: Known) -> float:
    """Compute the share singled out by sets of who has each record: the check."""
    side = CELL_M * 10
    cell = (x // side).astype(np.int64) * 100_003 + y // side
    has: dict[tuple[int, int], set[int]] = {}
    for person in range(PEOPLE):
        for hour in range(RECORDS):
            has.setdefault((int(cell[person, hour]), hour), set()).add(person)
    alone = 0
    for person in range(PEOPLE):
        alone += len(set.intersection(*(has[int(cell[person, hour]), int(hour)] for hour in known.first[person]))) == 1
    return alone / PEOPLE


def peer(x: np.ndarray, y: np.ndarray) -> float:
    """Give the time that fastmob takes for the worst case over all pairs of records of a few people [second]."""
    from fastmob.privacy import location_time_risk  # noqa: PLC0415 - so that its start is not in our memory

    few = slice(0, FEW), slice(0, FEW_RECORDS)
    table = pd.DataFrame(
        {
            "uid": np.repeat(np.arange(FEW), FEW_RECORDS),
            "datetime": np.tile(pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(FEW_RECORDS), unit="h"), FEW),
            "lat": (y[few] / 10 / M_A_DEGREE).ravel(),
            "lng": (x[few] / 10 / M_A_DEGREE).ravel(),
        }
    )
    start = time.perf_counter()
    location_time_risk(table, PEER_POINTS, h3_resolution=8)
    return time.perf_counter() - start


def main() -> None:
    """Time all people, points and repeats; hold the shares against sets."""
    x, y = town()
    fixes = Fixes(x, y, np.ones(x.shape, dtype=np.int8), 24)
    dials = Dials(np.array([1]), np.array([CELL_M * 10]), 0.0)
    drawn = {(p, repeat): records_known(x, y, p, repeat) for p in POINTS for repeat in range(REPEATS)}

    def shares() -> dict[tuple[int, int], float]:
        return {of: float(np.mean(others_left(fixes, known, dials)[:, -1, 0, 0] == 0)) for of, known in drawn.items()}

    found = shares()
    own_s = best_s(shares, TAKES)
    show("own, 1,000 x 720, p = 2, 3, 4, five repeats", f"{own_s:.3f} s", "budget: 0.3 s")
    show("peak memory, own", f"{own_peak_mb():.0f} MB")
    for p in POINTS:
        same = indexed(x, y, drawn[p, 0])
        show(f"  singled out by {p} records", f"{found[p, 0]:.3f}", f"by sets: {same:.3f}")
    peer_s = peer(x, y)
    show(
        f"fastmob, worst case over pairs, {FEW} people x {FEW_RECORDS}",
        f"{peer_s:.3f} s",
        "grows with the pairs: not to be had for 720 records",
    )


if __name__ == "__main__":
    main()
