"""What a scheme takes of everybody on it, whatever they do and whatever an instrument says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.scheme.admits import PartOfDay
from custodes.scheme.ends import highest
from custodes.scheme.fault import Fault
from custodes.scheme.part import Part, Raw, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY_H: Final = 24.0
WEEK_D: Final = 7.0


class AlwaysTakes(Part):
    """Hours of everybody on the scheme until they abscond.

    Attributes
    ----------
    held : Quantity or None
        Time of each day behind a locked door [hour].
    appointments : Quantity or None
        Time of each week at appointments in person, the way there and back included [hour].
    """

    held: PartOfDay | None = None
    appointments: PartOfDay | None = None

    @property
    def all_day(self) -> bool:
        """Whether people are held for every hour of the day, whichever number of a range is true."""
        return self.held is not None and self.held.at(0.0) >= DAY_H

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when nothing is taken, or more than there is."""
        del reading
        if raw.get("held") is None and raw.get("appointments") is None:
            hint = "leave always_takes out where the scheme takes nothing of everybody"
            yield Fault(("held",), "missing-key", "is missing, and so is appointments", hint=hint)
        held, appointments = (highest(raw.get(key)) or 0.0 for key in ("held", "appointments"))
        if held * WEEK_D + appointments > DAY_H * WEEK_D:
            wrong = "a week has 168 hours, and this takes more"
            seen = f"{held:g} h a day held and {appointments:g} h a week at appointments"
            yield Fault(("appointments",), "out-of-range", wrong, seen, "lower one of them")
