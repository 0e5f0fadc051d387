"""Versions of everything that the numbers of a run rest on."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Final

from custodes.version import VERSION

READERS: Final = ("python-calamine", "pypdfium2")
"""What reads the workbooks and PDFs of a disclosure."""

_LIBRARIES: Final = ("numpy", "scipy", "numba", "pyarrow", "matplotlib")


def versions(*more: str) -> dict[str, str]:
    """Name the versions that the numbers and files of a run rest on.

    Parameters
    ----------
    *more : str
        Further packages that they rest on.

    Returns
    -------
    dict of str to str
        Of Custodes, Python and the libraries; no name or path of the machine.
    """
    return {
        "custodes": VERSION,
        "python": platform.python_version(),
        **{name: version(name) for name in (*_LIBRARIES, *more)},
    }
