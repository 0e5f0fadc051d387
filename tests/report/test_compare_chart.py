"""The figure of places: every dot in its place, every letter where it can be read."""

from __future__ import annotations

import pytest

from custodes.report.figures.marks import WIDTH, Dot, Line, Text
from custodes.report.figures.places import Place, by_ratios, draw
from custodes.report.figures.svg import svg, text_width
from custodes.report.numbers import number
from tests.report.made_up import HOSTILE


def place(letter, x, y, wide=0.2):
    return Place(letter, f"scheme {letter}", (x, x * (1 - wide), x * (1 + wide)), (y, y * (1 - wide), y * (1 + wide)))


APART = [place("A", 8.0, 6.0), place("B", 1.0, 10.0), place("C", 3.0, 5.0)]
ON_ONE_SPOT = [place(letter, 5.0, 5.0) for letter in "ABCDEF"]
VERY_DIFFERENT = [place("A", 8.7, 6.0), place("B", 0.04, 10.0)]
NOTHING = [place("A", 0.0, 0.0), place("B", 0.0, 0.0)]
MANY = [place(letter, 1.0 + k % 4, 1.0 + k // 4) for k, letter in enumerate("ABCDEFGHIJKL")]


def letters(drawing, places):
    names = {each.letter for each in places}
    return [
        mark for mark in drawing.marks if isinstance(mark, Text) and mark.words in names and mark.anchor == "center"
    ]


@pytest.mark.parametrize("places", [APART, ON_ONE_SPOT, VERY_DIFFERENT, NOTHING, MANY, APART[:1]])
def test_nothing_leaves_the_figure_and_every_letter_can_be_read(places):
    drawing = draw(places, "across", "up", number)
    for mark in drawing.marks:
        if isinstance(mark, Text):
            width = text_width(mark.words, mark.size, bold=mark.bold)
            left = {"left": mark.x, "center": mark.x - width / 2, "right": mark.x - width}[mark.anchor]
            assert left >= 0
            assert left + width <= WIDTH
            assert 0 < mark.y < drawing.height
        if isinstance(mark, Line):
            assert all(0 <= x <= WIDTH and 0 <= y <= drawing.height for x, y in (mark.start, mark.end))
    found = letters(drawing, places)
    assert len(found) == len(places)
    for k, one in enumerate(found):
        assert all(abs(one.x - other.x) > 8 or abs(one.y - other.y) > 8 for other in found[k + 1 :])


def test_less_is_left_and_sooner_is_down():
    dots = [mark for mark in draw(APART, "across", "up", number).marks if isinstance(mark, Dot)]
    assert dots[1].x < dots[2].x < dots[0].x
    assert dots[1].y < dots[0].y < dots[2].y


def test_no_letter_stands_on_a_line_where_there_is_room():
    drawing = draw(APART, "across", "up", number)
    dots = [mark for mark in drawing.marks if isinstance(mark, Dot)]
    for letter in letters(drawing, APART):
        assert all(abs(letter.x - dot.x) > 5 and abs(letter.y - 4.5 - dot.y) > 5 for dot in dots)


def test_a_letter_gives_way_to_the_line_of_another():
    one = Place("A", "a scheme", (5.0, 5.0, 5.0), (5.0, 5.0, 5.0))
    # Its line runs just above the dot of the first, where that one's letter would stand.
    across = Place("B", "another", (10.0, 0.1, 10.0), (5.46, 5.46, 10.0))
    drawing = draw([one, across], "x", "y", number)
    line = [mark for mark in drawing.marks if isinstance(mark, Dot)][1].y
    middle = next(each for each in letters(drawing, [one])).y - 4.5
    assert abs(middle - line) >= 7
    alone = draw([one, Place("B", "another", (10.0,) * 3, (10.0,) * 3)], "x", "y", number)
    dots = [mark for mark in alone.marks if isinstance(mark, Dot)]
    assert abs(next(each for each in letters(alone, [one])).y - 4.5 - dots[0].y + 10) < 1


def test_numbers_of_very_different_size_stand_by_their_ratio():
    assert by_ratios(VERY_DIFFERENT)
    assert not by_ratios(APART)
    assert not by_ratios([place("A", 0.0, 1.0), place("B", 90.0, 1.0)])
    words = [mark.words for mark in draw(VERY_DIFFERENT, "across", "up", number).marks if isinstance(mark, Text)]
    assert {"0.10", "1", "10"} <= set(words)


def test_a_single_number_has_no_whiskers():
    one = Place("A", "a scheme", (2.0, 2.0, 2.0), (3.0, 3.0, 3.0))
    upright = [mark for mark in draw([one], "x", "y", number).marks if isinstance(mark, Line) and mark.width == 1.2]
    assert upright == []


def test_hostile_words_are_drawn_as_letters():
    places = [Place("A", text, (1.0, 0.5, 2.0), (1.0, 0.5, 2.0)) for text in HOSTILE.values()]
    drawn = svg(draw(places, "across", "up", number))
    assert b"script" not in drawn
    assert drawn == svg(draw(places, "across", "up", number))
