"""Differences over many worlds: closed forms, the opposite the other way round, and the coverage of the interval."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from custodes.measures.answer import Answer, Span
from custodes.study.combine import combine
from custodes.study.difference import difference
from custodes.study.paired import UNTOLD, Pair

Z = float(ndtri(0.975))


def _pair(value, reach=0.0, variance=0.0, apart=0.0):
    return Pair(value, value - reach, value + reach, variance, apart)


def _difference(worlds, level=0.95, values=None):
    return difference(worlds, values or [(0.0, pair.value) for pair in worlds], level, "why")


def test_one_world_keeps_its_difference():
    told = _difference([Pair(1.0, 0.5, 1.7, 0.1, 0.2)])
    assert (told.value, told.low, told.high, told.level) == (1.0, 0.5, 1.7, 0.95)
    assert (told.from_unknowns, told.from_people) == (None, Span(0.5, 1.7))
    assert told.paired_gain == pytest.approx(2.0)


def test_the_central_world_says_whether_and_the_draws_say_what():
    told = _difference([_pair(100.0), *(_pair(value) for value in (1.0, 2.0, 4.0))])
    assert told.value == 2.0
    assert told.from_unknowns == Span(pytest.approx(1.05), pytest.approx(3.9))
    assert (told.low, told.high) == (pytest.approx(1.0), pytest.approx(4.0))


def test_normal_worlds_around_normal_differences_add_their_variances():
    # Differences N(0, 3) over worlds, N(0, 4) inside each: the mixture is N(0, 5).
    middles = 3.0 * ndtri((np.arange(4001) + 0.5) / 4001)
    told = _difference([_pair(0.0), *(_pair(middle, 4.0 * Z) for middle in middles.tolist())])
    assert (told.low, told.high) == (pytest.approx(-5.0 * Z, rel=1e-3), pytest.approx(5.0 * Z, rel=1e-3))
    assert told.from_people == Span(pytest.approx(-4.0 * Z), pytest.approx(4.0 * Z))
    assert told.from_unknowns.high == pytest.approx(3.0 * Z, rel=2e-3)


@pytest.mark.parametrize(("untold", "of", "can"), [(0, 1, True), (1, 1, False), (2, 20, True), (3, 20, False)])
def test_more_than_a_tenth_of_the_draws_that_cannot_tell_leave_no_difference(untold, of, can):
    worlds = [_pair(1.0), *[UNTOLD] * untold, *[_pair(1.0, 0.5)] * (of - untold)]
    told = difference(worlds, [(None, 1.0)] + [(None, 1.0)] * untold + [(0.0, 1.0)] * (of - untold), 0.95, "why")
    assert (told.value, told.cannot_tell) == ((1.0, None) if can else (None, "why"))
    assert told.low == (pytest.approx(0.5) if can else None)


def test_a_central_world_that_cannot_tell_leaves_no_difference():
    assert _difference([UNTOLD, _pair(1.0)]).cannot_tell == "why"


def test_what_pairing_gains_is_the_variance_without_it_over_the_variance_with_it():
    # Over the draws the answers have variances 2 and 8, their difference 2; inside the worlds it is 1 against 4.
    values = [(0.0, 0.0), (0.0, 0.0), (2.0, 4.0)]
    worlds = [_pair(second - first, variance=1.0, apart=4.0) for first, second in values]
    assert _difference(worlds, values=values).paired_gain == pytest.approx((4 + 2 + 8) / (1 + 2))


def test_a_difference_without_any_variance_has_nothing_to_gain():
    assert _difference([_pair(1.0)] * 3).paired_gain is None


_world = st.tuples(st.floats(-5, 5, width=32), st.floats(0, 5, width=32), st.floats(0, 5, width=32))


@settings(max_examples=100, deadline=None)
@given(st.lists(_world, min_size=1, max_size=12), st.sampled_from([0.5, 0.9, 0.95]))
def test_the_other_way_round_is_the_opposite_to_the_last_bit(drawn, level):
    worlds = [Pair(value, value - down, value + up, down, up) for value, down, up in drawn]
    opposite = [Pair(-value, -high, -low, *rest) for value, low, high, *rest in worlds]
    values = [(pair.low, pair.high) for pair in worlds]
    there = _difference(worlds, level, values)
    back = _difference(opposite, level, [(second, first) for first, second in values])
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)
    assert there.from_people == Span(-back.from_people.high, -back.from_people.low)
    assert there.paired_gain == (back.paired_gain if back.paired_gain is None else pytest.approx(back.paired_gain))
    assert there.low <= there.value <= there.high


@settings(max_examples=50, deadline=None)
@given(st.lists(_world, min_size=1, max_size=12))
def test_a_difference_to_nothing_is_combined_as_the_answer_itself(drawn):
    worlds = [Pair(value, value - down, value + up, 0.0, 0.0) for value, down, up in drawn]
    told = _difference(worlds)
    alone = combine([{"x": Answer(pair.value, pair.low, pair.high, "share", 9)} for pair in worlds])["x"]
    assert (told.value, told.low, told.high) == pytest.approx((alone.value, alone.low, alone.high), abs=1e-9)


def test_the_interval_holds_what_is_drawn_as_often_as_it_says():
    # Truth and worlds come from one N(0, 1) of what is not known, and 400 people leave N(0, 0.5) open in each world.
    # z over 400 seeds of the share that the interval of 200 draws holds, against 0.95.
    seeds, held = 400, 0
    for seed in range(seeds):
        stream = np.random.default_rng(seed)
        seen = stream.normal(0.0, 1.0, 200)
        told = _difference([_pair(0.0), *(_pair(value, 0.5 * Z, 0.25, 0.5) for value in seen.tolist())])
        held += told.low <= stream.normal(0.0, math.hypot(1.0, 0.5)) <= told.high
    assert abs(held / seeds - 0.95) / math.sqrt(0.95 * 0.05 / seeds) < 3.5


def test_a_document_holds_plain_values():
    told = _difference([_pair(1.0, 0.5, 0.1, 0.2), _pair(2.0, 0.5, 0.1, 0.2)])
    document = told.document()
    assert document["from_people"] == {"low": told.from_people.low, "high": told.from_people.high}
    assert (document["value"], document["cannot_tell"]) == (2.0, None)
    untold = _difference([UNTOLD]).document()
    assert untold["from_unknowns"] is None
    assert untold["cannot_tell"] == "why"
