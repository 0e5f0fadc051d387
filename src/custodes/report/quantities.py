"""A scheme's quantities in words, and which of them are known least."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.report.quantity_words import WORDS
from custodes.report.questions import plain
from custodes.report.vocabulary import CHECK_CAUSES, DESKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.study.view import QuantityRow

WIDE: Final = 3.0
"""A range whose high end is so many times its low end counts as wide."""

PRINCIPAL: Final = (
    "instruments.*.checks.recognition.no_match",
    "desks.casework.minutes_per_case",
    "instruments.*.checks.delivery.no_prompt",
    "instruments.*.device.charging.misses",
    "instruments.*.location.error.correlation_time",
    "instruments.*.location.error.bad_signal.share.light_indoor",
    "rules.location.dwell",
    "instruments.*.checks.recognition.not_captured",
    "desks.review.minutes_per_case",
    "desks.triage.passes_false",
    "instruments.*.checks.answering.forgets",
)
"""Quantities on which every accusation turns, whatever the scheme; the first that nobody has published head the "
"list."""

_PATTERNS: Final = tuple((tuple(pattern.split(".")), words) for pattern, words in WORDS.items())

BASES: Final[Mapping[str, str]] = {
    "source": "published source",
    "assumption": "assumption",
    "redacted": "withheld (redacted)",
}
"""What a quantity rests on."""


def _name(segment: str) -> str:
    if segment.isdigit():
        return str(int(segment) + 1)
    return DESKS.get(segment) or CHECK_CAUSES.get(segment) or plain(segment)


def in_words(path: str) -> str:
    """Say what a quantity is, in words.

    Parameters
    ----------
    path : str
        Its dotted path in the scheme file.

    Returns
    -------
    str
        A phrase; for a path that is not in the list, the path's own words.
    """
    segments = tuple(path.split("."))
    # A dated quantity holds its steps in a list below its own path.
    for length in range(len(segments), max(1, len(segments) - 3), -1):
        met = segments[:length]
        for pattern, words in _PATTERNS:
            if len(pattern) == length and _fits(pattern, met):
                stars = [_name(s) for p, s in zip(pattern, met, strict=True) if p == "*"]
                return words.format("", *stars)
    return ", ".join(_name(segment) for segment in segments)


def widest(row: QuantityRow) -> float:
    """Say how many times larger the high end of a quantity's range is than its low end.

    Parameters
    ----------
    row : QuantityRow
        The quantity.

    Returns
    -------
    float
        high / low [ratio]; (high / mid)^2 where the range starts at zero; 1 for a plain value, for a time of day, and
        where signs differ.
    """
    if row.unit == "time of day" or row.low is None or row.high is None or row.low < 0 or row.high <= 0:
        return 1.0
    if row.low > 0:
        return row.high / row.low
    return (row.high / row.mid) ** 2 if row.mid > 0 else math.inf


def _fits(pattern: Iterable[str], path: Iterable[str]) -> bool:
    return all(p in ("*", s) for p, s in zip(pattern, path, strict=True))


def _rank(path: str) -> int:
    """Give the place of a quantity among those on which every accusation turns."""
    segments = path.split(".")
    for place, pattern in enumerate(PRINCIPAL):
        parts = pattern.split(".")
        if len(parts) == len(segments) and _fits(parts, segments):
            return place
    return len(PRINCIPAL)


def least_known(rows: Iterable[QuantityRow]) -> tuple[QuantityRow, ...]:
    """Sort quantities so that the least known come first.

    Parameters
    ----------
    rows : iterable of QuantityRow
        Quantities of a scheme.

    Returns
    -------
    tuple of QuantityRow
        Assumptions and redactions first: those on which every accusation turns, then by how wide they are; then ranges
        from sources; then plain numbers. Ties by path.
    """

    def key(row: QuantityRow) -> tuple[int, int, float, str]:
        unpublished = row.basis in ("assumption", "redacted")
        order = 0 if unpublished and row.low is not None else 1 if row.low is not None else 2 if unpublished else 3
        rank = _rank(row.path) if order == 0 and widest(row) >= WIDE else len(PRINCIPAL)
        return (order, rank, -widest(row), row.path)

    return tuple(sorted(rows, key=key))


def unpublished(rows: Iterable[QuantityRow], most: int) -> tuple[QuantityRow, ...]:
    """Give the widest ranges that no published source backs.

    Parameters
    ----------
    rows : iterable of QuantityRow
        Quantities of a scheme.
    most : int
        How many to give at most.

    Returns
    -------
    tuple of QuantityRow
        Widest first.
    """
    found = [row for row in least_known(rows) if row.basis in ("assumption", "redacted") and row.low is not None]
    return tuple(found[:most])
