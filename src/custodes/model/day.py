"""The flow: how one world of a scheme goes from checks due to alerts acted on.

1.  check due                              }
2.  prompt delivered                       }  `custodes.model.checks`, for each wearer alone,
3.  seen and answered in the window        }  run for everybody by `custodes.model.walk`
4.  up to k attempts: captured, live, compared (`custodes.model.attempts`)
5.  passed, failed or missed               }
T.  or: the tag records where the wearer is, runs flat, falls silent, sees a zone's rule broken
                                              `custodes.model.tags`, for each wearer alone
6.  failed checks go to the review desk       `custodes.model.desk`, `custodes.model.review`
7.  what is not cleared raises an alert       `custodes.model.alerts`
8.  alerts pass triage, or not                `custodes.model.alerts`
9.  alerts passed on go to the casework desk  `custodes.model.desk`
10. a step of the response ladder, or none    `custodes.model.response`

Steps 1 to 5 and T concern each person alone. From step 6 on people share desks, so the streams are merged by time and
each desk is run once. Long runs go through the flow in stretches of days; what is in hand at the end of a stretch is
carried into the next, so that the length of a stretch changes nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.alerts import needs_review, raise_alerts, raised_at_once, triage
from custodes.model.checks import ABSCONDED
from custodes.model.desk import DeskRun, service_times_h
from custodes.model.leave import Finished, records_of
from custodes.model.parameters import DAY_H, NOBODY, Parameters, parameters
from custodes.model.response import NO_STEP, choose_steps, respond
from custodes.model.review import clears, for_review
from custodes.model.rows import Rows, rows_for
from custodes.model.shard import Shard, failed_checks, hand_overs, make_shards
from custodes.model.stream import Stream, in_order, join, nothing, select, split_at, with_columns
from custodes.model.tag_parameters import locating
from custodes.model.tags import Tags, follow_tags
from custodes.model.tallies import AlertCounts
from custodes.model.trail import sample_trail
from custodes.people import purposes
from custodes.people.cohort import Cohort, draw_cohort
from custodes.people.draws import draw_each
from custodes.records.tables import POINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from custodes.records.tables import Records
    from custodes.scheme.scheme import Scheme

CHECKS_A_STRETCH: Final = 500_000
DAYS_A_STRETCH: Final = 20
"""Checks, or days if these are longer, run before desks catch up; bounds the memory of a large run."""


@dataclass
class World:
    """One world on its way through time.

    Attributes
    ----------
    params : Parameters
        The scheme as plain numbers.
    cohort : Cohort
        The people.
    seed : int
        Seed of the world.
    end_h : float
        Length of the run [hour].
    review, casework : DeskRun or None, DeskRun
        The desks at work.
    counts : AlertCounts
        What has been counted of each person.
    rows : Rows
        Alerts and cases kept one by one.
    last_alert_h : ndarray
        When each person's last alert was raised [hour].
    notices : Stream
        What tags have to report, in order of time.
    noticed : int
        How many of these have been dealt with [count].
    failed_later, raised_later, triaged_later : Stream
        What will come to review, to be an alert, and to casework after the present stretch.
    """

    params: Parameters
    cohort: Cohort
    seed: int
    end_h: float
    review: DeskRun | None
    casework: DeskRun
    counts: AlertCounts
    rows: Rows
    last_alert_h: NDArray[np.float64]
    notices: Stream
    noticed: int = 0
    failed_later: Stream = field(default_factory=nothing)
    raised_later: Stream = field(default_factory=nothing)
    triaged_later: Stream | None = None


def run_model(
    scheme: Scheme,
    values: Mapping[str, float],
    seed: int,
    people: int,
    days: int,
    *,
    shards: int = 1,
    threads: int = 1,
    checks_a_stretch: int | None = None,
    sampled: bool = True,
) -> Records:
    """Run one world of a scheme.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    values : mapping of str to float
        A draw: every quantity by path, in base units (`Scheme.values`).
    seed : int
        Seed of the world.
    people : int
        People on the scheme at the start [person].
    days : int
        Length of the run [day].
    shards : int
        Parts into which the people are divided; changes nothing in the result [count].
    threads : int
        Shards run at the same time; changes nothing in the result [count].
    checks_a_stretch : int or None
        Checks run before desks catch up, None for a fitting number; changes nothing in the result [count].
    sampled : bool
        Whether the trails of a sample of people are recorded; where nobody asks what a trail gives away, a world that
        leaves none behind is run in little more than half the time and is the same in all else.

    Returns
    -------
    Records
        What the world leaves behind.
    """
    params = parameters(scheme, values, people, days)
    cohort = draw_cohort(scheme, values, seed, people, days)
    episodes = hand_overs(params.conduct, cohort, seed)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        tags = {
            name: follow_tags(scheme, values, name, params.habits, cohort, seed, days, shards, pool.map)
            for name in locating(scheme)
        }
        parts = make_shards(scheme, values, params, cohort, episodes, tags, seed, shards)
        world = _new_world(params, cohort, tags, seed, people, days)
        for day_from, day_to in _stretches(params, people, days, checks_a_stretch):
            failed = _checks(parts, params, seed, day_from, day_to, pool.map)
            _desks(world, failed, day_to * DAY_H)
    at_work = {"casework": world.casework, "review": world.review}
    desks = {name: desk for name, desk in at_work.items() if desk is not None and desk.desk is not NOBODY}
    finished = Finished(params, cohort, episodes, tags, parts, world.counts, world.rows, desks, days)
    trail = sample_trail(scheme, tags, values, seed, days) if sampled else None
    return records_of(finished, scheme, values, trail)


def _new_world(
    params: Parameters, cohort: Cohort, tags: Mapping[str, Tags], seed: int, people: int, days: int
) -> World:
    notices = in_order(join(*(each.notices for each in tags.values()))) if tags else nothing()
    return World(
        params=params,
        cohort=cohort,
        seed=seed,
        end_h=days * DAY_H,
        review=DeskRun(params.review, len(cohort)) if params.review is not None else None,
        casework=DeskRun(params.casework, len(cohort)),
        counts=AlertCounts(len(cohort)),
        rows=rows_for(params, people, days),
        last_alert_h=np.full(len(cohort), -np.inf),
        notices=notices,
    )


def _stretches(params: Parameters, people: int, days: int, checks: int | None) -> Iterator[tuple[int, int]]:
    a_day = people * sum(i.plan.per_day / i.plan.every_d for i in params.instruments)
    if checks is None:
        checks = max(CHECKS_A_STRETCH, int(a_day * DAYS_A_STRETCH))
    length = max(1, min(days, int(checks / max(a_day, 1.0))))
    for day in range(0, days, length):
        yield day, min(day + length, days)


def _checks(
    parts: tuple[Shard, ...],
    params: Parameters,
    seed: int,
    day_from: int,
    day_to: int,
    run_each: Callable[[Callable[[Shard], Stream], Iterable[Shard]], Iterable[Stream]],
) -> Stream:
    # Steps 1 to 5.
    def run_one(shard: Shard) -> Stream:
        return failed_checks(shard, params, seed, day_from, day_to)

    return join(*run_each(run_one, parts))


def _desks(world: World, failed: Stream, until_h: float) -> None:
    params = world.params
    failed, world.failed_later = split_at(join(world.failed_later, failed), until_h)
    failed = in_order(failed)

    # 6. Failed checks with a picture go to the review desk.
    looked_at = needs_review(failed, params)
    upheld = _review(world, select(failed, looked_at), until_h)

    # 7. What is not cleared raises an alert, unless it joins one.
    at_once = raised_at_once(select(failed, ~looked_at), params)
    candidates = join(world.raised_later, at_once, upheld, _noticed(world, until_h))
    candidates, world.raised_later = split_at(candidates, until_h)
    raised = raise_alerts(in_order(candidates), params.joins_h, world.last_alert_h)

    # 8. Alerts pass triage, or not.
    uniforms = _draw_alerts(world, raised)
    steps = choose_steps(raised, params.response, uniforms[:, 2])
    raised = with_columns(
        raised,
        alert=world.rows.number(raised),
        service_h=service_times_h(params.casework, uniforms[:, 1]),
        step=steps,
        began_h=raised["raised_h"],
        closes=(raised["state"] == ABSCONDED) & (steps > NO_STEP),
    )
    passed = triage(raised, params.triage, uniforms[:, 0])
    passed = passed if world.triaged_later is None else join(world.triaged_later, passed)
    triaged, world.triaged_later = split_at(in_order(passed), until_h)

    # 9. Those passed on go to the casework desk.
    handled = world.casework.work(triaged, until_h, world.end_h)
    world.rows.keep_cases("casework", with_columns(handled, overturned=np.zeros(handled["row"].size, dtype=np.bool_)))

    # 10. A step of the response ladder, or none.
    answered = respond(select(handled, handled["finished_h"] < world.end_h))
    _count(world, raised, triaged, answered)


def _noticed(world: World, until_h: float) -> Stream:
    first, world.noticed = world.noticed, int(np.searchsorted(world.notices["time_h"], until_h))
    return {name: column[first : world.noticed] for name, column in world.notices.items()}


def _review(world: World, failed: Stream, until_h: float) -> Stream:
    desk, reviewer = world.review, world.params.reviewer
    if desk is None or reviewer is None:
        return failed
    reviewed = desk.work(for_review(failed, desk, world.cohort.person, world.seed), until_h, world.end_h)
    cleared = clears(reviewed, reviewer)
    world.rows.keep_cases("review", with_columns(reviewed, overturned=cleared))
    decided = reviewed["finished_h"] < world.end_h
    world.counts.count_reviews(select(reviewed, decided), cleared[decided])
    upheld = with_columns(select(reviewed, ~cleared), time_h=reviewed["finished_h"][~cleared])
    return {name: upheld[name] for name in nothing()}


def _draw_alerts(world: World, raised: Stream) -> NDArray[np.float64]:
    person = world.cohort.person[raised["row"]]
    days, slots = raised["day"].astype(np.int64), raised["slot"].astype(np.int64)
    return draw_each(world.seed, person, purposes.TRIAGE, days, slots)


def _count(world: World, raised: Stream, triaged: Stream, answered: Stream) -> None:
    counts = world.counts
    counts.notice(answered)
    raised, triaged, answered = (counts.still_open(stream) for stream in (raised, triaged, answered))
    acted_on = select(answered, ~np.isnan(answered["acted_on_h"]))
    for point, alerts in zip(POINTS, (raised, triaged, answered, acted_on), strict=True):
        counts.count_alerts(point, alerts)
    counts.count_responses(acted_on, world.params.response)
    world.rows.keep_alerts(raised, triaged, answered)
