"""Where a number comes from: the entries of ``sources.yaml`` and the citations that point at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from custodes.scheme.fault import Fault
from custodes.scheme.part import ADDRESS, Part, Raw, Reading, Text
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

Mark = Literal["S", "S2", "D"]
"""How well a source was seen: itself (S), through a page that quotes it (S2), or derived by arithmetic (D)."""


def _year_as_text(given: object) -> object:
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


class Source(Part):
    """One entry of ``sources.yaml``.

    Attributes
    ----------
    title : str
        Title of the document.
    publisher : str
        Who published it.
    date : str
        When, as precisely as is known: a year, a month or a day.
    url : str or None
        Where it can be read; null when it is not on the web.
    kind : str
        The document itself (primary), one that tells of it (secondary), or arithmetic on others (derived).
    note : str or None
        What a reader should know about it.
    """

    title: Text
    publisher: Text
    date: Annotated[Text, BeforeValidator(_year_as_text)]
    url: Annotated[str, Field(pattern=ADDRESS)] | None
    kind: Literal["primary", "secondary", "derived"]
    note: Text | None = None


class Citation(Part):
    """A pointer to the place in a source where a number or a statement was read.

    Attributes
    ----------
    key : str
        The source's key in ``sources.yaml``.
    place : str
        Page, section or table.
    read : str
        What was read there.
    mark : str
        How well it was seen: S itself, S2 quoted elsewhere, D derived by arithmetic.
    """

    key: Text
    place: Text
    read: Text
    mark: Mark

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the source is not in ``sources.yaml``."""
        key = raw.get("key")
        if isinstance(key, str) and reading.sources is not None and key not in reading.sources:
            hint = did_you_mean(key, sorted(reading.sources)) or "add it to the sources.yaml beside the scheme"
            yield Fault(("key",), "unknown-source", "is not a source of sources.yaml", key, hint)
