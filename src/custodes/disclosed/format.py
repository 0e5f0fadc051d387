"""What kind of file this is: its name says so and its first bytes must not say otherwise."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from custodes.disclosed.refusal import AGAIN, bad, empty_file

ZIP: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF: Final = b"%PDF-"
PARQUET: Final = b"PAR1"

FORMATS: Final = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".parquet": "parquet",
    ".pdf": "pdf",
}
"""For each ending that is read, the reader."""

SIGNS: Final = (
    (ZIP, "a zip file or workbook (.xlsx, .ods)"),
    (COMPOUND, "an old or encrypted workbook (.xls)"),
    (PDF, "a PDF"),
    (PARQUET, "a Parquet file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "a database"),
)
"""First bytes of files that are not text, and what they are."""

MARKUP: Final = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<script", b"<meta")
LOOK_BYTES: Final = 1024


def format_of(name: str, start: bytes) -> str:
    """Tell by which reader a file is read.

    Parameters
    ----------
    name : str
        Its name.
    start : bytes
        Its first bytes.

    Returns
    -------
    str
        A value of `FORMATS`.

    Raises
    ------
    Refused
        When nothing reads it, or it is another kind of file than its name says.
    """
    ending = PurePosixPath(name).suffix.lower()
    kind = FORMATS.get(ending)
    if kind is None:
        raise bad(
            code="unknown-format",
            wrong="files with this ending are not read",
            seen=ending if ending.isascii() and ending.isprintable() else "",
            hint=f"files that are read: {', '.join(FORMATS)}",
        )
    if not start:
        raise empty_file()
    is_a = _sign(start)
    wanted = {"workbook": (SIGNS[0][1], SIGNS[1][1]), "pdf": (SIGNS[2][1],), "parquet": (SIGNS[3][1],)}.get(kind, ("",))
    if is_a in wanted:
        return kind
    if is_a:
        raise _disguised(ending, is_a, "give the file the ending that it should have, or save it in that format")
    if kind == "pdf" and PDF in start:
        return kind
    raise bad(
        code="damaged-file",
        wrong=f"the file does not start as one ending in {ending} does",
        hint=AGAIN,
    )


def hold_to_text(start: bytes) -> None:
    """Refuse a file that is no text.

    Parameters
    ----------
    start : bytes
        Its first bytes.

    Raises
    ------
    Refused
        When they say that it is something else, or there are none.
    """
    if not start:
        raise empty_file()
    is_a = _sign(start)
    if is_a:
        raise bad(code="disguised-file", wrong=f"a text file is wanted and this is {is_a}", hint="give the file itself")


def _sign(start: bytes) -> str:
    """Say what the first bytes are a sign of, "" for text."""
    for sign, is_a in SIGNS:
        if start.startswith(sign):
            return is_a
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "a web page" if bare.startswith(MARKUP) else ""


def _disguised(ending: str, is_a: str, hint: str) -> Exception:
    """Refuse a file that is not what its name says."""
    return bad(code="disguised-file", wrong=f"the file ends in {ending} and is {is_a}", hint=hint)
