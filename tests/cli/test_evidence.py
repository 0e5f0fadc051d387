from __future__ import annotations

import json

import pytest

from custodes.cli.main import called

MARKED = "absconded-as-marked-by-home-office"


def test_everything_published_is_listed(capsys):
    assert called(["evidence"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("action-access-2022: ")
    assert "+2.0 percentage points (\u22122.0 to +6.0" in " ".join(told.split())
    assert told.count("No effect: ") == 8
    assert all(len(line) <= 100 for line in told.splitlines())


def test_a_claim_is_answered_first(capsys):
    assert called(["evidence", "--claim", "5", "--outcome", MARKED]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Claimed: at least 5 percentage points fewer")
    assert "a probability of 0.04%, from gps-expansion-pilot" in told


def test_as_json_nothing_else_is_printed(capsys):
    assert called(["evidence", "gps-expansion-pilot", "--outcome", MARKED, "--claim=5", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (line,) = document["evidence"]
    assert (line["outcome"], line["horizon_days"]) == (MARKED, 548)
    (claim,) = document["claims"]
    assert claim["probability"] == pytest.approx(0.00036, abs=1e-5)
    assert called(["evidence", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["gps-pilot"], "unknown-trial", 3),
        (["--outcome", "absconding"], "unknown-outcome", 3),
        (["gps-expansion-pilot", "--outcome", "reoffended"], "other-definition", 3),
        (["--claim", "5"], "other-definition", 2),
        (["belur-2020", "--claim", "5"], "no-effect", 2),
        (["--claim", "nan"], "usage", 2),
        (["--claim", "101"], "usage", 2),
    ],
)
def test_what_cannot_be_answered_is_refused(arguments, code, exit_code, capsys):
    assert called(["evidence", *arguments, "--json"]) == exit_code
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == code
    assert problem["hint"] or problem["wrong"]
