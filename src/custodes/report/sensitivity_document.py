"""What stands in ``sensitivity.json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from custodes.records.versions import versions
from custodes.report.sensitivity_words import sentence

if TYPE_CHECKING:
    from custodes.scheme.scheme import Scheme
    from custodes.study.morris import Screened
    from custodes.study.sensitivity import Sensitivity
    from custodes.study.sensitivity_found import Found, Moves
    from custodes.study.sensitivity_plan import SensitivityPlan


def sensitivity_document(looked: Sensitivity) -> dict[str, Any]:
    """Write a look at the unknowns as plain values.

    Parameters
    ----------
    looked : Sensitivity
        The finished look.

    Returns
    -------
    dict
        Ready for JSON.
    """
    plan, scheme = looked.plan, looked.plan.scheme
    known = scheme.quantities()
    return {
        "schema": 1,
        "answers": {found.key: _answer(found, plan) for found in looked.found},
        "sensitivity": {
            "scheme": scheme.scheme,
            "title": scheme.title,
            "plan": plan.document(),
            "plan_hash": plan.hash,
            "command": plan.command(),
            "kept": [each.name for each in looked.factors if each.single],
            "together": {each.name: list(each.paths) for each in looked.factors if each.paths and not each.single},
            "fixed": list(looked.fixed),
            "screening": {
                path: {
                    "basis": known[path].basis_kind,
                    "moved_at_most": None if path in looked.untold else moved,
                }
                for path, moved in looked.moved.items()
            },
            "left_out": dict(looked.left_out),
            "worlds": looked.worlds,
            "versions": versions(),
        },
    }


def _answer(found: Found, plan: SensitivityPlan) -> dict[str, Any]:
    scheme = plan.scheme
    told = {"value": found.value, "low": found.low, "high": found.high, "unit": found.unit}
    single = len(found.ahead) == 1 and found.narrower is not None
    return {
        "schemes": {scheme.scheme: {**told, "worlds": found.worlds, "rows": found.rows, "rows_lost": found.lost}},
        "difference": {},
        "sentence": sentence(found, plan),
        "factors": [_factor(each, scheme) for each in found.moves],
        "kinds": {kind: asdict(part) for kind, part in found.kinds.items()},
        "may_lead": list(found.ahead),
        "disclosure": {"path": found.ahead[0], "narrower": asdict(found.narrower)}
        if single and found.narrower
        else None,
        "cannot_tell": found.cannot_tell,
    }


def _factor(moves: Moves, scheme: Scheme) -> dict[str, Any]:
    factor = moves.factor
    source = scheme.quantities()[factor.name].source if factor.single else None
    morris = moves.screened
    return {
        "path": factor.name,
        "basis": factor.kind,
        "mark": None if source is None else source.mark,
        "source": None if source is None else source.key,
        "first": asdict(moves.first),
        "total": asdict(moves.total),
        "morris": None if morris is None else _morris(morris),
    }


def _morris(screened: Screened) -> dict[str, Any]:
    told = {"mu_star": screened.mu_star, "sigma": screened.sigma} if screened.told else {"mu_star": None, "sigma": None}
    return {**told, "told": screened.told}
