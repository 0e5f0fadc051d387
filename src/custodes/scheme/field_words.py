"""What the fields of a part mean, in the words of its docstring: one place for code, editors and pages."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.scheme.part import Part

_ENTRY: Final = re.compile(r"^(?P<names>[a-z_0-9, ]+) : .+$")


@cache
def field_words(part: type[Part]) -> Mapping[str, str]:
    """Find what each field of a part means.

    Parameters
    ----------
    part : type of Part
        The part; the fields that it takes from another part are told there.

    Returns
    -------
    mapping of str to str
        One sentence by the name of the field in Python, its unit in brackets.
    """
    words: dict[str, str] = {}
    for base in reversed(part.__mro__):
        words |= _told(base.__dict__.get("__doc__") or "")
    return words


def _told(docstring: str) -> dict[str, str]:
    """Read the Attributes section of a numpydoc docstring."""
    section = inspect.cleandoc(docstring).partition("Attributes\n----------\n")[2]
    words: dict[str, str] = {}
    named: list[str] = []
    for line in section.splitlines():
        entry = _ENTRY.match(line)
        if entry is not None:
            named = [name.strip() for name in entry["names"].split(",")]
        elif line.startswith("    "):
            for name in named:
                words[name] = f"{words.get(name, '')} {line.strip()}".strip()
    return words
