"""How times are written: forms that prove themselves, and formats that a map declares."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)

ZONES: Final = {"z": 0, "utc": 0, "gmt": 0, "bst": 3600}
"""Words for a zone that mean one thing in British records [second]."""

EPOCHS: Final = {"epoch-s": 1.0, "epoch-ms": 1e-3, "epoch-us": 1e-6}
"""Counts since 1970-01-01 00:00 UTC that a map may declare, with the length of a step [second]."""

EXCEL: Final = ("excel-1900", "excel-1904")
"""Day numbers of a spreadsheet, by the year that its calendar begins in."""

ISO: Final = "iso"

_TIME = (
    r"(?:[T ]|, ?| +)(?P<H>99?):(?P<M>99)(?::(?P<S>99)(?:[.,](?P<f>9{1,9}))?)?"
    r"(?: ?(?P<p>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r" ?(?P<z>[Zz]|UTC|GMT|BST|[+-]99(?::?99)?)"
_REST = rf"(?:{_TIME}(?:{_ZONE})?)?"

_PROVEN: Final = tuple(
    re.compile(rf"\s*{form}\s*")
    for form in (
        rf"(?P<Y>9999)(?P<s>[-/.])(?P<m>99?)(?P=s)(?P<d>99?){_REST}",
        rf"(?P<Y>9999)(?P<m>99)(?P<d>99)(?:T(?P<H>99)(?P<M>99)(?:(?P<S>99)(?:\.(?P<f>9{{1,9}}))?)?(?:{_ZONE})?)?",
        rf"(?P<a>99?)(?P<s>[-/.])(?P<b>99?)(?P=s)(?P<Y>9999|99){_REST}",
        rf"(?P<d>99?)(?P<s>[- /.])(?P<B>[A-Za-z]{{3,9}})(?P=s)(?P<Y>9999|99){_REST}",
    )
)
_COUNT: Final = re.compile(r"\s*(?P<e>9{9,17})(?:\.(?P<ef>9{1,9}))?\s*")

_DIRECTIVES: Final = {
    "Y": "(?P<Y>9999)",
    "y": "(?P<Y>99)",
    "m": "(?P<m>99?)",
    "d": "(?P<d>99?)",
    "H": "(?P<H>99?)",
    "I": "(?P<H>99?)",
    "M": "(?P<M>99)",
    "S": "(?P<S>99?)",
    "f": "(?P<f>9{1,9})",
    "p": r"(?P<p>[AaPp])\.?[Mm]\.?",
    "b": "(?P<B>[A-Za-z]{3,9})",
    "B": "(?P<B>[A-Za-z]{3,9})",
    "z": "(?P<z>[Zz]|[+-]99(?::?99)?)",
    "Z": "(?P<z>[Zz]|UTC|GMT|BST)",
    "%": "%",
}


def is_format(text: str) -> bool:
    """Tell whether a map may declare this.

    Parameters
    ----------
    text : str
        What the map says.

    Returns
    -------
    bool
        True for a named format, or one with day, month and year, or a time of day, in the letters of ``strptime``.
    """
    if text == ISO or text in EPOCHS or text in EXCEL:
        return True
    letters = re.findall(r"%(.)", text)
    known = [letter for letter in letters if letter in _DIRECTIVES]
    if len(known) != len(letters) or len(set(known)) != len(known):
        return False
    groups = [group for letter in known for group in re.findall(r"\?P<(\w)>", _DIRECTIVES[letter])]
    day = {"Y", "d"} <= set(groups) and len({"m", "B"} & set(groups)) == 1
    return len(groups) == len(set(groups)) and (
        day or ({"H", "M"} <= set(groups) and not {"Y", "m", "B", "d"} & set(groups))
    )


@cache
def declared(text: str) -> re.Pattern[str]:
    """Turn a declared format into a pattern on the shape of a cell.

    Parameters
    ----------
    text : str
        A format for which `is_format` holds, in the letters of ``strptime``.

    Returns
    -------
    re.Pattern
        Its groups name the parts: Y, m, d, B, H, M, S, f, p, z.
    """
    pieces = re.split(r"%(.)", text)
    pattern = "".join(
        _DIRECTIVES[piece] if at % 2 else re.sub("[0-9]", "9", re.escape(piece)) for at, piece in enumerate(pieces)
    )
    return re.compile(rf"\s*{pattern}\s*")


@cache
def proven(shape: str) -> re.Match[str] | None:
    """Find the form that a shape has, where nobody declared one.

    Parameters
    ----------
    shape : str
        A cell with 9 for every digit.

    Returns
    -------
    re.Match or None
        Groups as in `declared`; a and b for two numbers of which either may be the day; e and ef for a count.
    """
    for pattern in _PROVEN:
        if found := pattern.fullmatch(shape):
            return found
    return _COUNT.fullmatch(shape)


def month_of(word: str) -> int:
    """Read the name of a month.

    Parameters
    ----------
    word : str
        Such as ``Jan`` or ``january``.

    Returns
    -------
    int
        1 to 12; 0 when it is none.
    """
    low = word.lower()
    if low == "sept":
        return 9
    return MONTHS.index(low) + 1 if low in MONTHS else MONTH_NAMES.index(low) + 1 if low in MONTH_NAMES else 0
