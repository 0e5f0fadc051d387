"""A made-up look at the unknowns, with an answer of each kind."""

from __future__ import annotations

from custodes.study.morris import Screened
from custodes.study.sensitivity import Sensitivity
from custodes.study.sensitivity_found import LUCK, REST, Factor, Found, Moves, Part
from custodes.study.sensitivity_plan import sensitivity_plan

PLAN = sensitivity_plan("home-office-2022")
NO_MATCH = "instruments.watch.checks.recognition.no_match"
WINDOW = "instruments.watch.checks.window"
DEVICES = "costs.items.contract.devices"
D_PRIME = "desks.review.reviewer.d_prime"
OTHERS = "others.assumption"

FALSE = "false_accusations_per_person_year.acted_on"
COST = "cost_gbp.per_person_day"


def part(value, low=None, high=None) -> Part:
    return Part(value, value - 0.1 if low is None else low, value + 0.08 if high is None else high)


def factor(name) -> Factor:
    if name == LUCK:
        return Factor(LUCK, LUCK)
    if name == OTHERS:
        return Factor(OTHERS, "assumption", (WINDOW, "wearers.working_share"))
    return Factor(name, PLAN.scheme.quantities()[name].basis_kind, (name,))


def moves(name, first, total=None) -> Moves:
    screened = None if name == OTHERS else Screened(3.21, 1.1, 4)
    return Moves(factor(name), first, total or part(first.value + 0.05), screened)


def found(parts, luck=0.05, *, ahead=None, **more) -> Found:
    """Make what was found from first-order parts by name, the largest first."""
    every = tuple(moves(name, each if isinstance(each, Part) else part(each)) for name, each in parts.items())
    every += (moves(LUCK, part(0.01), part(luck)),)
    kinds = {}
    for kind in ("source", "assumption", "redacted"):
        values = [each.first.value for each in every if each.factor.kind == kind]
        if values:
            kinds[kind] = part(sum(values))
    kinds[LUCK] = part(luck)
    kinds[REST] = part(1.0 - sum(each.value for each in kinds.values()))
    given = {"key": FALSE, "unit": "per person-year", "worlds": 128, "rows": 64, "lost": 0, **more}
    best = ahead or (next(name for name in parts if name != OTHERS),)
    return Found(
        **given, value=3.1, low=0.2, high=19.0, moves=every, kinds=kinds, ahead=best, narrower=part(0.38, 0.3, 0.45)
    )


def looked(*every: Found, left_out=None) -> Sensitivity:
    factors = tuple(factor(name) for name in (DEVICES, D_PRIME, NO_MATCH, OTHERS, LUCK))
    moved = {path: 1.0 / (k + 1) for k, path in enumerate(PLAN.varied)}
    return Sensitivity(PLAN, every, left_out or {}, factors, moved, (), PLAN.varied[-3:], 1680)


def whole_look() -> Sensitivity:
    """Look at one answer of each kind."""
    lost = "20 of 64 sets of worlds hold one in which this cannot be told; more people or days help"
    main = {NO_MATCH: part(0.62, 0.51, 0.7), D_PRIME: 0.14, DEVICES: 0.08, OTHERS: 0.05}
    return looked(
        found(main, lost=2),
        found(
            {DEVICES: 0.34, NO_MATCH: 0.3, D_PRIME: 0.1}, key=COST, unit="GBP per person-day", ahead=(DEVICES, NO_MATCH)
        ),
        Found("detections_share", "share", 88, 64, 20, cannot_tell=lost),
        Found("photographs_held_at_end", "photographs", 128, 64, 0, 1e6, 1e6, 1e6),
        left_out={"trail_fixes_held_at_end": "does not apply: this scheme records no trail"},
    )
