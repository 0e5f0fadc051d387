"""Sums over people: the eight numbers per group from which a figure and its interval are computed.

They add up: the sums of two shards, or of two groups, are the sums of both together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.measures.intervals import COMFORTABLE_BEARING, LEAST_BEARING

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDING: Final = 1e-12
"""Relative size below which a sum of squares is rounding and counts as none."""


class Sums(NamedTuple):
    """What is known of one group of people about events k out of chances (or time) m.

    Attributes
    ----------
    people : float
        Number of people with any chance.
    k, m : float
        Events and chances.
    kk, km, mm : float
        Sums over people of their squares and products.
    touched, spared : float
        Number of people with any event, and with any chance that did not come to one.
    """

    people: float
    k: float
    m: float
    kk: float
    km: float
    mm: float
    touched: float
    spared: float

    def turned(self) -> Sums:
        """Return the sums of what did not happen: k becomes m - k."""
        return Sums(
            people=self.people,
            k=self.m - self.k,
            m=self.m,
            kk=self.mm - 2 * self.km + self.kk,
            km=self.mm - self.km,
            mm=self.mm,
            touched=self.spared,
            spared=self.touched,
        )


def sums(events: NDArray[np.generic], chances: NDArray[np.generic], matrix: NDArray[np.float64]) -> list[Sums]:
    """Add up events and chances over the people of each group.

    Parameters
    ----------
    events : ndarray, shape (people,)
        Events of each person, or hours.
    chances : ndarray, shape (people,)
        Chances of each person, or time; people without any are left out.
    matrix : ndarray, shape (people, groups)
        1 where the person belongs to the group, else 0.

    Returns
    -------
    list of Sums
        One a group.
    """
    some = chances > 0  # type: ignore[operator]
    m = np.where(some, chances, 0.0).astype(np.float64)
    k = np.where(some, events, 0.0).astype(np.float64)
    table = np.stack([some, k, m, k * k, k * m, m * m, k > 0, k < m]).astype(np.float64)
    # Not a matrix product, whose rounding depends on the machine's threads: same inputs, same bytes.
    return [Sums(*column) for column in np.einsum("ap,pg->ga", table, matrix, optimize=False).tolist()]


def variance(of: Sums, *, corrected: bool = True) -> float:
    """Compute the variance of k/m with people, not chances, as the unit.

    Parameters
    ----------
    of : Sums
        Sums over people.
    corrected : bool
        Whether to multiply by n/(n-1), as few people need.

    Returns
    -------
    float
        ``sum (k_i - p m_i)^2 / (sum m_i)^2``, p = k/m. Fogliato, Patil and Perona, arXiv 2306.01198.
    """
    ratio = of.k / of.m
    squares = of.kk - 2 * ratio * of.km + ratio * ratio * of.mm
    if squares <= ROUNDING * of.kk:
        return 0.0
    correction = of.people / (of.people - 1) if corrected and of.people > 1 else 1.0
    return correction * squares / (of.m * of.m)


def bearing(of: Sums) -> float:
    """Count the people who carry the events, in effect.

    Parameters
    ----------
    of : Sums
        Sums over people.

    Returns
    -------
    float
        ``(sum k_i)^2 / sum k_i^2``: the number of people if each carried the same, 1 if one carried all, 0 if none did.
    """
    return of.k * of.k / of.kk if of.kk > 0 else 0.0


def carried_by(amounts: NDArray[np.generic]) -> float:
    """Count those who carry a sum, in effect.

    Parameters
    ----------
    amounts : ndarray
        Of each, not negative.

    Returns
    -------
    float
        ``(sum k)^2 / sum k^2``, 0 when there is nothing.
    """
    squares = float(np.square(amounts).sum())
    return float(amounts.sum()) ** 2 / squares if squares > ROUNDING else 0.0


def would_do(on_scheme: float, times: float) -> str:
    """Say how large a scheme would have to be for a figure to be told.

    Parameters
    ----------
    on_scheme : float
        People on the scheme at any one time, in these records.
    times : float
        How many times more would have to be counted than was; as much more comes with as many more people.

    Returns
    -------
    str
        Half a sentence.
    """
    needed = math.ceil(on_scheme * times * (1 - ROUNDING))
    return f"with about {needed:,} people on the scheme it could probably be told"


def few_carry(people: float, carried: float, on_scheme: float | None = None) -> str:
    """Say that too few people carry a figure, and how many people on the scheme would be needed.

    Parameters
    ----------
    people : float
        Number of people looked at: of a group, or with any chance.
    carried : float
        Number of people who carry the figure, in effect; above 0.
    on_scheme : float, optional
        People on the scheme at any one time; without it those who were looked at.

    Returns
    -------
    str
        A sentence.
    """
    would = would_do(people if on_scheme is None else on_scheme, COMFORTABLE_BEARING / carried)
    return (
        f"too few people carry this figure: of {people:,.0f} it rests in effect on {carried:.2g}, and "
        f"{LEAST_BEARING:.0f} are needed; {would}"
    )


def too_few(of: Sums, on_scheme: float | None = None) -> str | None:
    """Say that too few people carry the events for an interval that holds, if so.

    Parameters
    ----------
    of : Sums
        Sums over people, with some events.
    on_scheme : float, optional
        People on the scheme at any one time; without it those in `of`.

    Returns
    -------
    str or None
        A sentence, or None when there are enough.
    """
    carried = bearing(of)
    return None if carried >= LEAST_BEARING else few_carry(of.people, carried, on_scheme)
