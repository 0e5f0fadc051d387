"""What was counted in published trials: the closed list of outcomes, each with its definition.

Two outcomes that share a word need not share a meaning: absconding as the Home Office marks it and absconding in an
answer to a request are two lines here, and a number of one is never set beside a number of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from custodes.errors import Refused, refuse
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

OutcomeName = Literal[
    "absconded-as-marked-by-home-office",
    "out-of-contact",
    "absconded-after-release-foi",
    "absconded-from-isap",
    "court-attendance",
    "check-ins-and-court-attendance",
    "complied-with-bail",
    "failed-supervision",
    "violated-or-charged",
    "reoffended",
]

MONTH_D: Final = 365.25 / 12.0
"""A month on average [day]."""

_NEAR_MONTH: Final = 0.02


@dataclass(frozen=True)
class Outcome:
    """One way of counting.

    Attributes
    ----------
    name : str
        Its name.
    definition : str
        What is counted, of whom and by when, in one sentence.
    better : str
        Whether fewer or more of it is what a scheme seeks.
    horizon_days : int or None
        By when it is counted, after the start [day], everybody taken to have been followed for all of it; None where
        the definition does not say.
    """

    name: str
    definition: str
    better: Literal["fewer", "more"]
    horizon_days: int | None = None

    @property
    def within(self) -> str:
        """The time within which it is counted, in words; "" where the definition does not say."""
        if self.horizon_days is None:
            return ""
        months = self.horizon_days / MONTH_D
        return f"{round(months)} months" if abs(months - round(months)) < _NEAR_MONTH else f"{self.horizon_days} days"


_DEFINED: Final[Mapping[OutcomeName, tuple[str, Literal["fewer", "more"]]]] = {
    "absconded-as-marked-by-home-office": (
        (
            "Marked as an absconder in the Home Office's own records by the end of the pilot, 18 months after its "
            "start, however long they had been in it by then."
        ),
        "fewer",
    ),
    "out-of-contact": ("Out of contact with the Home Office at 16 months, for whatever reason.", "fewer"),
    "absconded-after-release-foi": (
        "Absconded, of those released from detention in a year, by an answer to a request for information.",
        "fewer",
    ),
    "absconded-from-isap": (
        "Recorded by the US immigration service as having absconded while in its supervision programme.",
        "fewer",
    ),
    "court-attendance": ("Came to the hearings of the immigration court while in the US programme.", "more"),
    "check-ins-and-court-attendance": (
        "Families who came to the check-ins and hearings of the US family programme.",
        "more",
    ),
    "complied-with-bail": ("Kept to the conditions of bail, as the evaluation of the British pilot judged it.", "more"),
    "failed-supervision": (
        "Supervision in the community in Florida ended by a new offence, a violation of its terms or absconding.",
        "fewer",
    ),
    "violated-or-charged": ("A violation of the terms or a new charge in the first year in Tennessee.", "fewer"),
    "reoffended": ("A new offence, as each of the studies of a review counted it.", "fewer"),
}

_HORIZONS: Final[Mapping[OutcomeName, int]] = {
    "absconded-as-marked-by-home-office": 548,
    "out-of-contact": 487,
    "violated-or-charged": 365,
}
"""By when an outcome is counted, where its definition says so: 18 months, 16 months, a year [day].

Everybody is taken to have been followed for the whole of that time. How long each person of the pilot was followed is
not published, so a rate worked out of a share by then is at least that.
"""

OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType(
    {name: Outcome(name, definition, better, _HORIZONS.get(name)) for name, (definition, better) in _DEFINED.items()}
)
"""Every outcome by name."""


def outcome_called(name: str) -> Outcome:
    """Find an outcome by its name.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    Outcome
        Its definition.

    Raises
    ------
    Refused
        When there is no such outcome.
    """
    if name not in OUTCOMES:
        hint = did_you_mean(name, OUTCOMES) or f"known are {', '.join(OUTCOMES)}"
        raise refuse(code="unknown-outcome", wrong="is not an outcome of the evidence", seen=name, hint=hint)
    return OUTCOMES[name]


def other_definition(stated: str, wanted: str) -> Refused:
    """Refuse to use a number of one definition for another.

    Parameters
    ----------
    stated, wanted : str
        Names of the outcome that was counted, and of the one that it would be used for.

    Returns
    -------
    Refused
        To be raised by the caller; says both definitions.
    """
    counted, asked = outcome_called(stated).definition, outcome_called(wanted).definition
    wrong = f"the evidence counted {stated} and this is {wanted}: two definitions are never mixed"
    return refuse(
        "other-definition",
        wrong,
        seen=f"counted: {counted} Asked: {asked}",
        hint=f"ask for {stated}, or name evidence on {wanted}",
    )
