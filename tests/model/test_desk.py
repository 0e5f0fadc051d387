from __future__ import annotations

import math
from fractions import Fraction

import ciw
import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.model.desk import DeskRun, serve, service_times_h
from custodes.model.parameters import Desk
from custodes.model.roster import roster_of
from custodes.model.stream import select
from custodes.records.tables import CAUSES

SHIFTS = [(0, 8, 4), (8, 16, 9), (16, 24, 6)]
URGENT, NORMAL = 0, 1


def trace(cases, seed=1):
    """Arrivals that come and go with the day, a fifth of them urgent, as in the benchmark of this queue."""
    rng = np.random.default_rng(seed)
    arrival_h = np.cumsum(rng.exponential(1.0 / 60.0, cases))
    arrival_h += 0.2 * np.sin(arrival_h * 2 * math.pi / 24.0) * 24.0 / (2 * math.pi)
    return np.sort(arrival_h), rng.exponential(0.095, cases), np.where(rng.random(cases) < 0.2, URGENT, NORMAL)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"shift_end": "hand over"}, "shift_end must be 'handover' or 'capacity'"),
        ({"arrival_h": [0.0, -1.0]}, "arrival_h must hold finite times"),
        ({"arrival_h": [0.0, math.nan]}, "arrival_h must hold finite times"),
        ({"arrival_h": [0.0, math.inf]}, "arrival_h must hold finite times"),
        ({"service_h": [1.0, -0.1]}, "service_h must hold finite times"),
        ({"service_h": [1.0, math.inf]}, "service_h must hold finite times"),
        ({"service_h": [1.0]}, "columns of equal length"),
        ({"priority": [0, 0, 0]}, "columns of equal length"),
        ({"crew": [(0, 8, 0)]}, "nobody is ever on duty"),
    ],
)
def test_cases_that_make_no_sense_are_refused(changed, why):
    given = {"arrival_h": [0.0, 1.0], "service_h": [1.0, 1.0], "priority": [0, 0], "crew": [(0, 24, 1)]}
    with pytest.raises(ValueError, match=why):
        serve(**{"shift_end": "handover", **given, **changed})


def waits(arrival_h, start_h, priority):
    return [float((start_h - arrival_h)[priority == one].mean()) for one in (URGENT, NORMAL)]


def by_simpy(arrival_h, service_h, priority):
    """The same in SimPy: a resource whose capacity follows the shifts; cases in hand keep their places."""
    env = simpy.Environment()
    desk = simpy.PriorityResource(env, capacity=SHIFTS[0][2])
    start_h = np.zeros(arrival_h.size)

    def shifts():
        while True:
            for from_h, to_h, servers in SHIFTS:
                desk._capacity = servers
                for _ in range(servers):  # each call lets one case in
                    desk._trigger_put(None)
                yield env.timeout(to_h - from_h)

    def case(k):
        yield env.timeout(arrival_h[k])
        with desk.request(priority=int(priority[k])) as turn:
            yield turn
            start_h[k] = env.now
            yield env.timeout(service_h[k])

    env.process(shifts())
    done = simpy.AllOf(env, [env.process(case(k)) for k in range(arrival_h.size)])
    env.run(done)
    return start_h


def by_ciw(arrival_h, service_h, priority):
    """The same in Ciw, in which a crew that leaves finishes its cases beside the next one."""
    arrivals, services = {}, {}
    for name, one in (("urgent", URGENT), ("normal", NORMAL)):
        gaps = np.diff(arrival_h[priority == one], prepend=0.0)
        arrivals[name] = [ciw.dists.Sequential([*gaps.tolist(), math.inf])]
        services[name] = [ciw.dists.Sequential(service_h[priority == one].tolist())]
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions=services,
        number_of_servers=[
            ciw.Schedule(
                numbers_of_servers=[crew for _, _, crew in SHIFTS], shift_end_dates=[end for _, end, _ in SHIFTS]
            )
        ],
        priority_classes={"urgent": 0, "normal": 1},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(float(arrival_h[-1]) + 200.0)
    records = simulation.get_all_records()
    assert len(records) == arrival_h.size
    return [
        float(np.mean([record.waiting_time for record in records if record.customer_class == name]))
        for name in ("urgent", "normal")
    ]


@pytest.mark.compiled
def test_simpy_gives_the_same_waits_when_cases_keep_their_places():
    arrival_h, service_h, priority = trace(20_000)
    start_h, finish_h = serve(arrival_h, service_h, priority, SHIFTS, "capacity")
    theirs_h = by_simpy(arrival_h, service_h, priority)
    np.testing.assert_allclose(start_h, theirs_h, rtol=1e-9)
    assert waits(arrival_h, start_h, priority) == pytest.approx(waits(arrival_h, theirs_h, priority), rel=1e-9)
    assert finish_h == pytest.approx(start_h + service_h)


@pytest.mark.compiled
def test_ciw_gives_the_same_waits_when_crews_hand_over():
    arrival_h, service_h, priority = trace(20_000)
    start_h, _ = serve(arrival_h, service_h, priority, SHIFTS, "handover")
    ours_h = waits(arrival_h, start_h, priority)
    assert ours_h == pytest.approx(by_ciw(arrival_h, service_h, priority), rel=1e-9)
    # The two rules differ: a crew that finishes its cases beside the next one shortens waits.
    kept_h = waits(arrival_h, serve(arrival_h, service_h, priority, SHIFTS, "capacity")[0], priority)
    assert ours_h[1] < 0.98 * kept_h[1]


@pytest.mark.compiled
def test_waits_follow_erlang():
    # Erlang C: 10 servers, 96 cases and 12 done an hour each, mean wait 0.017049 h. The means of 40 runs of 200,000
    # cases are nearly normal and independent. Bound |z| < 4.
    servers, load = 10, 8.0
    queue = load**servers / math.factorial(servers) / (1 - load / servers)
    waiting = queue / (sum(load**k / math.factorial(k) for k in range(servers)) + queue)
    expected_h = waiting / (servers * 12.0 - 96.0)
    assert expected_h == pytest.approx(0.017049, abs=5e-7)
    means_h = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        arrival_h = np.cumsum(rng.exponential(1 / 96.0, 200_000))
        start_h, _ = serve(
            arrival_h, rng.exponential(1 / 12.0, arrival_h.size), np.zeros(arrival_h.size), [(0, 24, 10)], "handover"
        )
        means_h.append((start_h - arrival_h).mean())
    assert abs(np.mean(means_h) - expected_h) / (np.std(means_h, ddof=1) / math.sqrt(40)) < 4


CASES = st.lists(st.tuples(st.floats(0.0, 60.0), st.floats(0.0, 6.0), st.integers(0, 2)), min_size=1, max_size=40).map(
    lambda rows: tuple(np.array(column) for column in zip(*rows, strict=True))
)
CREWS = st.sampled_from(
    [[(0, 24, 2)], [(9, 17, 3)], [(22, 6, 2), (6, 22, 1)], [(8, 16, 2), (12, 20, 1)], SHIFTS, [(0, math.inf, 1)]]
)


@settings(deadline=None, max_examples=60)
@given(cases=CASES, crew=CREWS, shift_end=st.sampled_from(["handover", "capacity"]))
def test_everybody_is_served_once_after_coming_in_the_order_of_their_class(cases, crew, shift_end):
    arrival_h, service_h, priority = cases
    start_h, finish_h = serve(arrival_h, service_h, priority, crew, shift_end)
    assert np.isfinite(start_h).all()
    assert (start_h >= arrival_h).all()
    assert (finish_h == start_h + service_h).all()
    for one in set(priority.tolist()):
        order = np.argsort(arrival_h[priority == one], kind="stable")
        assert (np.diff(start_h[priority == one][order]) >= 0.0).all()
    for at_h in start_h:
        assert on_duty(crew, at_h) > 0
        if shift_end == "capacity":
            assert ((start_h <= at_h) & (at_h < finish_h)).sum() <= on_duty(crew, at_h)


def on_duty(crew, at_h):
    if len(crew) == 1 and crew[0][1] - crew[0][0] >= 24:
        return crew[0][2]
    # In whole numbers: a moment before six in the morning must not be rounded to eight hours after ten at night.
    return sum(servers for from_h, to_h, servers in crew if (Fraction(at_h) - from_h) % 24 < (to_h - from_h) % 24)


@settings(deadline=None, max_examples=60)
@given(cases=CASES, crew=CREWS, shift_end=st.sampled_from(["handover", "capacity"]))
def test_nobody_waits_while_somebody_is_free(cases, crew, shift_end):
    arrival_h, service_h, priority = cases
    start_h, finish_h = serve(arrival_h, service_h, priority, crew, shift_end)
    for k in range(arrival_h.size):
        for at_h in (arrival_h[k], *finish_h):
            if arrival_h[k] <= at_h < start_h[k]:
                busy = ((start_h <= at_h) & (at_h < finish_h)).sum()
                assert busy >= on_duty(crew, at_h)
                first = (start_h > at_h) & (arrival_h <= at_h) & (priority < priority[k])
                assert not first.any() or start_h[first].min() <= start_h[k]


@settings(deadline=None, max_examples=60)
@given(cases=CASES, servers=st.integers(1, 4))
def test_more_staff_never_makes_anybody_wait_longer(cases, servers):
    arrival_h, service_h, priority = cases
    few, many = (
        serve(arrival_h, service_h, np.zeros(priority.size), [(0, 24, n)], "capacity")[0]
        for n in (servers, servers + 1)
    )
    assert (many <= few + 1e-9).all()


def test_by_hand():
    # One server until noon, then two. Handover: the first crew finishes beside the next.
    crew = [(0, 12, 1), (12, 24, 2)]
    cases = ([11.0, 11.1, 11.2, 11.3], [3.0, 1.0, 1.0, 1.0], [1, 1, 1, 0])
    assert serve(*cases, crew, "capacity")[0].tolist() == [11.0, 13.0, 14.0, 12.0]
    assert serve(*cases, crew, "handover")[0].tolist() == [11.0, 12.0, 13.0, 12.0]
    # Where shifts overlap, those who stay hold their cases: two places at noon, not three.
    overlap = [(0, 24 - 1e-6, 1), (12, 20, 1)]
    assert serve([11.0, 11.1, 11.2], [3.0, 3.0, 3.0], [0, 0, 0], overlap, "handover")[0].tolist() == [11.0, 12.0, 14.0]


def test_a_shift_over_midnight_is_one_shift():
    night = [(22, 6, 1)]
    start_h, _ = serve([23.0, 23.5], [2.0, 1.0], [0, 0], night, "handover")
    assert start_h.tolist() == [23.0, 25.0]


def test_order_given_does_not_matter():
    arrival_h, service_h, priority = trace(300)
    mixed = np.random.default_rng(3).permutation(300)
    straight = serve(arrival_h, service_h, priority, SHIFTS, "handover")[0]
    assert (serve(arrival_h[mixed], service_h[mixed], priority[mixed], SHIFTS, "handover")[0] == straight[mixed]).all()
    assert (serve(arrival_h, service_h, priority * 7 - 3, SHIFTS, "handover")[0] == straight).all()


def test_what_cannot_be_served_is_refused():
    with pytest.raises(ValueError, match="nobody is ever on duty"):
        serve([0.0], [1.0], [0], [(0, 8, 0)], "capacity")
    with pytest.raises(ValueError, match="equal length"):
        serve([0.0, 1.0], [1.0], [0], [(0, 24, 1)], "capacity")
    start_h, finish_h = serve([], [], [], [(0, 24, 1)], "capacity")
    assert start_h.size == finish_h.size == 0


def desk(turns=((9.0, 8.0, 2),), *, handover=True, patience_h=math.inf, urgent=()):
    return Desk(
        roster=roster_of(turns, 24.0, handover=handover),
        urgent=np.array([cause in urgent for cause in CAUSES]),
        patience_h=patience_h,
        service_h=0.5,
        service_spread=0.8,
    )


def stream(time_h, service_h, **columns):
    size = len(time_h)
    plain = {
        "row": np.zeros(size, dtype=np.int32),
        "time_h": np.array(time_h, dtype=np.float64),
        "cause": np.full(size, 4, dtype=np.int8),
        "service_h": np.array(service_h, dtype=np.float64),
        "began_h": np.array(time_h, dtype=np.float64),
        "closes": np.zeros(size, dtype=np.bool_),
    }
    return {**plain, **{name: np.asarray(column) for name, column in columns.items()}}


@settings(deadline=None, max_examples=100)
@given(
    cases=CASES,
    cuts=st.lists(st.floats(0.5, 90.0), max_size=6),
    handover=st.booleans(),
    patience_h=st.sampled_from([math.inf, 3.0]),
)
def test_a_desk_run_in_stretches_is_a_desk_run_in_one_go(cases, cuts, handover, patience_h):
    arrival_h, service_h, kind = cases
    order = np.argsort(arrival_h, kind="stable")
    coming = stream(
        arrival_h[order],
        service_h[order],
        row=(np.arange(order.size) % 5).astype(np.int32),
        cause=np.where(kind[order] == 0, 1, 4).astype(np.int8),
        closes=kind[order] == 2,
        case=np.arange(order.size),
    )
    plan = desk([(9.0, 8.0, 2), (15.0, 12.0, 1)], handover=handover, patience_h=patience_h, urgent=("missed",))
    whole, parts = DeskRun(plan, 5), DeskRun(plan, 5)
    expected = whole.work(coming, 120.0, 120.0)
    found, since_h = [], 0.0
    for until_h in [*sorted(cuts), 120.0]:
        here = (coming["time_h"] >= since_h) & (coming["time_h"] < until_h)
        found.append(parts.work(select(coming, here), until_h, 120.0))
        since_h = until_h
    case = np.concatenate([part["case"] for part in found])
    started_h = np.concatenate([part["started_h"] for part in found])
    by_case = np.argsort(case)
    assert case[by_case].tolist() == expected["case"].tolist()
    assert started_h[by_case].tolist() == expected["started_h"].tolist()
    assert parts.backlog() == whole.backlog()
    assert parts.worked_h == pytest.approx(whole.worked_h)
    assert parts.state.closed_h.tolist() == whole.state.closed_h.tolist()


def test_cases_that_waited_too_long_are_dropped_when_their_turn_comes():
    run = DeskRun(desk([(0.0, 24.0, 1)], patience_h=2.0), 1)
    done = run.work(stream([0.0, 0.5, 1.0, 3.5], [3.0, 1.0, 1.0, 1.0]), 24.0, 24.0)
    # The second has waited 2.5 h and is dropped, the third exactly 2 h and is not.
    assert done["started_h"].tolist() == [0.0, 3.0, 4.0]
    assert run.backlog() == 0
    assert run.worked_h == pytest.approx(5.0)


def test_a_closed_file_drops_what_began_later():
    run = DeskRun(desk([(0.0, 24.0, 1)]), 2)
    cases = stream(
        [0.0, 0.5, 2.0, 2.5],
        [1.0, 1.0, 1.0, 1.0],
        closes=[True, False, False, False],
        row=np.array([0, 0, 0, 1], np.int32),
    )
    done = run.work(cases, 24.0, 24.0)
    # The file of the first is closed at 1 h: what began at 0.5 is still read, what began at 2 h is not.
    assert done["arrived_h"].tolist() == [0.0, 0.5, 2.5]
    assert run.state.closed_h.tolist() == [1.0, math.inf]


def test_the_backlog_is_what_came_and_was_not_taken_up():
    run = DeskRun(desk([(9.0, 8.0, 1)]), 3)
    assert run.backlog() == 0
    done = run.work(stream([1.0, 9.5, 20.0, 21.0], [1.0, 1.0, 1.0, 1.0]), 24.0, 24.0)
    assert done["started_h"].tolist() == [9.0, 10.0]
    assert run.backlog() == 2
    run.state.closed_h[0] = 20.5
    assert run.backlog() == 1


def test_hours_worked_end_with_the_run():
    run = DeskRun(desk([(0.0, 24.0, 1)]), 1)
    run.work(stream([23.0], [5.0]), 24.0, 24.0)
    assert run.worked_h == pytest.approx(1.0)


def test_case_lengths_have_the_stated_mean_and_spread():
    # 200,000 midpoints of the uniform stand for the whole distribution.
    uniforms = (np.arange(200_000) + 0.5) / 200_000
    times_h = service_times_h(desk(), uniforms)
    assert times_h.mean() == pytest.approx(0.5, rel=1e-3)
    assert times_h.std() / times_h.mean() == pytest.approx(0.8, rel=1e-2)
    still = desk()
    assert service_times_h(Desk(**{**vars(still), "service_spread": 0.0}), uniforms[:5]).tolist() == pytest.approx(
        [0.5] * 5
    )
