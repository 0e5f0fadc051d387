"""Faults and marks turned into problems, each with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.errors import Problem
from custodes.scheme.fault import Fault, Mark, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError

    from custodes.scheme.fault import Place


def path_text(at: Place) -> str:
    """Write the way to a field as a dotted path.

    Parameters
    ----------
    at : tuple of str or int
        Keys and list positions.

    Returns
    -------
    str
        Such as ``desks.review.shifts.0.staff``.
    """
    return ".".join(str(step) for step in at)


def line_of(at: Place, lines: Mapping[Place, int]) -> int:
    """Find the line of a field, or of the nearest thing around it.

    Parameters
    ----------
    at : tuple of str or int
        Keys and list positions.
    lines : mapping of tuple to int
        Line of every key and list entry.

    Returns
    -------
    int
        The line, from 1; 1 when nothing around it has a line, 0 when there is no file at all.
    """
    for length in range(len(at), 0, -1):
        if at[:length] in lines:
            return lines[at[:length]]
    return 1 if lines else 0


def faults_of(error: ValidationError) -> list[Fault]:
    """Read the faults out of pydantic's error.

    Parameters
    ----------
    error : ValidationError
        As a `Part` raises it.

    Returns
    -------
    list of Fault
        Each fault once.
    """
    return list(dict.fromkeys(fault for each in error.errors(include_url=False) if (fault := told(each)) is not None))


def fault_problems(faults: Iterable[Fault], lines: Mapping[Place, int], file: str) -> list[Problem]:
    """Give each fault its file, line and path.

    Parameters
    ----------
    faults : iterable of Fault
        What is wrong.
    lines : mapping of tuple to int
        Line of every key and list entry; empty when there is no file.
    file : str
        The file as the user named it.

    Returns
    -------
    list of Problem
        In the order of the faults.
    """
    return [
        Problem(file, line_of(fault.at, lines), path_text(fault.at), fault.wrong, fault.seen, fault.hint, fault.code)
        for fault in faults
    ]


def mark_problems(marks: Iterable[Mark], file: str) -> list[Problem]:
    """Give each thing that is wrong with the text of a file its file and path.

    Parameters
    ----------
    marks : iterable of Mark
        What is wrong.
    file : str
        The file as the user named it.

    Returns
    -------
    list of Problem
        In the order of the marks.
    """
    return [Problem(file, mark.line, path_text(mark.at), mark.wrong, mark.seen, mark.hint, mark.code) for mark in marks]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line and path, each once.

    Parameters
    ----------
    problems : iterable of Problem
        What is wrong.

    Returns
    -------
    list of Problem
        As they are shown.
    """
    return sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.path, problem.wrong))
