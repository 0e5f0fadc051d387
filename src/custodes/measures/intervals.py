"""Intervals for figures whose unit is a person: the arithmetic that every measure rests on.

Checks of one person depend on each other, so a figure made of checks rests on as many independent pieces as people
carry it, not on as many as there were checks. Three things follow, all proven by the coverage study in
``docs/methods/intervals.md``:

* the variance is that between people (`custodes.measures.sums.variance`);
* the normal quantile is replaced by Student's with ``B - 1`` degrees of freedom, where ``B`` is the number of people
who
  carry the events (`custodes.measures.sums.bearing`);
* below ``B = 3`` there is no interval: the answer is "cannot tell", with the number of people that would be needed.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from scipy.special import betaincinv, ndtri, stdtrit

LEAST_BEARING: Final = 3.0
"""Fewest people, in effect, who must carry the events of a figure before it gets an interval."""

COMFORTABLE_BEARING: Final = 6.0
"""Number of people, in effect, at which nine samples in ten pass `LEAST_BEARING`; the basis of "would be needed"."""


class Limits(NamedTuple):
    """The two ends of an interval.

    Attributes
    ----------
    low, high : float
        In the unit of the figure.
    """

    low: float
    high: float


def normal_quantile(level: float) -> float:
    """Find how many standard errors a two-sided interval reaches when the variance is known.

    Parameters
    ----------
    level : float
        Confidence level [ratio].

    Returns
    -------
    float
        1.96 at 0.95.
    """
    return float(ndtri(0.5 + level / 2))


def student_quantile(level: float, bearing: float) -> float:
    """Find how many standard errors a two-sided interval reaches when the variance is estimated from few people.

    Parameters
    ----------
    level : float
        Confidence level [ratio].
    bearing : float
        Number of people, in effect, who carry the events; above 1.

    Returns
    -------
    float
        Student's quantile with ``bearing - 1`` degrees of freedom.
    """
    return float(stdtrit(bearing - 1, 0.5 + level / 2))


def wilson(share: float, trials: float, quantile: float) -> Limits:
    """Compute Wilson's score interval of a share, on a number of trials that need not be whole.

    Parameters
    ----------
    share : float
        Observed share [ratio].
    trials : float
        Number of independent trials that the share is worth (effective n).
    quantile : float
        Standard errors that the interval reaches.

    Returns
    -------
    Limits
        Solutions p of ``(share - p)^2 = quantile^2 p (1 - p) / trials`` [ratio].
    """
    weight = quantile * quantile / trials
    centre = (share + weight / 2) / (1 + weight)
    half = math.sqrt(weight * share * (1 - share) + weight * weight / 4) / (1 + weight)
    return Limits(max(0.0, centre - half), min(1.0, centre + half))


def rate_score(rate: float, exposure: float, quantile: float) -> Limits:
    """Compute the score interval of a rate whose variance grows with its mean (overdispersed Poisson).

    Parameters
    ----------
    rate : float
        Observed rate.
    exposure : float
        Exposure that the rate is worth, in the same unit: ``rate / variance``.
    quantile : float
        Standard errors that the interval reaches.

    Returns
    -------
    Limits
        Solutions r of ``(rate - r)^2 = quantile^2 r / exposure``, in the unit of `rate`.
    """
    weight = quantile * quantile / exposure
    high = rate + weight / 2 + math.sqrt(weight * rate + weight * weight / 4)
    # The two solutions multiply to rate^2; the difference would lose digits.
    return Limits(rate * rate / high, high)


def clopper_pearson(errors: int, trials: int, level: float) -> Limits:
    """Compute the guaranteed interval of a share of independent trials.

    Parameters
    ----------
    errors : int
        Number of errors.
    trials : int
        Number of independent trials, at least 1.
    level : float
        Confidence level, which is never fallen short of [ratio].

    Returns
    -------
    Limits
        Clopper and Pearson's limits [ratio].
    """
    tail = (1 - level) / 2
    low = 0.0 if errors == 0 else float(betaincinv(errors, trials - errors + 1, tail))
    high = 1.0 if errors == trials else float(betaincinv(errors + 1, trials - errors, 1 - tail))
    return Limits(low, high)


def few_seen_at_most(touched: float, people: float, level: float) -> float:
    """Bound the share of people to whom something happens when it was seen of few.

    Parameters
    ----------
    touched : float
        Number of people to whom it happened, below `people`.
    people : float
        Number of people looked at; need not be whole.
    level : float
        One-sided confidence level [ratio].

    Returns
    -------
    float
        Clopper and Pearson's upper limit; that of `none_seen_at_most` when it was seen of none [ratio].
    """
    return float(betaincinv(touched + 1, people - touched, level))


def none_seen_at_most(people: float, level: float) -> float:
    """Bound the share of people to whom something happens when it was seen of none (rule of three).

    The trial is the person, however many checks each had: if the checks of one person all go the same way, more of them
    add nothing.

    Parameters
    ----------
    people : float
        Number of people looked at.
    level : float
        One-sided confidence level [ratio].

    Returns
    -------
    float
        ``1 - (1 - level)^(1/people)``, close to ``3/people`` at 0.95 [ratio].
    """
    return -math.expm1(math.log1p(-level) / people)
