"""Schemes side by side: the same people, days and luck under each, and the differences with their intervals."""

from __future__ import annotations

import math
import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Span
from custodes.measures.answer_json import answer_document
from custodes.records.versions import versions
from custodes.study.assemble import with_sources
from custodes.study.combine import combine, too_few
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

LEVEL: Final = 0.95
"""Level of the range over worlds of these two [ratio]."""

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
    found = [world.noticed[name] for world in worlds]
    shares = [100.0 * (each.earlier - each.later) / each.absences if each.absences else None for each in found]
    if shares[0] is None or too_few(sum(share is not None for share in shares[1:]), len(shares) - 1):
        return _untold(f"nobody was absent under both schemes in {shares.count(None)} of {len(shares)} worlds")
    return _over_worlds([share for share in shares if share is not None])


def _cost_earlier(worlds: Sequence[ComparedWorld], name: str) -> Difference:
    found = [world.noticed[name] for world in worlds]
    told = [each.earlier > each.later and math.isfinite(each.cost_more_gbp) for each in found]
    # Where a scheme notices nothing earlier in some worlds, what one absence costs has no middle.
    if not all(told):
        no = told.count(False)
        return _untold(f"in {no} of {len(told)} worlds no more absences were noticed earlier, or a cost is unknown")
    return _over_worlds([each.cost_more_gbp / (each.earlier - each.later) for each in found])


def _untold(why: str) -> Difference:
    return Difference(None, None, None, LEVEL, cannot_tell=why)


def _over_worlds(values: Sequence[float]) -> Difference:
    """Give the range over draws of a figure of all people together, which has no interval inside a world."""
    draws = values[1:]
    if not draws:
        return Difference(values[0], values[0], values[0], LEVEL)
    middle = float(np.median(draws))
    span = Span(*(float(np.quantile(draws, tail)) for tail in ((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0)))
    return Difference(middle, span.low, span.high, LEVEL, from_unknowns=span)
