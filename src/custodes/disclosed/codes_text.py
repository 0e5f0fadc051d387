"""Words of a column: codes whose meaning is stated, yes and no, labels, and whether something is written at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from custodes.disclosed.place_in_file import Where
    from custodes.records.disclosed import Note

YES_NO: Final[Mapping[str, int]] = {
    **dict.fromkeys(("true", "yes", "y", "t", "1"), 1),
    **dict.fromkeys(("false", "no", "n", "f", "0"), 0),
}
"""Words for yes and no that need no map."""

UNSTATED: Final = -1
"""Code of a word of which the map says that it means nothing."""

_UNKNOWN: Final = -2

_EVENT_CODE: Final = re.compile(r"EV_[A-Z0-9_]{1,57}", re.ASCII)
"""Codes of events as public layouts write them; they name no person, so they may be shown."""

_MOST_SHOWN: Final = 5


@dataclass(frozen=True)
class Words:
    """A column of words, each different one kept once.

    Attributes
    ----------
    which : ndarray of int32
        Position in `texts` of each row's word, -1 where the cell is blank.
    texts : tuple of str
        The words, trimmed, in the order in which they first stand in the file.
    """

    which: NDArray[np.int32]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Codes:
    """A column of codes.

    Attributes
    ----------
    values : ndarray of int8
        Code of each row, -1 for none.
    unknown : ndarray of bool
        Whether a row's word has no meaning in the map.
    notes : tuple of Note
        What was noticed.
    """

    values: NDArray[np.int8]
    unknown: NDArray[np.bool_]
    notes: tuple[Note, ...]


def read_words(batches: list[pa.Array]) -> Words:
    """Find the different words of a column.

    Parameters
    ----------
    batches : list of pyarrow string arrays
        The column.

    Returns
    -------
    Words
        The words.
    """
    numbers: dict[str, int] = {}
    parts = [np.zeros(0, dtype=np.int32)]
    for batch in batches:
        encoded = pc.dictionary_encode(batch)
        trimmed = [text.strip() for text in encoded.dictionary.to_pylist()]
        known = [numbers.setdefault(text, len(numbers)) if text else -1 for text in trimmed]
        which = pc.fill_null(encoded.indices, len(known)).to_numpy(zero_copy_only=False)
        parts.append(np.array([*known, -1], dtype=np.int32)[which])
    return Words(np.concatenate(parts), tuple(numbers))


def plain_word(text: str) -> str:
    """Write a word so that capitals, spaces and hyphens make no difference.

    Parameters
    ----------
    text : str
        The word.

    Returns
    -------
    str
        In small letters, with underscores.
    """
    return re.sub(r"[\s_-]+", "_", text.strip().casefold())


def read_codes(words: Words, known: Mapping[str, int], where: Where) -> Codes:
    """Give each word its code.

    Parameters
    ----------
    words : Words
        The column.
    known : mapping of str to int
        Code of each word, as the map or layout states it.
    where : Where
        The column's place.

    Returns
    -------
    Codes
        The codes, with a note on words that have no meaning here.
    """
    loose = {plain_word(text): code for text, code in known.items()}
    codes = [known.get(text, loose.get(plain_word(text), _UNKNOWN)) for text in words.texts]
    found = np.array([*codes, -1], dtype=np.int8)[words.which]
    values, unknown = np.maximum(found, np.int8(-1)), found == _UNKNOWN
    strange = [text for text, code in zip(words.texts, codes, strict=True) if code == _UNKNOWN]
    if not strange:
        return Codes(values, unknown, ())
    shown = [text for text in strange if _EVENT_CODE.fullmatch(text)][:_MOST_SHOWN]
    named = f", such as {', '.join(shown)}" if shown else ""
    text = f"{len(strange):,} different values have no meaning in the map{named}; read as not stated"
    return Codes(values, unknown, tuple(where.noted("no-meaning", text, unknown, "warning")))


def read_labels(words: Words) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Give the names of a column numbers by the order of the alphabet.

    Parameters
    ----------
    words : Words
        The column.

    Returns
    -------
    ndarray of int32, tuple of str
        Number of each row's name, -1 for none; the names.
    """
    names = tuple(sorted(words.texts))
    at = {name: number for number, name in enumerate(names)}
    numbers = np.array([*(at[text] for text in words.texts), -1], dtype=np.int32)
    return numbers[words.which], names


def read_presence(words: Words, nothing: Iterable[str]) -> NDArray[np.int8]:
    """Tell whether something is written, and keep nothing of it.

    Parameters
    ----------
    words : Words
        The column.
    nothing : iterable of str
        Words that mean that nothing is.

    Returns
    -------
    ndarray of int8
        1 or 0.
    """
    empty = {plain_word(text) for text in nothing}
    written = [plain_word(text) not in empty for text in words.texts]
    return np.array([*written, False], dtype=np.int8)[words.which]
