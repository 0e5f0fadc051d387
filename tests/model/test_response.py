from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.model.alerts import falls_on_wearer, needs_review, raise_alerts, raised_at_once, triage
from custodes.model.checks import ABSCONDED, HANDED_OVER, LAPSED, PRESENT
from custodes.model.parameters import Response, Triage
from custodes.model.response import NO_STEP, choose_steps, respond
from custodes.model.stream import in_order, join, nothing, select, split_at, with_columns
from custodes.model.tallies import AlertCounts
from custodes.records.tables import CAUSES, STEPS

LADDER = Response(
    if_false=np.array([0.4, 0.2, 0.1, 0.05]),
    if_true=np.array([0.1, 0.2, 0.3, 0.4]),
    takes_h=np.array([0.1, 0.5, 1.0, 4.0]),
    detains_h=np.array([0.0, 0.0, 0.0, 72.0]),
)


def failed(time_h, **columns):
    size = len(time_h)
    plain = {name: np.zeros(size, dtype=column.dtype) for name, column in nothing().items()}
    plain["time_h"] = np.array(time_h, dtype=np.float64)
    return {**plain, **{name: np.asarray(column) for name, column in columns.items()}}


def test_steps_come_with_their_chances():
    # 100,000 midpoints of the uniform stand for the whole distribution; at most one step each.
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    for false, shares in ((True, LADDER.if_false), (False, LADDER.if_true)):
        steps = choose_steps({"false": np.full(uniforms.size, false)}, LADDER, uniforms)
        found = [(steps == code).mean() for code in range(len(STEPS))]
        assert found == pytest.approx(shares.tolist(), abs=2e-5)
        assert (steps == NO_STEP).mean() == pytest.approx(1.0 - shares.sum(), abs=2e-5)


def test_a_scheme_that_arrests_less_often_arrests_some_of_the_same_people():
    uniforms = np.linspace(0.0005, 0.9995, 1000)
    mild = Response(np.array([0.4, 0.2, 0.1, 0.02]), LADDER.if_true, LADDER.takes_h, LADDER.detains_h)
    false = {"false": np.ones(1000, dtype=np.bool_)}
    arrest = STEPS.index("arrest")
    hard, soft = (choose_steps(false, ladder, uniforms) == arrest for ladder in (LADDER, mild))
    assert (hard | ~soft).all()
    assert soft.sum() < hard.sum()


def test_an_alert_without_a_step_is_not_acted_on():
    handled = {"step": np.array([NO_STEP, 0, 3], np.int8), "finished_h": np.array([1.0, 2.0, 3.0])}
    np.testing.assert_array_equal(respond(handled)["acted_on_h"], [np.nan, 2.0, 3.0])


def test_only_checks_with_a_picture_are_reviewed_and_a_scheme_may_let_go_those_without():
    class Desks:
        review = object()
        no_image_raises = True

    checks = failed([0.0] * 5, cause=np.arange(5, dtype=np.int8))
    assert [CAUSES[k] for k in np.flatnonzero(needs_review(checks, Desks))] == ["not_live", "no_match"]
    assert raised_at_once(checks, Desks) is checks
    Desks.no_image_raises = False
    assert raised_at_once(checks, Desks)["cause"].tolist() == [0, 1, 3, 4]
    Desks.review = None
    assert not needs_review(checks, Desks).any()


def test_a_failure_soon_after_an_alert_joins_it():
    rows = np.array([0, 0, 1, 0, 0, 0], dtype=np.int32)
    checks = failed([0.0, 5.0, 6.0, 11.9, 12.0, 23.9], row=rows)
    last_h = np.full(2, -np.inf)
    raised = raise_alerts(checks, 12.0, last_h)
    # The one at 11.9 h joins the first; the one at 12 h is a new alert, from which the next 12 hours count.
    assert raised["raised_h"].tolist() == [0.0, 6.0, 12.0]
    assert last_h.tolist() == [12.0, 6.0]
    assert raise_alerts(checks, 0.0, np.full(2, -np.inf))["raised_h"].size == 6


def test_an_alert_is_false_when_the_wearer_did_what_was_asked_or_could_not_do_otherwise():
    states = np.array([PRESENT, ABSCONDED, HANDED_OVER, LAPSED], dtype=np.int8)
    raised = raise_alerts(failed([0.0] * 4, state=states, row=np.arange(4, dtype=np.int32)), 1.0, np.full(4, -np.inf))
    assert raised["false"].tolist() == [True, False, False, False]
    assert falls_on_wearer(raised).tolist() == [True, False, False, True]


@pytest.mark.compiled
def test_triage_passes_on_the_stated_shares():
    # Bound |z| < 4 over 20,000 alerts of each kind.
    uniforms = np.random.default_rng(1).random(40_000)
    alerts = {"false": np.arange(40_000) % 2 == 0, "raised_h": np.zeros(40_000)}
    passed = triage(alerts, Triage(passes_false=0.3, passes_true=0.9, delay_h=2.0), uniforms)
    for false, share in ((True, 0.3), (False, 0.9)):
        count = (passed["false"] == false).sum()
        assert abs(count - 20_000 * share) / math.sqrt(20_000 * share * (1 - share)) < 4
    assert (passed["time_h"] == 2.0).all()
    assert (passed["triaged_h"] == 2.0).all()


def test_without_triage_all_alerts_pass_at_once():
    alerts = {"false": np.array([True, False]), "raised_h": np.array([1.0, 2.0])}
    assert triage(alerts, None, np.array([0.99, 0.99]))["triaged_h"].tolist() == [1.0, 2.0]


def answered(**columns):
    plain = {
        "row": np.array([0, 0, 1, 2, 2], dtype=np.int32),
        "cause": np.array([0, 1, 1, 4, 4], dtype=np.int8),
        "state": np.array([PRESENT, LAPSED, ABSCONDED, PRESENT, HANDED_OVER], dtype=np.int8),
        "false": np.array([True, False, False, True, False]),
        "step": np.array([3, 0, 2, 1, 3], dtype=np.int8),
        "raised_h": np.array([1.0, 2.0, 3.0, 4.0, 5.0]),
        "acted_on_h": np.array([10.0, 11.0, 12.0, 9.0, 13.0]),
    }
    return {**plain, **columns}


def test_what_responses_take_falls_on_wearers_who_are_there():
    counts = AlertCounts(3)
    counts.count_responses(answered(), LADDER)
    assert counts.steps.tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 1]]
    assert counts.responding_h.tolist() == pytest.approx([4.1, 0.0, 0.5])
    assert counts.detained_h.tolist() == [72.0, 0.0, 0.0]
    assert counts.first_false_acted_h.tolist() == [10.0, math.inf, 9.0]


def test_an_absence_is_noticed_when_an_alert_about_it_is_first_acted_on():
    counts = AlertCounts(3)
    counts.notice(answered(acted_on_h=np.array([10.0, 11.0, np.nan, 9.0, np.nan])))
    assert np.isinf(counts.noticed_h).all()
    counts.notice(answered())
    assert counts.noticed_h.tolist() == [math.inf, 12.0, math.inf]
    assert [part["row"].tolist() for part in counts.acted_on] == [[], [2]]
    late = answered(raised_h=np.array([1.0, 2.0, 12.5, 14.0, 15.0]))
    assert counts.still_open(late)["row"].tolist() == [0, 0, 2, 2]
    assert counts.still_open(answered())["row"].tolist() == [0, 0, 1, 2, 2]


def test_alerts_are_counted_by_person_and_whether_false():
    counts = AlertCounts(4)
    counts.count_alerts("raised", answered())
    counts.count_alerts("raised", answered())
    assert counts.alerts["raised"].tolist() == [4, 2, 4, 0]
    assert counts.false_alerts["raised"].tolist() == [2, 0, 2, 0]
    assert not counts.alerts["handled"].any()
    counts.count_reviews(answered(), np.array([True, False, False, True, True]))
    assert counts.reviews.tolist() == [2, 1, 2, 0]
    assert counts.overturned.tolist() == [1, 0, 2, 0]


@given(rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=30))
def test_what_happens_at_the_same_time_is_put_in_order_of_people(rows):
    stream = failed([float(time) for time, _ in rows], row=np.array([row for _, row in rows], dtype=np.int32))
    stream["slot"] = np.arange(len(rows), dtype=np.int32)
    ordered = in_order(stream)
    expected = sorted(range(len(rows)), key=lambda k: (*rows[k], k))
    assert ordered["slot"].tolist() == expected


def test_streams():
    one = failed([3.0, 1.0, 1.0], row=np.array([0, 2, 1], dtype=np.int32))
    assert in_order(one)["row"].tolist() == [1, 2, 0]
    before, later = split_at(one, 3.0)
    assert before["row"].tolist() == [2, 1]
    assert later["row"].tolist() == [0]
    assert join(one) is one
    assert join(one, later)["time_h"].tolist() == [3.0, 1.0, 1.0, 3.0]
    assert select(one, np.array([True, False, False]))["row"].tolist() == [0]
    assert with_columns(one, row=np.array([7, 7, 7]))["row"].tolist() == [7, 7, 7]
    assert all(column.size == 0 for column in nothing().values())
