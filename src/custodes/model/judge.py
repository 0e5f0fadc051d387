"""Whether positions break the rule of a zone, fix by fix where that can matter.

The error of a fix is many times its standard deviation so rarely that no run will ever see it. Where the wearer is
further than `FAR` of them from an edge, all fixes fall on the same side of it: nothing is drawn, and the outcome is
that of drawing (`custodes.model.noise` lets any fix be left out).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from custodes.model.checks import PRESENT
from custodes.model.notes import note, span
from custodes.model.position_error import draw_errors
from custodes.model.reception import first_fix
from custodes.model.signal import GNSS, NO_FIX
from custodes.model.zones import EXCLUSION, X_M, Y_M, wrong_by_m
from custodes.people.kernel import kernel
from custodes.records.tables import REASONS, STATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.model.position_error import Error
    from custodes.model.reception import Pieces
    from custodes.model.tag_arrays import Notices, Positioning, Spans, ZonePlan

FAR = 9.0
"""Standard deviations that no error reaches: one fix in 4e17 lies further off, in any direction."""
OUT, ABSCONDED_STATE = STATES.index("out"), STATES.index("absconded")
REALLY_OUTSIDE, POSITION_ERROR = REASONS.index("really_outside"), REASONS.index("position_error")
MINUTE_H = 1.0 / 60.0
STREAK, ALERTED, SEEN_H = 0, 1, 2
"""Places in the watch over a zone: fixes in a row beyond the edge, whether that was told, until when it was watched."""


class Way(NamedTuple):
    """A leg, or a part of one, as plain numbers.

    Attributes
    ----------
    start_h, end_h : float
        The whole leg [hour].
    x0_m, y0_m, x1_m, y1_m : float
        Where it begins and ends [metre].
    bias_x_m, bias_y_m : float
        Fixed offset of the building [metre].
    sigma_m : float
        Standard deviation of the error on each axis while the signal is good [metre].
    state : int
        State of the wearer when they are where they may be.
    """

    start_h: float
    end_h: float
    x0_m: float
    y0_m: float
    x1_m: float
    y1_m: float
    bias_x_m: float
    bias_y_m: float
    sigma_m: float
    state: int


@kernel()
def beyond_m(plan: ZonePlan, own: NDArray[np.float64], zone: int, way: Way) -> float:
    """Say how far positions on a leg are beyond what is let pass at most, apart from the error.

    Parameters
    ----------
    plan, own, zone : ZonePlan, ndarray, int
        The zone.
    way : Way
        The leg.

    Returns
    -------
    float
        Buffer included; below 0 where all are let pass [metre].
    """
    x_m, y_m = 0.5 * (way.x0_m + way.x1_m) + way.bias_x_m, 0.5 * (way.y0_m + way.y1_m) + way.bias_y_m
    half_m = 0.5 * math.sqrt((way.x1_m - way.x0_m) ** 2 + (way.y1_m - way.y0_m) ** 2)
    return wrong_by_m(plan, own, zone, x_m, y_m) - plan.buffer_m + half_m


# Compiled apart, with all that it uses put into it: handing on so many arrays takes longer than a look at a few fixes.
# Put into its caller as well, it would be no faster and keep the compiler for longer.
@kernel()
def judge(
    seed: int,
    person: int,
    plan: ZonePlan,
    own: NDArray[np.float64],
    zone: int,
    way: Way,
    from_h: float,
    to_h: float,
    positioning: Positioning,
    pieces: Pieces,
    error: Error,
    watch: NDArray[np.float64],
    notices: Notices,
) -> None:
    """Watch one zone over a part of a leg.

    An alert is raised at the fix that makes `plan.dwell` in a row beyond the edge; fixes that are missing neither count
    nor break a row. A further alert needs a fix within the edge first.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    plan, own, zone : ZonePlan, ndarray, int
        The zone.
    way : Way
        The leg.
    from_h, to_h : float
        The part of it in which the rule holds [hour].
    positioning : Positioning
        How positions are recorded.
    pieces : Pieces
        What the device receives.
    error : Error
        The error of positions.
    watch : ndarray, shape (zones, 3)
        State of the watch; changed.
    notices : Notices
        Alerts are added, at the time of the fix.
    """
    most_m = beyond_m(plan, own, zone, way)
    for piece in range(pieces.filled[0]):
        start_h, end_h = max(pieces.start_h[piece], from_h), min(pieces.end_h[piece], to_h)
        source = pieces.source[piece]
        if end_h <= start_h or source == NO_FIX or (source != GNSS and not plan.uses_fallback):
            continue
        first, last = first_fix(start_h, positioning.interval_h), first_fix(end_h, positioning.interval_h)
        if first >= last:
            continue
        if source == GNSS:
            off_m = (way.bias_x_m, way.bias_y_m)
            sigma_m = way.sigma_m * (positioning.bad_factor if pieces.bad[piece] else 1.0)
            reach_m = FAR * sigma_m
        else:
            off_m = (pieces.off_x_m[piece], pieces.off_y_m[piece])
            sigma_m = 0.0
            reach_m = math.sqrt((off_m[0] - way.bias_x_m) ** 2 + (off_m[1] - way.bias_y_m) ** 2)
        if most_m < -reach_m:
            watch[zone, STREAK], watch[zone, ALERTED] = 0.0, 0.0
            continue
        _fix_by_fix(
            seed,
            person,
            plan,
            own,
            zone,
            way,
            first,
            last,
            positioning.interval_h,
            off_m,
            sigma_m,
            error,
            watch,
            notices,
        )


@kernel(inline="always")
def true_place(way: Way, at_h: float) -> tuple[float, float]:
    """Say where the wearer is.

    Parameters
    ----------
    way : Way
        The leg.
    at_h : float
        A time on it [hour].

    Returns
    -------
    x_m, y_m : float
        East and north of the town's centre [metre].
    """
    if way.x0_m == way.x1_m and way.y0_m == way.y1_m:
        return way.x0_m, way.y0_m
    part = (at_h - way.start_h) / (way.end_h - way.start_h)
    return way.x0_m + part * (way.x1_m - way.x0_m), way.y0_m + part * (way.y1_m - way.y0_m)


@kernel(inline="always")
def _see(
    plan: ZonePlan,
    own: NDArray[np.float64],
    zone: int,
    way: Way,
    first: int,
    count: int,
    interval_h: float,
    beyond: NDArray[np.bool_],
    found: int,
    watch: NDArray[np.float64],
    notices: Notices,
) -> None:
    if found == 0:
        watch[zone, STREAK], watch[zone, ALERTED] = 0.0, 0.0
        return
    streak, alerted = watch[zone, STREAK], watch[zone, ALERTED]
    if found == count and alerted > 0.0:
        watch[zone, STREAK] = streak + count
        return
    for fix in range(count):
        if not beyond[fix]:
            streak = alerted = 0.0
            continue
        streak += 1.0
        if streak >= plan.dwell and alerted == 0.0:
            alerted = 1.0
            at_h = (first + fix) * interval_h
            x_m, y_m = true_place(way, at_h)
            truly = wrong_by_m(plan, own, zone, x_m, y_m) > 0.0
            state = OUT if truly and way.state == PRESENT else way.state
            note(notices, at_h, plan.cause[zone], state, REALLY_OUTSIDE if truly else POSITION_ERROR)
    watch[zone, STREAK], watch[zone, ALERTED] = streak, alerted


@kernel(inline="always")
def _fix_by_fix(
    seed: int,
    person: int,
    plan: ZonePlan,
    own: NDArray[np.float64],
    zone: int,
    way: Way,
    first: int,
    last: int,
    interval_h: float,
    off_m: tuple[float, float],
    sigma_m: float,
    error: Error,
    watch: NDArray[np.float64],
    notices: Notices,
) -> None:
    fix = first
    while fix < last:
        place, count = 0, min(last - fix, error.beyond.size)
        if sigma_m > 0.0:
            place, count = draw_errors(seed, person, fix, last - fix, error)
        x_m, y_m = true_place(way, fix * interval_h)
        next_x_m, next_y_m = true_place(way, (fix + 1) * interval_h)
        east, north = (x_m + off_m[0], next_x_m - x_m, sigma_m), (y_m + off_m[1], next_y_m - y_m, sigma_m)
        found = _beyond(plan, own, zone, east, north, error.path.x, error.path.y, place, count, error.beyond)
        _see(plan, own, zone, way, fix, count, interval_h, error.beyond, found, watch, notices)
        fix += count


@kernel(inline="always")
def _beyond(
    plan: ZonePlan,
    own: NDArray[np.float64],
    zone: int,
    east: tuple[float, float, float],
    north: tuple[float, float, float],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    place: int,
    count: int,
    beyond: NDArray[np.bool_],
) -> int:
    """Say of each fix whether it lies beyond what is let pass, and how many do; positions move by so much a fix."""
    found = 0
    if plan.polygon[zone] >= 0:
        for fix in range(count):
            x_m = east[0] + east[1] * fix + east[2] * x[place + fix]
            y_m = north[0] + north[1] * fix + north[2] * y[place + fix]
            beyond[fix] = wrong_by_m(plan, own, zone, x_m, y_m) > plan.buffer_m
            found += beyond[fix]
        return found
    from_x_m, from_y_m = east[0] - own[zone, X_M], north[0] - own[zone, Y_M]
    keeps_out = plan.cause[zone] == EXCLUSION
    reach_m = max(plan.radius_m[zone] + (-plan.buffer_m if keeps_out else plan.buffer_m), 0.0)
    edge = reach_m * reach_m
    start = np.uint64(place)
    for fix in range(count):
        x_m = from_x_m + east[1] * fix + east[2] * x[start + np.uint64(fix)]
        y_m = from_y_m + north[1] * fix + north[2] * y[start + np.uint64(fix)]
        out = (x_m * x_m + y_m * y_m < edge) == keeps_out
        beyond[fix] = out
        found += out
    return found


@kernel()
def note_violations(
    plan: ZonePlan,
    own: NDArray[np.float64],
    zone: int,
    way: Way,
    from_h: float,
    to_h: float,
    violations: Spans,
) -> None:
    """Write down when the wearer really is where they must not be, whatever the device says.

    Parameters
    ----------
    plan, own, zone : ZonePlan, ndarray, int
        The zone.
    way : Way
        The leg.
    from_h, to_h : float
        The part of it in which the rule holds [hour].
    violations : Spans
        Spans beyond the edge are added; on the way, to the minute.
    """
    half_m = 0.5 * math.sqrt((way.x1_m - way.x0_m) ** 2 + (way.y1_m - way.y0_m) ** 2)
    middle_m = wrong_by_m(plan, own, zone, 0.5 * (way.x0_m + way.x1_m), 0.5 * (way.y0_m + way.y1_m))
    if middle_m + half_m <= 0.0:
        return
    if middle_m - half_m > 0.0:
        span(violations, from_h, to_h, OUT, REALLY_OUTSIDE)
        return
    at_h = from_h
    while at_h < to_h:
        next_h = min(at_h + MINUTE_H, to_h)
        x_m, y_m = true_place(way, 0.5 * (at_h + next_h))
        if wrong_by_m(plan, own, zone, x_m, y_m) > 0.0:
            span(violations, at_h, next_h, OUT, REALLY_OUTSIDE)
        at_h = next_h
