"""Costs of a scheme in the currency and the prices of another, by a stated table or not at all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, Refused
from custodes.scheme.problems import fault_problems
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.wording import number_text
from custodes.units.price_table import prices_said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from custodes.scheme.quantity import Stated
    from custodes.scheme.scheme import Scheme
    from custodes.units import Currency
    from custodes.units.price_table import Conversion, Prices, PriceTable

TOLD_IN: Final = "GBP"
"""The currency in which every answer about costs is told."""

_NUMBERS: Final = ("value", "low", "mid", "high")
_HINT: Final = (
    "state the conversion in a file and give it with --prices FILE: prices: [{{from: {{currency: {0}, year: {1}}}, "
    "to: {{currency: {2}, year: {3}}}, factor: ..., assumption: ...}}]"
)


def prices_of(scheme: Scheme) -> Prices | None:
    """Say in which money a scheme's answers about costs are told.

    Amounts in dollars are told in pounds too, at the rate that the scheme itself must state for them (`costs.to_gbp`).

    Parameters
    ----------
    scheme : Scheme
        Any scheme.

    Returns
    -------
    tuple of str and int, or None
        Currency and price year; None for a scheme that states no costs.
    """
    years = [amount.price_year for _, amount in _amounts(scheme) if amount.price_year is not None]
    return (TOLD_IN, years[0]) if years else None


def at_prices(scheme: Scheme, currency: Currency, price_year: int, table: PriceTable) -> Scheme:
    """Bring all costs of a scheme to one currency and the prices of one year.

    Each amount keeps what it rests on, and says besides how it was converted. Amounts in dollars that the scheme turns
    into pounds at a rate of its own keep that rate with its range, and only the change of prices is put on them.

    Parameters
    ----------
    scheme : Scheme
        What costs something.
    currency : str
        The currency wanted.
    price_year : int
        The year whose prices are wanted.
    table : PriceTable
        The stated conversions.

    Returns
    -------
    Scheme
        A copy; `scheme` itself where nothing is to be converted.

    Raises
    ------
    Refused
        When the table has no way from an amount's prices to those wanted (``no-conversion``).
    """
    wanted: Prices = (currency, price_year)
    if scheme.costs is None or all(_stays(amount, wanted) for _, amount in _amounts(scheme)):
        return scheme
    ways = _ways(scheme, wanted, table)
    data = scheme.plain()
    for item in data["costs"]["items"].values():
        amount = item["amount"]
        item["amount"] = (
            {"dated": [_converted(entry, wanted, ways) for entry in amount["dated"]]}
            if "dated" in amount
            else _converted(amount, wanted, ways)
        )
    data["costs"] |= _rate(scheme, data["costs"]["items"], wanted, table)
    if data["costs"].get("to_gbp") is None:
        data["costs"].pop("to_gbp", None)
    changed, faults = scheme_from(data, scheme.sources)
    if changed is None:
        raise Refused(fault_problems(faults, {}, scheme.scheme))
    return changed


def _amounts(scheme: Scheme) -> Iterator[tuple[str, Stated]]:
    """Find every stated amount of money with its path, each entry of a dated one by itself."""
    for name, item in scheme.costs.items.items() if scheme.costs is not None else ():
        for each in item.amount.dated or (item.amount,):
            yield f"costs.items.{name}.amount", each


def _stays(amount: Stated, wanted: Prices) -> bool:
    """Tell whether an amount is told in the money wanted as it stands; dollars are, at the scheme's own rate."""
    return amount.price_year == wanted[1] and (amount.unit == wanted[0] or wanted[0] == TOLD_IN)


def _ways(scheme: Scheme, wanted: Prices, table: PriceTable) -> Mapping[Prices, tuple[Conversion, ...]]:
    """Find how each amount is converted, or refuse with all those for which there is no way."""
    ways: dict[Prices, tuple[Conversion, ...]] = {}
    problems: dict[Prices, Problem] = {}
    for path, amount in _amounts(scheme):
        have: Prices = (amount.unit, amount.price_year)  # type: ignore[assignment] # money is read with both
        own_rate = have[0] != TOLD_IN and wanted[0] == TOLD_IN
        way = table.way((TOLD_IN, have[1]), wanted) if own_rate else None
        way = table.way(have, wanted) if way is None else way
        if way is None:
            problems.setdefault(have, _no_way(scheme.scheme, path, have, wanted))
        else:
            ways[have] = way
    if problems:
        raise Refused(problems.values())
    return ways


def _no_way(file: str, path: str, have: Prices, wanted: Prices) -> Problem:
    wrong = f"{prices_said(have)} cannot be told as {prices_said(wanted)} without a stated conversion"
    return Problem(file, 0, path, wrong, prices_said(have), _HINT.format(*have, *wanted), "no-conversion")


def _converted(amount: dict[str, Any], wanted: Prices, ways: Mapping[Prices, tuple[Conversion, ...]]) -> dict[str, Any]:
    """Convert one stated amount, and say so where it says what it rests on."""
    way = ways[amount["unit"], amount["price_year"]]
    # At the scheme's own rate an amount stays in dollars: only the change of prices is put on it.
    stays = not way or way[0].sold[0] != amount["unit"]
    factor = math.prod(line.factor for line in way)
    numbers = {key: amount[key] * factor for key in _NUMBERS if amount.get(key) is not None} if way else {}
    unit = amount["unit"] if stays else wanted[0]
    kept = {key: each for key, each in amount.items() if not (way and key == "source")}
    return {**kept, **numbers, "unit": unit, "price_year": wanted[1], **(_says(amount, way) if way else {})}


def _says(amount: dict[str, Any], way: Collection[Conversion]) -> dict[str, Any]:
    """Add the conversion to what the amount rests on: a number that was read is now derived, or itself assumed."""
    steps = " ".join(
        f"Brought from {prices_said(line.sold)} to {prices_said(line.bought)}: times {number_text(line.factor)} "
        f"({line.basis.rstrip('.')})."
        for line in way
    )
    if amount.get("source") is not None:
        source = amount["source"]
        if any(line.assumed for line in way):
            return {"assumption": f"Read in {source['key']}, {source['place']}: {source['read']} {steps}"}
        return {"source": {**source, "read": f"{source['read']} {steps}", "mark": "D"}}
    if amount.get("redacted") is not None:
        return {"redacted": {**amount["redacted"], "possible": f"{amount['redacted']['possible']} {steps}"}}
    return {"assumption": f"{amount['assumption']} {steps}"}


def _rate(scheme: Scheme, items: Mapping[str, Any], wanted: Prices, table: PriceTable) -> dict[str, Any]:
    """Keep the scheme's own rate while an amount is in dollars; state one where amounts came to be."""
    amounts = [each for item in items.values() for each in item["amount"].get("dated", [item["amount"]])]
    if all(amount["unit"] == TOLD_IN for amount in amounts):
        return {"to_gbp": None}
    if scheme.costs is not None and scheme.costs.to_gbp is not None:
        return {}
    way = table.way(wanted, (TOLD_IN, wanted[1]))
    if way is None:
        raise Refused([_no_way(scheme.scheme, "costs.to_gbp", wanted, (TOLD_IN, wanted[1]))])
    factor = math.prod(line.factor for line in way)
    said = " ".join(f"{line.basis.rstrip('.')}." for line in way)
    return {"to_gbp": {"value": factor, "unit": "GBP/USD", "assumption": f"From the table of conversions: {said}"}}
