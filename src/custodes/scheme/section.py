"""Finding a part of what stood in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def section(raw: Any, *keys: str) -> Mapping[str, Any]:  # noqa: ANN401
    """Find a part of what stood in the file.

    Parameters
    ----------
    raw : object
        What stood in the file.
    *keys : str
        The keys that lead to the part.

    Returns
    -------
    mapping
        The part; empty when it is not there or is no mapping.
    """
    for key in keys:
        raw = raw.get(key) if isinstance(raw, Mapping) else None
    return raw if isinstance(raw, Mapping) else {}
