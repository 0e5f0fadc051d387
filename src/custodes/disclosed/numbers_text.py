"""Numbers of a column: plain decimals, and other ways of writing them only when the map declares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from custodes.disclosed.cell_bytes import all_bytes, lengths_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.disclosed.place_in_file import Where
    from custodes.records.disclosed import Note

MINUS: Final = "\u2212"
"""The sign that typesetters use for minus."""

_PLAIN_BYTES: Final = np.zeros(256, dtype=np.bool_)
_PLAIN_BYTES[[*range(ord("0"), ord("9") + 1), ord("."), ord("-")]] = True
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]-[0-9]{1,3})?", re.ASCII)
"""A negative power of ten is how programs write a small number; a positive one is what a spreadsheet made of a code."""


@dataclass(frozen=True)
class NumbersAs:
    """How a map says that numbers are written.

    Attributes
    ----------
    decimal : str
        Mark before the decimals.
    thousands : str
        Mark between groups of three digits, "" for none.
    times : float
        By what they are multiplied, such as 0.01 for per cent.
    """

    decimal: str = "."
    thousands: str = ""
    times: float = 1.0


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Attributes
    ----------
    values : ndarray of float64
        NaN where the cell is empty or no number.
    bad : ndarray of bool
        Cells with something in them that is no number.
    notes : tuple of Note
        What was noticed.
    """

    values: NDArray[np.float64]
    bad: NDArray[np.bool_]
    notes: tuple[Note, ...]


def read_numbers(batches: list[pa.Array], where: Where, how: NumbersAs | None = None) -> Numbers:
    """Read a column of numbers.

    Parameters
    ----------
    batches : list of pyarrow string arrays
        The column.
    where : Where
        Its place.
    how : NumbersAs, optional
        What the map declares.

    Returns
    -------
    Numbers
        The numbers.
    """
    how = how or NumbersAs()
    values: list[NDArray[np.float64]] = [np.zeros(0)]
    bad: list[NDArray[np.bool_]] = [np.zeros(0, dtype=np.bool_)]
    typeset: list[NDArray[np.bool_]] = [np.zeros(0, dtype=np.bool_)]
    for batch in batches:
        fast = _plain(batch) if how.decimal == "." and not how.thousands else None
        read, wrong, minus = fast or _careful(batch, how)
        values.append(read)
        bad.append(wrong)
        typeset.append(minus)
    text = "a typeset minus sign (U+2212) is read as minus"
    notes = where.noted("typeset-minus", text, np.concatenate(typeset), "warning")
    total = np.concatenate(values)
    return Numbers(total if how.times == 1.0 else total * how.times, np.concatenate(bad), tuple(notes))


def _plain(batch: pa.Array) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Read all cells at once when nothing but digits, points and hyphens stands in any."""
    if not _PLAIN_BYTES[all_bytes(batch)].all():
        return None
    try:
        read = pc.cast(batch, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    none = np.zeros(len(batch), dtype=np.bool_)
    return np.asarray(read, dtype=np.float64), none, none


def _careful(batch: pa.Array, how: NumbersAs) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Read each different cell by itself."""
    encoded = pc.dictionary_encode(batch)
    cells = encoded.dictionary.to_pylist()
    which = pc.fill_null(encoded.indices, len(cells)).to_numpy(zero_copy_only=False)
    values = np.array([*(number_of(cell, how) for cell in cells), np.nan])
    minus = np.array([*(MINUS in cell for cell in cells), False])
    return values[which], (lengths_of(batch) > 0) & np.isnan(values[which]) & ~_blank(cells)[which], minus[which]


def _blank(cells: list[str]) -> NDArray[np.bool_]:
    return np.array([*(not cell.strip() for cell in cells), True])


def number_of(cell: str, how: NumbersAs) -> float:
    """Read one number.

    Parameters
    ----------
    cell : str
        Its text.
    how : NumbersAs
        How it is written.

    Returns
    -------
    float
        NaN when it is none.
    """
    text = cell.strip().replace(MINUS, "-")
    if how.thousands:
        head, mark, tail = text.partition(how.decimal)
        groups = head.split(how.thousands)
        if len(groups) > 1 and not (all(len(group) == 3 for group in groups[1:]) and how.thousands not in tail):  # noqa: PLR2004
            return float("nan")
        text = "".join(groups) + mark + tail
    if how.decimal != ".":
        if "." in text:
            return float("nan")
        text = text.replace(how.decimal, ".")
    return float(text) if _DECIMAL.fullmatch(text) else float("nan")
