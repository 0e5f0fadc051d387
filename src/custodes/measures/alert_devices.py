"""Devices: how long they said nothing while somebody was monitored, and rows from another wearer's time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.asking import HOURS_PER_DAY
from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Finding, Found
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_share
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.records.spells import Spells, spells_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

LONG: Final[Mapping[str, float]] = {"24h": 24.0, "7d": 168.0, "30d": 720.0, "180d": 4320.0}
"""How long without any record counts as silence, by name [hour]; 180 days is what R (Nelson) v SSHD [2024] UKUT 141
(IAC) was about."""

HEARD_BY: Final = {"positions": ("time",), "checks": ("answered",), "alerts": ("recorded", "uploaded")}
"""Times at which a device was heard of, by kind."""

BEATS: Final = ("positions", "checks")
"""Kinds of which one must be there: a device that works is in no alert log, so that a log alone says nothing."""

ASKED: Final[Mapping[str, Question]] = {
    f"silent_time_share.{name}": Question("share", empty="nobody was monitored while devices reported") for name in LONG
}
WHEN: Final = {"alerts": ("recorded", "raised"), "positions": ("time",), "checks": ("due",)}
"""The time by which a row belongs to whoever has the device, by kind: the first that is there."""

END_SLACK_S: Final = SECONDS_PER_DAY
"""A device counts as a person's for so long after it was taken back, because many lists give the day alone [second]."""


def _silence(name: str) -> Looked:
    words = {"24h": "24 hours", "7d": "7 days", "30d": "30 days", "180d": "180 days"}[name]
    return Looked(
        f"devices-silent-{name}",
        f"People were monitored while nothing was heard of their device for more than {words}",
        "people monitored",
        f"more than {words} went by between one record of the person (position, answered check, recorded alert) and "
        "the next, or between these and the beginning and end of monitoring",
        "accuracy",
    )


def _of_another(kind: str) -> Looked:
    return Looked(
        f"{kind}-of-reissued",
        f"{kind.capitalize()} are booked on a person who did not have the device at the time",
        f"{kind} of listed devices",
        "the time lies in none of the person's times with that device: not from when it was given to them until a day "
        "after it was taken back",
        "accuracy",
    )


def alert_devices(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer what part of monitoring devices were silent, and find rows that are from another wearer's time.

    The share is ``sum of silences longer than so much / sum of time monitored``, while records of devices reach (from
    the first to the last of anybody). Where nobody's dates are known, a person counts as monitored from their first to
    their last record.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; findings of silence at each length and of rows of re-issued devices by kind; the table
        ``device-silence``.
    """
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    findings: list[Finding] = []
    tables: dict[str, list[dict[str, Any]]] = {}
    if any(disclosed.has(kind, HEARD_BY[kind][0]) for kind in BEATS):
        person, silent_h, watched_h = silences(disclosed)
        rows = []
        for name, hours in LONG.items():
            long = silent_h > hours
            lost_h = np.bincount(person[long], weights=silent_h[long], minlength=len(watched_h))
            key = f"silent_time_share.{name}"
            found[key] = ask_share(np.minimum(lost_h, watched_h), watched_h, ASKED[key], ask)
            people = int(np.count_nonzero(lost_h))
            days = float(lost_h.sum()) / HOURS_PER_DAY
            rows.append({"longer_than_h": hours, "silences": int(long.sum()), "days": days, "people": people})
            findings.append(_silent_people(disclosed, _silence(name), lost_h > 0, watched_h > 0))
        tables["device-silence"] = rows
    findings += [finding for kind in WHEN for finding in _reissued(disclosed, kind)]
    return Found(found, tuple(findings), tables)


def _silent_people(
    disclosed: Disclosed, looked: Looked, silent: NDArray[np.bool_], watched: NDArray[np.bool_]
) -> Finding:
    """Point at the rows of the list of people, since silence has no rows."""
    listed = rows_of_kind(disclosed, "people")
    at = np.zeros(0, dtype=np.int64) if listed is None else np.flatnonzero(silent[listed.person()])
    count = int(np.count_nonzero(silent))
    return Finding(
        *(
            looked.key,
            looked.means,
            count,
            int(np.count_nonzero(watched)),
            looked.unit,
            count,
            looked.rule,
            looked.test,
        ),
        kind="" if listed is None else "people",
        at=at.astype(np.int64),
    )


def silences(disclosed: Disclosed) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Measure the times between records of each person while they were monitored.

    Parameters
    ----------
    disclosed : Disclosed
        The records.

    Returns
    -------
    person : ndarray of int64, shape (times,)
        Whose each is.
    silent_h : ndarray, shape (times,)
        How long [hour].
    watched_h : ndarray, shape (people,)
        How long each was monitored while records of devices reach [hour].
    """
    person, time = _heard(disclosed)
    people = len(disclosed.people["person"])
    if not len(time):
        return person, time, np.zeros(people)
    first_s, last_s = float(time.min()), float(time.max())
    spells = spells_of(disclosed)
    unknown = ~spells.known
    if unknown.any():
        seen = Spells(*_first_to_last(person, time, people), spells.known)
        own = unknown[seen.person]
        spells = Spells(
            np.concatenate([spells.person, seen.person[own]]),
            np.concatenate([spells.start_s, seen.start_s[own]]),
            np.concatenate([spells.end_s, seen.end_s[own]]),
            spells.known,
        )
    spells = spells.within(first_s, last_s)
    # Beginning and end of a spell stand among the records; one number for person and time is sorted once.
    apart_s = last_s - first_s + 1.0
    ends = np.concatenate([spells.person * apart_s + t - first_s for t in (spells.start_s, spells.end_s)])
    line = np.sort(np.concatenate([person * apart_s + (time - first_s), ends]))
    starts, stops = np.sort(ends[: len(spells.person)]), np.sort(ends[len(spells.person) :])
    gap = np.diff(line)
    middle = line[:-1] + gap / 2
    inside = np.searchsorted(starts, middle) - np.searchsorted(stops, middle) > 0
    whose = np.floor(middle[inside] / apart_s).astype(np.int64)
    watched_s = np.bincount(spells.person, weights=spells.end_s - spells.start_s, minlength=people)
    return whose, gap[inside] / SECONDS_PER_HOUR, watched_s / SECONDS_PER_HOUR


def _heard(disclosed: Disclosed) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    people: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    times: list[NDArray[np.float64]] = [np.zeros(0)]
    for kind, names in HEARD_BY.items():
        rows = rows_of_kind(disclosed, kind)
        for name in names if rows is not None else ():
            if rows is not None and rows.has(name):
                there = rows.in_period(name) & (rows.person() >= 0)
                people.append(rows.person()[there])
                times.append(rows.of(name)[there])
    return np.concatenate(people), np.concatenate(times)


def _first_to_last(
    person: NDArray[np.int64], time: NDArray[np.float64], people: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    first, last = np.full(people, np.inf), np.full(people, -np.inf)
    np.minimum.at(first, person, time)
    np.maximum.at(last, person, time)
    seen = np.flatnonzero(last >= first)
    return seen, first[seen], last[seen]


def _reissued(disclosed: Disclosed, kind: str) -> list[Finding]:
    """Find rows of a listed device outside of the person's times with it."""
    rows, devices = rows_of_kind(disclosed, kind), rows_of_kind(disclosed, "devices")
    if rows is None or devices is None or not rows.has("device"):
        return []
    time = rows.times(WHEN[kind][0])
    for name in WHEN[kind][1:]:
        time = np.where(np.isnan(time), rows.times(name), time)
    listed = np.zeros(int(max(devices.of("device").max(), rows.of("device").max(), 0)) + 1, dtype=np.bool_)
    listed[devices.of("device")[devices.of("device") >= 0]] = True
    device, person = rows.of("device").astype(np.int64), rows.person()
    among = (device >= 0) & (person >= 0) & ~np.isnan(time)
    among &= listed[np.maximum(device, 0)]
    held = _times_with(devices)
    if not len(held.pairs):
        return []
    pair = np.searchsorted(held.pairs, device * (rows.people + 1) + person)
    pair = np.minimum(pair, len(held.pairs) - 1)
    own = held.pairs[pair] == device * (rows.people + 1) + person
    inside = own & held.spells.inside(pair, time, END_SLACK_S)
    return [rows.finding(_of_another(kind), ~inside, among)]


class _Held:
    """Times with devices, by pair of device and person."""

    def __init__(self, pairs: NDArray[np.int64], spells: Spells) -> None:
        """Keep both."""
        self.pairs, self.spells = pairs, spells


def _times_with(devices: Rows) -> _Held:
    device, person = devices.of("device").astype(np.int64), devices.person()
    said = (device >= 0) & (person >= 0) & ~np.isnan(devices.of("activated"))
    pairs, pair = np.unique((device * (devices.people + 1) + person)[said], return_inverse=True)
    start = devices.of("activated")[said]
    end = devices.times("deactivated")[said]
    order = np.lexsort((start, pair))
    spells = Spells(
        pair[order].astype(np.int64),
        start[order],
        np.where(np.isnan(end), np.inf, end)[order],
        np.ones(len(pairs), dtype=np.bool_),
    )
    return _Held(pairs, spells)
