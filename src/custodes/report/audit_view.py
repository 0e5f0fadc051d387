"""What an audit shows: everything that its page and its files are written from, small counts already protected.

Nothing in it is a row of a person: answers and findings are counted over people, and places of rows are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.records.disclosed import Note, SourceFile


@dataclass(frozen=True)
class ShownFinding:
    """A finding as it may be shown.

    Attributes
    ----------
    key, means, unit, rule, test : str
        As in `custodes.measures.finding.Finding`.
    count, of, people : int or None
        The same; None where it is withheld because too few people are behind it.
    rows_file : str
        The file of the folder in which its rows are listed, or "".
    """

    key: str
    means: str
    count: int | None
    of: int | None
    unit: str
    people: int | None
    rule: str
    test: str
    rows_file: str = ""

    @property
    def withheld(self) -> bool:
        """Whether its number may not be shown."""
        return self.count is None


@dataclass(frozen=True)
class Asked:
    """A question that cannot be answered, with what to ask for.

    Attributes
    ----------
    question : str
        What cannot be told.
    missing : str
        The kind of record and the columns that would be needed.
    request : str
        A sentence that asks for them.
    ids : tuple of str
        Answers that wait for them.
    """

    question: str
    missing: str
    request: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """A number that the scheme states, beside what the records show.

    Attributes
    ----------
    about : str
        What it is, in words.
    stated : str
        What the scheme file says, with its range.
    basis : str
        Whether that is published, assumed or withheld.
    identifier : str
        The answer that holds what was found.
    """

    about: str
    stated: str
    basis: str
    identifier: str


@dataclass(frozen=True)
class AuditView:
    """A finished audit.

    Attributes
    ----------
    files : tuple of SourceFile
        What was read.
    notes : tuple of Note
        What was noticed while reading.
    start_s, end_s : float
        The period [second].
    people : int or None
        People in the records; None where there are too few to say.
    answers : mapping of str to Answer
        By id, small counts protected.
    findings : tuple of ShownFinding
        Likewise.
    tables : mapping of str to list of mapping
        Further tables, likewise.
    asked : tuple of Asked
        What was not disclosed.
    stated : tuple of Stated
        What the scheme states.
    scheme : str
        Title of the scheme that the records are held beside, or "".
    k : int
        Counts of fewer people are withheld.
    why_k : str
        Why `k` is below the usual one, or "".
    command : str
        The command that makes it again.
    fingerprint : str
        Of files and map.
    identity : str
        Of files, map, scheme, settings and version together.
    settings : mapping of str to (str, int or float)
        Level, resamples, seed and so on.
    versions : mapping of str to str
        Of everything that the numbers rest on.
    """

    files: tuple[SourceFile, ...]
    notes: tuple[Note, ...]
    start_s: float
    end_s: float
    people: int | None
    answers: Mapping[str, Answer]
    findings: tuple[ShownFinding, ...]
    tables: Mapping[str, list[dict[str, Any]]]
    asked: tuple[Asked, ...]
    stated: tuple[Stated, ...]
    scheme: str
    k: int
    why_k: str
    command: str
    fingerprint: str
    identity: str
    settings: Mapping[str, str | int | float]
    versions: Mapping[str, str]
