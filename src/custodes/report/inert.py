"""Text from a scheme made harmless to read: what cannot be seen is shown."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from matplotlib.ft2font import FT2Font

_PLAIN_SPACE: Final = str.maketrans({"\n": " ", "\t": " ", "\r": " "})

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that have no mark of their own: controls, formats (bidi, zero width), surrogates, private, "
"unassigned."""


_LAST_OF_FOUR: Final = 0xFFFF
"""Last character that four hexadecimal digits can spell."""


def _spelt(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR else f"\\U{code:08x}"


def visible(text: str) -> str:
    r"""Write a text so that every character of it can be seen.

    Parameters
    ----------
    text : str
        Any text, also a hostile one.

    Returns
    -------
    str
        The text with control, direction, zero-width and unassigned characters spelt as ``\u202e``; line breaks and
        tabs become spaces.
    """
    plain = text.translate(_PLAIN_SPACE)
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_spelt(c) if unicodedata.category(c) in _HIDDEN else c for c in plain)


@lru_cache(maxsize=2)
def _letters(font_file: str) -> frozenset[int]:
    return frozenset(FT2Font(font_file).get_charmap())


def drawable(text: str, font_file: str) -> str:
    """Write a text so that a font can draw every character of it.

    Parameters
    ----------
    text : str
        Any text.
    font_file : str
        Path of the font's file.

    Returns
    -------
    str
        As `visible`, with letters that the font lacks spelt too.
    """
    letters = _letters(font_file)
    return "".join(c if ord(c) in letters else _spelt(c) for c in visible(text))
