"""Intervals at a threshold that the scores set themselves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from custodes.measures.score_crossing import (
    ALL_ALIKE,
    Crossing,
    crossing_at_best,
    crossing_interval,
    equal_error_rate,
    fnmr_at_fmr,
)
from custodes.measures.score_curve import rates_at
from custodes.measures.score_sets import Scores
from custodes.measures.scores import ask_scores, sides_of

PEOPLE, EACH, APART = 50, 20, 3.0
OWN, BOTH = 0.5, 0.4
"""How much people differ: in their own scores, and in those of each of a pair."""

FILES = 300
BELOW = 3.3
"""Standard errors of a binomial by which coverage may fall short: once in 2,000 if it is what it says."""


def _clustered(seed):
    stream = np.random.default_rng(seed)
    own, lamb = stream.normal(0, OWN, PEOPLE), stream.normal(0, BOTH, PEOPLE)
    person = np.repeat(np.arange(PEOPLE), EACH)
    left, right = np.triu_indices(PEOPLE, 1)
    mated = stream.normal(APART, 1, len(person)) + own[person]
    other = stream.normal(0, 1, len(left)) + lamb[left] + lamb[right]
    return sides_of(Scores(mated, other, person, left, right, PEOPLE))


def _truth():
    """EER and FNMR at an FMR of 0.01 over all people: both files are normal."""
    of_mated, of_other = np.hypot(1, OWN), np.sqrt(1 + 2 * BOTH**2)
    return norm.sf(APART / (of_mated + of_other)), norm.cdf((of_other * norm.isf(0.01) - APART) / of_mated)


def test_intervals_at_a_threshold_of_the_scores_own_hold_the_truth_when_people_differ():
    covered, at_best = np.zeros((FILES, 2)), np.zeros((FILES, 2))
    for seed in range(FILES):
        sides = _clustered(seed)
        found = equal_error_rate(sides.mated, sides.other), fnmr_at_fmr(sides.mated, sides.other, 0.01)
        for at, (one, truth) in enumerate(zip(found, _truth(), strict=True)):
            told = crossing_interval(sides, one, 0.95)
            assert told.people == PEOPLE
            covered[seed, at] = np.nan if told.value is None else told.low <= truth <= told.high
            best = crossing_at_best(sides, one, 0.95)
            at_best[seed, at] = best.low <= truth <= best.high
    told = (~np.isnan(covered)).sum(axis=0)
    assert (told > 0.95 * FILES).all()
    assert (np.nanmean(covered, axis=0) > 0.95 - BELOW * np.sqrt(0.95 * 0.05 / told)).all()
    # Without people the same files would be told too narrowly, so that the check above can fail.
    assert (at_best.mean(axis=0) < 0.90).all()


def test_the_level_is_held_and_not_far_exceeded_at_one_half():
    files = range(FILES, 2 * FILES)
    truth, inside = _truth()[0], 0
    for seed in files:
        sides = _clustered(seed)
        told = crossing_interval(sides, equal_error_rate(sides.mated, sides.other), 0.5)
        inside += told.low <= truth <= told.high
    assert abs(inside / FILES - 0.5) < 0.05 + BELOW * np.sqrt(0.25 / FILES)


def _alike(people=20):
    """Everybody is refused once in ten, and two neighbours pass for each other."""
    person, mated = np.repeat(np.arange(people), 10), np.tile(np.r_[0.1, np.full(9, 0.9)], people)
    left, right = np.triu_indices(people, 1)
    other = np.where((left % 2 == 0) & (right == left + 1), 0.5, 0.05)
    return Scores(mated, other, person, left, right, people)


def test_people_who_do_not_differ_leave_the_chance_of_their_comparisons():
    answer = ask_scores(_alike(), threshold=0.3).answers["eer"]
    assert answer.low < answer.value < answer.high


def test_files_that_were_swapped_are_told_at_their_worst():
    made = _alike()
    swapped = Scores(made.mated - 10.0, made.other, made.person, made.left, made.right, made.people)
    found = ask_scores(swapped, threshold=0.3).answers
    assert (found["eer"].value, found["eer"].high) == (1, 1)
    assert found["eer"].low == pytest.approx(0.05 ** (1 / 10))  # twenty people make ten pairs that share nobody
    at = crossing_interval(sides_of(swapped), fnmr_at_fmr(np.sort(swapped.mated), np.sort(swapped.other), 0.1), 0.95)
    assert (at.value, at.low, at.high) == (1, pytest.approx(0.05 ** (1 / 20)), 1)


def test_where_no_error_moves_nothing_is_told():
    made = _alike()
    sides = sides_of(Scores(np.full(200, 0.01), made.other, made.person, made.left, made.right, made.people))
    point = rates_at(sides.mated, sides.other, 0.04)
    told = crossing_interval(sides, Crossing((point.fmr + point.fnmr) / 2 - 0.1, point, equal=True), 0.95)
    assert told.cannot_tell == ALL_ALIKE
