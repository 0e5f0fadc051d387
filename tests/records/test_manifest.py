from __future__ import annotations

import json

import pytest

from custodes.records import manifest

HASH = "0" * 64


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "run.json").write_text("{}")
    (tmp_path / "tables" / "a.csv").write_text("x")
    listed = manifest.manifest_bytes(tmp_path, manifest.files_in(tmp_path))
    (tmp_path / manifest.NAME).write_bytes(listed)
    return tmp_path


def codes(folder) -> list[str]:
    return [problem.code for problem in manifest.check(folder)]


def rewrite(folder, change) -> None:
    document = json.loads((folder / manifest.NAME).read_text())
    change(document)
    (folder / manifest.NAME).write_text(json.dumps(document))


def test_a_folder_as_it_was_written_has_no_problem(folder):
    assert codes(folder) == []
    files = json.loads((folder / manifest.NAME).read_text())["files"]
    # SHA-256 of the one byte "x".
    assert files["tables/a.csv"] == {
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "bytes": 1,
    }


def test_a_flipped_bit_is_found(folder):
    (folder / "tables" / "a.csv").write_text("y")
    assert codes(folder) == ["file-changed"]


def test_another_size_is_found(folder):
    (folder / "tables" / "a.csv").write_text("xx")
    assert codes(folder) == ["file-changed"]


def test_a_missing_file_is_found(folder):
    (folder / "tables" / "a.csv").unlink()
    assert codes(folder) == ["file-missing"]


def test_a_strange_file_is_found(folder):
    (folder / "tables" / "b.csv").write_text("x")
    assert codes(folder) == ["file-unexpected"]


def test_a_link_is_found_and_not_followed(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "a.csv"
    other.write_text("x")
    (folder / "tables" / "a.csv").unlink()
    (folder / "tables" / "a.csv").symlink_to(other)
    assert codes(folder) == ["file-link"]


def test_a_linked_folder_is_found_and_not_followed(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "a.csv").write_text("x")
    (folder / "tables" / "a.csv").unlink()
    (folder / "tables").rmdir()
    (folder / "tables").symlink_to(other)
    assert codes(folder) == ["file-link", "file-unexpected"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "../secret",
            "/etc/passwd",
            "tables/../../secret",
            "a\\b",
            "C:/x",
            "",
            ".",
            "..",
            "tables//a.csv",
            "./run.json",
        ),
        *("tables/", "~/x", ".hidden", "a\nb", "run.json\0", manifest.NAME, "\u202egnp.exe"),
    ],
)
def test_an_unsafe_name_is_refused_without_looking(folder, path):
    rewrite(folder, lambda document: document["files"].update({path: {"sha256": HASH, "bytes": 1}}))
    problems = manifest.check(folder)
    assert [problem.code for problem in problems] == ["manifest-unsafe"]
    assert problems[0].path.isprintable()


def test_names_that_differ_by_case_only_are_found(folder):
    (folder / "RUN.json").write_text("{}")
    entry = json.loads((folder / manifest.NAME).read_text())["files"]["run.json"]
    rewrite(folder, lambda document: document["files"].update({"RUN.json": entry}))
    assert codes(folder) == ["manifest-clash"]


@pytest.mark.parametrize(
    "entry", [None, 1, {}, {"sha256": "x", "bytes": 1}, {"sha256": HASH}, {"sha256": 5, "bytes": 2}]
)
def test_an_entry_without_a_hash_is_found(folder, entry):
    rewrite(folder, lambda document: document["files"].update({"run.json": entry}))
    assert codes(folder) == ["manifest-unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "[", "[]", "{}", '{"files": []}', '{"files": {}, "schema": 2}', "\ud800", "[" * 100_000),
        json.dumps({"schema": 1, "files": {str(k): {} for k in range(10_001)}}),
        json.dumps({"schema": 1, "files": {}, "more": "x" * 10_000_000}),
    ],
    ids=range(10),
)
def test_a_manifest_that_is_none_is_told(folder, text):
    (folder / manifest.NAME).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert codes(folder) == ["manifest-unreadable"]


def test_a_linked_manifest_is_not_followed(folder):
    (folder / manifest.NAME).rename(folder / "other.json")
    (folder / manifest.NAME).symlink_to(folder / "other.json")
    assert codes(folder) == ["manifest-unreadable"]


def test_a_folder_without_manifest_is_told(folder):
    (folder / manifest.NAME).unlink()
    assert codes(folder) == ["manifest-missing"]
