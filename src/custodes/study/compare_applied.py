"""How much of the effects entered can be put on the people: no fewer than nobody, and no more than all, can abscond."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from custodes.scheme.absconding_share import POINTS, share_with_points, share_within
from custodes.scheme.same_people import holds_all_day
from custodes.study.compare_effect import RATE, parts_drawn, points_on
from custodes.study.world import world_values

if TYPE_CHECKING:
    from custodes.study.compare_plan import ComparePlan

_HAIR: Final = 1e-9


@dataclass(frozen=True)
class Applied:
    """What was put on the people of one scheme over the draws.

    Attributes
    ----------
    scheme : str
        Its name in the comparison.
    draws, cut : int
        Draws, and those in which not all of it could be put on [count].
    wanted_points, applied_points : float
        What was entered, and what was put on, on average over the draws [percentage point]; below 0 fewer abscond.
    """

    scheme: str
    draws: int
    cut: int
    wanted_points: float
    applied_points: float


def applied(plan: ComparePlan) -> tuple[Applied, ...]:
    """Work out how much of the effects could be put on, scheme by scheme.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.

    Returns
    -------
    tuple of Applied
        Of every scheme whose rate an effect changes; empty without one.
    """
    if not plan.entered:
        return ()
    numbers = plan.worlds[1:] or plan.worlds
    one = plan.plans[plan.first]
    drawn = [
        {each.scheme: each.points(part[each.scheme]) for each in plan.entered}
        for part in (parts_drawn(plan.entered, one.draws, one.seed, number) for number in numbers)
    ]
    found = []
    for name, own in plan.plans.items():
        wanted = [points_on(name, plan.free, of) for of in drawn]
        if holds_all_day(own.scheme) or not any(wanted):
            continue
        rates = [world_values(own, number if number in own.worlds else 0)[RATE] for number in numbers]
        horizon_d = plan.entered[0].horizon_days
        shares = [share_within(rate, horizon_d) for rate in rates]
        put_on = [POINTS * (share_with_points(share, more) - share) for share, more in zip(shares, wanted, strict=True)]
        cut = sum(abs(more - could) > _HAIR for more, could in zip(wanted, put_on, strict=True))
        found.append(Applied(name, len(numbers), cut, fmean(wanted), fmean(put_on)))
    return tuple(found)
