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

HOME: Final = 32
"""Where a person lives; how far and how often they go out compared with others."""
WORKPLACE: Final = 33
"""Where a person works."""
EARLIER_PLACE: Final = 34
"""The places that a person knows when monitoring begins."""
VENUE: Final = 35
HOUSEHOLD: Final = 36
"""Where in its square a venue or a home lies, and what it is: the same for everybody, drawn under person 0."""
OUTING: Final = 37
"""When a person first leaves home on a day."""
STOP: Final = 38
"""Where one visit leads, how long it takes, whether another follows, when the person leaves home again."""
NEW_PLACE: Final = 39
"""Where a place lies that a person had not visited before."""
LATE_HOME: Final = 40
"""Whether a person comes home late on a day, by how much, and where from."""
ZONE_ENTRY: Final = 41
"""Whether a person enters an exclusion zone on a day, where, when, and for how long."""

OWN_DEVICE: Final = 48
"""A person's own habit of charging; the life of each battery that they get."""
CHARGE: Final = 49
"""Whether and when a person charges on a day; whether they heed a warning."""
STRAP: Final = 50
"""Whether a fitting is bad, how long it stays, when it raises alerts."""
DEVICE_FAULT: Final = 51
"""When a device falls silent, and how long until it is replaced."""
REMOVAL: Final = 52
"""When a person takes the device off, for how long; whether one who absconds does."""
POSITION_ERROR: Final = 56
"""The error of positions, by noon and fix."""
BAD_SIGNAL: Final = 57
SIGNAL_LOSS: Final = 58
"""Spells of bad signal and of none, by day and leg."""
FALLBACK: Final = 61
"""The error of a position by Wi-Fi or cell, one for a whole spell."""
BUILDING: Final = 59
"""The fixed offset of each of a person's buildings."""
ZONE: Final = 60
"""Which zones a person has, and where; when their device uploads."""

PSEUDONYM: Final = 64
"""In which order people, devices and cases are given the names under which their records are written out."""
PAPERWORK: Final = 65
"""Reviews, disclosures, contacts and the like, which the model does not make."""
PLANTED: Final = 66
"""Which rows of written-out records are given a planted fault."""
MADE_UP_SCORE: Final = 67
"""Comparison scores of a made-up score file."""

INSTRUMENT_STEP: Final = 256
"""Added to a purpose once for each further instrument, so that two instruments never share draws."""
