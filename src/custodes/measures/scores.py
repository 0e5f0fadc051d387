"""Recognition from scores: how often the right person is refused, how often another passes, and at which threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import Answer, fewest
from custodes.measures.attack_presentation import attack_presentation
from custodes.measures.finding import Found
from custodes.measures.score_changes import score_changes
from custodes.measures.score_crossing import (
    Crossing,
    Sides,
    crossing_at_best,
    crossing_interval,
    equal_error_rate,
    fnmr_at_fmr,
)
from custodes.measures.score_curve import ROUNDING, det
from custodes.measures.score_gaps import score_gaps
from custodes.measures.score_groups import group_gaps
from custodes.measures.score_limits import limits
from custodes.measures.score_notes import BY_OWN_THRESHOLD
from custodes.measures.score_pairs import pairs_of
from custodes.measures.score_rates import NONE_MATED, NONE_OTHER, UNIT, as_answer, rates, untold
from custodes.measures.score_sampling import Draws

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from custodes.measures.score_sets import Scores

AT_FMR: Final = {"1e-3": 1e-3, "1e-4": 1e-4, "1e-5": 1e-5, "1e-6": 1e-6}
"""False match rates at which the false non-match rate is given, by name [ratio]."""

ERRORS: Final = ("fnmr", "frr", "fmr", "far", "gfrr", "gfar")
"""Answers at the threshold in force; gaps between groups and limits on them are, too."""


def ask_scores(
    scores: Scores, *, threshold: float | None = None, level: float = 0.95, resamples: int = 200, seed: int = 0
) -> Found:
    """Answer both sides of recognition, each on its own.

    Parameters
    ----------
    scores : Scores
        The scores.
    threshold : float, optional
        The threshold in force; without it the one that the records state, and where they state several, that of each
        comparison for what is counted at a threshold [1].
    level : float
        Confidence level of the intervals [ratio].
    resamples, seed : int
        Resamples of people for gaps between groups, and their seed.

    Returns
    -------
    Found
        Answers as ``docs/reference/audit-answers.md`` lists them, what was noticed of the scores, and the table
        ``det``.
    """
    sides = sides_of(scores)
    at = scores.stated_threshold if threshold is None else threshold
    above = scores.above_own_threshold() if threshold is None else None
    judged, at = (sides, at) if above is None else (sides_of(above), 0.0)
    answers = {
        "eer": _eer(sides, level),
        **rates(judged, at, level),
        **{f"fnmr_at_fmr.{name}": _at_fmr(sides, most, level) for name, most in AT_FMR.items()},
    }
    draws = Draws(resamples, seed)
    answers |= attack_presentation(scores.attacks, level)
    answers |= group_gaps(judged, at, level, draws)
    answers |= limits(answers, judged, at, level, draws)
    if above is not None:
        answers = {key: _by_own(answer) if _at_threshold(key) else answer for key, answer in answers.items()}
    findings = (*score_changes(sides.scores, draws), *score_gaps(sides, judged, at))
    return Found(answers, findings, {"det": det_rows(sides)})


def _at_threshold(key: str) -> bool:
    of_limit = key.startswith("limit.") and key.endswith(("fmr", "fnmr"))
    return key in ERRORS or key.startswith("group_gap.") or of_limit


def _by_own(answer: Answer) -> Answer:
    return replace(answer, sources=(*answer.sources, BY_OWN_THRESHOLD))


def sides_of(scores: Scores) -> Sides:
    """Sort both files of scores, and put comparisons of the same two people together.

    Parameters
    ----------
    scores : Scores
        The scores.

    Returns
    -------
    Sides
        What everything else is read from.
    """
    if scores.person is not None and not scores.people:
        scores = replace(scores, people=int(max(scores.person.max(initial=-1), *_most(scores))) + 1)
    pairs = None
    if scores.left is not None and scores.right is not None and len(scores.left):
        pairs = pairs_of(scores.left, scores.right, scores.people)
    return Sides(np.sort(scores.mated), np.sort(scores.other), scores, pairs)


def _most(scores: Scores) -> tuple[int, int]:
    first, second = (-1 if side is None else int(side.max(initial=-1)) for side in (scores.left, scores.right))
    return first, second


def det_rows(sides: Sides) -> list[dict[str, Any]]:
    """Lay out both errors over thresholds as a table.

    Parameters
    ----------
    sides : Sides
        The scores.

    Returns
    -------
    list of dict
        ``threshold``, ``fmr`` and ``fnmr`` of each row, and of how many ``people`` they are; none where one of the
        files is empty.
    """
    if not len(sides.mated) or not len(sides.other):
        return []
    columns = (column.tolist() for column in det(sides.mated, sides.other))
    people = _people(sides)
    return [{"threshold": t, "fmr": a, "fnmr": b, "people": people} for t, a, b in zip(*columns, strict=True)]


def _people(sides: Sides) -> int:
    """Count the people behind a figure of both files: those of the file that has fewer; 0 where neither names them."""
    person, pairs = sides.scores.person, sides.pairs
    known = [] if person is None else [int(np.count_nonzero(np.bincount(person)))]
    known += [] if pairs is None else [int(np.count_nonzero(pairs.per_person(pairs.compared)))]
    return min(known, default=0)


def _missing(sides: Sides) -> str | None:
    if not len(sides.mated):
        return NONE_MATED
    return None if len(sides.other) else NONE_OTHER


def _eer(sides: Sides, level: float) -> Answer:
    why = _missing(sides)
    return untold(why, level) if why else _told(sides, equal_error_rate(sides.mated, sides.other), level)


def _at_fmr(sides: Sides, most: float, level: float) -> Answer:
    """Give FNMR at the smallest threshold with FMR at most `most`, if one false match may be among the scores."""
    why, number = _missing(sides), len(sides.other)
    if why:
        return untold(why, level)
    if np.floor(most * number + ROUNDING) < 1:
        needed = round(1 / most)
        why = (
            f"{number:,} non-mated scores are too few: at this FMR less than one of them would pass, and at least "
            f"{needed:,} would be needed, as {_people_for(needed):,} people make who are all compared with each other"
        )
        return untold(why, level)
    return _told(sides, fnmr_at_fmr(sides.mated, sides.other, most), level)


def _people_for(comparisons: int) -> int:
    """Count the people who make so many pairs."""
    return int(np.ceil((1 + np.sqrt(1 + 8 * comparisons)) / 2))


def _told(sides: Sides, found: Crossing, level: float) -> Answer:
    """Answer with an interval by person where the records say whose all scores are."""
    at_best, people = crossing_at_best(sides, found, level), _people(sides)
    told = Answer(found.value, None, None, UNIT, people, level, at_best=at_best)
    if sides.scores.person is not None and sides.pairs is not None:
        told = as_answer(replace(crossing_interval(sides, found, level), people=people), level, at_best=at_best)
    return replace(told, touched=fewest(_in_error(sides, found)))


def _in_error(sides: Sides, found: Crossing) -> Iterator[int | None]:
    """Count the people who were refused at the threshold, and of an equal error rate those who passed for others."""
    person, pairs = sides.scores.person, sides.pairs
    if person is not None:
        yield len(np.unique(person[sides.scores.mated < found.point.threshold]))
    if pairs is not None and found.equal:
        yield int(np.count_nonzero(pairs.per_person(pairs.counted(sides.scores.other >= found.point.threshold))))
