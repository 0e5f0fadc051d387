"""What the loop over tags is handed: the plan of one instrument, and the room in which one person is followed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from custodes.model.device import BATTERY_STATE
from custodes.model.notes import new_notices, new_spans
from custodes.model.position_error import Error, new_error
from custodes.model.reception import Chains, Pieces, new_chains, new_pieces
from custodes.people.itinerary import Legs, new_legs
from custodes.people.places import Places, new_places
from custodes.records.tables import CAUSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.check_arrays import Habits
    from custodes.model.noise import Noise
    from custodes.model.tag_arrays import DevicePlan, Notices, Positioning, Spans, ZonePlan
    from custodes.people.movement import Movement

ROOM_NOTICES, ROOM_SPANS, ROOM_PIECES = 4096, 8192, 4096
"""Notices and spans of one person, and pieces of one leg, for which there is room at first."""


class Conducts(NamedTuple):
    """How often wearers break a zone's rule, as plain numbers.

    Attributes
    ----------
    late_per_d, late_h : float
        Rate of coming home late [1/day], and by how much on average [hour].
    entry_per_d, entry_h : float
        Rate of entering an exclusion zone [1/day], and for how long on average [hour].
    """

    late_per_d: float
    late_h: float
    entry_per_d: float
    entry_h: float


class TagPlan(NamedTuple):
    """Everything that the loop needs apart from the people.

    Attributes
    ----------
    movement, habits, conducts : Movement, Habits, Conducts
        How people live and move.
    positioning, device, zones : Positioning, DevicePlan, ZonePlan
        What the device records, how it lives, and what is forbidden.
    noise : Noise
        The order in which errors are drawn.
    held_from_h : float
        Fixes recorded at or after this time are still held at the end [hour].
    """

    movement: Movement
    habits: Habits
    conducts: Conducts
    positioning: Positioning
    device: DevicePlan
    zones: ZonePlan
    noise: Noise
    held_from_h: float


class Room(NamedTuple):
    """Room for following one person: everything in it is written anew for the next.

    Attributes
    ----------
    places, legs : Places, Legs
        Where the person has been, and the legs of a day.
    chains, pieces, error : Chains, Pieces, Error
        What the device receives.
    own, watch, circles : ndarray, shape (zones, 3)
        The person's zones, the state of the watch over them, and circles to keep out of.
    raised, sent : Notices
        Alerts at the time they arise, and at the time they reach the server.
    off, silent, violations : Spans
        When the device sends nothing; when nothing is received for whatever reason; when a zone's rule is really
        broken.
    battery : ndarray, shape (9,)
        State of the battery.
    charges : ndarray, shape (4, 2)
        Start and end of the last charges [hour].
    sums : ndarray, shape (10,)
        What is counted.
    """

    places: Places
    legs: Legs
    chains: Chains
    pieces: Pieces
    error: Error
    own: NDArray[np.float64]
    watch: NDArray[np.float64]
    circles: NDArray[np.float64]
    raised: Notices
    sent: Notices
    off: Spans
    silent: Spans
    violations: Spans
    battery: NDArray[np.float64]
    charges: NDArray[np.float64]
    sums: NDArray[np.float64]


DUE, HELD, NIGHTS = 3, 4, 5
BY_SOURCE = 6
"""Places in the sums of a person, after those of the device; fixes by source follow."""
SUMS = 10


def new_room(plan: TagPlan, enlarged: int = 1) -> Room:
    """Make room for following people.

    Parameters
    ----------
    plan : TagPlan
        What is followed.
    enlarged : int
        How many times the usual room [ratio].

    Returns
    -------
    Room
        Empty.
    """
    zones = max(plan.zones.share.size, 1)
    return Room(
        new_places(),
        new_legs(),
        new_chains(),
        new_pieces(ROOM_PIECES),
        new_error(plan.noise),
        np.zeros((zones, 3)),
        np.zeros((zones, 3)),
        np.zeros((zones, 3)),
        new_notices(ROOM_NOTICES * enlarged),
        new_notices(ROOM_NOTICES * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        new_spans(ROOM_SPANS * enlarged),
        np.zeros(BATTERY_STATE),
        np.zeros((4, 2)),
        np.zeros(SUMS),
    )


def raising(plan: TagPlan) -> frozenset[int]:
    """Say what the tags of an instrument can raise an alert about.

    Parameters
    ----------
    plan : TagPlan
        The instrument and the rules.

    Returns
    -------
    frozenset of int
        Indices into CAUSES.
    """
    others = {
        "gap": plan.zones.gap_h < math.inf,
        "battery": plan.device.raises_at >= 0.0,
        "strap": plan.device.strap_raises,
    }
    causes = {CAUSES.index(name) for name, there in others.items() if there}
    return frozenset(causes | set(plan.zones.cause.tolist()))
