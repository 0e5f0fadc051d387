"""What would tell who somebody is: looked for before anything is kept; it stops the run, and nothing of it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow.compute as pc

from custodes.disclosed.cell_bytes import all_bytes, lengths_of
from custodes.disclosed.codes_text import plain_word

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.disclosed.codes_text import Words
    from custodes.disclosed.place_in_file import Where

NAMED: Final = frozenset(
    {
        *("name", "full_name", "first_name", "last_name", "middle_name", "forename", "surname", "given_name"),
        *("family_name", "alias", "names", "date_of_birth", "dob", "birth_date", "address", "home_address", "postcode"),
        *("phone", "telephone", "mobile", "phone_number", "telephone_number", "simcard_telephone", "email", "e_mail"),
        *("email_address", "photo", "photograph", "image", "picture", "selfie", "face", "template", "face_template"),
        *("biometric_template", "embedding", "passport_number", "national_insurance_number"),
    }
)
"""Names of columns that tell who somebody is; written in one word or several, with or without capitals."""

HINT: Final = "ask for the file with pseudonyms in place of it, or take the column out; nothing of it was kept or shown"

_EMAIL: Final = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_PHONE: Final = (
    r"(^|[^0-9A-Za-z.+-])"
    r"(\+[1-9][0-9]{0,2}[ ().-]{0,3}([0-9][ ().-]{0,2}){6,12}[0-9]"
    r"|\(0[0-9]{2,5}\) ?[0-9]{3,4}[ -]?[0-9]{3,4}"
    r"|0[1237][0-9]{1,4}[ -][0-9]{3,4}[ -]?[0-9]{3,4}"
    r"|00[1-9][0-9]{1,2}[ -]([0-9][ -]?){7,11}[0-9])"
    r"($|[^0-9A-Za-z-])"
)
_BARE_PHONE: Final = re.compile(r"(?<![0-9A-Za-z.])(?:07[1-9][0-9]{8}|\+?447[1-9][0-9]{8})(?![0-9A-Za-z.])")
_PHONE_HERE: Final = re.compile(_PHONE)
_EMAIL_HERE: Final = re.compile(_EMAIL)
_PHONE_DIGITS: Final = 11

_WORD: Final = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\.?"
_NAME: Final = re.compile(rf"{_WORD}(?:(?:,\s*|\s+){_WORD})+")
_NO_NAME: Final = frozenset(
    {
        *("person", "subject", "wearer", "client", "device", "case", "reviewer", "alert", "tag", "user", "participant"),
        *(
            "patient",
            "member",
            "unit",
            "test",
            "group",
            "item",
            "officer",
            "staff",
            "team",
            "number",
            "no",
            "id",
            "code",
        ),
        *("desk", "site", "centre", "center", "agent", "worker", "applicant", "claimant", "sample", "record", "band"),
    }
)
"""Words that stand before or after the letter of a pseudonym, such as "Subject A"."""

_LONG: Final = 500
_SHORTEST_PICTURE: Final = 60
_PICTURE: Final = r"^(data:image/|/9j/|iVBORw0KGgo|R0lGOD|ffd8ff|FFD8FF|89504e47|89504E47)"
_BLOB: Final = r"^[A-Za-z0-9+/=_\s-]{500,}$"
_VECTOR: Final = r"^[\[({]?(\s*[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?\s*[,;\s]){64,}"


def telling_name(column: str) -> bool:
    """Tell whether a column is named after something that says who somebody is.

    Parameters
    ----------
    column : str
        Its name in the file.

    Returns
    -------
    bool
        True for those of `NAMED`.
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column)
    return plain_word(spaced) in NAMED


def check_pictures(batches: list[pa.Array], where: Where) -> None:
    """Stop when a cell holds a picture of a face or a template, whatever the column is called.

    Parameters
    ----------
    batches : list of pyarrow string arrays
        The column.
    where : Where
        Its place.

    Raises
    ------
    PrivacyRefused
        When it does.
    """
    start = 0
    for batch in batches:
        lengths = lengths_of(batch)
        long = np.flatnonzero(lengths >= _SHORTEST_PICTURE)
        if len(long):
            cells = batch.take(long)
            found = pc.match_substring_regex(cells, _PICTURE).to_numpy(zero_copy_only=False).astype(np.bool_)
            very = lengths[long] > _LONG
            for pattern in (_BLOB, _VECTOR) if very.any() else ():
                blob = pc.match_substring_regex(cells, pattern).to_numpy(zero_copy_only=False).astype(np.bool_)
                found |= very & blob
            if found.any():
                row = int(where.rows[start + long[np.argmax(found)]])
                wrong = "a picture or a template stands in a cell"
                raise where.private(wrong, HINT, row, code="picture")
        start += len(batch)


def check_contacts(batches: list[pa.Array], where: Where) -> None:
    """Stop when an e-mail address stands in a column of numbers, times or codes.

    Parameters
    ----------
    batches : list of pyarrow string arrays
        The column.
    where : Where
        Its place.

    Raises
    ------
    PrivacyRefused
        When one does.
    """
    start = 0
    for batch in batches:
        if (all_bytes(batch) == ord("@")).any():
            found = pc.fill_null(pc.match_substring_regex(batch, _EMAIL), fill_value=False)
            at = found.to_numpy(zero_copy_only=False)
            if at.any():
                row = int(where.rows[start + int(np.argmax(at))])
                wrong = "an e-mail address stands in a cell"
                raise where.private(wrong, HINT, row, code="e-mail")
        start += len(batch)


def check_words(words: Words, where: Where, *, names: bool) -> None:
    """Stop when a column of ids, labels or words holds an e-mail address, a telephone number or a name.

    Parameters
    ----------
    words : Words
        The column.
    where : Where
        Its place.
    names : bool
        Whether its words should be pseudonyms, so that a name is looked for.

    Raises
    ------
    PrivacyRefused
        When it does.
    """
    uniform = all(len(text) == _PHONE_DIGITS and text.isdecimal() for text in words.texts)
    mostly = sum(_BARE_PHONE.fullmatch(text) is not None for text in words.texts) * 10 >= 9 * len(words.texts)
    bare = not uniform or mostly
    for number, text in enumerate(words.texts):
        found = _fault(text, bare=bare, names=names)
        if found:
            code, wrong = found
            raise where.private(wrong, HINT, where.first(words.which == number), code=code)


def _fault(text: str, *, bare: bool, names: bool) -> tuple[str, str] | None:
    if "@" in text and _EMAIL_HERE.search(text):
        return "e-mail", "an e-mail address stands in a cell"
    if any(mark.isdecimal() for mark in text):
        if _PHONE_HERE.search(text) or (bare and _BARE_PHONE.search(text)):
            return "telephone", "a telephone number stands in a cell"
        return None
    if names and _NAME.fullmatch(text) and _is_name(text):
        return "name", "what looks like a person's name stands where a pseudonym should"
    return None


def _is_name(text: str) -> bool:
    words = [word.strip(".") for word in re.split(r"[,\s]+", text)]
    if any(word.casefold() in _NO_NAME for word in words):
        return False
    return sum(word[:1].isupper() for word in words) >= 2 and any(len(word) > 1 for word in words)  # noqa: PLR2004
