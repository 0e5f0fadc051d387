"""People drawn again within groups, and labels shuffled, for errors of recognition."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.score_pairs import pair_variance
from custodes.measures.score_sampling import Draws, sample_fmr, sample_fnmr
from custodes.measures.scores import sides_of
from custodes.measures.sums import sums, variance
from tests.measures.score_builder import GROUPS, made

DRAWS = Draws(400, 7)
AT = 3.5


def _both(scores, at=AT, draws=DRAWS):
    sides = sides_of(scores)
    (attribute,) = scores.attributes
    return sides, sample_fmr(sides, attribute, at, draws), sample_fnmr(sides, attribute, at, draws)


def test_observed_rates_are_those_counted_in_the_rows():
    scores = made(people=90, others=4000)
    _, fmr, fnmr = _both(scores, 1.5)
    (attribute,) = scores.attributes
    for at in range(3):
        assert fnmr.rates[at] == np.mean(scores.mated[attribute.mated == at] < 1.5)
        within = (attribute.left == at) & (attribute.right == at)
        assert fmr.rates[at] == np.mean(scores.other[within] >= 1.5)
    assert (fmr.names, fnmr.of_group, fnmr.people) == (GROUPS, (30, 30, 30), 90)


def test_people_drawn_again_spread_as_the_variance_between_people_says():
    scores = made(people=90, others=12_000, spread=0.8)
    _, _, fnmr = _both(scores)
    refused = scores.mated < AT
    for at in range(3):
        of = scores.person % 3 == at
        k, m = (np.bincount(scores.person[rows], minlength=90) for rows in (of & refused, of))
        (one,) = sums(k, m, np.ones((90, 1)))
        # Of 400 draws a spread is known to 3.5 in 100; people are drawn as they are, without n / (n - 1).
        assert fnmr.again[:, at].std() == pytest.approx(variance(one, corrected=False) ** 0.5, rel=0.15)
        assert fnmr.again[:, at].mean() == pytest.approx(fnmr.rates[at], rel=0.1)


def test_pairs_drawn_again_spread_as_the_variance_of_pairs_says():
    scores = made(people=90, others=12_000)
    sides, fmr, _ = _both(scores, 1.0)
    for at in range(3):
        own = (sides.pairs.left % 3 == at) & (sides.pairs.right % 3 == at)
        hits = sides.pairs.counted(scores.other >= 1.0)[own]
        spread = pair_variance(sides.pairs.among(own), hits) ** 0.5
        assert fmr.again[:, at].std() == pytest.approx(spread, rel=0.15)
        assert fmr.again_chances[:, at].mean() == pytest.approx(fmr.chances[at], rel=0.1)


def test_shuffled_labels_have_the_rate_of_all_and_do_not_see_the_groups():
    _, fmr, fnmr = _both(made(people=90, others=8000, shift=(0.0, 0.0, -1.2)), 2.5)
    pooled = fnmr.events.sum() / fnmr.chances.sum()
    assert fnmr.rates[2] > 2 * pooled - fnmr.rates[2]
    assert fnmr.null.mean(axis=0) == pytest.approx(np.full(3, pooled), rel=0.1)
    assert fmr.null.shape == (400, 3)


def test_groups_that_differ_by_chance_alone_are_rarely_beyond_shuffled_labels():
    # Of 60 files 97.5 in 100 lie within; more than 6 beyond has a chance below 1 in 1,000.
    beyond = np.zeros(2)
    for seed in range(60):
        scores = made(people=45, each=20, others=2000, seed=seed)
        sides, (attribute,), draws = sides_of(scores), scores.attributes, Draws(100, seed)
        for at, sampled in enumerate(
            (sample_fmr(sides, attribute, 1.3, draws), sample_fnmr(sides, attribute, AT, draws))
        ):
            beyond[at] += np.ptp(sampled.rates) > np.quantile(np.ptp(sampled.null, axis=1), 0.975)
    assert (beyond <= 6).all()


def test_the_same_seed_gives_the_same_draws_and_another_other_ones():
    scores = made(people=45)
    (_, *first), (_, *again), (_, *other) = (_both(scores, 2.5, Draws(50, seed)) for seed in (1, 1, 2))
    for a, b, c in zip(first, again, other, strict=True):
        assert np.array_equal(a.again, b.again)
        assert np.array_equal(a.null, b.null)
        assert not np.array_equal(a.again, c.again)
        assert not np.array_equal(a.null, c.null)


def test_records_that_name_nobody_have_rates_and_nothing_drawn_again():
    scores = replace(made(), person=None, left=None, right=None)
    _, fmr, fnmr = _both(scores)
    assert fnmr.again is None
    assert fmr.null is None
    assert fnmr.rates.shape == fmr.rates.shape == (3,)
    assert fnmr.people == 0


def test_some_groups_are_kept_and_both_sides_stand_beside_each_other():
    _, fmr, fnmr = _both(made(people=45, others=2000), 2.0)
    two = fnmr.among([2, 0])
    assert two.names == ("three", "one")
    assert np.array_equal(two.again, fnmr.again[:, [2, 0]])
    both = fmr.beside(fnmr)
    assert both.names == GROUPS * 2
    assert both.null.shape == (400, 6)
    assert both.people == fmr.people
