"""What each answer of an audit is about, in words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from custodes.report.audit_found_words import FOUND
from custodes.report.questions import plain, question
from custodes.report.recognition_words import ERRORS, LIMITS, MORE_GAPS
from custodes.report.vocabulary import GAPS, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNIT_IN_NAME: Final = re.compile(r" (share|per person(-| )(day|month|year|night))\b")

_REVIEWS: Final[Mapping[str, Question]] = {
    "reviews_overdue_share": Question(
        "reviews of the decision to monitor that were done late or not at all",
        "Reviews done more than a day after they were due, or not by the end, divided by all that were due.",
    ),
    "reviews_late_days": Question(
        "how late a late review came, for the person in the middle", "Median over people of each one's median."
    ),
    "review_interval_days": Question(
        "time from one due date of a review to the next, for the person in the middle",
        "Median over people of each one's median.",
    ),
    "days_without_valid_review_per_person_year": Question(
        "days of a year of monitoring, of people with any review on file, on which none was valid",
        "Days from the due date of a late review until the next was done, divided by the years monitored.",
    ),
    "reviews_without_reasons_share": Question(
        "reviews of which no reasons are written", "Of reviews done, in files that have a column for reasons."
    ),
    "reviews_without_exceptions_share": Question(
        "reviews on which impracticality and rights are not recorded as considered",
        "Of reviews done, in files that have a column for it.",
    ),
    "representation_answer_days": Question(
        "days until what a person put forward was answered, for the person in the middle",
        "Median over people of each one's median; what was never answered is not in it.",
    ),
}

_PERIOD: Final = (
    (re.compile(r"\bat the end of the run\b"), "at the end of the period"),
    (re.compile(r"\bby the end of the run\b"), "by the end of the period"),
    (re.compile(r"\bof the run\b"), "of the period"),
    (re.compile(r"\bin the run\b"), "in the period"),
    (re.compile(r"\bover the run\b"), "over the period"),
)
"""An audit has a period where a simulated scheme has a run."""

_WORDS: Final[Mapping[str, Question]] = {**ERRORS, **_REVIEWS, **FOUND}

_SIDES: Final = {"fnmr": "own face rejected", "fmr": "somebody else's face accepted"}


def audit_question(identifier: str) -> Question:
    """Give the question behind an answer of an audit.

    Parameters
    ----------
    identifier : str
        Key of the answers.

    Returns
    -------
    Question
        For an id that is in no list, its own words.
    """
    first, _, rest = identifier.partition(".")
    found = _WORDS.get(identifier) or _at_rate(first, rest) or _of_limit(first, rest) or _gap(identifier)
    if found is not None:
        return found
    if first in ERRORS:
        base = ERRORS[first]
        return Question(f"{base.words}: {plain(rest.replace('.', ', '))}", base.how)
    said = question(identifier)
    if not said.how:
        # An id of which nothing else is known: its unit says what the last part of its name says.
        words = _UNIT_IN_NAME.sub("", said.words)
        return Question(words or said.words, "")
    return Question(_of_period(said.words), _of_period(said.how))


def _at_rate(first: str, rest: str) -> Question | None:
    if first == "fnmr_at_fmr":
        words = f"own pictures rejected when the threshold lets {_one_in(rest)} of other people's through"
        return Question(words, "FNMR at the lowest threshold whose FMR is at most that.")
    return None


def _one_in(text: str) -> str:
    try:
        rate = float(text)
    except ValueError:
        return text
    return f"1 in {round(1 / rate):,}" if 0 < rate <= 1 else text


def _of_limit(first: str, rest: str) -> Question | None:
    if first != "limit":
        return None
    if f"limit.{rest}" in LIMITS:
        return LIMITS[f"limit.{rest}"]
    return Question(f"limit: {plain(rest.replace('.', ', '))}", "The interval is held against the limit.")


def _gap(identifier: str) -> Question | None:
    first, *rest = identifier.split(".")
    side = next((part for part in rest if part in _SIDES), None)
    gaps = {**GAPS, **MORE_GAPS}
    index = next((gaps[part] for part in rest if part in gaps), None)
    if first != "group_gap" or (side is None and (not rest or rest[0] not in MORE_GAPS)):
        return None
    others = [plain(part) for part in rest if part != side and part not in gaps]
    words = ", ".join([*([index] if index else []), *others])
    subject = "" if side is None else f", {_SIDES[side]}"
    return Question(f"gap between groups{subject}: {words}", "Read the table of groups first.")


def _of_period(text: str) -> str:
    for pattern, words in _PERIOD:
        text = pattern.sub(words, text)
    return text


def date_words(seconds: float) -> str:
    """Write a moment as a day.

    Parameters
    ----------
    seconds : float
        Seconds since 1970-01-01 00:00 UTC [second].

    Returns
    -------
    str
        Such as ``3 February 2025``, or "not known".
    """
    return _moment(seconds, "{0.day} {0:%B} {0.year}")


def last_day_words(seconds: float) -> str:
    """Write the last day of a period: one that ends at midnight ends with the day before.

    Parameters
    ----------
    seconds : float
        End of the period, seconds since 1970-01-01 00:00 UTC [second].

    Returns
    -------
    str
        Such as ``31 October 2025``, or "not known".
    """
    return date_words(seconds - 1)


def period_words(start_s: float, end_s: float) -> str:
    """Write a period.

    Parameters
    ----------
    start_s, end_s : float
        Where it starts and ends, seconds since 1970-01-01 00:00 UTC; NaN when not known [second].

    Returns
    -------
    str
        Such as ``from 3 February 2025 to 31 October 2025``, or that it is not known.
    """
    words = f"from {date_words(start_s)} to {last_day_words(end_s)}"
    return words if "not known" not in words else "over a period that is not known"


def short_date_words(seconds: float) -> str:
    """Write a moment as a day, in few letters.

    Parameters
    ----------
    seconds : float
        Seconds since 1970-01-01 00:00 UTC [second].

    Returns
    -------
    str
        Such as ``3 Feb 2025``, or "not known".
    """
    return _moment(seconds, "{0.day} {0:%b} {0.year}")


def moment_words(seconds: float) -> str:
    """Write a moment with its hour.

    Parameters
    ----------
    seconds : float
        Seconds since 1970-01-01 00:00 UTC [second].

    Returns
    -------
    str
        Such as ``3 Feb 2025, 14:05``, in UTC, or "not known".
    """
    return _moment(seconds, "{0.day} {0:%b} {0.year}, {0:%H}:{0:%M}")


def _moment(seconds: float, form: str) -> str:
    try:
        return form.format(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return "not known"
