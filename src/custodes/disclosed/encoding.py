"""Which characters the bytes of a text file stand for: UTF-8 unless the file or its map says otherwise."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO, Final

from custodes.disclosed.budget import Budget
from custodes.disclosed.refusal import bad, bad_value, empty_file
from custodes.records.disclosed import Note

BLOCK_BYTES: Final = 1 << 20
UTF_8: Final = "utf-8"
UTF_8_BYTES: Final = codecs.BOM_UTF8
UTF_8_MARK: Final = "utf-8-sig"
UTF_16_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
DECLARABLE: Final = ("utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "iso-8859-15", "cp1250")
"""Encodings that a map may declare: those that spreadsheets of Europe write."""

WRITTEN_TWICE: Final = (b"\xc3\x83\xc2", b"\xc3\x83\xe2", b"\xc3\x82\xc2", b"\xc3\xa2\xe2\x82\xac")
"""Bytes of letters that were encoded in UTF-8, taken for cp1252, and encoded again (é as Ã and ©)."""

BUDGET_OF_ANY_LINE: Final = Budget(line_bytes=1 << 40)
"""A JSON document may be one line; its size is limited apart."""


@dataclass(frozen=True)
class TextFile:
    """What the first look at a text file found.

    Attributes
    ----------
    encoding : str
        Name for Python's decoder.
    quotes : bool
        Whether a double quote stands anywhere.
    notes : tuple of Note
        What was noticed.
    """

    encoding: str
    quotes: bool
    notes: tuple[Note, ...]


def look(source: BinaryIO, declared: str | None, budget: Budget) -> TextFile:
    """Look through a text file once: its encoding, bytes that no text has, lines without end.

    Parameters
    ----------
    source : binary file
        Read from its start, and left there.
    declared : str or None
        Encoding that the map declares.
    budget : Budget
        Limit on the length of a line.

    Returns
    -------
    TextFile
        How to read it.

    Raises
    ------
    Refused
        When it is empty, has NUL, is not in that encoding, or has a line beyond all measure.
    """
    start = source.read(4)
    if not start.removeprefix(codecs.BOM_UTF8):
        raise empty_file()
    encoding = _encoding(start, declared)
    mark = len(codecs.BOM_UTF8) if encoding == UTF_8_MARK else 2 if start[:2] in UTF_16_MARKS else 0
    if len(start) == mark and not source.read(1):
        raise empty_file()
    source.seek(0)
    quotes, twice = _scan(source, encoding, budget)
    source.seek(0)
    notes = []
    if encoding not in {UTF_8, UTF_8_MARK}:
        notes.append(Note("encoding", f"Read as {encoding}, not UTF-8.", "warning"))
    if twice:
        text = (
            "Letters were encoded twice before the file was made (é shows as Ã and a sign); they are read as they are."
        )
        notes.append(Note("encoded-twice", text, "warning", count=twice))
    return TextFile(encoding, quotes, tuple(notes))


def whole_text(data: bytes, declared: str | None) -> tuple[str, tuple[Note, ...]]:
    """Decode a text file that is held whole.

    Parameters
    ----------
    data : bytes
        The file.
    declared : str or None
        Encoding that the map declares.

    Returns
    -------
    (str, tuple of Note)
        The text without a byte order mark, and what was noticed.

    Raises
    ------
    Refused
        When it is empty, has NUL, or is not in that encoding.
    """
    source = io.BytesIO(data)
    looked = look(source, declared, BUDGET_OF_ANY_LINE)
    with open_text(source, looked.encoding) as text:
        return text.read(), looked.notes


def open_text(source: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Read a file as text with its line ends as they are.

    Parameters
    ----------
    source : binary file
        At its start.
    encoding : str
        As `look` found it.

    Returns
    -------
    TextIOWrapper
        Lines end at LF, CR LF or CR; a byte order mark is left out.
    """
    text = io.TextIOWrapper(source, encoding=encoding, errors="strict", newline="")
    if encoding.startswith("utf-16-") and text.read(1) != "\ufeff":
        text.seek(0)
    return text


def _encoding(start: bytes, declared: str | None) -> str:
    """Take the encoding from the first bytes or from the map."""
    if declared is not None and declared.lower() not in DECLARABLE:
        raise bad_value(
            code="unknown-encoding", wrong="this encoding cannot be declared", wanted=f"one of {', '.join(DECLARABLE)}"
        )
    marked = UTF_8_MARK if start.startswith(codecs.BOM_UTF8) else UTF_16_MARKS.get(start[:2])
    if marked is not None:
        return marked
    if declared is None:
        return UTF_8
    return "utf-16-le" if declared.lower() == "utf-16" else declared.lower()


def _scan(source: BinaryIO, encoding: str, budget: Budget) -> tuple[bool, int]:
    """Go through all bytes; tell whether there are quotes, and how many letters were encoded twice."""
    wide = encoding.startswith("utf-16-")
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    quotes, twice, lines, without_end = False, 0, 1, 0
    while block := source.read(BLOCK_BYTES):
        try:
            text = decoder.decode(block)
        except UnicodeDecodeError as error:
            raise _undecodable(source, encoding, lines + error.object[: error.start].count(b"\n")) from None
        if "\0" in text:
            raise _nul(lines + text[: text.index("\0")].count("\n"), wide=wide)
        ends = text.count("\n")
        lines += ends
        without_end = 0 if ends or "\r" in text else without_end + len(block)
        if without_end >= budget.line_bytes:
            raise bad(
                code="line-too-long",
                wrong=f"a line is longer than {budget.line_bytes:,} bytes",
                line=lines,
                hint="check that the file is a table of text; ask for it again if it is",
            )
        quotes = quotes or '"' in text
        if not wide and not text.isascii():
            twice += sum(block.count(sign) for sign in WRITTEN_TWICE)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _undecodable(source, encoding, lines) from None
    return quotes, twice


def _nul(line: int, *, wide: bool) -> Exception:
    """Refuse a character that no table of text has."""
    hint = "ask for the file again" if wide else "if it is UTF-16, declare `encoding: utf-16` in the map"
    return bad(code="nul-bytes", wrong="the file has NUL characters, which no table of text has", line=line, hint=hint)


def _undecodable(source: BinaryIO, encoding: str, line: int) -> Exception:
    """Refuse bytes that are not in the encoding; say which one to declare when all of the file could be in it."""
    if encoding not in {UTF_8, UTF_8_MARK}:
        return bad(
            code="not-this-encoding", wrong=f"bytes that are not {encoding}", line=line, hint="declare another encoding"
        )
    source.seek(0)
    if _has_utf_8(source):
        return bad(
            code="mixed-encodings",
            wrong="bytes that are not UTF-8, in a file that has letters in UTF-8 as well",
            line=line,
            hint="it was put together from files of two encodings; ask for the files themselves",
        )
    return bad(
        code="not-utf-8",
        wrong="bytes that are not UTF-8",
        line=line,
        hint="if the file was saved by a Western European spreadsheet, declare `encoding: cp1252` in the map",
    )


def _has_utf_8(source: BinaryIO) -> bool:
    """Whether letters beyond ASCII stand anywhere as valid UTF-8."""
    while block := source.read(BLOCK_BYTES):
        if any(ord(letter) > 127 for letter in set(block.decode(UTF_8, errors="ignore"))):  # noqa: PLR2004 - the last of ASCII
            return True
    return False
