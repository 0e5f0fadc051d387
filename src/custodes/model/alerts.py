"""From failed checks to alerts, and the alerts' way through triage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.model.attempts import NO_MATCH, NOT_CAPTURED, NOT_LIVE
from custodes.model.checks import ABSCONDED, HANDED_OVER, LAPSED, PRESENT
from custodes.model.stream import Stream, select, with_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Parameters, Triage


def needs_review(failed: Stream, params: Parameters) -> NDArray[np.bool_]:
    """Say which failed checks go to the review desk.

    Parameters
    ----------
    failed : Stream
        Failed checks.
    params : Parameters
        Whether there is such a desk.

    Returns
    -------
    ndarray of bool
        True for checks that took a picture.
    """
    if params.review is None:
        return np.zeros(failed["row"].size, dtype=np.bool_)
    cause = failed["cause"]
    return np.asarray((cause == NOT_LIVE) | (cause == NO_MATCH), dtype=np.bool_)


def raised_at_once(failed: Stream, params: Parameters) -> Stream:
    """Take the failed checks that become alerts with nobody looking at a picture.

    Parameters
    ----------
    failed : Stream
        Failed checks that do not go to review.
    params : Parameters
        What a check without a usable picture becomes.

    Returns
    -------
    Stream
        Those that are raised.
    """
    if params.no_image_raises:
        return failed
    return select(failed, failed["cause"] != NOT_CAPTURED)


@njit(cache=True, nogil=True)
def _opens_alert(
    row: NDArray[np.int32], time_h: NDArray[np.float64], joins_h: float, last_h: NDArray[np.float64]
) -> NDArray[np.bool_]:
    opens = np.empty(row.size, dtype=np.bool_)
    for i in range(row.size):
        opens[i] = time_h[i] - last_h[row[i]] >= joins_h
        if opens[i]:
            last_h[row[i]] = time_h[i]
    return opens


def raise_alerts(candidates: Stream, joins_h: float, last_alert_h: NDArray[np.float64]) -> Stream:
    """Raise an alert for each failure that does not join the wearer's last one.

    Parameters
    ----------
    candidates : Stream
        Failures that are worth an alert, in order of time.
    joins_h : float
        A failure within this time of the wearer's last alert joins it [hour].
    last_alert_h : ndarray, shape (people,)
        When each person's last alert was raised [hour]; changed.

    Returns
    -------
    Stream
        With ``raised_h`` and ``false``: whether the alert is a false accusation.
    """
    opens = _opens_alert(candidates["row"], candidates["time_h"], joins_h, last_alert_h)
    alerts = select(candidates, opens)
    return with_columns(alerts, raised_h=alerts["time_h"], false=alerts["state"] == PRESENT)


def falls_on_wearer(alerts: Stream) -> NDArray[np.bool_]:
    """Say of which alerts the wearer bears what follows.

    Parameters
    ----------
    alerts : Stream
        Alerts.

    Returns
    -------
    ndarray of bool
        False where the wearer has absconded, or somebody else has the device.
    """
    state = alerts["state"]
    return np.asarray((state != ABSCONDED) & (state != HANDED_OVER), dtype=np.bool_)


def is_about_absence(alerts: Stream) -> NDArray[np.bool_]:
    """Say which alerts are about a true absence.

    Parameters
    ----------
    alerts : Stream
        Alerts.

    Returns
    -------
    ndarray of bool
        False for a wearer who did what was asked, could not, or let a prompt pass or the battery run flat.
    """
    state = alerts["state"]
    return np.asarray((state != PRESENT) & (state != LAPSED), dtype=np.bool_)


def triage(alerts: Stream, plan: Triage | None, uniforms: NDArray[np.float64]) -> Stream:
    """Pass alerts on to casework, or not.

    Parameters
    ----------
    alerts : Stream
        Alerts raised.
    plan : Triage or None
        Shares passed on and the time it takes; None passes all on at once.
    uniforms : ndarray, shape (n,)
        Uniform draws [ratio].

    Returns
    -------
    Stream
        Those passed on, ``time_h`` and ``triaged_h`` being when.
    """
    if plan is None:
        return with_columns(alerts, triaged_h=alerts["raised_h"])
    chance = np.where(alerts["false"], plan.passes_false, plan.passes_true)
    passed = select(alerts, uniforms < chance)
    triaged_h = np.asarray(passed["raised_h"], dtype=np.float64) + plan.delay_h
    return with_columns(passed, time_h=triaged_h, triaged_h=triaged_h)
