"""What the files of a real scheme are about: twelve kinds of record and two lists, with every column of each.

One list serves reading, mapping, checking, the examples and the reference page, so that none can drift from another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from custodes.records.tables import CAUSES, CHECK_CAUSES, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

ColumnType = Literal["id", "time", "number", "yes_no", "code", "label", "presence"]

CHECK_OUTCOMES: Final = ("passed", *CHECK_CAUSES)
"""What came of a check."""

ALERT_CAUSES: Final = (*CAUSES, "no_data", "other")
"""What a disclosed alert is about: `no_data` is an alert raised because nothing came in at all."""

ALERT_OUTCOMES: Final = ("upheld", "cleared", "excused", "open")
"""What came of an alert or a violation: upheld, found to be wrong, accepted with an excuse, or undecided."""

STATUSES: Final = ("compliant", "non_compliant", "no_data")
"""What a monitoring centre made of a device or a check."""

DECISIONS: Final = ("upheld", "overturned")
"""What a person decided of what the machine had failed."""

REVIEW_OUTCOMES: Final = ("continued", "varied", "ended")
"""What a review of the decision to monitor led to."""

FIX_KINDS: Final = ("gnss", "wifi", "cell", "rf", "none")
"""Where a disclosed position comes from."""

DATA_KINDS: Final = ("fix", "photograph", "template", "name", "alert", "contact", "other")
"""What is kept."""


@dataclass(frozen=True)
class Field:
    """One column of one kind of record.

    Attributes
    ----------
    type : str
        "id" (re-keyed to a number, -1 none; int32), "time" (seconds since 1970-01-01 00:00 UTC, NaN none), "number"
        (NaN none), "yes_no" (1, 0, -1 none; int8), "code" (index into `codes`, -1 none; int8), "label" (index into
        names found in the files, -1 none; int32), "presence" (1 something is written, 0 nothing, -1 no such column;
        int8; the text itself is never kept).
    about : str
        What it holds, in one line.
    needed : bool
        Whether a file without it is not of this kind.
    unit : str
        Unit of a number, else "".
    codes : tuple of str
        What a code can be.
    of : str
        For an id, whose: "person", "device", "alert", "case", "reviewer", "item", "violation".
    """

    type: ColumnType
    about: str
    needed: bool = False
    unit: str = ""
    codes: tuple[str, ...] = ()
    of: str = ""


def _person(about: str = "pseudonymous id of the person", *, needed: bool = True) -> Field:
    return Field("id", about, needed=needed, of="person")


def _device() -> Field:
    return Field("id", "id of the device", of="device")


def _time(about: str, *, needed: bool = False) -> Field:
    return Field("time", about, needed=needed, unit="second")


def _number(about: str, unit: str, *, needed: bool = False) -> Field:
    return Field("number", about, needed=needed, unit=unit)


GROUPS: Final[Mapping[str, Field]] = {
    "sex": Field("label", "recorded sex of the person"),
    "age_band": Field("label", "recorded age band of the person"),
    "region_of_birth": Field("label", "recorded region of birth of the person"),
    "skin_tone": Field("label", "recorded skin tone of the person"),
    "group": Field("label", "any other recorded group of the person"),
}
"""Attributes by which answers are told apart; any kind with a person may have them."""

KINDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "people": {
        "person": _person(),
        "started": _time("when monitoring started", needed=True),
        "ended": _time("when monitoring ended"),
        "basis_ended": _time("when the legal basis for monitoring ended"),
        **GROUPS,
    },
    "devices": {
        "device": Field("id", "id of the device", needed=True, of="device"),
        "person": _person(),
        "activated": _time("when the device was given to this person", needed=True),
        "deactivated": _time("when it was taken back"),
    },
    "scores": {
        "score": _number("comparison score, higher is more alike; blank where nothing was compared", "1", needed=True),
        "mated": Field("yes_no", "whether both pictures are of the same person", needed=True),
        "person": _person("pseudonymous id of the person of the probe", needed=False),
        "other_person": _person("pseudonymous id of the person of the reference", needed=False),
        "group": Field("label", "group of the person of the probe"),
        "other_group": Field("label", "group of the person of the reference"),
        "time": _time("when the comparison was made"),
        "device": _device(),
        "threshold": _number("threshold that was in force", "1"),
        "acquired": Field("yes_no", "whether a usable picture was taken"),
        "enrolled": Field("yes_no", "whether the person could be enrolled"),
        "species": Field("label", "kind of attack; blank for a live face"),
        "live": Field("yes_no", "whether the picture was taken for a live face"),
        "accepted": Field("yes_no", "whether the whole system accepted it"),
    },
    "checks": {
        "person": _person(),
        "due": _time("when the check fell due", needed=True),
        "answered": _time("when it was answered"),
        "outcome": Field("code", "what came of it", needed=True, codes=CHECK_OUTCOMES),
        "score": _number("comparison score", "1"),
        "threshold": _number("threshold that was in force", "1"),
        "attempts": _number("attempts made", "count"),
        "device": _device(),
        "state": Field("code", "what the centre made of it", codes=STATUSES),
        "treated_as": Field("code", "as what it was counted", codes=STATUSES),
        **GROUPS,
    },
    "alerts": {
        "alert": Field("id", "id of the alert", of="alert"),
        "person": _person(),
        "raised": _time("when the alert was raised", needed=True),
        "recorded": _time("when the device recorded what it is about"),
        "uploaded": _time("when the device uploaded it"),
        "cause": Field("code", "what it is about", codes=ALERT_CAUSES),
        "device": _device(),
        "triaged": _time("when it passed triage"),
        "handled": _time("when a caseworker finished with it"),
        "acted_on": _time("when a step was taken"),
        "step": Field("code", "which step was taken", codes=STEPS),
        "outcome": Field("code", "what came of it", codes=ALERT_OUTCOMES),
        "cleared": _time("when it was found to be wrong"),
        "state": Field("code", "what the centre made of the device", codes=STATUSES),
        "treated_as": Field("code", "as what it was counted", codes=STATUSES),
        "precision_m": _number("precision of the position behind it", "metre"),
        "satellites": _number("satellites behind that position", "count"),
        "battery": _number("charge of the battery", "ratio"),
        "excuse": Field("presence", "whether an excuse is recorded"),
    },
    "reviews": {
        "person": _person(),
        "due": _time("when the review of the decision to monitor was due", needed=True),
        "done": _time("when it was done"),
        "reasons": Field("presence", "whether reasons are written"),
        "exceptions_considered": Field("yes_no", "whether impracticality and rights were considered"),
        "representations_received": _time("when the person's representations came in"),
        "representations_answered": _time("when they were answered"),
        "outcome": Field("code", "what the review led to", codes=REVIEW_OUTCOMES),
        **GROUPS,
    },
    "desk": {
        "case": Field("id", "id of the case", of="case"),
        "person": _person(),
        "arrived": _time("when the failed check came to the desk", needed=True),
        "started": _time("when somebody took it up"),
        "finished": _time("when it was decided"),
        "reviewer": Field("id", "id of the reviewer", of="reviewer"),
        "decision": Field("code", "what was decided of what the machine failed", codes=DECISIONS),
        "second_decision": Field("code", "what a second reviewer decided of the same case", codes=DECISIONS),
        **GROUPS,
    },
    "positions": {
        "person": _person(),
        "time": _time("when the position was taken", needed=True),
        "latitude": _number("latitude", "degree", needed=True),
        "longitude": _number("longitude", "degree", needed=True),
        "precision_m": _number("stated precision", "metre"),
        "satellites": _number("satellites", "count"),
        "hdop": _number("dilution of precision", "1"),
        "source": Field("code", "where the position comes from", codes=FIX_KINDS),
        "speed": _number("speed", "metre/second"),
        "battery": _number("charge of the battery", "ratio"),
        "recorded": _time("when the device recorded it"),
        "uploaded": _time("when it was uploaded"),
        "device": _device(),
    },
    "holdings": {
        "item": Field("id", "id of what is kept", of="item"),
        "person": _person(needed=False),
        "data": Field("code", "what is kept", needed=True, codes=DATA_KINDS),
        "count": _number("how many of them", "count"),
        "used": _number("how many of them were ever opened for a decision", "count"),
        "since": _time("since when it is kept", needed=True),
        "delete_by": _time("when it is to be deleted"),
        "deleted": _time("when it was deleted"),
        "basis_ended": _time("when the legal basis for keeping it ended"),
    },
    "disclosures": {
        "person": _person(needed=False),
        "time": _time("when it was handed over", needed=True),
        "recipient": Field("label", "to whom", needed=True),
        "reason": Field("presence", "whether a reason is written"),
        "data": Field("code", "what was handed over", codes=DATA_KINDS),
        "count": _number("how many items", "count"),
        "from": _time("from when the items are"),
        "until": _time("until when the items are"),
        "authorised": Field("yes_no", "whether somebody signed it off"),
    },
    "contacts": {
        "person": _person(),
        "time": _time("when it took place", needed=True),
        "channel": Field("label", "by telephone, letter, visit ..."),
        "reason": Field("presence", "whether a reason is written"),
        "outcome": Field("presence", "whether an outcome is written"),
        "by_wearer": Field("yes_no", "whether the wearer made the contact"),
    },
    "violations": {
        "violation": Field("id", "id of the violation", of="violation"),
        "alert": Field("id", "id of the alert behind it", of="alert"),
        "person": _person(),
        "start": _time("when it is said to have begun", needed=True),
        "end": _time("when it is said to have ended"),
        "identified": _time("when it was identified"),
        "notified": _time("when the authority was told"),
        "category": Field("code", "what it is about", codes=ALERT_CAUSES),
        "excuse": Field("presence", "whether a reasonable excuse is recorded"),
        "excuse_accepted": Field("yes_no", "whether the excuse was accepted"),
        "authorised_absence": Field("yes_no", "whether the absence had been authorised"),
        "outcome": Field("code", "what came of it", codes=ALERT_OUTCOMES),
        **GROUPS,
    },
    "bills": {
        "person": _person(),
        "from": _time("first day billed", needed=True),
        "until": _time("last day billed", needed=True),
        "days": _number("days billed", "day"),
        "amount_gbp": _number("amount billed", "GBP"),
    },
    "totals": {
        "date": _time("the day that the figure is about", needed=True),
        "quantity": Field("label", "what was counted", needed=True),
        "value": _number("the published figure", "count", needed=True),
        "definition": Field("label", "how it was defined"),
        "publication": Field("label", "where it was published"),
    },
}
"""Every kind of record that an audit reads, and every column of each."""

ABOUT_KIND: Final[Mapping[str, str]] = {
    "people": "who was monitored, from when to when",
    "devices": "which device was whose, from when to when",
    "scores": "comparisons of faces or prints, with their scores",
    "checks": "scheduled proofs of presence and what came of each",
    "alerts": "alerts, what they are about, and what was done",
    "reviews": "reviews of the decision to monitor: due, done, reasons",
    "desk": "failed checks looked at by a person",
    "positions": "recorded positions",
    "holdings": "what is kept, since when, until when",
    "disclosures": "what was handed to whom, and why",
    "contacts": "calls, letters and visits",
    "violations": "what was held to be a breach, with excuses and outcomes",
    "bills": "days for which monitoring was billed",
    "totals": "published figures",
}
"""What each kind is, in one line."""
