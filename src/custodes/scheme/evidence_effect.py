"""How large the effect in a trial may be: the posterior of the difference between its arms.

Each arm's share is given a uniform prior, so that ``k`` of ``n`` leave ``Beta(1 + k, 1 + n - k)``. The difference
``treated - control`` of two such shares, which are independent, has the distribution function

    F(d) = integral over y from 0 to 1 of f_control(y) F_treated(y + d) dy

with ``f`` the density and ``F`` the distribution function of a beta distribution. It is worked out by Gauss-Legendre
quadrature, so that there is nothing random about it and no seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.special import betainc, betaincinv, betaln

from custodes.errors import refuse
from custodes.scheme.evidence import results, trial
from custodes.scheme.evidence_outcomes import OUTCOMES, Outcome, other_definition, outcome_called

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from custodes.scheme.evidence import Marked, Result, Trial

LEVEL: Final = 0.95
POINTS: Final = 100.0
"""Percentage points in a share of 1."""

_NODES: Final = 256
_TAIL: Final = 1e-13
"""Part of the control's posterior left out at either end."""
_LEAST: Final = 1e-300
_HALVINGS: Final = 50
_MARKS: Final[tuple[Marked, ...]] = ("S", "S2", "D", "B")


@dataclass(frozen=True)
class Effect:
    """The difference that a trial leaves possible between two arms, as a distribution.

    Attributes
    ----------
    trial : str
        Name of the trial.
    outcome : str
        The definition by which it was counted; it holds for no other.
    treated, control : tuple of float
        Of each arm how many had the outcome, and how many were followed.
    level : float
        Level of the interval [ratio].
    mark : str
        The worst mark of the numbers that it comes from.
    """

    trial: str
    outcome: str
    treated: tuple[float, float]
    control: tuple[float, float]
    level: float
    mark: Marked

    @property
    def definition(self) -> Outcome:
        """The outcome with its definition."""
        return OUTCOMES[self.outcome]

    @cached_property
    def value(self) -> float:
        """Posterior median of the share in the treated arm less that in the control arm [ratio]."""
        return float(self.quantile(0.5))

    @cached_property
    def low(self) -> float:
        """Lower end of the interval [ratio]."""
        return float(self.quantile((1.0 - self.level) / 2.0))

    @cached_property
    def high(self) -> float:
        """Upper end of the interval [ratio]."""
        return float(self.quantile((1.0 + self.level) / 2.0))

    @cached_property
    def benefit(self) -> float:
        """Posterior probability that the treated arm does better, however little [ratio]."""
        below = float(self.below(0.0))
        return below if self.definition.better == "fewer" else 1.0 - below

    @property
    def harm(self) -> float:
        """Posterior probability that the treated arm does worse, however little [ratio]."""
        return 1.0 - self.benefit

    def shows(self, *, better: bool) -> bool:
        """Tell whether the whole interval lies on one side of no effect.

        Parameters
        ----------
        better : bool
            Whether the side asked about is that of doing better.

        Returns
        -------
        bool
            Whether it does.
        """
        fewer = better == (self.definition.better == "fewer")
        return self.high < 0.0 if fewer else self.low > 0.0

    def below(self, difference: ArrayLike) -> Any:  # noqa: ANN401
        """Give the posterior probability that the difference is at most so large.

        Parameters
        ----------
        difference : array_like, shape (...)
            Differences of shares, treated less control [ratio].

        Returns
        -------
        float or ndarray, shape (...)
            Probabilities [ratio].
        """
        sought = np.asarray(difference, dtype=np.float64)
        found = _at_most(sought[..., None], _beta(self.treated), _beta(self.control))
        return float(found) if sought.ndim == 0 else found

    def quantile(self, p: ArrayLike) -> Any:  # noqa: ANN401
        """Give the difference below which a part of the posterior lies, for a study that draws from it.

        Parameters
        ----------
        p : array_like, shape (...)
            Part of the posterior, from 0 to 1 [ratio].

        Returns
        -------
        float or ndarray, shape (...)
            Differences of shares, treated less control [ratio].
        """
        part = np.asarray(p, dtype=np.float64)
        low, high = np.full(part.shape, -1.0), np.full(part.shape, 1.0)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            less = np.asarray(self.below(middle)) < part
            low, high = np.where(less, middle, low), np.where(less, high, middle)
        found = (low + high) / 2.0
        return float(found) if part.ndim == 0 else found

    def at_least(self, points: float) -> float:
        """Give the posterior probability that the effect is at least as good as claimed.

        Parameters
        ----------
        points : float
            What is claimed, in percentage points for the better: 5 for "cuts absconding by 5 points", or for "raises
            attendance by 5 points"; below 0 for "makes it worse by no more than".

        Returns
        -------
        float
            Probability [ratio].
        """
        fewer = self.definition.better == "fewer"
        below = float(self.below((-points if fewer else points) / POINTS))
        return below if fewer else 1.0 - below

    def applied(self, share: float, outcome: str, p: ArrayLike) -> Any:  # noqa: ANN401
        """Put the effect on a share that is counted by the same definition.

        Parameters
        ----------
        share : float
            Share with the outcome under the control [ratio].
        outcome : str
            The definition by which that share is counted.
        p : array_like, shape (...)
            Part of the posterior at which the effect is taken [ratio].

        Returns
        -------
        float or ndarray, shape (...)
            Share with the outcome under the treatment, kept between 0 and 1 [ratio].

        Raises
        ------
        Refused
            When the two are counted by different definitions.
        """
        self.check_definition(outcome)
        found = np.clip(share + np.asarray(self.quantile(p)), 0.0, 1.0)
        return float(found) if found.ndim == 0 else found

    def check_definition(self, outcome: str) -> None:
        """Refuse to be used for an outcome of another definition.

        Parameters
        ----------
        outcome : str
            The definition for which it would be used.

        Raises
        ------
        Refused
            When it is another than the one that was counted.
        """
        if outcome_called(outcome).name != self.outcome:
            raise other_definition(self.outcome, outcome)


@cache
def _rule() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the nodes and weights of the quadrature, which take longer to find than to use."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    nodes.setflags(write=False)
    weights.setflags(write=False)
    return nodes, weights


def _beta(counts: tuple[float, float]) -> tuple[float, float]:
    had, followed = counts
    return 1.0 + had, 1.0 + followed - had


def _at_most(d: NDArray[np.float64], treated: tuple[float, float], control: tuple[float, float]) -> NDArray[np.float64]:
    """Work out F(d), where `d` has a last axis of length 1 for the nodes."""
    a, b = control
    low, high = betaincinv(a, b, np.array([_TAIL, 1.0 - _TAIL]))
    # Between these ends y + d is a share; below them the treated arm cannot be so low, above them it always is.
    first, last = np.maximum(low, -d), np.minimum(high, 1.0 - d)
    half = np.maximum(last - first, 0.0) / 2.0
    nodes, weights = _rule()
    y = np.clip(first + half * (1.0 + nodes), _LEAST, 1.0 - np.finfo(np.float64).eps)
    density = np.exp((a - 1.0) * np.log(y) + (b - 1.0) * np.log1p(-y) - betaln(a, b))
    within = half[..., 0] * ((density * betainc(*treated, np.clip(y + d, 0.0, 1.0))) @ weights)
    return np.asarray(within + 1.0 - betainc(a, b, np.clip(1.0 - d[..., 0], 0.0, 1.0)), dtype=np.float64)


def difference(name: str, outcome: str, level: float = LEVEL) -> Effect:
    """Work out what a trial leaves possible about an outcome.

    Parameters
    ----------
    name : str
        Name of a trial.
    outcome : str
        The definition by which it was counted.
    level : float
        Level of the interval [ratio].

    Returns
    -------
    Effect
        Treated less control, as a distribution.

    Raises
    ------
    Refused
        When there is no such trial, it did not count this outcome, or its counts do not give an effect.
    """
    of = trial(name)
    found = effect_or_why(of, of.result(outcome), level)
    if isinstance(found, str):
        wrong = f"no effect can be worked out from {name}: {found}"
        raise refuse(code="no-effect", wrong=wrong, path="outcome", seen=outcome)
    return found


def effects(outcome: str, level: float = LEVEL) -> tuple[Effect, ...]:
    """Work out every effect on an outcome for which there are counts of two arms.

    Parameters
    ----------
    outcome : str
        Name of an outcome.
    level : float
        Level of the intervals [ratio].

    Returns
    -------
    tuple of Effect
        By name of the trial; empty where nobody has published one. `custodes.scheme.evidence.results` holds the others
        too, each with why it gives no effect.

    Raises
    ------
    Refused
        When there is no such outcome.
    """
    found = [effect_or_why(trial(name), result, level) for name, result in results(outcome).items()]
    return tuple(each for each in found if isinstance(each, Effect))


def claim(name: str, points: float, outcome: str | None = None) -> float:
    """Say how likely a trial leaves a claim such as "the watch cuts absconding by 5 points".

    Parameters
    ----------
    name : str
        Name of a trial.
    points : float
        What is claimed, in percentage points for the better.
    outcome : str, optional
        The definition that the claim is about; without it the first outcome of the trial.

    Returns
    -------
    float
        Posterior probability that the effect is at least as good as claimed [ratio].

    Raises
    ------
    Refused
        When there is no such trial, or its counts give no effect on this outcome.
    """
    about = trial(name).results[0].outcome if outcome is None else outcome
    return difference(name, about).at_least(points)


def effect_or_why(of: Trial, result: Result, level: float = LEVEL) -> Effect | str:
    """Work out the effect that a result leaves possible, or say why none can be.

    Parameters
    ----------
    of : Trial
        The publication.
    result : Result
        One of its results.
    level : float
        Level of the interval [ratio].

    Returns
    -------
    Effect or str
        Treated less control, as a distribution; or why there is none.
    """
    if result.treated is None or result.control is None:
        return result.no_number or "it has no arm to compare with"
    arms = (result.arms[result.treated], result.arms[result.control])
    treated, control = (arm.counts for arm in arms)
    if treated is None or control is None:
        return result.no_number or "how many people were followed, or what share had the outcome, was not read"
    mark = max((arm.mark or "B" for arm in arms), key=_MARKS.index)
    return Effect(of.trial, result.outcome, treated, control, level, mark)
