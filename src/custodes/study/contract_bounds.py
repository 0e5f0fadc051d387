r"""Which numbers of a sum are possible at all: a box of ranges cut by one equation.

The value of a contract is

    value = fixed + devices unit_price + people days service

Every number stands in it once (where there are as many people as devices it is
``fixed + devices (unit_price + days service)``), all are 0 or more, and the right side rises with each. So what the
equation leaves of one number, the others being anywhere in their ranges, is an interval, and passing the value down
the sum gives its ends exactly: from a sum each term takes what the others leave at their largest and smallest, from a
product each factor what the value over the others leaves. Nothing is sampled, and nothing is said of how likely any
number is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HAIR: Final = 1e-9
"""Ends that cross by less than this part of themselves are one number: money is written in whole pence."""

VALUE: Final = "value"
DAYS: Final = "term"
DEVICES: Final = "devices"
PEOPLE: Final = "people"
UNIT_PRICE: Final = "unit_price"
SERVICE: Final = "service"
FIXED: Final = "fixed"


@dataclass(frozen=True)
class Range:
    """Numbers from one to another.

    Attributes
    ----------
    low, high : float
        Its ends, both included; `low` is 0 or more.
    """

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far its ends lie apart."""
        return self.high - self.low

    def cut(self, other: Range) -> Range | None:
        """Give what two ranges have in common.

        Parameters
        ----------
        other : Range
            The other one.

        Returns
        -------
        Range or None
            None when they have nothing in common.
        """
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low <= high:
            return Range(low, high)
        if low - high <= HAIR * max(abs(low), abs(high)):
            end = self.low if low == self.low else self.high
            return Range(end, end)
        return None


NOTHING: Final = Range(0.0, 0.0)


@dataclass(frozen=True)
class Box:
    """What is known of each number of a contract by itself.

    Attributes
    ----------
    value : Range
        The value [GBP or USD].
    term : Range
        The term [day].
    devices, people : Range or None
        Devices, and people at any one time; None where they are not told.
    unit_price, service, fixed : Range
        What is paid for a device, for a person-day, and in any case; 0 where it is left out [GBP or USD].
    paired : bool
        Whether there are as many people as devices.
    """

    value: Range
    term: Range
    devices: Range | None
    people: Range | None
    unit_price: Range
    service: Range
    fixed: Range
    paired: bool

    def ranges(self) -> dict[str, Range]:
        """Give each number that is told.

        Returns
        -------
        dict of str to Range
            By name; without `paired`.
        """
        found = {name: getattr(self, name) for name in NAMES}
        return {name: each for name, each in found.items() if each is not None}

    def at(self, **numbers: float) -> Box:
        """Fix numbers.

        Parameters
        ----------
        **numbers : float
            By name.

        Returns
        -------
        Box
            A copy.
        """
        found = {name: Range(number, number) for name, number in numbers.items()}
        return replace(self, **found)  # type: ignore[arg-type] # the checker cannot see which fields these are


NAMES: Final = (VALUE, DAYS, DEVICES, PEOPLE, UNIT_PRICE, SERVICE, FIXED)


@dataclass(frozen=True)
class _Node:
    """A sum or a product of numbers; a number by itself has a name and no parts."""

    own: Range
    name: str = ""
    parts: tuple[_Node, ...] = ()
    product: bool = False


def _sum(*parts: _Node) -> _Node:
    return _Node(Range(math.fsum(p.own.low for p in parts), math.fsum(p.own.high for p in parts)), parts=parts)


def _product(*parts: _Node) -> _Node:
    own = Range(math.prod(p.own.low for p in parts), math.prod(p.own.high for p in parts))
    return _Node(own, parts=parts, product=True)


def _tree(box: Box) -> _Node:
    leaf = {name: _Node(each, name) for name, each in box.ranges().items()}
    one = _Node(Range(1.0, 1.0))
    devices, people = leaf.get(DEVICES, one), leaf.get(PEOPLE, one)
    if box.paired:
        each = _sum(leaf[UNIT_PRICE], _product(leaf[DAYS], leaf[SERVICE]))
        return _sum(leaf[FIXED], _product(devices, each))
    bought, served = _product(devices, leaf[UNIT_PRICE]), _product(people, leaf[DAYS], leaf[SERVICE])
    return _sum(leaf[FIXED], bought, served)


def total(box: Box) -> Range:
    """Give what the parts of a contract can come to, whatever its value.

    Parameters
    ----------
    box : Box
        What is known of each number.

    Returns
    -------
    Range
        From all parts at their smallest to all at their largest [GBP or USD].
    """
    return _tree(box).own


def narrowed(box: Box) -> dict[str, Range] | None:
    """Give for each number the narrowest range that the others leave.

    Parameters
    ----------
    box : Box
        What is known of each number by itself.

    Returns
    -------
    dict of str to Range, or None
        By name; None when no combination is possible.
    """
    tree = _tree(box)
    value = box.value.cut(tree.own)
    if value is None:
        return None
    found = dict(box.ranges())
    found[VALUE] = value
    found |= dict(_down(tree, value))
    return found


def _down(node: _Node, target: Range) -> Iterator[tuple[str, Range]]:
    """Pass down what a node must come to; `target` lies within its own range."""
    if node.name:
        yield node.name, target
    for i, part in enumerate(node.parts):
        others = [other.own for k, other in enumerate(node.parts) if k != i]
        left = _factor(target, others) if node.product else _term(target, others)
        yield from _down(part, part.own.cut(left) or part.own)


def _term(target: Range, others: Sequence[Range]) -> Range:
    low = target.low - math.fsum(each.high for each in others)
    return Range(max(low, 0.0), target.high - math.fsum(each.low for each in others))


def _factor(target: Range, others: Sequence[Range]) -> Range:
    least, most = math.prod(each.low for each in others), math.prod(each.high for each in others)
    low = target.low / most if most > 0.0 else 0.0
    return Range(low, target.high / least if least > 0.0 else math.inf)


def cost_per_device(box: Box) -> Range | None:
    """Give what the whole contract can cost for each device.

    With the number of devices fixed, the value has a range of its own, and both its ends over the number fall as the
    number rises; so the ends of the ratio lie at the ends of the number.

    Parameters
    ----------
    box : Box
        What is known of each number.

    Returns
    -------
    Range or None
        [GBP or USD]; None without devices, or when no combination is possible.
    """
    possible = narrowed(box)
    if possible is None or DEVICES not in possible:
        return None
    few, many = possible[DEVICES].low, possible[DEVICES].high
    return _ends([_ratio(box.at(devices=few), few), _ratio(box.at(devices=many), many)])


def cost_per_person_day(box: Box) -> Range | None:
    """Give what the whole contract can cost for each person and day.

    With people and term fixed, both ends of the value over their product fall as either rises. So the largest ratio
    lies where neither can be smaller, the smallest where neither can be larger: at a corner of their ranges, or along
    the curve where the parts at their ends come to the value. Along that curve people times days rises or falls all
    the way, so only its two ends count; they lie on the edges of the ranges.

    Parameters
    ----------
    box : Box
        What is known of each number.

    Returns
    -------
    Range or None
        [GBP or USD]; None without people, or when no combination is possible.
    """
    possible = narrowed(box)
    worn = DEVICES if box.paired else PEOPLE
    if possible is None or worn not in possible:
        return None
    found: list[Range | None] = []
    for fixed, other in ((worn, DAYS), (DAYS, worn)):
        for number in (possible[fixed].low, possible[fixed].high):
            edge = box.at(**{fixed: number})
            left = narrowed(edge)
            ends = (left[other].low, left[other].high) if left is not None else ()
            found += [_ratio(edge.at(**{other: end}), number * end) for end in ends]
    return _ends(found)


def _ratio(box: Box, by: float) -> Range | None:
    possible = narrowed(box)
    return None if possible is None else Range(possible[VALUE].low / by, possible[VALUE].high / by)


def _ends(found: Sequence[Range | None]) -> Range | None:
    known = [each for each in found if each is not None]
    return Range(min(each.low for each in known), max(each.high for each in known)) if known else None


COST_PER_DEVICE: Final = "cost_per_device"
COST_PER_PERSON_DAY: Final = "cost_per_person_day"
"""What is worked out beside the numbers of the sum."""


def possible(box: Box) -> dict[str, Range] | None:
    """Give every range that is left: of the numbers of the sum, and of what is worked out from them.

    Parameters
    ----------
    box : Box
        What is known of each number by itself.

    Returns
    -------
    dict of str to Range, or None
        By name; None when no combination is possible.
    """
    left = narrowed(box)
    if left is None:
        return None
    worked_out = {COST_PER_DEVICE: cost_per_device(box), COST_PER_PERSON_DAY: cost_per_person_day(box)}
    return left | {name: each for name, each in worked_out.items() if each is not None}
