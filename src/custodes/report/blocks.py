"""What a section of the report is made of, before it is written as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellKind = Literal["text", "number", "cannot", "code"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text : str
        What it says.
    kind : str
        How it is set: text, number, cannot (no value, with its reason), code.
    link : str
        Where it leads, an http(s) address or "#place" in the page, or "".
    anchor : str
        Its own address in the page, or "".
    more : tuple of str
        Small lines under the text; empty ones are left out.
    code : str
        A name of the program's own under the text, or "".
    """

    text: str
    kind: CellKind = "text"
    link: str = ""
    anchor: str = ""
    more: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption.

    Attributes
    ----------
    caption : str
        What it shows, in one line.
    head : tuple of str
        Its column headings.
    rows : tuple of tuple of Cell
        Its rows; the first cell of each is the row's heading.
    note : str
        A line under it, or "".
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A figure with everything that is needed to read it without seeing it.

    Attributes
    ----------
    uri : str
        The image, as a data address.
    width, height : int
        Its natural size [point].
    title : str
        What it shows.
    alt : str
        What is seen on it, in words.
    reading : str
        How to read it.
    table : Table
        The numbers behind it.
    """

    uri: str
    width: int
    height: int
    title: str
    alt: str
    reading: str
    table: Table


@dataclass(frozen=True)
class Sentence:
    """One answer as a sentence: what it means, then the number, then how it was got.

    Attributes
    ----------
    topic : str
        Two or three words for the margin.
    before, value, after : str
        The sentence, with the number apart so that it can be set bold.
    interval : str
        Its interval as a sentence, or "".
    how : str
        How it was got.
    cannot : str
        Why there is no value, or "".
    absent : bool
        Whether the reason is that the scheme has no such part.
    parts : tuple of str
        Further sentences of the same answer.
    """

    topic: str
    before: str
    value: str = ""
    after: str = ""
    interval: str = ""
    how: str = ""
    cannot: str = ""
    absent: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading inside a section.

    Attributes
    ----------
    text : str
        What it says.
    """

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text.

    Attributes
    ----------
    text : str
        What it says.
    kind : str
        "plain", "note" (small) or "code".
    terms : tuple of (str, str)
        Words that the glossary explains: place in the page, term.
    """

    text: str
    kind: Literal["plain", "note", "code"] = "plain"
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list.

    Attributes
    ----------
    items : tuple of str
        Its items.
    """

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """A list of terms with what they mean.

    Attributes
    ----------
    items : tuple of tuple of str
        Place in the page, term, meaning.
    """

    items: tuple[tuple[str, str, str], ...]


Block = Heading | Paragraph | Bullets | Terms | Table | Picture | Sentence


@dataclass(frozen=True)
class Section:
    """One section of the report.

    Attributes
    ----------
    place : str
        Its address in the page.
    title : str
        Its heading.
    blocks : tuple of Block
        What it holds, in order.
    landscape : bool
        Whether it is printed on sheets laid sideways.
    """

    place: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
