"""Where compiled loops are kept between runs: in a folder of its own for each state of the source.

The compiler notices when the file of a loop changes, but not when a loop in another file does that it has taken in; it
would then go on with the old one, and give old numbers without a word. So the folder's name is a fingerprint of every
file that loops are made of.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

ROOMS: Final = ("measures", "model", "people", "records")
"""Rooms that hold compiled loops, or numbers that are compiled into them."""
PREFIX: Final = "kernels-"
VARIABLE: Final = "NUMBA_CACHE_DIR"

UNUSED_S: Final = 86_400.0
"""How long a folder of another state is kept after a process last began with it: longer than a run takes [second]."""


def fingerprint(package: Path) -> str:
    """Take the fingerprint of all files that compiled loops are made of.

    Parameters
    ----------
    package : Path
        Folder of the package.

    Returns
    -------
    str
        Sixteen hexadecimal digits of SHA-256 over names and contents.
    """
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((package / room).glob("*.py")):
            digest.update(f"{room}/{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def use_own_folder(package: Path) -> Path | None:
    """Have compiled loops kept in the folder for this state of the source, and remove those of others long unused.

    A process that began before the source changed may still compile into its own folder, so that one is left alone.

    Parameters
    ----------
    package : Path
        Folder of the package.

    Returns
    -------
    Path or None
        The folder; None when the user has named another, or when the package's folder cannot be written to (the
        compiler then finds a place itself).
    """
    beside = package / "__pycache__"
    if VARIABLE in os.environ and PREFIX not in os.environ[VARIABLE]:
        return None
    try:
        folder = beside / f"{PREFIX}{fingerprint(package)}"
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    for other in beside.glob(f"{PREFIX}*"):
        if other != folder and _age_s(other) > UNUSED_S:
            shutil.rmtree(other, ignore_errors=True)
    os.environ[VARIABLE] = str(folder)
    if "numba" in sys.modules:  # it has read the variable already
        sys.modules["numba"].config.CACHE_DIR = str(folder)
    return folder


def _age_s(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
