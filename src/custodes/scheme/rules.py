"""When failed checks, recorded positions and the device raise an alert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field, StrictBool

from custodes.scheme.admits import Count, Duration, Interval, LengthOrNone, Share
from custodes.scheme.fault import Fault, shown
from custodes.scheme.part import Name, Part, Raw, Reading
from custodes.scheme.zones import Curfew, Zone

OF_POSITIONS = ("dwell", "uses_fallback", "buffer")
"""What has to be stated when positions are held against a curfew or a zone."""


class Gap(Part):
    """What follows when nothing is recorded.

    Attributes
    ----------
    after : Quantity
        Time without data that counts as a gap [hour].
    counts_as : str
        Whether a gap raises an alert (non_compliance) or not (nothing).
    """

    after: Interval
    counts_as: Literal["non_compliance", "nothing"]


class BatteryRule(Part):
    """When the battery raises an alert.

    Attributes
    ----------
    raises_at : Quantity
        What is left in the battery then; 0 when it is flat [ratio].
    """

    raises_at: Share


class LocationRules(Part):
    """When recorded positions, or the device that records them, raise an alert.

    Attributes
    ----------
    dwell : Quantity or None
        So many fixes in a row beyond an edge raise an alert [count].
    uses_fallback : bool or None
        Whether fixes by wireless networks and telephone masts count too.
    buffer : Quantity or None
        How far beyond an edge is let pass [metre].
    grace : Quantity or None
        Time after the start of a curfew that is let pass [minute].
    curfew : Curfew or None
        Hours in which people must be at home.
    zones : mapping of str to Zone or None
        Parts of the town that people must keep out of, or stay inside.
    gap : Gap or None
        What follows when nothing is recorded.
    battery : BatteryRule or None
        When the battery raises an alert; left out, never.
    strap : str
        Whether a report of the strap raises an alert (raise) or not (ignore).
    """

    dwell: Count | None = None
    uses_fallback: StrictBool | None = None
    buffer: LengthOrNone | None = None
    grace: Duration | None = None
    curfew: Curfew | None = None
    zones: Mapping[Name, Zone] | None = Field(default=None, min_length=1)
    gap: Gap | None = None
    battery: BatteryRule | None = None
    strap: Literal["raise", "ignore"]

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when it is not clear how positions are held against a zone, or when there is no zone."""
        del reading
        has_curfew = raw.get("curfew") is not None
        for keys, needed, by in (
            (OF_POSITIONS, has_curfew or raw.get("zones") is not None, "a curfew or a zone"),
            (("grace",), has_curfew, "a curfew"),
        ):
            for key in keys:
                if needed and raw.get(key) is None:
                    yield Fault((key,), "missing-key", "is missing", hint=f"{by} needs it; nothing has a default")
                elif not needed and raw.get(key) is not None:
                    wrong = f"means nothing without {by}"
                    yield Fault((key,), "unknown-key", wrong, shown(raw[key]), f"leave it out, or state {by}")


class Rules(Part):
    """When an alert is raised.

    Attributes
    ----------
    missed_in_a_row : Quantity or None
        So many unanswered or undelivered checks in a row raise an alert [count].
    no_image : str or None
        Whether a check that took no usable picture raises an alert (raise) or is let go (clear).
    joins_open_alert : Quantity or None
        A later failure within this time of the wearer's last alert joins it [hour].
    absence_closed_after : Quantity or None
        Monitoring of an absconder stops after so long without an answer [day].
    location : LocationRules or None
        When recorded positions, or the device that records them, raise an alert.
    """

    missed_in_a_row: Count | None = None
    no_image: Literal["raise", "clear"] | None = None
    joins_open_alert: Duration | None = None
    absence_closed_after: Interval | None = None
    location: LocationRules | None = None
