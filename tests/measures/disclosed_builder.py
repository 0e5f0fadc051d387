"""Small hand-made disclosures: tables as they are after reading and re-keying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.asking import Asking, Members
from custodes.records.disclosed import FILE, PAGE, ROW, Disclosed, Note, SourceFile
from custodes.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

DAY = 86_400.0
HOUR = 3_600.0
START = 1_735_689_600.0  # 1 January 2025, a Wednesday, 00:00 UTC
NAN = float("nan")

_DTYPES = {
    "id": np.int32,
    "time": np.float64,
    "number": np.float64,
    "yes_no": np.int8,
    "code": np.int8,
    "label": np.int32,
    "presence": np.int8,
}


def day(number: float) -> float:
    """The time so many days after the start of the period [second]."""
    return START + number * DAY


def table(kind: str, **columns: Any) -> tuple[dict[str, NDArray[Any]], dict[tuple[str, str], tuple[str, ...]]]:
    """Make a table of a kind: codes by their names, labels by their words, None for nothing."""
    made: dict[str, NDArray[Any]] = {}
    labels: dict[tuple[str, str], tuple[str, ...]] = {}
    rows = max(len(np.atleast_1d(values)) for values in columns.values())
    for name, values in columns.items():
        about = KINDS[kind][name]
        cells = list(np.broadcast_to(np.array(values, dtype=object), rows))
        if about.type == "code":
            cells = [
                -1 if cell is None else about.codes.index(cell) if isinstance(cell, str) else cell for cell in cells
            ]
        elif about.type == "label":
            words = tuple(dict.fromkeys(cell for cell in cells if cell is not None))
            labels[kind, name] = words
            cells = [-1 if cell is None else words.index(cell) for cell in cells]
        empty = NAN if about.type in {"time", "number"} else -1
        made[name] = np.array([empty if cell is None else cell for cell in cells], dtype=_DTYPES[about.type])
    made[FILE] = np.zeros(rows, dtype=np.int16)
    made[ROW] = np.arange(2, rows + 2, dtype=np.int32)
    made[PAGE] = np.zeros(rows, dtype=np.int32)
    return made, labels


def disclosed(  # noqa: PLR0913 - what a disclosure can hold
    people: int,
    days: float = 365.0,
    /,
    *,
    started: Any = START,
    ended: Any = NAN,
    basis_ended: Any = NAN,
    groups: Mapping[str, tuple[Sequence[str], Sequence[int]]] | None = None,
    notes: tuple[Note, ...] = (),
    stated: Mapping[str, float] | None = None,
    **kinds: Mapping[str, Any],
) -> Disclosed:
    """Make a disclosure: people numbered from 0, and for each kind its columns.

    ``started=None`` for records without a list of people; `groups` are names and a code of each person.
    """
    tables, labels = {}, {}
    for kind, columns in kinds.items():
        tables[kind], more = table(kind, **columns)
        labels.update(more)
    listed = started is not None
    list_of = {
        "person": np.arange(people),
        "started": np.broadcast_to(np.asarray(started if listed else NAN, dtype=np.float64), people).copy(),
        "ended": np.broadcast_to(np.asarray(ended, dtype=np.float64), people).copy(),
        "basis_ended": np.broadcast_to(np.asarray(basis_ended, dtype=np.float64), people).copy(),
        **{name: np.array(codes, dtype=np.int8) for name, (_, codes) in (groups or {}).items()},
    }
    if listed and "people" not in tables:
        tables["people"], _ = table("people", **{name: list_of[name] for name in ("person", "started", "ended")})
    files = (SourceFile("made.csv", "", "", 0, 0, 0, "0" * 64),)
    return Disclosed(
        tables=tables,
        labels=labels,
        people=list_of,
        groups={name: tuple(names) for name, (names, _) in (groups or {}).items()},
        files=files,
        notes=notes,
        start_s=START,
        end_s=START + days * DAY,
        fingerprint="0" * 64,
        stated=stated or {},
    )


def asking(people: int, **more: Any) -> Asking:
    """Ask of everybody as one group."""
    return Asking(Members((("", ""),), np.ones((people, 1)), float(people)), **more)
