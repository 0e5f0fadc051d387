"""Time and memory of what a benchmark runs."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

POLL_S = 0.1
KIB_A_MB = 1000.0 / 1024.0 * 1000.0


def best_s(work: Callable[[], object], repeats: int) -> float:
    """Time some work several times and take the best [second]."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def own_peak_mb() -> float:
    """Give the peak resident memory of this process [MB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_A_MB


def family(pid: int) -> list[int]:
    """List a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid] + [member for child in children for member in family(int(child))]


def memory_kib(pid: int) -> int:
    """Give the memory of a process, shared pages counted by share [KiB]."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def watch(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Wait for a process; give the time it took [second] and the peak memory of its family [MB]."""
    start, peak_kib = time.perf_counter(), 0
    while process.poll() is None:
        peak_kib = max(peak_kib, sum(memory_kib(member) for member in family(process.pid)))
        time.sleep(POLL_S)
    return time.perf_counter() - start, peak_kib / KIB_A_MB


def show(what: str, measured: str, budget: str = "") -> None:
    """Print one line of a benchmark."""
    print(f"{what:58s} {measured:>22s}   {budget}")
