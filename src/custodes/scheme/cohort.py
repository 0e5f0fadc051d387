"""The people on a scheme: how many, for how long, and in which groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from custodes.scheme.admits import Arrivals, Interval, People, Share
from custodes.scheme.fault import Fault
from custodes.scheme.part import NAME, Name, Part, Raw, Reading
from custodes.scheme.quantity import Quantity

Attribute = Literal["sex", "age_band", "region_of_birth", "skin_tone"]
"""What people may be grouped by."""

ALWAYS: Final = ("sex", "age_band")
ONE_OF: Final = ("region_of_birth", "skin_tone")
SUM_TOLERANCE: Final = 1e-6
"""Shares may miss 1 by this much."""


def middle_of(raw: Any, reading: Reading) -> float | None:  # noqa: ANN401
    """Read the middle of a quantity that may be faulty.

    Parameters
    ----------
    raw : object
        What stood in the file.
    reading : Reading
        What is known beside the file.

    Returns
    -------
    float or None
        Its middle in base units; None when it cannot be read, which is told elsewhere.
    """
    try:
        return Quantity.model_validate(raw, context=reading).mid_base
    except ValidationError:
        return None


class Group(Part):
    """How people divide by one attribute.

    Attributes
    ----------
    shares : mapping of str to Quantity
        Share among the people of whom it is recorded; the shares add up to 1.
    not_recorded : Quantity
        Share of people of whom it is not recorded.
    """

    shares: Mapping[Name, Share] = Field(min_length=1)
    not_recorded: Share

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the shares do not add up to 1."""
        shares = raw.get("shares")
        if not isinstance(shares, Mapping) or not shares:
            return
        middles = [middle_of(share, reading) for share in shares.values()]
        known = [middle for middle in middles if middle is not None]
        if len(known) == len(middles) and abs(sum(known) - 1.0) > SUM_TOLERANCE:
            hint = "give people of whom it is not known under not_recorded"
            yield Fault(("shares",), "shares-do-not-sum", "the shares must add up to 1", f"{sum(known):.6g}", hint)


class Cohort(Part):
    """The people on the scheme.

    Attributes
    ----------
    size : Quantity
        People on the scheme at any one time [person].
    arrivals : Quantity
        People who arrive in a year [person/year].
    time_on_scheme : Quantity
        Mean time that a person stays [day]; stays are exponential.
    groups : mapping of str to Group
        Sex, age band, and one of region of birth or skin tone.
    """

    size: People
    arrivals: Arrivals
    time_on_scheme: Interval
    groups: Mapping[Attribute, Group]

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when an attribute is missing or when age bands are not ages."""
        del reading
        groups = raw.get("groups")
        if not isinstance(groups, Mapping):
            return
        for attribute in ALWAYS:
            if attribute not in groups:
                yield Fault(("groups", attribute), "missing-key", "is missing", hint="state it; nothing has a default")
        stated = [attribute for attribute in ONE_OF if attribute in groups]
        if len(stated) != 1:
            wrong = "exactly one of region_of_birth and skin_tone is wanted"
            yield Fault(("groups",), "groups", wrong, " and ".join(stated) or "neither")
        yield from _bands(groups.get("age_band"))


def _bands(group: Any) -> Iterator[Fault]:  # noqa: ANN401
    shares = group.get("shares") if isinstance(group, Mapping) else None
    previous = -1
    for band in shares if isinstance(shares, Mapping) else ():
        at = ("groups", "age_band", "shares", band)
        ages = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", band)
        if ages is None or int(ages[1]) > int(ages[2]):
            if re.fullmatch(NAME, band) is None:
                continue  # told of every name
            yield Fault(at, "bad-name", "is not an age band", band, 'write the first and last age, such as "18-34"')
            continue
        if int(ages[1]) <= previous:
            yield Fault(at, "disorder", "age bands must rise and not overlap", band)
        previous = int(ages[2])
