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

ABSCONDED = GONE[0]


@dataclass(frozen=True)
class Noticed:
    """Absences that both worlds have, and when each scheme noticed them.

    Attributes
    ----------
    absences : int
        Absences of the same person that are in both: absconding, whenever it begins, and devices handed over at the
        same time.
    earlier, later : int
        Of these, noticed sooner after they began by the second scheme (or by it alone), and by the first.
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
    """Give how long each absence took to be noticed [hour], by person, state and, where there may be several, start."""
    table = records.absences
    gone = np.isin(table["truth_state"], GONE)
    person, state, start_h, noticed_h = (
        table[name][gone].tolist() for name in ("person", "truth_state", "start_h", "noticed_h")
    )
    # An effect moves when a person absconds, which happens once; devices are handed over at the same time in any case.
    at_h = [0.0 if of == ABSCONDED else start for of, start in zip(state, start_h, strict=True)]
    after_h = [noticed - start for noticed, start in zip(noticed_h, start_h, strict=True)]
    return dict(zip(zip(person, state, at_h, strict=True), after_h, strict=True))


def _cost(records: Records) -> float:
    amounts = records.costs["amount_gbp"]
    return float(amounts.sum()) if "costs" in records.parts and len(amounts) else float("nan")
