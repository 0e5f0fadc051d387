"""The trail of everybody on a scheme, person by person: for a run that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from custodes.model.parameters import parameters
from custodes.model.signal import NO_FIX
from custodes.model.tag_parameters import locating, tag_plan
from custodes.model.tag_plan import new_room
from custodes.model.tags import tagged_of
from custodes.model.trail import DAY_H, Sheet, new_stays, record_person
from custodes.people.cohort import draw_cohort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from custodes.scheme.scheme import Scheme


def everybodys_trail(
    scheme: Scheme, values: Mapping[str, float], seed: int, people: int, days: int
) -> Iterator[tuple[NDArray[np.int32], ...]]:
    """Record the trail of everybody over a whole run, up to absconding.

    Parameters
    ----------
    scheme, values : Scheme, mapping
        The scheme and a draw of it.
    seed : int
        Seed of the world.
    people : int
        People on the scheme at the start [person].
    days : int
        Length of the run [day].

    Yields
    ------
    tuple of ndarray of int32
        For one person: their number, the number of each recorded fix, its position east and north [decimetre], and what
        it comes from.
    """
    name = locating(scheme)[0]
    plan = tag_plan(scheme, values, name, parameters(scheme, values, people, days).habits, days)
    tagged = tagged_of(
        draw_cohort(scheme, values, seed, people, days), values, f"instruments.{name}.device.charging", plan, seed
    )
    room, stays = new_room(plan), new_stays(0)
    for row, person in enumerate(tagged.person):
        first_day, end_day = int(tagged.joined_h[row] // DAY_H), int(np.ceil(tagged.left_h[row] / DAY_H))
        fixes = plan.noise.fixes * (end_day - first_day)
        sheet = Sheet(np.empty(fixes, np.int32), np.empty(fixes, np.int32), np.empty(fixes, np.int8))
        record_person(seed, tagged, row, plan, room, first_day, end_day - first_day, sheet, stays)
        there = np.flatnonzero(sheet.source != NO_FIX)
        yield (
            np.full(there.size, person, dtype=np.int32),
            (there + first_day * plan.noise.fixes).astype(np.int32),
            sheet.x_dm[there],
            sheet.y_dm[there],
            sheet.source[there].astype(np.int32),
        )
