"""Which answers of an audit belong together, and in what order a reader needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer


@dataclass(frozen=True)
class Topic:
    """A section of the page.

    Attributes
    ----------
    place : str
        Its address in the page.
    title : str
        Its heading.
    opening : str
        What a reader should know before its numbers.
    families : tuple of str
        First parts of the ids of its answers.
    tables : tuple of str
        Beginnings of the names of its tables.
    """

    place: str
    title: str
    opening: str
    families: tuple[str, ...]
    tables: tuple[str, ...] = ()


TOPICS: Final = (
    Topic(
        "alerts",
        "Alerts: what is said of people, and what comes of it",
        "An alert says that something was seen, not that anybody did anything. How many there are depends on where "
        "they are counted: when they are raised, after triage, when a caseworker has finished, when a step is taken.",
        (
            *("alerts", "alert", "alerts_per_person_month", "alerts_about_absence_share", "alert_precision"),
            *("false_accusations_per_person_year", "accusations_borne_by_top", "share_accused_within"),
            *("checks_due_per_person_year", "failed_checks_per_person_year", "responses_per_person_year"),
            *("no_data", "silent", "violations", "violation", "battery_breaches", "strap_breaches"),
            "share_with_battery_or_strap_breach",
            *("detections_share", "detection_delay_days", "checks", "latent", "unlabelled"),
            *("share_absconded_within", "gone_unnoticed_days_per_person_year"),
        ),
        ("alert", "device"),
    ),
    Topic(
        "reviews",
        "Reviews of the decision to monitor",
        "Somebody has to decide again, at set times, whether a person is still to be monitored. These are the dates on "
        "which that was due and done, and whether reasons are written.",
        ("reviews", "review_interval_days", "days_without_valid_review", "representation"),
        ("review",),
    ),
    Topic(
        "desks",
        "The desk: people who look at what the machine failed",
        "A check that the machine failed should be looked at by a person. This is how long that takes, how often they "
        "disagree with the machine, and whether two of them agree.",
        (
            *("desk", "review_overturned_share", "review_wait_h", "casework_wait_h", "desk_backlog_end"),
            *("desk_utilisation", "reviewer", "cases"),
        ),
        ("backlog", "reviewer"),
    ),
    Topic(
        "positions",
        "Positions: what is recorded, and what of it was used",
        "A trail of positions shows far more than whether a rule was kept. These numbers say how much is recorded, how "
        "good it is, and what part of it was ever opened for a decision.",
        (*("positions", "position", "fixes", "fixes_per_person_day", "trail", "upload_delay_min"),),
    ),
    Topic(
        "keeping",
        "Keeping and sharing",
        "What is kept after it should have been deleted can still be asked for, lost or misread. What is handed over "
        "leaves the scheme's own rules behind.",
        (
            *("held", "kept", "deleted", "photographs_held_at_end", "disclosures", "disclosed_items_per_disclosure"),
            *("fixes_used_share", "photographs_used_share", "items_held_per_person"),
        ),
        ("held", "disclosure"),
    ),
    Topic(
        "billing",
        "Billing and cost",
        "Days for which monitoring was billed, beside the days on which somebody was monitored.",
        ("cost_gbp", "days_billed", "amount_billed_gbp"),
    ),
    Topic(
        "totals",
        "Published figures",
        "What was published, beside what the records show when they are counted in the same way.",
        (),
        ("totals",),
    ),
)
"""Sections by subject, recognition and groups apart."""

RECOGNITION: Final = (
    *("eer", "fmr", "fnmr", "fta", "fte", "far", "frr", "gfar", "gfrr", "fnmr_at_fmr", "apcer", "bpcer"),
    *("iapar", "limit", "false_nonmatch_share", "checks_passed_by_others_share", "share_with_false_nonmatch_within"),
)
"""First parts of the ids that are about recognition."""

GAPS: Final = "group_gap"


def family(identifier: str) -> str:
    """Give the first part of an id.

    Parameters
    ----------
    identifier : str
        Id of an answer.

    Returns
    -------
    str
        Up to the first full stop.
    """
    return identifier.split(".", 1)[0]


def of_topic(topic: Topic, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Pick the answers of a topic.

    Parameters
    ----------
    topic : Topic
        The section.
    answers : mapping of str to Answer
        All answers by id.

    Returns
    -------
    dict of str to Answer
        Those whose id begins with one of its families.
    """
    return {key: answer for key, answer in answers.items() if topic_of(key) is topic}


def topic_of(identifier: str) -> Topic | None:
    """Find the topic of an answer: the one with the longest family that its id begins with.

    Parameters
    ----------
    identifier : str
        Id of an answer.

    Returns
    -------
    Topic or None
        None for recognition, gaps between groups and what has no topic.
    """
    first = family(identifier)
    if first == GAPS or first in RECOGNITION:
        return None
    fits = [
        (len(name), -position)
        for position, topic in enumerate(TOPICS)
        for name in topic.families
        if first == name or first.startswith(f"{name}_")
    ]
    return TOPICS[-max(fits)[1]] if fits else None


def without_topic(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Pick the answers that no section shows, so that none is lost.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers by id.

    Returns
    -------
    dict of str to Answer
        Neither in a topic nor about recognition or gaps.
    """
    return {
        key: answer
        for key, answer in answers.items()
        if topic_of(key) is None and family(key) not in RECOGNITION and family(key) != GAPS
    }
