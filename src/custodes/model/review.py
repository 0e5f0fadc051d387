"""People look at failed face checks: what they see, how long it takes, what they decide.

Signal detection after D. M. Green and J. A. Swets, "Signal Detection Theory and Psychophysics" (1966): a reviewer sees
evidence x, normal with mean +d'/2 for the wearer and -d'/2 for somebody else, and says "same" when x exceeds the
criterion. Seeing that the machine failed the check moves the criterion (Howard, Rabbitt, Sirotin 2020, doi
10.1371/journal.pone.0237855). The reviewer looks at the picture that the machine failed, so that the two err together:
the noise in x has correlation r with the machine's score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from custodes.model.desk import DeskRun, service_times_h
from custodes.model.stream import Stream, with_columns
from custodes.people import purposes
from custodes.people.draws import draw_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.parameters import Reviewer


def for_review(failed: Stream, run: DeskRun, person: NDArray[np.int64], seed: int) -> Stream:
    """Prepare failed checks for the review desk.

    Parameters
    ----------
    failed : Stream
        Checks that took a picture and failed.
    run : DeskRun
        The desk.
    person : ndarray
        Number of the person at each position of the cohort.
    seed : int
        Seed of the world.

    Returns
    -------
    Stream
        With ``service_h``, ``began_h``, ``closes`` and the uniform draws ``reviewer_u`` and ``evidence_u``.
    """
    uniforms = draw_each(
        seed,
        person[failed["row"]],
        purposes.REVIEW,
        failed["day"].astype(np.int64),
        failed["slot"].astype(np.int64),
    )
    return with_columns(
        failed,
        service_h=service_times_h(run.desk, uniforms[:, 0]),
        began_h=failed["time_h"],
        closes=np.zeros(failed["row"].size, dtype=np.bool_),
        reviewer_u=uniforms[:, 1],
        evidence_u=uniforms[:, 2],
    )


def clears(reviewed: Stream, reviewer: Reviewer) -> NDArray[np.bool_]:
    """Decide for each reviewed check whether the reviewer says that it is the wearer.

    Parameters
    ----------
    reviewed : Stream
        With ``same_face``, ``likeness``, ``reviewer_u``, ``evidence_u``.
    reviewer : Reviewer
        How people judge.

    Returns
    -------
    ndarray of bool
        True where the failed check is cleared.
    """
    score = ndtri(np.asarray(reviewed["likeness"], dtype=np.float64).clip(1e-12, 1.0 - 1e-9))
    own_noise = ndtri(np.asarray(reviewed["evidence_u"], dtype=np.float64))
    dependence = reviewer.image_dependence
    noise = dependence * score + np.sqrt(1.0 - dependence**2) * own_noise
    mean = np.where(reviewed["same_face"], reviewer.d_prime / 2.0, -reviewer.d_prime / 2.0)
    # Each case meets a reviewer out of many: how many there are, and how the few of a small desk happen to lean, is not
    # known, and one draw of it for all worlds would pass for knowledge.
    leaning = reviewer.between * ndtri(np.asarray(reviewed["reviewer_u"], dtype=np.float64))
    says_same = mean + noise > reviewer.criterion + reviewer.label_shift + leaning
    return np.asarray(says_same, dtype=np.bool_)
