"""Five million disclosed positions audited: read, mapped, made records of, every question asked."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from measure import show, watch

PEOPLE, PER_DAY, POSITIONS = 50, 1_440, 5_000_000
ROWS_A_PART = 250_000
OUT_ABOVE = 0.4
"""Height of the day's wave above which people are out: nine hours."""
START = np.datetime64("2025-09-01T00:00:00", "s")

WORK = """
import sys, time
from pathlib import Path
from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.records import records_of
from custodes.measures.ask import answers
from custodes.measures.asking import Asking, members
from custodes.measures.audit import ask_audit
start = time.perf_counter()
disclosed = read_disclosed(Path(sys.argv[1]))
read_s = time.perf_counter() - start
records = records_of(disclosed)
made_s = time.perf_counter() - start - read_s
answers(records)
ask_audit(disclosed, Asking(members(records)))
asked_s = time.perf_counter() - start - read_s - made_s
print(disclosed.rows("positions"), read_s, made_s, asked_s)
"""


def write_positions(path: Path) -> None:
    """Write the trails of people who walk about their homes, one fix a minute, in the canonical columns."""
    rng = np.random.default_rng(1)
    homes = rng.normal((55.0, 3.0), 0.05, (PEOPLE, 2))
    each = POSITIONS // PEOPLE
    with path.open("w", encoding="ascii") as file:
        file.write("person,time,latitude,longitude,precision_m,satellites,source\n")
        for person, home in enumerate(homes):
            time_ = START + np.arange(each) * (86_400 // PER_DAY)
            # Days out and nights at home, with the error of positions on top.
            out = np.sin(np.arange(each) * 2.0 * np.pi / PER_DAY) > OUT_ABOVE
            walk = np.cumsum(rng.normal(0.0, 2e-4, (each, 2)), axis=0) % 0.05
            where = home + np.where(out[:, None], walk, 0.0) + rng.normal(0.0, 5e-5, (each, 2))
            precision, satellites = rng.integers(3, 60, each), rng.integers(4, 13, each)
            file.writelines(
                f"P-{person + 1:04d},{t}Z,{lat:.6f},{lon:.6f},{precise},{seen},gnss\n"
                for t, lat, lon, precise, seen in zip(
                    time_.astype(str), where[:, 0], where[:, 1], precision, satellites, strict=True
                )
            )


def main() -> None:
    """Write the file, then audit it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "positions.csv"
        write_positions(path)
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-c", WORK, folder], stdout=subprocess.PIPE)  # noqa: S603
        _, peak_mb = watch(process)
        taken_s = time.perf_counter() - start
        printed = process.stdout.read().split() if process.stdout else []
        if process.returncode or not printed:
            sys.exit("the audit failed")
        rows, read_s, made_s, asked_s = (float(number) for number in printed)
        size_mb = path.stat().st_size / 1e6
    show(f"audit of {rows / 1e6:.1f} million positions, {size_mb:.0f} MB", f"{taken_s:.1f} s", "budget: 20 s")
    show("  read and converted", f"{read_s:.1f} s")
    show("  made records of", f"{made_s:.1f} s")
    show("  asked", f"{asked_s:.1f} s")
    show("  peak memory, its children included", f"{peak_mb:.0f} MB", "budget: 1,000 MB")


if __name__ == "__main__":
    main()
