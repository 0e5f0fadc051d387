"""Writing down what a tag notices and how long something lasted, in the compiled loop."""

from __future__ import annotations

import numpy as np

from custodes.model.tag_arrays import Notices, Spans
from custodes.people.kernel import kernel

TOUCH_H = 1e-9
"""Spans nearer than this belong together [hour]."""


def new_notices(room: int) -> Notices:
    """Make room for notices.

    Parameters
    ----------
    room : int
        How many fit [count].

    Returns
    -------
    Notices
        None so far.
    """
    codes = [np.zeros(room, dtype=np.int8) for _ in range(3)]
    return Notices(np.zeros(1, dtype=np.int64), np.zeros(room), *codes)


def new_spans(room: int) -> Spans:
    """Make room for spans.

    Parameters
    ----------
    room : int
        How many fit [count].

    Returns
    -------
    Spans
        None so far.
    """
    codes = [np.zeros(room, dtype=np.int8) for _ in range(2)]
    return Spans(np.zeros(1, dtype=np.int64), np.zeros(room), np.zeros(room), *codes)


@kernel()
def note(notices: Notices, time_h: float, cause: int, state: int, reason: int) -> None:
    """Write down a notice; where there is no room it is counted all the same.

    Parameters
    ----------
    notices : Notices
        Added to.
    time_h : float
        When it reaches the server [hour].
    cause, state, reason : int
        Index into CAUSES, STATES and REASONS.
    """
    place = notices.filled[0]
    if place < notices.time_h.size:
        notices.time_h[place] = time_h
        notices.cause[place] = cause
        notices.state[place] = state
        notices.reason[place] = reason
    notices.filled[0] = place + 1


@kernel()
def span(spans: Spans, start_h: float, end_h: float, state: int, reason: int) -> None:
    """Write down a span, or lengthen the last one if this goes on from it with the same state and reason.

    Parameters
    ----------
    spans : Spans
        Added to; where there is no room it is counted all the same.
    start_h, end_h : float
        When it begins and ends [hour]; nothing is written of a span without length.
    state, reason : int
        Index into STATES and REASONS.
    """
    if end_h <= start_h:
        return
    place = spans.filled[0]
    if 0 < place <= spans.end_h.size:
        last = place - 1
        if spans.end_h[last] >= start_h - TOUCH_H and spans.state[last] == state and spans.reason[last] == reason:
            spans.end_h[last] = max(end_h, spans.end_h[last])
            return
    if place < spans.end_h.size:
        spans.start_h[place] = start_h
        spans.end_h[place] = end_h
        spans.state[place] = state
        spans.reason[place] = reason
    spans.filled[0] = place + 1
