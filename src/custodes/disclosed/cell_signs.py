"""Signs in the cells that something happened to them before they were disclosed: a spreadsheet, or a disguise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from custodes.records.disclosed import Note


class CellSigns:
    """Looks at the cells of a table as they pass.

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    """

    def __init__(self, header: tuple[str, ...]) -> None:
        self.header = header

    def look(self, columns: Sequence[pa.Array], rows: Sequence[int]) -> None:
        """Look at some records."""

    def notes(self) -> tuple[Note, ...]:
        """Say what was seen."""
        return ()
