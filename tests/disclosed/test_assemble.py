from __future__ import annotations

import numpy as np
import pytest

from custodes.disclosed.assemble import assemble, check_one_person
from custodes.disclosed.column_map import NO_MAP, Map
from custodes.errors import PrivacyRefused, Refused
from custodes.records.disclosed import FILE, ROW
from tests.disclosed.raw import converted

PEOPLE = """person,started,ended,sex
A,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,female
B,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,male
A,2025-03-01T00:00:00Z,,female
"""
CHECKS = """person,due,outcome,sex
B,2025-01-10T00:00:00Z,passed,female
C,2025-01-12T00:00:00Z,missed,other
"""
REVIEWS = """person,due,done
A,2030-01-01T00:00:00Z,
"""


def _put(*tables, stated=NO_MAP):
    return assemble(tables, [each.source for each in tables], (), stated, "0" * 64)


@pytest.fixture
def whole():
    return _put(converted("people", PEOPLE), converted("checks", CHECKS), converted("reviews", REVIEWS))


def test_groups_of_many_files_are_counted_together():
    def table(first):
        rows = [f"P{at},2025-01-01T00:00:00Z,passed,g{first + at}" for at in range(50)]
        return converted("checks", "\n".join(["person,due,outcome,group", *rows]))

    assert len(_put(table(0)).groups["group"]) == 50
    with pytest.raises(Refused) as refused:
        _put(table(0), table(50), table(100))
    assert refused.value.problems[0].code == "too-many-groups"
    assert "150" in refused.value.problems[0].wrong


def test_everybody_of_any_table_is_one_person(whole):
    assert len(whole.people["person"]) == 3
    people, checks = whole.tables["people"]["person"], whole.tables["checks"]["person"]
    assert people[0] == people[2] == whole.tables["reviews"]["person"][0]
    assert people[1] == checks[0]
    assert sorted({*people, *checks}) == [0, 1, 2]


def test_first_start_and_last_end(whole):
    a, b = whole.tables["people"]["person"][:2]
    assert whole.people["started"][a] == whole.tables["people"]["started"][0]
    assert np.isnan(whole.people["ended"][a])  # one spell has no end
    assert whole.people["ended"][b] == whole.tables["people"]["ended"][1]
    assert np.isnan(whole.people["started"][whole.tables["checks"]["person"][1]])


def test_groups_come_from_any_table_and_contradictions_are_said(whole):
    assert whole.groups == {"sex": ("female", "male", "other")}
    a, b = whole.tables["people"]["person"][:2]
    c = whole.tables["checks"]["person"][1]
    assert whole.people["sex"][[a, b, c]].tolist() == [0, 1, 2]
    assert [(note.code, note.count, note.level) for note in whole.notes if note.code == "groups-differ"] == [
        ("groups-differ", 1, "finding")
    ]


def test_the_period_is_of_what_happened(whole):
    assert (whole.start_s, whole.end_s) == tuple(whole.tables["checks"]["due"])
    assert _put(converted("people", PEOPLE)).days == 59.0


def test_what_fell_due_before_the_last_thing_that_happened_belongs_to_the_period():
    reviews = "person,due,done\nA,2025-01-05,2025-03-01\nB,2025-01-02,\nB,2025-03-02,\nA,2030-01-01,\n"
    found = _put(converted("reviews", reviews))
    table = found.tables["reviews"]
    assert (found.start_s, found.end_s) == (table["due"][1], table["done"][0])


def test_a_check_that_is_yet_to_come_does_not_make_the_period_longer():
    checks = "person,due,outcome\nA,2025-01-05,passed\nA,2025-02-05,missed\nA,2025-03-05,\n"
    found = _put(converted("checks", checks))
    assert (found.start_s, found.end_s) == tuple(found.tables["checks"]["due"][:2])


@pytest.mark.parametrize("text", ["score,mated\n0.5,yes\n", "score,mated\n"])
def test_the_period_of_records_without_any_time_is_not_known(text):
    found = _put(converted("scores", text))
    assert np.isnan(found.start_s)
    assert np.isnan(found.end_s)
    assert found.days == 0.0
    assert np.isnan(_put(converted("scores", text), stated=Map(from_s=86400.0)).start_s)
    assert _put(converted("scores", text), stated=Map(from_s=0.0, until_s=86400.0)).days == 1.0


def test_the_stated_period_holds():
    stated = Map(from_s=1.0, until_s=86401.0, stated={"threshold": 0.6})
    found = _put(converted("checks", CHECKS), stated=stated)
    assert (found.start_s, found.end_s, found.days) == (1.0, 86401.0, 1.0)
    assert found.stated == {"threshold": 0.6}


def test_tables_of_one_kind_stand_under_one_another():
    one = converted("contacts", "person,time,channel\nA,2025-01-01T10:00:00Z,visit\n")
    two = converted("contacts", "person,time,channel,by_wearer\nA,2025-01-01T11:00:00Z,letter,yes\n")
    found = _put(one, two)
    table = found.tables["contacts"]
    assert [found.labels["contacts", "channel"][at] for at in table["channel"]] == ["visit", "letter"]
    assert table["by_wearer"].tolist() == [-1, 1]
    assert table[FILE].tolist() == [0, 1]
    assert table[ROW].tolist() == [2, 2]
    assert [place.row for place in found.places("contacts", np.array([1]))] == [2]


def test_types_are_those_of_the_contract(whole):
    kinds = {name: column.dtype.kind + str(column.dtype.itemsize) for name, column in whole.tables["checks"].items()}
    assert kinds == {
        "person": "i4", "due": "f8", "outcome": "i1", "sex": "i4", "_file": "i2", "_row": "i4", "_page": "i4"
    }  # fmt: skip


def test_ids_alike_are_counted_over_all_tables():
    found = _put(
        converted("contacts", "person,time\n007,2025-01-01T10:00:00Z\n"),
        converted("checks", "person,due,outcome\n7,2025-01-01T10:00:00Z,passed\n"),
    )
    assert [(note.code, note.count) for note in found.notes] == [("ids-alike", 1)]


def test_a_second_person_in_ones_own_file_stops():
    check_one_person(_put(converted("reviews", REVIEWS)))
    text = (
        "person,time\nA,2025-01-01T10:00:00Z\n,2025-01-01T11:00:00Z\nA,2025-01-01T12:00:00Z\nB,2025-01-02T10:00:00Z\n"
    )
    with pytest.raises(PrivacyRefused) as refused:
        check_one_person(_put(converted("contacts", text)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.file, problem.line) == ("second-person", "x.csv", 5)


def test_tables_without_people_are_no_second_person():
    check_one_person(_put(converted("totals", "date,quantity,value\n2025-01-01,people,7\n")))
