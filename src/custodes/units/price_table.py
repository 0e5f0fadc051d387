"""A stated table of what money of one currency and year is worth in another, and the way from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from custodes.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.units.money import Currency

Prices = tuple["Currency", int]
"""A currency, and the year of its prices."""


@dataclass(frozen=True)
class Conversion:
    """One stated line of the table.

    Attributes
    ----------
    sold, bought : tuple of str and int
        From which currency and price year, and into which.
    factor : float
        What one unit of the first is worth in the second; above 0.
    basis : str
        Where the factor comes from.
    assumed : bool
        Whether that is no source but an assumption.
    """

    sold: Prices
    bought: Prices
    factor: float
    basis: str
    assumed: bool = False

    def turned(self) -> Conversion:
        """Give the same line read from right to left.

        Returns
        -------
        Conversion
            Its factor is one over this one's.
        """
        return Conversion(self.bought, self.sold, 1.0 / self.factor, self.basis, self.assumed)


@dataclass(frozen=True)
class PriceTable:
    """Stated conversions; each holds in both directions, and one may follow another.

    Attributes
    ----------
    lines : tuple of Conversion
        Between any two prices at most one way leads, so that no two answers are possible.
    """

    lines: tuple[Conversion, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table in which two ways lead from one price to another."""
        for i, line in enumerate(self.lines):
            if _way(self.lines[:i], line.sold, line.bought) is not None:
                said = f"{prices_said(line.sold)} to {prices_said(line.bought)}"
                code, wrong = "twice", "two ways lead from one price to the other"
                raise refuse(code, wrong, seen=said, hint="keep one of the two", path=str(i))

    def way(self, have: Prices, want: Prices) -> tuple[Conversion, ...] | None:
        """Find how money is brought from one currency and year to another.

        Parameters
        ----------
        have, want : tuple of str and int
            Currency and price year.

        Returns
        -------
        tuple of Conversion or None
            Line after line; empty when nothing is to be done, None when the table has no way.
        """
        return _way(self.lines, have, want)


def _way(lines: Sequence[Conversion], have: Prices, want: Prices) -> tuple[Conversion, ...] | None:
    ways: dict[Prices, tuple[Conversion, ...]] = {have: ()}
    waiting = [have]
    while waiting and want not in ways:
        at = waiting.pop(0)
        for line in _from(lines, at):
            if line.bought not in ways:
                ways[line.bought] = (*ways[at], line)
                waiting.append(line.bought)
    return ways.get(want)


def _from(lines: Sequence[Conversion], at: Prices) -> Iterator[Conversion]:
    for line in lines:
        if line.sold == at:
            yield line
        elif line.bought == at:
            yield line.turned()


def prices_said(prices: Prices) -> str:
    """Write a currency and a price year.

    Parameters
    ----------
    prices : tuple of str and int
        Currency and price year.

    Returns
    -------
    str
        Such as ``GBP in 2022 prices``.
    """
    currency, year = prices
    return f"{currency} in {year} prices"
