from __future__ import annotations

import json

import pytest

from custodes import audit as module
from custodes.cli.main import called
from tests.test_audit import disclosed, found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "read_disclosed", lambda *_, **__: disclosed())
    monkeypatch.setattr(module, "look", lambda *_: found())
    (tmp_path / "files").mkdir()
    return str(tmp_path / "files")


def test_it_says_what_was_read_and_found(folder, capsys):
    assert called(["audit", folder]) == 0
    said = capsys.readouterr()
    text = " ".join(said.out.split())
    assert "1 file: 24 rows seen, 24 read, 0 refused. They are about 24 people" in text
    assert "They came late: 12 of 24 reviews, about 12 people." in text
    assert "withheld: it is about fewer than 10 people, or would let" in text
    assert "reading the files" in said.err


def test_json_is_the_document(folder, capsys):
    assert called(["audit", folder, "--json"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert said.err == ""
    assert document["ok"] is True
    assert {"answers", "findings", "not_disclosed", "files", "notes", "audit"} <= set(document)
    assert document["out"] is None


def test_quiet_says_nothing_of_what_it_does(folder, capsys):
    assert called(["audit", folder, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_k_below_five_is_a_usage_error(folder, capsys):
    assert called(["audit", folder, "--k", "4"]) == 2
    assert "never shown" in capsys.readouterr().err


def test_a_low_k_without_a_reason_is_told_in_the_page(folder, tmp_path, capsys):
    assert called(["audit", folder, "--k", "6", "--out", str(tmp_path / "out")]) == 0
    assert str(tmp_path / "out" / "report.html") in capsys.readouterr().out
    assert "No reason was given for it." in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_an_audit_is_verified_by_its_hashes(folder, tmp_path, capsys):
    out = tmp_path / "out"
    called(["audit", folder, "--out", str(out), "--quiet"])
    capsys.readouterr()
    assert called(["verify", str(out)]) == 0
    assert "To count again, give the same files to: custodes audit FOLDER --out DIR" in capsys.readouterr().out
    (out / "rows" / "late.csv").write_text("changed", encoding="utf-8")
    assert called(["verify", str(out), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "file-changed"
