"""How far apart groups are in each error of recognition, with what shuffled labels would show.

The table of groups with its intervals stands in `by_group` of ``fnmr`` and ``fmr`` and comes first. The threshold is
the same for all groups and in all resamples, because that of a scheme is a fact. FMR of a group is that of pairs with
both people in it. The side that accuses (FNMR) and the side that misses (FMR) are summed up apart; the three figures
that mix them are there because their authors do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, fewest
from custodes.measures.groups import LEAST_PEOPLE, NO_GAP, SHORT_FOR
from custodes.measures.intervals import LEAST_BEARING, none_seen_at_most
from custodes.measures.resample import span
from custodes.measures.score_rates import NO_THRESHOLD, untold
from custodes.measures.score_sampling import Sampled, sample_fmr, sample_fnmr
from custodes.measures.summaries import (
    gini,
    max_minus_min,
    max_over_geomean,
    max_over_mean,
    max_over_min,
    vary_geomean,
)
from custodes.measures.sums import few_carry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.measures.score_crossing import Sides
    from custodes.measures.score_sampling import Draws
    from custodes.measures.score_sets import Attribute

ALPHA: Final = 0.5
"""Weight of the FMR part in the figures that mix both [ratio]."""


@dataclass(frozen=True)
class Summary:
    """One number made of the rates of all groups.

    Attributes
    ----------
    of : callable
        From rates along the last axis to the number.
    unit : str
        Unit in words.
    parity : float
        Its value when all groups are equal.
    ratio : bool
        Whether it is a ratio, turned about its value on the log scale.
    needs_all : bool
        Whether it has no value when one group has no error.
    """

    of: Callable[[Any], Any]
    unit: str
    parity: float
    ratio: bool = False
    needs_all: bool = False


SUMMARIES: Final[Mapping[str, Summary]] = {
    "max_over_min": Summary(max_over_min, "ratio", 1.0, ratio=True, needs_all=True),
    "max_minus_min": Summary(max_minus_min, "share", 0.0),
    "max_over_mean": Summary(max_over_mean, "ratio", 1.0, ratio=True),
    "max_over_geomean": Summary(max_over_geomean, "ratio", 1.0, ratio=True, needs_all=True),
    "vary_geomean": Summary(vary_geomean, "powers of ten", 0.0, needs_all=True),
    "gini": Summary(gini, "index from 0 to 1", 0.0),
}
"""The summaries that NIST prints; formulas in `custodes.measures.summaries`."""


def _mixed(part: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Join both sides: the first half of the last axis is FMR, the second FNMR."""

    def of(rates: Any) -> Any:  # noqa: ANN401 - one number or an array
        fmr, fnmr = np.split(np.asarray(rates), 2, axis=-1)
        return ALPHA * part(fmr) + (1 - ALPHA) * part(fnmr)

    return of


def _inequity(rates: Any) -> Any:  # noqa: ANN401 - one number or an array
    fmr, fnmr = np.split(np.asarray(rates), 2, axis=-1)
    return max_over_min(fmr) ** ALPHA * max_over_min(fnmr) ** (1 - ALPHA)


MIXED: Final[Mapping[str, tuple[Summary, Callable[[Any], Any]]]] = {
    "fdr": (Summary(_mixed(max_minus_min), f"index, alpha {ALPHA:g}", 0.0), max_minus_min),
    "inequity_rate": (
        Summary(_inequity, f"ratio, alpha {ALPHA:g}", 1.0, ratio=True, needs_all=True),
        max_over_min,
    ),
    "garbe": (Summary(_mixed(gini), f"index, alpha {ALPHA:g}", 0.0), gini),
}
"""Figures that mix both sides, and what their parts are. FDR is 1 less its number, so that 1 is parity."""

NOT_SHUFFLED: Final = (
    "what chance alone would show is told by people drawn again within each group, every group's rate set to that of "
    "all, and not by shuffled labels: comparisons are chosen by group here, and shuffling would change how many are "
    "within groups"
)
NO_GROUPS: Final = "the records hold no groups of people to compare: a column `group` would be needed"


def group_gaps(sides: Sides, at: float, level: float, draws: Draws) -> dict[str, Answer]:
    """Answer how far apart the groups are.

    ``permuted`` holds the median and the middle range when labels are shuffled over people: a value inside it does not
    show that groups differ, and its interval then begins at parity. Else the lower end is the upper percentile of
    people drawn again within groups, turned about the value. See `custodes.measures.groups`. Where shuffling would
    change how many comparisons are within groups, ``permuted`` is of people drawn again with all rates made the same,
    and ``sources`` says so; see `custodes.measures.score_sampling.sample_fmr`.

    Parameters
    ----------
    sides : Sides
        The scores.
    at : float
        The threshold; NaN when none is known [1].
    level : float
        Confidence level [ratio].
    draws : Draws
        How people are drawn again, and labels shuffled.

    Returns
    -------
    dict of str to Answer
        ``group_gap.<summary>.fmr`` and ``.fnmr``, and those that mix both; of the attribute "group" if there is one,
        else of the first of `custodes.measures.groups.SHORT_FOR`; further attributes stand behind the id.
    """
    attributes = sides.scores.attributes
    found: dict[str, Answer] = {}
    if np.isnan(at) or not attributes:
        return _answers(None, None, NO_GROUPS if not attributes else NO_THRESHOLD, level, "")
    first = main_attribute(attributes)
    for each in attributes:
        suffix = "" if each is first else f".{each.name}"
        fmr, fnmr = sample_fmr(sides, each, at, draws), sample_fnmr(sides, each, at, draws)
        found |= _answers(fmr, fnmr, "", level, suffix)
    return found


def main_attribute(attributes: tuple[Attribute, ...]) -> Attribute:
    """Choose the attribute that an id without one stands for.

    Parameters
    ----------
    attributes : tuple of Attribute
        At least one.

    Returns
    -------
    Attribute
        "group" if there is one, else the first of `custodes.measures.groups.SHORT_FOR`, else the first.
    """
    named = {each.name: each for each in attributes}
    return next((named[name] for name in ("group", *SHORT_FOR) if name in named), attributes[0])


def _answers(fmr: Sampled | None, fnmr: Sampled | None, why: str, level: float, suffix: str) -> dict[str, Answer]:
    found = {}
    for side, sampled in (("fmr", fmr), ("fnmr", fnmr)):
        for name, summary in SUMMARIES.items():
            found[f"group_gap.{name}.{side}{suffix}"] = _one(sampled, summary, why, level)
    for name, (summary, part) in MIXED.items():
        found[f"group_gap.{name}{suffix}"] = _of_both(name, fmr, fnmr, summary, part, why, level)
    return found


def _no_gap(why: str, unit: str, level: float, people: int = 0) -> Answer:
    return replace(untold(why, level, unit), permuted=GroupAnswer(None, None, None, people, NO_GAP))


def _one(sampled: Sampled | None, summary: Summary, why: str, level: float) -> Answer:
    if sampled is None:
        return _no_gap(why or "there is no such comparison of two groups", summary.unit, level)
    kept, reason = compared(sampled)
    reason = reason or _undefined(kept, summary, level)
    return _no_gap(reason, summary.unit, level, kept.people) if reason else gap_answer(kept, summary, level)


def compared(sampled: Sampled) -> tuple[Sampled, str]:
    """Leave out groups too small to be compared, and say when the rest cannot be.

    Parameters
    ----------
    sampled : Sampled
        All groups of an attribute.

    Returns
    -------
    Sampled, str
        The groups with at least 10 people (all where the records name nobody), and why they cannot be compared, or "".
    """
    by_person = sampled.again is not None
    columns = [
        at
        for at, people in enumerate(sampled.of_group)
        if sampled.chances[at] > 0 and (people >= LEAST_PEOPLE or not by_person)
    ]
    kept = sampled.among(columns)
    if len(columns) <= 1:
        least = f" of {LEAST_PEOPLE} people" if by_person else ""
        return kept, f"fewer than two groups{least} are there to compare"
    for at, name in enumerate(kept.names):
        if by_person and 0 < kept.carried[at] < LEAST_BEARING:
            why = few_carry(kept.of_group[at], kept.carried[at]).replace("on the scheme", "in this group")
            return kept, f"the group {name!r} cannot be told: {why}"
    return kept, ""


def _undefined(kept: Sampled, summary: Summary, level: float) -> str:
    """Say why a summary has no value for these rates, and what can be said in its place."""
    if not kept.rates.any():
        return "no group had any error, so there is nothing to compare"
    if not summary.needs_all or kept.rates.all():
        return ""
    at = int(np.argmin(kept.rates))
    pieces = kept.pieces[at]
    limit = (
        f"; its rate is at most {none_seen_at_most(pieces, level):.2g} with {level:.0%} confidence" if pieces else ""
    )
    return f"no error was seen in the group {kept.names[at]!r}, so a ratio to it has no value{limit}"


def gap_answer(sampled: Sampled, summary: Summary, level: float) -> Answer:
    """Answer one summary.

    Parameters
    ----------
    sampled : Sampled
        The groups compared.
    summary : Summary
        The summary.
    level : float
        Confidence level [ratio].

    Returns
    -------
    Answer
        With its value under shuffled labels; without an interval where the records name nobody.
    """
    value = float(summary.of(sampled.rates))
    if sampled.again is None or sampled.null is None:
        return Answer(value, None, None, summary.unit, 0, level)
    null = summary.of(sampled.null)
    null_low, null_high = span(null, level)
    _, again_high = span(summary.of(sampled.again), level)
    turned = value * value / again_high if summary.ratio else 2 * value - again_high
    low = summary.parity if value <= null_high else max(summary.parity, min(turned, value))
    return Answer(
        value=value,
        low=min(low, value),
        high=max(again_high, value),
        unit=summary.unit,
        people=sampled.people,
        level=level,
        touched=fewest(sampled.touched),
        sources=(NOT_SHUFFLED,) if sampled.recentred else (),
        permuted=GroupAnswer(float(np.median(null)), null_low, null_high, sampled.people),
    )


def _of_both(  # noqa: PLR0913, PLR0917 - both sides, how, and at which level
    name: str,
    fmr: Sampled | None,
    fnmr: Sampled | None,
    summary: Summary,
    part: Callable[[Any], Any],
    why: str,
    level: float,
) -> Answer:
    if fmr is None or fnmr is None:
        return _no_gap(why or "one of the two errors cannot be told by group", summary.unit, level)
    kept = []
    for sampled in (fmr, fnmr):
        one, reason = compared(sampled)
        reason = reason or _undefined(one, summary, level)
        if reason:
            return _no_gap(reason, summary.unit, level, one.people)
        kept.append(one)
    names = [each for each in kept[0].names if each in kept[1].names]
    if len(names) <= 1:
        return _no_gap("fewer than two groups are there to compare on both sides", summary.unit, level)
    first, second = (each.among([each.names.index(group) for group in names]) for each in kept)
    told = gap_answer(first.beside(second), summary, level)
    parts = {
        side: GroupAnswer(float(part(each.rates)), None, None, each.people, touched=fewest(each.touched))
        for side, each in (("fmr", first), ("fnmr", second))
    }
    told = replace(told, by_group={"part": parts})
    return _from_one(told) if name == "fdr" else told


def _from_one(told: Answer) -> Answer:
    """Turn a distance from parity into an index of which 1 is parity."""

    def turned(x: float | None) -> float | None:
        return None if x is None else 1 - x

    permuted = told.permuted
    if permuted is not None:
        permuted = replace(permuted, value=turned(permuted.value), low=turned(permuted.high), high=turned(permuted.low))
    return replace(told, value=turned(told.value), low=turned(told.high), high=turned(told.low), permuted=permuted)
