"""How a device lives on its wearer: charged or flat, silent for a fault, taken off, its strap believed or not.

`live` is the flow of one person's device from joining to leaving: it goes from one thing that happens to the next. In
between the battery loses an hour of life an hour. Positions and zones come later; they need only know when the device
was off.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from custodes.model.checks import ABSCONDED, LAPSED, PRESENT
from custodes.model.notes import note, span
from custodes.people import purposes
from custodes.people.draws import draw_apart
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.records.tables import CAUSES, REASONS, STATES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import DevicePlan, Notices, Spans

BATTERY_ALERT, STRAP_ALERT = CAUSES.index("battery"), CAUSES.index("strap")
BATTERY, STRAP_FAULT, DEVICE_FAULT, TAKEN_OFF = (
    REASONS.index("battery"),
    REASONS.index("strap_fault"),
    REASONS.index("device_fault"),
    REASONS.index("removed"),
)
REMOVED = STATES.index("removed")
DAY_H = 24.0
MOST_DAYS = 36_600
"""Longer than any run; ends the search of a wearer who never charges."""
CHARGING_H, TETHERED_H, FLAT = 0, 1, 2
"""Places in the sums of a device."""
LEVEL_H, AT_H, USUAL_H, HEEDED_H, FLAT_FROM_H, STATE, WARNED, ALERTED, WARNINGS = 0, 1, 2, 3, 4, 5, 6, 7, 8
"""Places in the state of a battery: hours left, at what time; when it is charged next, as usual and after a warning;
since when it is flat, and whose doing that was; whether it has warned and alerted; warnings so far."""
BATTERY_STATE = 9


@kernel()
def _wait_h(uniform: float, per_h: float) -> float:
    return -math.log(uniform) / per_h if per_h > 0.0 else math.inf


@kernel()
def battery_life_h(seed: int, person: int, number: int, plan: DevicePlan) -> float:
    """Give how long the battery of a device lasts.

    Parameters
    ----------
    seed, person : int
        Address of the draw.
    number : int
        Which of the person's devices, from 0.
    plan : DevicePlan
        Median and spread.

    Returns
    -------
    float
        Lognormal [hour].
    """
    uniform = draw_apart(seed, person, purposes.OWN_DEVICE + plan.purpose_step, 0, number)[0]
    return plan.life_h * math.exp(plan.life_spread * normal_quantile(uniform))


@kernel()
def next_charge_h(seed: int, person: int, after_h: float, misses: float, plan: DevicePlan) -> float:
    """Give when the person next charges the device as they are used to.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    after_h : float
        Later than this [hour].
    misses : float
        Share of days on which they do not [ratio].
    plan : DevicePlan
        Usual start and its spread.

    Returns
    -------
    float
        Infinity for somebody who never does [hour].
    """
    first = max(int(after_h // DAY_H) - 1, 0)
    for day in range(first, first + MOST_DAYS):
        words = draw_apart(seed, person, purposes.CHARGE + plan.purpose_step, day, 0)
        if words[0] < misses:
            if misses >= 1.0:
                return math.inf
            continue
        at_h = day * DAY_H + plan.charge_from_h + plan.charge_spread_h * normal_quantile(words[1])
        if at_h > after_h:
            return at_h
    return math.inf


@kernel()
def charged_lately_h(charges: NDArray[np.float64], at_h: float) -> float:
    """Add up the time on the charger in the day before a moment.

    Parameters
    ----------
    charges : ndarray, shape (4, 2)
        Start and end of the last charges [hour].
    at_h : float
        The moment [hour].

    Returns
    -------
    float
        [hour].
    """
    total_h = 0.0
    for charge in range(charges.shape[0]):
        total_h += max(0.0, min(charges[charge, 1], at_h) - max(charges[charge, 0], at_h - DAY_H))
    return total_h


@kernel()
def live(
    seed: int,
    person: int,
    joined_h: float,
    left_h: float,
    absconds_h: float,
    misses: float,
    plan: DevicePlan,
    notices: Notices,
    off: Spans,
    battery: NDArray[np.float64],
    charges: NDArray[np.float64],
    sums: NDArray[np.float64],
) -> None:
    """Live the life of one person's devices, one after the other.

    Parameters
    ----------
    seed, person : int
        Address of the draws.
    joined_h, left_h, absconds_h : float
        When monitoring starts and ends, when the person absconds [hour].
    misses : float
        The person's own share of days without a charge [ratio].
    plan : DevicePlan
        How devices live.
    notices : Notices
        Battery and strap alerts are added.
    off : Spans
        Spans in which the device sends nothing are added, in order of time.
    battery : ndarray, shape (9,)
        Room for the state of a battery.
    charges : ndarray, shape (4, 2)
        Room for the start and end of the last charges [hour].
    sums : ndarray, shape (3,)
        Hours on the charger, of these tied to it [hour], times flat [count]; added to.
    """
    step = plan.purpose_step
    charges[:] = -math.inf
    at_h, number = joined_h, 0
    here_until_h = min(absconds_h, left_h)
    while at_h < here_until_h:
        words = draw_apart(seed, person, purposes.DEVICE_FAULT + step, 0, number)
        fault_h = at_h + _wait_h(words[0], plan.fault_per_h)
        away = draw_apart(seed, person, purposes.REMOVAL + step, 0, number)
        removal_h = at_h + _wait_h(away[0], plan.removal_per_h)
        until_h = min(fault_h, removal_h, here_until_h)
        wear_out(seed, person, number, at_h, until_h, plan, notices)
        discharge(seed, person, number, at_h, until_h, misses, plan, battery, charges, notices, off, sums)
        if until_h >= here_until_h:
            break
        if fault_h <= removal_h:
            at_h = fault_h + plan.replaced_h * math.exp(plan.replaced_spread * normal_quantile(words[1]))
            span(off, fault_h, min(at_h, here_until_h), PRESENT, DEVICE_FAULT)
        else:
            at_h = removal_h - math.log(away[1]) * plan.removed_h
            if plan.strap_raises:
                note(notices, removal_h, STRAP_ALERT, REMOVED, TAKEN_OFF)
            span(off, removal_h, min(at_h, here_until_h), REMOVED, TAKEN_OFF)
        number += 1
    if absconds_h < left_h:
        _after_absconding(seed, person, absconds_h, left_h, plan, notices, off)


@kernel()
def _after_absconding(
    seed: int, person: int, absconds_h: float, left_h: float, plan: DevicePlan, notices: Notices, off: Spans
) -> None:
    words = draw_apart(seed, person, purposes.REMOVAL + plan.purpose_step, 1, 0)
    if words[0] < plan.absconder_removes:
        if plan.strap_raises:
            note(notices, absconds_h, STRAP_ALERT, ABSCONDED, TAKEN_OFF)
        span(off, absconds_h, left_h, ABSCONDED, TAKEN_OFF)
        return
    # Nobody charges it any more; how full it was does not matter to anything that lasts.
    flat_h = absconds_h + words[1] * plan.life_h
    if flat_h < left_h:
        if plan.raises_at >= 0.0:
            note(notices, flat_h, BATTERY_ALERT, ABSCONDED, BATTERY)
        span(off, flat_h, left_h, ABSCONDED, BATTERY)


@kernel()
def wear_out(
    seed: int, person: int, number: int, from_h: float, until_h: float, plan: DevicePlan, notices: Notices
) -> None:
    """Let the strap of one device raise false alerts, one fitting after the other.

    Parameters
    ----------
    seed, person, number : int
        Address of the draws; number of the device.
    from_h, until_h : float
        While it is worn [hour].
    plan : DevicePlan
        How often fittings are bad and what they do.
    notices : Notices
        Strap alerts are added.
    """
    if not plan.strap_raises or plan.bad_per_h + plan.good_per_h <= 0.0:
        return
    fitted_h, slot = from_h, 0
    while fitted_h < until_h:
        words = draw_apart(seed, person, purposes.STRAP + plan.purpose_step, number, slot)
        per_h = plan.bad_per_h if words[0] < plan.bad_fitting else plan.good_per_h
        ends_h = min(fitted_h - math.log(words[1]) * plan.refitted_h, until_h)
        slot += 1
        at_h = fitted_h + _wait_h(words[2], per_h)
        while at_h < ends_h:
            note(notices, at_h, STRAP_ALERT, PRESENT, STRAP_FAULT)
            at_h += _wait_h(draw_apart(seed, person, purposes.STRAP + plan.purpose_step, number, slot)[0], per_h)
            slot += 1
        fitted_h = ends_h


@kernel()
def discharge(
    seed: int,
    person: int,
    number: int,
    from_h: float,
    until_h: float,
    misses: float,
    plan: DevicePlan,
    battery: NDArray[np.float64],
    charges: NDArray[np.float64],
    notices: Notices,
    off: Spans,
    sums: NDArray[np.float64],
) -> None:
    """Charge and discharge the battery of one device, which is full when it is fitted.

    A charge ends when the battery is full or after the usual time. A device that is low warns once; the wearer heeds it
    after a while, or not. A battery that runs flat is a breach that the wearer could have helped (`LAPSED`) unless it
    was on the charger for as long as the scheme asks in the day before.

    Parameters
    ----------
    seed, person, number : int
        Address of the draws; number of the device.
    from_h, until_h : float
        While it is worn and works [hour].
    misses : float
        The person's own share of days without a charge [ratio].
    plan : DevicePlan
        How the battery and the wearer behave.
    battery : ndarray, shape (9,)
        Room for its state.
    charges, notices, off, sums : ndarray, Notices, Spans, ndarray
        As in `live`.
    """
    life_h = battery_life_h(seed, person, number, plan)
    battery[:] = 0.0
    battery[LEVEL_H], battery[AT_H] = life_h, from_h
    battery[HEEDED_H] = battery[FLAT_FROM_H] = math.inf
    battery[USUAL_H] = next_charge_h(seed, person, from_h, misses, plan)
    while True:
        charge_h, low_h, alert_h, flat_h = _next_events(battery, life_h, plan)
        next_h = min(charge_h, low_h, alert_h, flat_h)
        if next_h >= until_h:
            break
        if battery[FLAT_FROM_H] == math.inf:
            battery[LEVEL_H] = max(battery[LEVEL_H] - (next_h - battery[AT_H]), 0.0)
        battery[AT_H] = next_h
        if next_h == low_h:
            _warn(seed, person, number, plan, battery)
        elif next_h == alert_h:
            battery[ALERTED] = 1.0
            if plan.raises_at >= 0.0:
                note(notices, next_h, BATTERY_ALERT, _breach_state(charges, next_h, plan), BATTERY)
        elif next_h == flat_h:
            battery[FLAT_FROM_H], battery[STATE] = next_h, _breach_state(charges, next_h, plan)
            sums[FLAT] += 1.0
        else:
            _charge(until_h, life_h, plan, battery, charges, off, sums)
            if battery[USUAL_H] <= battery[AT_H]:
                battery[USUAL_H] = next_charge_h(seed, person, battery[AT_H], misses, plan)
    if battery[FLAT_FROM_H] < until_h:
        span(off, battery[FLAT_FROM_H], until_h, int(battery[STATE]), BATTERY)


@kernel()
def _next_events(battery: NDArray[np.float64], life_h: float, plan: DevicePlan) -> tuple[float, float, float, float]:
    at_h, level_h = battery[AT_H], battery[LEVEL_H]
    low_h = math.inf if battery[WARNED] > 0.0 else at_h + max(level_h - plan.low_at * life_h, 0.0)
    alert_h = math.inf if battery[ALERTED] > 0.0 else at_h + max(level_h - plan.raises_at * life_h, 0.0)
    flat_h = at_h + level_h if battery[FLAT_FROM_H] == math.inf else math.inf
    return min(battery[USUAL_H], battery[HEEDED_H]), low_h, alert_h, flat_h


@kernel()
def _warn(seed: int, person: int, number: int, plan: DevicePlan, battery: NDArray[np.float64]) -> None:
    words = draw_apart(seed, person, purposes.CHARGE + plan.purpose_step, number, 1 + int(battery[WARNINGS]))
    battery[WARNED] = 1.0
    battery[WARNINGS] += 1.0
    if words[0] < plan.reacts:
        battery[HEEDED_H] = battery[AT_H] - math.log(words[1]) * plan.reacts_h


@kernel()
def _charge(
    until_h: float,
    life_h: float,
    plan: DevicePlan,
    battery: NDArray[np.float64],
    charges: NDArray[np.float64],
    off: Spans,
    sums: NDArray[np.float64],
) -> None:
    at_h, level_h = battery[AT_H], battery[LEVEL_H]
    if battery[FLAT_FROM_H] < math.inf:
        span(off, battery[FLAT_FROM_H], at_h, int(battery[STATE]), BATTERY)
        battery[FLAT_FROM_H] = math.inf
    ends_h = min(at_h + min(plan.charge_length_h, (1.0 - level_h / life_h) * plan.charging_h), until_h)
    gained_h = (ends_h - at_h) * life_h / plan.charging_h if plan.charging_h > 0.0 else life_h
    level_h = min(level_h + gained_h, life_h)
    for earlier in range(charges.shape[0] - 1):
        charges[earlier, 0], charges[earlier, 1] = charges[earlier + 1, 0], charges[earlier + 1, 1]
    charges[-1, 0], charges[-1, 1] = at_h, ends_h
    sums[CHARGING_H] += ends_h - at_h
    sums[TETHERED_H] += (ends_h - at_h) * plan.on_body
    battery[AT_H], battery[LEVEL_H], battery[HEEDED_H] = ends_h, level_h, math.inf
    battery[ALERTED] = 1.0 if level_h <= plan.raises_at * life_h else 0.0
    battery[WARNED] = 1.0 if level_h <= plan.low_at * life_h else 0.0


@kernel()
def _breach_state(charges: NDArray[np.float64], at_h: float, plan: DevicePlan) -> int:
    return PRESENT if charged_lately_h(charges, at_h) >= plan.asked_h - 1e-9 and plan.asked_h > 0.0 else LAPSED
