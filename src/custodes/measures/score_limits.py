"""Limits that others have set, held against the scores: met, not met, or cannot tell and how many people it would take.

A limit is met when the whole interval lies within it, and not met when the whole interval lies beyond it. The values
are those of NIST SP 800-63A-4 and of the draft of SP 800-63B-4, of the biometric protection profile of NIAP (upper
confidence limit of the rule of three) and of FIDO's biometric requirements (at 80 % confidence). A limit that is met
says nothing of whom the rest of the errors falls on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import Answer, fewest
from custodes.measures.intervals import few_seen_at_most, none_seen_at_most, student_quantile
from custodes.measures.score_groups import compared, main_attribute
from custodes.measures.score_rates import NO_THRESHOLD, untold
from custodes.measures.score_sampling import sample_fmr, sample_fnmr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.score_crossing import Sides
    from custodes.measures.score_sampling import Draws, Sampled

FMR_LIMIT: Final = 1e-4
FNMR_LIMIT: Final = 1e-2
WORSE: Final = 1.25
IAPAR_LIMIT: Final = 0.07
APCER_LIMIT: Final = 0.10
NIAP_LEVEL: Final = 0.95
FIDO_LEVEL: Final = 0.8
"""One-sided confidence levels that these two rules ask for [ratio]."""

MOST_PEOPLE: Final = 1_000_000
"""More people than any scheme has: a larger number would only say that none will do [person]."""

STEP: Final = 1.02
"""By how much the number of comparisons that would do is rounded up at most [ratio]."""

MORE: Final = "more people would be needed"
NO_NUMBER: Final = "the value is the limit itself, so no number of people would tell"
FEW_CARRY: Final = (
    "too few people carry these errors for more than that, and how many people it would take cannot be reckoned from "
    "so few"
)

_MET, _NOT, _CANNOT = "met", "not met", "cannot tell"


@dataclass(frozen=True)
class Limit:
    """A limit on one answer.

    Attributes
    ----------
    of : str
        Id of the answer.
    most : float
        The largest value allowed [ratio].
    source : str
        Where it stands.
    """

    of: str
    most: float
    source: str


LIMITS: Final[Mapping[str, Limit]] = {
    "limit.sp800_63a_4.fmr": Limit("fmr", FMR_LIMIT, "NIST SP 800-63A-4: FMR of 1 in 10,000 or less"),
    "limit.sp800_63a_4.fnmr": Limit("fnmr", FNMR_LIMIT, "NIST SP 800-63A-4: FNMR of 1 in 100 or less"),
    "limit.sp800_63a_4.iapar": Limit("iapar", IAPAR_LIMIT, "NIST SP 800-63A-4: IAPAR below 0.07"),
    "limit.sp800_63b_4.fmr": Limit("fmr", FMR_LIMIT, "NIST SP 800-63B-4 (draft): FMR of 1 in 10,000 or less"),
    "limit.sp800_63b_4.apcer": Limit(
        "apcer", APCER_LIMIT, "NIST SP 800-63B-4 (draft): at least 90 % of each kind of attack resisted"
    ),
}
"""Limits on single answers."""

GROUP_SOURCE: Final = "NIST SP 800-63A-4: no group more than 25 % worse than the overall population, threshold fixed"
NIAP_SOURCE: Final = (
    "NIAP biometric protection profile: FMR of 1 in 10,000, upper confidence limit at 95 %, rule of three; comparisons "
    "of different people count as independent, as that rule has it, so that it does not matter whose they are"
)
FIDO_SOURCE: Final = (
    "FIDO biometric requirements: FMR of 1 in 10,000 at 80 % confidence; comparisons count as independent, as those "
    "requirements have it, so that it does not matter whose they are"
)
"""Where errors were seen, both count Clopper and Pearson's one-sided limits in place of the rule of three."""


def limits(answers: Mapping[str, Answer], sides: Sides, at: float, level: float, draws: Draws) -> dict[str, Answer]:
    """Hold every limit against the answers.

    Parameters
    ----------
    answers : mapping of str to Answer
        Answers about these scores.
    sides : Sides
        The scores.
    at : float
        The threshold; NaN when none is known [1].
    level : float
        Confidence level [ratio].
    draws : Draws
        How people are drawn again, for limits on groups.

    Returns
    -------
    dict of str to Answer
        ``limit.<rule>``, each with its verdict.
    """
    found = {
        name: replace(verdict(answers[limit.of], limit.most), sources=(limit.source,))
        for name, limit in LIMITS.items()
        if limit.of in answers
    }
    for side, sample in (("fmr", sample_fmr), ("fnmr", sample_fnmr)):
        name = f"limit.sp800_63a_4.group_{side}"
        if np.isnan(at) or not sides.scores.attributes:
            why = NO_THRESHOLD if sides.scores.attributes else "the records hold no groups of people to compare"
            told = _cannot(why, untold(why, level, "ratio"))
        else:
            told = _of_groups(sample(sides, main_attribute(sides.scores.attributes), at, draws), level)
        found[name] = replace(told, sources=(GROUP_SOURCE,))
    found["limit.niap.fmr"] = replace(
        _by_comparisons(answers["fmr"], sides, at, NIAP_LEVEL, each=False), sources=(NIAP_SOURCE,)
    )
    found["limit.fido.fmr"] = replace(
        _by_comparisons(answers["fmr"], sides, at, FIDO_LEVEL, each=True), sources=(FIDO_SOURCE,)
    )
    return found


def verdict(answer: Answer, most: float) -> Answer:
    """Hold one answer against the largest value allowed.

    Parameters
    ----------
    answer : Answer
        With or without a value.
    most : float
        The largest value allowed, in the unit of the answer.

    Returns
    -------
    Answer
        With the verdict; where that is "cannot tell" without a value, and with how many people it would take.
    """
    if answer.value is None:
        return _cannot(str(answer.cannot_tell), answer)
    if answer.low is None or answer.high is None:
        said = f"it is {answer.value:.3g} and the limit {most:g}"
        return _cannot(f"{said}, but whose the scores are is not said, so it has no interval", answer)
    plain = replace(answer, by_group={}, permuted=None)
    if answer.high <= most:
        return replace(plain, verdict=_MET)
    if answer.low > most:
        return replace(plain, verdict=_NOT)
    return _cannot(f"{_ends(answer, most)}; {_would_take(answer, most)}", answer)


def _ends(answer: Answer, most: float) -> str:
    low, high = answer.low or 0.0, answer.high or 1.0
    if low == 0:
        return f"it is at most {high:.2g} and the limit is {most:g}"
    return f"the interval from {low:.2g} to {high:.2g} holds the limit of {most:g}"


def _cannot(why: str, answer: Answer) -> Answer:
    return Answer(
        None,
        None,
        None,
        answer.unit,
        answer.people,
        answer.level,
        cannot_tell=why,
        at_best=answer.at_best,
        verdict=_CANNOT,
        touched=answer.touched,
        spared=answer.spared,
    )


def _would_take(answer: Answer, most: float) -> str:
    """Say how many people would do if the value stayed what it is."""
    value, low, high = answer.value or 0.0, answer.low or 0.0, answer.high or 1.0
    if not answer.people:
        return MORE
    if value == 0:
        # At zero errors the upper limit falls as the number of people grows.
        needed = answer.people * math.log1p(-high) / math.log1p(-most) if high < 1 else math.inf
        return MORE if math.isinf(needed) else _people(needed, "and still none it would be met")
    if low == 0:
        return FEW_CARRY
    if value == most:
        return NO_NUMBER
    off = (high - value) if value < most else (value - low)
    return _people(answer.people * (off / abs(most - value)) ** 2, "at the same value it could be told")


def _people(needed: float, then: str) -> str:
    """Say how many people would do, or that there are not so many."""
    if needed > MOST_PEOPLE:
        return "it would take more people than any scheme has"
    return f"with about {math.ceil(needed):,} people {then}"


def _by_comparisons(fmr: Answer, sides: Sides, at: float, level: float, *, each: bool) -> Answer:
    """Hold FMR against the limit as a rule does for which comparisons are independent, whoever they are of.

    Both ends are Clopper and Pearson's, each at the rule's one-sided level; without an error the upper one is the rule
    of three.
    """
    if np.isnan(at) or not len(sides.other):
        return _cannot(str(fmr.cannot_tell), replace(fmr, level=level))
    passed = sides.scores.other >= at
    errors, number = (int(passed.sum()), len(passed)) if each else (_different(sides, passed), _different(sides))
    low = 1 - few_seen_at_most(number - errors, number, level) if errors else 0.0
    high = few_seen_at_most(errors, number, level) if errors < number else 1.0
    told = Answer(errors / number, low, high, fmr.unit, fmr.people, level, touched=fmr.touched, spared=fmr.spared)
    if high <= FMR_LIMIT or low > FMR_LIMIT:
        return replace(told, verdict=_MET if high <= FMR_LIMIT else _NOT)
    if errors:
        said = f"{errors:,} of {number:,} comparisons passed, and {_ends(told, FMR_LIMIT)}"
    else:
        said = f"none of {number:,} comparisons passed, so FMR is at most {high:.2g}"
    return _cannot(f"{said}; {_more_comparisons(errors / number, level)}", told)


def _more_comparisons(value: float, level: float) -> str:
    """Say how many comparisons would do if the value stayed what it is, and how many people make them."""
    if value == FMR_LIMIT:
        return NO_NUMBER
    number = math.log1p(-level) / math.log1p(-FMR_LIMIT)
    while number < MOST_PEOPLE**2 and (
        few_seen_at_most(value * number, number, level) > FMR_LIMIT
        if value < FMR_LIMIT
        else 1 - few_seen_at_most((1 - value) * number, number, level) <= FMR_LIMIT
    ):
        number *= STEP
    people = math.ceil((1 + math.sqrt(1 + 8 * math.ceil(number))) / 2)
    if people > MOST_PEOPLE:
        return _people(people, "")
    same = "at the same value" if value else "without one"
    return (
        f"it would take {math.ceil(number):,} comparisons {same}, as {people:,} people make who are all compared with "
        "each other"
    )


def _different(sides: Sides, rows: NDArray[np.bool_] | slice = slice(None)) -> int:
    """Count comparisons of different people, each pair once in each direction."""
    left, right = sides.scores.left, sides.scores.right
    if left is None or right is None:
        return len(sides.scores.other[rows])
    return len(np.unique(left[rows] * sides.scores.people + right[rows]))


def _of_groups(sampled: Sampled | None, level: float) -> Answer:
    """Hold the worst group's rate over that of all groups against 1.25.

    On the log scale, from people drawn again, with Student's quantile on those who carry the group's errors and a level
    at which the intervals of all groups hold at once.
    """
    if sampled is None or sampled.again is None or sampled.again_chances is None:
        why = (
            "whose the scores are is not said, so no interval can be told" if sampled else "no two people of one group"
        )
        return _cannot(why, untold(why, level, "ratio"))
    kept, why = compared(sampled)
    if not why and not kept.events.any():
        why = "no group had any error, so there is nothing to compare"
    if why or kept.again is None or kept.again_chances is None:
        return _cannot(why, replace(untold(why, level, "ratio"), people=kept.people))
    overall = float(kept.events.sum() / kept.chances.sum())
    drawn = kept.again / ((kept.again * kept.again_chances).sum(axis=1) / kept.again_chances.sum(axis=1))[:, None]
    joint, ends = 1 - (1 - level) / len(kept.names), []
    for at, rate in enumerate(kept.rates):
        if rate == 0:
            ends.append((0.0, 0.0, none_seen_at_most(kept.pieces[at], joint) / overall))
            continue
        reach = student_quantile(joint, kept.carried[at]) * float(np.log(drawn[:, at]).std(ddof=1))
        ratio = float(rate) / overall
        ends.append((ratio, ratio * math.exp(-reach), ratio * math.exp(reach)))
    value, low, high = (max(column) for column in zip(*ends, strict=True))
    touched = fewest(kept.touched)
    return _ratio_verdict(Answer(value, low, high, "ratio", kept.people, level, touched=touched))


def _ratio_verdict(answer: Answer) -> Answer:
    value, low, high = answer.value or 0.0, answer.low or 0.0, answer.high or 0.0
    if high <= WORSE:
        return replace(answer, verdict=_MET)
    if low > WORSE:
        return replace(answer, verdict=_NOT)
    off = math.log(high / value) if value < WORSE else math.log(value / max(low, 1e-9))
    apart = abs(math.log(WORSE / value))
    would = (
        _people(answer.people * (off / apart) ** 2, "at the same value it could be told") if apart > 0 else NO_NUMBER
    )
    said = f"the worst group has {value:.2f} times the rate of all, interval {low:.2f} to {high:.2f}, limit {WORSE}"
    return _cannot(f"{said}; {would}", answer)
