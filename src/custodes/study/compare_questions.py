"""What a comparison asks of every scheme: what it takes of people, what it gains, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from custodes.measures.trail_settings import GRIDS, INTERVALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer

Side = Literal["takes", "gains", "costs"]
"""Whether a question is about what a scheme takes of people, what it is for, or what it costs."""

Better = Literal["less", "more"]

OWN: Final = "own"
"""Last part of the id of an answer about a trail at the setting that each scheme has for itself."""

OWN_FAMILIES: Final = ("trail_home_error_m", "trail_sensitive_visits_seen_per_month", "trail_unicity.p4")
"""Answers about the trail that a comparison takes at each scheme's own setting."""

EARLIER: Final = "absences_noticed_earlier"
"""Id of how many more true absences a scheme notices earlier than the first than it notices later."""

COST_EARLIER: Final = "cost_gbp.per_absence_noticed_earlier"
"""Id of what each of them costs."""


@dataclass(frozen=True)
class CompareQuestion:
    """One line of the table.

    Attributes
    ----------
    key : str
        Id of the answer.
    words : str
        What it asks, in a few words.
    side : str
        What it is about.
    better : str
        Whether less or more of it is better: for the people in what is taken, for the purpose in what is gained.
    nothing : str
        What it means where it does not apply: "best" where nothing is then taken or given away, "worst" where nothing
        is then gained, "unknown" where it says nothing.
    """

    key: str
    words: str
    side: Side
    better: Better
    nothing: Literal["best", "worst", "unknown"]


def _takes(key: str, words: str, better: Better = "less") -> CompareQuestion:
    return CompareQuestion(key, words, "takes", better, "best")


def _gains(key: str, words: str, better: Better) -> CompareQuestion:
    return CompareQuestion(key, words, "gains", better, "worst")


QUESTIONS: Final = (
    _takes("false_accusations_per_person_year.acted_on", "false accusations acted on, a person a year"),
    _takes("share_accused_within.365d", "people wrongly accused within a year"),
    _takes("burden_h_per_week", "hours that it takes of a person's week"),
    _takes("sleep_interruptions_per_week", "times a week that it wakes a person"),
    _takes("responses_per_person_year.arrest", "arrests after alerts, a person a year"),
    _takes("burden_h_per_week.detained", "hours a week that a person is held"),
    _takes(f"trail_home_error_m.{OWN}", "how far off a guess of the home from the trail is", "more"),
    _takes(f"trail_sensitive_visits_seen_per_month.{OWN}", "visits to sensitive places that the trail shows, a month"),
    _takes(f"trail_unicity.p4.{OWN}", "people whom four known visits single out in the trail"),
    _takes("photographs_held_at_end", "photographs held at the end"),
    _takes("trail_fixes_held_at_end", "positions held at the end"),
    _gains("detection_delay_days", "days until a true absence is acted on", "less"),
    _gains("detections_share", "true absences that are acted on", "more"),
    _gains("gone_unnoticed_days_per_person_year", "days a year that people are gone and nobody acts on it", "less"),
    _gains("share_absconded_within.365d", "people who abscond within a year", "less"),
    CompareQuestion("cost_gbp.per_person_day", "cost of a person a day", "costs", "less", "unknown"),
)
"""Every question that is asked of two schemes; no two are added up."""

BY_KEY: Final[Mapping[str, CompareQuestion]] = {question.key: question for question in QUESTIONS}


def at_own_setting(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Add what the trail gives away at the setting that the scheme has for itself.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers of a scheme, by id.

    Returns
    -------
    dict of str to Answer
        The same, and for each of `OWN_FAMILIES` the answer at the finest interval and grid that the scheme records.
    """
    found = dict(answers)
    for family in OWN_FAMILIES:
        settings = [f"{family}.{interval}.{grid}" for interval in INTERVALS for grid in GRIDS]
        there = [answers[key] for key in settings if key in answers]
        if there:
            own = next((answer for answer in there if not answer.does_not_apply), there[0])
            found[f"{family}.{OWN}"] = own
    return found
