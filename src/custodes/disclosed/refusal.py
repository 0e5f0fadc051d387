"""Refusing a disclosed file without a word of its records: the reader names line and fault, its caller the file."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from custodes.errors import Problem, Refused

AGAIN: Final = "it may be damaged or cut off; ask for it again"
"""What to do about a file that its own format says is not whole."""


def bad(code: str, wrong: str, *, line: int = 0, seen: str = "", hint: str = "") -> Refused:
    """Make a refusal of the file that is being read.

    Parameters
    ----------
    code, wrong, seen, hint : str
        As in `custodes.errors.Problem`; never the text of a record.
    line : int
        Where, from 1; 0 for the whole file.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return Refused([Problem(file="", line=line, path="", wrong=wrong, seen=seen, hint=hint, code=code)])


def empty_file(wrong: str = "the file holds nothing") -> Refused:
    """Make a refusal of a file without anything in it.

    Parameters
    ----------
    wrong : str
        In which way.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return bad(code="empty-file", wrong=wrong, hint="ask for the file again")


def bad_value(code: str, wrong: str, wanted: str) -> Refused:
    """Make a refusal of what the map declares of the file.

    Parameters
    ----------
    code, wrong : str
        As in `custodes.errors.Problem`.
    wanted : str
        What could stand there instead.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return bad(code, wrong, hint=f"use {wanted}")


def name_file(refused: Refused, shown: str) -> Refused:
    """Put the name of the file into a refusal.

    Parameters
    ----------
    refused : Refused
        As a reader raised it.
    shown : str
        The file as it is shown.

    Returns
    -------
    Refused
        The same, with the file in each problem that names none.
    """
    return type(refused)([problem if problem.file else replace(problem, file=shown) for problem in refused.problems])
