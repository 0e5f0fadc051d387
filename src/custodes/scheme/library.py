"""The schemes that come with Custodes, and reading one by its name or its path."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.errors import Problem, Refused
from custodes.scheme.part import NAME
from custodes.scheme.read_scheme import LIBRARY, SOURCES_NAME, read_scheme, try_scheme
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from os import PathLike

    from custodes.scheme.scheme import Scheme


def names() -> tuple[str, ...]:
    """Name the schemes that come with Custodes.

    Returns
    -------
    tuple of str
        Names that `load` takes, sorted.
    """
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.yaml") if path.name != SOURCES_NAME))


def load(name_or_path: str | PathLike[str]) -> Scheme:
    """Read a scheme of the library by its name, or any scheme file by its path.

    Parameters
    ----------
    name_or_path : str or path
        A name of `names`, or a path.

    Returns
    -------
    Scheme
        The scheme.

    Raises
    ------
    Refused
        When there is no such scheme, or with everything that is wrong with its file.
    """
    path, shown_as = _place(name_or_path)
    return _of_library(path, shown_as) if path.parent == LIBRARY else read_scheme(path, shown_as)


@cache
def _of_library(path: Path, shown_as: str) -> Scheme:
    """Read a file that comes with Custodes once: it does not change while a program runs, and a scheme never does."""
    return read_scheme(path, shown_as)


def check(name_or_path: str | PathLike[str]) -> tuple[Problem, ...]:
    """Find everything that is wrong with a scheme.

    Parameters
    ----------
    name_or_path : str or path
        A name of `names`, or a path.

    Returns
    -------
    tuple of Problem
        By line; empty when the scheme can be run.
    """
    try:
        path, shown_as = _place(name_or_path)
    except Refused as refused:
        return refused.problems
    return tuple(try_scheme(path, shown_as)[1])


def _place(name_or_path: str | PathLike[str]) -> tuple[Path, str]:
    """Find the file that is meant, and how to name it."""
    known = names()
    if isinstance(name_or_path, str) and re.fullmatch(NAME, name_or_path):
        if name_or_path in known:
            return LIBRARY / f"{name_or_path}.yaml", f"library/{name_or_path}.yaml"
        if not Path(name_or_path).exists():
            hint = did_you_mean(name_or_path, known) or "name a scheme of the library or a file"
            wrong = "there is no scheme of this name"
            raise Refused([Problem("", 0, "", wrong, name_or_path, hint, "unknown-scheme")])
    return Path(name_or_path), str(name_or_path)
