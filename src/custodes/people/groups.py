"""The group that each synthetic person belongs to, and what the scheme's records say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.records.tables import NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.scheme.scheme import Scheme

PURPOSES: Final[Mapping[str, int]] = {
    "sex": purposes.GROUP_SEX,
    "age_band": purposes.GROUP_AGE,
    "region_of_birth": purposes.GROUP_THIRD,
    "skin_tone": purposes.GROUP_THIRD,
}
"""The purpose of the draw for each attribute."""


@dataclass(frozen=True)
class Attribute:
    """One attribute of the cohort, such as sex.

    Attributes
    ----------
    name : str
        "sex", "age_band", "region_of_birth" or "skin_tone".
    groups : tuple of str
        Names of the groups, in the order of their codes.
    shares : ndarray, shape (groups,)
        Share of the cohort in each group, summing to 1 [ratio].
    not_recorded : float
        Share of people whose group the scheme's records leave blank [ratio].
    """

    name: str
    groups: tuple[str, ...]
    shares: NDArray[np.float64]
    not_recorded: float


def attributes(scheme: Scheme, values: Mapping[str, float]) -> tuple[Attribute, ...]:
    """Read the attributes of a scheme's cohort out of one draw.

    Parameters
    ----------
    scheme : Scheme
        Names the attributes and groups.
    values : mapping of str to float
        A draw: every quantity of the scheme by path, in base units.

    Returns
    -------
    tuple of Attribute
        In the scheme's order; shares scaled to sum to 1, since each is drawn from its own range.
    """
    found = []
    for name, spread in scheme.cohort.groups.items():
        groups = tuple(spread.shares)
        shares = np.array([values[f"cohort.groups.{name}.shares.{group}"] for group in groups])
        not_recorded = values[f"cohort.groups.{name}.not_recorded"]
        found.append(Attribute(name, groups, shares / shares.sum(), not_recorded))
    return tuple(found)


def draw_groups(
    attribute: Attribute, seed: int, persons: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Draw each person's group and what the records say of it.

    Parameters
    ----------
    attribute : Attribute
        Groups and shares.
    seed : int
        Seed of the world.
    persons : ndarray, shape (n,)
        Numbers of the people.

    Returns
    -------
    true : ndarray, shape (n,)
        Code of the person's group.
    recorded : ndarray, shape (n,)
        The same, or -1 where the records leave it blank.
    """
    uniforms = draw_people(seed, persons, PURPOSES[attribute.name])
    edges = np.cumsum(attribute.shares)
    edges[-1] = 1.0
    true = np.searchsorted(edges, uniforms[:, 0], side="right").astype(np.int8)
    recorded = np.where(uniforms[:, 1] < attribute.not_recorded, NOT_RECORDED, true).astype(np.int8)
    return true, recorded


def relative_rate(attribute: Attribute, relative: Mapping[str, float], true: NDArray[np.int8]) -> NDArray[np.float64]:
    """Turn a scheme's relative rates by group into a factor for each person, with cohort mean 1.

    Parameters
    ----------
    attribute : Attribute
        Groups and shares.
    relative : mapping of str to float
        Relative rate of each group [ratio]; groups not named count as 1.
    true : ndarray, shape (n,)
        Code of each person's group.

    Returns
    -------
    ndarray, shape (n,)
        relative[g] / sum_h share[h] * relative[h] [ratio].
    """
    factors = np.array([relative.get(group, 1.0) for group in attribute.groups])
    factors = factors / float(factors @ attribute.shares)
    return np.asarray(factors[true], dtype=np.float64)
