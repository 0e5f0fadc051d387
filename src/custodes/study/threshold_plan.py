"""What is asked of a threshold: of which scheme, which answer, which line, which number varied; and what cannot be."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import UsageRefused
from custodes.scheme import library
from custodes.scheme.absconding_share import POINTS, share_within
from custodes.study.compare_effect import counted_as
from custodes.study.compare_plan import compare_plan
from custodes.study.plan import SEED, check_counts
from custodes.study.run import make_plan
from custodes.study.threshold_arguments import (
    check_can_abscond,
    check_not_set,
    check_not_varied,
    check_together,
    side_named,
)
from custodes.study.threshold_axis import EFFECT, Axis, axis_of, effect_axis, full_path, misuse
from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.study.crossing import Side
    from custodes.study.plan import Plan

PEOPLE: Final = 500
DAYS: Final = 180
DRAWS: Final = 12
"""People, days and draws when none are asked for; days at least as many as the question's id names."""

GRID: Final = 9
GRID_OF_DRAW: Final = 5
"""Numbers of the first grid, in the central world and in a draw."""

ABSCONDING: Final = "conduct.absconding"

_HORIZON: Final = re.compile(r"\.([0-9]{1,4})d\b")


@dataclass(frozen=True)
class Equal:
    """One number of one scheme, set so that an answer is the same under both.

    Attributes
    ----------
    question : str
        Id of the answer.
    axis : Axis
        The number.
    """

    question: str
    axis: Axis


@dataclass(frozen=True)
class ThresholdPlan:
    """One search for the number at which an answer crosses a line.

    Attributes
    ----------
    schemes : tuple of Scheme
        The scheme, and the one that it is held against, if any.
    files : tuple of str
        How the caller named them.
    question : str
        Id of the answer.
    line : float
        What it crosses [unit of the answer].
    axis : Axis
        What is varied.
    people, days, draws, seed, shards : int
        As in a run [person], [day], [count].
    settings : tuple of str
        What was fixed, as written: PATH=VALUE or NAME:PATH=VALUE.
    equal : Equal or None
        What is made the same under both schemes first.
    side : str or None
        On which side of the line the answer is wanted; None for the side on which a scheme should have it.
    balanced : str
        The setting that makes it so, once it is found; else "".
    """

    schemes: tuple[Scheme, ...]
    files: tuple[str, ...]
    question: str
    line: float
    axis: Axis
    people: int
    days: int
    draws: int
    seed: int = SEED
    shards: int = 1
    settings: tuple[str, ...] = ()
    equal: Equal | None = None
    side: Side | None = None
    balanced: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the schemes; a second of the same name is numbered."""
        return tuple(self.runs(self.settings))

    def possible_effects(self, number: int) -> tuple[float, float]:
        """Give the effects on absconding that can be in a world: no fewer than nobody abscond, no more than all.

        Parameters
        ----------
        number : int
            0 for the central world, from 1 for the draws.

        Returns
        -------
        tuple of float
            ``-100 s`` and ``100 (1 - s)``, with the share s who abscond under the other scheme within the time of the
            definition [percentage point].
        """
        other = list(self.at(self.axis.high).values())[-1]
        rate = world_values(other, number if number in other.worlds else 0)[ABSCONDING]
        share = share_within(rate, self.axis.within_days)
        return -POINTS * share, POINTS * (1.0 - share)

    @property
    def worlds(self) -> range:
        """Numbers of the worlds: 0 is central, the others are draws of everything but what is varied."""
        return max((each.worlds for each in self.at(self.axis.high).values()), key=len)

    def at(self, x: float) -> dict[str, Plan]:
        """Give the runs that have one value of what is varied.

        Parameters
        ----------
        x : float
            The number [unit of the axis].

        Returns
        -------
        dict of str to Plan
            The scheme, and the one that it is held against, by name.
        """
        settings = [*self.settings, *([self.balanced] if self.balanced else [])]
        if not self.axis.is_effect:
            settings.append(f"{self.axis.holder}:{self.axis.path}={self.axis.setting(x)}")
        return self.runs(settings)

    def runs(self, settings: Sequence[str]) -> dict[str, Plan]:
        """Give the runs that have some settings.

        Parameters
        ----------
        settings : sequence of str
            PATH=VALUE or NAME:PATH=VALUE.

        Returns
        -------
        dict of str to Plan
            The scheme, and the one that it is held against, by name.
        """
        sizes = {name: getattr(self, name) for name in ("people", "days", "draws", "seed", "shards")}
        if len(self.schemes) > 1:
            return dict(compare_plan(self.schemes, settings=settings, **sizes).plans)
        name = self.schemes[0].scheme
        pairs = (each.removeprefix(f"{name}:").partition("=") for each in settings)
        given = {path.strip(): value.strip() for path, _, value in pairs}
        return {name: make_plan(self.schemes[0], settings=given, **sizes)}

    def document(self) -> dict[str, Any]:
        """Return what makes two searches the same search.

        Returns
        -------
        dict
            Ready for JSON; without shards and workers, which change no byte of the answers.
        """
        return {
            "threshold": 1,
            "schemes": {
                name: {"scheme_hash": plan.scheme.hash, "settings": dict(sorted(plan.settings.items()))}
                for name, plan in self.runs(self.settings).items()
            },
            "question": self.question,
            "line": self.line,
            "vary": _axis_document(self.axis),
            "equal": None if self.equal is None else [self.equal.question, _axis_document(self.equal.axis)],
            **({} if self.side is None else {"side": self.side}),
            "settings": list(self.settings),
            **{name: getattr(self, name) for name in ("people", "days", "draws", "seed")},
        }

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
        words = ["custodes", "threshold", self.files[0], f"--question={self.question}", f"--vary={self.axis.path}"]
        words += [f"--line={self.line:.12g}"]
        words += [] if self.side is None else [f"--side={self.side}"]
        words += [f"--against={self.files[1]}"] if len(self.files) > 1 else []
        if self.axis.given:
            words += [f"--from={self.axis.setting(self.axis.low)}", f"--to={self.axis.setting(self.axis.high)}"]
        if self.equal is not None:
            by = self.equal.axis
            ends = f"={by.setting(by.low)}..{by.setting(by.high)}" if by.given else ""
            words += [f"--equal={self.equal.question}", f"--by={by.holder}:{by.path}{ends}"]
        words += [f"--set={each}" for each in self.settings]
        words += [f"--people={self.people}", f"--days={self.days}", f"--draws={self.draws}", f"--seed={self.seed}"]
        return shlex.join(words)


def _axis_document(axis: Axis) -> dict[str, Any]:
    return {"of": axis.holder, "path": axis.path, "unit": axis.unit, "from": axis.low, "to": axis.high}


def threshold_plan(  # noqa: PLR0913 - the arguments of a search
    scheme: Scheme | str | os.PathLike[str],
    *,
    question: str,
    vary: str,
    line: float | None = None,
    side: str | None = None,
    against: Scheme | str | os.PathLike[str] | None = None,
    low: str | None = None,
    high: str | None = None,
    equal: str | None = None,
    by: str | None = None,
    settings: Mapping[str, str] | None = None,
    people: int | None = None,
    days: int | None = None,
    draws: int | None = None,
    seed: int = SEED,
    shards: int = 1,
) -> ThresholdPlan:
    """Settle what a search for a threshold will be.

    Parameters
    ----------
    scheme : Scheme or str or path
        The scheme.
    question : str
        Id of an answer.
    vary : str
        Dotted path of the number varied, or the last steps of one; or "effect".
    line : float or None
        What the answer crosses [unit of the answer]; None for 0 where there is another scheme.
    side : str or None
        "below" or "above": on which side of the line the answer is wanted; None for the side on which a scheme should
        have it.
    against : Scheme or str or path, optional
        A scheme that is run on the same people; the answer is then what `scheme` has more than it.
    low, high : str, optional
        Ends of the range, in the number's unit or another of its kind; by default those that the scheme states.
    equal, by : str, optional
        Id of an answer that is to be the same under both schemes, and NAME:PATH of the number that makes it so.
    settings : mapping of str to str, optional
        Quantities to fix, by dotted path, or NAME:PATH for one scheme alone.
    people, days, draws : int or None
        As in a run; None for 500, 180 or what the question's id names, and 12 [person], [day], [count].
    seed : int
        Seed of every random number.
    shards : int
        Parts into which the people are split; no answer depends on it.

    Returns
    -------
    ThresholdPlan
        What is to be computed.

    Raises
    ------
    UsageRefused
        When arguments are missing, do not go together, or the range is none.
    Refused
        When a scheme, a setting or an end of the range is.
    """
    check_together(line, against, vary, (equal, by))
    wanted = side_named(side)
    horizon = max((int(each) for each in _HORIZON.findall(question)), default=0)
    counts = (
        PEOPLE if people is None else people,
        max(DAYS, horizon) if days is None else days,
        DRAWS if draws is None else draws,
        seed,
        shards,
    )
    check_counts(dict(zip(("people", "days", "draws", "seed", "shards"), counts, strict=True)))
    given = [each for each in (scheme, against) if each is not None]
    schemes = tuple(library.load(os.fspath(each)) if isinstance(each, str | os.PathLike) else each for each in given)
    fixed = tuple(f"{path}={value}" for path, value in (settings or {}).items())
    nothing = Axis(schemes[0].scheme, vary, "", 0.0, 0.0)
    files = tuple(_file(each) for each in given)
    plan = ThresholdPlan(schemes, files, question, line or 0.0, nothing, *counts, settings=fixed, side=wanted)
    runs = plan.runs(fixed)
    axis = _axis(plan, runs, vary, low, high)
    return replace(plan, axis=axis, equal=_equal(equal, by, replace(plan, axis=axis), runs))


def _axis(plan: ThresholdPlan, runs: Mapping[str, Plan], vary: str, low: str | None, high: str | None) -> Axis:
    """Settle what is varied, of the schemes as the settings leave them."""
    name, first = next((name, each.scheme) for name, each in runs.items())
    if vary == EFFECT:
        check_can_abscond(each.scheme for each in runs.values())
        outcome, _ = counted_as(first, "--vary")
        effect = Axis(name, EFFECT, "", 0.0, 0.0, outcome=outcome)
        return effect_axis(name, outcome, low, high, replace(plan, axis=effect).possible_effects(0))
    check_not_set(plan.settings, name, full_path(first, vary, "--vary"), "--vary")
    return axis_of(first, name, vary, low, high)


def _equal(question: str | None, by: str | None, plan: ThresholdPlan, runs: Mapping[str, Plan]) -> Equal | None:
    if question is None or by is None:
        return None
    name, colon, rest = by.partition(":")
    path, equals, ends = (part.strip() for part in rest.partition("="))
    low, dots, high = (part.strip() for part in ends.partition(".."))
    if not colon or name not in runs or (equals and not (low and dots and high)):
        wrong = "is not NAME:PATH, or NAME:PATH=LOW..HIGH, of one of the two schemes"
        raise UsageRefused([misuse("--by", wrong, by, f"the names are {', '.join(runs)}")])
    scheme = runs[name].scheme
    check_not_set(plan.settings, name, full_path(scheme, path, "--by"), "--by")
    axis = axis_of(scheme, name, path, low or None, high or None, option="--by")
    check_not_varied(axis, plan.axis)
    return Equal(question, axis)


def _file(given: Scheme | str | os.PathLike[str]) -> str:
    if isinstance(given, str | os.PathLike):
        name = os.fspath(given)
        return name if name in library.names() else Path(name).name
    return given.scheme
