"""Text on a screen: nothing from a file can move the cursor, hide itself or turn the line round."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.errors import Problem

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories without a mark of their own: control, direction, zero width, surrogate, private, unassigned."""

_BMP: Final = 0xFFFF


def visible(text: str) -> str:
    r"""Write a text so that every character of it can be seen.

    Parameters
    ----------
    text : str
        Any text, also a hostile one.

    Returns
    -------
    str
        Control, direction and zero-width characters spelt as Python would, line breaks and tabs as spaces.

    Examples
    --------
    >>> visible("a\x1b[2Jb\u202ec")
    'a\\u001b[2Jb\\u202ec'
    """
    plain = " ".join(text.split("\n")).replace("\t", " ").replace("\r", " ")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(_spelt(mark) if unicodedata.category(mark) in _HIDDEN else mark for mark in plain)


def _spelt(mark: str) -> str:
    code = ord(mark)
    return f"\\u{code:04x}" if code <= _BMP else f"\\U{code:08x}"


def say(text: str = "") -> None:
    """Print a line of text on the screen.

    Parameters
    ----------
    text : str
        One line; what cannot be seen in it is spelt out.
    """
    click.echo(visible(text))


def warn(text: str) -> None:
    """Print a line of text on the error channel.

    Parameters
    ----------
    text : str
        One line; what cannot be seen in it is spelt out.
    """
    click.echo(visible(text), err=True)


def say_json(document: Mapping[str, Any]) -> None:
    """Print one JSON object on the screen, ASCII only.

    Parameters
    ----------
    document : mapping
        Of plain values.
    """
    click.echo(json.dumps(document, indent=1, allow_nan=False))


def problem_documents(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Write problems as plain values.

    Parameters
    ----------
    problems : iterable of Problem
        Any problems.

    Returns
    -------
    list of dict
        File, line, path, wrong, seen, hint and code of each.
    """
    names = ("file", "line", "path", "wrong", "seen", "hint", "code")
    return [{name: getattr(problem, name) for name in names} for problem in problems]
