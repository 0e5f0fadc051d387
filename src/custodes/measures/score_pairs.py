"""False matches, each of which has two people: the interval of a share of pairs.

A person whose face many others pass for ("lamb"), or who passes for many ("wolf"), is in many pairs, so pairs that
share a person depend on each other (Doddington et al., ICSLP 1998). With e the residual of a pair, its variance is that
of sums over each person's pairs, less what is then counted twice (Fafchamps and Gubert 2007; Aronow, Samii and
Assenova, arXiv 1312.3398); the interval is Wilson's on as many comparisons as that variance is worth, as Fogliato,
Patil and Perona advise (arXiv 2306.01198).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.intervals import (
    LEAST_BEARING,
    few_seen_at_most,
    none_seen_at_most,
    student_quantile,
    wilson,
)
from custodes.measures.proportion import EVEN, SMALL
from custodes.measures.sums import carried_by, few_carry

if TYPE_CHECKING:
    from numpy.typing import NDArray

COMPARED: Final = ("on the scheme", "compared with each other")
"""What stands of a scheme in a reason, and what is true of people whose faces are compared."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of people that were compared, each once, whichever of the two was the probe.

    Attributes
    ----------
    left, right : ndarray of int64, shape (pairs,)
        The two people.
    compared : ndarray of float64, shape (pairs,)
        Comparisons of them [count].
    of_row : ndarray of int64, shape (comparisons,)
        Position of the pair of each comparison.
    people : int
        Each person is a number below it.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    compared: NDArray[np.float64]
    of_row: NDArray[np.int64]
    people: int

    def counted(self, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Count the comparisons of each pair that are so.

        Parameters
        ----------
        rows : ndarray of bool, shape (comparisons,)
            Which are.

        Returns
        -------
        ndarray, shape (pairs,)
            Counts [count].
        """
        return np.bincount(self.of_row[rows], minlength=len(self.left)).astype(np.float64)

    def among(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Keep some pairs; which comparison is of which is not kept.

        Parameters
        ----------
        chosen : ndarray of bool, shape (pairs,)
            Which.

        Returns
        -------
        Pairs
            The others are left out.
        """
        empty = np.empty(0, dtype=np.int64)
        return Pairs(self.left[chosen], self.right[chosen], self.compared[chosen], empty, self.people)

    def per_person(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up, for each person, what their pairs have.

        Parameters
        ----------
        amounts : ndarray, shape (pairs,)
            Of each pair.

        Returns
        -------
        ndarray, shape (people,)
            Sums; a pair counts for both of its people.
        """
        sides = (np.bincount(side, weights=amounts, minlength=self.people) for side in (self.left, self.right))
        return np.asarray(sum(sides))

    @property
    def concerned(self) -> int:
        """People in any pair [person]."""
        return int(np.count_nonzero(self.per_person(np.ones(len(self.left)))))


def pairs_of(left: NDArray[np.int64], right: NDArray[np.int64], people: int) -> Pairs:
    """Put comparisons of the same two people together.

    Parameters
    ----------
    left, right : ndarray of int64, shape (comparisons,)
        The two people of each.
    people : int
        Each is a number below it.

    Returns
    -------
    Pairs
        Each pair once.
    """
    key = np.minimum(left, right) * max(people, 1) + np.maximum(left, right)
    distinct, of_row, compared = np.unique(key, return_inverse=True, return_counts=True)
    first, second = np.divmod(distinct, max(people, 1))
    return Pairs(first, second, compared.astype(np.float64), np.asarray(of_row, dtype=np.int64), people)


def dyadic_squares(of: Pairs, residual: NDArray[np.float64]) -> float:
    """Add up products of residuals over all pairs of pairs that share a person.

    Parameters
    ----------
    of : Pairs
        The pairs.
    residual : ndarray, shape (pairs,)
        What each has beyond what is expected.

    Returns
    -------
    float
        ``sum_i (sum_{pairs of i} e)^2 - sum_pairs e^2``.
    """
    return float(np.square(of.per_person(residual)).sum() - np.square(residual).sum())


def pair_variance(of: Pairs, events: NDArray[np.float64]) -> float:
    """Compute the variance of a share of comparisons, both people of each the units.

    Parameters
    ----------
    of : Pairs
        The pairs.
    events : ndarray, shape (pairs,)
        Comparisons of each that came to an event [count].

    Returns
    -------
    float
        `dyadic_squares` of ``k - p m`` over the square of the comparisons, times n/(n-1), and no less than if
        comparisons were independent.
    """
    total = of.compared.sum()
    share = events.sum() / total
    people = max(of.concerned, 2)
    squares = dyadic_squares(of, events - share * of.compared) * people / (people - 1)
    return float(max(squares / total**2, share * (1 - share) / total))


def pair_bearing(of: Pairs, events: NDArray[np.float64]) -> float:
    """Count the independent pieces that carry the events, in effect.

    Parameters
    ----------
    of : Pairs
        The pairs.
    events : ndarray, shape (pairs,)
        Comparisons of each that came to an event [count].

    Returns
    -------
    float
        Half the number of people who in effect carry them, ``(sum k_i)^2 / sum k_i^2`` over people: as many as there
        were events if no two shared a person, 2 at most if one person was in all.
    """
    return carried_by(of.per_person(events)) / 2


def independent_pairs(of: Pairs) -> float:
    """Count the pairs that share nobody, which is what zero errors of so many people can vouch for.

    Parameters
    ----------
    of : Pairs
        The pairs.

    Returns
    -------
    float
        Half as many as there are people: each can be in one pair only. If a share q of people pass for everybody, no
        pair shows it with probability ``(1 - q)^n``, and ``1 - (1 - q)^2`` of pairs would have.
    """
    return of.concerned / 2


def pair_share(of: Pairs, events: NDArray[np.float64], level: float) -> GroupAnswer:
    """Estimate a share of comparisons of two people each.

    Wilson's interval on ``p (1 - p) / variance`` comparisons, reaching Student's quantile with B - 1 degrees of
    freedom, B being `pair_bearing` of the rarer outcome. Below B = 3 it is "at most" if that is one in ten or less, or
    cannot be told. Where the outcome was seen of no pair it is the rule of three on `independent_pairs`, one-sided.

    Parameters
    ----------
    of : Pairs
        The pairs, at least one.
    events : ndarray, shape (pairs,)
        Comparisons of each that came to an event [count].
    level : float
        Confidence level [ratio].

    Returns
    -------
    GroupAnswer
        The share [ratio], or why it cannot be told.
    """
    touched, spared = (int(np.count_nonzero(of.per_person(each))) for each in (events, of.compared - events))
    return replace(_estimate(of, events, level), touched=touched, spared=spared)


def _estimate(of: Pairs, events: NDArray[np.float64], level: float) -> GroupAnswer:
    total, people = float(of.compared.sum()), of.concerned
    value = float(events.sum()) / total
    turned = value > EVEN
    rare = of.compared - events if turned else events

    def within(low: float, high: float) -> GroupAnswer:
        return GroupAnswer(value, *((1 - high, 1 - low) if turned else (low, high)), people)

    if rare.sum() <= 0:
        return within(0.0, none_seen_at_most(independent_pairs(of), level))
    carried = pair_bearing(of, rare)
    if carried < LEAST_BEARING:
        limit = _at_most(of, rare, level)
        return within(0.0, limit) if limit <= SMALL else untold_pairs(people, carried)
    spread = pair_variance(of, rare)
    share = rare.sum() / total
    return within(*wilson(share, share * (1 - share) / spread, student_quantile(level, carried)))


def untold_pairs(people: int, carried: float) -> GroupAnswer:
    """Say that too few people carry false matches.

    Parameters
    ----------
    people : int
        People compared [person].
    carried : float
        Independent pieces that carry the events.

    Returns
    -------
    GroupAnswer
        Without a value.
    """
    # Twice the people make four times the pairs, but independent pieces grow as people do where a person is the cause.
    why = few_carry(people, carried).replace(*COMPARED)
    return GroupAnswer(None, None, None, people, why)


def _at_most(of: Pairs, rare: NDArray[np.float64], level: float) -> float:
    """Bound the share as if so many people as are needed to be in every event were in nothing but events."""
    touched = min(float(np.count_nonzero(rare)), float(np.count_nonzero(of.per_person(rare))))
    people = float(of.concerned)
    return 1 - (1 - few_seen_at_most(touched, people, level)) ** 2 if touched < people else 1.0
