"""What a scheme costs whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from custodes.scheme.admits import Amount, Devices, Interval, PoundsForDollar
from custodes.scheme.fault import Fault, Place
from custodes.scheme.part import Name, Part, Raw, Reading
from custodes.scheme.response import StepName

CostKind = Literal["contract", "staff_hour", "per_person_day", "per_response", "per_check", "fixed_per_year"]
_ASKS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "contract": ("devices", "term"),
    "staff_hour": ("desk",),
    "per_person_day": (),
    "per_response": ("step",),
    "per_check": ("instrument",),
    "fixed_per_year": (),
}
"""The further keys of each kind of cost."""


class CostItem(Part):
    """One thing that costs money.

    Attributes
    ----------
    kind : str
        What the amount is paid for.
    amount : Quantity
        What is paid each time, or for the whole contract [GBP or USD].
    devices : Quantity or None
        Devices that a contract covers [device].
    term : Quantity or None
        How long a contract runs [year].
    desk : str or None
        The desk whose hours are paid.
    step : str or None
        The step of the response ladder that is paid for.
    instrument : str or None
        The instrument whose checks are paid for.
    """

    kind: CostKind
    amount: Amount
    devices: Devices | None = None
    term: Interval | None = None
    desk: Literal["review", "casework"] | None = None
    step: StepName | None = None
    instrument: Name | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell which keys the kind of cost lacks, or has no use for."""
        del reading
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in _ASKS_FOR:
            return
        for key in ("devices", "term", "desk", "step", "instrument"):
            wanted = key in _ASKS_FOR[kind]
            if wanted and raw.get(key) is None:
                yield Fault((key,), "missing-key", "is missing", hint=f"a {kind} cost needs it")
            elif not wanted and key in raw:
                yield Fault((key,), "unknown-key", f"has no meaning for a {kind} cost", key, "take it out")


class Costs(Part):
    """What the scheme costs.

    Attributes
    ----------
    to_gbp : Quantity or None
        What one US dollar is worth in pounds; only when amounts are in dollars [GBP/USD].
    items : mapping of str to CostItem
        What is paid for, by name.
    """

    to_gbp: PoundsForDollar | None = None
    items: Mapping[Name, CostItem] = Field(min_length=1)

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when dollars have no stated rate, or when prices of different years are mixed."""
        del reading
        amounts = list(_amounts(raw.get("items")))
        dollars = [str(place[1]) for place, amount in amounts if amount.get("unit") == "USD"]
        if dollars and raw.get("to_gbp") is None:
            hint = "state what one dollar is worth in pounds, with its source"
            yield Fault(("to_gbp",), "mixed-currencies", "is missing: amounts are in USD", ", ".join(dollars), hint)
        years = [(place, amount["price_year"]) for place, amount in amounts if amount.get("price_year") is not None]
        for place, year in years:
            if year != years[0][1]:
                wrong = f"prices of different years cannot be added up; the first amount is in prices of {years[0][1]}"
                hint = "bring all amounts to the prices of one year and say how under its basis"
                yield Fault((*place, "price_year"), "mixed-price-years", wrong, str(year), hint)


def _amounts(items: Any) -> Iterator[tuple[Place, Mapping[str, Any]]]:  # noqa: ANN401
    """Find every stated amount, each entry of a dated one by itself."""
    for name, item in items.items() if isinstance(items, Mapping) else ():
        amount = item.get("amount") if isinstance(item, Mapping) else None
        if not isinstance(amount, Mapping):
            continue
        dated = amount.get("dated")
        if isinstance(dated, list):
            entries = [(("items", name, "amount", "dated", i), entry) for i, entry in enumerate(dated)]
            yield from ((place, entry) for place, entry in entries if isinstance(entry, Mapping))
        else:
            yield ("items", name, "amount"), amount
