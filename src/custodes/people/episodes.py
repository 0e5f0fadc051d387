"""When people hand their device to somebody else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from custodes.people import purposes
from custodes.people.draws import draw

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Episodes:
    """Hand-overs of the device, by person.

    Attributes
    ----------
    first : ndarray of int64, shape (people + 1,)
        Where each person's hand-overs begin in the arrays that follow.
    start_h, end_h : ndarray
        When the device is handed over and given back [hour].
    picture : ndarray of bool
        Whether a picture of the wearer is shown to it.
    """

    first: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    picture: NDArray[np.bool_]


@njit(cache=True, nogil=True)
def _fill(
    seed: int,
    person: NDArray[np.int64],
    joined_h: NDArray[np.float64],
    ends_h: NDArray[np.float64],
    per_h: float,
    lasts_h: float,
    picture_share: float,
    first: NDArray[np.int64],
    start_h: NDArray[np.float64],
    end_h: NDArray[np.float64],
    picture: NDArray[np.bool_],
) -> int:
    found = 0
    for row in range(person.size):
        first[row] = found
        at_h, episode = joined_h[row], 0
        while True:
            words = draw(seed, person[row], purposes.HANDING_OVER, 0, episode)
            at_h += -math.log(words[0]) / per_h
            if at_h >= ends_h[row]:
                break
            back_h = min(at_h - math.log(words[1]) * lasts_h, ends_h[row])
            if found < start_h.size:
                start_h[found] = at_h
                end_h[found] = back_h
                picture[found] = words[2] < picture_share
            at_h = back_h
            found += 1
            episode += 1
    first[person.size] = found
    return found


def draw_episodes(
    seed: int,
    person: NDArray[np.int64],
    joined_h: NDArray[np.float64],
    ends_h: NDArray[np.float64],
    per_h: float,
    lasts_h: float,
    picture_share: float,
) -> Episodes:
    """Draw the hand-overs of each person: exponential waits and lengths, one after the other.

    Parameters
    ----------
    seed : int
        Seed of the world.
    person : ndarray, shape (n,)
        Numbers of the people.
    joined_h, ends_h : ndarray, shape (n,)
        From when to when the person is on the scheme and has not absconded [hour].
    per_h : float
        Rate of hand-overs [1/hour].
    lasts_h : float
        Mean length of one [hour].
    picture_share : float
        Share in which a picture is shown [ratio].

    Returns
    -------
    Episodes
        By person, then by time.
    """
    first = np.zeros(person.size + 1, dtype=np.int64)
    if per_h == 0.0:
        none = np.zeros(0)
        return Episodes(first, none, none.copy(), np.zeros(0, dtype=np.bool_))
    room = 0
    while True:
        start_h, end_h, picture = np.zeros(room), np.zeros(room), np.zeros(room, dtype=np.bool_)
        found = _fill(seed, person, joined_h, ends_h, per_h, lasts_h, picture_share, first, start_h, end_h, picture)
        if found <= room:
            return Episodes(first, start_h, end_h, picture)
        room = found
