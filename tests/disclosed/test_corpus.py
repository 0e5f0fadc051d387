"""Every bad input comes out as it must: refused with code, place and words, or read and noted, within its limits."""

from __future__ import annotations

from collections import Counter

import pytest

from custodes.disclosed.budget import Budget
from custodes.disclosed.read import read_file
from custodes.errors import Refused
from tests.disclosed.corpus.item import CANARY
from tests.disclosed.corpus.json_items import JSON_ITEMS
from tests.disclosed.corpus.pdf_items import PDF_ITEMS
from tests.disclosed.corpus.text_items import TEXT_ITEMS
from tests.disclosed.corpus.workbook_items import WORKBOOK_ITEMS

ITEMS = [*TEXT_ITEMS, *JSON_ITEMS, *WORKBOOK_ITEMS, *PDF_ITEMS]
ELSEWHERE = {33}
"""Items that other tests of this folder hold: names of files."""


def _hold_to(refused, item) -> None:
    problem = refused.problems[0]
    assert problem.code == item.refused, str(refused)
    assert problem.file == "shown.x"
    assert item.words in str(refused)
    assert problem.line == item.line
    assert CANARY not in str(refused)


@pytest.mark.parametrize("item", ITEMS, ids=str)
def test_an_input_comes_out_as_it_must(item, tmp_path):
    path = tmp_path / item.name
    path.write_bytes(item.make())
    budget = Budget(cpu_s=item.most_s, memory_bytes=item.most_mb * 1_000_000)
    try:
        tables = read_file(path, "shown.x", item.how, budget)
    except Refused as refused:
        _hold_to(refused, item)
        return
    assert not item.refused
    notes = [note for table in tables for note in table.notes]
    codes = {note.code for note in notes}
    assert {*item.noted, *item.findings} <= codes
    assert set(item.findings) == {note.code for note in notes if note.level == "finding"}
    assert codes <= {*item.noted, *item.findings, "letterhead", "not-records", "running-lines"}
    assert item.words in " ".join(note.text for note in notes)
    assert sum(len(table.rows) for table in tables) == item.rows
    assert not any(CANARY in note.text or str(tmp_path) in note.text for note in notes)
    for table in tables:
        assert table.seen == len(table.rows) + table.refused
        assert len(table.rows) == len(table.pages) == sum(batch.num_rows for batch in table.batches)


def test_the_corpus_is_whole():
    assert set(range(1, 64)) - {item.number for item in ITEMS} == ELSEWHERE
    assert max(Counter(map(str, ITEMS)).values()) == 1
