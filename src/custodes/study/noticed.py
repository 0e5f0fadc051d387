"""Which true absences one scheme notices earlier than another, on the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.records.tables import STATES

if TYPE_CHECKING:
    from custodes.records.tables import Records

GONE = tuple(STATES.index(state) for state in ("absconded", "handed_over"))
"""States that people bring about under any scheme; the others exist only where a device is worn."""


@dataclass(frozen=True)
class Noticed:
    """Absences that both worlds have, and when each scheme noticed them.

    Attributes
    ----------
    absences : int
        Absences that began at the same time for the same person in both.
    earlier, later : int
        Of these, noticed earlier by the second scheme (or by it alone), and by the first (or by it alone).
    cost_more_gbp : float
        What the second scheme cost more, NaN when one of the two states no cost [GBP].
    """

    absences: int
    earlier: int
    later: int
    cost_more_gbp: float


def noticed_earlier(first: Records, second: Records) -> Noticed:
    """Hold the absences of two worlds against each other.

    Parameters
    ----------
    first, second : Records
        Of the same people, days and luck.

    Returns
    -------
    Noticed
        Counted over absences that are in both: absconding, and devices handed over.
    """
    ours, theirs = _gone(first), _gone(second)
    shared = ours.keys() & theirs.keys()
    # What was never noticed was noticed after everything else.
    a, b = (np.nan_to_num([of[key] for key in shared], nan=np.inf) for of in (ours, theirs))
    return Noticed(
        absences=len(shared),
        earlier=int(np.count_nonzero(b < a)),
        later=int(np.count_nonzero(a < b)),
        cost_more_gbp=_cost(second) - _cost(first),
    )


def _gone(records: Records) -> dict[tuple[int, int, float], float]:
    """Give when each absence was noticed [hour], by person, state and start."""
    table = records.absences
    gone = np.isin(table["truth_state"], GONE)
    person, state, start_h, noticed_h = (
        table[name][gone].tolist() for name in ("person", "truth_state", "start_h", "noticed_h")
    )
    return dict(zip(zip(person, state, start_h, strict=True), noticed_h, strict=True))


def _cost(records: Records) -> float:
    amounts = records.costs["amount_gbp"]
    return float(amounts.sum()) if "costs" in records.parts and len(amounts) else float("nan")
