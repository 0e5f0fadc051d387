"""The page of a contract: sentences first, what is possible, which combinations, what one more number would narrow."""

from __future__ import annotations

import re

import pytest

from custodes.report.contract_page import contract_lines, contract_page, heading_line, possible_picture
from custodes.report.contract_tables import (
    combination_table,
    elsewhere_table,
    narrowing_table,
    possible_table,
    published_table,
)
from custodes.report.contract_words import amount, ends_said, range_said, said, worth
from custodes.report.figures import possible as figure
from custodes.scheme.contract_files import CONTRACTS, contract_names
from custodes.study.contract import invert
from custodes.study.contract_bounds import Range
from tests.report.pages import read

NFD, FMS = "non-fitted-devices-2022", "field-and-monitoring-2024"


@pytest.fixture(scope="module")
def nfd():
    return invert(NFD)


@pytest.fixture(scope="module")
def fms():
    return invert(FMS)


@pytest.mark.parametrize("name", contract_names())
def test_every_page_is_whole_and_runs_nothing(name):
    html = contract_page(invert(name))
    page = read(html)
    assert not re.search(r'<script|\son\w+=|src="(?!data:)', html)
    assert page.named("h1")
    assert "no number of it says what was really paid" in page.text
    assert html == contract_page(invert(name))


def test_text_of_a_file_stays_text(tmp_path):
    file = tmp_path / "hostile.yaml"
    text = (CONTRACTS / f"{NFD}.yaml").read_text(encoding="utf-8").replace(f"contract: {NFD}", "contract: hostile")
    text = text.replace("supplier: Buddi Ltd", 'supplier: "<script>alert(1)</script>"')
    file.write_text(
        text.replace("the cost at which", "<img src=x onerror=alert(1)> the cost at which"), encoding="utf-8"
    )
    (tmp_path / "sources.yaml").write_bytes((CONTRACTS / "sources.yaml").read_bytes())
    html = contract_page(invert(file))
    assert "<script" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


def test_the_costs_stand_first_and_say_what_they_rest_on(nfd):
    lines = contract_lines(nfd, nfd.sides[0])
    assert lines[0] == (
        "The whole contract costs £2,000 to £12,000 for each device. All of £6 million over 500 to 3,000 devices "
        "(withheld)."
    )
    assert lines[1] == (
        "The whole contract costs £1.82 to £32.86 for each person and each day. All of £6 million over 500 to 3,000 "
        "people with a device each (withheld) and 1 to 3 years (assumed)."
    )
    assert (
        "The price of the service for a person and a day can be £0 to £32.86. Held possible before: £0 to £33." in lines
    )
    assert heading_line(nfd).endswith("£6 million; what was withheld, and what is possible all the same.")


def test_a_number_that_was_set_is_not_called_assumed(fms):
    found = invert(NFD, {"devices": "2000"})
    lines = contract_lines(found, found.sides[0])
    assert lines[0].endswith("All of £6 million over 2,000 devices (set here).")
    assert "people (assumed)" in contract_lines(fms, fms.sides[0])[0]


def test_which_number_should_be_published_is_said_and_which_need_not(nfd):
    first, second = worth(nfd.sides[0])
    assert first.startswith(
        "If the number of devices were published, from 12% to 71% (20% in the middle) would be left"
    )
    assert first.endswith("To publish the fixed part alone would leave all of it.")
    assert "nothing would be left of the range of the whole cost for each device" in second
    assert "the term or the fixed part" in second


def test_what_is_possible_is_laid_out_with_what_it_rests_on(nfd):
    rows = {row[0].text: row for row in possible_table(nfd, nfd.sides[0]).rows}
    assert [cell.text for cell in rows["Value of the contract"][1:4]] == ["£6 million", "£6 million", "published [S2]"]
    assert rows["Number of devices"][0].code == "devices"
    assert rows["Term"][0].code == "stated.initial-cost.term"
    assert rows["Whole cost for each person and day"][3].text == "worked out"


def test_combinations_are_laid_out_by_devices_and_term(nfd):
    price, day = (combination_table(nfd, nfd.sides[0], of) for of in ("unit_price", "cost_per_person_day"))
    assert price.head == ("Number of devices", "1 to 3 years, all alike")
    assert price.rows[-1][1].text == "£0 to £2,000"
    assert day.head == ("Number of devices", "1 year", "2 years", "3 years")
    assert [cell.text for cell in day.rows[0]] == ["500", "£32.85", "£16.43", "£10.95"]


def test_a_combination_that_is_not_possible_says_so():
    found = invert(NFD, {"fixed": "0", "service": "10"})
    table = combination_table(found, found.sides[0], "unit_price")
    assert table.rows[-1][-1].text == "not possible"


def test_the_number_that_narrows_most_stands_first(nfd):
    table = narrowing_table(nfd.sides[0])
    assert [row[0].text for row in table.rows][:2] == ["Number of devices", "Term"]
    assert (table.rows[0][1].text, table.rows[0][1].more) == ("20%", ("12% to 71%",))
    assert table.rows[0][2].text == "0%"


def test_prices_from_elsewhere_are_told_as_they_were_published(nfd):
    table = published_table(nfd.contract)
    told = {row[0].text.partition(",")[0]: row for row in table.rows}
    assert told["The same supplier's devices against stalking"][1].text == "£25,920"
    assert told["A GPS tag in the US immigration programme"][1].text == "USD 2.75"
    assert told["A curfew with a tag in England and Wales"][1].text == "£14.40"
    assert told["The same supplier's tags in New Zealand"][1].text == "10.6 New Zealand dollars or more"
    assert told["The same supplier's tags in New Zealand"][5].text == "D"


def test_what_they_would_leave_is_said(nfd, fms):
    table = elsewhere_table(nfd, nfd.sides[0])
    tag, curfew = table.rows
    assert tag[0].more == ("prices of 2018: £13.78 to £14.94 in prices of 2022, converted by an assumed index",)
    assert [cell.text for cell in tag[1:]] == ["500 to 1,192", "£13.78 to £14.94", "£5,030 to £12,000"]
    assert "From GBP in 2018 prices to GBP in 2022 prices: times 1.149 (assumed: " in table.note
    assert curfew[0].more == ("prices of 2006: no conversion is stated",)
    assert [cell.text for cell in curfew[1:]] == ["\u2013", "\u2013", "\u2013"]
    assert [cell.text for cell in elsewhere_table(fms, fms.sides[0]).rows[0][1:]] == ["not possible", "\u2013"]


def test_the_figure_says_in_words_what_it_shows(nfd):
    found = possible_picture(nfd, nfd.sides[0], "cost_per_person_day")
    assert "at 500 from £10.95 to £32.86" in found.alt
    assert "at 3,000 from £1.82 to £5.48" in found.alt
    assert "Broken lines are prices" in found.reading
    assert len(found.table.rows) == 9
    assert possible_picture(nfd, nfd.sides[0], "people") is None


def test_a_price_of_another_year_is_drawn_as_it_is_in_the_contracts_or_not_at_all(nfd, monkeypatch):
    drawn = []
    draw = figure.draw
    monkeypatch.setattr(figure, "draw", lambda *given: drawn.extend(given[-1]) or draw(*given))
    possible_picture(nfd, nfd.sides[0], "cost_per_person_day")
    (level,) = drawn
    assert (level.low, level.high) == pytest.approx((12 * 1.149, 13 * 1.149))
    assert level.words.endswith(
        "£12 to £13, prices of 2018: £13.78 to £14.94 in prices of 2022, converted by an assumed index"
    )


def test_no_end_is_rounded_into_the_range(nfd):
    held = nfd.sides[0].left["cost_per_person_day"]
    # GBP 6 million over 3,000 people and three years, and over 500 people and one: what the reference on schemes,
    # section 8, tells as GBP 1.8 to 33.
    assert (held.low, held.high) == pytest.approx((6e6 / 3000 / 1095.75, 6e6 / 500 / 365.25), rel=1e-12)
    assert range_said("cost_per_person_day", held, "GBP") == "£1.82 to £32.86"
    told = nfd.document()["sides"]["initial-cost"]["possible"]["cost_per_person_day"]
    assert (told["low"], told["high"]) == (held.low, held.high)


@pytest.mark.parametrize(
    ("name", "low", "high", "currency", "text"),
    [
        ("unit_price", 2000.0, 12000.0, "GBP", "£2,000 to £12,000"),
        ("unit_price", 0.0, 25920.0, "GBP", "£0 to £25,920"),
        ("unit_price", 1234.5, 3157.9, "GBP", "£1,230 to £3,160"),
        ("unit_price", 1239.5, 3151.1, "GBP", "£1,230 to £3,160"),
        ("unit_price", 0.003, 99.991, "GBP", "£0 to £100"),
        ("fixed", 999_999.5, 329.94e6, "GBP", "£999,000 to £330 million"),
        ("fixed", 1e6, 329.9e6, "GBP", "£1 million to £329.9 million"),
        ("fixed", 1.23456e10, 5.43211e12, "GBP", "£12.34 billion to £5,433 billion"),
        ("fixed", 5.1e8, 9.99999e8, "GBP", "£510 million to £1 billion"),
        ("unit_price", 2.75, 21.0, "USD", "USD 2.7 to USD 21"),
        ("devices", 500.0, 1368.93, "GBP", "500 to 1,369"),
        ("people", 20084.4, 48647.0, "GBP", "20,084 to 48,647"),
        ("term", 365.25, 2.75 * 365.25, "GBP", "1 to 2.8 years"),
        ("service", 14.4, 14.4 * (1 + 1e-12), "GBP", "£14.40"),
        ("service", 14.4 * (1 - 1e-12), 16.0 * (1 + 1e-12), "GBP", "£14.40 to £16"),
    ],
)
def test_a_low_end_is_rounded_down_and_a_high_end_up(name, low, high, currency, text):
    assert range_said(name, Range(low, high), currency) == text


@pytest.mark.parametrize("name", contract_names())
def test_what_is_written_holds_all_that_is_possible(name):
    def read_back(text):
        size = float(re.sub(r"[^\d.]", "", text.replace(" million", "")))
        assert "billion" not in text
        return size * (1e6 if "million" in text else 365.25 if "year" in text else 1.0)

    found = invert(name)
    for side in found.sides:
        combined = [each.left for each in side.combinations if each.left is not None]
        for left in (side.left, *combined):
            for key, each in left.items():
                texts = ends_said(key, each, found.contract.currency)
                if texts[0] != texts[1]:
                    assert read_back(texts[0]) <= each.low * (1 + 1e-9)
                    assert read_back(texts[1]) >= each.high * (1 - 1e-9)


def test_a_figure_of_one_line_does_not_speak_of_an_area(fms):
    assert "The line is what is possible" in possible_picture(fms, fms.sides[0], "cost_per_person_day").reading


def test_each_published_value_is_told_by_itself_and_a_contradiction_in_its_place():
    found = invert(FMS, {"fixed": "250000000", "people": "90000"})
    page = read(contract_page(found))
    assert "3 values were published for this contract" in page.text
    assert "What is possible: cannot tell" in page.text
    assert "which is more than the value of GBP 200,000,000" in page.text
    assert "people was set outside the range that the file holds possible" in page.text
    assert contract_lines(found, found.sides[0])[0].startswith("What is possible: cannot tell. no combination")


def test_where_everything_is_told_nothing_is_left_to_narrow():
    found = invert(NFD, {"devices": "1000", "stated.initial-cost.term": "2", "service": "0", "fixed": "0"})
    page = read(contract_page(found))
    assert "Nothing is left to be narrowed." in page.text
    assert range_said("unit_price", found.sides[0].left["unit_price"], "GBP") == "£6,000"
    assert list(worth(found.sides[0])) == []


def test_amounts_are_said_in_their_currency():
    assert [amount(x, "GBP") for x in (0, 13, 14.4, 12000, 6e6, 329.9e6)] == [
        *("£0", "£13", "£14.40", "£12,000", "£6 million", "£329.9 million"),
    ]
    assert [amount(x, "USD") for x in (21, 1.48e6)] == ["USD 21", "USD 1.48 million"]
    assert [amount(x, "GBP") for x in (1e9, 1.235e10, 1.235e12, 5.4321e14)] == [
        *("£1 billion", "£12.35 billion", "£1,235 billion", "£543,210 billion"),
    ]
    assert said("term", 365.25, "GBP") == "1 year"
    assert range_said("term", Range(365.25, 730.5), "GBP") == "1 to 2 years"
