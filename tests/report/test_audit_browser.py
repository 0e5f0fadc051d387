from __future__ import annotations

import pytest

from custodes.report.audit_page import audit_page
from custodes.report.mine_page import mine_page
from tests.report import test_browser
from tests.report.made_up_audit import HOSTILE, audit_view, own_file
from tests.report.test_browser import PHONE, WIDE, assert_axe_finds_nothing, assert_stays_within, opened

pytestmark = test_browser.pytestmark
browser = test_browser.browser

NAMES = ("audit", "bare", "mine", "hostile", "hostile-mine")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "audit": audit_page(audit_view()),
        "bare": audit_page(audit_view(answers={}, findings=(), tables={}, asked=(), stated=(), notes=(), people=None)),
        "mine": mine_page(own_file()),
        "hostile": audit_page(audit_view(hostile=True)),
        "hostile-mine": mine_page(own_file(HOSTILE)),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
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


@pytest.mark.parametrize(("name", "words"), [("audit", "34 in 100"), ("mine", "4 alerts")])
def test_the_first_screen_says_something(browser, pages, name, words):
    page = opened(browser, pages, name, WIDE)
    box = page.get_by_text(words).first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < WIDE[1]
    page.context.close()
