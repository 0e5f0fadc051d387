"""Money: an amount with its currency and the year of its prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from custodes.errors import refuse

Currency = Literal["GBP", "USD"]
CURRENCIES: Final = ("GBP", "USD")
"""Currencies that a scheme may use."""


@dataclass(frozen=True)
class ExchangeRate:
    """A stated rate between two currencies.

    Attributes
    ----------
    bought, sold : str
        One unit of `sold` is worth `rate` units of `bought`; ``GBP/USD`` buys GBP with USD.
    rate : float
        Units of `bought` for one unit of `sold`; above 0.
    """

    bought: Currency
    sold: Currency
    rate: float

    def __post_init__(self) -> None:
        """Refuse a rate that is not above zero."""
        if not self.rate > 0.0:
            code = "out-of-range"
            raise refuse(code, "an exchange rate must be above 0", seen=f"{self.rate:g}")


@dataclass(frozen=True)
class Money:
    """An amount of money in the prices of one year.

    Attributes
    ----------
    amount : float
        The amount, in `currency`.
    currency : str
        ``GBP`` or ``USD``.
    price_year : int
        The year whose prices these are.
    """

    amount: float
    currency: Currency
    price_year: int

    def __add__(self, other: Money) -> Money:
        """Add money of the same currency and price year."""
        self._same(other)
        return Money(self.amount + other.amount, self.currency, self.price_year)

    def __sub__(self, other: Money) -> Money:
        """Take away money of the same currency and price year."""
        self._same(other)
        return Money(self.amount - other.amount, self.currency, self.price_year)

    def __mul__(self, times: float) -> Money:
        """Multiply by a plain number."""
        return Money(self.amount * times, self.currency, self.price_year)

    __rmul__ = __mul__

    def to(self, currency: Currency, at: ExchangeRate | None) -> Money:
        """Change into another currency at a stated rate; the price year stays.

        Parameters
        ----------
        currency : str
            The currency wanted.
        at : ExchangeRate or None
            The rate, in either direction; it may be None when no change is needed.

        Returns
        -------
        Money
            The same money in `currency`.

        Raises
        ------
        Refused
            When no rate between the two currencies is stated.
        """
        if currency == self.currency:
            return self
        if at is not None and (at.sold, at.bought) == (self.currency, currency):
            return Money(self.amount * at.rate, currency, self.price_year)
        if at is not None and (at.bought, at.sold) == (self.currency, currency):
            return Money(self.amount / at.rate, currency, self.price_year)
        wrong = f"{self.currency} cannot be told in {currency} without a stated rate"
        code = "mixed-currencies"
        raise refuse(code, wrong, hint="state the rate between the two")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            seen = f"{self.currency} and {other.currency}"
            code = "mixed-currencies"
            raise refuse(code, "money of two currencies cannot be added", seen=seen, hint="state the rate")
        if self.price_year != other.price_year:
            seen = f"{self.price_year} and {other.price_year}"
            hint = "bring both to the prices of one year"
            code = "mixed-price-years"
            raise refuse(code, "money of two price years cannot be added", seen=seen, hint=hint)
