"""Arrow schemas of the tables in `custodes.records.tables`: every column, its type, its unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.records.tables import CAUSES, POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    dtype : str
        NumPy type, also that of Arrow: "int64", "int32", "int8", "float64", "bool".
    unit : str
        Unit, or "code" with the list of codes in `about`.
    about : str
        What the column holds, in one line.
    """

    dtype: str
    unit: str
    about: str


def _count(about: str) -> Column:
    return Column("int32", "count", about)


def _hours(about: str) -> Column:
    return Column("float64", "hour", about)


PEOPLE: Final[Mapping[str, Column]] = {
    "person": Column("int64", "id", "number of the person; made up or re-keyed, never a real identifier"),
    "joined_h": _hours("when monitoring started, 0 for people there at the start"),
    "left_h": _hours("when monitoring ended, at most the end of the period"),
    "sex": Column("int8", "code", "recorded sex, -1 not recorded"),
    "age_band": Column("int8", "code", "recorded age band, -1 not recorded"),
    "region_of_birth": Column("int8", "code", "recorded region of birth, -1 not recorded"),
    "skin_tone": Column("int8", "code", "recorded skin tone, -1 not recorded"),
}
"""One row a person. A scheme has one of region_of_birth and skin_tone; the other column is absent."""

TALLIES: Final[Mapping[str, Column]] = {
    "person": Column("int64", "id", "number of the person"),
    "on_scheme_d": Column("float64", "day", "days on the scheme in the period"),
    "truth_away_d": Column("float64", "day", "of these, days absconded or with the device handed over"),
    "checks_due": _count("checks due"),
    "checks_answered": _count("checks answered in the window"),
    "checks_passed": _count("checks passed"),
    "checks_no_prompt": _count("checks failed because the prompt did not arrive"),
    "checks_missed": _count("checks failed because they were not answered in the window"),
    "checks_not_captured": _count("checks failed because no usable picture was taken"),
    "checks_not_live": _count("checks failed because the picture was not taken for a live face"),
    "checks_no_match": _count("checks failed because the picture did not match"),
    "truth_own_compared": _count("checks in which the wearer's own face was compared"),
    "truth_own_no_match": _count("of these, checks failed because it did not match (false non-match)"),
    "truth_first_false_nonmatch_d": Column(
        "float64", "day", "days from joining, or from the start of the period, to the first false non-match, NaN none"
    ),
    "truth_other_compared": _count("checks in which somebody else's face, or a picture, was compared"),
    "truth_other_passed": _count("of these, checks passed (false match or accepted attack)"),
    "prompts_asleep": _count("prompts that woke the wearer"),
    "attempts": _count("attempts made at checks"),
    "prompt_h": _hours("time taken by answering prompts"),
    "reporting_h": _hours("time taken by reporting in person: travel, waiting, the check itself"),
    "responding_h": _hours("time taken by contacts, warnings and visits after alerts"),
    "detained_h": _hours("time held after alerts"),
    "reviews": _count("failed checks looked at by a reviewer"),
    "reviews_overturned": _count("of these, cleared by the reviewer"),
    "alerts_raised": _count("alerts raised"),
    "alerts_triaged": _count("alerts that passed triage"),
    "alerts_handled": _count("alerts that a caseworker took up"),
    "alerts_acted_on": _count("alerts followed by a step of the response ladder"),
    "responses_contact": _count("contacts after alerts"),
    "responses_warning": _count("warnings after alerts"),
    "responses_visit": _count("visits after alerts"),
    "responses_arrest": _count("arrests after alerts"),
    "truth_false_raised": _count("alerts raised about the wearer when doing what was asked, or unable to"),
    "truth_false_triaged": _count("false alerts that passed triage"),
    "truth_false_handled": _count("false alerts that a caseworker took up"),
    "truth_false_acted_on": _count("false alerts followed by a step of the response ladder"),
    "truth_absence_raised": _count("alerts raised about a true absence: absconded, handed over, out, removed"),
    "truth_absence_triaged": _count("such alerts that passed triage"),
    "truth_absence_handled": _count("such alerts that a caseworker dealt with"),
    "truth_absence_acted_on": _count("such alerts followed by a step of the response ladder"),
    "truth_first_false_acted_d": Column(
        "float64",
        "day",
        "days from joining, or from the start of the period, to the first false alert acted on, NaN none",
    ),
    "truth_compliant": Column("bool", "yes/no", "no true absence in the period"),
    "photographs_held": _count("photographs held at the end of the period"),
    **{
        f"alerts_{point}_{cause}": _count(
            f"alerts about {cause.replace('_', ' ')} counted when {point.replace('_', ' ')}"
        )
        for point in POINTS
        for cause in CAUSES
    },
    "fixes_due": _count("positions that should have been recorded"),
    "fixes_gnss": _count("positions recorded by satellite"),
    "fixes_wifi": _count("positions recorded by Wi-Fi instead"),
    "fixes_cell": _count("positions recorded by cell instead"),
    "fixes_held": _count("positions recorded in the period and held at its end"),
    "charging_h": _hours("time with the device on the charger"),
    "tethered_h": _hours("of this, time with the wearer tied to the charger"),
    "silent_d": Column("float64", "day", "days on the scheme without any data from the device"),
    "battery_breaches": _count("times that the device reported its battery, before the person absconded"),
    "strap_breaches": _count("times that the device reported its strap, before the person absconded"),
    "first_breach_d": Column(
        "float64", "day", "days from joining, or from the start of the period, to the first of either, NaN none"
    ),
    "curfew_nights": _count("nights under curfew"),
    "truth_false_curfew": _count("times that the device reported a person out in curfew hours who was not"),
}
"""One row a person, in the order of `PEOPLE`."""

ALERTS: Final[Mapping[str, Column]] = {
    "person": Column("int64", "id", "number of the person"),
    "cause": Column("int8", "code", "index into CAUSES"),
    "raised_h": _hours("when the alert was raised"),
    "triaged_h": _hours("when it passed triage, NaN never"),
    "handled_h": _hours("when a caseworker finished with it, NaN never"),
    "acted_on_h": _hours("when a step was taken, NaN never"),
    "step": Column("int8", "code", "index into STEPS, -1 none"),
    "truth_state": Column("int8", "code", "index into STATES"),
    "truth_reason": Column("int8", "code", "index into REASONS"),
    "truth_false": Column("bool", "yes/no", "whether the alert is a false accusation"),
}
"""One row an alert, ordered by raised_h then person."""

CASES: Final[Mapping[str, Column]] = {
    "desk": Column("int8", "code", "index into DESKS"),
    "person": Column("int64", "id", "number of the person"),
    "arrived_h": _hours("when the case came to the desk"),
    "started_h": _hours("when somebody took it up, NaN never"),
    "finished_h": _hours("when it was decided, NaN never"),
    "overturned": Column("bool", "yes/no", "review desk: the failed check was cleared"),
    "truth_state": Column("int8", "code", "index into STATES"),
}
"""One row a case; cases of the review desk first, by time of arrival."""

ABSENCES: Final[Mapping[str, Column]] = {
    "person": Column("int64", "id", "number of the person"),
    "truth_state": Column("int8", "code", "index into STATES"),
    "start_h": _hours("when the absence began"),
    "end_h": _hours("when it ended, at most the end of the period"),
    "noticed_h": _hours("when an alert about it was first acted on, NaN never"),
}
"""One row a true absence."""

DESK_ROWS: Final[Mapping[str, Column]] = {
    "desk": Column("int8", "code", "index into DESKS"),
    "staffed_h": _hours("hours of staff on duty in the period"),
    "worked_h": _hours("hours of staff spent on cases in the period"),
    "backlog_end": _count("cases that had arrived and were not taken up at the end of the period"),
}
"""One row a desk that the scheme has."""

COSTS: Final[Mapping[str, Column]] = {
    "item": Column("int32", "code", "position of the item in the scheme's list of costs"),
    "amount_gbp": Column("float64", "GBP", "cost of the item in the period"),
    "redacted": Column("bool", "yes/no", "whether the scheme withheld a figure that the amount rests on"),
}
"""One row a cost item."""

TABLES: Final[Mapping[str, Mapping[str, Column]]] = {
    "people": PEOPLE,
    "tallies": TALLIES,
    "alerts": ALERTS,
    "cases": CASES,
    "absences": ABSENCES,
    "desks": DESK_ROWS,
    "costs": COSTS,
}
"""All tables by name."""
