"""Findings whose numbers are withheld where few people are concerned, and answers that would tell them all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from custodes.report.audit_view import ShownFinding
from custodes.report.small_answers import PEOPLE_UNITS, protect_answers, protect_tables, withhold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.measures.answer import Answer
    from custodes.measures.finding import Finding, Found

_SAME: Final = 1e-9
"""Shares that are no further apart are one share: both are the same two counts divided [ratio]."""


@dataclass(frozen=True)
class Shown:
    """What may be shown of what was found.

    Attributes
    ----------
    answers : mapping of str to Answer
        By id.
    findings : tuple of ShownFinding
        In the order found.
    tables : mapping of str to list of mapping
        By name.
    """

    answers: Mapping[str, Answer]
    findings: tuple[ShownFinding, ...]
    tables: Mapping[str, list[dict[str, Any]]]


def protect_found(found: Found, k: int) -> Shown:
    """Withhold what would tell about fewer than k people, and what it would follow from.

    Parameters
    ----------
    found : Found
        As measured.
    k : int
        Numbers of fewer people are withheld; 0 withholds nothing [person].

    Returns
    -------
    Shown
        The same answers, findings and tables, but for tables with a row a person.
    """
    findings = protect_findings(found.findings, k)
    if not k:
        return Shown(found.answers, findings, found.tables)
    answers = protect_answers(withhold_ratios(found.answers, found.findings, k), k)
    return Shown(answers, findings, protect_tables(found.tables, k))


def protect_findings(findings: Iterable[Finding | ShownFinding], k: int) -> tuple[ShownFinding, ...]:
    """Withhold the numbers of findings that concern fewer than k people.

    Parameters
    ----------
    findings : iterable of Finding or ShownFinding
        As found, or as protected for another k.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    tuple of ShownFinding
        Each with its words and its rule; count, of and people are None where 1 to k - 1 people are concerned, and `of`
        alone where nothing was found among so few. Without a name of a file of rows, which the caller gives.
    """
    return tuple(_shown(each, k) for each in findings)


def _shown(each: Finding | ShownFinding, k: int) -> ShownFinding:
    count, of, people = (None, None, None) if _concerns_few(each, k) else (each.count, each.of, each.people)
    # Rows are of as many people as there are rows, at most: few rows are of few people.
    if of is not None and 0 < of < k:
        of = None
    count, of, people = (None if number is None else int(number) for number in (count, of, people))
    return ShownFinding(each.key, each.means, count, of, each.unit, people, each.rule, each.test)


def _concerns_few(each: Finding | ShownFinding, k: int) -> bool:
    """Say whether few people are concerned, or are left; unnamed rows may each be another person's."""
    if each.count is None or each.people is None:
        return True
    if each.people > 0 and each.people < k:
        return True
    counts_people = each.unit.split(" ", 1)[0] in PEOPLE_UNITS
    left = each.of - each.count if counts_people and each.of and each.count else 0
    return 0 < left < k or (each.people <= 0 and 0 < each.count < k)


def withhold_ratios(
    answers: Mapping[str, Answer], findings: Iterable[Finding | ShownFinding], k: int
) -> dict[str, Answer]:
    """Withhold answers in which the ratio of a withheld finding stands: they would tell its number.

    Parameters
    ----------
    answers : mapping of str to Answer
        By id.
    findings : iterable of Finding or ShownFinding
        About the same records, not yet protected for this k.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    dict of str to Answer
        The same ids. An answer is withheld when its value or an end of its bounds is such a ratio, or what it leaves
        of 1.
    """
    ratios = [each.count / each.of for each in findings if each.count and each.of and _concerns_few(each, k)]
    telling = [*ratios, *(1 - ratio for ratio in ratios)]
    return {
        key: withhold(key, answer, None, k)
        if any(abs(number - ratio) < _SAME for number in _numbers(answer) for ratio in telling)
        else answer
        for key, answer in answers.items()
    }


def _numbers(answer: Answer) -> tuple[float, ...]:
    ends = () if answer.bounds is None else (answer.bounds.low, answer.bounds.high)
    return ends if answer.value is None else (answer.value, *ends)
