"""Units, money and times of day: what a number is a number of."""

from __future__ import annotations

from custodes.units.money import CURRENCIES, Currency, ExchangeRate, Money
from custodes.units.spelling import closest, did_you_mean
from custodes.units.time_of_day import clock_text, hours_after_midnight, is_time_of_day
from custodes.units.unit import UNITS, Unit, convert, find_unit, from_base, to_base, unit_hint

__all__ = [
    "CURRENCIES",
    "UNITS",
    "Currency",
    "ExchangeRate",
    "Money",
    "Unit",
    "clock_text",
    "closest",
    "convert",
    "did_you_mean",
    "find_unit",
    "from_base",
    "hours_after_midnight",
    "is_time_of_day",
    "to_base",
    "unit_hint",
]
