from __future__ import annotations

import json
import stat
import sys

import pyrage
import pytest

from custodes import mine as module
from custodes.errors import PrivacyRefused, Problem, Refused, UsageRefused
from custodes.mine import delete, mine
from custodes.records import manifest
from tests.report.made_up_audit import own_disclosed

HOME = b"51.500"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of files, read as one person's made-up file."""
    monkeypatch.setattr(module, "read_disclosed", lambda *_, **__: own_disclosed())
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def code(error):
    return error.value.problems[0].code


def test_a_page_is_written_that_only_its_owner_may_read(folder, tmp_path):
    assert mine(folder, tmp_path / "out") == ("report.html", "answers.json")
    out = tmp_path / "out"
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE((out / name).stat().st_mode) for name in manifest.files_in(out)} == {0o600}
    assert manifest.check(out) == []
    assert HOME in (out / "report.html").read_bytes()
    assert json.loads((out / "answers.json").read_bytes())["kind"] == "mine"


def test_run_json_says_nothing_about_the_person(folder, tmp_path):
    mine(folder, tmp_path / "out")
    said = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert set(said) == {"kind", "custodes_version", "encrypted"}


def test_the_same_file_gives_the_same_bytes_over_itself(folder, tmp_path):
    mine(folder, tmp_path / "out")
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    mine(folder, tmp_path / "out")
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("by", ["recipient", "ssh", "passphrase"])
def test_encrypted_means_nothing_in_the_clear(folder, tmp_path, by):
    identity = pyrage.x25519.Identity.generate()
    ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@rust"
    given = {
        "recipient": {"encrypt_to": str(identity.to_public())},
        "ssh": {"encrypt_to": ssh},
        "passphrase": {"passphrase": "correct horse"},
    }[by]
    out = tmp_path / "out"
    assert mine(folder, out, **given) == ("report.html.age", "answers.json.age")
    assert set(manifest.files_in(out)) == {"run.json", "manifest.json", "report.html.age", "answers.json.age"}
    sealed = (out / "report.html.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1")
    assert all(HOME not in (out / name).read_bytes() for name in manifest.files_in(out))
    if by == "recipient":
        assert HOME in pyrage.decrypt(sealed, [identity])
    if by == "passphrase":
        assert HOME in pyrage.passphrase.decrypt(sealed, "correct horse")


def test_encrypting_over_a_page_in_the_clear_takes_it_away(folder, tmp_path):
    out = tmp_path / "out"
    mine(folder, out)
    mine(folder, out, encrypt_to=str(pyrage.x25519.Identity.generate().to_public()))
    assert not (out / "report.html").exists()
    assert not (out / "answers.json").exists()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"encrypt_to": "age1nonsense"}, "age-recipient"),
        ({"encrypt_to": "ssh-nonsense"}, "age-recipient"),
        ({"encrypt_to": "age1x", "passphrase": "x"}, "two-keys"),
    ],
)
def test_what_cannot_be_encrypted_is_not_written(folder, tmp_path, given, wanted):
    with pytest.raises(UsageRefused) as refused:
        mine(folder, tmp_path / "out", **given)
    assert code(refused) == wanted
    assert not (tmp_path / "out").exists()


def test_without_the_package_it_says_how_to_get_it(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(UsageRefused, match=r"pip install 'custodes\[age\]'") as refused:
        mine(folder, tmp_path / "out", encrypt_to="age1x")
    assert code(refused) == "age-missing"
    assert not (tmp_path / "out").exists()


def test_a_second_person_stops_it_before_anything_is_written(folder, tmp_path, monkeypatch):
    def refuse(*_, **more):
        assert more["own_file"] is True
        raise PrivacyRefused([Problem("", 0, "", "a second person", "", "", "second-person")])

    monkeypatch.setattr(module, "read_disclosed", refuse)
    with pytest.raises(PrivacyRefused):
        mine(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_page_is_not_written_among_the_files(folder):
    for out in (folder, folder / "out"):
        with pytest.raises(Refused) as refused:
            mine(folder, out)
        assert code(refused) == "out-in-folder"


def test_delete_takes_away_what_was_written_and_the_folder(folder, tmp_path):
    mine(folder, tmp_path / "out")
    assert delete(tmp_path / "out") == (("answers.json", "report.html", "run.json"), ())
    assert not (tmp_path / "out").exists()


def test_delete_leaves_and_names_what_it_did_not_write(folder, tmp_path):
    out = tmp_path / "out"
    mine(folder, out)
    (out / "notes.txt").write_text("my own", encoding="utf-8")
    (out / "report.html").write_text("my own", encoding="utf-8")
    assert delete(out) == (("answers.json", "run.json"), ("notes.txt", "report.html"))
    assert (out / "report.html").read_text(encoding="utf-8") == "my own"


def test_delete_follows_no_link(folder, tmp_path):
    out = tmp_path / "out"
    mine(folder, out)
    (tmp_path / "precious").write_bytes((out / "report.html").read_bytes())
    (out / "report.html").unlink()
    (out / "report.html").symlink_to(tmp_path / "precious")
    delete(out)
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("name", ["../precious", "/precious", ".hidden"])
def test_delete_trusts_no_list_that_points_elsewhere(folder, tmp_path, name):
    out = tmp_path / "out"
    mine(folder, out)
    (tmp_path / "precious").write_text("x", encoding="utf-8")
    listing = json.loads((out / "manifest.json").read_bytes())
    listing["files"][name] = {"sha256": "0" * 64, "bytes": 1}
    (out / "manifest.json").write_text(json.dumps(listing), encoding="utf-8")
    with pytest.raises(Refused):
        delete(out)
    assert (tmp_path / "precious").exists()
    assert (out / "report.html").exists()


def test_delete_refuses_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refused) as refused:
            delete(place)
        assert code(refused) == "folder-not-mine"
    assert (tmp_path / "letter.txt").exists()
