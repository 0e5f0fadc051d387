"""Parts of one whole: which of them to hide so that none that is hidden follows from the whole and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def further(counts: Sequence[int], hidden: Collection[int], k: int) -> set[int]:
    """Choose the parts to hide beside those that are hidden.

    A reader who knows the whole S of n hidden parts, each of them 1 or more, knows of each that it is at most
    S - (n - 1). Parts are added until that is k or more: one that is enough, the smallest of these, else the largest,
    which adds the fewest. It is what `custodes.report.small_counts.protect` finds for a single line of counts, where
    no programme has to be solved.

    Parameters
    ----------
    counts : sequence of int
        People behind each part [person].
    hidden : collection of int
        Rows that are hidden already; those with a count of 0 are known to be none and hide nothing.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    set of int
        Rows to hide, the given ones included; where nothing less will do, all that are not 0.
    """
    rows = {row for row in hidden if counts[row]}
    rest = sorted((row for row, count in enumerate(counts) if count and row not in rows), key=lambda row: counts[row])
    while rows and rest and (len(rows) < 2 or _most(counts, rows) < k):  # noqa: PLR2004 - one alone follows at once
        enough = (row for row in rest if _most(counts, {*rows, row}) >= k)
        chosen = next(enough, rest[-1])
        rows.add(chosen)
        rest.remove(chosen)
    return rows | set(hidden)


def _most(counts: Sequence[int], rows: Collection[int]) -> int:
    """Give the most that a reader can believe of a hidden part."""
    return sum(counts[row] for row in rows) - (len(rows) - 1)
