"""Every check of a small world one by one, the passed ones too: the model's own chain, asked once more for each.

A run counts the checks that pass and writes none of them down (`custodes.model.quiet`). As every random number is a
pure function of seed, person, purpose, day and slot, each of them can be run again alone, and comes out as it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.attempts import OWN_FACE, PASSED
from custodes.model.checks import (
    answer_time_h,
    at_work,
    check,
    check_phase_d,
    due_clock_h,
    hours_to_wake,
    rouse,
    wearer_of,
)
from custodes.model.parameters import DAY_H, parameters
from custodes.model.shard import Series, hand_overs, make_shards
from custodes.model.tag_parameters import locating
from custodes.model.tags import follow_tags
from custodes.model.walk import REACHED, face_shown, first_silence
from custodes.people import purposes
from custodes.people.cohort import draw_cohort
from custodes.people.draws import draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.model.check_arrays import CheckPlan, Habits, Outcome, Wearer
    from custodes.scheme.scheme import Scheme
    from custodes.study.written_out.cells import Columns

_MISSED: Final = 1
_Row = tuple[int, float, float, int, int]
_COLUMNS: Final = [
    ("person", np.int64),
    ("due", np.float64),
    ("answered", np.float64),
    ("outcome", np.int64),
    ("attempts", np.float64),
]


def each_check(scheme: Scheme, values: Mapping[str, float], seed: int, people: int, days: int) -> Columns:
    """Run every check of a world again, one by one.

    Parameters
    ----------
    scheme, values : Scheme, mapping
        The scheme and a draw of it.
    seed : int
        Seed of the world.
    people, days : int
        People on the scheme at the start, length of the run [person], [day].

    Returns
    -------
    Columns
        ``person``, ``due`` and ``answered`` [hour of the run], ``outcome`` (code of `CHECK_OUTCOMES`), ``attempts``;
        by person, instrument and time.
    """
    params = parameters(scheme, values, people, days)
    cohort = draw_cohort(scheme, values, seed, people, days)
    episodes = hand_overs(params.conduct, cohort, seed)
    tags = {
        name: follow_tags(scheme, values, name, params.habits, cohort, seed, days, 1, map) for name in locating(scheme)
    }
    shards = make_shards(scheme, values, params, cohort, episodes, tags, seed, 1)
    rows = [
        found
        for row in range(len(cohort))
        for series in shards[0].series
        for day in range(days)
        for found in _day(seed, series, row, params.habits, day)
    ]
    table = np.array(rows, dtype=_COLUMNS)
    return {name: table[name] for name, _ in _COLUMNS}


def _day(seed: int, series: Series, row: int, habits: Habits, day: int) -> Iterator[_Row]:
    wearers, plan = series.wearers, series.instrument.plan
    wearer = wearer_of(wearers, row, plan, habits)
    if plan.every_d > 1 and (day + check_phase_d(seed, wearer.person, plan)) % plan.every_d != 0:
        return
    hands_over = plan.recognises and wearers.episode_first[row] < wearers.episode_first[row + 1]
    urns = np.zeros((4, 4))
    for slot in range(plan.per_day):
        words = draw(seed, wearer.person, purposes.CHECK + plan.purpose_step, day, slot)
        due_h = day * DAY_H + due_clock_h(plan, slot, words[0])
        if not wearer.joined_h <= due_h < wearer.left_h:
            continue
        span = first_silence(wearers, row, due_h)
        silent = span < wearers.silent_first[row + 1] and wearers.silent_start_h[span] <= due_h
        state = int(wearers.silent_state[span]) if silent else REACHED
        face = face_shown(wearers, row, due_h) if hands_over else OWN_FACE
        outcome = check(seed, wearer, habits, plan, day, slot, face, state, words, urns)
        code = 0 if outcome.result == PASSED else 1 + outcome.result
        answered_h = _answered_h(wearer, habits, plan, (day, due_h), outcome, words)
        yield int(wearer.person), due_h, answered_h, code, outcome.attempts


def _answered_h(  # noqa: PLR0913, PLR0917 - what a check knows
    wearer: Wearer,
    habits: Habits,
    plan: CheckPlan,
    when: tuple[int, float],
    outcome: Outcome,
    words: tuple[float, float, float, float],
) -> float:
    # The model needs the time of an answer only where it failed; that of the others follows from the same draws.
    if 0 <= outcome.result <= _MISSED:
        return np.nan
    if outcome.result != PASSED:
        return outcome.ended_h
    day, due_h = when
    clock_h = due_h - day * DAY_H
    to_wake_h = hours_to_wake(clock_h, wearer.sleep_from_h, habits.sleep_h)
    woken, _, to_wake_h = rouse(to_wake_h, habits.woken_share, words[3])
    slowness = wearer.delay_factor
    if to_wake_h <= 0.0 and wearer.works and not woken and at_work(clock_h, day, habits):
        slowness *= habits.work_delay_factor
    uniform = (words[2] - wearer.forgets) / (1.0 - wearer.forgets)
    return due_h + float(to_wake_h) + float(answer_time_h(plan, slowness, uniform))
