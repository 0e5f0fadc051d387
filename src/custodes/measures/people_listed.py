"""Who is in the records: people without dates, groups that nobody recorded, and what the files cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.finding import Finding, Found
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.spells import spells_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

WHEN: Final = {
    "alerts": "raised",
    "checks": "due",
    "contacts": "time",
    "desk": "arrived",
    "disclosures": "time",
    "positions": "time",
    "reviews": "due",
    "violations": "start",
}
"""The time by which a row of each kind falls into the period."""


def people_listed(disclosed: Disclosed, ask: Asking) -> Found:
    """Count people without dates and people whose group is not recorded, and say what time each kind of record covers.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        Not needed: people are counted.

    Returns
    -------
    Found
        Up to one finding, and one for each recorded attribute; the table ``records-cover``.
    """
    del ask
    people = len(disclosed.people["person"])
    findings = []
    known = spells_of(disclosed).known
    if people and known.any():
        findings.append(
            _of_people(
                "people-without-dates",
                "People are in the records of whom no list says when they were monitored",
                ~known,
                "in some table, and without a beginning of monitoring in the list of people",
                "accountability",
            )
        )
    for attribute in disclosed.groups if people else ():
        words = attribute.replace("_", " ")
        findings.append(
            _of_people(
                f"not-recorded-{attribute.replace('_', '-')}",
                f"People's {words} is not recorded, so that nobody can say whether it matters",
                disclosed.people[attribute] < 0,
                f"nothing is written in the column of {words}",
                "equality",
            )
        )
    return Found(findings=tuple(findings), tables={"records-cover": _cover(disclosed)})


def _of_people(key: str, means: str, found: NDArray[np.bool_], rule: str, test: str) -> Finding:
    count = int(np.count_nonzero(found))
    none = np.zeros(0, dtype=np.int64)
    return Finding(key, means, count, len(found), "people", count, rule, test, kind="", at=none)


def _midnight(time_s: float) -> float:
    return float(np.floor(time_s / SECONDS_PER_DAY) * SECONDS_PER_DAY)


def _cover(disclosed: Disclosed) -> list[dict[str, Any]]:
    """Give the first and last day of each kind, to the day, with the number of people."""
    rows = []
    for kind, column in WHEN.items():
        if not disclosed.rows(kind):
            continue
        when = disclosed.tables[kind][column]
        there = ~np.isnan(when)
        person = disclosed.tables[kind]["person"][there] if disclosed.has(kind, "person") else np.zeros(0, dtype=int)
        if there.any():
            span_s = float(min(when[there].max(), disclosed.end_s) - max(when[there].min(), disclosed.start_s))
            rows.append(
                {
                    "kind": kind,
                    "rows": int(there.sum()),
                    "first_s": _midnight(when[there].min()),
                    "last_s": _midnight(when[there].max()),
                    "share_of_period": max(span_s, 0.0) / max(disclosed.end_s - disclosed.start_s, 1.0),
                    "people": len(np.unique(person[person >= 0])),
                }
            )
    return rows
