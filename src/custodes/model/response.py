"""What follows an alert that a caseworker has handled: a step of the response ladder, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from custodes.model.stream import Stream, with_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Response

NO_STEP = -1


def choose_steps(alerts: Stream, response: Response, uniform: NDArray[np.float64]) -> NDArray[np.int8]:
    """Choose at most one step for each alert, to be taken when a caseworker has handled it.

    Parameters
    ----------
    alerts : Stream
        Alerts with ``false``.
    response : Response
        Chance of each step after a false and after a true alert.
    uniform : ndarray, shape (n,)
        Uniform draws [ratio].

    Returns
    -------
    ndarray of int8
        Index into STEPS, -1 for none.
    """
    step = np.where(alerts["false"], _step(response.if_false, uniform), _step(response.if_true, uniform))
    return step.astype(np.int8)


def respond(handled: Stream) -> Stream:
    """Take the step that follows each handled alert.

    Parameters
    ----------
    handled : Stream
        Alerts with ``step`` and ``finished_h``.

    Returns
    -------
    Stream
        With ``acted_on_h``, NaN when there is no step.
    """
    return with_columns(handled, acted_on_h=np.where(handled["step"] > NO_STEP, handled["finished_h"], np.nan))


def _step(shares: NDArray[np.float64], uniform: NDArray[np.float64]) -> NDArray[np.int64]:
    # The gravest step takes the lowest numbers, so that a scheme which arrests less often does so to some of the same
    # people, and to nobody else.
    edges = np.cumsum(shares[::-1])
    place = np.searchsorted(edges, uniform, side="right")
    return np.where(place < shares.size, shares.size - 1 - place, NO_STEP)
