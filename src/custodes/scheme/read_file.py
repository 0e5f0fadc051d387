"""The text of a file, or a plain word on why it cannot be had."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from custodes.scheme.fault import Mark
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE: Final = 1_000_000
"""Larger files are refused [byte]; the library's are under a tenth of it."""


def read_text(path: Path) -> str | Mark:
    """Read the text of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str or Mark
        Its text, or why it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            wrong = "is a folder" if path.is_dir() else "is not a plain file"
            return Mark(0, (), "unreadable-file", wrong, hint="name a scheme file")
        with path.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Mark(0, (), "missing-file", "there is no such file", hint=_neighbour(path))
    except (OSError, ValueError) as error:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "this cannot be a file's name"
        return Mark(0, (), "unreadable-file", f"cannot be read: {why}", hint="look at its name and permissions")
    if len(content) > LARGEST_FILE:
        wrong = f"is larger than {LARGEST_FILE:,} bytes"
        return Mark(0, (), "file-too-large", wrong, hint="a scheme needs far less; is this the right file?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        seen = f"byte 0x{content[error.start]:02x}"
        return Mark(line, (), "not-utf-8", "is not UTF-8 text", seen, "save the file as UTF-8")


def _neighbour(path: Path) -> str:
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.suffix in {".yaml", ".yml"})
    except OSError:
        return "its folder is not there either"
    return did_you_mean(path.name, names)
