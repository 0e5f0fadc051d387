"""Which true absences one scheme notices earlier than another, on the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.intervals import none_seen_at_most, normal_quantile
from custodes.records.tables import STATES
from custodes.study.paired import reach_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.tables import Records

GONE_STATES = tuple(STATES.index(state) for state in ("absconded", "handed_over"))
"""States that people bring about under any scheme; the others exist only where a device is worn."""

ABSCONDED_STATE = GONE_STATES[0]

LEVEL = 0.95
"""Level of the interval of how many more are noticed earlier [ratio]."""


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
    variance, reach : float
        Variance over people of the share of absences noticed earlier less that noticed later, and how far its interval
        reaches to either side; 0 when there are none.
    """

    absences: int
    earlier: int
    later: int
    cost_more_gbp: float
    variance: float = 0.0
    reach: float = 0.0

    @property
    def share(self) -> float | None:
        """Of the absences those noticed earlier, less those noticed later [ratio]; None when there are none."""
        return (self.earlier - self.later) / self.absences if self.absences else None


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
    order = sorted(shared)
    # What was never noticed was noticed after everything else.
    a, b = (np.nan_to_num([of[key] for key in order], nan=np.inf) for of in (ours, theirs))
    earlier = (b < a).astype(np.float64) - (a < b)
    variance, reach = _spread(np.array([key[0] for key in order], dtype=np.int64), earlier)
    return Noticed(
        absences=len(order),
        earlier=int(np.count_nonzero(b < a)),
        later=int(np.count_nonzero(a < b)),
        cost_more_gbp=_cost(second) - _cost(first),
        variance=variance,
        reach=reach,
    )


def _spread(person: NDArray[np.int64], earlier: NDArray[np.float64]) -> tuple[float, float]:
    """Give variance and reach over people of a ratio of sums; where all are alike, those of the rule of three."""
    if not person.size:
        return 0.0, 0.0
    _, at = np.unique(person, return_inverse=True)
    absences, gained = np.bincount(at).astype(np.float64), np.bincount(at, weights=earlier)
    people, share = len(absences), float(gained.sum() / absences.sum())
    squares = np.square(gained - share * absences)
    if people == 1 or not squares.any():
        reach = none_seen_at_most(people, LEVEL)
        return float((reach / normal_quantile(LEVEL)) ** 2), float(reach)
    variance = people / (people - 1) * float(squares.sum()) / float(absences.sum()) ** 2
    return variance, reach_of(squares, LEVEL) * float(np.sqrt(variance))


def _gone(records: Records) -> dict[tuple[int, int, float], float]:
    """Give how long each absence took to be noticed [hour], by person, state and, where there may be several, start."""
    table = records.absences
    gone = np.isin(table["truth_state"], GONE_STATES)
    person, state, start_h, noticed_h = (
        table[name][gone].tolist() for name in ("person", "truth_state", "start_h", "noticed_h")
    )
    # An effect moves when a person absconds, which happens once; devices are handed over at the same time in any case.
    at_h = [0.0 if of == ABSCONDED_STATE else start for of, start in zip(state, start_h, strict=True)]
    after_h = [noticed - start for noticed, start in zip(noticed_h, start_h, strict=True)]
    return dict(zip(zip(person, state, at_h, strict=True), after_h, strict=True))


def _cost(records: Records) -> float:
    amounts = records.costs["amount_gbp"]
    return float(amounts.sum()) if "costs" in records.parts and len(amounts) else float("nan")
