"""One world of a search for a threshold: the same people, days and luck at every value of what is varied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from custodes.scheme.absconding_share import rate_with_points
from custodes.study.crossing import Point, search
from custodes.study.paired import pairs
from custodes.study.rooms import simulate, simulate_without_trails
from custodes.study.threshold_axis import within
from custodes.study.threshold_plan import ABSCONDING, GRID, GRID_OF_DRAW
from custodes.study.world import Rooms, world_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.study.crossing import Found, Wanted
    from custodes.study.plan import Plan
    from custodes.study.threshold_plan import ThresholdPlan

MOST_OF_DRAW: Final = 6
"""Points asked, at most, to narrow the bracket of a draw; its value is read along a straight line between the ends."""

PROBE_PEOPLE: Final = 12
PROBE_DAYS: Final = 3
"""People and days of the first small run, which only tells which answers there are."""


def ask_all(records: Records, seed: int) -> dict[str, Answer]:
    """Ask everything of the records of one world, and keep what every person adds.

    Parameters
    ----------
    records : Records
        What the world left behind.
    seed : int
        Seed of the study.

    Returns
    -------
    dict of str to Answer
        By id.
    """
    from custodes.measures.ask import answers  # noqa: PLC0415 - a process that only hands out worlds stays small

    return answers(records, seed=seed, keep_added=True)


def rooms_for(question: str) -> Rooms:
    """Give the model and as many of the measures as a question needs.

    Parameters
    ----------
    question : str
        Id of an answer.

    Returns
    -------
    Rooms
        Of this house.
    """
    from custodes.measures.trail import needs_positions  # noqa: PLC0415 - a process that only hands out worlds stays small

    return Rooms(simulate if needs_positions(question) else simulate_without_trails, ask_all)


@dataclass(frozen=True)
class World:
    """One world in which what is varied is given one value after another.

    Attributes
    ----------
    plan : ThresholdPlan
        The search.
    number : int
        0 for the central world, from 1 for the draws.
    rooms : Rooms
        The model and the measures.
    others : dict of str to Answer
        What is known already of the scheme that is held against, by its fingerprint.
    """

    plan: ThresholdPlan
    number: int
    rooms: Rooms
    others: dict[str, Answer]

    def ask(self, x: float) -> Point:
        """Run the world with one value of what is varied, and ask the question.

        Parameters
        ----------
        x : float
            The value [unit of the axis].

        Returns
        -------
        Point
            The answer, or that of the scheme less that of the one it is held against.
        """
        runs = list(self.plan.at(x).items())
        name, plan = runs[0]
        values = self._values(plan)
        if len(runs) == 1:
            answer = self._answer(plan, values)
            return Point(x, answer.value, answer.low, answer.high, answer.cannot_tell or "")
        other_name, other_plan = runs[1]
        other_values = self._values(other_plan)
        if self.plan.axis.is_effect:
            rate = other_values[ABSCONDING]
            values = {**values, ABSCONDING: rate_with_points(rate, x, self.plan.axis.within_days)}
        alike = plan.scheme.hash == other_plan.scheme.hash and values == other_values
        key = other_plan.scheme.hash
        if key not in self.others:
            self.others[key] = self._answer(other_plan, other_values)
        other, one = self.others[key], self._answer(plan, values)
        pair = pairs({"": other}, {"": one}, alike=alike)[""]
        why = "; ".join(
            f"{who}: {each.cannot_tell}" for who, each in ((name, one), (other_name, other)) if each.cannot_tell
        )
        return Point(x, pair.value, pair.low, pair.high, why)

    def _values(self, plan: Plan) -> dict[str, float]:
        return world_values(plan, self.number if self.number in plan.worlds else 0)

    def _answer(self, plan: Plan, values: Mapping[str, float]) -> Answer:
        records = self.rooms.simulate(plan.scheme, values, plan.seed, plan.people, plan.days, shards=plan.shards)
        return self.rooms.ask(records, plan.seed)[self.plan.question]


def search_world(plan: ThresholdPlan, number: int, wanted: Wanted, rooms: Rooms) -> Found:
    """Search one world, in this process.

    Parameters
    ----------
    plan : ThresholdPlan
        The search.
    number : int
        0 for the central world, from 1 for the draws, which are searched less closely.
    wanted : Wanted
        What is looked for.
    rooms : Rooms
        The model and the measures.

    Returns
    -------
    Found
        Where the answer crosses the line.
    """
    world = World(plan, number, rooms, {})
    if number == 0:
        return search(world.ask, plan.axis, GRID, wanted)
    of_draw = replace(wanted, most=min(wanted.most, MOST_OF_DRAW), digits=0, others=0)
    axis = plan.axis
    if axis.is_effect:
        possible = plan.possible_effects(number)
        # Where no effect of the range can be, the end that is nearest to one is asked alone.
        nearest = axis.high if axis.high <= possible[0] else axis.low
        axis = within(axis, possible) or replace(axis, low=nearest, high=nearest)
    return search(world.ask, axis, GRID_OF_DRAW, of_draw)


def probe(plan: ThresholdPlan, rooms: Rooms) -> dict[str, dict[str, Answer]]:
    """Run a few people for a few days, to see which answers there are.

    Parameters
    ----------
    plan : ThresholdPlan
        The search.
    rooms : Rooms
        The model and the measures.

    Returns
    -------
    dict of str to dict of str to Answer
        By name of the scheme and by id; the values mean nothing.
    """
    found = {}
    for name, run in plan.at(plan.axis.high).items():
        values = world_values(run, 0)
        records = rooms.simulate(run.scheme, values, run.seed, PROBE_PEOPLE, PROBE_DAYS, shards=1)
        found[name] = {key: replace(each, added=None) for key, each in rooms.ask(records, run.seed).items()}
    return found
