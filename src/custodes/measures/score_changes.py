"""Changes in time that a score file shows: of the threshold, and of the scores themselves when nobody says so.

Nobody can know from scores that a model was changed; cameras, seasons and people change scores, too. What can be told
is that scores moved, when about, and how rarely chance alone would move them so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from custodes.measures.finding import Finding
from custodes.records.disclosed import SECONDS_PER_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.score_sampling import Draws
    from custodes.measures.score_sets import Scores
    from custodes.records.disclosed import Table

SHUFFLINGS: Final = 999
"""Shufflings of days for the p-value [count]."""

SMALL_P: Final = 0.005
"""p below which scores are said to have moved; two files are looked at, so one in a hundred by chance [ratio]."""

LEAST_DAYS: Final = 14
LEAST_SCORES: Final = 200
EDGE: Final = 0.05
"""Part of the days at either end where no change is looked for [ratio]."""

WITHIN: Final = 3.84
"""Fall of the statistic's square within which other days are as good (chi-squared, 1 degree, 95 %)."""

MOVED: Final = 15
"""Purpose of random numbers."""

SCORES: Final = "scores"
TEST: Final = "accuracy"


class Shift(NamedTuple):
    """A step in the scores of one file.

    Attributes
    ----------
    p : float
        How often shuffled days show a step as large [ratio].
    first, last : float
        Days between which it lies, seconds since 1970 UTC [second].
    up : bool
        Whether scores rise.
    steady : bool
        Whether a straight line over time fits better than a step.
    """

    p: float
    first: float
    last: float
    up: bool
    steady: bool


@dataclass(frozen=True)
class _Rows:
    """The rows of one file that have a time, in its order."""

    at: NDArray[np.int64]
    time_s: NDArray[np.float64]
    score: NDArray[np.float64]
    person: NDArray[np.int64]


def score_changes(scores: Scores, draws: Draws) -> tuple[Finding, ...]:
    """Look for changes in time.

    Parameters
    ----------
    scores : Scores
        With the table that they are from.
    draws : Draws
        Seed of the shufflings.

    Returns
    -------
    tuple of Finding
        ``threshold-changed``, ``decisions-against-threshold``, ``scores-shifted`` and ``scores-drifted``, as far as the
        table has the columns to look.
    """
    table = scores.table
    if table is None:
        return ()
    found = []
    if "threshold" in table:
        found.append(_threshold(table))
    if "accepted" in table:
        found.append(_decisions(table))
    if "time" in table:
        found += _moved(table, draws)
    return tuple(found)


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


def _finding(  # noqa: PLR0913 - what a finding says
    key: str, means: str, rule: str, at: NDArray[np.int64], *, of: int, unit: str, people: int, count: int | None = None
) -> Finding:
    number = len(at) if count is None else count
    return Finding(key, means, number, of, unit, people, rule, TEST, SCORES, np.asarray(at, dtype=np.int64))


def people_in(table: Table, at: NDArray[np.int64]) -> int:
    """Count the people of some rows.

    Parameters
    ----------
    table : mapping of str to ndarray
        The table.
    at : ndarray of int
        Positions of the rows.

    Returns
    -------
    int
        Distinct people named there; 0 when the table names nobody [person].
    """
    if "person" not in table:
        return 0
    person = np.asarray(table["person"])[at]
    return len(np.unique(person[person >= 0]))


def _threshold(table: Table) -> Finding:
    threshold = np.asarray(table["threshold"], dtype=np.float64)
    said = np.flatnonzero(~np.isnan(threshold))
    time_s = table.get("time")
    if time_s is not None:
        said = said[~np.isnan(time_s[said])]
        said = said[np.argsort(time_s[said], kind="stable")]
    changes = said[1:][threshold[said][1:] != threshold[said][:-1]] if time_s is not None else said[:0]
    values = np.unique(threshold[said])
    if time_s is None and len(values) > 1:
        changes = np.sort(np.unique(threshold[said], return_index=True)[1])[1:]
        changes = said[changes]
    when = ""
    if len(changes) and time_s is not None:
        first = _day(float(time_s[changes[0]]))
        when = f"; first on {first}, from {threshold[said[0]]:g} to {threshold[changes[0]]:g}"
    rule = (
        f"rows in order of time of which the column `threshold` differs from the row before: {len(values)} different "
        f"values{when}"
    )
    return _finding(
        "threshold-changed",
        "The threshold did not stay the same, so that equal scores were judged differently",
        rule,
        changes,
        of=len(said),
        unit="changes",
        people=people_in(table, said) if len(changes) else 0,
    )


def _decisions(table: Table) -> Finding:
    """Count decisions that the threshold in force, or the one that fits best, does not explain."""
    score, accepted = np.asarray(table["score"], dtype=np.float64), np.asarray(table["accepted"])
    of = np.flatnonzero(~np.isnan(score) & (accepted >= 0) & (table["species"] < 0 if "species" in table else True))
    if "threshold" in table:
        limit = np.asarray(table["threshold"], dtype=np.float64)[of]
        of, limit = of[~np.isnan(limit)], limit[~np.isnan(limit)]
        rule = "rows of which `accepted` is not what comparing `score` with `threshold` gives (accepted from it on)"
    else:
        best = _best_split(score[of], accepted[of] == 1)
        limit = np.full(len(of), best)
        rule = f"rows of which `accepted` does not fit the one threshold that fits most rows, {best:.6g}"
    against = of[(score[of] >= limit) != (accepted[of] == 1)]
    return _finding(
        "decisions-against-threshold",
        "Decisions that one threshold does not explain: another was in force, or something else decided",
        rule,
        against,
        of=len(of),
        unit="decisions",
        people=people_in(table, against),
    )


def _best_split(score: NDArray[np.float64], accepted: NDArray[np.bool_]) -> float:
    """Find the score from which on most decisions are explained."""
    if not len(score):
        return float("nan")
    order = np.argsort(score, kind="stable")
    ranked, passed = score[order], accepted[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] > ranked[:-1]])
    below = np.r_[0, np.cumsum(passed)]
    wrong = below[starts] + (len(passed) - starts - (below[-1] - below[starts]))
    none = int(below[-1])
    best = int(np.argmin(wrong))
    return float(np.nextafter(ranked[-1], np.inf)) if none < wrong[best] else float(ranked[starts[best]])


def _moved(table: Table, draws: Draws) -> list[Finding]:
    """Look for a step and for a steady movement in mated and in non-mated scores."""
    shifts: dict[str, tuple[Shift, _Rows]] = {}
    looked = 0
    for number, (name, kind) in enumerate((("mated", 1), ("non-mated", 0))):
        rows = _rows_of(table, kind)
        if len(rows.at) < LEAST_SCORES or len(np.unique(rows.time_s // SECONDS_PER_DAY)) < LEAST_DAYS:
            continue
        shift = find_shift(rows.time_s, rows.score, rows.person, draws.stream(MOVED + number))
        if shift is None:
            continue
        looked += 1
        if shift.p < SMALL_P:
            shifts[name] = (shift, rows)
    if not looked:
        return []
    return [_shifted(table, shifts, looked, steady=steady) for steady in (False, True)]


def _shifted(table: Table, shifts: dict[str, tuple[Shift, _Rows]], looked: int, *, steady: bool) -> Finding:
    chosen = {name: pair for name, pair in shifts.items() if pair[0].steady == steady}
    said = [
        f"{name} scores {'rise' if shift.up else 'fall'}"
        + (" steadily" if steady else f" between {_day(shift.first)} and {_day(shift.last)}")
        + f", p {shift.p:.3g}"
        for name, (shift, _) in chosen.items()
    ]
    rule = (
        "ranks of scores within each person, averaged by day; the largest difference between days before and after any "
        f"day, held against {SHUFFLINGS} shufflings of the days; p below {SMALL_P:g}"
    )
    rule += "; where a straight line over the days fits better than a step" if steady else ""
    at = [rows.at[(rows.time_s >= shift.first) | steady] for shift, rows in chosen.values()]
    rows = np.sort(np.concatenate(at)) if at else np.empty(0, dtype=np.int64)
    means = (
        "Scores moved steadily over time, as when references grow old or cameras wear"
        if steady
        else "Scores moved from one time to another, as when the model, the cameras or the settings are changed and "
        "nobody says so"
    )
    return _finding(
        "scores-drifted" if steady else "scores-shifted",
        means,
        "; ".join([rule, *said]),
        rows,
        of=looked,
        unit="kinds of score",
        people=people_in(table, rows),
        count=len(chosen),
    )


def _rows_of(table: Table, kind: int) -> _Rows:
    score, time_s = (np.asarray(table[name], dtype=np.float64) for name in ("score", "time"))
    of = ~np.isnan(score) & ~np.isnan(time_s) & (np.asarray(table["mated"]) == kind)
    if "species" in table:
        of &= table["species"] < 0
    at = np.flatnonzero(of)
    person = np.asarray(table["person"], dtype=np.int64)[at] if "person" in table else np.zeros(len(at), dtype=np.int64)
    return _Rows(at, time_s[at], score[at], person)


def find_shift(
    time_s: NDArray[np.float64],
    score: NDArray[np.float64],
    person: NDArray[np.int64],
    stream: np.random.Generator,
) -> Shift | None:
    """Look for the day at which scores move most.

    Parameters
    ----------
    time_s : ndarray
        When each comparison was made, seconds since 1970 UTC [second].
    score : ndarray
        Scores [1].
    person : ndarray of int
        Whose each is, so that people who come and go do not count as a movement.
    stream : numpy.random.Generator
        The source of random numbers.

    Returns
    -------
    Shift or None
        With its p-value over shuffled days; None when nobody has two scores that differ, so that a movement could not
        be told from other people coming.
    """
    rank = _ranks_within(score, person)
    if not rank.any():
        return None
    days, of_day = np.unique(np.floor(time_s / SECONDS_PER_DAY), return_inverse=True)
    amount = np.bincount(of_day, weights=rank).astype(np.float64)
    weight = np.bincount(of_day).astype(np.float64)
    edge = max(2, round(EDGE * len(days)))
    observed = _steps(amount, weight)[edge - 1 : len(days) - edge]
    # Days differ among themselves, too: shuffling whole days keeps that in.
    mean = amount / weight - amount.sum() / weight.sum()
    most = float(np.max(np.abs(observed)))
    at_least = 0
    for _ in range(SHUFFLINGS):
        order = stream.permutation(len(days))
        steps = _steps(amount[order], weight[order])[edge - 1 : len(days) - edge]
        at_least += bool(np.max(np.abs(steps)) >= most - 1e-12)
    best = int(np.argmax(np.abs(observed)))
    near = np.flatnonzero(observed**2 >= observed[best] ** 2 - WITHIN) + edge - 1
    first, last = (
        float(days[near[0]] * SECONDS_PER_DAY),
        float(days[min(near[-1] + 1, len(days) - 1)] * SECONDS_PER_DAY),
    )
    return Shift(
        (at_least + 1) / (SHUFFLINGS + 1), first, last, bool(observed[best] > 0), _is_steady(mean, weight, best + edge)
    )


def _ranks_within(score: NDArray[np.float64], person: NDArray[np.int64]) -> NDArray[np.float64]:
    """Rank scores within each person, from -1/2 to 1/2; ties in the order of the rows count as the middle rank."""
    order = np.lexsort((score, person))
    who, ranked = person[order], score[order]
    new = np.r_[True, (who[1:] != who[:-1]) | (ranked[1:] != ranked[:-1])]
    starts = np.flatnonzero(new)
    ends = np.r_[starts[1:], len(order)]
    middle = (np.repeat((starts + ends - 1) / 2, ends - starts)).astype(np.float64)
    first = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
    sizes = np.diff(np.r_[first, len(order)])
    place = (middle - np.repeat(first, sizes) + 0.5) / np.repeat(sizes, sizes) - 0.5
    result = np.empty(len(order))
    result[order] = place
    return result


def _steps(amount: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standardise the difference of means after and before each day but the last."""
    before, many = np.cumsum(amount)[:-1], np.cumsum(weight)[:-1]
    total, number = amount.sum(), weight.sum()
    gap = (total - before) / (number - many) - before / many
    residual = amount - weight * total / number
    # Variance of a day's mean, estimated from the days themselves, so that days may be noisier than their rows.
    noise = float(np.square(residual).sum() / number)
    return np.asarray(gap / np.sqrt(noise * (1 / many + 1 / (number - many))))


def _is_steady(mean: NDArray[np.float64], weight: NDArray[np.float64], split: int) -> bool:
    """Say whether a line over the days leaves less than a step does."""
    x = np.arange(len(mean)) - np.average(np.arange(len(mean)), weights=weight)
    slope = float((weight * x * mean).sum() / (weight * x * x).sum())
    line = float((weight * np.square(mean - slope * x)).sum())
    parts = [slice(None, split), slice(split, None)]
    step = sum(float((weight[p] * np.square(mean[p] - np.average(mean[p], weights=weight[p]))).sum()) for p in parts)
    return line < step
