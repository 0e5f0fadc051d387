"""In what one scheme does better than another, in what worse, and in what nobody can tell: question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from custodes.measures.gone import ABSCONDED, UNNOTICED
from custodes.study.compare_questions import BY_KEY, CompareQuestion, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.study.compare_going import Going
    from custodes.study.difference import Difference

Found = Literal["better", "worse", "same", "no worse", "no better", "assumed", "unclear"]
"""What a question shows of the second of two schemes; where one has nothing of what is counted, the other may have
nothing of it either, and is then no better and no worse than that. How many abscond is the same under both where that
was assumed, and shows nothing."""

_ABOUT: Final[Mapping[Found, Found]] = {
    "better": "worse",
    "worse": "better",
    "same": "same",
    "assumed": "assumed",
    "no worse": "no better",
    "no better": "no worse",
    "unclear": "unclear",
}

Verdict = Literal["shown", "not shown", "cannot tell"]

DELAY: Final = "detection_delay_days"
SHARE_NOTICED: Final = "detections_share"
ABOUT_NOTICING: Final = (DELAY, SHARE_NOTICED)

ABOUT_GOING: Final = (UNNOTICED, ABSCONDED)
"""Questions whose answers an effect on absconding changes by itself."""


@dataclass(frozen=True)
class Order:
    """How the second of two schemes stands to the first.

    Attributes
    ----------
    first, second : str
        Names of the schemes.
    found : mapping of str to str
        For each question, whether the second is shown to do better or worse, is the same, or what else can be told.
    """

    first: str
    second: str
    found: Mapping[str, Found]

    def keys(self, found: Found, side: Side | None = None) -> tuple[str, ...]:
        """Name the questions of which something was found.

        Parameters
        ----------
        found : str
            What was found.
        side : str, optional
            What they are about; without it any.

        Returns
        -------
        tuple of str
            In the order of the table.
        """
        return tuple(key for key, each in self.found.items() if each == found and side in {None, BY_KEY[key].side})

    def dominates(self, side: Side | None = None) -> Verdict:
        """Tell whether the second scheme dominates: it does nothing worse and something better.

        Parameters
        ----------
        side : str, optional
            What the questions are about; without it any.

        Returns
        -------
        str
            "not shown" where it does something worse, or nothing better and all else the same; "cannot tell" where it
            is open whether it does something worse. What is assumed to be the same counts as neither.
        """
        better, worse = self.keys("better", side), self.keys("worse", side)
        may_be_worse = (*self.keys("no better", side), *self.keys("unclear", side))
        if worse or not (better or may_be_worse or self.keys("no worse", side)):
            return "not shown"
        return "shown" if better and not may_be_worse else "cannot tell"

    @property
    def turned(self) -> Order:
        """The same with the two schemes changed about."""
        return Order(self.second, self.first, {key: _ABOUT[each] for key, each in self.found.items()})

    @property
    def less_intrusive(self) -> Verdict:
        """Whether the second scheme is shown to take less of people: nothing more, and something less."""
        return self.dominates("takes")

    def document(self) -> dict[str, Any]:
        """Return what was found as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        return {
            "first": self.first,
            "second": self.second,
            "second_dominates": self.dominates(),
            "first_dominates": self.turned.dominates(),
            "second_less_intrusive": self.less_intrusive,
            "first_less_intrusive": self.turned.less_intrusive,
            "second_is": dict(self.found),
        }


def orders(
    answers: Mapping[str, Mapping[str, Answer]],
    between: Mapping[tuple[str, str], Mapping[str, Difference]],
    rests: Mapping[tuple[str, str], Going],
) -> tuple[Order, ...]:
    """Hold each two schemes against each other, question by question.

    Parameters
    ----------
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id.
    between : mapping of (str, str) to mapping of str to Difference
        Of each two schemes, the second less the first.
    rests : mapping of (str, str) to str
        Of each two schemes, what a difference in how many abscond rests on.

    Returns
    -------
    tuple of Order
        In the order of `between`; nothing is added up over questions.
    """
    found: list[Order] = []
    for (one, other), of in between.items():
        told: dict[str, Found] = {
            key: _found(BY_KEY[key], answers[one][key], answers[other][key], of[key]) for key in of
        }
        if {told.get(SHARE_NOTICED), told.get(DELAY)} == {"better", "worse"}:
            # A delay is of what was noticed: who notices less may well notice it sooner.
            told[DELAY] = "unclear"
        if any(_nobody_gone(answers[name]) for name in (one, other)):
            # Where nobody can go, nothing that is asked about noticing says anything.
            told |= {key: "unclear" for key in told if key in ABOUT_NOTICING}
        told |= _put_in(told, rests[one, other])
        found.append(Order(one, other, told))
    return tuple(found)


def _put_in(told: Mapping[str, Found], rests: Going) -> dict[str, Found]:
    """Take back what was not found but put in: that as many abscond under both, or what the user claims of it."""
    if rests == "claimed":
        return {key: "unclear" for key in ABOUT_GOING if key in told}
    return {ABSCONDED: "assumed"} if rests == "assumed" and told.get(ABSCONDED) == "same" else {}


def _nobody_gone(answers: Mapping[str, Answer]) -> bool:
    gone = answers.get(UNNOTICED)
    return gone is not None and gone.value == 0.0


def _found(question: CompareQuestion, one: Answer, other: Answer, less: Difference) -> Found:
    missing = tuple(each.does_not_apply for each in (one, other))
    if missing == (True, True):
        return "same" if question.nothing != "unknown" else "unclear"
    if any(missing):
        return _against_nothing(question, other if missing[0] else one, second_has=missing[0])
    if less.value is None or less.low is None or less.high is None:
        return "unclear"
    if less.low == less.high == 0.0:
        return "same"
    more, fewer = less.low > 0, less.high < 0
    if not (more or fewer):
        return "unclear"
    return "better" if fewer == (question.better == "less") else "worse"


def is_something(question: CompareQuestion, answer: Answer) -> bool:
    """Tell whether an answer shows that a scheme does anything of what is asked.

    Parameters
    ----------
    question : CompareQuestion
        Of what is gained.
    answer : Answer
        The scheme's.

    Returns
    -------
    bool
        Whether it has a value and, where more is better, one whose whole interval is above nothing.
    """
    return answer.value is not None and (question.better == "less" or (answer.low or 0.0) > 0)


def _against_nothing(question: CompareQuestion, there: Answer, *, second_has: bool) -> Found:
    """Hold a scheme that has something of what is asked against one that has nothing of it."""
    if question.nothing == "unknown":
        return "unclear"
    if question.nothing == "worst":
        # What is noticed by one is more than the nothing that is noticed by the other, if it is noticed at all.
        return ("better" if second_has else "worse") if is_something(question, there) else "unclear"
    if question.better == "less" and there.high == 0.0:
        return "same"
    # An amount that may be none may be as little as nothing, and is never less.
    if there.value is None or (question.better == "less" and not (there.low or 0.0) > 0):
        return "no better" if second_has else "no worse"
    return "worse" if second_has else "better"
