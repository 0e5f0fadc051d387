"""Whether an alternative does as well as the scheme asked about, to within a margin that the user names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from custodes.measures.gone import UNNOTICED
from custodes.study.compare_order import is_something
from custodes.study.compare_questions import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.study.difference import Difference

AsWell = Literal["shown", "shown to do worse", "cannot tell"]


@dataclass(frozen=True)
class Margin:
    """What one margin shows of one alternative.

    Attributes
    ----------
    scheme : str
        The alternative.
    key : str
        The question.
    margin : float
        How much worse it may do, in the unit of the question.
    worse, low, high : float or None
        How much worse it does (below 0: better) with the ends of the interval; None when it cannot be told.
    verdict : str
        "shown" when the whole interval is below the margin, "shown to do worse" when it is above it.
    why : str
        In one sentence.
    """

    scheme: str
    key: str
    margin: float
    worse: float | None
    low: float | None
    high: float | None
    verdict: AsWell
    why: str

    def document(self) -> dict[str, Any]:
        """Return it as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        return dict(vars(self))


def non_inferiority(
    asked: tuple[str, str, float], first: str, answers: Mapping[str, Mapping[str, Answer]], less: Difference
) -> Margin:
    """Hold the difference of an alternative to the scheme asked about against a margin.

    The alternative does as well when the upper end of the interval of how much worse it does lies below the margin: at
    a level of 0.95 a one-sided test at 0.025.

    Parameters
    ----------
    asked : tuple of (str, str, float)
        The alternative, the question, and how much worse it may do in the unit of the question.
    first : str
        The scheme asked about.
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id.
    less : Difference
        The alternative's answer less that of the scheme asked about.

    Returns
    -------
    Margin
        With its verdict.
    """
    scheme, key, margin = asked
    question, unit = BY_KEY[key], answers[first][key].unit
    words, gone = question.words, answers[scheme].get(UNNOTICED)
    missing = answers[scheme][key].does_not_apply
    if missing and is_something(question, answers[first][key]) and (gone is None or gone.value != 0.0):
        why = f"it notices nothing by itself, so there is nothing to hold against: {words}"
        return Margin(scheme, key, margin, None, None, None, "shown to do worse", why)
    if less.value is None or less.low is None or less.high is None:
        return Margin(scheme, key, margin, None, None, None, "cannot tell", less.cannot_tell or "it cannot be told")
    fewer = question.better == "less"
    worse, low, high = (less.value, less.low, less.high) if fewer else (-less.value, -less.high, -less.low)
    if high < margin:
        verdict: AsWell = "shown"
        most = (
            f"at most {_said(high, unit)}" if high > 0 else f"at least {_said(high, unit)}" if high < 0 else "no worse"
        )
        why = f"{words}: {most}, and the margin is {_amount(margin, unit)}"
    elif low > margin:
        verdict = "shown to do worse"
        why = f"{words}: at least {_said(low, unit)}, and the margin is {_amount(margin, unit)}"
    else:
        verdict = "cannot tell"
        ends = f"from {_said(low, unit)} to {_said(high, unit)}"
        why = f"{words}: {ends}, on both sides of the margin of {_amount(margin, unit)}"
    return Margin(scheme, key, margin, worse, low, high, verdict, why)


def _said(worse: float, unit: str) -> str:
    return f"{_amount(abs(worse), unit)} {'worse' if worse > 0 else 'better'}"


def _amount(amount: float, unit: str) -> str:
    return f"{100 * amount:.3g} points in 100" if unit.startswith("share") else f"{amount:.3g}"
