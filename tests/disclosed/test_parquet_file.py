from __future__ import annotations

import datetime as dt
import decimal
import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from custodes.disclosed.budget import Budget
from custodes.errors import Refused
from tests.disclosed.rows import cells, table_of

NOON = dt.datetime(2025, 3, 4, 12, 0, 0, 500_000, tzinfo=dt.UTC)


def _file(array: pa.Array) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table({"a": array}), held)
    return held.getvalue()


def test_a_table_without_rows_is_noted():
    [table] = table_of("parquet", _file(pa.array([], pa.string())))
    assert [note.code for note in table.notes] == ["no-rows"]


@pytest.mark.parametrize(
    ("array", "texts"),
    [
        (pa.array([1, -(2**63), None]), ["1", str(-(2**63)), None]),
        (pa.array([2**64 - 1], pa.uint64()), [str(2**64 - 1)]),
        (pa.array([0.1, 1e300, np.nan, None]), ["0.1", "1e+300", None, None]),
        (pa.array([np.float32(0.1)], pa.float32()), ["0.1"]),
        (pa.array([True, None]), ["true", None]),
        (pa.array([dt.date(2025, 3, 4)]), ["2025-03-04"]),
        (pa.array([NOON.replace(tzinfo=None)], pa.timestamp("ms")), ["2025-03-04T12:00:00.500"]),
        (pa.array([NOON], pa.timestamp("us", "UTC")), ["2025-03-04T12:00:00.500000Z"]),
        (pa.array([dt.time(9, 5)]), ["09:05:00.000000"]),
        (pa.array([decimal.Decimal("1.50")]), ["1.50"]),
        (pa.array(["x", "", None]).dictionary_encode(), ["x", None, None]),
        (pa.array([None, None], pa.null()), [None, None]),
        (pa.array(["x"], pa.large_string()), ["x"]),
    ],
)
def test_each_type_has_its_text(array, texts):
    [table] = table_of("parquet", _file(array))
    assert [row[0] for row in cells(table)] == texts
    assert table.rows.tolist() == list(range(1, len(texts) + 1))


@pytest.mark.parametrize(
    "array",
    [
        pa.array([[1]]),
        pa.array([{"a": 1}]),
        pa.array([b"x"]),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    ],
)
def test_a_column_of_other_things_is_refused(array):
    with pytest.raises(Refused) as refused:
        table_of("parquet", _file(array))
    assert refused.value.problems[0].code == "nested-value"


@pytest.mark.parametrize("budget", [Budget(rows=99), Budget(file_bytes=100)])
def test_it_is_weighed_before_it_is_read(budget):
    with pytest.raises(Refused) as refused:
        table_of("parquet", _file(pa.array(np.arange(100))), None, budget)
    assert refused.value.problems[0].code == "file-too-much"
