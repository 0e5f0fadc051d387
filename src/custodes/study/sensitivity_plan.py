"""What is asked of a scheme's unknowns: which of them, of which answers, at how many places; and what cannot be."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, UsageRefused
from custodes.study.plan import SEED, Plan
from custodes.study.run import make_plan
from custodes.units import did_you_mean

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from custodes.scheme.scheme import Scheme

PEOPLE: Final = 150
"""People at any one time when none are asked for, or as many as the scheme states: thousands of worlds are run."""

TRAJECTORIES: Final = 4
BASE: Final = 64
MOST: Final = 12
"""Paths of the screening, rows of the base sample, and unknowns looked at one by one, when nothing else is asked."""

RANGES: Final[Mapping[str, tuple[int, int]]] = {"trajectories": (2, 1_000), "most": (1, 200)}
SIZES: Final[tuple[int, ...]] = tuple(1 << k for k in range(3, 15))
"""Sizes that the base sample may have: Sobol points are even only in powers of two."""

USUAL: Final = (
    "false_accusations_per_person_year.acted_on",
    "share_accused_within.365d",
    "burden_h_per_week",
    "detections_share",
    "detection_delay_days",
    "cost_gbp.per_person_day",
    "photographs_held_at_end",
    "trail_fixes_held_at_end",
)
"""What is asked when nothing is named."""


@dataclass(frozen=True)
class SensitivityPlan:
    """One look at which unknown moves which answer.

    Attributes
    ----------
    base : Plan
        The scheme, its people, days and seed; its draws are the rows of the base sample.
    varied : tuple of str
        Paths of the unknowns that are varied, in the order of the scheme.
    named : bool
        Whether these were named; all other unknowns then stand at their middle.
    questions : tuple of str
        Ids of the answers asked for; empty for the usual ones.
    trajectories : int
        Paths of the screening.
    most : int
        Unknowns that are looked at one by one.
    """

    base: Plan
    varied: tuple[str, ...]
    named: bool = False
    questions: tuple[str, ...] = ()
    trajectories: int = TRAJECTORIES
    most: int = MOST

    @property
    def scheme(self) -> Scheme:
        """The scheme with the settings of the call."""
        return self.base.scheme

    @property
    def rows(self) -> int:
        """Rows of the base sample."""
        return self.base.draws

    def document(self) -> dict[str, Any]:
        """Return what makes two looks the same look.

        Returns
        -------
        dict
            Ready for JSON.
        """
        base = {key: value for key, value in self.base.document().items() if key not in ("plan", "draws")}
        return {
            "sensitivity": 1,
            **base,
            "base": self.rows,
            "trajectories": self.trajectories,
            "most": self.most,
            "vary": list(self.varied) if self.named else None,
            "questions": list(self.questions) or None,
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
        base = self.base
        words = ["custodes", "sensitivity", base.file or base.scheme.scheme]
        words += [f"--question={key}" for key in self.questions]
        words += [f"--vary={path}" for path in self.varied] if self.named else []
        words += [f"--trajectories={self.trajectories}", f"--base={self.rows}", f"--most={self.most}"]
        words += [f"--people={base.people}", f"--days={base.days}", f"--seed={base.seed}"]
        return shlex.join(words + [f"--set={path}={value}" for path, value in sorted(base.settings.items())])


def sensitivity_plan(  # noqa: PLR0913 - the arguments of a look
    scheme: Scheme | str | os.PathLike[str],
    *,
    questions: Sequence[str] = (),
    vary: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int = SEED,
    trajectories: int = TRAJECTORIES,
    base: int = BASE,
    most: int = MOST,
    settings: Mapping[str, str | float] | None = None,
) -> SensitivityPlan:
    """Settle what a look at the unknowns will be.

    Parameters
    ----------
    scheme : Scheme or str or path
        A scheme, the name of one in the library, or a file.
    questions : sequence of str
        Ids of answers; none for the usual ones.
    vary : sequence of str
        Paths of unknowns; none for all of them.
    people : int or None
        People at any one time; None for 150, or as many as the scheme states if that is fewer [person].
    days : int or None
        Length of each run; None for a year [day].
    seed : int
        Seed of every random number.
    trajectories, base, most : int
        Paths of the screening, rows of the base sample, unknowns looked at one by one [count].
    settings : mapping of str to (str or float), optional
        Quantities to fix, by dotted path.

    Returns
    -------
    SensitivityPlan
        The look.

    Raises
    ------
    UsageRefused
        When a count is out of range, or what is named is not unknown.
    Refused
        When the scheme or a setting is.
    """
    _check_counts(base, {"trajectories": trajectories, "most": most})
    plan = make_plan(scheme, people=people, days=days, draws=base, seed=seed, settings=settings)
    if people is None and plan.people > PEOPLE:
        plan = make_plan(scheme, people=PEOPLE, days=days, draws=base, seed=seed, settings=settings)
    unknown = plan.scheme.unknowns()
    if not unknown:
        wrong, hint = (
            "every number of this scheme is a single value",
            "there is nothing unknown that could move an answer",
        )
        raise UsageRefused([Problem("", 0, "scheme", wrong, plan.scheme.scheme, hint, "nothing-unknown")])
    problems = [found for path in vary if (found := _not_unknown(path, plan.scheme)) is not None]
    if problems:
        raise UsageRefused(problems)
    varied = tuple(path for path in unknown if path in set(vary)) if vary else tuple(unknown)
    return SensitivityPlan(plan, varied, bool(vary), tuple(dict.fromkeys(questions)), trajectories, most)


def rows_for(base: int | None, draws: int | None) -> int:
    """Settle the size of the base sample from what was asked of it.

    Parameters
    ----------
    base : int or None
        The size itself [count].
    draws : int or None
        How many draws there are to be at least, as a run counts them [count].

    Returns
    -------
    int
        The size: `base`, or the smallest one that holds so many draws, or the usual one [count].

    Raises
    ------
    UsageRefused
        When both are asked, or more draws than the largest size holds.
    """
    if base is not None and draws is not None:
        wrong = "--base and --draws say the same thing"
        raise UsageRefused([Problem("--draws", 0, "", wrong, str(draws), "leave one of them out", "base-size")])
    if draws is None:
        return BASE if base is None else base
    fitting = [size for size in SIZES if size >= draws]
    if not fitting:
        wrong, hint = "there are more than can be looked at", f"ask for at most {SIZES[-1]}"
        raise UsageRefused([Problem("--draws", 0, "", wrong, str(draws), hint, "base-size")])
    return fitting[0]


def _check_counts(base: int, counts: Mapping[str, int]) -> None:
    problems = []
    for name, count in counts.items():
        low, high = RANGES[name]
        if not low <= count <= high:
            wrong, hint = f"must be a whole number from {low} to {high}", f"give {name} as a whole number"
            problems.append(Problem("", 0, name, wrong, str(count), hint, "count-out-of-range"))
    if base not in SIZES:
        wrong = f"the base sample must be a power of two from {SIZES[0]} to {SIZES[-1]}"
        near = min(SIZES, key=lambda size: abs(size - base))
        problems.append(Problem("", 0, "base", wrong, str(base), f"the nearest is {near}", "base-size"))
    if problems:
        raise UsageRefused(problems)


def _not_unknown(path: str, scheme: Scheme) -> Problem | None:
    if path in scheme.unknowns():
        return None
    known = scheme.quantities()
    if path not in known:
        hint = did_you_mean(path, scheme.unknowns()) or f"custodes show {scheme.scheme} lists the numbers of the scheme"
        return Problem("", 0, path[:120], "is not a number of this scheme", path[:60], hint, "unknown-path")
    hint = "name a number that is a range, or give it a range in the scheme file"
    return Problem(
        "", 0, path, "is a single value, so nothing is unknown about it", known[path].text(), hint, "no-range"
    )
