"""What could be learned from the difference between a package and an earlier one, taken away again.

A reader who has both packages knows what either shows. Of the same records, the two together are one table in which
less is hidden; of later records, the difference of two counts is a count of the people who came between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from custodes.errors import Problem, UsageRefused, refuse
from custodes.records.text import safe_cell
from custodes.report.differencing_counts import counts_against
from custodes.report.published_check import shown_people
from custodes.report.published_content import answer_tables
from custodes.report.published_further import further_against
from custodes.report.small_answers import is_withheld, withhold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.report.published_check import Package
    from custodes.report.published_content import Content
    from custodes.report.published_table import Table


def against_earlier(content: Content, earlier: Package, k: int) -> Content:
    """Withhold more where an earlier package would let a small number be worked out.

    Parameters
    ----------
    content : Content
        What would go out.
    earlier : Package
        What anybody may have already.
    k : int
        Numbers behind which stand fewer people are withheld [person].

    Returns
    -------
    Content
        What may go out beside it.

    Raises
    ------
    Refused
        When it cannot be told, or, as ``PrivacyRefused``, not be mended; ``UsageRefused`` when the earlier package
        promised a larger k.
    """
    if content.made_up:
        return content
    if earlier.k > k:
        wrong = "the earlier package withholds numbers of more people than this one would"
        hint = f"give --k {earlier.k} or more"
        raise UsageRefused([Problem("", 0, "k", wrong, f"{earlier.k} then, {k} now", hint, "k-below-earlier")])
    if earlier.rounded_to > 1 and earlier.counts and content.counts:
        wrong = "the earlier package has rounded counts, and what they tell beside exact ones cannot be worked out"
        raise refuse(code="earlier-rounded", wrong=wrong, hint="publish without tables of counts")
    same = content.identity == earlier.identity
    answers = _answers(content.answers, earlier.tables, k, same=same)
    old = {table.name for table in answer_tables(answers)}
    further = (table for table in content.tables if table.name not in old)
    tables = (
        *answer_tables(answers),
        *(further_against(table, earlier.tables.get(table.name), k, same=same) for table in further),
    )
    return replace(
        content, answers=answers, tables=tables, counts=counts_against(content.counts, earlier.counts, k, same=same)
    )


@dataclass(frozen=True)
class _Earlier:
    """How many people stood behind what was shown earlier, and what was named at all."""

    people: Mapping[tuple[str, ...], int]
    named: frozenset[tuple[str, ...]]
    same: bool

    def hid(self, key: tuple[str, ...]) -> bool:
        """Say whether something was withheld, or could not be told."""
        return key in self.named and key not in self.people


def _earlier(tables: Mapping[str, Table], *, same: bool) -> _Earlier:
    found = [(tables[name], width) for name, width in (("answers", 1), ("groups", 3)) if name in tables]
    people = {key: count for table, _ in found for key, count in shown_people(table).items()}
    return _Earlier(people, frozenset(row[:width] for table, width in found for row in table.rows), same)


def _answers(answers: Mapping[str, Answer], tables: Mapping[str, Table], k: int, *, same: bool) -> dict[str, Answer]:
    earlier = _earlier(tables, same=same)
    found = {}
    for key, answer in answers.items():
        gone = _too_near(answer.people, earlier.people.get((key,)), k) or (same and earlier.hid((key,)))
        hidden = {attribute: _groups(key, attribute, answer, earlier, k) for attribute in answer.by_group}
        found[key] = withhold(key, answer, None if gone else hidden, k)
    return found


def _too_near(now: int, then: int | None, k: int) -> bool:
    """Say whether a few people came or went between."""
    return then is not None and now > 0 and 0 < abs(now - then) < k


def _groups(key: str, attribute: str, answer: Answer, earlier: _Earlier, k: int) -> set[str]:
    """Choose the groups to hide: those that few people joined or left, and with any those that were hidden before."""
    groups = answer.by_group[attribute]
    at = {name: (safe_cell(key), safe_cell(attribute), safe_cell(name)) for name in groups}
    near = {name for name, each in groups.items() if _too_near(each.people, earlier.people.get(at[name]), k)}
    before = {name for name in groups if earlier.hid(at[name])}
    hidden = near | {name for name, each in groups.items() if is_withheld(each)}
    # What was hidden then would follow from what is shown now, if the whole is the same or nearly so.
    if hidden or earlier.same:
        hidden |= before
    # One hidden group alone follows from the whole and the rest.
    for name in sorted(set(groups) - hidden, key=lambda each: (groups[each].people, each)):
        if len(hidden) != 1:
            break
        hidden.add(name)
    return hidden
