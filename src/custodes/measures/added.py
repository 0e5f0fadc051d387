"""What each person adds to an answer, so that two schemes run on the same people can be told apart person by person.

An answer over people is, to first order, its true value plus a sum of what each person adds. The difference of two
answers about the same people is then a sum of differences, in which everything that a person is like, in both schemes,
cancels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def to_ratio(events: NDArray[Any], exposure: NDArray[Any], scale: float = 1.0) -> NDArray[np.float64] | None:
    """Give what each person adds to a ratio of sums.

    Parameters
    ----------
    events, exposure : ndarray, shape (people,)
        Of each person; people without exposure add nothing.
    scale : float
        What the ratio is multiplied by.

    Returns
    -------
    ndarray, shape (people,), or None
        ``scale (k_i - r m_i) / sum m`` with ``r = sum k / sum m``, which sum to 0; None when there is no exposure.
    """
    some = exposure > 0
    m = np.where(some, exposure, 0.0).astype(np.float64)
    k = np.where(some, events, 0.0).astype(np.float64)
    every = float(m.sum())
    if not every > 0:
        return None
    return np.asarray(scale * (k - k.sum() / every * m) / every)


def to_share_by_day(event_d: NDArray[Any], watched_d: NDArray[Any], horizon_d: float) -> NDArray[np.float64]:
    """Give what each person adds to a share within so many days (Kaplan and Meier's).

    Parameters
    ----------
    event_d : ndarray, shape (people,)
        When it first happened to each [day], NaN never.
    watched_d : ndarray, shape (people,)
        How long each was watched [day]; people not watched add nothing.
    horizon_d : float
        The day asked for [day].

    Returns
    -------
    ndarray, shape (people,)
        ``S (d_i / n(t_i) - sum of d(s) / n(s)^2 over event days s up to min(t_i, horizon))``, with S the share to whom
        it had not happened, t_i the end of a person's time and d_i whether it happened then; their squares sum to
        Greenwood's variance with n in place of n - d.
    """
    asked = watched_d > 0
    happened = asked & (event_d <= np.minimum(watched_d, horizon_d))
    ends = np.where(happened, event_d, watched_d)
    days, deaths = np.unique(ends[happened], return_counts=True)
    left: NDArray[Any] = np.count_nonzero(asked) - np.asarray(np.searchsorted(np.sort(ends[asked]), days, side="left"))
    survived = float(np.prod(1 - deaths / left))
    hazard = np.concatenate([[0.0], np.cumsum(deaths / left.astype(np.float64) ** 2)])
    passed = hazard[np.searchsorted(days, np.minimum(ends, horizon_d), side="right")]
    own = np.zeros(len(ends))
    own[happened] = 1.0 / left[np.searchsorted(days, ends[happened])]
    return np.where(asked, survived * (own - passed), 0.0)
