"""A scheme: what people are made to wear or do, who decides, what is kept and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from custodes.scheme.always_takes import AlwaysTakes
from custodes.scheme.basis import Based
from custodes.scheme.cohort import Cohort
from custodes.scheme.cost import Costs
from custodes.scheme.data_kept import DataKept, Recipient
from custodes.scheme.desk import Desks
from custodes.scheme.instrument import Instrument
from custodes.scheme.movement import Movement
from custodes.scheme.part import COUNTRY, Day, Name, Part, Raw, Reading, Text
from custodes.scheme.quantity import Quantity
from custodes.scheme.response import Response
from custodes.scheme.rules import Rules
from custodes.scheme.scheme_checks import scheme_faults
from custodes.scheme.sourced import Sourced
from custodes.scheme.wearers import Conduct, Reviews, Wearers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custodes.scheme.fault import Fault


class Aim(Based):
    """What the scheme is for, in the words of whoever runs it.

    Attributes
    ----------
    text : str
        The aim.
    """

    text: Text


class Scheme(Sourced):
    """A scheme as one file states it.

    Attributes
    ----------
    scheme : str
        Its name, the same as the file's.
    title : str
        Its title.
    about : str
        What it is, in one to three plain sentences.
    status : str
        Whether it is planned, live or ended, or made up.
    jurisdiction : str
        Two-letter code of the country.
    as_at : date
        The day at which dated numbers are read.
    aim : Aim
        What it is for.
    cohort : Cohort
        The people on it.
    wearers : Wearers
        How they live.
    movement : Movement or None
        Where they go.
    conduct : Conduct
        What they really do.
    instruments : mapping of str to Instrument
        What they are made to wear or do; empty only with no_instrument.
    no_instrument : str or None
        Why nobody is made to wear or do anything; only where instruments is empty.
    always_takes : AlwaysTakes or None
        What the scheme takes of everybody, whatever they do.
    rules : Rules
        When failed checks become an alert.
    desks : Desks
        Who decides.
    response : mapping of str to Step
        What follows an alert.
    data_kept : tuple of DataKept
        What is kept about a wearer.
    recipients : tuple of Recipient
        Who is given data.
    reviews : Reviews or None
        Reviews of the decision to monitor.
    costs : Costs or None
        What the scheme costs.
    """

    scheme: Name
    title: Text
    about: Text
    status: Literal["planned", "live", "ended", "made-up"]
    jurisdiction: str = Field(pattern=COUNTRY)
    as_at: Day
    aim: Aim
    cohort: Cohort
    wearers: Wearers
    movement: Movement | None = None
    conduct: Conduct
    instruments: Mapping[Name, Instrument]
    no_instrument: Text | None = None
    always_takes: AlwaysTakes | None = None
    rules: Rules
    desks: Desks
    response: Response
    data_kept: tuple[DataKept, ...]
    recipients: tuple[Recipient, ...]
    reviews: Reviews | None = None
    costs: Costs | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell everything that is wrong between the parts."""
        return scheme_faults(raw, reading)

    @cached_property
    def _by_path(self) -> Mapping[str, Quantity]:
        return dict(_walk(self, ""))

    def quantities(self) -> dict[str, Quantity]:
        """Find every number of the scheme.

        Returns
        -------
        dict
            Quantities by dotted path, in the order of the scheme language.
        """
        return dict(self._by_path)

    def values(self, u: Mapping[str, float] | None = None) -> dict[str, float]:
        """Take one plain number for every quantity.

        Parameters
        ----------
        u : mapping of str to float, optional
            Share of the range below the number wanted, by path [ratio]; the median where none is given.

        Returns
        -------
        dict
            Numbers by path, in base units.
        """
        shares = u or {}
        return {path: quantity.at(shares.get(path, 0.5)) for path, quantity in self._by_path.items()}

    def unknowns(self) -> list[str]:
        """Find the numbers that are ranges.

        Returns
        -------
        list of str
            Their paths.
        """
        return [path for path, quantity in self._by_path.items() if quantity.is_range]

    def with_settings(self, settings: Mapping[str, str | float]) -> Scheme:
        """Fix numbers and switches to stated values.

        Parameters
        ----------
        settings : mapping of str to str or float
            Values by path; a number stands in the quantity's own unit, text may carry another unit of the same kind.

        Returns
        -------
        Scheme
            A copy in which each number set rests on the user's word.

        Raises
        ------
        Refused
            When a path is unknown or the scheme would no longer hold together.
        """
        from custodes.scheme.settings import set_on  # noqa: PLC0415  (settings.py imports this module)

        return set_on(self, settings)

    def parts_not_run(self) -> list[tuple[str, str]]:
        """Find the parts that are read and shown, but not run yet.

        Returns
        -------
        list of tuple of str
            Path of the part, and why it is not run.
        """
        return list(_not_run(self))

    def sources_of(self, prefixes: Iterable[str]) -> tuple[str, ...]:
        """Find what the numbers under some paths rest on.

        Parameters
        ----------
        prefixes : iterable of str
            Beginnings of paths; ``*`` stands for one step of a path.

        Returns
        -------
        tuple of str
            ``source:KEY``, ``assumption:PATH`` or ``redacted:PATH``, sorted.
        """
        wanted = [prefix.split(".") for prefix in prefixes]
        found = set()
        for path, quantity in self._by_path.items():
            steps = path.split(".")
            if any(_begins(steps, prefix) for prefix in wanted):
                found.add(f"{quantity.basis_kind}:{quantity.source_key or path}")
        return tuple(sorted(found))


def _begins(steps: list[str], prefix: list[str]) -> bool:
    return len(prefix) <= len(steps) and all(p in ("*", s) for p, s in zip(prefix, steps, strict=False))


def _walk(thing: Any, path: str) -> Iterator[tuple[str, Quantity]]:  # noqa: ANN401
    if isinstance(thing, Quantity):
        yield path, thing
        return
    entries: Iterable[tuple[str | int, Any]]
    if isinstance(thing, Part):
        entries = [(info.alias or name, getattr(thing, name)) for name, info in type(thing).model_fields.items()]
    elif isinstance(thing, Mapping):
        entries = thing.items()
    elif isinstance(thing, tuple):
        entries = enumerate(thing)
    else:
        return
    for key, entry in entries:
        yield from _walk(entry, f"{path}.{key}" if path else str(key))


def _not_run(scheme: Scheme) -> Iterator[tuple[str, str]]:
    counted = {"photograph"}
    if any(instrument.location is not None for instrument in scheme.instruments.values()):
        counted.add("location_fix")
    for i, kept in enumerate(scheme.data_kept):
        if kept.item not in counted:
            item = kept.item.replace("_", " ")
            yield f"data_kept.{i}", f"How long {item} is kept is read and shown, but what is held of it is not run yet."
    if scheme.recipients:
        yield "recipients", "Who is given data is read and shown, but sharing is not run yet."
    if scheme.reviews is not None:
        yield "reviews", "Reviews of the decision to monitor are read and shown, but not run yet."
