"""Counts per person from disclosed tables; a column of NaN for each that the tables do not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import ALERT_CAUSES, CHECK_OUTCOMES, DATA_KINDS, DECISIONS, FIX_KINDS
from custodes.records.schema import TALLIES
from custodes.records.tables import CAUSES, CHECK_CAUSES, POINTS, STEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed, Table
    from custodes.records.spells import Spells

    Counts = dict[str, NDArray[np.float64]]

COVERS: Final = 0.9
"""Positions must span this part of the period for their number to be one per day on the scheme [ratio]."""

LEAST_TIME: Final = 0.1
"""Part of all time between positions that must be of the usual length for positions to be due so often [ratio]."""


@dataclass(frozen=True)
class _Rows:
    """The rows of one kind that fall into the period, with whose they are."""

    table: Table
    at: NDArray[np.int64]
    people: int

    def has(self, *names: str) -> bool:
        """Say whether these columns were disclosed."""
        return all(name in self.table for name in names)

    def of(self, name: str) -> NDArray[Any]:
        """Take a column."""
        column: NDArray[Any] = self.table[name][self.at]
        return column

    def count(self, among: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Count rows by person."""
        person = self.of("person") if among is None else self.of("person")[among]
        return np.bincount(person[person >= 0], minlength=self.people).astype(np.float64)

    def total(self, name: str) -> NDArray[np.float64]:
        """Add up a column by person; blanks add nothing."""
        amounts = np.nan_to_num(self.of(name))
        return np.bincount(self.of("person"), weights=amounts, minlength=self.people).astype(np.float64)


def rows_in_period(disclosed: Disclosed, kind: str, time: str) -> NDArray[np.int64]:
    """Find the rows of a kind that fall into the period and are some person's.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    kind, time : str
        The kind of record and the column that says when.

    Returns
    -------
    ndarray of int64
        Positions in its table.
    """
    table = disclosed.tables[kind]
    when = table[time]
    return np.flatnonzero((when >= disclosed.start_s) & (when <= disclosed.end_s) & (table["person"] >= 0))


def _rows(disclosed: Disclosed, kind: str, time: str) -> _Rows:
    at = rows_in_period(disclosed, kind, time)
    return _Rows(disclosed.tables[kind], at, len(disclosed.people["person"]))


def tallies_of(disclosed: Disclosed, spells: Spells) -> Counts:
    """Count what each person's rows in the period say.

    ``alerts_<point>`` counts alerts whose time of that point is written; a point without a column is not disclosed, and
    neither is what it counts by cause where causes are not written. Each alert about a battery or strap stands for one
    report of the device. ``fixes_recorded`` counts positions from whatever source. Rows outside of the period are left
    out; a row of no known person counts for nobody.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    spells : Spells
        When people were monitored.

    Returns
    -------
    dict of str to ndarray of float64, shape (people,)
        Every column of `custodes.records.schema.TALLIES` without truth, NaN where it was not disclosed, and
        ``fixes_recorded``.
    """
    people = len(disclosed.people["person"])
    here = spells.within(disclosed.start_s, disclosed.end_s)
    joined_s, _ = here.first_and_last()
    found: Counts = {"on_scheme_d": here.days}
    if disclosed.rows("checks"):
        found.update(_checks(_rows(disclosed, "checks", "due")))
    if disclosed.rows("alerts"):
        found.update(_alerts(_rows(disclosed, "alerts", "raised"), joined_s))
    if disclosed.rows("desk"):
        found.update(_desk(_rows(disclosed, "desk", "arrived")))
    if disclosed.rows("positions"):
        found.update(_fixes(_rows(disclosed, "positions", "time"), disclosed, spells))
    if disclosed.has("holdings", "person"):
        found.update(_held(disclosed))
    none = np.full(people, np.nan)
    wanted = [name for name in TALLIES if not name.startswith("truth_") and name not in {"person", "first_breach_d"}]
    counted = {name: found.pop(name, none) for name in wanted}
    # Of this one NaN means "never": it is there only where it can be told.
    return {**counted, "fixes_recorded": none, **found}


def _checks(rows: _Rows) -> Counts:
    outcome = rows.of("outcome")
    found = {f"checks_{name}": rows.count(outcome == code) for code, name in enumerate(CHECK_OUTCOMES)}
    found["checks_due"] = rows.count()
    answered = [found[f"checks_{name}"] for name in ("passed", *CHECK_CAUSES) if name not in {"no_prompt", "missed"}]
    found["checks_answered"] = np.sum(answered, axis=0)
    if rows.has("attempts"):
        found["attempts"] = rows.total("attempts")
    return found


def _reached(rows: _Rows) -> dict[str, NDArray[np.bool_]]:
    """Say for each counting point that the records hold which alerts came to it."""
    reached = {point: ~np.isnan(rows.of(point)) for point in POINTS if rows.has(point)}
    if "acted_on" not in reached and rows.has("step"):
        reached["acted_on"] = rows.of("step") >= 0
    return reached


def _alerts(rows: _Rows, joined_s: NDArray[np.float64]) -> Counts:
    reached = _reached(rows)
    found = {f"alerts_{point}": rows.count(there) for point, there in reached.items()}
    if rows.has("step"):
        step = rows.of("step")
        found.update({f"responses_{name}": rows.count(step == code) for code, name in enumerate(STEPS)})
    if not rows.has("cause"):
        return found
    cause = rows.of("cause")
    for name in CAUSES:
        about = cause == ALERT_CAUSES.index(name)
        found.update({f"alerts_{point}_{name}": rows.count(about & there) for point, there in reached.items()})
    for name in ("battery", "strap"):
        found[f"{name}_breaches"] = rows.count(cause == ALERT_CAUSES.index(name))
    breach = (cause == ALERT_CAUSES.index("battery")) | (cause == ALERT_CAUSES.index("strap"))
    first_s = np.full(rows.people, np.inf)
    np.minimum.at(first_s, rows.of("person")[breach], rows.of("raised")[breach])
    found["first_breach_d"] = np.where(np.isinf(first_s), np.nan, (first_s - joined_s) / SECONDS_PER_DAY)
    return found


def _desk(rows: _Rows) -> Counts:
    if not rows.has("decision"):
        return {}
    decision = rows.of("decision")
    overturned = rows.count(decision == DECISIONS.index("overturned"))
    return {"reviews": rows.count(decision >= 0), "reviews_overturned": overturned}


def _fixes(rows: _Rows, disclosed: Disclosed, spells: Spells) -> Counts:
    times = rows.of("time")
    if not len(times) or times.max() - times.min() < COVERS * (disclosed.end_s - disclosed.start_s):
        return {}
    somewhere = ~np.isnan(rows.of("latitude")) & ~np.isnan(rows.of("longitude"))
    found = {"fixes_recorded": rows.count(somewhere)}
    if rows.has("source"):
        source = rows.of("source")
        codes = {name: FIX_KINDS.index(name) for name in ("gnss", "wifi", "cell")}
        found.update({f"fixes_{name}": rows.count(somewhere & (source == code)) for name, code in codes.items()})
    interval_s = usual_interval_s(rows.of("person"), times)
    if not np.isnan(interval_s):
        due = spells.within(float(times.min()), float(times.max())).days * SECONDS_PER_DAY / interval_s
        # A fix more than were due is one that came early, not one that was not due.
        found["fixes_due"] = np.maximum(np.round(due), found["fixes_recorded"])
    return found


def usual_interval_s(person: NDArray[Any], time_s: NDArray[np.float64]) -> float:
    """Find how far apart positions usually are.

    Parameters
    ----------
    person : ndarray of int, shape (positions,)
        Whose each is.
    time_s : ndarray, shape (positions,)
        When [second].

    Returns
    -------
    float
        The median time between positions of one person, rounded to a whole part of a day; NaN when fewer than half of
        the times between lie within a tenth of it, or those that do are less than `LEAST_TIME` of all time between, as
        with devices that record a burst now and then [second].
    """
    order = np.argsort(person, kind="stable") if np.any(person[1:] < person[:-1]) else np.arange(len(person))
    who, when = person[order], time_s[order]
    if np.any((who[1:] == who[:-1]) & (when[1:] < when[:-1])):
        order = np.lexsort((time_s, person))
        who, when = person[order], time_s[order]
    gap = np.diff(when)[who[1:] == who[:-1]]
    gap = gap[gap > 0]
    if not len(gap):
        return float("nan")
    per_day = max(round(SECONDS_PER_DAY / float(np.median(gap))), 1)
    interval_s = SECONDS_PER_DAY / per_day
    near = np.abs(gap - interval_s) <= 0.1 * interval_s
    usual = 2 * np.count_nonzero(near) >= len(gap) and gap[near].sum() >= LEAST_TIME * gap.sum()
    return interval_s if usual else float("nan")


def _held(disclosed: Disclosed) -> Counts:
    """Count what is still kept at the end of the period."""
    table = disclosed.tables["holdings"]
    kept = (table["since"] <= disclosed.end_s) & (table["person"] >= 0)
    if "deleted" in table:
        kept &= ~(table["deleted"] <= disclosed.end_s)
    amount: NDArray[Any] = np.ones(len(kept))
    if "count" in table:
        amount = np.where(np.isnan(table["count"]), 1.0, table["count"])
    found = {}
    for name, data in (("photographs_held", "photograph"), ("fixes_held", "fix")):
        about = table["data"] == DATA_KINDS.index(data)
        if about.any():
            person = table["person"][kept & about]
            held = np.bincount(person, weights=amount[kept & about], minlength=len(disclosed.people["person"]))
            found[name] = held.astype(np.float64)
    return found
