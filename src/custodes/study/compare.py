"""Schemes side by side: the same people, days and luck under each, and the differences with their intervals."""

from __future__ import annotations

import math
import os
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Interrupted
from custodes.measures.answer_json import answer_document
from custodes.measures.intervals import normal_quantile
from custodes.records.versions import versions
from custodes.study.assemble import with_sources
from custodes.study.combine import combine
from custodes.study.compare_applied import applied
from custodes.study.compare_going import going
from custodes.study.compare_order import Order, orders
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER
from custodes.study.compare_world import compare_world
from custodes.study.difference import Difference, difference
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress
from custodes.study.necessity import Necessity, necessity
from custodes.study.noticed import LEVEL
from custodes.study.paired import UNTOLD, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.study.compare_kept import KeptWorlds
    from custodes.study.compare_plan import ComparePlan
    from custodes.study.compare_world import ComparedWorld
    from custodes.study.noticed import Noticed

_SMALL_PERSON_D: Final = 1_000_000
"""Person-days below which starting workers takes longer than the comparison."""


@dataclass(frozen=True)
class Comparison:
    """A finished comparison.

    Attributes
    ----------
    plan : ComparePlan
        What was compared.
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id, as a run of it alone on these people would give them.
    differences : mapping of str to mapping of str to Difference
        For each id, of each scheme but the first, less the first.
    between : mapping of (str, str) to mapping of str to Difference
        Of each two schemes in their order, the second less the first, for each question of the table.
    """

    plan: ComparePlan
    answers: Mapping[str, Mapping[str, Answer]]
    differences: Mapping[str, Mapping[str, Difference]]
    between: Mapping[tuple[str, str], Mapping[str, Difference]] = field(default_factory=dict)

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Of each two schemes, in what the second does better and worse than the first."""
        return orders(self.answers, self.between, {two: going(self.plan, *two) for two in self.between})

    @cached_property
    def necessity(self) -> Necessity:
        """What the comparison shows of the four stages of a test of necessity, for the first scheme."""
        return necessity(self.plan, self.answers, self.differences, self.orders)

    def document(self) -> dict[str, Any]:
        """Return the comparison as it stands in compare.json.

        Returns
        -------
        dict
            Of plain values.
        """
        plan = self.plan
        return {
            "answers": {
                key: {
                    "schemes": {
                        name: answer_document(found[key]) for name, found in self.answers.items() if key in found
                    },
                    "difference": {name: each.document() for name, each in of.items()},
                }
                for key, of in self.differences.items()
            },
            "orders": [each.document() for each in self.orders],
            "necessity": self.necessity.document(),
            "absconding_rests_on": [[*two, going(plan, *two)] for two in self.between],
            "effects_put_on": [vars(each) for each in applied(plan)],
            "effects": [each.document() | {"applied_points": plan.applied_points(each)} for each in plan.entered],
            "compare": {
                "schemes": list(plan.plans),
                "first": plan.first,
                "plan": plan.document(),
                "plan_hash": plan.hash,
                "command": plan.command(),
                "versions": versions(),
            },
        }


def compare(
    plan: ComparePlan,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    kept: KeptWorlds | None = None,
) -> Comparison:
    """Run schemes side by side.

    Parameters
    ----------
    plan : ComparePlan
        What is compared.
    workers : int or None
        Processes; None for as many as the machine has, or one for a small comparison.
    progress : callable, optional
        Told how far it is.
    kept : KeptWorlds, optional
        Where finished worlds are kept, so that a comparison that is stopped goes on.

    Returns
    -------
    Comparison
        With every answer of every scheme, and its difference to the first.

    Raises
    ------
    Interrupted
        When it is stopped and its worlds are kept; the same call goes on from there.
    """
    numbers = list(plan.worlds)
    worlds = {} if kept is None else kept.read()
    try:
        _run_worlds(plan, _workers(plan, workers), worlds, progress or (lambda _: None), kept)
    except (KeyboardInterrupt, MemoryError) as stop:
        if kept is None:
            raise
        short = isinstance(stop, MemoryError)
        why = "there was not enough memory; fewer --workers take less" if short else "it was interrupted"
        raise Interrupted(len(worlds), len(numbers), why) from stop
    return assembled(plan, [worlds[number] for number in numbers])


def _run_worlds(
    plan: ComparePlan,
    count: int,
    worlds: dict[int, ComparedWorld],
    tell: Callable[[Progress], None],
    kept: KeptWorlds | None,
) -> None:
    """Run the worlds that are missing."""
    numbers = list(plan.worlds)
    central = [Call("world 0", compare_world, (plan, 0, count))] if 0 not in worlds else []
    others = [Call(f"world {each}", compare_world, (plan, each)) for each in numbers[1:] if each not in worlds]
    stage = "running the central world" if central else "running worlds"
    tell(Progress(len(worlds), len(numbers), stage))
    with Pool(count) if count > 1 and len(numbers) > 1 else nullcontext(Inline()) as executor:
        # The central world first: the loops that it compiles are then there for all others.
        for calls in (central, others):
            for _, world in executor.results(calls):
                if kept is not None:
                    kept.keep(world)
                worlds[world.number] = world
                tell(Progress(len(worlds), len(numbers), "running worlds"))


def _workers(plan: ComparePlan, workers: int | None) -> int:
    if workers is not None:
        return workers
    person_d = sum(each.people * each.days for each in plan.plans.values()) * len(plan.worlds)
    return 1 if os.name != "posix" or person_d < _SMALL_PERSON_D else len(os.sched_getaffinity(0))


def assembled(plan: ComparePlan, worlds: Sequence[ComparedWorld]) -> Comparison:
    """Put the worlds of a comparison together.

    Parameters
    ----------
    plan : ComparePlan
        What was compared.
    worlds : sequence of ComparedWorld
        All of them, the central one first.

    Returns
    -------
    Comparison
        With the combined answers and differences.
    """
    answers = {
        name: with_sources(one.scheme, combine([world.answers[name] for world in worlds[: len(plan.worlds_of(name))]]))
        for name, one in plan.plans.items()
    }
    others = list(plan.plans)[1:]
    differences: dict[str, dict[str, Difference]] = {
        key: {name: _difference((plan.first, name), worlds, answers, key) for name in others}
        for key in answers[plan.first]
        if all(key in found for found in answers.values())
    }
    differences[EARLIER] = {name: _earlier(worlds, name) for name in others}
    differences[COST_EARLIER] = {name: _cost_earlier(worlds, name) for name in others}
    between = {
        two: {
            key: differences[key][two[1]] if two[0] == plan.first else _difference(two, worlds, answers, key)
            for key in BY_KEY
            if key in differences
        }
        for two in combinations(plan.plans, 2)
    }
    return Comparison(plan, answers, differences, between)


def _difference(
    two: tuple[str, str], worlds: Sequence[ComparedWorld], answers: Mapping[str, Mapping[str, Answer]], key: str
) -> Difference:
    one, other = (answers[name][key] for name in two)
    silent = [(who, each.cannot_tell) for who, each in zip(two, (one, other), strict=True) if each.cannot_tell]
    why = "; ".join(f"{who}: {reason}" for who, reason in silent) or "too few worlds can tell of both"
    values = [(world.answers[two[0]][key].value, world.answers[two[1]][key].value) for world in worlds]
    return difference([world.pairs[two][key] for world in worlds], values, one.level, why)


def _earlier(worlds: Sequence[ComparedWorld], name: str) -> Difference:
    """Count how many more absences are noticed earlier than are noticed later, of a hundred that both schemes have."""
    found = [world.noticed[name] for world in worlds]
    missing = sum(each.share is None for each in found)
    why = f"nobody was absent under both schemes in {missing} of {len(found)} worlds"
    return _over_worlds([_hundred(each) for each in found], why)


def _hundred(noticed: Noticed) -> Pair:
    if noticed.share is None:
        return UNTOLD
    ends = (max(noticed.share - noticed.reach, -1.0), min(noticed.share + noticed.reach, 1.0))
    variance = 1e4 * noticed.variance
    return Pair(100.0 * noticed.share, 100.0 * ends[0], 100.0 * ends[1], variance, variance)


def _cost_earlier(worlds: Sequence[ComparedWorld], name: str) -> Difference:
    found = [_cost_of_one(world.noticed[name]) for world in worlds]
    # Where a scheme notices nothing earlier in some worlds, what one absence costs has no middle.
    if UNTOLD in found:
        no = found.count(UNTOLD)
        return _untold(
            f"in {no} of {len(found)} worlds it is open whether more are noticed earlier, or a cost is unknown"
        )
    return _over_worlds(found, "")


def _cost_of_one(noticed: Noticed) -> Pair:
    """Divide what a scheme costs more by how many more absences it notices earlier."""
    share, reach = noticed.share, noticed.reach
    if share is None or share - reach <= 0.0 or not math.isfinite(noticed.cost_more_gbp):
        return UNTOLD
    each_gbp = noticed.cost_more_gbp / noticed.absences
    ends = sorted((each_gbp / (share - reach), each_gbp / min(share + reach, 1.0)))
    variance = ((ends[1] - ends[0]) / 2 / normal_quantile(LEVEL)) ** 2
    return Pair(each_gbp / share, ends[0], ends[1], variance, variance)


def _untold(why: str) -> Difference:
    return Difference(None, None, None, LEVEL, cannot_tell=why)


def _over_worlds(found: Sequence[Pair], why: str) -> Difference:
    """Put the worlds of a figure of all people together; nothing is paired twice, so that there is no gain to tell."""
    return replace(difference(found, [(0.0, each.value) for each in found], LEVEL, why), paired_gain=None)
