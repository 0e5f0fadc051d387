"""The command scores: a table, two bare files, refusals, and the same lines twice."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from custodes.cli.main import called

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def bare(tmp_path: Path) -> list[str]:
    stream = np.random.default_rng(1)
    files = []
    for name, middle in (("mated", 5), ("other", 0)):
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(f"{score:.6f}" for score in stream.normal(middle, 1, 4000)), encoding="utf-8")
        files.append(str(path))
    return files


def _said(capsys, *words: str) -> dict:
    assert called(["scores", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_two_bare_files_give_errors_without_intervals_over_people(capsys, bare):
    said = _said(capsys, *bare, "--threshold=2.5")
    answers = said["answers"]
    assert answers["eer"]["value"] == pytest.approx(0.0062, abs=0.003)  # Phi(-2.5)
    assert answers["fnmr"]["low"] is None
    assert answers["fnmr"]["at_best"]["low"] < answers["fnmr"]["value"] < answers["fnmr"]["at_best"]["high"]
    assert answers["det"]["columns"] == ["threshold", "fmr", "fnmr"]
    assert len(answers["det"]["rows"]) == 1000
    assert said["scores"]["threshold"] == 2.5


def test_a_table_gives_intervals_over_people_and_groups(capsys):
    table = str(EXAMPLES / "scores" / "scores.csv")
    said = _said(capsys, table, "--threshold=0.6", "--resamples=100")
    fnmr = said["answers"]["fnmr"]
    assert fnmr["people"] > 0
    assert fnmr["by_group"]["group"]
    assert {each["key"] for each in said["findings"]} >= {"threshold-changed", "scores-shifted"}
    assert _said(capsys, table, "--threshold=0.6", "--resamples=100") == said
    hidden = _said(capsys, table, "--threshold=0.6", "--resamples=100", "--k=1000")
    assert hidden["answers"]["fnmr"]["value"] is None
    assert hidden["scores"]["people"] is None
    assert {tuple(row[1:]) for row in hidden["answers"]["det"]["rows"]} == {(None, None)}


def test_thresholds_that_changed_are_held_row_by_row_and_said(capsys):
    table = str(EXAMPLES / "scores" / "scores.csv")
    said = _said(capsys, table, "--resamples=20")
    assert (said["scores"]["threshold"], said["scores"]["threshold_changed"]) == (None, True)
    assert said["answers"]["fnmr"]["value"] is not None
    assert not _said(capsys, table, "--threshold=0.6", "--resamples=20")["scores"]["threshold_changed"]
    assert called(["scores", table, "--resamples=20"]) == 0
    assert "each row's own threshold." in capsys.readouterr().out


def test_the_screen_keeps_what_accuses_and_what_misses_apart(capsys, bare):
    assert called(["scores", *bare, "--threshold=2.5"]) == 0
    text = capsys.readouterr().out
    assert text.index("What accuses") < text.index("What misses")


@pytest.mark.parametrize("word", ["--level=2", "--threshold=nan", "--resamples=0", "--seed=-1", "--k=0", "--k=4"])
def test_an_option_out_of_range_is_wrong_usage(capsys, bare, word):
    assert called(["scores", *bare, word]) == 2
    assert capsys.readouterr().out == ""


def test_three_files_are_wrong_usage(bare):
    assert called(["scores", *bare, bare[0]]) == 2


def test_a_line_that_is_no_number_is_refused_with_its_line_and_without_its_text(capsys, bare):
    path = Path(bare[0])
    path.write_text("0.5\n0.7\nCANARY\n", encoding="utf-8")
    assert called(["scores", *bare]) == 3
    told = capsys.readouterr().err
    assert ":3" in told
    assert "CANARY" not in told
