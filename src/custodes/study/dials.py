"""The dials of a scheme's trail, looked at in many worlds: what is gained and what is given away at each setting."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.measures.answer_json import answer_document
from custodes.records.trail import MINUTES_PER_DAY
from custodes.records.versions import versions
from custodes.study.combine import combine
from custodes.study.dial_plan import HAIR, own_interval_min, own_keep_d
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from custodes.measures.answer import Answer
    from custodes.study.dial_plan import DialPlan, Setting

Told = dict[str, "Answer"]

_GAIN: Final = "violation"
_LEFT_OUT: Final = ("by_group", "sources")
MOST_WORKERS: Final = 8


@dataclass(frozen=True)
class Line:
    """What is told of one setting of one dial.

    Attributes
    ----------
    setting : Setting
        The setting.
    answers : mapping of str to Answer
        By id, combined over worlds.
    people, days : int
        Of whom, and over how long, what is given away is told [person], [day].
    every_min : float
        Time from one position to the next [minute].
    """

    setting: Setting
    answers: Mapping[str, Answer]
    people: int
    days: int
    every_min: float


@dataclass(frozen=True)
class Dials:
    """A finished look at the dials.

    Attributes
    ----------
    plan : DialPlan
        What was looked at.
    lines : tuple of Line
        One a setting, dial after dial.
    notes : tuple of str
        What a reader has to know: whom the lines are about, and what was thinned.
    """

    plan: DialPlan
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    def along(self, dial: str) -> tuple[Line, ...]:
        """List the lines of one dial.

        Parameters
        ----------
        dial : str
            "interval", "grid" or "keep".

        Returns
        -------
        tuple of Line
            From the finest or shortest on.
        """
        return tuple(line for line in self.lines if line.setting.dial == dial)

    def document(self) -> dict[str, Any]:
        """Write everything as plain values.

        Returns
        -------
        dict
            What stands in ``trail.json``.
        """
        plan, base = self.plan, self.plan.base
        return {
            "schema": 1,
            "trail": {
                "scheme": plan.scheme.scheme,
                "scheme_hash": plan.scheme.hash,
                "title": plan.scheme.title,
                "instrument": plan.instrument,
                "settings": dict(sorted(base.settings.items())),
                "people": base.people,
                "days": base.days,
                "draws": base.draws,
                "seed": base.seed,
                "plan_hash": plan.hash,
                "command": plan.command(),
                "versions": versions(),
            },
            "notes": list(self.notes),
            "lines": [_line(line) for line in self.lines],
        }


def _line(line: Line) -> dict[str, Any]:
    setting = line.setting
    return {
        "dial": setting.dial,
        "setting": setting.name,
        "words": setting.words,
        "own": setting.own,
        "people": line.people,
        "days": line.days,
        "every_min": line.every_min,
        "answers": {
            key: {name: value for name, value in answer_document(answer).items() if name not in _LEFT_OUT}
            for key, answer in line.answers.items()
        },
    }


def look(plan: DialPlan, number: int) -> Told:
    """Look at the dials in one world, in this process.

    Parameters
    ----------
    plan : DialPlan
        What is looked at.
    number : int
        0 for the central world, from 1 for the draws.

    Returns
    -------
    dict of str to Answer
        ``DIAL:SETTING:ANSWER``.
    """
    # The model is loaded where a world is run: a process that only hands out worlds stays small.
    from custodes.study.dial_lives import look_kept  # noqa: PLC0415
    from custodes.study.dial_world import dial_world, look_coarser, look_gained  # noqa: PLC0415

    world = dial_world(plan, number)
    return {**look_coarser(world), **look_gained(world), **look_kept(world)}


def look_at_dials(
    plan: DialPlan, *, workers: int | None = None, progress: Callable[[Progress], None] | None = None
) -> Dials:
    """Look at the dials of a scheme's trail.

    Parameters
    ----------
    plan : DialPlan
        What is looked at.
    workers : int or None
        Processes; None for as many as the machine has. Changes nothing in the result.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Dials
        Of all worlds together.
    """
    numbers = plan.base.worlds
    many = workers or (min(len(os.sched_getaffinity(0)), MOST_WORKERS) if os.name == "posix" else 1)
    found: dict[int, Told] = {}

    def tell() -> None:
        if progress is not None:
            progress(Progress(len(found), len(numbers), "looking at the dials"))

    tell()
    with Pool(many) if many > 1 and len(numbers) > 1 else nullcontext(Inline()) as executor:
        # The central world first: the kernels that it compiles are then there for all of them.
        for part in (numbers[:1], numbers[1:]):
            for number, told in executor.results([Call(k, look, (plan, k)) for k in part]):
                found[number] = told
                tell()
    return assembled(plan, combine([found[number] for number in numbers]))


def assembled(plan: DialPlan, answers: Mapping[str, Answer]) -> Dials:
    """Put answers together, line by line.

    Parameters
    ----------
    plan : DialPlan
        What was looked at.
    answers : mapping of str to Answer
        ``DIAL:SETTING:ANSWER``, combined over worlds.

    Returns
    -------
    Dials
        What is gained stands in every line: the grid and the days kept leave it as it is.
    """
    own_min = own_interval_min(plan.scheme.values(), plan.instrument)
    own = plan.own("interval")
    gained = {} if own is None else {k: a for k, a in _of(answers, own).items() if k.startswith(_GAIN)}
    lines = []
    for setting in plan.settings:
        told = _of(answers, setting)
        kept = setting.dial == "keep"
        every_min = _every_min(setting, own_min) if setting.dial == "interval" else own_min
        people, days = (plan.long_people, round(setting.amount)) if kept else (plan.base.people, plan.base.days)
        lines.append(Line(setting, {**gained, **told}, people, days, every_min))
    return Dials(plan, tuple(lines), tuple(_notes(plan, tuple(lines))))


def _of(answers: Mapping[str, Answer], setting: Setting) -> Told:
    start = f"{setting.dial}:{setting.name}:"
    return {key.removeprefix(start): answer for key, answer in answers.items() if key.startswith(start)}


def _every_min(setting: Setting, own_min: float) -> float:
    from custodes.measures.trail_settings import nearest_every  # noqa: PLC0415 - plans are made without the measures

    if setting.own:
        return own_min
    return own_min * nearest_every(round(MINUTES_PER_DAY / own_min), setting.amount)


def _notes(plan: DialPlan, lines: tuple[Line, ...]) -> Iterator[str]:
    base = plan.base
    longest = max(round(each.amount) for each in plan.along("keep"))
    yield (
        f"How often and how coarsely: {base.people:,} synthetic people, recorded for {base.days:,} days at the "
        "scheme's own interval; every other setting is worked out from that one record."
    )
    yield (
        f"How long: the first {plan.long_people:,} of these people, recorded for {longest:,} days as if monitored all "
        "the time; somebody monitored for less leaves no more than those days. The visits that are known come from "
        f"all of the {longest:,} days."
    )
    yield (
        f"How soon true violations are noticed and acted on: the scheme run with {plan.gain_people:,} people for "
        f"{plan.gain_days:,} days at each interval; the same people, days, violations and desks, the errors of "
        "positions drawn anew. Rules are held against a position when it comes in, before anything is rounded or "
        "deleted, so that neither the grid nor the days kept change it."
    )
    yield (
        "How soon the positions show them: the rule held against the positions that a setting leaves, rounded as it "
        "rounds them, without any desk."
    )
    yield (
        "Whom known visits single out is looked at with one position in 5 minutes where more are recorded, and one in "
        "15 minutes along the days kept; how far the next hour can be foretold, with one in 15 minutes and for at most "
        "365 days."
    )
    if base.draws > 1:
        yield f"Ranges are over {base.draws:,} draws from what is not known, and over people."
    for line in lines:
        if line.setting.dial == "interval" and abs(line.every_min / line.setting.amount - 1) > HAIR:
            yield f"{line.setting.words}: the nearest that can be derived is {line.every_min:g} minutes."
    if own_keep_d(plan.scheme, plan.scheme.values()) is None:
        yield "The scheme does not say how long positions are kept."
