"""The compiler's settings for loops that are handed all their room: compiled once, run by several threads at a time.

Such a loop makes no array of its own. The caller holds every array until the loop is done, so the loop need not count
who still uses which: with tuples of many arrays, as here, that counting would take twenty times as long as the work.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from numba import njit

kernel: Final[Any] = partial(njit, cache=True, nogil=True, _nrt=False)
"""Decorator of a compiled loop that is handed all its room; ``kernel(inline="always")`` puts it into its caller."""
