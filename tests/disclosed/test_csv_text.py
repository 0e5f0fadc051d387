from __future__ import annotations

import pytest

from custodes.disclosed import csv_text
from custodes.disclosed.raw_table import ReadAs
from custodes.errors import Refused
from tests.disclosed.rows import cells, table_of, tail


def _places(content: str) -> list[int]:
    [table] = table_of("csv", content.encode(), ReadAs(delimiter=","))
    return table.rows.tolist()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(csv_text, "BATCH_ROWS", 4)


def test_a_row_stands_where_its_first_line_does():
    assert _places("a,b\n1,2\n\n3,4\n5,6\n7,8\n") == [2, 4, 5, 6]
    assert _places('a,b\n1,"x\ny"\n3,4\n5,6\n7,8\n') == [2, 4, 5, 6]
    assert _places('a,b\r\n1,"x\r\ny\r\nz"\r\n3,4\r\n') == [2, 5]
    assert _places("a,b\r1,2\r3,4\r") == [2, 3]


def test_nothing_is_lost_between_batches():
    content = "a,b\n" + "".join(f"{at},{at}\n" for at in range(100))
    [table] = table_of("csv", content.encode())
    assert cells(table) == [(str(at), str(at)) for at in range(100)]
    assert table.rows.tolist() == list(range(2, 102))


def test_what_is_left_out_is_counted_by_why():
    content = "Report\n\na,b,c\n1,2,3\n,,\na,b,c\n4,5,6\nTotal,,9\n7,8,9\nPage 1\n"
    [table] = table_of("csv", content.encode())
    assert cells(table) == [("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")]
    assert (table.seen, table.refused) == (6, 3)
    assert {note.code: (note.row, note.count) for note in table.notes} == {
        "letterhead": (1, 1),
        "repeated-header": (6, 1),
        "blank-rows": (5, 1),
        "not-records": (8, 2),
    }


def test_a_sum_is_seen_where_most_cells_are_filled():
    [table] = table_of("csv", b"a,b,c,d,e\n1,2,3,4,5\nTotal,,3,4,5\n")
    assert cells(table) == [("1", "2", "3", "4", "5")]


def test_a_bad_row_refuses_the_file_wherever_it_stands():
    content = "a,b\n" + "1,2\n" * 50 + "1,2,3\n" + "1,2\n" * 50
    with pytest.raises(Refused) as refused:
        table_of("csv", content.encode())
    assert refused.value.problems[0].line == 52


def test_names_of_columns_have_no_space_around_them():
    [table] = table_of("csv", b" a ,b\tc\n1,2\n", ReadAs(delimiter=","))
    assert table.header == ("a", "b c")


def test_one_column_is_a_table_too():
    assert tail(b"person_id\nP1\nP2\n", "csv").seen == 2


def test_a_file_in_the_format_of_its_name_gets_no_note():
    assert tail(b"a\tb\n1\t2\n", "tsv").notes == ()
    assert [note.code for note in tail(b"a,b\n1,2\n", "tsv").notes] == ["delimiter"]
