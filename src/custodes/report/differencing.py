"""What could be learned from the difference between a package and an earlier one, taken away again.

A reader who has both packages knows what either shows. Of the same records, the two together are one table in which
less is hidden; of later records, the difference of two counts is a count of the people who came between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from custodes.errors import Problem, UsageRefused, refuse
from custodes.records.text import safe_cell
from custodes.report.differencing_counts import counts_against
from custodes.report.differencing_rows import (
    emptied,
    far_apart,
    few_between,
    further_against,
    is_about_people,
    nearly_the_same_people,
    rows_of,
    told_nothing,
    with_the_rows_of,
)
from custodes.report.published_content import answer_tables
from custodes.report.published_table import PEOPLE
from custodes.report.small_answers import is_withheld, withhold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.measures.answer import Answer, GroupAnswer
    from custodes.report.differencing_rows import Name
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
    if earlier.rounded_to > 1:
        wrong = "the earlier package is rounded, and what it tells beside another cannot be worked out"
        raise refuse(code="earlier-rounded", wrong=wrong, hint="hold it against a package that is not rounded")
    if content.made_up:
        return content
    if earlier.k > k:
        wrong = "the earlier package withholds numbers of more people than this one would"
        hint = f"give --k {earlier.k} or more"
        raise UsageRefused([Problem("", 0, "k", wrong, f"{earlier.k} then, {k} now", hint, "k-below-earlier")])
    same = content.identity == earlier.identity
    near = not same and nearly_the_same_people(content.tables, earlier.tables, k)
    answers = _answers(content.answers, _Earlier.of(earlier.tables, same=same, near=near), k)
    own = answer_tables(answers)
    further = (table for table in content.tables if table.name not in {each.name for each in own})
    tables = [
        *own,
        *(further_against(table, earlier.tables.get(table.name), k, same=same, near=near) for table in further),
    ]
    if near:
        tables = _with_the_earlier_rows(tables, earlier.tables, k)
    counts = counts_against(content.counts, earlier.counts, k, same=same)
    after = replace(content, answers=answers, tables=tuple(tables), counts=counts)
    return _without_report(after, content, k, same=same, near=near)


def _without_report(after: Content, before: Content, k: int, *, same: bool, near: bool) -> Content:
    """Leave out the page, which is written from the audit alone, and say what is withheld altogether."""
    left = list(after.left_out)
    if near:
        left.append(
            "numbers that stand in the earlier package, too: both are of nearly the same people, and the differences "
            f"would be about fewer than {k} of them"
        )
    if after.report is None or (same and after.tables == before.tables and after.counts == before.counts):
        return replace(after, left_out=tuple(left))
    left.append("report.html: it does not know what the earlier package tells")
    return replace(after, report=None, left_out=tuple(left))


def _with_the_earlier_rows(tables: Sequence[Table], then: Mapping[str, Table], k: int) -> list[Table]:
    """Make which rows there are tell nothing: the earlier ones, and those of answers that told nothing then."""
    held = {name: then[name] for name in _OWN if name in then and is_about_people(then[name])}
    told = rows_of(held["answers"]) if "answers" in held else {}
    fresh = {str(name[0]) for name, row in told.items() if told_nothing(row)}
    found = [
        with_the_rows_of(table, held[table.name], k, fresh if table.name == "groups" else ())
        if table.name in held
        else table
        for table in tables
    ]
    gone = set(then) - {table.name for table in tables}
    return [*found, *(emptied(then[name], k) for name in sorted(gone) if is_about_people(then[name]))]


@dataclass(frozen=True)
class _Earlier:
    """What was shown earlier of answers and their groups, by what each row is about."""

    rows: Mapping[Name, Mapping[str, str]]
    same: bool
    near: bool

    @classmethod
    def of(cls, tables: Mapping[str, Table], *, same: bool, near: bool) -> _Earlier:
        """Read the tables of answers and groups."""
        found = (rows_of(tables[name]) for name in _OWN if name in tables and is_about_people(tables[name]))
        return cls({name: row for rows in found for name, row in rows.items()}, same, near)

    def row(self, *name: str) -> Mapping[str, str] | None:
        """Give what was said, or nothing where it was not named."""
        return self.rows.get((*map(safe_cell, name), 0))

    def hid(self, *name: str) -> bool:
        """Say whether something was withheld, or could not be told."""
        was = self.row(*name)
        return was is not None and not was[PEOPLE].isdecimal()

    def is_told_by(self, said: Answer | GroupAnswer, unit: str, *name: str, k: int) -> bool:
        """Say whether what is said now would, beside what was said then, tell of a few people."""
        was = self.row(*name)
        if was is None or said.people <= 0:
            return self.near and not (was is not None and told_nothing(was))
        now = dict(zip(_SHOWN, map(safe_cell, (name[0], unit, said.people, said.value)), strict=True))
        return few_between(now, was, k) or (self.near and not (far_apart(now, was, k) or told_nothing(was)))

    def follows(self, key: str, attribute: str, people: int, shown: Mapping[str, int], k: int) -> bool:
        """Say whether the whole and the groups that are shown leave a change of few people for the others."""
        whole = self.row(key)
        rows = {name: self.row(key, attribute, name) or {PEOPLE: "0"} for name in shown}
        then = [row[PEOPLE] for row in rows.values()]
        if whole is None or self.hid(key) or not all(cell.isdecimal() for cell in then):
            return False
        left = people - sum(shown.values()) - (int(whole[PEOPLE]) - sum(map(int, then)))
        return 0 < abs(left) < k


_OWN: Final = ("answers", "groups")
_SHOWN: Final = ("answer", "unit", PEOPLE, "value")


def _answers(answers: Mapping[str, Answer], earlier: _Earlier, k: int) -> dict[str, Answer]:
    found = {}
    for key, answer in answers.items():
        gone = earlier.is_told_by(answer, answer.unit, key, k=k) or (earlier.same and earlier.hid(key))
        hidden = {attribute: _groups(key, attribute, answer, earlier, k) for attribute in answer.by_group}
        found[key] = withhold(key, answer, None if gone else hidden, k)
    return found


def _groups(key: str, attribute: str, answer: Answer, earlier: _Earlier, k: int) -> set[str]:
    """Choose the groups to hide: those that few people joined or left, and with any those that were hidden before."""
    groups = answer.by_group[attribute]
    whole = earlier.row(key)
    if whole is not None and told_nothing(whole):
        return {name for name, each in groups.items() if is_withheld(each)}
    told = {name for name, each in groups.items() if earlier.is_told_by(each, answer.unit, key, attribute, name, k=k)}
    before = {name for name in groups if earlier.hid(key, attribute, name)}
    hidden = told | {name for name, each in groups.items() if is_withheld(each)}
    # What was hidden then would follow from what is shown now, if the whole is the same or nearly so.
    if hidden or earlier.same:
        hidden |= before
    # One hidden group alone follows from the whole and the rest, and so does what few changed in several together.
    for name in sorted(set(groups) - hidden, key=lambda each: (groups[each].people, each)):
        shown = {each: groups[each].people for each in set(groups) - hidden}
        if len(hidden) != 1 and not earlier.follows(key, attribute, answer.people, shown, k):
            break
        hidden.add(name)
    return hidden
