"""Ways between currencies and price years through a stated table."""

from __future__ import annotations

import math

import pytest

from custodes.errors import Refused
from custodes.units.price_table import Conversion, PriceTable, prices_said

GBP22, GBP24, USD22, USD24 = ("GBP", 2022), ("GBP", 2024), ("USD", 2022), ("USD", 2024)
RATE = Conversion(USD22, GBP22, 0.8, "made up")
RISE = Conversion(GBP22, GBP24, 1.1, "made up")
TABLE = PriceTable((RATE, RISE))


def _factor(have, want):
    way = TABLE.way(have, want)
    return None if way is None else math.prod(line.factor for line in way)


def test_nothing_is_to_be_done_between_the_same_prices():
    assert TABLE.way(GBP22, GBP22) == ()
    assert PriceTable().way(USD24, USD24) == ()


def test_a_line_holds_in_both_directions():
    assert _factor(USD22, GBP22) == 0.8
    assert _factor(GBP22, USD22) == 1.25


def test_one_line_may_follow_another():
    assert _factor(USD22, GBP24) == pytest.approx(0.88, rel=1e-15)
    assert _factor(GBP24, USD22) == pytest.approx(1 / 0.88, rel=1e-15)
    assert [line.bought for line in TABLE.way(USD22, GBP24)] == [GBP22, GBP24]


def test_where_no_line_leads_there_is_no_way():
    assert TABLE.way(USD24, GBP24) is None
    assert PriceTable().way(USD22, GBP22) is None


def test_two_ways_between_two_prices_are_refused():
    with pytest.raises(Refused) as refused:
        PriceTable((RATE, RISE, Conversion(USD22, GBP24, 0.9, "made up")))
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("twice", "2")


def test_a_long_table_is_searched_line_by_line(monkeypatch):
    # A chain of 40 years: a search that made a table of its own for each line would make 2**40 of them.
    lines = tuple(Conversion(("GBP", 1980 + k), ("GBP", 1981 + k), 2.0, "made up") for k in range(40))
    made = []
    checked = PriceTable.__post_init__

    def counting(self):
        made.append(len(self.lines))
        assert len(made) == 1, "a table was made to check a table"
        checked(self)

    monkeypatch.setattr(PriceTable, "__post_init__", counting)
    way = PriceTable(lines).way(("GBP", 2020), ("GBP", 1980))
    assert [line.factor for line in way] == [0.5] * 40
    assert made == [40]


def test_a_second_way_is_found_in_a_long_table():
    lines = tuple(Conversion(("GBP", 1980 + k), ("GBP", 1981 + k), 2.0, "made up") for k in range(40))
    with pytest.raises(Refused) as refused:
        PriceTable((*lines, Conversion(("GBP", 2020), ("GBP", 1980), 0.5, "made up")))
    assert [problem.path for problem in refused.value.problems] == ["40"]


def test_prices_are_said():
    assert prices_said(GBP22) == "GBP in 2022 prices"
