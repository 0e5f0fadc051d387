"""One world, end to end: draw the numbers, run the model, ask the measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from custodes.measures.answer_json import kept_document, read_answer
from custodes.study.draws import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.scheme.scheme import Scheme
    from custodes.study.plan import Plan


class Simulate(Protocol):
    """Runs the model in this process."""

    def __call__(  # noqa: D102, PLR0913 - the signature of `custodes.model.day.run_model`
        self,
        scheme: Scheme,
        values: Mapping[str, float],
        seed: int,
        people: int,
        days: int,
        *,
        shards: int = 1,
        threads: int = 1,
    ) -> Records: ...


@dataclass(frozen=True)
class Rooms:
    """The rooms below, as functions at the top level of modules, so that they can be sent to a worker.

    Attributes
    ----------
    simulate : callable
        (scheme, values, seed, people, days, shards=, threads=) -> Records.
    ask : callable
        (Records, seed) -> answers.
    """

    simulate: Simulate
    ask: Callable[[Records, int], Mapping[str, Answer]]


@dataclass(frozen=True)
class World:
    """One finished world.

    Attributes
    ----------
    number : int
        0 for the central world, from 1 for the draws.
    answers : mapping of str to Answer
        What the measures said of this world alone.
    rows_one_in : int
        Alerts and cases were kept row by row for one person in so many [count].
    """

    number: int
    answers: Mapping[str, Answer]
    rows_one_in: int = 1

    def document(self) -> dict[str, Any]:
        """Return the world as plain values.

        Returns
        -------
        dict
            `read_world` turns it back.
        """
        return {
            "number": self.number,
            "rows_one_in": self.rows_one_in,
            "answers": {key: kept_document(answer) for key, answer in self.answers.items()},
        }


def read_world(document: dict[str, Any]) -> World:
    """Turn a world back from its plain values.

    Parameters
    ----------
    document : dict
        As `World.document` makes it.

    Returns
    -------
    World
        Equal to the one that was written.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the document is not one.
    """
    answers = {key: read_answer(answer) for key, answer in document["answers"].items()}
    return World(number=document["number"], answers=answers, rows_one_in=document["rows_one_in"])


def world_values(plan: Plan, number: int) -> dict[str, float]:
    """Give the plain numbers of one world.

    Parameters
    ----------
    plan : Plan
        The study.
    number : int
        Number of the world.

    Returns
    -------
    dict of str to float
        Every quantity of the scheme, in base units.
    """
    return plan.scheme.values(drawn(plan.scheme.unknowns(), plan.draws, plan.seed, number))


def run_world(plan: Plan, number: int, rooms: Rooms) -> World:
    """Run one world in this process.

    Parameters
    ----------
    plan : Plan
        The study.
    number : int
        Number of the world.
    rooms : Rooms
        The model and the measures.

    Returns
    -------
    World
        What the measures said.
    """
    records = _records(plan, number, rooms, threads=1)
    return World(number, dict(rooms.ask(records, plan.seed)), records.rows_one_in)


def run_central(plan: Plan, rooms: Rooms, threads: int) -> tuple[World, dict[str, bytes]]:
    """Run the central world in this process.

    Parameters
    ----------
    plan : Plan
        The study.
    rooms : Rooms
        The model and the measures.
    threads : int
        Shards run at the same time; changes nothing in the result.

    Returns
    -------
    World
        What the measures said.
    dict of str to bytes
        The files of its records, by name.
    """
    # Loaded by whoever runs the central world: all other workers do without the table library.
    from custodes.records.write import records_files  # noqa: PLC0415

    records = _records(plan, 0, rooms, threads=threads)
    return World(0, dict(rooms.ask(records, plan.seed)), records.rows_one_in), records_files(records)


def _records(plan: Plan, number: int, rooms: Rooms, *, threads: int) -> Records:
    return rooms.simulate(
        plan.scheme,
        world_values(plan, number),
        plan.seed,
        plan.people,
        plan.days,
        shards=max(plan.shards, threads),
        threads=threads,
    )
