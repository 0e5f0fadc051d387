"""Answers turned into figures, each with its alt text, its reading line and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.answer import Answer, GroupAnswer, Span
from custodes.report.amounts import kind, short, to
from custodes.report.blocks import Cell, Picture, Table
from custodes.report.figures import ranges, widths
from custodes.report.figures.marks import WIDTH, Drawing
from custodes.report.figures.svg import data_uri
from custodes.report.numbers import number
from custodes.report.questions import plain
from custodes.report.tables import answer_table, group_table, reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.study.view import QuantityRow

_RANGES_READING: Final = (
    "Each dot is a value, and the brackets after it are its interval. The hatched bar is the range from what is not "
    "known about the scheme; the line with end marks is the range from a finite number of people."
)


def picture(drawing: Drawing, title: str, alt: str, reading: str, table: Table) -> Picture:
    """Put a drawing together with what is needed to read it.

    Parameters
    ----------
    drawing : Drawing
        The figure.
    title, alt, reading : str
        What it shows; what is seen on it; how to read it.
    table : Table
        The numbers behind it.

    Returns
    -------
    Picture
        Ready for the page.
    """
    return Picture(data_uri(drawing), round(WIDTH), round(drawing.height), title, alt, reading, table)


def written(answer: Answer | GroupAnswer, unit: str) -> str:
    """Write a value and its interval in one short line.

    Parameters
    ----------
    answer : Answer or GroupAnswer
        The answer.
    unit : str
        Its unit.

    Returns
    -------
    str
        Such as ``18 (4 to 61)``, "cannot tell" or "does not apply".
    """
    if answer.value is None:
        absent = isinstance(answer, Answer) and answer.does_not_apply
        return "does not apply" if absent else "cannot tell"
    value = short(answer.value, unit)
    if answer.low is None or answer.high is None or answer.low == answer.high:
        return value
    return f"{value} ({to(answer.low, answer.high, unit)})"


def _tick(unit: str, x: float) -> str:
    match kind(unit):
        case "share":
            return f"{number(100 * x)}%"
        case "money":
            return f"£{number(x)}"
        case _:
            return number(x)


def range_picture(
    answers: Mapping[str, Answer],
    title: str,
    scale_words: str,
    *,
    equal: Mapping[str, float] | None = None,
    reading: str = "",
) -> Picture:
    """Draw answers of one unit as a range figure.

    Parameters
    ----------
    answers : mapping of str to Answer
        Answers by the words of their row; all of one unit.
    title : str
        What the figure shows.
    scale_words : str
        What the scale counts.
    equal : mapping of str to float, optional
        What each would be if all were equal, by the words of its row.
    reading : str
        A further line on how to read it.

    Returns
    -------
    Picture
        The figure.
    """
    unit = next(iter(answers.values())).unit
    rows = [
        ranges.Row(
            words, written(a, unit), a.value, a.from_unknowns, a.from_people or _own(a), equal=(equal or {}).get(words)
        )
        for words, a in answers.items()
    ]
    alt = f"{title}. " + "; ".join(f"{words}: {written(a, unit)}" for words, a in answers.items()) + "."
    drawing = ranges.draw(rows, lambda x: _tick(unit, x), unit=scale_words)
    return picture(drawing, title, alt, f"{reading} {_RANGES_READING}".strip(), answer_table(title, answers))


def _own(answer: Answer | GroupAnswer) -> Span | None:
    if answer.low is None or answer.high is None or (isinstance(answer, Answer) and answer.from_unknowns is not None):
        return None
    return Span(answer.low, answer.high)


def group_picture(answer: Answer, title: str, scale_words: str) -> Picture:
    """Draw an answer by group, everybody first.

    Parameters
    ----------
    answer : Answer
        With `by_group`.
    title : str
        What the figure shows.
    scale_words : str
        What the scale counts.

    Returns
    -------
    Picture
        The figure.
    """
    unit = answer.unit
    rows = [ranges.Row("Everybody", written(answer, unit), answer.value, whole=_all(answer))]
    for attribute, groups in answer.by_group.items():
        head = plain(attribute).capitalize()
        for group, said in groups.items():
            words = written(said, unit)
            text = (
                f"{words} ({said.people:,} {'person' if said.people == 1 else 'people'})"
                if said.value is None
                else words
            )
            rows.append(ranges.Row(plain(group), text, said.value, whole=_all(said), head=head))
            head = ""
    told = [f"{row.label}: {row.written}" for row in rows]
    drawing = ranges.draw(rows, lambda x: _tick(unit, x), unit=scale_words)
    reading = (
        "Each dot is a group's value, the line with end marks its interval. An interval also holds what is not known "
        "about the scheme, which is the same for all groups. So neither an overlap of two lines nor a gap between "
        "them is a test of a difference; the table with shuffled labels is. “Cannot tell” means that too few people "
        "in the group carry the figure; the table says how many would be needed."
    )
    return picture(drawing, title, f"{title}. " + "; ".join(told) + ".", reading, group_table(title, answer))


def _all(answer: Answer | GroupAnswer) -> Span | None:
    if answer.low is None or answer.high is None:
        return None
    return Span(answer.low, answer.high)


def width_picture(rows: Sequence[QuantityRow], words: Mapping[str, str]) -> Picture:
    """Draw how wide the ranges of the least known quantities are.

    Parameters
    ----------
    rows : sequence of QuantityRow
        Ranges with a middle above zero, least known first.
    words : mapping of str to str
        Each quantity in words, by path.

    Returns
    -------
    Picture
        The figure.
    """
    drawn = [
        widths.Width(words[r.path], r.text, (r.low or 0.0) / r.mid, (r.high or r.mid) / r.mid, r.basis == "source")
        for r in rows
    ]
    title = f"The {len(drawn)} numbers that are known least, and how far from its middle each may be"
    alt = f"{title}. " + "; ".join(f"{w.label}: {w.written}" for w in drawn) + "."
    cells = tuple(
        (Cell(w.label), Cell(w.written), Cell(f"\u00d7 {number(w.low)} to \u00d7 {number(w.high)}", "number"))
        for w in drawn
    )
    table = Table(title, ("Quantity", "Value and range", "Low and high over the middle"), cells)
    reading = (
        "The dot is the middle value. A bar that reaches \u00d7 2 means that the true number may be twice the middle. "
        "Hatched bars rest on an assumption or on something withheld; plain bars on a published source."
    )
    return picture(widths.draw(drawn), title, alt, reading, table)


def why_not(answers: Mapping[str, Answer]) -> str:
    """Say why answers that belong together have no value.

    Parameters
    ----------
    answers : mapping of str to Answer
        The answers.

    Returns
    -------
    str
        Each reason once, or "" when one of them has a value.
    """
    return "" if any(a.value is not None for a in answers.values()) else reasons(answers.values())
