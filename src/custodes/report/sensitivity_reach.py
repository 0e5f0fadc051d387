"""How far a look reaches: whether every unknown was varied, or only those that were named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.sentences import counted

if TYPE_CHECKING:
    from custodes.study.sensitivity_plan import SensitivityPlan


def limited(plan: SensitivityPlan) -> bool:
    """Say whether some unknowns were left out because others were named.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.

    Returns
    -------
    bool
        Whether an unknown of the scheme stood at its middle, whatever it might do to an answer.
    """
    return plan.named and len(plan.varied) < len(plan.scheme.unknowns())


def limit(plan: SensitivityPlan) -> str:
    """Say that only the unknowns that were named were varied.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.

    Returns
    -------
    str
        A sentence, or "" where every unknown of the scheme was looked at.
    """
    if not limited(plan):
        return ""
    many = "1 unknown was" if len(plan.varied) == 1 else f"{len(plan.varied):,} unknowns were"
    return f"Only {many} varied here, all others at their middle."


def left_open(plan: SensitivityPlan, what: str) -> str:
    """Say what it is that is shared out.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.
    what : str
        What the answer is about.

    Returns
    -------
    str
        A phrase to follow "most of".
    """
    if not limited(plan):
        return f"what is not known about {what}"
    return f"what {'it' if len(plan.varied) == 1 else 'they'} and luck leave open about {what}"


def nothing_moves(plan: SensitivityPlan, what: str) -> str:
    """Say that none of what was varied moves an answer.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.
    what : str
        What the answer is about.

    Returns
    -------
    str
        A sentence without its end.
    """
    if not limited(plan):
        return f"Nothing that is unknown moves {what}"
    if len(plan.varied) == 1:
        return f"The 1 unknown that was varied here, all others at their middle, does not move {what}"
    return f"None of the {len(plan.varied):,} unknowns that were varied here, all others at their middle, moves {what}"


def narrower_by(plan: SensitivityPlan, much: str) -> str:
    """Say what knowing the most important number would do to a range.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.
    much : str
        By how much the range would be narrower.

    Returns
    -------
    str
        A sentence.
    """
    known = "If that number were known exactly, the range of this answer"
    if not limited(plan):
        return f"{known} would be expected to be {much} narrower."
    kept_out = "what the unknowns at their middle leave open is not in that range"
    return f"{known} over the worlds run here would be expected to be {much} narrower; {kept_out}."


def opening(plan: SensitivityPlan) -> str:
    """Say what the page is about and what was varied for it.

    Parameters
    ----------
    plan : SensitivityPlan
        The look.

    Returns
    -------
    str
        A paragraph.
    """
    why = "Much of what a scheme does to people follows from numbers that nobody has published."
    luck = "Luck, which is everything that a finite number of people and of days leaves open, is shared out beside"
    if not limited(plan):
        return (
            f"{why} This page says which of them the answers hang on: each unknown is varied over its whole declared "
            f"range, all at once, and the variance of each answer is shared out among them. {luck} them."
        )
    every = counted(len(plan.scheme.unknowns()), "unknown", "unknowns")
    return (
        f"{why} This page looks at {len(plan.varied):,} of the {every} of this scheme. Only what was named was varied, "
        "over its whole declared range; all other unknowns stood at their middle, and what they leave open is in no "
        "number of this page. The variance that each answer then still has is shared out among what was varied. "
        f"{luck} it."
    )
