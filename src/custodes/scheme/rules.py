"""When failed checks become an alert."""

from __future__ import annotations

from typing import Literal

from custodes.scheme.admits import Count, Duration, Interval
from custodes.scheme.part import Part


class Rules(Part):
    """When failed checks become an alert.

    Attributes
    ----------
    missed_in_a_row : Quantity
        So many unanswered or undelivered checks in a row raise an alert [count].
    no_image : str
        Whether a check that took no usable picture raises an alert (raise) or is let go (clear).
    joins_open_alert : Quantity
        A later failure within this time of the wearer's last alert joins it [hour].
    absence_closed_after : Quantity
        Checks of an absconder stop after so long without an answer [day].
    """

    missed_in_a_row: Count
    no_image: Literal["raise", "clear"]
    joins_open_alert: Duration
    absence_closed_after: Interval
