"""Where in a file something was noticed, so that a note names the file, the column and the first row, never a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from custodes.errors import PrivacyRefused, Problem, Refused
from custodes.records.disclosed import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Where:
    """A column of a file.

    Attributes
    ----------
    file : str
        The file, and sheet, as shown.
    rows : ndarray of int32
        Place of each record in the file.
    column : str
        The column as the file calls it, or "" for the whole table.
    """

    file: str
    rows: NDArray[np.int32]
    column: str = ""

    def first(self, at: NDArray[np.bool_]) -> int:
        """Give the place of the first row concerned.

        Parameters
        ----------
        at : ndarray of bool
            Rows concerned.

        Returns
        -------
        int
            Its place in the file, 0 when there is none.
        """
        found = int(np.argmax(at)) if len(at) else 0
        return int(self.rows[found]) if len(at) and at[found] else 0

    def noted(self, code: str, text: str, at: NDArray[np.bool_], level: Literal["finding", "warning"]) -> list[Note]:
        """Note something of some rows, if there are any.

        Parameters
        ----------
        code, text, level : str
            As in `Note`.
        at : ndarray of bool
            Rows concerned.

        Returns
        -------
        list of Note
            One or none.
        """
        count = int(np.count_nonzero(at))
        return [Note(code, text, level, self.file, self.first(at), count, self.column)] if count else []

    def refused(self, wrong: str, hint: str, at: NDArray[np.bool_] | None = None, *, code: str) -> Refused:
        """Refuse the file.

        Parameters
        ----------
        wrong, hint : str
            As in `Problem`.
        at : ndarray of bool, optional
            Rows concerned.
        code : str
            As in `Problem`.

        Returns
        -------
        Refused
            To be raised.
        """
        line = 0 if at is None else self.first(at)
        return Refused([Problem(self.file, line, self.column, wrong, "", hint, code)])

    def private(self, wrong: str, hint: str, row: int = 0, *, code: str) -> PrivacyRefused:
        """Stop because a person would be recognised.

        Parameters
        ----------
        wrong, hint : str
            As in `Problem`.
        row : int
            Place of the row.
        code : str
            As in `Problem`.

        Returns
        -------
        PrivacyRefused
            To be raised.
        """
        return PrivacyRefused([Problem(self.file, row, self.column, wrong, "", hint, code)])
