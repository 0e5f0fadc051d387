"""The watch over a wearer's zones on one leg: in which hours, with what is known of the row so far, told when."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from custodes.model.judge import ALERTED, FAR, SEEN_H, STREAK, Way, beyond_m, judge, note_violations
from custodes.model.notes import note
from custodes.model.signal import NO_FIX
from custodes.model.zones import CURFEW, HAS
from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.position_error import Error
    from custodes.model.reception import Pieces
    from custodes.model.tag_arrays import Notices, Positioning, Spans, ZonePlan

DAY_H = 24.0


@kernel()
def window_h(zones: ZonePlan, zone: int, day: int, part: int) -> tuple[float, float]:
    """Give the hours of a day in which a zone's rule holds.

    Parameters
    ----------
    zones, zone : ZonePlan, int
        The zone.
    day : int
        The day.
    part : int
        0 for the hours after midnight of a rule that runs past it, 1 for the others.

    Returns
    -------
    from_h, to_h : float
        [hour]; empty where the first is not before the second.
    """
    from_h, to_h = zones.from_h[zone], zones.to_h[zone]
    start_h = from_h + (zones.grace_h if zones.cause[zone] == CURFEW else 0.0)
    past_midnight = from_h >= to_h
    if past_midnight and start_h >= DAY_H:
        start_h, past_midnight = start_h - DAY_H, False
    midnight_h = day * DAY_H
    if part == 0:
        return (midnight_h, midnight_h + to_h) if past_midnight else (midnight_h, midnight_h)
    return midnight_h + start_h, midnight_h + (DAY_H if past_midnight else to_h)


@kernel()
def sent_h(at_h: float, phase: float, upload_h: float, pieces: Pieces, off: Spans) -> float:
    """Say when what a device has noted reaches the server.

    Parameters
    ----------
    at_h : float
        When it was noted [hour].
    phase : float
        When in the interval this device uploads [ratio].
    upload_h : float
        Time from one upload to the next [hour].
    pieces : Pieces
        What it receives on this leg; without any signal it waits.
    off : Spans
        When it is off.

    Returns
    -------
    float
        [hour].
    """
    up_h = (math.ceil(at_h / upload_h - phase) + phase) * upload_h
    for piece in range(pieces.filled[0]):
        if pieces.source[piece] == NO_FIX and pieces.start_h[piece] <= up_h < pieces.end_h[piece]:
            up_h = pieces.end_h[piece]
    first = int(np.searchsorted(off.end_h[: off.filled[0]], up_h, side="right"))
    if first < off.filled[0] and off.start_h[first] <= up_h:
        up_h = off.end_h[first]
    return up_h


@kernel()
def near_an_edge(
    zones: ZonePlan, own: NDArray[np.float64], way: Way, bad_factor: float, day: int, from_h: float, to_h: float
) -> bool:
    """Say whether bad signal could decide anything on a part of a leg.

    Parameters
    ----------
    zones, own : ZonePlan, ndarray
        The wearer's zones.
    way : Way
        The leg.
    bad_factor : float
        How many times larger errors are while the signal is bad [ratio].
    day : int
        The day.
    from_h, to_h : float
        The part [hour].

    Returns
    -------
    bool
        False where no error reaches beyond what is let pass.
    """
    reach_m = FAR * way.sigma_m * max(bad_factor, 1.0)
    for zone in range(zones.share.size):
        if own[zone, HAS] == 0.0:
            continue
        for part in range(2):
            start_h, end_h = window_h(zones, zone, day, part)
            if max(start_h, from_h) < min(end_h, to_h) and beyond_m(zones, own, zone, way) > -reach_m:
                return True
    return False


@kernel()
def see_violations(
    zones: ZonePlan, own: NDArray[np.float64], way: Way, day: int, from_h: float, to_h: float, violations: Spans
) -> None:
    """Write down when a wearer really is where they must not be on a part of a leg.

    Parameters
    ----------
    zones, own : ZonePlan, ndarray
        The wearer's zones.
    way : Way
        The leg.
    day : int
        The day.
    from_h, to_h : float
        The part [hour].
    violations : Spans
        Added to.
    """
    for zone in range(zones.share.size):
        if own[zone, HAS] == 0.0:
            continue
        for part in range(2):
            start_h, end_h = window_h(zones, zone, day, part)
            start_h, end_h = max(start_h, from_h), min(end_h, to_h)
            if start_h < end_h:
                note_violations(zones, own, zone, way, start_h, end_h, violations)


@kernel(inline="always")
def watch_zones(
    seed: int,
    person: int,
    zones: ZonePlan,
    own: NDArray[np.float64],
    way: Way,
    day: int,
    from_h: float,
    to_h: float,
    positioning: Positioning,
    pieces: Pieces,
    error: Error,
    watch: NDArray[np.float64],
    raised: Notices,
) -> None:
    """Watch all zones of a wearer over a part of a leg in which the device is on.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    zones, own : ZonePlan, ndarray
        The wearer's zones.
    way : Way
        The leg.
    day : int
        The day.
    from_h, to_h : float
        The part [hour].
    positioning, pieces, error : Positioning, Pieces, Error
        What the device receives and how wrong it is.
    watch : ndarray, shape (zones, 3)
        State of the watch; changed.
    raised : Notices
        Written anew: what was noticed, at the time of the fix.
    """
    raised.filled[0] = 0
    for zone in range(zones.share.size):
        if own[zone, HAS] == 0.0:
            continue
        for part in range(2):
            start_h, end_h = window_h(zones, zone, day, part)
            start_h, end_h = max(start_h, from_h), min(end_h, to_h)
            if start_h >= end_h:
                continue
            if start_h > watch[zone, SEEN_H] + positioning.interval_h and not _went_on(
                zones.from_h[zone], zones.to_h[zone], watch[zone, SEEN_H], start_h
            ):
                watch[zone, STREAK], watch[zone, ALERTED] = 0.0, 0.0
            watch[zone, SEEN_H] = end_h
            judge(seed, person, zones, own, zone, way, start_h, end_h, positioning, pieces, error, watch, raised)


@kernel()
def _went_on(from_h: float, to_h: float, seen_h: float, start_h: float) -> bool:
    # Between two watches the rule may have held all along while the device was off: then the row goes on.
    if (to_h - from_h) % DAY_H == 0.0:
        return True
    return start_h - seen_h < (start_h - from_h) % DAY_H


@kernel()
def send(raised: Notices, phase: float, upload_h: float, pieces: Pieces, off: Spans, sent: Notices) -> None:
    """Hand on what a device noticed, at the time at which it reaches the server.

    Parameters
    ----------
    raised : Notices
        At the time of the fix.
    phase, upload_h, pieces, off : float, float, Pieces, Spans
        As for `sent_h`.
    sent : Notices
        Added to.
    """
    for place in range(min(raised.filled[0], raised.time_h.size)):
        at_h = sent_h(raised.time_h[place], phase, upload_h, pieces, off)
        note(sent, at_h, raised.cause[place], raised.state[place], raised.reason[place])
