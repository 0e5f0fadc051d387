from __future__ import annotations

import json

import pytest

from custodes.cli.main import called
from tests.disclosed.corpus.item import CANARY


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "given"
    place.mkdir()
    (place / "points.csv").write_text(
        f"Subject ID,Timestamp,Lat,Lon,Notes\nA1,2025-03-01 10:00:00,51.501234,-0.121234,{CANARY}\n"
    )
    return place


def test_a_map_is_shown_and_nothing_is_written(folder, capsys):
    assert called(["map", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "person <- Subject ID: id, replaced by a number (a usual name of person)" in shown
    assert "row 2: person person 0, time 2025-03-01T10:00:00Z" in shown
    assert "# time_zone: Europe/London" in shown
    assert "2 questions begin with ASK" in shown
    assert CANARY not in shown
    assert [path.name for path in folder.iterdir()] == ["points.csv"]


def test_a_map_is_written_where_it_is_asked_for_and_never_over_another(folder, capsys):
    out = folder / "map.yaml"
    assert called(["map", str(folder), "--out", str(out)]) == 0
    text = out.read_text()
    assert text.startswith("# What the columns")
    assert called(["map", str(folder), "--out", str(out)]) == 2
    assert out.read_text() == text
    assert "there already" in capsys.readouterr().err
    assert called(["map", str(folder), "--out", str(folder / "no" / "map.yaml")]) == 2


def test_the_same_as_data(folder, capsys):
    assert called(["map", str(folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["ok"] is True
    (table,) = document["tables"]
    assert table["kind"] == "positions"
    assert table["columns"][0] == {
        "column": "person",
        "of_file": "Subject ID",
        "read_as": "id, replaced by a number",
        "why": "a usual name of person",
    }
    assert "# ASK:" in document["map"]
    assert CANARY not in json.dumps(document)


def test_what_tells_who_somebody_is_ends_with_its_own_code(folder, capsys):
    (folder / "points.csv").write_text(f"person,time\n{CANARY}@example.org,2025-01-01\n")
    assert called(["map", str(folder)]) == 4
    shown = capsys.readouterr()
    assert CANARY not in shown.out + shown.err
    assert "points.csv:2" in shown.err


def test_a_folder_that_is_not_there(tmp_path):
    assert called(["map", str(tmp_path / "no")]) == 3
