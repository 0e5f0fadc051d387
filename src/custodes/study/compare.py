"""Schemes side by side: the same people, days and luck under each, and the differences with their intervals."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Span
from custodes.measures.answer_json import answer_document
from custodes.records.versions import versions
from custodes.study.assemble import with_sources
from custodes.study.combine import combine
from custodes.study.compare_world import compare_world
from custodes.study.difference import Difference, difference
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.study.compare_plan import ComparePlan
    from custodes.study.compare_world import ComparedWorld

EARLIER: Final = "absences_noticed_earlier"
"""Id of how many more true absences a scheme notices earlier than the first than it notices later."""

COST_EARLIER: Final = "cost_gbp.per_absence_noticed_earlier"
"""Id of what each of them costs."""

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
        For each id, of each scheme but the first.
    """

    plan: ComparePlan
    answers: Mapping[str, Mapping[str, Answer]]
    differences: Mapping[str, Mapping[str, Difference]]

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
    plan: ComparePlan, *, workers: int | None = None, progress: Callable[[Progress], None] | None = None
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

    Returns
    -------
    Comparison
        With every answer of every scheme, and its difference to the first.
    """
    numbers = list(plan.worlds)
    tell = progress or (lambda _: None)
    tell(Progress(0, len(numbers), "running the central world"))
    count = _workers(plan, workers)
    worlds: dict[int, ComparedWorld] = {}
    with Pool(count) if count > 1 and len(numbers) > 1 else nullcontext(Inline()) as executor:
        # The central world first: the loops that it compiles are then there for all others.
        for calls in (
            [Call("world 0", compare_world, (plan, 0, count))],
            [Call(f"world {number}", compare_world, (plan, number)) for number in numbers[1:]],
        ):
            for _, world in executor.results(calls):
                worlds[world.number] = world
                tell(Progress(len(worlds), len(numbers), "running worlds"))
    return assembled(plan, [worlds[number] for number in numbers])


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
        name: with_sources(one.scheme, combine([world.answers[name] for world in worlds[: len(one.worlds)]]))
        for name, one in plan.plans.items()
    }
    others = list(plan.plans)[1:]
    differences: dict[str, dict[str, Difference]] = {
        key: {name: _difference(plan, worlds, answers, key, name) for name in others}
        for key in answers[plan.first]
        if all(key in found for found in answers.values())
    }
    differences[EARLIER] = {name: _earlier(worlds, name) for name in others}
    differences[COST_EARLIER] = {name: _cost_earlier(worlds, name) for name in others}
    return Comparison(plan, answers, differences)


def _difference(
    plan: ComparePlan,
    worlds: Sequence[ComparedWorld],
    answers: Mapping[str, Mapping[str, Answer]],
    key: str,
    name: str,
) -> Difference:
    first, second = answers[plan.first][key], answers[name][key]
    silent = [(who, each.cannot_tell) for who, each in ((plan.first, first), (name, second)) if each.cannot_tell]
    why = "; ".join(f"{who}: {reason}" for who, reason in silent) or "too few worlds can tell of both"
    values = [(world.answers[plan.first][key].value, world.answers[name][key].value) for world in worlds]
    return difference([world.pairs[name][key] for world in worlds], values, first.level, why)


def _earlier(worlds: Sequence[ComparedWorld], name: str) -> Difference:
    """Count how many more absences are noticed earlier than are noticed later, of a hundred that both schemes have."""
    shares = [
        100.0 * (found.earlier - found.later) / found.absences
        for world in worlds
        if (found := world.noticed[name]).absences
    ]
    return _over_worlds(shares, "nobody was absent under both schemes in any world")


def _cost_earlier(worlds: Sequence[ComparedWorld], name: str) -> Difference:
    costs = [
        found.cost_more_gbp / (found.earlier - found.later)
        for world in worlds
        if (found := world.noticed[name]).earlier > found.later and np.isfinite(found.cost_more_gbp)
    ]
    # Where a scheme notices nothing earlier in some worlds, what one absence costs has no middle.
    if len(costs) < len(worlds):
        rest = len(worlds) - len(costs)
        why = f"in {rest} of {len(worlds)} worlds no more absences were noticed earlier, or a cost is unknown"
        return Difference(None, None, None, 0.95, cannot_tell=why)
    return _over_worlds(costs, "")


def _over_worlds(values: Sequence[float], why: str) -> Difference:
    """Give the range over worlds of a figure of all people together."""
    if not values:
        return Difference(None, None, None, 0.95, cannot_tell=why)
    middle = float(np.median(values[1:] or values))
    low, high = (float(np.quantile(values, tail)) for tail in (0.025, 0.975))
    span = Span(min(low, middle), max(high, middle))
    return Difference(middle, span.low, span.high, 0.95, from_unknowns=span if len(values) > 1 else None)
