"""How the people on a scheme live: when they sleep and work, how reachable they are, and what really happens."""

from __future__ import annotations

from custodes.scheme.admits import Clock, Duration, Factor, Interval, PartOfDay, Rate, Share, Spread
from custodes.scheme.evidence_outcomes import OutcomeName
from custodes.scheme.part import Part


class Wearers(Part):
    """The hours of the people on the scheme.

    Attributes
    ----------
    sleep_from : Quantity
        When people go to sleep [time of day].
    sleep_length : Quantity
        How long they sleep [hour].
    sleep_spread : Quantity
        Standard deviation between people of when they go to sleep [hour].
    working_share : Quantity
        Share of people who work [ratio].
    work_from : Quantity
        When work begins [time of day].
    work_length : Quantity
        How long a working day is [hour].
    work_delay_factor : Quantity
        How many times slower a prompt is answered at work [ratio].
    woken_share : Quantity
        Share of prompts during sleep that wake the wearer [ratio].
    reachability_spread : Quantity
        Standard deviation of the logarithm of a person's own delay factor [ratio].
    """

    sleep_from: Clock
    sleep_length: PartOfDay
    sleep_spread: PartOfDay
    working_share: Share
    work_from: Clock
    work_length: PartOfDay
    work_delay_factor: Factor
    woken_share: Share
    reachability_spread: Spread


class Conduct(Part):
    """What people really do, whatever the checks say.

    Attributes
    ----------
    absconding : Quantity
        How often a person absconds [1/year].
    absconding_counted_as : str or None
        The outcome of the published evidence by whose definition that is counted.
    handing_over : Quantity
        How often a person hands the device to somebody else [1/year].
    handing_over_length : Quantity
        How long the device is then with somebody else [day].
    picture_share : Quantity
        Share of those episodes in which a picture of the wearer is shown instead [ratio].
    late_home : Quantity or None
        How often a person comes home after the start of the curfew [1/year].
    late_by : Quantity or None
        Mean time that they are then late [minute].
    zone_entry : Quantity or None
        How often a person goes into a zone that they must keep out of [1/year].
    zone_stay : Quantity or None
        Mean time that they then stay there [minute].
    removal : Quantity or None
        How often a person takes the device off [1/year].
    removed_for : Quantity or None
        Mean time until it is fitted again [day].
    absconder_removes : Quantity or None
        Share of people who abscond who take the device off [ratio].
    """

    absconding: Rate
    absconding_counted_as: OutcomeName | None = None
    handing_over: Rate
    handing_over_length: Duration
    picture_share: Share
    late_home: Rate | None = None
    late_by: Interval | None = None
    zone_entry: Rate | None = None
    zone_stay: Interval | None = None
    removal: Rate | None = None
    removed_for: Interval | None = None
    absconder_removes: Share | None = None


class Reviews(Part):
    """Reviews of the decision to monitor.

    Attributes
    ----------
    interval : Quantity
        Time between two reviews of the decision to monitor [month].
    """

    interval: Interval
