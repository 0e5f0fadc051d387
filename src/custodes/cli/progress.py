"""How far a run is, on the error channel: a bar on a terminal, else a line every ten seconds."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from custodes.cli.shown import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from custodes.study.means import Progress

EVERY_S: Final = 10.0
"""Time between two lines when there is no terminal [second]."""

Watch = "Callable[[Progress], None]"


class Lines:
    """Writes a line now and then.

    Parameters
    ----------
    clock : callable
        Gives the time [second].
    write : callable
        Takes a line.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, write: Callable[[str], None] = warn) -> None:
        self._clock = clock
        self._write = write
        self._last_s = clock()

    def __call__(self, progress: Progress) -> None:
        """Write a line if the last is ten seconds old."""
        now_s = self._clock()
        if now_s - self._last_s >= EVERY_S:
            self._last_s = now_s
            self._write(f"{progress.stage}: {progress.done} of {progress.total} worlds done")


@contextmanager
def watching(*, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows how far a run is.

    Parameters
    ----------
    quiet : bool
        Show nothing.

    Yields
    ------
    callable or None
        To be told how far the run is.
    """
    if quiet:
        yield None
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        with _bar() as watch:
            yield watch


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console  # noqa: PLC0415 - the help page must not wait for it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def watch(progress: Progress) -> None:
            bar.update(task, description=progress.stage, completed=progress.done, total=progress.total)

        yield watch
