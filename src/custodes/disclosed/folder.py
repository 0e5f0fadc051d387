"""The files of a disclosed folder: named safely, no links, nothing outside it."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.refusal import bad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget

MAP: Final = "map.yaml"
README: Final = "readme"
HIDING: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Kinds of characters that show nothing, or turn the text around them (Unicode general categories)."""
DEEPEST: Final = 8


def files_of(folder: Path, budget: Budget = BUDGET) -> tuple[tuple[Path, str], ...]:
    """List the files of a folder that may hold records.

    Parameters
    ----------
    folder : Path
        The folder.
    budget : Budget
        Limit on the number of files.

    Returns
    -------
    tuple of (Path, str)
        Each file and how it is shown, by its path in the folder; the map, READMEs and hidden files are left out.

    Raises
    ------
    Refused
        When the folder is none, or holds links, devices, too many files, or two names that differ by case only.
    """
    if folder.is_symlink() or not folder.is_dir():
        raise bad(code="folder-missing", wrong="there is no such folder", hint="give the folder with the files")
    found: list[tuple[Path, str]] = []
    for path in _walk(folder, 0):
        found.append((path, shown_name(path.relative_to(folder).as_posix())))
        if len(found) > budget.files:
            wrong = f"the folder holds more than {budget.files:,} files"
            raise bad(code="too-many-files", wrong=wrong, hint="put the tables into a folder of their own")
    names: dict[str, str] = {}
    for path, shown in found:
        folded = unicodedata.normalize("NFKC", path.relative_to(folder).as_posix()).casefold()
        if folded in names:
            wrong = "two names differ by case or form of letters only, and would be one file on other machines"
            raise bad(code="names-clash", wrong=wrong, seen=f"{names[folded]} and {shown}", hint="rename one")
        names[folded] = shown
    return tuple(found)


def shown_name(name: str) -> str:
    r"""Write a name so that it shows what it is: no character that hides or turns text.

    Parameters
    ----------
    name : str
        A path inside the folder.

    Returns
    -------
    str
        With such characters written as codes.

    Examples
    --------
    >>> shown_name("fixes\u202evsc.exe")
    'fixes\\u202evsc.exe'
    """
    return "".join(
        letter.encode("unicode_escape").decode("ascii") if unicodedata.category(letter) in HIDING else letter
        for letter in name
    )


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Go through a folder in the order of names."""
    if depth > DEEPEST:
        raise bad(code="too-deep", wrong=f"folders are nested more than {DEEPEST} deep", hint="put the files together")
    with os.scandir(folder) as opened:
        entries = sorted(opened, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower().startswith(README):
            continue
        kind = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(kind):
            yield from _walk(Path(entry.path), depth + 1)
        elif not stat.S_ISREG(kind):
            wrong = "the folder holds a link, a pipe or a device"
            raise bad(code="not-a-file", wrong=wrong, seen=shown_name(entry.name), hint="put a copy of the file there")
        elif entry.name != MAP or depth:
            yield Path(entry.path)
