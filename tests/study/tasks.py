"""Small calls for worker processes; a module that loads in no time."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from custodes.errors import refuse


def double(number: int) -> int:
    return 2 * number


def where() -> int:
    return os.getpid()


def slow(number: int, seconds: float) -> int:
    time.sleep(seconds)
    return number


def die_once(number: int, marker: str) -> int:
    """Be killed the first time, answer the second."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def raise_refusal(number: int) -> int:
    raise refuse(code="made-up", wrong="a refusal from far away", seen=str(number))


def raise_value_error(number: int) -> int:
    message = f"bad {number}"
    raise ValueError(message)


def loaded() -> list[str]:
    """Name the heavy modules that a worker has loaded."""
    return sorted(name for name in ("matplotlib", "pyarrow", "rich", "pandas", "scipy.stats") if name in sys.modules)


def cannot_be_sent() -> object:
    """Give something that no other process can be given."""
    return threading.Lock()
