"""Which numbers each field admits: its units and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from custodes.scheme.fault import Fault, shown, told
from custodes.scheme.part import plain
from custodes.scheme.quantity import Quantity
from custodes.scheme.quantity_checks import NUMBERS, in_unit
from custodes.units import UNITS, find_unit

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

    from custodes.scheme.part import Raw


@dataclass(frozen=True)
class Admits:
    """What a field of a scheme admits.

    Attributes
    ----------
    units : tuple of str
        The units that may stand there.
    says : str
        What the number must be, in words.
    least, above : float or None
        Its lower limit, admitted or not, in base units.
    most, below : float or None
        Its upper limit, admitted or not, in base units.
    step : float or None
        The number must be a whole multiple of this, in base units.
    code : str
        Code of the problem when a limit is passed.
    hint : str
        How to mend it.
    share : bool
        Whether a ratio here is a share of something, to be said as a percentage.
    """

    units: tuple[str, ...]
    says: str
    least: float | None = None
    above: float | None = None
    most: float | None = None
    below: float | None = None
    step: float | None = None
    code: str = "out-of-range"
    hint: str = ""
    share: bool = False

    def faults(self, raw: Raw) -> Iterator[Fault]:
        """Tell where a quantity's unit or numbers are not admitted.

        Parameters
        ----------
        raw : mapping
            The quantity as it stood in the file.

        Yields
        ------
        Fault
            One thing that is wrong.
        """
        entries = raw.get("dated")
        if isinstance(entries, list):
            for i, entry in enumerate(entries):
                if isinstance(entry, Mapping):
                    for fault in self.faults(entry):
                        yield Fault(("dated", i, *fault.at), fault.code, fault.wrong, fault.seen, fault.hint)
            return
        unit = raw.get("unit")
        if not isinstance(unit, str) or unit not in UNITS:
            return
        if unit not in self.units:
            kind = find_unit(unit).kind
            wrong = f"a {kind} cannot stand here; {self.says}"
            yield Fault(("unit",), "wrong-unit", wrong, unit, f"units here: {', '.join(self.units)}")
            return
        for key in NUMBERS:
            number = in_unit(raw.get(key), unit)
            if number is not None and not self._holds(number * find_unit(unit).in_base):
                yield Fault((key,), self.code, self.says, f"{shown(raw[key])} {unit}", self.hint)

    def _holds(self, number: float) -> bool:
        return (
            (self.least is None or number >= self.least)
            and (self.above is None or number > self.above)
            and (self.most is None or number <= self.most)
            and (self.below is None or number < self.below)
            and (self.step is None or abs(number / self.step - round(number / self.step)) < _HAIR)
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Check the field after pydantic's own reading, and tell the faults of both."""

        def check(given: Any, inner: core_schema.ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:  # noqa: ANN401
            del info
            faults = list(self.faults(plain(given))) if isinstance(given, Mapping | Quantity) else []
            quantity = None
            try:
                quantity = inner(given)
            except ValidationError as error:
                own = [told(each) for each in error.errors(include_url=False)]
                faults = [*(fault for fault in own if fault is not None), *faults]
            if faults:
                msg = "Quantity"
                raise ValidationError.from_exception_data(msg, [fault.detail() for fault in faults])
            return quantity

        return core_schema.with_info_wrap_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Narrow the unit of the field in the JSON Schema."""
        units = {"properties": {"unit": {"enum": list(self.units)}}}
        return {"allOf": [handler(schema), units], "description": self.says[0].upper() + self.says[1:] + "."}


_HAIR: Final = 1e-9
_DAY_H: Final = 24.0
MOST_FIX_INTERVAL_H: Final = 12.0
"""The model keeps at least two fixes a day."""
MOST_CORRELATION_H: Final = 2.0
"""The error of a day is drawn from both its ends, which must know nothing of each other."""
_DURATIONS: Final = tuple(unit.name for unit in UNITS.values() if unit.kind == "duration")
_RATES: Final = tuple(unit.name for unit in UNITS.values() if unit.kind == "rate")
_LENGTHS: Final = tuple(unit.name for unit in UNITS.values() if unit.kind == "length")
_MONEY: Final = tuple(unit.name for unit in UNITS.values() if unit.kind == "money")
_RATIO: Final = ("ratio",)

Share = Annotated[
    Quantity,
    Admits(_RATIO, "a share must be a ratio from 0 to 1", least=0.0, most=1.0, share=True, hint="2% is written 0.02"),
]
"""A share or a probability: a ratio from 0 to 1."""

Correlation = Annotated[
    Quantity,
    Admits(_RATIO, "a correlation must be a ratio from 0 to below 1", least=0.0, below=1.0),
]
"""A correlation: a ratio from 0 to below 1."""

Factor = Annotated[Quantity, Admits(_RATIO, "a factor must be a ratio above 0", above=0.0)]
"""How many times as much: a ratio above 0."""

Spread = Annotated[Quantity, Admits(_RATIO, "a spread must be a ratio of 0 or more", least=0.0)]
"""A coefficient of variation or a standard deviation of a logarithm: a ratio of 0 or more."""

RelativeRate = Annotated[Quantity, Admits(_RATIO, "a relative rate must be a ratio of 0 or more", least=0.0)]
"""How a group's rate compares with the others': a ratio of 0 or more."""

ShareBelowOne = Annotated[
    Quantity,
    Admits(_RATIO, "a share must be a ratio from 0 to below 1 here", least=0.0, below=1.0, share=True),
]
"""A share that leaves something over: a ratio from 0 to below 1."""

AtLeastOnce = Annotated[Quantity, Admits(_RATIO, "a factor must be a ratio of 1 or more here", least=1.0)]
"""How many times as much, and no less: a ratio of 1 or more."""

Duration = Annotated[Quantity, Admits(_DURATIONS, "a duration must be 0 or more", least=0.0)]
"""A duration of 0 or more."""

Interval = Annotated[Quantity, Admits(_DURATIONS, "a duration must be above 0 here", above=0.0)]
"""A duration above 0."""

PartOfDay = Annotated[
    Quantity,
    Admits(_DURATIONS, "a duration must be from 0 to 24 hours here", least=0.0, most=_DAY_H),
]
"""A duration of at most a day."""

FixInterval = Annotated[
    Quantity,
    Admits(
        _DURATIONS,
        "the time from one fix to the next must be above 0 and at most 12 hours",
        above=0.0,
        most=MOST_FIX_INTERVAL_H,
        hint="for one a minute write 1 minute",
    ),
]
"""Time from one recorded position to the next."""

CorrelationTime = Annotated[
    Quantity,
    Admits(
        _DURATIONS,
        "the time in which the error of positions forgets itself must be above 0 and at most 2 hours",
        above=0.0,
        most=MOST_CORRELATION_H,
        hint="an offset that stays is building_bias",
    ),
]
"""Time in which an error forgets itself."""

WholeDays = Annotated[
    Quantity,
    Admits(_DURATIONS, "a duration must be a whole number of days, 1 or more", least=_DAY_H, step=_DAY_H),
]
"""A whole number of days."""

Clock = Annotated[Quantity, Admits(("time of day",), "a time of day is wanted")]
"""A time of day."""

Rate = Annotated[Quantity, Admits(_RATES, "a rate must be 0 or more", least=0.0)]
"""So many a day, week or year."""

MOST_PER_DAY: Final = 1000.0
MOST_COUNTED: Final = 60.0
"""The model keeps so many addresses for the checks of a day and the attempts of a check."""

PerDay = Annotated[
    Quantity,
    Admits(
        ("1/day",),
        "a number a day, from 1 to 1000, is wanted",
        least=1.0,
        most=MOST_PER_DAY,
        hint="for fewer than one a day use every",
    ),
]
"""So many a day, at least one."""

Count = Annotated[Quantity, Admits(("count",), "a count must be from 1 to 60", least=1.0, most=MOST_COUNTED)]
"""A whole number from 1 to 60."""

People = Annotated[
    Quantity,
    Admits(("person",), "a scheme needs at least 1 person", least=1.0, code="empty-cohort"),
]
"""A number of people, at least one."""

Arrivals = Annotated[Quantity, Admits(("person/year",), "people a year must be 0 or more", least=0.0)]
"""People who arrive in a year."""

Devices = Annotated[Quantity, Admits(("device",), "a number of devices must be 1 or more", least=1.0)]
"""A number of devices, at least one."""

Staff = Annotated[Quantity, Admits(("staff",), "a number of staff must be 0 or more", least=0.0)]
"""People at a desk at one time."""

Metres = Annotated[Quantity, Admits(("metre",), "a length must be above 0", above=0.0)]
"""A length."""

Length = Annotated[Quantity, Admits(_LENGTHS, "a length must be above 0", above=0.0)]
"""A length above 0, in metres or kilometres."""

LengthOrNone = Annotated[Quantity, Admits(_LENGTHS, "a length must be 0 or more", least=0.0)]
"""A length of 0 or more, in metres or kilometres."""

TownSpread = Annotated[
    Quantity,
    Admits(_LENGTHS, "a town cannot be of no size", above=0.0, hint="state how far homes lie from the town's centre"),
]
"""How far homes lie from the centre of a town."""

Households = Annotated[
    Quantity,
    Admits(("household/km2",), "a town needs households: a density above 0 is wanted", above=0.0),
]
"""Households to the square kilometre."""

Venues = Annotated[
    Quantity, Admits(("venue/km2",), "a town needs places to go: a density above 0 is wanted", above=0.0)
]
"""Places to visit, other than homes, to the square kilometre."""

Speed = Annotated[Quantity, Admits(("km/hour",), "a speed must be above 0", above=0.0)]
"""A speed above 0."""

Detour = Annotated[
    Quantity,
    Admits(_RATIO, "a way cannot be shorter than the straight line: a ratio of 1 or more is wanted", least=1.0),
]
"""How many times longer the way is than the straight line."""

Amount = Annotated[Quantity, Admits(_MONEY, "an amount of money must be 0 or more", least=0.0)]
"""An amount of money."""

PoundsForDollar = Annotated[Quantity, Admits(("GBP/USD",), "an exchange rate must be above 0", above=0.0)]
"""What one dollar is worth in pounds."""

Deviations = Annotated[Quantity, Admits(("standard deviation",), "a number of standard deviations is wanted")]
"""Standard deviations of the reviewer's evidence; may be below 0."""

Distance = Annotated[
    Quantity,
    Admits(("standard deviation",), "a number of standard deviations must be 0 or more", least=0.0),
]
"""Standard deviations of the reviewer's evidence, 0 or more."""
