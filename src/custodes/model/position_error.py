"""The error of one person's positions, drawn as it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from custodes.model.noise import BLOCK, draw_block, new_path, start_path
from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.noise import Noise, Path


class Error(NamedTuple):
    """The error of one person's positions over time.

    Attributes
    ----------
    noise : Noise
        The order of drawing.
    path : Path
        What has been drawn.
    now : ndarray of int64, shape (2,)
        The noon from which the path starts, and its mark.
    beyond : ndarray of bool, shape (96,)
        Whether each of the fixes looked at together is beyond an edge.
    """

    noise: Noise
    path: Path
    now: NDArray[np.int64]
    beyond: NDArray[np.bool_]


def new_error(noise: Noise) -> Error:
    """Make room for the error of one person's positions.

    Parameters
    ----------
    noise : Noise
        The order of drawing.

    Returns
    -------
    Error
        Nothing drawn.
    """
    now = np.array([-1, 0], dtype=np.int64)
    return Error(noise, new_path(noise), now, np.zeros(BLOCK, dtype=np.bool_))


@kernel(inline="always")
def draw_errors(seed: int, person: int, fix: int, most: int, error: Error) -> tuple[int, int]:
    """Have the errors of the next fixes drawn, as many as are drawn together.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    fix : int
        Number of the first fix in the run.
    most : int
        How many are wanted at most [count].
    error : Error
        Changed.

    Returns
    -------
    place, count : int
        Place of the first in the path, and how many follow there [count].
    """
    noise = error.noise
    since_noon = fix + noise.fixes // 2
    noon, place = since_noon // noise.fixes, since_noon % noise.fixes
    if error.now[0] != noon:
        error.now[0] = noon
        error.now[1] += 1
        start_path(seed, person, noon, error.now[1], noise, error.path)
    block = noise.block_of[place]
    draw_block(seed, person, noon, error.now[1], block, noise, error.path)
    return place, min(int(noise.block_at[block + 1]) - place, most)
