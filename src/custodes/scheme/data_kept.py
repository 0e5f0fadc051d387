"""What is kept about a wearer, for how long, and who is given it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from custodes.scheme.admits import Duration
from custodes.scheme.basis import Based
from custodes.scheme.part import Name, Part, Text


class DataKept(Part):
    """One kind of data that is kept.

    Attributes
    ----------
    item : str
        What is kept, such as photograph or location_fix.
    after : str
        Whether it is kept after any check, or only after a passed or a failed one.
    keep : Quantity
        How long it is kept [year].
    note : str or None
        What a reader should know about it.
    """

    item: Name
    after: Literal["any", "passed", "failed"]
    keep: Duration
    note: Text | None = None


class Recipient(Based):
    """Somebody who is given data.

    Attributes
    ----------
    who : str
        Who is given it.
    what : tuple of str
        The items that they are given.
    why : str
        What for.
    """

    who: Text
    what: tuple[Name, ...] = Field(min_length=1)
    why: Text
