"""Ids as numbers that mean nothing outside: of an id nothing is kept but a keyed hash, and of that only its rank."""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.disclosed.id_signs import POWER, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from custodes.disclosed.codes_text import Words
    from custodes.disclosed.place_in_file import Where
    from custodes.records.disclosed import Note

_LOOKALIKES: Final = str.maketrans("аеорсухіјѕАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijsABEKMHOPCTXIJSABEZHIKMNOPTYXo")  # noqa: RUF001


@dataclass(frozen=True)
class Ids:
    """A column of ids of which only hashes are left.

    Attributes
    ----------
    which : ndarray of int32
        Position in `hashes` of each row's id, -1 for a blank cell.
    hashes : tuple of bytes
        Keyed hash of each different id.
    alike : tuple of bytes
        Keyed hash of each id without what damage or disguise may change: capitals, zeros before it, hidden marks.
    """

    which: NDArray[np.int32]
    hashes: tuple[bytes, ...]
    alike: tuple[bytes, ...]


def hash_ids(words: Words, of: str, key: bytes, where: Where) -> tuple[Ids, list[Note]]:
    """Replace ids by keyed hashes, and say which look damaged.

    Parameters
    ----------
    words : Words
        The column.
    of : str
        Whose ids they are; ids of people and of devices never meet.
    key : bytes
        The key, such as the fingerprint of the files.
    where : Where
        The column's place.

    Returns
    -------
    Ids, list of Note
        The hashes, and what was noticed.
    """
    hidden = np.array([*(_hidden(text) for text in words.texts), False])[words.which]
    said = "ids with marks that cannot be seen or letters of two alphabets; taken as they are"
    notes = where.noted("hidden-marks", said, hidden, "warning")
    notes += _damaged(words, where)
    hashes = tuple(_hash(text, of, key) for text in words.texts)
    return Ids(words.which, hashes, tuple(_hash(_bare(text), of, key) for text in words.texts)), notes


def _damaged(words: Words, where: Where) -> list[Note]:
    """Say which ids a spreadsheet took for numbers."""
    short = set(rounded(words.texts))
    cut = np.array([*(text in short for text in words.texts), False])[words.which]
    said = "ids of more than 15 digits that end in zeros, as a spreadsheet rounds them; people may have been merged"
    notes = where.noted("rounded-ids", said, cut, "finding")
    power = np.array([*(POWER.fullmatch(text) is not None for text in words.texts), False])[words.which]
    said = "ids written as powers of ten, as a spreadsheet shows long numbers; people may have been merged"
    return notes + where.noted("scientific-ids", said, power, "finding")


def number(columns: Iterable[Ids]) -> tuple[dict[bytes, int], int]:
    """Give all ids of one sort numbers by the rank of their hashes.

    Parameters
    ----------
    columns : iterable of Ids
        Columns of all tables.

    Returns
    -------
    dict of bytes to int, int
        The number of each hash, from 0; how many ids differ only by capitals, zeros before them or hidden marks.
    """
    bare: dict[bytes, bytes] = {}
    for column in columns:
        bare.update(zip(column.hashes, column.alike, strict=True))
    ranks = {each: rank for rank, each in enumerate(sorted(bare))}
    return ranks, len(bare) - len(set(bare.values()))


def renumbered(ids: Ids, ranks: dict[bytes, int]) -> NDArray[np.int32]:
    """Give each row the number of its id.

    Parameters
    ----------
    ids : Ids
        A column.
    ranks : dict of bytes to int
        As `number` gives them.

    Returns
    -------
    ndarray of int32
        Numbers, -1 for a blank cell.
    """
    return np.array([*(ranks[each] for each in ids.hashes), -1], dtype=np.int32)[ids.which]


def _hash(text: str, of: str, key: bytes) -> bytes:
    return hmac.digest(key, f"{of}\0{text}".encode(), "sha256")[:16]


def _bare(text: str) -> str:
    shown = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    plain = shown.translate(_LOOKALIKES).casefold().strip()
    return plain.lstrip("0") or plain[:1]


def _hidden(text: str) -> bool:
    if text.isascii():
        return False
    latin = any(mark.isalpha() and mark.isascii() for mark in text)
    odd = any(unicodedata.category(mark) in {"Cf", "Cc"} or (latin and ord(mark) in _LOOKALIKES) for mark in text)
    return odd or unicodedata.normalize("NFKC", text) != text
