"""The errors of recognition at one threshold: who is refused as themselves, and who passes for another.

The side that accuses is FNMR (of pictures that were taken), FTA (no picture) and both together, FRR. The side that
misses is FMR and FAR. They are never put into one figure (ISO/IEC 19795-1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, Span, cannot_tell, fewest
from custodes.measures.intervals import none_seen_at_most, normal_quantile, wilson
from custodes.measures.per_person import nothing
from custodes.measures.proportion import share
from custodes.measures.score_pairs import pair_share
from custodes.measures.sums import sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from custodes.measures.score_crossing import Sides
    from custodes.measures.score_sets import Attribute, Scores

    Amounts = NDArray[np.float64]

UNIT: Final = "share"
NO_THRESHOLD: Final = (
    "no threshold is stated, or it was changed: state the one in force, or give a column `threshold` that says it of "
    "each comparison"
)
NONE_MATED: Final = "there is no mated score: comparisons of people with their own reference would be needed"
NONE_OTHER: Final = "there is no non-mated score: comparisons of people with the references of others would be needed"
NO_FAILURES_SAID: Final = (
    "the records do not say how often no usable picture was taken: a row without a score for each such attempt, or a "
    "column `acquired`, would be needed"
)
NO_ENROLMENT_SAID: Final = (
    "the records do not say who could not be enrolled: a column `enrolled` with people would be needed"
)


def rates(sides: Sides, at: float, level: float) -> dict[str, Answer]:
    """Answer both errors at a threshold, with the failures before any comparison.

    ``FRR = FTA + FNMR (1 - FTA)`` is counted as it happens, attempt by attempt. ``FAR = FMR (1 - FTA)``,
    ``GFRR = FTE + FRR (1 - FTE)`` and ``GFAR = FAR (1 - FTE)`` join figures of different people, and their intervals
    join the ends that are farthest apart, so they hold more often than their level. ISO/IEC 19795-1.

    Parameters
    ----------
    sides : Sides
        The scores.
    at : float
        The threshold; NaN when none is known [1].
    level : float
        Confidence level [ratio].

    Returns
    -------
    dict of str to Answer
        ``fnmr``, ``fta``, ``frr``, ``fte``, ``gfrr`` and ``fmr``, ``far``, ``gfar`` [ratio].
    """
    scores = sides.scores
    found = {"fnmr": _fnmr(scores, at, level), "fta": _fta(scores, level), "fte": _fte(scores, level)}
    found["frr"] = _frr(scores, found, at, level)
    found["fmr"] = _fmr(sides, at, level)
    found["far"] = _joined(found["fmr"], found["fta"], lambda fmr, fta: fmr * (1 - fta), (True, False))
    found["gfrr"] = _joined(found["frr"], found["fte"], lambda frr, fte: fte + frr * (1 - fte), (True, True))
    found["gfar"] = _joined(found["far"], found["fte"], lambda far, fte: far * (1 - fte), (True, False))
    return found


def untold(why: str, level: float, unit: str = UNIT) -> Answer:
    """Answer that a figure of scores cannot be told.

    Parameters
    ----------
    why : str
        The reason.
    level : float
        Confidence level asked for [ratio].
    unit : str
        Unit in words.

    Returns
    -------
    Answer
        Without a value.
    """
    return cannot_tell(why, unit=unit, level=level)


def as_answer(told: GroupAnswer, level: float, unit: str = UNIT, at_best: Span | None = None) -> Answer:
    """Make an answer of one estimate.

    Parameters
    ----------
    told : GroupAnswer
        The estimate.
    level : float
        Its confidence level [ratio].
    unit : str
        Unit in words.
    at_best : Span, optional
        The interval if every comparison were another person's.

    Returns
    -------
    Answer
        Without groups.
    """
    return Answer(
        *(told.value, told.low, told.high, unit, told.people, level),
        cannot_tell=told.cannot_tell,
        at_best=at_best,
        touched=told.touched,
        spared=told.spared,
    )


def span_at_best(events: float, chances: float, level: float) -> Span:
    """Give the interval of a share if every comparison were another person's.

    Parameters
    ----------
    events, chances : float
        Comparisons that came to it, and all; at least one [count].
    level : float
        Confidence level [ratio].

    Returns
    -------
    Span
        Wilson's; the rule of three where there was none [ratio].
    """
    if events in {0, chances}:
        limit = none_seen_at_most(chances, level)
        return Span(0.0, limit) if events == 0 else Span(1 - limit, 1.0)
    return Span(*wilson(events / chances, chances, normal_quantile(level)))


def _by_rows(events: float, chances: float, level: float) -> Answer:
    """Give a share without an interval, and beside it the narrowest that there can be."""
    return Answer(events / chances, None, None, UNIT, 0, level, at_best=span_at_best(events, chances, level))


def _by_person(events: NDArray[Any], chances: NDArray[Any], level: float) -> GroupAnswer:
    (of,) = sums(events, chances, np.ones((len(events), 1)))
    return share(of, level)


def _with_groups(whole: Answer, of_group: dict[str, dict[str, GroupAnswer]]) -> Answer:
    return replace(whole, by_group={name: groups for name, groups in of_group.items() if groups})


def _of_groups(attribute: Attribute, codes: NDArray[np.int64]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    for code, name in enumerate(attribute.names):
        yield name, codes == code


def _fnmr(scores: Scores, at: float, level: float) -> Answer:
    if not len(scores.mated):
        return untold(NONE_MATED, level)
    if np.isnan(at):
        return untold(NO_THRESHOLD, level)
    refused = scores.mated < at

    def one(rows: NDArray[np.bool_]) -> GroupAnswer:
        events, chances = int(refused[rows].sum()), int(rows.sum())
        if not chances:
            return nothing("no picture of this group was compared")
        if scores.person is None:
            return GroupAnswer(events / chances, None, None, 0)
        return _by_person(
            np.bincount(scores.person[rows & refused], minlength=scores.people),
            np.bincount(scores.person[rows], minlength=scores.people),
            level,
        )

    by_group = {
        each.name: {name: one(rows) for name, rows in _of_groups(each, each.mated)} for each in scores.attributes
    }
    if scores.person is None:
        return _with_groups(_by_rows(int(refused.sum()), len(refused), level), by_group)
    every = one(np.ones(len(refused), dtype=np.bool_))
    return _with_groups(as_answer(every, level, at_best=span_at_best(refused.sum(), len(refused), level)), by_group)


def _tried(
    scores: Scores, events: Amounts, chances: Amounts, level: float, rows: dict[str, tuple[Amounts, Amounts]]
) -> Answer:
    """Answer a share of attempts, of people with their groups or of rows."""
    if scores.person is None or len(events) == 1:
        by_group = {
            attribute: {
                name: GroupAnswer(float(k / m), None, None, 0) if m else nothing("nobody of this group tried")
                for name, k, m in zip(_names(scores, attribute), failed, tried, strict=True)
            }
            for attribute, (tried, failed) in rows.items()
        }
        return _with_groups(_by_rows(float(events.sum()), float(chances.sum()), level), by_group)
    by_group = {
        each.name: {
            name: _by_person(np.where(of, events, 0.0), np.where(of, chances, 0.0), level)
            if (chances[of] > 0).any()
            else nothing("nobody of this group tried")
            for name, of in _of_groups(each, each.people)
        }
        for each in scores.attributes
    }
    return _with_groups(as_answer(_by_person(events, chances, level), level), by_group)


def _names(scores: Scores, attribute: str) -> tuple[str, ...]:
    return next(each.names for each in scores.attributes if each.name == attribute)


def _fta(scores: Scores, level: float) -> Answer:
    attempts = scores.attempts
    if attempts is None or not attempts.stated:
        return untold(NO_FAILURES_SAID, level)
    return _tried(scores, attempts.failed, attempts.tried, level, attempts.row_groups)


def _frr(scores: Scores, found: dict[str, Answer], at: float, level: float) -> Answer:
    for part in ("fnmr", "fta"):
        if found[part].value is None and (part == "fta" or not len(scores.mated) or np.isnan(at)):
            return untold(str(found[part].cannot_tell), level)
    attempts = scores.attempts
    assert attempts is not None  # noqa: S101 - FTA could be told
    refused = scores.mated < at
    if scores.person is None or len(attempts.tried) == 1:
        return _by_rows(float(refused.sum() + attempts.failed.sum()), float(attempts.tried.sum()), level)
    events = np.bincount(scores.person[refused], minlength=scores.people) + attempts.failed
    return _tried(scores, events, attempts.tried, level, {})


def _fte(scores: Scores, level: float) -> Answer:
    said = scores.enrolled
    if said is None or not (said >= 0).any():
        return untold(NO_ENROLMENT_SAID, level)
    return _tried(scores, (said == 0).astype(np.float64), (said >= 0).astype(np.float64), level, {})


def _fmr(sides: Sides, at: float, level: float) -> Answer:
    scores, pairs = sides.scores, sides.pairs
    if not len(scores.other):
        return untold(NONE_OTHER, level)
    if np.isnan(at):
        return untold(NO_THRESHOLD, level)
    passed = scores.other >= at
    events = None if pairs is None else pairs.counted(passed)

    def one(rows: NDArray[np.bool_]) -> GroupAnswer:
        if not rows.any():
            return nothing("no two people of these groups were compared")
        if pairs is None or events is None:
            return GroupAnswer(int(passed[rows].sum()) / int(rows.sum()), None, None, 0)
        chosen = np.zeros(len(pairs.left), dtype=np.bool_)
        chosen[pairs.of_row[rows]] = True
        return pair_share(pairs.among(chosen), events[chosen], level)

    by_group = {
        each.name: {name: one(rows & (each.right == each.left)) for name, rows in _of_groups(each, each.left)}
        for each in scores.attributes
    }
    if scores.attributes:
        by_group["pair"] = {name: one(rows) for name, rows in pairs_of_groups(scores.attributes[0])}
    if pairs is None or events is None:
        return _with_groups(_by_rows(int(passed.sum()), len(passed), level), by_group)
    at_best = span_at_best(int(passed.sum()), len(passed), level)
    return _with_groups(as_answer(pair_share(pairs, events, level), level, at_best=at_best), by_group)


def pairs_of_groups(attribute: Attribute) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """List the pairs of groups that were compared, whichever of the two was the probe.

    Parameters
    ----------
    attribute : Attribute
        The groups.

    Yields
    ------
    tuple of (str, ndarray of bool)
        "A x B", and which non-mated scores are of it.
    """
    low, high = np.minimum(attribute.left, attribute.right), np.maximum(attribute.left, attribute.right)
    for first, one in enumerate(attribute.names):
        for second in range(first, len(attribute.names)):
            rows = (low == first) & (high == second)
            if rows.any():
                yield f"{one} x {attribute.names[second]}", rows


def _joined(first: Answer, second: Answer, rule: Callable[[float, float], float], rises: tuple[bool, bool]) -> Answer:
    """Join two figures by a rule that rises or falls with each, ends with ends."""
    parts = (first, second)
    touched, spared = fewest(each.touched for each in parts), fewest(each.spared for each in parts)
    for part in parts:
        if part.value is None:
            return replace(untold(str(part.cannot_tell), first.level), touched=touched, spared=spared)
    ends = [
        [(part.high if up == (end == 1) else part.low) for part, up in zip(parts, rises, strict=True)] for end in (0, 1)
    ]
    low, high = (None if None in pair else rule(*pair) for pair in ends)  # type: ignore[arg-type]
    value = rule(first.value, second.value)  # type: ignore[arg-type]
    people = min(first.people, second.people)
    if low is None or high is None:
        low = high = None
    return Answer(value, low, high, UNIT, people, first.level, touched=touched, spared=spared)
