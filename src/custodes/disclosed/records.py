"""Disclosed tables as records that every measure can ask: the tables that a simulated scheme leaves, without truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.disclosed.tallies_of import rows_in_period, tallies_of
from custodes.disclosed.trail_of import trail_of
from custodes.records.disclosed import SECONDS_PER_HOUR
from custodes.records.kinds import DECISIONS
from custodes.records.schema import TABLES
from custodes.records.spells import spells_of
from custodes.records.tables import DESKS, LOCATION_CAUSES, POINTS, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed
    from custodes.records.spells import Spells
    from custodes.records.tables import Table

EVERY_PART: Final = frozenset(
    {
        "casework",
        "checks",
        "costs",
        "devices",
        "photographs",
        "positions",
        "prompts",
        "recognition",
        "review",
        "trail",
        "visits",
        *LOCATION_CAUSES,
    }
)
"""What a scheme may do; without a scheme file nothing says that it does not."""

SHOWN_BY: Final = {"checks": "checks", "desk": "review", "positions": "positions"}
"""Kinds whose rows show that a scheme does something, whatever its file says."""


def records_of(disclosed: Disclosed, parts: frozenset[str] | None = None) -> Records:
    """Make records of what was disclosed.

    Times become hours from the start of the period. A count that no table says is NaN, a time that no table has is a
    column that is not there: measures then say that it was not disclosed.

    Parameters
    ----------
    disclosed : Disclosed
        What was read.
    parts : frozenset of str, optional
        What the scheme does, as a scheme file says; without it everything, so that nothing that was only not disclosed
        is said not to apply.

    Returns
    -------
    Records
        Without truth.
    """
    spells = spells_of(disclosed)
    positioned = trail_of(disclosed)
    shown = {part for kind, part in SHOWN_BY.items() if disclosed.rows(kind)}
    return Records(
        days=disclosed.days,
        people=_people(disclosed, spells),
        tallies={
            "person": disclosed.people["person"].astype(np.int64),
            **tallies_of(disclosed, spells),
        },
        alerts=_alerts(disclosed),
        cases=_cases(disclosed),
        absences=_empty("absences"),
        desks=_desks(disclosed),
        costs=_empty("costs"),
        groups=dict(disclosed.groups),
        parts=EVERY_PART if parts is None else parts | shown,
        trail=positioned if not isinstance(positioned, str) else None,
        no_trail=positioned if isinstance(positioned, str) else "",
    )


def _empty(name: str) -> Table:
    columns = TABLES[name].items()
    return {key: np.zeros(0, dtype=column.dtype) for key, column in columns if not key.startswith("truth_")}


def _hours(disclosed: Disclosed, time_s: NDArray[Any]) -> NDArray[np.float64]:
    return (np.asarray(time_s, dtype=np.float64) - disclosed.start_s) / SECONDS_PER_HOUR


def _people(disclosed: Disclosed, spells: Spells) -> Table:
    joined_s, left_s = spells.within(disclosed.start_s, disclosed.end_s).first_and_last()
    return {
        "person": disclosed.people["person"].astype(np.int64),
        "joined_h": _hours(disclosed, joined_s),
        "left_h": _hours(disclosed, left_s),
        **{attribute: disclosed.people[attribute] for attribute in disclosed.groups},
    }


def _alerts(disclosed: Disclosed) -> Table:
    if not disclosed.rows("alerts"):
        return _empty("alerts")
    table = disclosed.tables["alerts"]
    at = rows_in_period(disclosed, "alerts", "raised")
    at = at[np.lexsort((table["person"][at], table["raised"][at]))]
    times: Table = {f"{name}_h": table[name][at] for name in POINTS if name in table}
    return {
        "person": table["person"][at].astype(np.int64),
        **{name: _hours(disclosed, values) for name, values in times.items()},
        **{name: table[name][at] for name in ("cause", "step") if name in table},
    }


def _cases(disclosed: Disclosed) -> Table:
    if not disclosed.rows("desk"):
        return _empty("cases")
    table = disclosed.tables["desk"]
    at = rows_in_period(disclosed, "desk", "arrived")
    at = at[np.argsort(table["arrived"][at], kind="stable")]
    cases: dict[str, NDArray[Any]] = {
        "desk": np.full(len(at), DESKS.index("review"), dtype=np.int8),
        "person": table["person"][at].astype(np.int64),
        **{
            f"{name}_h": _hours(disclosed, table[name][at])
            for name in ("arrived", "started", "finished")
            if name in table
        },
    }
    if "decision" in table:
        cases["overturned"] = table["decision"][at] == DECISIONS.index("overturned")
    return cases


def _desks(disclosed: Disclosed) -> Table:
    """Describe the review desk; how many hours anybody was on duty, no table says."""
    rows = _empty("desks")
    if not disclosed.rows("desk"):
        return rows
    table = disclosed.tables["desk"]
    left = np.nan
    taken = next((name for name in ("started", "finished") if name in table), None)
    if taken is not None:
        left = float(np.count_nonzero((table["arrived"] <= disclosed.end_s) & ~(table[taken] <= disclosed.end_s)))
    return {
        "desk": np.array([DESKS.index("review")], dtype=np.int8),
        "staffed_h": np.array([np.nan]),
        "worked_h": np.array([np.nan]),
        "backlog_end": np.array([left]),
    }
