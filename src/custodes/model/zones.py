"""Zones on the ground: which ones a wearer has, where they lie, and how far a position is from being let pass."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from custodes.people import purposes
from custodes.people.draws import draw_apart
from custodes.people.kernel import kernel
from custodes.records.tables import CAUSES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import ZonePlan

CURFEW, INCLUSION, EXCLUSION = (CAUSES.index(name) for name in ("curfew", "inclusion", "exclusion"))
HAS, X_M, Y_M = 0, 1, 2
"""Places in what is known of a wearer's zone: whether they have it; the centre of a circle [metre]."""


@kernel()
def has_zone(seed: int, person: int, zone: int, plan: ZonePlan) -> bool:
    """Say whether a zone applies to a person.

    Parameters
    ----------
    seed, person : int
        Address of the draw.
    zone : int
        Which zone of the scheme.
    plan : ZonePlan
        The zones.

    Returns
    -------
    bool
        True for a share of people.
    """
    return draw_apart(seed, person, purposes.ZONE, 0, zone)[0] < plan.share[zone]


@kernel()
def place_zones(
    seed: int, person: int, home_x_m: float, home_y_m: float, plan: ZonePlan, own: NDArray[np.float64]
) -> None:
    """Say which zones a person has and where their circles lie.

    A polygon that forbids somebody's home, or shuts it out of where they must stay, is not imposed on them.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    home_x_m, home_y_m : float
        Home, east and north of the town's centre [metre].
    plan : ZonePlan
        The zones.
    own : ndarray, shape (zones, 3)
        Written to.
    """
    for zone in range(plan.share.size):
        words = draw_apart(seed, person, purposes.ZONE, 0, zone)
        angle = 2.0 * math.pi * words[1]
        own[zone, HAS] = 1.0 if words[0] < plan.share[zone] else 0.0
        own[zone, X_M] = home_x_m + plan.distance_m[zone] * math.cos(angle)
        own[zone, Y_M] = home_y_m + plan.distance_m[zone] * math.sin(angle)
        if plan.polygon[zone] >= 0 and wrong_by_m(plan, own, zone, home_x_m, home_y_m) > 0.0:
            own[zone, HAS] = 0.0


@kernel(inline="always")
def _inside_by_m(plan: ZonePlan, own: NDArray[np.float64], zone: int, x_m: float, y_m: float) -> float:
    polygon = plan.polygon[zone]
    if polygon < 0:
        east_m, north_m = x_m - own[zone, X_M], y_m - own[zone, Y_M]
        return plan.radius_m[zone] - math.sqrt(east_m * east_m + north_m * north_m)
    return inside_polygon_by_m(plan, polygon, x_m, y_m)


@kernel()
def inside_polygon_by_m(plan: ZonePlan, polygon: int, x_m: float, y_m: float) -> float:
    """Say how far inside a polygon a point lies.

    Parameters
    ----------
    plan : ZonePlan
        With the corners.
    polygon : int
        Which polygon.
    x_m, y_m : float
        The point [metre].

    Returns
    -------
    float
        Distance from the nearest edge, below 0 outside [metre].
    """
    first, last = plan.corner_first[polygon], plan.corner_first[polygon + 1]
    nearest, inside = math.inf, False
    before = last - 1
    for corner in range(first, last):
        ax, ay = plan.corner_x_m[before], plan.corner_y_m[before]
        bx, by = plan.corner_x_m[corner], plan.corner_y_m[corner]
        if (ay > y_m) != (by > y_m) and x_m < ax + (y_m - ay) / (by - ay) * (bx - ax):
            inside = not inside
        along = ((x_m - ax) * (bx - ax) + (y_m - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
        along = min(max(along, 0.0), 1.0)
        east_m, north_m = x_m - ax - along * (bx - ax), y_m - ay - along * (by - ay)
        nearest = min(nearest, math.sqrt(east_m * east_m + north_m * north_m))
        before = corner
    return nearest if inside else -nearest


@kernel()
def wrong_by_m(plan: ZonePlan, own: NDArray[np.float64], zone: int, x_m: float, y_m: float) -> float:
    """Say how far a point is from where the wearer may be.

    Parameters
    ----------
    plan : ZonePlan
        The zones.
    own : ndarray, shape (zones, 3)
        Where this wearer's lie.
    zone : int
        Which zone.
    x_m, y_m : float
        The point [metre].

    Returns
    -------
    float
        Distance beyond the edge: outside a curfew or inclusion zone, inside an exclusion zone; below 0 where it is let
        pass [metre].
    """
    inside_m = _inside_by_m(plan, own, zone, x_m, y_m)
    return inside_m if plan.cause[zone] == EXCLUSION else -inside_m


@kernel()
def _circle_around(plan: ZonePlan, polygon: int, circle: NDArray[np.float64]) -> None:
    first, last = plan.corner_first[polygon], plan.corner_first[polygon + 1]
    x_m = y_m = reach_m = 0.0
    for corner in range(first, last):
        x_m += plan.corner_x_m[corner] / (last - first)
        y_m += plan.corner_y_m[corner] / (last - first)
    for corner in range(first, last):
        east_m, north_m = plan.corner_x_m[corner] - x_m, plan.corner_y_m[corner] - y_m
        reach_m = max(reach_m, math.sqrt(east_m * east_m + north_m * north_m))
    circle[0], circle[1], circle[2] = x_m, y_m, reach_m


@kernel()
def keep_out(plan: ZonePlan, own: NDArray[np.float64], circles: NDArray[np.float64]) -> int:
    """Give the circles that a wearer keeps out of: the exclusion zones, of polygons the circle around them.

    Parameters
    ----------
    plan : ZonePlan
        The zones.
    own : ndarray, shape (zones, 3)
        Where this wearer's lie.
    circles : ndarray, shape (zones, 3)
        Written to: centre and radius [metre].

    Returns
    -------
    int
        How many [count].
    """
    found = 0
    for zone in range(plan.share.size):
        if plan.cause[zone] != EXCLUSION or own[zone, HAS] == 0.0:
            continue
        polygon = plan.polygon[zone]
        if polygon < 0:
            circles[found, 0], circles[found, 1] = own[zone, X_M], own[zone, Y_M]
            circles[found, 2] = plan.radius_m[zone]
        else:
            _circle_around(plan, polygon, circles[found])
        found += 1
    return found
