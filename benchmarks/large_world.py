"""One very large world: 50,000 people for six years."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import show, watch

PEOPLE, DAYS = 50_000, 2_191


def main() -> None:
    """Run it through the command line, as a user would."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "custodes", "run", "home-office-2022", "--quiet", "--workers", "2"]
        command += ["--people", str(PEOPLE), "--days", str(DAYS), "--draws", "1", "--out", str(Path(folder) / "out")]
        process = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        time_s, peak_mb = watch(process)
        show("50,000 people, six years, one world", f"{time_s:.1f} s", "budget: 60 s")
        show("  peak memory of all its processes", f"{peak_mb:.0f} MB", "budget: 2,000 MB")
        sys.exit(process.returncode)


if __name__ == "__main__":
    main()
