"""An effect on absconding that the caller puts on one scheme of a comparison: from a trial, or a claim of their own.

Without one, the same people abscond at the same rate whatever they are made to wear: no simulator knows whether a
device keeps anybody from going.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, UsageRefused
from custodes.scheme.absconding_share import POINTS, rate_with_points
from custodes.scheme.evidence import trial
from custodes.scheme.evidence_effect import Effect, difference, effects
from custodes.scheme.evidence_outcomes import outcome_called
from custodes.scheme.same_people import first_free, holds_all_day
from custodes.study.draws import latin_hypercube

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.scheme.scheme import Scheme

RATE: Final = "conduct.absconding"
"""The quantity that an effect changes."""

MOST_POINTS: Final = 100.0

_HOW: Final = "write NAME=TRIAL, with a name of this comparison and a trial of custodes evidence"
_HOW_CLAIM: Final = "write NAME=POINTS, such as home-office-2022=5 for 5 percentage points fewer absconders"


@dataclass(frozen=True)
class EffectOn:
    """An effect on the absconding of the people of one scheme.

    Attributes
    ----------
    scheme : str
        Name of the scheme in the comparison.
    outcome : str
        The definition by which absconding is counted.
    horizon_days : int
        The time within which it is counted [day].
    trial : str or None
        The trial that it is drawn from; None for a claim.
    claim_points : float or None
        What is claimed, in percentage points for the better; None for a trial.
    """

    scheme: str
    outcome: str
    horizon_days: int
    trial: str | None = None
    claim_points: float | None = None

    @property
    def of_trial(self) -> Effect | None:
        """What the trial leaves possible; None for a claim."""
        return None if self.trial is None else difference(self.trial, self.outcome)

    @property
    def left_by_evidence(self) -> dict[str, float]:
        """How likely each trial that counted the same outcome leaves the claim [ratio], by trial."""
        if self.claim_points is None:
            return {}
        return {each.trial: each.at_least(self.claim_points) for each in effects(self.outcome)}

    def points(self, p: float) -> float:
        """Give the percentage points that are added to the share of people who abscond.

        Parameters
        ----------
        p : float
            Part of what the trial leaves possible at which it is taken, from 0 to 1 [ratio].

        Returns
        -------
        float
            Percentage points; below 0 fewer abscond.
        """
        if self.claim_points is not None:
            fewer = outcome_called(self.outcome).better == "fewer"
            return -self.claim_points if fewer else self.claim_points
        effect = self.of_trial
        return 0.0 if effect is None else POINTS * float(effect.quantile(p))

    def document(self) -> dict[str, Any]:
        """Return the effect as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        effect = self.of_trial
        drawn = None
        if effect is not None:
            drawn = {name: POINTS * getattr(effect, name) for name in ("value", "low", "high")}
            drawn |= {"level": effect.level, "mark": effect.mark, "better": effect.benefit}
        return {
            "scheme": self.scheme,
            "outcome": self.outcome,
            "horizon_days": self.horizon_days,
            "trial": self.trial,
            "claim_points": self.claim_points,
            "points": drawn,
            "claim_left_by_evidence": self.left_by_evidence,
        }


def effects_entered(given: Sequence[str], claims: Sequence[str], schemes: Mapping[str, Scheme]) -> tuple[EffectOn, ...]:
    """Read the effects and claims of a comparison.

    Parameters
    ----------
    given : sequence of str
        Each NAME=TRIAL.
    claims : sequence of str
        Each NAME=POINTS, in percentage points for the better.
    schemes : mapping of str to Scheme
        By name; of the first that does not hold everybody all day is the definition by which they abscond.

    Returns
    -------
    tuple of EffectOn
        At most one a scheme.

    Raises
    ------
    UsageRefused
        When a text cannot be read, names no scheme or one that holds everybody all day, or a scheme is given two.
    Refused
        When there is no such trial, it gives no effect, or counts by another definition than the scheme does.
    """
    found: list[EffectOn] = []
    first = first_free(schemes.values())
    for option, how, texts in (("--effect", _HOW, given), ("--claim", _HOW_CLAIM, claims)):
        for text in texts:
            name, equals, value = (part.strip() for part in text.partition("="))
            if not equals or not value or name not in schemes:
                raise _refused(option, "names no scheme of this comparison with what is put on it", text, how)
            if holds_all_day(schemes[name]):
                raise _refused(option, "nobody can abscond from a scheme that holds everybody all day", text, how)
            if any(each.scheme == name for each in found):
                raise _refused(option, "a scheme has one effect and no more", text, "leave one of them out")
            found.append(_drawn(name, value, first) if option == "--effect" else _claimed(name, value, first))
    return tuple(found)


def _drawn(name: str, of: str, first: Scheme) -> EffectOn:
    trial(of)
    outcome, horizon = counted_as(first, "--effect")
    difference(of, outcome)
    return EffectOn(name, outcome, horizon, trial=of)


def _claimed(name: str, text: str, first: Scheme) -> EffectOn:
    option = "--claim"
    try:
        points = float(text)
    except ValueError:
        points = float("nan")
    if not -MOST_POINTS <= points <= MOST_POINTS:
        wrong = "is not a number of percentage points from -100 to 100"
        raise _refused(option, wrong, text, _HOW_CLAIM)
    outcome, horizon = counted_as(first, option)
    return EffectOn(name, outcome, horizon, claim_points=points)


def counted_as(first: Scheme, option: str) -> tuple[str, int]:
    """Find by which definition, and within which time, the people of a comparison abscond.

    Parameters
    ----------
    first : Scheme
        The scheme whose rate of absconding is that of all.
    option : str
        The option that needs to know it.

    Returns
    -------
    outcome : str
        Name of the definition.
    horizon_days : int
        The time within which it is counted [day].

    Raises
    ------
    UsageRefused
        When the scheme names no definition, or one that does not say within which time.
    """
    counted = first.conduct.absconding_counted_as
    horizon = None if counted is None else outcome_called(counted).horizon_days
    if counted is None or horizon is None:
        wrong = f"{first.scheme} does not say by which definition and within which time its people are counted as gone"
        hint = "put a scheme with conduct.absconding_counted_as first, whose outcome has a time; see custodes evidence"
        raise _refused(option, wrong, str(counted), hint, "no-definition")
    return counted, horizon


def _refused(option: str, wrong: str, seen: str, hint: str, code: str = "no-effect-entered") -> UsageRefused:
    return UsageRefused([Problem("", 0, option, wrong, seen[:60], hint, code)])


def with_effects(
    values: Mapping[str, float], name: str, free: str, entered: Sequence[EffectOn], p: Mapping[str, float]
) -> dict[str, float]:
    """Put what is entered on the numbers of one scheme in one world.

    The rate that all schemes share stands in the file of the first of them that does not hold everybody all day, and
    that scheme's own effect is in it already. So every scheme gets its own points less those of that one.

    Parameters
    ----------
    values : mapping of str to float
        Every quantity of the scheme, in base units.
    name, free : str
        The scheme, and the first that does not hold everybody all day.
    entered : sequence of EffectOn
        All effects of the comparison.
    p : mapping of str to float
        At which part of what is possible each is taken, by scheme [ratio].

    Returns
    -------
    dict of str to float
        The same, with another rate of absconding where an effect changes it.
    """
    points = points_on(name, free, {each.scheme: each.points(p[each.scheme]) for each in entered})
    if not points:
        return dict(values)
    horizon = entered[0].horizon_days
    return {**values, RATE: rate_with_points(values[RATE], points, float(horizon))}


def points_on(name: str, free: str, points: Mapping[str, float]) -> float:
    """Give what is put on the people of one scheme, of which those of the first that is free have theirs already.

    Parameters
    ----------
    name, free : str
        The scheme, and the first that does not hold everybody all day.
    points : mapping of str to float
        What each effect adds to the share who abscond, by scheme [percentage point].

    Returns
    -------
    float
        The scheme's own less that of the free one [percentage point].
    """
    return points.get(name, 0.0) - points.get(free, 0.0)


def parts_drawn(entered: Sequence[EffectOn], draws: int, seed: int, world: int) -> dict[str, float]:
    """Draw at which part of what is possible each effect is taken in one world.

    Parameters
    ----------
    entered : sequence of EffectOn
        All effects of the comparison.
    draws : int
        Number of draws in the comparison.
    seed : int
        Its seed.
    world : int
        0 for the central world, which stands at every median.

    Returns
    -------
    dict of str to float
        By scheme [ratio]; two schemes with the same trial are drawn alike.
    """
    if world == 0:
        return {each.scheme: 0.5 for each in entered}
    row = latin_hypercube([f"effect.{each.trial or 'claim'}.{each.outcome}" for each in entered], draws, seed)[
        world - 1
    ]
    return {each.scheme: float(u) for each, u in zip(entered, row, strict=True)}
