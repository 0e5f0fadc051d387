"""Made-up comparison scores with people, groups and days behind them, and faults of a score file.

A score is 1 / (1 + exp(-s)) with s = m + d_g + u_p + e: m the middle of mated or non-mated comparisons, d_g a shift of
the group, u_p an effect of the person (of both persons, for comparisons of two) and e an effect of the picture, the
last two normal. People differ more than chance within a person would have it, as they do in every recognition system
(Doddington et al., "Sheep, goats, lambs and wolves", ICSLP 1998), and one group is disadvantaged. Scores are not those
of any real system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.special import expit, ndtri

from custodes.people import purposes
from custodes.people.draws import draw_each, draw_people
from custodes.records.disclosed import SECONDS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.study.written_out.cells import Columns
    from custodes.study.written_out.world import Clock

GROUPS: Final = ("group one", "group two", "group three")
SHARES: Final = (0.5, 0.8)
"""Where the first and the second group end among the people [ratio]."""
SHIFT: Final = (0.0, 0.3, 0.9)
"""By how much a group's mated scores lie lower, and its non-mated scores with its own higher."""
MATED, NON_MATED = 3.6, -3.4
"""Middle of mated and of non-mated comparisons."""
OF_PERSON, OF_PICTURE = 0.6, 1.1
"""Standard deviation between people, and between pictures."""
NOT_ACQUIRED: Final = 0.02
"""Share of mated tries without a usable picture [ratio]."""
THRESHOLD, LATER_THRESHOLD = 0.6, 0.5
CHANGE: Final = 1.0
"""By how much mated scores fall and non-mated scores rise when the model is changed."""
CUT: Final = 0.05
"""Score below which comparisons are left out of a truncated file."""


@dataclass(frozen=True)
class ScoreFaults:
    """What is wrong with a score file.

    Attributes
    ----------
    threshold_change : bool
        Whether the threshold is lowered in the middle of the period.
    model_change : bool
        Whether scores shift in the middle of the period though nothing says that the model was changed.
    truncated : bool
        Whether comparisons with a score below `CUT` are left out.
    no_failures : bool
        Whether tries without a usable picture are left out.
    """

    threshold_change: bool = False
    model_change: bool = False
    truncated: bool = False
    no_failures: bool = False


def scores_table(
    people: int, each: int, clock: Clock, seed: int, faults: ScoreFaults | None = None
) -> tuple[Columns, dict[str, float]]:
    """Make up comparisons.

    Parameters
    ----------
    people : int
        Number of people [person].
    each : int
        Mated, and as many non-mated, comparisons of each [count].
    clock : Clock
        The period.
    seed : int
        Seed.
    faults : ScoreFaults or None
        What is wrong with them.

    Returns
    -------
    Columns
        Kind "scores", by time.
    dict of str to float
        What is true of them: for each field of `ScoreFaults` the time of the change [second] or the number of
        comparisons left out [count], and 0 where it was not asked for.
    """
    faults = faults or ScoreFaults()
    table = _comparisons(people, each, clock, seed)
    middle_s = float(np.floor((clock.start_s + clock.end_s) / 2.0))
    later = table["time"] >= middle_s
    if faults.model_change:
        table["logit"] = table["logit"] - np.where(later, np.where(table["mated"] == 1, CHANGE, -CHANGE), 0.0)
    score = np.where(table["acquired"] == 1, np.round(expit(table["logit"]), 4), np.nan)
    threshold = np.where(later & faults.threshold_change, LATER_THRESHOLD, THRESHOLD)
    short, failed = faults.truncated & (score < CUT), faults.no_failures & np.isnan(score)
    columns = {name: column for name, column in table.items() if name != "logit"}
    left = {
        name: column[~short & ~failed] for name, column in {"score": score, **columns, "threshold": threshold}.items()
    }
    true = {
        "threshold_change": middle_s if faults.threshold_change else 0.0,
        "model_change": middle_s if faults.model_change else 0.0,
        "truncated": float(np.count_nonzero(short)),
        "no_failures": float(np.count_nonzero(failed)),
    }
    return left, true


def _comparisons(people: int, each: int, clock: Clock, seed: int) -> dict[str, NDArray[Any]]:
    who = np.arange(people, dtype=np.int64)
    own = draw_people(seed, who, purposes.MADE_UP_SCORE)
    group = np.searchsorted(SHARES, own[:, 0])
    effect = OF_PERSON * ndtri(own[:, 1:3])
    person = np.repeat(who, 2 * each)
    turn = np.tile(np.arange(2 * each, dtype=np.int64), people)
    chance = draw_each(seed, person, purposes.MADE_UP_SCORE, np.ones_like(turn), turn)
    mated = turn % 2 == 0
    other = np.where(mated, person, (person + 1 + (chance[:, 1] * (people - 1)).astype(np.int64)) % people)
    shift = np.array(SHIFT)
    of_two = np.where(group[person] == group[other], shift[group[person]], 0.0)
    noise = OF_PICTURE * ndtri(chance[:, 0])
    of_mated = MATED - shift[group[person]] + effect[person, 0] + noise
    of_others = NON_MATED + of_two + (effect[person, 1] + effect[other, 1]) / np.sqrt(2.0) + noise
    names = np.array(GROUPS, dtype=object)
    table = {
        "logit": np.where(mated, of_mated, of_others),
        "mated": mated.astype(np.int8),
        "person": person,
        "other_person": other,
        "group": names[group[person]],
        "other_group": names[group[other]],
        "time": np.floor(clock.start_s + chance[:, 2] * clock.days * SECONDS_PER_DAY),
        "device": person,
        "acquired": (~mated | (chance[:, 3] >= NOT_ACQUIRED)).astype(np.int8),
    }
    order = np.lexsort((turn, person, table["time"]))
    return {name: column[order] for name, column in table.items()}


def bare(columns: Mapping[str, NDArray[Any]], *, mated: bool) -> bytes:
    """Write bare scores, one number a line.

    Parameters
    ----------
    columns : mapping of str to ndarray
        Kind "scores".
    mated : bool
        Which comparisons.

    Returns
    -------
    bytes
        Of those with a score.
    """
    score = columns["score"][columns["mated"] == int(mated)]
    return "".join(f"{number}\n" for number in score[~np.isnan(score)]).encode("ascii")
