"""The way from one place to another: straight, or bent around the zones that a person keeps out of."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numba import njit

from custodes.people.kernel import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.people.movement import Movement

MAX_POINTS: Final = 12
"""More corners than this has no way."""
CLEAR: Final = 1.02
"""A bent way keeps this much of the radius away from the centre of a circle [ratio]."""
WIDEST: Final = 2.0 * math.pi / 3.0
"""A larger arc is passed with two corners, so that none lies farther out than twice the radius."""


class Way(NamedTuple):
    """The corners of a way, start and end among them; room for one.

    Attributes
    ----------
    x_m, y_m : ndarray
        East and north of the town's centre [metre].
    """

    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


@njit(cache=True, nogil=True)
def new_way() -> Way:
    """Make room for a way.

    Returns
    -------
    Way
        Without corners.
    """
    return Way(np.zeros(MAX_POINTS), np.zeros(MAX_POINTS))


@kernel()
def _within(circle: NDArray[np.float64], x_m: float, y_m: float) -> bool:
    east_m, north_m = x_m - circle[0], y_m - circle[1]
    return east_m * east_m + north_m * north_m <= circle[2] * circle[2]


@kernel()
def crosses(circle: NDArray[np.float64], x0_m: float, y0_m: float, x1_m: float, y1_m: float) -> bool:
    """Tell whether a straight line from one point to another touches a circle.

    Parameters
    ----------
    circle : ndarray, shape (3,)
        Centre and radius [metre].
    x0_m, y0_m, x1_m, y1_m : float
        The points [metre].

    Returns
    -------
    bool
        True when the point of the line that is nearest to the centre lies in the circle.
    """
    along_x, along_y = x1_m - x0_m, y1_m - y0_m
    length_2 = along_x * along_x + along_y * along_y
    share = 0.0
    if length_2 > 0.0:
        share = ((circle[0] - x0_m) * along_x + (circle[1] - y0_m) * along_y) / length_2
        share = min(max(share, 0.0), 1.0)
    return _within(circle, x0_m + share * along_x, y0_m + share * along_y)


@kernel()
def _bend(way: Way, points: int, after: int, circle: NDArray[np.float64]) -> int:
    # Corners where the tangents from both ends to a slightly larger circle meet, on the shorter way round.
    x0_m, y0_m = way.x_m[after] - circle[0], way.y_m[after] - circle[1]
    x1_m, y1_m = way.x_m[after + 1] - circle[0], way.y_m[after + 1] - circle[1]
    clear_m = circle[2] * CLEAR
    turn = math.atan2(x0_m * y1_m - y0_m * x1_m, x0_m * x1_m + y0_m * y1_m)
    first = math.acos(min(clear_m / math.sqrt(x0_m * x0_m + y0_m * y0_m), 1.0))
    last = math.acos(min(clear_m / math.sqrt(x1_m * x1_m + y1_m * y1_m), 1.0))
    arc = max(abs(turn) - first - last, 0.0)
    corners = 1 if arc <= WIDEST else 2
    if points + corners > MAX_POINTS:
        return 0
    for point in range(points - 1, after, -1):
        way.x_m[point + corners] = way.x_m[point]
        way.y_m[point + corners] = way.y_m[point]
    half = arc / (2.0 * corners)
    for corner in range(corners):
        angle = math.atan2(y0_m, x0_m) + math.copysign(first + half * (2.0 * corner + 1.0), turn)
        way.x_m[after + 1 + corner] = circle[0] + clear_m / math.cos(half) * math.cos(angle)
        way.y_m[after + 1 + corner] = circle[1] + clear_m / math.cos(half) * math.sin(angle)
    return points + corners


@kernel()
def find_way(
    x0_m: float, y0_m: float, x1_m: float, y1_m: float, avoid: NDArray[np.float64], entered: int, way: Way
) -> int:
    """Find a way that crosses no circle.

    A circle in which the way begins or ends is not kept out of.

    Parameters
    ----------
    x0_m, y0_m, x1_m, y1_m : float
        Where it begins and ends [metre].
    avoid : ndarray, shape (k, 3)
        Circles: centre and radius [metre].
    entered : int
        The circle that may be crossed; -1 for none.
    way : Way
        Written to.

    Returns
    -------
    int
        Points of the way; 2 when it is straight, 0 when none was found.
    """
    way.x_m[0], way.y_m[0] = x0_m, y0_m
    way.x_m[1], way.y_m[1] = x1_m, y1_m
    points = 2
    if avoid.shape[0] > 0:
        points = _keep_out(avoid, entered, way)
    return points


@kernel()
def _keep_out(avoid: NDArray[np.float64], entered: int, way: Way) -> int:
    x0_m, y0_m, x1_m, y1_m = way.x_m[0], way.y_m[0], way.x_m[1], way.y_m[1]
    points, after = 2, 0
    while after < points - 1:
        bent = False
        for i in range(avoid.shape[0]):
            circle = avoid[i]
            if i == entered or _within(circle, x0_m, y0_m) or _within(circle, x1_m, y1_m):
                continue
            from_x_m, from_y_m, to_x_m, to_y_m = way.x_m[after], way.y_m[after], way.x_m[after + 1], way.y_m[after + 1]
            if not crosses(circle, from_x_m, from_y_m, to_x_m, to_y_m):
                continue
            if _within(circle, from_x_m, from_y_m) or _within(circle, to_x_m, to_y_m):
                return 0
            points = _bend(way, points, after, circle)
            if points == 0:
                return 0
            bent = True
            break
        if not bent:
            after += 1
    return points


@kernel()
def length_m(way: Way, points: int) -> float:
    """Measure a way.

    Parameters
    ----------
    way : Way
        The way.
    points : int
        How many points it has.

    Returns
    -------
    float
        Sum of its straight parts [metre].
    """
    total_m = 0.0
    for point in range(points - 1):
        total_m += straight_m(way.x_m[point], way.y_m[point], way.x_m[point + 1], way.y_m[point + 1])
    return total_m


@kernel()
def straight_m(x0_m: float, y0_m: float, x1_m: float, y1_m: float) -> float:
    """Measure a straight line.

    Parameters
    ----------
    x0_m, y0_m, x1_m, y1_m : float
        Its ends [metre].

    Returns
    -------
    float
        [metre].
    """
    east_m, north_m = x1_m - x0_m, y1_m - y0_m
    # Not math.hypot: Python and the compiler's library round it differently.
    return math.sqrt(east_m * east_m + north_m * north_m)


@kernel()
def is_walked(movement: Movement, crow_m: float) -> bool:
    """Tell whether a trip is made on foot.

    Parameters
    ----------
    movement : Movement
        From which way on a vehicle is taken.
    crow_m : float
        Its length without the detour [metre].

    Returns
    -------
    bool
        True below the stated way.
    """
    return crow_m * movement.detour < movement.walked_below_m


@kernel()
def travel_h(movement: Movement, crow_m: float) -> float:
    """Give the time that a trip takes.

    Parameters
    ----------
    movement : Movement
        Speeds.
    crow_m : float
        Its length without the detour [metre].

    Returns
    -------
    float
        Way over walking speed; or delay + way over the vehicle's speed [hour].
    """
    way_m = crow_m * movement.detour
    if is_walked(movement, crow_m):
        return way_m / movement.walking_m_h
    return movement.delay_h + way_m / movement.vehicle_m_h
