"""Intervals over both people of a pair."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.score_pairs import (
    independent_pairs,
    pair_bearing,
    pair_share,
    pair_variance,
    pairs_of,
)


def _all_pairs(people: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(people, 1)


def test_a_pair_is_one_whichever_way_round():
    of = pairs_of(np.array([0, 1, 2]), np.array([1, 0, 0]), 3)
    assert of.compared.tolist() == [2, 1]
    assert of.concerned == 3


@pytest.mark.parametrize(("people", "pairs"), [(246, 30_135)])
def test_so_many_people_make_as_many_pairs_as_the_rule_of_three_asks(people: int, pairs: int):
    # biometricITC/cPP-biometrics issue 306: 246 people give 30,135 unordered pairs, enough for 1 in 10,000
    assert len(pairs_of(*_all_pairs(people), people).compared) == pairs


def test_the_variance_is_the_double_sum_over_pairs_that_share_somebody():
    left, right = _all_pairs(7)
    of = pairs_of(left, right, 7)
    events = np.random.default_rng(2).integers(0, 2, len(left)).astype(float)
    e = events - events.mean()
    share = {*zip(left.tolist(), right.tolist(), strict=True)}
    by_hand = sum(
        e[i] * e[j] for i, a in enumerate(share_list(share)) for j, b in enumerate(share_list(share)) if a & b
    )
    floor = events.mean() * (1 - events.mean()) / len(left)
    assert pair_variance(of, events) == pytest.approx(max(by_hand * 7 / 6 / len(left) ** 2, floor))


def share_list(pairs: set[tuple[int, int]]) -> list[set[int]]:
    return [set(pair) for pair in sorted(pairs)]


def test_errors_that_one_person_is_in_are_carried_by_few():
    left, right = _all_pairs(40)
    of = pairs_of(left, right, 40)
    wolf = (left == 0).astype(float)
    spread = np.zeros(len(left))
    spread[np.flatnonzero((left % 2 == 0) & (right == left + 1))] = 1
    assert pair_bearing(of, wolf) < 3
    assert pair_bearing(of, spread) > 19
    assert pair_share(of, wolf, 0.95).cannot_tell
    told = pair_share(of, spread, 0.95)
    assert told.low < told.value < told.high


def test_no_error_of_so_many_people_vouches_for_half_as_many_pairs():
    of = pairs_of(*_all_pairs(30), 30)
    assert independent_pairs(of) == 15
    told = pair_share(of, np.zeros(len(of.compared)), 0.95)
    assert (told.value, told.low) == (0, 0)
    assert told.high == pytest.approx(1 - 0.05 ** (1 / 15))


def test_the_interval_covers_the_truth_when_people_differ():
    # Bound: 400 files of 40 people, 95 % stated; 3.3 standard errors of a binomial below.
    covered = told = 0
    for seed in range(400):
        stream = np.random.default_rng(seed)
        left, right = _all_pairs(40)
        own = stream.normal(0, 0.6, 40)
        rate = 1 / (1 + np.exp(2.2 - own[left] - own[right]))
        events = (stream.random(len(left)) < rate).astype(float)
        found = pair_share(pairs_of(left, right, 40), events, 0.95)
        truth = np.mean(1 / (1 + np.exp(2.2 - np.random.default_rng(0).normal(0, 0.6 * 2**0.5, 200_000))))
        if found.value is not None:
            told += 1
            covered += found.low <= truth <= found.high
    assert told > 380
    assert covered / told > 0.95 - 3.3 * (0.95 * 0.05 / told) ** 0.5
