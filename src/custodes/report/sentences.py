"""Answers as sentences: meaning first, number second, how it was got third."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import between, kind, reason, span_to, spoken
from custodes.report.blocks import Sentence
from custodes.report.questions import question
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.study.view import RunView

MIDDLES: Final = "Each number is the middle over the worlds by itself, so parts need not add up to a whole."
"""What to know before adding numbers of a run with several draws."""

_YEAR_D: Final = 365
"""Runs shorter than this say that their yearly figures are worked out [day]."""


def counted(count: int, one: str, many: str) -> str:
    """Write a number of things.

    Parameters
    ----------
    count : int
        How many.
    one, many : str
        What one of them is called, and several.

    Returns
    -------
    str
        Such as ``1 draw`` or ``64 draws``.
    """
    return f"{count:,} {one if count == 1 else many}"


def cut_note(most: int, of: int, which: str = "first") -> str:
    """Say that a table does not have all its rows, where it has not.

    Parameters
    ----------
    most : int
        As many rows as it may have.
    of : int
        As many as there are.
    which : str
        Which of them it has.

    Returns
    -------
    str
        Such as ``The first 100 of 240.``, or "" where all are there.
    """
    return f"The {which} {most:,} of {of:,}." if of > most else ""


def size_notes(view: RunView) -> tuple[str, ...]:
    """Say what the size of the run means for its numbers.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    tuple of str
        Sentences; none when the run has the people of the scheme and lasts a year or more.
    """
    days = view.plan.days
    yearly = f"The run lasts {counted(days, 'day', 'days')}; figures for a year are worked out from that."
    return (*view.scaling.notes, *([yearly] if days < _YEAR_D else []))


def how_got(answer: Answer, identifier: str) -> str:
    """Say how an answer was got and what its interval is made of.

    Parameters
    ----------
    answer : Answer
        The answer.
    identifier : str
        Its id.

    Returns
    -------
    str
        Two or three sentences.
    """
    said = [question(identifier).how, f"{counted(answer.people, 'synthetic person', 'synthetic people')}."]
    layers = []
    if answer.from_unknowns is not None and answer.from_unknowns.low < answer.from_unknowns.high:
        layers.append(f"from what is not known about the scheme, {span_to(answer.from_unknowns, answer.unit)}")
    if answer.from_people is not None and answer.from_people.low < answer.from_people.high:
        layers.append(f"from a finite number of people, {span_to(answer.from_people, answer.unit)}")
    if layers:
        said.append(f"Range {'; '.join(layers)}.")
    if answer.worlds is not None and answer.value is not None and answer.worlds.told < answer.worlds.of:
        said.append(f"{answer.worlds.told} of {answer.worlds.of} worlds can tell this; the rest are left out.")
    return " ".join(part for part in said if part)


def interval(answer: Answer) -> str:
    """Write an answer's interval as a sentence.

    Parameters
    ----------
    answer : Answer
        The answer.

    Returns
    -------
    str
        "Between X and Y.", or "" when it has none.
    """
    if answer.low is None or answer.high is None:
        return ""
    if answer.low == answer.high and answer.from_unknowns is None:
        return "With every unknown at its middle."
    words = between(answer.low, answer.high, answer.unit)
    return f"{capital(words)}."


def sentence(answer: Answer | None, identifier: str, topic: str, before: str, after: str) -> Sentence:
    """Write an answer as a sentence.

    Parameters
    ----------
    answer : Answer or None
        The answer; None when the run did not ask.
    identifier : str
        Its id.
    topic : str
        Two or three words for the margin.
    before, after : str
        What stands before and after the number.

    Returns
    -------
    Sentence
        With the number and its interval, or with the reason why there is none.
    """
    if answer is None:
        return Sentence(topic, question(identifier).words, cannot="This run did not ask for it.")
    if answer.value is None:
        return Sentence(
            topic,
            question(identifier).words,
            cannot=reason(answer.cannot_tell),
            absent=answer.does_not_apply,
            how=question(identifier).how,
        )
    value = spoken(answer.value, answer.unit)
    exact = kind(answer.unit) != "number" or value in ("0", "1")
    return Sentence(
        topic,
        before,
        value if exact or value.startswith(("less", "under", "over")) else f"about {value}",
        after,
        interval(answer),
        how_got(answer, identifier),
    )


def photographs_held(view: RunView) -> Sentence:
    """Say how many photographs taken in the run are still held at its end.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Sentence
        Whose they are, and that people who were there at the start begin with none.
    """
    key = "photographs_held_at_end"
    answer = view.answers.get(key)
    people = "the people of the run" if answer is None else f"the run's {answer.people:,} people"
    return sentence(
        answer,
        key,
        "Held",
        f"Of photographs taken in the {counted(view.plan.days, 'day', 'days')} of the run, of {people},",
        "are still held at its end (people who were there at the start begin with none).",
    )
