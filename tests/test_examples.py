"""The examples: the committed bytes, and what stands in them."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
from pathlib import Path

import numpy as np
import pytest

from custodes.records.kinds import KINDS
from custodes.study.written_out.examples import examples, workbook_sheets

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
MOST_BYTES = 3_000_000
NAME = re.compile(r"[PDACRIV]-\d{4,5}")


def _script():
    spec = importlib.util.spec_from_file_location("write_examples", EXAMPLES / "write.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="module")
def made():
    return examples()


def test_the_committed_files_are_those_that_the_script_writes(made):
    files = {f"{name}/{file}": content for name, example in made.items() for file, content in example.files.items()}
    files["workbook/records.xlsx"] = _script().workbook(workbook_sheets()[0])
    committed = {
        path.relative_to(EXAMPLES).as_posix(): path.read_bytes()
        for path in EXAMPLES.rglob("*")
        if path.is_file() and path.suffix not in {".md", ".py", ".pyc"}
    }
    assert sorted(committed) == sorted(files)
    assert [name for name, content in files.items() if committed[name] != content] == []


def test_the_examples_are_small():
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < MOST_BYTES


def test_every_folder_says_that_it_is_made_up(made):
    for name in made:
        text = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
        assert "Made up by Custodes. No real person" in text
        assert f"]({name}/" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_everybody_goes_by_a_name_that_stands_for_nobody(made):
    for example in made.values():
        for file, content in example.files.items():
            if file.endswith(".csv") and file != "contacts.csv":
                rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
                ids = {field for kind in KINDS.values() for field, about in kind.items() if about.type == "id"}
                names = [row[column] for row in rows for column in row if column in ids and row[column]]
                assert all(NAME.fullmatch(name) for name in names), file


def test_positions_lie_in_the_open_sea(made):
    for name, columns in (("audit", ("latitude", "longitude")), ("mine", ("position_latitude", "position_longitude"))):
        rows = list(csv.DictReader(io.StringIO(made[name].files["positions.csv"].decode("utf-8"))))
        where = np.array([[float(row[column]) for column in columns] for row in rows])
        assert np.all(np.abs(where - [55.0, 3.0]) < [1.3, 2.1])  # 150 km about a point with no land for 200 km


def test_what_was_planted_is_there(made):
    wanted = {"audit": 15, "mine": 5, "json-lines": 2, "workbook": 4, "scores": 3, "bare-scores": 1}
    assert {name: sum(count > 0 for count in example.planted.values()) for name, example in made.items()} == wanted
