"""The rules that the positions of a sample are held against, and when they were really broken."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.zones import CURFEW, HAS, X_M, Y_M
from custodes.records.tables import STATES
from custodes.records.trail import ZoneRules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custodes.model.tag_arrays import ZonePlan
    from custodes.model.tags import Tags

DAY_H: Final = 24.0
OUT: Final = STATES.index("out")
ZONE_COLUMNS: Final = ("row", "cause", "x_m", "y_m", "radius_m", "from_h", "to_h", "outline")


def zones_of(position: int, of: ZonePlan, own: NDArray[np.float64]) -> list[tuple[float, ...]]:
    """List the zones of one person of a sample.

    Parameters
    ----------
    position : int
        Position of the person in the sample.
    of : ZonePlan
        The zones of the scheme.
    own : ndarray, shape (zones, 3)
        Which of them the person has, and where they lie.

    Returns
    -------
    list of tuple
        Columns of the zones of `custodes.records.trail.ZoneRules`; a curfew holds from the end of its grace.
    """
    return [
        (
            position,
            of.cause[zone],
            own[zone, X_M],
            own[zone, Y_M],
            of.radius_m[zone],
            (of.from_h[zone] + (of.grace_h if of.cause[zone] == CURFEW else 0.0)) % DAY_H,
            of.to_h[zone],
            of.polygon[zone],
        )
        for zone in np.flatnonzero(own[: of.share.size, HAS])
    ]


def rules_of(
    tags: Tags, rows: NDArray[np.int64], zones: Sequence[tuple[float, ...]], first_day: int, days: int
) -> ZoneRules:
    """Put together the rules that the positions of a sample are held against.

    Parameters
    ----------
    tags : Tags
        With the true violations.
    rows : ndarray of int64
        The people of the sample.
    zones : sequence of tuple
        Of all of them, from `zones_of`.
    first_day, days : int
        First day of the trail, and how many [day].

    Returns
    -------
    ZoneRules
        With the violations that begin in the time of the trail.
    """
    of, spans = tags.plan.zones, tags.violations
    columns = np.array(zones, dtype=np.float64).reshape(-1, len(ZONE_COLUMNS)).T
    whole = {"row": np.int64, "cause": np.int8, "outline": np.int64}
    table = {
        name: column.astype(whole.get(name, np.float64)) for name, column in zip(ZONE_COLUMNS, columns, strict=True)
    }
    person = np.repeat(np.arange(spans.first.size - 1), np.diff(spans.first))
    position = np.full(spans.first.size - 1, -1)
    position[rows] = np.arange(rows.size)
    until_h = (first_day + days) * DAY_H
    inside = (spans.start_h >= first_day * DAY_H) & (spans.start_h < until_h)
    wanted = np.flatnonzero(inside & (spans.state == OUT) & (position[person] >= 0))
    corners = np.stack([of.corner_x_m, of.corner_y_m], axis=1)
    return ZoneRules(
        zones=table,
        outlines=tuple(corners[start:stop] for start, stop in pairwise(of.corner_first)),
        dwell=of.dwell,
        buffer_m=of.buffer_m,
        uses_fallback=of.uses_fallback,
        violations={
            "row": position[person[wanted]],
            "start_h": spans.start_h[wanted],
            "end_h": np.minimum(spans.end_h[wanted], until_h),
        },
    )
