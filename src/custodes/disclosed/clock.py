"""Times of a column: in the format that the map declares, or one that the whole column proves; never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from custodes.disclosed.cell_bytes import lengths_of
from custodes.disclosed.clock_cells import CALENDAR, CLOCK, COUNT, EITHER, NONE, Cells, take_apart
from custodes.disclosed.clock_formats import EPOCHS, EXCEL
from custodes.disclosed.clock_zone import DAY_S, LAST_S, to_utc
from custodes.disclosed.numbers_text import read_numbers

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from custodes.disclosed.place_in_file import Where
    from custodes.records.disclosed import Note

FIRST_COUNT_S: Final = 946684800.0
"""2000-01-01: a count that nobody declared is told by its size, and must lie between here and `LAST_S` [second]."""

FORMATS_HINT: Final = 'declare it in the map: {column: NAME, format: "%d/%m/%Y"} or "%m/%d/%Y"'
ZONE_HINT: Final = "state `time_zone: Europe/London` in map.yaml (or `zone:` for the column; UTC if that is what it is)"

_AT_ONCE: Final = 1 << 18
"""So many dates are worked out at a time, to hold little at once."""

_SERIAL_1900_D: Final = 25569.0
_SERIAL_1904_D: Final = 24107.0
_LAST_FALSE_SERIAL: Final = 61.0
"""Serials below it are one day out in the calendar that has a 29 February 1900."""


@dataclass(frozen=True)
class Times:
    """A column of times.

    Attributes
    ----------
    seconds : ndarray of float64
        Seconds since 1970-01-01 00:00 UTC; NaN none.
    bad : ndarray of bool
        Cells with something in them that is no time.
    unset : ndarray of bool
        Cells whose clock had not been set: the first day of 1970, or after 2100; their time is NaN.
    notes : tuple of Note
        What was noticed.
    """

    seconds: NDArray[np.float64]
    bad: NDArray[np.bool_]
    unset: NDArray[np.bool_]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class ClockAs:
    """What a map says of a column of times.

    Attributes
    ----------
    form : str
        Declared format, "" for none.
    zone : str
        Zone of local times, "" for none.
    until_s : float
        No event of the records is later [second]; infinite for a column that may look ahead.
    """

    form: str = ""
    zone: str = ""
    until_s: float = np.inf


def read_times(
    columns: tuple[list[pa.Array], ...], how: ClockAs, where: Where, who: NDArray[np.int32] | None = None
) -> Times:
    """Read a column of times, or a column of dates with one of times of day.

    Parameters
    ----------
    columns : tuple of list of pyarrow string arrays
        One column, or two: date, then time of day.
    how : ClockAs
        What the map says.
    where : Where
        The column's place.
    who : ndarray of int32, optional
        Whose row it is, to tell the two comings of an hour apart.

    Returns
    -------
    Times
        The times.

    Raises
    ------
    Refused
        When the order of day and month, the unit of a count or the zone is neither declared nor proven.
    """
    filled = np.concatenate([lengths_of(batch) > 0 for batch in columns[0]] or [np.zeros(0, dtype=np.bool_)])
    if how.form in EPOCHS or how.form in EXCEL:
        seconds, bad, notes = _counted(columns[0], how, where)
        naive = np.full(len(seconds), how.form in EXCEL)
        dated = naive & False
    else:
        cells = take_apart(columns[0], "" if len(columns) > 1 and not _has_date(how.form) else how.form)
        cells, clock_bad = _with_clock(cells, columns, where)
        bad = (filled & (cells.form == NONE)) | clock_bad
        _one_family(cells, where)
        cells, notes = _in_order(cells, how, where)
        seconds = _seconds(cells, where, bad)
        bad |= filled & np.isnan(seconds)
        naive = np.isfinite(seconds) & np.isnan(cells.offset) & (cells.form != COUNT)
        seconds -= np.nan_to_num(cells.offset)
        dated = ~cells.timed
    seconds, more = _zoned(seconds, naive, dated, how, where, who)
    seconds, unset, strange = _plausible(seconds, how, where)
    return Times(seconds, bad, unset, (*notes, *more, *strange))


def _has_date(form: str) -> bool:
    return any(letter in form for letter in ("%d", "iso"))


def _counted(
    batches: list[pa.Array], how: ClockAs, where: Where
) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[Note]]:
    """Read counts of a declared unit, or a spreadsheet's day numbers."""
    numbers = read_numbers(batches, where)
    if how.form in EPOCHS:
        return numbers.values * EPOCHS[how.form], numbers.bad, list(numbers.notes)
    serial = numbers.values
    notes = []
    if how.form == EXCEL[0]:
        text = "day numbers up to 60 are of a calendar with a 29 February 1900 that never was"
        notes = where.noted("excel-1900", text, serial < _LAST_FALSE_SERIAL, "warning")
        serial = serial + (serial < _LAST_FALSE_SERIAL - 1)
    start = _SERIAL_1900_D if how.form == EXCEL[0] else _SERIAL_1904_D
    return np.round((serial - start) * DAY_S, 3), numbers.bad, [*numbers.notes, *notes]


def _with_clock(cells: Cells, columns: tuple[list[pa.Array], ...], where: Where) -> tuple[Cells, NDArray[np.bool_]]:
    """Join a date with the time of day in a second column."""
    nothing: NDArray[np.bool_] = np.zeros(len(cells.form), dtype=np.bool_)
    if len(columns) == 1:
        bad = cells.form == CLOCK
        return replace(cells, form=np.where(bad, NONE, cells.form).astype(np.int8)), bad
    forms = [take_apart(columns[1], form) for form in ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%H%M")]
    filled = np.concatenate([lengths_of(batch) > 0 for batch in columns[1]] or [nothing])
    timed = nothing
    seconds: NDArray[np.float64] = np.zeros(len(cells.form))
    for each in forms:
        seconds = np.where(each.form == CLOCK, each.seconds, seconds)
        timed = timed | (each.form == CLOCK)
    if (cells.timed & (cells.seconds > 0) & timed).any():
        wrong = "the column of dates has times of day as well as the column of times"
        raise where.refused(wrong, "leave one of the two out of the map", cells.timed & timed, code="two-times")
    return replace(cells, seconds=np.where(timed, seconds, cells.seconds), timed=cells.timed | timed), filled & ~timed


def _one_family(cells: Cells, where: Where) -> None:
    """Refuse a column that holds dates here and counts there, or counts of two units."""
    count, date = cells.form == COUNT, (cells.form == CALENDAR) | (cells.form == EITHER)
    if count.any() and date.any():
        fewer = count if np.count_nonzero(count) < np.count_nonzero(date) else date
        wrong = f"{np.count_nonzero(fewer):,} cells are written in another way than the rest: dates here, counts there"
        raise where.refused(wrong, "split the file, or ask for one with times in one format", fewer, code="mixed-times")
    if count.any():
        units = _units(cells)[count]
        if len(np.unique(units)) > 1:
            wrong = "some times count seconds since 1970, others milliseconds or microseconds"
            odd = count & (_units(cells) != np.bincount(units).argmax())
            raise where.refused(wrong, "split the file, or ask for one with times in one unit", odd, code="mixed-epoch")


def _units(cells: Cells) -> NDArray[np.int64]:
    """Tell from the number of digits: 0 seconds, 1 milliseconds, 2 microseconds, 3 neither."""
    digits = cells.one.astype(np.int64)
    unit = np.where(digits <= 10, 0, np.where(digits <= 13, 1, np.where(digits <= 16, 2, 3)))  # noqa: PLR2004
    return np.asarray(np.where(cells.form == COUNT, unit, 0), dtype=np.int64)


def _in_order(cells: Cells, how: ClockAs, where: Where) -> tuple[Cells, list[Note]]:
    """Decide which of two numbers is the day, if some value proves it and none says otherwise."""
    notes = where.noted("two-digit-year", "years have two digits; 69 to 99 are read as 19..", cells.short, "warning")
    either = cells.form == EITHER
    if not either.any():
        return cells, notes
    first, second = either & (cells.one > 12), either & (cells.two > 12)  # noqa: PLR2004 - months of a year
    if first.any() and second.any():
        fewer = first if np.count_nonzero(first) <= np.count_nonzero(second) else second
        wrong = "some dates can only be day/month, others only month/day"
        raise where.refused(wrong, "ask for dates in one order, best as 2025-03-31", fewer, code="mixed-dates")
    if not (first.any() or second.any()):
        wrong = f"day and month cannot be told apart in any of {np.count_nonzero(either):,} dates"
        raise where.refused(wrong, FORMATS_HINT, either, code="ambiguous-date")
    order = "day/month/year" if first.any() else "month/day/year"
    proof = int(np.count_nonzero(first | second))
    text = f"dates are read as {order}: {proof:,} of {np.count_nonzero(either):,} can be nothing else"
    notes += where.noted("date-order", text, either, "warning") if not how.form else []
    if second.any():
        return replace(cells, form=np.where(either, CALENDAR, cells.form).astype(np.int8)), notes
    one, two = np.where(either, cells.two, cells.one), np.where(either, cells.one, cells.two)
    return replace(cells, one=one, two=two, form=np.where(either, CALENDAR, cells.form).astype(np.int8)), notes


def _seconds(cells: Cells, where: Where, bad: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Work out seconds since 1970 by the clock that the cell was written with."""
    if (cells.form == COUNT).any():
        scale = np.array([1.0, 1e-3, 1e-6, np.nan])[_units(cells)]
        seconds = np.where(cells.form == COUNT, cells.seconds * scale, np.nan)
        outside = np.isfinite(seconds) & ~((seconds >= FIRST_COUNT_S) & (seconds < LAST_S))
        if np.count_nonzero(outside) * 2 > np.count_nonzero(np.isfinite(seconds)):
            wrong = "whole numbers that no unit turns into times of this century"
            raise where.refused(
                wrong, "declare `format: epoch-s` or `excel-1900` in the map", outside, code="unknown-time"
            )
        return np.asarray(np.where(outside & bad, np.nan, seconds), dtype=np.float64)
    # The parts are nobody else's: the result takes the place of the seconds, which saves room for millions of rows.
    seconds = cells.seconds
    for first in range(0, len(seconds), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        days = _calendar(cells.form[part], cells.year[part], cells.one[part], cells.two[part])
        seconds[part] += days * float(DAY_S)
    return seconds


def _calendar(
    form: NDArray[np.int8], year: NDArray[np.int32], month: NDArray[np.int8], day: NDArray[np.int8]
) -> NDArray[np.float64]:
    """Count the days since 1970 of dates; NaN for those that the calendar does not have."""
    dated = (form == CALENDAR) & (month >= 1) & (month <= 12)  # noqa: PLR2004
    months = ((year - 1970) * 12 + np.where(dated, month, 1) - 1).astype("datetime64[M]")
    start = months.astype("datetime64[D]").astype(np.int64)
    length = (months + 1).astype("datetime64[D]").astype(np.int64) - start
    dated &= (day >= 1) & (day <= length)
    return np.where(dated, start + day - 1, np.nan)


def _zoned(  # noqa: PLR0913, PLR0917 - the parts of one step
    seconds: NDArray[np.float64],
    naive: NDArray[np.bool_],
    dated: NDArray[np.bool_],
    how: ClockAs,
    where: Where,
    who: NDArray[np.int32] | None,
) -> tuple[NDArray[np.float64], list[Note]]:
    """Bring local times to UTC, in the zone that was stated."""
    if not naive.any():
        return seconds, []
    notes: list[Note] = []
    mixed = np.isfinite(seconds) & ~naive
    if mixed.any():
        few = naive if np.count_nonzero(naive) <= np.count_nonzero(mixed) else mixed
        text = "some times carry an offset from UTC and others do not; the others are read in the stated zone"
        notes += where.noted("mixed-zones", text, few, "finding")
    if not how.zone:
        if (naive & ~dated).any():
            wrong = f"{np.count_nonzero(naive & ~dated):,} times do not say in which time zone they are"
            raise where.refused(wrong, ZONE_HINT, naive & ~dated, code="no-time-zone")
        text = "dates without a time of day are read as midnight UTC"
        return seconds, [*notes, *where.noted("dates-only", text, naive, "warning")]
    result = to_utc(np.where(naive, seconds, np.nan), ZoneInfo(how.zone), who)
    hours = ~dated
    text = f"times that the clock of {how.zone} skipped; read as if it had not been put forward yet"
    notes += where.noted("clock-forward", text, result.missing & hours, "finding")
    text = f"times that came twice in {how.zone}; told apart by the order of rows where it can be, else the first"
    notes += where.noted("clock-back", text, result.twice & hours, "finding")
    if how.zone not in {"UTC", "Etc/UTC"}:
        text = f"times without an offset are read as local time in {how.zone}"
        notes += where.noted("local-time", text, naive & hours, "warning")
    return np.where(naive, result.seconds, seconds), notes


def _plausible(
    seconds: NDArray[np.float64], how: ClockAs, where: Where
) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[Note]]:
    """Look for clocks that had not been set, and for events after the period."""
    start = seconds < DAY_S
    late = seconds >= LAST_S
    notes = where.noted(
        "time-1970",
        "times on or before 1 January 1970, as a clock says that was never set; read as not known",
        start,
        "finding",
    )
    if np.isfinite(how.until_s):
        notes += where.noted("time-in-2100", "times after the year 2100; read as not known", late, "finding")
        after = (seconds > how.until_s) & ~late
        text = "times after the period that the map states"
        notes += where.noted("time-after-period", text, after, "finding")
        start |= late
    if start.any():
        seconds[start] = np.nan
    return seconds, start, notes
