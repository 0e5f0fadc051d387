from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from custodes.cli.main import called
from custodes.cli.tables import table_lines
from custodes.report.blocks import Cell, Table
from custodes.study import calibrate as trials
from custodes.study.calibration_axes import Grid
from custodes.study.calibration_world import Sample

SCHEME = str(Path(__file__).parents[1] / "scheme" / "files" / "small-example.yaml")
SMALL = [
    "--people=8",
    "--days=2",
    "--draws=1",
    "--interval=4h",
    "--grid=1km",
    "--keep=3d",
    "--set=data_kept.2.keep=5 day",
]

pytestmark = pytest.mark.compiled


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looked") / "trail"
    assert called(["trail", SCHEME, *SMALL, "--quiet", "--out", str(folder)]) == 0
    return folder


def test_a_look_writes_a_page_and_its_numbers(looked):
    assert {path.name for path in looked.iterdir()} == {"trail.json", "trail.html"}
    document = json.loads((looked / "trail.json").read_text(encoding="utf-8"))
    assert [line["setting"] for line in document["lines"]] == ["1min", "4h", "recorded", "1km", "3d", "5d"]
    assert [line["setting"] for line in document["lines"] if line["own"]] == ["1min", "recorded", "5d"]
    for line in document["lines"]:
        for answer in line["answers"].values():
            assert (answer["value"] is None) != (answer["cannot_tell"] is None)


def test_the_page_needs_nothing_else_and_runs_nothing(looked):
    page = (looked / "trail.html").read_text(encoding="utf-8")
    assert not re.search(r'<script|\son\w+=|(?:src|href)="(?!data:|#)', page)
    assert "default-src 'none'" in page
    assert "the scheme&#39;s own setting" in page
    assert "Every person on it is synthetic" in page
    assert page.count("<img ") == 3


def test_the_same_look_gives_the_same_bytes(looked, tmp_path):
    again = tmp_path / "again"
    assert called(["trail", SCHEME, *SMALL, "--quiet", "--out", str(again)]) == 0
    for name in ("trail.json", "trail.html"):
        assert (again / name).read_bytes() == (looked / name).read_bytes()


def test_a_look_prints_tables_and_says_whom_they_are_about(here, capsys):
    assert called(["trail", SCHEME, *SMALL, "--quiet"]) == 0
    out = capsys.readouterr().out
    for words in (
        "8 synthetic people, recorded for 2 days",
        "How often a position is recorded",
        "To which squares positions are rounded",
        "How long positions are kept",
        "1 minute *",
        "* the scheme's own setting.",
        "Every person in it is synthetic.",
    ):
        assert words in out
    folders = list((here / "trails").iterdir())
    assert len(folders) == 1
    assert re.fullmatch(r"small-example-[0-9a-f]{8}", folders[0].name)
    assert str(Path("trails") / folders[0].name / "trail.html") in out


def test_a_look_as_json(here, capsys):
    assert called(["trail", SCHEME, *SMALL, "--quiet", "--json", "--out", "mine"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["ok"], document["out"]) == (True, "mine")
    written = json.loads((here / "mine" / "trail.json").read_text(encoding="utf-8"))
    assert {key: document[key] for key in written} == written


@pytest.mark.parametrize(
    ("option", "code", "words"),
    [
        ("--interval=0min", "out-of-range", "must be more than 0"),
        ("--interval=30s", "interval-too-fine", "nothing finer can be derived"),
        ("--grid=1m", "grid-too-fine", "digits that are not there"),
        ("--keep=0d", "out-of-range", "must be more than 0"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_computed(here, capsys, option, code, words):
    assert called(["trail", SCHEME, option, "--json"]) == 2
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert problem["code"] == code
    assert words in problem["wrong"]
    assert problem["seen"]
    assert problem["hint"]
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["trail", "calibrate"])
def test_a_scheme_without_a_trail_is_refused(here, capsys, command):
    assert called([command, "reporting-in-person"]) == 3
    assert "records no trail" in capsys.readouterr().err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["trail", "calibrate"])
def test_a_setting_that_is_not_there_is_named_as_the_command_names_it(here, capsys, command):
    assert called([command, SCHEME, "--set=nothing.of.the.kind=3"]) == 3
    assert "--set: nothing.of.the.kind" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_folder_with_something_else_is_refused_first(here, capsys):
    (here / "diary.txt").write_text("mine", encoding="utf-8")
    assert called(["trail", SCHEME, "--out", "."]) == 3
    assert "diary.txt" in capsys.readouterr().err
    assert [path.name for path in here.iterdir()] == ["diary.txt"]


@pytest.fixture
def few(monkeypatch):
    """Two settings a grid, tried on a few people in this process."""
    whole = trials.calibration_plan

    def plan(*args, **more):
        made = whole(*args, **more)
        return trials.CalibrationPlan(made.base, made.instrument, {k: _two(grid) for k, grid in made.grids.items()})

    carried_out = trials.calibrate
    monkeypatch.setattr(trials, "ALARM_SAMPLE", Sample(20, 10))
    monkeypatch.setattr(trials, "BREACH_SAMPLE", Sample(40, 60))
    monkeypatch.setattr(trials, "calibration_plan", plan)
    monkeypatch.setattr(trials, "calibrate", lambda made, progress: carried_out(made, workers=1, progress=progress))


def _two(grid: Grid) -> Grid:
    axis = grid.axes[-1]
    return Grid((type(axis)(axis.key, axis.words, axis.short, axis.unit, axis.values[:2], axis.paths, axis.in_base),))


@pytest.mark.usefixtures("few")
def test_a_calibration_prints_and_writes_what_agrees(here, capsys):
    assert called(["calibrate", SCHEME, "--quiet", "--out", "mine"]) == 0
    out = capsys.readouterr().out
    assert "21 agencies in the United States, April 2013" in out
    assert "9.7 per person-month" in out
    assert "mine/calibrate.html" in out
    page = (here / "mine" / "calibrate.html").read_text(encoding="utf-8")
    assert not re.search(r'<script|\son\w+=|(?:src|href)="(?!data:|#)', page)
    written = (here / "mine" / "calibrate.json").read_bytes()
    assert called(["calibrate", SCHEME, "--quiet", "--out", "again", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert (here / "again" / "calibrate.json").read_bytes() == written
    assert (here / "again" / "calibrate.html").read_text(encoding="utf-8") == page


def test_a_table_on_the_screen_shows_what_hides_and_loses_no_column():
    cells = tuple(Cell(f"{k}00,000", "number", more=(f"{k}00,000 to {k}99,999",)) for k in range(1, 8))
    head = ("", *(f"{k} of a rather long name" for k in range(1, 8)))
    lines = table_lines(Table("What\u202e is shown", head, ((Cell("Row"), *cells),), "A note."))
    text = "\n".join(lines)
    assert "\\u202e" in lines[0]
    assert all(f"{k}00,000" in text for k in range(1, 8))
    assert len({len(line) for line in lines if line.startswith(("|", "+"))}) == 1
    assert lines[-1] == "A note."
