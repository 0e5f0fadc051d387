"""Reviews of the decision to monitor: whether they were done in time, with reasons, and how long nobody had decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_YEAR
from custodes.measures.disclosed_rows import Looked, Rows, ask_person_median, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.months import month_starts
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_rate
from custodes.measures.rate import Kind
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.spells import spells_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

SLACK_S: Final = SECONDS_PER_DAY
"""A review counts as in time for so long after it was due, because many lists give the day alone [second]."""

NONE_DUE: Final = "no review was due in this period"
ASKED: Final = {
    "reviews_overdue_share": Question("share", empty=NONE_DUE),
    "reviews_late_days": Question("day", empty="no review was late in this period"),
    "review_interval_days": Question("day", empty="nobody had two reviews due"),
    "days_without_valid_review_per_person_year": Question(
        "day per person-year", empty="nobody with dates had a review"
    ),
    "reviews_without_reasons_share": Question("share", empty="no review was done in this period"),
    "reviews_without_exceptions_share": Question("share", empty="no review was done in this period"),
    "representation_answer_days": Question("day", empty="no representations were answered"),
}

OVERDUE: Final = Looked(
    "reviews-overdue",
    "Reviews of the decision to monitor were done late or not at all",
    "reviews",
    "due in the period and at least a day before its end, and done more than one day after it was due, or not by the "
    "end of the period",
    "art-8",
)
WITHOUT_REASONS: Final = Looked(
    "reviews-without-reasons",
    "Reviews were done of which no reasons are written",
    "reviews",
    "done in the period, in a file that has a column for reasons, and nothing stands in it",
    "art-8",
)
WITHOUT_EXCEPTIONS: Final = Looked(
    "reviews-without-exceptions",
    "Reviews were done on which impracticality and rights are not recorded as considered",
    "reviews",
    "done in the period, in a file that has a column for it, and it says no or nothing",
    "schedule-10",
)
UNANSWERED: Final = Looked(
    "representations-unanswered",
    "Representations of a person came in and no answer is recorded",
    "representations",
    "received in the period and not answered by its end",
    "art-8",
)


def reviews_due(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer how many reviews were late, by how much, on what they rest, and for how many days nobody had decided.

    A review is overdue from one day after it was due until it is done. A person is without a valid review from the due
    date of a review that was late until the next time one was done. The rate of such days is ``sum days / sum days
    monitored * 365.25``, over people with a review and known dates. Days late is the median over people of the median
    of each one's late reviews, counted to the end of the period where a review was not done.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to four findings; the table ``reviews-overdue-at``.
    """
    reviews = rows_of_kind(disclosed, "reviews")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if reviews is None:
        return Found(found)
    findings: list[Finding] = []
    tables: dict[str, list[dict[str, Any]]] = {}
    found["review_interval_days"] = ask_person_median(_intervals_d(reviews), ASKED["review_interval_days"], ask)
    if reviews.has("done"):
        late = late_rows(reviews)
        due = reviews.in_period("due") & (reviews.of("due") + SLACK_S < disclosed.end_s)
        findings.append(reviews.finding(OVERDUE, late, due))
        found["reviews_overdue_share"] = reviews.share(late, due, ASKED["reviews_overdue_share"], ask)
        found["reviews_late_days"] = reviews.median(_late_d(reviews), late & due, ASKED["reviews_late_days"], ask)
        found["days_without_valid_review_per_person_year"] = _without(reviews, late, ask)
        tables["reviews-overdue-at"] = _overdue_at(reviews)
        _contents(reviews, found, findings, ask)
    _representations(reviews, found, findings, ask)
    return Found(found, tuple(findings), tables)


def late_rows(reviews: Rows) -> NDArray[np.bool_]:
    """Say which reviews were done late, or not by the end of the period although they were due.

    Parameters
    ----------
    reviews : Rows
        With the times at which they were done.

    Returns
    -------
    ndarray of bool, shape (rows,)
        Whether they were.
    """
    due, done = reviews.of("due"), reviews.of("done")
    end_s = reviews.disclosed.end_s
    by_the_end = np.where(done <= end_s, done, np.inf)
    return np.asarray((by_the_end > due + SLACK_S) & (due + SLACK_S < end_s))


def _late_d(reviews: Rows) -> NDArray[np.float64]:
    until = np.fmin(reviews.of("done"), reviews.disclosed.end_s)
    return np.asarray((until - reviews.of("due")) / SECONDS_PER_DAY)


def _intervals_d(reviews: Rows) -> NDArray[np.float64]:
    """Give for each person the median time from one due date to the next."""
    person, due = reviews.person(), reviews.of("due")
    at = np.flatnonzero((person >= 0) & ~np.isnan(due))
    at = at[np.lexsort((due[at], person[at]))]
    amounts = np.full(len(reviews), np.nan)
    same = person[at[1:]] == person[at[:-1]]
    apart_d = np.diff(due[at]) / SECONDS_PER_DAY
    amounts[at[1:][same & (apart_d > 0)]] = apart_d[same & (apart_d > 0)]
    return reviews.medians(amounts, ~np.isnan(amounts))


def _without(reviews: Rows, late: NDArray[np.bool_], ask: Asking) -> Answer:
    """Answer for how many days of a year of monitoring no review was valid."""
    question = ASKED["days_without_valid_review_per_person_year"]
    disclosed = reviews.disclosed
    spells = spells_of(disclosed).within(disclosed.start_s, disclosed.end_s)
    reviewed = reviews.count(np.ones(len(reviews), dtype=np.bool_)) > 0
    days = np.where(reviewed | ~spells.known, spells.days, 0.0)
    person, start_s, end_s = gaps_in_review(reviews, late)
    gap_d = spells.overlap_s(person, start_s, end_s) / SECONDS_PER_DAY
    lost = np.bincount(person, weights=gap_d, minlength=reviews.people).astype(np.float64)
    return ask_rate(lost, days, question, ask, Kind(DAYS_PER_YEAR, chance=False, most=days))


def gaps_in_review(
    reviews: Rows, late: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Find from when to when people were without a valid review.

    Parameters
    ----------
    reviews : Rows
        With the times at which they were done.
    late : ndarray of bool, shape (rows,)
        Which were done late or not at all.

    Returns
    -------
    person : ndarray of int64
        Whose each gap is.
    start_s, end_s : ndarray
        From the due date to the next time that any review of the person was done, infinite when none was; gaps do not
        overlap [second].
    """
    person, due, done = reviews.person(), reviews.of("due"), reviews.of("done")
    ran = np.flatnonzero((person >= 0) & (done <= reviews.disclosed.end_s))
    ran = ran[np.lexsort((done[ran], person[ran]))]
    at = np.flatnonzero(late & (person >= 0))
    at = at[np.lexsort((due[at], person[at]))]
    if not len(at):
        return person[at], due[at], done[at]
    # One number for person and time, so that one search finds the next time for everybody.
    first_s = float(np.nanmin(np.concatenate([due, done])))
    apart_s = float(np.nanmax(np.concatenate([due, done]))) - first_s + 1.0
    next_run = np.searchsorted(person[ran] * apart_s + done[ran] - first_s, person[at] * apart_s + due[at] - first_s)
    there = np.append(ran, -1)[next_run]
    end_s = np.where((there >= 0) & (person[there] == person[at]), done[there], np.inf)
    start_s = due[at].copy()
    same = person[at[1:]] == person[at[:-1]]
    # A gap that begins before the last one ended goes on from there; ends never go back.
    start_s[1:] = np.where(same, np.maximum(start_s[1:], end_s[:-1]), start_s[1:])
    return person[at], start_s, np.maximum(end_s, start_s)


def _overdue_at(reviews: Rows) -> list[dict[str, Any]]:
    """Count what was overdue at the beginning of each month and at the end of the period."""
    due, done = reviews.of("due"), reviews.of("done")
    rows: list[dict[str, Any]] = []
    if np.isnan(reviews.disclosed.end_s):
        return rows
    for date_s in (*month_starts(reviews.disclosed.start_s, reviews.disclosed.end_s), reviews.disclosed.end_s):
        was_due = due + SLACK_S <= date_s
        was_done = was_due & (done <= date_s)
        overdue = was_due & ~was_done
        rows.append(
            {
                "date_s": date_s,
                "due_by_then": int(np.count_nonzero(was_due)),
                "done": int(np.count_nonzero(was_done)),
                "overdue": int(np.count_nonzero(overdue)),
                "people": reviews.concerned(overdue),
            }
        )
    return rows


def _contents(reviews: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    """Look at what is written of the reviews that were done."""
    done = reviews.in_period("done")
    for name, looked, key in (
        ("reasons", WITHOUT_REASONS, "reviews_without_reasons_share"),
        ("exceptions_considered", WITHOUT_EXCEPTIONS, "reviews_without_exceptions_share"),
    ):
        if reviews.has(name) and reviews.said(name).any():
            among = done & reviews.said(name)
            lacking = reviews.of(name) <= 0
            findings.append(reviews.finding(looked, lacking, among))
            found[key] = reviews.share(lacking, among, ASKED[key], ask)


def _representations(reviews: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    if not reviews.has("representations_received", "representations_answered"):
        return
    received, answered = reviews.of("representations_received"), reviews.of("representations_answered")
    came = reviews.in_period("representations_received")
    findings.append(reviews.finding(UNANSWERED, ~(answered <= reviews.disclosed.end_s), came))
    key = "representation_answer_days"
    took_d = (answered - received) / SECONDS_PER_DAY
    found[key] = reviews.median(took_d, came & (took_d >= 0), ASKED[key], ask)
