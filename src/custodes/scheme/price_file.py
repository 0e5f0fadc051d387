"""Reading a table of conversions between currencies and price years from a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field, StrictInt, ValidationError

from custodes.errors import Problem, Refused
from custodes.scheme.basis import Based
from custodes.scheme.fault import Fault, Mark, shown
from custodes.scheme.part import Part, Raw, Reading, not_a_mapping
from custodes.scheme.problems import fault_problems, faults_of, line_of, mark_problems
from custodes.scheme.quantity_checks import FIRST_PRICE_YEAR, LAST_PRICE_YEAR, as_number
from custodes.scheme.read_file import read_text
from custodes.scheme.read_scheme import known_sources
from custodes.scheme.read_yaml import parse
from custodes.units.money import Currency
from custodes.units.price_table import Conversion, PriceTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.scheme.read_yaml import Document
    from custodes.scheme.source import Source

STATED: Final = Path(__file__).resolve().parent / "prices" / "stated.yaml"
"""The conversions that come with Custodes."""


class PricePoint(Part):
    """A currency, and the year of its prices.

    Attributes
    ----------
    currency : str
        GBP or USD.
    year : int
        The year whose prices these are.
    """

    currency: Currency
    year: StrictInt

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the year is none that has prices."""
        del reading
        year = raw.get("year")
        if isinstance(year, int) and not isinstance(year, bool) and not FIRST_PRICE_YEAR <= year <= LAST_PRICE_YEAR:
            wrong = f"must be a year from {FIRST_PRICE_YEAR} to {LAST_PRICE_YEAR}"
            yield Fault(("year",), "out-of-range", wrong, shown(year))


class PriceLine(Based):
    """One conversion with what it rests on.

    Attributes
    ----------
    from_, to : PricePoint
        From which currency and price year, and into which.
    factor : float
        What one unit of the first is worth in the second [ratio].
    """

    from_: PricePoint = Field(alias="from")
    to: PricePoint
    factor: float

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the factor is not above 0, or leads from a price to itself."""
        yield from super().compare(raw, reading)
        factor = raw.get("factor")
        number = as_number(factor)
        if factor is not None and (number is None or number <= 0.0):
            yield Fault(("factor",), "out-of-range", "must be a number above 0", shown(factor))
        if raw.get("from") is not None and raw.get("from") == raw.get("to"):
            yield Fault(("to",), "twice", "is the same as from", hint="state two prices that differ")


class PriceFile(Part):
    """What a file of conversions holds.

    Attributes
    ----------
    prices : tuple of PriceLine
        Its conversions; each holds in both directions.
    """

    prices: Annotated[tuple[PriceLine, ...], Field()]


@cache
def stated_prices() -> PriceTable:
    """Give the conversions that come with Custodes.

    Returns
    -------
    PriceTable
        Between price years of pounds, each an assumption, as no document that Custodes cites states an index.
    """
    return PriceTable(_read(STATED, f"prices/{STATED.name}")[0])


def read_prices(path: Path) -> PriceTable:
    """Read somebody's own conversions from a file; those that come with Custodes are kept where none goes before them.

    Parameters
    ----------
    path : Path
        The file; a ``sources.yaml`` beside it adds to the library's sources.

    Returns
    -------
    PriceTable
        One's own, and of the others those that would not be a second way between two prices.

    Raises
    ------
    Refused
        With everything that is wrong with the file, by line.
    """
    own, document = _read(path, str(path))
    try:
        table = PriceTable(own)
    except Refused as refused:
        told = refused.problems[0]
        at = ("prices", int(told.path))
        line = line_of(at, document.lines)
        where = f"prices.{at[1]}"
        raise Refused([Problem(str(path), line, where, told.wrong, told.seen, told.hint, told.code)]) from refused
    for each in stated_prices().lines:
        if table.way(each.sold, each.bought) is None:
            table = PriceTable((*table.lines, each))
    return table


def _read(path: Path, shown_as: str) -> tuple[tuple[Conversion, ...], Document]:
    text = read_text(path)
    if isinstance(text, Mark):
        raise Refused(mark_problems([text], shown_as))
    document = parse(text)
    if document.marks or document.data is None:
        raise Refused(mark_problems(document.marks, shown_as))
    sources, problems = known_sources(path.parent)
    if problems:
        raise Refused(problems)
    return _lines(document.data, sources, document, shown_as), document


def _lines(data: Any, sources: Mapping[str, Source], document: Document, shown_as: str) -> tuple[Conversion, ...]:  # noqa: ANN401
    if not isinstance(data, dict):
        fault = not_a_mapping(data, "begin with a line prices: and one entry for each conversion")
        raise Refused(fault_problems([fault], document.lines, shown_as))
    try:
        found = PriceFile.model_validate(data, context=Reading(sources=frozenset(sources)))
    except ValidationError as error:
        raise Refused(fault_problems(faults_of(error), document.lines, shown_as)) from error
    return tuple(
        Conversion(
            (each.from_.currency, each.from_.year),
            (each.to.currency, each.to.year),
            each.factor,
            _basis(each, sources),
            assumed=each.source is None,
        )
        for each in found.prices
    )


def _basis(line: PriceLine, sources: Mapping[str, Source]) -> str:
    """Say what a conversion rests on, in words that need no key beside them."""
    if line.source is None:
        return f"assumed: {line.assumption}"
    source = sources[line.source.key]
    return f"{source.title}, {source.publisher}, {source.date}, {line.source.place}: {line.source.read}"
