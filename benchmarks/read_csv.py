"""A CSV file of 200,000 rows to text with places, beside a bare loop of Python's own reader; and bare scores."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from measure import best_s, own_peak_mb, show, watch

from custodes.disclosed.bare_scores import read_bare_scores
from custodes.disclosed.read import read_file

ROWS, SCORES, REPEATS = 200_000, 10_000_000, 7


def write_positions(path: Path) -> None:
    """Write rows of eight columns, some cells empty."""
    random = np.random.default_rng(1)
    lat, lon, error, speed = (random.random(ROWS) for _ in range(4))
    with path.open("w", encoding="utf-8") as file:
        file.write("person_id,device_id,time,lat,lon,accuracy_m,speed,source\n")
        file.writelines(
            f"P{at % 500:05d},D{at % 500:05d},2025-03-{1 + at % 28:02d}T{at % 24:02d}:{at % 60:02d}:00Z,"
            f"{51 + lat[at]:.6f},{lon[at]:.6f},{error[at] * 50:.1f},{speed[at] * 3:.2f},{'gnss' if at % 3 else ''}\n"
            for at in range(ROWS)
        )


def bare_loop(path: Path) -> int:
    """Let Python's reader go through the file and keep nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        table, scores = Path(folder) / "positions.csv", Path(folder) / "scores.txt"
        write_positions(table)
        assert sum(batch.num_rows for batch in read_file(table, "x")[0].batches) == ROWS  # noqa: S101
        took = best_s(lambda: read_file(table, "x"), REPEATS)
        bare = best_s(lambda: bare_loop(table), REPEATS)
        show("200,000 rows of 8 columns to text with places", f"{took:.2f} s", "0.7 s, the process started included")
        show("times a bare loop of Python's own reader", f"{took / bare:.1f}")
        program = (
            "from pathlib import Path; from custodes.disclosed.read import read_file; "
            f"read_file(Path({str(table)!r}), 'x')"
        )
        _, peak = watch(subprocess.Popen([sys.executable, "-c", program]))  # noqa: S603 - a fixed program
        show("peak memory of both processes", f"{peak:.0f} MB", "150 MB")
        np.savetxt(scores, np.random.default_rng(1).random(SCORES), fmt="%.6f")
        show("1e7 bare scores", f"{best_s(lambda: read_bare_scores(scores), 3):.2f} s", "2 s")
        show("peak memory of this process", f"{own_peak_mb():.0f} MB", "300 MB")


if __name__ == "__main__":
    main()
