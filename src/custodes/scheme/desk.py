"""The desks at which people decide: who sits there when, in which order, and how well they see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from custodes.scheme.admits import Clock, Correlation, Deviations, Distance, Duration, Interval, Share, Spread, Staff
from custodes.scheme.fault import Fault
from custodes.scheme.part import Part, Raw, Reading
from custodes.scheme.quantity_checks import as_number

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Cause = Literal[
    "no_prompt",
    "missed",
    "not_captured",
    "not_live",
    "no_match",
    "curfew",
    "inclusion",
    "exclusion",
    "gap",
    "battery",
    "strap",
]
"""Why a check failed."""

LEAST_CREW: Final = 1.0


class Shift(Part):
    """Hours in which a desk is staffed.

    Attributes
    ----------
    days : tuple of str
        Days of the week on which the shift begins.
    from_ : Quantity
        When it begins [time of day].
    to : Quantity
        When it ends, on the next day when that is earlier than it begins [time of day].
    staff : Quantity
        People at the desk [staff].
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    from_: Clock = Field(alias="from")
    to: Clock
    staff: Staff

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when a day is named twice or a shift has no length."""
        del reading
        stated = raw.get("days")
        days = stated if isinstance(stated, list) else []
        for i, day in enumerate(days):
            if day in days[:i]:
                yield Fault(("days", i), "twice", "is named twice", str(day))
        start, end = raw.get("from"), raw.get("to")
        times = [each.get("value") for each in (start, end) if isinstance(each, Mapping)]
        if len(times) > 1 and times[0] is not None and times[0] == times[1]:
            hint = "write from 00:00 to 24:00 for the whole day"
            yield Fault(("to",), "disorder", "a shift must end at another time than it begins", str(times[1]), hint)


class Desk(Part):
    """People who decide, and their queue.

    Attributes
    ----------
    shifts : tuple of Shift
        When the desk is staffed; at least one.
    shift_end : str
        At the end of a shift, those who leave finish the cases in their hands beside the staff who are then on duty
        (handover); or only the number of places changes: a case in hand keeps its place, and nothing new is taken up
        until fewer are in hand than there are staff (capacity).
    order : str
        First come first served (fifo), or urgent causes first (urgent_first).
    urgent : tuple of str or None
        The causes that go first; only with urgent_first.
    gives_up_after : Quantity or None
        A case that waited longer is dropped [hour]; null when none ever is.
    minutes_per_case : Quantity
        Mean time for one case [minute].
    spread : Quantity
        Coefficient of variation of that time [ratio].
    """

    shifts: tuple[Shift, ...] = Field(min_length=1)
    shift_end: Literal["handover", "capacity"]
    order: Literal["fifo", "urgent_first"]
    urgent: tuple[Cause, ...] | None = None
    gives_up_after: Interval | None
    minutes_per_case: Interval
    spread: Spread

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when nobody sits at the desk, or when it is not clear which causes are urgent."""
        del reading
        shifts = raw.get("shifts")
        if isinstance(shifts, list) and shifts:
            crews = [_least_staff(shift) for shift in shifts]
            if all(crew is not None and crew < LEAST_CREW for crew in crews):
                seen = ", ".join(f"{crew:g}" for crew in crews if crew is not None)
                hint = "at least one shift needs 1 or more staff, also at the low end of a range"
                yield Fault(("shifts",), "no-crew", "nobody sits at this desk", seen, hint)
        if raw.get("order") == "urgent_first" and not raw.get("urgent"):
            hint = "name the causes that go first, or use fifo"
            yield Fault(("urgent",), "missing-key", "is missing", hint=hint)
        if raw.get("order") == "fifo" and raw.get("urgent"):
            hint = "take it out, or use urgent_first"
            yield Fault(
                ("urgent",), "unknown-key", "has no meaning where cases are served first come first served", hint=hint
            )


def _least_staff(shift: Any) -> float | None:  # noqa: ANN401
    staff = shift.get("staff") if isinstance(shift, Mapping) else None
    if not isinstance(staff, Mapping):
        return None
    if isinstance(staff.get("dated"), list):
        known = [_least_staff({"staff": entry}) for entry in staff["dated"]]
        return max((crew for crew in known if crew is not None), default=None)
    return as_number(staff.get("value", staff.get("low")))


class Reviewer(Part):
    """How well a person at the review desk sees.

    Attributes
    ----------
    d_prime : Quantity
        How far apart the same person and another person lie in the reviewer's evidence [standard deviation].
    criterion : Quantity
        How much evidence the reviewer wants before saying that it is another person [standard deviation].
    failed_label_shift : Quantity
        How far seeing that the machine failed the check moves the criterion [standard deviation].
    image_dependence : Quantity
        Correlation of the reviewer's evidence with the machine's score [ratio].
    between_reviewers : Quantity
        Standard deviation of the criterion between reviewers [standard deviation].
    """

    d_prime: Distance
    criterion: Deviations
    failed_label_shift: Deviations
    image_dependence: Correlation
    between_reviewers: Distance


class ReviewDesk(Desk):
    """People who look at failed checks of recognition.

    Attributes
    ----------
    reviewer : Reviewer
        How well they see.
    """

    reviewer: Reviewer


class Triage(Part):
    """A first sifting of alerts.

    Attributes
    ----------
    passes_false : Quantity
        Share of false alerts that are passed on [ratio].
    passes_true : Quantity
        Share of true alerts that are passed on [ratio].
    delay : Quantity
        Time that it takes [hour].
    """

    passes_false: Share
    passes_true: Share
    delay: Duration


class Desks(Part):
    """The desks that an alert passes.

    Attributes
    ----------
    review : ReviewDesk or None
        People who look at failed checks of recognition.
    triage : Triage or None
        A first sifting of alerts.
    casework : Desk or None
        People who handle alerts and decide what follows.
    """

    review: ReviewDesk | None = None
    triage: Triage | None = None
    casework: Desk | None = None
