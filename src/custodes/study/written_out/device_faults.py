"""Faults of devices: history that belongs to another wearer, and devices that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.study.written_out.world import Clock

TIMES = {"alerts": "raised", "checks": "due", "positions": "time"}
"""The time by which a row of each kind belongs to the wearer of a device."""


def reissue(tables: dict[str, dict[str, NDArray[Any]]], clock: Clock, seed: int, wanted: int) -> int:
    """Hand devices on in the middle of the period, and book alerts of the former wearer's time on the new one.

    Parameters
    ----------
    tables : dict
        Records by kind; changed in place.
    clock : Clock
        The period.
    seed : int
        From it follows with whom the pairs begin.
    wanted : int
        Alerts to book on another [count].

    Returns
    -------
    int
        Alerts booked: of people who are there for the whole period, at most three a pair [count].
    """
    people, alerts = tables["people"], tables["alerts"]
    whole = np.isnan(people["ended"]) & (people["started"] <= clock.start_s)
    staying = people["person"][whole][seed % 2 :].tolist()
    middle_s = np.floor((clock.start_s + clock.end_s) / 2.0)
    booked = 0
    for former, new in zip(staying[::2], staying[1::2], strict=False):
        earlier = (alerts["person"] == former) & (alerts["raised"] < middle_s)
        at = np.flatnonzero(earlier)[: min(wanted - booked, 3)]
        if not at.size:
            continue
        alerts["person"][at] = new
        if "violations" in tables:
            behind = np.isin(tables["violations"]["alert"], alerts["alert"][at])
            tables["violations"]["person"][behind] = new
        fresh = int(tables["devices"]["device"].max()) + 1
        _give(tables, former, fresh, middle_s)
        _give(tables, new, former, middle_s + SECONDS_PER_DAY)
        booked += int(at.size)
    return booked


def _give(tables: dict[str, dict[str, NDArray[Any]]], person: int, device: int, given_s: float) -> None:
    """Give a person another device than the one with their own number."""
    devices = tables["devices"]
    own = (devices["person"] == person) & (devices["device"] == person)
    row = {"device": device, "person": person, "activated": given_s, "deactivated": devices["deactivated"][own][0]}
    devices["deactivated"][own] = given_s
    tables["devices"] = {name: np.append(column, row[name]) for name, column in devices.items()}
    for kind, time in TIMES.items():
        if kind in tables:
            later = (tables[kind]["person"] == person) & (tables[kind][time] >= given_s)
            tables[kind]["device"] = np.where(later, device, tables[kind]["device"])


def silence(tables: dict[str, dict[str, NDArray[Any]]], clock: Clock, seed: int, wanted: int) -> int:
    """Let nothing be heard of some devices from the middle of the period on.

    Their positions and checks are taken away; alerts stay, but without the times at which the device recorded and
    uploaded what they are about.

    Parameters
    ----------
    tables : dict
        Records by kind; changed in place.
    clock : Clock
        The period.
    seed : int
        From it follows with whom to begin.
    wanted : int
        Devices to silence [count].

    Returns
    -------
    int
        Devices silenced: of people who are there from the beginning to the end [count].
    """
    people, middle_s = tables["people"], np.floor((clock.start_s + clock.end_s) / 2.0)
    whole = np.isnan(people["ended"]) & (people["started"] <= clock.start_s)
    kinds = [kind for kind in ("positions", "checks") if kind in tables]
    heard_of = np.concatenate([tables[kind]["person"] for kind in kinds] or [np.zeros(0, dtype=np.int64)])
    there = people["person"][whole & np.isin(people["person"], heard_of)]
    silenced = there[seed % 2 :][:wanted]
    for kind in kinds:
        table = tables[kind]
        heard = ~(np.isin(table["person"], silenced) & (table[TIMES[kind]] >= middle_s))
        tables[kind] = {name: column[heard] for name, column in table.items()}
    alerts = tables["alerts"]
    later = np.isin(alerts["person"], silenced) & (alerts["raised"] >= middle_s)
    for name in ("recorded", "uploaded"):
        alerts[name] = np.where(later, np.nan, alerts[name])
    return len(silenced)
