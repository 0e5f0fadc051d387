"""Which true absences one scheme notices earlier than another, on the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.records.tables import STATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    saved_d : float
        Days by which the second noticed them earlier, summed over absences that both noticed; below 0 for later.
    both : int
        Absences that both noticed.
    cost_more_gbp : float
        What the second scheme cost more, NaN when one of the two states no cost [GBP].
    """

    absences: int
    earlier: int
    later: int
    saved_d: float
    both: int
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
    shared = sorted(ours.keys() & theirs.keys())
    a = np.array([ours[key] for key in shared], dtype=np.float64)
    b = np.array([theirs[key] for key in shared], dtype=np.float64)
    both = ~np.isnan(a) & ~np.isnan(b)
    sooner: NDArray[np.bool_] = (b < a) | (np.isnan(a) & ~np.isnan(b))
    slower: NDArray[np.bool_] = (b > a) | (np.isnan(b) & ~np.isnan(a))
    return Noticed(
        absences=len(shared),
        earlier=int(sooner.sum()),
        later=int(slower.sum()),
        saved_d=float((a[both] - b[both]).sum()) / 24.0,
        both=int(both.sum()),
        cost_more_gbp=_cost(second) - _cost(first),
    )


def _gone(records: Records) -> dict[tuple[int, int, float], float]:
    table = records.absences
    rows = np.flatnonzero(np.isin(table["truth_state"], GONE))
    return {
        (int(table["person"][i]), int(table["truth_state"][i]), float(table["start_h"][i])): float(
            table["noticed_h"][i]
        )
        for i in rows
    }


def _cost(records: Records) -> float:
    amounts = records.costs["amount_gbp"]
    return float(amounts.sum()) if "costs" in records.parts and len(amounts) else float("nan")
