"""Which unknown moves which answer, said in one or two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import short, spoken, to
from custodes.report.quantities import in_words
from custodes.report.questions import question
from custodes.report.sensitivity_reach import left_open, limit, narrower_by, nothing_moves
from custodes.report.vocabulary import capital
from custodes.study.sensitivity_found import LUCK, REST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.study.sensitivity_found import Factor, Found, Moves, Part
    from custodes.study.sensitivity_plan import SensitivityPlan

HALF: Final = 0.5
NAMED: Final = 3
"""Numbers that are named where it cannot be told which is the most important one."""

ABOUT: Final[Mapping[str, str]] = {
    "false_accusations_per_person_year.acted_on": "how often people are falsely accused and acted against",
    "share_accused_within.365d": "how many of those who complied are falsely accused and acted against within a year",
    "burden_h_per_week": "how many hours a week the scheme takes from a wearer",
    "detections_share": "what share of true absences is acted on",
    "detection_delay_days": "how long it takes until a true absence is acted on",
    "cost_gbp.per_person_day": "what the scheme costs for each person for each day",
    "photographs_held_at_end": "how many photographs are held at the end",
    "trail_fixes_held_at_end": "how many recorded positions are held at the end",
}
"""What an answer is about, as the end of "what is not known about ..."."""

KINDS: Final[Mapping[str, str]] = {
    "source": "ranges that were published",
    "assumption": "assumptions",
    "redacted": "numbers that were withheld",
    LUCK: "luck",
    REST: "numbers acting together",
}
"""Kinds of not knowing."""

_OTHERS: Final[Mapping[str, str]] = {
    "source": "the other varied published ranges at once",
    "assumption": "the other varied assumptions at once",
    "redacted": "the other varied withheld numbers at once",
}
_MORE: Final = "more people or a longer run would narrow it"


def about(key: str) -> str:
    """Say what an answer is about.

    Parameters
    ----------
    key : str
        Its id.

    Returns
    -------
    str
        A phrase to follow "what is not known about".
    """
    return ABOUT.get(key) or question(key).words


def factor_words(factor: Factor) -> str:
    """Say what a factor is.

    Parameters
    ----------
    factor : Factor
        The factor.

    Returns
    -------
    str
        A phrase.
    """
    if factor.kind == LUCK:
        return "luck: who the people are, and what happens to them"
    return in_words(factor.name) if factor.single else f"{_OTHERS[factor.kind]} ({len(factor.paths)})"


def whole(x: float) -> int:
    """Round a share to a whole number of a hundred, within what a share can be.

    Parameters
    ----------
    x : float
        The share as estimated [ratio].

    Returns
    -------
    int
        From 0 to 100.
    """
    return round(100.0 * min(max(x, 0.0), 1.0))


def part_words(part: Part) -> str:
    """Write a share with its interval.

    Parameters
    ----------
    part : Part
        The share.

    Returns
    -------
    str
        Such as ``62%, 51 to 70``.
    """
    return f"{whole(part.value)}%, {whole(part.low)} to {whole(part.high)}"


def counted_part(moves: Moves) -> Part:
    """Give the part by which a factor is counted: what it explains alone, and of luck all that it does.

    What a factor of several numbers explains alone holds what these do among themselves.

    Parameters
    ----------
    moves : Moves
        What was found of the factor.

    Returns
    -------
    Part
        The share.
    """
    return moves.total if moves.factor.kind == LUCK else moves.first


def sentence(found: Found, plan: SensitivityPlan) -> str:
    """Say what moves an answer, how sure that is, and what was not varied.

    Parameters
    ----------
    found : Found
        What was found of it.
    plan : SensitivityPlan
        What was looked at.

    Returns
    -------
    str
        One to four sentences. Where only some unknowns were named, they say so: they may stand alone.
    """
    what = about(found.key)
    if found.cannot_tell is not None:
        return f"{limit(plan)} Cannot tell what moves {what}: {found.cannot_tell}.".strip()
    if not found.moves:
        value = "" if found.value is None else f": it is {spoken(found.value, found.unit)} in every world"
        return f"{nothing_moves(plan, what)}{value}."
    said = _largest(found, plan.scheme, left_open(plan, what))
    return f"{limit(plan)} {said} {_narrower(found, plan)}".strip()


def _largest(found: Found, scheme: Scheme, left: str) -> str:
    """Say what explains most of what is left open."""
    by_name = {each.factor.name: each for each in found.moves}
    best = by_name[found.ahead[0]]
    luck, rest = found.kinds[LUCK], found.kinds[REST]
    if luck.value >= HALF:
        return f"{_most(luck)} of {left} is luck ({part_words(luck)}): {_MORE}."
    if rest.value >= HALF and _through_others(found) >= HALF:
        return _acting_together(found, scheme, left)
    if luck.value > max(rest.value, *(each.first.value for each in found.moves)):
        named = f"the largest of the numbers is {_named(best)}"
        return f"The largest part of {left} is luck ({part_words(luck)}): {_MORE}; {named}."
    if len(found.ahead) > 1:
        close = [by_name[name] for name in found.ahead]
        return (
            f"It cannot be told which number matters most for {about(found.key)}: {_listed(close)}. {_together(found)}"
        )
    if best.first.value >= HALF:
        said = f"{_most(best.first)} of {left} comes from {_named(best)}"
        return f"{said}, {basis_words(best.factor, scheme)}."
    said = f"No single number explains most of {left}: the largest is {_named(best)}"
    return f"{said}, {basis_words(best.factor, scheme)}. {_together(found)}"


def _through_others(found: Found) -> float:
    """Say how much numbers explain through each other at most: whatever two or more do is in each one's total."""
    return sum(each.total.value - each.first.value for each in found.moves if each.factor.kind != LUCK) / 2.0


def _acting_together(found: Found, scheme: Scheme, left: str) -> str:
    """Say that numbers act through each other, and which of them has a hand in most of it."""
    rest = found.kinds[REST]
    most = max((each for each in found.moves if each.factor.single), key=lambda each: each.total.value)
    said = f"{_most(rest)} of {left} comes from several numbers together ({part_words(rest)})"
    name = f"\u201c{factor_words(most.factor)}\u201d ({part_words(most.total)} with all others)"
    largest = f"The one with the largest part in it is {name}, {basis_words(most.factor, scheme)}."
    return f"{said}, and not from any of them alone. {largest}"


def _most(part: Part) -> str:
    return "Most" if part.low >= HALF else "Probably most"


def _named(moves: Moves) -> str:
    return f"\u201c{factor_words(moves.factor)}\u201d ({part_words(moves.first)})"


def _listed(close: Sequence[Moves]) -> str:
    shown = [_named(each) for each in close[:NAMED]]
    more = len(close) - len(shown)
    tail = f", and {more} more" if more else ""
    listed = f"{', '.join(shown)}{tail}" if more else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"{listed} are too close to each other"


def _together(found: Found) -> str:
    """Say which kind explains most, and whether the numbers not looked at one by one explain more than any that was."""
    kinds = {kind: part for kind, part in found.kinds.items() if kind not in (LUCK, REST)}
    kind = max(kinds, key=lambda name: kinds[name].value)
    said = f"Together, {KINDS[kind]} explain {part_words(kinds[kind])}."
    first = found.moves[0]
    if first.factor.single or first.factor.kind == LUCK:
        return said
    many = f"{capital(factor_words(first.factor))} explain more than any one number ({part_words(first.first)})"
    return f"{said} {many}: a larger --most looks at more of them one by one."


def _narrower(found: Found, plan: SensitivityPlan) -> str:
    """Say what publishing the most important number would do, where it is clear which that is."""
    if len(found.ahead) != 1 or found.narrower is None or whole(found.narrower.low) < 1:
        return ""
    much = f"about {whole(found.narrower.value)}% ({whole(found.narrower.low)} to {whole(found.narrower.high)})"
    return narrower_by(plan, much)


def basis_words(factor: Factor, scheme: Scheme) -> str:
    """Say what a single number rests on, as the end of a sentence.

    Parameters
    ----------
    factor : Factor
        A single number.
    scheme : Scheme
        The scheme.

    Returns
    -------
    str
        Such as "for which the scheme's file names no published figure".
    """
    quantity = scheme.quantities()[factor.name]
    if quantity.redacted is not None:
        return f"which was withheld ({quantity.redacted.what})"
    if quantity.source is None:
        return "for which the scheme's file names no published figure"
    source = scheme.sources.get(quantity.source.key)
    name = quantity.source.key if source is None else f"{source.publisher}, {source.date}"
    how = {"S": "published as a range", "S2": "published as a range, here by way of another page", "D": "worked out"}
    return f"which is {how[quantity.source.mark]} ({name})"


def range_words(found: Found) -> str:
    """Write the answer itself with its range.

    Parameters
    ----------
    found : Found
        What was found of it.

    Returns
    -------
    str
        Such as ``18 (4 to 61) per person-year``, or "".
    """
    if found.value is None or found.low is None or found.high is None:
        return ""
    value = short(found.value, found.unit)
    span = "" if found.low == found.high else f" ({to(found.low, found.high, found.unit)})"
    unit = "" if found.unit == "share" else f" {found.unit.removeprefix('GBP').strip()}"
    return f"{value}{span}{unit}".rstrip()
