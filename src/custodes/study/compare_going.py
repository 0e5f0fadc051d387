"""What a difference in how many people abscond rests on, for each two schemes of a comparison.

No simulator knows whether a device keeps anybody from going. So what a comparison says of it was put in: that as many
go under both, what a trial leaves possible, or what the user claims. Only the second is evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from custodes.scheme.same_people import holds_all_day

if TYPE_CHECKING:
    from custodes.study.compare_plan import ComparePlan

Going = Literal["assumed", "claimed", "tried", "held"]
"""Taken to be the same under both; a claim of the user's own; a published trial; that one holds everybody all day."""


def going(plan: ComparePlan, one: str, other: str) -> Going:
    """Tell what a difference in how many abscond under two schemes rests on.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.
    one, other : str
        Names of two of its schemes.

    Returns
    -------
    str
        A claim wins over a trial, and either over the rest.
    """
    held = [name for name in (one, other) if holds_all_day(plan.plans[name].scheme)]
    # Beside one that holds everybody, the rate of the other has the effect in it of the scheme whose rate it is.
    bearing = {one, other, plan.free} if held else {one, other}
    bearing -= set(held)
    if any(claimed(plan, name) for name in bearing):
        return "claimed"
    if bearing & {each.scheme for each in plan.entered}:
        return "tried"
    return "held" if held else "assumed"


def claimed(plan: ComparePlan, name: str) -> bool:
    """Tell whether the user says how many abscond under one scheme: with a claim, or by setting its rate alone.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.
    name : str
        Name of one of its schemes.

    Returns
    -------
    bool
        Not where a rate was set for all of them, which is then that of the same people.
    """
    if any(each.scheme == name and each.trial is None for each in plan.entered):
        return True
    scheme, free = (plan.plans[each].scheme for each in (name, plan.free))
    if holds_all_day(scheme) or holds_all_day(free):
        return False
    return scheme.conduct.absconding != free.conduct.absconding
