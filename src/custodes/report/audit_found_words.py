"""What the answers of an audit are about that only disclosed records can give, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.vocabulary import CAUSES, POINTS, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEDIAN: Final = "Median over people of each one's median."
_TOP: Final = "Even equal people have unequal luck: more than their part does not show that people differ."
_BOUNDS: Final = (
    "At least what was cleared, at most what was not upheld, if whoever cleared or upheld was right; nothing says who "
    "was really there."
)
_PARTS: Final = {"1pct": "1 in 100", "5pct": "5 in 100", "10pct": "10 in 100"}
_REACHED: Final = {
    "raised": "raised",
    "triaged": "passed on after triage",
    "handled": "finished by a caseworker",
    "acted_on": "followed by a step",
}
_SILENT: Final = {"24h": "24 hours", "7d": "7 days", "30d": "30 days", "180d": "180 days"}
_SOURCES: Final = {"gnss": "satellites", "wifi": "Wi-Fi", "cell": "cell", "rf": "a beacon", "none": "no source"}

_ALERTS: Final[Mapping[str, Question]] = {
    **{
        f"alerts_reaching_share.{point}": Question(f"alerts that were {_REACHED[point]}", "Of alerts raised.")
        for point in ("triaged", "handled", "acted_on")
    },
    **{
        f"alerts_borne_by_top.{point}.{part}": Question(
            f"alerts {_REACHED[point]} that fall on the {_PARTS[part]} people who bear most", _TOP
        )
        for point in ("raised", "acted_on")
        for part in _PARTS
    },
    "alerts_cleared_share": Question("alerts that were found to be wrong", "Of alerts raised; open ones may still be."),
    "alerts_acted_on_then_cleared_share": Question(
        "alerts that were found to be wrong after a step had been taken", "Of alerts acted on."
    ),
    "alert_cleared_delay_h": Question(
        "hours from a step until the alert was found to be wrong, for the person in the middle", _MEDIAN
    ),
    "alert_cleared_after_raised_h": Question(
        "hours from raising an alert until it was found to be wrong, for the person in the middle", _MEDIAN
    ),
    "alert_upload_delay_min": Question(
        "minutes from recording to upload of what an alert is about, for the person in the middle", _MEDIAN
    ),
    "alert_upload_delay_min.p95": Question(
        "minutes from recording to upload that 1 in 20 alerts exceed", "Over alerts, with people as the unit."
    ),
    "alerts_raised_late_share": Question(
        "alerts raised more than 24 hours after what they are about", "Of alerts with a time of recording."
    ),
    "alerts_without_precision_share": Question(
        "alerts on a position that do not say how precise it was", "Of alerts about a curfew or a zone."
    ),
    "alerts_without_satellites_share": Question(
        "alerts on a position that do not say how many satellites it had", "Of alerts about a curfew or a zone."
    ),
    "alerts_upheld_despite_excuse_share": Question(
        "alerts with an excuse recorded that were upheld", "Of alerts with something in the column of excuses."
    ),
    "no_data_as_breach_share.alerts": Question(
        "alerts about a device without data that counted as non-compliance", "Of alerts in that state."
    ),
    "no_data_as_breach_share.checks": Question(
        "checks of a device without data that counted as non-compliance", "Of checks in that state."
    ),
    "violations_upheld_despite_authorised_absence_share": Question(
        "violations of authorised absences that were upheld", "Of violations whose absence had been authorised."
    ),
    **{
        f"silent_time_share.{name}": Question(
            f"time monitored in which a device was not heard of for more than {words}",
            "Sum of such silences, divided by the time monitored.",
        )
        for name, words in _SILENT.items()
    },
    "unlabelled_false_nonmatch_share": Question("comparisons that wrongly did not match", _BOUNDS),
    "unlabelled_failed_checks_false_share": Question("failed checks that were of the wearer", _BOUNDS),
    "unlabelled_alerts_false_share.raised": Question("alerts raised that were false", _BOUNDS),
    "unlabelled_alerts_false_share.acted_on": Question("alerts acted on that were false", _BOUNDS),
    "latent_failed_checks_false_share": Question(
        "failed checks that were of the wearer, if reviewers err as passport officers did",
        "Overturned cases, corrected for 6 in 100 own photographs rejected and 14 in 100 others' accepted.",
    ),
}

_DESK: Final[Mapping[str, Question]] = {
    "reviewer_agreement_share": Question("cases on which two reviewers agree", "Of cases with two decisions."),
    "reviewer_agreement_kappa": Question(
        "how far two reviewers agree beyond chance", "Cohen's kappa: 0 is chance, 1 is always."
    ),
    "desk_minutes_per_case": Question("minutes that a case takes, for the person in the middle", _MEDIAN),
    "desk_minutes_per_case.p95": Question("minutes that 1 in 20 cases exceed", "From taking it up to deciding."),
    "cases_decided_within_5s_share": Question("cases decided in less than 5 seconds", "Of cases decided."),
}

_POSITIONS: Final[Mapping[str, Question]] = {
    "positions_present_share": Question(
        "positions recorded of those due", "From each person's first to last, at the usual interval."
    ),
    "positions_without_precision_share": Question(
        "positions that do not say how precise they are", "Of positions in files that have such a column."
    ),
    "position_precision_m": Question("stated precision of a position, for the person in the middle", _MEDIAN),
    "position_precision_m.p90": Question("stated precision that 1 in 10 positions exceed", "Over positions."),
    **{
        f"positions_by_source_share.{name}": Question(f"positions from {words}", "Of positions that name a source.")
        for name, words in _SOURCES.items()
    },
    "upload_delay_min": Question(
        "minutes from recording to upload of a position, for the person in the middle", _MEDIAN
    ),
    "upload_delay_min.p95": Question("minutes to upload that 1 in 20 positions exceed", "Over positions."),
}

_KEPT: Final[Mapping[str, Question]] = {
    "held_past_date_share": Question(
        "entries kept past the date on which they were to be deleted", "Of entries whose date had passed."
    ),
    "deleted_late_share": Question("entries deleted late", "Of entries with a date that were deleted."),
    "deleted_late_days": Question("how late it was deleted, for the person in the middle", _MEDIAN),
    "held_past_basis_share": Question(
        "entries kept though the legal basis had ended", "Of entries whose basis, or the person's, had ended."
    ),
    "held_without_date_share": Question("entries kept without a date of deletion", "Of entries kept at the end."),
    "kept_days": Question("how long a deleted entry was kept, for the person in the middle", _MEDIAN),
    "fixes_used_share": Question("positions ever opened for a decision", "Items used, divided by items collected."),
    "photographs_used_share": Question(
        "photographs ever opened for a decision", "Items used, divided by items collected."
    ),
    "items_held_per_person": Question("items held of a person at the end of the period", "A mean over people."),
    "disclosures_per_person_year": Question(
        "times a year that a person's records are handed to others", "Per year of monitoring."
    ),
    "disclosures_without_reason_share": Question("disclosures of which no reason is written", "Of disclosures."),
    "disclosures_without_authorisation_share": Question(
        "disclosures that nobody is recorded as having signed off", "Of disclosures."
    ),
    "disclosures_too_broad_share": Question(
        "disclosures about nobody in particular, no stated time, or more than a month", "The month is an assumption."
    ),
    "disclosed_items_per_disclosure": Question("items handed over at a time", "A mean over disclosures."),
    "days_billed_not_monitored_share": Question(
        "days billed on which the person was not monitored", "Of days billed for people whose dates are listed."
    ),
    "days_billed_twice_share": Question("days billed more than once", "Of days billed."),
    "amount_billed_gbp": Question("billed in all", "What the bills of the period say; nothing is worked out."),
}

FOUND: Final[Mapping[str, Question]] = {**_ALERTS, **_DESK, **_POSITIONS, **_KEPT}
"""By id of the answer."""

ALERT_CAUSES: Final[Mapping[str, str]] = {
    **CAUSES,
    "no_data": "nothing came in at all",
    "other": "another cause",
}
"""Causes of a disclosed alert."""

DATA: Final[Mapping[str, str]] = {
    "fix": "positions",
    "photograph": "photographs",
    "template": "templates of the face or finger",
    "name": "name and address",
    "alert": "alerts",
    "contact": "calls and letters",
    "other": "other records",
}
"""What is kept, or handed over."""

TABLES: Final[Mapping[str, str]] = {
    "alert-causes": "Alerts by cause, at each counting point",
    "alert-funnel": "Alerts at each counting point",
    "backlog-at": "Cases waiting at the review desk at each date",
    "device-silence": "Times in which nothing was heard of a device",
    "disclosure-recipients": "To whom records were handed",
    "held-by-kind": "What is kept at the end of the period",
    "records-cover": "What part of the period the records cover",
    "reviewers-range": "How far reviewers differ in how often they overturn",
    "reviews-overdue-at": "Reviews overdue at each date",
    "totals-recounted": "Published figures, counted again",
}
"""What further tables show, by name."""

COLUMNS: Final[Mapping[str, str]] = {
    "longer_than_h": "Longer than (hours)",
    "overturned_share_lowest": "Lowest share overturned",
    "overturned_share_median": "Middle share",
    "overturned_share_highest": "Highest share",
    "recounted_low": "Counted again, at least",
    "recounted_high": "Counted again, at most",
    "share_of_period": "Part of the period",
    "share_of_raised": "Part of those raised",
}
"""Columns of further tables whose names are not words."""

CELLS: Final[Mapping[str, Mapping[str, str]]] = {"cause": ALERT_CAUSES, "data": DATA, "point": POINTS}
"""Columns of further tables whose cells are codes."""
