"""What is asked of the dials of a trail: whom, how long, at which settings; and what cannot be asked."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from custodes.errors import Problem, UsageRefused, refuse
from custodes.measures.trail_settings import GRIDS, INTERVALS
from custodes.records.tables import SURROUNDINGS
from custodes.study.dial_amounts import DIALS, MOST, amounts_of, named, out_of_range, spoken
from custodes.study.run import make_plan

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.study.plan import Plan

Dial = Literal["interval", "grid", "keep"]

PEOPLE: Final = 300
DAYS: Final = 28
DRAWS: Final = 8
"""People, days and draws when none are asked for."""

KEEPS_D: Final = (7.0, 28.0, 90.0, 365.0, 1095.0, 2190.0)
"""How long positions are kept, when nothing else is asked for [day]."""

LONG_PEOPLE: Final = 60
"""People, at most, whose whole lives on the scheme are looked at to see what grows with the days kept."""

GAIN_DAYS: Final = 365
GAIN_TIMES: Final = 2
"""How soon true violations are noticed is counted over a year, on twice as many people: violations are rare."""

MINUTES_PER_HOUR: Final = 60.0
HOURS_PER_DAY: Final = 24.0
HAIR: Final = 1e-9


@dataclass(frozen=True)
class Setting:
    """One setting of one dial; the two other dials stand where the scheme has them.

    Attributes
    ----------
    dial : str
        "interval", "grid" or "keep".
    amount : float
        Time between fixes [minute], side of the squares, 0 for none [metre], or time kept [day].
    own : bool
        Whether it is the scheme's own.
    """

    dial: Dial
    amount: float
    own: bool = False

    @property
    def name(self) -> str:
        """Its name in ids, such as ``15min``."""
        return named(self.dial, self.amount)

    @property
    def words(self) -> str:
        """Its name in plain words, such as "15 minutes"."""
        return spoken(self.dial, self.amount)


@dataclass(frozen=True)
class DialPlan:
    """One look at the dials of a scheme's trail.

    Attributes
    ----------
    base : Plan
        The scheme, its people, the days of the short sample, draws, seed.
    instrument : str
        The instrument that records positions.
    settings : tuple of Setting
        Dial after dial, from the finest or shortest on.
    """

    base: Plan
    instrument: str
    settings: tuple[Setting, ...] = field(default=())

    @property
    def scheme(self) -> Scheme:
        """The scheme with the settings of the call."""
        return self.base.scheme

    @property
    def long_people(self) -> int:
        """People whose whole lives on the scheme are looked at [person]."""
        return min(self.base.people, LONG_PEOPLE)

    @property
    def gain_people(self) -> int:
        """People at any one time on whom it is counted how soon true violations are noticed [person]."""
        return self.base.people * GAIN_TIMES

    @property
    def gain_days(self) -> int:
        """Days over which it is counted how soon true violations are noticed [day]."""
        return max(self.base.days, GAIN_DAYS)

    def along(self, dial: Dial) -> tuple[Setting, ...]:
        """List the settings of one dial.

        Parameters
        ----------
        dial : str
            "interval", "grid" or "keep".

        Returns
        -------
        tuple of Setting
            From the finest or shortest on.
        """
        return tuple(each for each in self.settings if each.dial == dial)

    def own(self, dial: Dial) -> Setting | None:
        """Give the scheme's own setting of a dial.

        Parameters
        ----------
        dial : str
            "interval", "grid" or "keep".

        Returns
        -------
        Setting or None
            None when the scheme does not say.
        """
        return next((each for each in self.along(dial) if each.own), None)

    def document(self) -> dict[str, Any]:
        """Return what makes two looks the same look.

        Returns
        -------
        dict
            Ready for JSON.
        """
        asked = {dial: [each.amount for each in self.along(dial)] for dial in DIALS}
        return {**self.base.document(), "dials": asked}

    @property
    def hash(self) -> str:
        """SHA-256 of the document, in hexadecimal."""
        text = json.dumps(self.document(), sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def command(self) -> str:
        """Return the command that repeats it.

        Returns
        -------
        str
            One line for a shell.
        """
        base = self.base
        words = ["custodes", "trail", base.file or base.scheme.scheme]
        words += [f"--people={base.people}", f"--days={base.days}", f"--draws={base.draws}", f"--seed={base.seed}"]
        for dial in DIALS:
            along = self.along(dial)
            names = [each.name for each in along if not each.own] or [each.name for each in along if each.amount > 0]
            words += [f"--{dial}={','.join(names)}"] if names else []
        return shlex.join(words + [f"--set={path}={value}" for path, value in sorted(base.settings.items())])


def recording(scheme: Scheme) -> str:
    """Name the instrument that records positions.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    str
        The first, if there are several.

    Raises
    ------
    Refused
        When there is none.
    """
    found = next((name for name, each in scheme.instruments.items() if each.location is not None), None)
    if found is None:
        raise refuse(
            code="no-trail",
            wrong="this scheme records no trail: none of its instruments records positions",
            seen=scheme.scheme,
            hint='choose a scheme with an instrument that has "location"; custodes show names the parts of each',
        )
    return found


def dial_plan(  # noqa: PLR0913 - the arguments of a call
    scheme: Scheme | str | os.PathLike[str],
    *,
    people: int = PEOPLE,
    days: int = DAYS,
    draws: int = DRAWS,
    seed: int = 1,
    interval: Sequence[str] = (),
    grid: Sequence[str] = (),
    keep: Sequence[str] = (),
    settings: Mapping[str, str | float] | None = None,
) -> DialPlan:
    """Settle at which settings a scheme's trail is looked at.

    Parameters
    ----------
    scheme : Scheme or str or path
        A scheme, the name of one in the library, or a file.
    people, days : int
        People [person] and days [day] of the sample.
    draws : int
        Worlds drawn from the scheme's ranges.
    seed : int
        Seed of every random number.
    interval, grid, keep : sequence of str
        Settings of each dial, such as "15min", "500m", "90d"; the usual ones when none are given. The scheme's own are
        always among them.
    settings : mapping of str to (str or float), optional
        Quantities to fix, by dotted path.

    Returns
    -------
    DialPlan
        What is to be computed.

    Raises
    ------
    Refused
        When the scheme records no trail.
    UsageRefused
        When a setting is zero, finer than what is recorded, or finer than the error of positions.
    """
    base = make_plan(scheme, people=people, days=days, draws=draws, seed=seed, settings=settings)
    instrument = recording(base.scheme)
    values, problems = base.scheme.values(), list[Problem]()
    own_min = own_interval_min(values, instrument)
    intervals, grids, keeps = (
        list(amounts_of(dial, texts, problems)) for dial, texts in zip(DIALS, (interval, grid, keep), strict=True)
    )
    problems += _too_fine_intervals(intervals, own_min, instrument)
    problems += _too_fine_grids(grids, *least_error_m(values, instrument), instrument)
    if problems:
        raise UsageRefused(problems)
    least_m, _ = least_error_m(values, instrument)
    keep_d = own_keep_d(base.scheme, values)
    every = (
        *_dial("interval", intervals or [m for m in INTERVALS.values() if m > own_min + HAIR], own_min),
        *_dial("grid", grids or [m for m in GRIDS.values() if m >= least_m], 0.0),
        *_dial("keep", keeps or KEEPS_D, keep_d),
    )
    return DialPlan(base, instrument, every)


def _dial(dial: Dial, amounts: Iterable[float], own: float | None) -> tuple[Setting, ...]:
    kept = {} if own is None else {named(dial, own): Setting(dial, own, own=True)}
    for amount in amounts:
        kept.setdefault(named(dial, amount), Setting(dial, amount))
    return tuple(sorted(kept.values(), key=lambda each: each.amount))


def own_interval_min(values: Mapping[str, float], instrument: str) -> float:
    """Give the time between the fixes that an instrument records.

    Parameters
    ----------
    values : mapping of str to float
        A draw.
    instrument : str
        Its name.

    Returns
    -------
    float
        As the model records them: an even number fills a day [minute].
    """
    from custodes.model.tag_parameters import fitting_interval_h  # noqa: PLC0415 - plans are made without the model

    return fitting_interval_h(values[f"instruments.{instrument}.location.fix_interval"]) * MINUTES_PER_HOUR


def least_error_m(values: Mapping[str, float], instrument: str) -> tuple[float, str]:
    """Give the smallest error of positions that an instrument has anywhere.

    Parameters
    ----------
    values : mapping of str to float
        A draw.
    instrument : str
        Its name.

    Returns
    -------
    error_m : float
        Standard deviation on each axis with a good signal [metre].
    around : str
        Where: a word of SURROUNDINGS.
    """
    root = f"instruments.{instrument}.location.error.sigma"
    return min((values[f"{root}.{around}"], around) for around in SURROUNDINGS)


def own_keep_d(scheme: Scheme, values: Mapping[str, float]) -> float | None:
    """Give how long a scheme keeps positions.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    values : mapping of str to float
        A draw.

    Returns
    -------
    float or None
        Whole days, rounded up, at most as many as can be looked at; None when it does not say, or keeps none [day].
    """
    kept_h = [values[f"data_kept.{k}.keep"] for k, each in enumerate(scheme.data_kept) if each.item == "location_fix"]
    days = -(-max(kept_h, default=0.0) // HOURS_PER_DAY)
    return min(float(days), MOST["keep"]) if days > 0 else None


def _too_fine_intervals(amounts: Sequence[float], own_min: float, instrument: str) -> list[Problem]:
    return [
        out_of_range(
            "interval",
            amount,
            code="interval-too-fine",
            wrong=f"this scheme records a position every {spoken('interval', own_min)}; nothing finer can be derived",
            hint=f"ask for {named('interval', own_min)} or more, or set instruments.{instrument}.location.fix_interval",
        )
        for amount in amounts
        if amount < own_min - HAIR
    ]


def _too_fine_grids(amounts: Sequence[float], least_m: float, around: str, instrument: str) -> list[Problem]:
    path = f"instruments.{instrument}.location.error.sigma.{around}"
    return [
        out_of_range(
            "grid",
            amount,
            code="grid-too-fine",
            wrong=f"positions are wrong by {least_m:g} m on each axis at best ({path}); squares finer than that would "
            "show digits that are not there",
            hint=f"ask for {least_m:g} m or more; what is recorded without rounding is always shown",
        )
        for amount in amounts
        if amount < least_m
    ]
