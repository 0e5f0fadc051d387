"""What a figure is made of: texts, bars, lines and dots at places in points, from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

INK: Final = "#1b1b1b"
QUIET: Final = "#565656"
RULE: Final = "#c4c4c4"
BLUE: Final = "#1d5b8c"
PALE_BLUE: Final = "#c7dcec"
RUST: Final = "#9c4416"
PALE_RUST: Final = "#f0d3c2"
PAPER: Final = "#ffffff"

WIDTH: Final = 400.0
"""Width of every figure [point]: narrow, so that one drawing reads on a phone and on paper."""

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """A line of text.

    Attributes
    ----------
    x, y : float
        Its anchor; `y` is the baseline [point].
    words : str
        What it says.
    size : float
        Height of the type [point].
    ink : str
        Its colour.
    anchor : str
        Which end stands at `x`.
    bold : bool
        Whether it is set in bold.
    """

    x: float
    y: float
    words: str
    size: float = 11.5
    ink: str = INK
    anchor: Anchor = "left"
    bold: bool = False


@dataclass(frozen=True)
class Bar:
    """A rectangle.

    Attributes
    ----------
    x, y, width, height : float
        Its top left corner and size [point].
    fill, edge : str
        Its colours.
    hatch : str
        A pattern, so that no meaning hangs on colour alone.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str = PALE_BLUE
    edge: str = BLUE
    hatch: str = ""


@dataclass(frozen=True)
class Line:
    """A straight line, with an arrow head at its end if wanted.

    Attributes
    ----------
    start, end : tuple of float
        Its ends [point].
    ink : str
        Its colour.
    width : float
        Its thickness [point].
    dashed : bool
        Whether it is broken.
    arrow : bool
        Whether it ends in a head.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    ink: str = INK
    width: float = 1.0
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Dot:
    """A round mark.

    Attributes
    ----------
    x, y : float
        Its centre [point].
    radius : float
        Its radius [point].
    fill, edge : str
        Its colours.
    """

    x: float
    y: float
    radius: float = 4.0
    fill: str = INK
    edge: str = PAPER


Mark = Text | Bar | Line | Dot


@dataclass(frozen=True)
class Drawing:
    """A finished figure, not yet written.

    Attributes
    ----------
    marks : tuple of Mark
        In the order in which they are drawn.
    height : float
        Its height [point]; its width is always `WIDTH`.
    """

    marks: tuple[Mark, ...]
    height: float
