"""What is missing from a score file, and what is in it twice: cut ends, failures left out, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.finding import Finding
from custodes.measures.score_changes import SCORES, TEST, people_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.score_crossing import Sides
    from custodes.records.disclosed import Table

TAIL: Final = 0.05
"""Part of the scores that is looked at for a cut end [ratio]."""

TAIL_SCORES: Final = 200
"""Scores in that part at least."""

WIDEST_TAIL: Final = 0.25
"""Largest part that may be taken for it [ratio]."""

FIRST: Final = 0.1
"""Part of the tail's width next to the end [ratio]."""

FLAT: Final = 0.5
"""Of what an even spread would put there, so much shows a cut: a tail that runs out puts less [ratio]."""

LEAST_MATED: Final = 100
LEAST_TRIED: Final = 300

_NONE: Final = np.empty(0, dtype=np.int64)


def score_gaps(sides: Sides, judged: Sides, at: float) -> tuple[Finding, ...]:
    """Look for what is missing or contradicts itself.

    Parameters
    ----------
    sides : Sides
        The scores.
    judged : Sides
        The same, as they are held against the threshold: less their own ones where these changed.
    at : float
        The threshold; NaN when none is known, 0 of scores less their own [1].

    Returns
    -------
    tuple of Finding
        ``scores-cut-off``, ``files-swapped``, ``no-refusals`` with a threshold; of a table ``no-failures-to-acquire``,
        ``rows-twice``, ``labels-contradict`` and ``rows-not-labelled``, too.
    """
    found = [_cut(sides), _swapped(sides)]
    if not np.isnan(at):
        of = "their own thresholds" if judged is not sides else f"the threshold of {at:g}"
        found.append(_no_refusals(judged, at, of))
    table = sides.scores.table
    if table is not None:
        found += [_no_failures(sides), *_of_table(table)]
    return tuple(each for each in found if each is not None)


def _finding(  # noqa: PLR0913, PLR0917 - what a finding says
    key: str, means: str, rule: str, count: int, of: int, unit: str, people: int = 0, at: NDArray[np.int64] = _NONE
) -> Finding:
    return Finding(key, means, int(count), int(of), unit, people, rule, TEST, SCORES if len(at) else "", at)


def cut_end(ordered: NDArray[np.float64]) -> float | None:
    """Find out whether the lower end of some scores looks cut off.

    Where scores run out by themselves, few lie in the first tenth of the way from the least to the twentieth part;
    where a file was cut, as many lie there as next to it. Scores that end at 0 are not cut but bounded, and many equal
    scores at the end are a bound, too.

    Parameters
    ----------
    ordered : ndarray of float64, sorted
        Scores [1].

    Returns
    -------
    float or None
        The least score if so, else None; NaN when there are too few to say [1].
    """
    number = len(ordered)
    part = max(TAIL, TAIL_SCORES / max(number, 1))
    if part > WIDEST_TAIL:
        return float("nan")
    least, tail = float(ordered[0]), int(part * number)
    width = FIRST * (float(ordered[tail]) - least)
    if width <= 0 or abs(least) < width:
        return None
    close = int(np.searchsorted(ordered, least + width, side="right"))
    # As many equal scores as all of that would take are a bound of the scale, not a cut.
    equal = int(np.searchsorted(ordered, least, side="right"))
    flat = FLAT * FIRST * tail
    return least if close >= flat and equal < flat else None


def _cut(sides: Sides) -> Finding | None:
    looked, said = 0, []
    for name, ordered in (("mated", sides.mated), ("non-mated", sides.other)):
        if not len(ordered):
            continue
        for below, scores in ((True, ordered), (False, -ordered[::-1] + _top(ordered))):
            end = cut_end(scores)
            if end is None or not np.isnan(end):
                looked += 1
            if end is not None and not np.isnan(end):
                value = end if below else _top(ordered) - end
                said.append(f"no {name} score {'below' if below else 'above'} {value:.6g}, with many next to it")
    if not looked:
        return None
    rule = (
        "an end of the mated or non-mated scores is cut when the first tenth of the way from it to the twentieth part "
        "of the scores holds at least half of what an even spread would put there"
    )
    means = "Scores beyond a value seem to have been left out, so that no error counted from them is right"
    return _finding("scores-cut-off", means, "; ".join([rule, *said]), len(said), looked, "ends")


def _top(ordered: NDArray[np.float64]) -> float:
    """Give the upper bound from which scores are counted down: 1 or 100 where all lie within, else 0."""
    greatest = float(ordered[-1])
    return next((bound for bound in (1.0, 100.0) if ordered[0] >= 0 and greatest <= bound), 0.0)


def _swapped(sides: Sides) -> Finding | None:
    if not len(sides.mated) or not len(sides.other):
        return None
    middle = [float(each[len(each) // 2]) for each in (sides.mated, sides.other)]
    rule = "the median of mated scores is below that of non-mated scores"
    means = "Mated scores lie lower than non-mated ones: the files may be swapped, or a low score means alike"
    return _finding("files-swapped", means, rule, int(middle[0] < middle[1]), 1, "pairs of files")


def _no_refusals(sides: Sides, at: float, of: str) -> Finding | None:
    number = len(sides.mated)
    if number < LEAST_MATED:
        return None
    none = bool(sides.mated[0] >= at)
    rule = f"no mated score lies below {of}, of {number:,}; looked at from {LEAST_MATED} on"
    means = "Not one mated comparison was refused; refused ones may have been left out"
    return _finding("no-refusals", means, rule, number if none else 0, number, "mated scores")


def _no_failures(sides: Sides) -> Finding | None:
    attempts = sides.scores.attempts
    if attempts is None or attempts.tried.sum() < LEAST_TRIED:
        return None
    tried, failed = int(attempts.tried.sum()), int(attempts.failed.sum())
    people = int(np.count_nonzero(attempts.tried)) if len(attempts.tried) > 1 else 0
    rule = (
        f"rows of attempts without a usable picture (`acquired` no, or no score): {failed:,} of {tried:,}; looked at "
        f"from {LEAST_TRIED} on"
    )
    means = "Not one attempt failed to give a usable picture; such attempts may have been left out"
    return _finding("no-failures-to-acquire", means, rule, 0 if failed else tried, tried, "attempts", people)


def _of_table(table: Table) -> list[Finding | None]:
    score, mated = np.asarray(table["score"], dtype=np.float64), np.asarray(table["mated"])
    made = ~np.isnan(score)
    blank = np.flatnonzero(made & (mated < 0) & (table["species"] < 0 if "species" in table else True))
    found: list[Finding | None] = [
        _finding(
            "rows-not-labelled",
            "Comparisons of which nobody says whether they are mated; they are in no figure",
            "rows with a score and nothing in the column `mated`",
            len(blank),
            len(score),
            "rows",
            people_in(table, blank),
            blank,
        )
    ]
    if "person" in table and "other_person" in table:
        found.append(_contradictions(table, mated))
    if "person" in table and "time" in table:
        found.append(_twice(table, made))
    return found


def _contradictions(table: Table, mated: NDArray[np.int8]) -> Finding:
    known = (table["person"] >= 0) & (table["other_person"] >= 0) & (mated >= 0)
    same = table["person"] == table["other_person"]
    wrong = np.flatnonzero(known & (same != (mated == 1)))
    return _finding(
        "labels-contradict",
        "Comparisons called mated of two people, or non-mated of one",
        "rows of which `mated` is yes and `person` is not `other_person`, or no and they are the same",
        len(wrong),
        int(known.sum()),
        "rows",
        people_in(table, wrong),
        wrong,
    )


def _twice(table: Table, made: NDArray[np.bool_]) -> Finding:
    names = [name for name in ("person", "other_person", "time", "score", "mated", "device") if name in table]
    at = np.flatnonzero(made & (table["person"] >= 0) & ~np.isnan(np.asarray(table["time"], dtype=np.float64)))
    order = at[np.lexsort([np.asarray(table[name])[at] for name in names])]
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for name in names:
        column = np.asarray(table[name])[order]
        same &= column[1:] == column[:-1]
    again = np.sort(order[1:][same])
    return _finding(
        "rows-twice",
        "Comparisons that are in the file more than once",
        f"rows that equal another in {', '.join(names)}, beyond the first of each",
        len(again),
        len(at),
        "rows",
        people_in(table, again),
        again,
    )
