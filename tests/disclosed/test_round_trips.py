"""Any table of text comes back exactly, within what its format can hold."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.disclosed.raw_table import ReadAs
from custodes.errors import Refused
from tests.disclosed.corpus.workbook_items import ods
from tests.disclosed.rows import cells, table_of

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
CELL = st.one_of(
    st.sampled_from(["", "007", "1E5", "=1+1", "NA", '"', ",", ";", "caf\u00e9", "\n", " x "]),
    st.text(LETTERS, max_size=8),
)


@st.composite
def tables(draw, cell=CELL):
    """Draw the names of columns and rows, none of them blank, none like the header."""
    width = draw(st.integers(2, 5))
    header = tuple(f"column {at}" for at in range(width))
    row = st.tuples(*[cell] * width).filter(lambda row: sum(map(bool, row)) > width // 2 and row[0] != header[0])
    return header, draw(st.lists(row, min_size=1, max_size=12))


def _wanted(rows):
    return [tuple(cell or None for cell in row) for row in rows]


def _separated(table, delimiter: str, end: str, quoting: int) -> bytes:
    held = io.StringIO(newline="")
    if any("\r" in cell for row in table[1] for cell in row):
        quoting = csv.QUOTE_ALL  # Python's writer leaves a bare CR unquoted, where it would end the line
    writer = csv.writer(held, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([table[0], *table[1]])
    return held.getvalue().encode()


@settings(max_examples=150, deadline=None)
@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_separated_values(table, delimiter, end, quoting):
    content = _separated(table, delimiter, end, quoting)
    [found] = table_of("csv", content, ReadAs(delimiter=delimiter))
    assert found.header == table[0]
    assert cells(found) == _wanted(table[1])
    ends = [len(re.findall("\r\n|\r|\n", "|".join(row))) for row in table[1]]
    assert found.rows.tolist() == [2 + at + sum(ends[:at]) for at in range(len(ends))]


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le"]))
def test_encodings(table, encoding):
    text = _separated(table, ",", "\n", csv.QUOTE_MINIMAL).decode()
    [found] = table_of("csv", text.encode(encoding), ReadAs(encoding=encoding.removesuffix("-sig"), delimiter=","))
    assert cells(found) == _wanted(table[1])


@settings(max_examples=100, deadline=None)
@given(tables(), st.booleans())
def test_json(table, escaped):
    records = [dict(zip(table[0], row, strict=True)) for row in table[1]]
    [whole] = table_of("json", json.dumps(records, ensure_ascii=escaped).encode())
    lines = "\n".join(json.dumps(record, ensure_ascii=escaped) for record in records)
    [by_line] = table_of("jsonl", lines.encode())
    assert cells(whole) == cells(by_line) == _wanted(table[1])
    assert whole.rows.tolist() == by_line.rows.tolist() == list(range(1, len(records) + 1))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(st.integers(-(10**40), 10**40), st.decimals(allow_nan=False, allow_infinity=False)), min_size=1)
)
def test_numbers_of_json_keep_every_digit(numbers):
    written = [str(number).replace("E+", "e") for number in numbers]
    content = "[" + ",".join(f'{{"a": {text}}}' for text in written) + "]"
    [found] = table_of("json", content.encode())
    assert cells(found) == [(text,) for text in written]


# A workbook's XML holds no control characters, and its readers turn CR into LF.
XML_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"), max_size=8)


@settings(max_examples=60, deadline=None)
@given(tables(XML_CELL))
def test_workbooks(table):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("a")
        for at, row in enumerate([table[0], *table[1]]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    [found] = table_of("workbook", held.getvalue())
    assert found.header == table[0]
    assert cells(found) == _wanted(table[1])
    assert found.rows.tolist() == list(range(2, len(table[1]) + 2))


@settings(max_examples=60, deadline=None)
@given(tables(st.from_regex(r"[a-z0-9,;:=+-]{0,8}", fullmatch=True)))
def test_open_document_sheets(table):
    [found] = table_of("workbook", ods([table[0], *table[1]]))
    assert cells(found) == _wanted(table[1])


@settings(max_examples=60, deadline=None)
@given(tables(), st.booleans())
def test_parquet(table, in_dictionary):
    columns = {
        name: pa.array([row[at] for row in table[1]]).cast(
            pa.dictionary(pa.int32(), pa.string()) if in_dictionary else pa.string()
        )
        for at, name in enumerate(table[0])
    }
    held = io.BytesIO()
    pq.write_table(pa.table(columns), held)
    [found] = table_of("parquet", held.getvalue())
    assert cells(found) == _wanted(table[1])


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from(["csv", "tsv", "json", "jsonl", "workbook", "parquet", "pdf", "scores"])
)
def test_bytes_of_any_kind_are_read_or_refused(content, kind):
    with contextlib.suppress(Refused):  # anything else would be a fault of ours
        table_of(kind, content)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('a,;"\n\r\t'), max_size=60))
def test_what_is_read_is_what_stands_there(text):
    """Whatever the quotes and line ends, no letter is lost or made up."""
    try:
        [found] = table_of("csv", ("one,two,three\n" + text).encode(), ReadAs(delimiter=","))
    except Refused:
        return
    kept = "".join(cell or "" for row in cells(found) for cell in row)
    assert kept.count("a") == text.count("a")
    assert kept.count(";") == text.count(";")


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_the_delimiter_is_found(delimiter):
    rows = [(f"P{at}", f"{at},5", "text; more | of it") for at in range(30)]
    content = _separated((("person", "lat", "note"), rows), delimiter, "\n", csv.QUOTE_ALL)
    [found] = table_of("csv", content)
    assert cells(found) == rows
