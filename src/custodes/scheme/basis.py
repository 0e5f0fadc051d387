"""What a number or a statement rests on: a source, an assumption, or a range derived from what was withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from custodes.scheme.fault import Fault
from custodes.scheme.part import Part, Raw, Reading, Text
from custodes.scheme.source import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator

BasisKind = Literal["source", "assumption", "redacted"]
BASES: Final[tuple[BasisKind, ...]] = ("source", "assumption", "redacted")


class Redaction(Part):
    """A number that was withheld, with the range that is possible.

    Attributes
    ----------
    what : str
        What was withheld, and by whom.
    possible : str
        How the possible range was derived.
    """

    what: Text
    possible: Text


class Based(Part):
    """A part that says what it rests on.

    Attributes
    ----------
    source : Citation or None
        Where it was read.
    assumption : str or None
        Why it is assumed.
    """

    source: Citation | None = None
    assumption: Text | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when there is no basis, or more than one."""
        del reading
        admitted = [key for key in BASES if key in cls.model_fields]
        stated = [key for key in admitted if raw.get(key) is not None]
        if len(stated) == 1:
            return
        wrong = "says two things that it rests on" if stated else "does not say what it rests on"
        hint = f"state exactly one of: {', '.join(admitted)}"
        yield Fault((), "basis", wrong, " and ".join(stated), hint)
