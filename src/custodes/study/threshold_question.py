"""Which question a threshold may be sought of, and on which side of a line its answer is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.errors import Problem, Refused, UsageRefused
from custodes.measures.answer import DOES_NOT_APPLY
from custodes.study.crossing import Wanted
from custodes.study.threshold_axis import misuse
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.study.crossing import Side
    from custodes.study.threshold_plan import ThresholdPlan

MORE_IS_BETTER: Final = (
    "alert_precision",
    "alerts_about_absence_share",
    "detections_share",
    "review_overturned_share",
    "trail_anonymity.median",
    "trail_anonymity.min",
    "trail_entropy_bits",
    "trail_home_error_m",
    "trail_home_households",
    "violations_noticed_share",
    "violations_seen_share",
)
"""How the ids begin of which a scheme should have more; of everything else it should have less, unless told."""


def checked_question(plan: ThresholdPlan, answers: Mapping[str, Mapping[str, Answer]]) -> tuple[str, Wanted]:
    """Refuse a question that the schemes cannot answer, and a line that its unit does not have.

    Parameters
    ----------
    plan : ThresholdPlan
        What is asked.
    answers : mapping of str to mapping of str to Answer
        Of a small run of each scheme.

    Returns
    -------
    unit : str
        Of the answer.
    wanted : Wanted
        What is looked for.

    Raises
    ------
    Refused
        When the question does not apply.
    UsageRefused
        When there is no such question, or no such line.
    """
    unit = applies(plan, plan.question, answers)
    least = 0.0 if len(plan.schemes) == 1 else -1.0
    if unit.startswith("share") and not least <= plan.line <= 1.0:
        hint = "5 in 100 is written 0.05"
        raise UsageRefused(
            [misuse("--line", f"must be from {least:g} to 1: {plan.question} is a share", f"{plan.line:g}", hint)]
        )
    usual: Side = "above" if plan.question.startswith(MORE_IS_BETTER) else "below"
    return unit, Wanted(plan.line, plan.side or usual)


def applies(plan: ThresholdPlan, question: str, answers: Mapping[str, Mapping[str, Answer]]) -> str:
    """Refuse a question that there is not, or that does not apply to one of the schemes.

    Parameters
    ----------
    plan : ThresholdPlan
        What is asked.
    question : str
        Id of an answer.
    answers : mapping of str to mapping of str to Answer
        Of a small run of each scheme.

    Returns
    -------
    str
        The unit of the answer.

    Raises
    ------
    Refused
        When the question does not apply.
    UsageRefused
        When there is no such question.
    """
    for found in answers.values():
        if question not in found:
            hint = did_you_mean(question, found) or "the answers are listed in docs/reference/answers.md"
            raise UsageRefused([misuse("--question", "is not the id of an answer", question, hint, "unknown-question")])
    for name, found in answers.items():
        why = found[question].cannot_tell or ""
        if found[question].does_not_apply:
            raise untold(plan, question, f"{name}: {why}" if len(answers) > 1 else why)
    return next(iter(answers.values()))[question].unit


def untold(plan: ThresholdPlan, question: str, why: str) -> Refused:
    """Say that a question cannot be told.

    Parameters
    ----------
    plan : ThresholdPlan
        What is asked.
    question : str
        Id of an answer.
    why : str
        Why it cannot.

    Returns
    -------
    Refused
        To be raised.
    """
    hint = "ask another question, or give the run more --people or --days"
    if DOES_NOT_APPLY in why:
        hint = "ask a question that every scheme named has"
    names = " and ".join(plan.names)
    wrong = f"this cannot be told of {names}: {why}"
    return Refused([Problem("--question", 0, "", wrong, question, hint, "question-untold")])
