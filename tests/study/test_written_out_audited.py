"""Closing the loop: a simulated scheme, written out and audited, gives the model's own answers back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest

from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.records import records_of
from custodes.measures.ask import answers
from custodes.measures.asking import Asking, members
from custodes.measures.audit import ask_audit
from custodes.records.tables import STATES
from custodes.study.written_out.faults import Faults
from custodes.study.written_out.write import Positions, disclosed_files, write_out

if TYPE_CHECKING:
    from pathlib import Path

WORLDS = {
    "home-office-2022": (30, 61, 7),
    "curfew-tag": (25, 40, 8),
    "probation-check-in": (60, 61, 9),
    "gps-pilot-2022": (30, 61, 10),
}
WITHOUT_POSITIONS = {"probation-check-in"}

NOT_WRITTEN_OUT = (
    "burden_h_per_week",  # hours are not in any of these files
    "charging_h_per_day",
    "tethered_h_per_week",
    "sleep_interruptions_per_week",
    "cost_gbp",
    "casework_",  # nor when a caseworker took an alert up
    "desk_backlog_end.casework",
    "desk_utilisation",  # nor is when a desk was staffed
)
NOT_OF_THE_MODEL = (
    "photographs_held_at_end",  # what is kept is made up by rule
    "trail_fixes_held_at_end",
    "fixes_per_person_day",  # one position in so many is written out
    "fixes_lost_share",
    "trail_",  # the same
    "violations_seen_share",
    "violation_seen_delay_h",
    "battery_breaches_per_person_year",  # alerts about a battery join one that is open: an alert log counts fewer
    "strap_breaches_per_person_year",
    "breaches_per_person_year",
    "share_with_breach_within",
)
SECOND_H = 1.0 / 3600.0


def _audited(written, folder: Path):
    for name, content in disclosed_files(written).items():
        (folder / name).write_bytes(content)
    return read_disclosed(folder)


def _needs_truth(records, answer):
    return records.has_truth and answer.cannot_tell is not None and "what really happened" in answer.cannot_tell


@pytest.fixture(scope="module", params=list(WORLDS))
def loop(request, tmp_path_factory):
    people, days, seed = WORLDS[request.param]
    positions = None if request.param in WITHOUT_POSITIONS else Positions(every=240)
    written = write_out(request.param, people=people, days=days, seed=seed, positions=positions)
    disclosed = _audited(written, tmp_path_factory.mktemp(request.param))
    parts = written.records.parts
    return written, disclosed, answers(written.records, seed=1), answers(records_of(disclosed, parts), seed=1)


def test_every_row_is_read(loop):
    written, disclosed, _, _ = loop
    for kind, columns in written.tables.items():
        assert disclosed.rows(kind) == next(iter(columns.values())).size, kind
    assert disclosed.days == written.clock.days
    assert len(disclosed.people["person"]) == len(written.records.people["person"])


def test_records_in_good_order_give_no_finding_on_the_way(loop):
    _, disclosed, _, _ = loop
    assert [note for note in disclosed.notes if note.level == "finding"] == []


def test_the_audit_gives_the_answers_of_the_model(loop):
    written, _, of_model, of_audit = loop
    compared = 0
    for key, answer in of_model.items():
        if key.startswith((*NOT_WRITTEN_OUT, *NOT_OF_THE_MODEL)) or answer.value is None:
            continue
        audited = of_audit[key]
        if _needs_truth(written.records, audited):
            continue
        # Times are written to the second.
        assert audited.value == pytest.approx(answer.value, rel=1e-5, abs=2.0 * SECOND_H), key
        assert audited.people == answer.people, key
        compared += 1
    assert compared >= 15


def test_groups_are_those_of_the_model(loop):
    _, _, of_model, of_audit = loop
    for key in ("alerts_per_person_month.raised", "alerts_per_person_month.acted_on", "failed_checks_per_person_year"):
        for attribute, groups in of_model[key].by_group.items():
            for group, told in groups.items():
                if told.people == 0:
                    continue
                audited = of_audit[key].by_group[attribute][group]
                assert audited.people == told.people, (key, group)
                assert (audited.value is None) == (told.value is None), (key, group)
                if told.value is not None:
                    assert audited.value == pytest.approx(told.value, rel=1e-5), (key, group)


def test_nothing_that_only_the_model_knows_can_be_told(loop):
    _, _, of_model, of_audit = loop
    for key in ("alert_precision.raised", "false_accusations_per_person_year.acted_on", "false_nonmatch_share"):
        assert of_model[key].value is not None or of_model[key].cannot_tell
        assert of_audit[key].value is None


def test_a_trail_written_out_is_the_trail_that_was_recorded(tmp_path):
    written = write_out("home-office-fitted-tag", people=6, days=4, seed=3, positions=Positions())
    recorded, read = written.records.trail, records_of(_audited(written, tmp_path), written.records.parts).trail
    assert read.interval_min == recorded.interval_min
    assert read.x_dm.shape == recorded.x_dm.shape
    own, again = _steps(recorded), _steps(read)
    assert sorted(steps.size for steps in own) == sorted(steps.size for steps in again)
    for steps in own:
        # A degree in six decimals is a tenth of a metre; two ends of a step, along two axes.
        nearest = min(np.abs(steps - others).max() for others in again if others.size == steps.size)
        assert nearest <= 6.0


def _steps(trail):
    """Give for each person the lengths of the ways from fix to fix [decimetre]."""
    found = []
    for x_dm, y_dm, source in zip(trail.x_dm, trail.y_dm, trail.source, strict=True):
        there = source > 0
        found.append(np.hypot(np.diff(x_dm[there].astype(float)), np.diff(y_dm[there].astype(float))))
    return found


# Faults

FOUND_BY = {
    "overdue_reviews": "reviews-overdue",
    "reviews_without_reasons": "reviews-without-reasons",
    "late_deletions": "deleted-late",
    "kept_past_date": "held-past-date",
    "held_past_basis": "held-past-basis",
    "reissued_devices": "alerts-of-reissued",
    "silent_devices": "devices-silent-30d",
    "no_data_as_breach": "no-data-as-breach-alerts",
    "acted_on_then_cleared": "alerts-cleared-after-acting",
    "disclosures_without_reason": "disclosures-without-reason",
    "disclosures_too_broad": "disclosures-too-broad",
    "bills_after_the_end": "days-billed-not-monitored",
    "two_totals": "totals-two-values",
    "duplicate_rows": "note-row-twice",
    "clock_change": "note-clock-back",
}
"""Which finding counts each fault of `Faults`."""


@pytest.fixture(scope="module", params=[7, 12])
def faulty(request, tmp_path_factory):
    faults = Faults(**{field.name: 5 for field in fields(Faults)})
    people, days, _ = WORLDS["home-office-2022"]
    written = write_out(
        "home-office-2022", people=people, days=days, seed=request.param, faults=faults, positions=Positions(every=240)
    )
    disclosed = _audited(written, tmp_path_factory.mktemp("faulty"))
    ask = Asking(members(records_of(disclosed, written.records.parts)), seed=1)
    return written, disclosed, {finding.key: finding for finding in ask_audit(disclosed, ask).findings}


@pytest.mark.parametrize("fault", list(FOUND_BY))
def test_every_planted_fault_is_found_and_counted(faulty, fault):
    written, _, findings = faulty
    assert findings[FOUND_BY[fault]].count == written.planted[fault] > 0


def test_no_fault_is_without_a_finding():
    assert set(FOUND_BY) == {field.name for field in fields(Faults)}


def test_the_rows_of_a_finding_are_those_that_were_planted(faulty):
    written, disclosed, findings = faulty
    at = findings["alerts-cleared-after-acting"].at
    rows = [place.row for place in disclosed.places("alerts", at)]
    alerts = written.tables["alerts"]
    planted = np.flatnonzero(alerts["cleared"] > alerts["acted_on"])
    # Row 1 holds the names of the columns.
    assert sorted(rows) == (planted + 2).tolist()


def test_nothing_is_found_where_nothing_was_planted(loop):
    written, disclosed, _, _ = loop
    ask = Asking(members(records_of(disclosed, written.records.parts)), seed=1)
    counts = {finding.key: finding.count for finding in ask_audit(disclosed, ask).findings}
    # Who absconds falls silent without anything being planted.
    absconded = written.records.absences["truth_state"] == STATES.index("absconded")
    assert counts.pop("devices-silent-30d", 0) <= len(set(written.records.absences["person"][absconded].tolist()))
    assert {key: counts[key] for key in FOUND_BY.values() if counts.get(key)} == {}
