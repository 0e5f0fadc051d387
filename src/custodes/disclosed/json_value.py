"""JSON parsed without trust: no depth, no number that is none, no key twice, every number as it was written."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from custodes.disclosed.refusal import bad
from custodes.disclosed.table_layout import HALF_LETTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.disclosed.budget import Budget

STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
OPEN: Final = (ord("["), ord("{"))
CLOSE: Final = (ord("]"), ord("}"))


class Number(str):
    """A number as it was written, to tell it from text that looks like one."""

    __slots__ = ()


def check_depth(data: bytes, budget: Budget, line: int = 0) -> None:
    """Refuse JSON that is nested too deep, before it is parsed.

    Parameters
    ----------
    data : bytes
        The JSON.
    budget : Budget
        Limit on the depth.
    line : int
        Where it stands, 0 for a whole file.

    Raises
    ------
    Refused
        When it is nested deeper.
    """
    if data.count(b"[") + data.count(b"{") <= budget.depth:
        return
    bare = np.frombuffer(STRING.sub(b"", data), np.uint8)
    step = np.isin(bare, OPEN).astype(np.int32) - np.isin(bare, CLOSE)
    if step.size and int(np.cumsum(step).max()) > budget.depth:
        raise bad(
            code="too-deep",
            wrong=f"lists and objects are nested more than {budget.depth} deep",
            line=line,
            hint="records are wanted as a list of flat objects",
        )


def parse(text: str, budget: Budget, line: int = 0) -> Any:  # noqa: ANN401 - whatever stands there
    """Parse JSON.

    Parameters
    ----------
    text : str
        The JSON.
    budget : Budget
        Limit on the digits of a number.
    line : int
        Where it stands, 0 for a whole file.

    Returns
    -------
    object
        dict, list, str, `Number`, bool or None.

    Raises
    ------
    Refused
        When it is no JSON, or has a key twice, NaN, infinity or a number beyond measure.
    """

    def number(written: str) -> Number:
        if len(written) > budget.digits:
            wrong = f"a number has more than {budget.digits:,} digits"
            raise bad(code="huge-number", wrong=wrong, line=line, hint="write it as text if it is a code")
        return Number(written)

    def no_number(_: str) -> NoReturn:
        raise bad(
            code="not-a-number",
            wrong="NaN or Infinity stands where JSON allows numbers only",
            line=line,
            hint="write null where there is no number",
        )

    def once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            wrong = "a key stands twice in one object, so that one of two values would be lost"
            raise bad(code="duplicate-key", wrong=wrong, line=line, hint="give each value a key of its own")
        return found

    try:
        return json.loads(text, parse_float=number, parse_int=number, parse_constant=no_number, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise bad(
            code="bad-json",
            wrong="this is not JSON",
            line=line or error.lineno,
            seen=f"at character {error.colno} of the line",
            hint="the file may be cut off or edited by hand; ask for it again",
        ) from None
    except RecursionError:
        raise bad(code="too-deep", wrong="lists and objects are nested too deep", line=line) from None


def as_text(value: object, key: str, place: int) -> str | None:
    """Write a value of a record as the text of a cell.

    Parameters
    ----------
    value : object
        As `parse` gives it.
    key : str
        Its key.
    place : int
        Line or number of the record.

    Returns
    -------
    str or None
        Exact text; None for null and for "".

    Raises
    ------
    Refused
        When it is a list or an object, or text with half a character.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if not value.isascii() and HALF_LETTER.search(value):
            wrong = "half of a character (a lone surrogate) stands in a text"
            raise bad(code="lone-surrogate", wrong=wrong, line=place, hint="ask for the file to be written again")
        return str(value)
    raise bad(
        code="nested-value",
        wrong="a record holds a list or an object where one value is wanted",
        line=place,
        seen=f"under the key {shown_key(key)}",
        hint="flatten the records, or declare `records` in the map if they stand deeper",
    )


def shown_key(key: str) -> str:
    """Show the name of a key, shortened and without control characters.

    Parameters
    ----------
    key : str
        The name.

    Returns
    -------
    str
        At most 40 characters in quotes.
    """
    return ascii(key[:40])


def columns_of(
    records: Sequence[dict[str, Any]], header: Sequence[str], places: Sequence[int]
) -> list[list[str | None]]:
    """Turn records into columns of text.

    Parameters
    ----------
    records : sequence of dict
        As parsed.
    header : sequence of str
        Keys, in the order of the columns.
    places : sequence of int
        Line or number of each record.

    Returns
    -------
    list of list
        For each key the text of each record.
    """
    return [
        [as_text(record.get(key), key, place) for record, place in zip(records, places, strict=True)] for key in header
    ]
