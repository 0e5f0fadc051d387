"""Differences in words: which way, how large, never two signs, never a false digit."""

from __future__ import annotations

import math

import pytest

from custodes.report.compare_words import Named, asked, ends_of, in_words, named, with_titles
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER
from custodes.study.difference import Difference
from tests.report.made_up_comparison import comparison


@pytest.mark.parametrize(
    ("ends", "unit", "line"),
    [
        ((1.2, 0.8, 1.9), "per person-year", "1.2 more (0.80 to 1.9)"),
        ((-1.2, -1.9, -0.8), "per person-year", "1.2 less (0.80 to 1.9)"),
        ((0.1, -0.3, 0.5), "hour per week", "0.10 more (0.30 less to 0.50 more)"),
        ((0.12, 0.08, 0.15), "share", "12 points more (8 to 15 points)"),
        ((-0.12, -0.3, 0.01), "share", "12 points less (30 points less to 1 point more)"),
        ((-1.2, -1.9, -0.8), "GBP", "£1.20 less (£0.80 to £1.90)"),
        ((0.0, 0.0, 0.0), "share", "the same"),
        ((3.0, 3.0, 3.0), "per week", "3 more"),
        ((0.5, 0.0, 1.0), "per week", "0.50 more (0 to 1)"),
        ((0.0, -1.0, 2.0), "per week", "no difference in the middle (1 less to 2 more)"),
        ((0.0, 0.0, 2.0), "per week", "no difference in the middle (0 to 2 more)"),
        ((-0.1, 0.0, 2.0), "per week", "0.10 less (0 to 2 more)"),
        ((1.001, 1.0004, 1.0012), "per week", "1.0 more (1.000 to 1.001)"),
    ],
)
def test_a_difference_says_which_way_it_goes(ends, unit, line):
    assert in_words(ends, unit).line == line


def test_the_other_way_round_it_says_the_other_way():
    there, back = (
        in_words((2.0, 1.0, 3.0), "day", ("sooner", "later")),
        in_words((-2.0, -3.0, -1.0), "day", ("sooner", "later")),
    )
    assert (there.size, back.size) == ("2 later", "2 sooner")
    assert there.interval == back.interval == "1 to 3"


@pytest.mark.parametrize("odd", [None, math.nan, math.inf])
def test_a_difference_without_ends_is_none(odd):
    assert ends_of(Difference(1.0, 0.0, odd, 0.95)) is None
    assert ends_of(None) is None
    assert ends_of(Difference(1.0, 0.0, 2.0, 0.95)) == (1.0, 0.0, 2.0)


def test_every_line_of_the_table_has_words():
    words = [asked(key) for key in (*BY_KEY, EARLIER, COST_EARLIER)]
    assert len(set(words)) == len(words)
    assert not any("_" in each for each in words)


def test_two_schemes_of_one_title_are_told_apart():
    plan = comparison(2).plan
    for each in plan.plans.values():
        each.scheme.title = "A watch"
    assert [each.title for each in named(plan).values()] == [
        "\u201cA watch (made-up-tag)\u201d",
        "\u201cA watch (made-up-telephone)\u201d",
    ]


def test_twelve_schemes_have_twelve_letters():
    plan = comparison(6).plan
    plan = type(plan)({f"{name}#{k}": one for k in (1, 2) for name, one in plan.plans.items()})
    assert [each.letter for each in named(plan).values()] == list("ABCDEFGHIJKL")


def test_titles_stand_for_names_and_ordinary_words_stay():
    names = {
        name: Named(name, letter, f"<{letter}>")
        for name, letter in {"tag": "A", "a-watch": "B", "a-watch#2": "C", "big-a-watch": "D"}.items()
    }
    text = "a tag beside a-watch, a-watch#2 and big-a-watch; not a-watch-2, not my-a-watch"
    assert with_titles(text, names) == "a tag beside <B>, <C> and <D>; not a-watch-2, not my-a-watch"
    assert with_titles("a tag", {"tag": names["tag"]}) == "a tag"
