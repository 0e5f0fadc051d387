from __future__ import annotations

import os
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

from custodes.report.html import render
from tests.report.made_up import HOSTILE, view, view_of_tag, view_of_watch_with_trail, view_without_faces

CHROMIUM = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WIDE, PHONE = (1280, 900), (390, 844)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CUSTODES_REQUIRE_BROWSER"),
    reason="no chromium at /usr/bin/chromium or on the path; set CUSTODES_REQUIRE_BROWSER to fail instead",
)


@pytest.fixture(scope="module")
def browser():
    assert CHROMIUM is not None, "CUSTODES_REQUIRE_BROWSER is set and there is no chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "watch": view(),
        "reporting": view_without_faces(),
        "tag": view_of_tag(),
        "trail": view_of_watch_with_trail(),
        "hostile": view(" ".join(HOSTILE.values()) + " " + "x" * 300),
    }
    for name, one in made.items():
        (folder / f"{name}.html").write_text(render(one), encoding="utf-8")
    return folder


def opened(browser, folder, name, size, scheme="light"):
    """Open a page with everything that it asks for or complains about on record."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=False, reduced_motion="reduce"
    )
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: page.said.append(dialog.message))
    page.goto((folder / f"{name}.html").as_uri())
    return page


def assert_axe_finds_nothing(page):
    """Open everything that is folded, let axe look at it, and close the page."""
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    seen = [(v["id"], n["html"][:200]) for v in found["violations"] for n in v["nodes"][:3]]
    assert seen == []
    assert len(found["passes"]) > 20
    page.context.close()


def assert_stays_within(page, size):
    """Hold a page to its width, to its own file, and to silence, with everything open; and close it."""
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert [url for url in page.asked if not url.startswith(("file:", "data:image/svg+xml"))] == []
    assert len([url for url in page.asked if url.startswith("file:")]) == 1
    assert page.said == []
    page.context.close()


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("watch", WIDE, "light"),
        ("watch", WIDE, "dark"),
        ("watch", PHONE, "light"),
        ("watch", PHONE, "dark"),
        ("reporting", WIDE, "light"),
        ("reporting", PHONE, "dark"),
        ("hostile", PHONE, "light"),
        ("tag", WIDE, "dark"),
        ("tag", PHONE, "light"),
        ("trail", WIDE, "light"),
    ],
)
def test_axe_finds_nothing(browser, pages, name, size, scheme):
    page = opened(browser, pages, name, size, scheme)
    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("name", ["watch", "reporting", "tag", "trail", "hostile"])
@pytest.mark.parametrize("size", [WIDE, PHONE, (320, 600)], ids=["wide", "phone", "narrow"])
def test_page_itself_never_scrolls_sideways(browser, pages, name, size):
    page = opened(browser, pages, name, size)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.context.close()


@pytest.mark.parametrize("name", ["watch", "tag", "hostile"])
def test_page_asks_for_nothing_and_runs_nothing(browser, pages, name):
    page = opened(browser, pages, name, WIDE)
    assert [url for url in page.asked if not url.startswith(("file:", "data:image/svg+xml"))] == []
    assert len([url for url in page.asked if url.startswith("file:")]) == 1
    assert page.said == []
    broken = "Array.from(document.images).filter(i => !(i.complete && i.naturalWidth > 0)).length"
    assert page.evaluate(broken) == 0
    page.context.close()


@pytest.mark.parametrize("name", ["watch", "tag", "trail"])
def test_first_screen_shows_the_accusation_without_scrolling(browser, pages, name):
    page = opened(browser, pages, name, WIDE)
    box = page.get_by_text("are at least once acted against").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < WIDE[1]
    page.context.close()


def test_skip_link_leads_to_the_report(browser, pages):
    page = opened(browser, pages, "watch", WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.context.close()


def test_print_shows_the_numbers_behind_every_figure(browser, pages):
    page = opened(browser, pages, "watch", (794, 1123))
    page.emulate_media(media="print")
    heights = page.evaluate(
        "Array.from(document.querySelectorAll('details table')).map(t => t.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 20
    page.context.close()
