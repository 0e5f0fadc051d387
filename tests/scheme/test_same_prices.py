"""Costs brought to one currency and the prices of one year: exactly, there and back, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from custodes.errors import Refused
from custodes.scheme.library import load, names
from custodes.scheme.price_file import read_prices, stated_prices
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.same_prices import at_prices, prices_of
from custodes.units.price_table import Conversion, PriceTable

NONE = PriceTable()
RISE = Conversion(("GBP", 2022), ("GBP", 2024), 1.1, "made up, a rise of a tenth.")
RATE = Conversion(("USD", 2022), ("GBP", 2022), 0.8, "made up")
TABLE = PriceTable((RISE, RATE))
WATCH = "home-office-2022"


def _numbers(scheme):
    return {path: each for path, each in scheme.values().items() if path.startswith("costs")}


def _with_items(name, **items):
    scheme = load(name)
    data = scheme.plain()
    data["costs"]["items"] |= items
    changed, faults = scheme_from(data, scheme.sources)
    assert faults == []
    return changed


@pytest.mark.parametrize("name", names())
def test_a_scheme_at_its_own_prices_is_itself(name):
    scheme = load(name)
    assert at_prices(scheme, *prices_of(scheme), NONE) is scheme


def test_dollars_are_told_in_pounds_at_the_schemes_own_rate():
    assert prices_of(load("smartlink")) == ("GBP", 2022) == prices_of(load(WATCH))


def test_a_scheme_without_costs_has_no_prices():
    scheme = load(WATCH)
    data = {key: part for key, part in scheme.plain().items() if key != "costs"}
    bare, faults = scheme_from(data, scheme.sources)
    assert faults == []
    assert prices_of(bare) is None
    assert at_prices(bare, "GBP", 1999, NONE) is bare


def test_every_number_of_money_is_converted_and_no_other():
    scheme = load(WATCH)
    moved = at_prices(scheme, "GBP", 2024, TABLE)
    assert prices_of(moved) == ("GBP", 2024)
    for path, number in scheme.values().items():
        money = path.endswith(".amount")
        assert moved.values()[path] == (pytest.approx(number * 1.1, rel=1e-12) if money else number), path
    assert {key for key, part in scheme.plain().items() if moved.plain()[key] != part} == {"costs"}


@pytest.mark.parametrize("name", [WATCH, "smartlink", "casework"])
def test_there_and_back_is_the_same_within_rounding(name):
    scheme = load(name)
    back = at_prices(at_prices(scheme, "GBP", 2024, TABLE), "GBP", 2022, TABLE)
    assert _numbers(back) == pytest.approx(_numbers(scheme), rel=1e-12)
    assert prices_of(back) == prices_of(scheme)


def test_pounds_told_in_dollars_come_back_at_the_stated_rate():
    scheme = load(WATCH)
    moved = at_prices(scheme, "USD", 2022, TABLE)
    assert {item.amount.unit for item in moved.costs.items.values()} == {"USD"}
    assert moved.values()["costs.to_gbp"] == pytest.approx(0.8, rel=1e-12)
    for name in scheme.costs.items:
        path = f"costs.items.{name}.amount"
        assert moved.values()[path] * 0.8 == pytest.approx(scheme.values()[path], rel=1e-12)


def test_a_rate_of_the_schemes_own_keeps_its_range():
    scheme = load("smartlink")
    moved = at_prices(scheme, "GBP", 2024, TABLE)
    assert moved.costs.to_gbp == scheme.costs.to_gbp
    app = moved.costs.items["app"].amount
    assert (app.unit, app.price_year) == ("USD", 2024)
    assert app.value == pytest.approx(0.96 * 1.1, rel=1e-12)


def test_where_only_dollars_have_a_way_they_become_pounds_and_the_own_rate_goes():
    table = PriceTable((Conversion(("USD", 2022), ("GBP", 2024), 0.9, "made up"),))
    moved = at_prices(load("smartlink"), "GBP", 2024, table)
    app = moved.costs.items["app"].amount
    assert (app.unit, app.value, moved.costs.to_gbp) == ("GBP", pytest.approx(0.864, rel=1e-12), None)


def test_pounds_and_dollars_side_by_side_are_each_converted():
    own = {"value": 100, "unit": "GBP", "price_year": 2022, "assumption": "made up"}
    mixed = _with_items("smartlink", office={"kind": "fixed_per_year", "amount": own})
    moved = at_prices(mixed, "GBP", 2024, TABLE)
    assert moved.costs.items["office"].amount.value == pytest.approx(110, rel=1e-12)
    assert moved.costs.items["app"].amount.unit == "USD"
    assert at_prices(mixed, "GBP", 2022, NONE) is mixed


def test_each_entry_of_a_dated_amount_is_converted():
    entry = {"value": 100, "unit": "GBP", "price_year": 2022, "assumption": "made up"}
    dated = {"dated": [{"from": "2021-01-01", **entry}, {"from": "2030-01-01", **entry, "value": 200}]}
    scheme = _with_items(WATCH, office={"kind": "fixed_per_year", "amount": dated})
    amount = at_prices(scheme, "GBP", 2024, TABLE).costs.items["office"].amount
    assert [each.value for each in amount.dated] == pytest.approx([110, 220], rel=1e-12)
    assert amount.value == pytest.approx(110, rel=1e-12)


def test_what_a_number_rests_on_is_kept_and_says_how_it_was_converted():
    scheme = load(WATCH)
    moved = at_prices(scheme, "GBP", 2024, TABLE)
    said = "Brought from GBP in 2022 prices to GBP in 2024 prices: times 1.1 (made up, a rise of a tenth)."
    contract = moved.costs.items["contract"].amount
    assert contract.source.key == scheme.costs.items["contract"].amount.source.key
    assert contract.source.mark == "D"
    assert contract.source.read.endswith(said)
    reviewers = moved.costs.items["reviewers"].amount
    assert reviewers.assumption == f"{scheme.costs.items['reviewers'].amount.assumption} {said}"


def test_what_was_read_and_brought_by_an_assumed_factor_is_assumed():
    scheme = load(WATCH)
    read = scheme.costs.items["contract"].amount.source
    amount = at_prices(scheme, "GBP", 2024, PriceTable((replace(RISE, assumed=True),))).costs.items["contract"].amount
    assert amount.source is None
    assert amount.assumption.startswith(
        f"Read in {read.key}, {read.place}: {read.read} Brought from GBP in 2022 prices"
    )


def test_the_conversions_that_come_with_custodes_are_assumed_both_ways():
    lines = stated_prices().lines
    assert lines
    assert all(line.assumed and line.turned().assumed for line in lines)


def test_a_withheld_amount_says_so_where_its_range_is_derived():
    hidden = {
        "low": 1,
        "high": 2,
        "distribution": "uniform",
        "unit": "GBP",
        "price_year": 2022,
        "redacted": {"what": "made up", "possible": "made up too."},
    }
    scheme = _with_items(WATCH, office={"kind": "fixed_per_year", "amount": hidden})
    amount = at_prices(scheme, "GBP", 2024, TABLE).costs.items["office"].amount
    assert amount.redacted.possible.startswith("made up too. Brought from GBP in 2022 prices")
    assert (amount.low, amount.high) == pytest.approx((1.1, 2.2), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "wanted", "table"),
    [
        (WATCH, ("GBP", 2024), NONE),
        (WATCH, ("USD", 2022), PriceTable((RISE,))),
        ("smartlink", ("GBP", 2024), PriceTable((RATE,))),
        (WATCH, ("USD", 2022), PriceTable((Conversion(("GBP", 2022), ("USD", 2020), 2.0, "made up"),))),
        # A way to the dollars wanted, and none back to the pounds in which answers are told.
        ("detention", ("USD", 2022), PriceTable((Conversion(("GBP", 2024), ("USD", 2022), 2.0, "made up"),))),
    ],
)
def test_where_no_conversion_is_stated_it_is_refused_with_how_to_state_one(name, wanted, table):
    with pytest.raises(Refused) as refused:
        at_prices(load(name), *wanted, table)
    (problem,) = refused.value.problems
    assert problem.code == "no-conversion"
    assert problem.file == name
    assert "--prices FILE" in problem.hint
    assert f"{wanted[0]}" in problem.hint


# Files


OWN = """\
prices:
  - from: {currency: GBP, year: 2022}
    to: {currency: GBP, year: 2024}
    factor: 1.1
    assumption: Made up.
  - from: {currency: USD, year: 2022}
    to: {currency: GBP, year: 2022}
    factor: 0.8
    source: {key: gao-22-104529, place: nowhere, read: Made up., mark: S}
"""


def test_what_comes_with_custodes_is_assumed_and_holds_no_exchange_rate():
    lines = stated_prices().lines
    assert {each.sold[0] for each in lines} | {each.bought[0] for each in lines} == {"GBP"}
    assert all(each.basis.startswith("assumed: ") for each in lines)


def test_ones_own_conversion_goes_before_one_that_comes_with_custodes(tmp_path):
    file = tmp_path / "prices.yaml"
    file.write_text(OWN.replace("factor: 1.1", "factor: 1.2"), encoding="utf-8")
    table = read_prices(file)
    assert [line.factor for line in table.way(("GBP", 2022), ("GBP", 2024)) or ()] == [1.2]
    assert len(table.way(("GBP", 2018), ("GBP", 2025)) or ()) == 3


def test_ones_own_file_is_read_with_what_each_line_rests_on(tmp_path):
    file = tmp_path / "prices.yaml"
    file.write_text(OWN, encoding="utf-8")
    table = read_prices(file)
    assert [line.factor for line in table.lines][:2] == [1.1, 0.8]
    assert table.lines[0].basis == "assumed: Made up."
    assert table.lines[1].basis.endswith("nowhere: Made up.")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("factor: 1.1", "factor: 0", "out-of-range", 4),
        ("factor: 1.1", "factor: true", "out-of-range", 4),
        ("factor: 1.1", "faktor: 1.1", "unknown-key", 4),
        ("year: 2024", "year: 1066", "out-of-range", 3),
        ("year: 2024", "year: 2022", "twice", 3),
        ("currency: USD", "currency: EUR", "unknown-word", 6),
        ("    assumption: Made up.\n", "", "basis", 2),
        ("key: gao-22-104529", "key: nowhere", "unknown-source", 9),
        ("{currency: USD, year: 2022}", "{currency: GBP, year: 2024}", "twice", 6),
        ("prices:", "- prices:", "wrong-kind", 1),
        ("prices:", "prices: [", "not-yaml", 2),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_line(tmp_path, old, new, code, line):
    file = tmp_path / "prices.yaml"
    file.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_prices(file)
    found = [(problem.code, problem.line) for problem in refused.value.problems]
    assert (code, line) in found, refused.value


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        read_prices(tmp_path / "nowhere.yaml")
    assert refused.value.problems[0].code == "missing-file"


def test_sources_beside_the_file_that_cannot_be_read_are_refused(tmp_path):
    (tmp_path / "sources.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "prices.yaml").write_text(OWN, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_prices(tmp_path / "prices.yaml")
    assert refused.value.problems[0].file.endswith("sources.yaml")
