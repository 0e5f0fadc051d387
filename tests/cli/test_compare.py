"""``custodes compare`` from the command line."""

from __future__ import annotations

import json

import pytest

from custodes.cli.main import called
from custodes.scheme import library
from custodes.scheme.write_scheme import scheme_yaml

SMALL = ["--people", "60", "--days", "40", "--draws", "2", "--workers", "1", "--quiet"]
TWO = ["compare", "reporting-in-person", "telephone-reporting", *SMALL]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("compared") / "out"
    assert called([*TWO, "--margin", "detection_delay_days=7", "--out", str(out)]) == 0
    return out


def test_the_folder_holds_what_the_issue_names(folder):
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {"compare.json", "compare.html", "run.json", "manifest.json", "tables/compare.csv"} <= names
    document = json.loads((folder / "compare.json").read_bytes())
    entry = document["answers"]["burden_h_per_week"]
    assert list(entry["schemes"]) == ["reporting-in-person", "telephone-reporting"]
    assert {"value", "low", "high", "paired_gain"} <= set(entry["difference"]["telephone-reporting"])
    assert document["necessity"]["stages"][2]["name"] == "less-intrusive"


def test_the_same_comparison_again_is_the_same_to_the_byte(folder, tmp_path):
    again = tmp_path / "again"
    assert called([*TWO, "--margin", "detection_delay_days=7", "--out", str(again), "--shards", "2"]) == 0
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in {"run.json", "manifest.json", "compare.json", "compare.html"}:
            assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes(), path.name
    ours, theirs = (json.loads((each / "compare.json").read_bytes()) for each in (folder, again))
    assert ours["answers"] == theirs["answers"]
    assert called([*TWO, "--margin", "detection_delay_days=7", "--out", str(tmp_path / "third")]) == 0
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "third" / path.relative_to(folder)).read_bytes(), path.name


def test_its_hashes_are_verified_and_its_command_is_given(folder, capsys):
    assert called(["verify", str(folder)]) == 0
    assert "custodes compare reporting-in-person telephone-reporting" in capsys.readouterr().out


def test_json_is_one_object(tmp_path, capsys):
    assert called([*TWO, "--out", str(tmp_path / "out"), "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["ok"] is True
    assert printed.err == ""


def test_on_the_screen_stand_the_tables_and_the_stages(folder, capsys):
    assert called([*TWO, "--margin", "detection_delay_days=7", "--out", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "What it takes of people" in said
    assert "Would no less intrusive measure do as well?" in said
    assert "Nothing is added up into one score." in said


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["compare", "reporting-in-person"], 2, "a comparison is of 2 to 12 schemes"),
        ([*TWO, "--margin", "burden_h_per_week=1"], 2, "no question of which a margin"),
        ([*TWO, "--effect", "nobody=gps-expansion-pilot"], 2, "names no scheme of this comparison"),
        ([*TWO, "--effect", "telephone-reporting=florida-2010"], 3, "definition"),
        ([*TWO, "--claim", "telephone-reporting=much"], 2, "percentage points"),
        ([*TWO, "--set", "nobody:conduct.absconding=1"], 2, "names no scheme"),
        (["compare", "home-office-fitted-tag", "smartlink", *SMALL], 3, "cannot be compared on the people"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_writes_nothing(words, code, says, tmp_path, capsys):
    out = tmp_path / "out"
    assert called([*words, "--out", str(out)]) == code
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_money_without_a_stated_conversion_is_refused(tmp_path, capsys):
    text = scheme_yaml(library.load("telephone-reporting")).replace("price_year: 2022", "price_year: 1999")
    file = tmp_path / "telephone-reporting.yaml"
    file.write_text(text, encoding="utf-8")
    assert called(["compare", "reporting-in-person", str(file), *SMALL, "--out", str(tmp_path / "out")]) == 3
    assert "without a stated conversion" in capsys.readouterr().err
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "prices:\n  - from: {currency: GBP, year: 1999}\n    to: {currency: GBP, year: 2022}\n"
        "    factor: 1.8\n    assumption: Made up for a test.\n",
        encoding="utf-8",
    )
    words = ["compare", "reporting-in-person", str(file), *SMALL, "--prices", str(prices)]
    assert called([*words, "--out", str(tmp_path / "out")]) == 0
