from __future__ import annotations

import pytest

from custodes.disclosed.table_layout import header_at, is_remark, usual_width

DATA = ("P1", "2025", "51.5", "x")


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([("a", "b", "c", "d"), DATA], 0),
        ([("Report",), ("a", "b", "c", "d"), DATA], 1),
        ([("Report", "", "", ""), (), ("a", "b", "c", "d"), DATA, DATA], 2),
        ([("a", "", "c", "d"), DATA], 0),
        ([("a", "b", "c"), DATA, DATA], 0),
        ([("a",), ("b",)], 0),
        ([(), ()], 0),
        ([("a", "b", "c", "d", "e"), DATA, DATA], 0),
    ],
)
def test_the_header_is_the_first_row_that_is_no_heading(rows, at):
    assert header_at(rows) == at


def test_the_first_row_decides_where_widths_are_equally_frequent():
    assert usual_width([("a", "b"), ("c",)]) == 2
    assert usual_width([("a",), ("b", "c"), ("d", "e")]) == 2


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (("Total", "", "", "9"), True),
        (("Grand total", "", "5", "9"), True),
        (("Total", "2025", "51.5", "x"), False),
        (("Page 3 of 9",), True),
        (("", "", "Page 3", ""), True),
        (("- 3 -", "", "", ""), True),
        (("(12 rows affected)",), True),
        (("Generated on 3 May", "", "", ""), True),
        (("P1", "", "", ""), False),
        (("P1",), False),
        (("", "", "", "note: seen by two"), True),
        (("P1", "", "", "note: seen by two"), False),
        (("Total", "", "", "", "5"), False),
    ],
)
def test_a_remark_under_a_table_is_told_from_a_record(row, remark):
    assert is_remark(row, 4) is remark
