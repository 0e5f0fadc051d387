"""The default run of home-office-2022 from a cold start: compiling, 64 draws, records, tables and report."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import show, watch


def main() -> None:
    """Run it with an empty compiler cache, then again with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        for state in ("nothing compiled before", "compiled before"):
            out = Path(folder) / state.replace(" ", "-")
            command = [sys.executable, "-m", "custodes", "run", "home-office-2022", "--quiet", "--workers", "2"]
            process = subprocess.Popen([*command, "--out", str(out)], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
            time_s, peak_mb = watch(process)
            show(f"default run, {state}", f"{time_s:.1f} s", "budget: 60 s")
            show("  peak memory of all its processes", f"{peak_mb:.0f} MB", "budget: 1,000 MB")
            if process.returncode != 0:
                sys.exit(process.returncode)


if __name__ == "__main__":
    main()
