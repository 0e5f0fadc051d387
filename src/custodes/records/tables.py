"""The tables that a scheme leaves behind, simulated or disclosed alike.

Times are hours from the start of the period; a time that never came is NaN. Columns that start with ``truth_`` exist
only in simulated tables: a real scheme's records do not say who was really there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray

if TYPE_CHECKING:
    from custodes.records.trail import Trail

Table = Mapping[str, NDArray[Any]]

NOT_RECORDED: Final = -1
"""Code of a group that the records leave blank."""

CHECK_CAUSES: Final = ("no_prompt", "missed", "not_captured", "not_live", "no_match")
"""Why a check failed."""

LOCATION_CAUSES: Final = ("curfew", "inclusion", "exclusion", "gap", "battery", "strap")
"""What a tag or a trail raised an alert about: a zone, missing data, the battery, the strap."""

CAUSES: Final = (*CHECK_CAUSES, *LOCATION_CAUSES)
"""What an alert is about; of failed checks, the code of the first of them."""

STATES: Final = ("present", "absconded", "handed_over", "lapsed", "out", "removed")
"""What was true of the wearer: `lapsed` is a prompt let pass that could have been answered, or a charge that was
forgotten; `out` is really outside where they had to be, or inside where they must not; `removed` is the device taken
off."""

REASONS: Final = (
    "check",
    "really_outside",
    "position_error",
    "no_signal",
    "battery",
    "strap_fault",
    "device_fault",
    "removed",
)
"""What was behind an alert: a failed check, or what was true of the wearer, the position and the device."""

SURROUNDINGS: Final = ("open", "street", "vehicle", "light_indoor", "deep_indoor")
"""What surrounds a device, as far as the error of its position depends on it."""

PLACE_KINDS: Final = ("home", "work", "shop", "school", "clinic", "worship", "lawyer", "union", "friend")
"""What a made-up place is."""

SENSITIVE_KINDS: Final = ("clinic", "worship", "lawyer", "union")
"""Kinds of place whose visits say what nobody has to tell: health, belief, legal advice, membership."""

FIX_SOURCES: Final = ("none", "gnss", "wifi", "cell")
"""What a recorded position comes from: satellites, or a fallback that is labelled as such; `none` is no position."""

POINTS: Final = ("raised", "triaged", "handled", "acted_on")
"""Counting points: where on the way an alert is counted."""

STEPS: Final = ("contact", "warning", "visit", "arrest")
"""Steps of the response ladder, mildest first."""

DESKS: Final = ("review", "casework")
"""Desks at which people decide."""


@dataclass(frozen=True)
class Records:
    """Everything that one period of one scheme left behind.

    Attributes
    ----------
    days : float
        Length of the period [day].
    people : Table
        One row a person; see `PEOPLE` in `custodes.records.schema`.
    tallies : Table
        One row a person, in the order of `people`: what is counted of them.
    alerts : Table
        One row an alert, by time raised.
    cases : Table
        One row a case at a desk, by desk and time of arrival.
    absences : Table
        One row a true absence (simulated records only; else empty).
    desks : Table
        One row a desk: staffed hours and what was left at the end.
    costs : Table
        One row a cost item.
    groups : mapping of str to tuple of str
        For each attribute of `people`, the group names in the order of their codes.
    parts : frozenset of str
        What the scheme does at all, so that a measure can tell "none" from "does not apply": "checks", "recognition",
        "review", "visits", "photographs", "costs", "prompts", "positions", "devices", "trail", and each of
        LOCATION_CAUSES that its rules raise alerts about; "held" where everybody is held for a part of each day, and
        "no_instrument" where nobody is made to wear or do anything, so that nothing can raise an alert.
    rows_one_in : int
        Alerts and cases are kept row by row for one person in so many [count]; tallies are of everybody.
    trail : Trail or None
        The positions recorded of a sample of people; None where there are none.
    no_trail : str
        Why disclosed positions could not be laid out as a trail, or "".
    """

    days: float
    people: Table
    tallies: Table
    alerts: Table
    cases: Table
    absences: Table
    desks: Table
    costs: Table
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    rows_one_in: int = 1
    trail: Trail | None = None
    no_trail: str = ""

    @property
    def has_truth(self) -> bool:
        """Whether the records say what really happened."""
        return any(name.startswith("truth_") for name in self.tallies)
