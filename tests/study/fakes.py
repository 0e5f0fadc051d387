"""Small rooms in place of the model and the measures: a world in a millisecond, with real records."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, cannot_tell
from custodes.records.disk import Disk
from custodes.records.schema import TABLES
from custodes.records.tables import Records
from custodes.scheme.library import load
from custodes.study.means import Means
from custodes.study.plan import Plan
from custodes.study.world import Rooms

if TYPE_CHECKING:
    from pathlib import Path

SCHEME = "home-office-2022"
PATH = "instruments.watch.checks.recognition.no_match"


def plan(**changes) -> Plan:
    given = {"people": 20, "days": 3, "draws": 4, "seed": 7, **changes}
    return Plan(scheme=load(SCHEME), **given)


def records(people: int = 20, days: int = 3, seed: int = 7, rate: float = 0.1) -> Records:
    random = np.random.default_rng(seed)
    tables = {}
    for name, columns in TABLES.items():
        rows = people if name in ("people", "tallies") else 5
        kept = {key: column for key, column in columns.items() if key != "skin_tone"}
        tables[name] = {
            key: np.arange(rows, dtype=column.dtype)
            if key == "person"
            else random.integers(0, 2, rows).astype(column.dtype)
            for key, column in kept.items()
        }
    tables["tallies"]["checks_no_match"] = (random.random(people) < rate).astype(np.int32)
    groups = {"sex": ("female", "male"), "region_of_birth": ("a", "b")}
    return Records(days=float(days), groups=groups, parts=frozenset({"review", "prompts"}), **tables)


def simulate(scheme, values, seed, people, days, *, shards=1, threads=1) -> Records:  # noqa: PLR0913
    del scheme, shards, threads
    return records(people, days, seed, rate=min(1.0, 0.2 + 5 * values[PATH]))


def ask(found: Records, seed: int) -> dict[str, Answer]:
    counts = found.tallies["checks_no_match"]
    mean = float(counts.mean())
    spread = 0.01 * (1 + seed % 3)
    groups = {name: GroupAnswer(mean, mean - spread, mean + spread, 5) for name in found.groups["sex"]}
    answer = Answer(mean, mean - spread, mean + spread, "per person-year", len(counts), by_group={"sex": groups})
    gap = Answer(mean, None, None, "ratio", 9, permuted=GroupAnswer(mean / 2, mean / 3, mean, 9))
    return {
        "checks_due_per_person_year": answer.resting_on("instruments.*.checks"),
        "group_gap.max_over_geomean": gap,
        "detections_share": cannot_tell("nobody was away; at least 10 people would be needed", unit="share"),
    }


ROOMS = Rooms(simulate=simulate, ask=ask)


def page(view) -> str:
    return f"<!doctype html><title>{len(view.answers)} answers of {len(view.worlds)} worlds</title>"


def means(**changes) -> Means:
    return Means(**{"workers": 1, "rooms": ROOMS, "page": page, **changes})


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class FailingDisk(Disk):
    """Fails at its n-th effect, counted from 1, and from then on."""

    def __init__(self, nth: int, number: int = errno.ENOSPC) -> None:
        self.nth = nth
        self.number = number
        self.done = 0

    def _count(self) -> None:
        self.done += 1
        if self.done >= self.nth:
            raise OSError(self.number, os.strerror(self.number))

    def write(self, path: Path, content: bytes) -> None:
        try:
            self._count()
        except OSError:
            # A full disk leaves the first part of the file behind.
            path.write_bytes(content[: len(content) // 2])
            raise
        super().write(path, content)

    def replace(self, temporary: Path, path: Path) -> None:
        self._count()
        super().replace(temporary, path)

    def make_folder(self, path: Path) -> None:
        self._count()
        super().make_folder(path)

    def sync_folder(self, path: Path) -> None:
        self._count()
        super().sync_folder(path)
