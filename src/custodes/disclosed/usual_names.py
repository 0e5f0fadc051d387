"""Names that columns of disclosed files usually have, and the column of a kind that each may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from custodes.disclosed.codes_text import plain_word
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIME: Final = (
    *("timestamp", "time", "datetime", "date_time", "date_and_time", "gps_time", "gps_date", "fix_time", "event_time"),
    *("event_date", "date", "recorded_at", "occurred_at", "when"),
)
_MAIN_TIME: Final = {
    "checks": "due",
    "alerts": "raised",
    "desk": "arrived",
    "positions": "time",
    "disclosures": "time",
    "contacts": "time",
    "violations": "start",
    "scores": "time",
    "totals": "date",
}

USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "person": (
        *("person_id", "subject", "subject_id", "client", "client_id", "wearer", "wearer_id", "device_wearer"),
        *("device_wearer_id", "service_user", "service_user_id", "pseudonym", "participant", "participant_id"),
        *("user_id", "offender_id", "applicant_id", "case_reference"),
    ),
    "other_person": ("other_person_id", "reference_person", "reference_id", "gallery_id"),
    "device": ("device_id", "device_serial", "device_serial_number", "serial_number", "tag_id", "unit_id", "imei"),
    "alert": ("alert_id", "event_id", "alarm_id", "notification_id"),
    "case": ("case_id", "review_case_id", "ticket", "ticket_id"),
    "violation": ("violation_id", "breach_id"),
    "item": ("item_id", "record_id"),
    "reviewer": ("reviewer_id", "reviewed_by", "operator_id", "agent_id"),
    "latitude": ("lat", "gps_lat", "gps_latitude", "position_latitude"),
    "longitude": ("lon", "lng", "long", "gps_lon", "gps_longitude", "position_longitude"),
    "precision_m": ("precision", "accuracy", "accuracy_m", "horizontal_accuracy", "radius_m", "error_m"),
    "satellites": ("sats", "satellite", "satellite_count", "number_of_satellites", "num_sats"),
    "hdop": ("dilution", "dilution_of_precision"),
    "source": ("fix_type", "position_source", "location_source", "method", "provider"),
    "speed": ("speed_ms", "speed_m_s", "velocity"),
    "battery": ("battery_level", "battery_percent", "battery_percentage", "charge"),
    "uploaded": ("uploaded_at", "upload_time", "received", "received_at", "server_time"),
    "recorded": ("device_time", "recorded_time"),
    "due": ("due_date", "due_at", "scheduled", "scheduled_at", "scheduled_for", "review_due", "review_due_date"),
    "answered": ("answered_at", "responded", "responded_at", "completed_at", "submitted_at"),
    "done": ("done_at", "completed", "review_date", "reviewed_on", "reviewed_at", "date_completed", "date_done"),
    "outcome": ("result", "outcome_code", "status"),
    "cause": ("alert_type", "event_type", "type", "reason_code", "alarm_type"),
    "category": ("violation_type", "breach_type", "type"),
    "raised": ("raised_at", "alert_time", "alert_date", "alarm_time", "created_at", "start"),
    "handled": ("handled_at", "closed_at", "closed", "resolved_at"),
    "triaged": ("triaged_at", "first_looked_at"),
    "acted_on": ("acted_on_at", "action_time", "action_date"),
    "cleared": ("cleared_at", "cancelled_at"),
    "arrived": ("arrived_at", "received_at", "queued_at", "submitted_at"),
    "finished": ("finished_at", "decided_at", "reviewed_at", "completed_at"),
    "started": ("started_at", "start_date", "monitoring_start", "monitored_from", "date_started", "opened_at"),
    "ended": ("ended_at", "end_date", "monitoring_end", "monitored_until", "date_ended"),
    "start": ("start_time", "start_date", "breach_date", "from"),
    "end": ("end_time", "end_date", "until"),
    "activated": ("activation_date", "fitted", "fitted_at", "installed", "installed_at", "date_fitted"),
    "deactivated": ("deactivation_date", "removed", "removed_at", "date_removed"),
    "reasons": ("reason", "reasons_given", "rationale", "justification"),
    "reason": ("reasons", "purpose", "justification"),
    "excuse": ("reasonable_excuse", "explanation", "excuse_given"),
    "authorised_absence": ("authorised", "absence_authorised"),
    "decision": ("manual_decision", "review_decision", "reviewer_decision"),
    "second_decision": ("second_review", "second_reviewer_decision"),
    "recipient": ("shared_with", "disclosed_to", "to_whom", "organisation", "agency", "requested_by"),
    "data": ("data_type", "data_category", "what"),
    "count": ("number", "records", "number_of_records", "items", "quantity"),
    "since": ("collected_at", "collected", "held_since", "stored_at", "created_at"),
    "delete_by": ("retention_until", "delete_on", "expiry", "expires_at", "retain_until"),
    "deleted": ("deleted_at", "deletion_date", "date_deleted"),
    "score": ("similarity", "similarity_score", "match_score", "comparison_score", "confidence"),
    "mated": ("genuine", "same_person", "is_match", "label"),
    "threshold": ("match_threshold", "decision_threshold"),
    "channel": ("contact_type", "how", "medium"),
    "by_wearer": ("inbound", "wearer_called"),
    "days": ("days_billed", "billed_days", "number_of_days"),
    "amount_gbp": ("amount", "charge_gbp", "cost", "total_gbp"),
    "from": ("period_start", "from_date", "billed_from", "date_from"),
    "until": ("to", "period_end", "to_date", "billed_until", "date_to"),
    "value": ("figure", "total", "number", "count"),
    "quantity": ("measure", "indicator", "statistic", "what"),
    "date": ("as_at", "month", "quarter_end", "reporting_date"),
    "sex": ("gender",),
    "age_band": ("age_group", "age_range"),
    "region_of_birth": ("region",),
    "group": ("ethnicity", "ethnic_group"),
}
"""Usual names of each column, written as `plain_word` writes them."""


def bare_name(column: str) -> tuple[str, str]:
    """Write the name of a column plainly, without what it says of the clock.

    Parameters
    ----------
    column : str
        Such as ``Timestamp (UTC)`` or ``eventStartDateLocal``.

    Returns
    -------
    str, str
        The name in small letters with underscores; "utc", "local" or "".
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column)
    name = plain_word(re.sub(r"[^A-Za-z0-9_]+", "_", spaced)).strip("_")
    found = re.fullmatch(r"(.+?)_(utc|gmt|z|local)", name)
    if found is None:
        return name, ""
    return found[1], "local" if found[2] == "local" else "utc"


def guessed(kind: str, header: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Find which column of a file each column of a kind may be.

    Parameters
    ----------
    kind : str
        The kind of record.
    header : tuple of str
        Names of the columns of the file.

    Returns
    -------
    dict of str to (str, str)
        For each column of the kind that was found, the file's column and why; a column of the file serves once.
    """
    plain = {column: bare_name(column)[0] for column in header}
    found: dict[str, tuple[str, str]] = {}
    for exact in (True, False):
        for name in KINDS[kind]:
            usual = (name,) if exact else USUAL.get(name, ())
            if not exact and _MAIN_TIME.get(kind) == name:
                usual = (*usual, *_TIME)
            taken = {column for column, _ in found.values()}
            hits = [column for word in usual for column in header if plain[column] == word and column not in taken]
            if name not in found and hits:
                why = "the same name" if exact else f"a usual name of {name}"
                found[name] = (hits[0], why)
    return found
