"""Published counts rounded on top of what is withheld, so that they tell no more than before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from custodes.report.count_table import Marks

if TYPE_CHECKING:
    from custodes.report.count_table import SafeTable


def rounded(table: SafeTable, base: int) -> SafeTable:
    """Round every count that is shown, each by itself, to the nearest multiple of a base.

    ``r(x) = base * floor((x + base // 2) / base)``. It is a function of what may be shown, so a reader can learn
    nothing from it that the table did not tell before. Rounded parts need not add up to their rounded sum.

    Parameters
    ----------
    table : SafeTable
        Small counts withheld already.
    base : int
        1 leaves everything as it is [person].

    Returns
    -------
    SafeTable
        With the mark ``[low]`` where somebody is and 0 stands.
    """
    if base == 1:
        return table
    values = base * np.floor((table.values + base // 2) / base)
    marks = table.marks.copy()
    marks[(values == 0) & (table.values > 0)] = Marks.LOW
    return replace(table, values=values, marks=marks, rounded_to=base)
