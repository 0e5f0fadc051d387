"""Comparison scores, mated and non-mated, with whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed


@dataclass(frozen=True)
class Scores:
    """Scores of comparisons.

    Attributes
    ----------
    mated, other : ndarray of float64
        Scores of comparisons of a person with themselves, and with another; only those that were made [1].
    person : ndarray of int64 or None
        Person of each mated score; None when the records do not say.
    attempts, not_acquired : ndarray of float64 or None
        Of each person, attempts and those without a usable picture [count]; of one row for all when nobody is named.
    stated_threshold : float
        The threshold in force when it is stated and never changed, else NaN [1].
    """

    mated: NDArray[np.float64]
    other: NDArray[np.float64]
    person: NDArray[np.int64] | None
    attempts: NDArray[np.float64] | None = None
    not_acquired: NDArray[np.float64] | None = None
    stated_threshold: float = float("nan")


def scores_of(disclosed: Disclosed) -> Scores:
    """Take the scores out of a disclosure.

    Parameters
    ----------
    disclosed : Disclosed
        With a table of scores.

    Returns
    -------
    Scores
        A mated row without a score counts as a failure to acquire.
    """
    table = disclosed.tables["scores"]
    score, mated = np.asarray(table["score"], dtype=np.float64), table["mated"] == 1
    made = ~np.isnan(score)
    person: NDArray[Any] | None = table.get("person")
    named = person is not None and bool((person[mated] >= 0).all())
    whose = np.asarray(person if named and person is not None else np.zeros(len(score)), dtype=np.int64)
    tried = mated if "acquired" not in table else mated & (table["acquired"] >= 0)
    count = int(whose.max(initial=0)) + 1
    attempts = np.bincount(whose[tried], minlength=count).astype(np.float64)
    failed = tried & ~made if "acquired" not in table else tried & (table["acquired"] == 0)
    return Scores(
        mated=score[mated & made],
        other=score[~mated & made],
        person=whose[mated & made] if named else None,
        attempts=attempts,
        not_acquired=np.bincount(whose[failed], minlength=count).astype(np.float64),
        stated_threshold=_constant(table.get("threshold")),
    )


def _constant(threshold: NDArray[Any] | None) -> float:
    if threshold is None or not len(threshold):
        return float("nan")
    first = float(threshold[0])
    return first if bool((threshold == first).all()) else float("nan")
