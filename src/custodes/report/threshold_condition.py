"""What is wished of an answer, as the first half of a sentence: "For fewer than 5 in 100 people to be accused"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind, short
from custodes.report.numbers import in_people
from custodes.report.questions import question
from custodes.report.vocabulary import POINTS
from custodes.scheme.wording import number_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from custodes.study.threshold import Threshold

_ACCUSED: Final = re.compile(r"share_accused_within\.([0-9]+)d")
_REJECTED: Final = re.compile(r"share_with_false_nonmatch_within\.([0-9]+)d")
_FALSE: Final = re.compile(r"false_accusations_per_person_year\.([a-z_]+)")
_WAIT: Final = re.compile(r"(review|casework)_wait_h\.mean")


def question_words(identifier: str) -> str:
    """Say what a question asks.

    Parameters
    ----------
    identifier : str
        Id of an answer.

    Returns
    -------
    str
        A phrase.
    """
    return question(identifier).words


def _share(line: float, sort: str, what: str) -> str:
    return f"For {sort} {in_people(line)} people to {what}"


def _days(count: str) -> str:
    return f"within {count} {'day' if count == '1' else 'days'} on the scheme"


def _plain(identifier: str, line: float) -> str | None:
    """Say of a few questions what is wished of them, below the line, as somebody would say it."""
    if found := _ACCUSED.fullmatch(identifier):
        return _share(line, "fewer than", f"be wrongly accused {_days(found[1])}")
    if found := _REJECTED.fullmatch(identifier):
        return _share(line, "fewer than", f"have their own face rejected {_days(found[1])}")
    if found := _FALSE.fullmatch(identifier):
        return f"For fewer than {number_text(line)} false accusations {POINTS.get(found[1], found[1])} a person a year"
    if found := _WAIT.fullmatch(identifier):
        who = "failed check to wait for a reviewer" if found[1] == "review" else "alert to wait for a caseworker"
        return f"For a {who} less than {_with_unit(line, 'hour')} on average".replace("a alert", "an alert")
    if identifier == "burden_h_per_week":
        return f"For the scheme to take less than {_with_unit(line, 'hour')} of a wearer's week"
    return None


def _with_unit(x: float, unit: str) -> str:
    if kind(unit) != "number":
        return short(x, unit)
    if unit in ("hour", "day"):
        return f"{number_text(x)} {unit if x == 1.0 else f'{unit}s'}"
    return f"{number_text(x)} ({unit})"


def condition(threshold: Threshold) -> str:
    """Say what is wished of the answer.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Returns
    -------
    str
        The first half of a sentence, without the comma.
    """
    plan, unit, line = threshold.plan, threshold.unit, threshold.plan.line
    below = threshold.wanted.side == "below"
    if len(plan.schemes) > 1:
        return _against(threshold, lambda x: _with_unit(x, unit))
    said = _plain(plan.question, line) if below else None
    if said is not None:
        return said
    return f"For “{question_words(plan.question)}” to be {'below' if below else 'at least'} {_with_unit(line, unit)}"


def _against(threshold: Threshold, written: Callable[[float], str]) -> str:
    plan, line = threshold.plan, threshold.plan.line
    one, other = (f"“{scheme.title}”" for scheme in plan.schemes)
    words = f"“{question_words(plan.question)}”"
    if threshold.wanted.side == "below":
        if line == 0.0:
            than = f"to be lower than under {other}"
        elif line < 0.0:
            than = f"to be lower than under {other} by more than {written(-line)}"
        else:
            than = f"to be higher than under {other} by less than {written(line)}"
    elif line == 0.0:
        than = f"to be no lower than under {other}"
    elif line < 0.0:
        than = f"to be lower than under {other} by no more than {written(-line)}"
    else:
        than = f"to be higher than under {other} by {written(line)} or more"
    return f"For {words} under {one} {than}"
