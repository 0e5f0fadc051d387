"""The tables of a contract: what is possible of each number, which combinations are, and what one more would narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Cell, Table
from custodes.report.contract_words import NAMES, basis_said, capital, range_said, results_of, said
from custodes.report.numbers import percent
from custodes.scheme.wording import number_text
from custodes.study.contract_bounds import (
    COST_PER_DEVICE,
    COST_PER_PERSON_DAY,
    DAYS,
    DEVICES,
    SERVICE,
    UNIT_PRICE,
    VALUE,
    Range,
)
from custodes.study.contract_elsewhere import in_money_of
from custodes.units.price_table import prices_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.scheme.contract import Comparator, Contract
    from custodes.scheme.quantity import Quantity
    from custodes.study.contract import Combination, Inversion, Narrowing, Side

DASH: Final = "\u2013"
_HEADS: Final = {
    COST_PER_PERSON_DAY: "Whole cost, person-day",
    COST_PER_DEVICE: "Whole cost, device",
    UNIT_PRICE: "Price of a device",
    SERVICE: "Price of the service",
}
"""Short enough for a column."""
_FOR_EACH: Final = {"device": "a device", "person-day": "a person and a day", "contract": "the whole contract"}


def possible_table(found: Inversion, side: Side) -> Table:
    """Lay out every number with what was held possible of it, and what the others leave.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by one published value.

    Returns
    -------
    Table
        One row a number.
    """
    contract, currency, left = found.contract, found.contract.currency, side.left or {}
    told, before = _told(contract, side), side.box.ranges()
    rows = []
    for name, each in left.items():
        after = Cell(range_said(name, each, currency), "number")
        if name in told:
            word, why = basis_said(told[name])
            held = Cell(range_said(name, before[name], currency), "number")
            rows.append((Cell(capital(NAMES[name]), code=_path(side, name)), held, after, Cell(word), Cell(why)))
        else:
            rows.append((Cell(capital(NAMES[name])), Cell(DASH), after, Cell("worked out"), Cell(DASH)))
    caption = f"What is possible: {side.what}"
    return Table(caption, ("Number", "By itself", "With the others", "Rests on", "Which is"), tuple(rows))


def _told(contract: Contract, side: Side) -> Mapping[str, Quantity]:
    quantities = contract.quantities()
    return {name: quantities[_path(side, name)] for name in (*side.box.ranges(),) if _path(side, name) in quantities}


def _path(side: Side, name: str) -> str:
    return f"stated.{side.name}.{name}" if name in {VALUE, DAYS} else name


def combination_table(found: Inversion, side: Side, of: str) -> Table | None:
    """Lay out what a number can be at each number of devices or people and each term.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by one published value.
    of : str
        Which number.

    Returns
    -------
    Table or None
        One row a number of devices or people, one column a term; None where there is nothing to lay out.
    """
    currency, by = found.contract.currency, side.counted_by
    if by is None or side.left is None or of not in side.left:
        return None
    terms = list(dict.fromkeys(each.days for each in side.combinations))
    rows: dict[float, list[Cell]] = {}
    for each in side.combinations:
        if each.many is not None:
            rows.setdefault(each.many, []).append(_possible(each, of, currency))
    names = [said(DAYS, days, currency) for days in terms]
    if len(terms) > 1 and all(len(set(row)) == 1 for row in rows.values()):
        names, rows = (
            [f"{range_said(DAYS, Range(terms[0], terms[-1]), currency)}, all alike"],
            {many: row[:1] for many, row in rows.items()},
        )
    caption = f"{capital(NAMES[of])}, by {NAMES[by]}{' and by term' if len(names) > 1 else ''}"
    cells = tuple((Cell(said(by, many, currency), "number"), *row) for many, row in rows.items())
    return Table(caption, (capital(NAMES[by]), *names), cells)


def _possible(each: Combination, of: str, currency: str) -> Cell:
    within: Range | None = None if each.left is None else each.left.get(of)
    return Cell("not possible", "cannot") if within is None else Cell(range_said(of, within, currency), "number")


def narrowing_table(side: Side) -> Table | None:
    """Lay out what publishing one number would leave of each other's range.

    Parameters
    ----------
    side : Side
        The contract by one published value.

    Returns
    -------
    Table or None
        One row a number that could be published, that which narrows the cost of a person-day most first.
    """
    if not side.narrowings:
        return None
    results = results_of(side)
    others = {each.of for each in side.narrowings}
    columns = [name for name in (*results, UNIT_PRICE, SERVICE) if name in others]
    cells = {(each.number, each.of): each for each in side.narrowings}
    numbers = sorted(
        dict.fromkeys(each.number for each in side.narrowings), key=lambda name: _order(cells, name, columns)
    )
    rows = tuple((Cell(capital(NAMES[n])), *(_share(cells.get((n, of))) for of in columns)) for n in numbers)
    note = (
        "How much of the range would be left, if the number in the row were published: in the middle of its own range, "
        "and under it from the value that leaves least to the one that leaves most. 100% means that it would narrow "
        "nothing. Values from one end to the other are looked at, 101 of them."
    )
    head = ("Published", *(_HEADS[name] for name in columns))
    return Table("What one more published number would leave of a range", head, rows, note)


def _order(cells: Mapping[tuple[str, str], Narrowing], name: str, columns: list[str]) -> tuple[float, ...]:
    return tuple(cells[name, of].middle if (name, of) in cells else 1.0 for of in columns)


def _share(each: Narrowing | None) -> Cell:
    if each is None:
        return Cell(DASH)
    if each.best == each.worst:
        return Cell(percent(each.middle), "number")
    return Cell(percent(each.middle), "number", more=(f"{percent(each.best)} to {percent(each.worst)}",))


def published_table(contract: Contract) -> Table | None:
    """Lay out prices that were published elsewhere.

    Parameters
    ----------
    contract : Contract
        The contract.

    Returns
    -------
    Table or None
        One row a price; None where there is none.
    """
    rows = tuple(_published(each) for each in contract.published.values())
    note = (
        "Each stands in its own currency and the prices of its own year; nothing is converted in this table. Where it "
        "is for a whole contract, how many devices or people that is for was not read."
    )
    head = ("What", "Price", "For", "Source", "What was read", "Mark")
    return Table("Prices that were published elsewhere", head, rows, note) if rows else None


def _published(each: Comparator) -> tuple[Cell, ...]:
    quantity = each.amount
    source = each.source if quantity is None else quantity.source
    price = each.told or "" if quantity is None else price_said(quantity)
    year = "" if quantity is None else f"{quantity.price_year} prices"
    read = Cell(DASH) if source is None else Cell(f"{source.place}: {source.read}")
    return (
        Cell(each.what),
        Cell(price, "number", more=(year,)),
        Cell(_FOR_EACH[each.for_each]),
        Cell(source.key if source is not None else DASH, "code"),
        read,
        Cell(source.mark if source is not None else DASH),
    )


def price_said(quantity: Quantity) -> str:
    """Write a published price.

    Parameters
    ----------
    quantity : Quantity
        The price.

    Returns
    -------
    str
        An amount, or a range of them.
    """
    low, high = quantity.low_base, quantity.high_base
    if low is None or high is None:
        return _exactly(quantity.mid_base, quantity.unit)
    return f"{_exactly(low, quantity.unit)} to {_exactly(high, quantity.unit)}"


def _exactly(x: float, currency: str) -> str:
    """Write an amount with all its digits, as it was published."""
    text = number_text(x) if x == round(x) else f"{x:,.2f}"
    return f"£{text}" if currency == "GBP" else f"{currency} {text}"


def elsewhere_table(found: Inversion, side: Side) -> Table | None:
    """Lay out what would be left, if a price were what was paid elsewhere.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by one published value.

    Returns
    -------
    Table or None
        One row a price in the same currency; None where there is none.
    """
    currency, contract = found.contract.currency, found.contract
    columns = [name for name in (side.counted_by, *results_of(side)) if name is not None]
    rows = []
    for name, each in side.elsewhere.items():
        price, left = contract.published[name].amount, each.left or {}
        if price is not None:
            more = year_said(contract, price)
            first = Cell(f"{contract.published[name].what}: {price_said(price)}", more=(more,) if more else ())
            cells = [Cell(range_said(of, left[of], currency), "number") for of in columns if of in left]
            none = Cell(DASH) if each.price is None else Cell("not possible", "cannot")
            rows.append((first, *(cells or [none] + [Cell(DASH)] * (len(columns) - 1))))
    note = (
        "The price of a device is put in place of the contract's own; a price for a person and a day is taken to pay "
        "for everything, without a fixed part; what it pays for was not read."
    )
    for line in dict.fromkeys(line for each in side.elsewhere.values() for line in each.way):
        note += f" From {prices_said(line.sold)} to {prices_said(line.bought)}: times {number_text(line.factor)} "
        note += f"({line.basis.rstrip('.')})."
    head = ("If it were what is paid elsewhere", *(capital(NAMES[name]) for name in columns))
    return Table(f"What a price from elsewhere would leave: {side.what}", head, tuple(rows), note) if rows else None


def year_said(contract: Contract, price: Quantity) -> str:
    """Say of which year a published price is, and how it was brought to the prices of a contract.

    Parameters
    ----------
    contract : Contract
        The contract.
    price : Quantity
        The price.

    Returns
    -------
    str
        Such as ``prices of 2006: no conversion is stated``; "" for a price of the contract's own year.
    """
    converted, way = in_money_of(contract, price)
    if converted is None:
        return f"prices of {price.price_year}: no conversion is stated"
    if not way:
        return ""
    now = range_said(UNIT_PRICE, converted, contract.currency)
    index = "an assumed" if any(line.assumed for line in way) else "a published"
    return f"prices of {price.price_year}: {now} in prices of {way[-1].bought[1]}, converted by {index} index"


COMBINED: Final = (UNIT_PRICE, COST_PER_PERSON_DAY)
"""Numbers whose combinations are laid out."""

COUNTED: Final = {DEVICES: "devices", "people": "people"}
"""How devices and people are named on a scale."""
