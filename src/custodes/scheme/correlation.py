"""How much what one person does depends on who they are."""

from __future__ import annotations

from custodes.scheme.admits import Correlation
from custodes.scheme.part import Part


class PersonCorrelation(Part):
    """How much what one person does depends on who they are.

    Attributes
    ----------
    person : Quantity
        Correlation within one person [ratio].
    """

    person: Correlation
