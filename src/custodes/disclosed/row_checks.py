"""What rows of a table say of one another: the same twice, out of order, two places at once, places that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.disclosed.place_in_file import Where
    from custodes.records.disclosed import Note

MAIN_TIME: Final[Mapping[str, str]] = {
    "checks": "due",
    "alerts": "raised",
    "reviews": "due",
    "desk": "arrived",
    "positions": "time",
    "disclosures": "time",
    "contacts": "time",
    "violations": "start",
    "scores": "time",
    "bills": "from",
    "people": "started",
    "devices": "activated",
    "totals": "date",
}
"""The time by which rows of a kind are in order."""

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "checks": ("person", "due"),
    "alerts": ("person", "raised"),
    "reviews": ("person", "due"),
    "desk": ("arrived", "person"),
    "positions": ("person", "time"),
    "disclosures": ("time", "recipient", "person"),
    "contacts": ("person", "time"),
    "violations": ("person", "start"),
    "scores": ("person", "time"),
    "holdings": ("item",),
    "bills": ("person", "from"),
    "people": ("person", "started"),
    "devices": ("device", "activated"),
    "totals": ("date", "quantity", "value"),
}
"""Columns by which a row is one thing; without them two equal rows may well be two things."""

DAY_S: Final = 86400.0
_GRID: Final = 1000.0
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def repeated(kind: str, table: Mapping[str, NDArray[Any]]) -> NDArray[np.bool_]:
    """Find rows that say in every column what an earlier row says.

    Parameters
    ----------
    kind : str
        Kind of record.
    table : mapping of str to ndarray
        Columns, ids as positions in their lists.

    Returns
    -------
    ndarray of bool
        True for all but the first of equal rows.
    """
    length = len(next(iter(table.values())))
    nothing = np.zeros(length, dtype=np.bool_)
    own = OWN[kind]
    if not length or not all(name in table for name in own):
        return nothing
    stated = np.ones(length, dtype=np.bool_)
    for name in own:
        stated &= np.isfinite(table[name]) if table[name].dtype.kind == "f" else table[name] >= 0
    times = table.get(MAIN_TIME.get(kind, ""))
    if kind in {"contacts", "disclosures"} and times is not None and not (times[stated] % DAY_S).any():
        return nothing
    one, two = (table[name] for name in own[:2]) if len(own) > 1 else (table[own[0]], table[own[0]])
    if ((one[1:] > one[:-1]) | ((one[1:] == one[:-1]) & (two[1:] > two[:-1]))).all():
        return nothing
    sums: NDArray[np.uint64] = np.zeros(length, dtype=np.uint64)
    for column in table.values():
        bits = (column + 0.0).view(np.uint64) if column.dtype.kind == "f" else column.astype(np.int64).view(np.uint64)
        sums = (sums ^ bits) * _MIX
        sums ^= sums >> np.uint64(29)
    order = np.argsort(sums, kind="stable")
    same = np.flatnonzero(sums[order[1:]] == sums[order[:-1]])
    result = nothing.copy()
    later, earlier = order[same + 1], order[same]
    equal = np.ones(len(later), dtype=np.bool_)
    for column in table.values():
        one, two = column[later], column[earlier]
        equal &= (one == two) | ((one != one) & (two != two))  # noqa: PLR0124 - NaN alone differs from itself
    result[later[equal]] = True
    return result & stated


def out_of_order(times: NDArray[np.float64], who: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Find rows whose time is before that of the same person's row above, in a file that is not newest first.

    Parameters
    ----------
    times : ndarray of float64
        Main time of each row.
    who : ndarray of int32
        Whose it is.

    Returns
    -------
    ndarray of bool
        Such rows.
    """
    found = np.zeros(len(times), dtype=np.bool_)
    if (who[1:] >= who[:-1]).all():
        # Rows of one person stand together: no copy of millions of rows is needed.
        found[1:] = _falls(who, times)
        return found
    order = np.argsort(who, kind="stable")
    found[order[1:]] = _falls(who[order], times[order])
    return found


def _falls(who: NDArray[np.int32], times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find rows earlier than the one before, of rows that stand by person; none when all are newest first."""
    same = who[1:] == who[:-1]
    falls = same & (times[1:] < times[:-1])
    newest_first = falls.any() and not (same & (times[1:] > times[:-1])).any()
    return np.asarray(falls & ~newest_first, dtype=np.bool_)


def two_places(table: Mapping[str, NDArray[Any]]) -> NDArray[np.bool_]:
    """Find rows that put a person somewhere else at the very instant of another row.

    Parameters
    ----------
    table : mapping of str to ndarray
        Positions.

    Returns
    -------
    ndarray of bool
        The later row of each pair.
    """
    person, time, places = table["person"], table["time"], (table["latitude"], table["longitude"])
    found = np.zeros(len(time), dtype=np.bool_)
    sorted_already = (person[1:] > person[:-1]) | ((person[1:] == person[:-1]) & (time[1:] >= time[:-1]))
    if sorted_already.all():
        found[1:] = _moved(person, time, places)
        return found
    order = np.lexsort((time, person))
    found[order[1:]] = _moved(person[order], time[order], (places[0][order], places[1][order]))
    return found


def _moved(
    person: NDArray[np.int32], time: NDArray[np.float64], places: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> NDArray[np.bool_]:
    """Find rows of the person and time of the row before, elsewhere."""
    same = (person[1:] == person[:-1]) & (person[1:] >= 0) & (time[1:] == time[:-1])
    at = np.flatnonzero(same)
    moved = np.zeros(len(same), dtype=np.bool_)
    for place in places:
        moved[at] |= np.abs(place[at + 1] - place[at]) > 0
    return moved


def place_notes(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], keep: NDArray[np.bool_], where: Where
) -> list[Note]:
    """Note places that cannot be, without changing any.

    Parameters
    ----------
    latitude, longitude : ndarray of float64
        As they stand in the file [degree].
    keep : ndarray of bool
        Rows that are looked at.
    where : Where
        The table's place.

    Returns
    -------
    list of Note
        What was noticed.
    """
    known = np.isfinite(latitude) & np.isfinite(longitude) & keep
    grid = known & _beyond(latitude, _GRID) & _beyond(longitude, _GRID)
    beyond = known & ~grid & (_beyond(latitude, 90.0) | _beyond(longitude, 180.0))
    zero = known & (latitude == 0) & (longitude == 0)
    british = (latitude > 49) & (latitude < 61) & (longitude > -9) & (longitude < 3)  # noqa: PLR2004
    swapped = known & ~british & (longitude > 49) & (longitude < 61) & (latitude > -9) & (latitude < 3)  # noqa: PLR2004
    usable = known & ~grid & ~beyond & ~zero
    notes = where.noted("grid-numbers", "places are numbers of a grid, not degrees; kept as they are", grid, "finding")
    text = "latitudes beyond 90 or longitudes beyond 180 degrees; kept as they are"
    notes += where.noted("beyond-the-earth", text, beyond, "finding")
    notes += where.noted("place-zero", "places at 0, 0, as a device writes that has none", zero, "finding")
    text = "places in Britain only if latitude and longitude are swapped; kept as they are"
    notes += where.noted("swapped-places", text, swapped, "finding")
    # A few places mostly say already that there are more decimals; all are looked at only when they do not.
    few = np.flatnonzero(usable[: 1 << 16])
    both = (latitude, longitude)
    if all(_rounded(each[few]) for each in both) and usable.any() and all(_rounded(each[usable]) for each in both):
        text = "no place has more than 2 decimals, which is a grid of about 1 km; the decimals may have been cut"
        notes += where.noted("cut-decimals", text, usable, "finding")
    return notes


def _beyond(degrees: NDArray[np.float64], most: float) -> NDArray[np.bool_]:
    return (degrees > most) | (degrees < -most)


def _rounded(degrees: NDArray[np.float64]) -> bool:
    return bool((np.abs(degrees * 100 - np.round(degrees * 100)) < 1e-6).all())  # noqa: PLR2004
