"""Morris' screening: how far an answer moves when one factor moves, at a few places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.luck import raw_bits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS: Final = 4
"""Levels of each factor: the middles of so many equal parts of (0, 1), where every distribution has a quantile."""

STEP: Final = 0.5
"""A factor moves by two levels of the four, so that each level is met as often as any other [ratio]."""


@dataclass(frozen=True)
class Trajectories:
    """Paths through the factors, each of which moves once in a path.

    Attributes
    ----------
    points : ndarray of float64, shape (trajectories, factors + 1, factors)
        Coordinates [ratio].
    moved : ndarray of int64, shape (trajectories, factors)
        Which factor moves at each step.
    """

    points: Floats
    moved: NDArray[np.int64]


@dataclass(frozen=True)
class Screened:
    """How far one factor moves one answer.

    Attributes
    ----------
    mu_star : float
        Mean size of the elementary effects [unit of the answer, for the whole of the factor's range]; 0 where none
        could be told, which says nothing.
    sigma : float
        Their standard deviation, 0 where the factor acts alone and evenly [the same].
    told : int
        Effects that could be told [count].
    """

    mu_star: float
    sigma: float
    told: int


def trajectories(names: Sequence[str], count: int, seed: int) -> Trajectories:
    """Lay paths through the factors.

    Parameters
    ----------
    names : sequence of str
        Names of the factors; where each stands and when it moves depends on its name, the path and the seed.
    count : int
        Number of paths.
    seed : int
        Seed, at least 0.

    Returns
    -------
    Trajectories
        Each step moves one factor by `STEP`, up or down [1]_.

    References
    ----------
    .. [1] M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991)
       161-174.
    """
    bits = np.stack([raw_bits(f"{seed}\nscreening\n{name}", 2 * count) for name in names], axis=1)
    level = (bits[:count] >> np.uint64(62)).astype(np.int64)
    start = (level + 0.5) / LEVELS
    end = np.where(start < STEP, start + STEP, start - STEP)
    moved = np.argsort(bits[count:], axis=1, kind="stable")
    when = np.argsort(moved, axis=1, kind="stable")
    stands = np.arange(len(names) + 1)[np.newaxis, :, np.newaxis] <= when[:, np.newaxis, :]
    return Trajectories(np.where(stands, start[:, np.newaxis, :], end[:, np.newaxis, :]), moved)


def screened(paths: Trajectories, values: Floats) -> tuple[Screened, ...]:
    r"""Take together how far each factor moved an answer.

    The elementary effect of a step is :math:`d = (f(x + \Delta) - f(x)) / \Delta`; :math:`\mu^*` is the mean of its
    size [1]_, which effects of both directions do not cancel.

    Parameters
    ----------
    paths : Trajectories
        The paths.
    values : ndarray of float64, shape (trajectories, factors + 1)
        The answer at each point; not a number where it cannot be told.

    Returns
    -------
    tuple of Screened
        One a factor, in their order.

    References
    ----------
    .. [1] F. Campolongo, J. Cariboni and A. Saltelli, "An effective screening design for sensitivity analysis of large
       models", Environmental Modelling & Software 22 (2007) 1509-1518.
    """
    step = np.take_along_axis(np.diff(paths.points, axis=1), paths.moved[:, :, np.newaxis], axis=2)[:, :, 0]
    effects = np.diff(np.where(np.isfinite(values), values, np.nan), axis=1) / step
    by_factor = np.empty_like(effects)
    np.put_along_axis(by_factor, paths.moved, effects, axis=1)
    return tuple(_together(column[np.isfinite(column)]) for column in by_factor.T)


def _together(effects: Floats) -> Screened:
    if not effects.size:
        return Screened(0.0, 0.0, 0)
    # One standard deviation of a sample, as Morris takes it; one effect alone has none.
    sigma = float(effects.std(ddof=1)) if effects.size > 1 else 0.0
    return Screened(float(np.abs(effects).mean()), sigma, int(effects.size))


def spread(values: Floats) -> float:
    """Say how much an answer differs over all points of a screening.

    Parameters
    ----------
    values : ndarray of float64
        The answer at each point; not a number where it cannot be told.

    Returns
    -------
    float
        Standard deviation [unit of the answer]; 0 where fewer than two can be told.
    """
    told = values[np.isfinite(values)]
    return float(told.std()) if told.size > 1 else 0.0
