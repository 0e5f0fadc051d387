from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import get_data_path

from custodes.report.inert import drawable, visible

FONT = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("café \u2013 d\u2032", "café \u2013 d\u2032"),
        ("a\u202eb", "a\\u202eb"),
        ("\x1b[31m", "\\u001b[31m"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("line\nbreak\ttab", "line break tab"),
        ("\u2028", "\\u2028"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_cannot_be_seen_is_spelt(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_nothing_unseen_is_left(text):
    assert not {unicodedata.category(c) for c in visible(text)} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_font_can_draw_every_letter_that_is_left(text):
    assert "\u4e2d" not in drawable(text, FONT)
    assert drawable(drawable(text, FONT), FONT) == drawable(text, FONT)


def test_letters_that_the_font_lacks_are_spelt():
    assert drawable("\u4e2d", FONT) == "\\u4e2d"
