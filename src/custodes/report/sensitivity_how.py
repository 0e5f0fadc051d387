"""How the indices of the unknowns were got, and what they cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Bullets, Paragraph
from custodes.report.sensitivity_reach import limited
from custodes.report.sentences import counted

if TYPE_CHECKING:
    from custodes.report.blocks import Block
    from custodes.study.sensitivity import Sensitivity

_SCALED: Final = (
    "Staff and arrivals are scaled with the people, so a small desk may wait more than a large one. Of the parts above "
    "luck alone would shrink if more people or days were run."
)
_DESIGN: Final = (
    "What a factor explains alone is its first-order index [Saltelli 2010]; with all others, its total index "
    "[Jansen 1999]. Of numbers that are varied at once, the first holds what they do among themselves. Intervals come "
    "from drawing the rows of the samples again, with replacement."
)
_INDEPENDENT: Final = (
    "Unknowns are varied independently of each other, because a scheme states each range by itself. If two of them go "
    "together in truth, they share what is here said of each. What a scheme calls correlation is of another kind: how "
    "far the checks of one person hang together. It is a number like any other, and is varied too."
)
_DECLARED: Final = (
    "All of this holds under the ranges that the scheme declares. A range that is too narrow makes its number look "
    "unimportant. How much narrower an answer would be expected to become is an expectation over what might be "
    "published, not a promise: a single figure may also widen it."
)
_ESTIMATES: Final = (
    "The parts are estimates and have intervals; where these are wide, a larger --base narrows them. A part that comes "
    "out below 0 or above 100% is shown as 0 or 100%."
)


def how_blocks(looked: Sensitivity) -> tuple[Block, ...]:
    """Say how the indices were got, and their limits.

    Parameters
    ----------
    looked : Sensitivity
        The finished look.

    Returns
    -------
    tuple of Block
        A list, and the command that repeats it.
    """
    return (
        Bullets((_worlds(looked), *_steps(looked), _INDEPENDENT, _DECLARED, _ESTIMATES)),
        Paragraph("This command gives the same answers to the last digit, and this page to the last byte:"),
        Paragraph(looked.plan.command(), "code"),
    )


def _worlds(looked: Sensitivity) -> str:
    base = looked.plan.base
    size = f"{base.people:,} synthetic people at any one time and {base.days:,} days"
    return f"{looked.worlds:,} worlds were run, each of {size}. {_SCALED}"


def _steps(looked: Sensitivity) -> list[str]:
    plan = looked.plan
    single = counted(sum(each.single for each in looked.factors), "unknown", "unknowns")
    together = sum(len(each.paths) for each in looked.factors if not each.single)
    others = f", the {together} others of each kind at once," if together else ""
    samples = f"two samples of {plan.rows:,} scrambled Sobol points, and the first with one factor at a time from the"
    steps = [
        f"Screening: {plan.trajectories} paths on which each varied unknown moves once [Morris 1991; Campolongo 2007].",
        f"Then {single} one by one{others} and luck: {samples} second [Saltelli 2002]. {_DESIGN}",
    ]
    if limited(plan):
        named = "1 named unknown was" if len(plan.varied) == 1 else f"{len(plan.varied):,} named unknowns were"
        steps.append(f"Only the {named} varied; all others stood at their middle.")
    if looked.untold:
        many = counted(len(looked.untold), "unknown", "unknowns")
        steps.append(
            "Varied all the same, because in the screening an answer could not be told wherever they moved, so that "
            f"they may move it: {many}."
        )
    still = [path for path in looked.fixed if path in looked.moved]
    if still:
        many = counted(len(still), "unknown", "unknowns")
        steps.append(f"At their middle, because they moved no answer in the screening: {many}.")
    return steps
