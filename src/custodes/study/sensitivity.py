"""Which unknown moves which answer: all of them screened, the largest looked at one by one, luck beside them."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.scheme.basis import BASES
from custodes.study.execute import Call, Inline, Pool
from custodes.study.luck import world_seed
from custodes.study.means import Progress
from custodes.study.morris import Screened, screened, spread, trajectories
from custodes.study.question_asked import UNTOLD_IN_ANY, check_question
from custodes.study.sensitivity_found import LUCK, Asked, Factor, Found, found_of
from custodes.study.sensitivity_plan import USUAL
from custodes.study.sensitivity_world import Needs, Point, probe, run_points
from custodes.study.sobol import Blended
from custodes.study.sobol_design import design

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.study.sensitivity_plan import SensitivityPlan

    Floats = NDArray[np.float64]

MOST_WORKERS: Final = 8
A_CALL: Final = 4
"""Worlds of one call: enough that handing them out costs nothing, few enough that all workers end together."""

MIDDLE: Final = 0.5
OTHERS: Final = "others"


@dataclass(frozen=True)
class Sensitivity:
    """A finished look at the unknowns.

    Attributes
    ----------
    plan : SensitivityPlan
        What was looked at.
    found : tuple of Found
        One an answer, in the order asked.
    left_out : mapping of str to str
        Usual questions that this scheme cannot answer, and why.
    factors : tuple of Factor
        What was looked at: single numbers, luck, and the others of each kind at once.
    moved : mapping of str to float
        Each unknown's largest effect in the screening, over the spread of the answer that it moves most [ratio].
    untold : tuple of str
        Unknowns that moved no answer in the screening, but of which that could not be told of every answer.
    fixed : tuple of str
        Unknowns that stand at their middle: they moved nothing in the screening, or were not to be varied.
    worlds : int
        Worlds run, without those that would have been the same as another [count].
    """

    plan: SensitivityPlan
    found: tuple[Found, ...]
    left_out: Mapping[str, str]
    factors: tuple[Factor, ...]
    moved: Mapping[str, float]
    untold: tuple[str, ...]
    fixed: tuple[str, ...]
    worlds: int


@dataclass
class _Worlds:
    """Runs worlds, each once."""

    plan: SensitivityPlan
    needs: Needs
    executor: Pool | Inline
    tell: Callable[[Progress], None]
    told: dict[Point, tuple[float, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.plan.scheme.quantities()
        self._at = [known[path].at for path in self.plan.varied]

    def at(self, coordinates: Floats, stage: str) -> Floats:
        """Give the answers at points of shape (points, unknowns + 1), the last coordinate being that of luck."""
        points = [self._point(row) for row in coordinates.tolist()]
        missing = [point for point in dict.fromkeys(points) if point not in self.told]
        parts = {k: missing[k : k + A_CALL] for k in range(0, len(missing), A_CALL)}
        calls = [Call(f"{stage}, world {k}", run_points, (self.plan, self.needs, part)) for k, part in parts.items()]
        done = 0
        self.tell(Progress(0, len(missing), stage))
        for key, told in self.executor.results(calls):
            part = parts[int(key.rpartition(" ")[2])]
            self.told.update(zip(part, told, strict=True))
            done += len(part)
            self.tell(Progress(done, len(missing), stage))
        return np.array([self.told[point] for point in points])

    def _point(self, row: Sequence[float]) -> Point:
        values = tuple(at(u) for at, u in zip(self._at, row[:-1], strict=True))
        return Point(values, world_seed(self.plan.base.seed, row[-1]))


def look_at_unknowns(
    plan: SensitivityPlan, *, workers: int | None = None, progress: Callable[[Progress], None] | None = None
) -> Sensitivity:
    """Find out which unknown moves which answer.

    Parameters
    ----------
    plan : SensitivityPlan
        What is looked at.
    workers : int or None
        Processes; None for as many as the machine has. Changes nothing in the result.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Sensitivity
        Of every answer asked for.

    Raises
    ------
    UsageRefused
        When a question is unknown, or this scheme cannot answer it.
    """
    tell = progress or (lambda _: None)
    many = workers or (min(len(os.sched_getaffinity(0)), MOST_WORKERS) if os.name == "posix" else 1)
    with Pool(many) if many > 1 else nullcontext(Inline()) as executor:
        tell(Progress(0, 1, "running the central world"))
        # Before any other world: the loops that it compiles are then there for all of them.
        ((_, central),) = executor.results([Call("the central world", probe, (plan,))])
        asked, left_out = questions_of(plan, {key: answer for key, (_, answer) in central.items()})
        needs = Needs(asked, tuple(dict.fromkeys(central[key][0] for key in asked)))
        worlds = _Worlds(plan, needs, executor, tell)
        screening, moved = _screen(plan, worlds)
        moved_at_most = {path: max(by_path[path] for by_path in moved.values()) for path in plan.varied}
        untold = tuple(path for path in plan.varied if moved_at_most[path] == 0.0 and _untold(path, screening.values()))
        factors, fixed = chosen(plan, moved, untold)
        blended = _blended(plan, worlds, factors)
    found = tuple(
        found_of(Asked(key, central[key][1].unit), one, factors, screening[key], plan.base.seed)
        for key, one in zip(asked, blended, strict=True)
    )
    return Sensitivity(plan, found, left_out, factors, moved_at_most, untold, fixed, len(worlds.told) + 1)


def questions_of(plan: SensitivityPlan, answers: Mapping[str, Answer]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Settle which answers are looked at.

    Parameters
    ----------
    plan : SensitivityPlan
        What is looked at.
    answers : mapping of str to Answer
        Of the central world, by id.

    Returns
    -------
    tuple of str
        Ids of the answers.
    dict of str to str
        Usual questions that are left out, and why.

    Raises
    ------
    UsageRefused
        When a question that was named is unknown, or this scheme cannot answer it.
    """
    for key in plan.questions:
        check_question(key, answers)
    if plan.questions:
        return plan.questions, {}
    left_out = {
        key: why for key in USUAL if (why := answers[key].cannot_tell) is not None and why.startswith(UNTOLD_IN_ANY)
    }
    return tuple(key for key in USUAL if key not in left_out), left_out


def _screen(
    plan: SensitivityPlan, worlds: _Worlds
) -> tuple[dict[str, dict[str, Screened]], dict[str, dict[str, float]]]:
    """Screen all unknowns and luck: of each answer what each does, and that over the answer's own spread."""
    names = (*plan.varied, LUCK)
    paths = trajectories(names, plan.trajectories, plan.base.seed)
    told = worlds.at(paths.points.reshape(-1, len(names)), "screening")
    found, moved = {}, {}
    for key, values in zip(worlds.needs.questions, told.T, strict=True):
        found[key] = dict(zip(names, screened(paths, values.reshape(paths.points.shape[:2])), strict=True))
        about = spread(values)
        moved[key] = {path: found[key][path].mu_star / about if about > 0 else 0.0 for path in plan.varied}
    return found, moved


def _untold(path: str, screening: Iterable[Mapping[str, Screened]]) -> bool:
    """Say whether of some answer no effect of an unknown could be told."""
    return any(of_one[path].told == 0 for of_one in screening)


def chosen(
    plan: SensitivityPlan, moved: Mapping[str, Mapping[str, float]], untold: Sequence[str] = ()
) -> tuple[tuple[Factor, ...], tuple[str, ...]]:
    """Choose what is looked at one by one, what is varied at once, and what is left where it stands.

    Parameters
    ----------
    plan : SensitivityPlan
        What is looked at.
    moved : mapping of str to mapping of str to float
        Of each answer, how far each unknown moves it, over its spread [ratio].
    untold : sequence of str
        Unknowns that moved none, but of which that could not be told of every answer: they may move one.

    Returns
    -------
    tuple of Factor
        The unknowns that move an answer most, in the order of the scheme; the others of each kind; luck.
    tuple of str
        Unknowns that are left at their middle.
    """
    known = plan.scheme.quantities()
    stirring = _in_turn(moved)
    # If nothing moved anything, the first are looked at all the same: a few paths may have missed it.
    alone = set(stirring[: plan.most] or untold[: plan.most] or plan.varied[: plan.most])
    may_stir = {*stirring, *untold} - alone
    factors = [Factor(path, known[path].basis_kind, (path,)) for path in plan.varied if path in alone]
    for kind in BASES:
        of_kind = {path for path in may_stir if known[path].basis_kind == kind}
        if of_kind:
            factors.append(Factor(f"{OTHERS}.{kind}", kind, tuple(path for path in plan.varied if path in of_kind)))
    varied = {path for factor in factors for path in factor.paths}
    fixed = tuple(path for path in plan.scheme.unknowns() if path not in varied)
    return (*factors, Factor(LUCK, LUCK)), fixed


def _in_turn(moved: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Sort unknowns that move an answer: the first of each answer, then the second of each, and so on.

    In turn, so that an answer which everything moves a little does not take the places of all others.
    """
    ranked = [
        sorted((path for path, by in of_one.items() if by > 0), key=lambda path: (-of_one[path], path))
        for of_one in moved.values()
    ]
    return list(dict.fromkeys(path for turn in zip_longest(*ranked) for path in turn if path is not None))


def _blended(plan: SensitivityPlan, worlds: _Worlds, factors: Sequence[Factor]) -> list[Blended]:
    """Run Saltelli's design; of each answer, its values."""
    place = {name: k for k, name in enumerate((*plan.varied, LUCK))}
    names = [factor.paths or (factor.name,) for factor in factors]
    laid = design(names, plan.rows, plan.base.seed)
    columns = [place[name] for group in names for name in group]
    every = [laid.a, laid.b, *(laid.blend(k) for k in range(len(factors)))]
    coordinates = np.full((len(every) * plan.rows, len(place)), MIDDLE)
    coordinates[:, columns] = np.concatenate(every)
    told = worlds.at(coordinates, "running worlds").reshape(len(every), plan.rows, -1)
    return [Blended(one[0], one[1], one[2:]) for one in np.moveaxis(told, 2, 0)]
