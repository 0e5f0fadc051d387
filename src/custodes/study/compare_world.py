"""One world of a comparison: every scheme on the same people, days and luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.noticed import Noticed, noticed_earlier
from custodes.study.paired import Pair, pairs
from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.study.compare_plan import ComparePlan

TABLES: Final = ("people", "tallies", "alerts", "cases", "absences", "desks", "costs")


@dataclass(frozen=True)
class ComparedWorld:
    """One finished world of a comparison.

    Attributes
    ----------
    number : int
        0 for the central world, from 1 for the draws.
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id.
    pairs : mapping of str to mapping of str to Pair
        Of each scheme but the first, its difference to the first, by id.
    noticed : mapping of str to Noticed
        Of each scheme but the first, which absences it noticed earlier.
    """

    number: int
    answers: Mapping[str, Mapping[str, Answer]]
    pairs: Mapping[str, Mapping[str, Pair]]
    noticed: Mapping[str, Noticed]


def compare_world(plan: ComparePlan, number: int, threads: int = 1) -> ComparedWorld:
    """Run one world under every scheme, in this process.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.
    number : int
        Number of the world; a scheme without unknowns is the same in every world.
    threads : int
        Shards run at the same time; changes nothing in the result.

    Returns
    -------
    ComparedWorld
        What the measures said, and the differences.
    """
    first: tuple[Records, dict[str, Answer]] | None = None
    answers: dict[str, Mapping[str, Answer]] = {}
    differences: dict[str, Mapping[str, Pair]] = {}
    noticed: dict[str, Noticed] = {}
    for name in plan.plans:
        records, found = _run(plan, name, number, threads)
        if first is None:
            first = records, found
        else:
            differences[name] = pairs(first[1], found, alike=_alike(first[0], records))
            noticed[name] = noticed_earlier(first[0], records)
        answers[name] = {key: replace(answer, added=None) for key, answer in found.items()}
    return ComparedWorld(number, answers, differences, noticed)


def _run(plan: ComparePlan, name: str, number: int, threads: int) -> tuple[Records, dict[str, Answer]]:
    from custodes.measures.ask import answers  # noqa: PLC0415 - a process that only hands out worlds stays small
    from custodes.model.day import run_model  # noqa: PLC0415

    one = plan.plans[name]
    values = world_values(one, number if number in one.worlds else 0)
    shards = max(one.shards, threads)
    records = run_model(one.scheme, values, one.seed, one.people, one.days, shards=shards, threads=threads)
    return records, answers(records, seed=one.seed, keep_added=True)


def _alike(first: Records, second: Records) -> bool:
    """Tell whether two schemes left the very same records behind."""
    ours, theirs = ([getattr(records, name) for name in TABLES] for records in (first, second))
    return first.parts == second.parts and all(
        one.keys() == other.keys() and all(np.array_equal(one[key], other[key], equal_nan=True) for key in one)
        for one, other in zip(ours, theirs, strict=True)
    )
