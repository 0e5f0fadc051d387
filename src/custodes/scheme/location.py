"""What an instrument records of where its wearer is: how often, how well, and when not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.scheme.admits import (
    AtLeastOnce,
    CorrelationTime,
    FixInterval,
    Interval,
    LengthOrNone,
    Metres,
    Share,
    ShareBelowOne,
)
from custodes.scheme.ends import highest
from custodes.scheme.fault import Fault
from custodes.scheme.part import Part, Raw, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

HAIR: Final = 1e-9
"""Shares may pass 1 by this much."""


class ErrorAround(Part):
    """How wide positions scatter, by what surrounds the device.

    Attributes
    ----------
    open, street, vehicle, light_indoor, deep_indoor : Quantity
        Standard deviation of the error on each axis there, while the signal is good [metre].
    """

    open: Metres
    street: Metres
    vehicle: Metres
    light_indoor: Metres
    deep_indoor: Metres


class ShareAround(Part):
    """How much of the time something is so, by what surrounds the device.

    Attributes
    ----------
    open, street, vehicle, light_indoor, deep_indoor : Quantity
        Share of the time there [ratio].
    """

    open: ShareBelowOne
    street: ShareBelowOne
    vehicle: ShareBelowOne
    light_indoor: ShareBelowOne
    deep_indoor: ShareBelowOne


class BadSignal(Part):
    """Spells in which positions are worse than usual.

    Attributes
    ----------
    share : ShareAround
        Share of the time with bad signal.
    factor : Quantity
        How many times larger the error is then [ratio].
    length : Quantity
        Mean length of such a spell [minute].
    """

    share: ShareAround
    factor: AtLeastOnce
    length: Interval


class PositionError(Part):
    """How far recorded positions lie from the true ones.

    Attributes
    ----------
    sigma : ErrorAround
        How wide they scatter.
    correlation_time : Quantity
        Time in which the error forgets itself: after it, the correlation with the error before is 1/e [minute].
    building_bias : Quantity
        Standard deviation on each axis of the offset that a building gives to every position in it [metre].
    bad_signal : BadSignal
        Spells in which positions are worse.
    """

    sigma: ErrorAround
    correlation_time: CorrelationTime
    building_bias: LengthOrNone
    bad_signal: BadSignal


class Loss(Part):
    """Spells in which no position comes from satellites.

    Attributes
    ----------
    share : ShareAround
        Share of the time without.
    length : Quantity
        Mean length of such a spell [minute].
    wifi, cell : Quantity
        Share of those spells that are bridged by positions of wireless networks, and of telephone masts [ratio].
    wifi_error, cell_error : Quantity
        Median error of such a position [metre].
    """

    share: ShareAround
    length: Interval
    wifi: Share
    cell: Share
    wifi_error: Metres
    cell_error: Metres

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when more spells may be bridged than there are."""
        del reading
        wifi, cell = highest(raw.get("wifi")), highest(raw.get("cell"))
        if wifi is not None and cell is not None and wifi + cell > 1.0 + HAIR:
            wrong = "wifi and cell may add up to more than 1, but a spell is bridged by one of them at most"
            yield Fault(
                ("cell",), "shares-do-not-sum", wrong, f"{wifi + cell:.6g}", "lower the high end of one of them"
            )


class Location(Part):
    """What the instrument records of where the wearer is.

    Attributes
    ----------
    fix_interval : Quantity
        Time from one recorded position, a fix, to the next [minute].
    upload_interval : Quantity
        Time from one upload of fixes to the next [minute].
    error : PositionError
        How far they lie from the true ones.
    loss : Loss
        When none is recorded, or one by other means than satellites.
    """

    fix_interval: FixInterval
    upload_interval: Interval
    error: PositionError
    loss: Loss
