from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.disclosed.numbers_text import NumbersAs, number_of, read_numbers
from tests.disclosed.raw import column, where

EUROPEAN = NumbersAs(",", ".")


def _read(*cells, how=None):
    return read_numbers(column(*cells), where(len(cells)), how)


def test_plain_decimals_are_read_at_once():
    found = _read("1", "-2.5", None, "0.125", ".5", "7.")
    assert found.values.tolist()[:2] == [1.0, -2.5]
    assert np.isnan(found.values[2])
    assert found.values[3:].tolist() == [0.125, 0.5, 7.0]
    assert not found.bad.any()


@pytest.mark.parametrize(
    "cell", ["1e5", "1E+05", "inf", "nan", "1,5", "1 000", "0x10", "1_000", "٣", "#####", "1-2", "--1", "½", "1.2.3"]
)
def test_anything_else_is_no_number(cell):
    found = _read("1", cell)
    assert found.bad.tolist() == [False, True]
    assert np.isnan(found.values[1])


def test_small_numbers_are_read_as_programs_write_them():
    assert _read("3.2e-05", "1E-7", repr(2.0**-30)).values.tolist() == [3.2e-05, 1e-07, 2.0**-30]
    assert number_of("3,2e-05", EUROPEAN) == 3.2e-05


def test_a_typeset_minus_is_read_and_said():
    found = _read("\u22121.5", "2")
    assert found.values.tolist() == [-1.5, 2.0]
    assert [(note.code, note.count) for note in found.notes] == [("typeset-minus", 1)]


def test_blank_cells_are_not_bad():
    assert not _read("1", "  ", "x").bad[:2].any()


@pytest.mark.parametrize(
    ("cell", "value"), [("1.234,5", 1234.5), ("-12.345.678", -12345678), ("0,25", 0.25), ("7", 7), ("+3", 3)]
)
def test_declared_marks(cell, value):
    assert number_of(cell, EUROPEAN) == value


@pytest.mark.parametrize("cell", ["1.23,5", "12.34", "1,234.5", "1.2345", ","])
def test_marks_out_of_place(cell):
    assert np.isnan(number_of(cell, EUROPEAN))


def test_a_multiplier_makes_per_cent_a_ratio():
    assert _read("50", "5", how=NumbersAs(times=0.01)).values.tolist() == [0.5, 0.05]


@given(st.lists(st.decimals(-(10**9), 10**9, places=6), min_size=1, max_size=9))
def test_any_decimal_is_read_as_python_reads_it(numbers):
    cells = [format(number, "f") for number in numbers]
    assert _read(*cells).values.tolist() == [float(cell) for cell in cells]
