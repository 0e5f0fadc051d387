"""Tables and documents to text: CSV that no spreadsheet runs, JSON with one spelling."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMULA_STARTS: Final = frozenset("=+-@\t\r\n\0＝＋－＠")  # noqa: RUF001 - full-width forms run as formulas too
"""First characters that make a spreadsheet run a text cell as a formula (CWE-1236; OWASP ASVS 1.2.10)."""


_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories without a mark of their own: control, direction, zero width, surrogate, private, line ends."""

_LAST_OF_FOUR: Final = 0xFFFF

_NEXT_CELL: Final = re.compile(r";(?=\s*(?:[=+@＝＋－＠]|-\S))")  # noqa: RUF001 - see FORMULA_STARTS
"""Where a spreadsheet that splits at semicolons would see a new cell that is a formula."""


def _spelt(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR else f"\\U{code:08x}"


def _seen(text: str) -> str:
    """Spell what cannot be seen; a line break inside a text is a line break."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(c) if c != "\n" and unicodedata.category(c) in _HIDDEN else c for c in text)


def safe_cell(value: object) -> str:
    r"""Write one cell so that no spreadsheet takes text for a formula, and nothing in it is hidden.

    Parameters
    ----------
    value : object
        A number, a truth value, text, or None.

    Returns
    -------
    str
        Numbers in full precision; text that starts like a formula gets an apostrophe before it, also after a semicolon;
        control, direction and zero-width characters are spelt as ``\u202e``; what is not there is empty.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(-0.5), safe_cell(None)
    ("'=1+1", '-0.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(float(value)) if math.isfinite(value) else ""
    if isinstance(value, int | np.integer):
        return str(int(value))
    text = str(value)
    starts = text.lstrip()[:1] in FORMULA_STARTS or text[:1] in FORMULA_STARTS
    plain = _NEXT_CELL.sub(";'", _seen(text))
    return f"'{plain}" if starts else plain


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV in UTF-8, every cell safe for a spreadsheet.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns.
    rows : iterable of sequence
        Cells in the order of the columns.

    Returns
    -------
    bytes
        The file, lines ended as RFC 4180 asks.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Write a document as JSON, keys in the order given, floats in full precision.

    Parameters
    ----------
    document : mapping
        Of plain values; not-a-number and infinity are refused.

    Returns
    -------
    bytes
        UTF-8, indented, one newline at the end.

    Raises
    ------
    ValueError
        When a number is not finite.
    """
    return (json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")
