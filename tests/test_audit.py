from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from custodes import audit as module
from custodes.audit import Settings, audit
from custodes.errors import Refused, UsageRefused
from custodes.measures.answer import Answer
from custodes.measures.finding import Finding, Found
from custodes.records import manifest
from custodes.records.disclosed import Disclosed, Note, SourceFile
from tests.report.made_up_audit import DAY, NAN, START, rows_of

PEOPLE = 24


def disclosed():
    due = START + np.arange(PEOPLE) * DAY
    table = rows_of(PEOPLE, due=due, done=np.where(np.arange(PEOPLE) < 12, due + 9 * DAY, NAN))
    table["person"] = np.arange(PEOPLE, dtype=np.int32)
    return Disclosed(
        tables={"reviews": table},
        labels={},
        people={
            "person": np.arange(PEOPLE, dtype=np.int32),
            "started": np.full(PEOPLE, NAN),
            "ended": np.full(PEOPLE, NAN),
            "basis_ended": np.full(PEOPLE, NAN),
        },
        groups={},
        files=(SourceFile("reviews.csv", "", "reviews", PEOPLE, PEOPLE, 0, "ab" * 32),),
        notes=(Note("naive-local-time", "Times have no zone.", "finding", "reviews.csv", 2, 3),),
        start_s=START,
        end_s=START + 90 * DAY,
        fingerprint="12" * 32,
    )


def finding(key, count, people):
    at = np.arange(count, dtype=np.int64)
    return Finding(key, "They came late.", count, PEOPLE, "reviews", people, "Later than due", "x", "reviews", at)


def found():
    return Found(
        answers={
            "reviews_overdue_share": Answer(0.5, 0.3, 0.7, "share", PEOPLE),
            "of_few": Answer(0.5, 0.3, 0.7, "share", 4),
        },
        findings=(finding("late", 12, 12), finding("late-few", 3, 3), finding("none", 0, 0)),
        tables={
            "overdue-at": [{"date_s": START, "overdue": 12, "people": 12}, {"date_s": 1.0, "overdue": 3, "people": 3}]
        },
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "read_disclosed", lambda *_, **__: disclosed())
    monkeypatch.setattr(module, "look", lambda *_: found())
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def contents(place):
    return {name: (place / name).read_bytes() for name in manifest.files_in(place)}


def table(place, name):
    return list(csv.DictReader(io.StringIO((place / name).read_text(encoding="utf-8"))))


def test_without_a_folder_nothing_is_written(folder, tmp_path):
    done = audit(folder)
    assert done.document()["answers"]["reviews_overdue_share"]["value"] == 0.5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files"]


def test_the_folder_holds_what_its_page_in_the_docs_says(folder, tmp_path):
    audit(folder, out=tmp_path / "out")
    names = set(contents(tmp_path / "out"))
    own = {f"tables/{name}.csv" for name in ("answers", "groups", "findings", "files", "notes", "not-disclosed")}
    assert names == {
        *("run.json", "answers.json", "report.html", "manifest.json"),
        *own,
        "tables/overdue-at.csv",
        *("rows/late.csv", "rows/late-few.csv", "rows/README.txt"),
    }
    assert manifest.check(tmp_path / "out") == []


def test_the_same_audit_gives_the_same_bytes(folder, tmp_path):
    audit(folder, out=tmp_path / "one")
    audit(folder, out=tmp_path / "two")
    audit(folder, out=tmp_path / "one")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_audit_is_not_written_over_it(folder, tmp_path):
    audit(folder, out=tmp_path / "out")
    with pytest.raises(Refused) as refused:
        audit(folder, out=tmp_path / "out", seed=2)
    assert refused.value.problems[0].code == "folder-other-plan"


def test_rows_say_where_and_nothing_else(folder, tmp_path):
    audit(folder, out=tmp_path / "out")
    rows = table(tmp_path / "out", "rows/late.csv")
    assert len(rows) == 12
    assert rows[0] == {"file": "reviews.csv", "sheet": "", "page": "", "row": "1"}
    assert b"not for publication" in contents(tmp_path / "out")["rows/README.txt"]


def test_small_counts_are_protected_everywhere_but_in_rows(folder, tmp_path):
    done = audit(folder, out=tmp_path / "out")
    document = done.document()
    assert document["answers"]["of_few"]["value"] is None
    few = next(each for each in document["findings"] if each["key"] == "late-few")
    assert (few["count"], few["of"], few["people"]) == (None, None, None)
    assert [each["count"] for each in document["notes"]] == [None]
    assert [row["overdue"] for row in table(tmp_path / "out", "tables/overdue-at.csv")] == ["12", ""]
    assert [row["count"] for row in table(tmp_path / "out", "tables/findings.csv")] == ["12", "", "0"]


def test_a_share_does_not_tell_what_a_withheld_finding_counts(folder, monkeypatch):
    telling = Found(
        answers={
            "late_share": Answer(3 / PEOPLE, 0.0, 0.4, "share", PEOPLE),
            "other": Answer(0.5, 0, 1, "share", PEOPLE),
        },
        findings=(finding("late-few", 3, 3), finding("late", 12, 12)),
    )
    monkeypatch.setattr(module, "look", lambda *_: telling)
    told = audit(folder).document()["answers"]
    assert told["late_share"]["value"] is None
    assert told["other"]["value"] == 0.5


def test_few_people_are_not_counted(folder, monkeypatch):
    few = disclosed()
    few.people["person"].resize(4, refcheck=False)
    monkeypatch.setattr(module, "read_disclosed", lambda *_, **__: few)
    assert audit(folder).document()["audit"]["people"] is None


def test_a_scheme_is_set_beside_what_is_found(folder):
    stated = audit(folder, scheme="home-office-2022").document()["stated"]
    assert any(each["answer"] == "reviews_overdue_share" for each in stated)


def test_the_command_names_no_folder_of_the_machine(folder, tmp_path):
    done = audit(folder, scheme="curfew-tag", k=6, why_k="a court asked", seed=3, out=tmp_path / "out")
    assert done.view.command == "custodes audit FOLDER --scheme curfew-tag --k 6 --why-k TEXT --seed 3 --out DIR"
    text = b"".join(contents(tmp_path / "out").values())
    assert str(tmp_path).encode() not in text
    assert b"a court asked" in text


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"k": 4}, "k-too-small"),
        ({"level": 1.0}, "level-out-of-range"),
        ({"level": 0.0}, "level-out-of-range"),
        ({"resamples": 0}, "count-out-of-range"),
        ({"seed": -1}, "count-out-of-range"),
    ],
)
def test_settings_that_cannot_be(given, wanted):
    with pytest.raises(UsageRefused) as refused:
        Settings(**given)
    assert refused.value.problems[0].code == wanted


def test_a_k_of_five_passes():
    assert Settings(k=5).k == 5


def test_the_identity_moves_with_everything_that_moves_a_number(folder):
    made = [
        audit(folder),
        audit(folder, seed=2),
        audit(folder, k=11),
        audit(folder, level=0.9),
        audit(folder, scheme="curfew-tag"),
    ]
    assert len({each.view.identity for each in made}) == len(made)


def test_answers_on_the_disk_are_those_that_are_given(folder, tmp_path):
    done = audit(folder, out=tmp_path / "out")
    assert json.loads((tmp_path / "out" / "answers.json").read_bytes()) == json.loads(json.dumps(done.document()))


def test_files_without_rows_say_so_and_name_no_period(tmp_path):
    (tmp_path / "reviews.csv").write_text("person,due,done\n")
    (tmp_path / "desk.csv").write_text("person,arrived\n")
    done = audit(tmp_path, resamples=10)
    assert {note.code for note in done.view.notes} == {"no-rows"}
    assert "Records over a period that is not known." in done.page()
    assert (done.document()["audit"]["start_s"], done.document()["audit"]["end_s"]) == (None, None)
    assert "1970" not in done.page()
