from __future__ import annotations

import stat

import pytest

from custodes.errors import Refused
from custodes.records import manifest
from custodes.records.disk import Disk
from custodes.records.text import json_bytes
from custodes.records.whole_folder import PrivateDisk, check_place, said_by, write_whole_folder

FILES = {"run.json": json_bytes({"kind": "audit", "identity": "a"}), "a.txt": b"one", "tables/b.csv": b"two"}


class Stops(Disk):
    """A disk that fails at its nth replacing."""

    def __init__(self, at):
        self.left = at

    def replace(self, temporary, path):
        self.left -= 1
        if self.left < 0:
            raise OSError(28, "No space left on device")
        super().replace(temporary, path)


def code(folder, files=FILES, **more):
    with pytest.raises(Refused) as refused:
        write_whole_folder(folder, files, **more)
    return refused.value.problems[0].code


def contents(folder):
    return {name: (folder / name).read_bytes() for name in manifest.files_in(folder)}


def test_a_folder_is_written_with_a_manifest_that_holds(tmp_path):
    write_whole_folder(tmp_path / "out", FILES)
    assert manifest.check(tmp_path / "out") == []
    assert set(contents(tmp_path / "out")) == {*FILES, manifest.NAME}


def test_writing_twice_gives_the_same_bytes(tmp_path):
    write_whole_folder(tmp_path / "out", FILES)
    before = contents(tmp_path / "out")
    write_whole_folder(tmp_path / "out", FILES)
    assert contents(tmp_path / "out") == before


def test_a_file_that_is_no_longer_wanted_goes(tmp_path):
    write_whole_folder(tmp_path / "out", FILES)
    write_whole_folder(tmp_path / "out", {"run.json": FILES["run.json"]})
    assert set(contents(tmp_path / "out")) == {"run.json", manifest.NAME}


@pytest.mark.parametrize("at", range(4))
def test_a_full_disk_leaves_no_manifest_and_no_half_file(tmp_path, at):
    folder = tmp_path / "out"
    assert code(folder, disk=Stops(at)) == "folder-unwritable"
    there = contents(folder)
    assert manifest.NAME not in there
    assert all(FILES[name] == content for name, content in there.items())
    assert "run.json" in there or not there
    check_place(folder, "audit", "a")
    write_whole_folder(folder, FILES)
    assert manifest.check(folder) == []


@pytest.mark.parametrize("at", range(2))
def test_a_full_disk_while_files_go_does_not_shut_the_folder_for_good(tmp_path, at):
    folder, fewer = tmp_path / "out", {"run.json": FILES["run.json"]}
    write_whole_folder(folder, FILES)
    assert code(folder, fewer, disk=Stops(at)) == "folder-unwritable"
    write_whole_folder(folder, fewer)
    assert set(contents(folder)) == {"run.json", manifest.NAME}


def test_what_somebody_else_put_there_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert code(tmp_path) == "folder-not-ours"
    assert contents(tmp_path) == {"letter.txt": b"mine"}


def test_a_changed_file_is_somebody_elses(tmp_path):
    write_whole_folder(tmp_path / "out", FILES)
    (tmp_path / "out" / "a.txt").write_text("changed", encoding="utf-8")
    assert code(tmp_path / "out", {"run.json": FILES["run.json"]}) == "folder-not-ours"
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "changed"


@pytest.mark.parametrize(
    ("kind", "identity", "wanted"), [("audit", "b", "folder-other-plan"), ("mine", "", "folder-not-ours")]
)
def test_another_folder_is_refused_before_anything_is_computed(tmp_path, kind, identity, wanted):
    write_whole_folder(tmp_path / "out", FILES)
    with pytest.raises(Refused) as refused:
        check_place(tmp_path / "out", kind, identity)
    assert refused.value.problems[0].code == wanted


def test_the_same_or_any_of_the_kind_passes(tmp_path):
    write_whole_folder(tmp_path / "out", FILES)
    check_place(tmp_path / "out", "audit", "a")
    check_place(tmp_path / "out", "audit")
    check_place(tmp_path / "new", "audit", "b")


@pytest.mark.parametrize("make", [lambda p: p.write_text("x"), lambda p: p.symlink_to(p.parent)])
def test_a_file_or_a_link_is_no_folder(tmp_path, make):
    make(tmp_path / "out")
    with pytest.raises(Refused) as refused:
        check_place(tmp_path / "out", "audit")
    assert refused.value.problems[0].code == "folder-unwritable"


@pytest.mark.parametrize("text", [b"[1]", b"{", b"[" * 100_000, b"\xff"])
def test_a_strange_run_json_says_nothing(tmp_path, text):
    (tmp_path / "run.json").write_bytes(text)
    assert said_by(tmp_path) == {}


def test_a_link_to_a_run_json_says_nothing(tmp_path):
    (tmp_path / "real.json").write_bytes(FILES["run.json"])
    (tmp_path / "run.json").symlink_to("real.json")
    assert said_by(tmp_path) == {}


def test_a_private_folder_is_shut_to_everybody_else(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o755)
    write_whole_folder(folder, FILES, PrivateDisk())
    for path in (folder, folder / "tables"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for name in manifest.files_in(folder):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
