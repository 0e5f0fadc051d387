"""What the reader of scores must know beside the numbers, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from custodes.measures.finding import Found
    from custodes.measures.score_sets import Scores

LEAST_PEOPLE: Final = 10
"""Groups of fewer people are named, because their numbers can point at one of them."""

_NOBODY: Final = (
    "The records do not say whose scores these are. Scores of one person go together, so no interval can be told; "
    "`at_best` is the interval if every comparison were another person's, and the true one is wider, often several "
    "times. A column `person`, and `other_person` for non-mated comparisons, would do."
)
_ONE_SIDE: Final = (
    "The records say whose the mated scores are, but not both people of each non-mated one: FMR has no interval, only "
    "`at_best`. A column `other_person` would do."
)
BY_OWN_THRESHOLD: Final = (
    "the threshold changed in these records: each comparison is held against the one that its own row states"
)
"""Among the sources of what is counted so."""

_CHANGED: Final = (
    "The threshold changed. FNMR, FMR, limits and gaps between groups hold each comparison against the threshold of "
    "its own row; EER, FNMR at an FMR and the table `det` are of the scores as they are, at one threshold for all. "
    "--threshold holds all against one."
)


def score_notes(scores: Scores, found: Found) -> list[str]:
    """Say what must be known to read the answers.

    Parameters
    ----------
    scores : Scores
        The scores.
    found : Found
        What was found in them.

    Returns
    -------
    list of str
        Sentences.
    """
    notes = []
    if scores.person is None and len(scores.mated):
        notes.append(_NOBODY)
    elif scores.left is None and len(scores.other):
        notes.append(_ONE_SIDE)
    if any(BY_OWN_THRESHOLD in answer.sources for answer in found.answers.values()):
        notes.append(_CHANGED)
    if "eer" in found.answers and found.answers["eer"].value is not None:
        notes.append(
            "Convention: a score is accepted when it is at least the threshold. EER is the mean of both errors where "
            "they are nearest to each other; FNMR at an FMR is read at the smallest threshold with no more than that."
        )
    if scores.attributes:
        notes.append(
            "FMR of a group is that of pairs with both people in the group; the attribute `pair` has pairs of groups."
        )
    notes += [
        f"Fewer than {LEAST_PEOPLE} people are in {few} of the groups{_by(each.name)}: such numbers "
        "can point at one person and should not be passed on; --k 10 withholds them."
        for each in scores.attributes
        for few in [int(np.sum(_small(np.bincount(each.people[each.people >= 0], minlength=len(each.names)))))]
        if few
    ]
    return notes


def _by(attribute: str) -> str:
    return "" if attribute == "group" else f" by {attribute.replace('_', ' ')}"


def _small(people: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return (people > 0) & (people < LEAST_PEOPLE)
