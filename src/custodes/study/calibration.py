"""A trial of settings of what nobody published, and what came out of it."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custodes.records.versions import versions
from custodes.study.calibration_axes import must_stay
from custodes.study.published import ANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.scheme.scheme import Scheme
    from custodes.study.calibration_axes import Grid
    from custodes.study.calibration_world import Alarms, Sample
    from custodes.study.plan import Plan
    from custodes.study.published import Published


@dataclass(frozen=True)
class Tried:
    """What came out at one setting.

    Attributes
    ----------
    setting : tuple of float
        One value an axis.
    figures : mapping of str to float
        What the model gives, by key of what was published.
    agrees : tuple of str
        Keys of what it agrees with.
    alarms : Alarms or None
        More about alerts of all kinds.
    """

    setting: tuple[float, ...]
    figures: Mapping[str, float]
    agrees: tuple[str, ...]
    alarms: Alarms | None = None


@dataclass(frozen=True)
class Trial:
    """One grid beside what was published.

    Attributes
    ----------
    key : str
        "alarms", "battery" or "strap".
    grid : Grid
        What was turned.
    sample : Sample
        Whom it was tried on.
    published : tuple of Published
        What it is held beside.
    tried : tuple of Tried
        Every setting.
    """

    key: str
    grid: Grid
    sample: Sample
    published: tuple[Published, ...]
    tried: tuple[Tried, ...]

    def agreeing(self, *keys: str) -> tuple[Tried, ...]:
        """List the settings that agree with all of some published counts.

        Parameters
        ----------
        *keys : str
            Their keys; all of this trial when none are given.

        Returns
        -------
        tuple of Tried
            In the order of the grid.
        """
        wanted = set(keys or (each.key for each in self.published))
        return tuple(each for each in self.tried if wanted <= set(each.agrees))


@dataclass(frozen=True)
class CalibrationPlan:
    """What is tried.

    Attributes
    ----------
    base : Plan
        Scheme, seed, settings.
    instrument : str
        The instrument that records positions.
    grids : mapping of str to Grid
        By key of the trial; one without axes is left out.
    """

    base: Plan
    instrument: str
    grids: Mapping[str, Grid] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        """The scheme with the settings of the call."""
        return self.base.scheme

    @property
    def hash(self) -> str:
        """SHA-256 of what is tried, in hexadecimal."""
        grids = {key: {axis.key: axis.values for axis in grid.axes} for key, grid in self.grids.items()}
        asked = {"calibrate": self.base.document(), "grids": grids}
        text = json.dumps(asked, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def command(self) -> str:
        """Return the command that repeats it.

        Returns
        -------
        str
            One line for a shell.
        """
        base = self.base
        words = ["custodes", "calibrate", base.file or base.scheme.scheme, f"--seed={base.seed}"]
        return shlex.join(words + [f"--set={path}={value}" for path, value in sorted(base.settings.items())])


@dataclass(frozen=True)
class Calibration:
    """A finished trial of all grids.

    Attributes
    ----------
    plan : CalibrationPlan
        What was tried.
    trials : tuple of Trial
        Alarms, battery, strap; those that the scheme has.
    pairs, pairs_agreeing : int
        Pairs of an agreeing setting of the battery and one of the strap; those that agree with the share of people
        with any breach too.
    """

    plan: CalibrationPlan
    trials: tuple[Trial, ...]
    pairs: int
    pairs_agreeing: int

    @property
    def has_zones(self) -> bool:
        """Whether people must stay in a zone, so that error, radius and dwell were turned."""
        return must_stay(self.plan.scheme)

    def document(self) -> dict[str, Any]:
        """Write everything as plain values.

        Returns
        -------
        dict
            What stands in ``calibrate.json``.
        """
        plan, base = self.plan, self.plan.base
        return {
            "schema": 1,
            "calibrate": {
                "scheme": plan.scheme.scheme,
                "scheme_hash": plan.scheme.hash,
                "title": plan.scheme.title,
                "instrument": plan.instrument,
                "settings": dict(sorted(base.settings.items())),
                "seed": base.seed,
                "plan_hash": plan.hash,
                "command": plan.command(),
                "versions": versions(),
            },
            "trials": {trial.key: _trial_document(trial) for trial in self.trials},
            "any_breach": {
                "published": _published_document(ANY),
                "pairs": self.pairs,
                "agreeing": self.pairs_agreeing,
            },
        }


def _published_document(published: Published) -> dict[str, Any]:
    names = ("key", "words", "where", "point", "value", "unit", "low", "high", "why", "source")
    return {name: getattr(published, name) for name in names}


def _trial_document(trial: Trial) -> dict[str, Any]:
    axes = [
        {
            "key": axis.key,
            "words": axis.words,
            "unit": axis.unit,
            "values": list(axis.values),
            "paths": list(axis.paths),
        }
        for axis in trial.grid.axes
    ]
    keys = [axis.key for axis in trial.grid.axes]
    return {
        "people": trial.sample.people,
        "days": trial.sample.days,
        "axes": axes,
        "published": [_published_document(each) for each in trial.published],
        "agreeing": {
            **{each.key: len(trial.agreeing(each.key)) for each in trial.published},
            "all": len(trial.agreeing()),
        },
        "settings": [
            {
                "setting": dict(zip(keys, each.setting, strict=True)),
                "figures": dict(each.figures),
                "agrees": list(each.agrees),
                **({} if each.alarms is None else {"alarms": vars(each.alarms)}),
            }
            for each in trial.tried
        ],
    }
