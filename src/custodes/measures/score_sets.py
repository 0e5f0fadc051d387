"""Comparison scores, mated and non-mated, with whose they are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.records.disclosed import Disclosed, Table

NOBODY: Final = -1
"""Where no person, group or species is named."""


@dataclass(frozen=True)
class Attribute:
    """Groups of people by one attribute, and which group each comparison is of.

    Attributes
    ----------
    name : str
        Such as "sex"; "group" when the records only say that.
    names : tuple of str
        The groups in the order of their codes.
    mated : ndarray of int64
        Group of the person of each mated score, -1 none [code].
    left, right : ndarray of int64
        Groups of the persons of the probe and of the reference of each non-mated score, -1 none [code].
    people : ndarray of int64
        Group of each person, -1 none [code].
    """

    name: str
    names: tuple[str, ...]
    mated: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    people: NDArray[np.int64]


@dataclass(frozen=True)
class Attempts:
    """Tries of wearers to be recognised as themselves: those that came to a comparison, and those that did not.

    Attributes
    ----------
    tried : ndarray of float64
        Attempts of each person, of one row for all when nobody is named [count].
    failed : ndarray of float64
        Of these, those without a usable picture [count].
    stated : bool
        Whether the records say of an attempt that it came to nothing: a column, or blank scores.
    row_groups : mapping of str to (ndarray, ndarray)
        For each attribute attempts and failures of each group, for records that name nobody [count].
    """

    tried: NDArray[np.float64]
    failed: NDArray[np.float64]
    stated: bool
    row_groups: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Attacks:
    """Presentations to the detector of attacks: photographs, masks, replays, and live faces beside them.

    Attributes
    ----------
    species : ndarray of int64
        Kind of attack of each presentation, -1 a live face [code].
    names : tuple of str
        The kinds of attack.
    live, accepted : ndarray of int8 or None
        Whether each was taken for a live face, and accepted by the whole system: 1, 0, -1 not said [code].
    person : ndarray of int64 or None
        Whose presentation it was.
    """

    species: NDArray[np.int64]
    names: tuple[str, ...]
    live: NDArray[np.int8] | None
    accepted: NDArray[np.int8] | None
    person: NDArray[np.int64] | None


@dataclass(frozen=True)
class Scores:
    """Scores of comparisons.

    Attributes
    ----------
    mated, other : ndarray of float64
        Scores of comparisons of a person with themselves, and with another; only those that were made [1].
    person : ndarray of int64 or None
        Person of each mated score; None when the records do not say.
    left, right : ndarray of int64 or None
        Both persons of each non-mated score; None when the records do not say.
    people : int
        Number of people named: each person is a number below it [person].
    attributes : tuple of Attribute
        Groups.
    attempts : Attempts or None
        Attempts with those that came to nothing.
    enrolled : ndarray of int8 or None
        For each person whether they could be enrolled: 1, 0, -1 not said [code].
    attacks : Attacks or None
        Presentations of attacks.
    stated_threshold : float
        The threshold in force when it is stated and never changed, else NaN [1].
    own_threshold : (ndarray of float64, ndarray of float64) or None
        Of each mated and each non-mated score the threshold in force, where all rows state one and it changed [1].
    table : Table or None
        All rows as they were read, for what can only be seen in them; None for bare scores.
    """

    mated: NDArray[np.float64]
    other: NDArray[np.float64]
    person: NDArray[np.int64] | None = None
    left: NDArray[np.int64] | None = None
    right: NDArray[np.int64] | None = None
    people: int = 0
    attributes: tuple[Attribute, ...] = ()
    attempts: Attempts | None = None
    enrolled: NDArray[np.int8] | None = None
    attacks: Attacks | None = None
    stated_threshold: float = float("nan")
    own_threshold: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
    table: Table | None = None

    def above_own_threshold(self) -> Scores | None:
        """Give how far each score lies above its own threshold, so that 0 is the threshold of all.

        Returns
        -------
        Scores or None
            The same comparisons; None where they do not state thresholds that differ.
        """
        if self.own_threshold is None:
            return None
        mated, other = self.own_threshold
        return replace(self, mated=self.mated - mated, other=self.other - other)


def scores_of(disclosed: Disclosed) -> Scores:
    """Take the scores out of a disclosure.

    Presentations of an attack are no comparisons of wearers and are kept apart. A row without a score, of a person with
    themselves or where nobody says with whom, is an attempt that came to nothing, unless it says that the person could
    not be enrolled. Rows with a score that do not say whether they are mated are left out.

    Parameters
    ----------
    disclosed : Disclosed
        With a table of scores.

    Returns
    -------
    Scores
        Mated and non-mated scores apart.
    """
    table = disclosed.tables["scores"]
    score = np.asarray(table["score"], dtype=np.float64)
    mated, made = np.asarray(table["mated"]), ~np.isnan(score)
    bona_fide = table["species"] < 0 if "species" in table else np.ones(len(score), dtype=np.bool_)
    of_mated, of_other = (made & bona_fide & (mated == kind) for kind in (1, 0))
    person, other_person = _ids(table.get("person")), _ids(table.get("other_person"))
    named = person is not None and bool((person[of_mated] >= 0).all())
    both = person is not None and other_person is not None
    both = both and bool((person[of_other] >= 0).all() and (other_person[of_other] >= 0).all())  # type: ignore[index]
    count = len(disclosed.people["person"])
    attributes = _attributes(disclosed, of_mated, of_other)
    return Scores(
        mated=score[of_mated],
        other=score[of_other],
        person=person[of_mated] if named and person is not None else None,
        left=person[of_other] if both and person is not None else None,
        right=other_person[of_other] if both and other_person is not None else None,
        people=count if named or both else 0,
        attributes=attributes,
        attempts=_attempts(disclosed, made, bona_fide, attributes, named=named),
        enrolled=_enrolled(table, count),
        attacks=_attacks(disclosed),
        stated_threshold=constant(table.get("threshold")),
        own_threshold=_own_threshold(table.get("threshold"), of_mated, of_other),
        table=table,
    )


def _ids(column: NDArray[Any] | None) -> NDArray[np.int64] | None:
    return None if column is None else np.asarray(column, dtype=np.int64)


def constant(threshold: NDArray[Any] | None) -> float:
    """Read the threshold that a column states.

    Parameters
    ----------
    threshold : ndarray or None
        The column; NaN where nothing is said [1].

    Returns
    -------
    float
        The threshold if there is one and only one, else NaN [1].
    """
    if threshold is None:
        return float("nan")
    said = threshold[~np.isnan(threshold)]
    return float(said[0]) if len(said) and bool((said == said[0]).all()) else float("nan")


def _own_threshold(
    threshold: NDArray[Any] | None, of_mated: NDArray[np.bool_], of_other: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    if threshold is None or not np.isnan(constant(threshold)):
        return None
    mated, other = (np.asarray(threshold[rows], dtype=np.float64) for rows in (of_mated, of_other))
    return None if np.isnan(mated).any() or np.isnan(other).any() or not len(mated) + len(other) else (mated, other)


def _attributes(
    disclosed: Disclosed, of_mated: NDArray[np.bool_], of_other: NDArray[np.bool_]
) -> tuple[Attribute, ...]:
    """List the attributes: that of the table, and those of its people."""
    table = disclosed.tables["scores"]
    person, other_person = _ids(table.get("person")), _ids(table.get("other_person"))
    found = []
    for name in dict.fromkeys((*(("group",) if "group" in table else ()), *disclosed.groups)):
        names = list(disclosed.groups.get(name, ()))
        people = _ids(disclosed.people[name]) if name in disclosed.people else None
        if people is None:
            people = np.full(len(disclosed.people["person"]), NOBODY)
        own = _of_people(people, person, len(of_mated))
        other = _of_people(people, other_person, len(of_mated))
        if name == "group":
            own, names = _said(disclosed, "group", own, names)
            other, names = _said(disclosed, "other_group", other, names)
        found.append(Attribute(name, tuple(names), own[of_mated], own[of_other], other[of_other], people))
    return tuple(each for each in found if each.names)


def _of_people(people: NDArray[np.int64], person: NDArray[np.int64] | None, rows: int) -> NDArray[np.int64]:
    if person is None or not len(people):
        return np.full(rows, NOBODY)
    return np.where(person >= 0, people[person], NOBODY)


def _said(
    disclosed: Disclosed, column: str, codes: NDArray[np.int64], names: list[str]
) -> tuple[NDArray[np.int64], list[str]]:
    """Fill in what the rows say themselves of people whose group nothing else says."""
    written = disclosed.tables["scores"].get(column)
    if written is None:
        return codes, names
    words = disclosed.labels.get(("scores", column), ())
    names = [*names, *(word for word in words if word not in names)]
    at = np.array([*(names.index(word) for word in words), NOBODY], dtype=np.int64)
    return np.where(codes < 0, at[np.asarray(written, dtype=np.int64)], codes), names


def _attempts(
    disclosed: Disclosed,
    made: NDArray[np.bool_],
    bona_fide: NDArray[np.bool_],
    attributes: tuple[Attribute, ...],
    *,
    named: bool,
) -> Attempts | None:
    table = disclosed.tables["scores"]
    mated = np.asarray(table["mated"])
    tried = bona_fide & ((mated == 1) | (~made & (mated < 0)))
    if "enrolled" in table:
        tried &= made | (table["enrolled"] != 0)
    acquired = table.get("acquired")
    # A picture was taken when a score came of it, whatever the column says; else as it says.
    failed = tried & ~made if acquired is None else tried & ~made & (acquired != 1)
    if not tried.any():
        return None
    person = _ids(table.get("person"))
    named = named and person is not None and bool((person[tried] >= 0).all())
    whose = person if named and person is not None else np.zeros(len(made), dtype=np.int64)
    count = len(disclosed.people["person"]) if named else 1
    stated = bool(failed.any()) or (acquired is not None and bool((acquired[tried] >= 0).any()))
    groups = {}
    if not named and "group" in table:
        # In the order of the attribute, which has groups that only people or references are of, too.
        order = [name for each in attributes if each.name == "group" for name in each.names]
        codes, names = _said(disclosed, "group", np.full(len(made), NOBODY), order)
        if names:
            groups["group"] = _counted(codes, tried & (codes >= 0), failed & (codes >= 0), len(names))
    return Attempts(*_counted(whose, tried, failed, count), stated, groups)


def _counted(
    whose: NDArray[np.int64], tried: NDArray[np.bool_], failed: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first, second = (np.bincount(whose[rows], minlength=count).astype(np.float64) for rows in (tried, failed))
    return first, second


def _enrolled(table: Any, count: int) -> NDArray[np.int8] | None:  # noqa: ANN401 - a mapping of columns
    """Say of each person whether they could be enrolled; nobody who once could not counts as one who could."""
    if "enrolled" not in table or "person" not in table:
        return None
    person, enrolled = np.asarray(table["person"]), np.asarray(table["enrolled"])
    result = np.full(count, NOBODY, dtype=np.int8)
    for said in (1, 0):
        rows = (enrolled == said) & (person >= 0)
        result[person[rows]] = said
    return result


def _attacks(disclosed: Disclosed) -> Attacks | None:
    table = disclosed.tables["scores"]
    if "live" not in table and not ("species" in table and "accepted" in table):
        return None
    species = _ids(table.get("species"))
    names = disclosed.labels.get(("scores", "species"), ())
    if species is None:
        species = np.full(len(table["score"]), NOBODY)
    person = _ids(table.get("person"))
    named = person is not None and bool((person >= 0).all())
    return Attacks(species, names, table.get("live"), table.get("accepted"), person if named else None)
