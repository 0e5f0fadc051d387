"""Saying which known word an unknown one was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR: Final = 0.65
"""Words less alike than this are not taken for one another."""

LONGEST_LIST: Final = 12
"""Up to so many known words are listed when none is close."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word nearest to the one that was written.

    Parameters
    ----------
    word : str
        The word as written.
    known : iterable of str
        The words that would have been right.

    Returns
    -------
    str or None
        The nearest word, or None when none is near.
    """
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=NEAR)
    return by_fold[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Write a hint that names the nearest known word, or the known words when there are few.

    Parameters
    ----------
    word : str
        The word as written.
    known : iterable of str
        The words that would have been right.

    Returns
    -------
    str
        The hint; empty when there is nothing useful to say.
    """
    names = list(dict.fromkeys(known))
    near = closest(word, names)
    if near is not None:
        return f'did you mean "{near}"?'
    if 0 < len(names) <= LONGEST_LIST:
        return f"known here: {', '.join(names)}"
    return ""
