"""What a contract leaves possible if a price were what was paid elsewhere, in the prices of the contract's own year."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from custodes.scheme.price_file import stated_prices
from custodes.study.contract_bounds import NOTHING, Box, Range, possible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.scheme.contract import Comparator, Contract
    from custodes.scheme.quantity import Quantity
    from custodes.units.price_table import Conversion


@dataclass(frozen=True)
class Elsewhere:
    """A price that was published elsewhere, put in the place of the contract's own.

    Attributes
    ----------
    price : Range or None
        The price in the money and the prices of the contract; None where no conversion is stated [GBP or USD].
    way : tuple of Conversion
        How it was brought there; empty where nothing was to be done, or nothing can be.
    left : mapping of str to Range, or None
        What would be left; None where nothing would, or where there is no price to put in.
    """

    price: Range | None
    way: tuple[Conversion, ...]
    left: Mapping[str, Range] | None

    def document(self) -> dict[str, Any]:
        """Write it as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        return {
            "price": None if self.price is None else [self.price.low, self.price.high],
            "conversion_stated": self.price is not None,
            "converted_by": [
                {"from": list(each.sold), "to": list(each.bought), "factor": each.factor, "basis": each.basis}
                for each in self.way
            ],
            "possible": None if self.left is None else {key: [r.low, r.high] for key, r in self.left.items()},
        }


def own_range(quantity: Quantity) -> Range:
    """Give the ends of a number as it is stated.

    Parameters
    ----------
    quantity : Quantity
        The number.

    Returns
    -------
    Range
        In base units; of no width for a single value.
    """
    low, high = quantity.low_base, quantity.high_base
    if low is None or high is None:
        return Range(quantity.mid_base, quantity.mid_base)
    return Range(low, high)


def in_money_of(contract: Contract, price: Quantity) -> tuple[Range | None, tuple[Conversion, ...]]:
    """Bring a price to the prices of a contract's year, by the table that comes with Custodes.

    Parameters
    ----------
    contract : Contract
        The contract.
    price : Quantity
        An amount of any year.

    Returns
    -------
    tuple of (Range or None, tuple of Conversion)
        The price and the way to it; None and no way where the table states none [GBP or USD].
    """
    want = next(iter(contract.stated.values())).value
    # Money is read with both its currency and its year.
    way = stated_prices().way((price.unit, price.price_year), (want.unit, want.price_year))  # type: ignore[arg-type]
    if way is None:
        return None, ()
    factor, own = math.prod(line.factor for line in way), own_range(price)
    return Range(own.low * factor, own.high * factor), way


def from_elsewhere(contract: Contract, box: Box) -> Iterator[tuple[str, Elsewhere]]:
    """Put prices that were published elsewhere in the place of those that were withheld.

    Parameters
    ----------
    contract : Contract
        The contract.
    box : Box
        What is known of each of its numbers.

    Yields
    ------
    tuple of (str, Elsewhere)
        Each price in the contract's currency that takes the place of one of its parts, by its name.
    """
    for name, each in contract.published.items():
        if each.amount is None or each.amount.unit != contract.currency or not _replaces(contract, each):
            continue
        price, way = in_money_of(contract, each.amount)
        left = None if price is None else possible(_with(box, each, price))
        yield name, Elsewhere(price, way, left)


def _replaces(contract: Contract, each: Comparator) -> bool:
    part = {"device": contract.unit_price, "person-day": contract.service, "contract": None}[each.for_each]
    return part is not None


def _with(box: Box, each: Comparator, price: Range) -> Box:
    if each.for_each == "device":
        return replace(box, unit_price=price)
    # Such a price is taken to be paid for everything: nothing is left to be paid for a device or in any case.
    return replace(box, service=price, unit_price=NOTHING, fixed=NOTHING)
