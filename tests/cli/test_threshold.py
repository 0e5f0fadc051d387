from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from custodes.cli.main import called

SMALL = [
    "telephone-reporting",
    "--question=burden_h_per_week",
    "--vary=schedule.every",
    "--line=0.03",
    "--people=30",
    "--days=60",
    "--draws=2",
    "--workers=1",
    "--quiet",
]

pytestmark = pytest.mark.compiled


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched") / "threshold"
    assert called(["threshold", *SMALL, "--out", str(folder)]) == 0
    return folder


def test_a_search_writes_a_page_and_its_numbers(searched):
    assert {path.name for path in searched.iterdir()} == {"threshold.json", "threshold.html"}
    document = json.loads((searched / "threshold.json").read_text(encoding="utf-8"))
    found = document["answers"]["burden_h_per_week"]["schemes"]["telephone-reporting"]
    told = document["threshold"]
    assert (found["value"], found["low"], found["high"]) == (told["value"], told["low"], told["high"])
    assert (found["value"] is None) != (found["cannot_tell"] is None)
    assert found["low"] <= found["value"] <= found["high"]
    assert told["checked"]["x"] == found["value"]
    assert [each[0] for each in told["grid"]] == sorted(each[0] for each in told["grid"])
    assert told["line"] == 0.03
    assert told["command"].startswith("custodes threshold telephone-reporting ")


def test_the_same_search_gives_the_same_bytes(searched, tmp_path):
    again = tmp_path / "again"
    assert called(["threshold", *SMALL, "--out", str(again)]) == 0
    for name in ("threshold.json", "threshold.html"):
        assert (again / name).read_bytes() == (searched / name).read_bytes()


def test_a_search_prints_its_first_sentence_and_where_the_page_is(here, capsys):
    assert called(["threshold", *SMALL]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("For the scheme to take less than 0.03 hours of a wearer's week, “")
    assert "Every person in it is synthetic." in out
    folders = list((here / "thresholds").iterdir())
    assert len(folders) == 1
    assert re.fullmatch(r"telephone-reporting-[0-9a-f]{8}", folders[0].name)
    assert str(Path("thresholds") / folders[0].name / "threshold.html") in out


def test_a_search_as_json(here, capsys):
    assert called(["threshold", *SMALL, "--json", "--out", "mine"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["ok"], document["out"]) == (True, "mine")
    written = json.loads((here / "mine" / "threshold.json").read_text(encoding="utf-8"))
    assert {key: document[key] for key in written} == written


@pytest.mark.parametrize(
    ("options", "exit_code", "problem"),
    [
        (["--question=burden_h_per_wek"], 2, "unknown-question"),
        (["--question=review_wait_h.mean"], 3, "question-untold"),
        (["--vary=schedule.evry"], 2, "unknown-path"),
        (["--vary=schedule.from"], 2, "no-range"),
        (["--from=0 day"], 3, "out-of-range"),
        (["--set=schedule.evry=3"], 3, "unknown-path"),
        (["--against=smartlink"], 3, "other-people"),
        (["--line=nan"], 2, "no-threshold"),
        (["--line=inf"], 2, "no-threshold"),
        (["--side=over"], 2, "no-threshold"),
        (["--against=detention", "--vary=effect"], 2, "no-threshold"),
    ],
)
def test_what_cannot_be_asked_is_refused(here, capsys, options, exit_code, problem):
    assert called(["threshold", *SMALL, *options, "--json"]) == exit_code
    told = json.loads(capsys.readouterr().out)["problems"]
    assert told[0]["code"] == problem
    assert told[0]["wrong"]
    assert list(here.iterdir()) == []


def test_a_folder_of_another_search_is_refused(searched, capsys):
    before = (searched / "threshold.json").read_bytes()
    assert called(["threshold", *SMALL, "--line=0.05", "--out", str(searched)]) == 3
    assert "other settings" in capsys.readouterr().err
    assert (searched / "threshold.json").read_bytes() == before
