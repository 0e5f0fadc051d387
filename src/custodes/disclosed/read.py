"""One disclosed file to tables of text, read by a process of its own that cannot harm, hang or leak."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from custodes.disclosed.budget import BUDGET
from custodes.disclosed.child import OUTCOME, REQUEST, crashed, too_much
from custodes.disclosed.format import LOOK_BYTES, format_of, hold_to_text
from custodes.disclosed.raw_table import ReadAs
from custodes.disclosed.refusal import bad, name_file
from custodes.disclosed.table_file import read_column, read_table
from custodes.errors import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import RawTable

NOTHING_DECLARED: Final = ReadAs()
OUT_OF_BUDGET: Final = {signal.SIGXCPU, signal.SIGKILL, signal.SIGXFSZ}
"""Signals by which the system stops a process that asks too much."""


def read_file(path: Path, shown: str, how: ReadAs = NOTHING_DECLARED, budget: Budget = BUDGET) -> tuple[RawTable, ...]:
    """Read a file in a process of its own.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        What it is called in messages and notes.
    how : ReadAs
        What the map declares of it.
    budget : Budget
        What reading it may use.

    Returns
    -------
    tuple of RawTable
        One table; one a sheet that holds a table for a workbook.

    Raises
    ------
    Refused
        When it is not as it must be; in words and numbers only, never with text of a record.
    """
    try:
        with _opened(path, budget) as source:
            start = os.pread(source.fileno(), LOOK_BYTES, 0)  # leaves the place that the child starts from
            with _outcome(format_of(path.name, start), source, how, budget) as (folder, told, sha256):
                return tuple(read_table(folder, each, shown, sha256) for each in told)
    except Refused as refused:
        raise name_file(refused, shown) from None


def read_numbers(path: Path, shown: str, budget: Budget = BUDGET) -> NDArray[np.float64]:
    """Read a file of numbers, one a line, in a process of its own.

    Parameters
    ----------
    path, shown, budget
        As in `read_file`.

    Returns
    -------
    ndarray of float64
        The numbers.

    Raises
    ------
    Refused
        When a line is no finite number.
    """
    try:
        with _opened(path, budget) as source:
            hold_to_text(os.pread(source.fileno(), LOOK_BYTES, 0))
            with _outcome("scores", source, NOTHING_DECLARED, budget) as (folder, told, _):
                return read_column(folder, told[0])
    except Refused as refused:
        raise name_file(refused, shown) from None


@contextlib.contextmanager
def _opened(path: Path, budget: Budget) -> Iterator[BinaryIO]:
    """Open a file that is one: no link, no pipe, no device, not too large."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise bad(code="unreadable-file", wrong="the file cannot be opened", seen=error.strerror or "") from None
    try:
        state = os.fstat(number)
        if not stat.S_ISREG(state.st_mode):
            raise bad(code="not-a-file", wrong="this is a folder, a pipe or a device, not a file")
        if state.st_size > budget.file_bytes:
            limit = f"the file is larger than {budget.file_bytes / 1e6:,.0f} MB"
            raise bad(
                code="file-too-much", wrong=limit, seen=f"{state.st_size / 1e6:,.0f} MB", hint="ask for it in parts"
            )
    except Refused:
        os.close(number)
        raise
    with os.fdopen(number, "rb") as source:
        yield source


@contextlib.contextmanager
def _outcome(
    kind: str, source: BinaryIO, how: ReadAs, budget: Budget
) -> Iterator[tuple[Path, list[dict[str, Any]], str]]:
    """Let the child read, meanwhile take the hash; give the folder, what it says of each table, and the hash."""
    with tempfile.TemporaryDirectory(prefix="custodes-") as name:  # mode 0700
        folder = Path(name)
        asked = {"format": kind, "how": asdict(how), "budget": asdict(budget)}
        (folder / REQUEST).write_text(json.dumps(asked), encoding="utf-8")
        # The child moves the place in the file that it was handed, so the hash is taken through another opening.
        with Path(f"/proc/self/fd/{source.fileno()}").open("rb") as again, _child(folder, source) as process:
            sha256 = hashlib.file_digest(again, "sha256").hexdigest()
            if not _ended(process, budget.wall_s):
                raise too_much(why="it takes longer to read than", limit=f"{budget.wall_s:g} seconds")
        if process.returncode:
            raise _stopped(process.returncode, budget)
        outcome = json.loads((folder / OUTCOME).read_text(encoding="utf-8"))
        if outcome["problems"]:
            raise Refused([Problem(**problem) for problem in outcome["problems"]])
        yield folder, outcome["tables"], sha256


@contextlib.contextmanager
def _child(folder: Path, source: BinaryIO) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process that reads, in a session of its own, and see that it ends."""
    number = source.fileno()
    process = subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
        [sys.executable, "-s", "-P", "-m", "custodes.disclosed.child", str(folder), str(number)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a library's last words may hold text of the file
        cwd=folder,
        env=_environment(folder),
        pass_fds=(number,),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ended(process: subprocess.Popen[bytes], wall_s: float) -> bool:
    """Wait for a process without looking again and again, as Popen's own wait does when it has a limit."""
    number = os.pidfd_open(process.pid)
    try:
        watch = select.poll()
        watch.register(number, select.POLLIN)
        ended = bool(watch.poll(wall_s * 1000.0))
    finally:
        os.close(number)
    if ended:
        process.wait()
    return ended


def _environment(folder: Path) -> dict[str, str]:
    """Give the child what it needs and nothing else: one thread, and memory from the system so that limits hold."""
    return {
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONUTF8": "1",
        "TMPDIR": str(folder),
        "HOME": str(folder),
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
    }


def _stopped(code: int, budget: Budget) -> Refused:
    """Refuse a file whose reader did not come to an end."""
    if -code in OUT_OF_BUDGET:
        return too_much(
            "it needs more time or memory than", f"{budget.cpu_s} s, {budget.memory_bytes // 1_000_000:,} MB"
        )
    known = code < 0 and -code in {each.value for each in signal.Signals}
    return crashed(signal.Signals(-code).name if known else f"exit code {code}")
