"""What each answer is about, in words: the one place where an id meets plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.dials import setting_of
from custodes.report.tag_questions import TAG_QUESTIONS, setting_question
from custodes.report.vocabulary import (
    BURDENS,
    CHECK_CAUSES,
    DESKS,
    GAPS,
    NOT_FALSE_WITH_TAG,
    POINTS,
    STEPS,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPLIED: Final = (
    "Only people who never absconded nor handed the device over and, where it records positions, never took it off and "
    "were never where they must not be; they may have let prompts or charges pass."
)
_FROM: Final = "Days count from joining, or from the start of the run for people who were there then."


def _one_by_one() -> dict[str, Question]:
    per_year = "Counted over everybody, divided by the years on the scheme."
    return {
        "checks_due_per_person_year": Question("checks due", per_year),
        "failed_checks_per_person_year": Question("checks failed, all causes", per_year),
        "sleep_interruptions_per_week": Question(
            "times a week that a prompt wakes the wearer",
            "Prompts that came in the wearer's hours of sleep and woke them, divided by the weeks on the scheme.",
        ),
        "burden_h_per_week": Question(
            "hours a week taken from a wearer", "Hours of all parts added, divided by the weeks on the scheme."
        ),
        "review_overturned_share": Question(
            "failed checks looked at by a reviewer that the reviewer clears",
            "Cases cleared divided by cases decided at the review desk.",
        ),
        "false_nonmatch_share": Question(
            "checks of the wearer's own face that the machine rejects",
            "Checks rejected divided by checks in which the wearer's own face was compared.",
        ),
        "checks_passed_by_others_share": Question(
            "checks with somebody else's face, or a picture, that the machine passes",
            "Checks passed divided by checks in which somebody else's face, or a picture, was compared.",
        ),
    }


def _waits_and_outcomes() -> dict[str, Question]:
    desk = "Counted over the cases that the desk took up; cases still waiting at the end of the run are left out."
    return {
        "review_wait_h.mean": Question(
            "hours that a case waits until it is taken up at the review desk, on average", desk
        ),
        "review_wait_h.p95": Question(
            "hours that 95 in 100 of the cases taken up at the review desk waited at most", desk
        ),
        "casework_wait_h.mean": Question(
            "hours that an alert waits until it is taken up at the casework desk, on average", desk
        ),
        "casework_wait_h.p95": Question(
            "hours that 95 in 100 of the alerts taken up at the casework desk waited at most", desk
        ),
        "detection_delay_days": Question(
            "days from the start of a true absence until it is acted on",
            "Over true absences that were acted on by the end of the run; the others have no delay and are not in it.",
        ),
        "detections_share": Question(
            "true absences that are acted on by the end of the run",
            "True absences followed by action, divided by all true absences.",
        ),
        "share_absconded_within.365d": Question(
            "people who abscond within 365 days on the scheme in the run",
            "Kaplan and Meier's share of people who have absconded so many days after joining: what the scheme file "
            "says of absconding, as it came out among these people.",
        ),
        "gone_unnoticed_days_per_person_year": Question(
            "days that people are gone and nobody has acted on it",
            "From the start of each true absence until it is first acted on, or until it or the run ends, divided by "
            "the time that people spent on the scheme.",
        ),
        "cost_gbp.total": Question("cost of the scheme over the run", "All cost items that the scheme states, added."),
        "cost_gbp.per_person_day": Question(
            "cost for each person for each day", "Total cost divided by the days that people spent on the scheme."
        ),
        "cost_gbp.per_true_detection": Question(
            "cost for each true absence acted on", "Total cost divided by the number of true absences acted on."
        ),
        "photographs_held_at_end": Question(
            "photographs taken in the run, of its people, and still held at its end",
            "Photographs taken in the run, less those whose time of keeping had ended. People who were there at the "
            "start begin with none, so a scheme that has run for long holds more.",
        ),
    }


def _within() -> dict[str, Question]:
    found = {}
    for days in (1, 30, 180, 365):
        since = f"within {days} {'days' if days > 1 else 'day'} on the scheme in the run"
        found[f"share_with_false_nonmatch_within.{days}d"] = Question(
            f"people whose own face is rejected at least once {since}",
            f"{_FROM} By the Kaplan-Meier method: a person who leaves the scheme counts for as long as they were on "
            "it.",
        )
        found[f"share_accused_within.{days}d"] = Question(
            "people who complied throughout, lapses apart, and are falsely accused and acted against at least once "
            f"{since}",
            f"{_COMPLIED} {_FROM} By the Kaplan-Meier method: a person who leaves the scheme counts for as long as "
            "they were on it.",
        )
    return found


def _families() -> dict[str, Question]:
    per_year = "Counted over everybody, divided by the years on the scheme."
    found = {
        f"failed_checks_per_person_year.{cause}": Question(f"checks failed: {words}", per_year)
        for cause, words in CHECK_CAUSES.items()
    }
    for point, words in POINTS.items():
        found[f"alerts_per_person_month.{point}"] = Question(
            f"alerts {words}, false or not", "Counted over everybody, divided by the months on the scheme."
        )
        found[f"false_accusations_per_person_year.{point}"] = Question(f"false accusations {words}", per_year)
        found[f"alert_precision.{point}"] = Question(
            f"alerts {words} that are not false",
            f"Alerts {words} that are not false ({NOT_FALSE_WITH_TAG}), divided by all alerts {words}.",
        )
        found[f"alerts_about_absence_share.{point}"] = Question(
            f"alerts {words} that are about a true absence or violation",
            f"Alerts {words} about somebody who had truly absconded, handed the device over or taken it off, or was "
            f"where they must not be, divided by all alerts {words}.",
        )
    for step, words in STEPS.items():
        found[f"responses_per_person_year.{step}"] = Question(
            f"{words}, after an alert, false or not", "Steps taken, divided by the years on the scheme."
        )
    for top in (1, 5, 10):
        found[f"accusations_borne_by_top.{top}pct"] = Question(
            f"false accusations that fall on the {top} in 100 people who get most",
            "People sorted by the number of false accusations; their part of all of them.",
        )
    for desk, words in DESKS.items():
        found[f"desk_backlog_end.{desk}"] = Question(
            f"cases left waiting at the {words} at the end", "Cases that had arrived and that nobody had taken up."
        )
        found[f"desk_utilisation.{desk}"] = Question(
            f"part of the staff's time at the {words} spent on cases",
            "Hours worked divided by hours on duty. Work on a case that is finished after hours counts, so it can be "
            "above 100%.",
        )
    for part, words in BURDENS.items():
        found[f"burden_h_per_week.{part}"] = Question(
            f"hours a week: {words}", "Counted over everybody, divided by the weeks on the scheme."
        )
    return found


QUESTIONS: Final[Mapping[str, Question]] = {
    **_one_by_one(),
    **_waits_and_outcomes(),
    **_within(),
    **_families(),
    **TAG_QUESTIONS,
}
"""Questions by id of their answer."""

_SUBJECTS: Final[Mapping[str, str]] = {
    "false_accusations": "false accusations",
    "false_nonmatches": "own face rejected",
    "false_non_matches": "own face rejected",
    "false_nonmatch": "own face rejected",
    "false_nonmatch_share": "own face rejected",
}


def plain(name: str) -> str:
    """Write a name from a file as words.

    Parameters
    ----------
    name : str
        Such as ``region_of_birth``.

    Returns
    -------
    str
        Such as ``region of birth``.
    """
    return _SUBJECTS.get(name, name.replace("_", " "))


def question(identifier: str) -> Question:
    """Give the question behind an answer's id.

    Parameters
    ----------
    identifier : str
        Key of `answers.json`.

    Returns
    -------
    Question
        For an id that is not in the list, its own words.
    """
    if identifier in QUESTIONS:
        return QUESTIONS[identifier]
    setting = setting_of(identifier)
    found = setting_question(*setting) if setting is not None else None
    if found is not None:
        return found
    first, *rest = identifier.split(".")
    if first == "group_gap":
        index = next((GAPS[part] for part in rest if part in GAPS), "gap between groups")
        subject = ", ".join(plain(part) for part in rest if part not in GAPS)
        return Question(f"gap between groups, {subject}: {index}", "From the group table; read that table first.")
    return Question(", ".join(plain(part) for part in (first, *rest)), "")
