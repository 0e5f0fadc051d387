"""A file of bare scores, one number a line, as an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.read import read_numbers

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from custodes.disclosed.budget import Budget


def read_bare_scores(path: Path, budget: Budget = BUDGET) -> NDArray[np.float64]:
    """Read a file of bare scores.

    Parameters
    ----------
    path : Path
        A text file with one number a line, and at most one line above them that names the column.
    budget : Budget
        What reading it may use.

    Returns
    -------
    ndarray of float64
        The numbers in the order of the lines.

    Raises
    ------
    Refused
        When a line is empty, no number or not finite; with its line.
    """
    return read_numbers(path, path.name, budget)
