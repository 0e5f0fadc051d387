"""Bad inputs 58 to 63: JSON and JSON Lines; and Parquet."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from custodes.disclosed.raw_table import ReadAs
from tests.disclosed.corpus.item import CANARY, Item

ROW = f'{{"person": "{CANARY}", "lat": 51.50}}'


def _of(text: str):
    return text.encode


def _parquet(columns: dict) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table(columns), held)
    return held.getvalue()


JSON_ITEMS = [
    Item(58, "depth of 100000", "a.json", lambda: b"[" * 100_000, refused="too-deep", words="nested"),
    Item(58, "depth behind brackets in text", "a.json", _of('["' + "]" * 99 + '",' + "[" * 99), refused="too-deep"),
    Item(59, "a key twice", "a.json", _of(f'[{{"a": "{CANARY}", "a": 2}}]'), refused="duplicate-key"),
    Item(60, "NaN", "a.json", _of('[{"a": NaN}]'), refused="not-a-number"),
    Item(60, "infinity", "a.json", _of('[{"a": -Infinity}]'), refused="not-a-number"),
    Item(61, "a number of 10000 digits", "a.json", _of(f'[{{"a": {"9" * 10_000}}}]'), refused="huge-number"),
    Item(62, "half a character", "a.json", _of(f'[{{"a": "{CANARY}\\ud800"}}]'), refused="lone-surrogate", line=1),
    Item(62, "half a character in a name", "a.json", _of('[{"a\\ud800": 1}]'), refused="lone-surrogate"),
    Item(63, "one bad line", "a.jsonl", _of(f"{ROW}\n{ROW}\n{ROW[:-3]}\n{ROW}\n"), refused="bad-json", line=3),
    Item(
        120, "one list", "a.json", _of(f'{{"made": "2025", "rows": [{ROW}, {ROW}]}}'), noted=("beside-records",), rows=2
    ),
    Item(121, "two lists", "a.json", _of(f'{{"a": [{ROW}], "b": [{ROW}]}}'), refused="no-records", words="2 lists"),
    Item(
        122,
        "records declared",
        "a.json",
        _of(f'{{"a": {{"b": [{ROW}]}}, "c": [{ROW}, 1]}}'),
        noted=("beside-records",),
        rows=1,
        how=ReadAs(records="a.b"),
    ),
    Item(123, "no such records", "a.json", _of(f"[{ROW}]"), refused="no-records", how=ReadAs(records="a.b")),
    Item(124, "a list in a record", "a.json", _of(f'[{ROW}, {{"x": ["{CANARY}"]}}]'), refused="nested-value", line=2),
    Item(125, "no objects", "a.json", _of(f'["{CANARY}"]'), refused="no-records", line=1),
    Item(126, "an empty list", "a.json", _of("[]"), refused="no-records"),
    Item(127, "cut off", "a.json", _of(f"[{ROW},\n{ROW[:20]}"), refused="bad-json", line=2),
    Item(128, "a line with a list", "a.jsonl", _of(f"{ROW}\n\n[1]\n"), refused="no-records", line=3),
    Item(129, "blank lines only", "a.jsonl", _of("\n\n"), refused="no-records"),
    Item(130, "lists of a column", "a.parquet", lambda: _parquet({"a": [[CANARY]]}), refused="nested-value"),
    Item(131, "bytes of a column", "a.parquet", lambda: _parquet({"a": [b"x"]}), refused="nested-value"),
    Item(132, "cut off", "a.parquet", lambda: _parquet({"a": [CANARY]})[:-20], refused="damaged-file"),
    Item(
        133,
        "a damaged page",
        "a.parquet",
        lambda: _parquet({"a": [CANARY] * 9}).replace(b"\x15", b"\x16", 2),
        refused="damaged-file",
    ),
    Item(134, "numbers and dates", "a.parquet", lambda: _parquet({"a": [1, None], "b": [0.1, 1e300]}), rows=2),
]
