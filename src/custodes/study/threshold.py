"""What would have to be true: the value of one number at which an answer crosses a line, with its interval."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.errors import Problem, Refused, UsageRefused
from custodes.measures.answer import Span
from custodes.scheme.wording import range_said
from custodes.study.combine import over_draws
from custodes.study.crossing import Wanted, outward
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress
from custodes.study.rooms import simulate
from custodes.study.threshold_axis import misuse
from custodes.study.threshold_world import ask_all, probe, rooms_for, search_world
from custodes.study.world import Rooms
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.measures.answer import Answer
    from custodes.study.crossing import Found, Side, Told
    from custodes.study.threshold_plan import ThresholdPlan

LEVEL: Final = 0.95
"""Level of every interval [ratio]."""

MORE_IS_BETTER: Final = (
    "alert_precision",
    "alerts_about_absence_share",
    "detections_share",
    "review_overturned_share",
    "violations_noticed_share",
    "violations_seen_share",
)
"""How the ids begin of which a scheme should have more; of everything else it should have less."""

_SMALL_PERSON_D: Final = 400_000
"""Person-days below which starting workers takes longer than the search."""

_RUNS_OF_WORLD: Final = 8
"""Runs of the model in one world, as a rule."""


@dataclass(frozen=True)
class Balance:
    """What was set first so that an answer is the same under both schemes.

    Attributes
    ----------
    x : float
        The value set [unit of its axis].
    difference : float
        What is left of the difference [unit of the answer].
    unit : str
        The unit of the answer.
    """

    x: float
    difference: float
    unit: str


@dataclass(frozen=True)
class Threshold:
    """A finished search.

    Attributes
    ----------
    plan : ThresholdPlan
        What was asked.
    unit : str
        Unit of the answer, in words.
    wanted : Wanted
        The line, and on which side of it the answer is wanted.
    worlds : tuple of Found
        The central world, then the draws.
    balance : Balance or None
        What was made equal first.
    """

    plan: ThresholdPlan
    unit: str
    wanted: Wanted
    worlds: tuple[Found, ...]
    balance: Balance | None = None

    @property
    def central(self) -> Found:
        """The world in which every other unknown stands at its middle."""
        return self.worlds[0]

    @property
    def draws(self) -> tuple[Found, ...]:
        """The worlds asked: the draws, or the central world alone when there are none."""
        return self.worlds[1:] or self.worlds

    @property
    def value(self) -> float | None:
        """The value found in the central world, on the side wanted [unit of the axis]."""
        return None if self.central.inside is None else self.central.inside.x

    @cached_property
    def _spans(self) -> tuple[Span, Span | None, Span] | None:
        """Give the interval, and its two layers: draws, and a finite number of people."""
        if self.value is None:
            return None
        if len(self.worlds) == 1:
            own = _around(self.value, self.central.low, self.central.high)
            return own, None, own
        rows = np.array([[row for row in map(self._row, self.draws) if row is not None]], dtype=np.float64)
        if not rows.size:
            return None
        over = over_draws(rows, np.array([LEVEL]))[0]
        low, high = self._outward(Span(over.low, over.high))
        # What people leave open is told of the value that is told, not of the middle of the draws.
        people = _around(self.value, self.central.low, self.central.high)
        whole = Span(min(low, people.low), max(high, people.high))
        return whole, Span(*self._outward(over.from_unknowns)), people

    def _outward(self, span: Span) -> tuple[float, float]:
        axis = self.plan.axis
        return outward(axis, span.low, down=True), outward(axis, span.high, down=False)

    def _row(self, found: Found) -> tuple[float, float, float] | None:
        """Give the crossing of a draw with its ends; beyond the range it stands at the end that it lies behind."""
        if found.at is not None and found.low is not None and found.high is not None:
            return found.at, found.low, found.high
        if not found.told:
            return None
        axis, holds = self.plan.axis, self.wanted.holds(found.told[0].value)
        end = axis.high if holds == self.at_most else axis.low
        return end, end, end

    @property
    def open_low(self) -> bool:
        """Whether the interval reaches the low end of the range, and the value may lie below it."""
        return self.interval is not None and self.interval.low <= self.plan.axis.low

    @property
    def open_high(self) -> bool:
        """Whether the interval reaches the high end of the range, and the value may lie above it."""
        return self.interval is not None and self.interval.high >= self.plan.axis.high

    @property
    def interval(self) -> Span | None:
        """Interval of the value; worlds without a crossing stand at the end of the range behind which it lies."""
        return None if self._spans is None else self._spans[0]

    @property
    def from_unknowns(self) -> Span | None:
        """What is not known about everything else leaves open."""
        return None if self._spans is None else self._spans[1]

    @property
    def from_people(self) -> Span | None:
        """What a finite number of people leaves open."""
        return None if self._spans is None else self._spans[2]

    @property
    def crossing_worlds(self) -> int:
        """Of the worlds asked, those in which there is a crossing."""
        return sum(each.at is not None for each in self.draws)

    def without(self, side: Side | None) -> int:
        """Count the worlds asked in which no value in the range crosses the line.

        Parameters
        ----------
        side : str or None
            On which side of the line the answer then always is; None where it cannot be told at all.

        Returns
        -------
        int
            How many [count].
        """
        return sum(each.at is None and side_of(each.told, self.wanted.line) == side for each in self.draws)

    @property
    def never(self) -> int:
        """Of the worlds asked, those in which no value in the range brings the answer to the side wanted [count]."""
        return self.without("above" if self.wanted.side == "below" else "below")

    @property
    def always(self) -> int:
        """Of the worlds asked, those in which every value in the range has it on the side wanted [count]."""
        return self.without(self.wanted.side)

    @property
    def at_most(self) -> bool:
        """Whether the wanted side of the line is met at the value found and below it, and not above."""
        inside, outside = self.central.inside, self.central.outside
        return inside is not None and outside is not None and inside.x < outside.x

    @property
    def tolerance(self) -> float:
        """How far from the line the answer at the value found may be [unit of the answer]."""
        inside, outside = self.central.inside, self.central.outside
        if inside is None or outside is None:
            return 0.0
        distance = abs(inside.value - self.wanted.line)
        close = self.plan.axis.step == 0.0 and distance <= self.central.near
        return self.central.near if close else abs(inside.value - outside.value)


def _around(value: float, low: float | None, high: float | None) -> Span:
    return Span(value if low is None else min(low, value), value if high is None else max(high, value))


def side_of(points: tuple[Told, ...], line: float) -> Side | None:
    """Say on which side of a line answers are that do not cross it.

    Parameters
    ----------
    points : tuple of Told
        The answers.
    line : float
        The line.

    Returns
    -------
    str or None
        "below" or "above"; None when there is no answer.
    """
    if not points:
        return None
    return "below" if points[0].value < line else "above"


def find_threshold(
    plan: ThresholdPlan,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    rooms: Rooms | None = None,
) -> Threshold:
    """Search for the value at which an answer crosses a line.

    Parameters
    ----------
    plan : ThresholdPlan
        What is asked.
    workers : int or None
        Processes; None for as many as the machine has, or one for a small search. Changes nothing in the result.
    progress : callable, optional
        Told how far it is.
    rooms : Rooms, optional
        The model and the measures.

    Returns
    -------
    Threshold
        In every world.

    Raises
    ------
    Refused
        When the question cannot be told, or nothing in the range makes the two schemes equal.
    UsageRefused
        When there is no such question, or its unit does not have such a line.
    """
    numbers = list(plan.worlds)
    done: dict[int, Found] = {}

    def tell(stage: str) -> None:
        if progress is not None:
            progress(Progress(len(done), len(numbers), stage))

    tell("looking at the question")
    count = _workers(plan, workers)
    with Pool(count) if count > 1 and len(numbers) > 1 else nullcontext(Inline()) as executor:
        everything = rooms or Rooms(simulate, ask_all)
        # The loops that this small run compiles are then there for all worlds.
        answers = next(result for _, result in executor.results([Call("question", probe, (plan, everything))]))
        unit, wanted = checked_question(plan, answers)
        balance = None
        if plan.equal is not None:
            tell("making the schemes equal")
            plan, balance = _balanced(plan, answers, executor, rooms)
        own = rooms or rooms_for(plan.question)
        tell("running worlds")
        calls = [Call(number, search_world, (plan, number, wanted, own)) for number in numbers]
        for number, found in executor.results(calls):
            done[number] = found
            tell("running worlds")
    threshold = Threshold(plan, unit, wanted, tuple(done[number] for number in numbers), balance)
    if not threshold.central.told:
        raise _untold(plan, plan.question, next(each.why for each in threshold.central.points))
    return threshold


def _workers(plan: ThresholdPlan, workers: int | None) -> int:
    if workers is not None:
        return workers
    person_d = plan.people * plan.days * len(plan.worlds) * _RUNS_OF_WORLD
    return 1 if os.name != "posix" or person_d < _SMALL_PERSON_D else len(os.sched_getaffinity(0))


def checked_question(plan: ThresholdPlan, answers: Mapping[str, Mapping[str, Answer]]) -> tuple[str, Wanted]:
    """Refuse a question that the schemes cannot answer, and a line that its unit does not have.

    Parameters
    ----------
    plan : ThresholdPlan
        What is asked.
    answers : mapping of str to mapping of str to Answer
        Of a small run of each scheme.

    Returns
    -------
    unit : str
        Of the answer.
    wanted : Wanted
        What is looked for.

    Raises
    ------
    Refused
        When the question does not apply.
    UsageRefused
        When there is no such question, or no such line.
    """
    unit = _applies(plan, plan.question, answers)
    least = 0.0 if len(plan.schemes) == 1 else -1.0
    if unit.startswith("share") and not least <= plan.line <= 1.0:
        hint = "5 in 100 is written 0.05"
        raise UsageRefused(
            [misuse("--line", f"must be from {least:g} to 1: {plan.question} is a share", f"{plan.line:g}", hint)]
        )
    side: Side = "above" if plan.question.startswith(MORE_IS_BETTER) else "below"
    return unit, Wanted(plan.line, side)


def _applies(plan: ThresholdPlan, question: str, answers: Mapping[str, Mapping[str, Answer]]) -> str:
    for found in answers.values():
        if question not in found:
            hint = did_you_mean(question, found) or "the answers are listed in docs/reference/answers.md"
            raise UsageRefused([misuse("--question", "is not the id of an answer", question, hint, "unknown-question")])
    for name, found in answers.items():
        why = found[question].cannot_tell or ""
        if why.startswith("does not apply"):
            raise _untold(plan, question, f"{name}: {why}" if len(answers) > 1 else why)
    return next(iter(answers.values()))[question].unit


def _untold(plan: ThresholdPlan, question: str, why: str) -> Refused:
    hint = "ask another question, or give the run more --people or --days"
    if "does not apply" in why:
        hint = "ask a question that every scheme named has"
    names = " and ".join(plan.names)
    wrong = f"this cannot be told of {names}: {why}"
    return Refused([Problem("--question", 0, "", wrong, question, hint, "question-untold")])


def _balanced(
    plan: ThresholdPlan,
    answers: Mapping[str, Mapping[str, Answer]],
    executor: Inline | Pool,
    rooms: Rooms | None,
) -> tuple[ThresholdPlan, Balance]:
    """Find the setting that makes an answer the same under both schemes, in the central world."""
    equal = plan.equal
    if equal is None:
        return plan, Balance(0.0, 0.0, "")
    unit = _applies(plan, equal.question, answers)
    search = replace(plan, question=equal.question, line=0.0, axis=equal.axis, equal=None)
    call = Call("equal", search_world, (search, 0, Wanted(0.0, "below"), rooms or rooms_for(equal.question)))
    found: Found = next(result for _, result in executor.results([call]))
    if not found.told:
        raise _untold(plan, equal.question, next(each.why for each in found.points))
    nearest = min(found.told, key=lambda each: (abs(each.value), each.x))
    if found.at is None and nearest.value != 0.0:
        axis, side = equal.axis, "less" if nearest.value < 0.0 else "more"
        span = range_said(axis.low, None, axis.high, axis.unit, as_share=axis.share)
        wrong = (
            f"no {axis.path} of {axis.holder} from {span} makes {equal.question} the same: "
            f"{plan.names[0]} always has {side} than {plan.names[1]}"
        )
        hint = "choose another number or a wider range with --by NAME:PATH=LOW..HIGH, or another answer with --equal"
        seen = f"nearest {nearest.value:.3g} {unit} at {axis.setting(nearest.x)}"
        raise Refused([Problem("--equal", 0, "", wrong, seen, hint, "not-equal")])
    setting = f"{equal.axis.holder}:{equal.axis.path}={equal.axis.setting(nearest.x)}"
    return replace(plan, balanced=setting), Balance(nearest.x, nearest.value, unit)
