"""Bare scores, one number a line, read by columns and checked as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
import pyarrow as pa
from pyarrow import csv

from custodes.disclosed import encoding
from custodes.disclosed.raw_table import Head, Numbers, Tail
from custodes.disclosed.refusal import bad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget
    from custodes.disclosed.raw_table import Event, ReadAs

BLOCK_BYTES: Final = 1 << 22
NUMBER: Final = re.compile(rb"[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*\r?\n?")
HEADER: Final = re.compile(rb"[A-Za-z_][ -~]{0,79}\r?\n")
LONGEST_BYTES: Final = 100
HINT: Final = "write one finite number a line; a comparison that gave no score does not belong in this file"


def read(source: BinaryIO, _how: ReadAs, _budget: Budget) -> Iterator[Event]:
    """Read bare scores.

    Parameters
    ----------
    source : binary file
        At its start.

    Yields
    ------
    Event
        A head, numbers and a tail.

    Raises
    ------
    Refused
        When a line is empty, no number, not finite, or longer than any number; with its line.
    """
    first = source.readline(LONGEST_BYTES)
    start = len(encoding.UTF_8_BYTES) if first.startswith(encoding.UTF_8_BYTES) else 0
    headed = HEADER.fullmatch(first[start:]) is not None and not _is_word_of_number(first[start:])
    begin = len(first) if headed else start
    yield Head("", ("score",))
    seen = 0
    for block in _blocks(source, begin):
        values = _numbers(block)
        if values is None:
            raise _first_bad(block, seen + 1 + headed)
        seen += len(values)
        yield Numbers(values)
    if not seen:
        raise bad(code="empty-file", wrong="the file holds no score", hint=HINT)
    yield Tail(seen)


def _is_word_of_number(line: bytes) -> bool:
    """Whether a first line is a number that is none, and no header."""
    return line.strip().lower() in {b"nan", b"inf", b"infinity", b"null", b"none", b"na", b"n/a"}


def _blocks(source: BinaryIO, begin: int) -> Iterator[bytes]:
    """Read whole lines, some megabytes at a time."""
    source.seek(begin)
    kept = b""
    while block := source.read(BLOCK_BYTES):
        end = block.rfind(b"\n") + 1
        if end:
            yield kept + block[:end]
            kept = block[end:]
        else:
            kept += block
        if len(kept) > BLOCK_BYTES:
            raise bad(code="line-too-long", wrong="a line is longer than any number", hint=HINT)
    if kept:
        yield kept


def _numbers(block: bytes) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """Read a block of lines as numbers, None when any of them is not one."""
    if b'"' in block or b"," in block or block.startswith((b"\n", b"\r")) or b"\n\n" in block or b"\n\r" in block:
        return None
    try:
        table = csv.read_csv(
            pa.BufferReader(block),
            read_options=csv.ReadOptions(
                use_threads=False, column_names=["score"], block_size=len(block) + 1, encoding="utf8"
            ),
            parse_options=csv.ParseOptions(quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types={"score": pa.float64()}, null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:  # its words hold the text of the cell
        return None
    values = table.column(0).to_numpy()
    if table.column(0).null_count or not np.isfinite(values).all():
        return None
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = values
    return found


def _first_bad(block: bytes, line: int) -> Exception:
    """Find the line that is no finite number."""
    for number, text in enumerate(block.splitlines(keepends=True), start=line):
        if not text.strip():
            return bad(code="not-a-number", wrong="a line is empty where a number is wanted", line=number, hint=HINT)
        if not NUMBER.fullmatch(text) or not np.isfinite(float(text)):
            seen = f"a text of {len(text.strip())} characters"
            wrong = "a line is not one finite number"
            return bad(code="not-a-number", wrong=wrong, line=number, seen=seen, hint=HINT)
    return bad(code="not-a-number", wrong="a line is not one finite number", line=line, hint=HINT)
