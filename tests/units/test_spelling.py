from __future__ import annotations

from custodes.units import closest, did_you_mean


def test_the_nearest_word_is_found_whatever_its_capitals():
    assert closest("gbp", ["GBP", "USD"]) == "GBP"
    assert closest("recogniton", ["recognition", "delivery"]) == "recognition"


def test_a_word_that_is_near_nothing_lists_a_few():
    assert closest("zzz", ["alpha"]) is None
    assert did_you_mean("zzz", ["alpha", "beta", "alpha"]) == "known here: alpha, beta"


def test_nothing_useful_is_said_of_many_words_or_none():
    assert did_you_mean("zzz", [f"word{i}" for i in range(13)]) == ""
    assert did_you_mean("zzz", []) == ""
