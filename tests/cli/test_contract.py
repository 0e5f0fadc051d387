from __future__ import annotations

import json
import re

import pytest

from custodes.cli.main import called

NFD = "non-fitted-devices-2022"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_name_the_contracts_are_listed(capsys):
    assert called(["contract"]) == 0
    told = capsys.readouterr().out
    assert told.count("\n") == 5
    assert f"{NFD}    " in told
    assert called(["contract", "--json"]) == 0
    assert [each["contract"] for each in json.loads(capsys.readouterr().out)["contracts"]][-1] == NFD


def test_a_contract_is_told_and_its_page_written(here, capsys):
    assert called(["contract", NFD]) == 0
    told = capsys.readouterr().out
    assert "- The whole contract costs £2,000 to £12,000 for each device." in told
    folder = here / re.search(r"The page is (\S+)/contract\.html", told)[1]
    assert folder.parent.name == "contracts"
    assert {path.name for path in folder.iterdir()} == {"contract.json", "contract.html"}
    before = [path.read_bytes() for path in sorted(folder.iterdir())]
    assert called(["contract", NFD, "--quiet"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == before


def test_a_number_may_be_taken_as_published(here, capsys):
    assert called(["contract", NFD, "--set", "devices=2000", "--out", "out", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    side = document["sides"]["initial-cost"]
    assert side["possible"]["cost_per_device"]["low"] == side["possible"]["cost_per_device"]["high"] == 3000
    assert document["out"] == "out"
    assert document["contract"]["command"] == f"custodes contract {NFD} --set=devices=2000"
    assert json.loads((here / "out" / "contract.json").read_text(encoding="utf-8"))["sides"] == document["sides"]
    assert called(["contract", NFD, "--out", "out"]) == 3
    assert "another" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["non-fitted-devices"], "unknown-contract", 3),
        ([NFD, "--set", "device=3"], "unknown-path", 3),
        ([NFD, "--set", "devices"], "usage", 2),
        ([NFD, "--set", "devices=3000", "--set", "unit_price=5000"], "no-combination", 3),
    ],
)
def test_what_cannot_be_done_is_refused(arguments, code, exit_code, capsys):
    assert called(["contract", *arguments, "--json"]) == exit_code
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == code
    assert problem["file"] != "settings"
