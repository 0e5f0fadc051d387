from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from custodes.measures.answer import Answer, GroupAnswer, Span, Worlds, cannot_tell
from custodes.study.combine import combine, mixture_quantile

Z = float(ndtri(0.975))


def told(value: float, low: float | None, high: float | None, **more) -> Answer:
    return Answer(value, low, high, "share", 10, **more)


def test_one_world_stays_as_it_is():
    answer = told(0.5, 0.4, 0.7)
    combined = combine([{"a": answer}])["a"]
    assert (combined.value, combined.low, combined.high) == (0.5, 0.4, 0.7)
    assert combined.from_unknowns is None
    assert combined.from_people == Span(0.4, 0.7)


def test_equal_worlds_keep_their_interval():
    combined = combine([{"a": told(0.5, 0.4, 0.7)}] * 65)["a"]
    assert combined.low == pytest.approx(0.4, abs=1e-12)
    assert combined.high == pytest.approx(0.7, abs=1e-12)
    assert combined.from_unknowns == Span(0.5, 0.5)


def test_worlds_without_spread_give_the_quantiles_of_their_values():
    worlds = [{"a": told(0.9, 0.9, 0.9)}] + [{"a": told(k / 100, None, None)} for k in range(101)]
    combined = combine(worlds)["a"]
    assert combined.value == 0.5
    assert combined.from_unknowns.low == pytest.approx(0.025)
    assert combined.from_unknowns.high == pytest.approx(0.975)
    # The step function of 101 equal values reaches 2.5 % at the third and 97.5 % at the 99th.
    assert combined.low == pytest.approx(0.02)
    assert combined.high == pytest.approx(0.98)
    assert combined.from_people == Span(0.5, 0.5)


def test_normal_worlds_around_normal_values_add_their_variances():
    # Values N(0, 3) over worlds, N(0, 4) inside each: the mixture is N(0, 5).
    middles = 3.0 * ndtri((np.arange(4001) + 0.5) / 4001)
    worlds = [{"a": told(0.0, -4.0 * Z, 4.0 * Z)}]
    worlds += [{"a": told(m, m - 4.0 * Z, m + 4.0 * Z)} for m in middles.tolist()]
    combined = combine(worlds)["a"]
    assert combined.low == pytest.approx(-5.0 * Z, rel=1e-3)
    assert combined.high == pytest.approx(5.0 * Z, rel=1e-3)
    assert combined.from_unknowns.high == pytest.approx(3.0 * Z, rel=2e-3)
    assert combined.from_people.low == pytest.approx(-4.0 * Z)
    assert combined.from_people.high == pytest.approx(4.0 * Z)


def test_the_reach_of_people_is_set_about_the_value_and_stays_a_share():
    worlds = [{"a": told(0.2, 0.1, 0.3)}] + [{"a": told(v, v - 0.1, min(v + 0.3, 1.0))} for v in (0.5, 0.9, 0.95)]
    combined = combine(worlds)["a"]
    assert combined.value == 0.9
    assert combined.from_people.low == pytest.approx(0.8)
    assert combined.from_people.high == pytest.approx(1.0)


def test_a_mixture_stays_inside_the_outermost_interval():
    random = np.random.default_rng(5)
    value = random.random((50, 64))
    low, high = value * random.random((50, 64)), value + (1 - value) * random.random((50, 64))
    level = np.full(50, 0.95)
    bottom = mixture_quantile(value, low, high, level, np.full(50, 0.025))
    top = mixture_quantile(value, low, high, level, np.full(50, 0.975))
    assert (low.min(axis=1) <= bottom).all()
    assert (top <= high.max(axis=1)).all()
    assert (bottom < np.median(value, axis=1)).all()
    assert (np.median(value, axis=1) < top).all()


def test_a_world_that_cannot_tell_is_left_out_while_nine_tenths_can():
    worlds = [{"a": told(1.0, 0.9, 1.1)}] + [{"a": told(2.0, 1.9, 2.1)}] * 9
    combined = combine([*worlds, {"a": cannot_tell("too few", unit="share")}])["a"]
    assert combined.value == 2.0
    assert combined.low == pytest.approx(1.9)


def test_more_than_a_tenth_that_cannot_tell_is_cannot_tell():
    worlds = [{"a": told(1.0, 0.9, 1.1)}] + [{"a": told(2.0, 1.9, 2.1)}] * 8
    first = {"a": cannot_tell("first reason in this period", unit="share", people=3)}
    combined = combine([*worlds, first, {"a": cannot_tell("second reason", unit="share")}])["a"]
    assert combined.value is None
    assert combined.low is None
    assert combined.cannot_tell == "in 2 of 10 worlds, for instance: first reason"
    assert combined.people == 3
    assert combined.worlds == Worlds(8, 10)
    assert combined.from_unknowns is None
    assert combined.from_people is None


def test_a_central_world_that_cannot_tell_is_cannot_tell():
    central = {"a": cannot_tell("why in this period", unit="share", people=4)}
    combined = combine([central] + [{"a": told(2.0, 1.9, 2.1)}] * 4)["a"]
    assert combined.cannot_tell == "in the central world and 0 of 4 others: why"
    assert (combined.people, combined.worlds) == (4, Worlds(4, 4))


def test_a_reason_that_all_worlds_give_stays_as_it_is():
    world = {"a": cannot_tell("does not apply in this period", unit="share")}
    combined = combine([world] * 5)["a"]
    assert combined.cannot_tell == "does not apply in this period"
    assert combined.worlds == Worlds(0, 4)
    assert combine([world])["a"].cannot_tell == "does not apply in this period"


@pytest.mark.parametrize("draws", [2, 9])
def test_with_few_draws_one_that_cannot_tell_silences_the_study(draws):
    # The draws that cannot tell are those in which little happens: to drop one of two would double what is told.
    central, silent = {"a": told(1.0, 0.9, 1.1)}, {"a": cannot_tell("too few", unit="share")}
    combined = combine([central, silent, *[{"a": told(2.0, 1.9, 2.1)}] * (draws - 1)])["a"]
    assert combined.value is None
    assert combined.cannot_tell == f"in 1 of {draws} worlds: too few"


def test_the_whole_reaches_as_far_as_each_of_its_layers():
    random = np.random.default_rng(3)
    for _ in range(40):
        worlds = [{"a": told(0.5, 0.4, 0.6)}]
        for value, reach in zip(random.normal(0.5, random.uniform(0, 0.2), 12), random.uniform(0, 1, 12), strict=True):
            worlds.append({"a": told(value, value - reach, value + reach)})
        whole = combine(worlds)["a"]
        for layer in (whole.from_unknowns, whole.from_people):
            assert whole.low <= layer.low <= layer.high <= whole.high


def test_an_answer_that_some_worlds_lack_is_cannot_tell():
    combined = combine([{"a": told(1.0, 0.9, 1.1)}, {}, {}])["a"]
    assert combined.cannot_tell == "in 2 of 2 worlds: they do not have this answer"


def group(value: float | None, people: int = 7) -> GroupAnswer:
    if value is None:
        return GroupAnswer(None, None, None, people, "too few people")
    return GroupAnswer(value, value - 0.1, value + 0.1, people)


def test_groups_and_shuffled_labels_are_combined_one_by_one():
    def world(value: float, other: float | None) -> dict[str, Answer]:
        groups = {"sex": {"female": group(value), "male": group(other)}}
        return {"a": told(value, None, None, by_group=groups, permuted=group(value / 2))}

    combined = combine([world(1.0, 3.0), world(2.0, None), world(4.0, None)])["a"]
    female, male = combined.by_group["sex"]["female"], combined.by_group["sex"]["male"]
    assert female.value == 3.0
    assert female.low == pytest.approx(1.9, abs=0.1)
    assert female.people == 7
    assert male.value is None
    assert male.cannot_tell == "in 2 of 2 worlds: too few people"
    assert combined.permuted.value == 1.5


def test_a_group_that_a_world_lacks_is_cannot_tell():
    with_group = {"a": told(1.0, None, None, by_group={"sex": {"female": group(1.0)}})}
    without = {"a": told(1.0, None, None)}
    cell = combine([with_group, without, without])["a"].by_group["sex"]["female"]
    assert cell.value is None
    assert cell.cannot_tell == "in 2 of 2 worlds: nobody is in this group"


def test_a_gap_without_shuffled_labels_does_not_speak_of_a_group():
    with_labels, without = {"a": told(1.0, None, None, permuted=group(0.5))}, {"a": told(1.0, None, None)}
    permuted = combine([with_labels, without, without])["a"].permuted
    assert permuted.cannot_tell == "in 2 of 2 worlds: the labels were not shuffled"


def test_one_split_normal_has_its_own_quantiles():
    value, low, high = (np.array([[x]]) for x in (1.0, 0.5, 3.0))
    level = np.array([0.95])
    for probability, wanted in ((0.025, 0.5), (0.975, 3.0), (0.5, 1.0)):
        found = mixture_quantile(value, low, high, level, np.array([probability]))
        assert found[0] == pytest.approx(wanted, abs=1e-9)


def test_a_step_at_nought_is_nought():
    worlds = [{"a": told(0.0, None, None)}] + [{"a": told(v, None, None)} for v in (-1.0, 0.0, 0.0, 0.0, 1.0) * 20]
    combined = combine(worlds)["a"]
    assert (combined.low, combined.high) == (-1.0, 1.0)
    worlds = [{"a": told(0.0, None, None)}] + [{"a": told(v, None, None)} for v in (*[0.0] * 50, *[1.0] * 50)]
    assert combine(worlds)["a"].low == 0.0
    worlds[1:2] = [{"a": told(-1.0, None, None)}]
    assert combine(worlds)["a"].low == 0.0
