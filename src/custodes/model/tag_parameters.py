"""One draw of a scheme's tags as the plain numbers that the compiled loop takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.noise import make_noise
from custodes.model.tag_arrays import DevicePlan, Positioning, ZonePlan
from custodes.model.tag_plan import Conducts, TagPlan
from custodes.people.movement import movement_of
from custodes.people.purposes import INSTRUMENT_STEP
from custodes.records.tables import CAUSES, SURROUNDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from custodes.model.check_arrays import Habits
    from custodes.scheme.scheme import Scheme

DAY_H: Final = 24.0
EARTH_M: Final = 6_371_008.8
"""Mean radius of the Earth, IUGG [metre]."""
MEDIAN: Final = math.sqrt(2.0 * math.log(2.0))
"""Median length of a two-dimensional normal error, in standard deviations on one axis."""
LEAST_FIXES: Final = 2
"""Fewest fixes a day: one at noon."""
NEVER: Final = -1.0


def locating(scheme: Scheme) -> tuple[str, ...]:
    """Name the instruments that record positions.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    tuple of str
        In the scheme's order.
    """
    return tuple(name for name, instrument in scheme.instruments.items() if instrument.location is not None)


def tag_plan(scheme: Scheme, values: Mapping[str, float], name: str, habits: Habits, days: int) -> TagPlan:
    """Turn one draw of an instrument that records positions into plain numbers.

    Parameters
    ----------
    scheme : Scheme
        What there is at all.
    values : mapping of str to float
        A draw: every quantity by path, in base units.
    name : str
        Name of the instrument.
    habits : Habits
        How people sleep and work.
    days : int
        Length of the run [day].

    Returns
    -------
    object
        `TagPlan`: numbers in base units, frozen.
    """
    positioning = _positioning(values, f"instruments.{name}.location")
    fixes = round(DAY_H / positioning.interval_h)
    correlation_h = values[f"instruments.{name}.location.error.correlation_time"]
    return TagPlan(
        movement=movement_of(values),
        habits=habits,
        conducts=Conducts(
            late_per_d=values.get("conduct.late_home", 0.0),
            late_h=values.get("conduct.late_by", 0.0),
            entry_per_d=values.get("conduct.zone_entry", 0.0),
            entry_h=values.get("conduct.zone_stay", 0.0),
        ),
        positioning=positioning,
        device=_device(scheme, values, name),
        zones=_zones(scheme, values),
        noise=make_noise(fixes, math.exp(-positioning.interval_h / correlation_h)),
        held_from_h=_held_from_h(scheme, values, days),
    )


def fitting_interval_h(wanted_h: float) -> float:
    """Give the interval nearest to the one wanted of which an even number fills a day.

    Parameters
    ----------
    wanted_h : float
        Time from one fix to the next [hour].

    Returns
    -------
    float
        24 hours over an even number, at least 2 [hour]: one fix falls on noon, where the error starts anew.
    """
    return DAY_H / max(2 * round(0.5 * DAY_H / wanted_h), LEAST_FIXES)


def _positioning(values: Mapping[str, float], root: str) -> Positioning:
    def around(path: str) -> NDArray[np.float64]:
        return np.array([values[f"{root}.{path}.{name}"] for name in SURROUNDINGS])

    return Positioning(
        interval_h=fitting_interval_h(values[f"{root}.fix_interval"]),
        upload_h=values[f"{root}.upload_interval"],
        sigma_m=around("error.sigma"),
        bias_m=values[f"{root}.error.building_bias"],
        bad_share=around("error.bad_signal.share"),
        bad_factor=values[f"{root}.error.bad_signal.factor"],
        bad_h=values[f"{root}.error.bad_signal.length"],
        loss_share=around("loss.share"),
        loss_h=values[f"{root}.loss.length"],
        wifi=values[f"{root}.loss.wifi"],
        cell=values[f"{root}.loss.cell"],
        wifi_m=values[f"{root}.loss.wifi_error"] / MEDIAN,
        cell_m=values[f"{root}.loss.cell_error"] / MEDIAN,
    )


def _device(scheme: Scheme, values: Mapping[str, float], name: str) -> DevicePlan:
    root = f"instruments.{name}.device"
    device, rules = scheme.instruments[name].device, scheme.rules.location
    on_body = device is not None and device.on_body
    return DevicePlan(
        purpose_step=list(scheme.instruments).index(name) * INSTRUMENT_STEP,
        life_h=values[f"{root}.battery_life"],
        life_spread=values[f"{root}.battery_spread"],
        charging_h=values[f"{root}.charging_time"],
        asked_h=values[f"{root}.charging_asked"],
        on_body=on_body,
        charge_from_h=values[f"{root}.charging.from"],
        charge_spread_h=values[f"{root}.charging.spread"],
        charge_length_h=values[f"{root}.charging.length"],
        reacts=values[f"{root}.charging.reacts"],
        reacts_h=values[f"{root}.charging.reacts_after"],
        low_at=values[f"{root}.low_at"],
        raises_at=values.get("rules.location.battery.raises_at", NEVER),
        bad_fitting=values[f"{root}.strap.bad_fitting"],
        bad_per_h=values[f"{root}.strap.bad_alerts"] / DAY_H,
        good_per_h=values[f"{root}.strap.good_alerts"] / DAY_H,
        refitted_h=values[f"{root}.strap.refitted_after"],
        strap_raises=rules is not None and rules.strap == "raise",
        fault_per_h=values[f"{root}.fault.rate"] / DAY_H,
        replaced_h=values[f"{root}.fault.replaced_after"],
        replaced_spread=values[f"{root}.fault.replaced_spread"],
        removal_per_h=values["conduct.removal"] / DAY_H,
        removed_h=values["conduct.removed_for"],
        absconder_removes=values["conduct.absconder_removes"],
    )


def _zones(scheme: Scheme, values: Mapping[str, float]) -> ZonePlan:
    rules, root = scheme.rules.location, "rules.location"
    rows: list[tuple[int, float, float, float, int, float, float]] = []
    outlines: list[Sequence[tuple[float, float]]] = []
    if rules is not None and rules.curfew is not None:
        of = {key: values[f"{root}.curfew.{key}"] for key in ("share", "radius", "from", "to")}
        rows.append((CAUSES.index("curfew"), of["share"], of["radius"], 0.0, -1, of["from"], of["to"]))
    for name, zone in (rules.zones or {}).items() if rules is not None else ():
        path, polygon = f"{root}.zones.{name}", -1
        if zone.polygon is not None:
            polygon = len(outlines)
            outlines.append(_outline(scheme, [(corner.lat, corner.lon) for corner in zone.polygon.corners]))
        radius_m, distance_m = values.get(f"{path}.circle.radius", 0.0), values.get(f"{path}.circle.distance", 0.0)
        cause = CAUSES.index(zone.kind)
        rows.append((cause, values[f"{path}.share"], radius_m, distance_m, polygon, 0.0, DAY_H))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 7).T
    corners = np.array([corner for outline in outlines for corner in outline], dtype=np.float64).reshape(-1, 2)
    gap = rules is not None and rules.gap is not None and rules.gap.counts_as == "non_compliance"
    return ZonePlan(
        cause=columns[0].astype(np.int8),
        share=columns[1].copy(),
        radius_m=columns[2].copy(),
        distance_m=columns[3].copy(),
        polygon=columns[4].astype(np.int64),
        from_h=columns[5] % DAY_H,
        to_h=np.where(columns[6] > DAY_H, columns[6] - DAY_H, columns[6]),
        corner_first=np.cumsum([0, *(len(outline) for outline in outlines)]).astype(np.int64),
        corner_x_m=corners[:, 0].copy(),
        corner_y_m=corners[:, 1].copy(),
        buffer_m=values.get(f"{root}.buffer", 0.0),
        grace_h=values.get(f"{root}.grace", 0.0),
        dwell=max(round(values.get(f"{root}.dwell", 1.0)), 1),
        uses_fallback=bool(rules is not None and rules.uses_fallback),
        gap_h=values[f"{root}.gap.after"] if gap else math.inf,
    )


def _outline(scheme: Scheme, corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    movement = scheme.movement
    centre = movement.town.centre if movement is not None else None
    if centre is None:
        message = "a polygon was let through without the town's centre"
        raise AssertionError(message)
    metres, narrowing = math.radians(1.0) * EARTH_M, math.cos(math.radians(centre.lat))
    return [((lon - centre.lon) * metres * narrowing, (lat - centre.lat) * metres) for lat, lon in corners]


def _held_from_h(scheme: Scheme, values: Mapping[str, float], days: int) -> float:
    kept = [values[f"data_kept.{k}.keep"] for k, each in enumerate(scheme.data_kept) if each.item == "location_fix"]
    return days * DAY_H - max(kept, default=0.0)
