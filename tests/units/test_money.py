from __future__ import annotations

import pytest

from custodes.errors import Refused
from custodes.units import ExchangeRate, Money


def _code(refused):
    return refused.value.problems[0].code


def test_money_of_one_currency_and_year_adds_up():
    assert Money(6, "GBP", 2022) + Money(4, "GBP", 2022) == Money(10, "GBP", 2022)
    assert Money(6, "GBP", 2022) - Money(4, "GBP", 2022) == Money(2, "GBP", 2022)
    assert Money(6, "GBP", 2022) * 2 == 2 * Money(6, "GBP", 2022) == Money(12, "GBP", 2022)


def test_currencies_do_not_mix():
    with pytest.raises(Refused) as refused:
        Money(1, "GBP", 2022) + Money(1, "USD", 2022)
    assert _code(refused) == "mixed-currencies"


def test_price_years_do_not_mix():
    with pytest.raises(Refused) as refused:
        Money(1, "GBP", 2022) - Money(1, "GBP", 2024)
    assert _code(refused) == "mixed-price-years"
    assert "2022 and 2024" in str(refused.value)


def test_money_changes_at_a_stated_rate_in_either_direction():
    rate = ExchangeRate(bought="GBP", sold="USD", rate=0.8)
    assert Money(10, "USD", 2022).to("GBP", rate) == Money(8, "GBP", 2022)
    assert Money(8, "GBP", 2022).to("USD", rate) == Money(10, "USD", 2022)


def test_no_change_needs_no_rate():
    assert Money(8, "GBP", 2022).to("GBP", None) == Money(8, "GBP", 2022)


@pytest.mark.parametrize("rate", [None, ExchangeRate(bought="USD", sold="USD", rate=1)])
def test_money_does_not_change_without_the_rate(rate):
    with pytest.raises(Refused) as refused:
        Money(8, "USD", 2022).to("GBP", rate)
    assert _code(refused) == "mixed-currencies"


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan")])
def test_a_rate_is_above_zero(rate):
    with pytest.raises(Refused) as refused:
        ExchangeRate(bought="GBP", sold="USD", rate=rate)
    assert _code(refused) == "out-of-range"
