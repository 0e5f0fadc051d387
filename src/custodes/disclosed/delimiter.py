"""What separates the cells of a text table: found by consistent counts among four signs, or declared."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from custodes.disclosed.refusal import bad, bad_value
from custodes.disclosed.table_layout import usual_width

DELIMITERS: Final = (",", ";", "\t", "|")
LEAST_SHARE: Final = 0.5
"""Of the first rows, at least this share must have the same number of cells."""


@dataclass(frozen=True, order=True)
class Fit:
    """How well a sign separates the first lines.

    Attributes
    ----------
    first : bool
        Whether the first line has as many cells as most.
    share : float
        Share of lines that have as many cells as most.
    width : int
        Cells that most lines have.
    """

    first: bool
    share: float
    width: int


def delimiter_of(sample: str, declared: str | None) -> str:
    """Find what separates the cells.

    Parameters
    ----------
    sample : str
        The first lines.
    declared : str or None
        What the map declares.

    Returns
    -------
    str
        One of `DELIMITERS`; a comma when none of them separates anything.

    Raises
    ------
    Refused
        When two of them separate equally well, or the declared one is not among them.
    """
    if declared is not None:
        sign = {"tab": "\t", "\\t": "\t"}.get(declared.lower(), declared)
        if sign not in DELIMITERS:
            raise bad_value(
                code="unknown-delimiter", wrong="this delimiter cannot be declared", wanted='one of "," ";" "tab" "|"'
            )
        return sign
    fits = {sign: fit for sign in DELIMITERS if (fit := _fit(sample, sign)) and fit.width > 1}
    good = {sign: fit for sign, fit in fits.items() if fit.share >= LEAST_SHARE}
    if not good:
        return max(DELIMITERS, key=sample.partition("\n")[0].count)
    best = max((fit.first, fit.share) for fit in good.values())
    winners = [sign for sign, fit in good.items() if (fit.first, fit.share) == best]
    if len(winners) > 1:
        raise bad(
            code="delimiter-unclear",
            wrong="two signs would separate the cells equally well",
            seen=" and ".join(repr(sign) for sign in winners),
            hint='declare `delimiter` in the map, for example ";"',
        )
    return winners[0]


def _fit(sample: str, sign: str) -> Fit | None:
    """Measure how well a sign separates the lines; None when it stands in none."""
    if sign not in sample:
        return None
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=sign))
    except csv.Error:  # a cell beyond the limit, which the reader proper will name
        return None
    rows = [row for row in (rows[:-1] if len(rows) > 1 and not sample.endswith(("\n", "\r")) else rows) if any(row)]
    if not rows:
        return None
    width = usual_width(rows)
    return Fit(len(rows[0]) == width, sum(len(row) == width for row in rows) / len(rows), width)
