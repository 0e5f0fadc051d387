"""A command that is asked to end stops as it does at Ctrl-C, so that what is finished is kept."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let a request to end the process stop the work as Ctrl-C does, so that it can be resumed.

    Yields
    ------
    None
        While the work is done.
    """

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
