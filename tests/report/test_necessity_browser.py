"""The pages of thresholds, unknowns and contracts in a browser."""

from __future__ import annotations

import pytest

from custodes.report.contract_page import contract_page
from custodes.report.sensitivity_page import sensitivity_page
from custodes.report.threshold_page import threshold_page
from custodes.study.contract import invert
from custodes.study.threshold import find_threshold
from tests.report import test_browser
from tests.report.made_up_sensitivity import whole_look
from tests.report.test_browser import PHONE, WIDE, assert_axe_finds_nothing, assert_stays_within, opened
from tests.study.threshold_toys import DAY_H, EVERY, FORGETS, LOST, Toy, plan

pytestmark = test_browser.pytestmark
browser = test_browser.browser

ACCUSED = "share_accused_within.365d"
NAMES = ("threshold", "whole-days", "sensitivity", "contract", "several-values")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    share = Toy(lambda values: 0.5 * values[FORGETS] * values[LOST] / 0.0224, reach=0.01, unit="share", called=ACCUSED)
    days = Toy(lambda values: values[EVERY] / DAY_H, reach=0.5, unit="day", called="detection_delay_days")
    by_days = plan(question="detection_delay_days", vary=EVERY, low="1", high="9", line=5.0)
    made = {
        "threshold": threshold_page(
            find_threshold(plan(question=ACCUSED, line=0.05, draws=8), rooms=share.rooms, workers=1)
        ),
        "whole-days": threshold_page(find_threshold(by_days, rooms=days.rooms, workers=1)),
        "sensitivity": sensitivity_page(whole_look()),
        "contract": contract_page(invert("non-fitted-devices-2022")),
        "several-values": contract_page(invert("field-and-monitoring-2024")),
    }
    for name, one in made.items():
        (folder / f"{name}.html").write_text(one, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing(browser, pages, name, size, scheme):
    page = opened(browser, pages, name, size, scheme)
    assert_axe_finds_nothing(page)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_page_never_scrolls_sideways_and_asks_for_nothing(browser, pages, name, size):
    page = opened(browser, pages, name, size)
    assert_stays_within(page, size)
