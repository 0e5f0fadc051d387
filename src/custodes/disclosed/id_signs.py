"""Signs in a column of ids that a spreadsheet took them for numbers: zeros lost, digits rounded, powers of ten."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

ID_NAME: Final = re.compile(
    r"(?:^|[^a-z])(?:ids?|ref|reference|imei|imsi|serial|case|subject|person|wearer|device|tag|number|no)(?:$|[^a-z])|"
    r"(?<=[a-z])(?:Id|ID|Ref|No|Number)$",
)
POWER: Final = re.compile(r"\s*[1-9](?:[.,]\d+)?E\+\d{2,3}\s*")
DIGITS_KEPT: Final = 15
"""Digits of a number that a spreadsheet keeps."""

LEAST_ZEROS: Final = 2
LEAST_WIDTH: Final = 5
LEAST_USUAL: Final = 0.6
LEAST_IDS: Final = 20
MOST_DENSE: Final = 0.1
MOST_IDS: Final = 100_000


def is_id(name: str) -> bool:
    """Tell whether a column holds ids, by its name.

    Parameters
    ----------
    name : str
        Name of the column.

    Returns
    -------
    bool
        True when a word of it is id, ref, serial and the like.
    """
    return ID_NAME.search(name) is not None or ID_NAME.search(name.lower()) is not None


def rounded(ids: Iterable[str]) -> list[str]:
    """Find ids of which a spreadsheet has lost the last digits.

    Parameters
    ----------
    ids : iterable of str
        Different ids of a column.

    Returns
    -------
    list of str
        Those of more than 15 digits, if nothing but zeros follows in all of them; two zeros at least, since one id in
        ten ends in a zero by chance.
    """
    long = [each for each in ids if len(each) > DIGITS_KEPT and each.isdecimal()]
    behind = "".join(each[DIGITS_KEPT:] for each in long)
    return long if len(behind) >= LEAST_ZEROS and not behind.strip("0") else []


class IdSigns:
    """Looks at the ids of a column as they pass.

    Parameters
    ----------
    name : str
        Name of the column.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.digits_only = True
        self.zero_first = False
        self.widths: Counter[int] = Counter()
        self.ids: set[str] = set()
        self.first_short: dict[int, int] = {}
        self.powers: list[int] = []

    def look(self, column: pa.Array, held: bytes, rows: Sequence[int]) -> None:
        """Look at some ids.

        Parameters
        ----------
        column : pyarrow.StringArray
            The ids.
        held : bytes
            Their letters, one id after another.
        rows : sequence of int
            Their places.
        """
        if b"E+" in held:
            cells = zip(rows, column.to_pylist(), strict=True)
            self.powers += [row for row, cell in cells if cell is not None and POWER.fullmatch(cell)]
        self.digits_only = self.digits_only and held.isdigit()
        if not self.digits_only or self.zero_first or len(self.ids) > MOST_IDS:
            return
        offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + len(column) + 1]
        widths = np.diff(offsets)
        starts = offsets[:-1][widths > 1]
        self.zero_first = bool((np.frombuffer(held, np.uint8)[starts] == ord("0")).any())
        for width in np.unique(widths[widths > 0]):
            self.first_short.setdefault(int(width), rows[int(np.argmax(widths == width))])
        fresh = {cell for cell in column.unique().to_pylist() if cell is not None} - self.ids
        self.widths.update(map(len, fresh))
        self.ids |= fresh

    def notes(self) -> tuple[Note, ...]:
        """Say what was seen.

        Returns
        -------
        tuple of Note
            Findings.
        """
        found = []
        if self.powers:
            text = (
                "Ids were turned into powers of ten, such as 1E+05, by a spreadsheet; which they were cannot be told."
            )
            found.append(Note("scientific-ids", text, "finding", "", self.powers[0], len(self.powers), self.name))
        if not self.digits_only or self.zero_first or not self.ids or len(self.ids) > MOST_IDS:
            return tuple(found)
        long = rounded(self.ids)
        if long:
            text = (
                "Ids of more than 15 digits end in zeros: a spreadsheet has rounded them, and ids may have become one."
            )
            found.append(Note("rounded-ids", text, "finding", "", self.first_short[len(long[0])], len(long), self.name))
        found += self._zeros()
        return tuple(found)

    def _zeros(self) -> list[Note]:
        """Say whether ids seem to have lost the zeros that they began with."""
        usual, often = self.widths.most_common(1)[0]
        shorter = [width for width in self.widths if width < usual]
        if (
            not shorter
            or usual != max(self.widths)
            or usual < LEAST_WIDTH
            or len(self.ids) < LEAST_IDS
            or often < LEAST_USUAL * len(self.ids)
            or len(self.ids) > MOST_DENSE * (max(map(int, self.ids)) - min(map(int, self.ids)))
        ):
            return []
        count = sum(self.widths[width] for width in shorter)
        text = (
            f"Most ids have {usual} digits, some have fewer and none begins with 0: a spreadsheet may have taken away "
            "the zeros that they began with."
        )
        first = min(self.first_short[width] for width in shorter)
        return [Note("lost-zeros", text, "finding", "", first, count, self.name)]
