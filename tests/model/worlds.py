"""Small worlds for the tests of the model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.model.attempts import Recognition
from custodes.model.check_arrays import CheckPlan, Failures, Habits, Wearers
from custodes.model.shard import new_counts
from custodes.model.stream import COLUMNS
from custodes.model.walk import walk
from custodes.people.draws import draw_people
from custodes.people.traits import beta_around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.model.check_arrays import Counts
    from custodes.records.tables import Records, Table

DAY_H = 24.0
STAGES = ("no_prompt", "forgets", "not_captured", "not_live", "no_match")


def recognition_with(**changes: Any) -> Recognition:
    """One attempt, nothing depends on anything, nobody else gets through."""
    plain = Recognition(attempts=1, false_match=0.0, attack_accepted=0.0, day_rho=0.0, attempt_rho=0.0)
    return plain._replace(**changes)


def plan_with(**changes: Any) -> CheckPlan:
    """Five checks a day from 08:00 to 20:00, answered at once, each failure worth an alert."""
    plain = CheckPlan(
        purpose_step=0,
        per_day=5,
        every_d=1,
        from_h=8.0,
        length_h=12.0,
        window_h=1.0,
        delay_h=0.0,
        delay_spread=0.0,
        delivery_rho=0.0,
        recognises=True,
        recognition=recognition_with(),
        missed_in_a_row=1,
        held_passed_from_h=math.inf,
        held_failed_from_h=math.inf,
    )
    return plain._replace(**changes)


def habits_with(**changes: Any) -> Habits:
    """Nobody sleeps, nobody is slower at work."""
    plain = Habits(sleep_h=0.0, work_from_h=9.0, work_h=0.0, work_delay_factor=1.0, woken_share=0.0)
    return plain._replace(**changes)


def wearers_with(people: int, days: int, **changes: Any) -> Wearers:
    """People who are there all the time and never fail."""
    nought, never = np.zeros(people), np.full(people, math.inf)
    plain = Wearers(
        person=np.arange(people),
        joined_h=nought,
        left_h=np.full(people, days * DAY_H),
        absconds_h=never,
        sleep_from_h=np.full(people, 23.0),
        works=np.zeros(people, dtype=np.bool_),
        delay_factor=np.ones(people),
        **dict.fromkeys(STAGES, nought),
        episode_first=np.zeros(people + 1, dtype=np.int64),
        episode_start_h=np.zeros(0),
        episode_end_h=np.zeros(0),
        episode_picture=np.zeros(0, dtype=np.bool_),
        silent_first=np.zeros(people + 1, dtype=np.int64),
        silent_start_h=np.zeros(0),
        silent_end_h=np.zeros(0),
        silent_state=np.zeros(0, dtype=np.int8),
        silent_reason=np.zeros(0, dtype=np.int8),
    )
    return plain._replace(**changes)


def own_rate(seed: int, people: int, mean: float, rho: float, purpose: int) -> np.ndarray:
    """Rates of people drawn as the model draws them."""
    return beta_around(np.full(people, mean), rho, draw_people(seed, np.arange(people), purpose)[:, 0])


def room_for(failures: int) -> Failures:
    """Room for failed checks."""
    return Failures(*(np.zeros(failures, dtype=dtype) for dtype in COLUMNS.values()))


def walked(
    seed: int, wearers: Wearers, habits: Habits, plan: CheckPlan, days: int
) -> tuple[Counts, dict[str, np.ndarray]]:
    """Run the compiled loop to its end; with what is counted, and the failures worth an alert."""
    return walked_in(wearers.person.size * days * plan.per_day, seed, wearers, (habits, plan, days))


def walked_in(
    room: int, seed: int, wearers: Wearers, ways: tuple[Habits, CheckPlan, int]
) -> tuple[Counts, dict[str, np.ndarray]]:
    """Do so with room for so many failures at a time."""
    habits, plan, days = ways
    counts, failures = new_counts(wearers.person.size), room_for(min(max(room, days * plan.per_day), 2_000_000))
    parts, row = [], 0
    while row < wearers.person.size:
        found, row = walk(seed, wearers, habits, plan, 0, days, row, counts, failures)
        parts.append({name: getattr(failures, name)[:found].copy() for name in COLUMNS})
    return counts, {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}


def tables(records: Records) -> Mapping[str, Table]:
    """All tables of a world by name."""
    names = ("people", "tallies", "alerts", "cases", "absences", "desks", "costs")
    return {name: getattr(records, name) for name in names}


def assert_same(first: Records, second: Records, *, rounding: float = 0.0) -> None:
    """Hold two worlds equal to the last digit; sums of hours may be given some rounding."""
    ours, theirs = tables(first), tables(second)
    for table in ours:
        assert list(ours[table]) == list(theirs[table])
        for name, column in ours[table].items():
            allowed = rounding if name in {"worked_h", "amount_gbp"} else 0.0
            np.testing.assert_allclose(column, theirs[table][name], rtol=allowed, atol=0.0, err_msg=f"{table}.{name}")
