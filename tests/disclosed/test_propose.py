from __future__ import annotations

import re

import pytest

from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.proposal import quoted
from custodes.disclosed.propose import map_text, propose
from custodes.disclosed.usual_names import USUAL, bare_name, guessed
from custodes.errors import PrivacyRefused, Refused
from custodes.records.kinds import KINDS
from custodes.scheme.read_yaml import parse
from tests.disclosed.corpus.item import CANARY

POINTS = """Subject ID,Timestamp (UTC),Lat,Lon,Accuracy,Battery %,Notes
A1,2025-03-01 10:00:00,51.501234,-0.121234,10,80,was home
A1,2025-03-01 10:01:00,51.501235,-0.121235,12,79,
A2,2025-03-01 10:02:00,51.501236,-0.121236,10,78,
"""
ALARMS = """Wearer,Alarm Time,Alarm Type,Outcome,Explanation
A1,01/02/2025 10:00,CURFEW,UPHELD,he was ill
A1,03/02/2025 10:00,CURFEW,CLEARED,
A2,03/04/2025 11:00,BATTERY_LOW,CLEARED,
A2,03/05/2025 11:00,BATTERY_LOW,CLEARED,
"""


def _proposed(path, **files):
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text)
    return propose(path)


def _answered(text: str) -> str:
    """Answer every question by taking the mark away from the line below it."""
    lines, after = [], False
    for line in text.splitlines():
        answered = after and line.lstrip().startswith("# ")
        lines.append((line.replace("# ", "", 1) if answered else line).replace('"?"', "battery"))
        after = "# ASK:" in line
    return "\n".join(lines) + "\n"


def test_a_proposed_map_reads_once_its_questions_are_answered(tmp_path):
    text = map_text(_proposed(tmp_path, points=POINTS, alarms=ALARMS))
    (tmp_path / "map.yaml").write_text(text)
    with pytest.raises(Refused, match="alerts cannot be read without raised"):
        read_disclosed(tmp_path)
    (tmp_path / "map.yaml").write_text(_answered(text))
    found = read_disclosed(tmp_path)
    assert (found.rows("positions"), found.rows("alerts"), len(found.people["person"])) == (3, 4, 2)
    assert found.tables["positions"]["battery"].tolist() == [0.8, 0.79, 0.78]
    assert found.tables["positions"]["time"][0] == 1740823200.0
    assert found.tables["alerts"]["raised"][0] == 1738404000.0  # 1 February, as the question proposed
    assert found.tables["alerts"]["cause"].tolist() == [5, 5, 9, 9]


def test_an_answer_that_was_not_given_is_refused(tmp_path):
    text = map_text(_proposed(tmp_path, alarms=ALARMS))
    (tmp_path / "map.yaml").write_text(_answered(text).replace('"BATTERY_LOW": battery', '"BATTERY_LOW": "?"'))
    with pytest.raises(Refused, match="is not a word known here"):
        read_disclosed(tmp_path)


def test_what_was_found_is_said_with_its_reason(tmp_path):
    alarms, points = _proposed(tmp_path, points=POINTS, alarms=ALARMS)
    assert (alarms.kind, points.kind) == ("alerts", "positions")
    assert ("person", "Subject ID", "id, replaced by a number", "a usual name of person") in points.columns
    assert any("in UTC as its name says" in how for _, _, how, _ in points.columns)
    assert [re.sub(r'".*?"', "x", question)[:20] for question in points.questions] == ["x goes above 1; is i"]
    assert len(alarms.questions) == 2
    assert alarms.asks_zone
    assert not points.asks_zone


def test_rows_are_shown_as_they_would_be_read(tmp_path):
    _, points = _proposed(tmp_path, points=POINTS, alarms=ALARMS)
    assert points.rows[2] == {
        "row": "4",
        "person": "person 1",
        "time": "2025-03-01T10:02:00Z",
        "latitude": "51.501236",
        "longitude": "-0.121236",
        "precision_m": "10",
    }
    assert len(points.rows) == 3


def test_a_file_with_the_names_of_a_kind_or_layout_needs_no_question(tmp_path):
    activations = "device_id,person_id,device_activation_date\n1,2,2026-01-02 10:00:00\n"
    found = _proposed(tmp_path, contacts="person,time,reason\nA,2025-01-01T10:00:00Z,x\n", y=activations)
    assert [(each.kind, each.layout, each.questions) for each in found] == [
        ("contacts", "", []),
        ("devices", "device-activations", []),
    ]
    assert found[0].rows[0]["reason"] == "something is written"
    assert "# time_zone" not in map_text(found)
    (tmp_path / "map.yaml").write_text(map_text(found))
    assert read_disclosed(tmp_path).rows("devices") == 1


def test_a_zone_is_asked_for_where_times_need_one(tmp_path):
    text = map_text(_proposed(tmp_path, contacts="person,time\nA,2025-01-01T10:00:00\n"))
    assert "# time_zone: Europe/London" in text


def test_a_file_of_which_nothing_is_known_is_asked_about_and_not_read(tmp_path):
    found = _proposed(tmp_path, x=f"a,b\n{CANARY},2\n")
    assert "what does it hold" in found[0].questions[0]
    (tmp_path / "map.yaml").write_text(map_text(found))
    with pytest.raises(Refused, match="no file of the folder is read"):
        read_disclosed(tmp_path)


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    found = _proposed(tmp_path, x='a,b\n"1,2\n')
    assert "cannot be read as it is" in found[0].questions[0]
    assert parse(map_text(found)).data is not None


def test_two_kinds_alike_are_asked_about(tmp_path):
    found = _proposed(tmp_path, x="person,due,outcome\nA,2025-01-01,x\n", y="Client,Due date,Result\nA,2025-01-01,x\n")
    assert all(not each.kind and each.questions for each in found)
    assert "checks" in found[0].questions[0]
    assert "reviews" in found[0].questions[0]


def test_numbers_in_another_style_are_asked_about(tmp_path):
    bills = 'Client,from,to,Amount\nA,2025-01-01,2025-01-31,"1.234,50"\n'
    found = _proposed(tmp_path, bills=bills)
    assert "no plain numbers" in found[0].questions[0]
    (tmp_path / "map.yaml").write_text(_answered(map_text(found)))
    assert read_disclosed(tmp_path).tables["bills"]["amount_gbp"].tolist() == [1234.5]


def test_a_workbook_gets_an_entry_a_sheet():
    from custodes.disclosed.proposal import Proposal  # noqa: PLC0415 - only here

    sheets = tuple(
        Proposal("b.xlsx", sheet, (), lines=['  "b.xlsx":', "    # said", f"    kind: {kind}", "    columns: {}"])
        for sheet, kind in (("A", "people"), ("B", "bills"))
    )
    data = parse(map_text(sheets)).data
    assert data["files"]["b.xlsx"] == [
        {"sheet": "A", "kind": "people", "columns": {}},
        {"sheet": "B", "kind": "bills", "columns": {}},
    ]


def test_what_tells_who_somebody_is_stops_a_proposal(tmp_path):
    with pytest.raises(PrivacyRefused):
        _proposed(tmp_path, contacts="person,time\na@example.org,2025-01-01\n")


def test_no_text_of_a_record_turns_up(tmp_path):
    cells = ",".join([CANARY] * 3)
    found = _proposed(
        tmp_path,
        contacts=f"person,time,channel,reason,by_wearer\n{CANARY},2025-01-01T10:00:00Z,{cells}\n",
        alarms=ALARMS.replace("CURFEW", CANARY).replace("he was ill", CANARY),
        x=f"a,b\n{CANARY},{CANARY}\n",
    )
    assert CANARY not in map_text(found) + repr(found)


@pytest.mark.parametrize(
    "text", ["plain", 'a "quote"', "a: b # c", "back\\slash", "line\nbreak", "\u202etxt", "café", "'x"]
)
def test_names_are_written_so_that_yaml_reads_them_back(text):
    assert parse(f"{quoted(text)}: 1").data == {text: 1}
    assert "\n" not in quoted(text)


@pytest.mark.parametrize(
    ("column", "plain"),
    [
        ("Timestamp (UTC)", ("timestamp", "utc")),
        ("eventStartDateLocal", ("event_start_date", "local")),
        ("Subject ID", ("subject_id", "")),
        ("local", ("local", "")),
    ],
)
def test_names_of_columns_are_made_plain(column, plain):
    assert bare_name(column) == plain


def test_a_column_serves_once():
    found = guessed("bills", ("from", "to", "person", "start"))
    assert found["from"] == ("from", "the same name")
    assert len({column for column, _ in found.values()}) == len(found) == 3


def test_usual_names_are_of_columns_that_exist():
    columns = {name for fields in KINDS.values() for name in fields}
    assert set(USUAL) <= columns
