"""What a contract leaves possible in plain words: names, amounts, sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Sentence
from custodes.report.numbers import money, number, percent
from custodes.scheme.settings import ASSUMPTION
from custodes.scheme.source import Citation
from custodes.study.contract_bounds import (
    COST_PER_DEVICE,
    COST_PER_PERSON_DAY,
    DAYS,
    DEVICES,
    FIXED,
    HAIR,
    PEOPLE,
    SERVICE,
    UNIT_PRICE,
    VALUE,
    Range,
)
from custodes.units.unit import DAYS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.scheme.contract import Contract
    from custodes.scheme.quantity import Quantity
    from custodes.study.contract import Inversion, Narrowing, Side

NAMES: Final = {
    VALUE: "value of the contract",
    DAYS: "term",
    DEVICES: "number of devices",
    PEOPLE: "number of people",
    UNIT_PRICE: "price of a device",
    SERVICE: "price of the service for a person and a day",
    FIXED: "fixed part",
    COST_PER_DEVICE: "whole cost for each device",
    COST_PER_PERSON_DAY: "whole cost for each person and day",
}
"""What each number is called."""

POSSIBLE: Final = (
    "A range says what is possible as long as each number lies where it was held possible by itself, which for some is "
    "only assumed; its low end is rounded down and its high end up. Nothing is said of which number within it is "
    "likelier: a number that was withheld has no likelihood."
)

SUM: Final = (
    "The value is taken to be a fixed part, plus the price of a device for each of them, plus the price of the service "
    "for each person and each day; what the contract does not pay for is left out."
)

_MILLION: Final = 1e6
_BILLION: Final = 1e9
_PENCE_BELOW: Final = 100.0
_PENCE: Final = 2
"""Decimals that show pence."""
_OF_MILLIONS: Final = 4
"""Digits of an amount in millions or billions."""
_THREE_DIGITS_FROM: Final = 99.5
"""Smallest number that `number` writes with three digits and not two."""
_BASES: Final = {"source": "published", "assumption": "assumed", "redacted": "withheld"}


def amount(x: float, currency: str) -> str:
    """Write an amount of money.

    Parameters
    ----------
    x : float
        The amount.
    currency : str
        Its currency.

    Returns
    -------
    str
        Such as ``£12,000`` or ``USD 2.8``; all digits of a whole amount below a million.
    """
    sign = "£" if currency == "GBP" else f"{currency} "
    if x >= _MILLION:
        scale, word = (_BILLION, "billion") if x >= _BILLION else (_MILLION, "million")
        decimals = max(0, _decimals(x / scale, _OF_MILLIONS))
        text = f"{x / scale:,.{decimals}f}"
        return f"{sign}{text.rstrip('0').rstrip('.') if '.' in text else text} {word}"
    if x == round(x):
        return f"{sign}{x:,.0f}"
    return money(x) if currency == "GBP" else f"{sign}{number(x)}"


def said(name: str, x: float, currency: str) -> str:
    """Write a number of a contract with its unit.

    Parameters
    ----------
    name : str
        Which number.
    x : float
        The number.
    currency : str
        Currency of the contract.

    Returns
    -------
    str
        Such as ``3,000``, ``3 years`` or ``£12,000``.
    """
    if name in {DEVICES, PEOPLE}:
        return f"{round(x):,}"
    if name == DAYS:
        years = x / DAYS_A_YEAR
        return f"{number(years)} {'year' if years == 1 else 'years'}"
    return amount(x, currency)


def ends_said(name: str, within: Range, currency: str) -> tuple[str, str]:
    """Write the two ends of a range, so that what is written holds all of it.

    Parameters
    ----------
    name : str
        Which number.
    within : Range
        The range.
    currency : str
        Currency of the contract.

    Returns
    -------
    tuple of (str, str)
        The low end rounded down and the high end rounded up, in as many digits as `said` shows; the nearest twice
        where the range is a single number.
    """
    if within.width <= HAIR * within.high:
        only = said(name, within.low, currency)
        return only, only
    low, high = (_outward(name, x, currency, up=up) for x, up in ((within.low, False), (within.high, True)))
    return said(name, low, currency), said(name, high, currency)


def _outward(name: str, x: float, currency: str, *, up: bool) -> float:
    """Round down or up to what is shown; what is shown as it is but for a hair stays."""
    scale, decimals = _shown(name, x, currency)
    size = x / scale
    nearest = round(size, decimals)
    if abs(nearest - size) > HAIR * size:
        step = 10.0**decimals
        nearest = round((math.ceil if up else math.floor)(size * step) / step, decimals)
    return nearest * scale


def _shown(name: str, x: float, currency: str) -> tuple[float, int]:
    """Say in which unit a number is shown, and with how many decimals; below 0 where not even all of its digits are."""
    if name in {DEVICES, PEOPLE} or x == 0.0:
        return 1.0, 0
    if name == DAYS:
        return DAYS_A_YEAR, _decimals(x / DAYS_A_YEAR)
    if x >= _MILLION:
        scale = _BILLION if x >= _BILLION else _MILLION
        return scale, _decimals(x / scale, _OF_MILLIONS)
    if x == round(x):
        return 1.0, 0
    return 1.0, _PENCE if currency == "GBP" and x < _PENCE_BELOW else _decimals(x)


def _decimals(x: float, digits: int = 0) -> int:
    return (digits or (3 if x >= _THREE_DIGITS_FROM else 2)) - 1 - math.floor(math.log10(x))


def range_said(name: str, within: Range, currency: str) -> str:
    """Write the range of a number of a contract.

    Parameters
    ----------
    name : str
        Which number.
    within : Range
        The range.
    currency : str
        Currency of the contract.

    Returns
    -------
    str
        Such as ``500 to 3,000``, or a single number.
    """
    low, high = ends_said(name, within, currency)
    if low == high:
        return low
    return f"{low.removesuffix(' years').removesuffix(' year') if name == DAYS else low} to {high}"


def basis_said(quantity: Quantity) -> tuple[str, str]:
    """Say what a number of a contract rests on.

    Parameters
    ----------
    quantity : Quantity
        The number.

    Returns
    -------
    tuple of str
        In a word, and in a sentence.
    """
    basis = quantity.basis
    word = "set here" if basis == ASSUMPTION else _BASES[quantity.basis_kind]
    if isinstance(basis, Citation):
        return f"{word} [{basis.mark}]", f"{basis.key}, {basis.place}: {basis.read}"
    return word, basis if isinstance(basis, str) else f"{capital(basis.what)}. {basis.possible}"


def capital(words: str) -> str:
    """Write words with a capital letter at their beginning.

    Parameters
    ----------
    words : str
        Words.

    Returns
    -------
    str
        The same, for the beginning of a line.
    """
    return words[:1].upper() + words[1:]


def sentences(found: Inversion, side: Side) -> Iterator[Sentence]:
    """Say what one published value leaves possible.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by that value.

    Yields
    ------
    Sentence
        Costs first, then what was withheld.
    """
    contract, currency = found.contract, found.contract.currency
    left = side.left
    if left is None:
        yield Sentence(_topic(side), "What is possible", cannot=f"{side.contradiction}.")
        return
    spread = _spread_over(contract, side)
    for name, after, topic in (
        (COST_PER_DEVICE, "for each device.", "A device"),
        (COST_PER_PERSON_DAY, "for each person and each day.", "A person-day"),
    ):
        if name in left:
            value = range_said(name, left[name], currency)
            yield Sentence(topic, "The whole contract costs", value, after, how=spread[name])
    told = contract.quantities()
    for name in (UNIT_PRICE, SERVICE, FIXED, DEVICES, PEOPLE):
        if name in left and name in told and told[name].is_range:
            value = range_said(name, left[name], currency)
            held = range_said(name, side.box.ranges()[name], currency)
            how = f"All of what was held possible, {held}." if value == held else f"Held possible before: {held}."
            yield Sentence(capital(basis_said(told[name])[0]), f"The {NAMES[name]} can be", value, ".", how=how)


def _topic(side: Side) -> str:
    return side.name.replace("-", " ")


def _spread_over(contract: Contract, side: Side) -> dict[str, str]:
    """Say over what the value is spread, and what of that was withheld."""
    left, currency, told = side.left or {}, contract.currency, contract.quantities()
    value = range_said(VALUE, left[VALUE], currency)

    def part(name: str, path: str, noun: str) -> str:
        return f"{range_said(name, left[name], currency)}{noun} ({basis_said(told[path])[0]})"

    texts = {}
    term = part(DAYS, f"stated.{side.name}.term", "")
    if DEVICES in left:
        texts[COST_PER_DEVICE] = f"All of {value} over {part(DEVICES, DEVICES, ' devices')}."
    if contract.one_device_a_person:
        devices = part(DEVICES, DEVICES, " people with a device each")
        texts[COST_PER_PERSON_DAY] = f"All of {value} over {devices} and {term}."
    elif PEOPLE in left:
        texts[COST_PER_PERSON_DAY] = f"All of {value} over {part(PEOPLE, PEOPLE, ' people')} and {term}."
    return texts


def results_of(side: Side) -> tuple[str, ...]:
    """Name what a reader wants to know of a contract.

    Parameters
    ----------
    side : Side
        The contract by one published value.

    Returns
    -------
    tuple of str
        Costs that can be told, the cost of a person-day first.
    """
    return tuple(name for name in (COST_PER_PERSON_DAY, COST_PER_DEVICE) if name in (side.left or {}))


def worth(side: Side) -> Iterator[str]:
    """Say of each cost which number would narrow it most if it were published.

    Parameters
    ----------
    side : Side
        The contract by one published value.

    Yields
    ------
    str
        One plain sentence a cost.
    """
    for result in results_of(side):
        about = sorted((each for each in side.narrowings if each.of == result), key=lambda each: each.middle)
        if not about:
            continue
        first, *others = about
        text = f"If the {NAMES[first.number]} were published, {_left(first)} would be left of the range of the "
        text += f"{NAMES[result]}."
        useless = [NAMES[each.number] for each in others if each.best == 1.0]
        if useless:
            text += f" To publish the {' or the '.join(useless)} alone would leave all of it."
        yield text


def _left(each: Narrowing) -> str:
    if each.best == each.worst:
        return "nothing" if each.best == 0.0 else percent(each.best)
    return f"from {percent(each.best)} to {percent(each.worst)} ({percent(each.middle)} in the middle)"
