"""What a scheme does at all, and the words that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.vocabulary import NOT_FALSE, NOT_FALSE_OF_TAG, NOT_FALSE_WITH_TAG, TAG_CAUSES

if TYPE_CHECKING:
    from custodes.study.view import RunView


def makes_checks(view: RunView) -> bool:
    """Say whether anybody is asked to prove anything.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    bool
        False for a scheme that only records where people are.
    """
    return any(tool.checks is not None for tool in view.scheme.instruments.values())


def records_positions(view: RunView) -> bool:
    """Say whether it is recorded where people are.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    bool
        True when an instrument records positions.
    """
    return any(tool.location is not None for tool in view.scheme.instruments.values())


def raised_by_tag(view: RunView) -> dict[str, str]:
    """Find what the rules raise an alert about from a position, the battery or the strap.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    dict of str to str
        Causes in words, by name; none where there is no such rule.
    """
    rules = view.scheme.rules.location
    if rules is None:
        return {}
    kinds = {str(zone.kind) for zone in (rules.zones or {}).values()}
    there = {
        "curfew": rules.curfew is not None,
        "inclusion": "inclusion" in kinds,
        "exclusion": "exclusion" in kinds,
        "gap": rules.gap is not None and rules.gap.counts_as == "non_compliance",
        "battery": rules.battery is not None,
        "strap": rules.strap == "raise",
    }
    return {cause: about for cause, about in TAG_CAUSES.items() if there[cause]}


@dataclass(frozen=True)
class Words:
    """Words that depend on what a scheme does at all.

    Attributes
    ----------
    who : str
        Who did throughout what was asked, such as "never absconded nor handed the device over".
    among : str
        The same as what a scale counts.
    passes : str
        What a person may let pass, in the plural.
    not_false : str
        What an alert that is not false is about, as a clause.
    not_false_title : str
        The same in brackets for a title, or "".
    absence : str
        What counts as an absence in an alert.
    whose : str
        Whose alerts those are, as a clause.
    """

    who: str
    among: str
    passes: str
    not_false: str
    not_false_title: str
    absence: str
    whose: str


_CHECKS: Final = Words(
    who="never absconded nor handed the device over",
    among="part of those who never absconded nor handed the device over",
    passes="prompts",
    not_false=NOT_FALSE,
    not_false_title=" (the person was away, had handed the device over, or let a prompt pass)",
    absence="an absence",
    whose="a true absence",
)


def words(view: RunView) -> Words:
    """Find the words for a scheme.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Words
        Those of checks, or those of a scheme that records where people are.
    """
    if not records_positions(view):
        return _CHECKS
    return Words(
        who="never absconded, handed the device over or took it off, and were never where they must not be",
        among="part of those who kept to the rules throughout",
        passes="prompts or charges" if makes_checks(view) else "charges",
        not_false=NOT_FALSE_WITH_TAG if makes_checks(view) else NOT_FALSE_OF_TAG,
        not_false_title="",
        absence="an absence or a violation",
        whose="a true absence or violation",
    )
