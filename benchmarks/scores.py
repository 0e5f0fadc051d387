"""Twenty million scores to an equal error rate, a DET of 1,000 points and two operating points, beside peers."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time

import numpy as np
from measure import best_s, show, watch

from custodes.measures.score_curve import det, equal_error, rates_at, threshold_for

SCORES = 10_000_000
PEER = 1_000_000
REPEATS = 3


def made(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw mated and non-mated scores."""
    random = np.random.default_rng(1)
    return random.normal(5, 1, count), random.normal(0, 1, count)


def ours(mated: np.ndarray, other: np.ndarray) -> None:
    """Sort copies and read everything off them."""
    mated, other = np.sort(mated), np.sort(other)
    equal_error(mated, other)
    det(mated, other)
    for most in (1e-3, 1e-4):
        rates_at(mated, other, threshold_for(other, most))


def plain(mated: np.ndarray, other: np.ndarray) -> None:
    """Do the same with numpy alone, as one would write it down."""
    mated, other = np.sort(mated), np.sort(other)
    at = np.linspace(min(mated[0], other[0]), max(mated[-1], other[-1]), 1000)
    fnmr = np.searchsorted(mated, at) / len(mated)
    fmr = 1 - np.searchsorted(other, at) / len(other)
    np.argmin(np.abs(fnmr - fmr))
    for most in (1e-3, 1e-4):
        np.searchsorted(mated, other[int((1 - most) * len(other))])


def scikit(mated: np.ndarray, other: np.ndarray) -> None:
    """Let scikit-learn lay out the curve."""
    from sklearn.metrics import det_curve  # noqa: PLC0415 - a peer

    labels = np.concatenate([np.ones(len(mated)), np.zeros(len(other))])
    det_curve(labels, np.concatenate([mated, other]))


def score_analysis(mated: np.ndarray, other: np.ndarray) -> None:
    """Let score-analysis answer the same questions."""
    from score_analysis import Scores  # noqa: PLC0415 - a peer

    scores = Scores(mated, other)
    scores.eer()
    scores.fnr_at_fpr(1e-3) if hasattr(scores, "fnr_at_fpr") else scores.threshold_at_fpr(1e-3)


def once_s(work: object, *given: np.ndarray) -> float:
    """Time some work once [second]."""
    start = time.perf_counter()
    work(*given)  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    mated, other = made(SCORES)
    took = best_s(lambda: ours(mated, other), REPEATS)
    bare = best_s(lambda: plain(mated, other), REPEATS)
    show("1e7 mated and 1e7 non-mated scores", f"{took:.2f} s")
    show("times a plain numpy sort", f"{took / bare:.2f}", "1.5 at most")
    show("scikit-learn takes so many times as long", f"{once_s(scikit, mated, other) / took:.1f}", "8 at least")
    small = made(PEER)
    show("score-analysis, of 1e6", f"{once_s(score_analysis, *small) / once_s(ours, *small):.1f}")
    if importlib.util.find_spec("pyeer") is None:
        show("pyeer", "not installed", "40 at least")
    program = "import sys; sys.path.insert(0, 'benchmarks'); import scores; scores.ours(*scores.made(scores.SCORES))"
    _, peak = watch(subprocess.Popen([sys.executable, "-c", program]))  # noqa: S603 - a fixed program
    show("peak memory of a process of its own", f"{peak:.0f} MB", "600 MB")


if __name__ == "__main__":
    main()
