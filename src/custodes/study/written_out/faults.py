"""Faults planted in records that were in good order, each with its true number, so that an audit can be held to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from custodes.people import purposes
from custodes.people.draws import draw_people
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.records.kinds import ALERT_OUTCOMES, STATUSES
from custodes.study.written_out.device_faults import reissue, silence
from custodes.study.written_out.world import CLEARED, NONE, UPHELD, Clock

Tables = dict[str, dict[str, NDArray[Any]]]
"""Columns by kind."""

Plant = Callable[[Tables, Clock, int, int], int]
"""Plants so many at most and says how many: (tables, changed in place; period; seed; wanted) -> planted."""

SUMMER_TIME_ENDS_S: Final = 1_761_440_400.0
"""Sunday 26 October 2025, 01:00 UTC, when clocks in London went back from 02:00 to 01:00 [second]."""


@dataclass(frozen=True)
class Faults:
    """How many of each fault to plant; 0 for none.

    Attributes
    ----------
    overdue_reviews : int
        Reviews done after they were due, or not done: turn about [count].
    reviews_without_reasons : int
        Reviews done in time without reasons [count].
    late_deletions : int
        Items deleted after their date [count].
    kept_past_date : int
        Items not deleted though their date is past [count].
    held_past_basis : int
        Items of people whose monitoring is over that are to be deleted later, and are still there [count].
    reissued_devices : int
        Alerts from a former wearer's time that are booked on the new wearer of the device [count].
    silent_devices : int
        Devices in use of which nothing is heard in the last half of the period [count].
    no_data_as_breach : int
        Alerts about a device that said nothing, counted as non-compliance [count].
    acted_on_then_cleared : int
        Alerts found to be wrong after a step was taken [count].
    disclosures_without_reason : int
        Disclosures for which no reason is written [count].
    disclosures_too_broad : int
        Disclosures about the year before [count].
    bills_after_the_end : int
        Bills that go on after monitoring ended; what is counted is days [count].
    two_totals : int
        Published figures of which there is a second, different one [count].
    duplicate_rows : int
        Checks that are in the file twice, word for word [count].
    clock_change : int
        Contacts in the hour that the clock shows twice [count].
    """

    overdue_reviews: int = 0
    reviews_without_reasons: int = 0
    late_deletions: int = 0
    kept_past_date: int = 0
    held_past_basis: int = 0
    reissued_devices: int = 0
    silent_devices: int = 0
    no_data_as_breach: int = 0
    acted_on_then_cleared: int = 0
    disclosures_without_reason: int = 0
    disclosures_too_broad: int = 0
    bills_after_the_end: int = 0
    two_totals: int = 0
    duplicate_rows: int = 0
    clock_change: int = 0


def plant(
    tables: Mapping[str, Mapping[str, NDArray[Any]]], faults: Faults, clock: Clock, seed: int
) -> tuple[Tables, dict[str, int]]:
    """Plant faults in records.

    Parameters
    ----------
    tables : mapping of str to Columns
        Records in good order, by kind.
    faults : Faults
        How many of each.
    clock : Clock
        The period.
    seed : int
        Seed of where they fall.

    Returns
    -------
    tables : dict
        A copy with the faults.
    planted : dict of str to int
        For each field of `Faults` how many there are now: fewer than wanted where there was nothing to plant them in
        [count]; of `bills_after_the_end` the days.
    """
    changed = {kind: {name: column.copy() for name, column in table.items()} for kind, table in tables.items()}
    planted = {}
    for position, field in enumerate(fields(faults)):
        kind, way = WAYS[field.name]
        wanted = getattr(faults, field.name)
        there = wanted > 0 and kind in changed
        planted[field.name] = way(changed, clock, seed * 100 + position, wanted) if there else 0
    return changed, planted


def chosen(seed: int, among: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Choose rows.

    Parameters
    ----------
    seed : int
        Seed.
    among : ndarray of bool
        Which rows may be chosen.
    count : int
        How many at most [count].

    Returns
    -------
    ndarray of int64
        Positions, in order.
    """
    places = np.flatnonzero(among).astype(np.int64)
    order = np.argsort(draw_people(seed, places, purposes.PLANTED)[:, 0], kind="stable")
    return np.sort(places[order[:count]])


def _overdue_reviews(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    reviews = tables["reviews"]
    at = chosen(seed, reviews["due"] < clock.end_s - 12.0 * SECONDS_PER_DAY, wanted)
    late, never = at[::2], at[1::2]
    reviews["done"][late] = reviews["due"][late] + np.floor(5.0 + np.arange(late.size) % 5) * SECONDS_PER_DAY
    for name in ("done", "representations_received", "representations_answered"):
        reviews[name][never] = np.nan
    reviews["reasons"][never] = ""
    for name in ("exceptions_considered", "outcome"):
        reviews[name][never] = NONE
    return int(at.size)


def _without_reasons(tables: Tables, _: Clock, seed: int, wanted: int) -> int:
    reviews = tables["reviews"]
    at = chosen(seed, (reviews["reasons"] != "") & (reviews["done"] <= reviews["due"]), wanted)
    reviews["reasons"][at] = ""
    return int(at.size)


def _late_deletions(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    kept = tables["holdings"]
    early = ~np.isnan(kept["deleted"]) & np.isnan(kept["basis_ended"])
    at = chosen(seed, early & (kept["delete_by"] < clock.end_s - 9.0 * SECONDS_PER_DAY), wanted)
    kept["deleted"][at] = kept["delete_by"][at] + (3.0 + np.arange(at.size) % 5) * SECONDS_PER_DAY
    return int(at.size)


def _kept_past_date(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    kept = tables["holdings"]
    in_time = (kept["deleted"] <= kept["delete_by"]) & np.isnan(kept["basis_ended"])
    at = chosen(seed, in_time & (kept["delete_by"] < clock.end_s - 3.0 * SECONDS_PER_DAY), wanted)
    kept["deleted"][at] = np.nan
    return int(at.size)


def _held_past_basis(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    kept = tables["holdings"]
    at = chosen(seed, kept["basis_ended"] < clock.end_s - 3.0 * SECONDS_PER_DAY, wanted)
    kept["deleted"][at] = np.nan
    kept["delete_by"][at] = clock.end_s + 300.0 * SECONDS_PER_DAY
    return int(at.size)


def _no_data(tables: Tables, _: Clock, seed: int, wanted: int) -> int:
    alerts = tables["alerts"]
    at = chosen(seed, alerts["state"] == STATUSES.index("no_data"), wanted)
    alerts["treated_as"][at] = STATUSES.index("non_compliant")
    return int(at.size)


def _cleared_late(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    alerts = tables["alerts"]
    acted = (alerts["outcome"] == UPHELD) & (alerts["acted_on"] < clock.end_s - 12.0 * SECONDS_PER_DAY)
    at = chosen(seed, acted, wanted)
    alerts["outcome"][at] = CLEARED
    alerts["cleared"][at] = alerts["acted_on"][at] + (2.0 + np.arange(at.size) % 9) * SECONDS_PER_DAY
    if "violations" in tables:
        behind = np.isin(tables["violations"]["alert"], alerts["alert"][at])
        tables["violations"]["outcome"][behind] = ALERT_OUTCOMES.index("cleared")
    return int(at.size)


def _disclosed_without_reason(tables: Tables, _: Clock, seed: int, wanted: int) -> int:
    at = chosen(seed, tables["disclosures"]["reason"] != "", wanted)
    tables["disclosures"]["reason"][at] = ""
    return int(at.size)


def _disclosed_too_broad(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    given = tables["disclosures"]
    at = chosen(seed, given["reason"] != "", wanted)
    given["from"][at] = clock.start_s - 365.0 * SECONDS_PER_DAY
    given["count"][at] = np.ceil((given["until"][at] - given["from"][at]) / 60.0)
    return int(at.size)


def _billed_after_the_end(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    bills, people = tables["bills"], tables["people"]
    ended = dict(zip(people["person"].tolist(), people["ended"].tolist(), strict=True))
    last = np.array([ended[who] for who in bills["person"].tolist()])
    is_last = (last >= bills["until"]) & (last < bills["until"] + SECONDS_PER_DAY)
    extra_d = 7
    at = chosen(seed, is_last & (last < clock.end_s - (extra_d + 2) * SECONDS_PER_DAY), wanted)
    rate = bills["amount_gbp"][at] / bills["days"][at]
    bills["until"][at] += extra_d * SECONDS_PER_DAY
    bills["days"][at] += extra_d
    bills["amount_gbp"][at] += extra_d * rate
    return extra_d * int(at.size)


def _two_totals(tables: Tables, _: Clock, seed: int, wanted: int) -> int:
    totals = tables["totals"]
    at = chosen(seed, totals["value"] >= 0.0, wanted)
    again = {name: column[at] for name, column in totals.items()}
    again["value"] = again["value"] + 3.0 + np.arange(at.size)
    again["publication"] = np.full(at.size, "answer to a request", dtype=object)
    tables["totals"] = {name: np.concatenate([column, again[name]]) for name, column in totals.items()}
    return int(at.size)


def _duplicate_rows(tables: Tables, _: Clock, seed: int, wanted: int) -> int:
    checks = tables["checks"]
    at = chosen(seed, checks["due"] > 0.0, wanted)
    order = np.sort(np.concatenate([np.arange(checks["due"].size), at]))
    tables["checks"] = {name: column[order] for name, column in checks.items()}
    return int(at.size)


def _clock_change(tables: Tables, clock: Clock, seed: int, wanted: int) -> int:
    contacts = tables["contacts"]
    near = np.abs(contacts["time"] - SUMMER_TIME_ENDS_S) < 20.0 * SECONDS_PER_DAY
    since_s = contacts["time"] - SUMMER_TIME_ENDS_S
    twice = (since_s >= -SECONDS_PER_HOUR) & (since_s < SECONDS_PER_HOUR)
    if not clock.start_s < SUMMER_TIME_ENDS_S < clock.end_s:
        return 0
    at = chosen(seed, near & ~twice, wanted)
    contacts["time"][at] = SUMMER_TIME_ENDS_S - 3_000.0 + 600.0 * (np.arange(at.size) % 10)
    return int(at.size) + int(np.count_nonzero(twice))


WAYS: Final[Mapping[str, tuple[str, Plant]]] = {
    "overdue_reviews": ("reviews", _overdue_reviews),
    "reviews_without_reasons": ("reviews", _without_reasons),
    "late_deletions": ("holdings", _late_deletions),
    "kept_past_date": ("holdings", _kept_past_date),
    "held_past_basis": ("holdings", _held_past_basis),
    "reissued_devices": ("alerts", reissue),
    "silent_devices": ("alerts", silence),
    "no_data_as_breach": ("alerts", _no_data),
    "acted_on_then_cleared": ("alerts", _cleared_late),
    "disclosures_without_reason": ("disclosures", _disclosed_without_reason),
    "disclosures_too_broad": ("disclosures", _disclosed_too_broad),
    "bills_after_the_end": ("bills", _billed_after_the_end),
    "two_totals": ("totals", _two_totals),
    "duplicate_rows": ("checks", _duplicate_rows),
    "clock_change": ("contacts", _clock_change),
}
"""For each fault the kind of record that it needs, and how it is planted."""
