"""What each answer about tags and trails is about, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.dials import at_setting
from custodes.report.vocabulary import CAUSES, POINTS, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

_PER_MONTH: Final = "Counted over everybody, divided by the months on the scheme."
_PER_YEAR: Final = "Counted over everybody, divided by the years on the scheme."
_DELAY_OF: Final = "so read it together with the share."

TAG: Final[Mapping[str, Question]] = {
    "fixes_per_person_day": Question(
        "positions recorded of a person in a day",
        "Positions from satellites, wireless networks and telephone masts, divided by the days on the scheme.",
    ),
    "fixes_lost_share": Question(
        "positions due that were not recorded",
        "Positions due less those recorded, divided by those due, whatever the reason: signal, battery, device.",
    ),
    "share_with_battery_or_strap_breach.365d": Question(
        "people whose device reports its battery or its strap at least once within 365 days on the scheme in the run",
        "Days count from joining, or from the start of the run for people who were there then. By the Kaplan-Meier "
        "method: a person who leaves the scheme counts for as long as they were on it.",
    ),
    "battery_breaches_per_person_year.mean": Question("reports of the battery, on average", _PER_YEAR),
    "battery_breaches_per_person_year.max": Question(
        "reports of the battery about the person with most",
        "The largest number of the run, worked out for a year. It has no range from people; more people or a longer "
        "run have a larger one.",
    ),
    "strap_breaches_per_person_year": Question("reports of the strap, on average", _PER_YEAR),
    "charging_h_per_day": Question(
        "hours a day that the device is on the charger", "Hours on the charger, divided by the days on the scheme."
    ),
    "tethered_h_per_week": Question(
        "hours a week that the wearer is tied to the charger",
        "Hours on the charger while the device is worn, divided by the weeks on the scheme.",
    ),
    "silent_device_days.p95": Question(
        "days without any data from the device that 95 in 100 people have at most",
        "Of each person, the time on the scheme in the run in which the device sent nothing.",
    ),
    "false_alerts_per_person_night.curfew": Question(
        "times a night under curfew that a person is wrongly reported out",
        "Reports of people who were where they had to be, before reports are joined into alerts, divided by the "
        "nights under curfew.",
    ),
    "violations_noticed_share": Question(
        "true violations that are acted on by the end of the run",
        "True violations followed by action, divided by all: being out in curfew hours or where one must not be, "
        "taking the device off, absconding.",
    ),
    "violation_noticed_delay_h": Question(
        "hours from the start of a true violation until it is acted on",
        f"Over true violations that were acted on by the end of the run; the others have no delay, {_DELAY_OF}",
    ),
    "trail_fixes_held_at_end": Question(
        "positions recorded in the run, of its people, and still held at its end",
        "Positions recorded in the run, less those whose time of keeping had ended. People who were there at the "
        "start begin with none, so a scheme that has run for long holds more.",
    ),
}
"""Questions about the tag, by id of their answer."""

SETTINGS: Final[Mapping[str, Question]] = {
    "violations_seen_share": Question(
        "true violations of a zone or a curfew in which the rule is met by the positions",
        "True violations with a position at which the scheme's rule is met, divided by all.",
    ),
    "violation_seen_delay_h": Question(
        "hours from the start of a true violation until the rule is met by the positions",
        f"Over the violations in which the rule is met; the others have no delay, {_DELAY_OF}",
    ),
    "trail_home_error_m": Question(
        "metres from the guessed home to the true one, for half of the people at most",
        "The home is guessed as the middle of the positions at night; the median over people.",
    ),
    "trail_home_households": Question(
        "households that live within that distance of the guess", "By the density of the town; the median over people."
    ),
    "trail_stays_seen_share": Question(
        "stays of 20 minutes or more away from home that the trail shows",
        "Stays with a position that shows the person there and not at home, divided by all.",
    ),
    "trail_sensitive_visits_seen_per_month": Question(
        "visits to a clinic, a place of worship, a lawyer or a union that the trail shows",
        "Each such stay that is seen counts by the chance of picking the right one of the places that its square "
        "leaves open; divided by the months looked at.",
    ),
    **{
        f"trail_unicity.p{count}": Question(
            f"people singled out by {points} of their visits, known from elsewhere",
            "People whom everybody else's trail rules out, among the people whose trails are looked at.",
        )
        for count, points in enumerate(("one", "two", "three", "four"), start=1)
    },
    "trail_anonymity.min.p4": Question(
        "smallest crowd that four known visits leave a person in",
        "People whose trail fits the visits, the person included; the smallest crowd found.",
    ),
    "trail_anonymity.median.p4": Question(
        "crowd that four known visits leave half of the people in, at most",
        "People whose trail fits the visits, the person included; the median over people.",
    ),
    "trail_anonymity.under5.p4": Question(
        "people whom four known visits leave in a crowd of fewer than five",
        "People whose trail fits the visits, the person included.",
    ),
    "trail_entropy_bits": Question(
        "bits that the next place of a person adds to what the places before give away",
        "An estimate from the order of the squares; the median over people.",
    ),
    "trail_predictability_bound": Question(
        "next places of a person that could be foretold at best",
        "An estimate from the entropy; the median over people.",
    ),
}
"""Questions asked at every setting of a trail, by what the ids begin with."""


def _alerts() -> dict[str, Question]:
    return {
        f"alerts_per_person_month.{point}.{cause}": Question(f"alerts {words}: {about}", _PER_MONTH)
        for point, words in POINTS.items()
        for cause, about in CAUSES.items()
    }


TAG_QUESTIONS: Final[Mapping[str, Question]] = {**TAG, **_alerts()}
"""Questions about tags, and about alerts by cause, by id of their answer."""


def setting_question(family: str, interval: str, grid: str) -> Question | None:
    """Give the question behind an answer about one setting of a trail.

    Parameters
    ----------
    family : str
        What its id begins with.
    interval, grid : str
        The setting.

    Returns
    -------
    Question or None
        None for a family that is not in the list.
    """
    found = SETTINGS.get(family)
    if found is None:
        return None
    return Question(f"{found.words}, with {at_setting(interval, grid)}", found.how)
