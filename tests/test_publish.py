"""Publishing: what goes out, what stays, and that nothing goes out when it would tell of few people."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import frictionless
import numpy as np
import pytest
from click.testing import CliRunner

from custodes.audit import audit
from custodes.bench import run
from custodes.cli.main import called
from custodes.cli.publish import publish_run
from custodes.errors import PrivacyRefused, Refused, UsageRefused
from custodes.measures.answer import Answer, GroupAnswer
from custodes.measures.answer_json import answer_document
from custodes.publish import How, publish, verify_published
from custodes.records import manifest
from custodes.records.text import csv_bytes, json_bytes
from custodes.report import published_check
from custodes.report.count_table import CountTable
from custodes.report.published_table import counts_table, read
from custodes.report.small_answers import protect_answers
from custodes.report.small_counts import protect

CANARY = "CANARY-7f3a"
HOSTILE = ('=HYPERLINK("http://x")', "<script>alert(1)</script>", "a\u202eb\x00", "@SUM(A1)", "x;=1+1")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _counts(name: str = "sex", names: tuple[str, ...] = ("a", "b", "c")) -> CountTable:
    return CountTable(
        name, (name, "region"), (names, ("x", "y", "z")), np.array([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    )


def _answers() -> dict[str, Answer]:
    groups = {
        "a": GroupAnswer(0.5, 0.4, 0.6, 4),
        "b": GroupAnswer(0.5, 0.4, 0.6, 150),
        "c": GroupAnswer(0.5, 0.4, 0.6, 289),
    }
    return {
        "many": Answer(0.25, 0.2, 0.3, "share", 443, by_group={"sex": groups}),
        "few": Answer(0.5, 0.1, 0.9, "share", 7),
        "dozen": Answer(0.5, 0.1, 0.9, "share", 15),
    }


def _audit(folder: Path, k: int = 10, **changed: Any) -> Path:
    """Write the folder of an audit, canaries where single people are."""
    told = protect_answers(changed.get("answers", _answers()), k)
    findings = [
        {
            "key": "overdue",
            "means": "late",
            "count": 40,
            "of": 500,
            "unit": "reviews",
            "people": 30,
            "rule": "r",
            "test": "t",
        },
        {
            "key": "dozen",
            "means": "late",
            "count": 20,
            "of": 500,
            "unit": "reviews",
            "people": 15,
            "rule": "r",
            "test": "t",
        },
        {
            "key": "few",
            "means": "late",
            "count": None,
            "of": None,
            "unit": "days",
            "people": None,
            "rule": "r",
            "test": "t",
        },
    ]
    files: dict[str, bytes] = {
        "run.json": json_bytes(
            {
                "kind": "audit",
                "command": "custodes audit FOLDER --out DIR",
                "fingerprint": changed.get("fingerprint", _hash("files")),
                "scheme": "",
                "k": k,
                "files": [{"name": f"{CANARY}.csv", "sheet": "", "sha256": _hash("one")}],
            }
        ),
        "answers.json": json_bytes(
            {
                "answers": {key: answer_document(answer) for key, answer in told.items()},
                "findings": findings,
                "notes": [{"text": CANARY}],
                "files": [{"name": CANARY}],
            }
        ),
        "report.html": b"<p>protected</p>",
        "rows/overdue.csv": f"file,row\r\n{CANARY},7\r\n".encode(),
        "tables/files.csv": f"file\r\n{CANARY}\r\n".encode(),
        "tables/notes.csv": f"note\r\n{CANARY}\r\n".encode(),
        "tables/by-person.csv": f"person,name\r\n1,{CANARY}\r\n".encode(),
        "tables/overdue-at.csv": csv_bytes(
            ("date_s", "overdue", "people"), [(1.5, 40, 30), (2.5, 20, 15), (3.5, -0.5, 0), (4.5, None, None)]
        ),
    }
    counts = counts_table(changed.get("safe") or protect(_counts(), k))
    files[f"tables/{counts.name}.csv"] = counts.content
    for name, content in {**files, **changed.get("files", {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    names = [name for name in manifest.files_in(folder) if name != manifest.NAME]
    (folder / manifest.NAME).write_bytes(manifest.manifest_bytes(folder, names))
    return folder


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "run"
    run("reporting-in-person", people=30, days=14, draws=1, out=folder)
    return folder


EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "audit"


def _without(person: str, folder: Path) -> Path:
    """Copy the example, but for all rows of one person."""
    folder.mkdir()
    for path in EXAMPLE.iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        name = re.compile(rb"(^|,)" + person.encode() + rb"(,|\r?\n|$)")
        (folder / path.name).write_bytes(b"".join(line for line in lines if not name.search(line)))
    return folder


@pytest.fixture(scope="module")
def all_and_one_fewer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("audits")
    audit(EXAMPLE, out=folder / "all", resamples=5)
    audit(_without("P-0002", folder / "files"), out=folder / "fewer", resamples=5)
    return folder / "all", folder / "fewer"


def _everything(folder: Path) -> bytes:
    return b"\n".join((folder / name).read_bytes() for name in manifest.files_in(folder))


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [row.to_dict() for row in frictionless.Resource(str(folder / "data" / f"{name}.csv")).read_rows()]


# What goes out


@pytest.mark.parametrize("kind", ["run", "audit"])
def test_frictionless_accepts_the_package(kind: str, made_up: Path, tmp_path: Path):
    folder = made_up if kind == "run" else _audit(tmp_path / "audit")
    publish(folder, tmp_path / "out")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) > 2


@pytest.mark.parametrize("kind", ["run", "audit"])
def test_the_same_again_gives_the_same_bytes(kind: str, made_up: Path, tmp_path: Path):
    folder = made_up if kind == "run" else _audit(tmp_path / "audit")
    for name in ("one", "two"):
        publish(folder, tmp_path / name)
    assert _everything(tmp_path / "one") == _everything(tmp_path / "two")


def test_people_who_are_made_up_are_called_so_and_are_not_withheld(made_up: Path, tmp_path: Path):
    done = publish(made_up, tmp_path / "out")
    assert "made up by a computer" in (tmp_path / "out" / "README.md").read_text()
    assert json.loads((tmp_path / "out" / "datapackage.json").read_bytes())["custodes"]["made_up"] is True
    assert not done.left_out
    assert "[c]" not in (tmp_path / "out" / "data" / "groups.csv").read_text()
    assert (tmp_path / "out" / "report.html").read_bytes() == (made_up / "report.html").read_bytes()
    assert not [name for name in manifest.files_in(tmp_path / "out") if name.endswith(".parquet")]


def test_nothing_about_single_people_goes_out(tmp_path: Path):
    done = publish(_audit(tmp_path / "audit"), tmp_path / "out")
    assert CANARY.encode() not in _everything(tmp_path / "out")
    assert sorted(done.tables) == [
        f"data/{name}.csv" for name in ("answers", "counts-sex", "findings", "groups", "overdue-at")
    ]
    assert any("by-person" in each for each in done.left_out)


def test_a_file_called_after_a_person_is_published_by_its_number(tmp_path: Path):
    files = tmp_path / "files"
    files.mkdir()
    lines = [f"P-{number:03},2025-03-{1 + number % 28:02}T00:00:00Z,2025-04-02T00:00:00Z" for number in range(40)]
    for name in ("reviews-1.csv", "of Jane Canary.csv"):
        rows = lines[:20] if name == "reviews-1.csv" else lines[20:]
        (files / name).write_text("\n".join(["person,due,done", *rows, rows[-1]]))
    audit(files, out=tmp_path / "audit", resamples=2)
    assert "Jane Canary" in (tmp_path / "audit" / "report.html").read_text()
    publish(tmp_path / "audit", tmp_path / "out")
    assert b"Canary" not in _everything(tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text()
    assert "reviews-1.csv" in page
    assert page.count(">file 1<") == (tmp_path / "audit" / "report.html").read_text().count("Jane Canary")
    assert "names of disclosed files that say more" in (tmp_path / "out" / "README.md").read_text()


def test_a_page_that_names_a_file_in_another_place_stays(tmp_path: Path):
    files = {"report.html": f"<p>rows of {CANARY}.csv</p>".encode()}
    done = publish(_audit(tmp_path / "audit", files=files), tmp_path / "out")
    assert CANARY.encode() not in _everything(tmp_path / "out")
    assert any("report.html" in each for each in done.left_out)


def test_what_is_withheld_is_marked_and_says_no_number_of_people(tmp_path: Path):
    publish(_audit(tmp_path / "audit"), tmp_path / "out")
    answers = {row["answer"]: row for row in _rows(tmp_path / "out", "answers")}
    assert (answers["few"]["value"], answers["few"]["people"], answers["few"]["mark"]) == (None, None, "[c]")
    assert (answers["many"]["value"], answers["many"]["people"], answers["many"]["mark"]) == (0.25, 443, None)
    groups = {row["group"]: row["mark"] for row in _rows(tmp_path / "out", "groups")}
    assert groups == {"a": "[c]", "b": "[c]", "c": None}


def test_numbers_of_more_people_than_the_audit_withheld_are_not_withheld_afterwards(tmp_path: Path):
    # Only the audit knows how many people had an event: its files do not say.
    with pytest.raises(UsageRefused) as caught:
        publish(_audit(tmp_path / "audit"), tmp_path / "out", How(k=20))
    assert _code(caught) == "k-above-audit"
    assert not (tmp_path / "out").exists()


def test_rounding_is_on_top(tmp_path: Path):
    publish(_audit(tmp_path / "audit"), tmp_path / "out", How(round_to=7))
    shown = [row["people"] for row in _rows(tmp_path / "out", "counts-sex") if row["people"] is not None]
    assert shown
    assert all(count % 7 == 0 for count in shown)
    assert verify_published(tmp_path / "out")[0] == ()
    assert "multiples of 7" in (tmp_path / "out" / "README.md").read_text()


def test_everything_that_is_counted_is_rounded(tmp_path: Path):
    why = (
        "only 15 people had a case, and 80 are needed for a wait that few exceed; with about 83 people it could be told"
    )
    told = {
        "many": Answer(0.25, 0.2, 0.3, "share", 443),
        "late": Answer(43.0, 41.5, 44.0, "people", 443),
        "wait": Answer(None, None, None, "hour", 15, cannot_tell=why),
    }
    publish(_audit(tmp_path / "audit", answers=told), tmp_path / "out", How(round_to=20))
    rows = {row["answer"]: row for row in _rows(tmp_path / "out", "answers")}
    assert (rows["many"]["value"], rows["many"]["people"]) == (0.25, 440)
    assert [rows["late"][name] for name in ("value", "low", "high")] == [40, 40, 40]
    assert (rows["wait"]["people"], rows["wait"]["cannot_tell"]) == (20, "too few people carry this figure")
    findings = {row["finding"]: row for row in _rows(tmp_path / "out", "findings")}
    assert [findings["overdue"][name] for name in ("count", "of", "people", "mark")] == [40, 500, 40, None]
    assert [findings["few"][name] for name in ("count", "of", "people", "mark")] == [None, None, None, "[c]"]
    further = _rows(tmp_path / "out", "overdue-at")
    assert [(row["date_s"], row["overdue"], row["people"]) for row in further[:2]] == [(1.5, 40, 40), (2.5, 20, 20)]


def test_what_is_rounded_to_nothing_says_so(tmp_path: Path):
    publish(_audit(tmp_path / "audit"), tmp_path / "out", How(round_to=100))
    findings = {row["finding"]: row for row in _rows(tmp_path / "out", "findings")}
    assert [findings["dozen"][name] for name in ("count", "of", "people", "mark")] == [0, 500, 0, "[low]"]


def test_no_exact_number_of_people_stands_in_a_rounded_package(all_and_one_fewer, tmp_path: Path):
    whole, _ = all_and_one_fewer
    done = publish(whole, tmp_path / "out", How(round_to=5))
    numbers = 0
    for name in done.tables:
        table = read(name, (tmp_path / "out" / name).read_bytes())
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            whole_numbers = [cell for column, cell in cells.items() if cell.isdecimal() and column != "unit"]
            numbers += len(whole_numbers)
            assert not [cell for cell in whole_numbers if int(cell) % 5]
            assert not re.search(r"\b(51|48|47|46) (of|people)", " ".join(row))
    assert numbers > 100
    assert "report.html" not in manifest.files_in(tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text()
    assert "report.html: its numbers are not rounded" in readme
    assert "`report.html`: the report" not in readme
    assert "Rates, shares, times and other measures are not rounded" in readme
    assert verify_published(tmp_path / "out")[0] == ()
    with pytest.raises(Refused) as caught:
        publish(whole, tmp_path / "next", against=tmp_path / "out")
    assert _code(caught) == "earlier-rounded"


def test_a_recount_does_not_follow_from_its_difference_to_what_was_published(tmp_path: Path):
    columns = ("date_s", "quantity", "published", "recounted_low", "recounted_high", "difference", "people")
    rows = [(1.0, "alerts", 46.0, 46, 46, 0.0, 46), (2.0, "alerts", 50.0, 46, 48, 2.0, 48)]
    files = {"tables/totals-recounted.csv": csv_bytes(columns, rows)}
    publish(_audit(tmp_path / "audit", files=files), tmp_path / "out", How(round_to=5))
    found = [tuple(row.values())[2:7] for row in _rows(tmp_path / "out", "totals-recounted")]
    assert [tuple(map(float, row)) for row in found] == [(46, 45, 45, 1, 45), (50, 45, 50, 0, 50)]


def test_nothing_about_made_up_people_is_rounded(made_up: Path, tmp_path: Path):
    with pytest.raises(UsageRefused) as caught:
        publish(made_up, tmp_path / "out", How(round_to=5))
    assert _code(caught) == "round-made-up"


def test_labels_from_outside_are_harmless(tmp_path: Path):
    safe = protect(_counts(names=HOSTILE[:3]))
    files = {"tables/causes.csv": csv_bytes(("cause", "people"), [(name, 40) for name in HOSTILE])}
    publish(_audit(tmp_path / "audit", safe=safe, files=files), tmp_path / "out", How(why_k="<b>|=1", k=9))
    for path in (tmp_path / "out" / "data").iterdir():
        cells = [cell for line in path.read_text().splitlines() for cell in line.split(",")]
        assert not [cell for cell in cells if cell.strip('"')[:1] in set("=@+")]
        assert "\u202e" not in path.read_text()
    readme = (tmp_path / "out" / "README.md").read_text()
    assert "<b>" not in readme
    for name in ("datapackage.json", "ro-crate-metadata.json"):
        json.loads((tmp_path / "out" / name).read_bytes())
    assert verify_published(tmp_path / "out")[0] == ()


def test_the_crate_says_what_was_made_from_what(tmp_path: Path):
    publish(_audit(tmp_path / "audit"), tmp_path / "out", How(date="2026-01-31", licence="https://example.org/licence"))
    document = json.loads((tmp_path / "out" / "ro-crate-metadata.json").read_bytes())
    entities = {each["@id"]: each for each in document["@graph"]}
    assert len(entities) == len(document["@graph"])
    made = entities["#made"]
    assert made["@type"] == "CreateAction"
    assert [entities[each["@id"]]["sha256"] for each in made["object"]] == [_hash("one")]
    assert entities[made["instrument"]["@id"]]["softwareVersion"]
    for each in made["result"]:
        content = (tmp_path / "out" / each["@id"]).read_bytes()
        assert entities[each["@id"]]["sha256"] == hashlib.sha256(content).hexdigest()
    there = set(manifest.files_in(tmp_path / "out")) - {"manifest.json", "ro-crate-metadata.json"}
    assert {each["@id"] for each in entities["./"]["hasPart"]} == there
    assert entities["./"]["datePublished"] == "2026-01-31"


# What is refused


def _code(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"k": 4, "why_k": "because"}, "k-too-small"),
        ({"k": 5}, "k-without-reason"),
        ({"k": 9, "why_k": "  "}, "k-without-reason"),
        ({"round_to": 0}, "count-out-of-range"),
    ],
)
def test_settings_that_would_tell_too_much_are_refused(how: dict[str, Any], code: str):
    with pytest.raises(UsageRefused) as caught:
        How(**how)
    assert _code(caught) == code


def test_a_smaller_k_with_a_reason_prints_it(tmp_path: Path):
    publish(_audit(tmp_path / "audit", k=5), tmp_path / "out", How(k=5, why_k="the court asked for it"))
    assert "the court asked for it" in (tmp_path / "out" / "README.md").read_text()
    assert {row["answer"]: row["mark"] for row in _rows(tmp_path / "out", "answers")}["few"] is None


def _told(folder: Path) -> Path:
    """Write an audit whose table of counts hides one cell too few."""
    safe = protect(_counts())
    at = tuple(np.argwhere(np.isnan(safe.values) & (np.arange(4) > 0)[:, None])[0])
    safe.values[at], safe.marks[at] = _counts().counts[at], ""
    return _audit(folder, safe=safe)


def test_nothing_is_written_when_a_small_count_could_be_worked_out(tmp_path: Path):
    with pytest.raises(PrivacyRefused) as caught:
        publish(_told(tmp_path / "audit"), tmp_path / "out")
    assert (_code(caught), caught.value.exit_code) == ("small-count", 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit"]
    assert " 3" not in str(caught.value)


def test_one_persons_own_file_is_never_published(tmp_path: Path):
    _audit(tmp_path / "mine", files={"run.json": json_bytes({"kind": "mine"})})
    with pytest.raises(PrivacyRefused) as caught:
        publish(tmp_path / "mine", tmp_path / "out")
    assert _code(caught) == "own-file"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("answers.json", b"{", "run-unreadable"),
        ("answers.json", b'{"answers": {"a": 1}}', "run-unreadable"),
        ("tables/causes.csv", b"a,b\r\n1\r\n", "table-unreadable"),
        ("tables/counts-x.csv", b"a,people,mark\r\n1,2,\r\n", "table-unreadable"),
        ("tables/counts-x.csv", b"a,people,mark\r\n(all),-2,\r\nb,3,\r\n", "table-unreadable"),
    ],
)
def test_a_folder_that_is_not_as_we_write_it_is_refused(tmp_path: Path, name: str, content: bytes, code: str):
    with pytest.raises(Refused) as caught:
        publish(_audit(tmp_path / "audit", files={name: content}), tmp_path / "out")
    assert _code(caught) == code
    assert not (tmp_path / "out").exists()


def test_a_changed_folder_is_refused(tmp_path: Path):
    (_audit(tmp_path / "audit") / "report.html").write_bytes(b"other")
    with pytest.raises(Refused) as caught:
        publish(tmp_path / "audit", tmp_path / "out")
    assert _code(caught) == "file-changed"
    with pytest.raises(Refused) as caught:
        publish(tmp_path / "nowhere", tmp_path / "out")
    assert _code(caught) == "folder-missing"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(Refused) as caught:
        publish(_audit(tmp_path / "audit"), tmp_path / "out")
    assert _code(caught) == "folder-not-empty"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path):
    (tmp_path / "out").mkdir()
    publish(_audit(tmp_path / "audit"), tmp_path / "out")
    assert verify_published(tmp_path / "out")[0] == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "out"]


def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("custodes.records.disk.Disk.replace", full)
    with pytest.raises(Refused) as caught:
        publish(_audit(tmp_path / "audit"), tmp_path / "out")
    assert _code(caught) == "folder-unwritable"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit"]


# Beside an earlier package


def test_the_same_beside_itself(tmp_path: Path):
    folder = _audit(tmp_path / "audit")
    publish(folder, tmp_path / "one")
    publish(folder, tmp_path / "two", against=tmp_path / "one")
    for name in ("answers", "groups", "counts-sex"):
        one, two = ((tmp_path / each / "data" / f"{name}.csv").read_bytes() for each in ("one", "two"))
        assert one == two
    assert json.loads((tmp_path / "two" / "datapackage.json").read_bytes())["custodes"]["against"]


def test_an_answer_about_a_few_people_more_is_withheld(tmp_path: Path):
    publish(_audit(tmp_path / "then"), tmp_path / "one")
    more = {"many": Answer(0.26, 0.2, 0.3, "share", 447), "dozen": Answer(0.5, 0.1, 0.9, "share", 40)}
    publish(
        _audit(tmp_path / "now", answers=more, fingerprint=_hash("other")), tmp_path / "two", against=tmp_path / "one"
    )
    marks = {row["answer"]: row["mark"] for row in _rows(tmp_path / "two", "answers")}
    assert marks == {"many": "[c]", "dozen": None, "few": "[c]"}


@pytest.mark.parametrize("first", [0, 1])
def test_one_person_more_or_fewer_cannot_be_subtracted(first: int, all_and_one_fewer, tmp_path: Path):
    then, now = all_and_one_fewer[first], all_and_one_fewer[1 - first]
    publish(then, tmp_path / "one")
    publish(now, tmp_path / "alone")
    done = publish(now, tmp_path / "two", against=tmp_path / "one")
    assert sorted(path.name for path in (tmp_path / "one" / "data").iterdir()) == [name[5:] for name in done.tables]
    told, differ = Counter(), Counter()
    for name in done.tables:
        one, two, alone = (read(name, (tmp_path / each / name).read_bytes()).rows for each in ("one", "two", "alone"))
        assert [row[0] for row in one] == [row[0] for row in two]
        told[name] += sum(a != b for old, new in zip(one, alone, strict=False) for a, b in zip(old, new, strict=True))
        differ[name] += sum(
            a != b and b not in {"", "[c]", "cannot tell"} and not b.startswith("[c] withheld")
            for old, new in zip(one, two, strict=True)
            for a, b in zip(old, new, strict=True)
        )
    assert not +differ
    # Without the earlier package, the person could be subtracted in many tables.
    assert len(+told) > 5
    assert not (tmp_path / "two" / "report.html").exists()
    readme = (tmp_path / "two" / "README.md").read_text()
    assert "nearly the same people" in readme
    assert "report.html: it does not know" in readme
    assert verify_published(tmp_path / "two")[0] == ()


def test_what_is_not_a_package_is_refused(tmp_path: Path):
    folder = _audit(tmp_path / "audit")
    for other in (folder, tmp_path / "nowhere"):
        with pytest.raises(Refused) as caught:
            publish(folder, tmp_path / "out", against=other)
        assert _code(caught) == "not-published"


# Verifying


def test_a_package_that_tells_too_much_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    with monkeypatch.context() as patch:
        patch.setattr("custodes.publish.recheck", lambda _: [])
        publish(_told(tmp_path / "audit"), tmp_path / "out")
    assert called(["verify", str(tmp_path / "out")]) == 3
    assert "can be worked out" in capsys.readouterr().err
    assert called(["verify", str(tmp_path / "out"), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "small-count"


def test_a_changed_package_is_found_out(tmp_path: Path, capsys):
    publish(_audit(tmp_path / "audit"), tmp_path / "out")
    assert called(["verify", str(tmp_path / "out")]) == 0
    assert "no small count" in capsys.readouterr().out
    (tmp_path / "out" / "data" / "answers.csv").write_text("other")
    assert called(["verify", str(tmp_path / "out")]) == 3


def test_counts_that_contradict_each_other_are_found_out():
    safe = protect(_counts())
    safe.values[3, 3] += 1
    assert [each.code for each in published_check.recheck([safe])] == ["tables-disagree"]


# The command


def test_the_command(tmp_path: Path, capsys):
    folder, out = str(_audit(tmp_path / "audit")), str(tmp_path / "out")
    assert called(["publish", folder, "--out", out, "--date", "2026-01-31", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert "data/answers.csv" in told["tables"]
    assert called(["publish", folder, "--out", out]) == 3
    assert called(["publish", folder, "--out", str(tmp_path / "other"), "--k", "3"]) == 2
    assert called(["publish", str(_told(tmp_path / "told")), "--out", str(tmp_path / "other")]) == 4
    assert CANARY not in "".join(capsys.readouterr())


def test_the_command_in_words(tmp_path: Path):
    words = [str(_audit(tmp_path / "audit")), "--out", str(tmp_path / "out"), "--round", "5"]
    told = CliRunner().invoke(publish_run, words)
    assert told.exit_code == 0
    assert "before you give it away" in told.output
    assert "Left out: rows of records" in told.output
