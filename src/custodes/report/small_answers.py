"""Answers and tables with everything withheld behind which stand too few people.

The rule holds for the people looked at, for those with any event behind a value, and, of a share, for those with none:
a rate of many people's chances that rests on two people's events tells about two people. What would follow from a whole
and the parts that stay visible is withheld with it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from custodes.measures.answer import Answer, GroupAnswer
from custodes.report.count_table import Marks
from custodes.report.parts_of_a_whole import further

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PEOPLE_UNITS: Final = frozenset({"people", "person"})
"""Units of answers whose value is itself a number of people."""

_MOST: Final = re.compile(r"\w+_borne_by_top\.(?:\w+\.)?(?P<percent>\d+)pct")
"""Ids of answers about the part of the people who bear most."""

_GAP: Final = "group_gap."
"""Answers about how far groups are apart; measures leave groups of fewer than 10 people out of them."""

_NAMED: Final = re.compile(
    r"(?<![\w.,])(\d+(?:\.\d+)?)(?= (?:people|person|wearers?)\b)|(?<=in effect on )(\d+(?:\.\d+)?)"
)
_FEW_CARRY: Final = "too few people carry this figure"
"""Given in place of a reason that names how few they are."""

Said = TypeVar("Said", Answer, GroupAnswer)


def too_few(k: int) -> str:
    """Say why a number is withheld.

    Parameters
    ----------
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    str
        It begins with the mark ``[c]``.
    """
    return (
        f"{Marks.CONFIDENTIAL} withheld: it is about fewer than {k} people, or would let a number about so few be found"
    )


class _Cell(NamedTuple):
    """An answer, or one of its groups."""

    key: str
    attribute: str = ""
    group: str = ""


def protect_answers(answers: Mapping[str, Answer], k: int) -> dict[str, Answer]:
    """Withhold what would tell about fewer than k people.

    An answer about 1 to k - 1 people becomes *cannot tell*, with a reason that begins with ``[c]``; so does a group,
    with as many other groups as keep its number and its value from following out of the whole and the rest, and a part
    of another answer (an alert's cause, a check's outcome) with as many other parts. The number of people of what is
    withheld is given as 0.

    Parameters
    ----------
    answers : mapping of str to Answer
        By id, as measured.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    dict of str to Answer
        The same ids, in the same order.
    """
    cells = {_Cell(key): answer for key, answer in answers.items()} | {
        _Cell(key, attribute, name): group
        for key, answer in answers.items()
        for attribute, groups in answer.by_group.items()
        for name, group in groups.items()
    }
    few = {cell for cell, said in cells.items() if _is_few(cell.key, said, answers[cell.key].unit, k)}
    hidden = few | _by_people(answers, few, k)
    behind = {cell: _behind(said, answers[cell.key].unit) for cell, said in cells.items()}
    wholes = [*_groups(answers), *_families(answers)]
    while True:
        # With an answer go its groups: in another answer's group they are hidden parts, too.
        more = {cell for cell in cells if _Cell(cell.key) in hidden}
        more |= {cell for parts in wholes for cell in _further(parts, behind, hidden | more, k)}
        if more <= hidden:
            break
        hidden |= more
    return {key: _shown(key, answer, hidden, k) for key, answer in answers.items()}


def _shown(key: str, answer: Answer, hidden: set[_Cell], k: int) -> Answer:
    if _Cell(key) in hidden:
        return _whole(key, answer, k)
    gone = {
        attribute: {name for name in groups if _Cell(key, attribute, name) in hidden}
        for attribute, groups in answer.by_group.items()
    }
    return _split(key, answer, gone, k)


def _behind(said: Answer | GroupAnswer, unit: str) -> tuple[int, int, int]:
    """Count people with an event, people without one, and people counted by the value itself."""
    counted = round(said.value) if said.value is not None and unit in PEOPLE_UNITS else 0
    return said.touched or 0, said.spared or 0, counted


def _is_few(key: str, said: Answer | GroupAnswer, unit: str, k: int) -> bool:
    most = _MOST.fullmatch(key) if said.value else None
    if most is not None and said.people * int(most["percent"]) < 100 * k:
        return True
    return any(0 < number < k for number in (said.people, *_behind(said, unit)))


def _by_people(answers: Mapping[str, Answer], few: set[_Cell], k: int) -> set[_Cell]:
    """Choose groups to hide so that no number of people of a group follows from the whole."""
    found: dict[tuple[str, str], set[str]] = {}
    others: dict[str, set[str]] = {}
    for key, answer in answers.items():
        for attribute, groups in answer.by_group.items():
            small = {name for name, each in groups.items() if 0 < each.people < k}
            if small and _Cell(key) not in few:
                names = list(groups)
                counts = [each.people for each in groups.values()]
                rows = further(counts, {names.index(name) for name in small}, k)
                found[key, attribute] = {names[row] for row in rows}
                others.setdefault(attribute, set()).update(found[key, attribute] - small)
    # A group that is hidden for another's sake here and shown there could be carried over: the same ones are hidden.
    return {
        _Cell(key, attribute, name)
        for (key, attribute), rows in found.items()
        for name in rows | (others[attribute] & set(answers[key].by_group[attribute]))
    }


def _groups(answers: Mapping[str, Answer]) -> Iterator[list[_Cell]]:
    """List the groups of each attribute of each answer: together they are the whole answer."""
    for key, answer in answers.items():
        for attribute, groups in answer.by_group.items():
            yield [_Cell(key, attribute, name) for name in groups]


def _families(answers: Mapping[str, Answer]) -> Iterator[list[_Cell]]:
    """List answers that are parts of another, as causes of alerts are of all alerts; and so of each of its groups."""
    parts: dict[str, list[str]] = {}
    for key, answer in answers.items():
        parent = key.rpartition(".")[0]
        if parent in answers and answers[parent].unit == answer.unit and not key.startswith(_GAP):
            parts.setdefault(parent, []).append(key)
    for parent, keys in parts.items():
        if len(keys) > 1:
            yield [_Cell(key) for key in keys]
            for attribute, groups in answers[parent].by_group.items():
                for name in groups:
                    yield [
                        _Cell(key, attribute, name) for key in keys if name in answers[key].by_group.get(attribute, ())
                    ]


def _further(
    parts: list[_Cell], behind: Mapping[_Cell, tuple[int, ...]], hidden: set[_Cell], k: int
) -> Iterator[_Cell]:
    """Choose parts to hide so that no event of a hidden part follows from the whole and the rest."""
    rows = {row for row, cell in enumerate(parts) if cell in hidden}
    if rows:
        sides = zip(*(behind[cell] for cell in parts), strict=True)
        # The side of which least is hidden chooses first: what it needs mostly does for the others.
        for counts in sorted(sides, key=lambda side: sum(side[row] for row in rows)):
            rows |= further(counts, rows, k)
    yield from (parts[row] for row in rows)


def is_withheld(said: Answer | GroupAnswer) -> bool:
    """Say whether an answer is withheld because of few people.

    Parameters
    ----------
    said : Answer or GroupAnswer
        Any.

    Returns
    -------
    bool
        Not for one that could not be told for another reason.
    """
    return said.cannot_tell is not None and said.cannot_tell.startswith(Marks.CONFIDENTIAL)


def withhold(key: str, answer: Answer, hidden: Mapping[str, Iterable[str]] | None, k: int) -> Answer:
    """Withhold groups of an answer, or all of it.

    Parameters
    ----------
    key : str
        Its id.
    answer : Answer
        Protected by itself.
    hidden : mapping of str to collection of str, or None
        For each attribute the groups to withhold; None for the whole answer.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    Answer
        With reasons in place of values.
    """
    return _whole(key, answer, k) if hidden is None else _split(key, answer, hidden, k)


def _whole(key: str, answer: Answer, k: int) -> Answer:
    """Withhold an answer with all its groups."""
    bare = _split(key, answer, {attribute: frozenset(groups) for attribute, groups in answer.by_group.items()}, k)
    return replace(
        bare,
        value=None,
        low=None,
        high=None,
        people=0,
        cannot_tell=too_few(k),
        from_unknowns=None,
        from_people=None,
        permuted=None,
        worlds=None,
        bounds=None,
        at_best=None,
        verdict=None if answer.verdict is None else "cannot tell",
    )


def _split(key: str, answer: Answer, hidden: Mapping[str, Iterable[str]], k: int) -> Answer:
    """Withhold some groups of an answer."""
    withheld = GroupAnswer(None, None, None, 0, too_few(k))
    by_group = {
        attribute: {
            name: withheld if name in set(hidden[attribute]) else _said_safely(group, k)
            for name, group in groups.items()
        }
        for attribute, groups in answer.by_group.items()
    }
    # The people of a gap are those of groups that are not too small: the rest would follow from it.
    people = answer.people // k * k if key.startswith(_GAP) else answer.people
    permuted = None if answer.permuted is None else _said_safely(replace(answer.permuted, people=people), k)
    return replace(_said_safely(answer, k), by_group=by_group, people=people, permuted=permuted)


def _said_safely(said: Said, k: int) -> Said:
    return replace(said, cannot_tell=None if said.cannot_tell is None else _without_small(said.cannot_tell, k))


def _without_small(text: str, k: int) -> str:
    """Give a reason that names few people anew, without the number and what it could be reckoned from."""
    named = (float(number) for found in _NAMED.findall(text) for number in found if number)
    return _FEW_CARRY if any(0 < number < k for number in named) else text


ID_COLUMNS: Final = frozenset({"person", "other_person", "device", "case", "id"})
"""Columns that make a table one of single people, devices or cases."""

_PARTS: Final = ("group", "other_group")
_DATES: Final = frozenset({"date", "day", "week", "month", "quarter", "year"})


def protect_tables(tables: Mapping[str, list[dict[str, Any]]], k: int) -> dict[str, list[dict[str, Any]]]:
    """Withhold the numbers of table rows that are about fewer than k people.

    A row says in ``people`` how many people it is about. A table without that column is left as it is: it must not hold
    numbers about people. Where rows are parts of a whole (groups, causes, recipients: rows that begin with words)
    further rows are withheld so that none follows from the whole.

    Parameters
    ----------
    tables : mapping of str to list of mapping
        One mapping a row; each table has the same keys in all its rows.
    k : int
        Numbers of fewer people are withheld [person].

    Returns
    -------
    dict of str to list of dict
        With a column ``mark`` where there is a column ``people``. Tables with a row a person are left out.
    """
    return {name: _protected_rows(rows, k) for name, rows in tables.items() if not (rows and ID_COLUMNS & set(rows[0]))}


def _protected_rows(rows: list[dict[str, Any]], k: int) -> list[dict[str, Any]]:
    if not rows or "people" not in rows[0]:
        return [dict(row) for row in rows]
    few = {number for number, row in enumerate(rows) if 0 < _people(row) < k}
    few |= _further_rows(rows, few, k)
    return [_withheld(row) if number in few else {**row, "mark": ""} for number, row in enumerate(rows)]


def _people(row: Mapping[str, Any]) -> int:
    return int(row["people"] or 0)


def _further_rows(rows: list[dict[str, Any]], few: set[int], k: int) -> set[int]:
    """Choose rows to hide within each list of parts: a part alone would follow from the whole."""
    words = _words(rows)
    if words is None:
        return set()
    blocks: dict[tuple[str | None, ...], list[int]] = {}
    for number, row in enumerate(rows):
        blocks.setdefault(tuple(row[name] for name in words), []).append(number)
    found: set[int] = set()
    for block in blocks.values():
        if few & set(block):
            counts = [_people(rows[number]) for number in block]
            small = {place for place, number in enumerate(block) if number in few}
            found |= {block[place] for place in further(counts, small, k)}
    return found


def _words(rows: list[dict[str, Any]]) -> list[str] | None:
    """Name the columns that say of which whole a row is a part; None where rows are no parts, as dates are not.

    Of groups it is every column in words but the group's; of other tables, what stands before the last of the words
    with which each row begins.
    """
    in_words = [name for name in rows[0] if all(row[name] is None or isinstance(row[name], str) for row in rows)]
    if "group" in rows[0]:
        return [name for name in in_words if name not in _PARTS]
    first = [name for name, other in zip(rows[0], in_words, strict=False) if name == other]
    return first[:-1] if first and first[-1] not in _DATES else None


def _withheld(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what says which row it is, in words or by its first column, and none of its numbers."""
    first = next(iter(row))
    return {
        **{name: value if name == first or isinstance(value, str) else None for name, value in row.items()},
        "mark": Marks.CONFIDENTIAL,
    }
