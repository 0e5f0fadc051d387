"""The same tables through pytauargus, another program for the same task, each run in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from custodes.report.count_table import CountTable, SafeTable
from custodes.report.small_counts import Rule, narrowed
from custodes.report.small_counts_cells import cells_of
from custodes.report.small_counts_solve import Wanted, hide

if TYPE_CHECKING:
    from pathlib import Path

THEIRS = """
import contextlib, io, json, sys
from pytauargus import protect
counts = json.loads(sys.argv[1])
rows = [(f"r{i}", f"c{j}") for i, line in enumerate(counts) for j, count in enumerate(line) for _ in range(count)]
people = {"row": [row for row, _ in rows], "column": [column for _, column in rows], "one": [1.0] * len(rows)}
table = protect(people, ["row", "column"], "one", f"FREQ(10,{sys.argv[2]})", "OPT(1)", workdir=sys.argv[3]).tables[0]
print("\\n" + json.dumps(list(table.rows)))
"""


def _theirs(counts: np.ndarray, percent: int, folder: Path) -> list[dict[str, object]]:
    words = [sys.executable, "-c", THEIRS, json.dumps(counts.tolist()), str(percent), str(folder)]
    # It writes logs where it stands.
    ran = subprocess.run(words, capture_output=True, text=True, check=True, cwd=folder)  # noqa: S603 - a fixed program
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.parametrize(("seed", "percent"), [(2, 10), (2, 50), (3, 50), (4, 99)])
def test_its_choice_passes_our_audit_and_ours_hides_no_more(seed: int, percent: int, tmp_path: Path):
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(300, rng.dirichlet(np.ones(32) * 1.2)).reshape(8, 4)
    names = (tuple(f"r{at}" for at in range(8)), tuple(f"c{at}" for at in range(4)))
    table = CountTable("t", ("row", "column"), names, counts)
    cells = cells_of([table], 100)
    hidden = np.zeros(len(cells.counts), dtype=bool)
    at, low, high = [], [], []
    for row in _theirs(counts, percent, tmp_path):
        label = tuple("(all)" if row[name] == "Total" else str(row[name]) for name in ("row", "column"))
        place = cells.at(0, label)
        assert cells.counts[place] == row["freq"]
        hidden[place] = row["status"] in {"U", "M"}
        if row["status"] == "U":
            at.append(place)
            # Its protection levels say how far below and above each unsafe count a reader must be able to believe it.
            low.append(max(float(row["freq"]) - float(row["lower"]), 0.0))
            high.append(float(row["freq"]) + float(row["upper"]))
    wanted = Wanted(np.array(at), np.array(low), np.array(high))
    assert len(at) == int(((cells.counts > 0) & (cells.counts < 10)).sum())
    place = cells.places[0]
    values = np.where(hidden[place], np.nan, cells.counts[place].astype(float))
    marks = np.where(hidden[place], "[c]", "").astype(object)
    safe = SafeTable("t", table.dims, table.categories, "", values, marks, 10, "structural")
    assert not narrowed([safe], cells, wanted, Rule(10, "disclosive"))
    ours, fewest = hide(cells, wanted, cells.counts == 0, 0)
    assert fewest
    assert ours.sum() <= hidden.sum()
    # One cell shown again of those hidden for another's sake breaks it, where ours is as small as theirs.
    further = np.flatnonzero(ours & ~np.isin(np.arange(len(ours)), at))
    for one in further:
        fewer = ours.copy()
        fewer[one] = False
        values = np.where(fewer[place], np.nan, cells.counts[place].astype(float))
        marks = np.where(fewer[place], "[c]", "").astype(object)
        less = SafeTable("t", table.dims, table.categories, "", values, marks, 10, "structural")
        assert narrowed([less], cells, wanted, Rule(10, "disclosive"))
