"""The alert log: counting points, causes, cleared alerts, and who bears them; what alerts rest on."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.alert_evidence import alert_evidence
from custodes.measures.alert_log import alert_log
from custodes.measures.per_person import NOT_DISCLOSED
from tests.measures.disclosed_builder import HOUR, asking, day, disclosed

PEOPLE = 50
ROWS = 200


def log(**alerts):
    return disclosed(PEOPLE, alerts={"person": np.arange(ROWS) % PEOPLE, "raised": day(10), **alerts})


def found_of(**alerts):
    return alert_log(log(**alerts), asking(PEOPLE))


def evidence(**alerts):
    return alert_evidence(log(**alerts), asking(PEOPLE))


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def first(count, value, other=None):
    return [value] * count + [other] * (ROWS - count)


def test_the_funnel_counts_each_point_that_the_log_has():
    found = found_of(triaged=first(120, day(11)), acted_on=first(30, day(12)))
    assert found.answers["alerts_reaching_share.triaged"].value == pytest.approx(0.6)
    assert found.answers["alerts_reaching_share.acted_on"].value == pytest.approx(0.15)
    assert found.answers["alerts_reaching_share.handled"].cannot_tell == NOT_DISCLOSED
    assert [(row["point"], row["alerts"], row["people"]) for row in found.tables["alert-funnel"]] == [
        ("raised", 200, 50),
        ("triaged", 120, 50),
        ("acted_on", 30, 30),
    ]


def test_a_named_step_says_that_an_alert_was_acted_on():
    assert found_of(step=first(50, "visit")).answers["alerts_reaching_share.acted_on"].value == pytest.approx(0.25)


def test_causes_are_counted_by_point_and_blanks_are_said():
    rows = found_of(cause=first(150, "no_data")).tables["alert-causes"]
    assert [(row["cause"], row["alerts"]) for row in rows] == [("no_data", 150), ("not written", 50)]


def test_cleared_alerts_and_what_is_still_open():
    outcome = ["cleared"] * 40 + ["upheld"] * 100 + ["open"] * 40 + [None] * 20
    answer = found_of(outcome=outcome).answers["alerts_cleared_share"]
    assert answer.value == pytest.approx(0.2)
    assert (answer.bounds.low, answer.bounds.high) == (pytest.approx(0.2), pytest.approx(0.5))


def test_a_log_without_outcomes_leaves_open_what_was_not_cleared():
    answer = found_of(cleared=first(40, day(12))).answers["alerts_cleared_share"]
    assert (answer.value, answer.bounds.low, answer.bounds.high) == (pytest.approx(0.2), pytest.approx(0.2), 1.0)


def test_cleared_after_a_step_and_how_late():
    acted = first(100, day(11))
    cleared = [day(13)] * 30 + [day(10.5)] * 20 + [None] * 150
    found = found_of(acted_on=acted, outcome=first(50, "cleared", "upheld"), cleared=cleared)
    assert found.answers["alerts_acted_on_then_cleared_share"].value == pytest.approx(0.3)
    assert found.answers["alert_cleared_delay_h"].value == 48
    shown = evidence(acted_on=acted, outcome=first(50, "cleared", "upheld"), cleared=cleared)
    after = finding(shown, "alerts-cleared-after-acting")
    assert (after.count, after.of, after.test) == (30, 100, "accuracy")


def test_what_the_most_accused_bear():
    person = np.concatenate([np.repeat(np.arange(5), 20), np.arange(100) % PEOPLE])
    found = found_of(person=person)
    assert found.answers["alerts_borne_by_top.raised.10pct"].value == pytest.approx(110 / 200)
    assert found.answers["alerts_borne_by_top.raised.1pct"].value is None
    assert found.answers["alerts_borne_by_top.acted_on.10pct"].cannot_tell == NOT_DISCLOSED


def test_alerts_outside_the_period_are_left_out():
    found = found_of(raised=first(20, day(400), day(10)), acted_on=day(11))
    assert found.tables["alert-funnel"][0]["alerts"] == 180


def test_late_data_behind_alerts():
    recorded = day(10) - np.where(np.arange(ROWS) < 40, 30 * HOUR, HOUR)
    found = evidence(recorded=recorded, uploaded=recorded + 600)
    late = finding(found, "alerts-raised-late")
    assert (late.count, late.of) == (40, 200)
    assert found.answers["alerts_raised_late_share"].value == pytest.approx(0.2)
    assert found.answers["alert_upload_delay_min"].value == 10


def test_alerts_on_positions_without_a_precision():
    cause = first(100, "curfew", "battery")
    found = evidence(cause=cause, precision_m=first(60, 12.0), satellites=first(90, 7))
    without = finding(found, "alerts-without-precision")
    assert (without.count, without.of) == (40, 100)
    assert found.answers["alerts_without_satellites_share"].value == pytest.approx(0.1)
    assert finding(evidence(cause=cause), "alerts-without-precision").count == 100
    assert evidence(cause=cause).answers["alerts_without_precision_share"].cannot_tell == NOT_DISCLOSED


def test_no_data_that_counted_as_non_compliance():
    found = evidence(state=first(80, "no_data", "compliant"), treated_as=first(50, "non_compliant", "no_data"))
    as_breach = finding(found, "no-data-as-breach-alerts")
    assert (as_breach.count, as_breach.of) == (50, 80)
    assert found.answers["no_data_as_breach_share.alerts"].value == pytest.approx(50 / 80)
    checks = {"person": np.arange(40), "due": day(5), "outcome": "missed", "state": "no_data"}
    made = disclosed(PEOPLE, checks={**checks, "treated_as": ["non_compliant"] * 10 + ["no_data"] * 30})
    assert finding(alert_evidence(made, asking(PEOPLE)), "no-data-as-breach-checks").count == 10


def test_excuses_and_authorised_absences_are_counted_without_a_verdict():
    found = evidence(excuse=first(80, 1, 0), outcome=first(50, "upheld", "excused"))
    despite = finding(found, "alerts-upheld-despite-excuse")
    assert (despite.count, despite.of) == (50, 80)
    violations = {"person": np.arange(40), "start": day(5), "authorised_absence": [1] * 20 + [0] * 20}
    made = disclosed(PEOPLE, violations={**violations, "outcome": ["upheld"] * 5 + ["excused"] * 35})
    upheld = finding(alert_evidence(made, asking(PEOPLE)), "violations-of-authorised-absences")
    assert (upheld.count, upheld.of, upheld.at.tolist()) == (5, 20, [0, 1, 2, 3, 4])


def test_a_bare_log_finds_nothing_that_it_cannot_show():
    assert [each.key for each in evidence().findings] == []
    assert all(answer.value is None for answer in evidence().answers.values())
