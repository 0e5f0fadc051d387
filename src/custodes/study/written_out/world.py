"""What the model leaves behind as the columns that a real scheme might disclose; nothing of what was true is in them.

What stands beside an alert in a real log but not in the model (when the device recorded and uploaded it, what came of
it) follows from what the model does say, by the rules in these functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.people import purposes
from custodes.people.draws import draw_each
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.records.kinds import ALERT_OUTCOMES, DECISIONS, STATUSES
from custodes.records.tables import CAUSES, DESKS, NOT_RECORDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.tables import Records
    from custodes.study.written_out.cells import Columns

START_S: Final = 1_756_684_800.0
"""Monday 1 September 2025, 00:00 UTC: the first day of a run is a Monday, and summer time ends eight weeks later."""

UPHELD, CLEARED, EXCUSED, OPEN = (ALERT_OUTCOMES.index(name) for name in ("upheld", "cleared", "excused", "open"))
NONE: Final = NOT_RECORDED
ALERT_SLOT, DESK_SLOT, EVIDENCE_SLOT = 1, 2, 4
REVIEWERS: Final = 4
SECOND_LOOK: Final = 0.2
"""Share of decided cases that a second reviewer looks at."""
SECOND_AGREES: Final = 0.85
"""Share of these in which both decide alike."""
SAYS_NOTHING: Final = ("no_prompt", "gap", "battery")
"""Causes of alerts behind which there is no data."""
EXCUSES: Final = 0.3
"""Share of alerts acted on for which an excuse is recorded."""
ACCEPTED: Final = 0.4
"""Share of excuses that are accepted."""


@dataclass(frozen=True)
class Clock:
    """The period of the records.

    Attributes
    ----------
    days : float
        Its length [day].
    start_s : float
        Its start [second].
    """

    days: float
    start_s: float = START_S

    @property
    def end_s(self) -> float:
        """Its end [second]."""
        return self.start_s + self.days * SECONDS_PER_DAY

    def at(self, hours: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn hours of the run into seconds since 1970.

        Parameters
        ----------
        hours : ndarray
            Hours from the start, NaN for none [hour].

        Returns
        -------
        ndarray
            Whole seconds that have begun [second].
        """
        whole: NDArray[np.float64] = np.floor(self.start_s + hours * SECONDS_PER_HOUR)
        return whole


def luck(seed: int, person: NDArray[Any], what: int) -> NDArray[np.float64]:
    """Draw four uniform numbers for each row of some paperwork.

    Parameters
    ----------
    seed : int
        Seed of the world.
    person : ndarray
        Number of the person of each row.
    what : int
        Number of the paperwork.

    Returns
    -------
    ndarray, shape (n, 4)
        Uniform in (0, 1) [ratio].
    """
    rows = np.arange(person.size, dtype=np.int64)
    uniforms: NDArray[np.float64] = draw_each(
        seed, person.astype(np.int64), purposes.PAPERWORK, np.full_like(rows, what), rows
    )
    return uniforms


def people_table(records: Records, clock: Clock) -> Columns:
    """Write down who was monitored.

    Parameters
    ----------
    records : Records
        Of one world.
    clock : Clock
        The period.

    Returns
    -------
    Columns
        Kind "people"; nobody has an end who is still there, and the legal basis ends with monitoring.
    """
    people = records.people
    left_h = people["left_h"]
    ended = clock.at(np.where(left_h < records.days * 24.0, left_h, np.nan))
    groups = {
        attribute: np.array([*names, ""], dtype=object)[people[attribute]]
        for attribute, names in records.groups.items()
    }
    started = clock.at(people["joined_h"])
    return {"person": people["person"], "started": started, "ended": ended, "basis_ended": ended.copy(), **groups}


def devices_table(people: Columns) -> Columns:
    """Write down whose device was whose: one a person, with the same number.

    Parameters
    ----------
    people : Columns
        Kind "people".

    Returns
    -------
    Columns
        Kind "devices".
    """
    person = people["person"]
    return {"device": person, "person": person, "activated": people["started"], "deactivated": people["ended"]}


def checks_table(checks: Columns, clock: Clock) -> Columns:
    """Write down the checks.

    Parameters
    ----------
    checks : Columns
        From `each_check`, or any with hours in place of times.
    clock : Clock
        The period.

    Returns
    -------
    Columns
        Kind "checks", by time due; what is answered after the period is written down as answered in its last second.
    """
    order = np.lexsort((checks["person"], checks["due"]))
    table = {name: column[order] for name, column in checks.items()}
    return {
        **table,
        "due": clock.at(table["due"]),
        "answered": np.minimum(clock.at(table["answered"]), clock.end_s - 1.0),
        "device": table["person"],
    }


def alerts_table(records: Records, clock: Clock, seed: int) -> Columns:
    """Write down the alerts.

    Parameters
    ----------
    records : Records
        Of one world, with every alert.
    clock : Clock
        The period.
    seed : int
        Seed of the world.

    Returns
    -------
    Columns
        Kind "alerts". Made up by rule: a device records what an alert is about up to ten minutes before it is raised,
        never after it was taken back, and uploads it in between; an alert acted on is upheld, or excused where an
        excuse was accepted; one that was handled without a step is cleared then; all others are open. An alert about a
        device that could not be reached or lost its data is one without data, and is counted as such. Precision,
        satellites and battery are noise.

    Raises
    ------
    ValueError
        When alerts were kept for some of the people only.
    """
    if records.rows_one_in != 1:
        message = "alerts can be written out where all of them were kept: take fewer people or days"
        raise ValueError(message)
    alerts = records.alerts
    person = alerts["person"]
    chance = luck(seed, person, ALERT_SLOT)
    raised_h, handled_h = alerts["raised_h"], alerts["handled_h"]
    handled, acted_on = ~np.isnan(handled_h), ~np.isnan(alerts["acted_on_h"])
    left_h = records.people["left_h"][np.searchsorted(records.people["person"], person)]
    recorded_h = np.minimum(np.maximum(raised_h - chance[:, 0] / 6.0, 0.0), left_h)
    excused = acted_on & (chance[:, 2] < EXCUSES)
    accepted = excused & (chance[:, 3] < ACCEPTED)
    quiet = np.isin(alerts["cause"], [CAUSES.index(name) for name in SAYS_NOTHING])
    state = np.where(quiet, STATUSES.index("no_data"), STATUSES.index("non_compliant")).astype(np.int8)
    outcome = np.select([accepted, acted_on, handled], [EXCUSED, UPHELD, CLEARED], OPEN).astype(np.int8)
    evidence = _evidence(person, alerts["cause"], seed) if "positions" in records.parts else {}
    return {
        "alert": np.arange(person.size),
        "person": person,
        "raised": clock.at(raised_h),
        "recorded": clock.at(recorded_h),
        "uploaded": clock.at(recorded_h + (raised_h - recorded_h) * chance[:, 1]),
        "cause": alerts["cause"],
        "device": person,
        "triaged": clock.at(alerts["triaged_h"]),
        "handled": clock.at(handled_h),
        "acted_on": clock.at(alerts["acted_on_h"]),
        "step": np.where(acted_on, alerts["step"], NONE),
        "outcome": outcome,
        "cleared": clock.at(np.where(outcome == CLEARED, handled_h, np.nan)),
        "state": state,
        "treated_as": state.copy(),
        **evidence,
        "excuse": np.where(excused, "the wearer gave an account", "").astype(object),
    }


def _evidence(person: NDArray[Any], cause: NDArray[Any], seed: int) -> dict[str, NDArray[np.float64]]:
    # What the log says of the position and the device behind an alert; the model does not say it.
    chance = luck(seed, person, EVIDENCE_SLOT)
    return {
        "precision_m": np.round(4.0 + 300.0 * chance[:, 0] ** 4),
        "satellites": np.floor(3.0 + 9.0 * chance[:, 1]),
        "battery": np.round(0.05 + np.where(cause == CAUSES.index("battery"), 0.1, 0.95) * chance[:, 2], 2),
    }


def desk_table(records: Records, clock: Clock, seed: int) -> Columns:
    """Write down the failed checks that reviewers looked at.

    Parameters
    ----------
    records : Records
        Of one world.
    clock : Clock
        The period.
    seed : int
        Seed of the world.

    Returns
    -------
    Columns
        Kind "desk". Made up by rule: who of four reviewers decided, and what a second one made of one case in five.
    """
    of_review = records.cases["desk"] == DESKS.index("review")
    cases = {name: column[of_review] for name, column in records.cases.items()}
    person = cases["person"]
    chance = luck(seed, person, DESK_SLOT)
    decided = ~np.isnan(cases["finished_h"])
    overturned, upheld = DECISIONS.index("overturned"), DECISIONS.index("upheld")
    decision = np.where(decided, np.where(cases["overturned"], overturned, upheld), NONE)
    second = np.where(chance[:, 2] < SECOND_AGREES, decision, overturned + upheld - decision)
    return {
        "case": np.arange(person.size),
        "person": person,
        "arrived": clock.at(cases["arrived_h"]),
        "started": clock.at(cases["started_h"]),
        "finished": clock.at(cases["finished_h"]),
        "reviewer": np.where(decided, (chance[:, 0] * REVIEWERS).astype(np.int64), NONE),
        "decision": decision,
        "second_decision": np.where(decided & (chance[:, 1] < SECOND_LOOK), second, NONE),
    }


def violations_table(alerts: Columns) -> Columns:
    """Write down as violations the alerts on which a step was taken.

    Parameters
    ----------
    alerts : Columns
        Kind "alerts".

    Returns
    -------
    Columns
        Kind "violations": identified when handled, told to the authority when acted on.
    """
    at = np.flatnonzero(~np.isnan(alerts["acted_on"]))
    excused = alerts["excuse"][at] != ""
    accepted = alerts["outcome"][at] == EXCUSED
    return {
        "violation": np.arange(at.size),
        "alert": alerts["alert"][at],
        "person": alerts["person"][at],
        "start": alerts["recorded"][at],
        "end": alerts["raised"][at],
        "identified": alerts["handled"][at],
        "notified": alerts["acted_on"][at],
        "category": alerts["cause"][at],
        "excuse": alerts["excuse"][at],
        "excuse_accepted": np.where(excused, accepted.astype(np.int8), NONE),
        "authorised_absence": np.zeros(at.size, dtype=np.int8),
        "outcome": alerts["outcome"][at],
    }


def month_ends(clock: Clock) -> list[float]:
    """List the last whole days of the months in the period.

    Parameters
    ----------
    clock : Clock
        The period.

    Returns
    -------
    list of float
        00:00 UTC of each [second].
    """
    days = np.arange(clock.start_s, clock.end_s, SECONDS_PER_DAY).astype("datetime64[s]")
    months = days.astype("datetime64[M]")
    last = (days + np.timedelta64(1, "D")).astype("datetime64[M]") != months
    return [float(day) for day in days[last].astype(np.int64)]
