from __future__ import annotations

import json

import pytest

from custodes.errors import Refused
from custodes.records import manifest
from custodes.records.text import json_bytes
from custodes.study import verify as verifying
from custodes.study.run import carry_out, make_plan
from custodes.study.verify import plan_of, verify
from tests.study.fakes import contents, means, plan


@pytest.fixture
def folder(tmp_path):
    carry_out(plan(), means(), tmp_path / "run")
    return tmp_path / "run"


def codes(folder) -> list[str]:
    return [problem.code for problem in verify(folder, means()).problems]


def rewrite(folder, **changes) -> None:
    """Change run.json, and the manifest with it, as somebody would who knows how."""
    document = json.loads((folder / "run.json").read_text()) | changes
    (folder / "run.json").write_bytes(json_bytes(document))
    seal(folder)


def seal(folder) -> None:
    files = [path for path in manifest.files_in(folder) if path != manifest.NAME]
    (folder / manifest.NAME).write_bytes(manifest.manifest_bytes(folder, files))


def test_a_run_verifies_and_stays_untouched(folder):
    before = contents(folder)
    verified = verify(folder, means())
    assert verified.problems == ()
    assert verified.files == len(before)
    assert verified.sentence().startswith("Verified: all 16 files have their hashes")
    assert contents(folder) == before


def test_a_run_without_a_report_verifies(tmp_path):
    carry_out(plan(), means(page=None), tmp_path)
    assert codes(tmp_path) == []


def test_a_flipped_byte_is_found_without_running_again(folder):
    path = folder / "records" / "people.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    verified = verify(folder, means())
    assert [(problem.code, problem.path) for problem in verified.problems] == [
        ("file-changed", "records/people.parquet")
    ]
    assert not verified.run_again
    assert "not as it was written" in verified.sentence()


def test_a_changed_number_under_a_new_manifest_is_found_by_running_again(folder):
    path = folder / "answers.json"
    path.write_bytes(path.read_bytes().replace(b'"people": 20', b'"people": 21', 1))
    seal(folder)
    verified = verify(folder, means())
    assert [(problem.code, problem.path) for problem in verified.problems] == [
        ("file-differs", "answers.json"),
        ("file-differs", "manifest.json"),
    ]
    assert "does not give the same bytes" in verified.sentence()


def test_a_file_put_in_under_a_new_manifest_is_found(folder):
    (folder / "more.csv").write_text("x")
    seal(folder)
    assert codes(folder) == ["file-differs", "file-differs"]


def test_other_versions_are_named(folder):
    document = json.loads((folder / "run.json").read_text())
    rewrite(folder, versions={**document["versions"], "numpy": "1.0"})
    verified = verify(folder, means())
    assert verified.problems[-1].code == "versions-differ"
    assert "numpy 1.0 then" in verified.problems[-1].wrong


def test_versions_that_are_none_are_named(folder):
    rewrite(folder, versions=[])
    assert codes(folder)[-1] == "versions-differ"


def test_a_missing_folder_is_told(tmp_path):
    assert codes(tmp_path / "nothing") == ["folder-missing"]


def test_an_unfinished_run_is_told(tmp_path):
    assert codes(tmp_path) == ["manifest-missing"]


@pytest.mark.parametrize(
    "changes",
    [
        {"stated": None},
        {"stated": {"scheme": "x"}},
        {"scheme_hash": "0" * 64},
        {"settings": []},
        {"settings": {"a": 1}},
        {"sources": {"a": {}}},
        {"sources": None},
        {"file": 3},
    ],
)
def test_a_run_json_that_does_not_say_what_was_run_is_refused(folder, changes):
    rewrite(folder, **changes)
    assert codes(folder) == ["run-unreadable"]


@pytest.mark.parametrize("changes", [{"people": 0}, {"draws": 10**9}, {"days": "x"}, {"seed": None}])
def test_a_run_json_with_counts_that_cannot_be_run_is_refused(folder, changes):
    rewrite(folder, **changes)
    assert codes(folder) == ["count-out-of-range"]


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, "3"])
def test_a_run_json_that_is_no_object_is_refused(folder, text):
    (folder / "run.json").write_text(text)
    seal(folder)
    assert codes(folder) == ["run-unreadable"]


def test_a_missing_run_json_is_refused(folder):
    (folder / "run.json").unlink()
    seal(folder)
    assert codes(folder) == ["run-unreadable"]


def test_a_huge_run_json_is_refused(folder, monkeypatch):
    monkeypatch.setattr(verifying, "_MOST_BYTES", 100)
    assert codes(folder) == ["run-unreadable"]


def test_a_plan_comes_back_from_run_json(folder):
    document = json.loads((folder / "run.json").read_text())
    assert plan_of(document).hash == plan().hash
    with pytest.raises(Refused):
        plan_of({})


def test_settings_verify(tmp_path):
    settled = make_plan("home-office-2022", people=20, days=3, draws=2, settings={"rules.missed_in_a_row": "4"})
    carry_out(settled, means(), tmp_path)
    assert codes(tmp_path) == []
