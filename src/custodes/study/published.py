"""Counts of alerts that somebody published, beside which settings of what nobody published can be held.

No count is an input of the model. Each stands here as it was published, with where it was counted; how far a model may
lie from it and still agree is our choice, and says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

QUARTER: Final = 1.25
"""How many times larger or smaller a rate may be and still agree with one published without an interval."""


@dataclass(frozen=True)
class Published:
    """One published count.

    Attributes
    ----------
    key : str
        What it is called here.
    words, short : str
        What was counted, in plain words; a name that fits the head of a column.
    where : str
        Place and time.
    point : str
        Where on the way it was counted.
    value : float
        As published, or worked out from what was [`unit`].
    unit : str
        In words.
    low, high : float
        Between these a model agrees with it [`unit`].
    why : str
        Why between these.
    source : str
        Who says so, and how the number comes from what they say.
    """

    key: str
    words: str
    short: str
    where: str
    point: str
    value: float
    unit: str
    low: float
    high: float
    why: str
    source: str

    def agrees(self, value: float) -> bool:
        """Say whether a model agrees with it.

        Parameters
        ----------
        value : float
            What the model gives [`unit`].

        Returns
        -------
        bool
            Whether it lies between the bounds.
        """
        return self.low <= value <= self.high


_NO_INTERVAL: Final = (
    "A quarter more or less: it was published without an interval, and other agencies count otherwise."
)

ALARMS: Final = (
    Published(
        key="us-agencies-2013",
        words="alarms of all kinds",
        short="21 US agencies",
        where="21 agencies in the United States, April 2013",
        point="raised: alarms that the systems logged",
        value=9.7,
        unit="per person-month",
        low=9.7 / QUARTER,
        high=9.7 * QUARTER,
        why=_NO_INTERVAL,
        source="Associated Press, 28 July 2013: 256,408 alarms of 26,343 people in a month.",
    ),
    Published(
        key="tennessee-2012",
        words="alerts of all kinds",
        short="Tennessee audit",
        where="68 people sampled by the state's audit, Tennessee, ten months to 2012",
        point="raised: alerts that the system gave",
        value=16.7,
        unit="per person-month",
        low=16.7 / QUARTER,
        high=16.7 * QUARTER,
        why=_NO_INTERVAL,
        source="Columbia Daily Herald on the audit of September 2012: 11,347 alerts of 68 people in ten months.",
    ),
)
"""Alerts of all kinds, each with where it was counted."""

_PILOT: Final = "Home Office pilot of 2022 and 2023, about 600 people with a fitted tag"
_PRESS: Final = "Sky News on the evaluation of 13 January 2025 [pilot-press-2025]; its tables were not readable."
_BREACH: Final = "recorded: a breach that the device reported, whatever became of it"

ANY: Final = Published(
    key="pilot-any",
    words="people with at least one battery or strap breach",
    short="any breach",
    where=_PILOT,
    point=_BREACH,
    value=2 / 3,
    unit="share",
    low=0.5,
    high=0.8,
    why="Published as two thirds; how long people wore the tag is not.",
    source=_PRESS,
)
BATTERY: Final = (
    Published(
        key="pilot-battery-mean",
        words="battery breaches a person, mean",
        short="battery, mean",
        where=_PILOT,
        point=_BREACH,
        value=6.0,
        unit="a person",
        low=4.0,
        high=9.0,
        why="It is not said whether 6 is of everybody, or of the two thirds with any breach (then 4 of everybody); nor "
        "how long people wore the tag.",
        source=_PRESS,
    ),
    Published(
        key="pilot-battery-largest",
        words="battery breaches of the person with the most",
        short="battery, most",
        where=_PILOT,
        point=_BREACH,
        value=81.0,
        unit="of one person",
        low=81.0 / 2,
        high=81.0 * 2,
        why="Half or twice as many: the largest of 600 is a matter of luck.",
        source=_PRESS,
    ),
)
STRAP: Final = (
    Published(
        key="pilot-strap-mean",
        words="strap breaches a person, mean",
        short="strap, mean",
        where=_PILOT,
        point=_BREACH,
        value=1.0,
        unit="a person",
        low=0.5,
        high=1.5,
        why="Published as 1, rounded.",
        source=_PRESS,
    ),
    Published(
        key="pilot-strap-largest",
        words="strap breaches of the person with the most",
        short="strap, most",
        where=_PILOT,
        point=_BREACH,
        value=3.0,
        unit="of one person",
        low=3.0 / 2,
        high=3.0 * 2,
        why="Half or twice as many: the largest of 600 is a matter of luck.",
        source=_PRESS,
    ),
)
"""Breaches of battery and strap, each a figure of people over their time on the tag."""
