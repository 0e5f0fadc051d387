"""How the questions are asked: the level, the seed, and who belongs to which group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.records.tables import NOT_RECORDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.tables import Records

DAYS_PER_YEAR: Final = 365.25
DAYS_PER_MONTH: Final = DAYS_PER_YEAR / 12
DAYS_PER_WEEK: Final = 7.0
HOURS_PER_DAY: Final = 24.0

EVERYONE: Final = ("", "")
"""Label of the column that holds everybody."""

UNRECORDED: Final = "not recorded"
"""Name of the group of people whose attribute the records leave blank."""


@dataclass(frozen=True)
class Members:
    """Who belongs to which group.

    Attributes
    ----------
    labels : tuple of (str, str)
        Attribute and group of each column; the first is `EVERYONE`.
    matrix : ndarray, shape (people, columns)
        1 where the person belongs to the group, else 0.
    on_scheme : float
        People on the scheme at any one time, on average: what ``--people`` sets in a run [person].
    """

    labels: tuple[tuple[str, str], ...]
    matrix: NDArray[np.float64]
    on_scheme: float

    def all_of(self, attribute: str) -> list[int]:
        """List the columns of an attribute, with that of people not recorded.

        Parameters
        ----------
        attribute : str
            Such as "sex".

        Returns
        -------
        list of int
            Column numbers, in order.
        """
        return [i for i, (of, _) in enumerate(self.labels) if of == attribute]

    def columns_of(self, attribute: str) -> list[int]:
        """List the columns of the recorded groups of an attribute.

        Parameters
        ----------
        attribute : str
            Such as "sex".

        Returns
        -------
        list of int
            Column numbers, without that of people not recorded.
        """
        return [i for i, (of, group) in enumerate(self.labels) if of == attribute and group != UNRECORDED]

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes, in the order of the records."""
        return tuple(dict.fromkeys(of for of, _ in self.labels if of))


def members(records: Records) -> Members:
    """Lay out who belongs to which group.

    Parameters
    ----------
    records : Records
        The records.

    Returns
    -------
    Members
        Everybody first, then each attribute's groups, then "not recorded" where somebody's is blank.
    """
    count = len(records.people["person"])
    labels, columns = [EVERYONE], [np.ones(count)]
    for attribute, names in records.groups.items():
        codes = records.people[attribute]
        for code, name in enumerate(names):
            labels.append((attribute, name))
            columns.append((codes == code).astype(np.float64))
        blank = codes == NOT_RECORDED
        if blank.any():
            labels.append((attribute, UNRECORDED))
            columns.append(blank.astype(np.float64))
    days = records.tallies["on_scheme_d"]
    known = days[~np.isnan(days)]  # of disclosed records, not everybody's need be
    on_scheme = float(known.sum()) / records.days if records.days > 0 else 0.0
    return Members(tuple(labels), np.stack(columns, axis=1), on_scheme or float(count))


@dataclass(frozen=True)
class Asking:
    """How the questions are asked.

    Attributes
    ----------
    members : Members
        Who belongs to which group.
    level : float
        Confidence level of the intervals [ratio].
    resamples : int
        Resamples of people, and shufflings of labels, where a formula does not do.
    seed : int
        Seed of the resampling.
    keep_added : bool
        Whether each answer keeps what every person adds to it, for a comparison of schemes on the same people.
    """

    members: Members
    level: float = 0.95
    resamples: int = 200
    seed: int = 0
    keep_added: bool = False

    def stream(self, purpose: int) -> np.random.Generator:
        """Open the stream of random numbers of one purpose.

        Parameters
        ----------
        purpose : int
            Number of the purpose, so that one question's numbers do not depend on another's.

        Returns
        -------
        numpy.random.Generator
            A Philox generator keyed by the seed and the purpose.
        """
        return stream_of(self.seed, purpose)


def stream_of(seed: int, purpose: int) -> np.random.Generator:
    """Open the stream of random numbers of one seed and purpose.

    Parameters
    ----------
    seed : int
        Seed of the resampling.
    purpose : int
        Number of the purpose, so that one question's numbers do not depend on another's.

    Returns
    -------
    numpy.random.Generator
        A Philox generator keyed by both.
    """
    return np.random.Generator(np.random.Philox(key=np.array([seed, purpose], dtype=np.uint64)))
