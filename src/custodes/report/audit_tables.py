"""Answers about disclosed records as sentences and tables: value, interval, people, and why one cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.answer import Span
from custodes.report.amounts import between, kind, reason, short, span_to, spoken, to
from custodes.report.audit_words import audit_question
from custodes.report.blocks import Bullets, Cell, Heading, Sentence, Table
from custodes.report.count_table import Marks
from custodes.report.dials import setting_of
from custodes.report.questions import plain
from custodes.report.sentences import counted
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.measures.answer import Answer, GroupAnswer
    from custodes.report.blocks import Block

_ONE: Final = ("hour", "day", "minute", "week", "month", "year", "second", "metre", "person", "case", "alert", "fix")
_HEAD: Final = ("What, and its id in answers.json", "Value", "Interval", "Unit", "People")
_MOST_NAMED: Final = 4
_MOST_GROUPS: Final = 40


def why(cannot_tell: str | None) -> str:
    """Write why there is no value as a sentence, without the mark by which tables say that it is withheld.

    Parameters
    ----------
    cannot_tell : str or None
        The reason, as an answer holds it.

    Returns
    -------
    str
        With a capital and a full stop; "" when there is none.
    """
    return reason(None if cannot_tell is None else cannot_tell.removeprefix(f"{Marks.CONFIDENTIAL} "))


def unit_words(value: float, unit: str) -> str:
    """Write the unit after a number.

    Parameters
    ----------
    value : float
        The number, in `unit`.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        With a space before it; "" for shares and money, which say it in the number.
    """
    if kind(unit) == "share" or unit in {"1", "count", "ratio"}:
        return ""
    if kind(unit) == "money":
        return unit.removeprefix("GBP")
    if unit in _ONE and value != 1:
        return {"person": " people", "fix": " fixes"}.get(unit, f" {unit}s")
    first, per, rest = unit.partition(" per ")
    return f" {first}s{per}{rest}" if per and first in _ONE and value != 1 else f" {unit}"


def value_words(value: float, unit: str) -> str:
    """Write a number with its unit for a sentence.

    Parameters
    ----------
    value : float
        The number, in `unit`.
    unit : str
        The unit of the answer.

    Returns
    -------
    str
        Such as ``34 in 100 (34%)``, ``12 days``.
    """
    return f"{spoken(value, unit)}{unit_words(value, unit)}"


def interval_words(answer: Answer) -> str:
    """Write how far the value may lie from what more people of the same kind would show.

    Parameters
    ----------
    answer : Answer
        With a value.

    Returns
    -------
    str
        A sentence or two, or "".
    """
    said = []
    if answer.low is not None and answer.high is not None and answer.low != answer.high:
        said.append(f"Interval over people: {between(answer.low, answer.high, answer.unit)}.")
    if answer.bounds is not None:
        ends = between(answer.bounds.low, answer.bounds.high, answer.unit)
        said.append(f"Whatever was true of the rows that do not say, {ends}.")
    return " ".join(said)


def people_words(answer: Answer | GroupAnswer) -> str:
    """Say how many people are behind a number.

    Parameters
    ----------
    answer : Answer or GroupAnswer
        The answer.

    Returns
    -------
    str
        A short sentence, or "" when the records do not say whose they are.
    """
    return f"From the records of {counted(answer.people, 'person', 'people')}." if answer.people else ""


def audit_sentence(identifier: str, answer: Answer, topic: str) -> Sentence:
    """Write an answer as a sentence: what it means, the number, how it was got.

    Parameters
    ----------
    identifier : str
        Its id.
    answer : Answer
        The answer.
    topic : str
        Two or three words for the margin.

    Returns
    -------
    Sentence
        With the number, or with the reason why there is none.
    """
    said = audit_question(identifier)
    words = capital(said.words)
    if answer.value is None:
        return Sentence(topic, words, cannot=why(answer.cannot_tell), how=said.how)
    how = " ".join(part for part in (said.how, people_words(answer), f"In answers.json: {identifier}.") if part)
    value = value_words(answer.value, answer.unit)
    return Sentence(topic, f"{words}:", value, ".", interval_words(answer), how)


def told_table(caption: str, answers: Mapping[str, Answer]) -> Table:
    """Make the table of answers that have a value.

    Parameters
    ----------
    caption : str
        What it shows.
    answers : mapping of str to Answer
        Any answers, by id.

    Returns
    -------
    Table
        One row an answer with a value.
    """
    told = {key: answer for key, answer in answers.items() if answer.value is not None}
    shown = {key: answer for key, answer in told.items() if not _is_detail(key)}
    more = len(told) - len(shown)
    note = f"{counted(more, 'finer answer stands', 'finer answers stand')} in tables/answers.csv." if more else ""
    return Table(caption, _HEAD, tuple(_row(key, answer) for key, answer in shown.items()), note)


def _is_detail(identifier: str) -> bool:
    """Say whether an answer is one of many alike: of each setting of a trail, or of each cause at a counting point."""
    return setting_of(identifier) is not None or identifier.count(".") > 1


def _row(identifier: str, answer: Answer) -> tuple[Cell, ...]:
    value, unit = answer.value or 0.0, answer.unit
    wide = answer.bounds
    bounds = "" if wide is None else f"{to(wide.low, wide.high, unit)} whatever was true"
    people = f"{answer.people:,}" if answer.people else "\u2013"
    words = audit_question(identifier).words
    return (
        Cell(capital(words), code=identifier),
        Cell(short(value, unit), "number"),
        Cell(_ends(answer, unit), "number", more=(bounds,)),
        Cell(unit),
        Cell(people, "number"),
    )


def untold(answers: Mapping[str, Answer]) -> tuple[Block, ...]:
    """Say what cannot be told, each reason once.

    Parameters
    ----------
    answers : mapping of str to Answer
        Any answers, by id.

    Returns
    -------
    tuple of Block
        A heading and a list; nothing when every answer has a value.
    """
    by_reason: dict[str, list[str]] = {}
    for identifier, answer in answers.items():
        if answer.value is None and not _is_detail(identifier):
            by_reason.setdefault(why(answer.cannot_tell), []).append(audit_question(identifier).words)
    if not by_reason:
        return ()
    items = tuple(f"{_some(words)}. {because}" for because, words in by_reason.items())
    return (Heading("Cannot tell"), Bullets(items))


def _some(words: list[str]) -> str:
    unique = list(dict.fromkeys(words))
    text = "; ".join(unique[:_MOST_NAMED])
    more = len(unique) - _MOST_NAMED
    return f"{capital(text)}{f'; and {more} more like these' if more > 0 else ''}"


def audit_group_table(identifier: str, answer: Answer) -> Table:
    """Make the table of an answer by group.

    Parameters
    ----------
    identifier : str
        Its id.
    answer : Answer
        With `by_group`.

    Returns
    -------
    Table
        One row a group, the reason where it cannot be told.
    """
    words = audit_question(identifier).words
    cells = list(_group_rows(answer))
    told = [said for groups in answer.by_group.values() for said in groups.values()]
    whys = dict.fromkeys(why(said.cannot_tell) for said in told if said.cannot_tell)
    notes = [f"Where it cannot be told: {' '.join(whys)}"] if whys else []
    notes += [f"tables/groups.csv has all {len(cells)} rows."] if len(cells) > _MOST_GROUPS else []
    caption = f"{capital(words)}, by group ({answer.unit})"
    return Table(caption, ("Group", "People", "Value", "Interval"), tuple(cells[:_MOST_GROUPS]), " ".join(notes))


def groups_told(answer: Answer) -> int:
    """Count the groups of which a value can be shown, in the attribute that has most.

    Parameters
    ----------
    answer : Answer
        Any answer.

    Returns
    -------
    int
        0 when there are no groups.
    """
    return max((sum(said.value is not None for said in of.values()) for of in answer.by_group.values()), default=0)


def _group_rows(answer: Answer) -> Iterable[tuple[Cell, ...]]:
    for attribute, groups in answer.by_group.items():
        for name, said in groups.items():
            told = said.value is not None
            yield (
                Cell(f"{plain(attribute)}: {plain(name)}"),
                Cell(f"{said.people:,}" if said.people else "\u2013", "number"),
                Cell(short(said.value or 0.0, answer.unit) if told else "cannot tell", "number" if told else "cannot"),
                Cell(_ends(said, answer.unit), "number"),
            )


def _ends(said: Answer | GroupAnswer, unit: str) -> str:
    return span_to(None if said.low is None or said.high is None else Span(said.low, said.high), unit)
