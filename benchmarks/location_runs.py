"""The default run of each scheme of the library that records where people are, from an empty compiler cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import show, watch

SCHEMES = ("home-office-2022", "home-office-fitted-tag", "gps-pilot-2022", "curfew-tag")
BUDGET_S, BUDGET_MB = 120, 1_500


def main() -> None:
    """Run one after the other as a user would; words after the script's name are handed on."""
    codes = []
    for name in SCHEMES:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "custodes", "run", name, "--quiet", "--workers", "2", *sys.argv[1:]]
            command += ["--out", str(Path(folder) / "out")]
            environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
            time_s, peak_mb = watch(process)
        show(f"default run of {name}", f"{time_s:.1f} s", f"budget: {BUDGET_S} s")
        show("  peak memory of all its processes", f"{peak_mb:.0f} MB", f"budget: {BUDGET_MB:,} MB")
        codes.append(process.returncode)
    sys.exit(max(codes, key=abs))


if __name__ == "__main__":
    main()
