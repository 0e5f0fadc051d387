"""What each question of an audit needs: the kind of record, its columns, and why anybody should ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Need:
    """A question and what it takes to answer it.

    Attributes
    ----------
    question : str
        What is asked, in one clause.
    ids : tuple of str
        Ids of answers, or their beginnings up to a full stop.
    kind : str
        The kind of record, or what no file of these kinds holds.
    columns : tuple of str
        What of it is needed.
    why : str
        Why it matters, as what follows "because".
    words : str
        What to ask for, where the columns' own words do not say it.
    rows : str
        For what to ask it, where the kind's own words do not say it.
    truth : bool
        Whether it is about what really happened, which no such table says.
    own : bool
        Whether one person can ask for it of their own file.
    """

    question: str
    ids: tuple[str, ...]
    kind: str
    columns: tuple[str, ...]
    why: str
    words: str = ""
    rows: str = ""
    truth: bool = False
    own: bool = True


ROW_WORDS: Final[Mapping[str, str]] = {
    "people": "each person monitored",
    "devices": "each device and each person who had it",
    "scores": "each comparison of faces or prints",
    "checks": "each scheduled check",
    "alerts": "each alert",
    "reviews": "each review of the decision to monitor",
    "desk": "each failed check that a person looked at",
    "positions": "each recorded position",
    "holdings": "each kind of record that is kept",
    "disclosures": "each time that records were handed to anybody",
    "contacts": "each contact",
    "violations": "each violation",
    "bills": "each bill",
    "totals": "each published figure",
}
"""What one row of a kind is, in the words of a request."""

NEEDS: Final = (
    Need(
        "From when to when each person was monitored",
        (
            *("alerts_per_person_month", "responses_per_person_year", "checks_due_per_person_year"),
            *("failed_checks_per_person_year", "disclosures_per_person_year", "days_billed_not_monitored_share"),
            *("days_without_valid_review_per_person_year", "fixes_per_person_day", "fixes_lost_share"),
            *("battery_breaches_per_person_year", "strap_breaches_per_person_year"),
            *("share_with_battery_or_strap_breach", "breaches_per_person_year", "share_with_breach_within"),
        ),
        "people",
        ("started", "ended"),
        "no count can become a rate without the time that people were monitored",
    ),
    Need(
        "When the legal basis for monitoring each person ended",
        ("held_past_basis_share",),
        "people",
        ("basis_ended",),
        "what is kept after that has nothing to rest on",
    ),
    Need(
        "Whether errors fall on some groups more than on others",
        ("group_gap",),
        "people",
        ("sex", "age_band"),
        "a gap that nobody can see is not looked for",
    ),
    Need(
        "How many alerts there are at each stage, and what follows",
        ("alerts_per_person_month", "alerts_reaching_share", "alerts_borne_by_top", "responses_per_person_year"),
        "alerts",
        ("raised", "triaged", "handled", "acted_on", "step"),
        "an alert that reaches a caseworker or leads to a step is another thing than one that was only raised",
    ),
    Need(
        "What alerts are about",
        (
            *("alerts_per_person_month", "battery_breaches_per_person_year", "strap_breaches_per_person_year"),
            *("share_with_battery_or_strap_breach", "breaches_per_person_year", "share_with_breach_within"),
            "alerts_without_satellites_share",
        ),
        "alerts",
        ("cause",),
        "a flat battery is no absence",
    ),
    Need(
        "How many alerts were found to be wrong, and how late",
        (
            *("alerts_cleared_share", "alerts_acted_on_then_cleared_share", "alert_cleared_delay_h"),
            *("alert_cleared_after_raised_h", "unlabelled_alerts_false_share"),
        ),
        "alerts",
        ("outcome", "cleared"),
        "it is the nearest that records come to how often people are wrongly accused",
    ),
    Need(
        "How late the data behind an alert come in",
        ("alert_upload_delay_min", "alerts_raised_late_share"),
        "alerts",
        ("recorded", "uploaded"),
        "an alert about last week cannot be answered for today",
    ),
    Need(
        "How good the position behind an alert was",
        ("alerts_without_precision_share", "alerts_without_satellites_share"),
        "alerts",
        ("precision_m", "satellites"),
        "a position that is off by a street can put anybody outside their home",
    ),
    Need(
        "Whether excuses were weighed",
        ("alerts_upheld_despite_excuse_share",),
        "alerts",
        ("excuse", "outcome"),
        "an excuse that is written down and not answered was perhaps not read",
    ),
    Need(
        "Whether a lack of data counted against people",
        ("no_data_as_breach_share.alerts",),
        "alerts",
        ("state", "treated_as"),
        "a device that says nothing says nothing about the person",
    ),
    Need(
        "Whether checks without data counted against people",
        ("no_data_as_breach_share.checks",),
        "checks",
        ("state", "treated_as"),
        "a device that says nothing says nothing about the person",
    ),
    Need(
        "Whether authorised absences were upheld as violations",
        ("violations_upheld_despite_authorised_absence_share",),
        "violations",
        ("start", "authorised_absence", "outcome"),
        "an absence that was allowed is no breach",
    ),
    Need(
        "Whose device an alert came from",
        (),
        "devices",
        ("device", "person", "activated", "deactivated"),
        "a device that was given on brings the history of somebody else",
    ),
    Need(
        "Which device each alert came from",
        (),
        "alerts",
        ("device",),
        "without it nobody can see whether the device was the person's at the time",
    ),
    Need(
        "How long devices said nothing",
        ("silent_time_share",),
        "positions",
        ("time",),
        "a tag that is silent for months burdens a person and shows nothing",
    ),
    Need(
        "How many checks fall due and fail, and of what",
        ("checks_due_per_person_year", "failed_checks_per_person_year", "unlabelled_false_nonmatch_share"),
        "checks",
        ("due", "outcome"),
        "each failed check is a doubt about a person",
    ),
    Need(
        "What reviewers of failed checks decide",
        (
            *("review_overturned_share", "unlabelled_failed_checks_false_share", "latent_failed_checks_false_share"),
            *("unlabelled_false_nonmatch_share", "review_wait_h", "desk_backlog_end.review", "desk_minutes_per_case"),
            "cases_decided_within_5s_share",
        ),
        "desk",
        ("arrived", "started", "finished", "decision"),
        "it shows whether a person decides, how quickly, and how often the machine was wrong",
    ),
    Need(
        "Whether two reviewers agree",
        ("reviewer_agreement_share", "reviewer_agreement_kappa"),
        "desk",
        ("second_decision", "reviewer"),
        "where two people cannot agree, one decision is luck",
    ),
    Need(
        "Whether reviews were on time",
        (
            *("reviews_overdue_share", "reviews_late_days", "review_interval_days"),
            "days_without_valid_review_per_person_year",
        ),
        "reviews",
        ("due", "done"),
        "between due and done nobody had decided that monitoring was still right",
    ),
    Need(
        "Whether reasons are given",
        ("reviews_without_reasons_share",),
        "reviews",
        ("reasons",),
        "a decision without reasons cannot be answered",
    ),
    Need(
        "Whether the two exceptions were considered",
        ("reviews_without_exceptions_share",),
        "reviews",
        ("exceptions_considered",),
        "the law has monitoring end where it is impractical or against rights",
    ),
    Need(
        "How long representations waited",
        ("representation_answer_days",),
        "reviews",
        ("representations_received", "representations_answered"),
        "what a person puts forward is to be considered",
    ),
    Need(
        "How many positions are recorded and lost, how good they are, and how late they come",
        (
            *("fixes_per_person_day", "fixes_lost_share", "positions_present_share", "upload_delay_min"),
            *("positions_without_precision_share", "position_precision_m", "positions_by_source_share"),
        ),
        "positions",
        ("time", "latitude", "longitude", "precision_m", "source", "recorded", "uploaded"),
        "what a position can prove depends on it",
    ),
    Need(
        "What the trail gives away",
        (
            *("trail_unicity", "trail_anonymity", "trail_entropy_bits", "trail_predictability_bound"),
            *("trail_home_households", "trail_home_error_m", "trail_stays_seen_share"),
            *("trail_sensitive_visits_seen_per_month", "violations_seen_share", "violation_seen_delay_h"),
        ),
        "positions",
        ("time", "latitude", "longitude"),
        "it says what the scheme knows beyond what it needs",
    ),
    Need(
        "How much is kept",
        (
            *("photographs_held_at_end", "trail_fixes_held_at_end", "items_held_per_person"),
            *("held_without_date_share", "held_past_basis_share"),
        ),
        "holdings",
        ("data", "since", "count", "person"),
        "what is kept can still be asked for, lost or misread",
    ),
    Need(
        "Whether it is deleted in time",
        ("held_past_date_share", "deleted_late_share", "deleted_late_days", "kept_days"),
        "holdings",
        ("delete_by", "deleted"),
        "a date of deletion that nobody keeps protects nobody",
    ),
    Need(
        "How much of what is collected is ever used",
        ("fixes_used_share", "photographs_used_share"),
        "holdings",
        ("count", "used"),
        "what is never opened for a decision was perhaps not needed",
    ),
    Need(
        "How often records are handed to others, how much, and why",
        (
            *("disclosures_per_person_year", "disclosures_without_reason_share", "disclosures_too_broad_share"),
            *("disclosures_without_authorisation_share", "disclosed_items_per_disclosure"),
        ),
        "disclosures",
        ("time", "recipient", "reason", "authorised", "from", "until", "count"),
        "what was handed over leaves the scheme's own rules behind",
    ),
    Need(
        "What was billed, and for whom",
        ("days_billed_not_monitored_share", "days_billed_twice_share", "amount_billed_gbp"),
        "bills",
        ("person", "from", "until", "amount_gbp"),
        "a day billed on which nobody was monitored is paid for nothing",
        own=False,
    ),
    Need(
        "How often the machine rejects a person's own face and accepts another's",
        (
            *("eer", "fmr", "fnmr", "fnmr_at_fmr", "fmr_at_fnmr", "det", "limit", "threshold"),
            *("zerofmr", "dprime", "auc", "scores"),
        ),
        "scores",
        ("score", "mated", "person", "threshold"),
        "every false rejection is a doubt about somebody who did as asked",
    ),
    Need(
        "How often no usable picture is taken, or a live face is taken for a fake",
        ("fta", "fte", "bpcer", "apcer", "acer", "far", "frr", "gfar", "gfrr", "iapar"),
        "scores",
        ("acquired", "enrolled", "live", "species"),
        "such failures count against people and are in no comparison",
    ),
    Need(
        "What really happened at alerts and checks",
        (
            *("false_accusations_per_person_year", "alert_precision", "alerts_about_absence_share"),
            *("share_accused_within", "accusations_borne_by_top", "share_with_false_nonmatch_within"),
            *("false_nonmatch_share", "checks_passed_by_others_share", "detections_share", "detection_delay_days"),
            *("share_absconded_within", "gone_unnoticed_days_per_person_year"),
            *("violations_noticed_share", "violation_noticed_delay_h", "false_alerts_per_person_night", "group_gap"),
            *("trail_home_error_m", "trail_stays_seen_share", "trail_sensitive_visits_seen_per_month"),
            *("trail_home_households", "violations_seen_share", "violation_seen_delay_h"),
            "cost_gbp.per_true_detection",
        ),
        "truth",
        ("what each turned out to be, confirmed by other means",),
        "without it nobody can say how often people are wrongly accused",
        words="what it turned out to be and how that was confirmed, and any study of how often such alerts are wrong",
        rows="each alert and each failed check",
        truth=True,
    ),
    Need(
        "What the scheme takes of a person's time",
        ("burden_h_per_week", "sleep_interruptions_per_week", "charging_h_per_day", "tethered_h_per_week"),
        "time",
        ("hours by what they went to",),
        "it has to be weighed against what the scheme is for",
        words="the time taken by prompts, visits, charging, contacts and detention, or any study of it",
        rows="each person monitored",
    ),
    Need(
        "How many days devices said nothing at all",
        ("silent_device_days",),
        "heartbeats",
        ("every time that the device was heard of",),
        "a tag that is silent for months burdens a person and shows nothing",
        words="every time that it was heard of, and every change of its state",
        rows="each device",
    ),
    Need(
        "When desks were staffed, and when caseworkers took alerts up",
        ("desk_utilisation", "casework_wait_h", "desk_backlog_end"),
        "rota",
        ("hours on duty by desk", "when each alert was taken up"),
        "a desk that is always behind reviews nothing in time",
        words="the hours of staff on duty at each desk, and for each alert when a caseworker took it up",
        rows="each day",
        own=False,
    ),
    Need(
        "What the scheme costs",
        ("cost_gbp",),
        "costs",
        ("item", "amount"),
        "a scheme that costs more than another that does as well needs a reason",
        words="what was paid, by item",
        rows="each contract",
        own=False,
    ),
)
"""Questions in the order of a page; an answer may wait for several."""
