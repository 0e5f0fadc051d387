"""Recognising the wearer: the error rates of a check, how they depend on each other, and how they differ by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from custodes.scheme.admits import Correlation, Count, RelativeRate, Share
from custodes.scheme.cohort import Attribute, middle_of
from custodes.scheme.fault import Fault
from custodes.scheme.part import Name, Part, Raw, Reading

RatesByGroup = Mapping[Attribute, Mapping[Name, RelativeRate]]
"""Relative rates by attribute and group."""


class AttemptCorrelation(Part):
    """How much the errors of one wearer depend on each other.

    Attributes
    ----------
    person : Quantity
        Correlation of the errors of the same person [ratio].
    day : Quantity
        Correlation of the errors of the same person on the same day, beyond the person's own [ratio].
    attempt : Quantity
        Correlation of the errors of attempts in the same check, beyond the day's [ratio].
    """

    person: Correlation
    day: Correlation
    attempt: Correlation


class ByGroup(Part):
    """How error rates compare between groups; the cohort's mean stays the stated rate.

    Attributes
    ----------
    no_match : mapping or None
        Relative rate of the wearer not being matched.
    not_captured : mapping or None
        Relative rate of no usable sample being taken.
    not_live : mapping or None
        Relative rate of the wearer being taken for an attack.
    """

    no_match: RatesByGroup | None = None
    not_captured: RatesByGroup | None = None
    not_live: RatesByGroup | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when nothing is stated or when all groups of an attribute have rate 0."""
        if not any(raw.get(key) for key in cls.known_keys()):
            yield Fault((), "missing-key", "states no relative rate", hint="state one, or leave by_group out")
        for error, attributes in raw.items():
            for attribute, rates in attributes.items() if isinstance(attributes, Mapping) else ():
                middles = (
                    [middle_of(rate, reading) for rate in rates.values()] if isinstance(rates, Mapping) else [None]
                )
                if all(middle == 0.0 for middle in middles):
                    hint = "at least one group's rate must be above 0"
                    yield Fault((error, attribute), "no-rate", "every relative rate is 0", hint=hint)


class Recognition(Part):
    """How a wearer is recognised and how that goes wrong.

    Attributes
    ----------
    modality : str
        Face, voice or fingerprint.
    attempts : Quantity
        Tries within one check [count].
    not_captured : Quantity
        Share of attempts that give no usable sample, the FTA [ratio].
    not_live : Quantity
        Share of the wearer's own samples taken for an attack, the BPCER [ratio].
    no_match : Quantity
        Share of the wearer's own samples that are not matched, the FNMR [ratio].
    false_match : Quantity
        Share of another person's samples that are matched, the FMR [ratio].
    attack_accepted : Quantity
        Share of shown pictures that are taken for a live person, the APCER [ratio].
    correlation : AttemptCorrelation
        How much errors depend on each other.
    by_group : ByGroup or None
        How error rates compare between groups.
    """

    modality: Literal["face", "voice", "fingerprint"]
    attempts: Count
    not_captured: Share
    not_live: Share
    no_match: Share
    false_match: Share
    attack_accepted: Share
    correlation: AttemptCorrelation
    by_group: ByGroup | None = Field(default=None)
