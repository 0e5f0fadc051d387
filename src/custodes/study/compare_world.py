"""One world of a comparison: every scheme on the same people, days and luck."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.gone import ABSCONDED
from custodes.scheme.same_people import holds_all_day
from custodes.study.compare_effect import parts_drawn, with_effects
from custodes.study.compare_questions import QUESTIONS, at_own_setting
from custodes.study.noticed import ABSCONDED_STATE, Noticed, noticed_earlier
from custodes.study.paired import Pair, pairs
from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.study.compare_plan import ComparePlan

TABLES: Final = ("people", "tallies", "alerts", "cases", "absences", "desks", "costs")

ASKED: Final = frozenset(question.key for question in QUESTIONS)


@dataclass(frozen=True)
class ComparedWorld:
    """One finished world of a comparison.

    Attributes
    ----------
    number : int
        0 for the central world, from 1 for the draws.
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id.
    pairs : mapping of (str, str) to mapping of str to Pair
        Of each two schemes in their order, the second less the first, by id: every id where the first scheme of the
        comparison is one of them, the questions of the table where it is not.
    noticed : mapping of str to Noticed
        Of each scheme but the first, which absences it noticed earlier than the first.
    """

    number: int
    answers: Mapping[str, Mapping[str, Answer]]
    pairs: Mapping[tuple[str, str], Mapping[str, Pair]]
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
    first: Records | None = None
    answers: dict[str, dict[str, Answer]] = {}
    marks: dict[str, bytes] = {}
    leaving: dict[str, bytes] = {}
    differences: dict[tuple[str, str], Mapping[str, Pair]] = {}
    noticed: dict[str, Noticed] = {}
    for name in plan.plans:
        records, found = _run(plan, name, number, threads)
        mark, leaves = _mark(records), _who_leaves(records)
        for other, of in answers.items():
            ours = of if other == plan.first else {key: answer for key, answer in of.items() if key in ASKED}
            same = (ABSCONDED,) if leaving[other] == leaves else ()
            differences[other, name] = pairs(ours, found, alike=marks[other] == mark, same=same)
        if first is None:
            first = records
        else:
            noticed[name] = noticed_earlier(first, records)
        answers[name], marks[name], leaving[name] = found, mark, leaves
    return ComparedWorld(number, {name: _light(found) for name, found in answers.items()}, differences, noticed)


def _light(found: Mapping[str, Answer]) -> dict[str, Answer]:
    return {key: replace(answer, added=None) for key, answer in found.items()}


def _run(plan: ComparePlan, name: str, number: int, threads: int) -> tuple[Records, dict[str, Answer]]:
    from custodes.measures.ask import answers  # noqa: PLC0415 - a process that only hands out worlds stays small
    from custodes.model.day import run_model  # noqa: PLC0415

    one = plan.plans[name]
    drawn = parts_drawn(plan.entered, one.draws, one.seed, number)
    values = world_values(one, number if number in one.worlds else 0)
    if not holds_all_day(one.scheme):
        values = with_effects(values, name, plan.free, plan.entered, drawn)
    shards = max(one.shards, threads)
    records = run_model(one.scheme, values, one.seed, one.people, one.days, shards=shards, threads=threads)
    return records, at_own_setting(answers(records, seed=one.seed, keep_added=True))


def _mark(records: Records) -> bytes:
    """Give a mark that two schemes share when they left the very same records behind."""
    found = hashlib.sha256(repr(sorted(records.parts)).encode("ascii"))
    for table in TABLES:
        for name, column in getattr(records, table).items():
            found.update(f"{table}.{name}.{column.dtype}.{column.shape}".encode("ascii"))
            found.update(np.ascontiguousarray(column).tobytes())
    return found.digest()


def _who_leaves(records: Records) -> bytes:
    """Give a mark that two schemes share when the same people absconded at the same time."""
    gone = records.absences["truth_state"] == ABSCONDED_STATE
    people = (records.people[name] for name in ("person", "joined_h", "left_h"))
    columns = (*people, *(records.absences[name][gone] for name in ("person", "start_h")))
    return hashlib.sha256(b"".join(np.ascontiguousarray(column).tobytes() for column in columns)).digest()
