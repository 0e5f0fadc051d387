"""What would have to be true: the value of one number at which an answer crosses a line, with its interval."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.errors import Problem, Refused
from custodes.measures.answer import Span
from custodes.scheme.wording import range_said
from custodes.study.combine import over_draws, too_few
from custodes.study.crossing import Wanted, outward
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress
from custodes.study.rooms import simulate
from custodes.study.threshold_question import applies, checked_question, untold
from custodes.study.threshold_world import ask_all, probe, rooms_for, search_world
from custodes.study.world import Rooms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.measures.answer import Answer
    from custodes.study.crossing import Found, Side, Told
    from custodes.study.threshold_plan import ThresholdPlan

LEVEL: Final = 0.95
"""Level of every interval [ratio]."""

_SMALL_PERSON_D: Final = 400_000
"""Person-days below which starting workers takes longer than the search."""

_HAIR: Final = 1e-9

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
    def _spans(self) -> tuple[Span | None, Span | None, Span] | None:
        """Give the interval, and its two layers: draws, and a finite number of people."""
        if self.value is None:
            return None
        # What people leave open is told of the value that is told, not of the middle of the draws.
        people = _around(self.value, self.central.low, self.central.high)
        if len(self.worlds) == 1:
            return people, None, people
        if self.too_few_told:
            return None, None, people
        # A world stands at both ends, half of it at each, where it is the other way round.
        each = 2 if self.reversed_worlds else 1
        rows = [row for world in self.draws for row in self._rows(world, each)]
        over = over_draws(np.array([rows], dtype=np.float64), np.array([LEVEL]))[0]
        low, high = self._outward(Span(over.low, over.high))
        whole = Span(min(low, people.low), max(high, people.high))
        return whole, Span(*self._outward(over.from_unknowns)), people

    def _outward(self, span: Span) -> tuple[float, float]:
        axis = self.plan.axis
        hair = _HAIR * (axis.high - axis.low)
        # A quantile of worlds that stand at an end of the range comes as near to it as halving does.
        low = axis.low if span.low - axis.low <= hair else outward(axis, span.low, down=True)
        return low, axis.high if axis.high - span.high <= hair else outward(axis, span.high, down=False)

    def _rows(self, found: Found, each: int) -> list[tuple[float, float, float]]:
        """Give the crossing of a draw with its ends, so many times; beyond the range it stands at an end of it."""
        low, high = self.plan.axis.low, self.plan.axis.high
        if self._is_reversed(found):
            return [(low, low, low), (high, high, high)]
        if found.at is not None and found.low is not None and found.high is not None:
            return [(found.at, found.low, found.high)] * each
        end = self._behind(found)
        return [] if end is None else [(end, end, end)] * each

    def _behind(self, found: Found) -> float | None:
        """Give the end of the range behind which the crossing of a draw lies; None where it crosses or is not told."""
        if found.at is not None or not found.told:
            return None
        holds = self.wanted.holds(found.told[0].value)
        return self.plan.axis.high if holds == self.at_most else self.plan.axis.low

    def _is_reversed(self, found: Found) -> bool:
        way = at_most(found)
        return way is not None and self.value is not None and way != self.at_most

    @property
    def reversed_worlds(self) -> int:
        """Of the worlds asked, those that cross the line the other way than the central world [count]."""
        return sum(map(self._is_reversed, self.draws))

    @property
    def too_few_told(self) -> bool:
        """Whether the answer can be told in so few of the worlds asked that there is no interval."""
        return too_few(len(self.draws) - self.without(None), len(self.draws))

    @property
    def open_low(self) -> bool:
        """Whether the interval reaches the low end of the range, and the value may lie below it."""
        end = self.plan.axis.low
        some = any(each.open_low or self._behind(each) == end or self._is_reversed(each) for each in self.worlds)
        return some and self.interval is not None and self.interval.low <= end

    @property
    def open_high(self) -> bool:
        """Whether the interval reaches the high end of the range, and the value may lie above it."""
        end = self.plan.axis.high
        some = any(each.open_high or self._behind(each) == end or self._is_reversed(each) for each in self.worlds)
        return some and self.interval is not None and self.interval.high >= end

    @property
    def interval(self) -> Span | None:
        """Interval of the value; None without one, or where too few worlds tell.

        Worlds without a crossing stand at the end of the range behind which it lies, and those in which it is the other
        way round at both.
        """
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
        return at_most(self.central) is True

    @property
    def tolerance(self) -> float:
        """How far from the line the answer at the value found may be [unit of the answer]."""
        inside, outside = self.central.inside, self.central.outside
        if inside is None or outside is None:
            return 0.0
        distance = abs(inside.value - self.wanted.line)
        close = self.plan.axis.step == 0.0 and distance <= self.central.near
        return self.central.near if close else abs(inside.value - outside.value)


def at_most(found: Found) -> bool | None:
    """Say whether the wanted side of the line is met at a crossing and below it.

    Parameters
    ----------
    found : Found
        One world.

    Returns
    -------
    bool or None
        False where it is met at the crossing and above it; None when there is no crossing.
    """
    return None if found.inside is None or found.outside is None else found.inside.x < found.outside.x


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
        raise untold(plan, plan.question, next(each.why for each in threshold.central.points))
    return threshold


def _workers(plan: ThresholdPlan, workers: int | None) -> int:
    if workers is not None:
        return workers
    person_d = plan.people * plan.days * len(plan.worlds) * _RUNS_OF_WORLD
    return 1 if os.name != "posix" or person_d < _SMALL_PERSON_D else len(os.sched_getaffinity(0))


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
    unit = applies(plan, equal.question, answers)
    search = replace(plan, question=equal.question, line=0.0, axis=equal.axis, equal=None)
    call = Call("equal", search_world, (search, 0, Wanted(0.0, "below"), rooms or rooms_for(equal.question)))
    found: Found = next(result for _, result in executor.results([call]))
    if not found.told:
        raise untold(plan, equal.question, next(each.why for each in found.points))
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
