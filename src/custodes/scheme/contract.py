"""What a published contract says and what it withholds: the value, and the parts of which it is made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import Field, StrictBool

from custodes.scheme.admits import Amount, Devices, Interval, People
from custodes.scheme.fault import Fault, shown
from custodes.scheme.part import Name, Part, Raw, Reading, Text
from custodes.scheme.section import section
from custodes.scheme.source import Citation
from custodes.scheme.sourced import Sourced

if TYPE_CHECKING:
    from custodes.scheme.quantity import Quantity

PARTS: Final = ("devices", "unit_price", "people", "service", "fixed")
"""Numbers of a contract beside each value and its term."""

_MONEY: Final = ("unit_price", "service", "fixed")


class Comparator(Part):
    """A price that was published elsewhere, to be set beside what is possible.

    Attributes
    ----------
    what : str
        What it was paid for, by whom.
    for_each : str
        Whether it is paid for a device, for a person-day, or for a whole contract.
    amount : Quantity or None
        The price, with its source [GBP or USD].
    told : str or None
        The price in words, where its currency is not one that is counted here; only together with source.
    source : Citation or None
        Where a price in words was read.
    """

    what: Text
    for_each: Literal["device", "person-day", "contract"]
    amount: Amount | None = None
    told: Text | None = None
    source: Citation | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when there is no price, or more than one."""
        del reading
        given = [key for key in ("amount", "told") if raw.get(key) is not None]
        if len(given) != 1:
            hint = "state amount, or told with source where the currency is another"
            yield Fault((), "mixed-forms", "states its price not at all or twice", " and ".join(given), hint)
        elif (raw.get("source") is None) == (given == ["told"]):
            wrong = "belongs to a price in words; an amount carries its own"
            yield Fault(("source",), "basis", wrong, hint="state source beside told, and only there")


class StatedValue(Part):
    """One value that was published for the contract, and how long it pays for.

    Attributes
    ----------
    what : str
        Who says so, and what is in it.
    value : Quantity
        The value of the contract [GBP or USD].
    term : Quantity
        How long it runs [year].
    """

    what: Text
    value: Amount
    term: Interval


class Contract(Sourced):
    """A contract as one file states it.

    Its value is ``fixed + devices x unit_price + people x days x service``; parts that are not paid for are left out.

    Attributes
    ----------
    contract : str
        Its name, the same as the file's.
    title : str
        Its title.
    about : str
        What it is, in one to three plain sentences.
    buyer, supplier : str
        Who pays, and who is paid.
    signed : str
        When, as precisely as is known.
    stated : mapping of str to StatedValue
        The values that were published for it, each with its term; one or more.
    devices : Quantity or None
        Devices that are paid for [device].
    unit_price : Quantity or None
        What one device costs, whatever is paid for it once [GBP or USD].
    people : Quantity or None
        People monitored at any one time [person].
    one_device_a_person : bool
        Whether there are as many people as devices; then people are left out.
    service : Quantity or None
        What is paid for one person and one day [GBP or USD].
    fixed : Quantity or None
        What is paid however many people and devices there are [GBP or USD].
    left_out : tuple of str
        What is not in the sum, and why.
    published : mapping of str to Comparator
        Prices that were published elsewhere.
    """

    contract: Name
    title: Text
    about: Text
    buyer: Text
    supplier: Text
    signed: Text
    stated: Mapping[Name, StatedValue] = Field(min_length=1)
    devices: Devices | None = None
    unit_price: Amount | None = None
    people: People | None = None
    one_device_a_person: StrictBool
    service: Amount | None = None
    fixed: Amount | None = None
    left_out: tuple[Text, ...]
    published: Mapping[Name, Comparator]

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when a part lacks what it is counted by or is dated, or when amounts are in two kinds of money."""
        del reading
        yield from _dated(raw)
        paired = raw.get("one_device_a_person") is True
        has = {key for key in PARTS if raw.get(key) is not None}
        if not has & {"unit_price", "service", "fixed"}:
            hint = "state at least one of fixed, unit_price and service, if only as a range"
            yield Fault((), "missing-key", "says of nothing what it is paid for", hint=hint)
        if "devices" not in has and (paired or "unit_price" in has):
            yield Fault(("devices",), "missing-key", "is missing", hint="unit prices and pairs are counted by devices")
        if paired and "people" in has:
            hint = "there are as many people as devices, so take it out; or write one_device_a_person: false"
            yield Fault(("people",), "mixed-forms", "is stated beside one_device_a_person", "people", hint)
        if "service" in has and not paired and "people" not in has:
            yield Fault(("people",), "missing-key", "is missing", hint="service is counted by people and days")
        yield from _other_money(raw)

    @property
    def currency(self) -> str:
        """The currency of all its amounts."""
        return next(iter(self.stated.values())).value.unit

    def quantities(self) -> dict[str, Quantity]:
        """Find every number of the contract that the sum is made of.

        Returns
        -------
        dict
            Quantities by dotted path, in the order of the file's language.
        """
        found: dict[str, Quantity] = {}
        for name, each in self.stated.items():
            found |= {f"stated.{name}.value": each.value, f"stated.{name}.term": each.term}
        parts = {key: getattr(self, key) for key in PARTS}
        return found | {key: quantity for key, quantity in parts.items() if quantity is not None}


def _other_money(raw: Raw) -> Iterator[Fault]:
    """Tell which amounts are in another currency or of another year than the first value."""
    first: Mapping[str, Any] = {}
    for path, amount in _amounts(raw):
        first = first or amount
        for key, code in (("unit", "mixed-currencies"), ("price_year", "mixed-price-years")):
            if amount.get(key) != first.get(key):
                wrong = f"is not that of the first value, {shown(first.get(key))}; one sum needs one money"
                yield Fault((*path, key), code, wrong, shown(amount.get(key)), "state all amounts in the same money")


def _amounts(raw: Raw) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    places = [*(("stated", name, "value") for name in section(raw, "stated")), *((key,) for key in _MONEY)]
    for place in places:
        amount = section(raw, *place)
        if amount and "dated" not in amount:
            yield place, amount


def _dated(raw: Raw) -> Iterator[Fault]:
    """Tell which numbers are dated: only their last entry would count, though the sum is paid over the whole term."""
    stated = [("stated", name, key) for name in section(raw, "stated") for key in ("value", "term")]
    prices = [("published", name, "amount") for name in section(raw, "published")]
    for place in (*stated, *((key,) for key in PARTS), *prices):
        if "dated" in section(raw, *place):
            wrong = "means nothing in a contract, where each number holds for the whole term"
            hint = "state one value, or one range that holds every value it had"
            yield Fault((*place, "dated"), "unknown-key", wrong, "dated", hint)
