"""What an audit found in the records, with the rule and the rows by which anybody can count it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer


@dataclass(frozen=True)
class Finding:
    """Something that the records show and that informs a legal test; never that a rule was broken.

    Attributes
    ----------
    key : str
        A short fixed name, such as ``reviews-overdue``.
    means : str
        What it means, in one plain sentence without a number.
    count : int
        How many were found.
    of : int
        Out of how many looked at.
    unit : str
        What was counted, in the plural: "reviews", "alerts", "days".
    people : int
        People concerned.
    rule : str
        The rule by which they were counted, so that anybody can count again.
    test : str
        The legal test that it informs: a key of `custodes.measures.legal_tests.TESTS`.
    kind : str
        The kind of record that the rows are of, "" for none.
    at : ndarray of int64
        Positions in that kind's table.
    """

    key: str
    means: str
    count: int
    of: int
    unit: str
    people: int
    rule: str
    test: str
    kind: str
    at: NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """What one question of an audit gives.

    Attributes
    ----------
    answers : mapping of str to Answer
        Answers by id.
    findings : tuple of Finding
        What was found; a finding of which none was found is there too, with count 0, so that "looked and found none"
        and "could not look" are told apart.
    tables : mapping of str to list of mapping
        Further tables by name, such as what was overdue at each date; one mapping a row, the same keys in each.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    tables: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
