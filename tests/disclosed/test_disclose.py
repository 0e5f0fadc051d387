"""Whole folders: what comes of each, bad ones of the list of bad inputs (items 69 to 81) among them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custodes.disclosed import disclose
from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.format import format_of
from custodes.errors import PrivacyRefused, Refused
from custodes.records.kinds import KINDS
from tests.disclosed.corpus.item import CANARY
from tests.disclosed.rows import table_of


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """Read files here: that the reading process gives the same is held by the tests of `read_file`."""

    def read(path, name, how, budget):
        content = path.read_bytes()
        tables = table_of(format_of(path.name, content[:4096]), content, how, budget)
        return tuple(replace(table, file=name, sha256=hashlib.sha256(content).hexdigest()) for table in tables)

    monkeypatch.setattr(disclose, "read_file", read)


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ZONE = "time_zone: Europe/London\n"
POSITIONS = "person,time,latitude,longitude\n"


def _folder(path, files):
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True, parents=True)
        (path / name).write_text(text)
    return path


def _read(path, files, **more):
    return read_disclosed(_folder(path, files), **more)


def _codes(disclosed):
    return {note.code: note.count for note in disclosed.notes}


def _refused(path, files, kind=Refused, **more):
    with pytest.raises(kind) as refused:
        _read(path, files, **more)
    return refused.value.problems[0]


def test_a_folder_that_needs_no_map_needs_no_reader_of_maps(tmp_path):
    _folder(tmp_path, {"positions.csv": POSITIONS + "P1,2025-01-01T00:00:00Z,51.5,-0.1\n"})
    program = (
        "import sys; from pathlib import Path; from custodes.disclosed.disclose import read_disclosed;"
        "print(read_disclosed(Path(sys.argv[1])).rows('positions'), 'custodes.scheme' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - a fixed program
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "False"]


def _points(*rows):
    return POSITIONS + "".join(f"{row}\n" for row in rows)


BAD = {
    "69 dates that could be either": (
        {"contacts.csv": "person,time\nP,03/04/2026\nP,04/05/2026\n"}, "ambiguous-date", 2),
    "70 both orders": ({"contacts.csv": "person,time\nP,13/04/2026\nP,04/13/2026\n"}, "mixed-dates", 2),
    "75 seconds and milliseconds": (
        {"contacts.csv": "person,time\nP,1741064767\nP,1741064767000\nP,1741064769\n"}, "mixed-epoch", 3),
    "no zone": ({"contacts.csv": "person,time\nP,2026-01-01T10:00:00\n"}, "no-time-zone", 2),
    "no map": ({"x.csv": "a,b\n1,2\n"}, "no-map", 0),
    "one strange column": ({"x.csv": "person,time,latitude,longitude,remark\nP,2026-01-01,1,2,x\n"}, "no-map", 0),
    "two kinds": ({"x.csv": "person,due,outcome\nP,2026-01-01,passed\n"}, "two-kinds", 0),
    "two layouts": (
        {"x.csv": "person_id,device_id,state,state_changed_at,device_activation_date\n1,2,x,2026-01-01,2026-01-01\n"},
        "two-kinds", 0),
    "nothing": ({"README.md": "x"}, "nothing-to-read", 0),
    "a file that is not there": ({"a.csv": "person,time\nP,2026-01-01\n", "map.yaml": "files: {b.csv: {kind: people}}"},
                                 "no-such-file", 1),
    "a column that is not there": (
        {"a.csv": "p,t\n1,2\n", "map.yaml": "files: {a.csv: {kind: contacts, columns: {person: p, time: u}}}"},
        "no-such-column", 0),
    "a kind without its columns": ({"a.csv": "person\n1\n", "map.yaml": "files: {a.csv: {kind: contacts}}"},
                                   "no-such-column", 0),
    "a layout without its columns": (
        {"a.csv": "person_id\n1\n", "map.yaml": "files: {a.csv: {layout: device-activations}}"}, "no-such-column", 0),
    "rows left out by a column that is not there": (
        {"a.csv": "person,time\n1,2\n", "map.yaml": "files: {a.csv: {kind: contacts, skip_rows: {x: [a]}}}"},
        "no-such-column", 0),
    "rows of a layout left out by a column that is not there": (
        {"a.csv": "device_id,person_id,device_activation_date\n1,2,3\n",
         "map.yaml": "files: {a.csv: {layout: device-activations, only_rows: {x: [a]}}}"},
        "no-such-column", 0),
    "two entries": (
        {"a.csv": "person,time\nP,2026-01-01\n", "map.yaml": "files: {a.csv: {kind: desk}, '*.csv': {read: false}}"},
        "two-entries", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused(name, tmp_path):
    files, code, line = BAD[name]
    problem = _refused(tmp_path, files)
    assert (problem.code, problem.line) == (code, line)


FINDINGS = {
    "71 two-digit years": ("contacts", "person,time\nP,13/04/26 10:00\n", {"two-digit-year": 1}),
    "72 a time that was skipped": ("contacts", "person,time\nP,2026-03-29T01:30:00\n", {"clock-forward": 1}),
    "73 a time that came twice": ("contacts", "person,time\nP,2026-10-25T01:30:00\n", {"clock-back": 1}),
    "74 UTC and local": ("contacts", "person,time\nP,2026-07-01T01:30:00Z\nP,2026-07-01T02:30\n", {"mixed-zones": 1}),
    "76 1970": ("contacts", "person,time\nP,1970-01-01T00:00:00Z\nP,2026-07-01T02:30:00Z\n", {"time-1970": 1}),
    "76 after the period": ("contacts", "person,time\nP,2026-01-01T00:00:00Z\nP,2031-07-01T02:30:00Z\n",
                            {"time-after-period": 1}),
    "77 a row twice": ("positions", _points(*["P,2026-01-01T10:00:00Z,51.501234,0.121234"] * 3), {"row-twice": 2}),
    "78 two places": ("positions", _points("P,2026-01-01T10:00:00Z,51.501234,0.121234",
                                           "P,2026-01-01T10:00:00Z,52.501234,0.121234"), {"two-places": 1}),
    "79 out of order": ("positions", _points(*(f"P,2026-01-01T{at}:00:00Z,51.50123{at},0.1" for at in (10, 12, 11))),
                        {"out-of-order": 1}),
    "80 swapped": ("positions", _points("P,2026-01-01T10:00:00Z,-0.121234,51.501234"), {"swapped-places": 1}),
    "80 nowhere": ("positions", _points("P,2026-01-01T10:00:00Z,0,0"), {"place-zero": 1}),
    "80 beyond": ("positions", _points("P,2026-01-01T10:00:00Z,91,0.123456"), {"beyond-the-earth": 1}),
    "80 grid": ("positions", _points("P,2026-01-01T10:00:00Z,530123,180456"), {"grid-numbers": 1}),
    "80 cut": ("positions", _points("P,2026-01-01T10:00:00Z,51.5,0.12"), {"cut-decimals": 1}),
    "34 hidden marks": ("contacts", "person,time\nP1\u200b,2026-01-01T10:00:00Z\nP1,2026-01-01T10:00:00Z\n",
                        {"hidden-marks": 1, "ids-alike": 1}),
    "52 lost zeros": ("contacts", "person,time\n0012,2026-01-01\n12,2026-01-02\n", {"ids-alike": 1}),
}  # fmt: skip
WARNINGS = {"two-digit-year", "out-of-order", "hidden-marks"}


@pytest.mark.parametrize("name", FINDINGS)
def test_what_says_something_of_how_records_were_kept_is_noted(name, tmp_path):
    kind, text, expected = FINDINGS[name]
    found = _read(tmp_path, {f"{kind}.csv": text, "map.yaml": ZONE + "period: {from: 2026-01-01, until: 2026-12-31}\n"})
    noted = {note.code: note for note in found.notes}
    assert {code: noted[code].count for code in expected} == expected
    for code in expected:
        assert noted[code].level == ("warning" if code in WARNINGS else "finding")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_names_of_columns_alone_is_noted_and_its_period_is_not_known(kind, tmp_path):
    found = _read(tmp_path, {f"{kind}.csv": ",".join(KINDS[kind]) + "\n"})
    assert [(note.code, note.level) for note in found.notes] == [("no-rows", "warning")]
    assert (found.rows(kind), found.days, np.isnan(found.start_s), np.isnan(found.end_s)) == (0, 0.0, True, True)


# 81: what tells who somebody is


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"person,time\nP,2026-01-01\n{CANARY}@example.org,2026-01-02\n", "e-mail"),
        (f"person,time,channel\nP,2026-01-01,visit\nP,2026-01-02,{CANARY} +44 7700 900123\n", "telephone"),
        (f"person,time,reason\nP,2026-01-01,\nP,2026-01-02,write to {CANARY}@example.org\n", "e-mail"),
        (f"person,time\nP,2026-01-01\nJane {CANARY.rstrip('7Halberd')},2026-01-02\n", "name"),
        (f"person,time,reason\nP,2026-01-01,\nP,2026-01-02,/9j/{CANARY * 8}\n", "picture"),
    ],
)
def test_what_tells_who_somebody_is_stops_the_run_and_is_not_shown(tmp_path, text, code):
    problem = _refused(tmp_path, {"contacts.csv": text}, PrivacyRefused)
    assert (problem.code, problem.file, problem.line) == (code, "contacts.csv", 3)
    assert "Kestrel" not in str(problem)


def test_a_column_called_name_stops_a_file_with_the_names_of_a_kind(tmp_path):
    text = f"person,time,name\nP,2026-01-01,{CANARY}\n"
    assert _refused(tmp_path, {"contacts.csv": text}, PrivacyRefused).code == "telling-column"


def test_a_second_person_in_ones_own_file(tmp_path):
    text = "person,time\nP,2026-01-01\nP,2026-01-03\nQ,2026-01-02\n"
    problem = _refused(tmp_path, {"contacts.csv": text}, PrivacyRefused, own_file=True)
    assert (problem.code, problem.line) == ("second-person", 4)


# What is right


def test_one_person_has_one_number_in_all_files(tmp_path):
    found = _read(
        tmp_path,
        {
            "people.csv": "person,started,sex\nA,2026-01-01,female\nB,2026-01-01,male\n",
            "a/contacts.csv": "person,time\nB,2026-01-02T10:00:00Z\n",
        },
    )
    assert found.tables["contacts"]["person"][0] == found.tables["people"]["person"][1]
    assert [file.name for file in found.files] == ["a/contacts.csv", "people.csv"]
    assert next(found.places("contacts", np.array([0]))).file == "a/contacts.csv"


def test_the_same_files_give_the_same_numbers_and_others_do_not(tmp_path):
    files = {"contacts.csv": "person,time\n" + "".join(f"P{at},2026-01-02T10:00:00Z\n" for at in range(30))}
    one, two = (_read(tmp_path / name, files) for name in "ab")
    assert one.fingerprint == two.fingerprint
    assert one.tables["contacts"]["person"].tolist() == two.tables["contacts"]["person"].tolist()
    three = _read(tmp_path / "c", files | {"map.yaml": ZONE})
    assert three.fingerprint != one.fingerprint
    assert three.tables["contacts"]["person"].tolist() != one.tables["contacts"]["person"].tolist()


def test_a_map_is_followed(tmp_path):
    found = _read(
        tmp_path,
        {
            "points_1.csv": "who;t;y;x\nA;01.02.2026 10:00;51,5012;0,1212\n",
            "points_2.csv": "who;t;y;x\nA;02.02.2026 10:00;51,5012;0,1212\n",
            "junk.csv": "x,y\n1,2\n",
            "map.yaml": """
time_zone: Europe/London
threshold: 0.6
files:
  "points_*.csv":
    kind: positions
    delimiter: ";"
    columns:
      person: who
      time: {column: t, format: "%d.%m.%Y %H:%M"}
      latitude: {column: y, decimal: ","}
      longitude: {column: x, decimal: ","}
  junk.csv: {read: false}
""",
        },
    )
    assert found.rows("positions") == 2
    assert found.tables["positions"]["latitude"].tolist() == [51.5012, 51.5012]
    assert found.days == 1.0
    assert found.stated == {"threshold": 0.6}
    assert (found.files[0].name, found.files[0].kind) == ("junk.csv", "")


def test_a_layout_is_taken_by_its_header_with_what_is_not_verified(tmp_path):
    text = "device_activation_id,device_id,person_id,device_activation_date\n1,2,3,2026-01-02 03:04:05\n"
    found = _read(tmp_path, {"x.csv": text})
    assert found.rows("devices") == 1
    assert {"layout", "columns-not-read"} == set(_codes(found))


def test_a_map_may_say_otherwise_than_a_layout(tmp_path):
    text = "device_id,who,device_activation_date\n2,3,01/02/2026 10:00\n"
    more = 'files: {x.csv: {layout: device-activations, columns: {person: who, activated: {column: device_activation_date, format: "%d/%m/%Y %H:%M"}}}}'  # noqa: E501
    assert _read(tmp_path, {"x.csv": text, "map.yaml": more}).rows("devices") == 1


def test_the_map_that_is_named_is_no_file_of_records(tmp_path):
    files = {"contacts.csv": "person,time\nP,2026-01-02 10:00\n", "other.yaml": ZONE, "map.yaml": "not: a map"}
    found = _read(tmp_path, files, map_file=tmp_path / "other.yaml")
    assert [file.name for file in found.files] == ["contacts.csv"]
    (tmp_path / "other.yaml").write_text(ZONE + "files: {'*': {kind: contacts}}\n")
    (tmp_path / "sub").mkdir()
    assert read_disclosed(tmp_path, tmp_path / "sub" / ".." / "other.yaml").rows("contacts") == 1


def test_one_file_may_be_read_as_two_kinds(tmp_path):
    header = "crn,checkinUuid,dueDate,submittedAt,autoIdCheck,manualIdCheck"
    rows = f"{header}\nA,1,2026-01-01,2026-01-01T10:00:00Z,NO_MATCH,MATCH\n"
    stated = "files: {x.csv: [{layout: probation-check-ins}, {layout: probation-check-in-reviews}]}"
    found = _read(tmp_path, {"x.csv": rows, "map.yaml": stated})
    assert (found.rows("checks"), found.rows("desk"), len(found.people["person"])) == (1, 1, 1)


@pytest.mark.parametrize("name", ["audit", "mine", "workbook", "json-lines"])
def test_the_examples_are_read_whole(name):
    found = read_disclosed(EXAMPLES / name, own_file=name == "mine")
    assert all(file.seen == file.read + file.refused or _codes(found)["row-twice"] for file in found.files)
    for kind, table in found.tables.items():
        assert {column for column in table if not column.startswith("_")} <= set(KINDS[kind])
        assert len({len(column) for column in table.values()}) == 1
        if "person" in table:
            assert table["person"].max() < len(found.people["person"])


_OF_TYPE = {"time": "2026-01-02T10:00:00Z", "number": "0.5"}
_NEEDED = {("scores", "mated"): "yes", ("checks", "outcome"): "passed", ("holdings", "data"): "fix"}
"""A file without a meaning here is refused."""


def _canaries():
    """A table of each kind with a canary in every column that holds words, and in one that is not read."""
    files = {}
    entries = []
    for kind, fields in KINDS.items():
        cells = {
            name: _NEEDED.get((kind, name)) or _OF_TYPE.get(field.type, f"{CANARY}{at}")
            for at, (name, field) in enumerate(fields.items())
        }
        header = ",".join([*cells, "not_read"])
        rows = "".join(",".join([*cells.values(), f"{CANARY}x{at}"]) + "\n" for at in range(2))
        files[f"{kind}.csv"] = f"{header}\n{rows}"
        entries.append(f"  {kind}.csv: {{kind: {kind}}}")
    return files, "files:\n" + "\n".join(entries) + "\n"


def test_no_text_of_a_record_turns_up_in_notes_or_tables(tmp_path):
    files, stated = _canaries()
    found = _read(tmp_path, files | {"map.yaml": stated})
    assert set(found.tables) == set(KINDS)
    told = json.dumps([[note.code, note.text, note.file] for note in found.notes]) + repr(found.files)
    assert CANARY not in told
    assert CANARY not in repr(found.tables) + repr(found.people)
    # Labels are names of groups and things, which answers are told apart by; nothing else is kept.
    assert set(found.labels) == {
        (kind, name) for kind, fields in KINDS.items() for name, f in fields.items() if f.type == "label"
    }


def test_no_text_of_a_record_turns_up_in_a_refusal(tmp_path):
    files, _ = _canaries()
    for name, text in files.items():
        for good in (*_OF_TYPE.values(), *_NEEDED.values()):
            if f",{good}," in text or f"\n{good}," in text:
                broken = {name: text.replace(good, CANARY), "map.yaml": f"files: {{{name}: {{kind: {name[:-4]}}}}}"}
                with pytest.raises(Refused) as refused:
                    _read(tmp_path / f"{name}{good[:1]}", broken)
                assert CANARY not in str(refused.value)
                assert CANARY not in repr(refused.value.__context__ or "")


def test_a_folder_is_read_through_the_other_process_as_in_this_one(tmp_path, monkeypatch):
    files = {"contacts.csv": "person,time\nP,2026-01-02T10:00:00Z\n"}
    here = _read(tmp_path, files)
    monkeypatch.undo()
    there = _read(tmp_path, files)
    assert here.fingerprint == there.fingerprint
    assert here.files == there.files
