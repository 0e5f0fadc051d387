from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.disclosed.column_map import ColumnMap, FileMap
from custodes.disclosed.convert import MOST_GROUPS, Reading, convert
from custodes.disclosed.layout import as_kind
from custodes.errors import PrivacyRefused, Refused
from custodes.records.disclosed import Note
from tests.disclosed.raw import KEY, codes, converted, raw

ALERTS = """alert,person,raised,cause,excuse,battery
A1,P1,2025-01-01T10:00:00Z,strap,he was ill,0.5
A2,P2,2025-01-02T10:00:00Z,battery,,0.1
A3,P1,2025-01-03T10:00:00Z,,None,
"""


def _map(kind, columns, **more):
    return FileMap(kind, tuple(ColumnMap(*each) if isinstance(each, tuple) else each for each in columns), **more)


def _read(text, how, **more):
    return convert(raw(text), how, Reading(KEY, **more))


def test_each_type_of_column_is_read():
    found = converted("alerts", ALERTS)
    assert found.columns["cause"].tolist() == [10, 9, -1]
    assert found.columns["excuse"].tolist() == [1, 0, 1]
    assert found.columns["battery"].tolist()[:2] == [0.5, 0.1]
    assert found.ids["person"].which.tolist() == [0, 1, 0]
    assert found.rows.tolist() == [2, 3, 4]
    assert (found.source.seen, found.source.read, found.source.refused) == (3, 3, 0)
    assert found.source.columns == ("alert", "person", "raised", "cause", "battery", "excuse")


def test_damage_of_ids_that_the_reader_has_told_is_not_told_again():
    table = raw("person,time\n1.2E+15,2025-01-01T10:00:00Z\n")
    how = as_kind("contacts", table.header)
    assert codes(convert(table, how, Reading(KEY))) == {"scientific-ids": 1}
    told = Note("scientific-ids", "As the reader says it.", "finding", count=5, column="person")
    assert codes(convert(replace(table, notes=(told,)), how, Reading(KEY))) == {"scientific-ids": 5}
    other = replace(told, column="device")
    found = convert(replace(table, notes=(other,)), how, Reading(KEY)).notes
    assert [note.column for note in found if note.code == "scientific-ids"] == ["device", "person"]


def test_a_note_names_its_column_as_the_file_does_and_its_text_does_not():
    how = _map("contacts", [("person", ("Wearer",)), ("time", ("Moment",))])
    found = _read("Wearer,Moment,Remark,Mood\nA,1970-01-01T00:00:00Z,x,x\n,2025-01-01,x,x\n", how, zone="UTC")
    assert {note.code: note.column for note in found.notes} == {
        "columns-not-read": "Remark, Mood",
        "time-1970": "Moment",
        "mixed-zones": "Moment",
        "blank-needed": "Wearer",
    }
    assert not any(name in note.text for note in found.notes for name in how.needs() | {"Remark", "Mood"})


def test_one_cell_in_a_hundred_may_be_bad():
    good = "".join(f"P1,2025-01-01T10:{at // 60:02d}:{at % 60:02d}Z\n" for at in range(200))
    found = converted("contacts", f"person,time\n{good}P1,yesterday\n")
    assert (found.source.read, found.source.refused) == (200, 1)
    assert codes(found)["cell-refused"] == 1
    assert len(found.rows) == len(found.columns["time"]) == 200


def test_more_bad_cells_refuse_the_file_with_the_first_row():
    with pytest.raises(Refused) as refused:
        converted("contacts", "person,time\nP1,2025-01-01T10:00:00Z\nP1,Kestrel7Halberd\n")
    (problem,) = refused.value.problems
    assert (problem.code, problem.line, problem.path) == ("not-a-time", 3, "time")
    assert "Kestrel7Halberd" not in str(refused.value)


@pytest.mark.parametrize(("kind", "good", "column"), [("scores", "yes", "mated"), ("checks", "passed", "outcome")])
def test_what_is_needed_and_has_no_meaning_in_more_than_one_row_of_a_hundred_refuses_the_file(kind, good, column):
    def text(strange):
        rows = [good] * (100 - strange) + ["Kestrel7Halberd"] * strange + [""] * 20
        header, before = {"scores": ("score", "0.5"), "checks": ("due,person", "2025-01-01,P")}[kind]
        return f"{header},{column}\n" + "".join(f"{before}{at},{word}\n" for at, word in enumerate(rows))

    with pytest.raises(Refused) as refused:
        converted(kind, text(2))
    (problem,) = refused.value.problems
    assert (problem.code, problem.line, problem.path) == ("values-without-meaning", 100, column)
    assert "Kestrel7Halberd" not in str(refused.value)
    found = converted(kind, text(1))
    assert (found.source.read, codes(found)["no-meaning"]) == (120, 1)


def test_bad_numbers_refuse_the_file():
    with pytest.raises(Refused, match="rows hold no number"):
        converted("positions", "person,time,latitude,longitude\nP1,2025-01-01T00:00:00Z,north,0\n")


def test_bad_cells_of_several_columns_add_up():
    rows = [["P1", f"2025-01-01T{at // 60:02d}:{at % 60:02d}:00Z", "1", "2"] for at in range(300)]
    for at, column in ((0, 2), (1, 3), (2, 2), (3, 3)):
        rows[at][column] = "x"
    text = "person,due,attempts,score,outcome\n" + "".join(",".join(row) + ",passed\n" for row in rows)
    with pytest.raises(Refused) as refused:
        converted("checks", text)
    assert refused.value.problems[0].code == "too-many-refused"


def test_rows_without_a_clock_that_was_set_are_left_out():
    found = converted("contacts", "person,time\nP1,1970-01-01T00:00:00Z\nP1,2025-01-01T10:00:00Z\n")
    assert (found.source.read, found.source.refused) == (1, 1)
    assert codes(found)["time-1970"] == 1


def test_rows_that_stand_twice_are_kept_once():
    found = converted("alerts", ALERTS + ALERTS.splitlines()[1] + "\n")
    assert (codes(found)["row-twice"], found.source.read) == (1, 3)


def test_a_column_that_is_not_read_may_tell_two_rows_apart():
    text = "person,time,number\nP1,2025-01-01T10:00:00Z,1\nP1,2025-01-01T10:00:00Z,2\n"
    how = _map("contacts", [("person", ("person",)), ("time", ("time",))])
    found = _read(text, how)
    assert found.source.read == 2
    assert codes(found) == {"columns-not-read": 1}
    assert _read(text.replace(",2\n", ",1\n"), how).source.read == 1


def test_rows_of_another_kind_are_skipped():
    text = "person,time,code\nP1,2025-01-01T10:00:00Z,A\nP1,yesterday,B\nP1,2025-01-01T11:00:00Z,\n"
    columns = [("person", ("person",)), ("time", ("time",))]
    assert _read(text, _map("contacts", columns, skip={"code": ("B",)})).rows.tolist() == [2, 4]
    found = _read(text, _map("contacts", columns, only={"code": ("A",)}))
    assert found.rows.tolist() == [2]
    assert codes(found)["rows-not-of-this-kind"] == 2
    assert found.source.refused == 0


def test_a_second_column_speaks_where_the_first_is_blank():
    second = ColumnMap("outcome", ("status",), codes={"EXPIRED": "missed", "DONE": ""})
    first = ColumnMap("outcome", ("auto",), codes={"MATCH": "passed"}, blank=second)
    text = "person,due,auto,status\nP,2025-01-01,MATCH,DONE\nP,2025-01-02,,EXPIRED\nP,2025-01-03,,DONE\n"
    found = _read(text, _map("checks", [("person", ("person",)), ("due", ("due",)), first]))
    assert found.columns["outcome"].tolist() == [0, 2, -1]


def test_a_word_without_a_meaning_is_no_matter_where_the_second_column_says_it():
    second = ColumnMap("outcome", ("status",), codes={"EXPIRED": "missed"})
    first = ColumnMap("outcome", ("auto",), codes={"MATCH": "passed"}, blank=second)
    how = _map("checks", [("person", ("person",)), ("due", ("due",)), first])
    text = "person,due,auto,status\nP,2025-01-01,MATCH,STRANGE\nP,2025-01-02,STRANGE,EXPIRED\n"
    assert _read(text, how).columns["outcome"].tolist() == [0, 2]
    with pytest.raises(Refused, match="1 of 3 rows"):
        _read(f"{text}P,2025-01-03,,STRANGE\n", how)


def test_labels_may_be_renamed_and_joined():
    sex = ColumnMap("sex", ("sex",), codes={"F": "female", "f": "female"})
    text = "person,started,sex\nP,2025-01-01,F\nQ,2025-01-02,f\nR,2025-01-03,male\n"
    found = _read(text, _map("people", [("person", ("person",)), ("started", ("started",)), sex]))
    assert found.labels["sex"] == ("female", "male")
    assert found.columns["sex"].tolist() == [0, 0, 1]


def test_too_many_groups_are_no_groups():
    def people(count):
        return "person,started,group\n" + "".join(f"P{at},2025-01-01,G{at}\n" for at in range(count))

    assert len(converted("people", people(MOST_GROUPS)).labels["group"]) == MOST_GROUPS
    with pytest.raises(Refused) as refused:
        converted("people", people(MOST_GROUPS + 1))
    assert refused.value.problems[0].code == "too-many-groups"


def test_a_battery_in_per_cent_is_said():
    assert codes(converted("alerts", ALERTS.replace("0.5", "50")))["not-a-ratio"] == 1


def test_whose_row_it_is_tells_the_two_comings_of_an_hour_apart():
    text = "person,time\nP,2026-10-25T01:30:00\nQ,2026-10-25T01:10:00\nP,2026-10-25T01:10:00\n"
    times = converted("contacts", text, zone="Europe/London").columns["time"]
    assert (times - times[0]).tolist() == [0.0, -1200.0, 2400.0]


def test_a_column_named_after_what_tells_who_somebody_is_stops_when_it_is_read():
    how = _map("contacts", [("person", ("name",)), ("time", ("time",))])
    with pytest.raises(PrivacyRefused) as refused:
        _read("name,time\nK7,2025-01-01\n", how)
    assert refused.value.problems[0].code == "telling-column"
    assert _read("name,time\n,2025-01-01\n", how).source.read == 1


def test_it_is_only_said_when_it_is_not_read():
    how = _map("contacts", [("person", ("person",)), ("time", ("time",))])
    found = _read("person,time,surname\nP,2025-01-01,Kestrel7Halberd\n", how)
    assert codes(found)["telling-column-not-read"] == 1
    assert "Kestrel7Halberd" not in repr(found)


def test_ones_own_name_may_stand_in_ones_own_file():
    how = _map("contacts", [("person", ("name",)), ("time", ("time",)), ("reason", ("why",))])
    text = "name,time,why\nJane Doe,2025-01-01,jane@example.org rang\n"
    assert _read(text, how, own_file=True).source.read == 1
    with pytest.raises(PrivacyRefused):
        _read(text, how)


def test_a_picture_stops_even_ones_own_file_and_unread_columns():
    how = _map("contacts", [("person", ("person",)), ("time", ("time",))])
    text = f"person,time,photo\nP,2025-01-01,/9j/{'A' * 100}\n"
    for own in (True, False):
        with pytest.raises(PrivacyRefused) as refused:
            _read(text, how, own_file=own)
        assert (refused.value.problems[0].code, refused.value.problems[0].line) == ("picture", 2)


def test_blank_cells_of_needed_columns_are_said():
    found = converted("contacts", "person,time\n,2025-01-01T10:00:00Z\nP,\n")
    assert codes(found)["blank-needed"] == 1
    assert np.isnan(found.columns["time"][1])


def test_the_size_of_batches_is_no_matter():
    one, two = (
        convert(
            raw(ALERTS, at_once=at), _map("alerts", [(n, (n,)) for n in ("person", "raised", "cause")]), Reading(KEY)
        )
        for at in (1, 99)
    )
    for name in one.columns:
        assert one.columns[name].tolist() == two.columns[name].tolist()
    assert one.ids["person"].hashes == two.ids["person"].hashes
