"""What passes for a live face: attacks by kind, and live faces taken for attacks (ISO/IEC 30107-3).

Kinds of attack ("species") are never pooled: ``APCER = max`` over species of the share of that species' presentations
that were taken for a live face. BPCER is on the side that accuses: a live face taken for an attack.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, fewest
from custodes.measures.proportion import share
from custodes.measures.score_rates import UNIT, as_answer, span_at_best, untold
from custodes.measures.sums import sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.score_sets import Attacks

    Rows = NDArray[np.bool_]

NO_ATTACKS: Final = (
    "the records hold no presentations of attacks: columns `species` (kind of attack, blank for a live face) and "
    "`live` would be needed"
)
NO_SYSTEM: Final = (
    "the records do not say what the whole system made of attacks: columns `species` and `accepted` would be needed"
)
NO_BONA_FIDE: Final = "the records do not say of live faces whether they were taken for live: a column `live` would do"


def attack_presentation(attacks: Attacks | None, level: float) -> dict[str, Answer]:
    """Answer how often each kind of attack passes, and how often a live face does not.

    Parameters
    ----------
    attacks : Attacks or None
        Presentations.
    level : float
        Confidence level [ratio].

    Returns
    -------
    dict of str to Answer
        ``apcer.<species>`` and ``apcer``, ``iapar.<species>`` and ``iapar``, ``bpcer`` [ratio].
    """
    if attacks is None:
        whys = {"apcer": NO_ATTACKS, "iapar": NO_SYSTEM, "bpcer": NO_BONA_FIDE}
        return {name: untold(why, level) for name, why in whys.items()}
    found = {
        **_by_species("apcer", attacks, attacks.live, NO_ATTACKS, level),
        **_by_species("iapar", attacks, attacks.accepted, NO_SYSTEM, level),
    }
    bona_fide = attacks.species < 0
    if attacks.live is None or not (bona_fide & (attacks.live >= 0)).any():
        found["bpcer"] = untold(NO_BONA_FIDE, level)
    else:
        found["bpcer"] = _rate(attacks, bona_fide & (attacks.live >= 0), attacks.live == 0, level)
    return found


def species_ids(names: tuple[str, ...]) -> list[str]:
    """Make the last part of ids from the names of kinds of attack.

    Parameters
    ----------
    names : tuple of str
        As they stand in the records.

    Returns
    -------
    list of str
        Small letters, digits and underscores, each once.
    """
    ids: list[str] = []
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "species"
        while plain in ids:
            plain += "_"
        ids.append(plain)
    return ids


def worst_of(answers: Mapping[str, GroupAnswer], level: float) -> Answer:
    """Give the largest of several rates.

    Parameters
    ----------
    answers : mapping of str to GroupAnswer
        The rate of each kind, its interval at ``1 - (1 - level) / number`` so that all hold at once.
    level : float
        Confidence level of the largest [ratio].

    Returns
    -------
    Answer
        The largest value; the largest of the lower and of the upper ends.
    """
    told = list(answers.values())
    touched, spared = fewest(each.touched for each in told), fewest(each.spared for each in told)
    for name, each in answers.items():
        if each.value is None:
            why = f"the rate of {name!r} cannot be told: {each.cannot_tell}"
            return replace(untold(why, level), touched=touched, spared=spared)
    lows, highs = [each.low for each in told], [each.high for each in told]
    value = max(each.value for each in told if each.value is not None)
    people = max(each.people for each in told)
    low, high = (None, None) if None in lows or None in highs else (max(lows), max(highs))  # type: ignore[type-var]
    return Answer(value, low, high, UNIT, people, level, touched=touched, spared=spared)


def _by_species(
    name: str, attacks: Attacks, said: NDArray[np.int8] | None, why: str, level: float
) -> dict[str, Answer]:
    """Answer a rate for each kind of attack, and the largest."""
    if said is None or not ((attacks.species >= 0) & (said >= 0)).any():
        return {name: untold(why, level)}
    found: dict[str, Answer] = {}
    each_level: dict[str, GroupAnswer] = {}
    present = [at for at in range(len(attacks.names)) if ((attacks.species == at) & (said >= 0)).any()]
    ids = species_ids(attacks.names)
    joint = 1 - (1 - level) / len(present)
    for at in present:
        rows = (attacks.species == at) & (said >= 0)
        found[f"{name}.{ids[at]}"] = _rate(attacks, rows, said == 1, level)
        strict = _rate(attacks, rows, said == 1, joint)
        each_level[attacks.names[at]] = GroupAnswer(
            *(strict.value, strict.low, strict.high, strict.people, strict.cannot_tell, strict.touched, strict.spared)
        )
    return {name: worst_of(each_level, level), **found}


def _rate(attacks: Attacks, rows: Rows, events: Rows, level: float) -> Answer:
    k, m = int((rows & events).sum()), int(rows.sum())
    at_best = span_at_best(k, m, level)
    if attacks.person is None:
        return Answer(k / m, None, None, UNIT, 0, level, at_best=at_best)
    chances = np.bincount(attacks.person[rows])
    failed = np.bincount(attacks.person[rows & events], minlength=len(chances))
    (of,) = sums(failed, chances, np.ones((len(chances), 1)))
    return as_answer(share(of, level), level, at_best=at_best)
