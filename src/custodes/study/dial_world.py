"""One world looked at along the dials of its trail.

The same people stand behind every setting. A sample of them is recorded over some weeks at the scheme's own interval,
and every coarser interval and grid is derived from that one record. What grows with the days kept is found in whole
lives on the scheme (`custodes.study.dial_lives`). How soon true violations are noticed is counted by running the scheme
itself at each interval, with the same people, days and violations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_MONTH, EVERYONE, Asking, Members
from custodes.measures.detection import violations
from custodes.measures.per_person import Question, ask_rate
from custodes.measures.rate import Kind
from custodes.measures.trail import TRAIL, told_at
from custodes.measures.trail_settings import Settings, nearest_every
from custodes.model.day import run_model
from custodes.model.parameters import parameters
from custodes.model.tags import follow_tags
from custodes.model.trail import record_trail
from custodes.people.cohort import draw_cohort
from custodes.records.trail import grid_dm
from custodes.study.dial_plan import HAIR, MINUTES_PER_HOUR, own_keep_d
from custodes.study.draws import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.model.tags import Tags
    from custodes.records.trail import Trail
    from custodes.study.dial_plan import DialPlan, Setting

HOURS_PER_DAY: Final = 24.0
HELD: Final = "trail_fixes_held"
VISITS_HELD: Final = "trail_sensitive_visits_held"
FIXES: Final = Question("fixes a person", (*TRAIL, "data_kept"))
VISITS: Final = Question("visits a person", (*TRAIL, "data_kept"))
KEEPS_NONE: Final = "the scheme does not say how long positions are kept"


@dataclass(frozen=True)
class DialWorld:
    """One draw of a scheme, and people who wear its tag from the first day to the last.

    Attributes
    ----------
    plan : DialPlan
        What is looked at.
    values : mapping of str to float
        The draw, in base units.
    """

    plan: DialPlan
    values: Mapping[str, float]

    @property
    def keep_d(self) -> float | None:
        """How long the scheme keeps positions in this world, None if it does not say [day]."""
        return own_keep_d(self.plan.scheme, self.values)

    def tags(self, people: int, days: int) -> Tags:
        """Give people their tags, to be worn for all of some days.

        Parameters
        ----------
        people : int
            How many [person].
        days : int
            How long [day].

        Returns
        -------
        Tags
            Of the first people of the cohort, none of whom leaves or absconds.
        """
        scheme, seed, name = self.plan.scheme, self.plan.base.seed, self.plan.instrument
        cohort = draw_cohort(scheme, self.values, seed, people, 1)
        count = len(cohort)
        cohort = replace(
            cohort,
            joined_h=np.zeros(count),
            left_h=np.full(count, days * HOURS_PER_DAY),
            absconds_h=np.full(count, np.inf),
        )
        habits = parameters(scheme, self.values, people, days).habits
        return follow_tags(scheme, self.values, name, habits, cohort, seed, days, 1, map)

    def record(self, tags: Tags, first: int, people: int, days: int) -> Trail:
        """Record some people at the scheme's own interval.

        Parameters
        ----------
        tags : Tags
            Of everybody.
        first, people : int
            Position of the first, and how many [person].
        days : int
            How long, from the first day on [day].

        Returns
        -------
        Trail
            With what was true.
        """
        rows = np.arange(first, first + people, dtype=np.int64)
        return record_trail(tags, self.values, self.plan.base.seed, rows, 0, days, self.keep_d or 0.0)


def dial_world(plan: DialPlan, number: int) -> DialWorld:
    """Draw one world.

    Parameters
    ----------
    plan : DialPlan
        What is looked at.
    number : int
        0 for the central world, from 1 for the draws.

    Returns
    -------
    DialWorld
        Its numbers.
    """
    base = plan.base
    return DialWorld(plan, base.scheme.values(drawn(base.scheme.unknowns(), base.draws, base.seed, number)))


def asking(people: int, seed: int) -> Asking:
    """Ask of some people as a whole.

    Parameters
    ----------
    people : int
        How many [person].
    seed : int
        Seed of what an attacker knows.

    Returns
    -------
    Asking
        Without groups.
    """
    return Asking(Members((EVERYONE,), np.ones((people, 1)), float(people)), seed=seed)


def look_coarser(world: DialWorld) -> dict[str, Answer]:
    """Look at a sample of people along the interval and the grid.

    Parameters
    ----------
    world : DialWorld
        The world.

    Returns
    -------
    dict of str to Answer
        ``DIAL:SETTING:ANSWER``; without settings that are finer than what is recorded in this world.
    """
    base = world.plan.base
    trail = world.record(world.tags(base.people, base.days), 0, base.people, base.days)
    found = {}
    for setting in (*world.plan.along("interval"), *world.plan.along("grid")):
        if setting.dial == "interval" and not setting.own and setting.amount < trail.interval_min - HAIR:
            continue
        told = _told(world, trail, setting)
        found.update({f"{setting.dial}:{setting.name}:{key}": answer for key, answer in told.items()})
    return found


def _told(world: DialWorld, trail: Trail, setting: Setting) -> dict[str, Answer]:
    every, side = 1, 1
    if not setting.own:
        every = nearest_every(trail.per_day, setting.amount) if setting.dial == "interval" else 1
        side = grid_dm(setting.amount) if setting.dial == "grid" else 1
    ask = asking(len(trail.rows), world.plan.base.seed)
    told = told_at(trail, Settings({"as": every}, {"asked": side}), ask)
    found = {key.removesuffix(".as.asked"): answer for key, answer in told.items()}
    keep_d = world.keep_d
    if keep_d is None:
        return {**found, VISITS_HELD: VISITS.untold(KEEPS_NONE, ask), HELD: FIXES.untold(KEEPS_NONE, ask)}
    recorded = (trail.source[:, ::every] > 0).sum(axis=1).astype(np.float64)
    days = np.full(len(recorded), float(trail.days))
    found[VISITS_HELD] = _scaled(found["trail_sensitive_visits_seen_per_month"], keep_d / DAYS_PER_MONTH)
    found[HELD] = ask_rate(recorded, days, FIXES, ask, Kind(keep_d, chance=False))
    return found


def _scaled(answer: Answer, factor: float) -> Answer:
    if answer.value is None or answer.low is None or answer.high is None:
        return replace(answer, unit=VISITS.unit, rests_on=VISITS.rests_on)
    return replace(
        answer,
        value=answer.value * factor,
        low=answer.low * factor,
        high=answer.high * factor,
        unit=VISITS.unit,
        rests_on=VISITS.rests_on,
    )


def look_gained(world: DialWorld) -> dict[str, Answer]:
    """Count how soon true violations are noticed at each interval.

    Parameters
    ----------
    world : DialWorld
        The world.

    Returns
    -------
    dict of str to Answer
        ``interval:SETTING:ANSWER``; without settings that are finer than what is recorded in this world. The errors
        of positions are drawn anew at each interval; people, days, violations and desks are the same.
    """
    plan, base = world.plan, world.plan.base
    path = f"instruments.{plan.instrument}.location.fix_interval"
    found = {}
    for setting in plan.along("interval"):
        wanted_h = world.values[path] if setting.own else setting.amount / MINUTES_PER_HOUR
        if wanted_h < world.values[path] * (1 - HAIR):
            continue
        values = {**world.values, path: wanted_h}
        records = run_model(plan.scheme, values, base.seed, plan.gain_people, plan.gain_days)
        told = violations(records, asking(len(records.people["person"]), base.seed))
        found.update({f"interval:{setting.name}:{key}": answer for key, answer in told.items()})
    return found
