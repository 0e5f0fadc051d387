from __future__ import annotations

import json

import pytest

from custodes import mine as module
from custodes.cli.main import called
from tests.report.made_up_audit import own_disclosed

CANARY = "Canary-Recipient-7731"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "read_disclosed", lambda *_, **__: own_disclosed(CANARY))
    (tmp_path / "files").mkdir()
    return str(tmp_path / "files")


def test_nothing_of_the_file_is_on_the_screen(folder, tmp_path, capsys):
    assert called(["mine", folder, "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err
    assert "51.5" not in said.out + said.err
    assert str(tmp_path / "out" / "report.html") in said.out
    assert CANARY in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_json_says_where_and_no_more(folder, tmp_path, capsys):
    assert called(["mine", folder, "--out", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "out": str(tmp_path / "out"),
        "files": ["report.html", "answers.json"],
    }


def test_a_folder_for_the_page_is_needed(folder, capsys):
    assert called(["mine", folder]) == 2
    assert "--out is needed" in capsys.readouterr().err


def test_a_passphrase_comes_from_the_first_line_of_a_file(folder, tmp_path, capsys):
    (tmp_path / "words").write_text("correct horse\nanother line\n", encoding="utf-8")
    line = ["mine", folder, "--out", str(tmp_path / "out"), "--passphrase-file", str(tmp_path / "words"), "--quiet"]
    assert called(line) == 0
    assert "nothing was written in the clear" in capsys.readouterr().out
    assert not (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_passphrase_that_cannot_be_read_is_a_usage_error(folder, tmp_path, content):
    if content is not None:
        (tmp_path / "words").write_bytes(content)
    line = ["mine", folder, "--out", str(tmp_path / "out"), "--passphrase-file", str(tmp_path / "words")]
    assert called(line) == 2
    assert not (tmp_path / "out").exists()


def test_deleting_says_plainly_what_it_cannot_do(folder, tmp_path, capsys):
    called(["mine", folder, "--out", str(tmp_path / "out"), "--quiet"])
    capsys.readouterr()
    assert called(["mine", str(tmp_path / "out"), "--delete"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "3 files deleted" in said
    assert "may keep copies that no program can reach" in said
    assert not (tmp_path / "out").exists()


def test_deleting_names_what_it_left(folder, tmp_path, capsys):
    called(["mine", folder, "--out", str(tmp_path / "out"), "--quiet"])
    (tmp_path / "out" / "notes.txt").write_text("x", encoding="utf-8")
    capsys.readouterr()
    assert called(["mine", str(tmp_path / "out"), "--delete", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert (document["ok"], document["left"]) == (False, ["notes.txt"])


def test_a_page_can_be_verified(folder, tmp_path, capsys):
    out = tmp_path / "out"
    called(["mine", folder, "--out", str(out), "--quiet"])
    capsys.readouterr()
    assert called(["verify", str(out)]) == 0
    assert "The hashes of all 3 files hold" in capsys.readouterr().out
    (out / "report.html").write_text("changed", encoding="utf-8")
    assert called(["verify", str(out)]) == 3
