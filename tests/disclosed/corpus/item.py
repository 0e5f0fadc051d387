"""One bad input: how it is made, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from custodes.disclosed.raw_table import ReadAs

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "Kestrel7Halberd"
"""Stands in a cell of every item, and must never turn up in a message."""


@dataclass(frozen=True)
class Item:
    """One input of the corpus.

    Attributes
    ----------
    number : int
        Number in the list of bad inputs; from 100 on those that it names apart (PDFs) and more of ours.
    about : str
        What is bad about it.
    name : str
        Name of the file.
    make : callable
        Gives its bytes.
    refused : str
        Code of the refusal, "" when it must be read.
    words : str
        Words of the message, or of the note.
    line : int
        Line of the problem, 0 when the whole file is concerned.
    noted : tuple of str
        Codes of notes that must be there.
    findings : tuple of str
        Codes of notes that must be findings.
    rows : int
        Rows that must be read, -1 when it is refused.
    how : ReadAs
        What a map declares.
    most_s : int
        Processor time that it may take [second], held by the process that reads.
    most_mb : int
        Address space that it may take [MB], held as well.
    """

    number: int
    about: str
    name: str
    make: Callable[[], bytes]
    refused: str = ""
    words: str = ""
    line: int = 0
    noted: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    rows: int = -1
    how: ReadAs = field(default_factory=ReadAs)
    most_s: int = 10
    most_mb: int = 700

    def __str__(self) -> str:
        """Name the item for the list of tests."""
        return f"{self.number}-{self.about.replace(' ', '-')}"
