"""How much worse an alternative may do and still do as well: a margin that the user names, question by question."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.errors import Problem, UsageRefused
from custodes.study.compare_questions import BY_KEY
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

GAINED: Final = tuple(key for key, question in BY_KEY.items() if question.side == "gains")
"""Questions of which a margin may be named: what a scheme is for. What it takes of people needs none."""

_NO_QUESTION: Final = "is no question of which a margin can be named"
_TWICE: Final = "is named twice"
_NO_AMOUNT: Final = "has no amount above 0"
_ALL: Final = "is as much as there is, so that anything would do as well"
_HOW: Final = "write QUESTION=AMOUNT in the unit of the answer, such as detection_delay_days=7"


def margins_named(texts: Sequence[str]) -> dict[str, float]:
    """Read the margins of a comparison.

    Parameters
    ----------
    texts : sequence of str
        Each QUESTION=AMOUNT.

    Returns
    -------
    dict of str to float
        Above 0, by question, in the unit of the answer.

    Raises
    ------
    UsageRefused
        When one is of no question that has a margin, named twice, or no number above 0.
    """
    found: dict[str, float] = {}
    for text in texts:
        key, equals, amount = (part.strip() for part in text.partition("="))
        number = _number(amount) if equals else math.nan
        if key not in GAINED:
            hint = did_you_mean(key, GAINED) or f"a margin can be named for {', '.join(GAINED)}"
            problem = (_NO_QUESTION, key, hint, "unknown-question")
        elif key in found:
            problem = (_TWICE, key, "leave one of them out", "no-margin")
        elif not 0 < number < math.inf:
            problem = (_NO_AMOUNT, text, _HOW, "no-margin")
        elif "share" in key and number >= 1:
            problem = (_ALL, text, "a share is a part of 1: 5 in 100 are written 0.05", "no-margin")
        else:
            found[key] = number
            continue
        wrong, seen, hint, code = problem
        raise UsageRefused([Problem("", 0, "--margin", wrong, seen[:60], hint, code)])
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
