"""A drawing written as SVG by matplotlib: self-contained, no script, the same bytes every time."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from custodes.report.figures.marks import WIDTH, Bar, Dot, Drawing, Line, Mark, Text
from custodes.report.inert import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_POINTS_PER_INCH: Final = 72.0
_MEASURED_AT: Final = 100.0
_FIXED_POINT: Final = 65536.0
"""FreeType gives lengths in 65536ths of a pixel."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_INDENT: Final = re.compile(r"\s*\n\s*")
_ADVANCE: Final = re.compile(r"translate\((\d+\.\d+) 0\)")
_RC: Final[Any] = {"svg.hashsalt": "custodes", "svg.fonttype": "path", "hatch.linewidth": 0.7}


@lru_cache(maxsize=2)
def _font_file(*, bold: bool) -> str:
    # The font that comes with matplotlib, by its file: a system font of the same name may draw other shapes.
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)


@lru_cache(maxsize=2)
def _face(file: str) -> FT2Font:
    face = FT2Font(file)
    face.set_size(_MEASURED_AT, _POINTS_PER_INCH)
    return face


@lru_cache(maxsize=4096)
def _advance(file: str, character: str) -> float:
    glyph = _face(file).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / _FIXED_POINT / _MEASURED_AT


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Measure how wide a text will be, without pulling letters together.

    Parameters
    ----------
    words : str
        The text.
    size : float
        Height of the type [point].
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    float
        Its width [point].
    """
    file = _font_file(bold=bold)
    return size * sum(_advance(file, character) for character in drawable(words, file))


def wrapped(words: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text into lines that fit a width.

    Parameters
    ----------
    words : str
        The text.
    size : float
        Height of the type [point].
    width : float
        Width to fit [point].

    Returns
    -------
    tuple of str
        Lines; a single word that is too long stays whole.
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _add(axes: Axes, mark: Mark) -> None:
    match mark:
        case Text():
            file = _font_file(bold=mark.bold)
            axes.text(
                mark.x,
                mark.y,
                drawable(mark.words, file),
                fontproperties=FontProperties(fname=file, size=mark.size),
                color=mark.ink,
                ha=mark.anchor,
                va="baseline",
                parse_math=False,
            )
        case Bar():
            axes.add_patch(
                Rectangle(
                    (mark.x, mark.y),
                    mark.width,
                    mark.height,
                    facecolor=mark.fill,
                    edgecolor=mark.edge,
                    hatch=mark.hatch or None,
                    linewidth=0.8,
                )
            )
        case Line(arrow=True):
            axes.add_patch(
                FancyArrowPatch(
                    mark.start,
                    mark.end,
                    arrowstyle="-|>",
                    mutation_scale=9,
                    color=mark.ink,
                    linewidth=mark.width,
                    shrinkA=0,
                    shrinkB=0,
                )
            )
        case Line():
            across, down = zip(mark.start, mark.end, strict=True)
            dashes = (0, (3, 2)) if mark.dashed else "solid"
            axes.plot(across, down, color=mark.ink, linewidth=mark.width, linestyle=dashes, solid_capstyle="butt")
        case Dot():
            axes.add_patch(
                Circle((mark.x, mark.y), mark.radius, facecolor=mark.fill, edgecolor=mark.edge, linewidth=0.8, zorder=4)
            )


def _lean(document: str) -> str:
    """Leave out of an SVG document what no reader sees: comments, indents, long names of letters, tiny parts of points.

    A report holds tens of thousands of letters, each a line of its own.
    """
    bare = _INDENT.sub("\n", _COMMENT.sub("", document))
    short = bare.replace('"DejaVuSans-Bold-', '"b').replace('"DejaVuSans-', '"r')
    short = short.replace('"#DejaVuSans-Bold-', '"#b').replace('"#DejaVuSans-', '"#r')
    return _ADVANCE.sub(lambda found: f"translate({float(found[1]):.1f} 0)", short)


def svg(drawing: Drawing) -> bytes:
    """Write a drawing as SVG.

    Parameters
    ----------
    drawing : Drawing
        What to draw.

    Returns
    -------
    bytes
        The SVG document; the same drawing gives the same bytes.
    """
    with mpl.rc_context():
        # A reader's own matplotlib settings must not change the bytes of a report.
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        figure = Figure(figsize=(WIDTH / _POINTS_PER_INCH, drawing.height / _POINTS_PER_INCH))
        canvas = FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(drawing.height, 0)
        for mark in drawing.marks:
            _add(axes, mark)
        out = io.BytesIO()
        canvas.print_figure(out, format="svg", dpi=_POINTS_PER_INCH, metadata={"Date": None, "Creator": "Custodes"})
    return _lean(out.getvalue().decode()).encode()


def data_uri(drawing: Drawing) -> str:
    """Write a drawing as the address of an image that holds it.

    Parameters
    ----------
    drawing : Drawing
        What to draw.

    Returns
    -------
    str
        ``data:image/svg+xml;base64,...``
    """
    return "data:image/svg+xml;base64," + base64.b64encode(svg(drawing)).decode("ascii")
