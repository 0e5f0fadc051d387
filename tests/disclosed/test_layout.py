from __future__ import annotations

import re

import pytest

from custodes.disclosed.convert import Reading, convert
from custodes.disclosed.layout import as_kind, builtin, canonical, folder, named_after
from custodes.disclosed.read_map import read_layouts
from custodes.records.kinds import KINDS
from tests.disclosed.raw import KEY, codes, raw

ROWS = {
    "home-office-position": (
        (
            "person_id,device_id,position_gps_date,position_latitude,position_longitude,position_lbs,position_precision\n"
            "1,2,2026-01-02 03:04:05,51.501234,-0.121234,6,12\n"
        ),
        {"time": 1767323045.0, "source": 1, "precision_m": 12.0},
    ),
    "home-office-device-events": (
        (
            "eventId,personId,deviceId,eventStartDateUtc,eventUploadedDateUtc,eventTypeCode\n"
            "1,2,3,2026-01-02T03:04:05,2026-01-02T03:09:05,EV_PID_STRAP_TAMPER_START\n"
            "2,2,3,2026-01-02T04:04:05,2026-01-02T04:09:05,EV_PID_STRAP_TAMPER_END\n"
        ),
        {"raised": 1767323045.0, "uploaded": 1767323345.0, "cause": 10},
    ),
    "device-activations": (
        (
            "device_activation_id,device_id,person_id,device_activation_date,device_deactivation_date\n"
            "1,2,3,2026-01-02 03:04:05,\n"
        ),
        {"activated": 1767323045.0},
    ),
    "home-office-devices": (
        ("deviceId,personId,deviceStatus,deviceActivationDate\n2,3,ACTIVE,2026-01-02T03:04:05\n"),
        {"activated": 1767323045.0},
    ),
    "fms-violations": (
        (
            "violationId,deviceWearer,createdDate,start,end,reasonableExcuse,authorisedAbsence\n"
            "1,2,2026-01-02T03:04:05Z,2026-01-02T03:04:05Z,,false,true\n"
        ),
        {"start": 1767323045.0, "excuse": 0, "authorised_absence": 1},
    ),
    "legacy-violations": (
        (
            "legacySubjectId,breachDate,breachTime,breachIdentifiedDate,breachIdentifiedTime\n"
            "1,2026-01-02,03:04:05,2026-07-02,03:04:05\n"
        ),
        {"start": 1767323045.0, "identified": 1782957845.0},
    ),
    "probation-check-ins": (
        ("crn,dueDate,submittedAt,status,autoIdCheck\n1,2026-01-02T03:04:05Z,,EXPIRED,\n"),
        {"due": 1767323045.0, "outcome": 2},
    ),
    "probation-check-in-reviews": (
        (
            "checkinUuid,crn,submittedAt,autoIdCheck,manualIdCheck\n"
            "1,2,2026-01-02T03:04:05Z,NO_MATCH,MATCH_WITH_CONCERN\n"
            "2,2,2026-01-03T03:04:05Z,MATCH,MATCH\n"
        ),
        {"arrived": 1767323045.0, "decision": 1},
    ),
    "compliance-engine": (
        (
            "person_id,device_id,rule_id,state,state_changed_at,device_state\n"
            "1,2,battery,NO_DATA,2026-01-02T03:04:05Z,NON_COMPLIANT\n"
            "1,2,battery,COMPLIANT,2026-01-03T03:04:05Z,COMPLIANT\n"
        ),
        {"raised": 1767323045.0, "state": 2, "treated_as": 1},
    ),
}


def test_every_built_in_layout_is_held_by_a_table():
    assert set(ROWS) == set(read_layouts())


@pytest.mark.parametrize("name", ROWS)
def test_a_built_in_layout_reads_its_table(name):
    text, expected = ROWS[name]
    table, layout = raw(text), read_layouts()[name]
    found = convert(table, layout.table.within(table.header), Reading(KEY))
    assert found.source.read == 1
    assert {column: found.columns[column].tolist() for column in expected} == {
        column: [value] for column, value in expected.items()
    }
    assert "no-meaning" not in codes(found)


@pytest.mark.parametrize("name", ROWS)
def test_a_built_in_layout_is_found_by_its_header_alone(name):
    layouts = read_layouts()
    found = builtin(raw(ROWS[name][0]).header, layouts)
    assert [layout.name for layout in found] == ([] if layouts[name].by_name_only else [name])


@pytest.mark.parametrize("name", ROWS)
def test_a_built_in_layout_says_where_its_names_were_read_and_what_is_not_verified(name):
    layout = read_layouts()[name]
    assert layout.source
    assert layout.unverified
    assert (folder() / f"{name}.yaml").read_text().startswith("# ")
    needed = {column for column, field in KINDS[layout.table.kind].items() if field.needed}
    of_layout = {column.name for column in layout.table.columns}
    assert needed <= of_layout


def test_the_names_of_a_kind_need_no_map():
    (found,) = canonical("x.csv", ("person", "time", "latitude", "longitude", "_file_name"))
    assert found.kind == "positions"
    assert [column.name for column in found.columns] == ["person", "time", "latitude", "longitude"]


def test_a_name_that_no_kind_knows_needs_one():
    assert canonical("x.csv", ("person", "time", "latitude", "longitude", "remark")) == ()


def test_two_kinds_alike_are_told_apart_by_the_name_of_the_file_alone():
    header = ("person", "due", "outcome")
    assert {found.kind for found in canonical("x.csv", header)} == {"checks", "reviews"}
    assert [found.kind for found in canonical("2025/reviews_2.csv", header)] == ["reviews"]


def test_every_kind_is_found_by_all_its_names():
    for kind, fields in KINDS.items():
        assert [found.kind for found in canonical(f"{kind}.csv", tuple(fields))] == [kind]
        assert len(as_kind(kind, tuple(fields)).columns) == len(fields)


@pytest.mark.parametrize(("file", "called"), [("alerts.csv", True), ("a/my-alerts.xlsx", True), ("alertsx.csv", False)])
def test_a_file_is_called_after_its_kind(file, called):
    assert named_after(file, "alerts") is called


def test_codes_of_events_are_read_once():
    text = (folder() / "home-office-device-events.yaml").read_text()
    events = re.findall(r"^      (EV_\w+):", text, re.MULTILINE)
    only = read_layouts()["home-office-device-events"].table.only["eventTypeCode"]
    assert sorted(events) == sorted(only)
