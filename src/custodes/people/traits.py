"""A person's own failure rates, drawn around the rate of their group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import betaincinv

from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.people.groups import relative_rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.people.cohort import Cohort
    from custodes.scheme.scheme import Scheme

STAGES: Final[Mapping[str, tuple[str, str, int]]] = {
    "no_prompt": ("delivery.no_prompt", "delivery.correlation.person", purposes.RATE_NO_PROMPT),
    "forgets": ("answering.forgets", "answering.correlation.person", purposes.RATE_FORGETS),
    "not_captured": ("recognition.not_captured", "recognition.correlation.person", purposes.RATE_NOT_CAPTURED),
    "not_live": ("recognition.not_live", "recognition.correlation.person", purposes.RATE_NOT_LIVE),
    "no_match": ("recognition.no_match", "recognition.correlation.person", purposes.RATE_NO_MATCH),
}
"""For each stage of a check: path of the rate, path of its correlation within a person, purpose of the draw."""


@dataclass(frozen=True)
class OwnRates:
    """Each person's own rates with one instrument, one element a person [ratio].

    Attributes
    ----------
    no_prompt, forgets, not_captured, not_live, no_match : ndarray
        Chance that a prompt does not arrive, that it is let pass, and that an attempt fails at each stage.
    """

    no_prompt: NDArray[np.float64]
    forgets: NDArray[np.float64]
    not_captured: NDArray[np.float64]
    not_live: NDArray[np.float64]
    no_match: NDArray[np.float64]


def beta_around(mean: NDArray[np.float64], correlation: float, uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw a rate for each person from a beta distribution.

    Parameters
    ----------
    mean : ndarray, shape (n,)
        Mean of each person's distribution [ratio].
    correlation : float
        Intra-person correlation rho of two outcomes, 0 <= rho < 1 [ratio].
    uniforms : ndarray, shape (n,)
        Uniform draws [ratio].

    Returns
    -------
    ndarray, shape (n,)
        Quantile of Beta(a, b), a = mean (1 - rho) / rho, b = (1 - mean) (1 - rho) / rho; the mean itself at rho = 0
        [ratio].

    Notes
    -----
    The beta-binomial model of repeated biometric attempts: M. E. Schuckers, "Estimation and sample size calculations
    for matching performance of biometric authentication", 2003.
    """
    if correlation == 0.0:
        return mean.copy()
    scale = (1.0 - correlation) / correlation
    inside = (mean > 0.0) & (mean < 1.0)
    rates = mean.copy()
    rates[inside] = betaincinv(mean[inside] * scale, (1.0 - mean[inside]) * scale, uniforms[inside])
    return rates


def own_rates(scheme: Scheme, values: Mapping[str, float], cohort: Cohort, instrument: str, seed: int) -> OwnRates:
    """Draw each person's own rates with one instrument.

    Parameters
    ----------
    scheme : Scheme
        Says which stages differ by group.
    values : mapping of str to float
        A draw: every quantity of the scheme by path, in base units.
    cohort : Cohort
        The people.
    instrument : str
        Name of the instrument in the scheme.
    seed : int
        Seed of the world.

    Returns
    -------
    OwnRates
        Rates of stages that the instrument does not have are 0.
    """
    position = list(scheme.instruments).index(instrument)
    root = f"instruments.{instrument}.checks"
    drawn = {}
    for stage, (rate, correlation, purpose) in STAGES.items():
        base = values.get(f"{root}.{rate}", 0.0)
        mean = np.minimum(base * _group_factor(values, cohort, instrument, stage), 1.0)
        uniforms = draw_people(seed, cohort.person, purpose + position * purposes.INSTRUMENT_STEP)[:, 0]
        drawn[stage] = beta_around(mean, values.get(f"{root}.{correlation}", 0.0), uniforms)
    return OwnRates(**drawn)


def _group_factor(values: Mapping[str, float], cohort: Cohort, instrument: str, stage: str) -> NDArray[np.float64]:
    factor: NDArray[np.float64] = np.ones(len(cohort))
    root = f"instruments.{instrument}.checks.recognition.by_group.{stage}"
    for attribute in cohort.attributes:
        prefix = f"{root}.{attribute.name}."
        relative = {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}
        if relative:
            factor = factor * relative_rate(attribute, relative, cohort.true_group[attribute.name])
    return factor
