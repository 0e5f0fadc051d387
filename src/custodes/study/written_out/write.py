"""A simulated scheme from its first number to a folder of files such as a real scheme might disclose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.day import run_model
from custodes.model.everybody import everybodys_trail
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.study.run import make_plan
from custodes.study.world import world_values
from custodes.study.written_out.cells import csv_bytes, names_of, text_table
from custodes.study.written_out.checks import each_check
from custodes.study.written_out.faults import SUMMER_TIME_ENDS_S, Faults, Tables, plant
from custodes.study.written_out.paperwork import Paperwork
from custodes.study.written_out.positions import positions_table
from custodes.study.written_out.world import (
    Clock,
    alerts_table,
    checks_table,
    desk_table,
    devices_table,
    people_table,
    violations_table,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from custodes.records.tables import Records
    from custodes.scheme.scheme import Scheme
    from custodes.study.written_out.cells import Columns

KEPT_IF: Final = {"photograph": "photographs", "fix": "positions", "alert": ""}
"""Which part of a scheme makes which data; alerts are kept by all."""
REVIEW_EVERY_D: Final = 91.0
"""Time from one review to the next where the scheme says nothing [day]."""


@dataclass(frozen=True)
class Positions:
    """Which positions are written out.

    Attributes
    ----------
    of : collection of int or None
        Numbers of the people, None for everybody.
    every : int
        One fix in so many [count].
    days : tuple of float or None
        From which day until before which, None for the whole period [day].
    """

    of: Collection[int] | None = None
    every: int = 1
    days: tuple[float, float] | None = None


@dataclass(frozen=True)
class WrittenOut:
    """A world as it would be disclosed.

    Attributes
    ----------
    tables : dict
        Columns by kind, faults and all.
    planted : mapping of str to int
        For each field of `Faults`, how many there are [count].
    clock : Clock
        The period.
    records : Records
        What the model left behind, to be held against what an audit finds.
    seed : int
        Seed of the world and of its names.
    """

    tables: Tables
    planted: Mapping[str, int]
    clock: Clock
    records: Records
    seed: int


def write_out(  # noqa: PLR0913 - a world, and what is to be written of it
    scheme: Scheme | str,
    *,
    people: int,
    days: int,
    seed: int,
    faults: Faults | None = None,
    positions: Positions | None = None,
) -> WrittenOut:
    """Run the central world of a scheme and write down what it leaves behind.

    Parameters
    ----------
    scheme : Scheme or str
        A scheme, or the name of one in the library.
    people : int
        People on the scheme at the start [person].
    days : int
        Length of the period [day].
    seed : int
        Seed of the world.
    faults : Faults or None
        What is to be wrong with it.
    positions : Positions or None
        Which positions are written out, of a scheme that records any; None for none.

    Returns
    -------
    WrittenOut
        Every kind of record that the scheme has, but scores.

    Raises
    ------
    ValueError
        When there are so many people that not every alert was kept.
    """
    plan = make_plan(scheme, people=people, days=days, draws=1, seed=seed)
    values = world_values(plan, 0)
    records = run_model(plan.scheme, values, seed, people, days)
    clock = Clock(float(days))
    tables = _of_model(records, clock, seed)
    tables |= _paperwork(records.parts, tables, clock, seed, values)
    if "checks" in records.parts:
        tables["checks"] = checks_table(each_check(plan.scheme, values, seed, people, days), clock)
    if positions is not None and "positions" in records.parts:
        trail = everybodys_trail(plan.scheme, values, seed, people, days)
        tables["positions"] = _positions(trail, values, clock, seed, positions)
    changed, planted = plant(tables, faults or Faults(), clock, seed)
    return WrittenOut(changed, planted, clock, records, seed)


def _of_model(records: Records, clock: Clock, seed: int) -> dict[str, Columns]:
    people = people_table(records, clock)
    alerts = alerts_table(records, clock, seed)
    tables = {
        "people": people,
        "devices": devices_table(people),
        "alerts": alerts,
        "violations": violations_table(alerts),
    }
    return tables | ({"desk": desk_table(records, clock, seed)} if "review" in records.parts else {})


def _paperwork(
    parts: Collection[str], tables: Mapping[str, Columns], clock: Clock, seed: int, values: Mapping[str, float]
) -> dict[str, Columns]:
    of = Paperwork(tables["people"], clock, seed)
    return {
        "reviews": of.reviews(values["reviews.interval"] / 24.0 if "reviews.interval" in values else REVIEW_EVERY_D),
        "holdings": of.holdings([data for data, part in KEPT_IF.items() if not part or part in parts]),
        "disclosures": of.disclosures(),
        "contacts": of.contacts(),
        "bills": of.bills(),
        "totals": of.totals(tables["alerts"]),
    }


def _positions(
    trail: Iterator[tuple[NDArray[np.int32], ...]],
    values: Mapping[str, float],
    clock: Clock,
    seed: int,
    wanted: Positions,
) -> Columns:
    interval_h = next(value for path, value in values.items() if path.endswith(".location.fix_interval"))
    fix_s = interval_h * SECONDS_PER_HOUR
    return positions_table(trail, clock, seed, fix_s=fix_s, of=wanted.of, every=wanted.every, days=wanted.days)


def disclosed_files(written: WrittenOut) -> dict[str, bytes]:
    """Write a world as a folder of CSV files with a map.

    All files have the canonical columns and times in UTC, but that of contacts, whose times are those of clocks in
    London and have to be declared in the map, as those of many real logs do.

    Parameters
    ----------
    written : WrittenOut
        A world.

    Returns
    -------
    dict of str to bytes
        File contents by name; a kind of which there is no row has no file.
    """
    names = names_of(written.tables, written.seed)
    files = {}
    for kind, columns in written.tables.items():
        if not next(iter(columns.values())).size:
            continue
        table = text_table(kind, columns, names)
        if kind == "contacts":
            table = {CONTACT_NAMES[name]: cells for name, cells in table.items()}
            table[CONTACT_NAMES["time"]] = london_times(columns["time"])
        files[f"{kind}.csv"] = csv_bytes(table)
    return files | {"map.yaml": (period_of(written.clock) + CONTACTS_MAP).encode("utf-8")}


CONTACT_NAMES: Final = {
    "person": "wearer",
    "time": "contact_when",
    "channel": "how",
    "reason": "why",
    "outcome": "result",
    "by_wearer": "wearer_called",
}
"""Names of the columns of contacts, as a log of one's own might have them."""

CONTACTS_MAP: Final = """\
files:
  contacts.csv:
    kind: contacts
    columns:
      person: wearer
      time: {column: contact_when, format: "%d/%m/%Y %H:%M", zone: Europe/London}
      channel: how
      reason: why
      outcome: result
      by_wearer: wearer_called
"""


def period_of(clock: Clock) -> str:
    """Write the part of a map that says which period the files are about.

    Parameters
    ----------
    clock : Clock
        The period.

    Returns
    -------
    str
        YAML.
    """
    days = np.array([clock.start_s, clock.end_s - SECONDS_PER_DAY]).astype(np.int64).astype("datetime64[s]")
    first, last = (str(day) for day in days.astype("datetime64[D]"))
    about = "# How to read this folder. Files whose columns have the names that Custodes knows need no entry."
    return f"{about}\nperiod: {{from: {first}, until: {last}}}\n"


def london_times(times_s: NDArray[np.float64]) -> list[str]:
    """Write times as clocks in London show them, without saying whether it is summer.

    Parameters
    ----------
    times_s : ndarray
        Seconds since 1970-01-01 00:00 UTC, from April 2025 to March 2026 [second].

    Returns
    -------
    list of str
        Such as ``01/09/2025 07:30``.
    """
    summer = times_s < SUMMER_TIME_ENDS_S
    shown = (times_s + np.where(summer, SECONDS_PER_HOUR, 0.0)).astype(np.int64).astype("datetime64[s]")
    return [f"{t[8:10]}/{t[5:7]}/{t[:4]} {t[11:16]}" for t in np.datetime_as_string(shown, unit="m").tolist()]
