"""The letters of a page of a PDF with their places, and the lines that they stand in; never those under a box."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import pypdfium2.raw as pdfium

from custodes.disclosed.table_layout import HALF_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pypdfium2

RIGHT_ANGLE: Final = math.pi / 2
SLANT: Final = 0.05
"""A letter that leans more than this from the page's own direction [radian] is no part of a table."""

SAME_LINE: Final = 0.35
"""Letters stand in one line when their base lines are nearer than this part of their height."""

WORD_GAP: Final = 0.15
"""Two letters stand in two words when the gap between them is more than this part of their height."""

OPAQUE: Final = 250
LEAST_BOX_PT: Final = 2.0
LINE_END: Final = {"\r", "\n", "\0", "\ufffe", "\uffff"}
LINE_HYPHEN: Final = "\x02"
MINUS_SIGNS: Final = str.maketrans(dict.fromkeys("\u2212\u2010\u2011", "-"))
COVERING_NOTES: Final = {pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_REDACT}


class Letter(NamedTuple):
    """A letter and where it stands, along and across the direction of the text.

    Attributes
    ----------
    text : str
        The letter.
    left, right : float
        Where it starts and ends, from the left [point].
    base : float
        Its base line, from below [point].
    height : float
        Size of the type [point].
    """

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True)
class Page:
    """What was found on a page.

    Attributes
    ----------
    lines : tuple of tuple of Letter
        From top to bottom, letters from left to right.
    covered : int
        Letters under a box, which are not given.
    slanted : int
        Letters in another direction than most, which are not given.
    minus : int
        Signs for minus that were written as a hyphen.
    """

    lines: tuple[tuple[Letter, ...], ...]
    covered: int
    slanted: int
    minus: int


class _Glyph(NamedTuple):
    """A letter as the file has it: place in the page's own coordinates."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    height: float
    angle: float
    owner: int


def read_page(page: pypdfium2.PdfPage) -> Page:
    """Read a page.

    Parameters
    ----------
    page : pypdfium2.PdfPage
        The page.

    Returns
    -------
    Page
        Its lines in the direction in which most of its letters run.
    """
    text = page.get_textpage()
    glyphs = _glyphs(text)
    boxes = _boxes(page)
    seen = [glyph for glyph in glyphs if not _covered(glyph, boxes)]
    turns = Counter(round(glyph.angle / RIGHT_ANGLE) % 4 for glyph in seen)
    turn = turns.most_common(1)[0][0] if turns else 0
    straight = [glyph for glyph in seen if _along(glyph.angle, turn)]
    minus = sum(glyph.text != glyph.text.translate(MINUS_SIGNS) for glyph in straight)
    letters = [_turned(glyph, turn) for glyph in straight]
    text.close()
    return Page(_lines(letters), len(glyphs) - len(seen), len(seen) - len(straight), minus)


def _glyphs(text: pypdfium2.PdfTextPage) -> list[_Glyph]:
    """Take every letter that the file itself holds."""
    found = []
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    raw = text.raw
    for at in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(raw, at) == 1:
            continue
        letter = HALF_LETTER.sub("\N{REPLACEMENT CHARACTER}", chr(pdfium.FPDFText_GetUnicode(raw, at)))
        if letter in LINE_END or letter.isspace():
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, at, box)  # as wide as the letter takes up, so that gaps are gaps
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        owner = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, at), ctypes.c_void_p).value or 0
        found.append(
            _Glyph(
                "-" if letter == LINE_HYPHEN else letter,
                (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)),
                (x.value, y.value),
                abs(pdfium.FPDFText_GetFontSize(raw, at)) or 1.0,
                max(pdfium.FPDFText_GetCharAngle(raw, at), 0.0),
                owner,
            )
        )
    return found


def _boxes(page: pypdfium2.PdfPage) -> list[tuple[tuple[float, float, float, float], set[int]]]:
    """List boxes that hide what is under them, each with the texts that are drawn after it and so lie on top."""
    found: list[tuple[tuple[float, float, float, float], set[int]]] = []
    for thing in page.get_objects():
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(thing.raw, ctypes.c_void_p).value or 0
            for _, above in found:
                above.add(address)
        elif thing.type == pdfium.FPDF_PAGEOBJ_IMAGE or (
            thing.type == pdfium.FPDF_PAGEOBJ_PATH and _is_filled(thing.raw)
        ):
            box = thing.get_bounds()
            if min(box[2] - box[0], box[3] - box[1]) > LEAST_BOX_PT:
                found.append((box, set()))
    return found + [(box, set()) for box in _covering_notes(page)]


def _is_filled(path: object) -> bool:
    """Whether a shape is filled so that nothing shows through."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)) and alpha.value >= OPAQUE


def _covering_notes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """List boxes that were laid over the page as annotations."""
    found = []
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if note and pdfium.FPDFAnnot_GetSubtype(note) in COVERING_NOTES:
            box = pdfium.FS_RECTF()
            if pdfium.FPDFAnnot_GetRect(note, box):
                found.append((box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))
        if note:
            pdfium.FPDFPage_CloseAnnot(note)
    return found


def _covered(glyph: _Glyph, boxes: Iterable[tuple[tuple[float, float, float, float], set[int]]]) -> bool:
    """Whether the middle of a letter lies under a box."""
    x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] and glyph.owner not in above for box, above in boxes)


def _along(angle: float, turn: int) -> bool:
    """Whether a letter stands in the direction of the page's text."""
    away = (angle - turn * RIGHT_ANGLE + math.pi) % (2 * math.pi) - math.pi
    return abs(away) < SLANT


def _turned(glyph: _Glyph, turn: int) -> Letter:
    """Give the place of a letter as if its text ran from left to right."""
    left, bottom, right, top = glyph.box
    x, y = glyph.origin
    # PDFium counts angles clockwise: a quarter is text that runs down, three are text that runs up.
    along = {0: (left, right, y), 1: (-top, -bottom, x), 2: (-right, -left, -y), 3: (bottom, top, -x)}[turn]
    return Letter(glyph.text.translate(MINUS_SIGNS), *along, glyph.height)


def _lines(letters: list[Letter]) -> tuple[tuple[Letter, ...], ...]:
    """Gather letters that stand on one base line."""
    lines: list[list[Letter]] = []
    base = height = 0.0
    for letter in sorted(letters, key=lambda each: (-each.base, each.left)):
        if lines and base - letter.base <= SAME_LINE * max(height, letter.height):
            lines[-1].append(letter)
        else:
            lines.append([letter])
            base, height = letter.base, letter.height
    return tuple(tuple(sorted(line, key=lambda each: each.left)) for line in lines)


def words(letters: Sequence[Letter]) -> str:
    """Write letters of a line with a space where a gap is.

    Parameters
    ----------
    letters : sequence of Letter
        From left to right.

    Returns
    -------
    str
        Their text.
    """
    found: list[str] = []
    for at, letter in enumerate(letters):
        if at and letter.left - letters[at - 1].right > WORD_GAP * letter.height:
            found.append(" ")
        found.append(letter.text)
    return "".join(found)
