"""Answers and tables with everything withheld behind which stand too few people.

The rule is about people, not about events: a rate of few events among many people singles nobody out and stays. What is
counted over people themselves (a number of people, or the share of people to whom something happened) is withheld when
it, or what is left of the whole, is small.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from custodes.errors import PrivacyRefused
from custodes.measures.answer import Answer, GroupAnswer
from custodes.report.count_table import ALL, CountTable, Marks
from custodes.report.small_counts import protect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PEOPLE_UNITS: Final = frozenset({"people", "person"})
"""Units of answers whose value is itself a number of people."""

_PEOPLE_SHARE: Final = re.compile(r"(share_\w+\.\d+d|trail_unicity\..*|trail_anonymity\.under\d+\..*)")
"""Ids of answers whose value is a share of people, not of checks or alerts."""

_MOST: Final = re.compile(r"\w+_borne_by_top\.(?:\w+\.)?(?P<percent>\d+)pct|.*\.max")
"""Ids of answers about the people who bear most, or the one person who does."""

_GAP: Final = "group_gap."
"""Answers about how far groups are apart; measures leave groups of fewer than 10 people out of them."""

_FEW_PEOPLE: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d+(?:\.\d+)?)(?= (?:people|person|wearers?)\b)"
    r"|(?<=in effect on )(?P<carried>\d+(?:\.\d+)?)"
)
_WOULD_DO: Final = re.compile(r"with about [\d,]+ (?=people\b)")
"""How many people would do, of which the number who carry a figure now can be reckoned."""

Said = TypeVar("Said", Answer, GroupAnswer)

_ONE: Final = "with"
_NONE: Final = "without"


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


@dataclass(frozen=True)
class _Kept:
    """Which groups of one answer must be hidden, and which of those are small themselves."""

    small: frozenset[str]
    hidden: frozenset[str]


def protect_answers(answers: Mapping[str, Answer], k: int) -> dict[str, Answer]:
    """Withhold what would tell about fewer than k people.

    An answer about 1 to k - 1 people becomes *cannot tell*, with a reason that begins with ``[c]``; so does a group,
    with as many other groups as keep its number and its value from following out of the whole and the rest. The number
    of people of what is withheld is given as 0.

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
    shown = {key: not _is_small(key, answer.value, answer.unit, answer.people, k) for key, answer in answers.items()}
    kept = {
        (key, attribute): _groups_to_hide(key, answer, attribute, k)
        for key, answer in answers.items()
        if shown[key]
        for attribute in answer.by_group
    }
    # A group that is hidden for another's sake here and shown there could be carried over: the same ones are hidden.
    others: dict[str, set[str]] = {}
    for (_, attribute), found in kept.items():
        others.setdefault(attribute, set()).update(found.hidden - found.small)
    return {
        key: _whole(key, answer, k)
        if not shown[key]
        else _split(
            key,
            answer,
            {
                attribute: found.hidden | (others[attribute] if found.hidden else set())
                for attribute in answer.by_group
                for found in [kept[key, attribute]]
            },
            k,
        )
        for key, answer in answers.items()
    }


def _counted(key: str, value: float | None, unit: str, people: int) -> int | None:
    """Count the people that the value itself is about, when it is about people."""
    if value is None:
        return None
    if unit in PEOPLE_UNITS:
        return round(value)
    return round(value * people) if _PEOPLE_SHARE.fullmatch(key) else None


def _is_small(key: str, value: float | None, unit: str, people: int, k: int) -> bool:
    if 0 < people < k:
        return True
    most = _MOST.fullmatch(key) if value else None
    if most is not None and people * int(most["percent"] or 0) < 100 * k:
        return True
    counted = _counted(key, value, unit, people)
    if counted is None:
        return False
    rest = people - counted if _PEOPLE_SHARE.fullmatch(key) else 0
    return 0 < counted < k or 0 < rest < k


def _groups_to_hide(key: str, answer: Answer, attribute: str, k: int) -> _Kept:
    groups = answer.by_group[attribute]
    small = frozenset(name for name, each in groups.items() if _is_small(key, each.value, answer.unit, each.people, k))
    if not small:
        return _Kept(small, small)
    split = tuple(_parts(key, answer, each) for each in groups.values())
    hidden = _hidden_rows(split, k)
    names = list(groups)
    return _Kept(small, frozenset(names[row] for row in hidden) | small)


def _parts(key: str, answer: Answer, group: GroupAnswer) -> tuple[int, ...]:
    if not _PEOPLE_SHARE.fullmatch(key):
        return (int(group.people),)
    counted = min(max(_counted(key, group.value, answer.unit, group.people) or 0, 0), group.people)
    return (counted, int(group.people) - counted)


@lru_cache(maxsize=4096)
def _hidden_rows(split: tuple[tuple[int, ...], ...], k: int) -> frozenset[int]:
    """Choose the groups to hide when the whole is known; all of them when nothing less will do."""
    counts = np.array(split, dtype=np.int64)
    rows = tuple(str(row) for row in range(len(split)))
    parts = (_ONE, _NONE)[: counts.shape[1]]
    flat = len(parts) == 1
    table = CountTable(
        "groups",
        ("group",) if flat else ("group", "part"),
        (rows,) if flat else (rows, parts),
        counts[:, 0] if flat else counts,
    )
    known = [(ALL,)] if flat else [(ALL, ALL), *((ALL, part) for part in parts)]
    try:
        safe = protect(table, k, known=known)
    except PrivacyRefused:
        return frozenset(range(len(split)))
    marks = safe.marks[:-1] if flat else safe.marks[:-1].T
    return frozenset(int(row) for row in np.flatnonzero(np.atleast_2d(marks == Marks.CONFIDENTIAL).any(axis=0)))


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
    """Take numbers of few people out of a reason, and what they could be reckoned from."""

    def shown(match: re.Match[str]) -> str:
        number = float(match["number"] or match["carried"])
        return f"fewer than {k}" if 0 < number < k else match.group()

    safe = _FEW_PEOPLE.sub(shown, text)
    return text if safe == text else _WOULD_DO.sub("with more ", safe)


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
    few |= _further(rows, few, k)
    return [_withheld(row) if number in few else {**row, "mark": ""} for number, row in enumerate(rows)]


def _people(row: Mapping[str, Any]) -> int:
    return int(row["people"] or 0)


def _further(rows: list[dict[str, Any]], few: set[int], k: int) -> set[int]:
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
            hidden = _hidden_rows(tuple((_people(rows[number]),) for number in block), k)
            found |= {block[place] for place in hidden}
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
