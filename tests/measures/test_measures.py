"""Each measure on records small enough to work by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.ask import answers
from tests.measures.builder import busy, empty, table, with_tallies

MONTH_D = 30.4375


def ask(records, name):
    return answers(records)[name]


def test_checks_by_cause():
    records = with_tallies(
        empty(10, 100.0), checks_due=500, checks_no_prompt=5, checks_missed=4, checks_not_captured=3, checks_no_match=2
    )
    found = answers(records)
    assert found["checks_due_per_person_year"].value == pytest.approx(5 * 365.25)
    assert found["checks_due_per_person_year"].low == found["checks_due_per_person_year"].high
    assert found["failed_checks_per_person_year"].value == pytest.approx(0.14 * 365.25)
    assert found["failed_checks_per_person_year.missed"].value == pytest.approx(0.04 * 365.25)
    assert found["failed_checks_per_person_year.not_live"].value == 0
    # No more failures than checks: three people in ten, five checks a day each.
    assert (found["failed_checks_per_person_year.not_live"].high or 0) < 0.3 * 5 * 365.25


def test_alerts_and_accusations_at_each_point():
    records = with_tallies(
        empty(12, 200.0),
        truth_away_d=np.where(np.arange(12) < 2, 50.0, 0.0),
        alerts_raised=4, alerts_triaged=3, alerts_handled=2, alerts_acted_on=1,
        truth_false_raised=3, truth_false_triaged=2, truth_false_handled=1, truth_false_acted_on=1,
    )  # fmt: skip
    found = answers(records)
    here_d = 12 * 200 - 100
    for point, every, false in (("raised", 4, 3), ("triaged", 3, 2), ("handled", 2, 1), ("acted_on", 1, 1)):
        assert found[f"alerts_per_person_month.{point}"].value == pytest.approx(every / 200 * MONTH_D)
        rate = found[f"false_accusations_per_person_year.{point}"]
        assert rate.value == pytest.approx(12 * false / here_d * 365.25)
        assert found[f"alert_precision.{point}"].value == pytest.approx((every - false) / every)


def test_responses_by_step():
    records = with_tallies(
        empty(10), responses_contact=[1, 1, 1, 1, 1, 0, 0, 0, 0, 0], responses_arrest=[0, 0, 0, 0, 0, 1, 1, 1, 0, 0]
    )
    found = answers(records)
    assert found["responses_per_person_year.contact"].value == pytest.approx(5 / 3650 * 365.25)
    assert found["responses_per_person_year.arrest"].value == pytest.approx(3 / 3650 * 365.25)
    assert found["responses_per_person_year.visit"].value == 0


def test_only_those_who_complied_are_accused():
    first = np.where(np.arange(40) % 4 == 0, 20.0, np.nan)
    records = with_tallies(empty(40), truth_first_false_acted_d=first, truth_compliant=np.arange(40) < 20)
    found = answers(records)
    assert found["share_accused_within.30d"].value == pytest.approx(5 / 20)
    assert found["share_accused_within.30d"].people == 20
    assert "nobody complied" in (
        ask(with_tallies(empty(40), truth_compliant=False), "share_accused_within.30d").cannot_tell or ""
    )


def test_recognition_keeps_both_sides_apart():
    records = with_tallies(
        empty(30),
        truth_own_compared=1000, truth_own_no_match=20, truth_other_compared=50, truth_other_passed=10,
        truth_first_false_nonmatch_d=np.where(np.arange(30) < 15, 0.5, np.where(np.arange(30) < 24, 20.0, np.nan)),
    )  # fmt: skip
    found = answers(records)
    assert found["share_with_false_nonmatch_within.1d"].value == pytest.approx(0.5)
    assert found["share_with_false_nonmatch_within.30d"].value == pytest.approx(0.8)
    assert found["false_nonmatch_share"].value == pytest.approx(0.02)
    assert found["checks_passed_by_others_share"].value == pytest.approx(0.2)


def test_a_check_that_never_fails_accuses_nobody():
    records = with_tallies(empty(200), checks_due=1825, truth_own_compared=1825)
    region = (np.arange(200) % 3).astype(np.int8)
    found = answers(replace(records, people={**records.people, "region_of_birth": region}))
    for name in ("failed_checks_per_person_year.no_match", "false_accusations_per_person_year.raised"):
        assert found[name].value == 0
    assert found["false_nonmatch_share"].value == 0
    assert found["false_nonmatch_share"].high == pytest.approx(1 - 0.05 ** (1 / 200))
    assert found["share_accused_within.365d"].value == 0
    assert found["accusations_borne_by_top.10pct"].value is None
    assert "no alert was raised" in (found["alert_precision.raised"].cannot_tell or "")
    assert "nothing to compare" in (found["group_gap.gini.false_nonmatches"].cannot_tell or "")


def test_review_and_waits():
    cases = table(
        "cases", 210, desk=np.repeat([0, 1], 105), person=np.tile(np.arange(105), 2),
        arrived_h=10.0, started_h=np.concatenate([10 + np.arange(105) / 10, np.full(105, 12.0)]),
    )  # fmt: skip
    cases["started_h"][:5] = np.nan
    records = with_tallies(replace(empty(105), cases=cases), reviews=4, reviews_overturned=3)
    found = answers(records)
    assert found["review_overturned_share"].value == pytest.approx(0.75)
    assert found["review_wait_h.mean"].value == pytest.approx(np.arange(5, 105).mean() / 10)
    assert found["review_wait_h.mean"].people == 100
    assert found["review_wait_h.p95"].value == pytest.approx(9.9)
    assert (found["casework_wait_h.p95"].low, found["casework_wait_h.p95"].high) == (2, 2)
    assert found["casework_wait_h.mean"].value == 2
    assert found["desk_backlog_end.review"].value == 3
    assert found["desk_utilisation.casework"].value == 0.5
    assert found["casework_wait_h.mean"].by_group["sex"]["male"].cannot_tell == "no case was taken up in this period"
    few = answers(replace(records, cases=_first(cases, 50)))["review_wait_h.p95"]
    assert "only 45 people had a case, and 80 are needed" in (few.cannot_tell or "")
    # 105 people on the scheme gave 45 with a case: 93 come with 217.
    assert "about 217 people on the scheme" in (few.cannot_tell or "")
    assert few.people == 45


def _first(of, count):
    return {name: values[:count] for name, values in of.items()}


def test_no_case_taken_up():
    assert ask(empty(9), "review_wait_h.p95").cannot_tell == "no case was taken up in this period"
    assert ask(empty(9), "review_wait_h.mean").cannot_tell == "no case was taken up in this period"


def test_detection_and_its_cost():
    absences = table(
        "absences", 8, person=np.arange(8), truth_state=1, start_h=24.0, end_h=240.0,
        noticed_h=[48, 72, 48, 72, 48, 72, np.nan, np.nan],
    )  # fmt: skip
    records = replace(empty(50), absences=absences)
    found = answers(records)
    assert found["detections_share"].value == pytest.approx(6 / 8)
    assert found["detection_delay_days"].value == pytest.approx(1.5)
    assert found["detection_delay_days"].people == 6
    assert found["cost_gbp.total"].value == 1000
    assert found["cost_gbp.per_person_day"].value == pytest.approx(1000 / (50 * 365))
    each = found["cost_gbp.per_true_detection"]
    assert each.value == pytest.approx(1000 / 6)
    assert (each.low or 0) < 1000 / 6 < (each.high or 0)


def test_cost_of_too_few_detections_cannot_be_told():
    one = table("absences", 1, person=3, start_h=24.0, noticed_h=48.0)
    assert "too few people" in (ask(replace(empty(50), absences=one), "cost_gbp.per_true_detection").cannot_tell or "")
    none = ask(empty(50), "cost_gbp.per_true_detection")
    assert "no true absence was noticed" in (none.cannot_tell or "")
    assert "handed the device over" in (ask(empty(50), "detections_share").cannot_tell or "")


def test_burden_adds_up():
    records = with_tallies(
        empty(30, 70.0), prompt_h=10, reporting_h=5, responding_h=2, detained_h=3, prompts_asleep=20, checks_due=350
    )
    found = answers(records)
    parts = {"prompts": 1, "reporting": 0.5, "responding": 0.2, "detained": 0.3}
    for name, hours in parts.items():
        assert found[f"burden_h_per_week.{name}"].value == pytest.approx(hours)
    assert found["burden_h_per_week"].value == pytest.approx(sum(parts.values()))
    assert found["sleep_interruptions_per_week"].value == pytest.approx(2)
    # Nobody detained: at most a tenth of thirty people, all the week.
    free = ask(with_tallies(records, detained_h=0), "burden_h_per_week.detained")
    assert free.value == 0
    assert (free.high or 0) == pytest.approx((1 - 0.05 ** (1 / 30)) * 168)


def test_photographs_add_up_over_groups():
    records = busy(120)
    found = ask(records, "photographs_held_at_end")
    assert found.value == pytest.approx(records.tallies["photographs_held"].sum())
    assert sum(g.value or 0 for g in found.by_group["age_band"].values()) == pytest.approx(found.value)
    lone = with_tallies(empty(9), photographs_held=[50] + [0] * 8)
    of_one = ask(lone, "photographs_held_at_end")
    assert (of_one.value, of_one.low, of_one.high, of_one.people) == (50, 50, 50, 9)
    assert ask(with_tallies(empty(9), photographs_held=0), "photographs_held_at_end").value == 0


def test_nobody_on_the_scheme_has_no_cost_a_day():
    nobody = with_tallies(empty(5), on_scheme_d=0.0)
    assert ask(nobody, "cost_gbp.per_person_day").value is None
    assert ask(nobody, "failed_checks_per_person_year").value is None


def test_gaps_by_hand():
    sex = np.repeat([0, 1], 50).astype(np.int8)
    base = empty(100, 365.25)
    records = with_tallies(
        replace(base, people={**base.people, "sex": sex}, groups={"sex": ("female", "male")}),
        truth_false_acted_on=np.where(sex == 0, 3, 1) + np.arange(100) % 2,
        truth_own_compared=100,
        truth_own_no_match=np.where(sex == 0, 0, np.arange(100) % 3),
    )
    found = answers(records)
    gap = found["group_gap.max_minus_min.false_accusations"]
    assert gap.value == pytest.approx(2.0)
    assert (gap.low or 0) > 1.5
    assert gap.permuted is not None
    assert gap.permuted.high is not None
    assert gap.permuted.high < 2.0
    assert gap.people == 100
    assert found["group_gap.max_over_geomean.false_accusations.sex"].value == pytest.approx(3.5 / np.sqrt(3.5 * 1.5))
    assert found["group_gap.gini.false_accusations.sex"].value == pytest.approx(2 / 5)
    # One group had no false non-match: a ratio has no value, a difference has.
    assert "no value" in (found["group_gap.max_over_geomean.false_nonmatches"].cannot_tell or "")
    assert (found["group_gap.max_minus_min.false_nonmatches"].value or 0) > 0


def test_gaps_that_chance_could_make_begin_at_parity():
    draw = np.random.Generator(np.random.Philox(1))
    inside = 0
    for _ in range(40):
        records = with_tallies(empty(200), truth_false_acted_on=draw.poisson(2, 200))
        people = {**records.people, "age_band": draw.integers(0, 4, 200).astype(np.int8)}
        gap = answers(replace(records, people=people))["group_gap.max_over_geomean.false_accusations.age_band"]
        inside += gap.low == 1
    # 97.5 % expected; 34 of 40 or fewer would be 5 standard errors off.
    assert inside > 34


def test_gaps_that_cannot_be_told():
    base = with_tallies(empty(60), truth_false_acted_on=1)
    assert "fewer than two groups" in (ask(base, "group_gap.gini.false_accusations.sex").cannot_tell or "")
    no_groups = answers(replace(base, groups={}))
    assert "no sex, region of birth or skin tone" in (no_groups["group_gap.gini.false_accusations"].cannot_tell or "")
    sex = np.repeat([0, 1], 30).astype(np.int8)
    lopsided = with_tallies(
        replace(base, people={**base.people, "sex": sex}), truth_false_acted_on=np.where(np.arange(60) == 0, 9, sex)
    )
    why = ask(lopsided, "group_gap.max_minus_min.false_accusations.sex").cannot_tell or ""
    assert "'female'" in why
    # The women are half of the sixty people on the scheme: 180 of them come with twice as many in all.
    assert "360 people on the scheme" in why
    answer = ask(lopsided, "group_gap.max_minus_min.false_accusations.sex")
    assert answer.people == 60
    assert answer.permuted is not None
    assert (answer.permuted.value, answer.permuted.people) == (None, 60)
    assert "no gap" in (answer.permuted.cannot_tell or "")


def test_small_groups_are_left_out_of_gaps():
    region = np.array([0] * 5 + [1] * 45 + [2] * 50, dtype=np.int8)
    base = with_tallies(empty(100), truth_false_acted_on=1 + np.arange(100) % 3)
    gap = ask(replace(base, people={**base.people, "region_of_birth": region}), "group_gap.gini.false_accusations")
    assert gap.people == 95
