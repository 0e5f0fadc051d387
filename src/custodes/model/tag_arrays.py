"""What goes into the compiled loop over tags and what comes out: plain arrays and numbers with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Positioning(NamedTuple):
    """How one instrument records positions, as plain numbers.

    Attributes
    ----------
    interval_h, upload_h : float
        Time from one fix to the next; from one upload to the next [hour].
    sigma_m : ndarray, shape (5,)
        Standard deviation of the error on each axis, by surroundings [metre].
    bias_m : float
        Standard deviation on each axis of the fixed offset of a building [metre].
    bad_share, loss_share : ndarray, shape (5,)
        Share of time with bad signal, and without positions by satellite, by surroundings [ratio].
    bad_factor : float
        How many times larger the error is while the signal is bad [ratio].
    bad_h, loss_h : float
        Mean length of a spell of either [hour].
    wifi, cell : float
        Share of losses that are bridged by Wi-Fi and by cell [ratio].
    wifi_m, cell_m : float
        Standard deviation on each axis of the error of such a position [metre].
    """

    interval_h: float
    upload_h: float
    sigma_m: NDArray[np.float64]
    bias_m: float
    bad_share: NDArray[np.float64]
    bad_factor: float
    bad_h: float
    loss_share: NDArray[np.float64]
    loss_h: float
    wifi: float
    cell: float
    wifi_m: float
    cell_m: float


class DevicePlan(NamedTuple):
    """How one device lives, as plain numbers.

    Attributes
    ----------
    purpose_step : int
        Keeps the draws of this instrument apart.
    life_h, life_spread : float
        Median time that a full battery lasts [hour]; standard deviation of its logarithm between devices.
    charging_h, asked_h : float
        Time from empty to full; time on the charger that the scheme asks for a day [hour].
    on_body : bool
        Whether the wearer is tied to the charger.
    charge_from_h, charge_spread_h, charge_length_h : float
        Usual start of the daily charge [hour after midnight], its standard deviation and its usual length [hour].
    reacts, reacts_h : float
        Share of warnings that the wearer heeds [ratio], and mean time until then [hour].
    low_at, raises_at : float
        Level at which the device warns, and at which an alert is raised, below 0 for never [ratio].
    bad_fitting : float
        Share of fittings that are bad [ratio].
    bad_per_h, good_per_h, refitted_h : float
        False strap alerts on a bad and on a good fitting [1/hour]; mean time until a new fitting [hour].
    strap_raises : bool
        Whether the strap raises alerts.
    fault_per_h, replaced_h, replaced_spread : float
        Rate of failure [1/hour]; median time until a new device [hour], standard deviation of its logarithm.
    removal_per_h, removed_h, absconder_removes : float
        Rate of taking the device off [1/hour], mean time until it is fitted again [hour], share of people who abscond
        who take it off [ratio].
    """

    purpose_step: int
    life_h: float
    life_spread: float
    charging_h: float
    asked_h: float
    on_body: bool
    charge_from_h: float
    charge_spread_h: float
    charge_length_h: float
    reacts: float
    reacts_h: float
    low_at: float
    raises_at: float
    bad_fitting: float
    bad_per_h: float
    good_per_h: float
    refitted_h: float
    strap_raises: bool
    fault_per_h: float
    replaced_h: float
    replaced_spread: float
    removal_per_h: float
    removed_h: float
    absconder_removes: float


class ZonePlan(NamedTuple):
    """The zones of a scheme, one element of each array a zone; the curfew, if there is one, is the first.

    Attributes
    ----------
    cause : ndarray of int8
        Index into CAUSES: curfew, inclusion or exclusion.
    share : ndarray
        Share of people to whom it applies [ratio].
    radius_m, distance_m : ndarray
        Radius of a circle, and the distance of its centre from the wearer's home [metre].
    polygon : ndarray of int64
        Which polygon, -1 for a circle.
    from_h, to_h : ndarray
        When it holds [hour after midnight]; past midnight when it ends before it begins.
    corner_first : ndarray of int64, shape (polygons + 1,)
        Where each polygon's corners begin.
    corner_x_m, corner_y_m : ndarray
        Corners, east and north of the town's centre [metre].
    buffer_m, grace_h : float
        Distance beyond an edge [metre], and time after the start of a curfew [hour], that are let pass.
    dwell : int
        Fixes in a row that make an alert [count].
    uses_fallback : bool
        Whether positions by Wi-Fi and cell count.
    gap_h : float
        Time without data that makes an alert, infinity for none [hour].
    """

    cause: NDArray[np.int8]
    share: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    distance_m: NDArray[np.float64]
    polygon: NDArray[np.int64]
    from_h: NDArray[np.float64]
    to_h: NDArray[np.float64]
    corner_first: NDArray[np.int64]
    corner_x_m: NDArray[np.float64]
    corner_y_m: NDArray[np.float64]
    buffer_m: float
    grace_h: float
    dwell: int
    uses_fallback: bool
    gap_h: float


class Tagged(NamedTuple):
    """The people of a shard who wear the device, one element of each array a person.

    Attributes
    ----------
    person : ndarray of int64
        Number of the person.
    joined_h, left_h, absconds_h : ndarray
        When monitoring starts and ends, when the person absconds, infinity never [hour].
    sleep_from_h : ndarray
        Start of the night [hour after midnight].
    works : ndarray of bool
        Whether the person has working hours.
    misses : ndarray
        The person's own share of days without a charge [ratio].
    """

    person: NDArray[np.int64]
    joined_h: NDArray[np.float64]
    left_h: NDArray[np.float64]
    absconds_h: NDArray[np.float64]
    sleep_from_h: NDArray[np.float64]
    works: NDArray[np.bool_]
    misses: NDArray[np.float64]


class Notices(NamedTuple):
    """What a tag has to report, one element of each array a notice.

    Attributes
    ----------
    filled : ndarray of int64, shape (1,)
        How many there are [count].
    time_h : ndarray
        When it reaches the server [hour].
    cause, state, reason : ndarray of int8
        Index into CAUSES, STATES and REASONS.
    """

    filled: NDArray[np.int64]
    time_h: NDArray[np.float64]
    cause: NDArray[np.int8]
    state: NDArray[np.int8]
    reason: NDArray[np.int8]


class Spans(NamedTuple):
    """Spans of time with what was true in them, one element of each array a span, in order of time.

    Attributes
    ----------
    filled : ndarray of int64, shape (1,)
        How many there are [count].
    start_h, end_h : ndarray
        When each begins and ends [hour].
    state, reason : ndarray of int8
        Index into STATES and REASONS.
    """

    filled: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    state: NDArray[np.int8]
    reason: NDArray[np.int8]


class TagCounts(NamedTuple):
    """What is counted of each person's device, one element of each array a person.

    Attributes
    ----------
    fixes_due, fixes_gnss, fixes_wifi, fixes_cell, fixes_held : ndarray of int32
        Fixes that should have been recorded; recorded, by what they come from; still held at the end [count].
    charging_h, tethered_h, silent_h : ndarray
        Time on the charger, of this tied to it, and without any data [hour].
    battery_breaches, strap_breaches : ndarray of int32
        Times that the device reported its battery or its strap, before the person absconded [count].
    first_breach_h : ndarray
        When it first did, infinity never [hour].
    curfew_nights, false_curfew : ndarray of int32
        Nights under curfew, and times that the device reported a person as out who was not [count].
    """

    fixes_due: NDArray[np.int32]
    fixes_gnss: NDArray[np.int32]
    fixes_wifi: NDArray[np.int32]
    fixes_cell: NDArray[np.int32]
    fixes_held: NDArray[np.int32]
    charging_h: NDArray[np.float64]
    tethered_h: NDArray[np.float64]
    silent_h: NDArray[np.float64]
    battery_breaches: NDArray[np.int32]
    strap_breaches: NDArray[np.int32]
    first_breach_h: NDArray[np.float64]
    curfew_nights: NDArray[np.int32]
    false_curfew: NDArray[np.int32]
