"""What is counted of each person's tags: fixes, charging, silence, breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from custodes.model.tag_arrays import TagCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custodes.model.tags import Tags
    from custodes.people.cohort import Cohort
    from custodes.records.tables import Table

DAY_H = 24.0


def tag_tallies(cohort: Cohort, tags: Sequence[Tags]) -> Table:
    """Add up what was counted of each person's tags.

    Parameters
    ----------
    cohort : Cohort
        The people.
    tags : sequence of Tags
        By instrument; none gives zeros.

    Returns
    -------
    Table
        The columns of `custodes.records.schema.TALLIES` that are about tags.
    """
    people = len(cohort)

    def total(name: str, dtype: type[np.generic] = np.int32) -> NDArray[np.generic]:
        parts = [getattr(each.counts, name) for each in tags]
        return np.sum([np.zeros(people), *parts], axis=0).astype(dtype)

    first_h = np.fmin.reduce([np.full(people, np.inf), *(each.counts.first_breach_h for each in tags)])
    first_d = np.where(np.isfinite(first_h), (first_h - cohort.joined_h) / DAY_H, np.nan)
    return {
        **{name: total(name) for name in TagCounts._fields if name.startswith("fixes_")},
        "charging_h": total("charging_h", np.float64),
        "tethered_h": total("tethered_h", np.float64),
        "silent_d": total("silent_h", np.float64) / DAY_H,  # type: ignore[operator]
        "battery_breaches": total("battery_breaches"),
        "strap_breaches": total("strap_breaches"),
        "first_breach_d": first_d,
        "curfew_nights": total("curfew_nights"),
        "truth_false_curfew": total("false_curfew"),
    }
