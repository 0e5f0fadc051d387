from __future__ import annotations

import csv
import dataclasses
import io

import numpy as np
import pyarrow as pa
import pytest

from custodes.errors import Refused
from custodes.records.read import read_bytes, read_records, read_table
from custodes.records.schema import TABLES
from custodes.records.text import csv_bytes, json_bytes, safe_cell
from custodes.records.write import ROW_GROUP, arrow_table, parquet_bytes, records_files
from tests.study.fakes import records


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "records").mkdir()
    for name, content in records_files(records()).items():
        (tmp_path / "records" / name).write_bytes(content)
    return tmp_path


def test_equal_records_give_equal_bytes():
    assert records_files(records()) == records_files(records())
    assert records_files(records()) != records_files(records(seed=8))


def test_records_come_back_as_they_were(folder):
    made = records()
    read = read_records(folder)
    for table in TABLES:
        one, other = getattr(made, table), getattr(read, table)
        assert set(one) == set(other)
        for column in one:
            np.testing.assert_array_equal(one[column], other[column])
            assert one[column].dtype == other[column].dtype
    assert (read.days, read.groups, read.parts, read.rows_one_in) == (made.days, made.groups, made.parts, 1)


def test_a_table_says_units_and_meanings(folder):
    field = read_table(folder, "alerts").schema.field("raised_h")
    assert field.metadata[b"unit"] == b"hour"
    assert b"alert was raised" in field.metadata[b"about"]


def test_row_groups_are_of_one_size():
    rows = 2 * ROW_GROUP + 1
    table = pa.table({"x": np.zeros(rows)})
    groups = pa.parquet.ParquetFile(pa.BufferReader(parquet_bytes(table))).metadata
    assert [groups.row_group(k).num_rows for k in range(groups.num_row_groups)] == [ROW_GROUP, ROW_GROUP, 1]


def test_records_of_a_real_scheme_have_no_truth():
    made = records()
    plain = {name: column for name, column in made.tallies.items() if not name.startswith("truth_")}
    content = records_files(dataclasses.replace(made, tallies=plain))["tallies.parquet"]
    assert set(read_bytes(content).column_names) == set(plain)


def test_a_column_outside_the_schema_is_a_bug():
    with pytest.raises(ValueError, match="name_of_wearer"):
        arrow_table("people", {"person": np.zeros(1), "name_of_wearer": np.zeros(1)}, {})


@pytest.mark.parametrize("content", [b"", b"PAR1", b"text"])
def test_a_file_that_is_no_table_is_refused(folder, content):
    (folder / "records" / "people.parquet").write_bytes(content)
    with pytest.raises(Refused, match="table people cannot be read"):
        read_records(folder)


def test_a_missing_table_is_refused(folder):
    (folder / "records" / "desks.parquet").unlink()
    with pytest.raises(Refused, match="table desks cannot be read"):
        read_records(folder)


@pytest.mark.parametrize("column", [{"x": np.zeros(1)}, {"person": np.zeros(1, dtype=np.float32)}])
def test_a_table_with_strange_columns_is_refused(folder, column):
    (folder / "records" / "people.parquet").write_bytes(parquet_bytes(pa.table(column)))
    with pytest.raises(Refused, match="do not fit its schema"):
        read_table(folder, "people")


def test_a_table_that_does_not_say_its_period_is_refused(folder):
    table = read_table(folder, "people").replace_schema_metadata({})
    (folder / "records" / "people.parquet").write_bytes(parquet_bytes(table))
    with pytest.raises(Refused, match="which period"):
        read_records(folder)


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+44", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\0=1"),
        # Full-width forms of the same signs.
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20a"),
    ],
)
def test_text_that_starts_like_a_formula_is_kept_from_running(text):
    control = {"\t": "\\u0009", "\r": "\\u000d", "\0": "\\u0000"}
    assert safe_cell(text) == f"'{''.join(control.get(sign, sign) for sign in text)}"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\u202eb", "a\\u202eb"),  # turns the line round
        ("a\u200bb", "a\\u200bb"),
        ("a\x1b[2Jb", "a\\u001b[2Jb"),
        ("a\udcffb", "a\\udcffb"),  # half of a pair cannot be written as UTF-8
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a; =1", "a;' =1"),
        ("a;-1", "a;'-1"),
        ("a; b - c; - d", "a; b - c; - d"),
        ("é\nb", "é\nb"),
    ],
)
def test_what_cannot_be_seen_is_spelt(text, cell):
    assert safe_cell(text) == cell
    assert csv_bytes(["a"], [[text]])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-0.1, "-0.1"),
        (np.float64(-0.1), "-0.1"),
        (np.int32(-3), "-3"),
        (7, "7"),
        (True, "yes"),
        (np.bool_(0), "no"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_cells(value, cell):
    assert safe_cell(value) == cell


def test_csv_reads_back():
    rows = [["a, b", 'say "x"', 0.1, None], ["line\nbreak", "é", -2, True]]
    read = list(csv.reader(io.StringIO(csv_bytes(["w", "x", "y", "z"], rows).decode(), newline="")))
    assert read == [["w", "x", "y", "z"], ["a, b", 'say "x"', "0.1", ""], ["line\nbreak", "é", "-2", "yes"]]


def test_json_keeps_order_and_every_bit():
    assert json_bytes({"b": 0.1 + 0.2, "a": "é"}) == '{\n "b": 0.30000000000000004,\n "a": "é"\n}\n'.encode()


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_refuses_what_is_not_a_number(number):
    with pytest.raises(ValueError, match="JSON"):
        json_bytes({"a": number})
