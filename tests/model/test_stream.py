"""Streams put in order: by time, then person, then as they came."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.model.stream import in_order


@pytest.mark.parametrize("times", [1, 3, 50, 100_000])
@pytest.mark.parametrize("rows", [0, 1, 2, 400])
def test_order_is_by_time_then_person_then_as_it_came(times, rows):
    random = np.random.default_rng(rows + times)
    time_h = random.integers(0, times, rows) / 7.0
    time_h[random.random(rows) < 0.05] = np.inf
    row = random.integers(0, 9, rows).astype(np.int32)
    number = np.arange(rows)
    stream = {"row": row, "time_h": time_h, "number": number}
    expected = sorted(range(rows), key=lambda place: (time_h[place], row[place], place))
    assert in_order(stream)["number"].tolist() == expected


def test_order_does_not_depend_on_how_people_are_divided():
    random = np.random.default_rng(1)
    row = np.repeat(np.arange(30, dtype=np.int32), 20)
    stream = {"row": row, "time_h": random.integers(0, 40, row.size).astype(float), "number": np.arange(row.size)}
    back = {name: np.concatenate([column[300:], column[:300]]) for name, column in stream.items()}
    assert in_order(back)["number"].tolist() == in_order(stream)["number"].tolist()
