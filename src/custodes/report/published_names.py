"""Names of disclosed files as they are published: a file or a sheet may be called after a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from custodes.report.inert import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ENDING: Final = re.compile(r"\.(csv|tsv|txt|xlsx|xlsm|xls|ods|json|jsonl|ndjson|parquet|pdf)")
_FILES: Final = re.compile(r'<section aria-labelledby="files".*?</section>', re.DOTALL)
"""The section of an audit's page that lists its files, and what was noticed in them."""


def is_plain(name: str, kind: str, *, ending: bool = True) -> bool:
    """Say whether a name says no more than what kind of records it is of.

    Parameters
    ----------
    name : str
        Of a file, with its folders, or of a sheet.
    kind : str
        The kind of its records, or "" where it was not used.
    ending : bool
        Whether it is of a file, and ends as one.

    Returns
    -------
    bool
        Where it is made of the kind's name, digits, hyphens and underscores, such as ``alerts-2.csv``.
    """
    stem, dot, last = name.partition(".")
    if ending and not (dot and _ENDING.fullmatch(dot + last)):
        return False
    return bool(kind) and re.fullmatch(rf"[0-9_-]*{re.escape(kind)}[0-9_-]*", stem if ending else name) is not None


def shown_names(files: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Say how each file is called where it is published.

    Parameters
    ----------
    files : iterable of (str, str, str)
        Name, sheet or "", and kind or "" of every table that was read, in the order in which they were.

    Returns
    -------
    dict of str to str
        By name, and by name with its sheet as a report writes them: the same where it is plain, else ``file 3`` or
        ``file 3 / sheet 2``; a file has the same number wherever it is named.
    """
    tables = tuple(files)
    kinds: dict[str, set[str]] = {}
    sheets: dict[str, list[str]] = {}
    for name, sheet, kind in tables:
        kinds.setdefault(name, set()).add(kind)
        sheets.setdefault(name, []).append(sheet)
    called = {
        name: name if any(is_plain(name, kind) for kind in kinds[name]) else f"file {number}"
        for number, name in enumerate(kinds, start=1)
    }
    found = dict(called)
    for name, sheet, kind in tables:
        if sheet:
            number = sheets[name].index(sheet) + 1
            said = sheet if is_plain(sheet, kind, ending=False) else f"sheet {number}"
            found |= {f"{name} / {sheet}": f"{called[name]} / {said}", f"{name} ({sheet})": f"{called[name]} ({said})"}
    return found


def with_shown_names(page: bytes, names: Mapping[str, str]) -> bytes | None:
    """Write a page with the names of files as they may be published.

    Parameters
    ----------
    page : bytes
        The page of an audit.
    names : mapping of str to str
        What stands in a cell of its list of files or of notes, and what is to stand there.

    Returns
    -------
    bytes or None
        The page; None where a name that may not be published stands in it in another place.
    """
    text = page.decode("utf-8", "surrogateescape")
    changed = {_written(name): str(escape(shown)) for name, shown in names.items() if name != shown}
    if not changed:
        return page
    cells = re.compile(">(" + "|".join(map(re.escape, sorted(changed, key=len, reverse=True))) + ")<")
    text = _FILES.sub(lambda part: cells.sub(lambda found: f">{changed[found[1]]}<", part[0]), text)
    left = any(re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w-])", text) for name in changed)
    return None if left else text.encode("utf-8", "surrogateescape")


def _written(name: str) -> str:
    """Write a name as a page does."""
    return str(escape(visible(name)))
