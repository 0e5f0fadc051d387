"""Which numbers of a contract contradict each other, where no combination of them is possible."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from custodes.scheme.settings import ASSUMPTION
from custodes.scheme.wording import said
from custodes.study.contract_bounds import DAYS, DEVICES, NOTHING, PEOPLE, Box, Range, total

if TYPE_CHECKING:
    from custodes.scheme.contract import Contract
    from custodes.scheme.quantity import Quantity


def contradiction(contract: Contract, name: str, box: Box) -> str:
    """Say which numbers of a contract cannot all be true.

    Parameters
    ----------
    contract : Contract
        The contract.
    name : str
        Name of the published value by which it is read.
    box : Box
        What is known of each number; no combination of it is possible.

    Returns
    -------
    str
        What the parts come to, and the numbers with what they rest on: as few as contradict each other.
    """
    sums, value, unit = total(box), box.value, contract.currency
    quantities = contract.quantities()
    too_much = sums.low > value.high
    terms = _terms(contract, box, low=too_much)
    if too_much:
        # Without the small terms the rest may already be too much: then those are not to blame.
        for key in sorted(terms, key=lambda key: terms[key][1]):
            if math.fsum(amount for other, (_, amount) in terms.items() if other != key) > value.high:
                del terms[key]
    paths = [f"stated.{name}.value", *dict.fromkeys(path for numbers, _ in terms.values() for path in numbers)]
    told = [path if path != DAYS else f"stated.{name}.term" for path in paths]
    numbers = "; ".join(f"{path} {quantities[path].text()} ({_basis(quantities[path])})" for path in told)
    come = math.fsum(amount for _, amount in terms.values())
    ends = ("smallest", "more", value.high) if too_much else ("largest", "less", value.low)
    return (
        f"no combination is possible: at their {ends[0]} the parts come to {said(_whole(come), unit)}, which is "
        f"{ends[1]} than the value of {said(_whole(ends[2]), unit)}. These cannot all be true: {numbers}"
    )


def _whole(amount: float) -> float:
    return float(round(amount)) if amount >= 1.0 else amount


def _terms(contract: Contract, box: Box, *, low: bool) -> dict[str, tuple[tuple[str, ...], float]]:
    """Give each term of the sum with the numbers that it is made of, at its smallest or largest."""
    worn = box.devices if box.paired else box.people
    factors: dict[str, tuple[tuple[str, ...], list[Range]]] = {
        "fixed": (("fixed",), [box.fixed]),
        "bought": ((DEVICES, "unit_price"), [box.devices or NOTHING, box.unit_price]),
        "served": ((DEVICES if box.paired else PEOPLE, DAYS, "service"), [worn or NOTHING, box.term, box.service]),
    }
    found = {}
    for key, (numbers, ranges) in factors.items():
        amount = math.prod(each.low if low else each.high for each in ranges)
        # The last of each is what it is paid for: the others only count it.
        if getattr(contract, numbers[-1]) is not None and (amount > 0.0 or not low):
            found[key] = (numbers, amount)
    return found


def _basis(quantity: Quantity) -> str:
    if quantity.source is not None:
        return f"published, {quantity.source.key}"
    if quantity.redacted is not None:
        return "withheld, the range that was held possible"
    return "set here" if quantity.assumption == ASSUMPTION else "assumed"
