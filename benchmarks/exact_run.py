"""Everybody on a scheme with a tag for six years, every fix followed: from an empty compiler cache to the report."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from measure import show, watch

SCHEME = "home-office-fitted-tag"
BUDGET_PERSON_DAYS = 2_500 * 2_192
BUDGET_S, BUDGET_MB = 180, 1_000


def main() -> None:
    """Run it as a user would; words after the script's name are handed on, such as --people 100."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [
            sys.executable,
            "-m",
            "custodes",
            "run",
            SCHEME,
            "--exact",
            "--quiet",
            "--workers",
            "2",
            *sys.argv[1:],
        ]
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        process = subprocess.Popen([*command, "--out", str(out)], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        time_s, peak_mb = watch(process)
        if process.returncode != 0:
            sys.exit(process.returncode)
        tallies = pq.read_table(out / "records" / "tallies.parquet", columns=["on_scheme_d", "fixes_due"])
        person_days, fixes = (pc.sum(tallies[name]).as_py() for name in tallies.column_names)
    show(f"{SCHEME} --exact", f"{time_s:.1f} s", f"budget: {BUDGET_S} s for 2,500 people")
    show("  peak memory of all its processes", f"{peak_mb:.0f} MB", f"budget: {BUDGET_MB:,} MB")
    show(
        "  person-days on the scheme",
        f"{person_days / 1e6:.2f} million",
        f"2,500 for six years: {BUDGET_PERSON_DAYS / 1e6:.2f}",
    )
    show(
        "  fixes covered", f"{fixes / 1e9:.2f} thousand million", f"{fixes / time_s / 1e6:.0f} M fixes/s, all included"
    )


if __name__ == "__main__":
    main()
