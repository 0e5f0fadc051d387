"""The model and the measures, wired to the study.

They are loaded when a world is run, so that a process which only hands out worlds stays small.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from custodes.study.world import Rooms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records
    from custodes.scheme.scheme import Scheme


def simulate(  # noqa: PLR0913 - the arguments of `custodes.model.day.run_model`
    scheme: Scheme,
    values: Mapping[str, float],
    seed: int,
    people: int,
    days: int,
    *,
    shards: int = 1,
    threads: int = 1,
    sampled: bool = True,
) -> Records:
    """Run the model on synthetic people.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    values : mapping of str to float
        Every quantity by path, in base units.
    seed : int
        Seed of every random number.
    people : int
        People on the scheme at any one time.
    days : int
        Length of the run [day].
    shards, threads : int
        Parts into which the people are split, and parts run at the same time; change nothing in the result.
    sampled : bool
        Whether the trails of a sample of people are recorded, for whoever asks what a trail gives away.

    Returns
    -------
    Records
        What the world leaves behind.
    """
    from custodes.model.day import run_model  # noqa: PLC0415

    return run_model(scheme, values, seed, people, days, shards=shards, threads=threads, sampled=sampled)


def ask(records: Records, seed: int) -> dict[str, Answer]:
    """Ask everything of the records of one world.

    Parameters
    ----------
    records : Records
        What the world left behind.
    seed : int
        Seed of the study; that of the resampling too.

    Returns
    -------
    dict of str to Answer
        By id.
    """
    from custodes.measures.ask import answers  # noqa: PLC0415

    return answers(records, seed=seed)


simulate_without_trails: Final = partial(simulate, sampled=False)
"""The same where nobody asks what a trail gives away."""

ROOMS: Final = Rooms(simulate=simulate, ask=ask)
"""The rooms of this house."""
