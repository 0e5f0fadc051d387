"""The look at the unknowns: the watch by default, and its indices beside SALib's and scipy's on the same sample."""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from measure import best_s, show, watch
from SALib.analyze import sobol as salib
from scipy.stats import sobol_indices

from custodes.study.sobol import Blended, indices
from custodes.study.sobol_design import design

ROWS, RESAMPLES, REPEATS = 8_192, 100, 3
SCHEME, BUDGET_S, BUDGET_CPU_S = "home-office-2022", 600.0, 720.0


def ishigami(u: np.ndarray) -> np.ndarray:
    """Give Ishigami's function of coordinates between 0 and 1."""
    x = (2.0 * u - 1.0) * math.pi
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def sample() -> Blended:
    """Evaluate Ishigami's function at Saltelli's points."""
    laid = design([["a"], ["b"], ["c"]], ROWS, 1)
    return Blended(ishigami(laid.a), ishigami(laid.b), np.array([ishigami(laid.blend(k)) for k in range(3)]))


def beside_peers() -> None:
    """Show how far our indices are from those of two other programs, and how long the intervals take."""
    found = sample()
    ours = indices(found, 1, resamples=2)
    theirs = sobol_indices(func={"f_A": [found.a], "f_B": [found.b], "f_AB": found.ab[:, np.newaxis]}, n=ROWS)
    layout = np.column_stack([found.a, *found.ab, found.b]).ravel()
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}

    def by_salib() -> dict[str, np.ndarray]:
        return salib.analyze(problem, layout, calc_second_order=False, num_resamples=RESAMPLES, seed=1)

    peer = by_salib()
    off = max(np.abs(ours.first - theirs.first_order).max(), np.abs(ours.total - theirs.total_order).max())
    show("Ishigami: farthest from scipy", f"{off:.1e}", "0 but for rounding")
    show("Ishigami: total indices, farthest from SALib", f"{np.abs(ours.total - peer['ST']).max():.1e}", "as above")
    show("Ishigami: first-order, farthest from SALib", f"{np.abs(ours.first - peer['S1']).max():.1e}", "as above")
    took_s = best_s(lambda: indices(found, 1, resamples=RESAMPLES), REPEATS)
    show(f"{RESAMPLES} resamples of {ROWS:,} rows", f"{1000.0 * took_s:.0f} ms")
    show("the same, SALib", f"{1000.0 * best_s(by_salib, REPEATS):.0f} ms")


def whole_look() -> None:
    """Show how long the look at the watch takes by default."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("custodes")), "sensitivity", SCHEME, "--quiet"]
        words = [*command, "--out", f"{folder}/look"]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            took_s, peak_mb = watch(process)
    show(f"{SCHEME} by default", f"{took_s:.0f} s", f"within {BUDGET_S:.0f} s on 2 cores")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    show("CPU of all processes", f"{spent.ru_utime + spent.ru_stime:.0f} s", f"within {BUDGET_CPU_S:.0f} s")
    show("peak memory of all processes", f"{peak_mb:.0f} MB")


if __name__ == "__main__":
    beside_peers()
    whole_look()
