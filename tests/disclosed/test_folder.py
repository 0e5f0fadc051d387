from __future__ import annotations

import os

import pytest

from custodes.disclosed.budget import Budget
from custodes.disclosed.folder import files_of, shown_name
from custodes.errors import Refused


def _code(folder, budget=None) -> str:
    with pytest.raises(Refused) as refused:
        files_of(folder, *([budget] if budget else []))
    return refused.value.problems[0].code


def _shown(folder) -> list[str]:
    return [shown for _, shown in files_of(folder)]


def test_files_are_listed_by_name_without_map_readme_and_hidden_ones(tmp_path):
    for name in ("b.csv", "a.csv", "map.yaml", "README.md", "readme", ".hidden.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "map.yaml").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.csv").write_text("x")
    assert _shown(tmp_path) == ["a.csv", "b.csv", "sub/map.yaml"]
    assert all(path.is_file() for path, _ in files_of(tmp_path))


def test_links_pipes_and_devices_are_refused(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("x")
    for number, make in enumerate(
        (
            lambda path: path.symlink_to(outside),
            lambda path: path.symlink_to(tmp_path),
            lambda path: path.symlink_to("../outside.csv"),
            os.mkfifo,
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        make(folder / "a.csv")
        assert _code(folder) == "not-a-file"


def test_a_folder_that_is_a_link_or_none_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert _code(tmp_path / "link") == "folder-missing"
    assert _code(tmp_path / "none") == "folder-missing"


@pytest.mark.parametrize(
    ("one", "two"), [("a.csv", "A.csv"), ("caf\u00e9.csv", "cafe\u0301.csv"), ("a.csv", "\uff41.csv")]
)
def test_names_that_would_be_one_elsewhere_are_refused(tmp_path, one, two):
    (tmp_path / one).write_text("x")
    (tmp_path / two).write_text("x")
    assert _code(tmp_path) == "names-clash"


def test_too_many_files_are_refused_before_all_are_listed(tmp_path):
    for number in range(12):
        (tmp_path / f"{number}.csv").write_text("")
    assert _code(tmp_path, Budget(files=11)) == "too-many-files"
    assert len(files_of(tmp_path, Budget(files=12))) == 12


def test_folders_in_folders_end_somewhere(tmp_path):
    deep = tmp_path
    for _ in range(12):
        deep /= "x"
    deep.mkdir(parents=True)
    (deep / "a.csv").write_text("x")
    assert _code(tmp_path) == "too-deep"


def test_a_name_cannot_turn_or_hide_text(tmp_path):
    name = "fixes\u202evsc.exe\x1b[31m\u200b.csv"
    (tmp_path / name).write_text("x")
    assert _shown(tmp_path) == ["fixes\\u202evsc.exe\\x1b[31m\\u200b.csv"]
    assert shown_name("caf\u00e9 1.csv") == "caf\u00e9 1.csv"
