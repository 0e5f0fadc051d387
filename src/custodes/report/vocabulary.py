"""The words for what every scheme has: counting points, causes, steps, desks, burdens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS: Final[Mapping[str, str]] = {
    "raised": "raised",
    "triaged": "kept at triage",
    "handled": "dealt with by a caseworker",
    "acted_on": "acted on",
}
"""Counting points, in the order in which an alert meets them."""

CHECK_CAUSES: Final[Mapping[str, str]] = {
    "no_prompt": "the prompt did not arrive",
    "missed": "not answered in time",
    "not_captured": "no usable picture taken",
    "not_live": "a live face taken for a picture",
    "no_match": "the picture did not match",
}
"""Causes of a failed check."""

TAG_CAUSES: Final[Mapping[str, str]] = {
    "curfew": "reported out during the curfew",
    "inclusion": "reported outside a zone to stay in",
    "exclusion": "reported inside a zone to keep out of",
    "gap": "nothing recorded for too long",
    "battery": "battery low or flat",
    "strap": "strap reported as cut or open",
}
"""What a tag or its positions raise an alert about."""

CAUSES: Final[Mapping[str, str]] = {**CHECK_CAUSES, **TAG_CAUSES}
"""Causes of an alert."""

STEPS: Final[Mapping[str, str]] = {
    "contact": "calls and messages",
    "warning": "warnings",
    "visit": "visits",
    "arrest": "arrests",
}
"""Steps of the response ladder."""

DESKS: Final[Mapping[str, str]] = {"review": "review desk", "casework": "casework desk"}

BURDENS: Final[Mapping[str, str]] = {
    "prompts": "answering prompts",
    "charging": "beside the charger",
    "reporting": "travelling to report, waiting and reporting",
    "responding": "contacts, warnings and visits after alerts",
    "detained": "held after an arrest",
}
"""Parts of the wearer's week."""

GAPS: Final[Mapping[str, str]] = {
    "max_over_geomean": "highest group over the typical group (1 is parity)",
    "max_minus_min": "highest group less lowest group (0 is parity)",
    "gini": "Gini index over groups (0 is parity)",
}
"""Summary indices of a group table."""

NOT_FALSE: Final = "the person was away, had handed the device over, or let a prompt pass that they could have answered"
"""What an alert that is not false is about."""

NOT_FALSE_OF_TAG: Final = (
    "the person was away or where they must not be, had handed the device over or taken it off, or had not charged it "
    "as asked"
)
"""The same where a device records positions and nobody has to prove anything."""

NOT_FALSE_WITH_TAG: Final = (
    "the person was away or where they must not be, had handed the device over or taken it off, had not charged it as "
    "asked, or let a prompt pass that they could have answered"
)
"""The same where both are done."""


def capital(text: str) -> str:
    """Begin words with a capital letter, and leave the others as they are.

    Parameters
    ----------
    text : str
        At least one letter.

    Returns
    -------
    str
        Such as ``No usable picture taken``.
    """
    return f"{text[0].upper()}{text[1:]}"


@dataclass(frozen=True)
class Question:
    """One question that the report answers.

    Attributes
    ----------
    words : str
        The question as a phrase.
    how : str
        How it was got, in one sentence.
    """

    words: str
    how: str
