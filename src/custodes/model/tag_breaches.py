"""Breaches of battery and strap alone, wherever wearers are: the life of devices without their positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.model.follow import start_person
from custodes.people.kernel import kernel
from custodes.records.tables import CAUSES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Tagged
    from custodes.model.tag_plan import Room, TagPlan

BATTERY, STRAP = CAUSES.index("battery"), CAUSES.index("strap")


@kernel()
def count_breaches(seed: int, tagged: Tagged, plan: TagPlan, room: Room, counts: NDArray[np.int64]) -> None:
    """Count what devices report about battery and strap.

    Parameters
    ----------
    seed : int
        Seed of the world.
    tagged : Tagged
        The people.
    plan : TagPlan
        How their devices live.
    room : Room
        For one person.
    counts : ndarray of int64, shape (people, 2)
        Added to: breaches of battery and of strap [count].
    """
    for row in range(tagged.person.size):
        start_person(seed, tagged, row, plan, room)
        sent = room.sent
        for place in range(min(sent.filled[0], sent.cause.size)):
            counts[row, 0] += sent.cause[place] == BATTERY
            counts[row, 1] += sent.cause[place] == STRAP
