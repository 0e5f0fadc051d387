"""Published evidence of effect in plain words and as plain values: what was counted, and how large an effect may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, UsageRefused
from custodes.report.numbers import MINUS, number, percent
from custodes.report.references import MARKS
from custodes.scheme.evidence import results, trial, trials
from custodes.scheme.evidence_effect import POINTS, Effect, effect_or_why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.scheme.evidence import Arm, Result, Trial
    from custodes.scheme.quantity import Quantity

MARKED: Final = {**MARKS, "B": "from memory, not looked up"}
"""What a mark means."""

DESIGNS: Final = {
    "arms": "two groups chosen beside each other",
    "count": "one group counted, with nothing beside it",
    "comparison": "groups compared after the fact",
    "review": "a review of studies",
}
"""How a trial was made."""

_SMALL: Final = 0.01
"""Below this a probability is said with one digit: more would be more than the counts can bear [ratio]."""


@dataclass(frozen=True)
class Line:
    """One outcome of one publication.

    Attributes
    ----------
    trial : Trial
        The publication.
    result : Result
        What it says about the outcome.
    effect : Effect or str
        The effect as a distribution, or why there is none.
    """

    trial: Trial
    result: Result
    effect: Effect | str


@dataclass(frozen=True)
class Claim:
    """How likely one trial leaves a claim.

    Attributes
    ----------
    points : float
        What is claimed, in percentage points for the better.
    effect : Effect
        What the trial leaves possible.
    alone : bool
        Whether no other publication has counts of both arms for this outcome.
    """

    points: float
    effect: Effect
    alone: bool

    @property
    def probability(self) -> float:
        """Posterior probability that the effect is at least as good as claimed [ratio]."""
        return self.effect.at_least(self.points)


def evidence_lines(name: str | None = None, outcome: str | None = None) -> tuple[Line, ...]:
    """List what was published.

    Parameters
    ----------
    name : str or None
        Name of one trial; None for all.
    outcome : str or None
        Name of one outcome; None for all.

    Returns
    -------
    tuple of Line
        Trial by trial, outcome by outcome.

    Raises
    ------
    Refused
        When there is no such trial or outcome, or the trial did not count it.
    """
    if name is not None:
        of = trial(name)
        found = [(of, result) for result in (of.results if outcome is None else (of.result(outcome),))]
    elif outcome is not None:
        found = [(trial(each), result) for each, result in results(outcome).items()]
    else:
        found = [(each, result) for each in trials().values() for result in each.results]
    return tuple(Line(of, result, effect_or_why(of, result)) for of, result in found)


def claims(lines: Sequence[Line], points: float) -> tuple[Claim, ...]:
    """Hold a claim against the evidence on one outcome.

    Parameters
    ----------
    lines : sequence of Line
        What was published.
    points : float
        What is claimed, in percentage points for the better.

    Returns
    -------
    tuple of Claim
        One a trial with counts of both arms.

    Raises
    ------
    UsageRefused
        When the lines are about several outcomes of which there are effects, or about none: definitions are never
        mixed.
    """
    effects = [line.effect for line in lines if isinstance(line.effect, Effect)]
    outcomes = list(dict.fromkeys(effect.outcome for effect in effects))
    if not effects:
        why = "; ".join(f"{line.trial.trial}: {line.effect}" for line in lines)
        wrong = "no effect can be worked out, so that no claim can be held against it"
        hint = "custodes evidence lists what there is"
        raise UsageRefused([Problem("--claim", 0, "", wrong, why, hint, "no-effect")])
    if len(outcomes) > 1:
        wrong = "a claim is about one outcome, and there are effects on several; definitions are never mixed"
        hint = f"say which is meant, with --outcome: {' or '.join(outcomes)}"
        raise UsageRefused([Problem("--claim", 0, "", wrong, f"{points:g}", hint, "other-definition")])
    return tuple(Claim(points, effect, len(effects) == 1) for effect in effects)


# Words


def claim_text(claim: Claim) -> str:
    """Say how likely the evidence leaves a claim.

    Parameters
    ----------
    claim : Claim
        The claim.

    Returns
    -------
    str
        One to two plain sentences.
    """
    effect = claim.effect
    size = f"{number(abs(claim.points))} percentage point{'' if abs(claim.points) == 1 else 's'}"
    better, worse = ("fewer", "more") if effect.definition.better == "fewer" else ("more", "fewer")
    said = f"at least {size} {better}" if claim.points > 0 else f"at most {size} {worse}"
    said = "no more" if claim.points == 0 and better == "fewer" else "no fewer" if claim.points == 0 else said
    ground = "the one trial with counts of both arms" if claim.alone else "one of the trials with counts of both arms"
    likely = percent(claim.probability, 1 if claim.probability < _SMALL else None)
    return (
        f"Claimed: {said}, counted as {effect.outcome}. The evidence leaves it a probability of "
        f"{likely}, from {effect.trial}, {ground}. That is how likely this trial leaves the "
        "claim, and not how true it is for other people or another device."
    )


def effect_text(effect: Effect) -> str:
    """Say how large an effect may be.

    Parameters
    ----------
    effect : Effect
        The effect.

    Returns
    -------
    str
        One plain sentence.
    """
    low, value, high = (_points(each) for each in (effect.low, effect.value, effect.high))
    return (
        f"Effect, first arm less second: {value} percentage points ({low} to {high}, "
        f"{percent(effect.level)} of what the counts leave possible). Probability that it helps, however little: "
        f"{percent(effect.benefit)}; that it harms: {percent(effect.harm)}."
    )


def _points(ratio: float) -> str:
    # To a tenth: the shares behind it are whole percentages.
    points = round(POINTS * ratio, 1)
    return f"{'+' if points > 0 else MINUS if points < 0 else ''}{abs(points):.1f}"


def result_text(line: Line) -> Iterator[str]:
    """Say what a publication counted of one outcome, and what follows.

    Parameters
    ----------
    line : Line
        The outcome.

    Yields
    ------
    str
        One plain sentence or two.
    """
    result = line.result
    by = result.definition.horizon_days
    yield f"{result.outcome}: {result.definition.definition}" + (f" Counted by day {by}." if by is not None else "")
    for name, arm in result.arms.items():
        first = {result.treated: " (first arm)", result.control: " (second arm)"}.get(name, "")
        mark = f" [{arm.mark}]" if arm.mark is not None else ""
        yield f"{name}{first}: {arm.what}; {_counted(arm)}{mark}."
    if result.relative_risk is not None:
        risk = result.relative_risk
        yield f"Relative risk, as reported: {risk.text(as_share=False)}{_mark(risk)}."
    if isinstance(line.effect, Effect):
        yield effect_text(line.effect)
    else:
        yield f"No effect: {line.effect}."


def _counted(arm: Arm) -> str:
    share = "share not read" if arm.share is None else arm.share.text()
    of = "of how many was not read" if arm.people is None else f"of {arm.people.text()}"
    return f"{share} {of}" if arm.people is not None else f"{share}, {of}"


def _mark(quantity: Quantity) -> str:
    return f" [{quantity.source.mark}]" if quantity.source is not None else ""


# Plain values


def line_document(line: Line) -> dict[str, Any]:
    """Write one outcome of one publication as plain values.

    Parameters
    ----------
    line : Line
        The outcome.

    Returns
    -------
    dict
        Ready for JSON.
    """
    of, result = line.trial, line.result
    effect = line.effect
    return {
        "trial": of.trial,
        "title": of.title,
        "population": of.population,
        "period": of.period,
        "design": of.design,
        "outcome": result.outcome,
        "definition": result.definition.definition,
        "better": result.definition.better,
        "horizon_days": result.definition.horizon_days,
        "arms": {name: {**arm.plain(), "mark": arm.mark} for name, arm in result.arms.items()},
        "treated": result.treated,
        "control": result.control,
        "relative_risk": None if result.relative_risk is None else result.relative_risk.plain(),
        "source": result.source.plain(),
        "effect": effect_document(effect) if isinstance(effect, Effect) else None,
        "no_effect": None if isinstance(effect, Effect) else effect,
    }


def effect_document(effect: Effect) -> dict[str, Any]:
    """Write an effect as plain values.

    Parameters
    ----------
    effect : Effect
        The effect.

    Returns
    -------
    dict
        Ready for JSON; differences are ratios, treated less control.
    """
    return {
        "value": effect.value,
        "low": effect.low,
        "high": effect.high,
        "level": effect.level,
        "benefit": effect.benefit,
        "harm": effect.harm,
        "mark": effect.mark,
        "treated": list(effect.treated),
        "control": list(effect.control),
    }
