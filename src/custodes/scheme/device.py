"""The device that a wearer carries: its battery, how it is charged, its strap, and its faults."""

from __future__ import annotations

from pydantic import Field, StrictBool

from custodes.scheme.admits import Clock, Interval, PartOfDay, Rate, Share, Spread
from custodes.scheme.correlation import PersonCorrelation
from custodes.scheme.part import Part


class Charging(Part):
    """How wearers charge the device.

    Attributes
    ----------
    from_ : Quantity
        When people put it on charge [time of day].
    spread : Quantity
        Standard deviation of that time from day to day [hour].
    length : Quantity
        How long they leave it on the charger, unless it is full before [hour].
    misses : Quantity
        Share of days on which it is not put on charge [ratio].
    correlation : PersonCorrelation
        How much missing a charge depends on the person.
    reacts : Quantity
        Share of warnings of a low battery that lead to a charge [ratio].
    reacts_after : Quantity
        Mean time from such a warning to the charge [minute].
    """

    from_: Clock = Field(alias="from")
    spread: PartOfDay
    length: PartOfDay
    misses: Share
    correlation: PersonCorrelation
    reacts: Share
    reacts_after: Interval


class Strap(Part):
    """When the strap is reported although nobody has touched it.

    Attributes
    ----------
    bad_fitting : Quantity
        Share of fittings that are bad [ratio].
    bad_alerts, good_alerts : Quantity
        False reports of the strap from a bad fitting, and from a good one [1/year].
    refitted_after : Quantity
        Mean time until the device is fitted anew [day].
    """

    bad_fitting: Share
    bad_alerts: Rate
    good_alerts: Rate
    refitted_after: Interval


class DeviceFault(Part):
    """Devices that fall silent.

    Attributes
    ----------
    rate : Quantity
        How often a device falls silent for good [1/year].
    replaced_after : Quantity
        Median time until the wearer has another one [day].
    replaced_spread : Quantity
        Standard deviation of the logarithm of that time [ratio].
    """

    rate: Rate
    replaced_after: Interval
    replaced_spread: Spread


class Device(Part):
    """The device that the wearer carries.

    Attributes
    ----------
    battery_life : Quantity
        Median time that a full battery lasts [hour].
    battery_spread : Quantity
        Standard deviation of the logarithm of that time between devices [ratio].
    charging_time : Quantity
        Time from empty to full [hour].
    charging_asked : Quantity
        Time on the charger that is asked of the wearer in a day [hour].
    on_body : bool
        Whether it is charged while it is worn, which ties the wearer to the charger.
    charging : Charging
        How wearers charge it.
    low_at : Quantity
        What is left in the battery when the device warns [ratio].
    strap : Strap
        When the strap is reported although nobody has touched it.
    fault : DeviceFault
        Devices that fall silent.
    """

    battery_life: Interval
    battery_spread: Spread
    charging_time: Interval
    charging_asked: PartOfDay
    on_body: StrictBool
    charging: Charging
    low_at: Share
    strap: Strap
    fault: DeviceFault
