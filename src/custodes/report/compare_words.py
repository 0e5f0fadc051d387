"""What schemes of a comparison are called on its page, and differences between them in words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind
from custodes.report.numbers import apart, money, number
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER

if TYPE_CHECKING:
    from custodes.study.compare_plan import ComparePlan
    from custodes.study.difference import Difference

DASH: Final = "\u2013"
SAME: Final = "the same"

_POINTS: Final = 100.0
_EARLIER: Final = "of a hundred true absences, how many more it notices earlier than the first scheme than later"
_COST_EARLIER: Final = "what each true absence that is noticed earlier costs more than under the first scheme"


@dataclass(frozen=True)
class Named:
    """How the page calls one scheme.

    Attributes
    ----------
    name : str
        Its name in the comparison.
    letter : str
        A letter for it on figures and in tables.
    title : str
        Its title in quotation marks, with its name where two have the same title.
    """

    name: str
    letter: str
    title: str

    @property
    def head(self) -> str:
        """Letter and title, for the head of a column."""
        return f"{self.letter}. {self.title[1:-1]}"


def named(plan: ComparePlan) -> dict[str, Named]:
    """Say how each scheme of a comparison is called.

    Parameters
    ----------
    plan : ComparePlan
        What was compared.

    Returns
    -------
    dict of str to Named
        By name, in the order of the comparison.
    """
    titles = [each.scheme.title for each in plan.plans.values()]
    return {
        name: Named(name, letter, f"\u201c{title}{f' ({name})' if titles.count(title) > 1 else ''}\u201d")
        for name, letter, title in zip(plan.plans, ascii_uppercase, titles, strict=False)
    }


def with_titles(text: str, names: dict[str, Named]) -> str:
    """Write titles for the names of schemes in a sentence.

    Parameters
    ----------
    text : str
        A sentence in which schemes stand by name.
    names : dict of str to Named
        How each is called.

    Returns
    -------
    str
        The same with titles; a name that may be an ordinary word stays.
    """
    # Only a name with a hyphen or a number sign cannot be an ordinary word of the sentence.
    known = sorted((name for name in names if "-" in name or "#" in name), key=len, reverse=True)
    if not known:
        return text
    pattern = "|".join(re.escape(name) for name in known)
    return re.sub(rf"(?<![\w#-])(?:{pattern})(?![\w#-])", lambda found: names[found[0]].title, text)


def asked(key: str) -> str:
    """Say what a line of the comparison asks.

    Parameters
    ----------
    key : str
        Id of an answer, or of one of the two that only a comparison has.

    Returns
    -------
    str
        A phrase.
    """
    return {EARLIER: _EARLIER, COST_EARLIER: _COST_EARLIER}.get(key) or BY_KEY[key].words


def ends_of(less: Difference | None) -> tuple[float, float, float] | None:
    """Give a difference with the ends of its interval.

    Parameters
    ----------
    less : Difference or None
        The difference.

    Returns
    -------
    tuple of (float, float, float) or None
        Value, low and high; None where it cannot be told, or has no end.
    """
    if less is None or less.value is None or less.low is None or less.high is None:
        return None
    ends = (less.value, less.low, less.high)
    return ends if all(map(math.isfinite, ends)) else None


@dataclass(frozen=True)
class Said:
    """A difference in words.

    Attributes
    ----------
    size : str
        How large it is and which way, such as "1.2 more", or "the same".
    interval : str
        From where to where it may lie, such as "0.8 to 1.9" or "0.3 less to 0.5 more"; "" where it is one number.
    """

    size: str
    interval: str

    @property
    def line(self) -> str:
        """Both in one short line."""
        return f"{self.size} ({self.interval})" if self.interval else self.size


def in_words(
    ends: tuple[float, float, float], unit: str, ways: tuple[str, str] = ("less", "more"), of: str = ""
) -> Said:
    """Write a difference with its sign as a word.

    Parameters
    ----------
    ends : tuple of (float, float, float)
        The difference and the ends of its interval, in `unit`.
    unit : str
        The unit of the answer.
    ways : tuple of (str, str)
        What to say below 0 and above it.
    of : str
        What is counted, to stand after the number, or "".

    Returns
    -------
    Said
        In percentage points for shares.
    """
    value, low, high = ends
    if value == low == high == 0.0:
        return Said(SAME, "")

    def signed(x: float) -> str:
        return f"{_amount(abs(x), unit)} {ways[x > 0]}" if x else _amount(0.0, unit)

    counted = f"{_amount(abs(value), unit)} {of}".rstrip()
    size = f"{counted} {ways[value > 0]}" if value else f"no {of or 'difference'} in the middle"
    if low == high == value:
        return Said(size, "")
    if value == 0 or min(ends) < 0 < max(ends):
        return Said(size, f"{signed(low)} to {signed(high)}")
    near, far = sorted((abs(low), abs(high)))
    digits = apart(near, far)
    first, last = (_amount(x, unit, digits) for x in (near, far))
    return Said(size, first if first == last else f"{first.removesuffix(' points').removesuffix(' point')} to {last}")


def _amount(x: float, unit: str, digits: int | None = None) -> str:
    """Write the size of a difference; of shares in percentage points."""
    match kind(unit):
        case "share":
            points = number(_POINTS * x, digits)
            return f"{points} {'point' if points == '1' else 'points'}"
        case "money":
            return money(x, digits)
        case _:
            return number(x, digits)
