"""How much of the machine one disclosed file may use before it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Budget:
    """Limits for reading one file; each is enforced before or while it is reached, never after.

    Attributes
    ----------
    file_bytes : int
        Largest file [bytes].
    memory_bytes : int
        Address space of the process that reads [bytes].
    cpu_s : int
        Processor time of that process [second].
    wall_s : float
        Time on the clock until it is stopped [second].
    written_bytes : int
        Largest table that it may hand back [bytes].
    rows, columns : int
        Most rows and columns of a table.
    cells : int
        Most cells of a workbook or a Parquet file.
    field_chars : int
        Longest cell.
    line_bytes : int
        Longest line of a text file [bytes]; one up to twice as long can pass.
    unpacked_bytes : int
        Most bytes that the members of a zip file may unpack to.
    ratio : int
        Most bytes unpacked for a byte packed, in a member of more than 1 MB.
    members : int
        Most members of a zip file.
    json_bytes : int
        Largest JSON document [bytes]; JSON Lines are held to `file_bytes`.
    depth : int
        Deepest nesting of a JSON document.
    digits : int
        Most digits of a JSON number.
    pages : int
        Most pages of a PDF.
    files : int
        Most files of a folder.
    """

    file_bytes: int = 2_000_000_000
    memory_bytes: int = 1_500_000_000
    cpu_s: int = 120
    wall_s: float = 300.0
    written_bytes: int = 4_000_000_000
    rows: int = 50_000_000
    columns: int = 1_000
    cells: int = 5_000_000
    field_chars: int = 131_072
    line_bytes: int = 1 << 20
    unpacked_bytes: int = 500_000_000
    ratio: int = 100
    members: int = 2_000
    json_bytes: int = 100_000_000
    depth: int = 32
    digits: int = 1_000
    pages: int = 5_000
    files: int = 10_000


BUDGET: Final = Budget()
"""What one file may use when nobody says otherwise."""
