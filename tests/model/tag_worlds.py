"""Tags as plain numbers, for the tests of the model: nothing fails unless a test says so."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from custodes.model.judge import Way
from custodes.model.tag_arrays import DevicePlan, Positioning, ZonePlan
from custodes.model.zones import CURFEW
from custodes.records.tables import SURROUNDINGS

MINUTE_H = 1.0 / 60.0
NOWHERE = len(SURROUNDINGS)


def positioning_with(**changes: Any) -> Positioning:
    """A fix a minute, uploaded at once, right to 6 m on each axis, never lost."""
    plain = Positioning(
        interval_h=MINUTE_H,
        upload_h=MINUTE_H,
        sigma_m=np.full(NOWHERE, 6.0),
        bias_m=0.0,
        bad_share=np.zeros(NOWHERE),
        bad_factor=1.0,
        bad_h=0.5,
        loss_share=np.zeros(NOWHERE),
        loss_h=0.2,
        wifi=0.0,
        cell=0.0,
        wifi_m=63.0,
        cell_m=510.0,
    )
    return plain._replace(**changes)


def device_with(**changes: Any) -> DevicePlan:
    """A battery that lasts two days, charged for two hours every evening; no fault, nothing taken off."""
    plain = DevicePlan(
        purpose_step=0,
        life_h=48.0,
        life_spread=0.0,
        charging_h=2.0,
        asked_h=1.0,
        on_body=True,
        charge_from_h=21.0,
        charge_spread_h=0.0,
        charge_length_h=2.0,
        reacts=0.0,
        reacts_h=1.0,
        low_at=0.2,
        raises_at=0.0,
        bad_fitting=0.0,
        bad_per_h=0.0,
        good_per_h=0.0,
        refitted_h=2400.0,
        strap_raises=True,
        fault_per_h=0.0,
        replaced_h=24.0,
        replaced_spread=0.0,
        removal_per_h=0.0,
        removed_h=24.0,
        absconder_removes=0.0,
    )
    return plain._replace(**changes)


def zones_with(*circles: tuple[int, float, float], **changes: Any) -> ZonePlan:
    """Circles of (cause, radius, distance from home), for everybody, at all hours."""
    rows = np.array(circles, dtype=np.float64).reshape(-1, 3)
    count = len(rows)
    plain = ZonePlan(
        cause=rows[:, 0].astype(np.int8),
        share=np.ones(count),
        radius_m=rows[:, 1].copy(),
        distance_m=rows[:, 2].copy(),
        polygon=np.full(count, -1, dtype=np.int64),
        from_h=np.zeros(count),
        to_h=np.full(count, 24.0),
        corner_first=np.zeros(1, dtype=np.int64),
        corner_x_m=np.zeros(0),
        corner_y_m=np.zeros(0),
        buffer_m=0.0,
        grace_h=0.0,
        dwell=1,
        uses_fallback=False,
        gap_h=math.inf,
    )
    return plain._replace(**changes)


def curfew_with(radius_m: float, from_h: float = 19.0, to_h: float = 7.0, **changes: Any) -> ZonePlan:
    """A curfew at home from the evening to the morning, for everybody."""
    return zones_with((CURFEW, radius_m, 0.0), from_h=np.array([from_h]), to_h=np.array([to_h]), **changes)


def stay_with(**changes: Any) -> Way:
    """Two days at the centre of the town."""
    plain = Way(0.0, 48.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 6.0, 0)
    return plain._replace(**changes)
