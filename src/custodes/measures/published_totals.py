"""Published figures: whether two were published for the same thing, and what the records show when counted again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.records.disclosed import SECONDS_PER_DAY, SECONDS_PER_HOUR
from custodes.records.spells import spells_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

    Recount = Callable[[Disclosed, float], tuple[int, int, int] | None]

TWO_VALUES: Final = Looked(
    "totals-two-values",
    "Two different figures were given for the same thing on the same day",
    "published figures",
    "another row has the same day, the same words for what was counted and the same definition, and another value",
    "accountability",
)
DIFFER: Final = Looked(
    "totals-differ-from-records",
    "Published figures are not what these records give when they are counted again",
    "published figures that could be counted again",
    "people monitored, reviews overdue or alerts raised, counted in these records at the beginning and at the end of "
    "the day (alerts: of the month or the day up to its end), and the published figure lies outside",
    "accountability",
)


def published_totals(disclosed: Disclosed, ask: Asking) -> Found:
    """Set published figures beside each other and beside what the records give when counted again.

    What a figure is about is told by its words: ``overdue`` with ``review``; ``alert`` with ``raised`` (of the calendar
    month up to that day when the definition or the words say month, else of the day); or ``monitored``, ``tagged`` or
    ``on the scheme``. Where the beginning and the end of the day give different counts, any figure between them agrees.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        Not needed: figures are of everybody.

    Returns
    -------
    Found
        Up to two findings; the table ``totals-recounted``.
    """
    del ask
    totals = rows_of_kind(disclosed, "totals")
    if totals is None:
        return Found()
    # A published figure is about everybody.
    people = len(disclosed.people["person"])
    findings = [replace(totals.finding(TWO_VALUES, _two_values(totals)), people=people)]
    rows, differing, could = _recounted(totals)
    if could.any():
        findings.append(replace(totals.finding(DIFFER, differing, could), people=people))
    return Found({}, tuple(findings), {"totals-recounted": rows} if rows else {})


def _words(totals: Rows, name: str) -> NDArray[np.int64]:
    return totals.of(name).astype(np.int64) if totals.has(name) else np.full(len(totals), -1)


def _two_values(totals: Rows) -> NDArray[np.bool_]:
    """Say which figures come after another one for the same thing that has another value."""
    day = np.floor((totals.of("date") + SECONDS_PER_DAY / 2) / SECONDS_PER_DAY)
    keys = np.stack([day, _words(totals, "quantity"), _words(totals, "definition")], axis=1)
    _, same = np.unique(keys, axis=0, return_inverse=True)
    same = same.ravel()
    first = np.full(int(same.max(initial=-1)) + 1, -1)
    for row in range(len(totals) - 1, -1, -1):
        first[same[row]] = row
    value = totals.of("value")
    return np.asarray((value != value[first[same]]) & ~np.isnan(value) & ~np.isnan(value[first[same]]))


def _recounted(totals: Rows) -> tuple[list[dict[str, Any]], NDArray[np.bool_], NDArray[np.bool_]]:
    disclosed = totals.disclosed
    quantities = disclosed.labels.get((totals.kind, "quantity"), ())
    definitions = disclosed.labels.get((totals.kind, "definition"), ())
    differing, could = np.zeros(len(totals), dtype=np.bool_), np.zeros(len(totals), dtype=np.bool_)
    quantity, definition = _words(totals, "quantity"), _words(totals, "definition")
    rows = []
    for row in range(len(totals)):
        date_s, value = float(totals.of("date")[row]), float(totals.of("value")[row])
        inside = disclosed.start_s <= date_s + SECONDS_PER_DAY and date_s <= disclosed.end_s
        if quantity[row] < 0 or not inside or np.isnan(value):
            continue
        what = quantities[quantity[row]]
        recount = recount_of(what, definitions[definition[row]] if definition[row] >= 0 else "")
        found = None if recount is None else recount(disclosed, date_s)
        if found is None:
            continue
        low, high, people = found
        could[row], differing[row] = True, not low <= value <= high
        nearest = min(max(value, low), high)
        rows.append(
            {
                "date_s": date_s,
                "quantity": what,
                "published": value,
                "recounted_low": low,
                "recounted_high": high,
                "difference": value - nearest,
                "people": people,
            }
        )
    return rows, differing, could


def recount_of(words: str, definition: str) -> Recount | None:
    """Find how to count again what a published figure is about.

    Parameters
    ----------
    words, definition : str
        What was counted, and how it was defined.

    Returns
    -------
    callable or None
        Gives the least and most that records allow for a day, and of how many people; None when the words say nothing
        that is known.
    """
    said = words.casefold()
    if "overdue" in said and "review" in said:
        return _overdue
    if "alert" in said and "raised" in said:
        return _alerts_of_month if "month" in f"{said} {definition.casefold()}" else _alerts_of_day
    if any(word in said for word in ("monitored", "tagged", "on the scheme")):
        return _monitored
    return None


def _monitored(disclosed: Disclosed, date_s: float) -> tuple[int, int, int] | None:
    spells = spells_of(disclosed)
    if not spells.known.any():
        return None

    def at(time_s: float) -> int:
        return len(np.unique(spells.person[(spells.start_s <= time_s) & (spells.end_s >= time_s)]))

    close_s = date_s + SECONDS_PER_DAY
    all_day = len(np.unique(spells.person[(spells.start_s < close_s) & (spells.end_s > date_s)]))
    counts = (at(date_s), at(close_s - 1.0), at(close_s), all_day)
    return min(counts), max(counts), all_day


def _overdue(disclosed: Disclosed, date_s: float) -> tuple[int, int, int] | None:
    if not disclosed.has("reviews", "done"):
        return None
    due, done = disclosed.tables["reviews"]["due"], disclosed.tables["reviews"]["done"]
    late = (due <= date_s + SECONDS_PER_DAY) & ~(done <= date_s)
    counts = [
        int(np.count_nonzero((due + slack_s <= time_s) & ~(done <= time_s)))
        for time_s in (date_s, date_s + SECONDS_PER_DAY)
        for slack_s in (0.0, SECONDS_PER_DAY)
    ]
    return min(counts), max(counts), len(np.unique(disclosed.tables["reviews"]["person"][late]))


def _alerts_between(disclosed: Disclosed, from_s: float, until_s: float) -> tuple[int, int, int] | None:
    """Count alerts, with an hour either way at the beginning for a clock that may have changed since.

    Not where the records begin a day or more after that time does: they would give less whatever was published.
    """
    if not disclosed.rows("alerts") or from_s + SECONDS_PER_DAY <= disclosed.start_s:
        return None
    raised = disclosed.tables["alerts"]["raised"]
    counts = [
        int(np.count_nonzero((raised >= from_s + shift) & (raised < until_s)))
        for shift in (-SECONDS_PER_HOUR, 0.0, SECONDS_PER_HOUR)
    ]
    about = disclosed.tables["alerts"]["person"][(raised >= from_s) & (raised < until_s)]
    return min(counts), max(counts), len(np.unique(about))


def _alerts_of_day(disclosed: Disclosed, date_s: float) -> tuple[int, int, int] | None:
    return _alerts_between(disclosed, date_s, date_s + SECONDS_PER_DAY)


def _alerts_of_month(disclosed: Disclosed, date_s: float) -> tuple[int, int, int] | None:
    # Midnight by a clock east of Greenwich is the day before in UTC: noon of it is the same day for both.
    noon = np.datetime64(round(date_s + SECONDS_PER_DAY / 2), "s")
    day = int((noon.astype("datetime64[D]") - noon.astype("datetime64[M]").astype("datetime64[D]")).astype(int))
    return _alerts_between(disclosed, date_s - day * SECONDS_PER_DAY, date_s + SECONDS_PER_DAY)
