"""The page of a comparison in a browser."""

from __future__ import annotations

import pytest

from custodes.report.compare_page import compare_page
from tests.report import test_browser
from tests.report.made_up import HOSTILE
from tests.report.made_up_comparison import comparison
from tests.report.test_browser import PHONE, WIDE, assert_axe_finds_nothing, assert_stays_within, opened

pytestmark = test_browser.pytestmark
browser = test_browser.browser

NAMES = ("two", "six", "hostile")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "two": comparison(2, margins=False, entered=False),
        "six": comparison(6),
        "hostile": comparison(3, text=" ".join(HOSTILE.values()) + " " + "x" * 300),
    }
    for name, one in made.items():
        (folder / f"{name}.html").write_text(compare_page(one), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing(browser, pages, name, size, scheme):
    page = opened(browser, pages, name, size, scheme)
    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [WIDE, PHONE, (320, 600)], ids=["wide", "phone", "narrow"])
def test_the_page_never_scrolls_sideways_and_asks_for_nothing(browser, pages, name, size):
    page = opened(browser, pages, name, size)
    assert_stays_within(page, size)


def test_all_four_sentences_of_two_schemes_stand_on_the_first_screen(browser, pages):
    page = opened(browser, pages, "two", WIDE)
    box = page.get_by_text("3.6 days later").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < WIDE[1]
    page.context.close()


def test_the_question_stays_in_sight_when_a_table_is_moved_sideways(browser, pages):
    page = opened(browser, pages, "six", PHONE)
    table = page.locator("#takes ~ .wide").first
    table.evaluate("box => { box.scrollLeft = 300; }")
    box = table.locator("tbody th").first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.context.close()
