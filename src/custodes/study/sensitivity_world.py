"""Worlds of a look at the unknowns, in the process that runs them: the few answers asked for and nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.study.sensitivity_plan import SensitivityPlan

LEVEL: Final = 0.95
RESAMPLES: Final = 20
"""Only values are used, which no resampling moves; intervals inside a world are left to a run."""

UNTOLD: Final = math.nan


@dataclass(frozen=True)
class Point:
    """A world to run.

    Attributes
    ----------
    values : tuple of float
        Numbers of the unknowns that are varied, in base units.
    seed : int
        Seed of its luck.
    """

    values: tuple[float, ...]
    seed: int


@dataclass(frozen=True)
class Needs:
    """What is asked of a world.

    Attributes
    ----------
    questions : tuple of str
        Ids of the answers.
    measures : tuple of str
        Names of the measures that give them.
    """

    questions: tuple[str, ...]
    measures: tuple[str, ...]


def probe(plan: SensitivityPlan) -> dict[str, tuple[str, Answer]]:
    """Ask everything of the central world.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.

    Returns
    -------
    dict of str to (str, Answer)
        By id, the measure that gives the answer, and the answer without its groups.
    """
    from custodes.measures.ask import MEASURES  # noqa: PLC0415 - a process that only hands out worlds stays small

    names = tuple(measure.__name__ for measure in MEASURES)
    records = _records(plan, plan.scheme.values(), plan.base.seed, sampled=True)
    found = {name: _asked(records, plan.base.seed, (name,)) for name in names}
    return {key: (name, replace(each, by_group={})) for name in names for key, each in found[name].items()}


def run_points(plan: SensitivityPlan, needs: Needs, points: Sequence[Point]) -> list[tuple[float, ...]]:
    """Run some worlds in this process.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.
    needs : Needs
        What is asked.
    points : sequence of Point
        Worlds to run.

    Returns
    -------
    list of tuple of float
        Of each world the values asked for, in their units; not a number where one cannot be told.
    """
    from custodes.measures.trail import needs_positions  # noqa: PLC0415 - loaded by whoever runs a world

    middle = plan.scheme.values()
    sampled = any(needs_positions(key) for key in needs.questions)
    found = []
    for point in points:
        values = {**middle, **dict(zip(plan.varied, point.values, strict=True))}
        records = _records(plan, values, point.seed, sampled=sampled)
        answers = _asked(records, plan.base.seed, needs.measures)
        told = (answers[key].value for key in needs.questions)
        found.append(tuple(UNTOLD if value is None else float(value) for value in told))
    return found


def _records(plan: SensitivityPlan, values: dict[str, float], seed: int, *, sampled: bool) -> Records:
    from custodes.model.day import run_model  # noqa: PLC0415 - loaded by whoever runs a world

    return run_model(plan.scheme, values, seed, plan.base.people, plan.base.days, sampled=sampled)


def _asked(records: Records, seed: int, names: Sequence[str]) -> dict[str, Answer]:
    from custodes.measures.ask import MEASURES, answers  # noqa: PLC0415 - loaded by whoever runs a world

    asked = [each for each in MEASURES if each.__name__ in names]
    return answers(records, level=LEVEL, resamples=RESAMPLES, seed=seed, measures=asked)
