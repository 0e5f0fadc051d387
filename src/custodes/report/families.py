"""Answers that belong together, picked by their ids and shown as one figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from custodes.measures.answer import Answer
from custodes.report.blocks import Block, Paragraph
from custodes.report.pictures import range_picture, why_not
from custodes.report.questions import question
from custodes.report.tables import answer_table
from custodes.report.vocabulary import capital

Answers = Mapping[str, Answer]


def some(answers: Answers, identifiers: Sequence[str]) -> dict[str, Answer]:
    """Pick answers, by the words of their question.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers.
    identifiers : sequence of str
        Ids wanted; those that the run did not ask are left out.

    Returns
    -------
    dict
        Answers by words, in the order asked for.
    """
    found = ((question(i).words, answers.get(i)) for i in identifiers)
    return {capital(words): answer for words, answer in found if answer is not None}


def labelled(answers: Answers, family: str, labels: Mapping[str, str]) -> dict[str, Answer]:
    """Pick answers of one family, by labels of their own.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers.
    family : str
        What their ids begin with.
    labels : mapping of str to str
        Labels by the last part of the id.

    Returns
    -------
    dict
        Answers by label; those that the run did not ask are left out.
    """
    return {label: answers[f"{family}.{last}"] for last, label in labels.items() if f"{family}.{last}" in answers}


def pictured(
    answers: Answers, title: str, scale_words: str, *, equal: Mapping[str, float] | None = None, reading: str = ""
) -> tuple[Block, ...]:
    """Show answers as a figure, or say why there is none.

    Parameters
    ----------
    answers : mapping of str to Answer
        Answers of one unit, by the words of their row.
    title : str
        What is shown.
    scale_words : str
        What the scale counts.
    equal : mapping of str to float, optional
        What each would be if all were equal, by the words of its row.
    reading : str
        A further line on how to read it.

    Returns
    -------
    tuple of Block
        A figure; a table where no answer has a value.
    """
    if not answers:
        return (Paragraph(f"{title}: this run did not ask for it."),)
    if why_not(answers):
        return (answer_table(title, answers),)
    return (range_picture(answers, title, scale_words, equal=equal, reading=reading),)
