"""Made-up score files whose truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np

from custodes.measures.score_sets import Scores, scores_of
from tests.measures.disclosed_builder import DAY, START, disclosed

GROUPS = ("one", "two", "three")


def made(  # noqa: PLR0913 - what a score file can differ in
    people: int = 60,
    each: int = 40,
    others: int = 3000,
    *,
    seed: int = 1,
    spread: float = 0.5,
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0),
    **columns: Any,
) -> Scores:
    """Make mated and non-mated scores of people in three groups, spread over a hundred days."""
    stream = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), each)
    left, right = stream.integers(0, people, (2, others))
    right = np.where(left == right, (right + 1) % people, right)
    own = stream.normal(0, spread, people)
    mated = stream.normal(5, 1, len(person)) + own[person] + np.array(shift)[person % 3]
    other = stream.normal(0, 1, others)
    whose = np.concatenate([person, left])
    whom = np.concatenate([person, right])
    table: dict[str, Any] = {
        "score": np.concatenate([mated, other]),
        "mated": np.repeat([1, 0], [len(person), others]),
        "person": whose,
        "other_person": whom,
        "group": [GROUPS[i % 3] for i in whose],
        "other_group": [GROUPS[i % 3] for i in whom],
        "time": START + DAY * stream.permutation(len(whose)) * 100.0 / len(whose),
    }
    table |= {name: column(table, stream) if callable(column) else column for name, column in columns.items()}
    return scores_of(disclosed(people, scores=table))
