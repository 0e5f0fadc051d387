"""A published package read back, and its small counts tried once more, by nothing but what is published."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, refuse
from custodes.records import manifest
from custodes.report.package import DATA_PACKAGE, PUBLISHED
from custodes.report.published_table import COUNTS, Table, is_safe_name, read, read_counts
from custodes.report.small_counts_audit import intervals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from custodes.report.count_table import SafeTable

_MOST_BYTES: Final = 100_000_000
_PATH: Final = re.compile(r"data/([^/]+)\.csv")
_NEAR: Final = 1e-6


@dataclass(frozen=True)
class Package:
    """A published package.

    Attributes
    ----------
    k : int
        Numbers behind which stand fewer people are withheld [person].
    identity : str
        Hash of what it is of.
    rounded_to : int
        To multiples of what its counts are rounded [person].
    tables : dict of str to Table
        By name.
    counts : tuple of SafeTable
        Its tables of counts.
    """

    k: int
    identity: str
    rounded_to: int
    tables: dict[str, Table]
    counts: tuple[SafeTable, ...]


def _block(folder: Path) -> dict[str, Any]:
    path = folder / DATA_PACKAGE
    try:
        if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            return {}
        block = json.loads(path.read_bytes())["custodes"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return block if isinstance(block, dict) else {}


def read_package(folder: Path) -> Package:
    """Read a published package, which may come from anybody.

    Parameters
    ----------
    folder : Path
        The package; it is only read.

    Returns
    -------
    Package
        Its tables.

    Raises
    ------
    Refused
        When it is not one, or not as it was written.
    """
    problems = manifest.check(folder) if folder.is_dir() else []
    block = _block(folder)
    if problems or block.get("kind") != PUBLISHED:
        hint = "give a folder that custodes publish wrote, unchanged"
        raise refuse(code="not-published", wrong="the folder is not a published package", seen=str(folder), hint=hint)
    k, rounded_to, zeros = block.get("k"), block.get("round_to"), block.get("zeros")
    if not isinstance(k, int) or not isinstance(rounded_to, int) or k < 1 or not isinstance(zeros, dict):
        raise refuse(code="not-published", wrong="the package does not say how it is protected", seen=str(folder))
    names = [found[1] for path in manifest.files_in(folder) if (found := _PATH.fullmatch(path))]
    tables = {name: read(name, (folder / "data" / f"{name}.csv").read_bytes()) for name in names if is_safe_name(name)}
    counts = tuple(
        read_counts(table, k, _zeros(zeros, name), rounded_to)
        for name, table in tables.items()
        if name.startswith(COUNTS)
    )
    return Package(k, str(block.get("of")), rounded_to, tables, counts)


def _zeros(zeros: dict[str, Any], name: str) -> str:
    return "disclosive" if zeros.get(name.removeprefix(COUNTS)) == "disclosive" else "structural"


def recheck(tables: Sequence[SafeTable]) -> list[Problem]:
    """Try to work out small counts from published tables of counts.

    Which hidden cell is small cannot be seen, so the test is that none can be shown to be: every hidden cell can be k
    or more. Rounded counts tell less than exact ones, which were tried before they were rounded; their sums are not
    tried.

    Parameters
    ----------
    tables : sequence of SafeTable
        Of one package, about the same people.

    Returns
    -------
    list of Problem
        One a table that tells too much, or contradicts itself; without a count.
    """
    exact = [table for table in tables if table.rounded_to == 1]
    if not exact:
        return []
    hint = "do not publish it; make the tables anew"
    try:
        least = 1 if all(table.zeros == "structural" for table in exact) else 0
        found = intervals(exact, least)
    except ValueError:
        return [_problem("tables-disagree", "published counts contradict each other", hint)]
    few = [
        table
        for table in exact
        if any(
            each.high < table.k - _NEAR
            for cell, each in found.items()
            if {dim for dim, _ in cell[1]} <= set(table.dims)
        )
    ]
    return [
        _problem("small-count", "a count of few people can be worked out from what is published", hint, table.name)
        for table in few
    ]


def _problem(code: str, wrong: str, hint: str, path: str = "") -> Problem:
    return Problem(file="", line=0, path=path, wrong=wrong, seen="", hint=hint, code=code)
