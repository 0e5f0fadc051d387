"""A number of a scheme: a value or a range, in a unit, with what it rests on."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import Field, ModelWrapValidatorHandler, StrictInt, ValidationInfo

from custodes.scheme.basis import BASES, Based, BasisKind, Redaction
from custodes.scheme.distribution import Distribution, quantile
from custodes.scheme.fault import Fault, shown
from custodes.scheme.part import Day, Part, Raw, Reading, Text, reading_of
from custodes.scheme.quantity_checks import NUMBERS, RANGE_KEYS, Number, in_unit, number_faults
from custodes.scheme.wording import range_said, said
from custodes.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.scheme.source import Citation


class Stated(Based):
    """A number as it is stated: one value, or low, mid and high with a distribution.

    Attributes
    ----------
    value : float or str or None
        The number, when there is no range.
    low, mid, high : float or str or None
        The range; `mid` is the mode of a triangular or PERT distribution and the mean of a beta distribution.
    distribution : str or None
        How plausible the numbers of the range are.
    unit : str
        A unit of the closed list.
    price_year : int or None
        For money, the year whose prices these are.
    redacted : Redaction or None
        What was withheld, and how the possible range was derived.
    """

    stated_as: ClassVar[str] = (
        "state value (or low, high and distribution), unit, and one of source, assumption and redacted"
    )

    value: Number | None = None
    low: Number | None = None
    mid: Number | None = None
    high: Number | None = None
    distribution: Distribution | None = None
    unit: Text
    price_year: StrictInt | None = None
    redacted: Redaction | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell everything that is wrong with the number, its unit and its basis."""
        yield from super().compare(raw, reading)
        yield from number_faults(raw)
        stated = [key for key in BASES if raw.get(key) is not None]
        if stated == ["redacted"] and raw.get("value") is not None:
            hint = "state low, high and distribution: what was withheld has a possible range"
            yield Fault(("redacted",), "basis", "a withheld number cannot be a single value", shown(raw["value"]), hint)

    @property
    def is_range(self) -> bool:
        """Whether more than one number is possible."""
        return self.value is None

    @property
    def basis_kind(self) -> BasisKind:
        """Whether the number has a source, is assumed, or was withheld."""
        return next(kind for kind in BASES if getattr(self, kind) is not None)

    @property
    def basis(self) -> Citation | str | Redaction:
        """What the number rests on."""
        basis: Citation | str | Redaction = getattr(self, self.basis_kind)
        return basis

    @property
    def source_key(self) -> str | None:
        """Key of the source in ``sources.yaml``; None for an assumption or what was withheld."""
        return self.source.key if self.source is not None else None

    @cached_property
    def _ends(self) -> tuple[float, float | None, float]:
        """Low, mid and high in the quantity's own unit."""
        if not self.is_range:
            point = self._number(self.value)
            return point, point, point
        mid = None if self.mid is None else self._number(self.mid)
        return self._number(self.low), mid, self._number(self.high)

    def _number(self, given: float | str | None) -> float:
        number = in_unit(given, self.unit)
        if number is None:
            msg = f"a quantity was let through without a number: {given}"
            raise AssertionError(msg)
        return number

    def base(self, number: float) -> float:
        """Turn a number of this quantity's unit into base units.

        Parameters
        ----------
        number : float
            The number, in `unit`.

        Returns
        -------
        float
            In base units: hour, 1/day, person/day; otherwise unchanged.
        """
        return number * find_unit(self.unit).in_base

    def at(self, u: float) -> float:
        """Take the number below which a share `u` of the range lies.

        Whole units (count, person, device, staff) give whole numbers, each end as likely as its neighbours.

        Parameters
        ----------
        u : float
            The share [ratio], from 0 to 1; a single value ignores it.

        Returns
        -------
        float
            In base units.
        """
        low, mid, high = self._ends
        if self.distribution is None:
            return self.base(low)
        middle = low if mid is None else mid
        if not find_unit(self.unit).whole:
            return self.base(quantile(self.distribution, (low, middle, high), u))
        if low == high:
            return self.base(low)
        found = quantile(self.distribution, (low - 0.5, middle, high + 0.5), u)
        return self.base(min(max(float(round(found)), low), high))

    @property
    def mid_base(self) -> float:
        """The value, the stated mid, or else the median, in base units."""
        mid = self._ends[1]
        return self.at(0.5) if mid is None else self.base(mid)

    @property
    def low_base(self) -> float | None:
        """The low end in base units; None for a single value."""
        return self.base(self._ends[0]) if self.is_range else None

    @property
    def high_base(self) -> float | None:
        """The high end in base units; None for a single value."""
        return self.base(self._ends[2]) if self.is_range else None

    def text(self, *, as_share: bool = True) -> str:
        """Say the number with its unit and range in plain words.

        Parameters
        ----------
        as_share : bool
            Whether a ratio is a share of something, to be said as a percentage.

        Returns
        -------
        str
            Such as ``5 a day`` or ``2% (0.5% to 10%)``.
        """
        low, mid, high = self._ends
        year = f", {self.price_year} prices" if self.price_year is not None else ""
        if not self.is_range:
            return f"{said(low, self.unit, as_share=as_share)}{year}"
        return f"{range_said(low, mid, high, self.unit, as_share=as_share)}{year}"


class Entry(Stated):
    """A number that held from a certain day.

    Attributes
    ----------
    from_ : date
        The first day on which it held.
    """

    from_: Day = Field(alias="from")


class History(Part):
    """The numbers that a rule has had over time.

    Attributes
    ----------
    dated : tuple of Entry
        One or more, by the day from which each held.
    """

    dated: tuple[Entry, ...] = Field(min_length=1)

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when entries are out of order or all begin too late."""
        entries = raw.get("dated")
        if not isinstance(entries, list):
            return
        known = [(i, each) for i, each in enumerate(entries) if isinstance(each, dict)]
        days = [(i, each["from"]) for i, each in known if isinstance(each.get("from"), str)]
        for (_, earlier), (i, later) in pairwise(days):
            if earlier >= later:
                yield Fault(("dated", i, "from"), "disorder", "entries must go from the earliest day on", later)
        if days and reading.as_at is not None and days[0][1] > reading.as_at.isoformat():
            hint = "begin with an entry that held on the day of as_at"
            wrong = f"no entry holds on {reading.as_at.isoformat()}"
            yield Fault(("dated", days[0][0], "from"), "no-entry", wrong, days[0][1], hint)


class Quantity(Stated):
    """A number of a scheme: a value, a range, or dated entries of which one is in force.

    A dated quantity holds the number in force on the scheme's `as_at`, and its whole history under `dated`.

    Attributes
    ----------
    dated : tuple of Entry or None
        Every number that the rule has had, by the day from which it held.
    """

    dated: Annotated[tuple[Entry, ...], Field(min_length=1)] | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell everything that is wrong with the number; the entries of a dated one tell their own."""
        if "dated" not in raw:
            yield from super().compare(raw, reading)
            return
        for key in raw:
            if key in {*NUMBERS, *RANGE_KEYS, "unit", "price_year", *BASES}:
                yield Fault(
                    (key,), "mixed-forms", "belongs to the entries of a dated number", key, "move it into dated"
                )
            elif key != "dated":
                yield Fault((key,), "unknown-key", "is not a key known here", key)

    @classmethod
    def made(cls, raw: Raw, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """Make the quantity, taking the entry that is in force when it is dated."""
        if "dated" not in raw:
            return handler(raw)
        history = History.model_validate({"dated": raw["dated"]}, context=info.context)
        as_at = reading_of(info).as_at
        in_force = [each for each in history.dated if as_at is None or each.from_ <= as_at][-1]
        stated = {key: thing for key, thing in in_force.plain().items() if key != "from"}
        return handler({**stated, "dated": history.dated})

    def plain(self) -> dict[str, Any]:
        """Give the quantity back in the form in which a file states it."""
        if self.dated is not None:
            return {"dated": [entry.plain() for entry in self.dated]}
        return super().plain()
