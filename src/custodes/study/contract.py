"""A contract with numbers withheld, turned inside out: what is possible, and what one more number would narrow."""

from __future__ import annotations

import hashlib
import json
import math
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, Refused
from custodes.records.versions import versions
from custodes.scheme.contract import PARTS
from custodes.scheme.contract_files import load_contract, with_published
from custodes.study.contract_bounds import (
    COST_PER_DEVICE,
    COST_PER_PERSON_DAY,
    DAYS,
    DEVICES,
    HAIR,
    NOTHING,
    PEOPLE,
    VALUE,
    Box,
    Range,
    possible,
)
from custodes.study.contract_conflict import contradiction
from custodes.study.contract_document import side_document
from custodes.study.contract_elsewhere import from_elsewhere, own_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from custodes.scheme.contract import Contract
    from custodes.scheme.quantity import Quantity
    from custodes.study.contract_elsewhere import Elsewhere

DAY_H: Final = 24.0
RESULTS: Final = (COST_PER_DEVICE, COST_PER_PERSON_DAY)
LOOKED_AT: Final = 101
"""Values of a withheld number, from end to end, at which it is asked what publishing it would leave."""

_WHOLE: Final = (DEVICES, PEOPLE)
_ROWS: Final = 5
_DIGITS: Final = 2


@dataclass(frozen=True)
class Narrowing:
    """What publishing one number would leave of another's range.

    Attributes
    ----------
    number : str
        The number that would be published.
    of : str
        The number whose range it would narrow.
    best, middle, worst : float
        Width that would be left over the width now: at the value of the first that leaves least, in the middle of its
        range, and at the value that leaves most [ratio].
    """

    number: str
    of: str
    best: float
    middle: float
    worst: float


@dataclass(frozen=True)
class Combination:
    """What is left at one number of devices or people, and one term.

    Attributes
    ----------
    many : float or None
        Devices, or people where devices are not told; None where neither is.
    days : float
        The term [day].
    left : mapping of str to Range, or None
        What is possible then; None when nothing is.
    """

    many: float | None
    days: float
    left: Mapping[str, Range] | None


@dataclass(frozen=True)
class Side:
    """The contract read by one of the values that were published for it.

    Attributes
    ----------
    name : str
        Name of that value.
    what : str
        Who says so, and what is in it.
    box : Box
        What is known of each number by itself.
    left : mapping of str to Range, or None
        What is possible; None when the numbers contradict each other.
    contradiction : str
        Which numbers do, or "".
    combinations : tuple of Combination
        Line by line.
    narrowings : tuple of Narrowing
        By number, then by the number that it would narrow.
    elsewhere : mapping of str to Elsewhere
        What would be left, if a price were one that was published elsewhere, by its name.
    """

    name: str
    what: str
    box: Box
    left: Mapping[str, Range] | None
    contradiction: str
    combinations: tuple[Combination, ...]
    narrowings: tuple[Narrowing, ...]
    elsewhere: Mapping[str, Elsewhere]

    @property
    def counted_by(self) -> str | None:
        """Whether combinations are listed by devices or by people; None where neither is told."""
        return DEVICES if self.box.devices is not None else PEOPLE if self.box.people is not None else None


@dataclass(frozen=True)
class Inversion:
    """A finished look at a contract.

    Attributes
    ----------
    contract : Contract
        The contract, with what was set.
    named : str
        As the user named it.
    settings : mapping of str to str
        What was set, by path.
    sides : tuple of Side
        One a published value; at least one of them is possible.
    outside : tuple of str
        Paths that were set outside the range that the file holds possible.
    """

    contract: Contract
    named: str
    settings: Mapping[str, str]
    sides: tuple[Side, ...]
    outside: tuple[str, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of what was looked at."""
        text = json.dumps({"contract": self.contract.hash, "settings": sorted(self.settings.items())})
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def command(self) -> str:
        """Return the command that repeats the look.

        Returns
        -------
        str
            One line for a shell.
        """
        pairs = [f"--set={path}={value}" for path, value in self.settings.items()]
        return shlex.join(["custodes", "contract", self.named, *pairs])

    def document(self) -> dict[str, Any]:
        """Write everything as plain values.

        Returns
        -------
        dict
            What stands in ``contract.json``.
        """
        return {
            "schema": 1,
            "contract": {
                "name": self.contract.contract,
                "title": self.contract.title,
                "contract_hash": self.contract.hash,
                "currency": self.contract.currency,
                "settings": dict(sorted(self.settings.items())),
                "outside_what_was_held_possible": list(self.outside),
                "plan_hash": self.hash,
                "command": self.command(),
                "versions": versions(),
            },
            "stated": self.contract.plain(),
            "sides": {side.name: side_document(side, self.contract.currency) for side in self.sides},
        }


def invert(named: str | PathLike[str], settings: Mapping[str, str] | None = None) -> Inversion:
    """Find what a contract leaves possible of the numbers that it withholds.

    Parameters
    ----------
    named : str or path
        Name of a contract that comes with Custodes, or a file.
    settings : mapping of str to str, optional
        Numbers to be fixed, by path, as if they had been published.

    Returns
    -------
    Inversion
        By each value that was published for it.

    Raises
    ------
    Refused
        When the contract or a setting is, or when its numbers contradict each other by every published value.
    """
    given = dict(settings or {})
    stated = load_contract(named)
    contract = with_published(stated, given) if given else stated
    sides = tuple(_side(contract, name) for name in contract.stated)
    if all(side.left is None for side in sides):
        hint = "one of these numbers is another, or something else is paid for as well"
        raise Refused(
            Problem(contract.contract, 0, f"stated.{side.name}", side.contradiction, "", hint, "no-combination")
            for side in sides
        )
    outside = tuple(path for path in given if _is_outside(contract.quantities()[path], stated.quantities()[path]))
    return Inversion(contract, str(named), given, sides, outside)


def _is_outside(now: Quantity, before: Quantity) -> bool:
    held = own_range(before)
    return held.cut(own_range(now)) is None


def _box(contract: Contract, name: str) -> Box:
    value, term = contract.stated[name].value, own_range(contract.stated[name].term)
    parts = {key: None if getattr(contract, key) is None else own_range(getattr(contract, key)) for key in PARTS}
    return Box(
        value=own_range(value),
        term=Range(term.low / DAY_H, term.high / DAY_H),
        devices=parts["devices"],
        people=parts["people"],
        unit_price=parts["unit_price"] or NOTHING,
        service=parts["service"] or NOTHING,
        fixed=parts["fixed"] or NOTHING,
        paired=contract.one_device_a_person,
    )


def _side(contract: Contract, name: str) -> Side:
    box = _box(contract, name)
    left = possible(box)
    if left is None:
        return Side(name, contract.stated[name].what, box, None, contradiction(contract, name, box), (), (), {})
    left = {key: each for key, each in left.items() if _is_told(contract, key)}
    return Side(
        name=name,
        what=contract.stated[name].what,
        box=box,
        left=left,
        contradiction="",
        combinations=tuple(_combinations(box, left)),
        narrowings=tuple(_narrowings(box, left)),
        elsewhere=dict(from_elsewhere(contract, box)),
    )


def _is_told(contract: Contract, key: str) -> bool:
    return key in {VALUE, DAYS, *RESULTS} or getattr(contract, key) is not None


# Combinations


def _combinations(box: Box, left: Mapping[str, Range]) -> Iterator[Combination]:
    by = DEVICES if box.devices is not None else PEOPLE if box.people is not None else None
    terms = steps(left[DAYS], 3, spread=False)
    for many in steps(left[by], _ROWS) if by is not None else (None,):
        for days in terms:
            fixed = box.at(term=days) if by is None or many is None else box.at(**{by: many, DAYS: days})
            yield Combination(many, days, possible(fixed))


def steps(within: Range, count: int, *, spread: bool = True) -> tuple[float, ...]:
    """Choose numbers from one end of a range to the other.

    Parameters
    ----------
    within : Range
        The range.
    count : int
        How many.
    spread : bool
        Whether equal steps are equal ratios, and the numbers between are rounded to whole ones of two digits.

    Returns
    -------
    tuple of float
        Rising, both ends among them; a single one for a range of no width.
    """
    if within.width == 0.0:
        return (within.low,)
    parts = [k / (count - 1) for k in range(count)]
    if not spread or within.low <= 0.0:
        return tuple(within.low + part * within.width for part in parts)
    between = [within.low * (within.high / within.low) ** part for part in parts[1:-1]]
    rounded = [round(x, _DIGITS - 1 - math.floor(math.log10(x))) for x in between]
    inner = [x for x in rounded if within.low < x < within.high]
    return tuple(dict.fromkeys((within.low, *inner, within.high)))


# What one more number would narrow


def _narrowings(box: Box, left: Mapping[str, Range]) -> Iterator[Narrowing]:
    hidden = [name for name, each in left.items() if name not in RESULTS and each.width > 0.0]
    for name in hidden:
        others = [other for other, each in left.items() if other != name and each.width > 0.0]
        shares = [_shares(box, name, number, left, others) for number in _values(name, left[name])]
        for other in others:
            column = [share[other] for share in shares]
            yield Narrowing(name, other, min(column), column[len(column) // 2], max(column))


def _values(name: str, within: Range) -> list[float]:
    values = [within.low + k / (LOOKED_AT - 1) * within.width for k in range(LOOKED_AT)]
    if name not in _WHOLE:
        return values
    return [float(min(max(round(x), math.ceil(within.low)), math.floor(within.high))) for x in values]


def _shares(box: Box, name: str, number: float, left: Mapping[str, Range], others: list[str]) -> dict[str, float]:
    then = possible(box.at(**{name: number})) or {}
    return {other: _share(then[other].width, left[other].width) if other in then else 0.0 for other in others}


def _share(then: float, now: float) -> float:
    """Divide, and take what is nothing or everything but for rounding as that."""
    share = then / now
    return 0.0 if share < HAIR else 1.0 if share > 1.0 - HAIR else share
