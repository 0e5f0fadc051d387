"""A model in place of the model, whose answer is a known function of the numbers of a scheme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custodes.measures.answer import Answer, cannot_tell
from custodes.scheme import library
from custodes.scheme.read_scheme import scheme_from
from custodes.study.threshold_plan import threshold_plan
from custodes.study.world import Rooms

if TYPE_CHECKING:
    from collections.abc import Callable

    from custodes.scheme.scheme import Scheme

SCHEME = "telephone-reporting"
OTHER = "reporting-in-person"
CALLS = "instruments.telephone.checks"
FORGETS = f"{CALLS}.answering.forgets"
LOST = f"{CALLS}.delivery.no_prompt"
EVERY = f"{CALLS}.schedule.every"
DAY_H = 24.0

MARKED = "absconded-as-marked-by-home-office"


def counting(outcome: str = MARKED) -> Scheme:
    """Give the scheme of these tests with a definition by which its people are counted as gone."""
    scheme = library.load(SCHEME)
    said = scheme.plain()
    said["conduct"]["absconding_counted_as"] = outcome
    counted, faults = scheme_from(said, scheme.sources)
    assert not faults
    return counted


@dataclass(frozen=True)
class Left:
    """What a world of the toy leaves behind: its numbers."""

    scheme: str
    values: dict[str, float]
    shards: int


@dataclass(frozen=True)
class Toy:
    """Simulates nothing, and answers with a function of the numbers."""

    answer: Callable[[dict[str, float]], float | None]
    reach: float = 0.0
    unit: str = "hour"
    called: str = "toy_h"
    asked: list[Left] = field(default_factory=list)

    def simulate(self, scheme, values, seed, people, days, *, shards=1, threads=1) -> Any:  # noqa: PLR0913
        del seed, people, days, threads
        self.asked.append(Left(scheme.scheme, dict(values), shards))
        return self.asked[-1]

    def ask(self, left: Left, seed: int) -> dict[str, Answer]:
        del seed
        value = self.answer(left.values)
        said = cannot_tell("too few people for this", unit=self.unit)
        if value is not None:
            said = Answer(value, value - self.reach, value + self.reach, self.unit, 10)
        week = Answer(100.0 * DAY_H / left.values.get(EVERY, 10.0 * DAY_H), None, None, "hour per week", 10)
        return {
            self.called: said,
            "detections_share": Answer(min(max(said.value or 0.0, 0.0), 1.0), None, None, "share", 10),
            "toy_none": cannot_tell("does not apply: nothing of the kind is done", unit="hour"),
            "burden_h_per_week": week,
        }

    @property
    def rooms(self) -> Rooms:
        return Rooms(self.simulate, self.ask)


def plan(**changes):
    """A search on the toy: telephone calls that are forgotten, from 1 % to 20 %."""
    given = {"question": "toy_h", "vary": FORGETS, "line": 0.5, "people": 10, "days": 5, "draws": 1, **changes}
    return threshold_plan(given.pop("scheme", SCHEME), **given)
