from __future__ import annotations

import numpy as np
import pyarrow as pa

from custodes.disclosed.cell_bytes import LONGEST, all_bytes, lengths_of, number_at, same_shape

CELLS = ["2025-01-02", None, "2025/01/02", "12", "", "2024-12-31", "x" * (LONGEST + 1), "7é"]


def test_cells_are_grouped_by_the_marks_that_are_no_digits():
    found = {shape: rows.tolist() for rows, _, shape in same_shape(pa.array(CELLS))}
    assert found == {"9999-99-99": [0, 5], "9999/99/99": [2], "99": [3], "9Ã©": [7]}


def test_a_slice_of_an_array_is_read_from_its_own_start():
    part = pa.array(CELLS)[5:]
    assert [rows.tolist() for rows, _, _ in same_shape(part)] == [[2], [0]]
    assert lengths_of(part).tolist() == [10, LONGEST + 1, 3]
    assert all_bytes(part)[:10].tobytes() == b"2024-12-31"


def test_numbers_are_read_between_two_places():
    ((_, marks, _),) = same_shape(pa.array(["2025-01-02", "1999-12-31"]))
    assert number_at(marks, 0, 4).tolist() == [2025, 1999]
    assert number_at(marks, 8, 10).tolist() == [2, 31]


def test_nothing_is_in_no_group():
    assert list(same_shape(pa.array([None, ""], pa.string()))) == []
    assert list(same_shape(pa.array([], pa.string()))) == []
    assert lengths_of(pa.array([None, "", "ab"])).tolist() == [0, 0, 2]


def test_each_cell_of_many_shapes_is_in_exactly_one_group():
    rng = np.random.default_rng(1)
    cells = ["".join(rng.choice(list("19-/ :"), size=rng.integers(1, 9))) for _ in range(3000)]
    seen = [int(row) for rows, marks, _ in same_shape(pa.array(cells)) for row in rows]
    assert sorted(seen) == list(range(3000))
    for rows, marks, _ in same_shape(pa.array(cells)):
        assert [mark.tobytes().decode() for mark in marks] == [cells[row] for row in rows]
