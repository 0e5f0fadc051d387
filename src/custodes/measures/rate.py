"""The interval of a rate: events, or hours, per unit of time, per case or per person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import none_seen_at_most, rate_score, student_quantile
from custodes.measures.sums import bearing, too_few, variance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.sums import Sums


@dataclass(frozen=True)
class Kind:
    """What is counted by a rate.

    Attributes
    ----------
    scale : float
        What the rate is multiplied by, such as 365.25 for a rate per day asked per year.
    chance : bool
        Whether events are single chances, so that people who all had the same number still leave something open.
    most : ndarray, shape (people,), optional
        The most events (or hours) that each person could have had; it bounds a rate of which nothing was seen.
    """

    scale: float = 1.0
    chance: bool = True
    most: NDArray[Any] | None = None


def rate(of: Sums, level: float, kind: Kind, most: float | None = None, on_scheme: float | None = None) -> GroupAnswer:
    """Estimate a rate, with people as the unit.

    The score interval of an overdispersed Poisson rate: with ``v`` the variance between people and ``E = r / v`` the
    exposure that the rate r is in effect worth, the solutions of ``(r - x)^2 = t^2 x / E``, where t is Student's
    quantile with ``B - 1`` degrees of freedom and B the number of people who carry the events. Below B = 3 it cannot
    be told. Where nothing was seen it is the rule of three on people: at most 3 in n people are touched, each by as
    much as there could be; with no such bound the upper end is 0 too, and stands for "none seen".

    Parameters
    ----------
    of : Sums
        Sums over people, with some exposure.
    level : float
        Confidence level [ratio].
    kind : Kind
        What is counted.
    most : float, optional
        The most events (or hours) that all these people together could have had.
    on_scheme : float, optional
        People on the scheme at any one time, to say how many would be needed; without it those looked at.

    Returns
    -------
    GroupAnswer
        The rate times ``kind.scale``, or why it cannot be told.
    """
    return replace(_estimate(of, level, kind, most, on_scheme), touched=round(of.touched))


def _estimate(of: Sums, level: float, kind: Kind, most: float | None, on_scheme: float | None) -> GroupAnswer:
    people = round(of.people)
    if of.k <= 0:
        high = 0.0 if most is None else none_seen_at_most(of.people, level) * most / of.m * kind.scale
        return GroupAnswer(0.0, 0.0, high, people)
    why = too_few(of, on_scheme)
    if why is not None:
        return GroupAnswer(None, None, None, people, why)
    value = of.k / of.m
    spread = variance(of) or (value / of.m if kind.chance else 0.0)
    if spread == 0:
        return GroupAnswer(value * kind.scale, value * kind.scale, value * kind.scale, people)
    low, high = rate_score(value, value / spread, student_quantile(level, bearing(of)))
    return GroupAnswer(value * kind.scale, low * kind.scale, high * kind.scale, people)
