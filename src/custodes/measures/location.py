"""What a tag records and takes: fixes, breaches of battery and strap, charging, silence, false curfew alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.asking import DAYS_PER_WEEK, DAYS_PER_YEAR, HOURS_PER_DAY
from custodes.measures.horizon import ask_by_day, watch
from custodes.measures.per_person import (
    NO_TRUTH,
    NOT_DISCLOSED,
    Question,
    ask_rate,
    ask_share,
    assemble,
    nothing,
    undisclosed,
)
from custodes.measures.quantile import case_quantile
from custodes.measures.rate import Kind
from custodes.measures.rests import DEVICE, POSITIONS, ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records, Table

NO_POSITIONS: Final = "does not apply: this scheme records no positions"
NO_DEVICE: Final = "does not apply: this scheme gives out no device that has to be charged"
NO_BREACH: Final = "does not apply: no rule of this scheme has it reported"
NO_CURFEW: Final = "does not apply: this scheme has no curfew"
BREACH_WITHIN_D: Final = 365
LATE: Final = 0.95


def location(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many fixes a tag records and loses, and how often it wrongly says that a wearer is out at night.

    A fix is lost when nothing was recorded at its time, for whatever reason. A false curfew alert is counted each time
    that the device reports somebody out who was not, before alerts are joined; of nights under curfew.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``fixes_per_person_day`` [per person-day], ``fixes_lost_share`` [ratio] and
        ``false_alerts_per_person_night.curfew`` [per person-night].
    """
    tallies = records.tallies
    days = tallies["on_scheme_d"]
    each = Question("per person-day", POSITIONS)
    lost = Question("share", POSITIONS, "no fix was due in this period")
    night = Question("per person-night", (*POSITIONS, *ZONES), "nobody was under curfew in this period")
    if "positions" not in records.parts:
        found = {
            "fixes_per_person_day": each.untold(NO_POSITIONS, ask),
            "fixes_lost_share": lost.untold(NO_POSITIONS, ask),
        }
    else:
        recorded = _recorded(tallies)
        due = tallies["fixes_due"]
        found = {
            "fixes_per_person_day": ask_rate(recorded, days, each, ask, Kind(chance=False)),
            "fixes_lost_share": ask_share(due - recorded, due, lost, ask),
        }
    return {**found, "false_alerts_per_person_night.curfew": _false_curfew(records, night, ask)}


def _recorded(tallies: Table) -> NDArray[Any]:
    """Count positions from whatever source; disclosed ones need not say from which."""
    if "fixes_recorded" in tallies:
        return tallies["fixes_recorded"]
    return np.asarray(np.sum([tallies[f"fixes_{source}"] for source in ("gnss", "wifi", "cell")], axis=0))


def _false_curfew(records: Records, night: Question, ask: Asking) -> Answer:
    if "curfew" not in records.parts:
        return night.untold(NO_CURFEW, ask)
    if not records.has_truth:
        return night.untold(NO_TRUTH, ask)
    tallies = records.tallies
    return ask_rate(tallies["truth_false_curfew"], tallies["curfew_nights"], night, ask, Kind())


def device(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how often a battery or a strap is reported, and what charging and silence take.

    A breach is a report of the device, whether or not it becomes an alert of its own. The largest number of battery
    breaches of one person is what was counted and has no interval; a larger scheme or a longer period has a larger one.
    The days without data are those of a person in the period; 95 in 100 people have at most as many as the answer says.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``share_with_battery_or_strap_breach.365d`` [ratio], ``battery_breaches_per_person_year.mean`` and ``.max``,
        ``strap_breaches_per_person_year`` [per person-year], ``charging_h_per_day`` [hour per day],
        ``tethered_h_per_week`` [hour per week] and ``silent_device_days.p95`` [day].
    """
    year = "per person-year"
    asked = {
        "share_with_battery_or_strap_breach.365d": Question("share", DEVICE),
        "battery_breaches_per_person_year.mean": Question(year, DEVICE),
        "battery_breaches_per_person_year.max": Question(year, DEVICE),
        "strap_breaches_per_person_year": Question(year, DEVICE),
        "charging_h_per_day": Question("hour per day", DEVICE),
        "tethered_h_per_week": Question("hour per week", DEVICE),
        "silent_device_days.p95": Question("day", (*DEVICE, *POSITIONS)),
    }
    if "devices" not in records.parts:
        return {name: question.untold(NO_DEVICE, ask) for name, question in asked.items()}
    return {**_device(records, asked, ask), **_not_reported(records, asked, ask)}


def _not_reported(records: Records, asked: Mapping[str, Question], ask: Asking) -> dict[str, Answer]:
    """Say of which breaches nobody is told, because no rule of the scheme asks for them."""
    of = {
        "share_with_battery_or_strap_breach.365d": ("battery", "strap"),
        "battery_breaches_per_person_year.mean": ("battery",),
        "battery_breaches_per_person_year.max": ("battery",),
        "strap_breaches_per_person_year": ("strap",),
    }
    return {name: asked[name].untold(NO_BREACH, ask) for name, causes in of.items() if not records.parts & {*causes}}


def _device(records: Records, asked: Mapping[str, Question], ask: Asking) -> dict[str, Answer]:
    tallies = records.tallies
    days = tallies["on_scheme_d"]
    most_h = days * HOURS_PER_DAY
    breach, mean, most, strap, charging, tethered, silent = asked.values()
    a_year = DAYS_PER_YEAR / records.days if records.days > 0 else 0.0
    found = (
        ask_by_day(tallies["first_breach_d"], BREACH_WITHIN_D, watch(records), breach, ask)
        if "first_breach_d" in tallies
        else breach.untold(NOT_DISCLOSED, ask, len(days)),
        ask_rate(tallies["battery_breaches"], days, mean, ask, Kind(DAYS_PER_YEAR)),
        assemble((_most_of(tallies["battery_breaches"], of, a_year) for of in ask.members.matrix.T), most, ask)
        if not undisclosed(tallies["battery_breaches"])
        else most.untold(NOT_DISCLOSED, ask, len(days)),
        ask_rate(tallies["strap_breaches"], days, strap, ask, Kind(DAYS_PER_YEAR)),
        ask_rate(tallies["charging_h"], days, charging, ask, Kind(chance=False, most=most_h)),
        ask_rate(tallies["tethered_h"], days, tethered, ask, Kind(DAYS_PER_WEEK, chance=False, most=most_h)),
        assemble((_late(tallies["silent_d"], of, ask) for of in ask.members.matrix.T), silent, ask)
        if not undisclosed(tallies["silent_d"])
        else silent.untold(NOT_DISCLOSED, ask, len(days)),
    )
    return dict(zip(asked, found, strict=True))


def _most_of(counts: NDArray[np.int32], column: NDArray[np.float64], scale: float) -> GroupAnswer:
    rows = column > 0
    if not rows.any():
        return nothing("nobody was on the scheme in this period")
    most = float(counts[rows].max()) * scale
    as_many = int(np.count_nonzero(counts[rows] == counts[rows].max())) if most > 0 else 0
    return GroupAnswer(most, most, most, int(rows.sum()), touched=as_many)


def _late(days: NDArray[np.float64], column: NDArray[np.float64], ask: Asking) -> GroupAnswer:
    rows = np.flatnonzero(column * ~np.isnan(days))
    if not len(rows):
        return nothing("nobody was on the scheme in this period")
    order = np.argsort(days[rows], kind="stable")
    return case_quantile(days[rows][order], order, LATE, ask.level, ask.members.on_scheme)
