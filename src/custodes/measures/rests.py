"""Which quantities of a scheme an answer depends on, as prefixes of their paths (``*`` stands for one segment)."""

from __future__ import annotations

from typing import Final

COHORT: Final = ("cohort",)
SCHEDULE: Final = ("instruments.*.checks.schedule", "conduct", "rules.absence_closed_after")
PROMPTS: Final = ("instruments.*.checks.delivery", "instruments.*.device", "instruments.*.location.loss", "movement")
ANSWERING: Final = ("instruments.*.checks.window", "instruments.*.checks.answering", "wearers")
RECOGNITION: Final = ("instruments.*.checks.recognition",)
EFFORT: Final = ("instruments.*.checks.effort",)
REVIEW: Final = ("desks.review",)
TRIAGE: Final = ("desks.triage",)
CASEWORK: Final = ("desks.casework",)
RESPONSE: Final = ("response",)
COSTS: Final = ("costs",)
KEPT: Final = ("data_kept",)
ALWAYS: Final = ("always_takes",)

DEVICE: Final = ("instruments.*.device", "rules.location", "conduct")
POSITIONS: Final = ("instruments.*.location", "instruments.*.device", "movement", "conduct")
ZONES: Final = ("rules.location",)

CHECKS: Final = (*SCHEDULE, *PROMPTS, *ANSWERING, *RECOGNITION)
"""Everything up to a check's outcome."""

RAISED: Final = (
    "cohort",
    "conduct",
    "wearers",
    "movement",
    "instruments.*.checks",
    "instruments.*.location",
    "instruments.*.device",
    "rules",
    "desks.review",
)
"""Everything up to an alert."""

ALERT_CHAIN: Final = {
    "raised": RAISED,
    "triaged": (*RAISED, *TRIAGE),
    "handled": (*RAISED, *TRIAGE, *CASEWORK),
    "acted_on": (*RAISED, *TRIAGE, *CASEWORK, *RESPONSE),
}
"""Everything up to each counting point."""
