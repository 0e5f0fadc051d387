"""What a wearer is made to wear or do, and the checks that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field, StrictBool

from custodes.scheme.admits import Clock, Correlation, Duration, Interval, PerDay, Share, Spread, WholeDays
from custodes.scheme.correlation import PersonCorrelation
from custodes.scheme.device import Device
from custodes.scheme.ends import highest, lowest
from custodes.scheme.fault import Fault, shown
from custodes.scheme.location import Location
from custodes.scheme.part import Part, Raw, Reading
from custodes.scheme.recognition import Recognition


class Schedule(Part):
    """When checks are due.

    Attributes
    ----------
    per_day : Quantity or None
        Checks a day at random times [1/day].
    every : Quantity or None
        Days from one check to the next, when there is less than one a day [day].
    from_ : Quantity
        Earliest time of a check [time of day].
    to : Quantity
        Latest time of a check [time of day].
    """

    per_day: PerDay | None = None
    every: WholeDays | None = None
    from_: Clock = Field(alias="from")
    to: Clock

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when it is not clear how often checks are due, or when they end before they begin."""
        del reading
        stated = [key for key in ("per_day", "every") if raw.get(key) is not None]
        if len(stated) != 1:
            hint = "per_day for one or more a day, every for fewer"
            yield Fault(
                (), "mixed-forms", "state exactly one of per_day and every", " and ".join(stated) or "neither", hint
            )
        start, end = highest(raw.get("from")), lowest(raw.get("to"))
        if start is not None and end is not None and start >= end:
            hint = "checks cannot run past midnight; write from 00:00 to 24:00 for the whole day"
            yield Fault(("to",), "disorder", "checks must end after they begin", f"{end:g} h after {start:g} h", hint)


class PromptCorrelation(Part):
    """How much failures of prompts depend on each other.

    Attributes
    ----------
    person : Quantity
        Correlation of failures of the same person's device [ratio].
    day : Quantity
        Correlation of failures on the same day, beyond the person's own [ratio].
    """

    person: Correlation
    day: Correlation


class Delivery(Part):
    """How prompts reach the wearer.

    Attributes
    ----------
    no_prompt : Quantity
        Share of checks whose prompt never reaches the wearer [ratio].
    correlation : PromptCorrelation
        How much those failures depend on each other.
    """

    no_prompt: Share
    correlation: PromptCorrelation


class Answering(Part):
    """How wearers answer a prompt that reached them.

    Attributes
    ----------
    forgets : Quantity
        Share of prompts that a wearer who could answer forgets [ratio].
    correlation : PersonCorrelation
        How much forgetting depends on the person.
    delay : Quantity
        Median time to answer when awake [minute].
    spread : Quantity
        Standard deviation of the logarithm of that time [ratio].
    """

    forgets: Share
    correlation: PersonCorrelation
    delay: Interval
    spread: Spread


class Effort(Part):
    """What a check takes from the wearer.

    Attributes
    ----------
    per_attempt : Quantity
        Time that one attempt takes [minute].
    travel : Quantity or None
        Time on the way, there and back, for a check in person [hour].
    wait : Quantity or None
        Time waiting there [hour].
    """

    per_attempt: Duration
    travel: Duration | None = None
    wait: Duration | None = None


class Checks(Part):
    """Proofs of presence that an instrument asks for.

    Attributes
    ----------
    schedule : Schedule
        When checks are due.
    window : Quantity
        Time allowed to answer [minute].
    delivery : Delivery or None
        How prompts reach the wearer; left out where the instrument's device and its signal decide that.
    answering : Answering
        How wearers answer.
    effort : Effort
        What a check takes from the wearer.
    recognition : Recognition or None
        How the wearer is recognised; without it a check that is answered is passed.
    """

    schedule: Schedule
    window: Interval
    delivery: Delivery | None = None
    answering: Answering
    effort: Effort
    recognition: Recognition | None = None


class Instrument(Part):
    """One thing that a wearer is made to wear or do.

    Attributes
    ----------
    kind : str
        What it is.
    worn : bool
        Whether it is worn on the body all the time.
    checks : Checks or None
        The proofs of presence that it asks for.
    location : Location or None
        What it records of where the wearer is.
    device : Device or None
        The device that records it.
    """

    kind: Literal["face_watch", "fitted_tag", "phone_app", "fingerprint_handset", "telephone", "in_person", "wristband"]
    worn: StrictBool
    checks: Checks | None = None
    location: Location | None = None
    device: Device | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when reporting in person does not say what the visit takes, or a device does not go with the rest."""
        del reading
        checks = raw.get("checks")
        if isinstance(checks, Mapping):
            yield from _visit(raw.get("kind"), checks)
            yield from _delivery(checks, has_device=raw.get("device") is not None)
        for key, other in (("device", "location"), ("location", "device")):
            if raw.get(key) is None and raw.get(other) is not None:
                hint = f"{other} needs it: positions and the device that records them go together"
                yield Fault((key,), "missing-key", "is missing", hint=hint)


def _visit(kind: object, checks: Raw) -> Iterator[Fault]:
    effort = checks.get("effort")
    if kind != "in_person" or not isinstance(effort, Mapping):
        return
    for key in ("travel", "wait"):
        if effort.get(key) is None:
            hint = "reporting in person takes travel and wait from the wearer"
            yield Fault(("checks", "effort", key), "missing-key", "is missing", shown(effort.get(key)), hint)


def _delivery(checks: Raw, *, has_device: bool) -> Iterator[Fault]:
    at, delivery = ("checks", "delivery"), checks.get("delivery")
    if has_device and delivery is not None:
        wrong = "has no place beside a device: its battery, its faults and its signal say which prompts are lost"
        yield Fault(at, "unknown-key", wrong, shown(delivery), "leave delivery out")
    elif not has_device and delivery is None:
        hint = "state how many prompts are lost, or the device that they are sent to"
        yield Fault(at, "missing-key", "is missing", hint=hint)
