"""The share of people to whom something has happened by a day, when not all were watched that long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import LEAST_BEARING, none_seen_at_most, normal_quantile, wilson
from custodes.measures.sums import would_do

if TYPE_CHECKING:
    from numpy.typing import NDArray


def kaplan_meier(event_d: NDArray[Any], watched_d: NDArray[Any], horizon_d: float) -> tuple[float, float, int]:
    """Compute Kaplan and Meier's share of people to whom it happened by a day.

    Parameters
    ----------
    event_d : ndarray, shape (people,)
        When it first happened to each [day], NaN never.
    watched_d : ndarray, shape (people,)
        How long each was watched [day].
    horizon_d : float
        The day asked for [day].

    Returns
    -------
    share : float
        ``1 - prod (1 - d_j / n_j)`` over the days with events up to the horizon [ratio].
    variance : float
        Greenwood's, ``(1 - share)^2 sum d_j / (n_j (n_j - d_j))``.
    at_risk : int
        People watched up to the horizon, or to whom it happened before.
    """
    happened = event_d <= np.minimum(watched_d, horizon_d)
    ends = np.where(happened, event_d, watched_d)
    at_risk = int(np.count_nonzero(happened | (watched_d >= horizon_d)))
    days, deaths = np.unique(ends[happened], return_counts=True)
    left: NDArray[Any] = len(ends) - np.asarray(np.searchsorted(np.sort(ends), days, side="left"))
    survived = float(np.prod(1 - deaths / left))
    rest = left - deaths
    steps = deaths[rest > 0] / (left[rest > 0] * rest[rest > 0])
    return 1 - survived, survived * survived * float(steps.sum()), at_risk


def share_by_day(
    event_d: NDArray[Any],
    watched_d: NDArray[Any],
    horizon_d: float,
    level: float,
    on_scheme: float | None = None,
) -> GroupAnswer:
    """Estimate the share of people to whom it has happened by a day.

    Wilson's interval on the effective number of people ``S (1 - S) / variance``; it is Wilson's interval itself when
    nobody leaves early. When it happened to none, or to all, the rule of three on the people seen through to the day.

    Parameters
    ----------
    event_d : ndarray, shape (people,)
        When it first happened to each [day], NaN never.
    watched_d : ndarray, shape (people,)
        How long each was watched [day].
    horizon_d : float
        The day asked for [day].
    level : float
        Confidence level [ratio].
    on_scheme : float, optional
        People on the scheme at any one time, to say how many would be needed; without it those looked at.

    Returns
    -------
    GroupAnswer
        The share [ratio], or why it cannot be told.
    """
    told = _estimate(event_d, watched_d, horizon_d, level, on_scheme)
    touched = int(np.count_nonzero(event_d <= np.minimum(watched_d, horizon_d)))
    return replace(told, touched=touched, spared=len(event_d) - touched)


def _estimate(
    event_d: NDArray[Any], watched_d: NDArray[Any], horizon_d: float, level: float, on_scheme: float | None
) -> GroupAnswer:
    people = len(event_d)
    value, spread, seen = kaplan_meier(event_d, watched_d, horizon_d)
    if seen < LEAST_BEARING:
        would = would_do(people if on_scheme is None else on_scheme, 2 * LEAST_BEARING / max(seen, 1))
        why = (
            f"only {seen} of {people} people were watched for {horizon_d:g} days, and {LEAST_BEARING:.0f} are needed; "
            f"{would}"
        )
        return GroupAnswer(None, None, None, people, why)
    if value <= 0:
        return GroupAnswer(0.0, 0.0, none_seen_at_most(seen, level), people)
    if spread <= 0:
        return GroupAnswer(1.0, 1 - none_seen_at_most(seen, level), 1.0, people)
    low, high = wilson(value, value * (1 - value) / spread, normal_quantile(level))
    return GroupAnswer(value, low, high, people)
