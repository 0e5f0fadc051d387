"""What a scheme says: its parts, its numbers with their units and sources, and the library of schemes."""

from __future__ import annotations

from custodes.scheme.library import check, load, names
from custodes.scheme.quantity import Quantity
from custodes.scheme.scheme import Scheme
from custodes.scheme.source import Source

__all__ = ["Quantity", "Scheme", "Source", "check", "load", "names"]
