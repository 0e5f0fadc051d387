"""What a finished study shows: everything that a report is written from, and nothing else.

A report is made from one `RunView` and reads no file. Its fields are

======================  =======================================================================================
``scheme``              the `Scheme`, with the settings of the run applied
``plan``                the `Plan`: people, days, draws, seed, shards, settings
``answers``             id -> `Answer`, with ``sources``, ``from_unknowns`` and ``from_people`` attached
``worlds``              one `WorldRow` a world, world 0 (every quantity at its median) first
``quantities``          one `QuantityRow` a quantity of the scheme, in the order of its file
``parts_not_run``       (part, why) for each part of the scheme that was read and not run
``versions``            name -> version of Custodes, Python and the libraries that the numbers rest on
``scaling``             how the people of the run stand for the people of the scheme
``command``             the command that repeats the run
======================  =======================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.scheme.scheme import Scheme
    from custodes.study.plan import Plan


@dataclass(frozen=True)
class WorldRow:
    """One world: what was drawn for it and what came out.

    Attributes
    ----------
    number : int
        0 for the central world, from 1 for the draws.
    drawn : mapping of str to float
        For each unknown quantity, the plain number of this world, in base units.
    values : mapping of str to (float or None)
        For each answer, its value in this world; None when it could not be told.
    """

    number: int
    drawn: Mapping[str, float]
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class QuantityRow:
    """One quantity of the scheme, as a row of a table.

    Attributes
    ----------
    path : str
        Its dotted path.
    text : str
        Its value in plain words, such as "2% (0.5% to 10%)".
    unit : str
        The unit in which the file states it.
    low, mid, high : float or None
        The range and its middle in base units; `low` and `high` are None for a plain value.
    basis : str
        "source", "assumption" or "redacted".
    key : str
        Key of the source, or "".
    reason : str
        What was read at the source; why it is assumed; or what was withheld.
    is_unknown : bool
        Whether the quantity is drawn anew in each world.
    """

    path: str
    text: str
    unit: str
    low: float | None
    mid: float
    high: float | None
    basis: str
    key: str
    reason: str
    is_unknown: bool


@dataclass(frozen=True)
class Scaling:
    """How the people of the run stand for the people of the scheme.

    Attributes
    ----------
    people : int
        People on the scheme at any one time in the run.
    stated_people : float
        The same as the scheme states it.
    rows_one_in : int
        Alerts and cases were kept row by row for one person in so many [count].
    """

    people: int
    stated_people: float
    rows_one_in: int = 1

    @property
    def factor(self) -> float:
        """People of the run for each person of the scheme [ratio]."""
        return self.people / self.stated_people

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a reader needs to read counts rightly; none when people are one for one and all kept."""
        scaled = (
            f"The run has {self.people:,} people at any one time; the scheme has {self.stated_people:,.0f}.",
            "Arrivals and staff are scaled in the same proportion; each desk keeps at least one person.",
        )
        thinned = (
            "The run is so large that alerts and cases were kept one by one for "
            f"one person in {self.rows_one_in:,} only; waits are those of these people, counts are of everybody."
        )
        notes = () if self.people == round(self.stated_people) else scaled
        return (*notes, thinned) if self.rows_one_in > 1 else notes


@dataclass(frozen=True)
class RunView:
    """Everything that a report is written from; the module's text lists the fields.

    Attributes
    ----------
    scheme : Scheme
        With the settings of the run applied.
    plan : Plan
        What was run.
    answers : mapping of str to Answer
        Combined over worlds.
    worlds : tuple of WorldRow
        World 0 first.
    quantities : tuple of QuantityRow
        In the order of the scheme's file.
    parts_not_run : tuple of (str, str)
        Part and why.
    versions : mapping of str to str
        Of Custodes, Python and the libraries that the numbers rest on.
    scaling : Scaling
        How the people of the run stand for the people of the scheme.
    command : str
        The command that repeats the run.
    """

    scheme: Scheme
    plan: Plan
    answers: Mapping[str, Answer]
    worlds: tuple[WorldRow, ...]
    quantities: tuple[QuantityRow, ...]
    parts_not_run: tuple[tuple[str, str], ...]
    versions: Mapping[str, str]
    scaling: Scaling
    command: str
