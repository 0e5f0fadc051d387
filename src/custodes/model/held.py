"""What is found about many people, copied out of the compiled loop one person after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Notices, Spans

ROOM: Final = 200_000
"""Notices, silent spans and violations that the loop can hold before it hands them on."""


class Held(NamedTuple):
    """Room for what is found about many people, one after the other.

    Attributes
    ----------
    rows : ndarray of int64, shape (3,)
        Notices, silent spans and violations so far [count].
    notice_row, notice_number : ndarray of int64
        Position of the person; which of the person's notices it is.
    notices : tuple of ndarray
        Time [hour], cause, state and reason.
    silent_row, violation_row : ndarray of int64
        Position of the person.
    silent, violations : tuple of ndarray
        Start and end [hour], state and reason.
    """

    rows: NDArray[np.int64]
    notice_row: NDArray[np.int64]
    notice_number: NDArray[np.int64]
    notices: tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]
    silent_row: NDArray[np.int64]
    silent: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int8], NDArray[np.int8]]
    violation_row: NDArray[np.int64]
    violations: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int8], NDArray[np.int8]]


def new_held(enlarged: int = 1) -> Held:
    """Make room for what is found about many people.

    Parameters
    ----------
    enlarged : int
        How many times the usual room [ratio].

    Returns
    -------
    Held
        Nothing so far.
    """
    room = ROOM * enlarged

    def rows() -> NDArray[np.int64]:
        return np.empty(room, dtype=np.int64)

    def columns(*dtypes: str) -> Any:  # noqa: ANN401 - a tuple for the compiled loop
        return tuple(np.empty(room, dtype=dtype) for dtype in dtypes)

    spans = ("float64", "float64", "int8", "int8")
    return Held(
        rows=np.zeros(3, dtype=np.int64),
        notice_row=rows(),
        notice_number=rows(),
        notices=columns("float64", "int8", "int8", "int8"),
        silent_row=rows(),
        silent=columns(*spans),
        violation_row=rows(),
        violations=columns(*spans),
    )


@kernel()
def keep_notices(row: int, notices: Notices, held: Held) -> None:
    """Copy the notices of one person.

    Parameters
    ----------
    row : int
        Position of the person.
    notices : Notices
        Theirs.
    held : Held
        Added to.
    """
    for number in range(notices.filled[0]):
        place = held.rows[0]
        held.notice_row[place], held.notice_number[place] = row, number
        held.notices[0][place] = notices.time_h[number]
        held.notices[1][place] = notices.cause[number]
        held.notices[2][place] = notices.state[number]
        held.notices[3][place] = notices.reason[number]
        held.rows[0] += 1


@kernel()
def keep_spans(
    row: int,
    spans: Spans,
    which: int,
    rows: NDArray[np.int64],
    of: NDArray[np.int64],
    columns: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int8], NDArray[np.int8]],
) -> None:
    """Copy the spans of one person.

    Parameters
    ----------
    row : int
        Position of the person.
    spans : Spans
        Theirs.
    which : int
        Place of these spans among the counts of rows.
    rows : ndarray of int64, shape (3,)
        Counts of what is held; added to.
    of : ndarray of int64
        Position of the person of each span; written to.
    columns : tuple of ndarray
        Start, end, state and reason; written to.
    """
    for number in range(spans.filled[0]):
        place = rows[which]
        of[place] = row
        columns[0][place], columns[1][place] = spans.start_h[number], spans.end_h[number]
        columns[2][place], columns[3][place] = spans.state[number], spans.reason[number]
        rows[which] += 1


def cut(held: Held) -> Held:
    """Copy what is held, without the room that is left.

    Parameters
    ----------
    held : Held
        In use.

    Returns
    -------
    Held
        Columns as long as what they hold.
    """
    notices, silent, violations = (int(rows) for rows in held.rows)
    return Held(
        held.rows.copy(),
        held.notice_row[:notices].copy(),
        held.notice_number[:notices].copy(),
        tuple(column[:notices].copy() for column in held.notices),  # type: ignore[arg-type]
        held.silent_row[:silent].copy(),
        tuple(column[:silent].copy() for column in held.silent),  # type: ignore[arg-type]
        held.violation_row[:violations].copy(),
        tuple(column[:violations].copy() for column in held.violations),  # type: ignore[arg-type]
    )
