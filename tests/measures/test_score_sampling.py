"""People drawn again within groups, and labels shuffled, for errors of recognition."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.score_groups import NOT_SHUFFLED, group_gaps
from custodes.measures.score_pairs import pair_variance
from custodes.measures.score_sampling import Draws, sample_fmr, sample_fnmr
from custodes.measures.score_sets import Attribute, Scores
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


def _within_groups(rates, people, each, seed):
    """Make a file of comparisons within groups alone, with a false match rate of each group."""
    stream, groups = np.random.default_rng(seed), len(rates)
    code = np.repeat(np.arange(groups), people)
    first = stream.integers(0, people, (groups, each))
    second = (first + stream.integers(1, people, (groups, each))) % people
    left, right = ((side + people * np.arange(groups)[:, None]).ravel() for side in (first, second))
    other = (stream.random((groups, each)) < np.array(rates)[:, None]).astype(np.float64).ravel()
    none = np.empty(0, dtype=np.int64)
    names = tuple("abcdefgh"[:groups])
    attribute = Attribute("group", names, none, code[left], code[right], code)
    return sides_of(Scores(np.empty(0), other, none, left, right, len(code), (attribute,)))


def _max_over_min(sides):
    return group_gaps(sides, 0.5, 0.95, Draws(400, 3))["group_gap.max_over_min.fmr"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_alike_groups_compared_within_groups_alone_lie_within_what_chance_shows(seed):
    gap = _max_over_min(_within_groups((0.01,) * 4, 400, 10_000, seed))
    assert gap.permuted.low < gap.value < gap.permuted.high
    assert gap.sources == (NOT_SHUFFLED,)


def test_chance_seems_no_larger_than_it_is_where_comparisons_are_within_groups_alone():
    # The spread of ln(max / min) of four Poisson rates of 100 errors each, by simulation, to one in ten.
    gap = _max_over_min(_within_groups((0.01,) * 4, 400, 10_000, 4))
    drawn = np.random.default_rng(5).poisson(100, (100_000, 4))
    wanted = np.quantile(drawn.max(axis=1) / drawn.min(axis=1), 0.975)
    assert gap.permuted.high == pytest.approx(wanted, rel=0.1)


def test_published_rates_stand_out_from_chance_when_enough_people_are_compared_within_groups():
    # NIST FRTE 1:1, mugshots 2020, rankone-009: FMR of white men, black men, white women and black women.
    gap = _max_over_min(_within_groups((0.0010, 0.0013, 0.0020, 0.0026), 600, 40_000, 6))
    assert gap.value > gap.permuted.high
    assert gap.low > 1


def test_groups_of_few_comparisons_within_do_not_stand_out_by_chance():
    # Nine in ten comparisons are between groups, which shuffling would bring within: chance would seem smaller.
    inside = 0
    for seed in range(20):
        within = _within_groups((0.05,) * 4, 100, 1000, seed)
        stream = np.random.default_rng(100 + seed)
        left = stream.integers(0, 400, 36_000)
        right = (left + 100 * stream.integers(1, 4, 36_000)) % 400
        code, old = np.repeat(np.arange(4), 100), within.scores
        both = [np.concatenate(pair) for pair in ((old.left, left), (old.right, right))]
        other = np.concatenate([old.other, (stream.random(36_000) < 0.05).astype(np.float64)])
        none = np.empty(0, dtype=np.int64)
        attribute = Attribute("group", tuple("abcd"), none, code[both[0]], code[both[1]], code)
        sides = sides_of(Scores(np.empty(0), other, none, *both, 400, (attribute,)))
        gap = group_gaps(sides, 0.5, 0.95, Draws(200, seed))["group_gap.max_minus_min.fmr"]
        inside += gap.value is None or gap.value <= gap.permuted.high
    assert inside >= 16  # 20 files at 97.5 %: fewer than 16 has a chance below 1 in 5,000


def test_a_group_without_an_error_has_the_rate_of_all_when_rates_are_made_the_same():
    sides = _within_groups((0.0, 0.01, 0.01), 100, 4000, 8)
    (attribute,) = sides.scores.attributes
    sampled = sample_fmr(sides, attribute, 0.5, DRAWS)
    assert sampled.recentred
    assert sampled.null.mean(axis=0) == pytest.approx(np.full(3, sampled.events.sum() / 12_000), rel=0.1)


def test_labels_are_shuffled_where_everybody_is_compared_with_everybody():
    _, fmr, _ = _both(made(people=90, others=8000), 2.5)
    assert not fmr.recentred
