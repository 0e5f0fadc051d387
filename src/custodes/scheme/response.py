"""What follows an alert: the steps of the response ladder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from custodes.scheme.admits import Duration, Share
from custodes.scheme.part import Part

StepName = Literal["contact", "warning", "visit", "arrest"]
STEP_NAMES: Final[tuple[StepName, ...]] = ("contact", "warning", "visit", "arrest")
"""Steps of the ladder, mildest first."""


class Step(Part):
    """One step of the ladder; an alert gets at most one.

    Attributes
    ----------
    if_false : Quantity
        Share of handled false alerts that get this step [ratio].
    if_true : Quantity
        Share of handled true alerts that get this step [ratio].
    takes : Quantity
        Time that it takes from the wearer [hour].
    detains : Quantity
        Time that the wearer is detained [day].
    """

    if_false: Share
    if_true: Share
    takes: Duration
    detains: Duration


Response = Mapping[StepName, Step]
"""The steps of the ladder by name."""
