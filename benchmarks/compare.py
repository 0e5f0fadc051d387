"""Four schemes side by side beside their four single runs, and what pairing gains where one number differs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from measure import show, watch

from custodes.study.compare_plan import compare_plan
from custodes.study.compare_world import compare_world

SCHEMES = ("home-office-2022", "reporting-in-person", "telephone-reporting", "digital-bail-reporting")
PEOPLE = 600
DRAWS = 64
PAIRED_DRAWS = 24
FALSE = "false_accusations_per_person_year.acted_on"
ONE_NUMBER = "instruments.watch.checks.recognition.no_match"


def _timed(*words: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "custodes", *words, "--quiet", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    time_s, peak_mb = watch(process)
    if process.returncode != 0:
        sys.exit(process.returncode)
    return time_s, peak_mb


def _side_by_side(folder: Path) -> None:
    size = ("--people", str(PEOPLE), "--draws", str(DRAWS))
    # Once before the clock, so that neither side waits for the compiler.
    _timed("compare", *SCHEMES, "--people", "60", "--draws", "2", "--days", "60", "--out", str(folder / "warm"))
    single_s = 0.0
    for name in SCHEMES:
        time_s, peak_mb = _timed("run", name, *size, "--out", str(folder / name))
        show(f"run {name}, {PEOPLE} people, {DRAWS} draws", f"{time_s:.1f} s", f"{peak_mb:.0f} MB")
        single_s += time_s
    time_s, peak_mb = _timed("compare", *SCHEMES, *size, "--out", str(folder / "compared"))
    show("compare all four", f"{time_s:.1f} s", f"{peak_mb:.0f} MB")
    show("  over the sum of the single runs", f"{time_s / single_s:.2f}", "budget: at most 1.2")


def _values(plan_seed: int, setting: str) -> np.ndarray:
    names = ["home-office-2022", "home-office-2022"]
    plan = compare_plan(names, people=PEOPLE, draws=PAIRED_DRAWS, seed=plan_seed, settings=[setting])
    worlds = [compare_world(plan, number) for number in list(plan.worlds)[1:]]
    return np.array([[world.answers[name][FALSE].value or 0.0 for name in plan.plans] for world in worlds])


def _pairing() -> None:
    """Take the variance of the difference with the same people and luck, and with others under the second scheme."""
    setting = f"home-office-2022#2:{ONE_NUMBER}=0.05"
    here, elsewhere = _values(1, setting), _values(2, setting)
    paired = float(np.var(here[:, 1] - here[:, 0], ddof=1))
    apart = float(np.var(elsewhere[:, 1] - here[:, 0], ddof=1))
    show("variance of the difference, apart over paired", f"{apart / paired:.0f} times", "budget: at least 10")


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        _side_by_side(Path(folder))
    _pairing()


if __name__ == "__main__":
    main()
