"""A CSV file of 200,000 checks to records."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from measure import show, watch

from custodes.records.kinds import CHECK_OUTCOMES

ROWS, PEOPLE, REPEATS = 200_000, 500, 3
START = np.datetime64("2025-09-01T00:00:00", "s")

WORK = """
import sys, time
from pathlib import Path
from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.records import records_of
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    records = records_of(read_disclosed(Path(sys.argv[1])))
    times.append(time.perf_counter() - start)
print(int(records.tallies["checks_due"].sum()), min(times))
"""


def write_checks(path: Path) -> None:
    """Write checks in the canonical columns."""
    rng = np.random.default_rng(1)
    person = rng.integers(1, PEOPLE + 1, ROWS)
    due = START + np.sort(rng.integers(0, 365 * 86_400, ROWS))
    outcome = rng.choice(len(CHECK_OUTCOMES), ROWS, p=[0.9, 0.02, 0.04, 0.01, 0.01, 0.02])
    score = np.round(rng.beta(8.0, 2.0, ROWS), 4)
    with path.open("w", encoding="ascii") as file:
        file.write("person,due,answered,outcome,score,attempts\n")
        file.writelines(
            f"P-{who:04d},{at}Z,{done}Z,{CHECK_OUTCOMES[code]},{points},1\n"
            for who, at, done, code, points in zip(
                person, due.astype(str), (due + 90).astype(str), outcome, score, strict=True
            )
        )


def main() -> None:
    """Write the file, then read it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checks.csv"
        write_checks(path)
        words = [sys.executable, "-c", WORK, folder, str(REPEATS)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603
        _, peak_mb = watch(process)
        printed = process.stdout.read().split() if process.stdout else []
        if process.returncode or not printed:
            sys.exit("reading failed")
        rows, taken_s = int(printed[0]), float(printed[1])
        size_mb = path.stat().st_size / 1e6
    show(f"{rows:,} rows of CSV to records, {size_mb:.0f} MB", f"{taken_s:.2f} s", "budget: 1 s")
    show("  peak memory, its children included", f"{peak_mb:.0f} MB", "budget: 150 MB")


if __name__ == "__main__":
    main()
