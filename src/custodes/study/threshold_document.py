"""What stands in threshold.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from custodes.records.versions import versions
from custodes.scheme.wording import range_said
from custodes.study.threshold import LEVEL

if TYPE_CHECKING:
    from custodes.measures.answer import Span
    from custodes.study.crossing import Found
    from custodes.study.threshold import Threshold


def none_in_range(threshold: Threshold) -> str | None:
    """Say why there is no value, when in the central world there is none.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    str or None
        A sentence; None when there is a value.
    """
    if threshold.value is not None:
        return None
    axis, answers = threshold.plan.axis, threshold.central.told
    first, last = answers[0], answers[-1]
    span = f"{axis.low:g} to {axis.high:g} {axis.unit}s"
    if not axis.is_effect:
        span = range_said(axis.low, None, axis.high, axis.unit, as_share=axis.share)
    side = "below" if first.value < threshold.wanted.line else "not below"
    return (
        f"no value from {span} does: the answer goes from "
        f"{first.value:.4g} to {last.value:.4g}, always {side} the line at {threshold.wanted.line:.4g}"
    )


def no_interval(threshold: Threshold) -> str | None:
    """Say why a value has no interval, where it has none.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    str or None
        A phrase; None when there is an interval, or no value.
    """
    if threshold.value is None or threshold.interval is not None:
        return None
    return f"in {threshold.without(None)} of {len(threshold.draws)} worlds the answer cannot be told"


def document(threshold: Threshold) -> dict[str, Any]:
    """Return a finished search as plain values.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    dict
        Ready for JSON; the same for the same search.
    """
    plan, axis = threshold.plan, threshold.plan.axis
    found = _found(threshold)
    return {
        "schema": 1,
        "answers": {
            plan.question: {
                "schemes": {axis.holder: found},
                "difference": _difference(threshold),
                "crossing": _crossing(threshold),
            }
        },
        "threshold": {
            "question": plan.question,
            "question_unit": threshold.unit,
            "schemes": list(plan.names),
            "against": plan.names[1] if len(plan.names) > 1 else None,
            "vary": axis.path,
            "unit": axis.unit,
            "counted_as": axis.outcome or None,
            "counted_within_days": axis.within_days if axis.is_effect else None,
            "line": plan.line,
            "wanted": threshold.wanted.side,
            "wanted_given": plan.side is not None,
            "from": axis.low,
            "to": axis.high,
            "range_given": axis.given,
            "value": found["value"],
            "low": found["low"],
            "high": found["high"],
            "worlds": {"told": threshold.crossing_worlds, "of": len(threshold.draws)},
            "none_below": threshold.without("below"),
            "none_above": threshold.without("above"),
            "untold": threshold.without(None),
            "other_way_round": threshold.reversed_worlds,
            "grid": [[each.x, each.value, each.low, each.high] for each in threshold.central.points],
            "left_out": [[each.x, each.why] for each in threshold.central.points if each.value is None],
            "draws": [_world(each) for each in threshold.worlds[1:]],
            "checked": checked(threshold),
            "equal": _equal(threshold),
            "plan": plan.document(),
            "plan_hash": plan.hash,
            "command": plan.command(),
            "versions": versions(),
        },
    }


def _found(threshold: Threshold) -> dict[str, Any]:
    interval = threshold.interval
    return {
        "value": threshold.value,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
        "open": [end for end, is_open in (("low", threshold.open_low), ("high", threshold.open_high)) if is_open],
        "level": LEVEL,
        "unit": threshold.plan.axis.unit,
        "people": threshold.plan.people,
        "cannot_tell": none_in_range(threshold),
        "no_interval": no_interval(threshold),
        "from_unknowns": _span(threshold.from_unknowns),
        "from_people": _span(threshold.from_people),
        "worlds": {"told": threshold.crossing_worlds, "of": len(threshold.draws)},
    }


def _difference(threshold: Threshold) -> dict[str, Any]:
    """Give the answer less that of the other scheme at the value found; nothing where there is none, or no other."""
    there = threshold.central.inside
    if there is None or len(threshold.plan.names) == 1:
        return {}
    of = {"value": there.value, "low": there.low, "high": there.high, "unit": threshold.unit, "paired_gain": None}
    return {threshold.plan.names[0]: of}


def _crossing(threshold: Threshold) -> dict[str, Any]:
    return {
        "line": threshold.plan.line,
        "unit": threshold.unit,
        "wanted": threshold.wanted.side,
        "holds": None if threshold.value is None else "at most" if threshold.at_most else "at least",
        "crossings": list(threshold.central.all_at),
        "checked": checked(threshold),
    }


def checked(threshold: Threshold) -> dict[str, Any] | None:
    """Say what the model gave when it was run at the value found.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    dict or None
        The value and the answer there, its distance to the line and the tolerance; and the nearest value asked on the
        other side of the line, one step away where there are steps. None when there is no value.
    """
    inside, outside = threshold.central.inside, threshold.central.outside
    if inside is None or outside is None:
        return None
    return {
        "x": inside.x,
        "value": inside.value,
        "low": inside.low,
        "high": inside.high,
        "distance": abs(inside.value - threshold.wanted.line),
        "tolerance": threshold.tolerance,
        "other_side": {"x": outside.x, "value": outside.value},
    }


def _equal(threshold: Threshold) -> dict[str, Any] | None:
    equal, balance = threshold.plan.equal, threshold.balance
    if equal is None or balance is None:
        return None
    return {
        "question": equal.question,
        "of": equal.axis.holder,
        "path": equal.axis.path,
        "value": balance.x,
        "unit": equal.axis.unit,
        "difference": balance.difference,
        "difference_unit": balance.unit,
    }


def _world(found: Found) -> dict[str, Any]:
    return {
        "at": found.at,
        "low": found.low,
        "high": found.high,
        "crossings": len(found.all_at),
        "points": [[each.x, each.value] for each in found.points],
    }


def _span(span: Span | None) -> dict[str, float] | None:
    return None if span is None else {"low": span.low, "high": span.high}
