"""The sources that a scheme cites: each once, then what was read in it for which quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Cell, Paragraph, Table
from custodes.report.quantities import in_words
from custodes.scheme.source import Citation

if TYPE_CHECKING:
    from custodes.scheme.source import Source
    from custodes.study.view import RunView

_NAMED: Final = re.compile(r"\[([a-z0-9][a-z0-9-]*)\]")

MARKS: Final = {
    "S": "read in the source itself",
    "S2": "read in a page that reports the source",
    "D": "worked out from what the source says",
}
"""What the mark of a citation means."""

_KINDS: Final = {"primary": "the document itself", "secondary": "tells of the document", "derived": "worked out"}


@dataclass(frozen=True)
class Reading:
    """What was read in a source for one thing that the scheme says.

    Attributes
    ----------
    subject : str
        What the scheme says, in words.
    citation : Citation
        Where it was read, what was read, and how well it was seen.
    """

    subject: str
    citation: Citation


@dataclass(frozen=True)
class Cited:
    """Everything that the scheme cites.

    Attributes
    ----------
    keys : tuple of str
        Keys of the sources, sorted.
    entries : tuple of (str, Source or None)
        Sources by key; None where `sources.yaml` was not at hand.
    readings : tuple of Reading
        In the order of the scheme file.
    """

    keys: tuple[str, ...]
    entries: tuple[tuple[str, Source | None], ...]
    readings: tuple[Reading, ...]


def cited(view: RunView) -> Cited:
    """Find what a scheme cites.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Cited
        Sources of numbers and of the aim, and those named in square brackets inside a reason.
    """
    scheme = view.scheme
    aim = scheme.aim.source
    readings = [Reading("aim of the scheme", aim)] if aim is not None else []
    for path, quantity in scheme.quantities().items():
        if isinstance(quantity.basis, Citation):
            readings.append(Reading(in_words(path), quantity.basis))
    keys = {reading.citation.key for reading in readings}
    for row in view.quantities:
        keys |= {key for key in _NAMED.findall(row.reason) if key in scheme.sources}
    ordered = tuple(sorted(keys))
    return Cited(ordered, tuple((key, scheme.sources.get(key)) for key in ordered), tuple(readings))


def _source_row(key: str, source: Source | None) -> tuple[Cell, ...]:
    if source is None:
        blank = Cell("\u2013")
        return (Cell(key, "code"), Cell("not described"), blank, blank, blank, blank)
    link = source.url or ""
    return (
        Cell(key, "code", anchor=f"source-{key}"),
        Cell(source.title, link=link if link.startswith(("https://", "http://")) else ""),
        Cell(source.publisher),
        Cell(source.date or "no date"),
        Cell(_KINDS[source.kind]),
        Cell(source.note or ""),
    )


def source_blocks(found: Cited) -> tuple[Block, ...]:
    """Make the tables of the sources.

    Parameters
    ----------
    found : Cited
        What the scheme cites.

    Returns
    -------
    tuple of Block
        Sources, then what was read in them.
    """
    head = ("Key", "Title", "Publisher", "Date", "Kind", "Note")
    blocks: list[Block] = [
        Table("Sources that the scheme cites", head, tuple(_source_row(key, source) for key, source in found.entries))
    ]
    rows = tuple(
        (
            Cell(reading.subject),
            Cell(reading.citation.key, "code", link=f"#source-{reading.citation.key}"),
            Cell(reading.citation.place),
            Cell(reading.citation.read),
            Cell(reading.citation.mark),
        )
        for reading in found.readings
    )
    if rows:
        said = "; ".join(f"{mark}: {words}" for mark, words in MARKS.items())
        blocks.append(Paragraph(f"How well each was seen: {said}.", "note"))
        blocks.append(Table("What was read, and where", ("For", "Source", "Place", "What was read", "Mark"), rows))
    return tuple(blocks)
