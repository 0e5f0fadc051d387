"""The command ``custodes sensitivity`` as somebody at a terminal meets it."""

from __future__ import annotations

import json

import pytest

from custodes.cli.main import called
from custodes.cli.sensitivity import show_sensitivity
from custodes.study.sensitivity_plan import BASE, MOST, PEOPLE, TRAJECTORIES, rows_for

SCHEME = "telephone-reporting"
SMALL = ["--people", "20", "--days", "20", "--base", "8", "--trajectories", "2", "--workers", "1", "--quiet"]
VARY = ["--vary", "instruments.telephone.checks.effort.per_attempt", "--vary", "wearers.working_share"]
ASK = ["--question", "burden_h_per_week"]


def _call(capsys, *words):
    code = called(["sensitivity", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_it_prints_sentences_and_writes_a_page(capsys, tmp_path):
    folder = tmp_path / "look"
    code, out, err = _call(capsys, SCHEME, *SMALL, *VARY, *ASK, "--out", str(folder))
    assert (code, err) == (0, "")
    assert "how many hours a week the scheme takes" in " ".join(out.split())
    assert str(folder / "sensitivity.html") in out
    assert sorted(path.name for path in folder.iterdir()) == ["sensitivity.html", "sensitivity.json"]
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, out, _ = _call(capsys, SCHEME, *SMALL, *VARY, *ASK, "--out", str(folder), "--json")
    assert code == 0
    document = json.loads(out)
    assert document["ok"] is True
    assert document["out"] == str(folder)
    # The same command gives the same bytes; another look is not written over it.
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert {key: value for key, value in document.items() if key not in ("ok", "out")} == json.loads(
        first["sensitivity.json"]
    )
    code, _, err = _call(capsys, SCHEME, *SMALL, *VARY, *ASK, "--seed", "2", "--out", str(folder))
    assert code == 3
    assert "a look at other settings" in err


def test_the_help_names_the_defaults_of_a_look():
    shown = {option.name: option for option in show_sensitivity.params}
    assert (shown["most"].default, shown["trajectories"].default) == (MOST, TRAJECTORIES)
    assert shown["base"].help.endswith(f"[{BASE}]")
    assert rows_for(None, None) == BASE
    assert f"[at most {PEOPLE}]" in shown["people"].help


def test_the_folder_has_a_name_of_its_own(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert _call(capsys, SCHEME, *SMALL, *VARY, *ASK)[0] == 0
    (folder,) = (tmp_path / "sensitivities").iterdir()
    assert folder.name.startswith(f"{SCHEME}-")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--question", "burden_h_per_weak"], "unknown-question"),
        (["--question", "trail_fixes_held_at_end"], "question-untold"),
        (["--question", "share_accused_within.365d"], "question-untold"),
        (["--base", "12"], "base-size"),
        (["--most", "0"], "count-out-of-range"),
        (["--vary", "rules.nothing"], "unknown-path"),
        (["--set", "rules.nothing=1"], "unknown-path"),
        (["--workers", "5000"], "count-out-of-range"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_data(capsys, tmp_path, words, code):
    folder = tmp_path / "look"
    ended, out, _ = _call(capsys, SCHEME, *SMALL, *words, "--json", "--out", str(folder))
    document = json.loads(out)
    assert document["ok"] is False
    assert ended == document["code"] != 0
    assert [problem["code"] for problem in document["problems"]] == [code]
    assert not folder.exists()


@pytest.mark.parametrize(("base", "draws", "rows"), [(None, None, 64), (32, None, 32), (None, 1, 8), (None, 9, 16)])
def test_draws_are_a_base_sample_that_holds_them(base, draws, rows):
    assert rows_for(base, draws) == rows


@pytest.mark.parametrize("words", [["--base", "8", "--draws", "8"], ["--draws", "20000"]])
def test_draws_beside_a_base_or_too_many_are_refused(words, tmp_path, capsys):
    out = tmp_path / "out"
    assert called(["sensitivity", "telephone-reporting", *words, "--out", str(out)]) == 2
    assert "--draws" in capsys.readouterr().err
    assert not out.exists()
