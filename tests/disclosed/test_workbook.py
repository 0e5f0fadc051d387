from __future__ import annotations

import datetime as dt

import pytest

from custodes.disclosed.budget import Budget
from custodes.disclosed.raw_table import ReadAs
from custodes.disclosed.workbook_cells import cell_text, column_text, number_text
from custodes.errors import Refused
from tests.disclosed.corpus import workbook_items as made
from tests.disclosed.rows import cells, table_of

DAY = made.DAY
HOUR = dt.timedelta(hours=1)


def _one(content: bytes, how=None):
    [table] = table_of("workbook", content, how)
    return table


@pytest.mark.parametrize(
    ("number", "text"),
    [(5, "5"), (5.0, "5"), (0.1, "0.1"), (1e15, "1000000000000000"), (-3.0, "-3"), (1e300, "1e+300"), (1e-7, "1e-07")],
)
def test_a_number_has_all_its_digits_and_no_more(number, text):
    assert number_text(number) == text
    assert float(text) == number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("", None),
        ("007", "007"),
        (True, "true"),
        (False, "false"),
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=26, minutes=3), "26:03:00"),
        (dt.timedelta(seconds=1, microseconds=500_000), "00:00:01.500000"),
        (dt.date(2025, 3, 4), "2025-03-04"),
    ],
)
def test_a_cell_is_written_in_one_form(cell, text):
    assert cell_text(cell, with_time=False) == text


def test_midnight_is_a_time_where_other_cells_have_times():
    assert column_text([dt.date(2025, 1, 1), DAY + HOUR], [2, 3]).cells == [
        "2025-01-01T00:00:00",
        "2025-01-01T01:00:00",
    ]
    assert column_text([dt.date(2025, 1, 1)], [2]).cells == ["2025-01-01"]


def test_text_beside_dates_is_read_unless_it_looks_like_one():
    assert column_text([dt.date(2025, 1, 1), "unknown", ""], [2, 3, 4]).cells == ["2025-01-01", "unknown", None]
    for text in ("13/01/2025", "13 Jan 2025", "2025-01-13 10:00"):
        with pytest.raises(Refused) as refused:
            column_text([DAY, text], [2, 3])
        assert (refused.value.problems[0].code, refused.value.problems[0].line) == ("mixed-dates", 3)


@pytest.mark.parametrize("options", [{}, {"date_1904": True}])
def test_dates_do_not_depend_on_where_a_workbook_counts_from(options):
    assert [row[1] for row in cells(_one(made.book(made.PLAIN, **options)))] == [
        "2025-01-01T00:00:00",
        "2025-01-01T05:00:00",
    ]


def test_old_workbooks_give_the_same_cells_as_new_ones():
    assert cells(_one(made._xls())) == cells(_one(made.book(made.PLAIN)))


def test_rows_are_those_of_the_sheet():
    def fill(book):
        sheet = book.add_worksheet()
        for at, row in (
            (2, ("Report", None, None)),
            (5, ("a", "b", "c")),
            (6, (1, 2, 3)),
            (8, (4, 5, 6)),
            (9, ("Total", "", 9)),
        ):
            sheet.write_row(at, 3, row)

    table = _one(made.book(fill))
    assert table.header == ("a", "b", "c")
    assert cells(table) == [("1", "2", "3"), ("4", "5", "6")]
    assert table.rows.tolist() == [7, 9]
    assert (table.seen, table.refused) == (3, 1)


def test_each_sheet_is_a_table_and_one_can_be_declared():
    def fill(book):
        for name in ("one", "two"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("a", "b"))
            sheet.write_row(1, 0, (name, 1))

    content = made.book(fill)
    assert [table.sheet for table in table_of("workbook", content)] == ["one", "two"]
    assert cells(_one(content, ReadAs(sheet="two"))) == [("two", "1")]


def test_names_in_merged_cells_are_joined_with_those_under_them():
    assert _one(made.book(made._merged)).header == ("person", "Position lat", "Position lon")


def test_names_over_columns_without_names_are_numbered():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "person")
        sheet.merge_range(0, 1, 0, 2, "Position")
        sheet.write_row(1, 0, ("P1", 51.5, 0.1))

    table = _one(made.book(fill))
    assert table.header == ("person", "Position", "Position 2")
    assert cells(table) == [("P1", "51.5", "0.1")]


def test_the_first_of_two_tables_is_read_whole():
    table = _one(made.book(made._beside))
    assert table.header == made.HEAD
    assert len(cells(table)) == 2


def test_a_hidden_row_is_read_and_named():
    first = table_of("workbook", made.book(made._hidden))[0]
    assert len(cells(first)) == 2
    [note] = [note for note in first.notes if note.code == "hidden-rows"]
    assert (note.level, note.row, note.count) == ("finding", 3, 1)
    assert "filter" in note.text


@pytest.mark.parametrize(
    ("budget", "code"),
    [
        (Budget(cells=5), "file-too-much"),
        (Budget(members=3), "zip-bomb"),
        (Budget(unpacked_bytes=1000), "zip-bomb"),
        (Budget(columns=2), "too-many-columns"),
    ],
)
def test_each_limit_holds(budget, code):
    with pytest.raises(Refused) as refused:
        table_of("workbook", made.book(made.PLAIN), None, budget)
    assert refused.value.problems[0].code == code


def test_a_part_with_a_password_of_its_own_is_refused():
    content = bytearray(made.book(made.PLAIN))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(Refused) as refused:
        table_of("workbook", bytes(content))
    assert refused.value.problems[0].code == "encrypted"


def test_an_open_document_sheet_can_have_a_password_too():
    content = made.ods([("a", "b"), ("1", "2")])
    content = made.patched(content, lambda name, data: b"<encryption-data/>" if "manifest" in name else data)
    with pytest.raises(Refused) as refused:
        table_of("workbook", content)
    assert refused.value.problems[0].code == "encrypted"


def test_what_is_noted_of_a_column_names_it():
    table = _one(made.book(made.rows(("place", "id"), ("x", 123456789012345000))))
    assert {(note.code, note.column) for note in table.notes} == {("rounded-ids", "id")}


def test_hidden_rows_of_an_open_document_sheet_are_named():
    content = made.ods([("a", "b"), ("1", "2")], row=' table:visibility="filter"')
    assert [note.code for note in _one(content).notes] == ["hidden-rows"]
