"""An answer's numbers in its unit, as words for a sentence and as short text for a cell of a table."""

from __future__ import annotations

from typing import Literal

from custodes.measures.answer import DOES_NOT_APPLY, Answer, Span
from custodes.report.numbers import apart, money, number, percent, percent_range, share
from custodes.report.vocabulary import capital

Kind = Literal["share", "money", "number"]


def kind(unit: str) -> Kind:
    """Say how numbers of a unit are written.

    Parameters
    ----------
    unit : str
        The unit of an answer, in words.

    Returns
    -------
    str
        "share" for parts of a whole, "money" for pounds, else "number".
    """
    if unit.startswith("share"):
        return "share"
    return "money" if unit.startswith("GBP") else "number"


def short(x: float, unit: str, digits: int | None = None) -> str:
    """Write a number for a table or a figure, without the name of its unit.

    Parameters
    ----------
    x : float
        The number, in `unit`.
    unit : str
        The unit of the answer.
    digits : int, optional
        Significant figures.

    Returns
    -------
    str
        Such as ``34%``, ``£9.40``, ``18``.
    """
    match kind(unit):
        case "share":
            return percent(x, digits)
        case "money":
            return money(x, digits)
        case _:
            return number(x, digits)


def spoken(x: float, unit: str) -> str:
    """Write a number for a sentence, without the name of its unit.

    Parameters
    ----------
    x : float
        The number, in `unit`.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        Such as ``34 in 100 (34%)``, ``£9.40``, ``18``.
    """
    return share(x) if kind(unit) == "share" else short(x, unit)


def _ends(low: float, high: float, unit: str) -> tuple[str, str]:
    if kind(unit) == "share":
        return percent_range(low, high)
    digits = apart(low, high)
    return short(low, unit, digits), short(high, unit, digits)


def between(low: float, high: float, unit: str) -> str:
    """Write a range for a sentence.

    Parameters
    ----------
    low, high : float
        Its ends, in `unit`.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        Such as ``between 4 and 61``, or ``4 at both ends of the range`` where its digits do not tell them apart.
    """
    first, last = _ends(low, high, unit)
    return f"{first} at both ends of the range" if first == last else f"between {first} and {last}"


def to(low: float, high: float, unit: str) -> str:
    """Write a range for a table.

    Parameters
    ----------
    low, high : float
        Its ends, in `unit`.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        Such as ``4 to 61``.
    """
    first, last = _ends(low, high, unit)
    return first if first == last else f"{first} to {last}"


def span_to(span: Span | None, unit: str) -> str:
    """Write one of an answer's two layers for a table.

    Parameters
    ----------
    span : Span or None
        The layer.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        Such as ``4 to 61``, or a dash.
    """
    # Ends that are the same mean that the answer is a count of the whole run, with no range from person to person.
    return "\u2013" if span is None or span.low == span.high else to(span.low, span.high, unit)


def reason(cannot_tell: str | None) -> str:
    """Write why there is no value as a sentence.

    Parameters
    ----------
    cannot_tell : str or None
        The reason, as an answer holds it.

    Returns
    -------
    str
        With a capital and a full stop; "" when there is none.
    """
    if not cannot_tell:
        return ""
    words = cannot_tell
    if words.lower().startswith(f"{DOES_NOT_APPLY}:"):
        words = words[len(DOES_NOT_APPLY) + 1 :].strip() or words
    return capital(words) + ("" if words.endswith((".", "!", "?")) else ".")


def scaled(answer: Answer, factor: float, unit: str) -> Answer:
    """Give an answer in another unit.

    Parameters
    ----------
    answer : Answer
        The answer.
    factor : float
        How many of the new unit make one of the old.
    unit : str
        The new unit, in words.

    Returns
    -------
    Answer
        With value, interval and both layers multiplied; groups are left out.
    """

    def times(x: float | None) -> float | None:
        return None if x is None else x * factor

    def wide(span: Span | None) -> Span | None:
        return None if span is None else Span(span.low * factor, span.high * factor)

    return Answer(
        value=times(answer.value),
        low=times(answer.low),
        high=times(answer.high),
        unit=unit,
        people=answer.people,
        level=answer.level,
        cannot_tell=answer.cannot_tell,
        rests_on=answer.rests_on,
        sources=answer.sources,
        from_unknowns=wide(answer.from_unknowns),
        from_people=wide(answer.from_people),
        worlds=answer.worlds,
    )
