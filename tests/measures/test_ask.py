"""All questions at once: every id is there, with and without truth, and the laws that hold whatever the records say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.ask import answers
from custodes.measures.asking import Asking, members
from custodes.records.tables import CAUSES, Records
from tests.measures.builder import PARTS, busy, empty, table, with_tallies, without_truth

POINTS = ("raised", "triaged", "handled", "acted_on")
IDS = [
    "checks_due_per_person_year",
    "failed_checks_per_person_year",
    *(f"failed_checks_per_person_year.{c}" for c in ("no_prompt", "missed", "not_captured", "not_live", "no_match")),
    *(f"share_with_false_nonmatch_within.{d}" for d in ("1d", "30d", "365d")),
    *(f"{name}.{point}" for point in POINTS for name in ("alerts_per_person_month", "alert_precision")),
    *(f"alerts_per_person_month.{point}.{cause}" for point in POINTS for cause in CAUSES),
    "fixes_per_person_day",
    "fixes_lost_share",
    "false_alerts_per_person_night.curfew",
    "share_with_battery_or_strap_breach.365d",
    *(f"battery_breaches_per_person_year.{what}" for what in ("mean", "max")),
    "strap_breaches_per_person_year",
    "charging_h_per_day",
    "tethered_h_per_week",
    "silent_device_days.p95",
    "violation_noticed_delay_h",
    "violations_noticed_share",
    *(f"alerts_about_absence_share.{point}" for point in POINTS),
    *(f"false_accusations_per_person_year.{point}" for point in POINTS),
    *(f"share_accused_within.{d}" for d in ("30d", "180d", "365d")),
    *(f"accusations_borne_by_top.{part}" for part in ("1pct", "5pct", "10pct")),
    "review_overturned_share",
    *(f"{desk}_wait_h.{what}" for desk in ("review", "casework") for what in ("mean", "p95")),
    *(f"{what}.{desk}" for desk in ("review", "casework") for what in ("desk_backlog_end", "desk_utilisation")),
    "detection_delay_days",
    "detections_share",
    "share_absconded_within.365d",
    "gone_unnoticed_days_per_person_year",
    "burden_h_per_week",
    *(f"burden_h_per_week.{part}" for part in ("prompts", "reporting", "charging", "responding", "detained")),
    "sleep_interruptions_per_week",
    *(
        f"group_gap.{summary}.{topic}{attribute}"
        for summary in ("max_over_geomean", "max_minus_min", "gini")
        for topic in ("false_accusations", "false_nonmatches")
        for attribute in ("", ".sex", ".age_band", ".region_of_birth")
    ),
    *(f"cost_gbp.{what}" for what in ("total", "per_person_day", "per_true_detection")),
    "photographs_held_at_end",
    *(f"responses_per_person_year.{step}" for step in ("contact", "warning", "visit", "arrest")),
    "false_nonmatch_share",
    "checks_passed_by_others_share",
    *(
        f"trail_{what}.{interval}.{grid}"
        for what in (
            "home_error_m",
            "home_households",
            "stays_seen_share",
            "sensitive_visits_seen_per_month",
            *(f"unicity.p{points}" for points in (1, 2, 3, 4)),
            *(f"anonymity.{size}.p4" for size in ("min", "median", "under5")),
            "entropy_bits",
            "predictability_bound",
        )
        for interval in ("1min", "5min", "15min", "1h", "4h", "12h")
        for grid in ("1m", "100m", "500m", "1km", "5km")
    ),
    "trail_fixes_held_at_end",
    *(
        f"{what}.{interval}.{grid}"
        for what in ("violations_seen_share", "violation_seen_delay_h")
        for interval in ("1min", "5min", "15min", "1h", "4h", "12h")
        for grid in ("1m", "100m", "500m", "1km", "5km")
    ),
]

NEED_TRUTH = (
    "false_",
    "alerts_about",
    "alert_precision",
    "share_accused",
    "accusations_borne",
    "detection",
    "share_absconded",
    "gone_unnoticed",
    "group_gap",
    "share_with_false",
    "violation",
)


def same(one, other):
    """Compare answers, figures to a billionth."""
    assert one.keys() == other.keys()
    for name, left in one.items():
        right = other[name]
        assert left.cannot_tell == right.cannot_tell, name
        assert left.people == right.people, name
        ours, theirs = (left.value, left.low, left.high), (right.value, right.low, right.high)
        assert ours == theirs or ours == pytest.approx(theirs, rel=1e-9, abs=1e-12), name
        for attribute, groups in left.by_group.items():
            for group, found in groups.items():
                twin = right.by_group[attribute][group]
                ours, theirs = (found.value, found.low, found.high), (twin.value, twin.low, twin.high)
                assert ours == theirs or ours == pytest.approx(theirs, rel=1e-9, abs=1e-12), (name, group)


def rows(of, order):
    return {name: values[order] for name, values in of.items()}


def test_every_id_is_there():
    records = busy()
    assert sorted(answers(records)) == sorted(IDS)
    assert sorted(answers(without_truth(records))) == sorted(IDS)
    assert sorted(answers(empty(20))) == sorted(IDS)
    assert sorted(answers(replace(records, parts=frozenset()))) == sorted(IDS)


@pytest.mark.parametrize(
    "records", [busy(), busy(40, seed=2), empty(20), without_truth(busy(50))], ids=["busy", "few", "empty", "disclosed"]
)
def test_a_value_or_a_reason_with_ends_about_it(records):
    for name, answer in answers(records).items():
        assert answer.unit, name
        assert answer.rests_on, name
        for one in (answer, *(g for groups in answer.by_group.values() for g in groups.values())):
            assert (one.value is None) == (one.cannot_tell is not None), name
            if one.value is None:
                assert one.low is None, name
                assert one.high is None, name
            else:
                assert one.low is not None, name
                assert one.high is not None, name
                assert one.low <= one.value + 1e-9, name
                assert one.value <= one.high + 1e-9, name
                assert one.low >= 0, name


def test_nothing_needs_truth_but_what_must():
    told = answers(without_truth(busy()))
    for name, answer in told.items():
        if name.startswith(("trail_", "violations_seen", "violation_seen")):
            assert "does not apply" in (answer.cannot_tell or ""), name
        elif name.startswith(NEED_TRUTH) or name in {"checks_passed_by_others_share", "cost_gbp.per_true_detection"}:
            assert "what really happened" in (answer.cannot_tell or ""), name
        else:
            assert answer.cannot_tell is None, name


def test_parts_that_a_scheme_lacks_do_not_apply():
    whole = answers(busy())
    for part, lost in {
        "recognition": (
            "failed_checks_per_person_year.no_match",
            "share_with_false_nonmatch_within.30d",
            "false_nonmatch_share",
            "checks_passed_by_others_share",
            "group_gap.gini.false_nonmatches",
        ),
        # A notice of an appointment can fail to arrive, too: that cause stays where no prompts are sent.
        "prompts": ("burden_h_per_week.prompts", "sleep_interruptions_per_week"),
        "visits": ("burden_h_per_week.reporting",),
        "photographs": ("photographs_held_at_end",),
        "costs": ("cost_gbp.total", "cost_gbp.per_person_day", "cost_gbp.per_true_detection"),
        "positions": ("fixes_per_person_day", "violations_noticed_share"),
        "devices": ("charging_h_per_day", "battery_breaches_per_person_year.max", "burden_h_per_week.charging"),
        "curfew": ("false_alerts_per_person_night.curfew", "alerts_per_person_month.raised.curfew"),
        "gap": ("alerts_per_person_month.acted_on.gap",),
        "battery": ("battery_breaches_per_person_year.mean", "battery_breaches_per_person_year.max"),
        "strap": ("strap_breaches_per_person_year",),
    }.items():
        found = answers(replace(busy(), parts=PARTS - {part}))
        for name in lost:
            assert whole[name].value is not None, name
            assert found[name].value is None, name
        assert found["failed_checks_per_person_year"].value == whole["failed_checks_per_person_year"].value


def test_a_scheme_without_checks_has_none_to_fail():
    found = answers(replace(busy(), parts=PARTS - {"checks"}))
    for name in (
        "checks_due_per_person_year",
        "failed_checks_per_person_year",
        "alerts_per_person_month.raised.missed",
    ):
        assert "makes no checks" in (found[name].cannot_tell or ""), name
    assert found["alerts_per_person_month.raised"].value is not None


def test_desks_that_a_scheme_lacks_do_not_apply():
    found = answers(replace(busy(), desks=table("desks", 1, desk=1, staffed_h=0.0)))
    for name in ("review_overturned_share", "review_wait_h.p95", "desk_backlog_end.review", "desk_utilisation.review"):
        assert "does not apply" in (found[name].cannot_tell or ""), name
    assert found["casework_wait_h.mean"].value is not None
    assert "nobody was on duty" in (found["desk_utilisation.casework"].cannot_tell or "")


def test_short_periods_cannot_tell_long_horizons():
    found = answers(busy(days=60.0))
    assert "60 days, and 365" in (found["share_accused_within.365d"].cannot_tell or "")
    assert "60 days, and 180" in (found["share_accused_within.180d"].cannot_tell or "")
    assert found["share_accused_within.30d"].value is not None
    assert found["share_with_false_nonmatch_within.30d"].value is not None


def test_relabelled_people_change_nothing():
    records = busy()
    renamed = {name: dict(getattr(records, name)) for name in ("people", "tallies", "alerts", "cases", "absences")}
    for of in renamed.values():
        of["person"] = 10_000 - of["person"]
    same(answers(records), answers(replace(records, **renamed)))


def test_people_numbered_in_a_row_change_nothing():
    records = busy()
    renamed = {name: dict(getattr(records, name)) for name in ("people", "tallies", "alerts", "cases", "absences")}
    for of in renamed.values():
        of["person"] = (of["person"] - 7) // 3 + 5
    same(answers(records), answers(replace(records, **renamed)))


def test_permuted_rows_change_nothing():
    records = busy()
    draw = np.random.Generator(np.random.Philox(9))
    order = draw.permutation(len(records.people["person"]))
    shuffled = {name: rows(getattr(records, name), order) for name in ("people", "tallies")}
    for name in ("alerts", "cases", "absences"):
        of = getattr(records, name)
        shuffled[name] = rows(of, draw.permutation(len(of["person"])))
    same(answers(records), answers(replace(records, **shuffled)))


def test_permuted_groups_permute_answers():
    records = busy()
    names = records.groups["sex"][::-1]
    sex = records.people["sex"]
    people = {**records.people, "sex": np.where(sex >= 0, 1 - sex, sex).astype(np.int8)}
    one, other = answers(records), answers(replace(records, people=people, groups={**records.groups, "sex": names}))
    for name, answer in one.items():
        for group, found in answer.by_group.get("sex", {}).items():
            twin = other[name].by_group["sex"][group]
            assert (found.people, found.cannot_tell) == (twin.people, twin.cannot_tell)
            if found.value is not None:
                assert found.value == pytest.approx(twin.value, rel=1e-12), (name, group)
        if answer.value is not None:
            assert answer.value == pytest.approx(other[name].value), name


def test_the_same_seed_gives_the_same_and_another_differs():
    records = busy(150)
    assert answers(records, seed=4) == answers(records, seed=4)
    name = "group_gap.gini.false_accusations.age_band"
    one, other = answers(records, seed=4)[name], answers(records, seed=5)[name]
    assert one.value == other.value
    assert one.permuted != other.permuted


def test_people_with_no_events_dilute_rates_and_not_totals():
    records = empty(60)
    few = with_tallies(records, truth_false_raised=np.arange(60) % 3, alerts_raised=np.arange(60) % 3)
    more = with_tallies(
        empty(120),
        truth_false_raised=np.concatenate([np.arange(60) % 3, np.zeros(60)]),
        alerts_raised=np.concatenate([np.arange(60) % 3, np.zeros(60)]),
    )
    name = "false_accusations_per_person_year.raised"
    one, other = answers(few)[name], answers(more)[name]
    assert other.value == pytest.approx((one.value or 0) / 2)
    assert answers(few)["alert_precision.raised"].value == answers(more)["alert_precision.raised"].value == 0


def test_doubling_the_people_halves_the_variance():
    one = busy()
    count = len(one.people["person"])

    def twice(of):
        return {
            name: np.concatenate([values, values + 10_000 if name == "person" else values])
            for name, values in of.items()
        }

    doubled = {name: twice(getattr(one, name)) for name in ("people", "tallies", "alerts", "cases", "absences")}
    single, both = answers(one), answers(replace(one, **doubled))
    for name in ("failed_checks_per_person_year", "false_accusations_per_person_year.acted_on"):
        left, right = single[name], both[name]
        assert right.value == pytest.approx(left.value)
        wide, narrow = (left.high or 0) - (left.low or 0), (right.high or 0) - (right.low or 0)
        assert narrow / wide == pytest.approx(np.sqrt(0.5), rel=0.05)
    assert both["photographs_held_at_end"].value == pytest.approx(2 * (single["photographs_held_at_end"].value or 0))
    assert count == 300


def test_a_higher_level_is_wider():
    records = busy()
    for name, answer in answers(records, level=0.99).items():
        other = answers(records)[name] if name == "failed_checks_per_person_year" else None
        if other is not None:
            assert (answer.low or 0) < (other.low or 0)
            assert (answer.high or 0) > (other.high or 0)
            assert answer.level == 0.99


def test_members_names_who_is_not_recorded():
    records = busy()
    found = members(records)
    assert ("sex", "not recorded") in found.labels
    assert ("age_band", "not recorded") not in found.labels
    blank = found.matrix[:, found.labels.index(("sex", "not recorded"))].sum()
    assert blank == np.count_nonzero(records.people["sex"] == -1)
    assert found.attributes == ("sex", "age_band", "region_of_birth")
    assert len(found.columns_of("sex")) == 2
    assert len(found.all_of("sex")) == 3


def test_streams_of_two_purposes_differ():
    ask = Asking(members(empty(3)))
    assert ask.stream(1).random() != ask.stream(2).random()
    assert ask.stream(1).random() == ask.stream(1).random()


def test_nobody_at_all():
    found = answers(replace(empty(1), people=table("people", 0), tallies=table("tallies", 0), groups={}))
    for name, answer in found.items():
        if not name.startswith(("desk_", "cost_gbp.total")):
            assert answer.value is None, name
    assert isinstance(empty(1), Records)
