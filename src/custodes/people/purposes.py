"""The register of what random numbers are drawn for: one number a purpose, never used twice, never changed.

A purpose is the second word of the counter in `custodes.people.draws`. To add one, take the next free number; to give a
purpose another meaning changes every result, so the changelog must say so.
"""

from __future__ import annotations

from typing import Final

ARRIVAL: Final = 1
"""Day on which a new person joins; length of the stay."""
GROUP_SEX: Final = 2
GROUP_AGE: Final = 3
GROUP_THIRD: Final = 4
"""Group of a person; whether it is recorded."""
SLEEP: Final = 5
"""Start of the person's night; whether they work; their own slowness to answer."""
ABSCONDING: Final = 6
"""When a person absconds."""
HANDING_OVER: Final = 7
"""When a person hands the device over, for how long, and whether with a picture."""
CHECK_PHASE: Final = 8
"""On which day of a longer interval a person's check falls."""
CHECK: Final = 9
"""Time of a check, its delivery, its answer, whether it wakes the wearer."""
ATTEMPT: Final = 10
"""Capture, liveness and comparison of one attempt."""
REVIEW: Final = 11
"""Length of a review, who makes it, what they see."""
TRIAGE: Final = 13
"""Whether an alert passes triage; length of the casework; the response."""
RATE_NO_PROMPT: Final = 16
RATE_FORGETS: Final = 17
RATE_NOT_CAPTURED: Final = 18
RATE_NOT_LIVE: Final = 19
RATE_NO_MATCH: Final = 20
"""A person's own rates around their group's."""

INSTRUMENT_STEP: Final = 256
"""Added to a purpose once for each further instrument, so that two instruments never share draws."""
