"""Signs in the cells that something happened to them before they were disclosed: a spreadsheet, or a disguise."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from custodes.disclosed.id_signs import IdSigns, is_id
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

ERRORS: Final = re.compile(r"\s*(?:#{2,}|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!))\s*")
CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
CONTROL_BYTES: Final = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
FIRST_BEYOND_ASCII: Final = 0x80
WORD: Final = re.compile(r"\w+")
ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK")

TEXTS: Final[dict[str, tuple[str, Literal["finding", "warning"]]]] = {
    "error-cells": ("Cells hold a spreadsheet's error, such as #REF! or #####, in place of a value.", "warning"),
    "control-characters": (
        "Cells hold characters that command a screen or a printer; they are never sent on.",
        "warning",
    ),
    "invisible-characters": (
        "Cells hold characters that cannot be seen or that turn the text around them; ids that look alike may differ.",
        "warning",
    ),
    "mixed-alphabets": (
        (
            "Words mix letters of two alphabets that look alike, such as a Cyrillic and a Latin a; ids that look alike "
            "may differ."
        ),
        "warning",
    ),
}
"""What each sign means, and whether it says something about how the records were kept."""


class CellSigns:
    """Looks at the cells of a table as they pass.

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    """

    def __init__(self, header: tuple[str, ...]) -> None:
        self.first: dict[str, int] = {}
        self.count: dict[str, int] = dict.fromkeys(TEXTS, 0)
        self.ids = {at: IdSigns(name) for at, name in enumerate(header) if is_id(name)}

    def look(self, columns: Sequence[pa.Array], rows: Sequence[int]) -> None:
        """Look at some records.

        Parameters
        ----------
        columns : sequence of pyarrow.StringArray
            Their cells.
        rows : sequence of int
            Their places.
        """
        for at, column in enumerate(columns):
            data = column.buffers()[2]
            if data is None or not data.size:
                continue
            held = data.to_pybytes()
            if at in self.ids:
                self.ids[at].look(column, held, rows)
            if b"#" in held:
                self._count("error-cells", column, rows, _is_error)
            if CONTROL_BYTES.search(held):
                self._count("control-characters", column, rows, _has_controls)
            if np.frombuffer(held, np.uint8).max() >= FIRST_BEYOND_ASCII:
                self._count("invisible-characters", column, rows, has_invisible)
                self._count("mixed-alphabets", column, rows, mixes_alphabets)

    def _count(self, code: str, column: pa.Array, rows: Sequence[int], is_so: Callable[[str], bool]) -> None:
        """Count the cells of a column that are so."""
        for row, cell in zip(rows, column.to_pylist(), strict=True):
            if cell is not None and is_so(cell):
                self.first.setdefault(code, row)
                self.count[code] += 1

    def notes(self) -> tuple[Note, ...]:
        """Say what was seen.

        Returns
        -------
        tuple of Note
            One a sign.
        """
        found = [
            Note(code, text, level, row=self.first[code], count=self.count[code])
            for code, (text, level) in TEXTS.items()
            if self.count[code]
        ]
        return (*found, *(note for signs in self.ids.values() for note in signs.notes()))


def _is_error(cell: str) -> bool:
    """Whether a cell is a spreadsheet's error."""
    return ERRORS.fullmatch(cell) is not None


def _has_controls(cell: str) -> bool:
    """Whether a cell holds control characters beside tab and line end."""
    return CONTROLS.search(cell) is not None


def has_invisible(cell: str) -> bool:
    """Tell whether a cell holds characters that cannot be seen.

    Parameters
    ----------
    cell : str
        Its text.

    Returns
    -------
    bool
        True for any of Unicode's category Cf: zero width, joiners, marks of direction.
    """
    return not cell.isascii() and any(unicodedata.category(letter) == "Cf" for letter in cell)


def mixes_alphabets(cell: str) -> bool:
    """Tell whether a word of a cell mixes letters of two alphabets that look alike.

    Parameters
    ----------
    cell : str
        Its text.

    Returns
    -------
    bool
        True when a word has letters of two of Latin, Cyrillic and Greek.
    """
    if cell.isascii():
        return False
    for word in WORD.findall(cell):
        names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
        if len(names.intersection(ALPHABETS)) > 1:
            return True
    return False
